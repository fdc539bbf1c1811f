//! Changes to the disk that can be taken back.
#![allow(clippy::disallowed_methods, reason = "apply is the one place that writes")]

use std::fs;
use std::io;
use std::path::PathBuf;

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
            Self::BackedUp { from, to } => (disk::move_to_free(&to, &from), to, Some(from)),
        };
        match result {
            Ok(()) => None,
            // What we made and is gone needs no taking back; the user's own is another matter.
            Err(error) if error.kind() == io::ErrorKind::NotFound && belongs.is_none() => None,
            Err(why) => Some(Left { path, belongs, why }),
        }
    }
}
