//! The complete list of files with their final bytes; nothing on disk yet.

mod changes;
mod existing;

use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

pub use changes::{Change, Changes, Verb};
pub use existing::{Manner, beside, manner};

/// Every file of an application, sorted by path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    files: Vec<PlannedFile>,
}

/// One file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedFile {
    /// The path relative to the application's directory, with `/` between its parts.
    pub path: String,
    /// The content.
    pub bytes: Vec<u8>,
    /// Whether it contains a secret: on Unix only its owner may read it.
    pub private: bool,
}

impl Plan {
    /// Sorts the files and checks their paths. An invalid path is a bug in the program, not in its input.
    ///
    /// # Errors
    /// A path that leaves the directory, isn't portable, occurs twice, or is also a directory.
    pub fn new(mut files: Vec<PlannedFile>) -> Result<Self> {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        // Some file systems treat README.md and readme.md as one file.
        let mut folded = HashMap::with_capacity(files.len());
        for file in &files {
            if let Some(problem) = problem_of(&file.path) {
                return Err(Error::internal(format!("the planned path {:?} {problem}", file.path)));
            }
            if let Some(other) = folded.insert(file.path.to_lowercase(), &file.path) {
                let message =
                    format!("the paths {other:?} and {:?} are planned for the same place", file.path);
                return Err(Error::internal(message));
            }
        }
        for path in folded.keys() {
            let mut parents = path.match_indices('/').map(|(end, _)| &path[..end]);
            if let Some(file) = parents.find_map(|parent| folded.get(parent)) {
                return Err(Error::internal(format!("{file:?} is planned as a file and as a directory")));
            }
        }
        Ok(Self { files })
    }

    /// The plan without some of its files.
    #[must_use]
    pub fn without(mut self, is_left_out: impl Fn(&str) -> bool) -> Self {
        self.files.retain(|file| !is_left_out(&file.path));
        self
    }

    /// The files, sorted by path.
    pub fn files(&self) -> &[PlannedFile] {
        &self.files
    }
}

impl PlannedFile {
    /// SHA-256 of the content, in hexadecimal.
    pub fn sha256(&self) -> String {
        sha256(&self.bytes)
    }
}

/// SHA-256 of a content, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn problem_of(path: &str) -> Option<&'static str> {
    if path.contains(|c: char| c == '\\' || c == ':' || c.is_control()) {
        return Some("contains a character that has another meaning on some systems");
    }
    if path.split('/').any(str::is_empty) {
        return Some("is empty, absolute, or has an empty part");
    }
    path.split('/').any(|part| part == "." || part == "..").then_some("has a part that is `.` or `..`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    fn file(path: &str) -> PlannedFile {
        PlannedFile { path: path.to_owned(), bytes: b"abc".to_vec(), private: false }
    }

    fn plan(paths: &[&str]) -> Result<Plan> {
        Plan::new(paths.iter().map(|path| file(path)).collect())
    }

    #[test]
    fn files_are_sorted() {
        let plan = plan(&["src/b.js", "README.md", "src/a.js", ".gitignore"]).unwrap();
        let paths: Vec<_> = plan.files().iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, [".gitignore", "README.md", "src/a.js", "src/b.js"]);
    }

    #[test]
    fn unsafe_paths_are_internal_errors() {
        for path in
            ["", "/", "/a", "a/", "a//b", ".", "./a", "..", "../a", "a/../b", "a/..", "a\\b", "c:a", "a\0"]
        {
            assert_eq!(plan(&[path]).unwrap_err().kind, Kind::Internal, "{path:?}");
        }
        plan(&["..a", "a..", "a/.b", "a b/ü"]).unwrap();
    }

    #[test]
    fn a_path_is_planned_only_once() {
        for paths in [["a", "a"], ["a", "A"], ["a", "a/b"], ["A/b/c", "a/b"]] {
            assert_eq!(plan(&paths).unwrap_err().kind, Kind::Internal, "{paths:?}");
        }
        plan(&["a", "a.b", "a-b/c", "ab/c"]).unwrap();
    }

    #[test]
    fn the_hash_is_sha256() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(file("x").sha256(), known);
    }
}
