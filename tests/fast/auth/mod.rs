//! `carto-app auth` in process, on new applications and on applications that their owners have changed.

mod added;
mod set;
mod show;
mod styled;
mod use_mode;

use std::path::PathBuf;

use carto_app::ui::Reply;
use proptest::prelude::*;

use crate::tree::{Entry, Tree, snapshot};
use crate::world::{Output, Run};

const STATE: &str = "src/store/initialStateSlice.js";
const APP: &str = "src/store/appSlice.js";
const ID: &str = "AbCdEfGhIjKl";
const KEY: &str = "AbCdEfGhIjKlMnOpQrStUv";
const OTHER_KEY: &str = "ZyXwVuTsRqPoNmLkJiHgFe";

/// Writes an application in which later runs start.
fn app(args: &[&str]) -> Run {
    inside(Run::new(), args)
}

/// Writes an application with a private key.
fn with_key() -> Run {
    let mut run = inside(Run::new().env("CARTO_APP_API_KEY", KEY), &[]);
    run.unset("CARTO_APP_API_KEY");
    run
}

fn inside(mut run: Run, args: &[&str]) -> Run {
    run.go(&[&["new", "my-map", "--yes", "--no-git"], args].concat()).expect(0);
    run.inside = "my-map".into();
    run
}

/// Returns all files, without directories, as git ignores empty ones.
fn files(run: &Run) -> Tree {
    let tree = snapshot(&run.path("my-map"));
    tree.into_iter().filter(|(_, entry)| matches!(entry, Entry::File { .. })).collect()
}

fn read(run: &Run, path: &str) -> String {
    run.read(&format!("my-map/{path}"))
}

fn write(run: &Run, path: &str, text: &str) {
    run.write(&format!("my-map/{path}"), text);
}

/// Replaces a text that occurs exactly once.
#[track_caller]
fn edit(run: &Run, path: &str, from: &str, to: &str) {
    let text = read(run, path);
    assert_eq!(text.matches(from).count(), 1, "{from} in {path}: {text}");
    write(run, path, &text.replace(from, to));
}

/// Returns the files that differ or exist on one side only.
fn differing_files(before: &Tree, after: &Tree) -> Vec<String> {
    let paths: std::collections::BTreeSet<&PathBuf> = before.keys().chain(after.keys()).collect();
    let differ = paths.into_iter().filter(|path| before.get(*path) != after.get(*path));
    differ.map(|path| path.display().to_string()).collect()
}

/// Runs a command. Fails if it changes a file.
#[track_caller]
fn run_without_changes(run: &mut Run, args: &[&str], code: u8) -> Output {
    let before = files(run);
    let output = run.go(args).expect(code);
    assert_eq!(differing_files(&before, &files(run)), Vec::<String>::new(), "{args:?}");
    assert!(!output.stderr.is_empty() || !output.stdout.is_empty());
    output
}

fn text(text: &str) -> Reply {
    Reply::Text(text.to_owned())
}

fn choose(item: &str) -> Reply {
    Reply::Choose(item.to_owned())
}

#[test]
fn rejects_other_directories_and_newer_applications() {
    let mut run = Run::new();
    for args in [&["auth", "show"][..], &["auth", "set", "--client-id", ID], &["auth", "use", "oauth"]] {
        let output = run.go(args).expect(2);
        assert!(output.stderr.contains("carto-app.toml"), "{}", output.stderr);
    }
    let mut run = app(&[]);
    let version = format!("version = \"{}\"", env!("CARGO_PKG_VERSION"));
    edit(&run, "carto-app.toml", &version, "version = \"99.0.0\"");
    for args in [&["auth", "show"][..], &["auth", "set", "--client-id", ID], &["auth", "use", "api-key"]] {
        let output = run_without_changes(&mut run, args, 3);
        assert!(output.stderr.contains("99.0.0"), "{}", output.stderr);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_client_id_and_scope_is_written_and_read_back(
        id in "[!-~]{1,12}|[A-Za-z0-9_-]{12}|[A-Za-z'\"\\\\<>$é]{60,120}", table in "[a-z_][a-z0-9_]{0,30}"
    ) {
        let mut run = app(&[]);
        let before = read(&run, STATE);
        let scope = format!("datasets:rw:{table}");
        let id_flag = format!("--client-id={id}");
        let output = run.go(&["auth", "set", &id_flag, "--add-scope", &scope]);
        prop_assume!(output.code == 0);
        let after = read(&run, STATE);
        let json = run.go(&["auth", "show", "--json"]).expect(0).json();
        let shown = json["client_id"]["value"].as_str().unwrap_or_default().to_owned();
        prop_assert!(shown == id || shown == "(hidden)" || shown.ends_with('…'), "{shown} {id}");
        prop_assert_eq!(json["scopes"][3]["value"].as_str(), Some(scope.as_str()));
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let (before, after) = (lines(&before), lines(&after));
        let at = before.iter().position(|line| line.contains("clientId")).expect("the line");
        prop_assert_eq!(&before[..at], &after[..at]);
        let rest = before.len() - before.iter().position(|line| line == "    ],").expect("the line");
        prop_assert_eq!(&before[before.len() - rest..], &after[after.len() - rest..]);
    }
}
