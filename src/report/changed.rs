//! The report of a command that changes an application.

use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Report, ReportedWarning, diff, document};
use crate::error::Warning;
use crate::plan::{Changes, Verb};
use crate::spec::visible;
use crate::ui::Speaker;

/// Changes to an application that were made, or that a dry run would have made.
pub struct ChangeReport {
    /// The application's directory, as seen from the working directory.
    pub directory: PathBuf,
    /// The changes; empty if there was nothing to change.
    pub changes: Changes,
    /// Whether it was a dry run.
    pub dry_run: bool,
    /// The change as a sentence in the past tense: "Added the source roadsSource".
    pub done: String,
    /// The sentence if there is nothing to change: "The source roadsSource already exists".
    pub unchanged: String,
    /// What the user should know.
    pub warnings: Vec<Warning>,
    /// The next steps: commands, or sentences.
    pub next: Vec<String>,
}

/// carto-app add, auth set and auth use.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ChangeDocument<'a> {
    #[schemars(extend("const" = true))]
    ok: bool,
    /// The application, as seen from the working directory.
    directory: String,
    dry_run: bool,
    message: String,
    changes: Vec<ChangedFile<'a>>,
    warnings: Vec<ReportedWarning<'a>>,
    /// Commands and other steps that come next.
    next: &'a [String],
    /// With --dry-run: a unified diff.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    diff: Option<String>,
}

/// A file that changes.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ChangedFile<'a> {
    path: &'a str,
    change: Verb,
    /// Its size after the change; null if it is deleted.
    bytes: Option<usize>,
    /// Its SHA-256 after the change; null if it is deleted.
    #[schemars(regex(pattern = r"^[0-9a-f]{64}$"))]
    sha256: Option<String>,
}

impl Report for ChangeReport {
    fn json(&self) -> String {
        document(&ChangeDocument {
            ok: true,
            directory: self.directory.display().to_string(),
            dry_run: self.dry_run,
            message: self.message(),
            changes: ChangedFile::all(&self.changes),
            warnings: self.warnings.iter().map(ReportedWarning::of).collect(),
            next: &self.next,
            diff: self.dry_run.then(|| diff(&self.changes, false)),
        })
    }

    fn stdout(&self, color: bool) -> String {
        if self.dry_run { diff(&self.changes, color) } else { String::new() }
    }

    fn add_warnings(&mut self, warnings: Vec<Warning>) {
        self.warnings.splice(..0, warnings);
    }

    fn summarize(&self, speaker: &mut Speaker<'_>, _verbose: bool) {
        for warning in &self.warnings {
            speaker.warn(warning);
        }
        if self.changes.is_empty() {
            return speaker.say(&format!("{}; nothing was changed.", visible(&self.unchanged)));
        }
        if self.dry_run {
            return speaker.say(&format!("{}; nothing was written.", counted(&self.changes)));
        }
        let (verb, rest) = self.done.split_once(' ').unwrap_or((&self.done, ""));
        speaker.done(verb, rest);
        list_changes(&self.changes, &self.directory, speaker);
        if !self.next.is_empty() {
            speaker.say("\nNext:");
            for step in &self.next {
                speaker.say(&format!("  {}", visible(step)));
            }
        }
    }

    fn summary_first(&self) -> bool {
        false
    }

    fn after_write_note(&self) -> String {
        if self.dry_run || self.changes.is_empty() {
            String::new()
        } else {
            "; the changes are made".to_owned()
        }
    }
}

impl ChangeReport {
    fn message(&self) -> String {
        match (self.changes.is_empty(), self.dry_run) {
            (true, _) => self.unchanged.clone(),
            (false, true) => counted(&self.changes),
            (false, false) => self.done.clone(),
        }
    }
}

impl<'a> ChangedFile<'a> {
    /// Every change, sorted by path.
    pub fn all(changes: &'a Changes) -> Vec<Self> {
        let files = changes.iter().map(|(path, change)| Self {
            path,
            change: change.verb(),
            bytes: change.new_bytes().map(<[u8]>::len),
            sha256: change.sha256(),
        });
        files.collect()
    }
}

/// Lists every change, one per line.
pub fn list_changes(changes: &Changes, directory: &Path, speaker: &mut Speaker<'_>) {
    for (path, change) in changes.iter() {
        let verb = speaker.dim().apply_to(format!("{:6}", change.verb())).to_string();
        let path = directory.join(path).display().to_string();
        speaker.say(&format!("  {verb}  {}", visible(path.trim_start_matches("./"))));
    }
}

fn counted(changes: &Changes) -> String {
    let count = |verb: Verb| changes.iter().filter(|(_, change)| change.verb() == verb).count();
    let parts: Vec<String> = [Verb::Create, Verb::Edit, Verb::Delete]
        .into_iter()
        .filter_map(|verb| match count(verb) {
            0 => None,
            1 => Some(format!("{verb} 1 file")),
            many => Some(format!("{verb} {many} files")),
        })
        .collect();
    format!("Would {}", parts.join(", "))
}
