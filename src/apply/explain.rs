//! Messages for file system errors.

use std::io;
use std::path::Path;

use crate::error::{Error, Kind};
use crate::spec::is_visible;

/// Returns the error if the working directory can't be used, usually because it was deleted.
pub fn no_cwd(error: &io::Error) -> Error {
    failure("use", "the current directory", error)
}

/// Describes what was attempted, on which path, and why it failed.
pub fn failure(tried: &str, path: &str, error: &io::Error) -> Error {
    let (why, hint) = if is_loop(error) { LOOP } else { reason(error.kind()) };
    let why = why.map_or_else(|| error.to_string(), str::to_owned);
    let failure = Error::new(Kind::FileSystem, format!("cannot {tried} {path}: {why}"));
    match hint {
        Some(hint) => failure.with_hint(hint),
        None => failure,
    }
}

/// Returns a path on one line.
pub fn printable(path: &Path) -> String {
    let text = path.to_string_lossy();
    if is_visible(&text) { text.into_owned() } else { format!("{text:?}") }
}

type Reason = (Option<&'static str>, Option<&'static str>);

const LOOP: Reason = (
    Some("it contains a symbolic link that leads back to itself"),
    Some("choose a directory that is not behind that link"),
);

/// Whether the error is a loop of symbolic links, for which the standard library has no stable name.
fn is_loop(error: &io::Error) -> bool {
    #[cfg(unix)]
    let is_loop = error.raw_os_error() == Some(nix::errno::Errno::ELOOP as i32);
    #[cfg(not(unix))]
    let is_loop = {
        let _ = error;
        false
    };
    is_loop
}

fn reason(kind: io::ErrorKind) -> Reason {
    use io::ErrorKind as K;
    let elsewhere = Some("choose another directory, or get permission to write to this one");
    match kind {
        K::StorageFull => {
            (Some("the disk is full"), Some("free some space on it, or choose a directory on another disk"))
        }
        K::QuotaExceeded => {
            (Some("your disk quota is used up"), Some("delete files that you don't need there"))
        }
        K::ReadOnlyFilesystem => (Some("the file system is read-only"), elsewhere),
        K::PermissionDenied => (Some("permission denied"), elsewhere),
        K::InvalidFilename => {
            (Some("the name or the whole path is too long"), Some("choose a directory with a shorter path"))
        }
        K::NotFound => (
            Some("it no longer exists, or its directory doesn't"),
            Some("check whether it was moved, then run the command again"),
        ),
        K::NotADirectory => (Some("a part of the path is not a directory"), Some("choose another directory")),
        K::CrossesDevices => (Some("it is on another file system"), Some("choose another directory")),
        K::ResourceBusy => {
            (Some("it is in use"), Some("close the program that uses it, then run the command again"))
        }
        K::FileTooLarge => {
            (Some("the file is larger than the limit"), Some("show the limits with `ulimit -a`"))
        }
        _ => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_has_a_reason_and_a_hint() {
        let error = failure("write", "demo/index.html", &io::ErrorKind::StorageFull.into());
        assert_eq!(error.kind, Kind::FileSystem);
        assert_eq!(error.message, "cannot write demo/index.html: the disk is full");
        assert_eq!(
            error.hint.as_deref(),
            Some("free some space on it, or choose a directory on another disk")
        );
    }

    #[test]
    fn other_errors_use_the_text_of_the_system() {
        let error = failure("write", "x", &io::Error::other("Input/output error"));
        assert_eq!(error.message, "cannot write x: Input/output error");
        assert_eq!(error.hint, None);
    }

    #[test]
    fn a_path_stays_on_one_line() {
        assert_eq!(printable(Path::new("a b'c")), "a b'c");
        assert_eq!(printable(Path::new("a\nb")), r#""a\nb""#);
    }
}
