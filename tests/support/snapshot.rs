//! Files of the repository that hold what the program writes.
//!
//! Tests compare, and with `UPDATE_SNAPSHOTS` in the environment they write the files instead: see `scripts/update-snapshots`.

use std::fs;
use std::path::{Path, PathBuf};

/// Fails with a unified diff unless the file holds this text.
#[track_caller]
pub fn assert_file(path: &str, text: &str) {
    if let Err(difference) = compare(path, text) {
        panic!("{difference}\n{HINT}");
    }
}

/// What to do about a difference that is meant.
pub const HINT: &str = "If this is what you want, run scripts/update-snapshots and review its changes.";

/// A unified diff from the file to the text.
///
/// A file that does not exist is the same as an empty one.
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

/// Whether files are to be written instead of compared.
pub fn is_update() -> bool {
    std::env::var_os("UPDATE_SNAPSHOTS").is_some()
}

/// A path below the root of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
