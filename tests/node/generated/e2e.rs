//! Runs the applications' own browser tests, with `npm run e2e` and against `npm run sandbox`.

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

/// The tests of edits in the application, which are no part of it.
const EDITS: &str = "e2e/edits.e2e.js";

/// Fails unless the tests of an application pass.
#[track_caller]
pub fn assert_passes(app: &'static App) {
    let folder = app.folder();
    let _alone = app.stage.lock().unwrap_or_else(PoisonError::into_inner);
    let report = run_playwright(app.name, &folder, &Ports::free(), &Run::Own(app.browser_tests))
        .unwrap_or_else(|why| panic!("{why}"));
    times::note_tests(app.name, &report);
    dist::assert_key_stays_out(app);
}

/// Starts the sandbox as a person would, runs the tests of one file and those of edits against it, and ends it with Ctrl-C.
#[track_caller]
pub fn assert_sandbox_runs(app: &'static App, file: &'static str) {
    let folder = app.folder();
    let _alone = app.stage.lock().unwrap_or_else(PoisonError::into_inner);
    dumps::lend(&folder);
    let ports = Ports::free();
    let sandbox = Sandbox::start(app.name, &folder, &ports);
    // The built application, which the other tests open, has no hot updates.
    let edits = folder.join(EDITS);
    fs::write(&edits, include_str!("edits.e2e.js")).expect("written");
    let result = run_playwright(app.name, &folder, &ports, &Run::Against(&[file, EDITS]));
    fs::remove_file(edits).expect("removed");
    result.unwrap_or_else(|why| panic!("{why}"));
    sandbox.interrupt();
}

/// Fails unless the tests of some files pass, with the server that the configuration starts.
#[track_caller]
pub fn assert_files_pass(name: &'static str, app_folder: &Path, files: &[&'static str]) {
    let report = run_playwright(name, app_folder, &Ports::free(), &Run::Own(files))
        .unwrap_or_else(|why| panic!("{why}"));
    times::note_tests(name, &report);
}

enum Run<'s> {
    /// Files by the beginnings of their paths, with the server that the configuration starts.
    Own(&'s [&'static str]),
    /// Some files, with a server that is already running.
    Against(&'s [&'static str]),
}

/// Runs Playwright with the application's own configuration plus screenshots, and returns its report.
fn run_playwright(app: &str, app_folder: &Path, ports: &Ports, scope: &Run<'_>) -> Result<Value, String> {
    let (name, files, web_server) = match scope {
        Run::Own(files) => (app.to_owned(), *files, "config.webServer"),
        Run::Against(files) => (format!("{app}-sandbox"), *files, "undefined"),
    };
    let report = folder().join(format!("e2e-{name}.json"));
    let own = if app_folder.join("tsconfig.json").exists() {
        "playwright.config.ts"
    } else {
        "playwright.config.js"
    };
    let config = format!(
        "import config from './{own}';\n\n\
         export default {{\n  ...config,\n  outputDir: {},\n  reporter: [['list'], ['json', {{ outputFile: {} }}]],\n  \
         use: {{ ...config.use, screenshot: 'on' }},\n  webServer: {web_server},\n}};\n",
        json!(folder().join("screenshots").join(&name)),
        json!(report),
    );
    fs::write(app_folder.join("reported.config.js"), config).expect("written");
    dumps::lend(app_folder);

    let mut words = vec!["run", "e2e", "--", "--config=reported.config.js"];
    words.extend(files);
    let mut npm = program("npm", &words, app_folder);
    npm.envs(ports.variables()).env("CHROMIUM_PATH", chromium());
    // Playwright sets FORCE_COLOR for the server, and Node warns if NO_COLOR is set as well.
    npm.env_remove("NO_COLOR").env("FORCE_COLOR", "0");
    // With CI set, Playwright retries a test, which helps on a busy machine.
    npm.env("CI", "true");
    run(&format!("{name}: npm run e2e"), &mut npm)?;
    dumps::keep(app_folder);

    let text = fs::read(report).map_err(|error| format!("{name}: there is no report: {error}"))?;
    let report: Value = serde_json::from_slice(&text).expect("JSON");
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
        "these tests need Chromium, which is not at {path}; CHROMIUM_PATH can name another path"
    );
    path
}
