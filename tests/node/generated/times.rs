//! Records the time of each step in `times.txt`, and a table of the browser tests in `e2e.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::Value;

use super::tools::folder;

/// The seconds of each test, by the test's name and the application.
type Table = BTreeMap<String, BTreeMap<&'static str, f64>>;

/// Records the time of a step.
pub fn note(step: &str, time: Duration) {
    fs::create_dir_all(folder()).expect("the target folder can be written");
    let file = OpenOptions::new().create(true).append(true).open(folder().join("times.txt"));
    writeln!(file.expect("opened"), "{:6.1} s  {step}", time.as_secs_f32()).expect("written");
}

/// Adds Playwright's report on an application to the table.
pub fn note_tests(application: &'static str, report: &Value) {
    static TABLE: Mutex<Table> = Mutex::new(BTreeMap::new());
    let mut table = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    add(&mut table, application, report);
    fs::write(folder().join("e2e.md"), markdown(&table)).expect("written");
}

/// Adds a suite to the table. Files are suites and may contain suites; tests are in their specs.
fn add(table: &mut Table, application: &'static str, suite: &Value) {
    let each = |name: &str| suite[name].as_array().into_iter().flatten();
    for spec in each("specs") {
        let text = |name: &str| spec[name].as_str().expect("a text").to_owned();
        let milliseconds = spec["tests"][0]["results"][0]["duration"].as_f64().expect("a duration");
        let name = format!("{}: {}", text("file"), text("title"));
        table.entry(name).or_default().insert(application, milliseconds / 1000.0);
    }
    for inner in each("suites") {
        add(table, application, inner);
    }
}

fn markdown(table: &Table) -> String {
    let applications: BTreeSet<_> = table.values().flat_map(BTreeMap::keys).copied().collect();
    let mut text = String::from("Seconds of each test in a browser, by application.\n\n| test |");
    for application in &applications {
        write!(text, " {application} |").expect("written");
    }
    write!(text, "\n|---|{}", "---:|".repeat(applications.len())).expect("written");
    let mut row = |name: &str, seconds: &dyn Fn(&str) -> Option<f64>| {
        write!(text, "\n| {} |", name.replace('|', r"\|")).expect("written");
        for application in &applications {
            let cell = seconds(application).map(|seconds| format!(" {seconds:.1}")).unwrap_or_default();
            write!(text, "{cell} |").expect("written");
        }
    };
    for (name, seconds) in table {
        row(name, &|application| seconds.get(application).copied());
    }
    row("all", &|application| Some(table.values().filter_map(|seconds| seconds.get(application)).sum()));
    text.push('\n');
    text
}
