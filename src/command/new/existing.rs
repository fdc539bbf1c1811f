//! Decides about existing files in the directory of a new application.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::args::Conflicts;
use crate::app::LARGEST;
use crate::app::git::joined;
use crate::apply::{self, BACKUP, Target};
use crate::error::{Conflict, Error, FileKind, Kind, Result};
use crate::plan::{Change, Changes, Manner, Plan, PlannedFile, beside, manner};
use crate::report::{Existing, Kept, diff};
use crate::ui::{Asked, Prompter, Question, Row, Stop, in_line};

/// The maximum number of lines of a difference that are shown.
const SHOWN: usize = 200;

/// Why no lines can be added to a file.
const NOT_UTF_8: &str = "it is not UTF-8, so git can't read it and no lines can be added";

/// The application's README, unless the owner has one.
const README: &str = "README.md";

/// A plan that is reconciled with the existing files.
pub struct Settled {
    /// The files of the application, as they will be.
    pub plan: Plan,
    /// The existing files that receive more lines.
    pub joins: Changes,
    /// The existing files and what happens to them.
    pub existing: Existing,
    /// The conflicts that are not decided yet.
    open: Vec<Conflict>,
}

/// An answer to the question about a conflicting file.
#[derive(Clone, Copy)]
enum Decision {
    Keep,
    Replace,
    Show,
    KeepRest,
    ReplaceRest,
    Stop,
}

impl Settled {
    /// Joins files, and plans files next to the owner's where both can exist. Other conflicts stay open.
    ///
    /// # Errors
    /// A directory that can't hold an application, and files that can't be read.
    pub fn of(plan: &Plan, target: &Target) -> Result<Self> {
        let mut existing = Existing::default();
        let mut joins = Changes::default();
        let mut bytes = BTreeMap::new();
        let mut places = BTreeMap::new();
        // Files in an encoding that git can't read either.
        let mut unread = BTreeSet::new();
        let found = apply::inspect(plan, target)?;
        for conflict in &found {
            let path = conflict.path.as_str();
            match manner(path) {
                Manner::Beside if conflict.expected == FileKind::File => {
                    places.insert(path.to_owned(), beside(path));
                }
                Manner::Join => {
                    let ours = plan.files().iter().find(|file| file.path == path);
                    let ours = ours.and_then(|file| std::str::from_utf8(&file.bytes).ok());
                    let theirs = apply::content(target, path, LARGEST)?;
                    let (Some(ours), Some(old)) = (ours, theirs) else { continue };
                    let Some(new) = joined(path, &old, ours) else {
                        unread.insert(path);
                        continue;
                    };
                    bytes.insert(path.to_owned(), new.clone());
                    joins.insert(path, Change::Edit { old, new, private: false });
                }
                _ => {}
            }
        }
        let readme = readme(target);
        if readme.as_ref().is_some_and(|theirs| theirs != README) {
            places.insert(README.to_owned(), beside(README));
        }
        for (path, place) in &places {
            let theirs = readme.as_ref().filter(|_| path == README).unwrap_or(path);
            existing.kept.push(Kept { path: theirs.clone(), beside: Some(place.clone()), note: None });
        }
        existing.joined = joins.iter().map(|(path, _)| path.to_owned()).collect();
        let explained = |conflict: &Conflict| Conflict {
            reason: unread.contains(&*conflict.path).then_some(NOT_UTF_8).or(conflict.reason),
            ..conflict.clone()
        };
        if places.is_empty() && bytes.is_empty() {
            let open = found.iter().map(explained).collect();
            return Ok(Self { plan: plan.clone(), joins, existing, open });
        }
        let file = |file: &PlannedFile| PlannedFile {
            path: places.get(&file.path).unwrap_or(&file.path).clone(),
            bytes: bytes.get(&file.path).unwrap_or(&file.bytes).clone(),
            private: file.private,
        };
        let plan = Plan::new(plan.files().iter().map(file).collect())?;
        let mut settled = Self { plan, joins, existing, open: Vec::new() };
        settled.open = apply::inspect(&settled.created(), target)?.iter().map(explained).collect();
        Ok(settled)
    }

    /// Returns the files that are not joined.
    pub fn created(&self) -> Plan {
        self.plan.clone().without(|path| self.joins.iter().any(|(joined, _)| joined == path))
    }

    /// Decides all open conflicts by `--conflicts`.
    ///
    /// # Errors
    /// Conflicts that must not be replaced, or can't be kept.
    pub fn decide(mut self, how: Conflicts, target: &Target) -> Result<Self> {
        let mut refused = Vec::new();
        for conflict in std::mem::take(&mut self.open) {
            match (how, consequence(&conflict)) {
                (Conflicts::Backup, _) => self.existing.replaced.push(conflict.path),
                (Conflicts::Keep, Some(note)) => self.keep(conflict.path, note),
                _ => refused.push(conflict),
            }
        }
        if refused.is_empty() {
            return Ok(self);
        }
        let is_kept = how == Conflicts::Keep;
        let may_all_stay = refused.iter().all(|conflict| consequence(conflict).is_some());
        let mut error = apply::in_the_way(refused, target);
        if is_kept {
            error.message.push_str(" and can't be kept, because the application needs its own");
        } else if may_all_stay {
            let them = if error.conflicts.len() == 1 { "it" } else { "them" };
            error.hint = error.hint.map(|hint| format!("keep {them} with --conflicts keep, {hint}"));
        }
        Err(error)
    }

    /// Asks about each open conflict. The user can go back to the previous one.
    ///
    /// # Errors
    /// The user goes back from the first one, or stops; Ctrl-C, or a closed terminal.
    pub fn ask(mut self, prompter: &mut dyn Prompter, target: &Target) -> Asked<Self> {
        let open = std::mem::take(&mut self.open);
        // Each decision, and whether it was asked for.
        let mut decided: Vec<(Decision, bool)> = Vec::new();
        while let Some(conflict) = open.get(decided.len()) {
            let rest = decided.iter().rev().find_map(|(decision, _)| match decision {
                Decision::KeepRest if consequence(conflict).is_some() => Some(Decision::Keep),
                Decision::ReplaceRest => Some(Decision::Replace),
                _ => None,
            });
            let decision = match rest {
                Some(decision) => (decision, false),
                None => match self.question(conflict, open.len() - decided.len() - 1, prompter, target) {
                    Ok(decision) => (decision, true),
                    Err(Stop::Back) => {
                        let last = decided.iter().rposition(|(_, is_asked)| *is_asked);
                        let undecided = decided.split_off(last.unwrap_or(0));
                        prompter.take_back(undecided.len());
                        if last.is_none() {
                            return Err(Stop::Back);
                        }
                        continue;
                    }
                    Err(stop) => return Err(stop),
                },
            };
            let row = match decision.0 {
                Decision::Keep | Decision::KeepRest => Row::new(&conflict.path, "kept"),
                Decision::Replace | Decision::ReplaceRest => {
                    Row::new(&conflict.path, format!("replaced; yours goes to {BACKUP}"))
                }
                Decision::Show | Decision::Stop => {
                    return Err(Error::new(Kind::Interrupted, "stopped; nothing was written").into());
                }
            };
            prompter.answered(&row);
            decided.push(decision);
        }
        for (conflict, (decision, _)) in open.into_iter().zip(decided) {
            let is_kept = matches!(decision, Decision::Keep | Decision::KeepRest);
            match consequence(&conflict).filter(|_| is_kept) {
                Some(note) => self.keep(conflict.path, note),
                None => self.existing.replaced.push(conflict.path),
            }
        }
        Ok(self)
    }

    /// Returns notes on the existing files for the review. `how` is the value of `--conflicts`.
    pub fn notes(&self, how: Option<Conflicts>) -> Vec<String> {
        let sentences = self.existing.sentences(false);
        let mut notes: Vec<String> = sentences.iter().map(|(verb, rest)| format!("{verb} {rest}")).collect();
        let paths: Vec<String> = self.open.iter().map(ToString::to_string).collect();
        if !paths.is_empty() {
            let what = match how {
                Some(Conflicts::Backup) => format!("Would move to {BACKUP}"),
                Some(Conflicts::Keep) => "Would keep".to_owned(),
                Some(Conflicts::Stop) | None => "You are asked about what is in the way".to_owned(),
            };
            notes.push(format!("{what}: {}.", in_line(&paths)));
        }
        notes
    }

    /// Asks about one file until it is decided.
    fn question(
        &self,
        conflict: &Conflict,
        others: usize,
        prompter: &mut dyn Prompter,
        target: &Target,
    ) -> Asked<Decision> {
        let difference = self.difference(conflict, target)?;
        let note = consequence(conflict);
        let mut rows = Vec::new();
        let mut add = |decision, name: &str, note: String| rows.push((decision, Row::new(name, note)));
        if note.is_some() {
            add(Decision::Keep, "Keep mine", String::new());
        }
        add(Decision::Replace, "Replace it", format!("yours goes to {BACKUP}"));
        if difference.is_some() {
            add(Decision::Show, "Show the difference", String::new());
        }
        if others > 0 {
            add(Decision::ReplaceRest, "All the rest: replace", format!("this one and {others} more"));
            if note.is_some() {
                add(
                    Decision::KeepRest,
                    "All the rest: keep",
                    "what the application can do without".to_owned(),
                );
            }
        }
        add(Decision::Stop, "Stop", "nothing is written".to_owned());
        let help = note.map_or_else(
            || "The application does not work without its own.".to_owned(),
            |note| format!("If yours stays: {note}."),
        );
        let prompt = format!("{conflict} is in the way. What becomes of it?");
        let question = Question { prompt: &prompt, help: &help, back: true, ..Question::default() };
        let (decisions, rows): (Vec<Decision>, Vec<Row>) = rows.into_iter().unzip();
        loop {
            let decision = decisions[prompter.choose(&question, &rows, 0)?];
            if !matches!(decision, Decision::Show) {
                return Ok(decision);
            }
            let lines: Vec<&str> = difference.iter().flat_map(|text| text.lines()).collect();
            lines.iter().take(SHOWN).for_each(|line| prompter.tell(line));
            if lines.len() > SHOWN {
                prompter.tell(&format!("and {} more lines", lines.len() - SHOWN));
            }
        }
    }

    /// Returns the difference between the owner's file and ours, if both are texts without a secret. It has no colors, since a
    /// prompter escapes them.
    fn difference(&self, conflict: &Conflict, target: &Target) -> Result<Option<String>> {
        let ours = self.plan.files().iter().find(|file| file.path == conflict.path && !file.private);
        let Some(ours) = ours.filter(|_| conflict.found == FileKind::File) else { return Ok(None) };
        let theirs = apply::content(target, &conflict.path, LARGEST)?;
        let Some(old) = theirs.filter(|old| !old.contains(&0)) else { return Ok(None) };
        let mut changes = Changes::default();
        changes.insert(&*conflict.path, Change::Edit { old, new: ours.bytes.clone(), private: false });
        Ok(Some(diff(&changes, false)))
    }

    fn keep(&mut self, path: String, note: &'static str) {
        self.plan = self.plan.clone().without(|own| own == path);
        // The owner's file that this one stands beside is reported already.
        let is_beside = |kept: &&mut Kept| kept.beside.as_deref() == Some(path.as_str());
        if let Some(kept) = self.existing.kept.iter_mut().find(is_beside) {
            kept.note = Some(note);
            return;
        }
        self.existing.kept.push(Kept { path, beside: None, note: Some(note) });
    }
}

/// Returns the consequence of keeping a conflicting file; `None` if it can't be kept.
fn consequence(conflict: &Conflict) -> Option<&'static str> {
    match manner(&conflict.path) {
        Manner::Either(consequence) => Some(consequence),
        _ => None,
    }
}

/// Returns the name of the owner's README, such as `readme.md` or `README.rst`. A `README.md` next to it would be shown instead.
fn readme(target: &Target) -> Option<String> {
    let entries = fs::read_dir(target.path()).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let is_readme = |name: &String| {
        let stem = name.split_once('.').map_or(name.as_str(), |(stem, _)| stem);
        stem.eq_ignore_ascii_case("readme") && *name != beside(README)
    };
    let found: BTreeSet<String> = names.filter(is_readme).collect();
    if found.contains(README) { Some(README.to_owned()) } else { found.into_iter().next() }
}
