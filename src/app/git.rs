//! How git treats the files that hold secrets.
//!
//! Git itself is not run: a repository's configuration can name programs that git starts, and the repository may be a
//! stranger's. Its index and its ignore files are only data.

mod belonging;
mod ignore;
mod index;
mod join;
mod pattern;
mod settings;

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::env_file::ENV_LOCAL;
use super::files::{LARGEST, read_at_most};
use crate::error::Warning;
pub use belonging::is_committed;
pub use ignore::Ignored;
use ignore::{Budget, Rules};
pub use join::joined;
pub use settings::Person;
use settings::{Place, Settings};

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
    /// Whether the index can't be read, so that nobody knows here which files git tracks.
    pub is_unknown: bool,
    repository: Option<Repository>,
}

impl Git {
    /// Reads the repository that contains the application.
    pub fn of(root: &Path, person: &Person) -> Self {
        let Some(repository) = Repository::around(root, person) else { return Self::default() };
        let tracked = repository.tracked();
        let is_unknown = tracked.is_none();
        let tracked = tracked.into_iter().flatten().filter(|path| is_environment(path)).collect();
        let git = Self { ignores_env_local: None, tracked, is_unknown, repository: Some(repository) };
        Self { ignores_env_local: Some(git.ignores(ENV_LOCAL)), ..git }
    }

    /// The conditions in git's configuration that decide what git ignores and can't be evaluated here.
    pub fn unknown_conditions(&self) -> &[String] {
        self.repository.as_ref().map_or(&[], |repository| &repository.settings.unknown)
    }

    /// Whether it ignores a file of the application on every machine.
    pub fn ignores(&self, path: &str) -> bool {
        let ignored = |repository: &Repository| repository.ignored(std::iter::once(path), Whose::Repository);
        self.repository.as_ref().is_some_and(|repository| !ignored(repository).is_empty())
    }

    /// The rules that keep git from adding some of these files of the application, here if not elsewhere.
    pub fn lost<'a>(&self, paths: impl Iterator<Item = &'a str> + Clone) -> Vec<Ignored> {
        let Some(repository) = self.repository.as_ref().filter(|_| !self.is_unknown) else {
            return Vec::new();
        };
        if repository.ignored(paths.clone(), Whose::Everybody).is_empty() {
            return Vec::new();
        }
        // What it tracks, it keeps.
        let tracked: HashSet<String> = repository.tracked().into_iter().flatten().collect();
        repository.ignored(paths.filter(|path| !tracked.contains(*path)), Whose::Everybody)
    }
}

/// The rules that would make git ignore some of the files of an application that is yet to be written, and the conditions in git's
/// configuration that can't be evaluated here.
pub fn ignored<'a>(
    root: &Path,
    paths: impl Iterator<Item = &'a str>,
    person: &Person,
) -> (Vec<Ignored>, Vec<String>) {
    let Some(repository) = Repository::around(root, person) else { return Default::default() };
    let ignored = repository.ignored(paths, Whose::Everybody).into_iter();
    (ignored.filter_map(|ignored| ignored.by_accident(root)).collect(), repository.settings.unknown)
}

/// Returns the warning that conditions in git's configuration are not known to hold.
pub fn unknown_conditions(conditions: &[String]) -> Option<Warning> {
    (!conditions.is_empty()).then(|| Warning {
        answer: None,
        message: format!(
            "git's configuration includes files under conditions that carto-app can't evaluate, so it is unknown what git \
             ignores there: {}.",
            conditions.join(", ")
        ),
    })
}

/// Whether a repository has a commit, as far as can be seen: a repository that keeps its branches elsewhere counts.
pub fn has_commit(top: &Path) -> bool {
    let data = top.join(".git");
    let text = |name: &str| String::from_utf8(read_at_most(&data.join(name), LARGEST).ok()?).ok();
    if !data.is_dir() || data.join("reftable").exists() {
        return true;
    }
    let Some(head) = text("HEAD") else { return false };
    let Some(branch) = head.trim().strip_prefix("ref:").map(str::trim) else { return true };
    let is_packed = |refs: String| refs.lines().any(|line| line.split(' ').nth(1) == Some(branch));
    data.join(branch).exists() || text("packed-refs").is_some_and(is_packed)
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
    settings: Settings,
}

/// Whose rules count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// Those of the repository, which everybody has.
    Repository,
    /// Also those of this person.
    Everybody,
}

impl Repository {
    /// Finds the repository whose files include a directory. A bare repository has no files.
    fn around(root: &Path, person: &Person) -> Option<Self> {
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
        let settings = Settings::of(person, Place { data: &data, common: &common(&data), top });
        Some(Self { top: top.to_owned(), data, prefix, settings })
    }

    /// Returns the application's files in the index, relative to the application. `None` if the index can't be read.
    fn tracked(&self) -> Option<Vec<String>> {
        let index = match read_at_most(&self.data.join("index"), LARGEST_INDEX) {
            // Nothing was added yet.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(Vec::new()),
            index => index.ok()?,
        };
        let own = |path: String| path.strip_prefix(&self.prefix).map(str::to_owned);
        Some(index::paths(&index)?.into_iter().filter_map(own).collect())
    }

    /// The rules that ignore some of the application's files, which need not exist.
    fn ignored<'a>(&self, paths: impl Iterator<Item = &'a str>, whose: Whose) -> Vec<Ignored> {
        let mut folders = Folders {
            repository: self,
            whose,
            budget: Budget::new(self.settings.ignores_case),
            known: HashMap::new(),
        };
        let mut all: Vec<Ignored> = Vec::new();
        for why in paths.filter_map(|path| folders.why_ignored(&format!("{}{path}", self.prefix))) {
            let paths: Vec<PathBuf> = why.paths.iter().map(|path| self.top.join(path)).collect();
            match all.iter_mut().find(|known| (&known.file, known.line) == (&why.file, why.line)) {
                Some(known) if known.paths.contains(&paths[0]) => {}
                Some(known) => {
                    known.paths.extend(paths);
                    known.inclusions.extend(why.inclusions);
                }
                None => {
                    let is_personal = self.settings.excludes.as_ref() == Some(&why.file);
                    let overruled_in = is_personal.then(|| self.top.join(".gitignore"));
                    all.push(Ignored { paths, overruled_in, ..why });
                }
            }
        }
        all
    }

    fn rules(place: PathBuf, base: &str) -> Rc<Rules> {
        let bytes = read_at_most(&place, LARGEST).unwrap_or_default();
        Rc::new(Rules::parse(&String::from_utf8_lossy(&bytes), place, base))
    }

    /// The rules for the top of the repository.
    fn top_rules(&self, whose: Whose) -> Vec<Rc<Rules>> {
        let personal = self.settings.excludes.clone().filter(|_| whose == Whose::Everybody);
        let shared = [common(&self.data).join("info/exclude"), self.top.join(".gitignore")];
        personal.into_iter().chain(shared).map(|file| Self::rules(file, "")).collect()
    }
}

/// Returns the data of the main repository, which a linked working tree shares.
fn common(data: &Path) -> PathBuf {
    let shared = read_at_most(&data.join("commondir"), LARGEST).ok();
    let shared = shared.and_then(|path| String::from_utf8(path).ok());
    shared.map_or_else(|| data.to_owned(), |path| data.join(path.trim()))
}

/// The folders of a repository whose ignore files have been read.
struct Folders<'r> {
    repository: &'r Repository,
    whose: Whose,
    budget: Budget,
    known: HashMap<String, Rc<Folder>>,
}

/// The rules that apply in a folder, or why the folder is ignored as a whole: nothing below an ignored folder can be included
/// again, and its ignore file is not read.
type Folder = Result<Vec<Rc<Rules>>, Box<Ignored>>;

impl Folders<'_> {
    fn why_ignored(&mut self, path: &str) -> Option<Ignored> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        match &*self.folder(folder) {
            Ok(rules) => ignore::decide(rules.iter().map(|rules| &**rules), path, false, &self.budget),
            Err(why) => Some((**why).clone()),
        }
    }

    fn folder(&mut self, path: &str) -> Rc<Folder> {
        if let Some(known) = self.known.get(path) {
            return Rc::clone(known);
        }
        let folder = if path.is_empty() {
            Ok(self.repository.top_rules(self.whose))
        } else {
            let above = self.folder(path.rsplit_once('/').map_or("", |(above, _)| above));
            (*above).clone().and_then(|mut rules| {
                if let Some(why) =
                    ignore::decide(rules.iter().map(|rules| &**rules), path, true, &self.budget)
                {
                    return Err(Box::new(why));
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
