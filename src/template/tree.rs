//! The embedded tree of files, and its manifest.

use include_dir::{Dir, File, include_dir};

use super::facts::Facts;
use crate::error::{Error, Result};

/// What the name of a file with tags ends in.
pub const TAGS: &str = ".hbs";

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The files of the application's tree in the order of its manifest, `templates/app.toml`, which `build.rs` reads.
pub static ENTRIES: &[Entry] = include!(concat!(env!("OUT_DIR"), "/manifest.rs"));

/// One file of the tree.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its path in the tree; with the ending `.hbs` where the file has tags.
    pub path: &'static str,
    /// Facts that must hold for an application to have it; `!` before one negates it.
    pub when: &'static [&'static str],
    /// Whether it is rendered once a dataset.
    pub each_dataset: bool,
}

impl Entry {
    /// Whether the file is rendered; all others are copied as they are.
    pub fn has_tags(&self) -> bool {
        self.path.strip_suffix(TAGS).is_some()
    }

    /// Its content, tags and all.
    ///
    /// # Errors
    /// No such file: a fault of ours.
    pub fn bytes(&self) -> Result<&'static [u8]> {
        let path = format!("app/{}", self.path);
        bytes(&path).ok_or_else(|| Error::internal(format!("the template {path} is missing")))
    }

    /// Its content as text.
    ///
    /// # Errors
    /// Bytes that are none: a fault of ours.
    pub fn text(&self) -> Result<&'static str> {
        std::str::from_utf8(self.bytes()?)
            .map_err(|_| Error::internal(format!("the template {} is not UTF-8", self.path)))
    }

    fn is_for(&self, facts: &Facts) -> Result<bool> {
        for condition in self.when {
            let (name, expected) =
                condition.strip_prefix('!').map_or((*condition, true), |name| (name, false));
            let holds = facts.get(name).ok_or_else(|| {
                Error::internal(format!("the manifest of the templates asks for the unknown fact {name}"))
            })?;
            if holds != expected {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The files that an application of these facts gets.
///
/// # Errors
/// A condition that names a fact which does not exist.
pub fn select(facts: &Facts) -> Result<Vec<&'static Entry>> {
    let mut selected = Vec::new();
    for entry in ENTRIES {
        if entry.is_for(facts)? {
            selected.push(entry);
        }
    }
    Ok(selected)
}

/// The text of one file, by its path below `templates`.
///
/// # Errors
/// No such text: a fault of ours.
pub fn file(path: &str) -> Result<&'static str> {
    let text = bytes(path).and_then(|bytes| std::str::from_utf8(bytes).ok());
    text.ok_or_else(|| Error::internal(format!("the template {path} is missing")))
}

fn bytes(path: &str) -> Option<&'static [u8]> {
    TEMPLATES.get_file(path).map(File::contents)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn collect(folder: &Dir<'_>, to: &mut BTreeSet<String>) {
        for file in folder.files() {
            to.insert(file.path().to_str().expect("UTF-8")["app/".len()..].to_owned());
        }
        folder.dirs().for_each(|folder| collect(folder, to));
    }

    #[test]
    fn every_file_is_in_the_manifest_exactly_once() {
        let mut in_tree = BTreeSet::new();
        collect(TEMPLATES.get_dir("app").expect("a folder"), &mut in_tree);
        let mut in_manifest = BTreeSet::new();
        for entry in ENTRIES {
            assert!(in_manifest.insert(entry.path.to_owned()), "{} is named twice", entry.path);
        }
        assert_eq!(in_tree, in_manifest);
    }

    #[test]
    fn a_path_has_only_placeholders_that_a_dataset_fills() {
        let known = ["{id}", "{Component}", "{points}", "{lines}", "{polygons}"];
        for entry in ENTRIES {
            let left = known.iter().fold(entry.path.to_owned(), |path, known| path.replace(known, ""));
            assert!(!left.contains(['{', '}']), "{}", entry.path);
            assert_eq!(left != entry.path, entry.each_dataset, "{}", entry.path);
        }
    }

    #[test]
    fn only_files_that_say_so_hold_tags() {
        for entry in ENTRIES.iter().filter(|entry| entry.has_tags()) {
            let text = entry.text().expect(entry.path);
            assert!(text.contains("{{"), "{} has no tags and needs no .hbs", entry.path);
        }
    }
}
