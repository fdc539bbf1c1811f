use super::Hunk;
use crate::error::{Error, Kind, Result};
use crate::spec::HIDDEN;

/// What is in the way.
#[derive(Default)]
pub struct Trouble {
    /// Lines that both sides changed, by file.
    pub hunks: Vec<(String, Vec<Hunk>)>,
    /// All else, as sentences.
    pub other: Vec<String>,
    /// Whether it is code that uses what would go.
    pub is_about_uses: bool,
}

impl Trouble {
    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        self.hunks.is_empty() && self.other.is_empty()
    }

    /// The end of a command that it is in the way of; none of the secrets is shown. `install` brings the application's own
    /// Prettier, where that is needed and not there.
    ///
    /// # Errors
    /// All of it together.
    pub fn end(self, secrets: &[String], install: Option<&str>) -> Result<()> {
        if self.is_none() {
            return Ok(());
        }
        let count: usize = self.hunks.iter().map(|(_, hunks)| hunks.len()).sum::<usize>() + self.other.len();
        let places = if count == 1 { "one place" } else { &format!("{count} places") };
        let hint = if let Some(install) = install.filter(|_| !self.is_about_uses) {
            &format!(
                "{install}, so that the Prettier of this application can format what is compared, then run the command again"
            )
        } else if self.is_about_uses {
            "take these out, then run the command again"
        } else {
            "undo these changes, run the command again, then make them anew"
        };
        let mut details = self.other;
        for (name, hunks) in &self.hunks {
            for hunk in hunks {
                details.push(format!("{name}, line {}:", hunk.line));
                let parts = [
                    ("<<<<<<< as it is", &hunk.theirs),
                    ("||||||| as carto-app wrote it", &hunk.base),
                    ("=======", &hunk.ours),
                ];
                for (head, text) in parts {
                    details.push(head.to_owned());
                    details.extend(text.lines().map(str::to_owned));
                }
                details.push(">>>>>>> as it would have to be".to_owned());
            }
        }
        for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
            for line in &mut details {
                *line = line.replace(secret.as_str(), HIDDEN);
            }
        }
        Err(Error::new(
            Kind::Conflict,
            format!("what was changed by hand stands against it in {places}; nothing was written"),
        )
        .with_details(details)
        .with_hint(hint))
    }
}
