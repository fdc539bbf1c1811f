//! Compares everything that `add` prints with `snapshots/said/`.

use std::fmt::Write as _;
use std::process::{Command, Stdio};

use super::apps::{Mode, app, put, read};
use crate::snapshot::assert_file;
use crate::world::Run;

/// Returns the commands as typed, each with its output and exit code.
fn session(run: &mut Run, commands: &[&[&str]]) -> String {
    let mut session = String::new();
    for words in commands {
        let typed: Vec<String> = words.iter().map(|word| quoted(word)).collect();
        let output = run.go(words);
        writeln!(session, "$ carto-app {}", typed.join(" ")).expect("written");
        for (name, text) in [("stdout", output.stdout), ("stderr", output.stderr)] {
            if !text.is_empty() {
                write!(session, "[{name}]\n{}", text.replace('\u{1b}', "␛")).expect("written");
            }
        }
        write!(session, "[exit code {}]\n\n", output.code).expect("written");
    }
    session
}

fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_=./,".contains(c);
    if word.chars().all(is_plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

#[track_caller]
fn assert_snapshot(name: &str, printed: &str) {
    assert_file(&format!("snapshots/said/{name}.txt"), printed);
}

#[test]
fn output_of_each_kind() {
    let mut run = app(Mode::OAuth);
    let printed = session(
        &mut run,
        &[
            &["add", "source", "roads", "--dataset", "roads_2020"],
            &["add", "source", "Roads", "--dataset", "roads_2020"],
            &["add", "source", "busy", "--sql", "SELECT * FROM roads_2020 WHERE kind = 'highway'"],
            &["add", "view", "town", "--title", "The town"],
            &[
                "add",
                "layer",
                "roads",
                "--style",
                "categories",
                "--column",
                "kind",
                "--values",
                "highway,street",
                "--view",
                "town",
            ],
            &["add", "layer", "busy"],
            &["add", "widget", "byKind", "--kind", "category", "--column", "kind", "--source", "roads"],
            &["add", "widget", "busyCount", "--source", "busy", "--view", "town"],
            &[
                "add",
                "model",
                "lanes",
                "--sql",
                "SELECT name FROM roads_2020 WHERE lanes >= {lanes}",
                "--param",
                "lanes=integer",
            ],
            &["add", "slice", "filters"],
            &["add", "component", "roadCard"],
            &["add", "component", "roadCard", "--json"],
            &["add", "slice", "drawing", "--quiet"],
        ],
    );
    assert_snapshot("add", &printed);
    let mut view = String::new();
    for path in [
        "src/components/views/Town.jsx",
        "src/routes.jsx",
        "src/store/store.js",
        "src/data/models/lanesModel.js",
    ] {
        writeln!(view, "// {path}\n{}", read(&run, path)).expect("written");
    }
    assert_snapshot("add_written", &view);
}

#[test]
fn output_of_a_dry_run() {
    let mut run = app(Mode::ApiKey);
    let printed = session(
        &mut run,
        &[
            &["add", "slice", "filters", "--dry-run"],
            &["add", "slice", "filters", "--dry-run", "--color", "always"],
            &["add", "view", "town", "--dry-run", "--json"],
        ],
    );
    assert_snapshot("add_dry_run", &printed);
}

#[test]
fn output_of_a_refusal() {
    let mut run = app(Mode::OAuth);
    let mut printed = session(
        &mut run,
        &[
            &["add", "source", "class", "--sql", "DROP TABLE roads"],
            &["add", "layer", "roads", "--source", "rods", "--style", "category", "--view", "Storse"],
            &["add", "layer", "roads", "--source", "rods", "--json"],
            &["add", "model", "lanes", "--sql", "SELECT * FROM roads WHERE lanes > {lanes}"],
            &["add", "source", "stores", "--dataset", "other"],
            &["add", "view", "stores", "--title", "Other"],
            &[
                "add",
                "widget",
                "revenueByState",
                "--kind=category",
                "--source=kpi",
                "--column=name",
                "--view=kpi",
            ],
            &["add", "slice", "app"],
            &["add", "slice"],
            &["add", "sauce"],
        ],
    );
    run.inside = ".".into();
    printed.push_str(&session(&mut run, &[&["add", "slice", "filters"]]));
    assert_snapshot("add_refused", &printed);
}

#[test]
fn output_when_no_place_is_found() {
    let mut run = app(Mode::OAuth);
    put(&run, "src/routes.jsx", "export const views = makeViews();\n");
    put(&run, "src/store/store.js", "export const store = makeStore();\n");
    put(&run, "src/components/layers/index.js", "export const layers = makeLayers();\n");
    let commands: [&[&str]; 5] = [
        &["add", "view", "town"],
        &["add", "slice", "filters"],
        &["add", "slice", "filters", "--json"],
        &["add", "layer", "roads", "--source", "kpi"],
        &["add", "layer", "stores", "--view", "kpi"],
    ];
    let mut printed = session(&mut run, &commands);
    let mut run = app(Mode::OAuth);
    put(&run, "src/components/views/Kpi.jsx", "export default function Kpi() {\n  return null;\n}\n");
    run.inside = "app/src/store".into();
    let commands: [&[&str]; 3] = [
        &["add", "layer", "stores", "--view", "kpi"],
        &[
            "add",
            "widget",
            "sizes",
            "--kind=histogram",
            "--column=size",
            "--ticks=1,2",
            "--source=stores",
            "--view=kpi",
        ],
        &["add", "source", "roads"],
    ];
    let state =
        read(&run, "src/store/initialStateSlice.js").replace("scopes: [", "scopes: makeScopes(), old: [");
    put(&run, "src/store/initialStateSlice.js", &state);
    printed.push_str(&session(&mut run, &commands));
    assert_snapshot("add_unplaced", &printed);
}

/// Runs the real program, whose help is as wide as the terminal; without a terminal the width is fixed.
#[test]
fn output_of_help() {
    let mut printed = String::new();
    for what in [
        "add",
        "add source",
        "add layer",
        "add view",
        "add model",
        "add widget",
        "add slice",
        "add component",
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_carto-app"))
            .args(what.split(' '))
            .arg("--help")
            .env_clear()
            .stdin(Stdio::null())
            .output()
            .expect("started");
        assert!(output.status.success() && output.stderr.is_empty());
        let help = String::from_utf8(output.stdout).expect("UTF-8");
        writeln!(printed, "$ carto-app {what} --help\n{help}").expect("written");
    }
    assert_snapshot("add_help", &printed);
}
