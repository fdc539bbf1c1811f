//! Merges that need more than a comparison of lines: logins and public tables that `carto-app add` added, and an initial state
//! that was moved.

use std::collections::BTreeSet;

use oxc_allocator::Allocator;

use super::contents::{is_module_still, with_lf};
use super::merge;
use crate::app::imports::Resolver;
use crate::app::logins;
use crate::app::logins::{DATA_MESSAGE, PAGE_MESSAGE};
use crate::app::tables::{SETTINGS, public_tables, with_list_of, with_public_tables, without_public_tables};
use crate::app::{Draft, INITIAL_STATE, VIEWS, inventory, module_stem};
use crate::code::edit::{remove_statement, statement};
use crate::code::{Script, Splices, Style};
use crate::error::Result;

/// The name of OAuth's initial state.
const OAUTH_STATE: &str = "oauthInitialState";

/// Possible additions to generated files.
pub struct Additions {
    /// The code style of the application.
    pub style: Style,
    /// The changes of the sandbox's public tables.
    pub tables: Tables,
}

/// The tables that a change of the mode makes public in the sandbox, and the tables that no longer need to be public.
#[derive(Default)]
pub struct Tables {
    /// The tables that the public key newly reads.
    pub opened: BTreeSet<String>,
    /// The tables that it no longer reads.
    pub closed: BTreeSet<String>,
}

impl Additions {
    /// Merges a file with regard to the additions, if a merge of lines would conflict or put them in the wrong place. `None` if
    /// the file has no additions, or they can't be recognized.
    pub fn merged(&self, path: &str, base: &str, ours: &str, theirs: &str) -> Option<String> {
        if path == SETTINGS {
            return self.tables(base, ours, theirs).or_else(|| self.tables_one_by_one(base, ours, theirs));
        }
        if module_stem(path) == module_stem(INITIAL_STATE) {
            return without_oauth_state(base, ours, theirs);
        }
        let plain = |text, messages: &[String]| logins::without_logins(text, messages, &self.style);
        match (logins::has_login(base), logins::has_login(ours)) {
            (true, false) => {
                let messages = logins::messages(base)?;
                let new = merge(&plain(base, &messages)?, ours, &plain(theirs, &messages)?).ok()?;
                (!logins::has_login(&new)).then_some(new)
            }
            (false, true) => {
                let messages = logins::messages(ours)?;
                let new = merge(base, &plain(ours, &messages)?, theirs).ok()?;
                let with_login = logins::with_login_of(ours, &new, &self.style)?;
                // Undoing the change must restore the original.
                (logins::messages(&with_login)? == messages
                    && plain(&with_login, &messages)?.len() == new.len())
                .then_some(with_login)
            }
            _ => None,
        }
    }

    /// Merges with the user's added tables added to both other sides.
    fn tables(&self, base: &str, ours: &str, theirs: &str) -> Option<String> {
        let (in_base, in_ours, in_theirs) =
            (public_tables(base)?, public_tables(ours)?, public_tables(theirs)?);
        let Tables { opened, closed } = &self.tables;
        let added: Vec<&String> = in_theirs.iter().filter(|table| !in_base.contains(table)).collect();
        let base = with_public_tables(base, &added, &self.style)?;
        let mut open: Vec<&String> = added.iter().copied().filter(|table| !closed.contains(*table)).collect();
        open.extend(opened.iter().filter(|table| !added.contains(table)));
        open.retain(|table| !in_ours.contains(table));
        merge(&base, &with_public_tables(ours, &open, &self.style)?, theirs).ok()
    }

    /// Returns the user's list of public tables with the opened and without the closed ones, unless a comment mentions those.
    fn tables_one_by_one(&self, base: &str, ours: &str, theirs: &str) -> Option<String> {
        let (in_base, in_ours) = (public_tables(base)?, public_tables(ours)?);
        let Tables { opened, closed } = &self.tables;
        let new = merge(&with_list_of(theirs, base)?, &with_list_of(theirs, ours)?, theirs).ok()?;
        let removed: Vec<&String> =
            in_base.iter().chain(closed).filter(|table| !in_ours.contains(table)).collect();
        let new = without_public_tables(&new, &removed, &self.style)?;
        let new_tables = in_ours.iter().filter(|table| !in_base.contains(table)).chain(opened);
        let listed = public_tables(&new)?;
        let new_tables: Vec<&String> = new_tables.filter(|table| !listed.contains(table)).collect();
        with_public_tables(&new, &new_tables, &self.style)
    }
}

/// Merges initial states without OAuth's, if the user only moved it within its module.
fn without_oauth_state(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let without = |text: &str| {
        let arena = Allocator::default();
        let script = Script::parse(&arena, "", text).ok()?;
        let lines: Vec<&str> = text[statement(&script, OAUTH_STATE)?].lines().map(str::trim).collect();
        let mut splices = Splices::default();
        let is_gone = remove_statement(&script, OAUTH_STATE, &mut splices);
        splices.apply(text).filter(|_| is_gone).map(|text| (text, lines.join("\n")))
    };
    if ours.contains(OAUTH_STATE) || merge(base, ours, theirs).is_ok_and(|new| !new.contains(OAUTH_STATE)) {
        return None;
    }
    let ((base, base_state), (theirs, their_state)) = (without(base)?, without(theirs)?);
    let new = merge(&base, ours, &theirs).ok()?;
    (base_state == their_state && !new.contains(OAUTH_STATE)).then_some(new)
}

/// Removes the logins that `carto-app add` wrote from the views of an application without login, and adds them in one with
/// login; `apart` are files that are handled as a whole. Returns the views that were restricted to logged-in users and are
/// now public.
///
/// # Errors
/// Folders that can't be read.
pub fn in_views(
    has_login: bool,
    apart: &[&str],
    style: &Style,
    draft: &mut Draft<'_>,
) -> Result<Vec<String>> {
    let mut opened = Vec::new();
    let sources = inventory::sources(draft)?;
    let resolver = Resolver::of(draft)?;
    let written = [DATA_MESSAGE, PAGE_MESSAGE].map(str::to_owned);
    for path in draft.below(VIEWS)? {
        if path.contains(".test.") || apart.contains(&path.as_str()) {
            continue;
        }
        // A file that can't be read is not changed.
        let Ok(Some(text)) = draft.text(&path) else { continue };
        let unix = with_lf(text.as_bytes());
        let old = unix.as_deref().unwrap_or(&text);
        let new = match (has_login, logins::has_login(old)) {
            (true, false) => logins::with_login_about(&sources, &path, old, &resolver, style),
            (false, true) => logins::without_logins(old, &written, style),
            _ => None,
        };
        if let Some(new) = new.filter(|new| new != old && is_module_still(&path, new.as_bytes())) {
            if old.contains(PAGE_MESSAGE) && !new.contains(PAGE_MESSAGE) {
                opened.push(path.clone());
            }
            draft.put(&path, if unix.is_some() { new.replace('\n', "\r\n") } else { new })?;
        }
    }
    Ok(opened)
}
