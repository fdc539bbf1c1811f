//! Where an application goes, and the names that follow from its directory.

use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use super::resolve::{Judged, Refused, Resolver, Surroundings};
use crate::error::Problem;
use crate::spec::{DirectoryName, Invalid, Key, PackageName, Title};

/// The directory as given, its absolute path, and its name.
pub(super) struct Place {
    pub(super) path: PathBuf,
    pub(super) whole: PathBuf,
    name: String,
}

/// Returns the last part of the directory's path after resolving `.` and `..`.
pub fn directory_name(cwd: &Path, directory: &Path) -> Option<String> {
    absolute(cwd, directory).file_name().map(|part| part.to_string_lossy().into_owned())
}

/// Replaces a `~` at the beginning of a path with the home directory, as a shell does.
pub fn at_home(directory: &Path, home: Option<&Path>) -> Option<PathBuf> {
    let (rest, home) = directory.strip_prefix("~").ok().zip(home)?;
    Some(home.components().chain(rest.components()).collect())
}

impl Resolver<'_> {
    /// Returns the directory. Every part of it that doesn't exist yet must have a name that is valid on all operating systems.
    pub(super) fn place(&mut self, around: &Surroundings<'_>) -> Judged<Place> {
        let Some(path) = self.answers.directory.clone().filter(|path| !path.as_os_str().is_empty()) else {
            let why =
                Invalid::new("is required: the directory of the application").suggest("carto-app new my-map");
            self.problems.push(Problem::missing(Some(Key::Directory), None, why));
            return Err(Refused);
        };
        let name = directory_name(around.cwd, &path).unwrap_or_default();
        if let Some(Component::Normal(first)) = path.components().next()
            && first.to_string_lossy().starts_with('~')
        {
            let meant = match at_home(&path, around.home) {
                Some(path) => path.display().to_string(),
                None if first == "~" => "the whole path, such as /home/NAME/my-map".to_owned(),
                None => format!("./{}", path.display()),
            };
            let why = Invalid::new("begins with ~, which only a shell expands to the home directory");
            return Err(self.refuse(Key::Directory, &path.to_string_lossy(), why.suggest(meant)));
        }
        let whole = absolute(around.cwd, &path);
        let refused: Vec<(String, Invalid)> = new_names(&path, around)
            .into_iter()
            .filter_map(|name| DirectoryName::from_str(&name).err().map(|why| (name, why)))
            .map(|(name, why)| {
                let why = unless_not_text(&whole, &name, why);
                (name, why)
            })
            .collect();
        if refused.is_empty() {
            return Ok(Place { path, whole, name });
        }
        let names: Vec<String> = refused.iter().map(|(name, _)| name.clone()).collect();
        let suggestion = better_path(&path, &names);
        for (name, why) in refused {
            self.refuse(Key::Directory, &name, Invalid { suggestion: suggestion.clone(), ..why });
        }
        Err(Refused)
    }

    /// Returns the package name, or else the one closest to the directory's name.
    pub(super) fn name(&mut self, place: Option<&Place>) -> Judged<PackageName> {
        if let Some(name) = self.given(Key::Name)? {
            return Ok(name);
        }
        let place = place.ok_or(Refused)?;
        let closest = PackageName::from_directory_name(&place.name);
        let is_whole = place.whole.to_str().is_some() && place.name.len() <= PackageName::MAX_LENGTH;
        let derived = closest.clone().filter(|_| is_whole);
        PackageName::from_str(&place.name).or_else(|why| derived.ok_or(why)).map_err(|why| {
            let why = unless_not_text(&place.whole, &place.name, why);
            let why = why.suggest(closest.map_or("--name NAME".to_owned(), |name| format!("--name {name}")));
            let origin = Some("the directory's name".to_owned());
            self.problems.push(Problem::refused(Some(Key::Name), &place.name, origin, why));
            Refused
        })
    }

    /// Returns the title, or else one made from the directory's name.
    pub(super) fn title(&mut self, place: Option<&Place>, name: Option<&PackageName>) -> Judged<Title> {
        if let Some(title) = self.given(Key::Title)? {
            return Ok(title);
        }
        let (place, name) = place.zip(name).ok_or(Refused)?;
        Title::from_directory_name(&place.name)
            .or_else(|| Title::from_directory_name(name.as_str()))
            .ok_or_else(|| {
                self.refuse(
                    Key::Title,
                    &place.name,
                    Invalid::new("can't be turned into a title").suggest("--title TEXT"),
                )
            })
    }
}

/// Returns the absolute path without `.` and `..`.
fn absolute(cwd: &Path, directory: &Path) -> PathBuf {
    let mut path = PathBuf::new();
    for component in cwd.join(directory).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(path.pop()),
            other => path.push(other),
        }
    }
    path
}

/// Returns the names along a directory's path that don't exist yet, ending with its own.
fn new_names(directory: &Path, around: &Surroundings<'_>) -> Vec<String> {
    let whole = absolute(around.cwd, directory);
    let is_new = |path: &&Path| !around.cwd.starts_with(path) && !(around.is_there)(path);
    let names = whole.ancestors().filter(is_new).filter_map(Path::file_name);
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.reverse();
    names
}

/// Returns why a name is refused. For a name that isn't text, that is the reason, not its replacement character.
fn unless_not_text(path: &Path, name: &str, why: Invalid) -> Invalid {
    if path.to_str().is_none() && name.contains('\u{FFFD}') {
        return Invalid { message: "is not UTF-8 text".to_owned(), ..why };
    }
    why
}

/// Returns the path with a better name for each refused one, or `None` if one has no better name.
fn better_path(directory: &Path, refused: &[String]) -> Option<String> {
    let mut path = PathBuf::new();
    for component in directory.components() {
        match component {
            Component::Normal(part) if refused.iter().any(|name| *name == part.to_string_lossy()) => {
                path.push(DirectoryName::from_str(&part.to_string_lossy()).err()?.suggestion?);
            }
            other => path.push(other),
        }
    }
    Some(path.display().to_string())
}
