//! The document of a failed run.

use schemars::JsonSchema;
use serde::Serialize;

use super::ReportedWarning;
use crate::error::{Conflict, Error, Kind, Problem, Warning};
use crate::spec::Key;

/// The command did nothing. What happened before it, such as undoing the change of a killed run, is in warnings.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FailureDocument<'a> {
    #[schemars(extend("const" = false))]
    ok: bool,
    error: ReportedError<'a>,
    warnings: Vec<ReportedWarning<'a>>,
}

/// Why a run failed.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ReportedError<'a> {
    kind: Kind,
    message: &'a str,
    /// Every answer that is wrong or missing.
    problems: Vec<ReportedProblem<'a>>,
    /// Everything on disk that is in the way.
    conflicts: &'a [Conflict],
    details: &'a [String],
    /// What to type instead.
    hint: Option<&'a str>,
}

/// An answer that is wrong or missing.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ReportedProblem<'a> {
    /// Its name; null for an unknown key in a file.
    answer: Option<&'static str>,
    flag: Option<&'static str>,
    /// Its environment variable; null if the command reads none.
    env: Option<String>,
    /// Where it was given.
    origin: Option<&'a str>,
    /// What was given; never a secret.
    value: Option<&'a str>,
    message: &'a str,
    suggestion: Option<&'a str>,
}

impl<'a> FailureDocument<'a> {
    /// The document of an error, and of what happened before it.
    pub fn of(error: &'a Error, warnings: &'a [Warning]) -> Self {
        let warnings = warnings.iter().map(ReportedWarning::of).collect();
        Self { ok: false, error: ReportedError::of(error), warnings }
    }
}

impl<'a> ReportedError<'a> {
    /// An error as documents show it.
    pub fn of(error: &'a Error) -> Self {
        Self {
            kind: error.kind,
            message: &error.message,
            problems: error.problems.iter().map(|each| ReportedProblem::of(each, error.only_flags)).collect(),
            conflicts: &error.conflicts,
            details: &error.details,
            hint: error.hint.as_deref(),
        }
    }
}

impl<'a> ReportedProblem<'a> {
    fn of(problem: &'a Problem, only_flags: bool) -> Self {
        Self {
            answer: problem.answer.map(Key::id),
            flag: problem.answer.map(Key::flag),
            env: problem.answer.and_then(Key::env).filter(|_| !only_flags),
            origin: problem.origin.as_deref(),
            value: problem.value.as_deref(),
            message: &problem.message,
            suggestion: problem.suggestion.as_deref(),
        }
    }
}
