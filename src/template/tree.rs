//! The embedded templates, which the build script has compressed, and their manifest.

use std::collections::HashMap;

use include_dir::{Dir, File, include_dir};
use lz4_flex::block::decompress_size_prepended;
use serde::Deserialize;

use super::facts::Facts;
use crate::error::{Error, Result};
use crate::spec::Language;

/// The extension of a file with tags.
pub const TAGS: &str = ".hbs";

static TEMPLATES: Dir<'_> = include_dir!("$OUT_DIR/templates");

/// The manifest: which files only some applications have.
const MANIFEST: &str = "app.toml";

/// The folder of the application's files, in the folders that the manifest names.
const APP: &str = "app";

/// The folder of the JavaScript that `scripts/derive-javascript` derives from the TypeScript in the other folders.
const JAVASCRIPT: &str = "app/javascript";

/// A file of the application's templates.
#[derive(Debug)]
pub struct Entry {
    /// The path in the application, ending with `.hbs` if the file has tags.
    pub path: &'static str,
    compressed: &'static [u8],
    /// Whether the file is rendered once per dataset.
    pub each_dataset: bool,
    /// The facts that an application must satisfy to have the file; `!` negates a fact.
    when: String,
}

impl Entry {
    /// Returns the content, including tags.
    ///
    /// # Errors
    /// Bytes that can't be decompressed, which is a bug.
    pub fn bytes(&self) -> Result<Vec<u8>> {
        decompressed(self.path, self.compressed)
    }

    /// Returns the content as text.
    ///
    /// # Errors
    /// Bytes that are not UTF-8, which is a bug in the templates.
    pub fn text(&self) -> Result<String> {
        text(self.path, self.compressed)
    }

    /// Evaluates all conditions, so that an unknown fact fails for every application.
    fn is_for(&self, facts: &Facts) -> Result<bool> {
        let mut all_hold = true;
        for condition in self.when.split_whitespace() {
            let (name, expected) =
                condition.strip_prefix('!').map_or((condition, true), |name| (name, false));
            let holds = facts.get(name).ok_or_else(|| bug(&format!("names the unknown fact {name}")))?;
            all_hold &= holds == expected;
        }
        Ok(all_hold)
    }
}

/// Returns all files of the application's templates in a language, sorted by path. A path occurs more than once if what it holds
/// depends on the application.
///
/// # Errors
/// A manifest that can't be read, which is a bug.
pub fn entries(language: Language) -> Result<Vec<Entry>> {
    let manifest = Manifest::read()?;
    let sections: HashMap<&str, &Section> = manifest.paths().collect();
    let mut entries = Vec::new();
    for folder in &manifest.folders {
        let derived: HashMap<_, _> = match language {
            Language::JavaScript => files(&format!("{JAVASCRIPT}/{}", folder.path)).into_iter().collect(),
            Language::TypeScript => HashMap::new(),
        };
        for (source, bytes) in files(&format!("{APP}/{}", folder.path)) {
            let file = match javascript_path(source).filter(|_| language == Language::JavaScript) {
                None => Some((source, bytes)),
                // Nothing is derived from a module that only has types.
                Some(path) => derived.get_key_value(path.as_str()).map(|(path, bytes)| (*path, *bytes)),
            };
            let Some((path, bytes)) = file else { continue };
            let section = sections.get(source);
            let when = [folder.when.as_str(), section.map_or("", |section| &section.when)].join(" ");
            let each_dataset = section.is_some_and(|section| section.each == Some(Each::Dataset));
            entries.push(Entry { path, compressed: bytes, each_dataset, when });
        }
    }
    entries.sort_unstable_by_key(|entry| entry.path);
    Ok(entries)
}

/// Returns the path of the JavaScript that is derived from a TypeScript file.
fn javascript_path(path: &str) -> Option<String> {
    let (stem, tags) = path.strip_suffix(TAGS).map_or((path, ""), |stem| (stem, TAGS));
    let (stem, extension) = stem.rsplit_once('.')?;
    let extension = match extension {
        "ts" => "js",
        "tsx" => "jsx",
        _ => return None,
    };
    Some(format!("{stem}.{extension}{tags}"))
}

/// Returns the files for an application with these facts, in its language.
///
/// # Errors
/// A manifest that can't be read or names an unknown fact, which is a bug.
pub fn select(facts: &Facts, language: Language) -> Result<Vec<Entry>> {
    let mut selected = Vec::new();
    for entry in entries(language)? {
        if entry.is_for(facts)? {
            selected.push(entry);
        }
    }
    Ok(selected)
}

/// Returns the text of a file, by its path below `templates`.
///
/// # Errors
/// A missing file or one that is not text, which is a bug.
pub fn file(path: &str) -> Result<String> {
    let folder = path.rsplit_once('/').map_or(Some(&TEMPLATES), |(folder, _)| directory(folder));
    let mut files = folder.into_iter().flat_map(Dir::files);
    let file = files.find(|file| file.path().to_str() == Some(path));
    text(path, file.map(File::contents).ok_or_else(|| template_bug(path, "is missing"))?)
}

fn text(path: &str, compressed: &[u8]) -> Result<String> {
    String::from_utf8(decompressed(path, compressed)?).map_err(|_| template_bug(path, "is not UTF-8"))
}

fn decompressed(path: &str, compressed: &[u8]) -> Result<Vec<u8>> {
    decompress_size_prepended(compressed).map_err(|_| template_bug(path, "can't be decompressed"))
}

fn template_bug(path: &str, what: &str) -> Error {
    Error::internal(format!("the template {path} {what}"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    folders: Vec<Folder>,
    files: Vec<Section>,
}

/// A folder of templates, below [`APP`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Folder {
    path: String,
    #[serde(default)]
    when: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    when: String,
    each: Option<Each>,
    paths: Vec<String>,
}

#[derive(PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Each {
    Dataset,
}

impl Manifest {
    fn read() -> Result<Self> {
        toml_edit::de::from_str(&file(MANIFEST)?).map_err(|error| bug(&format!("can't be read: {error}")))
    }

    /// Returns each path with the section that names it.
    fn paths(&self) -> impl Iterator<Item = (&str, &Section)> {
        self.files.iter().flat_map(|section| section.paths.iter().map(move |path| (path.as_str(), section)))
    }
}

/// Returns the files below a folder: their paths in it, with `/` on every system, and their compressed contents.
fn files(folder: &str) -> Vec<(&'static str, &'static [u8])> {
    let mut files = Vec::new();
    let mut open: Vec<&Dir<'_>> = directory(folder).into_iter().collect();
    while let Some(at) = open.pop() {
        open.extend(at.dirs());
        files.extend(at.files().filter_map(|file| {
            let path = file.path().to_str()?.strip_prefix(folder)?.strip_prefix('/')?;
            Some((path, file.contents()))
        }));
    }
    files
}

/// Returns a folder below `templates`. `Dir::get_dir` and `Dir::get_file` compare a path with that of every entry.
fn directory(path: &str) -> Option<&'static Dir<'static>> {
    let mut at = &TEMPLATES;
    for end in path.match_indices('/').map(|(end, _)| end).chain([path.len()]) {
        at = at.dirs().find(|folder| folder.path().to_str() == Some(&path[..end]))?;
    }
    Some(at)
}

fn bug(what: &str) -> Error {
    Error::internal(format!("the manifest of the templates {what}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn all_entries() -> Vec<Entry> {
        Language::ALL.into_iter().flat_map(|language| entries(language).expect("reads")).collect()
    }

    #[test]
    fn the_manifest_names_existing_files_once() {
        let manifest = Manifest::read().expect("reads");
        let in_tree: BTreeSet<&str> = (manifest.folders.iter())
            .flat_map(|folder| files(&format!("{APP}/{}", folder.path)))
            .map(|(path, _)| path)
            .collect();
        let mut named = BTreeSet::new();
        for (path, _) in manifest.paths() {
            assert!(in_tree.contains(path), "{path} does not exist");
            assert!(named.insert(path), "{path} is named twice");
        }
    }

    #[test]
    fn every_template_is_embedded_unchanged() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/app");
        let mut on_disk = BTreeSet::new();
        let mut open = vec![folder.clone()];
        while let Some(at) = open.pop() {
            for entry in std::fs::read_dir(at).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    on_disk.insert(path);
                }
            }
        }
        let embedded: BTreeSet<_> = files(APP).into_iter().map(|(path, _)| folder.join(path)).collect();
        assert_eq!(embedded, on_disk);
        for (path, compressed) in files(APP) {
            let embedded = decompressed(path, compressed).expect("intact");
            assert_eq!(std::fs::read(folder.join(path)).expect(path), embedded, "{path}");
        }
    }

    #[test]
    fn the_manifest_names_every_folder() {
        let manifest = Manifest::read().expect("reads");
        let mut named: BTreeSet<_> = manifest.folders.iter().map(|folder| folder.path.as_str()).collect();
        named.insert("javascript");
        let all = TEMPLATES.get_dir(APP).expect("a folder").dirs();
        let all: BTreeSet<_> = all.filter_map(|folder| folder.path().file_name()?.to_str()).collect();
        assert_eq!(named, all);
    }

    #[test]
    fn javascript_is_derived_only_from_existing_typescript() {
        for (path, _) in files(JAVASCRIPT).into_iter().filter(|(path, _)| *path != "README.md") {
            let (stem, tags) = path.strip_suffix(TAGS).map_or((path, ""), |stem| (stem, TAGS));
            let source = format!("{APP}/{}{tags}", stem.replace(".js", ".ts"));
            assert!(TEMPLATES.get_file(&source).is_some(), "{path} is derived from nothing");
        }
    }

    #[test]
    fn paths_contain_only_placeholders_of_datasets() {
        let known = ["{id}", "{Component}", "{points}", "{lines}", "{polygons}"];
        for entry in all_entries() {
            let left = known.iter().fold(entry.path.to_owned(), |path, known| path.replace(known, ""));
            assert!(!left.contains(['{', '}']), "{}", entry.path);
            assert_eq!(left != entry.path, entry.each_dataset, "{}", entry.path);
        }
    }

    #[test]
    fn only_hbs_files_contain_tags() {
        for entry in all_entries().iter().filter(|entry| entry.path.ends_with(TAGS)) {
            let text = entry.text().expect(entry.path);
            assert!(text.contains("{{"), "{} has no tags and needs no .hbs", entry.path);
        }
    }
}
