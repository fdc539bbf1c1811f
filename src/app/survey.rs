//! Everything that the checks examine, read once: modules, the authentication in the code, and the state of git.

use std::collections::{HashMap, HashSet};

use super::git::Git;
use super::module::{self, Module};
use super::{Draft, PROGRAMS, StatedAuth, stated};
use crate::error::{Error, Result};
use crate::spec::{AuthMode, Scopes};

/// An application as the checks see it.
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
    importers: Importers,
    globs: Vec<(String, usize)>,
}

/// A module that can't be read.
#[derive(Debug)]
pub struct Unreadable {
    /// The path of its file.
    pub path: String,
    /// The reason.
    pub error: Error,
}

/// For each imported file, the indices of the modules that import it.
type Importers = HashMap<String, Vec<usize>>;

/// The file endings that an import may omit.
const ENDINGS: [&str; 6] = ["", ".jsx", ".js", ".mjs", "/index.js", "/index.jsx"];

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
        let own = |path: &&String| path.starts_with("src/") && PROGRAMS.iter().any(|end| path.ends_with(end));
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
                    note(super::INITIAL_STATE, error);
                }
                None
            }
        };
        let (importers, globs) = importers(&modules, &files);
        Ok(Self { modules, files, stated, is_partial, unreadable, git, importers, globs })
    }

    /// Returns the authentication if the application uses OAuth.
    pub fn oauth(&self) -> Option<&StatedAuth> {
        self.stated.as_ref().filter(|stated| stated.mode.value == Some(AuthMode::OAuth))
    }

    /// Returns the scopes that the application asks for. `None` without OAuth, or if they are only known at run time.
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

    /// Returns the modules that import a file, except for the file itself.
    pub fn importers(&self, path: &str) -> impl Iterator<Item = &str> {
        let direct = self.importers.get(path).into_iter().flatten();
        let found = self.globs.iter().filter(|(before, _)| path.starts_with(before.as_str()));
        let all = direct.copied().chain(found.map(|(_, importer)| *importer));
        all.map(|importer| self.modules[importer].path.as_str()).filter(move |importer| *importer != path)
    }
}

/// Returns the importers of each file, and the patterns of each `import.meta.glob`.
fn importers(modules: &[Module], files: &[String]) -> (Importers, Vec<(String, usize)>) {
    let files: HashSet<&str> = files.iter().map(String::as_str).collect();
    let (mut direct, mut globs) = (Importers::new(), Vec::new());
    for (importer, module) in modules.iter().enumerate() {
        for source in &module.imports {
            let source = source.split('?').next().unwrap_or(source);
            let path = format!("src/{}", absolute(source, &module.path));
            if let Some((before, _)) = path.split_once('*') {
                globs.push((before.to_owned(), importer));
            } else if let Some(file) =
                ENDINGS.iter().map(|end| format!("{path}{end}")).find(|file| files.contains(file.as_str()))
            {
                direct.entry(file).or_default().push(importer);
            }
        }
    }
    (direct, globs)
}

/// Resolves an import to a path below `src`.
fn absolute(source: &str, importer: &str) -> String {
    if !source.starts_with('.') {
        let source = source.strip_prefix("@/").or_else(|| source.strip_prefix('/')).unwrap_or(source);
        return source.strip_prefix("src/").unwrap_or(source).to_owned();
    }
    let importer = importer.strip_prefix("src/").unwrap_or(importer);
    let mut parts: Vec<&str> = importer.split('/').collect();
    parts.pop();
    for part in source.split('/') {
        match part {
            "." | "" => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Whether a module is only used by tests.
fn is_of_tests(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    [".test.", ".spec.", "estUtils.", "setupTests."].iter().any(|part| name.contains(part))
        || path.contains("/__mocks__/")
        || path.contains("/__tests__/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_resolve_to_files() {
        for (source, expected) in [
            ("./b", "components/views/b"),
            ("../b/c.js", "components/b/c.js"),
            ("components/b", "components/b"),
            ("@/data/x", "data/x"),
            ("/src/data/x", "data/x"),
            ("src/data/x", "data/x"),
            ("./*Layer.js", "components/views/*Layer.js"),
            ("..", "components"),
            ("../../../../x", "x"),
        ] {
            assert_eq!(absolute(source, "src/components/views/A.jsx"), expected);
        }
    }

    #[test]
    fn tests_are_recognized() {
        for path in
            ["src/a.test.jsx", "src/testUtils.jsx", "src/oauthTestUtils.js", "src/store/__mocks__/a.js"]
        {
            assert!(is_of_tests(path), "{path}");
        }
        assert!(!is_of_tests("src/data/sources/latestSource.js"));
    }
}
