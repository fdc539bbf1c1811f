//! Applies changes to an application on disk, all or nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::journal::{Entry, Journal, Survives};
use super::survey::Survey;
use super::{Halt, Step, Target, arrival, back_up, disk, perform, stage};
use crate::encode::shell;
use crate::error::{Error, Kind, Result};
use crate::plan::{Change, Changes};
use crate::plan::{Plan, PlannedFile, sha256};

/// Applies changes to the application at `target`. An edited file is replaced by one rename, so a reader sees either the
/// old or the new content. `checkpoint` is called before each change; its error undoes everything.
///
/// # Errors
/// A conflict if something exists where a new file belongs, or a file has changed since the change was planned; file system
/// errors; the error of `checkpoint`. The disk is then as before. If undoing fails as well, the error lists what is left and
/// where.
pub fn apply_changes(
    changes: &Changes,
    target: &Target,
    checkpoint: &mut dyn FnMut(Step) -> Result<()>,
) -> Result<()> {
    let _alone = disk::lock(target.path()).map_err(|_busy| target.busy())?;
    let plan = planned(changes)?;
    let survey = surveyed(&plan, changes, target)?;
    let mut journal = target.journal(&survey, Survives::PowerCut, checkpoint)?;
    let result = write(changes, &survey, target, &mut journal);
    target.ended(result, journal)?.map(drop).ok_or_else(|| target.busy())
}

/// Checks whether changes could be applied now, without writing anything.
///
/// # Errors
/// As for [`apply_changes`], if the error can be foreseen.
pub fn check_changes(changes: &Changes, target: &Target) -> Result<()> {
    surveyed(&planned(changes)?, changes, target).map(drop)
}

/// The files to edit that have other names, by hard links. A replaced file gets a new content under its own name only: what is
/// behind the other names, such as the store of a package manager or a backup, is not the application's.
pub fn linked(changes: &Changes, target: &Target) -> Vec<String> {
    let is_edited = |change: &Change| matches!(change, Change::Edit { .. });
    let edited = changes.iter().filter(|(_, change)| is_edited(change)).map(|(path, _)| path);
    edited.filter(|path| disk::has_other_names(&target.path().join(path))).map(str::to_owned).collect()
}

/// Returns the plan of the files to create.
fn planned(changes: &Changes) -> Result<Plan> {
    Plan::new(changes.iter().filter_map(created).collect())
}

fn surveyed<'p>(plan: &'p Plan, changes: &Changes, target: &Target) -> Result<Survey<'p>> {
    let survey = Survey::take(plan, target)?;
    survey.refuse_unless(&|_| false, target)?;
    unchanged_all(changes, target)?;
    Ok(survey)
}

fn created((path, change): (&str, &Change)) -> Option<PlannedFile> {
    match change {
        Change::Create { new, private } => {
            Some(PlannedFile { path: path.to_owned(), bytes: new.clone(), private: *private })
        }
        Change::Edit { .. } | Change::Delete { .. } => None,
    }
}

/// Writes the units of a survey and the edits and deletions among the changes. Returns the backup of what was in the way.
pub(super) fn write(
    changes: &Changes,
    survey: &Survey,
    target: &Target,
    journal: &mut Journal,
) -> std::result::Result<Option<PathBuf>, Halt> {
    let mut staged = Vec::new();
    for unit in &survey.units {
        staged.push(stage(unit, target, journal)?);
    }
    let mut replacements = BTreeMap::new();
    for (path, change) in changes.iter() {
        if let Change::Edit { new, private, .. } = change {
            let place = target.path().join(path);
            let file = PlannedFile { path: path.to_owned(), bytes: new.clone(), private: *private };
            replacements.insert(path, stage_beside(&place, &file, target, journal)?);
        }
    }
    let (backup, mut moves) = back_up(&survey.units, target, journal)?;
    moves.extend(survey.units.iter().zip(&staged).map(|(unit, hidden)| arrival(unit, hidden, journal)));
    for (path, change) in changes.iter() {
        let place = PathBuf::from(path);
        let kept = || journal.relative(&free_beside(&target.path().join(path)));
        match change {
            Change::Create { .. } => {}
            Change::Edit { old, new, .. } => {
                let Some(hidden) = replacements.remove(path) else { continue };
                let (kept, old, new) = (kept(), sha256(old), sha256(new));
                moves.push(Entry::Replace { hidden: journal.relative(&hidden), place, kept, old, new });
            }
            Change::Delete { .. } => moves.push(Entry::Delete { kept: kept(), place }),
        }
    }
    perform(moves, target, journal, &mut |entry| match entry {
        Entry::Replace { place, .. } | Entry::Delete { place, .. } => {
            let own = changes.iter().find(|(path, _)| Path::new(path) == place);
            own.map_or(Ok(()), |(path, change)| unchanged(path, change, target))
        }
        _ => Ok(()),
    })?;
    Ok(backup)
}

/// Checks that every file to edit or delete is still what the change was made from.
pub(super) fn unchanged_all(changes: &Changes, target: &Target) -> Result<()> {
    let mut existing = changes.iter().filter(|(_, change)| change.old().is_some());
    existing.try_for_each(|(path, change)| unchanged(path, change, target))
}

/// Writes the replacement of a file beside it, with the same owner and permissions; only its owner can access a secret.
fn stage_beside(place: &Path, file: &PlannedFile, target: &Target, journal: &mut Journal) -> Result<PathBuf> {
    let failure = |error: &std::io::Error| target.failure("replace", place, error);
    loop {
        let hidden = beside(place);
        journal.checkpoint(Step::Stage)?;
        match journal.file(&hidden, file) {
            Ok(()) => {
                disk::inherit(place, &hidden, file.private).map_err(|error| failure(&error))?;
                return Ok(hidden);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failure(&error)),
        }
    }
}

fn beside(place: &Path) -> PathBuf {
    place.with_file_name(disk::hidden_name())
}

/// Returns a hidden name that is not in use.
fn free_beside(place: &Path) -> PathBuf {
    loop {
        let hidden = beside(place);
        if fs::symlink_metadata(&hidden).is_err() {
            return hidden;
        }
    }
}

/// Checks that a file is inside the application and has not changed since the change was planned.
fn unchanged(path: &str, change: &Change, target: &Target) -> Result<()> {
    let place = target.path().join(path);
    let conflict = |what: &str| {
        Error::new(Kind::Conflict, format!("{} {what}", target.shown_path(&place)))
            .with_hint("look at the change, then run the command again")
    };
    let parent = place.parent().unwrap_or(&place);
    let real = fs::canonicalize(parent).map_err(|error| target.failure("look at", &place, &error))?;
    let root = fs::canonicalize(target.path()).map_err(|error| target.failure("look at", &place, &error))?;
    let is_link = fs::symlink_metadata(&place).is_ok_and(|found| found.is_symlink());
    if is_link || real.strip_prefix(&root).is_err() {
        return Err(conflict("is behind a symbolic link, which is never followed"));
    }
    if fs::symlink_metadata(&place).is_ok_and(|found| found.permissions().readonly()) {
        let writable =
            format!("make it writable first: chmod u+w {}", shell::word(&target.shown_path(&place)));
        return Err(conflict("is read-only").with_hint(writable));
    }
    match disk::read(&place) {
        Ok(bytes) if Some(bytes.as_slice()) == change.old() => Ok(()),
        Ok(_) => Err(conflict("was just changed by another program")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(conflict("was just moved or deleted by another program"))
        }
        Err(error) => Err(target.failure("read", &place, &error)),
    }
}
