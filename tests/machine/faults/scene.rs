//! A directory before a run of the program, and the result of a run without faults.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::scratch;
use crate::tree::{Tree, assert_same, snapshot};

/// The private key adds a file that only its owner may read. Without the example, there are fewer files to test.
const ANSWERS: [&str; 9] = [
    "--yes",
    "--git=false",
    "--example=false",
    "--auth",
    "api-key",
    "--username",
    "alice",
    "--api-key",
    "ABCDEFGHIJKLMNOPQRSTUV",
];

/// Returns a command that runs carto-app without the developer's environment.
pub fn carto_app() -> Command {
    with_clean_environment(Command::new(env!("CARGO_BIN_EXE_carto-app")))
}

/// Clears the environment except for PATH.
pub fn with_clean_environment(mut command: Command) -> Command {
    command.env_clear().env("LC_ALL", "C").stdin(Stdio::null());
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    command
}

/// Returns `new DIRECTORY` with all answers.
pub fn arguments(directory: impl AsRef<OsStr>) -> Vec<OsString> {
    let mut arguments = vec!["new".into(), directory.as_ref().to_owned()];
    arguments.extend(ANSWERS.map(OsString::from));
    arguments
}

pub struct Scene {
    place: TempDir,
    prepare: fn(&Path),
    pub arguments: Vec<OsString>,
    before: Tree,
    after: Tree,
}

impl Scene {
    /// A new directory next to a file of the user.
    pub fn fresh() -> Self {
        Self::new(arguments("demo"), |place| put(place, "bystander", "theirs"))
    }

    /// A new directory whose parents are new as well.
    pub fn nested() -> Self {
        Self::new(arguments("a/b/demo"), |place| put(place, "bystander", "theirs"))
    }

    /// A directory with other files, none of them in the way.
    pub fn existing() -> Self {
        Self::new(arguments("demo"), |place| {
            put(place, "demo/.git/HEAD", "ref: refs/heads/main");
            put(place, "demo/src/mine.js", "theirs");
        })
    }

    /// A directory in which files, a directory and links are in the way.
    pub fn overwriting() -> Self {
        let mut arguments = arguments("demo");
        arguments.push("--overwrite".into());
        Self::new(arguments, in_the_way)
    }

    /// A directory with files that are joined and files that stay.
    pub fn joining() -> Self {
        Self::new(arguments("demo"), |place| {
            put(place, "demo/.gitignore", "credentials.json\r\n");
            put(place, "demo/.prettierignore", "vendor");
            put(place, "demo/.github/workflows/ci.yml", "theirs");
            put(place, "demo/README.md", "theirs");
        })
    }

    /// The same as `overwriting` without `--overwrite`, so that nothing comes of it.
    pub fn conflicting() -> Self {
        let mut scene = Self::overwriting();
        scene.arguments.pop();
        scene
    }

    pub fn new(arguments: Vec<OsString>, prepare: fn(&Path)) -> Self {
        let place = scratch::directory();
        let mut scene = Self { place, prepare, arguments, before: Tree::new(), after: Tree::new() };
        scene.reset();
        scene.before = scene.snapshot();
        let output = scene.run();
        assert_eq!(output.status.code(), Some(0), "{}", describe(&output));
        scene.after = scene.snapshot();
        scene.reset();
        scene
    }

    /// The place before the run.
    pub fn before(&self) -> &Tree {
        &self.before
    }

    /// The place after a run without faults.
    pub fn after(&self) -> &Tree {
        &self.after
    }

    pub fn path(&self) -> &Path {
        self.place.path()
    }

    /// Returns the expected files below a directory of the scene.
    pub fn reference(&self, directory: &str) -> Tree {
        let below = |path: &PathBuf| path.strip_prefix(directory).map(Path::to_owned).ok();
        self.after.iter().filter_map(|(path, entry)| Some((below(path)?, entry.clone()))).collect()
    }

    /// Adds the arguments and sets the working directory.
    pub fn in_place(&self, mut command: Command) -> Command {
        command.current_dir(self.path()).args(&self.arguments);
        command
    }

    pub fn run(&self) -> Output {
        self.in_place(carto_app()).output().expect("the program runs")
    }

    /// Restores the place before the run.
    pub fn reset(&self) {
        for entry in fs::read_dir(self.path()).expect("the place is there") {
            let path = entry.expect("the place is there").path();
            let removed = if path.is_dir() && !path.is_symlink() {
                fs::remove_dir_all(&path)
            } else {
                fs::remove_file(&path)
            };
            removed.expect("the place can be emptied");
        }
        (self.prepare)(self.path());
    }

    pub fn snapshot(&self) -> Tree {
        snapshot(self.path())
    }

    #[track_caller]
    pub fn assert_untouched(&self, when: &str) {
        assert_same(&self.before, &self.snapshot(), when);
    }

    /// Fails unless the result is complete; then resets the place.
    #[track_caller]
    pub fn assert_complete(&self, when: &str) {
        assert_same(&self.after, &self.snapshot(), when);
        self.reset();
    }

    /// Fails unless a successful run wrote everything, or an unsuccessful one nothing.
    #[track_caller]
    pub fn assert_whole_or_untouched(&self, output: &Output, when: &str) {
        let when = format!("{when}: {}", describe(output));
        assert!(!describe(output).contains("panicked"), "{when}");
        if output.status.success() {
            self.assert_complete(&when);
        } else {
            self.assert_untouched(&when);
        }
    }
}

/// Returns the exit status and the output of a run.
pub fn describe(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!("{}\n{}{}", output.status, text(&output.stderr), text(&output.stdout))
}

pub fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a file has a parent")).expect("a directory can be made");
    fs::write(path, text).expect("a file can be written");
}

fn in_the_way(place: &Path) {
    put(place, "demo/vite.config.js", "theirs");
    put(place, "demo/package.json", "theirs");
    put(place, "demo/index.html/inner", "theirs");
    put(place, "demo/src/mine.js", "theirs");
    put(place, "demo/src/store/store.js", "theirs");
    put(place, "demo/.carto-app-backup/earlier", "theirs");
    put(place, "outside/kept", "theirs");
    symlink("../outside", place.join("demo/public")).expect("a link can be made");
    symlink("nowhere", place.join("demo/.gitignore")).expect("a link can be made");
}
