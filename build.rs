//! Packs the tree of templates into one compressed block, and writes where in it each file lies.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "cargo listens on stdout, and gives a folder to write to"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

const TEMPLATES: &str = "templates";

fn main() {
    println!("cargo:rerun-if-changed={TEMPLATES}");
    let mut files = BTreeMap::new();
    read(Path::new(TEMPLATES), "", &mut files);
    let mut whole = Vec::new();
    let mut index = String::from("&[\n");
    for (path, bytes) in files {
        let start = whole.len();
        whole.extend(bytes);
        writeln!(index, "    ({path:?}, {start}..{}),", whole.len()).expect("a string takes all");
    }
    index.push_str("]\n");
    let to = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(to.join("templates.rs"), index).expect("the index is written");
    fs::write(to.join("templates.lz4"), lz4_flex::compress_prepend_size(&whole))
        .expect("the block is written");
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
