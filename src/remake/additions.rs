//! What stands in files that differ so that a merge line by line would not do: what `carto-app add` puts behind a login or into
//! the tables that are open to everybody, and a state that was moved.

use std::collections::BTreeSet;

use oxc_allocator::Allocator;

use super::differing::{is_module_still, with_lf};
use super::merge;
use crate::app::logins;
use crate::app::logins::{DATA_MESSAGE, PAGE_MESSAGE};
use crate::app::tables::{SETTINGS, public_tables, with_list_of, with_public_tables, without_public_tables};
use crate::app::{Draft, INITIAL_STATE, inventory};
use crate::code::edit::{remove_statement, statement};
use crate::code::{Script, Splices, Style};
use crate::error::Result;

/// What the initial state of OAuth is called.
const OAUTH_STATE: &str = "oauthInitialState";

/// What can have been added to files of the tool's.
pub struct Additions {
    /// How the application writes its code.
    pub style: Style,
    /// What becomes of the tables in the sandbox.
    pub tables: Tables,
}

/// The tables that a change of the mode opens to everybody, and those that nobody but their owner has to read any more.
#[derive(Default)]
pub struct Tables {
    /// What the public key reads now.
    pub opened: BTreeSet<String>,
    /// What it read before.
    pub closed: BTreeSet<String>,
}

impl Additions {
    /// A merge that knows what was added where line by line it would conflict, or come to stand elsewhere. None where it has
    /// nothing to say, or can't tell.
    pub fn merged(&self, path: &str, base: &str, ours: &str, theirs: &str) -> Option<String> {
        if path == SETTINGS {
            return self.tables(base, ours, theirs).or_else(|| self.tables_one_by_one(base, ours, theirs));
        }
        if path == INITIAL_STATE {
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
                // Back again it has to be the same.
                (logins::messages(&with_login)? == messages
                    && plain(&with_login, &messages)?.len() == new.len())
                .then_some(with_login)
            }
            _ => None,
        }
    }

    /// Both sides with the tables that were added to the owner's, as if they had been added to them.
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

    /// The owner's list of tables with those that come and without those that go, as far as nothing is said about these.
    fn tables_one_by_one(&self, base: &str, ours: &str, theirs: &str) -> Option<String> {
        let (in_base, in_ours) = (public_tables(base)?, public_tables(ours)?);
        let Tables { opened, closed } = &self.tables;
        let new = merge(&with_list_of(theirs, base)?, &with_list_of(theirs, ours)?, theirs).ok()?;
        let go: Vec<&String> =
            in_base.iter().chain(closed).filter(|table| !in_ours.contains(table)).collect();
        let new = without_public_tables(&new, &go, &self.style)?;
        let come = in_ours.iter().filter(|table| !in_base.contains(table)).chain(opened);
        let there = public_tables(&new)?;
        let come: Vec<&String> = come.filter(|table| !there.contains(table)).collect();
        with_public_tables(&new, &come, &self.style)
    }
}

/// A merge of initial states without that of OAuth, where it was moved to another place of its module and is the same still.
fn without_oauth_state(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let without = |text: &str| {
        let arena = Allocator::default();
        let script = Script::parse(&arena, "", text).ok()?;
        let said: Vec<&str> = text[statement(&script, OAUTH_STATE)?].lines().map(str::trim).collect();
        let mut splices = Splices::default();
        let is_gone = remove_statement(&script, OAUTH_STATE, &mut splices);
        splices.apply(text).filter(|_| is_gone).map(|text| (text, said.join("\n")))
    };
    if ours.contains(OAUTH_STATE) || merge(base, ours, theirs).is_ok_and(|new| !new.contains(OAUTH_STATE)) {
        return None;
    }
    let ((base, was), (theirs, is)) = (without(base)?, without(theirs)?);
    let new = merge(&base, ours, &theirs).ok()?;
    (was == is && !new.contains(OAUTH_STATE)).then_some(new)
}

/// Takes the logins that `carto-app add` wrote out of the views where there is no login any more, and puts what it added behind
/// one where there now is one; `apart` are files that are dealt with as a whole. Answers with the views that as a whole were only
/// for people who are logged in, and are open to everybody now.
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
    let written = [DATA_MESSAGE, PAGE_MESSAGE].map(str::to_owned);
    for path in draft.below(inventory::VIEWS)? {
        if path.contains(".test.") || apart.contains(&path.as_str()) {
            continue;
        }
        // What can't be read is not ours to change.
        let Ok(Some(text)) = draft.text(&path) else { continue };
        let unix = with_lf(text.as_bytes());
        let old = unix.as_deref().unwrap_or(&text);
        let new = match (has_login, logins::has_login(old)) {
            (true, false) => logins::with_login_about(&sources, old, style),
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
