//! Answers from each source: one table of all answers, one file per source, and `resolve`, which turns them into an `AppSpec`.
//!
//! A source delivers raw words with their origin and judges nothing.

pub(crate) mod above;
mod env;
pub(crate) mod file;
mod flags;
pub(crate) mod mode;
pub(crate) mod place;
pub(crate) mod resolve;
mod table;
mod value;
mod warnings;

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

use crate::error::Warning;
use crate::spec::{AppSpec, Invalid, Key, shown};
pub use above::Above;
pub use env::from_env;
pub use file::from_file;
pub use flags::{AnswerFlags, FlagSet, Help};
pub use mode::mode;
pub use resolve::{Resolved, Surroundings, resolve};
pub use table::{ANSWERS, Answer, Shape, values};
pub use value::Value;
pub use warnings::warnings;

/// The answers that were given, each with its origin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// The directory as typed; separate because a path need not be text.
    pub directory: Option<PathBuf>,
    /// Where an answers file or an application states that there is a private key; its value isn't here.
    pub private_key: Option<Origin>,
    /// Warnings about what looks like an answer but is not.
    pub warnings: Vec<Warning>,
    given: BTreeMap<Key, Given>,
}

/// One answer in the words of its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// One word for most answers, any number for lists.
    pub words: Vec<String>,
    /// Where it was given.
    pub origin: Origin,
    /// Why it can't be an answer, regardless of the rules for its value.
    pub fault: Option<Invalid>,
}

/// Where an answer was given. Earlier variants take precedence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// On the command line.
    Flag,
    /// In the environment.
    Env,
    /// In the answers file, with the line (from 1) if the parser provides it.
    File {
        /// The file as the user named it, `-` for stdin.
        name: String,
        /// Line of the value.
        line: Option<usize>,
    },
    /// At a prompt.
    Prompt,
}

impl Answers {
    /// Returns answers with only a directory.
    pub fn for_directory(directory: impl Into<PathBuf>) -> Self {
        Self { directory: Some(directory.into()), ..Self::default() }
    }

    /// Returns the answers that resolve to this specification.
    pub fn of(spec: &AppSpec) -> Self {
        let mut answers = Self::for_directory("my-map");
        for (key, value) in values(spec) {
            answers.set(key, value.into_words(), Origin::Prompt);
        }
        answers.private_key = spec.has_private_key().then_some(Origin::Prompt);
        answers
    }

    /// Sets one answer.
    pub fn set(&mut self, key: Key, words: Vec<String>, origin: Origin) {
        self.given.insert(key, Given { words, origin, fault: None });
    }

    /// Sets one answer to something unusable, with the reason, which is reported unless a stronger source has an answer.
    pub fn set_unusable(&mut self, key: Key, words: Vec<String>, origin: Origin, why: Invalid) {
        self.given.insert(key, Given { words, origin, fault: Some(why) });
    }

    /// Removes one answer, so that its default applies again.
    pub fn clear(&mut self, key: Key) {
        self.given.remove(&key);
    }

    /// One answer, if it was given.
    pub fn get(&self, key: Key) -> Option<&Given> {
        self.given.get(&key)
    }

    /// Returns only the answers whose keys are kept.
    #[must_use]
    pub fn only(mut self, is_kept: impl Fn(Key) -> bool) -> Self {
        self.given.retain(|key, _| is_kept(*key));
        self
    }

    /// Completes these answers with those in `weaker`.
    #[must_use]
    pub fn or(mut self, weaker: Self) -> Self {
        self.directory = self.directory.or(weaker.directory);
        self.private_key = self.private_key.or(weaker.private_key);
        self.warnings.extend(weaker.warnings);
        for (key, given) in weaker.given {
            self.given.entry(key).or_insert(given);
        }
        self
    }
}

impl Given {
    /// The answer as one text: a list is joined by commas.
    pub fn text(&self) -> String {
        self.words.join(", ")
    }

    /// Its origin in the user's terms: "--scope", "`CARTO_APP_SCOPES`", "`auth.scopes` in x.toml, line 3".
    pub fn origin_of(&self, key: Key) -> Option<String> {
        self.origin.of(key)
    }
}

impl Origin {
    fn of(&self, key: Key) -> Option<String> {
        match self {
            Self::Flag => Some(key.flag().to_owned()),
            Self::Env => key.env(),
            Self::File { .. } => self.in_file(key.file_key().unwrap_or_default()),
            Self::Prompt => None,
        }
    }

    /// Returns the place of a key if this is a file.
    fn in_file(&self, key: &str) -> Option<String> {
        let Self::File { name, line } = self else { return None };
        let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
        Some(format!("{key} in {}{line}", file_name(name)))
    }
}

/// Returns the name of an answers file for messages.
fn file_name(name: &str) -> String {
    if name == "-" { "standard input".to_owned() } else { shown(name) }
}

impl fmt::Display for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}
