//! Temporary directories, in memory if there is enough, as tests write several hundred thousand files.

use std::path::PathBuf;
use std::sync::LazyLock;

use tempfile::TempDir;

/// Returns an empty directory, which is removed when dropped.
pub fn directory() -> TempDir {
    static PARENT: LazyLock<PathBuf> = LazyLock::new(|| in_memory().unwrap_or_else(std::env::temp_dir));
    tempfile::tempdir_in(&*PARENT).expect("a temporary directory")
}

/// Returns a file system in memory that has half a gigabyte left and can run programs.
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
