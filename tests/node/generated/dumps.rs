//! Shares the sandbox's databases between applications with the same data, as filling one takes far longer than loading it.
//!
//! The sandbox names each dump after its contents, so dumps can't be confused.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::tools::{clear, folder};

/// The folder of the dumps in an application.
const CACHE: &str = "node_modules/.cache/carto-sandbox";

/// The shared dumps. The folder is emptied at the start of a run, so that each database is filled once.
static SHARED: LazyLock<PathBuf> = LazyLock::new(|| {
    let shared = folder().join("dumps");
    clear(&shared);
    shared
});

/// Gives an application the dumps of earlier applications.
pub fn lend(application: &Path) {
    let cache = application.join(CACHE);
    fs::create_dir_all(&cache).expect("created");
    link_all(&SHARED, &cache);
}

/// Keeps the dumps of an application for later applications.
pub fn keep(application: &Path) {
    link_all(&application.join(CACHE), &SHARED);
}

fn link_all(from: &Path, to: &Path) {
    for name in dumps(from) {
        // The other test may have linked it, or the sandbox replaced it, in the meantime.
        let _ = fs::hard_link(from.join(&name), to.join(&name));
    }
}

fn dumps(folder: &Path) -> Vec<OsString> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    names.filter(|name| name.to_string_lossy().ends_with(".tar.gz")).collect()
}
