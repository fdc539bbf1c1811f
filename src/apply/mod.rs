//! Writes a plan to disk, all or nothing. No other code writes an application's files.
//!
//! Everything is written under a hidden name beside its final place and moved there once all of it is complete, so a new
//! directory appears by one rename. A journal records each step and can undo it.

mod changes;
mod disk;
mod explain;
mod journal;
mod survey;
mod target;
#[cfg(test)]
mod tests;
mod unfinished;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Conflict, Error, Kind, Result};
use crate::plan::{Changes, Plan};

pub use changes::{apply_changes, check_changes, linked};
pub use explain::no_cwd;
use journal::{Entry, JOURNAL, Journal, Survives};
use survey::{Node, Survey, Unit};
pub use target::Target;
pub use unfinished::{is_unfinished, leftovers, undo_unfinished};

/// The subdirectory that keeps the files that were in the way.
pub const BACKUP: &str = ".carto-app-backup";

/// The phase that the next change to the disk belongs to. After the last phase, nothing is undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Writing under a hidden name.
    Stage,
    /// Moving conflicting files to the backup.
    BackUp,
    /// Moving complete files to their places.
    Arrive,
}

/// The result of applying a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The application's directory, absolute.
    pub directory: PathBuf,
    /// The backup's directory, absolute, if anything was replaced.
    pub backup: Option<PathBuf>,
    /// The paths that were moved to the backup, relative to the directory, sorted.
    pub replaced: Vec<String>,
    /// The paths of the planned files that were there already.
    pub there: BTreeSet<String>,
}

/// Returns what is in the way of the plan, sorted by path, without writing anything. A file with the planned content is not
/// in the way.
///
/// # Errors
/// A target that can't hold an application, and what can't be read.
pub fn inspect(plan: &Plan, target: &Target) -> Result<Vec<Conflict>> {
    undo_unfinished(target, false)?;
    Ok(Survey::take(plan, target)?.conflicts())
}

/// Returns the paths of the planned files that are there already.
///
/// # Errors
/// As for [`inspect`].
pub fn there(plan: &Plan, target: &Target) -> Result<BTreeSet<String>> {
    Ok(Survey::take(plan, target)?.there)
}

/// The error if these are in the way.
pub fn in_the_way(conflicts: Vec<Conflict>, target: &Target) -> Error {
    let directory = target.shown();
    let (message, them) = match conflicts.len() {
        1 => (format!("1 path in {directory} is in the way"), "it"),
        count => (format!("{count} paths in {directory} are in the way"), "them"),
    };
    let hint = format!("move {them} to {BACKUP} with --conflicts backup, or choose another directory");
    Error { conflicts: conflicts.into(), ..Error::new(Kind::Conflict, message).with_hint(hint) }
}

/// Returns the content of a file in the target, or `None` if it is no regular file or larger than `limit`.
///
/// # Errors
/// It can't be read.
pub fn content(target: &Target, path: &str, limit: u64) -> Result<Option<Vec<u8>>> {
    let place = target.path().join(path);
    let read = || {
        let found = std::fs::symlink_metadata(&place)?;
        if found.is_file() && found.len() <= limit { disk::read(&place).map(Some) } else { Ok(None) }
    };
    read().map_err(|error| target.failure("read", &place, &error))
}

/// Writes the plan. `edits` changes files that exist, and `may_move` tells which paths in the way may be moved to a backup.
/// `checkpoint` is called before each change; its error undoes everything.
///
/// # Errors
/// Conflicts, file system errors, and the error of `checkpoint`. The disk is then as before. If undoing fails as well, the
/// error lists what is left and where.
pub fn apply(
    plan: &Plan,
    edits: &Changes,
    target: &Target,
    may_move: &dyn Fn(&str) -> bool,
    checkpoint: &mut dyn FnMut(Step) -> Result<()>,
) -> Result<Applied> {
    // Another program may create a conflicting file after the survey; then the survey is repeated.
    for _ in 0..10 {
        let _alone = disk::lock(target.path()).map_err(|_busy| target.busy())?;
        let survey = Survey::take(plan, target)?;
        survey.refuse_unless(may_move, target)?;
        changes::unchanged_all(edits, target)?;
        let survives = if survey.is_new {
            // A new directory arrives by one rename, which needs no journal.
            Survives::Errors
        } else if edits.is_empty() {
            Survives::Kill
        } else {
            Survives::PowerCut
        };
        let mut journal = target.journal(&survey, survives, checkpoint)?;
        let result = changes::write(edits, &survey, target, &mut journal);
        let Some(backup) = target.ended(result, journal)? else { continue };
        return Ok(Applied {
            directory: target.path().to_owned(),
            backup,
            replaced: survey.conflicts().into_iter().map(|conflict| conflict.path).collect(),
            there: survey.there,
        });
    }
    Err(target.busy())
}

/// Removes the `.git` of a directory in which `git init` has just failed. It has no history yet.
#[allow(clippy::disallowed_methods, reason = "apply is the one place that writes")]
pub fn remove_repository(directory: &Path) {
    let _ = std::fs::remove_dir_all(directory.join(".git"));
}

/// Why writing stopped.
enum Halt {
    /// A path that was free in the survey now exists.
    Raced,
    Failed(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// The move of a staged unit to its place.
fn arrival(unit: &Unit, hidden: &Path, journal: &Journal) -> Entry {
    Entry::Arrive { hidden: journal.relative(hidden), place: journal.relative(&unit.place) }
}

/// Records all moves and then makes them. `check` is called before each.
fn perform(
    moves: Vec<Entry>,
    target: &Target,
    journal: &mut Journal,
    check: &mut dyn FnMut(&Entry) -> Result<()>,
) -> std::result::Result<(), Halt> {
    journal.intend(&moves).map_err(|error| target.failure("write", &target.path().join(JOURNAL), &error))?;
    for entry in moves {
        let (step, tried, place) = match &entry {
            Entry::BackUp { from, .. } => (Step::BackUp, "move to the backup", from),
            Entry::Replace { place, .. } => (Step::Arrive, "replace", place),
            Entry::Delete { place, .. } => (Step::Arrive, "delete", place),
            Entry::Arrive { place, .. }
            | Entry::Directory { path: place }
            | Entry::File { path: place, .. } => (Step::Arrive, "create", place),
        };
        let place = journal.at(place);
        journal.checkpoint(step)?;
        check(&entry)?;
        let may_race = matches!(entry, Entry::Arrive { .. });
        match journal.perform(entry) {
            Ok(()) => {}
            Err(error) if may_race && disk::is_taken(&error) => return Err(Halt::Raced),
            Err(error) => return Err(Halt::Failed(target.failure(tried, &place, &error))),
        }
    }
    Ok(())
}

impl Target {
    /// Starts the journal of a run.
    fn journal<'c>(
        &self,
        survey: &Survey,
        survives: Survives,
        checkpoint: &'c mut dyn FnMut(Step) -> Result<()>,
    ) -> Result<Journal<'c>> {
        Journal::new(survey.base(self), survives, checkpoint).map_err(|error| {
            if disk::is_taken(&error) {
                return self.busy();
            }
            let mut error = self.failure("write", &self.path().join(JOURNAL), &error);
            error.message.push_str(NOTHING_CHANGED);
            error
        })
    }

    /// Ends a run: keeps its changes or undoes them. Returns `None` if another program interfered and the run may be repeated.
    fn ended<T>(&self, result: std::result::Result<T, Halt>, mut journal: Journal) -> Result<Option<T>> {
        let committed = result.and_then(|value| {
            let left = journal
                .commit()
                .map_err(|error| Halt::Failed(self.failure("delete", &self.path().join(JOURNAL), &error)))?;
            Ok((value, left))
        });
        let halt = match committed {
            Ok((value, left)) if left.is_empty() => return Ok(Some(value)),
            Ok((_, left)) => {
                let done = Error::new(Kind::FileSystem, "all changes were made");
                return Err(self.left_behind(&done, &left));
            }
            Err(halt) => halt,
        };
        let left = journal.undo();
        match halt {
            Halt::Raced if left.is_empty() => Ok(None),
            Halt::Raced => Err(self.left_behind(&self.busy(), &left)),
            Halt::Failed(mut error) if left.is_empty() => {
                if error.kind == Kind::FileSystem {
                    error.message.push_str(NOTHING_CHANGED);
                }
                Err(error)
            }
            Halt::Failed(error) => Err(self.left_behind(&error, &left)),
        }
    }
}

/// The end of an error message if the disk is unchanged.
const NOTHING_CHANGED: &str = "; nothing was changed";

/// Writes a unit under a hidden name beside its place, so that it is on the same file system and inherits the same
/// settings.
fn stage(unit: &Unit, target: &Target, journal: &mut Journal) -> Result<PathBuf> {
    let parent = unit.place.parent().unwrap_or(&unit.place);
    let failure = |error: &io::Error| target.failure("create", &unit.place, error);
    loop {
        let hidden = parent.join(disk::hidden_name());
        journal.checkpoint(Step::Stage)?;
        let created = match &unit.node {
            Node::File(file) => journal.file(&hidden, file),
            Node::Directory(_) => journal.directory(&hidden, false),
        };
        match (created, &unit.node) {
            (Ok(()), Node::File(_)) => return Ok(hidden),
            (Ok(()), Node::Directory(children)) => {
                journal.lock(&hidden);
                for (name, child) in children {
                    stage_below(&hidden.join(name), &unit.place.join(name), child, target, journal)?;
                }
                return Ok(hidden);
            }
            // A killed run left this name behind.
            (Err(error), _) if error.kind() == io::ErrorKind::AlreadyExists => {}
            (Err(error), _) => return Err(failure(&error)),
        }
    }
}

fn stage_below(
    hidden: &Path,
    place: &Path,
    node: &Node,
    target: &Target,
    journal: &mut Journal,
) -> Result<()> {
    journal.checkpoint(Step::Stage)?;
    match node {
        Node::File(file) => {
            journal.file(hidden, file).map_err(|error| target.failure("write", place, &error))
        }
        Node::Directory(children) => {
            journal.directory(hidden, false).map_err(|error| target.failure("create", place, &error))?;
            children.iter().try_for_each(|(name, child)| {
                stage_below(&hidden.join(name), &place.join(name), child, target, journal)
            })
        }
    }
}

/// Creates a backup for conflicting files, in which they keep their paths relative to the target. Returns it with the moves
/// into it.
fn back_up(units: &[Unit], target: &Target, journal: &mut Journal) -> Result<(Option<PathBuf>, Vec<Entry>)> {
    let mut backup = None;
    let mut moves = Vec::new();
    for unit in units {
        let Some(obstacle) = &unit.obstacle else { continue };
        let mut to = match &backup {
            Some(backup) => PathBuf::clone(backup),
            None => backup.insert(new_backup(target, journal)?).clone(),
        };
        for part in unit.place.strip_prefix(target.path()).ok().and_then(Path::parent).into_iter().flatten() {
            to.push(part);
            directory_in_backup(&to, target, journal)?;
        }
        to.push(&obstacle.name);
        let from = journal.relative(&unit.place.with_file_name(&obstacle.name));
        moves.push(Entry::BackUp { from, to: journal.relative(&to) });
    }
    Ok((backup, moves))
}

fn new_backup(target: &Target, journal: &mut Journal) -> Result<PathBuf> {
    let mut number = 1;
    loop {
        let name = if number == 1 { BACKUP.to_owned() } else { format!("{BACKUP}-{number}") };
        let backup = target.path().join(OsStr::new(&name));
        journal.checkpoint(Step::BackUp)?;
        // Private, since it may hold files from a private directory.
        match journal.directory(&backup, true) {
            Ok(()) => return Ok(backup),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(target.failure("create", &backup, &error)),
        }
    }
}

fn directory_in_backup(path: &Path, target: &Target, journal: &mut Journal) -> Result<()> {
    journal.checkpoint(Step::BackUp)?;
    match journal.directory(path, false) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(target.failure("create", path, &error))
        }
        _ => Ok(()),
    }
}
