//! What git says of the files that hold secrets.

use std::io;

use super::Project;
use super::env_file::ENV_LOCAL;
use crate::programs::Programs;

/// What git says of the files that hold secrets. Nothing where there is no repository, or no git.
#[derive(Debug, Clone, Default)]
pub struct Git {
    /// Whether it ignores `.env.local`.
    pub ignores: Option<bool>,
    /// Those that it tracks all the same.
    pub tracked: Vec<String>,
}

impl Git {
    /// Asks git.
    pub fn ask(project: &Project, programs: &mut dyn Programs) -> Self {
        // Without a repository there is nothing to ask, and a program takes its time to start.
        if !project.root.ancestors().any(|directory| directory.join(".git").exists()) {
            return Self::default();
        }
        let mut run = |words: &[&str]| match programs.run(words, &project.root, &mut |_| {}) {
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
