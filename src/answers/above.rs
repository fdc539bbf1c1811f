//! The surroundings of an application's directory, and their consequences for the application.

use std::path::PathBuf;

use fast_glob::glob_match;

use crate::error::Warning;
use crate::spec::{Host, Key, PackageManager, PackageName, visible};

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
    /// The file that makes the nearest folder one.
    pub file: String,
    /// The package manager that the nearest folder names, and the file that names it.
    pub package_manager: Option<(PackageManager, String)>,
}

/// A folder whose projects are installed together.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    /// The file that makes it one.
    pub file: String,
    /// Whether only pnpm reads the file; all others read a `package.json`.
    pub is_of_pnpm: bool,
    /// The key of the file with the members.
    pub key: &'static str,
    /// The path of the application's directory relative to it, with slashes.
    pub path: String,
    /// The patterns of its members; `None` if they can't be read.
    pub members: Option<Vec<String>>,
    /// The names of its other packages, each with its `package.json`. Empty if it does not list the application.
    pub names: Vec<(String, String)>,
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

    /// Returns the warnings about the surroundings. `name` is the name of the package, and `git` whether a repository is to be
    /// created.
    pub fn warnings(&self, manager: PackageManager, name: &PackageName, git: bool) -> Vec<Warning> {
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
            let (path, key) = (visible(&workspace.path), workspace.key);
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
            let why = match &self.project {
                Some(project) if !self.is_in_repository => format!(
                    "the application is below the project of {}, whose workflows would have to test it",
                    visible(&project.file)
                ),
                _ => "GitHub only reads .github/workflows at the top of a repository".to_owned(),
            };
            messages.push(format!("No workflow is written, because {why}."));
        }
        let warning = |message| Warning { answer: Some(Key::PackageManager), message };
        let twin = self.workspace(manager).and_then(|workspace| {
            let (_, file) = workspace.names.iter().find(|(other, _)| other == name.as_str())?;
            let other = workspace.free_name(name.as_str());
            let message = format!(
                "{} has the name {name}, too, and a workspace can't have two packages of one name. Give the application another \
                 one: --name {other}.",
                visible(file)
            );
            Some(Warning { answer: Some(Key::Name), message })
        });
        let home = (self.is_in_home_repository && git).then(|| Warning {
            answer: Some(Key::Git),
            message:
                "Your home directory is a repository. The application is not part of it: it gets its own."
                    .to_owned(),
        });
        messages.into_iter().map(warning).chain(twin).chain(home).collect()
    }

    /// The nearest workspace of a package manager that lists the application, or else the nearest one.
    fn workspace(&self, manager: PackageManager) -> Option<&Workspace> {
        let is_of_pnpm = manager == PackageManager::Pnpm;
        let mut own = self.workspaces.iter().filter(|workspace| workspace.is_of_pnpm == is_of_pnpm);
        own.clone().find(|workspace| workspace.lists_it()).or_else(|| own.next())
    }
}

impl Workspace {
    /// Returns a name like this one that no package has.
    fn free_name(&self, name: &str) -> String {
        let is_free = |candidate: &String| self.names.iter().all(|(other, _)| other != candidate);
        (2..=self.names.len() + 2).map(|number| format!("{name}-{number}")).find(is_free).unwrap_or_default()
    }

    /// Whether it lists the application.
    pub fn lists_it(&self) -> bool {
        self.lists(&self.path)
    }

    /// Whether its patterns may match a directory below this one: a pattern with as many parts begins like its path.
    pub fn may_list_below(&self, path: &str) -> bool {
        let depth = path.split('/').filter(|part| !part.is_empty()).count();
        self.members.iter().flatten().filter(|pattern| !pattern.starts_with('!')).any(|pattern| {
            let parts: Vec<&str> = plain(pattern).split('/').collect();
            let any_depth = parts.iter().position(|part| part.contains("**") || part.contains('{'));
            let known = any_depth.unwrap_or(parts.len()).min(depth);
            let begins = path.split('/').take(known).collect::<Vec<_>>().join("/");
            let is_deeper = any_depth.is_some() || parts.len() > depth;
            is_deeper && (known == 0 || glob_match(parts[..known].join("/"), &begins))
        })
    }

    /// Whether its patterns match a directory, and none that begins with `!` does. As package managers do, this looks for the
    /// directory's `package.json`, which `apps/**` matches in `apps` as well.
    pub fn lists(&self, path: &str) -> bool {
        let manifest = format!("{path}/package.json");
        let matches = |pattern: &str| glob_match(format!("{}/package.json", plain(pattern)), &manifest);
        let (excluded, included): (Vec<&str>, Vec<&str>) =
            self.members.iter().flatten().map(String::as_str).partition(|pattern| pattern.starts_with('!'));
        included.into_iter().any(matches) && !excluded.into_iter().any(|pattern| matches(&pattern[1..]))
    }
}

/// Returns a pattern relative to the workspace, without slashes at its ends.
fn plain(pattern: &str) -> &str {
    pattern.strip_prefix("./").unwrap_or(pattern).trim_matches('/')
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
                Workspace { is_of_pnpm: true, path: path.to_owned(), members, ..Workspace::default() };
            assert_eq!(workspace.lists_it(), expected, "{workspace:?}");
        }
    }
}
