//! From what the tool would have written to what it would write now, through what is there.

use std::collections::{BTreeMap, BTreeSet};

use oxc_allocator::Allocator;

use super::additions::{self, Additions, Tables};
use super::told::told;
use crate::code::{Script, Style, TrailingComma};

use crate::error::{Error, Kind, Result};
use crate::project::env_file::ENV_LOCAL;
use crate::project::prettier::{Asked, Prettier};
use crate::project::tables::{SETTINGS, read_without_credentials};
use crate::project::{
    APP_SLICE, Draft, Hunk, INITIAL_STATE, PROGRAMS, Setting, dangling, merge, overlay, style,
};
use crate::spec::{AppSpec, Auth};
use crate::template::{RECORD, plan};

const README: &str = "README.md";

/// A change of what an application was made from.
pub struct Transition<'a> {
    /// What it may have been written from: what the record says, what the code says.
    pub from: Vec<AppSpec>,
    /// What it would be written from now.
    pub to: &'a AppSpec,
    /// What is written in its code.
    pub values: Vec<(Setting, String)>,
    /// What of it stays as it is.
    pub kept: Vec<(Setting, String)>,
    /// Secrets that stand in its code, which are not shown.
    pub secrets: Vec<String>,
}

/// A file's contents, as the tool would have written it.
type Files = BTreeMap<String, Vec<u8>>;

impl Transition<'_> {
    /// Changes every file that depends on it.
    ///
    /// # Errors
    /// All conflicts together: changed lines that would change, changed files that would go, files where new ones belong,
    /// and imports of what would go.
    pub fn all(&self, draft: &mut Draft<'_>, prettier: &mut Prettier<'_>) -> Result<()> {
        let mut trouble = Trouble::default();
        let mut before = BTreeMap::new();
        let mut differing = self.differing(&[], draft, prettier)?;
        let style = style(draft)?;
        // Which tables its sandbox opens follows from the sources that there will be.
        differing.sort_by_key(|file| file.path == SETTINGS);
        for file in &differing {
            if let Ok(Some(text)) = draft.text(&file.path) {
                before.insert(file.path.clone(), text);
            }
            let tables = if file.path == SETTINGS { self.tables(draft)? } else { Tables::default() };
            file.settle(draft, &Additions { style: file.style, tables }, &mut trouble)?;
        }
        if let Some(from) =
            self.from.last().filter(|from| from.oauth().is_some() != self.to.oauth().is_some())
        {
            let apart: Vec<&str> = differing.iter().map(|file| file.path.as_str()).collect();
            additions::in_views(from.oauth().is_none(), &apart, &style, draft)?;
        }
        if trouble.is_none() {
            trouble.other = dangling(draft, &before)?;
            trouble.is_about_uses = true;
        }
        trouble.end(&self.secrets, prettier.is_missing)
    }

    /// Changes what follows from values that were changed in place, such as the README and the tests in a browser, as far as
    /// its owner left it alone; answers with the files that were not.
    ///
    /// # Errors
    /// Files that can't be read.
    pub fn what_follows(&self, draft: &mut Draft<'_>, prettier: &mut Prettier<'_>) -> Result<Vec<String>> {
        let mut left = Vec::new();
        for file in self.differing(&[INITIAL_STATE, APP_SLICE], draft, prettier)? {
            let mut trouble = Trouble::default();
            let additions = Additions { style: file.style, tables: Tables::default() };
            file.settle(draft, &additions, &mut trouble)?;
            if !trouble.is_none() {
                left.push(file.path);
            }
        }
        Ok(left)
    }

    /// What the sandbox opens to everybody or no longer: what the application reads with the public key.
    fn tables(&self, draft: &mut Draft<'_>) -> Result<Tables> {
        let is_open = |spec: &AppSpec| matches!(&spec.auth, Auth::ApiKey(key) if key.is_public());
        let mut tables = Tables::default();
        if is_open(self.to) {
            tables.opened = read_without_credentials(draft)?;
        } else if self.from.last().is_some_and(is_open) {
            tables.closed = read_without_credentials(draft)?;
        }
        Ok(tables)
    }

    /// Every file that is not the same in all, but for those that are dealt with apart.
    fn differing(
        &self,
        apart: &[&str],
        draft: &mut Draft<'_>,
        prettier: &mut Prettier<'_>,
    ) -> Result<Vec<Differing>> {
        let readme = draft.text(README)?.unwrap_or_default();
        let mut from = self.from.clone();
        let has_key = self.from.iter().any(|spec| spec.private_key().is_some());
        from.extend(told(&readme, has_key));
        let bases: Vec<Files> = from.iter().map(|spec| files(spec, &self.values)).collect::<Result<_>>()?;
        let target = files(self.to, &self.kept)?;
        let paths: BTreeSet<&String> = bases.iter().flat_map(BTreeMap::keys).chain(target.keys()).collect();
        let mut differing = Vec::new();
        for path in paths {
            if path == RECORD || path == ENV_LOCAL || apart.contains(&path.as_str()) {
                continue;
            }
            let target = target.get(path);
            if bases.iter().all(|files| files.get(path) == target) {
                continue;
            }
            let mut was: Vec<Vec<u8>> = Vec::new();
            let mut note = |content: Option<&Vec<u8>>| {
                if let Some(content) = content.filter(|content| !was.contains(content)) {
                    was.push(content.clone());
                }
            };
            for files in &bases {
                note(files.get(path));
            }
            if path == APP_SLICE {
                for other in self.from.iter().filter_map(with_other_login) {
                    note(files(&other, &self.values)?.get(path));
                }
            }
            let is_written = bases.first().is_some_and(|recorded| recorded.contains_key(path));
            differing.push(Differing {
                path: path.clone(),
                is_written,
                was,
                target: target.cloned(),
                now: None,
                style: Style::OURS,
            });
        }
        if prettier.is_here() {
            formatted(&mut differing, draft, prettier)?;
        }
        Ok(differing)
    }
}

/// Has the application's own Prettier format all sides of files that its owner had formatted with it, so that they can be
/// compared.
fn formatted(differing: &mut [Differing], draft: &mut Draft<'_>, prettier: &mut Prettier<'_>) -> Result<()> {
    let style = Style { semicolons: true, trailing_comma: TrailingComma::All, ..style(draft)? };
    let mut asked: Vec<(&str, String, bool)> = Vec::new();
    let mut parts = Vec::new();
    for file in &*differing {
        let first = asked.len();
        let now = draft.bytes(&file.path).ok().flatten();
        let merges = now.is_some() && file.target.is_some();
        for bytes in file.was.iter().chain(&file.target).chain(&now) {
            asked.push((&file.path, String::from_utf8_lossy(bytes).replace("\r\n", "\n"), merges));
        }
        parts.push((first..asked.len(), now));
    }
    let texts: Vec<Asked<'_>> =
        asked.iter().map(|(path, text, merges)| Asked { path, text, merges: *merges }).collect();
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
        for (content, text) in file.was.iter_mut().chain(&mut file.target).zip(&mut texts) {
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

/// A file that changes, comes or goes.
struct Differing {
    path: String,
    /// Whether the tool has written it, so that its owner has deleted it where it is not there.
    is_written: bool,
    /// What the tool may have written.
    was: Vec<Vec<u8>>,
    /// What it would write now.
    target: Option<Vec<u8>>,
    /// What is there, where all of them were formatted for this.
    now: Option<Vec<u8>>,
    /// How they are formatted.
    style: Style,
}

impl Differing {
    /// Decides what becomes of it.
    fn settle(&self, draft: &mut Draft<'_>, additions: &Additions, trouble: &mut Trouble) -> Result<()> {
        let (path, bases) = (self.path.as_str(), &self.was);
        let name = draft.project().name_of(path);
        let there = draft.existing(path)?;
        let is_here = there.as_deref() == Some(path);
        let Some(target) = &self.target else {
            let Some(now) = draft.bytes(path)? else { return Ok(()) };
            let now = self.now.clone().unwrap_or(now);
            if bases.iter().any(|base| is_same(base, &now)) {
                return draft.remove(path);
            }
            trouble.other.push(format!("{name} would go, and was changed: it is not deleted"));
            return Ok(());
        };
        let now = match draft.bytes(path) {
            Ok(now) => now.filter(|_| is_here),
            Err(error) => {
                trouble.other.push(error.message);
                return Ok(());
            }
        };
        let Some(now) = now else {
            if let Some(other) = there {
                let other = draft.project().name_of(&other);
                trouble.other.push(format!("{name} is needed, and {other} stands in its place"));
            } else if !self.is_written {
                draft.put(path, target.clone())?;
            }
            // What its owner has deleted stays so.
            return Ok(());
        };
        let now = self.now.clone().unwrap_or(now);
        if is_same(target, &now) {
            return Ok(());
        }
        if bases.is_empty() {
            trouble.other.push(format!("{name} is needed, and another file stands in its place"));
            return Ok(());
        }
        match merged(path, bases, target, &now, additions) {
            Ok(new) if new == *target || is_module_still(path, &new) => draft.put(path, new),
            Ok(_) => {
                trouble.other.push(format!(
                    "{name} was changed so that it would be no program any more with what has to change"
                ));
                Ok(())
            }
            Err(hunks) => {
                trouble.hunks.push((name, hunks));
                Ok(())
            }
        }
    }
}

/// The same with the other forced login, which decides what its line says: only its value may have been edited.
fn with_other_login(spec: &AppSpec) -> Option<AppSpec> {
    let mut oauth = spec.oauth()?.clone();
    oauth.force_login = !oauth.force_login;
    Some(AppSpec { auth: Auth::OAuth(oauth), ..spec.clone() })
}

fn files(spec: &AppSpec, values: &[(Setting, String)]) -> Result<Files> {
    let plan = plan(spec)?;
    let file = |file: &crate::plan::PlannedFile| {
        let mut bytes = file.bytes.to_vec();
        if [INITIAL_STATE, APP_SLICE].contains(&file.path.as_str()) {
            let own: Vec<_> =
                values.iter().filter(|(setting, _)| setting.file() == file.path).cloned().collect();
            bytes = overlay(&String::from_utf8_lossy(&bytes), &own).into_bytes();
        }
        (file.path.clone(), bytes)
    };
    Ok(plan.files().iter().map(file).collect())
}

/// Whether a file is what the tool wrote, but for the ends of its lines, which git may have changed.
fn is_same(ours: &[u8], now: &[u8]) -> bool {
    ours == now || with_lf(now).is_some_and(|now| ours == now.as_bytes())
}

/// A text whose lines all end in CR LF, with LF alone.
pub fn with_lf(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let has_crlf = text.contains("\r\n") && text.matches('\n').count() == text.matches("\r\n").count();
    has_crlf.then(|| text.replace("\r\n", "\n"))
}

/// What is there with what has to change, by the first content that it can have been before.
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

/// Whether a file is a module where it has to be one.
pub fn is_module_still(path: &str, bytes: &[u8]) -> bool {
    if !PROGRAMS.iter().any(|end| path.ends_with(end)) {
        return true;
    }
    let arena = Allocator::default();
    std::str::from_utf8(bytes).is_ok_and(|text| Script::parse(&arena, path, text).is_ok())
}

/// What is in the way.
#[derive(Default)]
struct Trouble {
    hunks: Vec<(String, Vec<Hunk>)>,
    other: Vec<String>,
    is_about_uses: bool,
}

impl Trouble {
    fn is_none(&self) -> bool {
        self.hunks.is_empty() && self.other.is_empty()
    }

    fn end(self, secrets: &[String], lacks_prettier: bool) -> Result<()> {
        if self.is_none() {
            return Ok(());
        }
        let count: usize = self.hunks.iter().map(|(_, hunks)| hunks.len()).sum::<usize>() + self.other.len();
        let places = if count == 1 { "one place" } else { &format!("{count} places") };
        let hint = if lacks_prettier && !self.is_about_uses {
            "install the packages, so that carto-app can format as this application does, then run the command again"
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
                *line = line.replace(secret.as_str(), "(hidden)");
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
