//! The remains of killed runs: changes that are neither complete nor undone, and hidden files.
#![allow(clippy::disallowed_methods, reason = "apply is the one place that writes")]

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use super::journal::{Entry, FINISHED, JOURNAL, Left, delete_journal, delete_kept, undo};
use super::{BACKUP, Target, disk};
use crate::error::{Error, Kind, Result};

/// The maximum size of a journal, in bytes.
const LONGEST: u64 = 1 << 22;

/// Whether a killed run has left an unfinished change in a directory.
pub fn is_unfinished(directory: &Path) -> bool {
    directory.join(JOURNAL).is_file()
}

/// Undoes the change that a killed run has left unfinished, and returns the paths that it affected. With `write` false, nothing
/// is written, and an unfinished change is an error.
///
/// A journal may come from a stranger's repository. So every path in it must be in the directory and outside of a repository's
/// `.git`, and content is only replaced or deleted if its hash is in the journal.
///
/// # Errors
/// A journal that can't be read; files that have been changed since; file system errors.
pub fn undo_unfinished(target: &Target, write: bool) -> Result<Vec<String>> {
    let base = target.path();
    let is_there = |name: &str| fs::symlink_metadata(base.join(name)).is_ok();
    let has_something = is_there(JOURNAL) || (write && is_there(FINISHED));
    if !has_something {
        return Ok(Vec::new());
    }
    let _alone = disk::lock(base).map_err(|_busy| target.busy())?;
    if write && let Some(entries) = read(FINISHED, target)? {
        let left = delete_kept(&entries, base);
        if !left.is_empty() {
            return Err(target.left_behind(&Error::new(Kind::FileSystem, "all changes were made"), &left));
        }
    }
    let Some(entries) = read(JOURNAL, target)? else { return Ok(Vec::new()) };
    let mut places: Vec<String> =
        entries.iter().filter_map(|entry| Some(entry.place()?.to_string_lossy().into_owned())).collect();
    places.sort();
    places.dedup();
    if !write {
        if places.is_empty() {
            return Ok(places);
        }
        let message = format!(
            "an earlier run of carto-app was killed while it changed {}, so the change is unfinished",
            target.shown()
        );
        return Err(Error::new(Kind::Conflict, message).with_details(places).with_hint(
            "run carto-app check --fix, or the same command again; both first undo the unfinished change",
        ));
    }
    let blocked: Vec<Left> =
        entries.iter().filter_map(|entry| entry.undo(base, &entries, false).err()).collect();
    if !blocked.is_empty() {
        return Err(edited_since(&blocked, target));
    }
    let mut left = undo(&entries, base);
    if left.is_empty() {
        left.extend(delete_journal(base));
    }
    if left.is_empty() {
        return Ok(places);
    }
    Err(target.left_behind(&Error::new(Kind::FileSystem, "an earlier run of carto-app was killed"), &left))
}

/// Returns the leftovers of killed runs beside a directory and in it, which no run is using: hidden files, and those of a run that
/// was killed before its first change.
pub fn leftovers(target: &Target) -> Vec<String> {
    let above = target.path().ancestors().skip(1).find(|above| above.is_dir());
    let mut found = Vec::new();
    for directory in above.into_iter().chain([target.path()]) {
        if is_unfinished(directory) {
            if directory == target.path() {
                found.extend(staged(target));
            }
            continue;
        }
        for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
            let is_ours = entry.file_name().to_str().is_some_and(is_hidden_name);
            // A run that is still writing holds a lock.
            if is_ours && disk::lock(&entry.path()).is_ok() {
                found.push(target.shown_path(&entry.path()));
            }
        }
    }
    found.sort();
    found
}

/// Returns the files of a run that was killed before its first change: its journal, and what it wrote under hidden names.
fn staged(target: &Target) -> Vec<String> {
    let Ok(Some(entries)) = read(JOURNAL, target) else { return Vec::new() };
    if entries.iter().any(|entry| entry.place().is_some()) {
        return Vec::new();
    }
    let hidden = entries.iter().filter_map(|entry| match entry {
        Entry::Directory { path } | Entry::File { path, .. } => Some(target.path().join(path)),
        _ => None,
    });
    let is_there = |path: &PathBuf| fs::symlink_metadata(path).is_ok();
    let is_top = |path: &PathBuf| {
        path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(disk::HIDDEN))
    };
    let all = hidden.chain([target.path().join(JOURNAL)]).filter(is_top).filter(is_there);
    all.map(|path| target.shown_path(&path)).collect()
}

/// Whether a name is one of [`disk::hidden_name`].
fn is_hidden_name(name: &str) -> bool {
    let numbers = name.strip_prefix(disk::HIDDEN).map(|rest| rest.split('-').collect::<Vec<_>>());
    numbers.is_some_and(|numbers| {
        numbers.len() == 2
            && numbers.iter().all(|each| !each.is_empty() && each.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// Reads a journal, if it exists. The last line may be incomplete; its change was not begun.
fn read(name: &str, target: &Target) -> Result<Option<Vec<Entry>>> {
    let path = target.path().join(name);
    let mut bytes = Vec::new();
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(target.failure("read", &path, &error)),
        Ok(found) if !found.is_file() || found.len() > LONGEST => return Err(unreadable(&path, target)),
        Ok(_) => File::open(&path)
            .and_then(|file| file.take(LONGEST).read_to_end(&mut bytes))
            .map_err(|error| target.failure("read", &path, &error))?,
    };
    let complete = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let lines = bytes[..complete].split_inclusive(|byte| *byte == b'\n');
    let entries: Option<Vec<Entry>> = lines
        .map(|line| serde_json::from_slice(line).ok().filter(|entry| is_allowed(entry, target.path())))
        .collect();
    entries.map(Some).ok_or_else(|| unreadable(&path, target))
}

fn unreadable(path: &Path, target: &Target) -> Error {
    let name = target.shown_path(path);
    let message = format!("{name} is not a list of changes that carto-app has written");
    Error::new(Kind::Conflict, message)
        .with_hint(format!("look at {name}, and delete it if you don't need it"))
}

fn edited_since(blocked: &[Left], target: &Target) -> Error {
    let detail = |left: &Left| {
        let path = target.shown_path(&left.path);
        match &left.belongs {
            None => format!("{path}: {}", left.why),
            Some(place) => {
                format!("{path} is the previous version of {}: {}", target.shown_path(place), left.why)
            }
        }
    };
    let message = format!(
        "an earlier run of carto-app was killed while it changed {}, and files have changed since, so the unfinished change can't be undone",
        target.shown()
    );
    let journal = target.shown_path(&target.path().join(JOURNAL));
    Error::new(Kind::Conflict, message).with_details(blocked.iter().map(detail).collect()).with_hint(format!(
        "save what you need from these files, delete {journal}, then run the command again"
    ))
}

/// Whether a run may have written all paths of an entry.
fn is_allowed(entry: &Entry, base: &Path) -> bool {
    let has_part = |path: &Path, start: &str| {
        path.components().any(|part| part.as_os_str().to_str().is_some_and(|part| part.starts_with(start)))
    };
    let hidden = |path: &Path| has_part(path, disk::HIDDEN);
    let backup = |path: &Path| has_part(path, BACKUP);
    let paths: Vec<&Path> = match entry {
        Entry::Directory { path } if hidden(path) || backup(path) => vec![path],
        Entry::File { path, sha256: Some(_) } if hidden(path) => vec![path],
        Entry::Arrive { hidden: from, place } if hidden(from) => vec![from, place],
        Entry::BackUp { from, to } if backup(to) => vec![from, to],
        Entry::Replace { hidden: new, place, kept, .. } if hidden(new) && hidden(kept) => {
            vec![new, place, kept]
        }
        Entry::Delete { place, kept } if hidden(kept) => vec![place, kept],
        _ => return false,
    };
    paths.into_iter().all(|path| is_inside(path, base))
}

/// Whether a path is in a directory, not behind a symbolic link out of it, and not git's own.
fn is_inside(path: &Path, base: &Path) -> bool {
    let is_plain = |path: &Path| {
        path.components()
            .all(|part| matches!(part, Component::Normal(name) if !name.eq_ignore_ascii_case(".git")))
    };
    let Ok(root) = fs::canonicalize(base) else { return false };
    // A missing folder can't lead outside; its nearest existing parent decides.
    let folders = path.ancestors().skip(1).map(|folder| root.join(folder));
    let nearest = folders.into_iter().find_map(|folder| fs::canonicalize(folder).ok());
    let below: Option<PathBuf> =
        nearest.and_then(|folder| folder.strip_prefix(&root).map(Path::to_owned).ok());
    path.file_name().is_some() && is_plain(path) && below.is_some_and(|below| is_plain(&below))
}
