//! Changes to the disk that can be undone, by this run or, if it is killed, by a later one.
//!
//! A run that changes an existing directory records each change in a file before making it. All moves are recorded, and the
//! file is synced, before the first one. [`super::unfinished`] reads the file.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Step, disk};
use crate::error::Result;
use crate::plan::{PlannedFile, sha256};

/// The file that records the changes of a run, in the application's directory.
pub const JOURNAL: &str = ".carto-app-tmp-journal";

/// The name of that file once all changes are made and only kept files remain to be deleted.
pub const FINISHED: &str = ".carto-app-tmp-finished";

/// The events that a run can be undone after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Survives {
    /// Only errors, by the run itself: a single rename needs no journal on disk.
    Errors,
    /// Also the end of the process.
    Kill,
    /// Also a power cut, which requires syncing each file.
    PowerCut,
}

/// The changes made so far, in order.
pub struct Journal<'a> {
    base: PathBuf,
    survives: Survives,
    log: Option<File>,
    done: Vec<Entry>,
    locks: Vec<disk::Lock>,
    /// The directory of the last file: most files go into the same directory as the one before.
    folder: Option<(PathBuf, disk::Directory)>,
    checkpoint: &'a mut dyn FnMut(Step) -> Result<()>,
}

/// A change that could not be undone.
pub struct Left {
    /// The path of the remaining file or directory.
    pub path: PathBuf,
    /// Where it belongs, if it is the user's file.
    pub belongs: Option<PathBuf>,
    /// Why it could not be removed or moved back.
    pub why: io::Error,
}

/// A change. Its paths are relative to the directory of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Entry {
    /// A directory is created.
    Directory { path: PathBuf },
    /// A file is created under a hidden name.
    File { path: PathBuf, sha256: Option<String> },
    /// A complete file or directory moves to its place.
    Arrive { hidden: PathBuf, place: PathBuf },
    /// A file or directory of the user moves to the backup.
    BackUp { from: PathBuf, to: PathBuf },
    /// A complete file replaces another one, which is kept until everything is done.
    Replace { hidden: PathBuf, place: PathBuf, kept: PathBuf, old: String, new: String },
    /// A file is deleted: it is kept elsewhere until everything is done.
    Delete { place: PathBuf, kept: PathBuf },
}

impl<'a> Journal<'a> {
    /// Creates an empty journal of changes below `base`.
    ///
    /// # Errors
    /// File system errors; `AlreadyExists` if there is a journal.
    pub fn new(
        base: &Path,
        survives: Survives,
        checkpoint: &'a mut dyn FnMut(Step) -> Result<()>,
    ) -> io::Result<Self> {
        let log = match survives {
            Survives::Errors => None,
            Survives::Kill | Survives::PowerCut => Some(disk::create_file(&base.join(JOURNAL), true)?),
        };
        Ok(Self {
            base: base.to_owned(),
            survives,
            log,
            done: Vec::new(),
            locks: Vec::new(),
            folder: None,
            checkpoint,
        })
    }

    /// Marks a hidden directory as in use until the run ends, so that no other run mistakes it for a leftover.
    pub fn lock(&mut self, directory: &Path) {
        self.locks.extend(disk::lock(directory));
    }

    /// Calls `checkpoint`, whose error stops the run.
    pub fn checkpoint(&mut self, step: Step) -> Result<()> {
        (self.checkpoint)(step)
    }

    /// Creates a directory.
    pub fn directory(&mut self, path: &Path, private: bool) -> io::Result<()> {
        let entry = Entry::Directory { path: self.relative(path) };
        self.create(path, entry, |_| disk::create_directory(path, private))
    }

    /// Creates and fills a file.
    pub fn file(&mut self, path: &Path, file: &PlannedFile) -> io::Result<()> {
        // Only a later run needs the hash, which takes most of the time of a new application.
        let is_recorded = self.survives != Survives::Errors;
        let entry = Entry::File { path: self.relative(path), sha256: is_recorded.then(|| file.sha256()) };
        let opened = self.create(path, entry, |journal| journal.create_file(path, file.private))?;
        disk::fill(opened, &file.bytes, self.survives == Survives::PowerCut)
    }

    fn create<T>(
        &mut self,
        path: &Path,
        entry: Entry,
        create: impl FnOnce(&mut Self) -> io::Result<T>,
    ) -> io::Result<T> {
        // A later run must not delete anything that this one has not created.
        if self.log.is_some() && fs::symlink_metadata(path).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.record(std::slice::from_ref(&entry))?;
        let created = create(self)?;
        self.done.push(entry);
        Ok(created)
    }

    fn create_file(&mut self, path: &Path, private: bool) -> io::Result<File> {
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        let folder = match self.folder.take() {
            Some(last) if last.0 == parent => last.1,
            _ => disk::Directory::open(parent)?,
        };
        let created = folder.create_file(name, private);
        self.folder = Some((parent.to_owned(), folder));
        created
    }

    /// Returns a path below the journal's directory relative to it.
    pub fn relative(&self, path: &Path) -> PathBuf {
        path.strip_prefix(&self.base).unwrap_or(path).to_owned()
    }

    /// Returns the absolute form of a relative path.
    pub fn at(&self, path: &Path) -> PathBuf {
        self.base.join(path)
    }

    /// Records the following moves, before the first one is made.
    pub fn intend(&mut self, moves: &[Entry]) -> io::Result<()> {
        self.record(moves)?;
        self.log.as_ref().map_or(Ok(()), disk::sync)
    }

    /// Makes a move.
    pub fn perform(&mut self, entry: Entry) -> io::Result<()> {
        self.folder = None;
        let at = |path| self.at(path);
        match &entry {
            Entry::Arrive { hidden: from, place: to }
            | Entry::BackUp { from, to }
            | Entry::Delete { place: from, kept: to } => disk::move_to_free(&at(from), &at(to))?,
            Entry::Replace { hidden, place, kept, .. } => {
                disk::keep(&at(place), &at(kept))?;
                if let Err(error) = disk::replace(&at(hidden), &at(place)) {
                    return disk::remove_file(&at(kept)).and(Err(error));
                }
            }
            Entry::Directory { .. } | Entry::File { .. } => {}
        }
        self.done.push(entry);
        Ok(())
    }

    /// Ends the run: deletes the kept files and every directory that has become empty. Returns the files that could not be
    /// deleted.
    ///
    /// # Errors
    /// The run can't be ended, so everything has to be undone.
    pub fn commit(&mut self) -> io::Result<Vec<Left>> {
        let Some(log) = self.log.take() else { return Ok(Vec::new()) };
        disk::close(log)?;
        let journal = self.base.join(JOURNAL);
        if !self.done.iter().any(|entry| entry.kept().is_some()) {
            return disk::remove_file(&journal).map(|()| Vec::new());
        }
        disk::replace(&journal, &self.base.join(FINISHED))?;
        Ok(delete_kept(&self.done, &self.base))
    }

    /// Undoes all changes, the last one first, and continues after errors.
    pub fn undo(self) -> Vec<Left> {
        drop(self.log);
        let mut left = undo(&self.done, &self.base);
        if left.is_empty() && self.survives != Survives::Errors {
            left.extend(delete_journal(&self.base));
        }
        left
    }

    fn record(&mut self, entries: &[Entry]) -> io::Result<()> {
        let Some(log) = &mut self.log else { return Ok(()) };
        let mut lines = Vec::new();
        for entry in entries {
            serde_json::to_writer(&mut lines, entry)?;
            lines.push(b'\n');
        }
        log.write_all(&lines)
    }
}

/// Deletes the files that were kept, the directories that deletions have emptied, and the file that lists them.
pub fn delete_kept(entries: &[Entry], base: &Path) -> Vec<Left> {
    let mut left = Vec::new();
    for entry in entries {
        left.extend(entry.kept().and_then(|kept| gone(base.join(kept), disk::remove_file)));
        let Entry::Delete { place, .. } = entry else { continue };
        for parent in place.ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty()) {
            if disk::remove_directory(&base.join(parent)).is_err() {
                break;
            }
        }
    }
    if left.is_empty() {
        left.extend(gone(base.join(FINISHED), disk::remove_file));
    }
    left
}

/// Undoes changes, the last one first, and continues after errors. Changes that were not made, or were undone already, are
/// skipped. After an error, the journal has to stay for the next run.
pub fn undo(entries: &[Entry], base: &Path) -> Vec<Left> {
    entries.iter().rev().filter_map(|entry| entry.undo(base, entries, true).err()).collect()
}

/// Deletes the journal, once everything in it is undone.
pub fn delete_journal(base: &Path) -> Option<Left> {
    gone(base.join(JOURNAL), disk::remove_file)
}

/// Removes a file or directory of carto-app's own.
fn gone(path: PathBuf, remove: fn(&Path) -> io::Result<()>) -> Option<Left> {
    match remove(&path) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => Some(Left { path, belongs: None, why }),
        _ => None,
    }
}

impl Entry {
    /// Undoes the change, or with `write` false only checks whether that is possible. Never replaces or deletes a file whose
    /// content the run has not written.
    pub fn undo(&self, base: &Path, all: &[Self], write: bool) -> std::result::Result<(), Left> {
        let at = |path: &Path| base.join(path);
        match self {
            Self::Directory { path } if write => gone(at(path), disk::remove_directory).map_or(Ok(()), Err),
            Self::File { path, .. } if write => gone(at(path), disk::remove_file).map_or(Ok(()), Err),
            Self::Directory { .. } | Self::File { .. } => Ok(()),
            Self::Arrive { hidden, place } => withdraw(hidden, place, base, all, write),
            // The arrived file is removed first.
            Self::BackUp { from, .. } if !write && has_arrived(from, base, all) => Ok(()),
            Self::BackUp { from: place, to: kept } | Self::Delete { place, kept } => {
                put_back(&at(kept), &at(place), write)
            }
            Self::Replace { place, kept, old, new, .. } => {
                let (place, kept) = (at(place), at(kept));
                let left = |why: io::Error| Left { path: kept.clone(), belongs: Some(place.clone()), why };
                match disk::content(&place) {
                    Ok(Some(bytes)) if sha256(&bytes) == *new => match fs::symlink_metadata(&kept) {
                        Ok(_) if write => disk::replace(&kept, &place).map_err(left),
                        Ok(_) => Ok(()),
                        Err(error) => Err(left(error)),
                    },
                    Ok(Some(bytes)) if sha256(&bytes) == *old => {
                        if write {
                            gone(kept, disk::remove_file).map_or(Ok(()), Err)
                        } else {
                            Ok(())
                        }
                    }
                    // Nothing was replaced yet, so somebody else's change doesn't matter here.
                    _ if fs::symlink_metadata(&kept).is_err() => Ok(()),
                    Ok(_) => Err(left(io::Error::other("it has been overwritten since"))),
                    Err(error) => Err(left(error)),
                }
            }
        }
    }

    /// Returns where the old version of a file is kept until everything is done.
    pub fn kept(&self) -> Option<&Path> {
        match self {
            Self::Replace { kept, .. } | Self::Delete { kept, .. } => Some(kept),
            _ => None,
        }
    }

    /// Returns the path that a move changes.
    pub fn place(&self) -> Option<&Path> {
        match self {
            Self::Arrive { place, .. } | Self::Replace { place, .. } | Self::Delete { place, .. } => {
                Some(place)
            }
            Self::BackUp { from, .. } => Some(from),
            Self::Directory { .. } | Self::File { .. } => None,
        }
    }
}

/// Whether the run has put something in the place of a user's file. Some file systems ignore case.
fn has_arrived(from: &Path, base: &Path, all: &[Entry]) -> bool {
    let is_it = |place: &Path| place.as_os_str().eq_ignore_ascii_case(from.as_os_str());
    all.iter().any(|entry| {
        matches!(entry, Entry::Arrive { hidden, place }
            if is_it(place) && fs::symlink_metadata(base.join(hidden)).is_err())
    })
}

/// Deletes an arrived unit if it is unchanged. Files that somebody has added to it stay.
fn withdraw(
    hidden: &Path,
    place: &Path,
    base: &Path,
    all: &[Entry],
    write: bool,
) -> std::result::Result<(), Left> {
    let (from, to) = (base.join(hidden), base.join(place));
    let is_there = |path: &Path| fs::symlink_metadata(path).is_ok();
    if is_there(&from) || !is_there(&to) {
        // If a hard link replaced the rename, the file may have both names.
        let is_half = write && disk::is_same_file(&from, &to);
        return if is_half { gone(to, disk::remove_file).map_or(Ok(()), Err) } else { Ok(()) };
    }
    let final_place = |path: &Path| {
        let below = path.strip_prefix(hidden).ok()?;
        Some(if below.as_os_str().is_empty() { to.clone() } else { to.join(below) })
    };
    let mut files = Vec::new();
    let mut folders = Vec::new();
    for entry in all {
        match entry {
            Entry::File { path, sha256: expected } => {
                let Some(path) = final_place(path) else { continue };
                let why = match disk::content(&path) {
                    Ok(Some(bytes))
                        if expected.as_ref().is_none_or(|expected| sha256(&bytes) == *expected) =>
                    {
                        None
                    }
                    Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                    Ok(_) => Some(io::Error::other("it has been edited since")),
                    Err(error) => Some(error),
                };
                if let Some(why) = why {
                    return Err(Left { path, belongs: None, why });
                }
                files.push(path);
            }
            Entry::Directory { path } => folders.extend(final_place(path)),
            _ => {}
        }
    }
    if write {
        if let Some(left) = files.into_iter().find_map(|path| gone(path, disk::remove_file)) {
            return Err(left);
        }
        for folder in folders.into_iter().rev() {
            match disk::remove_directory(&folder) {
                Err(why)
                    if !matches!(why.kind(), io::ErrorKind::NotFound | io::ErrorKind::DirectoryNotEmpty) =>
                {
                    return Err(Left { path: folder, belongs: None, why });
                }
                _ => {}
            }
        }
    }
    Ok(())
}

/// Moves a file or directory of the user back to its place.
fn put_back(kept: &Path, place: &Path, write: bool) -> std::result::Result<(), Left> {
    let left = |why: io::Error| Left { path: kept.to_owned(), belongs: Some(place.to_owned()), why };
    match (fs::symlink_metadata(kept), fs::symlink_metadata(place)) {
        (Ok(_), Ok(_)) if disk::is_same_file(kept, place) => {
            if write {
                disk::remove_file(kept).map_err(left)
            } else {
                Ok(())
            }
        }
        (Ok(_), Ok(_)) => Err(left(io::ErrorKind::AlreadyExists.into())),
        (Ok(_), Err(_)) if write => disk::move_to_free(kept, place).map_err(left),
        // It was not moved, or not lost.
        (Ok(_), Err(_)) | (Err(_), Ok(_)) => Ok(()),
        (Err(error), Err(_)) => Err(left(error)),
    }
}
