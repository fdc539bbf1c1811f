//! Modules that can't be read, and modules that no browser loads.

use super::finding::{Code, Finding};
use crate::app::survey::{Survey, Unreadable};

/// Notes modules that cannot be read, and those that no browser loads although each of their statements is right.
pub fn check(survey: &Survey, findings: &mut Vec<Finding>) {
    for Unreadable { path, error } in &survey.unreadable {
        let why = "what stands in it can't be checked, nor what it would use";
        let mend = error.hint.clone().unwrap_or_else(|| format!("edit {path}"));
        let place = (path.as_str(), error.line.unwrap_or(1));
        findings.push(Finding::new(Code::Unreadable, place, error.message.clone(), why, mend));
    }
    for module in &survey.modules {
        findings.extend(module.doubles.iter().map(|(name, first, second)| {
            Finding::new(
                Code::DeclaredTwice,
                (&module.path, *second),
                format!("{name} is declared here and in line {first}"),
                "the module does not load, nor does anything that imports it",
                format!("rename one of them in {}", module.path),
            )
        }));
    }
}
