//! Modules that can't be parsed, modules that no browser loads, and imports of files that do not exist.

use super::auth::shown;
use super::finding::{Code, Finding};
use crate::app::Project;
use crate::app::missing::missing_imports;
use crate::app::survey::{Survey, Unreadable};

/// Finds modules that can't be parsed, modules that no browser loads although each of their statements is valid, and imports of
/// files that do not exist.
pub fn check(survey: &Survey, project: &Project, findings: &mut Vec<Finding>) {
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
    findings.extend(missing_imports(survey, project).into_iter().map(|(module, import)| {
        let specifier = shown(&import.specifier);
        Finding::new(
            Code::ImportMissing,
            (&module.path, import.line),
            format!("{specifier} does not exist"),
            "the application can't be built, because this module imports it",
            format!("restore the file, or remove what imports it from {}", module.path),
        )
    }));
}
