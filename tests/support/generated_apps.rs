//! The applications that are really installed, built and opened: each value of each answer is in one of them.

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, OnceLock, PoisonError};

use serde_json::{Value, json};

use crate::browser;
use crate::tools::{self, program, run};

/// The server that an application names.
enum Servers {
    /// CARTO's own, which the browser finds answered by the stand-in.
    Carto,
    /// The stand-in itself, as if it were an on-premise server.
    Standin,
}

/// One application, named by its mode and its data. The stand-in knows what `standin` says, as JSON.
pub struct App {
    name: &'static str,
    servers: Servers,
    install: &'static str,
    arguments: &'static [&'static str],
    standin: &'static str,
    built: OnceLock<Result<Built, String>>,
    stage: Mutex<()>,
}

struct Built {
    folder: PathBuf,
    standin_port: u16,
}

pub static API_KEY: App = App::new("api-key-example", Servers::Standin, "install", &["--auth=api-key"], "{}");

pub static PRIVATE_KEY: App = App::new(
    "private-key-datasets",
    Servers::Standin,
    "install",
    &[
        "--username=some-user",
        "--api-key=AbCdEfGhIjKlMnOpQrStUv",
        "--datasets=2020_census,my-user.roads_2020,_x,class,roads_2020",
    ],
    r#"{ "apiKey": "AbCdEfGhIjKlMnOpQrStUv", "datasets": ["2020_census", "my-user.roads_2020", "_x", "class", "roads_2020"] }"#,
);

pub static OAUTH: App = App::new(
    "oauth-example",
    Servers::Carto,
    "install",
    &[
        "--client-id=AbCdEfGhIjKl",
        "--scopes=user:profile,dataservices:isolines,datasets:r:my_private_dataset",
    ],
    r#"{ "clientIds": ["AbCdEfGhIjKl"], "datasets": ["my_private_dataset"] }"#,
);

pub static FORCED: App = App::new(
    "forced-example",
    Servers::Standin,
    "install",
    &["--client-id=AbCdEfGhIjKl", "--force-oauth-login"],
    r#"{ "clientIds": ["AbCdEfGhIjKl"] }"#,
);

pub static FORCED_DATASET: App = App::new(
    "forced-dataset",
    Servers::Standin,
    "ci",
    &["--client-id=AbCdEfGhIjKl", "--force-oauth-login", "--dataset=roads_2020"],
    r#"{ "clientIds": ["AbCdEfGhIjKl"], "datasets": ["roads_2020"] }"#,
);

pub static OAUTH_BOTH: App = App::new(
    "oauth-both",
    Servers::Standin,
    "install",
    &[
        "--client-id=AbCdEfGhIjKl",
        "--example",
        "--datasets=parks,roads_2020",
        "--scopes=user:profile,datasets:r:*",
    ],
    r#"{ "clientIds": ["AbCdEfGhIjKl"], "datasets": ["parks", "roads_2020"] }"#,
);

pub static EMPTY: App =
    App::new("api-key-empty", Servers::Standin, "install", &["--auth=api-key", "--example=false"], "{}");

pub static HOSTILE: App = App::new(
    "oauth-datasets",
    Servers::Standin,
    "install",
    &[
        r#"--title="It's" \ `${title}` {{title}} </script></title><!-- &amp; 地図 🗺️ *a* _b_ | [d](e)"#,
        r#"--client-id=-It's"odd"\`${client.id}`{{id}}</script>地図/+=&amp;"#,
        "--dataset=a123456789_123456789_123456789_123456789_123456789_123456789_12",
        "--dataset=my-organization-member.b123456789_123456789_123456789_123456789_123456789_123456789_12",
    ],
    r#"{
        "clientIds": ["-It's\"odd\"\\`${client.id}`{{id}}</script>地図/+=&amp;"],
        "datasets": [
            "a123456789_123456789_123456789_123456789_123456789_123456789_12",
            "my-organization-member.b123456789_123456789_123456789_123456789_123456789_123456789_12"
        ]
    }"#,
);

/// Whether one of the applications has this mode and these data.
pub fn have(mode_and_data: &str) -> bool {
    [&API_KEY, &PRIVATE_KEY, &OAUTH, &FORCED, &FORCED_DATASET, &OAUTH_BOTH, &EMPTY, &HOSTILE]
        .iter()
        .any(|app| app.name == mode_and_data)
}

impl App {
    const fn new(
        name: &'static str,
        servers: Servers,
        install: &'static str,
        arguments: &'static [&'static str],
        standin: &'static str,
    ) -> Self {
        Self { name, servers, install, arguments, standin, built: OnceLock::new(), stage: Mutex::new(()) }
    }

    /// Fails with the step that failed.
    #[track_caller]
    pub fn assert_built(&'static self) {
        if let Err(why) = self.built() {
            panic!("{}: {why}", self.name);
        }
    }

    /// Plays a scenario of `tests/browser` in the built application; `settings` go to it.
    #[track_caller]
    pub fn play(&'static self, scenario: &str, settings: Value) {
        let Ok(built) = self.built() else {
            panic!("{} is not built; its test in `builds` says why", self.name);
        };
        // One at a time: an application knows only one port of the stand-in.
        let _alone = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        let mut standin: Value = serde_json::from_str(self.standin).expect("it is JSON");
        standin["port"] = built.standin_port.into();
        let mut whole = json!({
            "scenario": scenario, "name": self.name, "app": built.folder, "port": free_port(),
            "standin": standin, "title": self.title(),
        });
        merge(&mut whole, settings);
        browser::play(&format!("{}: {scenario}", self.name), &whole);
    }

    /// Does something while a file of the application isn't there.
    pub fn without(&'static self, file: &str, act: impl FnOnce()) {
        let Ok(built) = self.built() else { return act() };
        let (path, away) = (built.folder.join(file), built.folder.join(format!("{file}.away")));
        fs::rename(&path, &away).expect("it is there");
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(act));
        fs::rename(&away, &path).expect("it is still there");
        if let Err(panic) = outcome {
            std::panic::resume_unwind(panic);
        }
    }

    /// Where its packages are installed.
    #[track_caller]
    pub fn node_modules(&'static self) -> PathBuf {
        let Ok(built) = self.built() else {
            panic!("{} is not installed; its test in `builds` says why", self.name);
        };
        built.folder.join("node_modules")
    }

    fn title(&self) -> Option<&str> {
        self.arguments.iter().find_map(|argument| argument.strip_prefix("--title="))
    }

    fn built(&'static self) -> Result<&'static Built, &'static String> {
        self.built.get_or_init(|| self.build()).as_ref()
    }

    fn build(&self) -> Result<Built, String> {
        let folder = tools::folder().join(self.name);
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|error| error.to_string())?;
        }
        let standin_port = free_port();
        let mut new = Command::new(env!("CARGO_BIN_EXE_carto-app"));
        new.arg("new").arg(&folder).args(["--yes", "--no-git", "--package-manager=npm"]).args(self.arguments);
        if matches!(self.servers, Servers::Standin) {
            let server = format!("http://localhost:{standin_port}");
            new.arg(format!("--server-url-template={server}/user/{{user}}"));
            new.arg(format!("--maps-url={server}/user/{{user}}"));
            if self.standin.contains("clientIds") {
                new.arg(format!("--authorize-url={server}/oauth2/authorize"));
            }
        }
        let output = new.env_clear().output().map_err(|error| error.to_string())?;
        if !output.status.success() {
            return Err(format!("carto-app new failed:\n{}", String::from_utf8_lossy(&output.stderr)));
        }

        let lock_file = folder.join("package-lock.json");
        let lock = fs::read(&lock_file).map_err(|error| error.to_string())?;
        let step = |words: &[&str]| {
            let name = format!("{}: npm {}", self.name, words.join(" "));
            run(&name, &mut program("npm", words, &folder))
        };
        step(&[self.install])?;
        if fs::read(&lock_file).map_err(|error| error.to_string())? != lock {
            return Err(format!("npm {} changed package-lock.json", self.install));
        }
        for words in [&["run", "lint"][..], &["run", "format:check"], &["test"], &["run", "build"]] {
            step(words)?;
        }
        Ok(Built { folder, standin_port })
    }
}

/// A port that is free, below those that systems give to outgoing connections.
fn free_port() -> u16 {
    static LAST: OnceLock<Mutex<u16>> = OnceLock::new();
    let first = 20_000 + u16::try_from(std::process::id() % 100).expect("it is small") * 100;
    let mut last = LAST.get_or_init(|| Mutex::new(first)).lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        *last += 1;
        if TcpListener::bind(("127.0.0.1", *last)).is_ok() {
            return *last;
        }
    }
}

fn merge(into: &mut Value, from: Value) {
    match from {
        Value::Object(entries) => entries.into_iter().for_each(|(key, value)| merge(&mut into[key], value)),
        other => *into = other,
    }
}
