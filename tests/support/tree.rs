//! Snapshots of directories, to compare the disk before and after a run.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Everything below a directory, including the directory itself as the empty path.
pub type Tree = BTreeMap<PathBuf, Entry>;

/// A file system entry with all of its properties that must not change.
#[derive(Clone, PartialEq, Eq)]
pub enum Entry {
    Directory { mode: u32 },
    File { mode: u32, bytes: Vec<u8> },
    Link { to: PathBuf },
    Special,
}

/// Reads a whole tree. Links are not followed.
pub fn snapshot(root: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut todo = vec![PathBuf::new()];
    while let Some(path) = todo.pop() {
        let full = if path.as_os_str().is_empty() { root.to_owned() } else { root.join(&path) };
        let found = fs::symlink_metadata(&full).expect("metadata of an entry");
        let entry = if found.is_symlink() {
            Entry::Link { to: fs::read_link(&full).expect("a link can be read") }
        } else if found.is_dir() {
            for child in fs::read_dir(&full).expect("a directory can be listed") {
                todo.push(path.join(child.expect("a directory can be listed").file_name()));
            }
            Entry::Directory { mode: mode(&found) }
        } else if found.is_file() {
            Entry::File { mode: mode(&found), bytes: fs::read(&full).expect("a file can be read") }
        } else {
            Entry::Special
        };
        tree.insert(path, entry);
    }
    tree
}

/// Fails with the paths that differ.
#[track_caller]
pub fn assert_same(before: &Tree, after: &Tree, when: &str) {
    let changed: Vec<String> = before
        .keys()
        .chain(after.keys().filter(|path| !before.contains_key(*path)))
        .filter(|path| before.get(*path) != after.get(*path))
        .map(|path| {
            format!("{}: {} -> {}", path.display(), describe(before.get(path)), describe(after.get(path)))
        })
        .collect();
    assert!(changed.is_empty(), "{when}: the disk has changed:\n{}", changed.join("\n"));
}

fn describe(entry: Option<&Entry>) -> String {
    match entry {
        None => "nothing".to_owned(),
        Some(Entry::Directory { mode }) => format!("directory {mode:o}"),
        Some(Entry::File { mode, bytes }) => format!("file {mode:o} of {} bytes", bytes.len()),
        Some(Entry::Link { to }) => format!("link to {}", to.display()),
        Some(Entry::Special) => "special file".to_owned(),
    }
}

#[cfg(unix)]
fn mode(found: &fs::Metadata) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    found.permissions().mode() & 0o7777
}

#[cfg(not(unix))]
fn mode(found: &fs::Metadata) -> u32 {
    found.permissions().readonly().into()
}
