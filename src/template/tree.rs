//! The embedded tree of files, and its manifest.

use toml_edit::{DocumentMut, Item};

use super::facts::Facts;
use super::packed;
use crate::error::{Error, Result};

/// What the name of a file with tags ends in.
pub const TAGS: &str = ".hbs";

/// The application's tree, as it will be, and which of its files an application gets.
pub struct Tree {
    /// In the order of the manifest.
    pub entries: Vec<Entry>,
}

/// One file of the tree.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its path in the tree; with the ending `.hbs` where the file has tags.
    pub path: String,
    /// Facts that must hold for an application to have it; `!` before one negates it.
    pub when: Vec<String>,
    /// Whether it is rendered once a dataset.
    pub each_dataset: bool,
    /// Its content, tags and all.
    pub bytes: &'static [u8],
}

impl Entry {
    /// Whether the file is rendered; all others are copied as they are.
    pub fn has_tags(&self) -> bool {
        self.path.strip_suffix(TAGS).is_some()
    }

    /// Its content as text.
    ///
    /// # Errors
    /// Bytes that are none: a fault of ours.
    pub fn text(&self) -> Result<&'static str> {
        std::str::from_utf8(self.bytes)
            .map_err(|_| Error::internal(format!("the template {} is not UTF-8", self.path)))
    }
}

impl Tree {
    /// Reads the manifest of the application's tree.
    ///
    /// # Errors
    /// A manifest that doesn't fit the tree: a fault of ours, which the tests would have found.
    pub fn load() -> Result<Self> {
        let manifest: DocumentMut =
            file("app.toml")?.parse().map_err(|error| fault(&format!("is not TOML: {error}")))?;
        let sections = manifest.get("files").and_then(Item::as_array_of_tables);
        let mut entries = Vec::new();
        for section in sections.ok_or_else(|| fault("has no [[files]]"))? {
            let when = section.get("when").and_then(Item::as_str).unwrap_or_default();
            let each_dataset = section.get("each").and_then(Item::as_str) == Some("dataset");
            let paths = section.get("paths").and_then(Item::as_array);
            for path in paths.ok_or_else(|| fault("has a section without paths"))? {
                let path = path.as_str().ok_or_else(|| fault("has a path that is not a string"))?;
                let bytes = packed::bytes(&format!("app/{path}"));
                let bytes = bytes.ok_or_else(|| fault(&format!("names {path}, which is not in the tree")))?;
                entries.push(Entry {
                    path: path.to_owned(),
                    when: when.split_whitespace().map(str::to_owned).collect(),
                    each_dataset,
                    bytes,
                });
            }
        }
        Ok(Self { entries })
    }

    /// The files that an application of these facts gets.
    ///
    /// # Errors
    /// A condition that names a fact which does not exist.
    pub fn select(&self, facts: &Facts) -> Result<Vec<&Entry>> {
        let mut selected = Vec::new();
        for entry in &self.entries {
            let mut wanted = true;
            for condition in &entry.when {
                let (name, expected) =
                    condition.strip_prefix('!').map_or((condition.as_str(), true), |n| (n, false));
                let holds =
                    facts.get(name).ok_or_else(|| fault(&format!("asks for the unknown fact {name}")))?;
                wanted &= holds == expected;
            }
            if wanted {
                selected.push(entry);
            }
        }
        Ok(selected)
    }
}

/// The text of one file, by its path below `templates`.
///
/// # Errors
/// No such text: a fault of ours.
pub fn file(path: &str) -> Result<&'static str> {
    let text = packed::bytes(path).and_then(|bytes| std::str::from_utf8(bytes).ok());
    text.ok_or_else(|| Error::internal(format!("the template {path} is missing")))
}

fn fault(what: &str) -> Error {
    Error::internal(format!("the manifest of the templates {what}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_file_is_in_the_manifest_exactly_once() {
        let paths = packed::paths().filter_map(|path| path.strip_prefix("app/"));
        let in_tree: BTreeSet<String> = paths.map(str::to_owned).collect();
        let tree = Tree::load().expect("loads");
        let mut in_manifest = BTreeSet::new();
        for entry in &tree.entries {
            assert!(in_manifest.insert(entry.path.clone()), "{} is named twice", entry.path);
        }
        assert_eq!(in_tree, in_manifest);
    }

    #[test]
    fn a_path_has_only_placeholders_that_a_dataset_fills() {
        let known = ["{id}", "{Component}", "{points}", "{lines}", "{polygons}"];
        for entry in Tree::load().expect("loads").entries {
            let left = known.iter().fold(entry.path.clone(), |path, known| path.replace(known, ""));
            assert!(!left.contains(['{', '}']), "{}", entry.path);
            assert_eq!(left != entry.path, entry.each_dataset, "{}", entry.path);
        }
    }

    #[test]
    fn only_files_that_say_so_hold_tags() {
        for entry in Tree::load().expect("loads").entries.iter().filter(|entry| entry.has_tags()) {
            let text = std::str::from_utf8(entry.bytes).expect(&entry.path);
            assert!(text.contains("{{"), "{} has no tags and needs no .hbs", entry.path);
        }
    }
}
