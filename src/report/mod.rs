//! What a run has to say when it is done: words on stderr, or one JSON document on stdout.

mod changed;
mod diff;
mod new;

use std::io::{self, Write as _};

use serde_json::{Value, json};

use crate::error::{Conflict, Error, Problem};
use crate::spec::Key;
use crate::ui::Speaker;

pub use changed::{ChangeReport, documents, name_all};
pub use diff::diff;
pub use new::{Outcome, Report};

/// What a run that did its work has to say.
pub trait Told {
    /// The document of `--json`.
    fn json(&self) -> Value;

    /// What was asked for, without `--json`: for stdout.
    fn asked_for(&self, color: bool) -> String;

    /// Words for a person, on stderr.
    fn tell(&self, speaker: &mut Speaker<'_>, verbose: bool);

    /// Whether the words come first; else they stand below what was asked for, as its sum.
    fn begins_with_words(&self) -> bool {
        true
    }

    /// The end of the sentence when stdout can't be written: what was done nevertheless.
    fn besides(&self) -> String {
        String::new()
    }

    /// What failed when the work was done.
    fn failure(&self) -> Option<&Error> {
        None
    }

    /// The exit code of a run that did not fail.
    fn exit_code(&self) -> u8 {
        0
    }
}

/// A text that was asked for and is all there is to say.
pub struct Text(pub String);

impl Told for Text {
    fn json(&self) -> Value {
        json!({ "ok": true, "text": self.0 })
    }

    fn asked_for(&self, _color: bool) -> String {
        self.0.clone()
    }

    fn tell(&self, _speaker: &mut Speaker<'_>, _verbose: bool) {}
}

/// The document of `--json` for a failure.
pub fn failure(error: &Error) -> Value {
    let problems: Vec<Value> = error.problems.iter().map(|one| problem(one, error.only_flags)).collect();
    let conflicts: Vec<Value> = error.conflicts.iter().map(conflict).collect();
    json!({
        "ok": false,
        "error": {
            "kind": error.kind.name(),
            "message": error.message,
            "problems": problems,
            "conflicts": conflicts,
            "details": error.details,
            "hint": error.hint,
        },
    })
}

/// What is said when a signal ends the process, past everything that could say it better.
pub fn last_words(json: bool) {
    let error = Error::interrupted();
    let _ = if json {
        writeln!(io::stdout(), "{}", failure(&error))
    } else {
        writeln!(io::stderr(), "\n{}", error.message)
    };
}

fn conflict(Conflict { path, found, expected }: &Conflict) -> Value {
    json!({ "path": path, "found": found, "expected": expected })
}

/// A variable is named only where it would be read.
fn problem(problem: &Problem, only_flags: bool) -> Value {
    let env = problem.answer.and_then(Key::env).filter(|_| !only_flags);
    json!({
        "answer": problem.answer.map(Key::id),
        "flag": problem.answer.map(Key::flag),
        "env": env,
        "origin": problem.origin,
        "value": problem.value,
        "message": problem.message,
        "suggestion": problem.suggestion,
    })
}
