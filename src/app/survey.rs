//! Everything that the checks examine, read once: modules, the authentication in the code, and the state of git.

use std::collections::{HashMap, HashSet};

use super::git::Git;
use super::imports::{Resolver, Target};
use super::module::{self, Import, Module};
use super::{Draft, StatedAuth, is_of_tests, is_program, module_stem, stated, unseen};
use crate::error::{Error, Result};
use crate::spec::{AuthMode, Scopes};

/// An application, as examined by the checks.
pub struct Survey {
    /// The modules below `src`, except for tests, and the modules elsewhere in the application that they import, sorted.
    pub modules: Vec<Module>,
    /// The paths of all files, sorted.
    pub files: Vec<String>,
    /// The authentication in the code; `None` if it can't be read.
    pub stated: Option<StatedAuth>,
    /// Whether some code can't be read, so that seemingly unused code may be used there: a module that can't be parsed, or what
    /// is behind a symbolic link.
    pub is_partial: bool,
    /// Whether queries or sources may come from where they can't be read: a package, a file of data, the network.
    pub loads_unseen: bool,
    /// Modules that can't be parsed, and other code that hides the authentication.
    pub unreadable: Vec<Unreadable>,
    /// The state of git.
    pub git: Git,
    resolver: Resolver,
    /// For each imported file, the indices of the modules that import it, and of the imports there.
    importers: HashMap<String, Vec<(usize, usize)>>,
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
        let resolver = Resolver::of(draft)?;
        let mut modules: Vec<Module> = Vec::new();
        let mut unreadable = Vec::new();
        let mut note =
            |path: &str, error: Error| unreadable.push(Unreadable { path: path.to_owned(), error });
        let mut is_partial = draft.has_links("src");
        let own = |path: &&String| path.starts_with("src/") && is_program(path) && !is_of_tests(path);
        let mut open: Vec<String> = files.iter().filter(own).cloned().collect();
        let mut seen: HashSet<String> = open.iter().cloned().collect();
        while let Some(path) = open.pop() {
            let name = draft.project().name_of(&path);
            let read = match draft.text(&path) {
                Ok(text) => module::read(&path, &name, &text.unwrap_or_default()),
                Err(error) => Err(error),
            };
            match read {
                Ok(module) => {
                    let targets =
                        module.imports.iter().map(|import| resolver.target(&import.specifier, &path));
                    open.extend(targets.filter_map(|target| match target {
                        Target::File(file) if is_program(&file) && seen.insert(file.clone()) => Some(file),
                        _ => None,
                    }));
                    modules.push(module);
                }
                Err(error) => {
                    is_partial = true;
                    note(&path, error);
                }
            }
        }
        modules.sort_by(|one, other| one.path.cmp(&other.path));
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
        let mut importers: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        let mut loose = Vec::new();
        for (importer, module) in modules.iter().enumerate() {
            for (place, import) in module.imports.iter().enumerate() {
                match resolver.target(&import.specifier, &module.path) {
                    Target::File(file) => importers.entry(file).or_default().push((importer, place)),
                    Target::Elsewhere => {}
                    target => loose.push((target, importer)),
                }
            }
        }
        let loads_unseen = is_partial || unseen::is_any(&modules, &files, &resolver, draft)?;
        Ok(Self {
            modules,
            files,
            stated,
            is_partial,
            loads_unseen,
            unreadable,
            git,
            resolver,
            importers,
            loose,
        })
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

    /// Returns the imports of a file by its exact path, each with the module that contains it.
    pub fn imports_of(&self, path: &str) -> impl Iterator<Item = (&str, &Import)> {
        let direct = self.importers.get(path).into_iter().flatten();
        direct.map(|(importer, place)| {
            let module = &self.modules[*importer];
            (module.path.as_str(), &module.imports[*place])
        })
    }

    /// Resolves imports to the application's files.
    pub fn resolver(&self) -> &Resolver {
        &self.resolver
    }

    /// Returns the modules that import a file, or may import it, except for the file itself.
    pub fn importers(&self, path: &str) -> impl Iterator<Item = &str> {
        let direct = self.importers.get(path).into_iter().flatten();
        let found = self.loose.iter().filter(|(target, _)| self.resolver.may_be(target, path));
        let all = direct.map(|(importer, _)| *importer).chain(found.map(|(_, importer)| *importer));
        all.map(|importer| self.modules[importer].path.as_str()).filter(move |importer| *importer != path)
    }
}
