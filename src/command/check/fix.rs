//! What `check --fix` does: only what loses nothing and what can be told without a person.

use oxc_allocator::Allocator;
use oxc_ast::ast::Expression;

use super::finding::{Finding, Fix};
use super::git::IGNORED;
use super::{callback, drift};
use crate::app::{Draft, Found, INITIAL_STATE, Setting, add_scope, stated, style};
use crate::code::edit::remove_string;
use crate::code::{Script, Splices};
use crate::error::Result;
use crate::remake::{follow, stated_spec::spec_from_code};
use crate::template;

/// Mends what can be mended in the draft. Where there is no place for a change, the finding stays.
///
/// # Errors
/// Files that can't be read.
pub fn apply(findings: &[Finding], draft: &mut Draft<'_>) -> Result<()> {
    let mut doubles: Vec<usize> = Vec::new();
    for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        if let Fix::DropScope(index) = fix {
            doubles.push(*index);
        }
    }
    // From the end, so that the places of the others stay.
    doubles.sort_unstable();
    for index in doubles.into_iter().rev() {
        drop_scope(draft, index)?;
    }
    for finding in findings {
        match &finding.fix {
            Some(Fix::AddScope(scope)) => _ = add_scope(draft, scope),
            Some(Fix::Ignore) => ignore(draft)?,
            Some(Fix::Restore) => restore(draft, &finding.path)?,
            Some(Fix::DropScope(_) | Fix::FollowCode) | None => {}
        }
    }
    // A scope that was added belongs into the record as well.
    if findings.iter().any(|finding| finding.fix.is_some())
        && let Ok(stated) = stated(draft)
    {
        let spec = draft.project().spec.clone();
        drift::follow(draft, &spec, &stated)?;
        // What depends on these values says the same then, where its owner left it alone.
        let to = spec_from_code(draft.project(), &stated);
        if to.oauth().is_some() == spec.oauth().is_some() && to.has_private_key() == spec.has_private_key() {
            follow(&spec, &to, draft)?;
        }
    }
    Ok(())
}

fn drop_scope(draft: &mut Draft<'_>, index: usize) -> Result<()> {
    let style = style(draft)?;
    let Some(text) = draft.text(INITIAL_STATE)? else { return Ok(()) };
    let arena = Allocator::default();
    let script = Script::parse(&arena, INITIAL_STATE, &text)?;
    let Found::At(property) = Setting::Scopes.find(&script) else { return Ok(()) };
    let Expression::ArrayExpression(array) = script.resolved(&property.value) else { return Ok(()) };
    let mut splices = Splices::default();
    remove_string(&script, array, index, &style, &mut splices);
    match splices.apply(&text) {
        Some(new) => draft.put(INITIAL_STATE, new),
        None => Ok(()),
    }
}

/// What is said last in `.gitignore` counts.
fn ignore(draft: &mut Draft<'_>) -> Result<()> {
    let text = draft.text(".gitignore")?.unwrap_or_default();
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let separator = if text.is_empty() || text.ends_with('\n') { "" } else { end };
    draft.put(".gitignore", format!("{text}{separator}{IGNORED}{end}"))
}

/// Brings one of the tool's own files back.
fn restore(draft: &mut Draft<'_>, path: &str) -> Result<()> {
    let is_empty = draft.bytes(path)?.is_none_or(|bytes| bytes.trim_ascii().is_empty());
    if !callback::FILES.contains(&path) || !is_empty {
        return Ok(());
    }
    let plan = template::plan(&draft.project().spec)?;
    match plan.files().iter().find(|file| file.path == path) {
        Some(file) => draft.put(path, file.bytes.to_vec()),
        None => Ok(()),
    }
}
