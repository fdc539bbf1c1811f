//! What git does with the files that hold secrets.
//!
//! Git itself is not asked: the configuration of a repository can name programs that git starts, and the repository may be a
//! stranger's. Its index and its ignore files are data.

mod ignore;
mod index;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::Project;
use super::env_file::ENV_LOCAL;
use super::files::{LARGEST, read_at_most};
pub use ignore::Ignored;
use ignore::Rules;

/// The largest index that is read: that of half a million files.
const LARGEST_INDEX: u64 = 64 << 20;

/// What git does with the files that hold secrets. Empty without a repository.
#[derive(Debug, Clone, Default)]
pub struct Git {
    /// Whether it ignores `.env.local`; `None` without a repository. The ignore file of the person doesn't count, because nobody else has it.
    pub ignores_env_local: Option<bool>,
    /// The environment files that it tracks nevertheless. Empty if the index can't be read.
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
        self.repository
            .as_ref()
            .is_some_and(|repository| !repository.ignored(std::iter::once(path)).is_empty())
    }

    /// The rules that keep git from adding some of these files of the application.
    pub fn lost<'a>(&self, paths: impl Iterator<Item = &'a str> + Clone) -> Vec<Ignored> {
        let Some(repository) = &self.repository else { return Vec::new() };
        if repository.ignored(paths.clone()).is_empty() {
            return Vec::new();
        }
        // What it tracks, it keeps.
        let tracked: HashSet<String> = repository.tracked().into_iter().collect();
        repository.ignored(paths.filter(|path| !tracked.contains(*path)))
    }
}

/// The rules that would make git ignore some of the files of an application that is yet to be written.
pub fn ignored<'a>(root: &Path, paths: impl Iterator<Item = &'a str>) -> Vec<Ignored> {
    Repository::around(root).map(|repository| repository.ignored(paths)).unwrap_or_default()
}

/// Whether a path is that of an environment file: `.env`, `.env.production`, `packages/a/.env.local`.
fn is_environment(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name == ".env" || name.starts_with(".env.")
}

/// A repository, and where the application lies in it.
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

    /// The files of the application that are in the index, relative to it.
    fn tracked(&self) -> Vec<String> {
        let index = read_at_most(&self.data.join("index"), LARGEST_INDEX).ok();
        let paths = index.and_then(|index| index::paths(&index)).unwrap_or_default();
        paths.into_iter().filter_map(|path| path.strip_prefix(&self.prefix).map(str::to_owned)).collect()
    }

    /// The repository's own rules that ignore some of the application's files, which need not exist.
    fn ignored<'a>(&self, paths: impl Iterator<Item = &'a str>) -> Vec<Ignored> {
        let mut folders = Folders { repository: self, known: HashMap::new() };
        let mut all: Vec<Ignored> = Vec::new();
        for why in paths.filter_map(|path| folders.why_ignored(&format!("{}{path}", self.prefix))) {
            let paths: Vec<PathBuf> = why.paths.iter().map(|path| self.top.join(path)).collect();
            match all.iter_mut().find(|known| (&known.file, known.line) == (&why.file, why.line)) {
                Some(known) if known.paths.contains(&paths[0]) => {}
                Some(known) => {
                    known.paths.extend(paths);
                    known.inclusions.extend(why.inclusions);
                }
                None => all.push(Ignored { paths, ..why }),
            }
        }
        all
    }

    fn rules(place: PathBuf, base: &str) -> Rc<Rules> {
        let bytes = read_at_most(&place, LARGEST).unwrap_or_default();
        Rc::new(Rules::parse(&String::from_utf8_lossy(&bytes), place, base))
    }

    /// The rules for the top of the repository.
    fn top_rules(&self) -> Vec<Rc<Rules>> {
        // A linked working tree shares the rules of the main one.
        let shared = read_at_most(&self.data.join("commondir"), LARGEST).ok();
        let shared = shared.and_then(|path| String::from_utf8(path).ok());
        let common = shared.map_or_else(|| self.data.clone(), |path| self.data.join(path.trim()));
        vec![Self::rules(common.join("info/exclude"), ""), Self::rules(self.top.join(".gitignore"), "")]
    }
}

/// The folders of a repository whose ignore files have been read.
struct Folders<'r> {
    repository: &'r Repository,
    known: HashMap<String, Rc<Folder>>,
}

/// The rules that apply in a folder, or why the folder is ignored as a whole: nothing below an ignored folder can be included
/// again, and its ignore file is not read.
type Folder = Result<Vec<Rc<Rules>>, Ignored>;

impl Folders<'_> {
    fn why_ignored(&mut self, path: &str) -> Option<Ignored> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        match &*self.folder(folder) {
            Ok(rules) => ignore::decide(rules.iter().map(|rules| &**rules), path, false),
            Err(why) => Some(why.clone()),
        }
    }

    fn folder(&mut self, path: &str) -> Rc<Folder> {
        if let Some(known) = self.known.get(path) {
            return Rc::clone(known);
        }
        let folder = if path.is_empty() {
            Ok(self.repository.top_rules())
        } else {
            let above = self.folder(path.rsplit_once('/').map_or("", |(above, _)| above));
            (*above).clone().and_then(|mut rules| {
                if let Some(why) = ignore::decide(rules.iter().map(|rules| &**rules), path, true) {
                    return Err(why);
                }
                let place = self.repository.top.join(path).join(".gitignore");
                rules.push(Repository::rules(place, &format!("{path}/")));
                Ok(rules)
            })
        };
        let folder = Rc::new(folder);
        self.known.insert(path.to_owned(), Rc::clone(&folder));
        folder
    }
}
