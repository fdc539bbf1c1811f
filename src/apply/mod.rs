//! Puts a plan on disk: the only code that writes files of an application, all or nothing.
//!
//! Everything is written under a hidden name beside the place where it belongs and moved there when all of it
//! is complete, so a new directory arrives by one rename. Each step is noted in a journal that can take it back.

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

/// Where what `--overwrite` replaces is kept, inside the directory.
pub const BACKUP: &str = ".carto-app-backup";

/// What the next change to the disk belongs to. After the last of them nothing is undone any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Writing under a hidden name.
    Stage,
    /// Moving what is in the way to the backup.
    BackUp,
    /// Moving what is complete to its place.
    Arrive,
}

/// What a plan meets on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Situation {
    /// The directory is not there yet.
    New,
    /// It is there; these paths in it are moved to a backup first.
    Existing {
        /// Paths below the directory, sorted.
        replaced: Vec<String>,
    },
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The application's directory, absolute.
    pub directory: PathBuf,
    /// The backup's directory, absolute, if anything was replaced.
    pub backup: Option<PathBuf>,
    /// What was moved there: paths below the directory, sorted.
    pub replaced: Vec<String>,
}

/// Looks at what the plan would meet, and changes nothing.
///
/// # Errors
/// The same conflicts that [`apply`] would report.
pub fn inspect(plan: &Plan, target: &Target, overwrite: bool) -> Result<Situation> {
    let survey = Survey::take(plan, target)?;
    survey.refuse_unless(overwrite, target)?;
    if survey.is_new {
        return Ok(Situation::New);
    }
    Ok(Situation::Existing { replaced: survey.in_the_way() })
}

/// Writes the plan. `checkpoint` is asked before each change; its error takes everything back.
///
/// # Errors
/// Conflicts, failures of the file system, and what `checkpoint` says. The disk is then as it was before;
/// should taking back fail too, the error tells what is left and where.
pub fn apply(
    plan: &Plan,
    target: &Target,
    overwrite: bool,
    checkpoint: &mut dyn FnMut(Step) -> Result<()>,
) -> Result<Applied> {
    // Somebody else may put something in our way after we looked; then we look again.
    for _ in 0..10 {
        let _alone = disk::lock(target.path()).map_err(|_busy| target.busy())?;
        let survey = Survey::take(plan, target)?;
        survey.refuse_unless(overwrite, target)?;
        let mut journal = Journal::new(checkpoint);
        let halt = match write(&survey, target, &mut journal) {
            Ok(backup) => {
                let replaced = survey.in_the_way();
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
    /// Something stands where nothing stood a moment ago.
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

/// Writes a unit under a hidden name beside its place, where it has the same file system and inherits the same.
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
            // A run that was killed left this name behind.
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

/// Moves what is in the way to a new backup, where it keeps its path below the target.
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
        // Private, since it may take in what stood in a private directory.
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
