//! Changes to the disk that can be undone.

use std::io;
use std::path::{Path, PathBuf};

use super::{Step, disk};
use crate::error::Result;
use crate::plan::PlannedFile;

/// The changes made so far, in order.
pub struct Journal<'a> {
    done: Vec<Done>,
    checkpoint: &'a mut dyn FnMut(Step) -> Result<()>,
}

/// A change that could not be undone.
pub struct Left {
    /// The path of the file or directory that is left.
    pub path: PathBuf,
    /// Where it belongs, if it is the user's file.
    pub belongs: Option<PathBuf>,
    /// Why it could not be removed or moved back.
    pub why: io::Error,
}

enum Done {
    Directory(PathBuf),
    File(PathBuf),
    Arrived { hidden: PathBuf, place: PathBuf },
    BackedUp { from: PathBuf, to: PathBuf },
    Replaced { place: PathBuf, old: PathBuf },
    Hidden { from: PathBuf, to: PathBuf },
}

impl<'a> Journal<'a> {
    /// An empty journal.
    pub fn new(checkpoint: &'a mut dyn FnMut(Step) -> Result<()>) -> Self {
        Self { done: Vec::new(), checkpoint }
    }

    /// Asks `checkpoint` whether to continue.
    pub fn checkpoint(&mut self, step: Step) -> Result<()> {
        (self.checkpoint)(step)
    }

    /// Creates a directory.
    pub fn directory(&mut self, path: PathBuf, private: bool) -> io::Result<()> {
        disk::create_directory(&path, private)?;
        self.done.push(Done::Directory(path));
        Ok(())
    }

    /// Creates and fills a file.
    pub fn file(&mut self, path: PathBuf, file: &PlannedFile) -> io::Result<()> {
        let open = disk::create_file(&path, file.private)?;
        self.done.push(Done::File(path));
        disk::fill(open, &file.bytes)
    }

    /// Moves a complete file or directory to its final place.
    pub fn arrive(&mut self, hidden: PathBuf, place: PathBuf) -> io::Result<()> {
        disk::move_to_free(&hidden, &place)?;
        self.done.push(Done::Arrived { hidden, place });
        Ok(())
    }

    /// Moves a file or directory of the user to the backup.
    pub fn back_up(&mut self, from: PathBuf, to: PathBuf) -> io::Result<()> {
        disk::move_to_free(&from, &to)?;
        self.done.push(Done::BackedUp { from, to });
        Ok(())
    }

    /// Replaces a file by a complete one, by one rename. `old` is where the replaced file is kept until everything is done.
    pub fn replace(&mut self, hidden: &Path, place: PathBuf, old: PathBuf) -> io::Result<()> {
        disk::keep(&place, &old)?;
        if let Err(error) = disk::replace(hidden, &place) {
            return disk::remove_file(&old).and(Err(error));
        }
        self.done.push(Done::Replaced { place, old });
        Ok(())
    }

    /// Moves a file to be deleted to where it is kept until everything is done.
    pub fn hide(&mut self, from: PathBuf, to: PathBuf) -> io::Result<()> {
        disk::move_to_free(&from, &to)?;
        self.done.push(Done::Hidden { from, to });
        Ok(())
    }

    /// Ends the run: deletes the kept files, and every directory that has become empty.
    pub fn commit(self) -> Vec<Left> {
        let mut left = Vec::new();
        for done in self.done {
            let (waiting, place) = match done {
                Done::Replaced { old, .. } => (old, None),
                Done::Hidden { from, to } => (to, Some(from)),
                _ => continue,
            };
            if let Err(why) = disk::remove_file(&waiting) {
                left.push(Left { path: waiting, belongs: None, why });
            }
            for parent in place.iter().flat_map(|place| place.ancestors().skip(1)) {
                if disk::remove_directory(parent).is_err() {
                    break;
                }
            }
        }
        left
    }

    /// Undoes all changes, the last one first, and continues after errors.
    pub fn undo(self) -> Vec<Left> {
        self.done.into_iter().rev().filter_map(Done::undo).collect()
    }
}

impl Done {
    fn undo(self) -> Option<Left> {
        let (result, path, belongs) = match self {
            Self::Directory(path) => (disk::remove_directory(&path), path, None),
            Self::File(path) => (disk::remove_file(&path), path, None),
            Self::Arrived { hidden, place } => (disk::move_to_free(&place, &hidden), place, None),
            Self::BackedUp { from, to } | Self::Hidden { from, to } => {
                (disk::move_to_free(&to, &from), to, Some(from))
            }
            Self::Replaced { place, old } => (disk::replace(&old, &place), old, Some(place)),
        };
        match result {
            Ok(()) => None,
            // A file of the program's own that is gone needs no undoing; a file of the user does.
            Err(error) if error.kind() == io::ErrorKind::NotFound && belongs.is_none() => None,
            Err(why) => Some(Left { path, belongs, why }),
        }
    }
}
