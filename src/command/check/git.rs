use std::collections::BTreeSet;

use super::finding::{Code, Finding, Fix};
use crate::app::git::{is_committed, unknown_conditions};
use crate::app::survey::Survey;
use crate::app::{Draft, Project, env_file, seen_from};
use crate::error::{Result, Warning};
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
pub fn check(survey: &Survey, draft: &mut Draft<'_>, findings: &mut Vec<Finding>) -> Result<Vec<Warning>> {
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
    let index = survey.git.is_unknown.then(|| Warning {
        answer: None,
        message:
            "git's index can't be read, so it is unknown which files git tracks. It may be split, which \
                  `git update-index --no-split-index` ends."
                .to_owned(),
    });
    Ok(index.into_iter().chain(unknown_conditions(survey.git.unknown_conditions())).collect())
}

/// Returns the files of the application that belong in its repository, and their folders.
fn committed(project: &Project) -> Result<BTreeSet<String>> {
    let mut committed = BTreeSet::new();
    for path in template::paths(&project.spec)?.into_iter().filter(|path| is_committed(path)) {
        committed.extend(path.match_indices('/').map(|(end, _)| path[..end].to_owned()));
        committed.insert(path);
    }
    Ok(committed)
}

/// Finds the rules that keep parts of the application out of the repository. The owner may ignore other files in its folders on
/// purpose, such as what a program writes, in an ignore file of the application.
fn lost(survey: &Survey, project: &Project, findings: &mut Vec<Finding>) -> Result<()> {
    let root = &project.root;
    let committed = committed(project)?;
    let is_part =
        |path: &&str| committed.contains(path.split('/').next().unwrap_or(path)) && is_committed(path);
    let lost = survey.git.lost(survey.files.iter().map(String::as_str).filter(is_part)).into_iter();
    for ignored in lost.filter_map(|ignored| ignored.by_accident(root)) {
        let is_own = ignored.is_of(root);
        let (paths, inclusions): (Vec<String>, Vec<String>) = (ignored.paths.iter().zip(ignored.inclusions))
            .map(|(path, inclusion)| (seen_from(root, path), inclusion))
            .filter(|(path, _)| !is_own || committed.contains(path))
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
