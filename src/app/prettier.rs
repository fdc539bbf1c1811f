//! Formats new code with the application's own Prettier, if its settings differ from a new application's, and with the
//! application's line endings.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::draft::is_private;
use super::folders::ROUTES;
use super::{Draft, style};
use crate::code::Style;
use crate::error::Result;
use crate::programs::Programs;

/// The script that formats many files in one run of the application's Prettier.
const SCRIPT: &str = include_str!("prettier.mjs");

/// A text to format.
#[derive(Debug, Clone, Copy)]
pub struct FormatRequest<'t> {
    /// The path of the file that the text is for.
    pub path: &'t str,
    /// The text.
    pub text: &'t str,
    /// Whether the text will be merged with others.
    pub merges: bool,
}

/// A text formatted by the application's Prettier.
#[derive(Debug, Clone)]
pub struct Formatted {
    /// Formatted with the application's settings.
    pub own: String,
    /// Formatted in addition with all optional commas and semicolons, so that no line depends on the next one.
    pub mergeable: String,
}

/// Why the application's own Prettier doesn't run although its settings differ from a new application's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unused {
    /// It is not installed.
    Missing,
    /// It was not allowed. Prettier, its settings and its plugins are code of the application.
    NotAllowed,
    /// A dry run runs no code of the application.
    DryRun,
}

/// Returns why the application's own Prettier doesn't run unless allowed, or `None` if it isn't needed.
///
/// # Errors
/// Settings that can't be read.
pub fn unused(draft: &mut Draft<'_>) -> Result<Option<Unused>> {
    if style(draft)? == Style::OURS {
        return Ok(None);
    }
    let is_here = draft.project().root.join("node_modules/prettier/package.json").is_file();
    Ok(Some(if is_here { Unused::NotAllowed } else { Unused::Missing }))
}

impl Unused {
    /// The warning about new files.
    fn warning(self) -> String {
        let why = match self {
            Self::Missing => {
                "Prettier is not installed, so new files have the default formatting: install the packages, then format them."
            }
            Self::NotAllowed => {
                "Prettier was not run, so new files have the default formatting: format them, or run the command with --format."
            }
            Self::DryRun => {
                "a dry run doesn't run Prettier, so new files are shown with the default formatting."
            }
        };
        format!("This application has its own Prettier settings, but {why}")
    }

    /// Returns how to let Prettier format files for a comparison. `install` is the command that installs it.
    pub fn remedy(self, install: &str) -> String {
        let first = match self {
            Self::Missing => &format!("{install}, then run the command again with --format"),
            Self::NotAllowed => "run the command again with --format",
            Self::DryRun => "run the command with --format and without --dry-run",
        };
        format!("{first}, so that the application's Prettier can format the files for the comparison")
    }
}

/// The application's own Prettier.
pub struct Prettier<'w> {
    root: PathBuf,
    programs: Option<&'w mut dyn Programs>,
    /// Why it doesn't run.
    pub unused: Option<Unused>,
}

impl<'w> Prettier<'w> {
    /// Returns a Prettier that runs.
    pub fn running(draft: &Draft<'_>, programs: &'w mut dyn Programs) -> Self {
        Self { root: draft.project().root.clone(), programs: Some(programs), unused: None }
    }

    /// Returns a Prettier that formats nothing.
    pub const fn none(unused: Option<Unused>) -> Self {
        Self { root: PathBuf::new(), programs: None, unused }
    }

    /// Whether it can format.
    pub const fn is_here(&self) -> bool {
        self.programs.is_some()
    }

    /// Formats texts; `None` for each file that Prettier ignores or can't parse. Lines end in `\n`.
    pub fn format(&mut self, texts: &[FormatRequest<'_>]) -> Vec<Option<Formatted>> {
        let nothing = || vec![None; texts.len()];
        let Some(programs) = self.programs.as_mut().filter(|_| !texts.is_empty()) else { return nothing() };
        let requests = texts.iter().map(|FormatRequest { path, text, merges }| {
            json!({ "path": path, "text": text.replace("\r\n", "\n"), "merges": merges })
        });
        let requests = Value::Array(requests.collect()).to_string();
        let words = ["node", "--input-type=module", "--eval", SCRIPT];
        let answer = programs.filter(&words, &self.root, &requests).ok().flatten();
        let answer: Option<Vec<Value>> = answer.and_then(|answer| serde_json::from_str(&answer).ok());
        let part = |each: &Value, key: &str| each.get(key).and_then(Value::as_str).map(str::to_owned);
        let formatted =
            |each: &Value| Some(Formatted { own: part(each, "own")?, mergeable: part(each, "mergeable")? });
        let answer: Option<Vec<_>> = answer.map(|answer| answer.iter().map(formatted).collect());
        answer.filter(|answer| answer.len() == texts.len()).unwrap_or_else(nothing)
    }
}

/// Formats new files, and edited files that were formatted before, with the application's own Prettier, unless its settings
/// equal a new application's. New files get the line endings of existing ones. Returns warnings.
///
/// # Errors
/// Files that can't be read.
pub fn format_changes(draft: &mut Draft<'_>, prettier: &mut Prettier<'_>) -> Result<Vec<String>> {
    let mut changed: Vec<(String, Option<String>, String)> = Vec::new();
    for path in draft.changed_paths() {
        let before = draft.text_on_disk(&path);
        if let Ok(Some(text)) = draft.text(&path)
            && before.as_ref() != Some(&text)
            && !is_private(&path)
        {
            changed.push((path, before, text));
        }
    }
    let requests = changed.iter().flat_map(|(path, before, text)| {
        [before.as_deref().unwrap_or_default(), text].map(|text| FormatRequest { path, text, merges: false })
    });
    let requests: Vec<FormatRequest<'_>> = requests.collect();
    let answers = prettier.format(&requests);
    let routes = draft.module(ROUTES)?.map(|routes| draft.text(&routes)).transpose()?.flatten();
    let is_crlf = routes.is_some_and(|text| text.contains("\r\n"));
    let is_any_new = changed.iter().any(|(_, before, _)| before.is_none());
    for ((path, before, text), answers) in changed.iter().zip(answers.chunks(2)) {
        // An unformatted file stays as it is, except for the edit itself.
        let is_formatted = before.as_ref().is_none_or(|before| {
            answers[0].as_ref().map(|answer| &answer.own) == Some(&before.replace("\r\n", "\n"))
        });
        let new = answers[1].as_ref().filter(|_| is_formatted).map(|answer| answer.own.clone());
        let has_crlf = before.as_ref().map_or(is_crlf, |before| before.contains("\r\n"));
        let new = match new {
            Some(new) if has_crlf => new.replace('\n', "\r\n"),
            Some(new) => new,
            None if before.is_none() && has_crlf && !text.contains("\r\n") => text.replace('\n', "\r\n"),
            None => continue,
        };
        draft.put(path, new)?;
    }
    Ok(prettier.unused.filter(|_| is_any_new).map(Unused::warning).into_iter().collect())
}
