//! Applies a change of the specification to an application's current files.

use std::collections::{BTreeMap, BTreeSet};

use super::additions::{self, Additions, Tables};
use super::conflicts::Conflicts;
use super::dangling;
use super::differing::{Differing, formatted};
use crate::app::env_file::ENV_LOCAL;
use crate::app::prettier::Prettier;
use crate::app::tables::{SETTINGS, read_without_credentials};
use crate::app::{APP_SLICE, Draft, INITIAL_STATE, Setting, module_stem, overlay, style};
use crate::code::Style;
use crate::encode::shell;
use crate::error::Result;
use crate::plan::{Manner, beside, manner};
use crate::record::RECORD;
use crate::spec::{AppSpec, Auth};
use crate::template::plan;

/// A change of the specification of an application.
pub struct Transition<'a> {
    /// The specifications that the application may have been written from: the record's and the code's.
    pub from: Vec<AppSpec>,
    /// The new specification.
    pub to: &'a AppSpec,
    /// The settings in the code.
    pub values: Vec<(Setting, String)>,
    /// The settings that stay as they are.
    pub kept: Vec<(Setting, String)>,
    /// Secrets in the code that must not be shown.
    pub secrets: Vec<String>,
}

/// The paths and contents of generated files.
type Files = BTreeMap<String, Vec<u8>>;

impl Transition<'_> {
    /// Changes every file that depends on the specification. Returns the views whose whole content lost its login.
    ///
    /// # Errors
    /// All conflicts at once: changed lines that must change, changed files to be deleted, existing files where new ones
    /// belong, and references to deleted code.
    pub fn all(&self, draft: &mut Draft<'_>, prettier: &mut Prettier<'_>) -> Result<Vec<String>> {
        let mut conflicts = Conflicts::default();
        let mut opened = Vec::new();
        let mut before = BTreeMap::new();
        let mut differing = self.differing(&[], draft, prettier)?;
        let style = style(draft)?;
        // The tables to open depend on the sources that will exist, so the sandbox's settings come last.
        differing.sort_by_key(|file| file.path == SETTINGS);
        for file in &differing {
            if let Ok(Some(text)) = draft.text(&file.path) {
                before.insert(file.path.clone(), text);
            }
            let tables = if file.path == SETTINGS { self.tables(draft)? } else { Tables::default() };
            file.resolve(draft, &Additions { style: file.style, tables }, &mut conflicts)?;
        }
        if let Some(from) =
            self.from.last().filter(|from| from.oauth().is_some() != self.to.oauth().is_some())
        {
            let apart: Vec<&str> = differing.iter().map(|file| file.path.as_str()).collect();
            opened = additions::in_views(from.oauth().is_none(), &apart, &style, draft)?;
        }
        if conflicts.is_empty() {
            conflicts.other = dangling(draft, &before)?;
            conflicts.are_references = true;
        }
        let install = shell::command(self.to.package_manager.install());
        let remedy = prettier.unused.map(|unused| unused.remedy(&install));
        conflicts.into_result(&self.secrets, remedy.as_deref()).map(|()| opened)
    }

    /// Updates files that depend on values changed in place, such as the README and the browser tests, unless the user changed
    /// them. Modules that the user's code still imports stay. Returns the files that were not updated.
    ///
    /// # Errors
    /// Files that can't be read.
    pub fn update_dependents(
        &self,
        draft: &mut Draft<'_>,
        prettier: &mut Prettier<'_>,
    ) -> Result<Vec<String>> {
        let mut left = Vec::new();
        let mut removed = BTreeMap::new();
        for file in self.differing(&[INITIAL_STATE, APP_SLICE], draft, prettier)? {
            let before = if file.target.is_none() { draft.bytes(&file.path)? } else { None };
            let mut conflicts = Conflicts::default();
            let additions = Additions { style: file.style, tables: Tables::default() };
            file.resolve(draft, &additions, &mut conflicts)?;
            if !conflicts.is_empty() {
                left.push(file.path);
            } else if let Some(text) = before.and_then(|bytes| String::from_utf8(bytes).ok()) {
                removed.insert(file.path, text);
            }
        }
        restore_imported(removed, draft)?;
        Ok(left)
    }

    /// Returns the changes of the sandbox's public tables, from what the application reads with the public key.
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

    /// Returns every file whose generated content differs, except for those that are handled separately.
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
            if path == RECORD || path == ENV_LOCAL || is_either(path, apart) {
                continue;
            }
            let target = target.get(path);
            if bases.iter().all(|files| files.get(path) == target) {
                continue;
            }
            let mut contents: Vec<Vec<u8>> = Vec::new();
            let mut add = |content: Option<&Vec<u8>>| {
                if let Some(content) = content.filter(|content| !contents.contains(content)) {
                    contents.push(content.clone());
                }
            };
            for files in &bases {
                add(files.get(path));
            }
            if is_either(path, &[APP_SLICE]) {
                for other in self.from.iter().filter_map(with_other_login) {
                    add(files(&other, &self.values)?.get(path));
                }
            }
            let is_written = bases.first().is_some_and(|recorded| recorded.contains_key(path));
            differing.push(Differing {
                path: own_place(path, draft)?,
                is_written,
                bases: contents,
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

/// Restores the removed modules that others import, and those that they import themselves.
fn restore_imported(mut removed: BTreeMap<String, String>, draft: &mut Draft<'_>) -> Result<()> {
    while !dangling(draft, &removed)?.is_empty() {
        let mut restored = Vec::new();
        for (path, text) in &removed {
            let alone = BTreeMap::from([(path.clone(), text.clone())]);
            if !dangling(draft, &alone)?.is_empty() {
                draft.put(path, text.clone())?;
                restored.push(path.clone());
            }
        }
        if restored.is_empty() {
            break;
        }
        removed.retain(|path, _| !restored.contains(path));
    }
    Ok(())
}

/// Where the application keeps a file that the owner had one of before.
fn own_place(path: &str, draft: &mut Draft<'_>) -> Result<String> {
    let beside = beside(path);
    let is_there = manner(path) == Manner::Beside && draft.bytes(&beside)?.is_some();
    Ok(if is_there { beside } else { path.to_owned() })
}

/// Returns the specification with the other forced login. That decides whether its line exists, so the owner may have
/// edited just its value.
fn with_other_login(spec: &AppSpec) -> Option<AppSpec> {
    let mut oauth = spec.oauth()?.clone();
    oauth.force_login = !oauth.force_login;
    Some(AppSpec { auth: Auth::OAuth(oauth), ..spec.clone() })
}

/// Whether a path is that of one of these modules, in any language.
fn is_either(path: &str, modules: &[&str]) -> bool {
    modules.iter().any(|module| module_stem(path) == module_stem(module))
}

fn files(spec: &AppSpec, values: &[(Setting, String)]) -> Result<Files> {
    let plan = plan(spec)?;
    let file = |file: &crate::plan::PlannedFile| {
        let mut bytes = file.bytes.clone();
        if is_either(&file.path, &[INITIAL_STATE, APP_SLICE]) {
            let is_here = |(setting, _): &&(Setting, String)| is_either(&file.path, &[setting.file()]);
            let own: Vec<_> = values.iter().filter(is_here).cloned().collect();
            bytes = overlay(&String::from_utf8_lossy(&bytes), &own).into_bytes();
        }
        (file.path.clone(), bytes)
    };
    Ok(plan.files().iter().map(file).collect())
}
