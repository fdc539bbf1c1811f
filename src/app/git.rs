//! What git knows about the files that hold secrets.

use super::Project;
use super::env_file::ENV_LOCAL;
use crate::programs::{Programs, Status};

/// What git knows about the files that hold secrets. Empty without a repository or without git.
#[derive(Debug, Clone, Default)]
pub struct Git {
    /// Whether it ignores `.env.local`, if git could tell.
    pub ignores: Option<bool>,
    /// The environment files that it tracks nevertheless.
    pub tracked: Vec<String>,
}

impl Git {
    /// Asks git.
    pub fn ask(project: &Project, programs: &mut dyn Programs) -> Self {
        // Without a repository there is nothing to ask, and starting a program takes time.
        if !project.root.ancestors().any(|directory| directory.join(".git").exists()) {
            return Self::default();
        }
        let mut run = |command: &[&str]| programs.run(command, &project.root, &mut |_| {}).ok();
        let ignores = run(&["git", "check-ignore", "--quiet", "--no-index", ENV_LOCAL]);
        // Any other code is an error, such as a repository that belongs to another user.
        let ignores = ignores.and_then(|ended| match ended.status {
            Status::Code(0) => Some(true),
            Status::Code(1) => Some(false),
            _ => None,
        });
        let tracked = run(&["git", "ls-files", "--", ".env", ".env.*"]);
        let tracked =
            tracked.filter(|ended| ended.status.is_success()).map(|ended| ended.tail).unwrap_or_default();
        Self { ignores, tracked }
    }
}
