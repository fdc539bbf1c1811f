//! A simulated machine with Node and package managers, no installed packages, and a registry with only the packages of this
//! repository.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

use crate::node_packages;

/// The programs of package managers that don't come with Node.
const MANAGERS: [(&str, &str); 3] = [
    ("pnpm", "pnpm/bin/pnpm.cjs"),
    ("yarn", "@yarnpkg/cli-dist/bin/yarn.js"),
    ("yarn-classic", "yarn/bin/yarn.js"),
];

/// A stand-in for the binaries of other systems, which must never run.
const OTHER_BINARY: &str = "#!/bin/sh\necho 'the binary of another system'\nexit 99\n";

/// Returns the path of a file in this repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Reads a JSON file in this repository.
pub fn json(path: &str) -> Value {
    serde_json::from_slice(&fs::read(repository(path)).expect(path)).expect("JSON")
}

/// Returns a folder with all packages: the tested program for this system, and stand-ins for the others.
pub fn packed() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("npm-packages");
        let _ = fs::remove_dir_all(&folder);
        pack(&folder, Path::new(env!("CARGO_BIN_EXE_carto-app")));
        folder
    })
}

/// Packs all packages into a folder.
pub fn pack(folder: &Path, binary_of_this_system: &Path) {
    let other = tempfile::NamedTempFile::new().expect("a temporary file");
    fs::write(&other, OTHER_BINARY).expect("written");
    let mut script = Command::new(repository("scripts/pack-npm"));
    script.arg(folder);
    for (name, platform) in json("npm/platforms.json").as_object().expect("platforms") {
        let binary = if *name == this_platform() { binary_of_this_system } else { other.path() };
        script.arg(format!("{}={}", platform["triple"].as_str().expect("a triple"), binary.display()));
    }
    run_ok(&mut script);
}

/// This system's name in npm/platforms.json.
pub fn this_platform() -> String {
    let cpu = if cfg!(target_arch = "x86_64") { "x64" } else { "arm64" };
    match (cfg!(target_os = "macos"), cfg!(target_env = "musl")) {
        (true, _) => format!("darwin-{cpu}"),
        (_, true) => format!("linux-{cpu}-musl"),
        _ => format!("linux-{cpu}-gnu"),
    }
}

/// Runs a command and returns its stdout. Fails if the command does.
#[track_caller]
pub fn run_ok(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}\n{}", all_output(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Returns everything that a command printed.
pub fn all_output(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A home directory and a project on the simulated machine.
pub struct Machine {
    home: TempDir,
    env: Vec<(String, String)>,
}

impl Machine {
    pub fn new() -> Self {
        let home = TempDir::new().expect("a temporary directory");
        let path = |below: &str| home.path().join(below);
        let at = |below: &str| path(below).display().to_string();
        for folder in ["bin", "home", "project"] {
            fs::create_dir(path(folder)).expect("created");
        }
        let managers = node_packages::installed("npm", &[]).join("node_modules");
        for (name, program) in MANAGERS {
            symlink(managers.join(program), path("bin").join(name)).expect("linked");
        }
        fs::write(path("project/package.json"), "{ \"name\": \"project\", \"license\": \"MIT\" }")
            .expect("written");
        // Without it, Yarn would use a project in a folder above.
        fs::write(path("project/yarn.lock"), "").expect("written");
        let programs =
            format!("{}:{}:{}", at("bin"), at("global/bin"), std::env::var("PATH").expect("a PATH"));
        let env = [
            ("PATH", programs.as_str()),
            ("HOME", &at("home")),
            ("LANG", "C.UTF-8"),
            ("npm_config_registry", registry()),
            ("npm_config_cache", &at("npm-cache")),
            ("npm_config_prefix", &at("global")),
            ("npm_config_update_notifier", "false"),
            ("npm_config_yes", "true"),
            ("YARN_NPM_REGISTRY_SERVER", registry()),
            ("YARN_UNSAFE_HTTP_WHITELIST", "localhost"),
            ("YARN_ENABLE_TELEMETRY", "0"),
            // By default, all users share these folders of classic Yarn.
            ("PREFIX", &at("global")),
            ("YARN_GLOBAL_FOLDER", &at("yarn-global")),
            ("YARN_CACHE_FOLDER", &at("yarn-cache")),
        ];
        let env = env.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        Self { home, env }
    }

    /// Returns a machine whose project depends on carto-app.
    pub fn with_carto_app() -> Self {
        let machine = Self::new();
        machine.run_ok("npm install --no-audit carto-app");
        machine
    }

    pub fn env(&self) -> &[(String, String)] {
        &self.env
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.home.path().join(below)
    }

    /// The script that the project's `carto-app` starts.
    pub fn launcher(&self) -> PathBuf {
        self.path("project/node_modules/carto-app/bin/carto-app.js")
    }

    /// Reads the record of an application in the project.
    pub fn answers(&self, application: &str) -> toml_edit::DocumentMut {
        let path = self.path("project").join(application).join("carto-app.toml");
        fs::read_to_string(path).expect("an application").parse().expect("TOML")
    }

    /// Puts a script at the front of PATH.
    pub fn script(&self, name: &str, script: &str) -> PathBuf {
        let path = self.path("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("can be run");
        path
    }

    /// Returns a command in the project: a command line without quotes, and more arguments that are passed verbatim.
    pub fn command(&self, line: &str, more: &[&str]) -> Command {
        let mut words = line.split(' ');
        let mut command = Command::new(words.next().expect("a program"));
        command.args(words).args(more);
        command.env_clear().envs(self.env.iter().map(|(name, value)| (name, value)));
        command.current_dir(self.path("project"));
        command
    }

    #[track_caller]
    pub fn run_ok(&self, line: &str) -> String {
        run_ok(&mut self.command(line, &[]))
    }
}

/// Returns the address of a registry that runs until the tests end.
pub fn registry() -> &'static str {
    static REGISTRY: OnceLock<(String, Child)> = OnceLock::new();
    let (address, _) = REGISTRY.get_or_init(|| {
        let mut node = Command::new("node");
        node.arg(repository("tests/node/npm/registry.mjs")).arg(packed());
        // The registry ends with its stdin, which closes when this process ends.
        let mut child =
            node.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("these tests need node");
        let mut address = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut address).expect("an address");
        (address.trim_end().to_owned(), child)
    });
    address
}
