//! The table in `docs/reliability.md`, between its markers.

use std::fs;

use super::cases::Case;
use super::trial::{Left, Leftovers, Trial};
use crate::snapshot;

const PAGE: &str = "docs/reliability.md";
const BEGIN: &str = "<!-- cargo test begins -->\n";
const END: &str = "<!-- cargo test ends -->";

const HEAD: &str = "\
| fault | command | exit code | what it says | on the disk | the same again, without the fault |
|---|---|---|---|---|---|
";

/// The maximum number of paths to list as gone, new or changed.
const MAX_PATHS: usize = 3;

pub struct Row(String);

impl Row {
    pub fn new(case: &Case, trial: &Trial) -> Self {
        let what = if case.words.starts_with("new") { "application" } else { "change" };
        let code = match trial.code {
            code @ 129.. if code != 130 => format!("none, signal {}", code - 128),
            code => code.to_string(),
        };
        let again = trial.again.as_ref().map(|again| {
            let message = if again.code == 0 { String::new() } else { format!(": {}", cell(&again.message)) };
            format!("{}{message}; {}", again.code, on_disk(&again.left, what))
        });
        let message = if trial.message.is_empty() { "nothing".to_owned() } else { cell(&trial.message) };
        let (fault, command, left) = (case.fault, case.words, on_disk(&trial.left, what));
        let again = again.unwrap_or_default();
        Self(format!("| {fault} | `{command}` | {code} | {message} | {left} | {again} |"))
    }
}

pub struct Table {
    page: String,
    rows: Vec<String>,
}

impl Table {
    pub fn read() -> Self {
        Self { page: fs::read_to_string(snapshot::repository(PAGE)).expect(PAGE), rows: Vec::new() }
    }

    pub fn push(&mut self, row: Row) {
        self.rows.push(row.0);
    }

    /// Keeps the row of a fault that can't be tried.
    pub fn keep(&mut self, fault: &str) {
        let begin = format!("| {fault} |");
        let row = self.page.lines().find(|line| line.starts_with(&begin));
        self.rows.extend(row.map(str::to_owned));
    }

    /// Fails unless the page has exactly this table.
    #[track_caller]
    pub fn assert_up_to_date(self) {
        let (before, rest) = self.page.split_once(BEGIN).expect("its marker");
        let (_, after) = rest.split_once(END).expect("its marker");
        let table = format!("\n{HEAD}{}\n\n", self.rows.join("\n"));
        snapshot::assert_file(PAGE, &format!("{before}{BEGIN}{table}{END}{after}"));
    }
}

fn on_disk(left: &Left, what: &str) -> String {
    match left {
        Left::Unchanged => "as it was".to_owned(),
        Left::Whole => format!("the whole {what}"),
        Left::WholeWithLeftovers(leftovers) => format!("the whole {what}{}", and(leftovers)),
        Left::Other { gone, new, changed, leftovers } => {
            let parts = [("gone", gone), ("new", new), ("changed", changed)];
            let parts = parts.into_iter().filter(|(_, paths)| !paths.is_empty());
            let parts: Vec<String> = parts.map(|(word, paths)| format!("{word}: {}", named(paths))).collect();
            let parts = if parts.is_empty() { "as it was".to_owned() } else { parts.join("; ") };
            format!("{parts}{}", and(leftovers))
        }
    }
}

fn and(leftovers: &Leftovers) -> String {
    let hidden = leftovers.hidden.then(|| "hidden files `.carto-app-tmp-…`".to_owned());
    let backups = leftovers.backups.iter().map(|path| format!("`{path}`"));
    let parts: Vec<String> = hidden.into_iter().chain(backups).collect();
    if parts.is_empty() { String::new() } else { format!("; and {}", parts.join(", ")) }
}

fn named(paths: &[String]) -> String {
    let mut names: Vec<String> = paths.iter().take(MAX_PATHS).map(|path| format!("`{path}`")).collect();
    if paths.len() > MAX_PATHS {
        names.push(format!("{} more", paths.len() - MAX_PATHS));
    }
    names.join(", ")
}

/// Escapes a text for a cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "\\<").replace('*', "\\*")
}
