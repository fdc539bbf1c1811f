//! Changes to the disk that can be taken back.
#![allow(clippy::disallowed_methods, reason = "apply is the one place that writes")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Step, disk};
use crate::error::Result;
use crate::plan::PlannedFile;

/// What was done so far, in order.
pub struct Journal<'a> {
    done: Vec<Done>,
    checkpoint: &'a mut dyn FnMut(Step) -> Result<()>,
}

/// Something that could not be taken back.
pub struct Left {
    /// Where it is.
    pub path: PathBuf,
    /// Where it belongs, if it is the user's.
    pub belongs: Option<PathBuf>,
    /// Why it is still there.
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

    /// Asks whether to go on.
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

    /// Moves what is complete to its place.
    pub fn arrive(&mut self, hidden: PathBuf, place: PathBuf) -> io::Result<()> {
        disk::move_to_free(&hidden, &place)?;
        self.done.push(Done::Arrived { hidden, place });
        Ok(())
    }

    /// Moves what is the user's out of the way.
    pub fn back_up(&mut self, from: PathBuf, to: PathBuf) -> io::Result<()> {
        disk::move_to_free(&from, &to)?;
        self.done.push(Done::BackedUp { from, to });
        Ok(())
    }

    /// Puts what is complete in the place of a file, by one rename. `old` is where that file waits until all is done.
    pub fn replace(&mut self, hidden: &Path, place: PathBuf, old: PathBuf) -> io::Result<()> {
        disk::keep(&place, &old)?;
        if let Err(error) = fs::rename(hidden, &place) {
            return fs::remove_file(&old).and(Err(error));
        }
        self.done.push(Done::Replaced { place, old });
        Ok(())
    }

    /// Moves a file that is to go to where it waits until all is done.
    pub fn hide(&mut self, from: PathBuf, to: PathBuf) -> io::Result<()> {
        disk::move_to_free(&from, &to)?;
        self.done.push(Done::Hidden { from, to });
        Ok(())
    }

    /// All is done: what waited goes, and so does every directory that nothing is left in.
    pub fn commit(self) -> Vec<Left> {
        let mut left = Vec::new();
        for done in self.done {
            let (waiting, place) = match done {
                Done::Replaced { old, .. } => (old, None),
                Done::Hidden { from, to } => (to, Some(from)),
                _ => continue,
            };
            if let Err(why) = fs::remove_file(&waiting) {
                left.push(Left { path: waiting, belongs: None, why });
            }
            for parent in place.iter().flat_map(|place| place.ancestors().skip(1)) {
                if fs::remove_dir(parent).is_err() {
                    break;
                }
            }
        }
        left
    }

    /// Takes everything back, the last first, and goes on whatever fails.
    pub fn undo(self) -> Vec<Left> {
        self.done.into_iter().rev().filter_map(Done::undo).collect()
    }
}

impl Done {
    fn undo(self) -> Option<Left> {
        let (result, path, belongs) = match self {
            Self::Directory(path) => (fs::remove_dir(&path), path, None),
            Self::File(path) => (fs::remove_file(&path), path, None),
            Self::Arrived { hidden, place } => (disk::move_to_free(&place, &hidden), place, None),
            Self::BackedUp { from, to } | Self::Hidden { from, to } => {
                (disk::move_to_free(&to, &from), to, Some(from))
            }
            Self::Replaced { place, old } => (fs::rename(&old, &place), old, Some(place)),
        };
        match result {
            Ok(()) => None,
            // What we made and is gone needs no taking back; the user's own is another matter.
            Err(error) if error.kind() == io::ErrorKind::NotFound && belongs.is_none() => None,
            Err(why) => Some(Left { path, belongs, why }),
        }
    }
}
