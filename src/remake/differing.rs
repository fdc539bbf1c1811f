//! Files whose generated content differs before and after a change.

use super::additions::Additions;
use super::conflicts::Conflicts;
use super::contents::{is_module_still, with_lf};
use super::{Hunk, merge};
use crate::app::prettier::{FormatRequest, Prettier};
use crate::app::{Draft, is_program, style};
use crate::code::{Style, TrailingComma};
use crate::error::Result;

/// A file that is edited, created or deleted.
pub struct Differing {
    /// The path of the file.
    pub path: String,
    /// Whether the tool wrote the file, so that the user deleted it if it doesn't exist.
    pub is_written: bool,
    /// The contents that the tool may have written.
    pub bases: Vec<Vec<u8>>,
    /// The content that it would write now.
    pub target: Option<Vec<u8>>,
    /// The current content, if all contents were formatted for the comparison.
    pub now: Option<Vec<u8>>,
    /// The style of the formatting.
    pub style: Style,
}

impl Differing {
    /// Decides the file's new content, or adds a conflict.
    ///
    /// # Errors
    /// Folders that can't be read.
    pub fn resolve(
        &self,
        draft: &mut Draft<'_>,
        additions: &Additions,
        conflicts: &mut Conflicts,
    ) -> Result<()> {
        let (path, bases) = (self.path.as_str(), &self.bases);
        let name = draft.project().name_of(path);
        let existing = draft.existing(path)?;
        let has_same_name = existing.as_deref() == Some(path);
        let Some(target) = &self.target else {
            let Some(now) = draft.bytes(path)? else {
                if let Some(other) = self.renamed(draft)? {
                    conflicts.other.push(format!("{name} would be deleted, but it is {other} now"));
                }
                return Ok(());
            };
            let now = self.now.clone().unwrap_or(now);
            if bases.iter().any(|base| is_same(base, &now)) {
                return draft.remove(path);
            }
            conflicts.other.push(format!("{name} would be deleted, but was changed"));
            return Ok(());
        };
        let now = match draft.bytes(path) {
            Ok(now) => now.filter(|_| has_same_name),
            Err(error) => {
                conflicts.other.push(error.message);
                return Ok(());
            }
        };
        let Some(now) = now else {
            if let Some(other) = existing {
                let other = draft.project().name_of(&other);
                conflicts.other.push(format!("{name} is needed, but {other} exists"));
            } else if let Some(other) = self.renamed(draft)? {
                conflicts.other.push(format!("{name} must be edited, but it is {other} now"));
            } else if !self.is_written {
                draft.put(path, target.clone())?;
            }
            // A file that the user deleted is not restored.
            return Ok(());
        };
        let now = self.now.clone().unwrap_or(now);
        if is_same(target, &now) {
            return Ok(());
        }
        if bases.is_empty() {
            conflicts.other.push(format!("{name} is needed, but another file has that name"));
            return Ok(());
        }
        match merged(path, bases, target, &now, additions) {
            Ok(new) if new == *target || is_module_still(path, &new) => draft.put(path, new),
            Ok(_) => {
                conflicts
                    .other
                    .push(format!("{name} has manual changes that the required edits would break"));
                Ok(())
            }
            Err(hunks) => {
                conflicts.hunks.push((name, hunks));
                Ok(())
            }
        }
    }
}

impl Differing {
    /// Returns the module that has taken the place of this one, such as `router.tsx` for `router.jsx`, as it is called in
    /// messages.
    fn renamed(&self, draft: &Draft<'_>) -> Result<Option<String>> {
        if !is_program(&self.path) {
            return Ok(None);
        }
        let other = draft.module(&self.path)?.filter(|other| *other != self.path);
        Ok(other.map(|other| draft.project().name_of(&other)))
    }
}

/// Formats all sides of the files that were formatted with the application's own Prettier, so that they can be compared.
///
/// # Errors
/// Settings that can't be read.
pub fn formatted(
    differing: &mut [Differing],
    draft: &mut Draft<'_>,
    prettier: &mut Prettier<'_>,
) -> Result<()> {
    let style = Style { semicolons: true, trailing_comma: TrailingComma::All, ..style(draft)? };
    let mut requests: Vec<(&str, String, bool)> = Vec::new();
    let mut parts = Vec::new();
    for file in &*differing {
        let first = requests.len();
        let now = draft.bytes(&file.path).ok().flatten();
        let merges = now.is_some() && file.target.is_some();
        for bytes in file.bases.iter().chain(&file.target).chain(&now) {
            requests.push((&file.path, String::from_utf8_lossy(bytes).replace("\r\n", "\n"), merges));
        }
        parts.push((first..requests.len(), now));
    }
    let texts: Vec<FormatRequest<'_>> =
        requests.iter().map(|(path, text, merges)| FormatRequest { path, text, merges: *merges }).collect();
    let answers = prettier.format(&texts);
    let mut all = Vec::new();
    for (part, now) in parts {
        let is_formatted = answers[part.clone()].iter().all(Option::is_some)
            && (now.is_none()
                || answers[part.end - 1].as_ref().is_some_and(|last| last.own == texts[part.end - 1].text));
        let texts = answers[part].iter().flatten().map(|answer| answer.mergeable.clone().into_bytes());
        all.push((is_formatted.then(|| texts.collect::<Vec<_>>()), now));
    }
    for (file, (texts, now)) in differing.iter_mut().zip(all) {
        let Some(texts) = texts else { continue };
        let mut texts = texts.into_iter();
        for (content, text) in file.bases.iter_mut().chain(&mut file.target).zip(&mut texts) {
            *content = text;
        }
        let crlf = now.as_ref().is_some_and(|now| with_lf(now).is_some());
        let ends = |text: Vec<u8>| {
            if crlf { String::from_utf8_lossy(&text).replace('\n', "\r\n").into_bytes() } else { text }
        };
        file.now = now.and_then(|_| texts.next()).map(ends);
        file.style = style;
    }
    Ok(())
}

/// Whether a file is as the tool wrote it, except for line endings, which git may have changed.
fn is_same(ours: &[u8], now: &[u8]) -> bool {
    ours == now || with_lf(now).is_some_and(|now| ours == now.as_bytes())
}

/// Merges the changes into the current content, based on the first of the possible original contents that works.
fn merged(
    path: &str,
    bases: &[Vec<u8>],
    target: &[u8],
    now: &[u8],
    additions: &Additions,
) -> std::result::Result<Vec<u8>, Vec<Hunk>> {
    let unix = with_lf(now);
    let text = |bytes| std::str::from_utf8(bytes).ok().map(str::to_owned);
    let whole = || Hunk { line: 1, base: String::new(), theirs: String::new(), ours: String::new() };
    let (Some(ours), Some(theirs)) = (text(target), unix.clone().or_else(|| text(now))) else {
        return if bases.iter().any(|base| base == now) { Ok(target.to_vec()) } else { Err(vec![whole()]) };
    };
    let bytes = |new: String| if unix.is_some() { new.replace('\n', "\r\n") } else { new }.into_bytes();
    let bases: Vec<String> = bases.iter().filter_map(|base| text(base)).collect();
    let mut with_additions = bases.iter().filter_map(|base| additions.merged(path, base, &ours, &theirs));
    if let Some(new) = with_additions.find(|new| is_module_still(path, new.as_bytes())) {
        return Ok(bytes(new));
    }
    let mut least: Option<Vec<Hunk>> = None;
    for base in &bases {
        match merge(base, &ours, &theirs) {
            Ok(new) => return Ok(bytes(new)),
            Err(hunks) if least.as_ref().is_none_or(|least| hunks.len() < least.len()) => least = Some(hunks),
            Err(_) => {}
        }
    }
    Err(least.unwrap_or_else(|| vec![whole()]))
}
