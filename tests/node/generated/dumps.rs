//! The sandbox's databases, which applications with the same data share: to fill one takes far longer than to load it.
//!
//! The sandbox names each dump after what it was made from, so none can be taken for another.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::tools::{clear, folder};

/// Where an application keeps them, below its folder.
const CACHE: &str = "node_modules/.cache/carto-sandbox";

/// Empty at the start of a run, so that each database is filled once.
static SHARED: LazyLock<PathBuf> = LazyLock::new(|| {
    let shared = folder().join("dumps");
    clear(&shared);
    shared
});

/// Gives an application the dumps of those before it.
pub fn lend(application: &Path) {
    let cache = application.join(CACHE);
    fs::create_dir_all(&cache).expect("it can be made");
    link_all(&SHARED, &cache);
}

/// Keeps the dumps of an application for those after it.
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
    let names = entries.map(|entry| entry.expect("it can be read").file_name());
    names.filter(|name| name.to_string_lossy().ends_with(".tar.gz")).collect()
}
