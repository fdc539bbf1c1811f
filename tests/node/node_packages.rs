//! Packages of npm that tests need, at the versions of a lock file.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder of `tests/node` with its packages and some more of its files, installed where the same ones aren't yet.
pub fn installed(name: &str, files: &[&str]) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/node").join(name);
    let files = || ["package.json", "package-lock.json"].iter().chain(files);
    let mut hasher = DefaultHasher::new();
    for file in files() {
        fs::read(source.join(file)).expect("it is in the repository").hash(&mut hasher);
    }
    let parent = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let folder = parent.join(format!("{name}-{:016x}", hasher.finish()));
    if !folder.exists() {
        // One rename at the end, so that a folder of this name is always whole.
        let staged = tempfile::tempdir_in(parent).expect("the target folder can be written");
        for file in files() {
            fs::copy(source.join(file), staged.path().join(file)).expect("it can be copied");
        }
        let mut npm = Command::new("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(staged.path());
        let output = npm.output().expect("these tests need npm");
        assert!(output.status.success(), "npm failed: {}", String::from_utf8_lossy(&output.stderr));
        let renamed = fs::rename(staged.path(), &folder);
        assert!(renamed.is_ok() || folder.exists(), "{renamed:?}");
    }
    folder
}
