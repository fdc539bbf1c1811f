//! Everything that can go wrong, and the one table of exit codes.

use std::fmt;
use std::num::NonZeroU32;

use schemars::JsonSchema;
use serde::Serialize;

use crate::spec::{self, Invalid, Key};

/// The kind of failure. Scripts rely on its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A bug in carto-app.
    Internal,
    /// A wrong command line, or an answer that is wrong or missing.
    Usage,
    /// What is on disk is in the way.
    Conflict,
    /// The file system refused: full, read-only, no permission.
    FileSystem,
    /// Another program failed.
    Program,
    /// Ctrl-C or a request to end.
    Interrupted,
}

impl Kind {
    /// The process's exit code.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Internal => 1,
            Self::Usage => 2,
            Self::Conflict => 3,
            Self::FileSystem => 4,
            Self::Program => 5,
            Self::Interrupted => 130,
        }
    }
}

impl fmt::Display for Kind {
    /// Its name in `--json` output.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// A problem that stops nothing: an answer or a file is allowed, but often not intended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The answer that the warning is about, if any.
    pub answer: Option<Key>,
    /// A full sentence.
    pub message: String,
}

/// A wrong or missing answer, without any secret: only [`Problem::refused`] and [`Problem::missing`] construct one.
#[expect(clippy::manual_non_exhaustive, reason = "no other module of this crate may build one, either")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The answer; `None` for an unknown key in a file.
    pub answer: Option<Key>,
    /// The given value, with secrets hidden; `None` if there was none.
    pub value: Option<String>,
    /// Where it was given, for people: "--scope", "`CARTO_APP_SCOPES`", "answers.toml, line 3".
    pub origin: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to give instead.
    pub suggestion: Option<String>,
    /// Keeps other modules from constructing a problem without hiding secrets.
    made_here: (),
}

impl Problem {
    /// Reports a refused value. Hides a secret and everything that repeats a part of it, such as a suggestion derived from it.
    pub fn refused(answer: Option<Key>, value: &str, origin: Option<String>, why: Invalid) -> Self {
        let shown = answer.map_or_else(|| spec::shown(value), |answer| spec::shown_as(answer, value));
        let why = spec::without_secret(answer, value, why);
        Self { value: Some(shown), ..Self::missing(answer, origin, why) }
    }

    /// Reports a required answer that was not given. Without a suggestion, suggests the answer's example.
    pub fn missing(answer: Option<Key>, origin: Option<String>, why: Invalid) -> Self {
        let example = || answer.map(|answer| answer.example().to_owned());
        Self {
            answer,
            value: None,
            origin,
            message: why.message,
            suggestion: why.suggestion.or_else(example),
            made_here: (),
        }
    }
}

/// Something on disk in the place of a part of the application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Conflict {
    /// The path below the application's directory.
    pub path: String,
    /// What is there.
    pub found: FileKind,
    /// What belongs there.
    pub expected: FileKind,
    /// Why it is in the way, where that is not obvious.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub reason: Option<&'static str>,
}

/// What a path on disk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link, wherever it leads.
    #[serde(rename = "symbolic link")]
    SymbolicLink,
    /// A device, a pipe or a socket.
    #[serde(rename = "special file")]
    SpecialFile,
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, found, expected, reason } = self;
        match reason {
            _ if found != expected => write!(f, "{path} (a {found}, where a {expected} belongs)"),
            Some(reason) => write!(f, "{path} ({reason})"),
            None => f.write_str(path),
        }
    }
}

/// A failure of a run: its kind, one sentence, and the details that help to fix it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What sort of failure.
    pub kind: Kind,
    /// What is wrong, for a person.
    pub message: String,
    /// All wrong or missing answers.
    pub problems: Vec<Problem>,
    /// Everything that is in the way.
    pub conflicts: Box<[Conflict]>,
    /// Further lines: what is left behind, the end of a program's output.
    pub details: Vec<String>,
    /// The line of the file that the error is about, starting at 1, if known.
    pub line: Option<NonZeroU32>,
    /// What to type instead.
    pub hint: Option<String>,
    /// Whether these answers have only flags, so that no variables and files are suggested.
    pub only_flags: bool,
}

/// The result of an operation that can fail a run.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Returns an error that has only a message.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            kind,
            message,
            problems: Vec::new(),
            conflicts: Box::default(),
            details: Vec::new(),
            line: None,
            hint: None,
            only_flags: false,
        }
    }

    /// Returns one error for all answers that can't be used.
    pub fn refused(problems: Vec<Problem>) -> Self {
        let message = match problems.len() {
            1 => "one answer can't be used".to_owned(),
            many => format!("{many} answers can't be used"),
        };
        Self { problems, ..Self::new(Kind::Usage, message) }
    }

    /// Returns the error for a bug in carto-app.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(Kind::Internal, message)
    }

    /// Returns the error for an interrupted run.
    pub fn interrupted() -> Self {
        Self::new(Kind::Interrupted, "interrupted; nothing was written")
    }

    /// Adds detail lines.
    #[must_use]
    pub fn with_details(mut self, details: Vec<String>) -> Self {
        self.details = details;
        self
    }

    /// Adds what to type instead.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_are_the_documented_ones() {
        let all =
            [Kind::Internal, Kind::Usage, Kind::Conflict, Kind::FileSystem, Kind::Program, Kind::Interrupted];
        assert_eq!(all.map(Kind::exit_code), [1, 2, 3, 4, 5, 130]);
    }
    #[test]
    fn a_problem_never_contains_a_secret() {
        let key = "AbCdEfGhIjKlMnOpQrStUv";
        let why = Invalid::new(format!("is {key}")).suggest(key.to_lowercase());
        let problem = Problem::refused(Some(Key::Username), &format!(" {key}"), None, why.clone());
        assert_eq!(problem.value.as_deref(), Some(spec::HIDDEN));
        assert_eq!(problem.message, "is refused");
        assert_eq!(problem.suggestion.as_deref(), Some(Key::Username.example()));
        assert_eq!(Problem::refused(None, key, None, why).suggestion, None);
        let why = Invalid::new("has capital letters").suggest("roads");
        let problem = Problem::refused(None, "Roads", None, why);
        assert_eq!((problem.value.as_deref(), problem.suggestion.as_deref()), (Some("Roads"), Some("roads")));
    }
}
