//! The applications that are installed, built and opened. Together they cover each value of each answer, and each mode with
//! the example; `variants` tests the modules of all other combinations.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock};

use super::dumps;
use super::tools::{copy_packages, folder, program, run};

/// How the packages of an application are installed.
enum Packages {
    /// By this npm command.
    From(&'static str),
    /// By links to the packages of [`API_KEY`], or for TypeScript of [`FORCED`], which has the same lock file.
    Shared,
}

/// An application, named after its mode and its data.
pub struct App {
    pub name: &'static str,
    packages: Packages,
    arguments: &'static [&'static str],
    /// The beginnings of the paths of its browser tests that are run. Each test runs in one application at least, and in more
    /// where the answers matter to it; the first tests of a page take ten seconds each.
    pub browser_tests: &'static [&'static str],
    installed: OnceLock<Result<PathBuf, String>>,
    built: OnceLock<Result<(), String>>,
    /// Locked by the test that runs its sandbox.
    pub stage: Mutex<()>,
}

pub static API_KEY: App = App::new(
    "api-key-example",
    Packages::From("install"),
    &["--name=same", "--title=Same", "--auth=api-key"],
    &["e2e/"],
);

/// [`API_KEY`] without the sandbox.
pub static API_KEY_ALONE: App = App::new(
    "api-key-example-no-sandbox",
    Packages::From("install"),
    &["--name=same", "--title=Same", "--auth=api-key", "--no-sandbox"],
    &[],
);

pub static PRIVATE_KEY: App = App::new(
    "private-key-datasets",
    Packages::Shared,
    &[
        "--username=some-user",
        "--api-key=AbCdEfGhIjKlMnOpQrStUv",
        "--datasets=2020_census,my-user.roads_2020,_x,class,roads_2020",
        "--server-url-template=https://gis.example.com/user/{user}",
        "--maps-url=https://maps.example.com:8443/user/{user}",
    ],
    &["e2e/data/", "e2e/phone", "e2e/security"],
);

pub static OAUTH: App = App::new(
    "oauth-both",
    Packages::Shared,
    &[
        "--client-id=AbCdEfGhIjKl",
        "--example",
        "--datasets=parks,roads_2020",
        "--scopes=user:profile,dataservices:isolines,datasets:r:*",
    ],
    &[
        "e2e/data/",
        "e2e/example/isochrone",
        "e2e/example/kpi",
        "e2e/login/accessibility",
        "e2e/login/optional",
    ],
);

pub static FORCED: App = App::new(
    "forced-example",
    Packages::From("ci"),
    &[
        "--language=typescript",
        "--client-id=AbCdEfGhIjKl",
        "--force-oauth-login",
        "--server-url-template=https://gis.example.com/user/{user}",
        "--authorize-url=https://gis.example.com/oauth2/authorize",
    ],
    &["e2e/accessibility", "e2e/example/isochrone", "e2e/login/", "e2e/search", "e2e/security"],
);

pub static EMPTY: App = App::new(
    "api-key-empty",
    Packages::Shared,
    &["--language=typescript", "--auth=api-key", "--example=false"],
    &["e2e/data/", "e2e/keyboard", "e2e/phone"],
);

pub static HOSTILE: App = App::new(
    "forced-datasets",
    Packages::Shared,
    &[
        "--language=typescript",
        "--force-oauth-login",
        r#"--title="It's" \ `${title}` {{title}} </script></title><!-- &amp; 地図 🗺️ *a* _b_ | [d](e)"#,
        r#"--client-id=-It's"odd"\`${client.id}`{{id}}</script>地図/+=&amp;"#,
        "--dataset=a123456789_123456789_123456789_123456789_123456789_123456789_12",
        "--dataset=my-organization-member.b123456789_123456789_123456789_123456789_123456789_123456789_12",
        "--scopes=user:profile,datasets:r:*",
    ],
    &["e2e/data/", "e2e/login/forced", "e2e/phone", "e2e/title"],
);

/// Returns all applications.
pub fn all() -> impl Iterator<Item = &'static App> {
    [&API_KEY, &API_KEY_ALONE, &PRIVATE_KEY, &OAUTH, &FORCED, &EMPTY, &HOSTILE].into_iter()
}

impl App {
    const fn new(
        name: &'static str,
        packages: Packages,
        arguments: &'static [&'static str],
        browser_tests: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            packages,
            arguments,
            browser_tests,
            installed: OnceLock::new(),
            built: OnceLock::new(),
            stage: Mutex::new(()),
        }
    }

    /// Fails with the failed step if the installation, lint, format check, tests or build fail.
    #[track_caller]
    pub fn assert_built(&self) {
        if let Err(why) = self.built.get_or_init(|| self.build()) {
            panic!("{}: {why}", self.name);
        }
    }

    /// Builds the application and returns its folder.
    #[track_caller]
    pub fn folder(&self) -> PathBuf {
        self.assert_built();
        folder().join(self.name)
    }

    /// Installs the packages and returns their folder.
    #[track_caller]
    pub fn node_modules(&self) -> PathBuf {
        match self.installed.get_or_init(|| self.install()) {
            Ok(folder) => folder.join("node_modules"),
            Err(why) => panic!("{}: {why}", self.name),
        }
    }
}

impl App {
    /// Returns the API key in its arguments.
    pub fn api_key(&self) -> Option<&str> {
        self.arguments.iter().find_map(|argument| argument.strip_prefix("--api-key="))
    }

    fn is_typescript(&self) -> bool {
        self.arguments.contains(&"--language=typescript")
    }

    fn build(&self) -> Result<(), String> {
        let folder = self.installed.get_or_init(|| self.install()).as_ref().map_err(Clone::clone)?;
        dumps::lend(folder);
        if self.is_typescript() {
            self.npm(&["run", "typecheck"], folder)?;
        }
        for words in [&["run", "lint"][..], &["run", "format:check"], &["test"], &["run", "build"]] {
            self.npm(words, folder)?;
        }
        dumps::keep(folder);
        Ok(())
    }

    fn install(&self) -> Result<PathBuf, String> {
        let folder = folder().join(self.name);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
        }
        let mut new = Command::new(env!("CARGO_BIN_EXE_carto-app"));
        new.arg("new").arg(&folder).args(["--yes", "--no-git", "--package-manager=npm"]).args(self.arguments);
        let output = new.env_clear().output().map_err(|error| error.to_string())?;
        if !output.status.success() {
            return Err(format!("carto-app new failed:\n{}", String::from_utf8_lossy(&output.stderr)));
        }

        let lock_file = folder.join("package-lock.json");
        let lock = fs::read(&lock_file).map_err(|error| error.to_string())?;
        match self.packages {
            Packages::From(word) => self.npm(&[word], &folder)?,
            Packages::Shared => {
                let owner = if self.is_typescript() { &FORCED } else { &API_KEY };
                copy_packages(&owner.node_modules(), &folder.join("node_modules"));
                // npm itself verifies that these are the packages of this application.
                self.npm(&["ls", "--all", "--silent"], &folder)?;
            }
        }
        if fs::read(&lock_file).map_err(|error| error.to_string())? != lock {
            return Err("the installation changed package-lock.json".to_owned());
        }
        Ok(folder)
    }

    fn npm(&self, words: &[&str], folder: &Path) -> Result<(), String> {
        let name = format!("{}: npm {}", self.name, words.join(" "));
        run(&name, &mut program("npm", words, folder)).map(drop)
    }
}
