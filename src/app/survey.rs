//! Everything that the checks examine, read once: modules, the authentication in the code, and the state of git.

use std::collections::HashMap;

use super::git::Git;
use super::imports::{Resolver, Target};
use super::module::{self, Module};
use super::{Draft, StatedAuth, is_of_tests, is_program, module_stem, stated};
use crate::error::{Error, Result};
use crate::spec::{AuthMode, Scopes};

/// An application, as examined by the checks.
pub struct Survey {
    /// The modules below `src`, except for tests, sorted.
    pub modules: Vec<Module>,
    /// The paths of all files, sorted.
    pub files: Vec<String>,
    /// The authentication in the code; `None` if it can't be read.
    pub stated: Option<StatedAuth>,
    /// Whether some module can't be parsed, so that seemingly unused code may be used there.
    pub is_partial: bool,
    /// Modules that can't be parsed, and other code that hides the authentication.
    pub unreadable: Vec<Unreadable>,
    /// The state of git.
    pub git: Git,
    resolver: Resolver,
    /// For each imported file, the indices of the modules that import it.
    importers: HashMap<String, Vec<usize>>,
    /// Imports that may refer to several files, with the index of their module.
    loose: Vec<(Target, usize)>,
}

/// A module that can't be read.
#[derive(Debug)]
pub struct Unreadable {
    /// The path of its file.
    pub path: String,
    /// The reason.
    pub error: Error,
}

impl Survey {
    /// Reads an application.
    ///
    /// # Errors
    /// Folders that can't be read.
    pub fn of(draft: &mut Draft<'_>, git: Git) -> Result<Self> {
        let files = draft.below("")?;
        let mut modules = Vec::new();
        let mut unreadable = Vec::new();
        let mut note =
            |path: &str, error: Error| unreadable.push(Unreadable { path: path.to_owned(), error });
        let mut is_partial = false;
        let own = |path: &&String| path.starts_with("src/") && is_program(path);
        for path in files.iter().filter(own).filter(|path| !is_of_tests(path)) {
            let name = draft.project().name_of(path);
            let read = match draft.text(path) {
                Ok(text) => module::read(path, &name, &text.unwrap_or_default()),
                Err(error) => Err(error),
            };
            match read {
                Ok(module) => modules.push(module),
                Err(error) => {
                    is_partial = true;
                    note(path, error);
                }
            }
        }
        let stated = match stated(draft) {
            Ok(stated) => Some(stated),
            Err(error) => {
                if !is_partial {
                    let is_ambiguous = |path: &&str| draft.module_or(path).is_err();
                    let path =
                        [super::APP_SLICE].into_iter().find(is_ambiguous).unwrap_or(super::INITIAL_STATE);
                    note(&draft.module(path)?.unwrap_or_else(|| path.to_owned()), error);
                }
                None
            }
        };
        let resolver = Resolver::of(draft)?;
        let mut importers: HashMap<String, Vec<usize>> = HashMap::new();
        let mut loose = Vec::new();
        for (importer, module) in modules.iter().enumerate() {
            for specifier in &module.imports {
                match resolver.target(specifier, &module.path) {
                    Target::File(file) => importers.entry(file).or_default().push(importer),
                    Target::Elsewhere => {}
                    target => loose.push((target, importer)),
                }
            }
        }
        Ok(Self { modules, files, stated, is_partial, unreadable, git, resolver, importers, loose })
    }

    /// Returns the authentication if the application uses OAuth.
    pub fn oauth(&self) -> Option<&StatedAuth> {
        self.stated.as_ref().filter(|stated| stated.mode.value == Some(AuthMode::OAuth))
    }

    /// Returns the scopes that the application requests. `None` without OAuth, or if they are only known at run time.
    pub fn known_scopes(&self) -> Option<Scopes> {
        let Some(scopes) = &self.oauth()?.scopes else { return Some(Scopes::default()) };
        let list = scopes.get()?;
        if list.iter().any(|scope| scope.value.is_none()) {
            return None;
        }
        Some(list.iter().filter_map(|scope| scope.get()?.parse().ok()).collect())
    }

    /// Whether a file exists.
    pub fn has(&self, path: &str) -> bool {
        self.files.binary_search_by(|file| file.as_str().cmp(path)).is_ok()
    }

    /// Whether a module exists, whatever its extension.
    pub fn has_module(&self, path: &str) -> bool {
        let is_it = |file: &String| is_program(file) && module_stem(file) == module_stem(path);
        self.files.iter().any(is_it)
    }

    /// Returns the modules that import a file for certain.
    pub fn certain_importers(&self, path: &str) -> impl Iterator<Item = &str> {
        let direct = self.importers.get(path).into_iter().flatten();
        direct.map(|importer| self.modules[*importer].path.as_str())
    }

    /// Returns the modules that import a file, or may import it, except for the file itself.
    pub fn importers(&self, path: &str) -> impl Iterator<Item = &str> {
        let direct = self.importers.get(path).into_iter().flatten();
        let found = self.loose.iter().filter(|(target, _)| self.resolver.may_be(target, path));
        let all = direct.copied().chain(found.map(|(_, importer)| *importer));
        all.map(|importer| self.modules[importer].path.as_str()).filter(move |importer| *importer != path)
    }
}
