//! The applications' own tests in a browser, as `npm run e2e` runs them and against `npm run sandbox`.

use std::fs;
use std::path::Path;
use std::sync::PoisonError;

use serde_json::{Value, json};

use super::apps::App;
use super::dist;
use super::dumps;
use super::sandbox::{Ports, Sandbox};
use super::times;
use super::tools::{folder, program, run};

const CHROMIUM: &str = "/usr/bin/chromium";

/// Passes all tests of an application.
#[track_caller]
pub fn assert_passes(app: &'static App) {
    let folder = app.folder();
    let _alone = app.stage.lock().unwrap_or_else(PoisonError::into_inner);
    let report = play(app.name, &folder, &Ports::free(), &Run::Whole).unwrap_or_else(|why| panic!("{why}"));
    times::note_tests(app.name, &report);
    dist::assert_key_stays_out(app);
}

/// Starts the sandbox as people do, passes the tests of one file against it, and ends it with Ctrl-C.
#[track_caller]
pub fn assert_sandbox_runs(app: &'static App, file: &'static str) {
    let folder = app.folder();
    let _alone = app.stage.lock().unwrap_or_else(PoisonError::into_inner);
    dumps::lend(&folder);
    let ports = Ports::free();
    let sandbox = Sandbox::start(app.name, &folder, &ports);
    play(app.name, &folder, &ports, &Run::Against(file)).unwrap_or_else(|why| panic!("{why}"));
    sandbox.interrupt();
}

/// Passes the tests of one file, with the server that the configuration starts.
#[track_caller]
pub fn assert_file_passes(name: &'static str, folder_of_app: &Path, file: &'static str) {
    let report =
        play(name, folder_of_app, &Ports::free(), &Run::Only(file)).unwrap_or_else(|why| panic!("{why}"));
    times::note_tests(name, &report);
}

enum Run {
    /// All files, with the server that the configuration starts.
    Whole,
    /// One file, with the same server.
    Only(&'static str),
    /// One file, with a server that is already there.
    Against(&'static str),
}

/// Runs Playwright with the application's own configuration, and pictures and a report besides. Gives the report.
fn play(app: &str, folder_of_app: &Path, ports: &Ports, run_of: &Run) -> Result<Value, String> {
    let (name, file, web_server) = match run_of {
        Run::Whole => (app.to_owned(), None, "config.webServer"),
        Run::Only(file) => (app.to_owned(), Some(*file), "config.webServer"),
        Run::Against(file) => (format!("{app}-sandbox"), Some(*file), "undefined"),
    };
    let report = folder().join(format!("e2e-{name}.json"));
    let config = format!(
        "import config from './playwright.config.js';\n\n\
         export default {{\n  ...config,\n  outputDir: {},\n  reporter: [['list'], ['json', {{ outputFile: {} }}]],\n  \
         use: {{ ...config.use, screenshot: 'on' }},\n  webServer: {web_server},\n}};\n",
        json!(folder().join("screenshots").join(&name)),
        json!(report),
    );
    fs::write(folder_of_app.join("reported.config.js"), config).expect("it can be written");
    dumps::lend(folder_of_app);

    let mut words = vec!["run", "e2e", "--", "--config=reported.config.js"];
    words.extend(file);
    let mut npm = program("npm", &words, folder_of_app);
    npm.envs(ports.variables()).env("CHROMIUM_PATH", chromium());
    // Playwright gives the server a FORCE_COLOR, about which Node warns when there is a NO_COLOR.
    npm.env_remove("NO_COLOR").env("FORCE_COLOR", "0");
    // On a busy machine, a test may need its second run.
    npm.env("CI", "true");
    run(&format!("{name}: npm run e2e"), &mut npm)?;
    dumps::keep(folder_of_app);

    let text = fs::read(report).map_err(|error| format!("{name}: there is no report: {error}"))?;
    let report: Value = serde_json::from_slice(&text).expect("it is JSON");
    match &report["stats"] {
        stats if stats["expected"].as_u64().is_none_or(|passed| passed == 0) => {
            Err(format!("{name}: nothing passed"))
        }
        stats if stats["skipped"] != 0 => Err(format!("{name}: {stats}")),
        _ => Ok(report),
    }
}

fn chromium() -> String {
    let path = std::env::var("CHROMIUM_PATH").unwrap_or_else(|_| CHROMIUM.to_owned());
    assert!(
        Path::new(&path).exists(),
        "these tests need Chromium, which is not at {path}; CHROMIUM_PATH says where else"
    );
    path
}
