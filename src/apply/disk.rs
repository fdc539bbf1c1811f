//! Safe forms of file system operations that `std::fs` doesn't have.
#![allow(clippy::disallowed_methods, reason = "apply is the one place that writes")]

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

/// A lock that keeps a directory to one run while it is held.
#[cfg(unix)]
pub type Lock = Option<nix::fcntl::Flock<File>>;
#[cfg(not(unix))]
pub type Lock = ();

/// Another run holds the lock.
pub struct Busy;

/// Locks an existing directory against other runs. The lock belongs to the operating system and leaves no file behind. Not
/// every file system can lock a directory; without a lock, moves that never replace a file still keep two runs apart.
#[cfg(unix)]
pub fn lock(directory: &Path) -> Result<Lock, Busy> {
    use nix::errno::Errno;
    use nix::fcntl::{Flock, FlockArg, OFlag};
    use std::os::unix::fs::OpenOptionsExt;

    let flags = (OFlag::O_DIRECTORY | OFlag::O_NOFOLLOW).bits();
    let Ok(opened) = OpenOptions::new().read(true).custom_flags(flags).open(directory) else {
        return Ok(None);
    };
    match Flock::lock(opened, FlockArg::LockExclusiveNonblock) {
        Ok(lock) => Ok(Some(lock)),
        Err((_, Errno::EWOULDBLOCK)) => Err(Busy),
        Err(_) => Ok(None),
    }
}

#[cfg(not(unix))]
pub fn lock(_: &Path) -> Result<Lock, Busy> {
    Ok(())
}

/// What all names of incomplete files and directories start with.
pub const HIDDEN: &str = ".carto-app-tmp-";

/// Returns a name for an incomplete file or directory, unique within this process.
pub fn hidden_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{HIDDEN}{}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Creates a directory, accessible only by its owner if it is private.
pub fn create_directory(path: &Path, private: bool) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    if private {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    #[cfg(not(unix))]
    let _ = private;
    builder.create(path)
}

/// Creates a file, which must not exist yet.
pub fn create_file(path: &Path, private: bool) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if private {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = private;
    options.open(path)
}

/// Writes and closes a file, and before that waits until a power cut would not lose it.
pub fn fill(mut file: File, bytes: &[u8], synced: bool) -> io::Result<()> {
    file.write_all(bytes)?;
    if synced {
        sync(&file)?;
    }
    close(file)
}

/// Closes a file. Some file systems report a full disk only then, and dropping a `File` ignores that error.
#[cfg_attr(not(unix), expect(clippy::unnecessary_wraps, reason = "other systems don't tell"))]
pub fn close(file: File) -> io::Result<()> {
    #[cfg(unix)]
    nix::unistd::close(file)?;
    #[cfg(not(unix))]
    drop(file);
    Ok(())
}

/// Waits until the content of a file would survive a power cut. Not every file system can do that.
pub fn sync(file: &File) -> io::Result<()> {
    match file.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        synced => synced,
    }
}

/// Returns the content of a regular file, or `None` if something else is there.
pub fn content(path: &Path) -> io::Result<Option<Vec<u8>>> {
    if fs::symlink_metadata(path)?.is_file() { fs::read(path).map(Some) } else { Ok(None) }
}

/// Whether two paths are names of one file.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let id = |path| fs::symlink_metadata(path).map(|found| (found.dev(), found.ino()));
        matches!((id(one), id(other)), (Ok(one), Ok(other)) if one == other)
    }
    #[cfg(not(unix))]
    {
        let _ = (one, other);
        false
    }
}

/// Moves a file, symbolic link or directory without replacing anything.
pub fn move_to_free(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        use nix::errno::Errno;
        use nix::fcntl::{AT_FDCWD, RenameFlags, renameat2};

        match renameat2(AT_FDCWD, from, AT_FDCWD, to, RenameFlags::RENAME_NOREPLACE) {
            Err(Errno::EINVAL | Errno::ENOSYS | Errno::EOPNOTSUPP) => {}
            result => return result.map_err(io::Error::from),
        }
    }
    move_by_link(from, to)
}

/// Moves by hard link where the system can't rename without replacing; a hard link never replaces anything either.
fn move_by_link(from: &Path, to: &Path) -> io::Result<()> {
    let is_directory = fs::symlink_metadata(from)?.is_dir();
    if !is_directory {
        match fs::hard_link(from, to) {
            Ok(()) => return fs::remove_file(from).or_else(|error| take_back_link(to, error)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
            // Not every file system has hard links.
            Err(_) => {}
        }
    }
    match fs::symlink_metadata(to) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::rename(from, to),
        Err(error) => Err(error),
    }
}

/// Removes the new name after half a move.
fn take_back_link(to: &Path, error: io::Error) -> io::Result<()> {
    match fs::remove_file(to) {
        Ok(()) => Err(error),
        Err(also) => Err(io::Error::other(format!("{error}, and {} is left behind: {also}", to.display()))),
    }
}

/// Gives a file a second name, under which its content stays available when the first one is replaced. Never replaces
/// anything.
pub fn keep(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            // Not every file system has hard links.
            let copied = create_file(to, true).and_then(|file| fill(file, &fs::read(from)?, true));
            copied.and_then(|()| fs::set_permissions(to, fs::metadata(from)?.permissions()))
        }
        linked => linked,
    }
}

/// Whether a move failed because its destination exists.
pub fn is_taken(error: &io::Error) -> bool {
    use io::ErrorKind::{AlreadyExists, DirectoryNotEmpty, IsADirectory, NotADirectory};
    matches!(error.kind(), AlreadyExists | DirectoryNotEmpty | IsADirectory | NotADirectory)
}

/// Returns the last component of an existing path as the disk spells it: where case is ignored, readme.md may be found as
/// README.md.
pub fn name_on_disk(path: &Path) -> OsString {
    let name = path.file_name().unwrap_or_default();
    let folded = name.to_string_lossy().to_lowercase();
    let mut spelling = name.to_owned();
    // A directory that can't be listed doesn't give the spelling; the name as given has to do.
    for entry in path.parent().and_then(|parent| fs::read_dir(parent).ok()).into_iter().flatten().flatten() {
        let found = entry.file_name();
        if found == name {
            return found;
        }
        if found.to_string_lossy().to_lowercase() == folded {
            spelling = found;
        }
    }
    spelling
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_never_replace() {
        for mover in [move_to_free, move_by_link] {
            let place = tempfile::tempdir().unwrap();
            let [a, b, c, d] = ["a", "b", "c", "d"].map(|name| place.path().join(name));
            fs::write(&a, "ours").unwrap();
            fs::write(&b, "theirs").unwrap();
            fs::create_dir(&c).unwrap();
            fs::create_dir(&d).unwrap();
            for (from, to) in [(&a, &b), (&a, &c), (&c, &d), (&c, &a)] {
                assert!(is_taken(&mover(from, to).unwrap_err()), "{from:?} {to:?}");
            }
            assert_eq!(fs::read(&b).unwrap(), b"theirs");
            mover(&a, &place.path().join("e")).unwrap();
            mover(&c, &place.path().join("f")).unwrap();
            assert_eq!(fs::read(place.path().join("e")).unwrap(), b"ours");
            assert!(!a.exists() && !c.exists() && place.path().join("f").is_dir());
        }
    }

    #[cfg(unix)]
    #[test]
    fn moving_a_link_does_not_follow_it() {
        for mover in [move_to_free, move_by_link] {
            let place = tempfile::tempdir().unwrap();
            let [from, to] = ["from", "to"].map(|name| place.path().join(name));
            std::os::unix::fs::symlink("nowhere", &from).unwrap();
            mover(&from, &to).unwrap();
            assert_eq!(fs::read_link(&to).unwrap(), Path::new("nowhere"));
            assert!(fs::symlink_metadata(&from).is_err());
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_directory_can_be_locked_only_once() {
        let place = tempfile::tempdir().unwrap();
        let first = lock(place.path()).ok().flatten();
        assert!(first.is_some());
        assert!(lock(place.path()).is_err());
        drop(first);
        assert!(lock(place.path()).is_ok());
    }

    #[test]
    fn a_name_is_spelled_as_on_disk() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("readme.md"), "").unwrap();
        assert_eq!(name_on_disk(&place.path().join("README.md")), "readme.md");
        fs::write(place.path().join("README.md"), "").unwrap();
        assert_eq!(name_on_disk(&place.path().join("README.md")), "README.md");
    }
}
