//! The directory that an application is written to.

use std::borrow::Cow;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::explain::{failure, no_cwd, printable};
use super::journal::Left;
use crate::error::{Error, Kind, Result};

/// An absolute path without `.` and `..`. No component but the last is a symbolic link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    path: PathBuf,
    /// The same path with the symbolic links that the user named.
    named: PathBuf,
    /// The base for shown paths, if the user gave a relative path.
    base: Option<PathBuf>,
}

/// What exists at the target.
pub enum State {
    /// A directory.
    Present,
    /// Nothing.
    Missing {
        /// The nearest existing directory above it.
        ancestor: PathBuf,
        /// The missing components below `ancestor`: the first one, and the rest.
        missing: (OsString, Vec<OsString>),
    },
}

impl Target {
    /// Resolves a path. `..` is the parent of the real directory, as for the operating system.
    ///
    /// # Errors
    /// The working directory is gone or cannot be reached.
    pub fn resolve(cwd: &Path, directory: &Path) -> Result<Self> {
        let base = if directory.is_absolute() {
            None
        } else {
            Some(fs::canonicalize(cwd).map_err(|error| no_cwd(&error))?)
        };
        let mut path = base.clone().unwrap_or_default();
        for part in directory.components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => {
                    path = fs::canonicalize(&path).unwrap_or(path);
                    path.pop();
                }
                Component::Normal(_) | Component::RootDir | Component::Prefix(_) => path.push(part),
            }
        }
        Ok(Self { named: path.clone(), path: without_links(path), base })
    }

    /// Returns the name to show for the path: as given, unless `..` after a symbolic link makes the text lead elsewhere than
    /// the operating system does. A shell's `cd` follows the text.
    pub fn name_for(&self, directory: &Path) -> PathBuf {
        let mut text = self.base.clone().unwrap_or_default();
        for part in directory.components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => drop(text.pop()),
                Component::Normal(_) | Component::RootDir | Component::Prefix(_) => text.push(part),
            }
        }
        let place = |path: &Path| {
            let parent = path.parent().unwrap_or(path);
            (
                fs::canonicalize(parent).unwrap_or_else(|_| parent.to_owned()),
                path.file_name().map(ToOwned::to_owned),
            )
        };
        if place(&text) == place(&self.path) {
            return directory.to_owned();
        }
        let below = self.base.as_ref().and_then(|base| self.path.strip_prefix(base).ok());
        match below {
            Some(below) if below.as_os_str().is_empty() => ".".into(),
            Some(below) => below.to_owned(),
            None => self.path.clone(),
        }
    }

    /// The absolute path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path as shown to the user.
    pub fn shown(&self) -> String {
        self.shown_path(&self.path)
    }

    /// Determines what exists. A link to a directory is refused, since the files would end up elsewhere than the path suggests.
    pub(super) fn state(&self) -> Result<State> {
        match fs::symlink_metadata(&self.path) {
            Ok(found) if found.is_dir() => Ok(State::Present),
            Ok(found) if found.is_symlink() => Err(self.is_link(&self.path)),
            Ok(_) => Err(self.is_file(&self.path)),
            Err(error) if is_missing(&error) => self.climb(),
            Err(error) => Err(self.failure("look at", &self.path, &error)),
        }
    }

    fn climb(&self) -> Result<State> {
        let mut below = Vec::new();
        let mut path = self.path.as_path();
        while let (Some(parent), Some(name)) = (path.parent(), path.file_name()) {
            match fs::metadata(parent) {
                Ok(found) if found.is_dir() => {
                    below.reverse();
                    return Ok(State::Missing {
                        ancestor: parent.to_owned(),
                        missing: (name.to_owned(), below),
                    });
                }
                Ok(_) => return Err(self.is_file(parent)),
                Err(error) if is_missing(&error) => {}
                Err(error) => return Err(self.failure("look at", parent, &error)),
            }
            if fs::symlink_metadata(parent).is_ok_and(|found| found.is_symlink()) {
                return Err(self.is_link(parent));
            }
            below.push(name.to_owned());
            path = parent;
        }
        Err(self.failure("find", path, &io::ErrorKind::NotFound.into()))
    }

    fn is_file(&self, path: &Path) -> Error {
        let message = format!("{} is not a directory", self.shown_path(path));
        Error::new(Kind::Conflict, message).with_hint("choose another directory")
    }

    fn is_link(&self, path: &Path) -> Error {
        let message = format!("{} is a symbolic link", self.shown_path(path));
        let hint = match (fs::canonicalize(path), fs::read_link(path)) {
            (Ok(real), _) => format!("use the directory that it points to: {}", printable(&real)),
            (_, Ok(end)) => {
                format!("it points to {}, which doesn't exist; choose another directory", printable(&end))
            }
            _ => "choose another directory".to_owned(),
        };
        Error::new(Kind::Conflict, message).with_hint(hint)
    }

    /// Returns the error if another run is writing to the directory.
    pub(super) fn busy(&self) -> Error {
        let message = format!("another program is writing to {}", self.shown());
        Error::new(Kind::Conflict, message).with_hint("wait for it, or choose another directory")
    }

    /// Returns the error for a failed operation on a path.
    pub(super) fn failure(&self, tried: &str, path: &Path, error: &io::Error) -> Error {
        failure(tried, &self.shown_path(path), error)
    }

    /// Returns the error for a failure that could not be undone completely.
    pub(super) fn left_behind(&self, error: &Error, left: &[Left]) -> Error {
        let mut details = error.details.clone();
        details.extend(left.iter().map(|left| {
            let path = self.shown_path(&left.path);
            match &left.belongs {
                None => format!("{path} is left behind: {}", left.why),
                Some(place) => format!("{path} belongs at {}: {}", self.shown_path(place), left.why),
            }
        }));
        Error::new(Kind::FileSystem, format!("{error}, and the changes could not be undone completely"))
            .with_details(details)
            .with_hint("move or delete the paths above by hand")
    }

    /// Returns a path above or below the target as the user named it.
    fn as_named<'p>(&self, path: &'p Path) -> Cow<'p, Path> {
        match (path.strip_prefix(&self.path), self.path.strip_prefix(path)) {
            (Ok(below), _) if below.as_os_str().is_empty() => self.named.clone().into(),
            (Ok(below), _) => self.named.join(below).into(),
            (_, Ok(below)) => {
                let above = self.named.ancestors().nth(below.components().count());
                above.map_or(path.into(), |above| above.to_owned().into())
            }
            _ => path.into(),
        }
    }

    /// Returns a path as shown to the user.
    pub(super) fn shown_path(&self, path: &Path) -> String {
        let path = &*self.as_named(path);
        let relative = self.base.as_ref().and_then(|base| path.strip_prefix(base).ok());
        match relative {
            Some(relative) if relative.as_os_str().is_empty() => "the current directory".to_owned(),
            Some(relative) => printable(relative),
            None => printable(path),
        }
    }
}

/// Resolves the symbolic links in a path, except for the last component.
fn without_links(path: PathBuf) -> PathBuf {
    if cfg!(windows) {
        // The system's own form of a path is hard to read.
        return path;
    }
    for parent in path.ancestors().skip(1) {
        let Ok(below) = path.strip_prefix(parent) else { break };
        match fs::canonicalize(parent) {
            Ok(real) => return real.join(below),
            Err(error) if is_missing(&error) => {}
            Err(_) => break,
        }
    }
    path
}

/// Whether nothing exists at the path, or one of its parents is a file.
fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
