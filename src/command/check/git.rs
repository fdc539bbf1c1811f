use super::finding::{Code, Finding, Fix};
use crate::app::survey::Survey;
use crate::app::{Draft, env_file};
use crate::error::Result;
use crate::spec::ApiKey;

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
    Ok(())
}
