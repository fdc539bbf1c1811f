use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use oxc_allocator::Allocator;

use super::files::is_typed;
use super::imports::modules_below;
use super::{Project, files, is_program, module_stem};
use crate::code::{Script, Splices};
use crate::error::{Error, Kind, Result};
use crate::plan::{Change, Changes};
use crate::spec::Language;

/// An application with pending changes: the files on disk, overlaid with a command's decisions so far. Nothing is written;
/// [`Draft::changes`] returns the changes.
pub struct Draft<'p> {
    project: &'p Project,
    /// The content on disk of each path that was read; `None` if there is no file.
    on_disk: BTreeMap<String, Option<Vec<u8>>>,
    /// The planned content of each changed path; `None` if the file is to be deleted.
    planned: BTreeMap<String, Option<Vec<u8>>>,
}

impl<'p> Draft<'p> {
    /// Returns a draft without changes.
    pub fn of(project: &'p Project) -> Self {
        Self { project, on_disk: BTreeMap::new(), planned: BTreeMap::new() }
    }

    /// The application.
    pub fn project(&self) -> &'p Project {
        self.project
    }

    /// Returns what a file will contain, or `None` if there will be no file.
    ///
    /// # Errors
    /// A file that can't be read, is larger than 1 MiB, or is not a regular file.
    pub fn bytes(&mut self, path: &str) -> Result<Option<Vec<u8>>> {
        if let Some(planned) = self.planned.get(path) {
            return Ok(planned.clone());
        }
        if let Some(on_disk) = self.on_disk.get(path) {
            return Ok(on_disk.clone());
        }
        let bytes = files::read(&self.project.root.join(path), &self.project.name_of(path))?;
        self.on_disk.insert(path.to_owned(), bytes.clone());
        Ok(bytes)
    }

    /// Returns what a file will contain as text.
    ///
    /// # Errors
    /// As for [`Self::bytes`], and a file that is not UTF-8.
    pub fn text(&mut self, path: &str) -> Result<Option<String>> {
        let Some(bytes) = self.bytes(path)? else { return Ok(None) };
        String::from_utf8(bytes).map(Some).map_err(|_| {
            let name = self.project.name_of(path);
            Error::new(Kind::Conflict, format!("{name} is not UTF-8 text"))
                .with_hint(format!("save {name} as UTF-8"))
        })
    }

    /// Sets what a file will contain.
    ///
    /// # Errors
    /// As for [`Self::bytes`], since the current content has to be known.
    pub fn put(&mut self, path: &str, content: impl Into<Vec<u8>>) -> Result<()> {
        self.bytes(path)?;
        self.planned.insert(path.to_owned(), Some(content.into()));
        Ok(())
    }

    /// Edits a module. If the result is not a valid module, nothing changes.
    ///
    /// # Errors
    /// A file that doesn't exist or can't be parsed as JavaScript, and the errors of `edit`.
    pub fn edit(
        &mut self,
        path: &str,
        edit: impl FnOnce(&Script<'_>, &mut Splices) -> Result<()>,
    ) -> Result<()> {
        let name = self.project.name_of(path);
        let Some(text) = self.text(path)? else {
            return Err(Error::new(Kind::Conflict, format!("{name} does not exist")));
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

    /// Decides to delete a file.
    ///
    /// # Errors
    /// As for [`Self::bytes`].
    pub fn remove(&mut self, path: &str) -> Result<()> {
        self.bytes(path)?;
        self.planned.insert(path.to_owned(), None);
        Ok(())
    }

    /// Returns the name of a file that will exist, if there is one. Some file systems ignore case, so `Roads.jsx` is found
    /// for `roads.jsx`.
    ///
    /// # Errors
    /// A folder that can't be read.
    pub fn existing(&self, path: &str) -> Result<Option<String>> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let lower = path.to_lowercase();
        Ok(self.below(folder)?.into_iter().find(|file| file.to_lowercase() == lower))
    }

    /// Returns the module that an import of `path` would find, regardless of its extension and also in a folder of its name:
    /// `Roads.tsx` or `Roads/index.js` for `Roads.jsx`. Case is ignored, as by [`Self::existing`].
    ///
    /// # Errors
    /// A folder that can't be read.
    pub fn module(&self, path: &str) -> Result<Option<String>> {
        let all = self.modules(path)?;
        let same = all.iter().find(|file| *file == path).or(all.first());
        Ok(same.cloned())
    }

    /// Returns all modules that an import of `path` may find.
    fn modules(&self, path: &str) -> Result<Vec<String>> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let stem = |path: &str| module_stem(path).to_lowercase();
        let is_it = |file: &String| is_program(file) && stem(file) == stem(path);
        Ok(self.below(folder)?.into_iter().filter(is_it).collect())
    }

    /// Returns the only module that an import of `path` can find, or if there is none, its path in the application's language.
    /// `path` is that in JavaScript.
    ///
    /// # Errors
    /// Several modules, such as `appSlice.js` and `appSlice.ts`: which one is loaded depends on the bundler's settings. A folder
    /// that can't be read.
    pub fn module_or(&self, path: &str) -> Result<String> {
        let mut all = self.modules(path)?;
        if all.len() > 1 {
            let names: Vec<String> = all.iter().map(|path| self.project.name_of(path)).collect();
            let what =
                format!("{} are the same module to an import, so either may be in use", names.join(" and "));
            return Err(Error::new(Kind::Conflict, what)
                .with_hint("delete the one that is not in use, then run the command again"));
        }
        all.pop().map_or_else(|| self.new_module(path), Ok)
    }

    /// Returns the path of a new module in its language, as [`Self::language`] decides it. `path` is that in JavaScript.
    ///
    /// # Errors
    /// A folder that can't be read.
    pub fn new_module(&self, path: &str) -> Result<String> {
        Ok(self.language(path)?.module(path))
    }

    /// Returns the language of a new module: that of most modules in its folder, or else of most in `src`, or if there are as many
    /// of each, TypeScript in an application with a `tsconfig.json`. Tests and declarations don't count.
    ///
    /// # Errors
    /// A folder that can't be read.
    pub fn language(&self, path: &str) -> Result<Language> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for folder in [folder, "src"] {
            let modules = modules_below(folder, self)?.into_iter().filter(|path| !path.ends_with(".d.ts"));
            let (typed, plain): (Vec<_>, Vec<_>) = modules.partition(|path| is_typed(path));
            match typed.len().cmp(&plain.len()) {
                Ordering::Greater => return Ok(Language::TypeScript),
                Ordering::Less => return Ok(Language::JavaScript),
                Ordering::Equal => {}
            }
        }
        let has_settings = self.project.root.join("tsconfig.json").is_file();
        Ok(if has_settings { Language::TypeScript } else { Language::JavaScript })
    }

    /// Returns every file that will exist below a folder, sorted, without installed packages and build output.
    ///
    /// # Errors
    /// A folder that can't be read.
    pub fn below(&self, folder: &str) -> Result<Vec<String>> {
        let on_disk = files::below(&self.project.root, folder).map_err(|error| {
            Error::new(Kind::FileSystem, format!("{} can't be read: {error}", self.project.name_of(folder)))
        })?;
        let mut paths: BTreeSet<String> = on_disk.into_iter().collect();
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        for (path, planned) in &self.planned {
            match planned {
                Some(_) if path.starts_with(&prefix) => _ = paths.insert(path.clone()),
                Some(_) => {}
                None => _ = paths.remove(path),
            }
        }
        Ok(paths.into_iter().collect())
    }

    /// Whether a folder contains symbolic links, which are not followed.
    pub fn has_links(&self, folder: &str) -> bool {
        files::has_links(&self.project.root, folder)
    }

    /// Whether there are pending changes.
    pub fn has_changes(&self) -> bool {
        self.planned.iter().any(|(path, planned)| self.on_disk.get(path) != Some(planned))
    }

    /// The paths with a pending change, sorted.
    pub fn changed_paths(&self) -> Vec<String> {
        self.planned.keys().cloned().collect()
    }

    /// The text that a file has on disk, if it has a pending change.
    pub fn text_on_disk(&self, path: &str) -> Option<String> {
        self.on_disk.get(path).cloned().flatten().and_then(|bytes| String::from_utf8(bytes).ok())
    }

    /// Returns the pending changes.
    pub fn changes(self) -> Changes {
        let Self { on_disk, planned, .. } = self;
        let mut changes = Changes::default();
        for (path, planned) in planned {
            let private = is_private(&path);
            match (on_disk.get(&path).cloned().flatten(), planned) {
                (None, Some(new)) => changes.insert(path, Change::Create { new, private }),
                (Some(old), Some(new)) => changes.insert(path, Change::Edit { old, new, private }),
                (Some(old), None) => changes.insert(path, Change::Delete { old, private }),
                (None, None) => {}
            }
        }
        changes
    }
}

/// Whether a file with this name contains secrets.
pub fn is_private(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with(".env") && name != ".env.example"
}
