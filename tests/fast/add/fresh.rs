//! Adds each kind of part to a new application of each mode.

use std::fs;
use std::time::{Duration, SystemTime};

use carto_app::ui::Reply;
use serde_json::Value;

use super::apps::{MODES, Mode, add, app, assert_only_adds, assert_parses, read, tree};
use crate::tree::{Entry, Tree, assert_same};
use crate::world::{Output, Run};

const SQL: &str = "SELECT 'it''s' AS a, \"b\", '\\' AS c,\r\n \"`x`\" FROM roads -- ${why}\n";

/// Commands for all kinds, in an order in which each finds what it needs, with the name of the part in messages.
const ALL: [(&[&str], &str); 8] = [
    (&["source", "roads", "--dataset", "roads_2020"], "source roadsSource"),
    (&["view", "Town-Roads", "--title", "Roads of \"the\" town"], "view TownRoads"),
    (
        &["layer", "ROADS", "--source", "Roads", "--view", "town roads"],
        "layer roadsLayer to the view TownRoads",
    ),
    (
        &[
            "widget",
            "by_kind",
            "--kind=category",
            "--source=roadsSource",
            "--column=kind",
            "--view=TownRoads",
        ],
        "widget byKind to the view TownRoads",
    ),
    (
        &[
            "model",
            "lanesModel",
            "--sql",
            "SELECT * FROM roads WHERE lanes > {lanes}",
            "--param=lanes=integer",
        ],
        "model lanesModel",
    ),
    (&["model", "roads"], "model roadsModel"),
    (&["slice", "FiltersSlice"], "slice filters"),
    (&["component", "road card"], "component RoadCard"),
];

fn parse_all(run: &Run) {
    for (path, entry) in tree(run) {
        let is_program = path.extension().is_some_and(|end| end == "js" || end == "jsx");
        if let (true, Entry::File { bytes, .. }) = (is_program, entry) {
            assert_parses(&String::from_utf8(bytes).expect("UTF-8"));
        }
    }
}

/// Sets an old modification time on every file, so that a write is noticed.
fn age(run: &Run) {
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for path in tree(run).into_keys().map(|path| run.path("app").join(path)).filter(|path| path.is_file()) {
        fs::File::options().append(true).open(path).expect("opened").set_modified(old).expect("aged");
    }
}

fn modified(run: &Run) -> Vec<String> {
    let year = SystemTime::UNIX_EPOCH + Duration::from_secs(1_100_000_000);
    let is_new = |path: &std::path::PathBuf| {
        let full = run.path("app").join(path);
        full.is_file() && fs::metadata(full).and_then(|found| found.modified()).expect("a time") > year
    };
    tree(run).into_keys().filter(is_new).map(|path| path.display().to_string()).collect()
}

#[test]
fn each_kind_works_in_each_mode_and_is_idempotent() {
    for mode in MODES {
        let mut run = app(mode);
        for (words, what) in ALL {
            let before = tree(&run);
            let output = add(&mut run, words).expect(0);
            assert_eq!(output.stdout, "", "{words:?}");
            assert!(output.stderr.contains(&format!("Added the {what}\n")), "{mode:?}: {}", output.stderr);
            let after = tree(&run);
            for (path, entry) in &before {
                let (Entry::File { bytes: old, .. }, Some(Entry::File { bytes: new, .. })) =
                    (entry, after.get(path))
                else {
                    continue;
                };
                let is_record = path.ends_with("carto-app.toml");
                let is_view = path.ends_with("TownRoads.jsx");
                if old != new && !is_record && !is_view {
                    assert_only_adds(
                        std::str::from_utf8(old).expect("UTF-8"),
                        std::str::from_utf8(new).expect("UTF-8"),
                    );
                }
            }
        }
        parse_all(&run);
        let before = tree(&run);
        age(&run);
        for (words, what) in ALL {
            let output = add(&mut run, words).expect(0);
            let message = format!("The {what} already exists; nothing was changed.\n");
            assert_eq!(output.stderr, message, "{mode:?} {words:?}");
            let document = run.go(&[&["add"], words, &["--json"]].concat()).expect(0).json();
            assert_eq!(document["changes"], serde_json::json!([]), "{words:?}");
            assert_eq!(document["message"], format!("The {what} already exists"));
        }
        assert_same(&before, &tree(&run), "after all of it twice");
        assert_eq!(modified(&run), [""; 0]);
        let view = read(&run, "src/components/views/TownRoads.jsx");
        assert_eq!(view.contains("<OAuthLogin"), mode.has_login(), "{view}");
        let state = read(&run, "src/store/initialStateSlice.js");
        assert_eq!(
            state.contains("'datasets:r:roads_2020', // read roads_2020"),
            mode.has_login(),
            "{state}"
        );
        let settings = read(&run, "sandbox/settings.js");
        let is_public = matches!(mode, Mode::ApiKey | Mode::ApiKeyEmpty);
        assert_eq!(settings.contains("'roads_2020'"), is_public, "{mode:?} {settings}");
    }
}

#[test]
fn suffix_and_case_of_a_name_do_not_matter() {
    for words in [
        ["source", "roads"],
        ["source", "Roads"],
        ["source", "roadsSource"],
        ["source", "ROADS_SOURCE"],
        ["source", "roads-source"],
    ] {
        let mut run = app(Mode::OAuth);
        add(&mut run, &["source", "roads"]).expect(0);
        let before = tree(&run);
        let output = add(&mut run, &words).expect(0);
        assert!(output.stderr.contains("The source roadsSource already exists"), "{}", output.stderr);
        assert_same(&before, &tree(&run), words[1]);
    }
}

#[test]
fn a_dry_run_shows_the_diff_that_the_run_applies() {
    let mut run = app(Mode::OAuth);
    for (words, _) in ALL {
        let before = tree(&run);
        let dry = run.go(&[&["add"], words, &["--dry-run"]].concat()).expect(0);
        assert_same(&before, &tree(&run), "after a dry run");
        assert!(dry.stderr.contains("; nothing was written."), "{}", dry.stderr);
        let patched = patched(&before, &dry.stdout);
        let json = run.go(&[&["add"], words, &["--dry-run", "--json"]].concat()).expect(0).json();
        assert_eq!(json["diff"], dry.stdout);
        add(&mut run, words).expect(0);
        assert_same(&patched, &tree(&run), &format!("{words:?}"));
    }
    let colored = run.go(&["add", "slice", "other", "--dry-run", "--color", "always"]).expect(0).stdout;
    let plain = run.go(&["add", "slice", "other", "--dry-run"]).expect(0).stdout;
    assert!(colored.contains("\u{1b}[32m+"), "{colored:?}");
    assert_eq!(console::strip_ansi_codes(&colored), plain);
}

/// Applies a diff to a tree.
fn patched(before: &Tree, diff: &str) -> Tree {
    let mut after = before.clone();
    let starts: Vec<usize> = diff
        .match_indices("--- ")
        .map(|(at, _)| at)
        .filter(|at| *at == 0 || diff[..*at].ends_with('\n'))
        .collect();
    for (place, start) in starts.iter().enumerate() {
        let one = &diff[*start..starts.get(place + 1).copied().unwrap_or(diff.len())];
        let read = diffy::Patch::from_str(one).expect("a patch");
        let path = read.modified().expect("a path").strip_prefix("b/").expect("b/").to_owned();
        let old = match before.get(std::path::Path::new(&path)) {
            Some(Entry::File { bytes, .. }) => String::from_utf8(bytes.clone()).expect("UTF-8"),
            _ => String::new(),
        };
        let bytes = diffy::apply(&old, &read).expect("applies").into_bytes();
        let mode = match before.get(std::path::Path::new(&path)) {
            Some(Entry::File { mode, .. }) => *mode,
            _ => 0o644,
        };
        let mut folder = std::path::Path::new(&path).parent();
        while let Some(path) = folder {
            after.entry(path.to_owned()).or_insert(Entry::Directory { mode: 0o755 });
            folder = path.parent();
        }
        after.insert(path.into(), Entry::File { mode, bytes });
    }
    after
}

#[test]
fn runs_from_any_subdirectory() {
    let mut run = app(Mode::OAuth);
    run.inside = "app/src/components".into();
    let output = add(&mut run, &["view", "roads"]).expect(0);
    assert!(output.stderr.contains("create  ../../src/components/views/Roads.jsx"), "{}", output.stderr);
    let json = run.go(&["add", "view", "roads", "--json"]).expect(0).json();
    assert_eq!(json["directory"], "../..");
    let at_root = {
        let mut run = app(Mode::OAuth);
        add(&mut run, &["view", "roads"]).expect(0);
        tree(&run)
    };
    assert_same(&at_root, &tree(&run), "from below");
}

#[test]
fn the_table_of_a_source_defaults_to_its_name() {
    for (typed, table) in [
        ("roads2020", "roads2020"),
        ("roads_2020", "roads_2020"),
        ("Roads2020", "roads_2020"),
        ("busyRoadsSource", "busy_roads"),
        ("busy_roads_source", "busy_roads"),
    ] {
        let mut run = app(Mode::OAuth);
        add(&mut run, &["source", typed]).expect(0);
        let state = read(&run, "src/store/initialStateSlice.js");
        assert!(state.contains(&format!("'datasets:r:{table}'")), "{typed}: {state}");
    }
}

#[test]
fn json_prints_one_document_on_failure_too() {
    let mut run = app(Mode::OAuth);
    let document = run.go(&["add", "source", "roads", "--json"]).expect(0).json();
    assert_eq!(document["ok"], true);
    assert_eq!(document["message"], "Added the source roadsSource");
    let changes = document["changes"].as_array().expect("changes");
    let paths: Vec<&str> = changes.iter().filter_map(|each| each["path"].as_str()).collect();
    assert_eq!(
        paths,
        [
            "README.md",
            "carto-app.toml",
            "sandbox/data/roads.geojson",
            "src/data/sources/roadsSource.js",
            "src/store/initialStateSlice.js"
        ]
    );
    assert_eq!(changes[3]["change"], "create");
    assert_eq!(changes[3]["bytes"], read(&run, "src/data/sources/roadsSource.js").len());
    assert_eq!(
        document["warnings"][0]["message"],
        "Users must log in again, because the application now also requests datasets:r:roads."
    );
    for (words, code, kind) in [
        (vec!["add", "source", "class", "--json"], 2, "usage"),
        (vec!["add", "source", "--json"], 2, "usage"),
        (vec!["add", "sauce", "--json"], 2, "usage"),
        (vec!["add", "source", "roads", "--dataset", "other", "--json"], 3, "conflict"),
    ] {
        let output = run.go(&words).expect(code);
        assert_eq!(output.json()["error"]["kind"], kind, "{words:?}");
        assert_eq!(output.json()["ok"], false);
    }
}

fn text(text: &str) -> Reply {
    Reply::Text(text.to_owned())
}

fn choose(row: &str) -> Reply {
    Reply::Choose(row.to_owned())
}

/// Commands with a person's replies, and a command with the same answers as flags.
#[allow(clippy::too_many_lines, reason = "a table")]
fn conversations() -> Vec<(Vec<&'static str>, Vec<Reply>, Vec<&'static str>)> {
    vec![
        (
            vec!["source"],
            vec![
                text("class"),
                text("Roads"),
                choose("dataset"),
                text("Roads!"),
                Reply::Enter,
                choose("application"),
            ],
            vec!["source", "roads", "--credentials", "application"],
        ),
        (
            vec!["source", "roads"],
            vec![choose("sql"), text("DROP TABLE x"), text("SELECT * FROM a"), choose("user")],
            vec!["source", "roads", "--sql", "SELECT * FROM a"],
        ),
        (
            vec!["source", "roads", "--tileset", "a.tiles"],
            vec![Reply::Enter],
            vec!["source", "roads", "--tileset", "a.tiles"],
        ),
        (
            vec!["layer"],
            vec![
                text("shops"),
                choose("stores"),
                choose("point"),
                choose("categories"),
                Reply::Choose("storetype".to_owned()),
                text(""),
                text("a, b"),
                choose("Kpi"),
            ],
            vec![
                "layer",
                "shops",
                "--source",
                "stores",
                "--geometry",
                "point",
                "--style",
                "categories",
                "--column",
                "storetype",
                "--values",
                "a,b",
                "--view",
                "kpi",
            ],
        ),
        (
            vec!["layer", "shops", "--source", "stores", "--style", "bins"],
            vec![choose("any"), choose("revenue"), text("3,2"), text("2,3"), choose("none")],
            vec!["layer", "shops", "--source", "stores", "--column", "revenue", "--breaks", "2,3"],
        ),
        (
            vec!["view"],
            vec![
                text("Roads"),
                text("stores"),
                text("the-roads"),
                text("All roads"),
                Reply::Confirm(false),
                Reply::Confirm(true),
            ],
            vec!["view", "roads", "--path", "the-roads", "--title", "All roads", "--no-menu", "--login"],
        ),
        (
            vec!["model"],
            vec![
                text("lanes"),
                choose("sql"),
                text("SELECT * FROM a WHERE b > {b}"),
                text("b"),
                text("b=integer"),
            ],
            vec!["model", "lanes", "--sql", "SELECT * FROM a WHERE b > {b}", "--param", "b=integer"],
        ),
        (
            vec!["model", "lanes"],
            vec![choose("source"), choose("kpi")],
            vec!["model", "lanes", "--source", "kpi"],
        ),
        (
            vec!["widget"],
            vec![
                text("money"),
                choose("kpi"),
                choose("formula"),
                choose("sum"),
                text("revenue"),
                text("Money"),
                Reply::Enter,
            ],
            vec![
                "widget",
                "money",
                "--operation",
                "sum",
                "--column",
                "revenue",
                "--source",
                "kpi",
                "--view",
                "kpi",
            ],
        ),
        (vec!["slice"], vec![text("app"), text("filters")], vec!["slice", "filters"]),
        (vec!["component"], vec![text("a/b"), text("road card")], vec!["component", "RoadCard"]),
    ]
}

#[test]
fn asks_for_missing_answers() {
    for (words, replies, same) in conversations() {
        let mut run = app(Mode::OAuth);
        add(&mut run, &[&same[..], &["--yes"]].concat()).expect(0);
        let expected = tree(&run);
        let count = replies.len();
        let mut run = app(Mode::OAuth).person(replies);
        let output = add(&mut run, &words).expect(0);
        let asked = output.transcript.iter().filter(|line| line.starts_with("? ")).count();
        assert_eq!(asked, count, "{:#?}", output.transcript);
        assert_same(&expected, &tree(&run), &format!("{words:?}: {:#?}", output.transcript));
    }
}

#[test]
fn ctrl_c_at_any_prompt_writes_nothing() {
    let mut run = app(Mode::OAuth);
    let before = tree(&run);
    for (words, replies, _) in conversations() {
        for at in 0..replies.len() {
            run = run.person(replies[..at].iter().cloned().chain([Reply::Interrupt]));
            add(&mut run, &words).expect(130);
            assert_same(&before, &tree(&run), "after Ctrl-C");
        }
    }
}

#[test]
fn never_prompts_if_prompts_are_disabled() {
    for words in [["slice", "--yes"], ["slice", "--no-input"], ["slice", "--json"]] {
        let mut run = app(Mode::OAuth).person([]);
        let output: Output = add(&mut run, &words).expect(2);
        assert!(output.transcript.is_empty(), "{:?}", output.transcript);
    }
    let mut run = app(Mode::OAuth).person([]).env("CI", "true");
    assert!(add(&mut run, &["slice"]).expect(2).stderr.contains("NAME"));
}

#[test]
fn sql_is_written_unchanged() {
    let mut run = app(Mode::OAuth);
    add(&mut run, &["source", "roads", "--sql", SQL]).expect(0);
    add(&mut run, &["model", "roads", "--sql", SQL]).expect(0);
    for path in ["src/data/sources/roadsSource.js", "src/data/models/roadsModel.js"] {
        assert_eq!(
            super::apps::texts(&read(&run, path)).iter().filter(|own| *own == SQL).count(),
            1,
            "{path}"
        );
    }
    let document: Value = run.go(&["add", "source", "roads", "--sql", SQL, "--json"]).expect(0).json();
    assert_eq!(document["changes"], serde_json::json!([]));
}
