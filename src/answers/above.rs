//! The surroundings of an application's directory, and their consequences for the application.

use std::path::PathBuf;

use fast_glob::glob_match;

use crate::error::Warning;
use crate::spec::{Host, Key, PackageManager, visible};

/// The surroundings of an application's directory, up to the top of its repository.
#[derive(Debug, Clone, Default)]
pub struct Above {
    /// Whether the directory is inside a repository, and not its top.
    pub is_in_repository: bool,
    /// The top of the repository that the directory is in: the directory itself or one above. A repository of the home
    /// directory doesn't count.
    pub repository: Option<PathBuf>,
    /// Whether the directory is the top of a repository that an earlier run has made for the application.
    pub is_own_repository: bool,
    /// Whether only the home directory is a repository. It is one of settings, not of projects.
    pub is_in_home_repository: bool,
    /// The package manager that the directory itself names, and the file that names it.
    pub own_package_manager: Option<(PackageManager, String)>,
    /// The nearest project of a package manager.
    pub project: Option<Project>,
    /// The workspaces, the nearest one first.
    pub workspaces: Vec<Workspace>,
}

/// A folder with a `package.json`, a lock file or a workspace.
#[derive(Debug, Clone)]
pub struct Project {
    /// The package manager that the nearest folder names, and the file that names it.
    pub package_manager: Option<(PackageManager, String)>,
}

/// A folder whose projects are installed together.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The file that makes it one.
    pub file: String,
    /// Whether the file is pnpm's; otherwise it is a `package.json`, which all others read.
    pub is_of_pnpm: bool,
    /// The path of the application's directory relative to it, with slashes.
    pub path: String,
    /// The patterns of its members; `None` if they can't be read.
    pub members: Option<Vec<String>>,
}

impl Above {
    /// The package manager that the directory or the project above uses.
    pub fn package_manager(&self) -> Option<PackageManager> {
        let above = self.project.as_ref().and_then(|project| project.package_manager.as_ref());
        self.own_package_manager.as_ref().or(above).map(|(manager, _)| *manager)
    }

    /// Returns what an application with this package manager belongs to.
    pub fn host(&self, manager: PackageManager) -> Host {
        match self.workspace(manager) {
            Some(workspace) if workspace.lists_it() => Host::Workspace,
            Some(_) => Host::Project,
            None if self.project.is_some() => Host::Project,
            None if self.is_in_repository => Host::Repository,
            None => Host::Alone,
        }
    }

    /// Returns the warnings about the surroundings. `git` is whether a repository is to be created.
    pub fn warnings(&self, manager: PackageManager, git: bool) -> Vec<Warning> {
        let mut messages = Vec::new();
        if let Some((theirs, file)) =
            self.own_package_manager.as_ref().filter(|(theirs, _)| *theirs != manager)
        {
            let file = visible(file);
            messages.push(format!("{file} says that the directory uses {theirs}, not {manager}."));
        }
        if let Some((theirs, file)) =
            self.project.as_ref().and_then(|project| project.package_manager.as_ref())
            && *theirs != manager
        {
            let file = visible(file);
            messages.push(format!(
                "{file} says that the project around the application uses {theirs}, not {manager}."
            ));
        }
        if let Some(workspace) = self.workspace(manager) {
            let file = visible(&workspace.file);
            let (path, key) = (visible(&workspace.path), workspace.key());
            messages.push(match &workspace.members {
                Some(_) if workspace.lists_it() => format!(
                    "The application joins the workspace of {file}: it uses {manager}, and has no lock file of its own."
                ),
                Some(_) => format!(
                    "{file} does not list the application, so it is a project of its own. To make it join that workspace, add \
                     \"{path}\" to `{key}` there first."
                ),
                None => format!(
                    "{file} can't be read, so the application is a project of its own, whether that workspace lists \"{path}\" or not."
                ),
            });
        }
        if self.host(manager) != Host::Alone {
            let why = "No workflow is written, because GitHub only reads .github/workflows at the top of a repository.";
            messages.push(why.to_owned());
        }
        let warning = |message| Warning { answer: Some(Key::PackageManager), message };
        let home = (self.is_in_home_repository && git).then(|| Warning {
            answer: Some(Key::Git),
            message:
                "Your home directory is a repository. The application is not part of it: it gets its own."
                    .to_owned(),
        });
        messages.into_iter().map(warning).chain(home).collect()
    }

    /// The nearest workspace of a package manager that lists the application, or else the nearest one.
    fn workspace(&self, manager: PackageManager) -> Option<&Workspace> {
        let is_of_pnpm = manager == PackageManager::Pnpm;
        let mut own = self.workspaces.iter().filter(|workspace| workspace.is_of_pnpm == is_of_pnpm);
        own.clone().find(|workspace| workspace.lists_it()).or_else(|| own.next())
    }
}

impl Workspace {
    /// The key with the patterns.
    const fn key(&self) -> &'static str {
        if self.is_of_pnpm { "packages" } else { "workspaces" }
    }

    /// Whether its patterns match the directory, and none that begins with `!` does. As package managers do, this looks for the
    /// directory's `package.json`, which `apps/**` matches in `apps` as well.
    fn lists_it(&self) -> bool {
        let manifest = format!("{}/package.json", self.path);
        let matches = |pattern: &str| {
            let pattern = pattern.strip_prefix("./").unwrap_or(pattern).trim_matches('/');
            glob_match(format!("{pattern}/package.json"), &manifest)
        };
        let (excluded, included): (Vec<&str>, Vec<&str>) =
            self.members.iter().flatten().map(String::as_str).partition(|pattern| pattern.starts_with('!'));
        included.into_iter().any(matches) && !excluded.into_iter().any(|pattern| matches(&pattern[1..]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_matched_as_package_managers_do() {
        for (members, path, expected) in [
            (&["packages/*"][..], "packages/map", true),
            (&["packages/*"], "packages/a/map", false),
            (&["packages/*"], "apps/map", false),
            (&["./apps/*/"], "apps/map", true),
            (&["/apps/map"], "apps/map", true),
            (&["apps/**"], "apps/a/b/map", true),
            (&["**"], "map", true),
            (&["{apps,tools}/*"], "tools/map", true),
            (&["apps/m?p", "x"], "apps/map", true),
            (&["apps/*", "!apps/map"], "apps/map", false),
            (&["!apps/m*", "apps/*"], "apps/map", false),
            (&["!./apps/other", "apps/*"], "apps/map", true),
            (&["."], "map", false),
            (&[], "map", false),
            (&["{", "[", "\\"], "map", false),
        ] {
            let members = Some(members.iter().map(|&member| member.to_owned()).collect());
            let workspace =
                Workspace { file: String::new(), is_of_pnpm: true, path: path.to_owned(), members };
            assert_eq!(workspace.lists_it(), expected, "{workspace:?}");
        }
    }
}
