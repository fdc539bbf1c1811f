use std::collections::BTreeSet;

use super::finding::{Code, Finding, Fix};
use crate::app::survey::Survey;
use crate::app::{Draft, Project, env_file, is_of_tests, seen_from};
use crate::error::{Result, Warning};
use crate::plan::{Manner, manner};
use crate::spec::ApiKey;
use crate::template;
use crate::ui::in_line;

/// The line for `.gitignore` that covers files with secrets.
pub const IGNORED: &str = ".env*.local";

/// Finds files with secrets that git would publish, and parts of the application that it would not. Returns a warning if it can't
/// be found out.
///
/// # Errors
/// Files that can't be read.
pub fn check(survey: &Survey, draft: &mut Draft<'_>, findings: &mut Vec<Finding>) -> Result<Option<Warning>> {
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
    lost(survey, draft.project(), findings)?;
    Ok(survey.git.is_unknown.then(|| Warning {
        answer: None,
        message:
            "git's index can't be read, so it is unknown which files git tracks. It may be split, which \
                  `git update-index --no-split-index` ends."
                .to_owned(),
    }))
}

/// Files of an application that it can be built without, or that its owner may keep elsewhere on purpose.
const OPTIONAL: [&str; 8] = [
    ".env.local",
    "e2e/",
    "eslint.config.js",
    "package-lock.json",
    "playwright.config.js",
    "sandbox/README.md",
    "sandbox/data/",
    "yarn.lock",
];

/// Returns the files that an application can't be built without, and their folders.
fn needed(project: &Project) -> Result<BTreeSet<String>> {
    let mut needed = BTreeSet::new();
    for path in template::paths(&project.spec)? {
        if matches!(manner(&path), Manner::Needed) && !is_optional(&path) {
            needed.extend(path.match_indices('/').map(|(end, _)| path[..end].to_owned()));
            needed.insert(path);
        }
    }
    Ok(needed)
}

fn is_optional(path: &str) -> bool {
    is_of_tests(path) || OPTIONAL.iter().any(|optional| path.starts_with(optional))
}

/// Finds the rules that keep parts of the application out of the repository. The owner may ignore other files in its folders on
/// purpose, such as what a program writes, in an ignore file of the application.
fn lost(survey: &Survey, project: &Project, findings: &mut Vec<Finding>) -> Result<()> {
    let root = &project.root;
    let needed = needed(project)?;
    let is_part = |path: &&str| needed.contains(path.split('/').next().unwrap_or(path)) && !is_optional(path);
    for ignored in survey.git.lost(survey.files.iter().map(String::as_str).filter(is_part)) {
        let is_own = ignored.file.starts_with(root);
        let (paths, inclusions): (Vec<String>, Vec<String>) = (ignored.paths.iter().zip(ignored.inclusions))
            .map(|(path, inclusion)| (seen_from(root, path), inclusion))
            .filter(|(path, _)| !is_own || needed.contains(path))
            .unzip();
        if paths.is_empty() {
            continue;
        }
        let place = match &ignored.overruled_in {
            Some(file) => format!("to {}", seen_from(root, file)),
            None => "below that line".to_owned(),
        };
        findings.push(Finding::new(
            Code::SourceIgnored,
            (seen_from(root, &ignored.file), ignored.line),
            format!("the rule {} makes git ignore {}", ignored.rule, in_line(&paths)),
            "it is in no commit, so nobody else has it",
            format!("add {place}: {}", in_line(&inclusions)),
        ));
    }
    Ok(())
}
