use super::finding::{Code, Finding, Fix};
use crate::app::survey::Survey;
use crate::app::{Draft, env_file};
use crate::error::Result;
use crate::spec::ApiKey;

/// The line for `.gitignore`.
pub const IGNORED: &str = ".env*.local";

/// Files that hold secrets and that git would publish.
///
/// # Errors
/// None.
pub fn check(survey: &Survey, draft: &mut Draft<'_>, findings: &mut Vec<Finding>) -> Result<()> {
    if survey.git.ignores == Some(false) {
        let lines = draft.text(".gitignore")?.map_or(1, |text| text.lines().count());
        findings.push(
            Finding::new(
                Code::EnvNotIgnored,
                (".gitignore", lines),
                "git does not ignore .env.local",
                "the next `git add .` takes the API key that stands there, and a push publishes it",
                "carto-app check --fix",
            )
            .with_fix(Fix::Ignore),
        );
    }
    for path in &survey.git.tracked {
        // Others may be tracked, as long as no key is in them.
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
            "it goes to everybody who gets the repository; what was in it once stays in the history, so renew the keys",
            format!("git rm --cached {}", crate::encode::shell::word(path)),
        ));
    }
    Ok(())
}
