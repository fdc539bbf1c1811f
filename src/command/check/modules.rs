//! Modules that can't be parsed, and modules that no browser loads.

use super::finding::{Code, Finding};
use crate::app::survey::{Survey, Unreadable};

/// Finds modules that can't be parsed, and modules that no browser loads although each of their statements is valid.
pub fn check(survey: &Survey, findings: &mut Vec<Finding>) {
    for Unreadable { path, error } in &survey.unreadable {
        let why = "neither the file nor its imports can be checked";
        let fix = error.hint.clone().unwrap_or_else(|| format!("edit {path}"));
        let place = (path.as_str(), error.line.map_or(1, |line| line.get() as usize));
        findings.push(Finding::new(Code::Unreadable, place, error.message.clone(), why, fix));
    }
    for module in &survey.modules {
        findings.extend(module.duplicates.iter().map(|(name, first, second)| {
            Finding::new(
                Code::DeclaredTwice,
                (&module.path, *second),
                format!("{name} is declared here and in line {first}"),
                "no browser can load this module or a module that imports it",
                format!("rename one of them in {}", module.path),
            )
        }));
    }
}
