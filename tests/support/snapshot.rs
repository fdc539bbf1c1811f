//! Files of the repository with the program's expected output.
//!
//! Tests compare with them, or write them if `UPDATE_SNAPSHOTS` is set: see `scripts/update-snapshots`.

use std::fs;
use std::path::{Path, PathBuf};

/// Fails with a unified diff unless the file has this text.
#[track_caller]
pub fn assert_file(path: &str, text: &str) {
    if let Err(difference) = compare(path, text) {
        panic!("{difference}\n{HINT}");
    }
}

/// What to do if a difference is intended.
pub const HINT: &str = "If this is what you want, run scripts/update-snapshots and review its changes.";

/// Returns a unified diff as the error if the file differs from the text.
///
/// A missing file counts as empty.
pub fn compare(path: &str, text: &str) -> Result<(), String> {
    let full = repository(path);
    let old = fs::read_to_string(&full).unwrap_or_default();
    if old == text {
        return Ok(());
    }
    if is_update() {
        fs::create_dir_all(full.parent().expect("a parent")).expect(path);
        fs::write(&full, text).expect(path);
        return Ok(());
    }
    let mut options = diffy::DiffOptions::new();
    options.set_original_filename(path.to_owned()).set_modified_filename(format!("{path} (now)"));
    Err(options.create_patch(&old, text).to_string())
}

/// Whether tests write files instead of comparing them.
pub fn is_update() -> bool {
    std::env::var_os("UPDATE_SNAPSHOTS").is_some()
}

/// Returns the path of a file in the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
