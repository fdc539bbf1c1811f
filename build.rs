//! Writes what the manifest of the templates says: a fault in it ends the build, and no run has to read it.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "cargo listens on stdout, and gives a folder to write to"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use toml_edit::{DocumentMut, Item};

const TEMPLATES: &str = "templates";

fn main() {
    println!("cargo:rerun-if-changed={TEMPLATES}");
    let mut files = BTreeMap::new();
    read(Path::new(TEMPLATES), "", &mut files);
    let manifest = files.remove("app.toml").expect("the templates have a manifest");
    let manifest = entries(std::str::from_utf8(&manifest).expect("the manifest is UTF-8"), &files);
    let to = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(to.join("manifest.rs"), manifest).expect("the manifest is written");
}

/// The files of an application, in the order of the manifest.
fn entries(manifest: &str, files: &BTreeMap<String, Vec<u8>>) -> String {
    let manifest: DocumentMut = manifest.parse().expect("the manifest is TOML");
    let sections =
        manifest.get("files").and_then(Item::as_array_of_tables).expect("the manifest has [[files]]");
    let mut entries = String::from("&[\n");
    for section in sections {
        let when = section.get("when").and_then(Item::as_str).unwrap_or_default();
        let when: Vec<&str> = when.split_whitespace().collect();
        let each_dataset = section.get("each").and_then(Item::as_str) == Some("dataset");
        let paths = section.get("paths").and_then(Item::as_array).expect("a section has paths");
        for path in paths {
            let path = path.as_str().expect("a path is a string");
            assert!(files.contains_key(&format!("app/{path}")), "{path} of the manifest is not in the tree");
            writeln!(
                entries,
                "    Entry {{ path: {path:?}, when: &{when:?}, each_dataset: {each_dataset} }},"
            )
            .expect("a string takes all");
        }
    }
    entries + "]\n"
}

/// Every file below a folder, by its path in the tree, with `/` on every system.
fn read(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("the templates can be listed") {
        let path = entry.expect("the templates can be listed").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("templates have names of UTF-8");
        if path.is_dir() {
            read(&path, &format!("{prefix}{name}/"), files);
        } else {
            files.insert(format!("{prefix}{name}"), fs::read(&path).expect("a template can be read"));
        }
    }
}
