//! Changes of the values that the code states, each a splice at the literal that was found.

use oxc_allocator::Allocator;
use oxc_ast::ast::{ArrayExpression, Expression};
use oxc_span::GetSpan;

use super::setting::{Found, Setting};
use super::stated::text;
use super::{Draft, style};
use crate::code::edit::{add_string, remove_string, set_boolean, set_string_of};
use crate::code::{Script, Splices, Style};
use crate::error::{Error, Kind, Result};
use crate::spec::Scope;
use crate::template::encode::js;

/// Changes a setting that is a text. What it is already stays as it is written.
///
/// # Errors
/// Where there is no literal to change; the message tells what to paste where.
pub fn set_text(draft: &mut Draft<'_>, setting: Setting, value: &str) -> Result<()> {
    let style = style(draft)?;
    edit(draft, setting, &js::quoted(value, true), |script, found, splices| match found {
        Found::At(property) => set_string_of(script, property, value, &style, splices),
        _ => false,
    })
}

/// Changes a setting that is `true` or `false`.
///
/// # Errors
/// As for [`set_text`].
pub fn set_switch(draft: &mut Draft<'_>, setting: Setting, value: bool) -> Result<()> {
    edit(draft, setting, &value.to_string(), |script, found, splices| match found {
        Found::At(property) => set_boolean(script, &property.value, value, splices),
        _ => false,
    })
}

/// Adds a scope at the end of those that are there.
///
/// # Errors
/// As for [`set_text`].
pub fn add_scope(draft: &mut Draft<'_>, scope: &Scope) -> Result<()> {
    let style = style(draft)?;
    let paste = format!("[…, {}]", js::quoted(scope.as_str(), true));
    edit(draft, Setting::Scopes, &paste, |script, found, splices| {
        let Some(array) = scopes(script, found) else { return false };
        if places(script, array, scope.as_str()).is_empty() {
            add_string(script, array, scope.as_str(), &scope.meaning(), &style, splices);
        }
        true
    })
}

/// Takes out a scope, however often it is there.
///
/// # Errors
/// As for [`set_text`].
pub fn remove_scope(draft: &mut Draft<'_>, scope: &str) -> Result<()> {
    let style = style(draft)?;
    let paste = format!("[…], without {}", js::quoted(scope, true));
    let mut more = true;
    while more {
        // One at a time, as each may change what stands beside it.
        edit(draft, Setting::Scopes, &paste, |script, found, splices| {
            let Some(array) = scopes(script, found) else { return false };
            let all = places(script, array, scope);
            more = all.len() > 1;
            if let Some(first) = all.first() {
                remove_string(script, array, *first, &style, splices);
            }
            true
        })?;
    }
    Ok(())
}

fn scopes<'a>(script: &Script<'a>, found: Found<'a>) -> Option<&'a ArrayExpression<'a>> {
    let Found::At(property) = found else { return None };
    match script.resolved(&property.value) {
        Expression::ArrayExpression(array) => Some(array),
        _ => None,
    }
}

fn places<'a>(script: &Script<'a>, array: &'a ArrayExpression<'a>, text: &str) -> Vec<usize> {
    let is_it = |place: &usize| {
        let element = array.elements[*place].as_expression();
        element.and_then(|element| script.string(element)).is_some_and(|(other, _)| other == text)
    };
    (0..array.elements.len()).filter(is_it).collect()
}

/// Lets `change` splice the module of a setting; where it finds no place, says what to paste.
fn edit(
    draft: &mut Draft<'_>,
    setting: Setting,
    paste: &str,
    change: impl for<'a> FnOnce(&Script<'a>, Found<'a>, &mut Splices) -> bool,
) -> Result<()> {
    let path = setting.file();
    let name = draft.project().name_of(path);
    let old = text(draft, path)?;
    let arena = Allocator::default();
    let script = Script::parse(&arena, &name, &old)?;
    let found = setting.find(&script);
    let mut splices = Splices::default();
    let done = change(&script, found, &mut splices);
    let new = if done { splices.apply(&old) } else { None };
    match new {
        Some(new) => draft.put(path, new),
        None => Err(no_place(&script, &name, setting, found, paste)),
    }
}

fn no_place(script: &Script<'_>, name: &str, setting: Setting, found: Found<'_>, paste: &str) -> Error {
    let [parents @ .., key] = setting.path() else { return Error::internal("a setting without a name") };
    let line = match found {
        Found::Absent => None,
        Found::Unreadable(span) => Some(script.line(span.start)),
        Found::At(property) => Some(script.line(property.value.span().start)),
    };
    let message = match line {
        None => format!("{name} has no {key} in {}, so nothing was changed", parents.join(".")),
        Some(line) => {
            format!(
                "{name}, line {line}: what {} stands for is no literal, so nothing was changed",
                setting.path().join(".")
            )
        }
    };
    let place = format!("In {name}, in {}, it has to say:", parents.join("."));
    Error::new(Kind::Conflict, message).with_details(vec![place, format!("  {key}: {paste},")])
}

/// Puts the values of an application into a module of a new one, as far as both have them as literals: so the module is what the
/// tool would have written with them, whatever they are.
pub fn overlay(text: &str, values: &[(Setting, Literal)]) -> String {
    let mut text = text.to_owned();
    for (setting, literal) in values {
        let arena = Allocator::default();
        let Ok(script) = Script::parse(&arena, "", &text) else { continue };
        let Found::At(property) = setting.find(&script) else { continue };
        let mut splices = Splices::default();
        let done = match literal {
            Literal::Text(value) => set_string_of(&script, property, value, &Style::OURS, &mut splices),
            Literal::Switch(value) => set_boolean(&script, &property.value, *value, &mut splices),
        };
        let new = if done { splices.apply(&text) } else { None };
        if let Some(new) = new {
            text = new;
        }
    }
    text
}

/// A value that stands in the code.
#[derive(Clone, PartialEq, Eq)]
pub enum Literal {
    /// A text.
    Text(String),
    /// `true` or `false`.
    Switch(bool),
}
