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

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Kind, Result};
use crate::plan::Plan;

pub use changes::{apply_changes, check_changes};
pub use explain::no_cwd;
use journal::Journal;
use survey::{Node, Survey, Unit};
pub use target::Target;

/// The subdirectory that keeps the files replaced by `--overwrite`.
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

/// What a plan finds on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Situation {
    /// The directory doesn't exist yet.
    New,
    /// The directory exists; these paths in it are moved to a backup first.
    Existing {
        /// Paths relative to the directory, sorted.
        replaced: Vec<String>,
    },
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
}

/// Checks the disk for conflicts with the plan, without writing anything.
///
/// # Errors
/// The conflicts that [`apply`] would report.
pub fn inspect(plan: &Plan, target: &Target, overwrite: bool) -> Result<Situation> {
    let survey = Survey::take(plan, target)?;
    survey.refuse_unless(overwrite, target)?;
    if survey.is_new {
        return Ok(Situation::New);
    }
    Ok(Situation::Existing { replaced: survey.conflicting_paths() })
}

/// Writes the plan. `checkpoint` is called before each change; its error undoes everything.
///
/// # Errors
/// Conflicts, file system errors, and the error of `checkpoint`. The disk is then as before. If undoing fails as well, the
/// error lists what is left and where.
pub fn apply(
    plan: &Plan,
    target: &Target,
    overwrite: bool,
    checkpoint: &mut dyn FnMut(Step) -> Result<()>,
) -> Result<Applied> {
    // Another program may create a conflicting file after the survey; then the survey is repeated.
    for _ in 0..10 {
        let _alone = disk::lock(target.path()).map_err(|_busy| target.busy())?;
        let survey = Survey::take(plan, target)?;
        survey.refuse_unless(overwrite, target)?;
        let mut journal = Journal::new(checkpoint);
        let halt = match write(&survey, target, &mut journal) {
            Ok(backup) => {
                let replaced = survey.conflicting_paths();
                return Ok(Applied { directory: target.path().to_owned(), backup, replaced });
            }
            Err(halt) => halt,
        };
        let left = journal.undo();
        match halt {
            Halt::Raced if left.is_empty() => {}
            Halt::Raced => return Err(target.left_behind(&target.busy(), &left)),
            Halt::Failed(mut error) if left.is_empty() => {
                if error.kind == Kind::FileSystem {
                    error.message.push_str("; nothing was changed");
                }
                return Err(error);
            }
            Halt::Failed(error) => return Err(target.left_behind(&error, &left)),
        }
    }
    Err(target.busy())
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

fn write(
    survey: &Survey,
    target: &Target,
    journal: &mut Journal,
) -> std::result::Result<Option<PathBuf>, Halt> {
    let staged: Vec<PathBuf> =
        survey.units.iter().map(|unit| stage(unit, target, journal)).collect::<Result<_>>()?;
    let backup = back_up(&survey.units, target, journal)?;
    for (unit, hidden) in survey.units.iter().zip(staged) {
        journal.checkpoint(Step::Arrive)?;
        match journal.arrive(hidden, unit.place.clone()) {
            Ok(()) => {}
            Err(error) if disk::is_taken(&error) => return Err(Halt::Raced),
            Err(error) => return Err(Halt::Failed(target.failure("create", &unit.place, &error))),
        }
    }
    Ok(backup)
}

/// Writes a unit under a hidden name beside its place, so that it is on the same file system and inherits the same
/// settings.
fn stage(unit: &Unit, target: &Target, journal: &mut Journal) -> Result<PathBuf> {
    let parent = unit.place.parent().unwrap_or(&unit.place);
    let failure = |error: &io::Error| target.failure("create", &unit.place, error);
    loop {
        let hidden = parent.join(disk::hidden_name());
        journal.checkpoint(Step::Stage)?;
        let created = match &unit.node {
            Node::File(file) => journal.file(hidden.clone(), file),
            Node::Directory(_) => journal.directory(hidden.clone(), false),
        };
        match (created, &unit.node) {
            (Ok(()), Node::File(_)) => return Ok(hidden),
            (Ok(()), Node::Directory(children)) => {
                for (name, child) in children {
                    stage_below(&hidden.join(name), &unit.place.join(name), child, target, journal)?;
                }
                return Ok(hidden);
            }
            // The name was left behind by a run that was killed.
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
            journal.file(hidden.to_owned(), file).map_err(|error| target.failure("write", place, &error))
        }
        Node::Directory(children) => {
            journal
                .directory(hidden.to_owned(), false)
                .map_err(|error| target.failure("create", place, &error))?;
            children.iter().try_for_each(|(name, child)| {
                stage_below(&hidden.join(name), &place.join(name), child, target, journal)
            })
        }
    }
}

/// Moves conflicting files to a new backup, in which they keep their paths relative to the target.
fn back_up(units: &[Unit], target: &Target, journal: &mut Journal) -> Result<Option<PathBuf>> {
    let mut backup = None;
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
        journal.checkpoint(Step::BackUp)?;
        journal
            .back_up(unit.place.with_file_name(&obstacle.name), to)
            .map_err(|error| target.failure("move to the backup", &unit.place, &error))?;
    }
    Ok(backup)
}

fn new_backup(target: &Target, journal: &mut Journal) -> Result<PathBuf> {
    let mut number = 1;
    loop {
        let name = if number == 1 { BACKUP.to_owned() } else { format!("{BACKUP}-{number}") };
        let backup = target.path().join(OsStr::new(&name));
        journal.checkpoint(Step::BackUp)?;
        // Private, since it may hold files from a private directory.
        match journal.directory(backup.clone(), true) {
            Ok(()) => return Ok(backup),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(target.failure("create", &backup, &error)),
        }
    }
}

fn directory_in_backup(path: &Path, target: &Target, journal: &mut Journal) -> Result<()> {
    journal.checkpoint(Step::BackUp)?;
    match journal.directory(path.to_owned(), false) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(target.failure("create", path, &error))
        }
        _ => Ok(()),
    }
}
