use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, Kind, Result};

/// The maximum size of a file that is read as source code or text, in bytes.
pub const LARGEST: u64 = 1 << 20;

/// The extensions of modules.
const PROGRAMS: [&str; 8] = [".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts"];

/// The extensions of files that contain neither code nor data.
const ASSETS: [&str; 24] = [
    "css", "scss", "sass", "less", "styl", "svg", "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "bmp",
    "woff", "woff2", "ttf", "otf", "eot", "mp3", "mp4", "webm", "md", "mdx",
];

/// Folders without the user's own files at any depth: installed packages and git's data.
const IGNORED_ANYWHERE: [&str; 2] = ["node_modules", ".git"];

/// Folders of the application with the output of builds and tests. Further below, these names are the user's.
const IGNORED_AT_TOP: [&str; 4] = ["dist", "playwright-report", "test-results", "coverage"];

/// Reads a file of the application, called `name` in messages. `None` if there is no such file.
///
/// # Errors
/// A file that can't be read, is larger than 1 MiB, or is not a regular file.
pub(super) fn read(place: &Path, name: &str) -> Result<Option<Vec<u8>>> {
    let unreadable =
        |error: &io::Error| Error::new(Kind::FileSystem, format!("{name} can't be read: {error}"));
    let found = match fs::symlink_metadata(place) {
        Ok(found) => found,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(unreadable(&error)),
    };
    if !found.is_file() {
        let what = if found.is_symlink() {
            "a symbolic link, which is never followed"
        } else {
            "not a regular file"
        };
        return Err(Error::new(Kind::Conflict, format!("{name} is {what}")));
    }
    match read_at_most(place, LARGEST) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Err(Error::new(
            Kind::Conflict,
            format!("{name} is larger than 1 MiB, the limit for files of an application"),
        )),
        Err(error) => Err(unreadable(&error)),
    }
}

/// Reads a regular file that is not a symbolic link and at most `limit` bytes long, even if it changes in the meantime. Never
/// blocks, not even on a named pipe.
///
/// # Errors
/// `FileTooLarge` for a longer file, and whatever the system reports.
pub fn read_at_most(place: &Path, limit: u64) -> io::Result<Vec<u8>> {
    match read_beginning(place, limit)? {
        (bytes, true) => Ok(bytes),
        _ => Err(io::ErrorKind::FileTooLarge.into()),
    }
}

/// Reads the first `limit` bytes of a file, as [`read_at_most`] does. Also returns whether that is the whole file.
///
/// # Errors
/// Whatever the system reports.
pub fn read_beginning(place: &Path, limit: u64) -> io::Result<(Vec<u8>, bool)> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use nix::fcntl::OFlag;
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags((OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK).bits());
    }
    let file = options.open(place)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    // With a byte more than the file has, two reads are enough.
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(limit) + 1).unwrap_or_default());
    file.take(limit + 1).read_to_end(&mut bytes)?;
    let is_whole = bytes.len() as u64 <= limit;
    bytes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok((bytes, is_whole))
}

/// Returns a path relative to a directory, such as `../.gitignore`. Both arguments are absolute.
pub fn seen_from(directory: &Path, path: &Path) -> String {
    let common = directory.ancestors().find(|folder| path.starts_with(folder)).unwrap_or(Path::new(""));
    let ups = directory.components().count() - common.components().count();
    let below = path.strip_prefix(common).unwrap_or(path);
    let seen: PathBuf = std::iter::repeat_n(OsStr::new(".."), ups).chain(below).collect();
    if seen.as_os_str().is_empty() { ".".to_owned() } else { seen.display().to_string() }
}

/// Whether a file is a module, by its extension.
pub fn is_program(path: &str) -> bool {
    PROGRAMS.iter().any(|ending| path.ends_with(ending))
}

/// Whether a module is in TypeScript, by its extension.
pub(super) fn is_typed(path: &str) -> bool {
    [".ts", ".tsx", ".mts", ".cts"].iter().any(|ending| path.ends_with(ending))
}

/// Whether a file is a style, a picture, a font or another file that contains neither code nor data, by its extension.
pub fn is_asset(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ASSETS.contains(&ending.to_ascii_lowercase().as_str()))
}

/// Whether a module is only used by tests.
pub fn is_of_tests(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    [".test.", ".spec.", "estUtils.", "setupTests."].iter().any(|part| name.contains(part))
        || path.contains("/__mocks__/")
        || path.contains("/__tests__/")
}

/// Returns the path of a module as an import may write it, without its extension and without `/index`: `components/views/Kpi`
/// for `components/views/Kpi.tsx` and for `components/views/Kpi/index.jsx`.
pub fn module_stem(path: &str) -> &str {
    let stem = PROGRAMS.iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path);
    stem.strip_suffix("/index").unwrap_or(stem)
}

/// Whether a folder of the application contains a symbolic link at any depth, except to an asset such as a picture. What is
/// behind it is not known, since links are not followed.
pub(super) fn has_links(root: &Path, folder: &str) -> bool {
    let mut open = vec![root.join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind)
                    if kind.is_dir() && !IGNORED_ANYWHERE.iter().any(|name| entry.file_name() == *name) =>
                {
                    open.push(entry.path());
                }
                Ok(kind) if kind.is_symlink() && !is_asset(&entry.file_name().to_string_lossy()) => {
                    return true;
                }
                _ => {}
            }
        }
    }
    false
}

/// Returns every file below a folder of the application, as paths with `/`, sorted. Symbolic links are not followed;
/// installed packages, build output and backups are skipped.
pub(super) fn below(root: &Path, folder: &str) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = match fs::read_dir(root.join(&folder)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            let kind = entry.file_type()?;
            if kind.is_dir() {
                let is_ignored = IGNORED_ANYWHERE.contains(&name.as_str())
                    || IGNORED_AT_TOP.contains(&path.as_str())
                    || name.starts_with(crate::apply::BACKUP);
                if !is_ignored {
                    open.push(path);
                }
            } else if kind.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_a_directory() {
        for (directory, path, expected) in [
            ("/a", "/a/x", "x"),
            ("/a/b/c", "/a/x", "../../x"),
            ("/b", "/a/x", "../a/x"),
            ("/a/b", "/a", ".."),
            ("/a", "/a", "."),
        ] {
            assert_eq!(seen_from(Path::new(directory), Path::new(path)), expected);
        }
    }

    #[test]
    fn tests_are_recognized() {
        for path in
            ["src/a.test.jsx", "src/testUtils.jsx", "src/oauthTestUtils.js", "src/store/__mocks__/a.js"]
        {
            assert!(is_of_tests(path), "{path}");
        }
        assert!(!is_of_tests("src/data/sources/latestSource.js"));
    }
}
