//! Where an application goes, and what its directory's name says of it.

use std::path::{Component, Path, PathBuf};
use std::str::FromStr;

use super::resolve::{Judged, Refused, Resolver, Surroundings};
use crate::error::Problem;
use crate::spec::{DirectoryName, Invalid, Key, PackageName, Title};

/// The directory as it was given, as a whole path, and its name.
pub(super) struct Place {
    pub(super) path: PathBuf,
    pub(super) whole: PathBuf,
    name: String,
}

/// The last part of the directory's path, once `.` and `..` are gone.
pub fn directory_name(cwd: &Path, directory: &Path) -> Option<String> {
    absolute(cwd, directory).file_name().map(|part| part.to_string_lossy().into_owned())
}

/// The path with the home directory in place of a `~` at its beginning, as a shell gives it.
pub fn at_home(directory: &Path, home: Option<&Path>) -> Option<PathBuf> {
    let (rest, home) = directory.strip_prefix("~").ok().zip(home)?;
    Some(home.components().chain(rest.components()).collect())
}

impl Resolver<'_> {
    /// The directory, every new part of which must have a name that all operating systems can hold.
    pub(super) fn place(&mut self, around: &Surroundings<'_>) -> Judged<Place> {
        let Some(path) = self.answers.directory.clone().filter(|path| !path.as_os_str().is_empty()) else {
            let why = Invalid::new("is needed: where the application goes").suggest("carto-app new my-map");
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
            let why = Invalid::new("begins with ~, which only a shell takes for a home directory");
            return Err(self.refuse(Key::Directory, &path.to_string_lossy(), why.suggest(meant)));
        }
        let whole = absolute(around.cwd, &path);
        let refused: Vec<(String, Invalid)> = new_names(&path, around)
            .into_iter()
            .filter_map(|name| DirectoryName::from_str(&name).err().map(|why| (name, why)))
            .map(|(name, why)| {
                let why = if_no_text(&whole, &name, why);
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

    /// The package name, or else the one closest to the directory's name.
    pub(super) fn name(&mut self, place: Option<&Place>) -> Judged<PackageName> {
        if let Some(name) = self.given(Key::Name)? {
            return Ok(name);
        }
        let place = place.ok_or(Refused)?;
        let closest = PackageName::from_directory_name(&place.name);
        let is_whole = place.whole.to_str().is_some() && place.name.len() <= PackageName::MAX_LENGTH;
        let derived = closest.clone().filter(|_| is_whole);
        PackageName::from_str(&place.name).or_else(|why| derived.ok_or(why)).map_err(|why| {
            let why = if_no_text(&place.whole, &place.name, why);
            let why = why.suggest(closest.map_or("--name NAME".to_owned(), |name| format!("--name {name}")));
            let origin = Some("the directory's name".to_owned());
            self.problems.push(Problem::refused(Some(Key::Name), &place.name, origin, why));
            Refused
        })
    }

    /// The title, or else one made from the directory's name.
    pub(super) fn title(&mut self, place: Option<&Place>, name: Option<&PackageName>) -> Judged<Title> {
        if let Some(title) = self.given(Key::Title)? {
            return Ok(title);
        }
        let (place, name) = place.zip(name).ok_or(Refused)?;
        Title::from_directory_name(&place.name)
            .or_else(|| Title::from_directory_name(name.as_str()))
            .ok_or_else(|| {
                self.refuse(Key::Title, &place.name, Invalid::new("gives no title").suggest("--title TEXT"))
            })
    }
}

/// The whole path without `.` and `..`.
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

/// The names along a directory's path that are not there yet, from the first to its own.
fn new_names(directory: &Path, around: &Surroundings<'_>) -> Vec<String> {
    let whole = absolute(around.cwd, directory);
    let is_new = |path: &&Path| !around.cwd.starts_with(path) && !(around.is_there)(path);
    let names = whole.ancestors().filter(is_new).filter_map(Path::file_name);
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.reverse();
    names
}

/// Why a name is refused; where it is no text, that, and not the character that stands for what is lost.
fn if_no_text(path: &Path, name: &str, why: Invalid) -> Invalid {
    if path.to_str().is_none() && name.contains('\u{FFFD}') {
        return Invalid { message: "is not UTF-8 text".to_owned(), ..why };
    }
    why
}

/// The path with a better name in place of each that is refused; none where one has no better name.
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
