//! The automatic fixes of `check --fix`: unambiguous, and without any loss.

use oxc_allocator::Allocator;
use oxc_ast::ast::Expression;

use super::finding::{Finding, Fix};
use super::git::IGNORED;
use super::{callback, drift};
use crate::app::{Draft, Found, INITIAL_STATE, Setting, add_scope, stated, style};
use crate::code::edit::remove_string;
use crate::code::{Script, Splices};
use crate::error::Result;
use crate::remake::{stated_spec::spec_from_code, update_dependents};
use crate::template;

/// Applies the fixes of the findings to the draft. If there is no place for an edit, the finding stays.
///
/// # Errors
/// Files that can't be read.
pub fn apply(findings: &[Finding], draft: &mut Draft<'_>) -> Result<()> {
    let mut duplicates: Vec<usize> = Vec::new();
    for fix in findings.iter().filter_map(|finding| finding.automatic.as_ref()) {
        if let Fix::DropScope(index) = fix {
            duplicates.push(*index);
        }
    }
    // From the end, so that the indices of the others stay valid.
    duplicates.sort_unstable();
    for index in duplicates.into_iter().rev() {
        drop_scope(draft, index)?;
    }
    for finding in findings {
        match &finding.automatic {
            Some(Fix::AddScope(scope)) => _ = add_scope(draft, scope),
            Some(Fix::Ignore) => ignore(draft)?,
            Some(Fix::Restore) => restore(draft, &finding.path)?,
            Some(Fix::DropScope(_) | Fix::FollowCode) | None => {}
        }
    }
    // An added scope must be recorded, too.
    if findings.iter().any(|finding| finding.automatic.is_some())
        && let Ok(stated) = stated(draft)
    {
        let spec = draft.project().spec.clone();
        drift::update_record(draft, &spec, &stated)?;
        // Files that depend on these values are updated, unless the user changed them.
        let to = spec_from_code(draft.project(), &stated);
        if to.oauth().is_some() == spec.oauth().is_some() && to.has_private_key() == spec.has_private_key() {
            update_dependents(&spec, &to, draft)?;
        }
    }
    Ok(())
}

fn drop_scope(draft: &mut Draft<'_>, index: usize) -> Result<()> {
    let style = style(draft)?;
    let path = draft.module_or(INITIAL_STATE)?;
    let Some(text) = draft.text(&path)? else { return Ok(()) };
    let arena = Allocator::default();
    let script = Script::parse(&arena, &path, &text)?;
    let Found::At(property) = Setting::Scopes.find(&script) else { return Ok(()) };
    let Expression::ArrayExpression(array) = script.resolved(&property.value) else { return Ok(()) };
    let mut splices = Splices::default();
    remove_string(&script, array, index, &style, &mut splices);
    match splices.apply(&text) {
        Some(new) => draft.put(&path, new),
        None => Ok(()),
    }
}

/// Appends the line to `.gitignore`, where the last matching line takes precedence.
fn ignore(draft: &mut Draft<'_>) -> Result<()> {
    let text = draft.text(".gitignore")?.unwrap_or_default();
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let separator = if text.is_empty() || text.ends_with('\n') { "" } else { end };
    draft.put(".gitignore", format!("{text}{separator}{IGNORED}{end}"))
}

/// Restores a generated file.
fn restore(draft: &mut Draft<'_>, path: &str) -> Result<()> {
    let is_empty = draft.bytes(path)?.is_none_or(|bytes| bytes.trim_ascii().is_empty());
    if !callback::is_file(path) || !is_empty {
        return Ok(());
    }
    let plan = template::plan(&draft.project().spec)?;
    match plan.files().iter().find(|file| file.path == path) {
        Some(file) => draft.put(path, file.bytes.clone()),
        None => Ok(()),
    }
}
