//! Safe forms of file system operations that `std::fs` doesn't have.
#![allow(clippy::disallowed_methods, reason = "apply is the one place that writes")]

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

/// A lock that reserves a directory for one run while it is held.
#[cfg(unix)]
pub type Lock = Option<nix::fcntl::Flock<File>>;
#[cfg(not(unix))]
pub type Lock = ();

/// The error if another run holds the lock.
pub struct Busy;

/// Locks an existing directory against other runs. The lock belongs to the operating system and leaves no file behind. Not
/// every file system can lock a directory; without a lock, moves that never replace a file still keep two runs apart.
#[cfg(unix)]
pub fn lock(directory: &Path) -> Result<Lock, Busy> {
    use nix::errno::Errno;
    use nix::fcntl::{Flock, FlockArg, OFlag};
    use std::fs::OpenOptions;
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

/// The prefix of all names of incomplete files and directories.
pub const HIDDEN: &str = ".carto-app-tmp-";

/// Returns a name for an incomplete file or directory, unique within this process.
pub fn hidden_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{HIDDEN}{}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

pub use system::{
    Directory, create_directory, create_file, inherit, open, remove_directory, remove_file, replace,
};

/// Writes and closes a file; if `synced`, waits before closing until a power cut would not lose it.
pub fn fill(mut file: File, bytes: &[u8], synced: bool) -> io::Result<()> {
    file.write_all(bytes)?;
    if synced {
        sync(&file)?;
    }
    close(file)
}

/// Closes a file. Some file systems report a full disk only then, and dropping a `File` ignores that error.
#[cfg_attr(not(unix), expect(clippy::unnecessary_wraps, reason = "other systems don't report it"))]
pub fn close(file: File) -> io::Result<()> {
    #[cfg(unix)]
    nix::unistd::close(file)?;
    #[cfg(not(unix))]
    drop(file);
    Ok(())
}

/// Reads a regular file that is not a symbolic link.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
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
    if fs::symlink_metadata(path)?.is_file() { read(path).map(Some) } else { Ok(None) }
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
    match system::move_exclusively(from, to) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => move_by_link(from, to),
        result => result,
    }
}

/// Whether a file has several names, by hard links. Not known on Windows.
pub fn has_other_names(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.nlink() > 1)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

/// Moves by hard link where the system can't rename without replacing; a hard link never replaces anything either.
fn move_by_link(from: &Path, to: &Path) -> io::Result<()> {
    if !system::is_directory(from)? {
        match system::link(from, to) {
            Ok(()) => return remove_file(from).or_else(|error| take_back_link(to, error)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
            // Not every file system has hard links.
            Err(_) => {}
        }
    }
    match system::is_directory(to) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => replace(from, to),
        Err(error) => Err(error),
    }
}

/// Removes the new name after half a move.
fn take_back_link(to: &Path, error: io::Error) -> io::Result<()> {
    match remove_file(to) {
        Ok(()) => Err(error),
        Err(also) => Err(io::Error::other(format!("{error}, and {} is left behind: {also}", to.display()))),
    }
}

/// Gives a file a second name, under which its content stays available when the first one is replaced. Never replaces
/// anything.
pub fn keep(from: &Path, to: &Path) -> io::Result<()> {
    match system::link(from, to) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            // Not every file system has hard links.
            create_file(to, true).and_then(|file| fill(file, &read(from)?, true))?;
            inherit(from, to, false)
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
    // A directory that can't be listed doesn't give the spelling; the name as given must do.
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

/// Operations on the last component of a path, in a directory that is reached without following a symbolic link, so that
/// replacing a directory with a link can't redirect them.
#[cfg(unix)]
mod system {
    use std::ffi::OsStr;
    use std::fs::File;
    use std::io;
    use std::os::fd::OwnedFd;
    use std::path::{Component, Path};

    use nix::errno::Errno;
    use nix::fcntl::{AtFlags, OFlag, openat, renameat};
    use nix::sys::stat::{Mode, SFlag, fchmod, fstatat, mkdirat};
    use nix::unistd::{UnlinkatFlags, linkat, unlinkat};

    /// An open directory. What is created in it stays in it, whatever happens to its path.
    pub struct Directory(OwnedFd);

    impl Directory {
        /// Opens a directory without following a symbolic link.
        pub fn open(path: &Path) -> io::Result<Self> {
            directory(path).map(Self).map_err(|error| match error {
                Errno::ELOOP => {
                    io::Error::other("a symbolic link has just taken the place of a directory in it")
                }
                error => error.into(),
            })
        }

        /// Creates a file, which must not exist yet.
        pub fn create_file(&self, name: &OsStr, private: bool) -> io::Result<File> {
            let flags = OFlag::O_WRONLY | OFlag::O_CREAT | OFlag::O_EXCL | OFlag::O_CLOEXEC;
            let mode = Mode::from_bits_truncate(if private { 0o600 } else { 0o666 });
            Ok(openat(&self.0, name, flags, mode)?.into())
        }
    }

    struct Place<'p> {
        directory: OwnedFd,
        name: &'p OsStr,
    }

    impl<'p> Place<'p> {
        fn of(path: &'p Path) -> io::Result<Self> {
            let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
                return Err(io::ErrorKind::InvalidInput.into());
            };
            Ok(Self { directory: Directory::open(parent)?.0, name })
        }
    }

    fn directory(path: &Path) -> nix::Result<OwnedFd> {
        let flags = OFlag::O_DIRECTORY | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
        #[cfg(target_os = "linux")]
        let flags = flags | OFlag::O_PATH;
        #[cfg(target_os = "linux")]
        {
            use nix::fcntl::{AT_FDCWD, OpenHow, ResolveFlag, openat2};

            let how = OpenHow::new().flags(flags).resolve(ResolveFlag::RESOLVE_NO_SYMLINKS);
            match openat2(AT_FDCWD, path, how) {
                // Old kernels lack it, and some containers forbid it.
                Err(Errno::ENOSYS | Errno::EPERM) => {}
                result => return result,
            }
        }
        walk(path, flags)
    }

    /// Opens an absolute path component by component.
    fn walk(path: &Path, flags: OFlag) -> nix::Result<OwnedFd> {
        let mut directory = nix::fcntl::open("/", flags, Mode::empty())?;
        for part in path.components() {
            match part {
                Component::RootDir => {}
                Component::Normal(name) => {
                    directory = openat(&directory, name, flags, Mode::empty()).map_err(|error| {
                        let is_link = error == Errno::ENOTDIR && is_link(&directory, name);
                        if is_link { Errno::ELOOP } else { error }
                    })?;
                }
                _ => return Err(Errno::EINVAL),
            }
        }
        Ok(directory)
    }

    fn is_link(directory: &OwnedFd, name: &OsStr) -> bool {
        let found = fstatat(directory, name, AtFlags::AT_SYMLINK_NOFOLLOW);
        found.is_ok_and(|found| SFlag::from_bits_truncate(found.st_mode) & SFlag::S_IFMT == SFlag::S_IFLNK)
    }

    /// Creates a directory, accessible only by its owner if it is private.
    pub fn create_directory(path: &Path, private: bool) -> io::Result<()> {
        let place = Place::of(path)?;
        let mode = Mode::from_bits_truncate(if private { 0o700 } else { 0o777 });
        Ok(mkdirat(&place.directory, place.name, mode)?)
    }

    /// Creates a file, which must not exist yet.
    pub fn create_file(path: &Path, private: bool) -> io::Result<File> {
        let Place { directory, name } = Place::of(path)?;
        Directory(directory).create_file(name, private)
    }

    /// Opens a file for reading.
    pub fn open(path: &Path) -> io::Result<File> {
        let place = Place::of(path)?;
        let flags = OFlag::O_RDONLY | OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK | OFlag::O_CLOEXEC;
        Ok(openat(&place.directory, place.name, flags, Mode::empty())?.into())
    }

    /// Gives a file the owner and the permissions of another one. Only the owner may access it if it is private.
    pub fn inherit(from: &Path, to: &Path, private: bool) -> io::Result<()> {
        use std::os::unix::fs::{MetadataExt, fchown};

        let source = Place::of(from)?;
        let old = fstatat(&source.directory, source.name, AtFlags::AT_SYMLINK_NOFOLLOW)?;
        let new = open(to)?;
        let found = new.metadata()?;
        if (found.uid(), found.gid()) != (old.st_uid, old.st_gid) {
            fchown(&new, Some(old.st_uid), Some(old.st_gid))?;
        }
        let mode = Mode::from_bits_truncate(old.st_mode);
        Ok(fchmod(&new, if private { Mode::S_IRUSR | Mode::S_IWUSR } else { mode })?)
    }

    /// Removes a file or symbolic link.
    pub fn remove_file(path: &Path) -> io::Result<()> {
        let place = Place::of(path)?;
        Ok(unlinkat(&place.directory, place.name, UnlinkatFlags::NoRemoveDir)?)
    }

    /// Removes an empty directory.
    pub fn remove_directory(path: &Path) -> io::Result<()> {
        let place = Place::of(path)?;
        Ok(unlinkat(&place.directory, place.name, UnlinkatFlags::RemoveDir)?)
    }

    /// Moves a file in place of another.
    pub fn replace(from: &Path, to: &Path) -> io::Result<()> {
        let (from, to) = (Place::of(from)?, Place::of(to)?);
        Ok(renameat(&from.directory, from.name, &to.directory, to.name)?)
    }

    /// Moves without replacing anything; `Unsupported` if the system can't.
    pub fn move_exclusively(from: &Path, to: &Path) -> io::Result<()> {
        #[cfg(all(target_os = "linux", target_env = "gnu"))]
        {
            use nix::fcntl::{RenameFlags, renameat2};

            let (from, to) = (Place::of(from)?, Place::of(to)?);
            let flags = RenameFlags::RENAME_NOREPLACE;
            match renameat2(&from.directory, from.name, &to.directory, to.name, flags) {
                Err(Errno::EINVAL | Errno::ENOSYS | Errno::EOPNOTSUPP) => {
                    Err(io::ErrorKind::Unsupported.into())
                }
                result => Ok(result?),
            }
        }
        #[cfg(not(all(target_os = "linux", target_env = "gnu")))]
        {
            let _ = (from, to);
            Err(io::ErrorKind::Unsupported.into())
        }
    }

    /// Gives a file a second name.
    pub fn link(from: &Path, to: &Path) -> io::Result<()> {
        let (from, to) = (Place::of(from)?, Place::of(to)?);
        Ok(linkat(&from.directory, from.name, &to.directory, to.name, AtFlags::empty())?)
    }

    /// Whether the existing entry at a path is a directory.
    pub fn is_directory(path: &Path) -> io::Result<bool> {
        let place = Place::of(path)?;
        let found = fstatat(&place.directory, place.name, AtFlags::AT_SYMLINK_NOFOLLOW)?;
        Ok(SFlag::from_bits_truncate(found.st_mode) & SFlag::S_IFMT == SFlag::S_IFDIR)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn no_symbolic_link_is_followed() {
            let place = tempfile::tempdir().unwrap();
            let root = place.path().canonicalize().unwrap();
            std::fs::create_dir_all(root.join("a/b")).unwrap();
            std::os::unix::fs::symlink("a", root.join("link")).unwrap();
            let flags = OFlag::O_DIRECTORY | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
            for path in ["link", "link/b", "a/../link/b"] {
                assert!(directory(&root.join(path)).is_err(), "{path}");
                assert!(walk(&root.join(path), flags).is_err(), "{path}");
                let inside = root.join(path).join("new");
                assert!(create_file(&inside, false).is_err() && create_directory(&inside, false).is_err());
            }
            assert_eq!(walk(&root.join("link/b"), flags).unwrap_err(), Errno::ELOOP);
            assert!(directory(&root.join("a/b")).is_ok() && walk(&root.join("a/b"), flags).is_ok());
            create_file(&root.join("a/b/new"), false).unwrap();
        }
    }
}

/// The same operations by path, on systems without better ones.
#[cfg(not(unix))]
mod system {
    use std::ffi::OsStr;
    use std::fs::{self, File};
    use std::io;
    use std::path::{Path, PathBuf};

    pub struct Directory(PathBuf);

    impl Directory {
        pub fn open(path: &Path) -> io::Result<Self> {
            Ok(Self(path.to_owned()))
        }

        pub fn create_file(&self, name: &OsStr, private: bool) -> io::Result<File> {
            create_file(&self.0.join(name), private)
        }
    }

    pub fn create_directory(path: &Path, _private: bool) -> io::Result<()> {
        fs::create_dir(path)
    }

    pub fn create_file(path: &Path, _private: bool) -> io::Result<File> {
        File::create_new(path)
    }

    pub fn open(path: &Path) -> io::Result<File> {
        File::open(path)
    }

    pub fn inherit(from: &Path, to: &Path, _private: bool) -> io::Result<()> {
        fs::set_permissions(to, fs::metadata(from)?.permissions())
    }

    pub fn remove_file(path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    pub fn remove_directory(path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    pub fn replace(from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    pub fn move_exclusively(_from: &Path, _to: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub fn link(from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    pub fn is_directory(path: &Path) -> io::Result<bool> {
        Ok(fs::symlink_metadata(path)?.is_dir())
    }
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
