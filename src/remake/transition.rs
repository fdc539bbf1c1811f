//! From what the tool would have written to what it would write now, through what is there.

use std::collections::{BTreeMap, BTreeSet};

use super::additions::{self, Additions, Tables};
use super::dangling;
use super::differing::{Differing, formatted};
use super::trouble::Trouble;
use crate::app::env_file::ENV_LOCAL;
use crate::app::prettier::Prettier;
use crate::app::tables::{SETTINGS, read_without_credentials};
use crate::app::{APP_SLICE, Draft, INITIAL_STATE, Setting, overlay, style};
use crate::code::Style;
use crate::encode::shell;
use crate::error::Result;
use crate::record::RECORD;
use crate::spec::{AppSpec, Auth};
use crate::template::plan;

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
    /// Changes every file that depends on it; answers with the views that lost the login that the whole of them was behind.
    ///
    /// # Errors
    /// All conflicts together: changed lines that would change, changed files that would go, files where new ones belong,
    /// and imports of what would go.
    pub fn all(&self, draft: &mut Draft<'_>, prettier: &mut Prettier<'_>) -> Result<Vec<String>> {
        let mut trouble = Trouble::default();
        let mut opened = Vec::new();
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
            opened = additions::in_views(from.oauth().is_none(), &apart, &style, draft)?;
        }
        if trouble.is_none() {
            trouble.other = dangling(draft, &before)?;
            trouble.is_about_uses = true;
        }
        let install = prettier.is_missing.then(|| shell::command(self.to.package_manager.install()));
        trouble.end(&self.secrets, install.as_deref()).map(|()| opened)
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
        let bases: Vec<Files> =
            self.from.iter().map(|spec| files(spec, &self.values)).collect::<Result<_>>()?;
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
