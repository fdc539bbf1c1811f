//! Temporary directories, in memory where the system has room there: tests write some hundred thousand files.

use std::path::PathBuf;
use std::sync::LazyLock;

use tempfile::TempDir;

/// An empty directory, which goes when it is dropped.
pub fn directory() -> TempDir {
    static PARENT: LazyLock<PathBuf> = LazyLock::new(|| in_memory().unwrap_or_else(std::env::temp_dir));
    tempfile::tempdir_in(&*PARENT).expect("a temporary directory")
}

/// A place with at least half a gigabyte where programs can be run.
#[cfg(target_os = "linux")]
fn in_memory() -> Option<PathBuf> {
    use nix::sys::statvfs::{FsFlags, statvfs};

    let path = PathBuf::from("/dev/shm");
    let about = statvfs(&path).ok()?;
    let has_room = about.blocks_available() * about.fragment_size() >= 1 << 29;
    let can_run = !about.flags().intersects(FsFlags::ST_NOEXEC | FsFlags::ST_RDONLY);
    (has_room && can_run && tempfile::tempdir_in(&path).is_ok()).then_some(path)
}

#[cfg(not(target_os = "linux"))]
fn in_memory() -> Option<PathBuf> {
    None
}
