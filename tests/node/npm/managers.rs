//! npm, pnpm and both kinds of Yarn install the packages and run them with the usual commands.

use std::fs;

use super::machine::{Machine, all_output, run_ok};
use crate::terminal::{CTRL_C, ENTER, terminal};

const VERSION: &str = concat!("carto-app ", env!("CARGO_PKG_VERSION"), "\n");

/// Arguments that a shell, or a package manager that uses a shell, might change.
const WORDS: [&str; 9] =
    ["two words", "A \"b\" $HOME", "it's", "", "é 地", "*", "back\\slash", "`a`;b", "--x=1 2"];

/// Commands that create an application, each with the resulting package manager.
const CREATE: [(&str, &str); 4] = [
    ("npm create carto-app@latest my-map --", "npm"),
    ("npx create-carto-app my-map", "npm"),
    ("pnpm create carto-app my-map", "pnpm"),
    ("yarn create carto-app my-map", "yarn"),
];

/// Commands that install carto-app, if necessary, and that run it.
const RUN: [(&str, &str); 9] = [
    ("", "npx carto-app"),
    ("", "npm exec -- carto-app"),
    ("", "pnpm dlx carto-app"),
    ("", "yarn dlx carto-app"),
    ("npm install --no-audit carto-app", "npx carto-app"),
    ("npm install --no-audit --global carto-app", "carto-app"),
    ("pnpm add carto-app", "pnpm exec carto-app"),
    ("yarn add carto-app", "yarn run carto-app"),
    ("yarn-classic add carto-app", "yarn-classic --silent run carto-app"),
];

#[test]
#[ignore = "needs package managers; scripts/test runs it"]
fn create_an_application_with_unchanged_arguments() {
    for (line, manager) in CREATE {
        let machine = Machine::new();
        if manager != "yarn" {
            // This lock file makes the surrounding project one of Yarn.
            fs::remove_file(machine.path("project/yarn.lock")).expect("removed");
        }
        let title = "A \"b\" $c 'é'";
        run_ok(&mut machine.command(line, &["--yes", "--no-git", "--scope", "", "--title", title]));
        let answers = machine.answers("my-map");
        assert_eq!(answers["title"].as_str(), Some(title), "{line}");
        assert_eq!(answers["package_manager"].as_str(), Some(manager), "{line}");
        assert_eq!(answers["auth"]["scopes"].as_array().map(toml_edit::Array::len), Some(0), "{line}");
    }
}

#[test]
#[ignore = "needs package managers; scripts/test runs it"]
fn flags_that_npm_consumes_stop_the_run() {
    let machine = Machine::new();
    // With --dry-run, npm starts only what it has installed before.
    machine.run_ok("npm create carto-app@latest -- --version");
    for (words, typed) in [
        (&["--title", "A map"][..], "--title TEXT"),
        (&["--title=A map"], "--title TEXT"),
        (&["--no-sandbox"], "--no-sandbox"),
        (&["--dry-run"], "--dry-run"),
        (&["--api-key", "AbCdEfGhIjKlMnOpQrStUv"], "--api-key KEY"),
        (&["--scope", "user:profile"], "--scope SCOPE"),
        // npm takes this one for its own `--auth-type`, without a trace.
        (&["--auth", "api-key"], "--yes"),
        (&["--auth=api-key", "--yes"], "--yes"),
    ] {
        for create in ["npm create carto-app@latest my-map", "npm init carto-app@latest my-map"] {
            let output = machine.command(create, words).output().expect("runs");
            let output_text = all_output(&output);
            assert_eq!(output.status.code(), Some(2), "{words:?}: {output_text}");
            assert!(
                output_text.contains(&format!("try: npm create carto-app@latest DIRECTORY -- {typed}\n")),
                "{words:?}: {output_text}"
            );
            assert!(!machine.path("project/my-map").exists(), "{words:?}");
        }
    }
}

/// Classic Yarn passes arguments through a shell without quotes, so this test has no special characters.
#[test]
#[ignore = "needs package managers; scripts/test runs it"]
fn classic_yarn_creates_an_application() {
    let machine = Machine::new();
    machine.run_ok("yarn-classic create carto-app my-map --yes --no-git --title Roads");
    assert_eq!(machine.answers("my-map")["title"].as_str(), Some("Roads"));
}

#[test]
#[ignore = "needs package managers; scripts/test runs it"]
fn run_the_program_with_its_arguments_and_exit_code() {
    for (install, run) in RUN {
        let machine = Machine::new();
        if !install.is_empty() {
            machine.run_ok(install);
        }
        let version = run_ok(&mut machine.command(run, &["--version"]));
        assert!(version.ends_with(VERSION), "{run}: {version}");
        for (words, code) in [(["new", "con"], 2), (["new", "."], 3)] {
            let output = machine.command(run, &words).args(["--yes", "--name=a"]).output().expect("runs");
            assert_eq!(output.status.code(), Some(code), "{run} {words:?}: {}", all_output(&output));
        }
        let stand_in = machine.script("stand-in", "printf '[%s]' \"$@\"");
        let mut command = machine.command(run, &WORDS);
        let printed = run_ok(command.env("CARTO_APP_BINARY", stand_in));
        assert!(printed.trim_end().ends_with(&format!("[{}]", WORDS.join("]["))), "{run}: {printed}");
    }
}

#[test]
#[ignore = "needs package managers; scripts/test runs it"]
fn print_the_version() {
    let machine = Machine::new();
    assert_eq!(machine.run_ok("npx create-carto-app --version"), VERSION);
    assert!(machine.run_ok("npx create-carto-app --help").contains("Usage: carto-app new"));
}

#[test]
#[ignore = "needs package managers; scripts/test runs it"]
fn leave_the_terminal_to_the_program() {
    let machine = Machine::new();
    let npm = ["/usr/bin/env", "npm", "create", "carto-app@latest", "--"];
    let started = |words: &str| {
        let setup = terminal(words).typed_as(&npm);
        machine.env().iter().fold(setup, |setup, (name, value)| setup.env(name, value)).start()
    };
    let mut session = started("my-map --no-git");
    // npm also prints lines that begin with `>`, like the pointer of a list.
    session.sees("> OAuth").types(ENTER).sees("> The example").types(ENTER);
    session.answers("? Client ID", "AbCdEfGhIjKl");
    session.sees("? Scopes").types(ENTER).sees("? Force login").types("n").types(ENTER);
    session.sees("? All answers").sees("Discard everything").types(ENTER).ends(0);
    assert!(session.bytes().contains("\x1b[36m"), "no colors: {}", session.bytes());
    assert!(session.read("my-map/src/store/initialStateSlice.js").contains("'AbCdEfGhIjKl'"));

    let mut session = started("my-map");
    session.sees("? How does the application authenticate?").types(CTRL_C).ends_without_a_trace(130);
}
