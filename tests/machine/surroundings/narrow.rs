//! At a terminal of 20 columns, every question can be read and answered, and no line is broken within a word.
//!
//! `snapshots/screens` shows it.

use crate::terminal::{CTRL_U, ENTER, Session, terminal};

const COLUMNS: u16 = 20;

/// Fails if the terminal itself wraps a line, other than a command, which stays in one piece for copying.
#[track_caller]
fn assert_laid_out(session: &Session, commands: &[&str]) {
    let screen = session.screen();
    let mut is_command = false;
    for (row, line) in (0..).zip(screen.rows(0, COLUMNS)) {
        if row == 0 || !screen.row_wrapped(row - 1) {
            is_command = commands.iter().any(|command| line.trim_start().starts_with(command));
        }
        assert!(!screen.row_wrapped(row) || is_command, "{line:?} is wrapped:\n{}", session.text());
    }
}

#[test]
fn questions_fit() {
    let mut session = terminal("new").size(COLUMNS, 70).start();
    session.sees(">").types("con").types(ENTER).sees("device").sees_typed("con");
    assert_laid_out(&session, &[]);
    session.types(CTRL_U).types("a-long-name-of-a-directory").types(ENTER).moves_to("API key");
    assert_laid_out(&session, &[]);
    session.types(ENTER).sees("? What does").moves_to("Both");
    assert_laid_out(&session, &[]);
    session.types(ENTER).sees("? Your").sees_typed("").types("roads, acme.parks").types(ENTER);
    session.sees("? CARTO account").sees_typed("").types("acme").types(ENTER);
    session.sees("? API key of that").sees_typed("");
    assert_laid_out(&session, &[]);
    session.types("AbCdEfGhIjKlMnOpQrStUv").types(ENTER).sees("Discard");
    assert_laid_out(&session, &[]);
    session.types(ENTER).ends(0);
    assert_laid_out(&session, &["cd "]);
    session.sees("warning: The API\n  key reaches the\n  browser: anyone\n");
}

#[test]
fn scopes_fit() {
    let words = "new my-map --auth oauth --client-id AbCdEfGhIjKl --example";
    let mut session = terminal(words).size(COLUMNS, 70).start();
    session.sees("? Scopes").sees("others").sees("line");
    assert_laid_out(&session, &[]);
    session.types(ENTER).sees("? Force").sees_typed("");
    assert_laid_out(&session, &[]);
    session.types("y\r").sees("Discard");
    assert_laid_out(&session, &[]);
}

#[test]
fn errors_fit() {
    let mut session = terminal("new my-map --yes --username ACME").size(COLUMNS, 40).start();
    session.ends_without_a_trace(2);
    assert_laid_out(&session, &[]);
    let mut session = terminal("new my-map --yes --username ACME --scope=x").size(COLUMNS, 40).start();
    session.ends_without_a_trace(2);
    assert_laid_out(&session, &["try: "]);
    let mut session = terminal("new my-map --yes").file("my-map/package.json").size(COLUMNS, 40).start();
    session.ends_without_a_trace(3);
    assert_laid_out(&session, &["try: "]);
}

#[test]
fn plain_lines_are_not_wrapped() {
    let mut session = terminal("new my-map --yes --plain --username ACME").size(COLUMNS, 40).start();
    session.ends_without_a_trace(2);
    assert!(session.bytes().contains("may only contain the letters a-z, digits and hyphens\r\n"));
}
