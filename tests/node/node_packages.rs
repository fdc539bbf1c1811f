//! npm packages that tests need, at the versions of a lock file.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns a copy of a folder in `tests/node` with these files and its installed packages. Later runs reuse it.
pub fn installed(name: &str, files: &[&str]) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/node").join(name);
    let files = || ["package.json", "package-lock.json"].iter().chain(files);
    let mut hasher = DefaultHasher::new();
    for file in files() {
        fs::read(source.join(file)).expect("a file in the repository").hash(&mut hasher);
    }
    let parent = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let folder = parent.join(format!("{name}-{:016x}", hasher.finish()));
    if !folder.exists() {
        // The final rename makes sure that a folder with this name is always complete.
        let staged = tempfile::tempdir_in(parent).expect("the target folder can be written");
        for file in files() {
            fs::copy(source.join(file), staged.path().join(file)).expect("copied");
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
