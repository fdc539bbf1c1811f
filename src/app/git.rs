//! How git treats the files that hold secrets.
//!
//! Git itself is not run: a repository's configuration can name programs that git starts, and the repository may be a
//! stranger's. Its index and its ignore files are only data.

mod ignore;
mod index;
mod join;

use std::path::{Path, PathBuf};

use super::Project;
use super::env_file::ENV_LOCAL;
use super::files::{LARGEST, read_at_most};
use ignore::Rules;
pub use join::joined;

/// The maximum size of an index, enough for half a million files.
const LARGEST_INDEX: u64 = 64 << 20;

/// How git treats the files that hold secrets. Empty without a repository.
#[derive(Debug, Clone, Default)]
pub struct Git {
    /// Whether it ignores `.env.local`; `None` without a repository. The user's global ignore file doesn't count, because
    /// nobody else has it.
    pub ignores_env_local: Option<bool>,
    /// The environment files that it tracks anyway. Empty if the index can't be read.
    pub tracked: Vec<String>,
    repository: Option<Repository>,
}

impl Git {
    /// Reads the repository that contains the application.
    pub fn of(project: &Project) -> Self {
        let Some(repository) = Repository::around(&project.root) else { return Self::default() };
        let tracked = repository.tracked().into_iter().filter(|path| is_environment(path)).collect();
        let git = Self { ignores_env_local: None, tracked, repository: Some(repository) };
        Self { ignores_env_local: Some(git.ignores(ENV_LOCAL)), ..git }
    }

    /// Whether it ignores a file of the application.
    pub fn ignores(&self, path: &str) -> bool {
        let repository = self.repository.as_ref();
        repository.is_some_and(|repository| repository.ignores(&format!("{}{path}", repository.prefix)))
    }
}

/// Whether a path is an environment file: `.env`, `.env.production`, `packages/a/.env.local`.
fn is_environment(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name == ".env" || name.starts_with(".env.")
}

/// A repository, and the application's place in it.
#[derive(Debug, Clone)]
struct Repository {
    /// The directory with the files.
    top: PathBuf,
    /// The directory with the index: `.git`, or where a file `.git` points.
    data: PathBuf,
    /// The application's path in the repository, empty or with a slash at its end.
    prefix: String,
}

impl Repository {
    /// Finds the repository whose files include a directory. A bare repository has no files.
    fn around(root: &Path) -> Option<Self> {
        let top = root.ancestors().find(|directory| directory.join(".git").exists())?;
        let named = top.join(".git");
        let data = if named.is_dir() {
            named
        } else {
            let text = String::from_utf8(read_at_most(&named, LARGEST).ok()?).ok()?;
            top.join(text.strip_prefix("gitdir:")?.trim())
        };
        let mut prefix = String::new();
        for part in root.strip_prefix(top).ok()? {
            prefix.push_str(part.to_str()?);
            prefix.push('/');
        }
        Some(Self { top: top.to_owned(), data, prefix })
    }

    /// Returns the application's files in the index, relative to the application.
    fn tracked(&self) -> Vec<String> {
        let index = read_at_most(&self.data.join("index"), LARGEST_INDEX).ok();
        let paths = index.and_then(|index| index::paths(&index)).unwrap_or_default();
        paths.into_iter().filter_map(|path| path.strip_prefix(&self.prefix).map(str::to_owned)).collect()
    }

    /// Whether the repository's own rules ignore a file, which need not exist.
    fn ignores(&self, path: &str) -> bool {
        let rules = |place: PathBuf, base: &str| {
            let bytes = read_at_most(&place, LARGEST).unwrap_or_default();
            Rules::parse(&String::from_utf8_lossy(&bytes), base)
        };
        // A linked working tree shares the rules of the main one.
        let shared = read_at_most(&self.data.join("commondir"), LARGEST).ok();
        let shared = shared.and_then(|path| String::from_utf8(path).ok());
        let common = shared.map_or_else(|| self.data.clone(), |path| self.data.join(path.trim()));
        let mut all = vec![rules(common.join("info/exclude"), "")];
        all.push(rules(self.top.join(".gitignore"), ""));
        // Nothing below an ignored folder can be included again, and its ignore file is not read.
        for (at, _) in path.match_indices('/') {
            if ignore::decide(&all, &path[..at], true) {
                return true;
            }
            all.push(rules(self.top.join(&path[..at]).join(".gitignore"), &path[..=at]));
        }
        ignore::decide(&all, path, false)
    }
}
