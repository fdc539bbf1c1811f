use super::Hunk;
use crate::error::{Error, Kind, Result};
use crate::spec::HIDDEN;

/// The conflicts between a change and the current files.
#[derive(Default)]
pub struct Conflicts {
    /// Conflicting lines, by file.
    pub hunks: Vec<(String, Vec<Hunk>)>,
    /// Other conflicts, as sentences.
    pub other: Vec<String>,
    /// Whether these are references to deleted code.
    pub are_references: bool,
}

impl Conflicts {
    /// Whether there are no conflicts.
    pub fn is_empty(&self) -> bool {
        self.hunks.is_empty() && self.other.is_empty()
    }

    /// Returns an error if there are conflicts. The error never shows one of `secrets`. `remedy` explains how to let the
    /// application's own Prettier format the files, if it doesn't.
    ///
    /// # Errors
    /// All conflicts at once.
    pub fn into_result(self, secrets: &[String], remedy: Option<&str>) -> Result<()> {
        if self.is_empty() {
            return Ok(());
        }
        let count: usize = self.hunks.iter().map(|(_, hunks)| hunks.len()).sum::<usize>() + self.other.len();
        let places = if count == 1 { "one place" } else { &format!("{count} places") };
        let hint = if let Some(remedy) = remedy.filter(|_| !self.are_references) {
            remedy
        } else if self.are_references {
            "remove these uses, then run the command again"
        } else {
            "undo these changes, run the command again, then redo them"
        };
        let mut details = self.other;
        for (name, hunks) in &self.hunks {
            for hunk in hunks {
                details.push(format!("{name}, line {}:", hunk.line));
                let parts = [
                    ("<<<<<<< current", &hunk.theirs),
                    ("||||||| as carto-app wrote it", &hunk.base),
                    ("=======", &hunk.ours),
                ];
                for (head, text) in parts {
                    details.push(head.to_owned());
                    details.extend(text.lines().map(str::to_owned));
                }
                details.push(">>>>>>> required".to_owned());
            }
        }
        for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
            for line in &mut details {
                *line = line.replace(secret.as_str(), HIDDEN);
            }
        }
        Err(Error::new(Kind::Conflict, format!("manual changes conflict in {places}; nothing was changed"))
            .with_details(details)
            .with_hint(hint))
    }
}
