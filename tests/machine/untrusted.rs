//! Untrusted repositories: carto-app reads their files and never runs them.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use carto_app::app::Project;
use carto_app::app::git::{Git, Person};
use carto_app::programs::{Programs, RealPrograms};
use carto_app::signals::Interrupt;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;

use crate::scratch;

/// A directory in which git and carto-app run.
struct Place {
    home: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { home: scratch::directory() }
    }

    /// Writes a new application into the directory `app`.
    fn with_app() -> Self {
        let place = Self::new();
        assert!(place.carto_app("", &["new", "app", "--yes", "--no-git"]).status.success());
        place
    }

    fn path(&self, below: &str) -> PathBuf {
        self.home.path().join(below)
    }

    fn write(&self, below: &str, text: impl AsRef<[u8]>) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().expect("a parent")).expect(below);
        fs::write(path, text).expect(below);
    }

    /// Writes a program that creates the file `ran` when it is run.
    fn trap(&self, below: &str) -> PathBuf {
        self.write(below, format!("#!/bin/sh\n: > {}\n", self.path("ran").display()));
        fs::set_permissions(self.path(below), fs::Permissions::from_mode(0o755)).expect(below);
        self.path(below)
    }

    fn command(&self, program: &str, folder: &str, args: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(args).current_dir(self.path(folder)).env("HOME", self.home.path());
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
        command
    }

    /// Runs git. Fails if git does.
    #[track_caller]
    fn git(&self, folder: &str, args: &[&str]) {
        let output = self.command("git", folder, args).output().expect("runs");
        assert!(output.status.success(), "{args:?}: {output:?}");
    }

    fn carto_app(&self, folder: &str, args: &[&str]) -> Output {
        self.command(env!("CARGO_BIN_EXE_carto-app"), folder, args).output().expect("runs")
    }

    fn git_state(&self, folder: &str) -> Git {
        let project = Project::find(&self.path(folder)).expect("an application");
        Git::of(&project.root, &Person::default())
    }

    #[track_caller]
    fn assert_nothing_ran(&self, what: &str) {
        assert!(!self.path("ran").exists(), "{what}");
    }
}

/// Returns a `carto-app.toml`, which is enough to make a directory an application here.
fn record() -> String {
    let place = Place::with_app();
    fs::read_to_string(place.path("app/carto-app.toml")).expect("the record")
}

/// Every command that works on an application.
const COMMANDS: [&[&str]; 6] = [
    &["check"],
    &["check", "--fix"],
    &["auth", "show"],
    &["auth", "set", "--force-oauth-login", "--yes"],
    &["add", "view", "reports", "--yes"],
    &["auth", "use", "api-key", "--yes"],
];

#[test]
fn the_configuration_of_a_repository_starts_no_program() {
    let hostile = |trap: &Path| {
        let trap = trap.display();
        format!(
            "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tfsmonitor = {trap}\n\tsshCommand = {trap}\n\tpager = {trap}\n\
             \thooksPath = {}\n[filter \"x\"]\n\tclean = {trap}\n\tsmudge = {trap}\n\tprocess = {trap}\n[diff]\n\texternal = {trap}\n\
             [credential]\n\thelper = {trap}\n[alias]\n\tls-files = !{trap}\n[gpg]\n\tprogram = {trap}\n",
            Path::new(&trap.to_string()).parent().expect("a folder").display()
        )
    };
    for layout in ["bare", "unpacked", "pointer"] {
        let place = Place::with_app();
        let trap = place.trap("app/scripts/post-index-change");
        match layout {
            // The application's directory is also a bare repository with a work tree.
            "bare" => {
                place.write("app/HEAD", "ref: refs/heads/main\n");
                place.write("app/objects/info/x", "");
                place.write("app/refs/heads/x", "");
                place.write("app/config", hostile(&trap).replace("bare = false", "worktree = ."));
            }
            "unpacked" => {
                place.git("app", &["init", "--quiet"]);
                place.git("app", &["add", "."]);
                place.write("app/.git/config", hostile(&trap));
            }
            _ => {
                place.git("app", &["init", "--quiet", "--separate-git-dir", "data"]);
                place.write("app/data/config", hostile(&trap));
            }
        }
        place.write("app/.gitattributes", "* filter=x diff=x\n");
        for command in COMMANDS {
            let output = place.carto_app("app", command);
            assert!(matches!(output.status.code(), Some(0 | 6)), "{layout} {command:?}: {output:?}");
            place.assert_nothing_ran(&format!("{layout} {command:?}"));
        }
    }
}

#[test]
fn reads_ignore_files_as_git_does() {
    let place = Place::new();
    place.git("", &["init", "--quiet"]);
    place.write("a/b/carto-app.toml", record());
    place.write("carto-app.toml", record());
    let texts = [
        "",
        ".env*.local",
        ".env.local",
        "*.local",
        ".env.*",
        "*",
        "**",
        "/**",
        "a/**",
        "**/b",
        "**/b/**",
        "a/*",
        "a/*/",
        "/.env.local",
        "a/b",
        "a/b/",
        "b/",
        "b",
        "/b",
        "/a",
        "a/.env.local",
        "a/**/.env.local",
        "**/.env.local",
        "*/b",
        "a?b",
        "a/?/.env.local",
        "[.]env.local",
        "[!a]env.local",
        "[^a]env.local",
        "[a-z.]env.local",
        "[]-.]env.local",
        "[[:punct:]]env.local",
        "[[:alpha:]]env.local",
        "\\.env.local",
        ".env.loca\\l",
        "\\!x",
        "[",
        "[.env.local",
        "a\\",
        "*.local\n!.env.local",
        "!.env.local\n*.local",
        "*.local\n!*.local\n.env.local",
        "b/\n!b/.env.local",
        "*\n!.env.local",
        "*\n!*/\n!.env.local",
        "# .env.local",
        "\\#",
        ".env.local ",
        ".env.local\\ ",
        ".env.local  \t",
        " .env.local",
        ".env.local\r",
        "\u{feff}.env.local",
        ".ENV.LOCAL",
        "!",
        "/",
        "//",
        ".env.local/",
        "a//b",
        "**.local",
        "a/**b",
        "**/**/.env.local",
        "a**/b",
        "?env?local",
        ".env.local\\",
        "{.env.local,x}",
        ".env[.]local",
        "[[:foo:].]env.local",
        "[[:foo.]env.local",
        "[[:foo].]env.local",
        "[--.]env.local",
        "[\\.]env.local",
        "a/b/**",
        "***",
        "/*/b/.env.local",
        "*/*",
        "*/*/*",
        "a/b/.env.loca?",
    ];
    for text in texts {
        for (file, folder) in [
            (".gitignore", ""),
            (".gitignore", "a/b"),
            ("a/.gitignore", "a/b"),
            ("a/b/.gitignore", "a/b"),
            (".git/info/exclude", "a/b"),
        ] {
            place.write(file, text);
            let asked =
                place.command("git", folder, &["check-ignore", "--quiet", "--no-index", ".env.local"]);
            let expected = { asked }.status().expect("runs").success();
            assert_eq!(
                place.git_state(folder).ignores_env_local,
                Some(expected),
                "{text:?} in {file} for {folder:?}"
            );
            fs::remove_file(place.path(file)).expect(file);
        }
    }
}

#[test]
fn reads_every_version_of_the_index() {
    let long = format!("a/{}.env", "long/".repeat(100));
    let paths = [
        "carto-app.toml",
        "a/.env",
        "a/.env.local",
        "a/b/.env.staging",
        "a/x.env",
        "ä.env",
        ".env.production",
        &long,
    ];
    let tracked = ["a/.env", "a/.env.local", "a/b/.env.staging", ".env.production", &long];
    for (format, version) in [("sha1", "2"), ("sha1", "3"), ("sha1", "4"), ("sha256", "2"), ("sha256", "4")] {
        let place = Place::new();
        place.git("", &["init", "--quiet", "--object-format", format, "repository"]);
        for path in paths {
            place.write(&format!("repository/{path}"), "");
        }
        place.write("repository/carto-app.toml", record());
        place.write("repository/a/carto-app.toml", record());
        place.git("repository", &["add", "."]);
        place.git("repository", &["update-index", "--index-version", version]);
        if version == "3" {
            place.write("repository/later", "");
            place.git("repository", &["add", "--intent-to-add", "later"]);
        }
        let sorted = |mut paths: Vec<String>| {
            paths.sort();
            paths
        };
        let expected = |prefix: &str| {
            sorted(tracked.iter().filter_map(|path| path.strip_prefix(prefix).map(str::to_owned)).collect())
        };
        assert_eq!(sorted(place.git_state("repository").tracked), expected(""), "{format} {version}");
        assert_eq!(sorted(place.git_state("repository/a").tracked), expected("a/"), "{format} {version}");
        // A linked working tree has its own index and shares the ignore rules.
        let identity = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
        place.git("repository", &[&identity[..], &["commit", "--quiet", "--message", "x"]].concat());
        place.git("repository", &["worktree", "add", "--quiet", "../linked"]);
        place.write("repository/.git/info/exclude", ".env.local");
        let linked = place.git_state("linked/a");
        assert_eq!(sorted(linked.tracked), expected("a/"), "{format} {version}");
        assert_eq!(linked.ignores_env_local, Some(true));
        place.git("repository", &["rm", "--quiet", "--cached", "-r", "a"]);
        assert_eq!(place.git_state("repository").tracked, [".env.production"], "{format} {version}");
    }
}

/// Writes an application with its own Prettier settings and an installed Prettier.
fn styled() -> Place {
    let place = Place::with_app();
    place.write("app/.prettierrc", "{ \"semi\": false }");
    place.write("app/node_modules/prettier/package.json", "{}");
    place
}

const FORMAT: [&str; 5] = ["add", "slice", "filters", "--yes", "--format"];

#[test]
fn does_not_run_programs_inside_the_application() {
    for folder in ["", "app/.bin", "app/node_modules/.bin", "node_modules/.bin", "tools"] {
        let place = styled();
        for name in ["node", "git", "npm"] {
            place.trap(&format!("{folder}/{name}"));
        }
        place.git("", &["init", "--quiet"]);
        let absolute = place.path(folder).display().to_string();
        std::os::unix::fs::symlink(&absolute, place.path("app/link")).expect("made");
        let link = place.path("app/link").display().to_string();
        for path in [".", "", ":", "..:.", ".bin", "node_modules/.bin:tools", "../tools", &absolute, &link] {
            for command in [&FORMAT[..], &["new", "other", "--yes", "--git", "--install"], &["check"]] {
                let _ = place
                    .command(env!("CARGO_BIN_EXE_carto-app"), "app", command)
                    .env("PATH", path)
                    .output()
                    .expect("runs");
                place.assert_nothing_ran(&format!("{path:?} {command:?}"));
            }
        }
    }
}

#[test]
fn does_not_pass_its_variables_to_programs() {
    let place = styled();
    let tools = scratch::directory();
    let program = tools.path().join("node");
    fs::write(&program, format!("#!/bin/sh\n/usr/bin/env > {}\n", place.path("seen").display()))
        .expect("written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("set");
    let output = place
        .command(env!("CARGO_BIN_EXE_carto-app"), "app", &FORMAT)
        .env("PATH", format!(".:{}", tools.path().display()))
        .env("CARTO_APP_API_KEY", "AbCdEfGhIjKlMnOpQrStUv")
        .env("carto_app_x", "1")
        .env("GIT_DIR", "x")
        .env("KEPT", "1")
        .output()
        .expect("runs");
    assert!(output.status.success(), "{output:?}");
    let seen = fs::read_to_string(place.path("seen")).expect("a run");
    assert!(
        seen.contains("KEPT=1") && seen.contains(&format!("PATH={}\n", tools.path().display())),
        "{seen}"
    );
    let withheld = ["carto_app", "git_dir", "AbCdEfGhIjKlMnOpQrStUv"];
    assert!(!withheld.iter().any(|word| seen.to_lowercase().contains(&word.to_lowercase())), "{seen}");
}

/// Waits for the end of the process with this ID.
#[track_caller]
fn assert_ends(id: &str, what: &str) {
    let start = Instant::now();
    let is_alive = || {
        let state = fs::read_to_string(format!("/proc/{}/stat", id.trim())).unwrap_or_default();
        state.rsplit(") ").next().is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['Z', 'X']))
    };
    while is_alive() {
        assert!(start.elapsed() < Duration::from_secs(10), "{what}");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_filter_is_limited_and_ends_with_its_children() {
    let tools = scratch::directory();
    for (script, output) in [
        ("/bin/cat", Some("text")),
        ("/bin/sleep 60 & echo $! > child; /bin/sleep 60", None),
        ("trap '' INT TERM HUP; /bin/sleep 60 & echo $! > child; while :; do :; done", None),
        ("/bin/sleep 60 & echo $! > child; exec >&-; echo", None),
        (
            "while :; do echo 0123456789012345678901234567890123456789012345678901234567890123456789; done",
            None,
        ),
        ("printf '\\377'", None),
        ("echo; exit 1", None),
    ] {
        let program = tools.path().join("filter");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("written");
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("set");
        let place = Place::new();
        let env = BTreeMap::from([("PATH".into(), tools.path().into())]);
        let patience = Duration::from_secs(if script.contains("sleep") { 1 } else { 60 });
        let mut programs = RealPrograms { env, patience, interrupt: Interrupt::never() };
        let start = Instant::now();
        let answer = programs.filter(&["filter"], place.home.path(), "text").expect("starts");
        assert_eq!(answer.as_deref(), output, "{script}");
        assert!(start.elapsed() < Duration::from_secs(30), "{script}");
        if let Ok(child) = fs::read_to_string(place.path("child")) {
            assert_ends(&child, script);
        }
    }
}

#[test]
fn ctrl_c_ends_prettier_and_changes_nothing() {
    let place = styled();
    let tools = scratch::directory();
    let program = tools.path().join("node");
    let script = format!("#!/bin/sh\n/bin/sleep 60 & echo $! > {}\nwait\n", place.path("child").display());
    fs::write(&program, script).expect("written");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("set");
    let mut command = place.command(env!("CARGO_BIN_EXE_carto-app"), "app", &FORMAT);
    let child = command.env("PATH", tools.path()).stderr(Stdio::piped()).spawn().expect("runs");
    let start = Instant::now();
    while !fs::read_to_string(place.path("child")).is_ok_and(|text| text.ends_with('\n')) {
        assert!(start.elapsed() < Duration::from_secs(30), "Prettier does not run");
        thread::sleep(Duration::from_millis(10));
    }
    kill(Pid::from_raw(child.id().try_into().expect("an id")), Signal::SIGINT).expect("sent");
    let output = child.wait_with_output().expect("ends");
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    assert!(!place.path("app/src/store/filtersSlice.js").exists());
    let child = fs::read_to_string(place.path("child")).expect("an id");
    assert_ends(&child, "the child of Prettier");
}

#[test]
fn never_prints_invisible_characters() {
    let hidden = ['\u{1b}', '\u{7f}', '\u{9b}', '\u{202e}', '\u{200b}', '\u{2066}', '\u{2028}', '\u{feff}'];
    let word: String = hidden.iter().flat_map(|c| ['a', *c]).collect();
    let place = Place::with_app();
    let key = "0123456789abcdef0123456789abcdef01234567";
    place.write(&format!("app/{word}.txt"), key);
    place.write(&format!("app/src/data/sources/{word}Source.js"), "export default {");
    place.write(
        "app/src/data/sources/otherSource.js",
        format!("export default {{ id: '{word}', data: `{word}` }};"),
    );
    place.write("app/src/components/layers/x.js", format!("const {word} = 1;"));
    let state = fs::read_to_string(place.path("app/src/store/initialStateSlice.js")).expect("reads");
    place.write(
        "app/src/store/initialStateSlice.js",
        state.replace("username: '", &format!("username: '{word}")),
    );
    place.write("answers.toml", format!("'{word}' = 1\ntitle = '{word}'\n"));
    let answers = place.path("answers.toml").display().to_string();
    for command in [
        &["check"][..],
        &["auth", "show"],
        &["auth", "use", "api-key", "--dry-run"],
        &["auth", "set", "--client-id", &word],
        &["add", "source", &word],
        &["add", "layer", "roads", "--source", &word],
        &["add", "view", &word, "--dry-run", "--yes"],
        &["add", "source", "x", "--sql", &word],
        &["new", &word, "--yes"],
        &["new", "x", "--yes", "--title", &word],
        &["new", "x", "--answers", &answers],
        &["new", "x", "--answers", &word],
        &["new", "x", "--yes", "--dataset", &word],
        &[&word],
        &["add", &word],
        &["--color", &word],
        &["check", &word],
    ] {
        for more in [&[][..], &["--json"], &["--verbose"]] {
            let output = place.carto_app("app", &[command, more].concat());
            for text in [&output.stdout, &output.stderr] {
                let text = String::from_utf8_lossy(text);
                assert!(!text.contains(hidden), "{command:?} {more:?}: {text:?}");
            }
        }
    }
    let mut complete = place.command(
        env!("CARGO_BIN_EXE_carto-app"),
        "app",
        &["--", "carto-app", "add", "layer", "x", "--source", ""],
    );
    let output = complete.env("COMPLETE", "fish").output().expect("runs");
    assert!(!String::from_utf8_lossy(&output.stdout).contains(hidden), "{output:?}");
}
