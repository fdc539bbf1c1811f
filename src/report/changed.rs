//! What a command that changes an application has to say.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{Told, diff};
use crate::error::Warning;
use crate::plan::{Change, Changes};
use crate::spec::Key;
use crate::ui::{Speaker, visible};

/// Changes of an application that were made, or would have been.
pub struct ChangeReport {
    /// The application's directory as it would be named here.
    pub directory: PathBuf,
    /// What changes. Nothing: all of it was so already.
    pub changes: Changes,
    /// Whether it was a dry run.
    pub dry_run: bool,
    /// The change in a sentence, in the past: "Added the source roadsSource".
    pub done: String,
    /// What is said when there is nothing to change: "The source roadsSource is there already".
    pub unchanged: String,
    /// What the person should know.
    pub warnings: Vec<Warning>,
    /// What comes next: commands, or sentences.
    pub next: Vec<String>,
}

impl Told for ChangeReport {
    fn json(&self) -> Value {
        let warnings: Vec<Value> = self
            .warnings
            .iter()
            .map(|warning| json!({ "answer": warning.answer.map(Key::id), "message": warning.message }))
            .collect();
        let changes = documents(&self.changes);
        let mut document = json!({
            "ok": true,
            "directory": self.directory.display().to_string(),
            "dry_run": self.dry_run,
            "message": self.message(),
            "changes": changes,
            "warnings": warnings,
            "next": self.next,
        });
        if self.dry_run {
            document["diff"] = diff(&self.changes, false).into();
        }
        document
    }

    fn asked_for(&self, color: bool) -> String {
        if self.dry_run { diff(&self.changes, color) } else { String::new() }
    }

    fn tell(&self, speaker: &mut Speaker<'_>, _verbose: bool) {
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
        name_all(&self.changes, &self.directory, speaker);
        if !self.next.is_empty() {
            speaker.say("\nNext:");
            for step in &self.next {
                speaker.say(&format!("  {}", visible(step)));
            }
        }
    }

    fn begins_with_words(&self) -> bool {
        false
    }

    fn besides(&self) -> String {
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

/// Every change for `--json`: its path, what is done, and what the file holds then.
pub fn documents(changes: &Changes) -> Vec<Value> {
    let document = |(path, change): (&str, &Change)| {
        let bytes = change.new_bytes().map(<[u8]>::len);
        json!({ "path": path, "change": change.verb(), "bytes": bytes, "sha256": change.sha256() })
    };
    changes.iter().map(document).collect()
}

/// Every change for people, a line each.
pub fn name_all(changes: &Changes, directory: &Path, speaker: &mut Speaker<'_>) {
    for (path, change) in changes.iter() {
        let verb = speaker.dim().apply_to(format!("{:6}", change.verb())).to_string();
        let path = directory.join(path).display().to_string();
        speaker.say(&format!("  {verb}  {}", visible(path.trim_start_matches("./"))));
    }
}

fn counted(changes: &Changes) -> String {
    let count = |verb: &str| changes.iter().filter(|(_, change)| change.verb() == verb).count();
    let parts: Vec<String> = ["create", "edit", "delete"]
        .iter()
        .filter_map(|verb| match count(verb) {
            0 => None,
            1 => Some(format!("{verb} 1 file")),
            many => Some(format!("{verb} {many} files")),
        })
        .collect();
    format!("Would {}", parts.join(", "))
}
