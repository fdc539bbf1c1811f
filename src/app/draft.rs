use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;

use oxc_allocator::Allocator;

use super::{LARGEST, Project, files};
use crate::code::{Script, Splices};
use crate::error::{Error, Kind, Result};
use crate::plan::{Change, Changes};

/// The application as it will be: what is on disk, and on top of it what a command has decided on so far. Nothing is written;
/// [`Draft::changes`] says what would be.
pub struct Draft<'p> {
    project: &'p Project,
    /// What was on disk, of each path that was looked at.
    was: BTreeMap<String, Option<Vec<u8>>>,
    /// What will be, of each path that was decided on; none: it goes.
    will: BTreeMap<String, Option<Vec<u8>>>,
}

impl<'p> Draft<'p> {
    /// The application as it is.
    pub fn of(project: &'p Project) -> Self {
        Self { project, was: BTreeMap::new(), will: BTreeMap::new() }
    }

    /// The application.
    pub fn project(&self) -> &'p Project {
        self.project
    }

    /// What a file will hold; none where there is none.
    ///
    /// # Errors
    /// A file that can't be read, is larger than 1 MiB, or is no plain file.
    pub fn bytes(&mut self, path: &str) -> Result<Option<Vec<u8>>> {
        if let Some(will) = self.will.get(path) {
            return Ok(will.clone());
        }
        if let Some(was) = self.was.get(path) {
            return Ok(was.clone());
        }
        let bytes = read(self.project, path)?;
        self.was.insert(path.to_owned(), bytes.clone());
        Ok(bytes)
    }

    /// The same as text.
    ///
    /// # Errors
    /// As for [`Self::bytes`], and a file that is no UTF-8.
    pub fn text(&mut self, path: &str) -> Result<Option<String>> {
        let Some(bytes) = self.bytes(path)? else { return Ok(None) };
        String::from_utf8(bytes).map(Some).map_err(|_| {
            let name = self.project.name_of(path);
            Error::new(Kind::Conflict, format!("{name} is not UTF-8 text"))
                .with_hint(format!("save {name} as UTF-8"))
        })
    }

    /// Decides what a file will hold.
    ///
    /// # Errors
    /// As for [`Self::bytes`]: what stands there has to be known to be replaced.
    pub fn put(&mut self, path: &str, content: impl Into<Vec<u8>>) -> Result<()> {
        self.bytes(path)?;
        self.will.insert(path.to_owned(), Some(content.into()));
        Ok(())
    }

    /// Edits a module. What comes out is a module still, or nothing is decided on.
    ///
    /// # Errors
    /// A file that is not there or can't be read as JavaScript, and what the edit says.
    pub fn edit(
        &mut self,
        path: &str,
        edit: impl FnOnce(&Script<'_>, &mut Splices) -> Result<()>,
    ) -> Result<()> {
        let name = self.project.name_of(path);
        let Some(text) = self.text(path)? else {
            return Err(Error::new(Kind::Conflict, format!("{name} is not there")));
        };
        let mut splices = Splices::default();
        let arena = Allocator::default();
        edit(&Script::parse(&arena, &name, &text)?, &mut splices)?;
        let broken = || Error::internal(format!("the edit of {name} would break it; nothing was changed"));
        let new = splices.apply(&text).ok_or_else(broken)?;
        if new != text {
            Script::parse(&Allocator::default(), &name, &new).map_err(|_| broken())?;
            self.put(path, new)?;
        }
        Ok(())
    }

    /// Decides that a file goes.
    ///
    /// # Errors
    /// As for [`Self::bytes`].
    pub fn remove(&mut self, path: &str) -> Result<()> {
        self.bytes(path)?;
        self.will.insert(path.to_owned(), None);
        Ok(())
    }

    /// Whether there will be a file. Some file systems ignore case, so `Roads.jsx` is there where `roads.jsx` is.
    ///
    /// # Errors
    /// A folder that can't be read.
    pub fn existing(&self, path: &str) -> Result<Option<String>> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let lower = path.to_lowercase();
        Ok(self.below(folder)?.into_iter().find(|file| file.to_lowercase() == lower))
    }

    /// Every file that there will be below a folder, sorted; what was installed or built is left out.
    ///
    /// # Errors
    /// A folder that can't be read.
    pub fn below(&self, folder: &str) -> Result<Vec<String>> {
        let on_disk = files::below(&self.project.root, folder).map_err(|error| {
            Error::new(Kind::FileSystem, format!("{} can't be read: {error}", self.project.name_of(folder)))
        })?;
        let mut paths: BTreeSet<String> = on_disk.into_iter().collect();
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        for (path, will) in &self.will {
            match will {
                Some(_) if path.starts_with(&prefix) => _ = paths.insert(path.clone()),
                Some(_) => {}
                None => _ = paths.remove(path),
            }
        }
        Ok(paths.into_iter().collect())
    }

    /// The paths that something was decided about, sorted.
    pub fn decided(&self) -> Vec<String> {
        self.will.keys().cloned().collect()
    }

    /// The text that a file has on disk, where something was decided about it.
    pub fn was(&self, path: &str) -> Option<String> {
        self.was.get(path).cloned().flatten().and_then(|bytes| String::from_utf8(bytes).ok())
    }

    /// What was decided on.
    pub fn changes(self) -> Changes {
        let Self { was, will, .. } = self;
        let mut changes = Changes::default();
        for (path, will) in will {
            let private = is_private(&path);
            match (was.get(&path).cloned().flatten(), will) {
                (None, Some(new)) => changes.insert(path, Change::Create { new, private }),
                (Some(old), Some(new)) => changes.insert(path, Change::Edit { old, new, private }),
                (Some(old), None) => changes.insert(path, Change::Delete { old, private }),
                (None, None) => {}
            }
        }
        changes
    }
}

/// Whether a file of this name holds secrets.
pub fn is_private(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with(".env") && name != ".env.example"
}

fn read(project: &Project, path: &str) -> Result<Option<Vec<u8>>> {
    let name = || project.name_of(path);
    let place = project.root.join(path);
    let found = match fs::symlink_metadata(&place) {
        Ok(found) => found,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(Error::new(Kind::FileSystem, format!("{} can't be read: {error}", name()))),
    };
    if !found.is_file() {
        let what =
            if found.is_symlink() { "a symbolic link, which is not followed" } else { "no plain file" };
        return Err(Error::new(Kind::Conflict, format!("{} is {what}", name())));
    }
    if found.len() > LARGEST {
        return Err(Error::new(
            Kind::Conflict,
            format!("{} is larger than 1 MiB, which no program of an application is", name()),
        ));
    }
    fs::read(&place)
        .map(Some)
        .map_err(|error| Error::new(Kind::FileSystem, format!("{} can't be read: {error}", name())))
}
