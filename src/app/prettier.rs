//! New code in the style of an application whose Prettier has settings of its own, and in its line ends.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::draft::is_private;
use super::inventory::ROUTES;
use super::{Draft, style};
use crate::code::Style;
use crate::error::Result;
use crate::programs::Programs;

/// What has an application's Prettier format many files at once.
const SCRIPT: &str = include_str!("prettier.mjs");

/// A text that is to be formatted.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'t> {
    /// The file that it is for.
    pub path: &'t str,
    /// The text.
    pub text: &'t str,
    /// Whether it will be merged with others.
    pub merges: bool,
}

/// A text as an application's own Prettier has it.
#[derive(Debug, Clone)]
pub struct Formatted {
    /// With its settings.
    pub own: String,
    /// The same with commas and semicolons wherever they can be, so that no line depends on what follows it.
    pub mergeable: String,
}

/// An application's own Prettier.
pub struct Prettier<'w> {
    root: PathBuf,
    /// Who runs it; nobody where the settings are those that we write for, or it is not installed.
    programs: Option<&'w mut dyn Programs>,
    /// Whether there are settings of its own, and it is not installed.
    pub is_missing: bool,
}

impl<'w> Prettier<'w> {
    /// That of an application.
    ///
    /// # Errors
    /// Settings that can't be read.
    pub fn of(draft: &mut Draft<'_>, programs: &'w mut dyn Programs) -> Result<Self> {
        let root = draft.project().root.clone();
        let is_needed = style(draft)? != Style::OURS;
        let is_here = root.join("node_modules/prettier/package.json").is_file();
        let programs = (is_needed && is_here).then_some(programs);
        Ok(Self { root, programs, is_missing: is_needed && !is_here })
    }

    /// None that formats anything.
    pub const fn none() -> Self {
        Self { root: PathBuf::new(), programs: None, is_missing: false }
    }

    /// Whether it can format.
    pub const fn is_here(&self) -> bool {
        self.programs.is_some()
    }

    /// What it makes of texts; none where it formats no such file, or can't read it. Lines end in `\n` alone.
    pub fn format(&mut self, texts: &[Asked<'_>]) -> Vec<Option<Formatted>> {
        let nothing = || vec![None; texts.len()];
        let Some(programs) = self.programs.as_mut().filter(|_| !texts.is_empty()) else { return nothing() };
        let asked = texts.iter().map(|Asked { path, text, merges }| {
            json!({ "path": path, "text": text.replace("\r\n", "\n"), "merges": merges })
        });
        let asked = Value::Array(asked.collect()).to_string();
        let words = ["node", "--input-type=module", "--eval", SCRIPT];
        let answer = programs.filter(&words, &self.root, &asked).ok().flatten();
        let answer: Option<Vec<Value>> = answer.and_then(|answer| serde_json::from_str(&answer).ok());
        let part = |each: &Value, key: &str| each.get(key).and_then(Value::as_str).map(str::to_owned);
        let formatted =
            |each: &Value| Some(Formatted { own: part(each, "own")?, mergeable: part(each, "mergeable")? });
        let answer: Option<Vec<_>> = answer.map(|answer| answer.iter().map(formatted).collect());
        answer.filter(|answer| answer.len() == texts.len()).unwrap_or_else(nothing)
    }
}

/// Lets the application's own Prettier format what is new, and what was edited in files that it had formatted; where the
/// settings are those that we write for, there is nothing to do. New files get the line ends of the others. Gives what the
/// person should know.
///
/// # Errors
/// Files that can't be read.
pub fn as_the_application_does(draft: &mut Draft<'_>, prettier: &mut Prettier<'_>) -> Result<Vec<String>> {
    let mut changed: Vec<(String, Option<String>, String)> = Vec::new();
    for path in draft.decided() {
        let was = draft.was(&path);
        if let Ok(Some(text)) = draft.text(&path)
            && was.as_ref() != Some(&text)
            && !is_private(&path)
        {
            changed.push((path, was, text));
        }
    }
    let asked = changed.iter().flat_map(|(path, was, text)| {
        [was.as_deref().unwrap_or_default(), text].map(|text| Asked { path, text, merges: false })
    });
    let asked: Vec<Asked<'_>> = asked.collect();
    let answers = prettier.format(&asked);
    let is_crlf = draft.text(ROUTES)?.is_some_and(|text| text.contains("\r\n"));
    let is_any_new = changed.iter().any(|(_, was, _)| was.is_none());
    for ((path, was, text), answers) in changed.iter().zip(answers.chunks(2)) {
        // What its owner has not formatted stays as it is but for the edit itself.
        let is_formatted = was.as_ref().is_none_or(|was| {
            answers[0].as_ref().map(|answer| &answer.own) == Some(&was.replace("\r\n", "\n"))
        });
        let new = answers[1].as_ref().filter(|_| is_formatted).map(|answer| answer.own.clone());
        let has_crlf = was.as_ref().map_or(is_crlf, |was| was.contains("\r\n"));
        let new = match new {
            Some(new) if has_crlf => new.replace('\n', "\r\n"),
            Some(new) => new,
            None if was.is_none() && has_crlf && !text.contains("\r\n") => text.replace('\n', "\r\n"),
            None => continue,
        };
        draft.put(path, new)?;
    }
    let warning = "This application has settings of its own for Prettier, which is not installed here, so new files are \
                   formatted as carto-app does it: format them once it is.";
    Ok((prettier.is_missing && is_any_new).then(|| warning.to_owned()).into_iter().collect())
}
