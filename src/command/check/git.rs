use std::io;

use super::finding::{Code, Finding, Fix};
use super::survey::Survey;
use crate::error::Result;
use crate::project::{Draft, Project, env_file};
use crate::spec::ApiKey;
use crate::world::World;

/// What git says of the files that hold secrets. Nothing where there is no repository, or no git.
#[derive(Debug, Clone, Default)]
pub struct Git {
    /// Whether it ignores `.env.local`.
    pub ignores: Option<bool>,
    /// Those that it tracks all the same.
    pub tracked: Vec<String>,
}

/// The line for `.gitignore`.
pub const IGNORED: &str = ".env*.local";

/// The file that holds the key.
const ENV_LOCAL: &str = ".env.local";

impl Git {
    /// Asks git.
    pub fn ask(project: &Project, world: &mut World<'_>) -> Self {
        // Without a repository there is nothing to ask, and a program takes its time to start.
        if !project.root.ancestors().any(|directory| directory.join(".git").exists()) {
            return Self::default();
        }
        let mut run = |words: &[&str]| match world.programs.run(words, &project.root, &mut |_| {}) {
            Ok(ended) => Some(ended),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(_) => None,
        };
        let ignores = run(&["git", "check-ignore", "--quiet", "--no-index", ENV_LOCAL]);
        // Other ends than these two are no answers: no repository after all, or one of somebody else's.
        let ignores = ignores.and_then(|ended| match (ended.success, ended.how.as_str()) {
            (true, _) => Some(true),
            (false, "exit code 1") => Some(false),
            _ => None,
        });
        let tracked = run(&["git", "ls-files", "--", ".env", ".env.*"]);
        let tracked = tracked.filter(|ended| ended.success).map(|ended| ended.tail).unwrap_or_default();
        Self { ignores, tracked }
    }
}

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
            if key.is_empty() || key == ApiKey::public().as_str() || path == ".env.example" {
                continue;
            }
        }
        findings.push(Finding::new(
            Code::EnvTracked,
            (path, 1),
            format!("git tracks {path}"),
            "it goes to everybody who gets the repository; what was in it once stays in the history, so renew the keys",
            format!("git rm --cached {}", crate::template::encode::shell::word(path)),
        ));
    }
    Ok(())
}
