//! Which files of an application belong in its repository.

use std::path::Path;

use super::super::draft::is_private;
use super::ignore::Ignored;

/// What an owner may keep out on purpose, by an ignore file of the application: documents, data of their own, the lock files of
/// package managers that they don't use.
const OWNERS_CHOICE: [&str; 6] =
    [".nvmrc", "README.md", "package-lock.json", "sandbox/README.md", "sandbox/data", "yarn.lock"];

/// Whether a file of an application belongs in its repository: every file except for those with secrets.
pub fn is_committed(path: &str) -> bool {
    !is_private(path)
}

impl Ignored {
    /// Whether the rule stands in an ignore file of the application at `root`.
    pub fn is_of(&self, root: &Path) -> bool {
        self.overruled_in.is_none() && self.file.starts_with(root)
    }

    /// Leaves out what the owner of the application at `root` ignores on purpose. `None` if nothing is left.
    #[must_use]
    pub fn by_accident(mut self, root: &Path) -> Option<Self> {
        if self.is_of(root) {
            let is_choice = |path: &Path| {
                let below = path.strip_prefix(root).ok();
                below.is_some_and(|below| OWNERS_CHOICE.iter().any(|choice| below.starts_with(choice)))
            };
            let pairs = self.paths.into_iter().zip(self.inclusions);
            (self.paths, self.inclusions) = pairs.filter(|(path, _)| !is_choice(path)).unzip();
        }
        (!self.paths.is_empty()).then_some(self)
    }
}
