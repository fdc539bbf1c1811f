//! What a run reports at its end: a summary on stderr, or one JSON document on stdout.

mod changed;
mod diff;
mod failure;
mod happened;
mod new;

use std::io::{self, Write as _};

use schemars::JsonSchema;
use serde::Serialize;

use crate::encode::json::visible;
use crate::error::{Error, Warning};
use crate::spec::{Key, visible as shown};
use crate::ui::Speaker;

pub use changed::{ChangeDocument, ChangeReport, ChangedFile, list_changes};
pub use diff::diff;
pub use failure::{FailureDocument, ReportedError};
pub use happened::Happened;
pub use new::{Existing, Kept, NewDocument, NewReport, Outcome};

/// The report of a run that did its work.
pub trait Report {
    /// The document of `--json`, as [`document`] writes it.
    fn json(&self) -> String;

    /// The text for stdout without `--json`.
    fn stdout(&self, color: bool) -> String;

    /// Adds what happened before the command's own work.
    fn add_warnings(&mut self, warnings: Vec<Warning>);

    /// The summary for a person, on stderr.
    fn summarize(&self, speaker: &mut Speaker<'_>, verbose: bool);

    /// Whether the summary comes before the text for stdout instead of after it.
    fn summary_first(&self) -> bool {
        true
    }

    /// The end of the error message if stdout can't be written: what was done anyway.
    fn after_write_note(&self) -> String {
        String::new()
    }

    /// What failed after the work was done.
    fn failure(&self) -> Option<&Error> {
        None
    }

    /// The exit code of a run that did not fail.
    fn exit_code(&self) -> u8 {
        0
    }
}

/// A requested text, printed as it is.
pub struct Text(pub String);

/// The requested text: carto-app completions, man, schema.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct TextDocument<'a> {
    #[schemars(extend("const" = true))]
    ok: bool,
    text: &'a str,
}

impl Report for Text {
    fn json(&self) -> String {
        document(&TextDocument { ok: true, text: &self.0 })
    }

    fn stdout(&self, _color: bool) -> String {
        self.0.clone()
    }

    /// A command that prints a text does nothing before that.
    fn add_warnings(&mut self, _warnings: Vec<Warning>) {}

    fn summarize(&self, _speaker: &mut Speaker<'_>, _verbose: bool) {}
}

/// A document of `--json` as text.
pub fn document(document: &impl Serialize) -> String {
    visible(&serde_json::to_string(document).expect("documents are objects with text keys"))
}

/// Reports that a signal ended the process before the run could report anything itself.
pub fn last_words(json: bool, happened: &Happened) {
    let (error, warnings) = (Error::interrupted(), happened.take());
    let _ = if json {
        writeln!(io::stdout(), "{}", document(&FailureDocument::of(&error, &warnings)))
    } else {
        let warnings = warnings.iter().map(|warning| format!("\nwarning: {}", shown(&warning.message)));
        writeln!(io::stderr(), "{}\n{}", warnings.collect::<String>(), error.message)
    };
}

/// A warning for the user.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ReportedWarning<'a> {
    /// The answer that the warning is about.
    answer: Option<&'static str>,
    message: &'a str,
}

impl<'a> ReportedWarning<'a> {
    /// The warning as JSON.
    pub fn of(warning: &'a Warning) -> Self {
        Self { answer: warning.answer.map(Key::id), message: &warning.message }
    }
}
