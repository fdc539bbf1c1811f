use std::path::Path;

use super::finding::{Code, Finding, Fix};
use crate::app::survey::Survey;
use crate::app::{Draft, env_file, seen_from};
use crate::error::Result;
use crate::spec::ApiKey;
use crate::ui::in_line;

/// The line for `.gitignore` that covers files with secrets.
pub const IGNORED: &str = ".env*.local";

/// Finds files with secrets that git would publish.
///
/// # Errors
/// Files that can't be read.
pub fn check(survey: &Survey, draft: &mut Draft<'_>, findings: &mut Vec<Finding>) -> Result<()> {
    if survey.git.ignores_env_local == Some(false) {
        let lines = draft.text(".gitignore")?.map_or(1, |text| text.lines().count());
        findings.push(
            Finding::new(
                Code::EnvNotIgnored,
                (".gitignore", lines),
                "git does not ignore .env.local",
                "the next `git add .` adds the API key in it, and a push publishes it",
                "carto-app check --fix",
            )
            .with_fix(Fix::Ignore),
        );
    }
    for path in &survey.git.tracked {
        // Other files may be tracked unless they contain a key.
        let is_local = path.rsplit('.').next() == Some("local");
        if !is_local {
            let text = draft.text(path)?.unwrap_or_default();
            let key = env_file::value_of(&text, env_file::KEY_VARIABLE).unwrap_or_default();
            if key.is_empty() || key == ApiKey::PUBLIC || path == ".env.example" {
                continue;
            }
        }
        findings.push(Finding::new(
            Code::EnvTracked,
            (path, 1),
            format!("git tracks {path}"),
            "everybody with access to the repository can read it; its keys stay in the history, so renew them",
            format!("git rm --cached {}", crate::encode::shell::word(path)),
        ));
    }
    lost(survey, &draft.project().root, findings);
    Ok(())
}

/// The folders and files that every application needs. The owner of one may ignore others in it on purpose, such as what a
/// program writes.
const NEEDED: [&str; 11] = [
    "index.html",
    "package.json",
    "public",
    "src",
    "src/components",
    "src/components/layers",
    "src/components/views",
    "src/data",
    "src/data/models",
    "src/data/sources",
    "src/store",
];

/// Finds the rules that keep parts of the application out of the repository.
fn lost(survey: &Survey, root: &Path, findings: &mut Vec<Finding>) {
    let is_part = |path: &&str| NEEDED.iter().any(|part| path.split('/').next() == Some(*part));
    for ignored in survey.git.lost(survey.files.iter().map(String::as_str).filter(is_part)) {
        let is_own = ignored.file.starts_with(root);
        let (paths, inclusions): (Vec<String>, Vec<String>) = (ignored.paths.iter().zip(ignored.inclusions))
            .map(|(path, inclusion)| (seen_from(root, path), inclusion))
            .filter(|(path, _)| !is_own || NEEDED.contains(&path.as_str()))
            .unzip();
        if paths.is_empty() {
            continue;
        }
        findings.push(Finding::new(
            Code::SourceIgnored,
            (seen_from(root, &ignored.file), ignored.line),
            format!("the rule {} makes git ignore {}", ignored.rule, in_line(&paths)),
            "it is in no commit, so nobody else has it",
            format!("add below that line: {}", in_line(&inclusions)),
        ));
    }
}
