//! Changes of the values that the code states, each a splice at the literal that was found.

use std::ops::Range;

use oxc_allocator::Allocator;
use oxc_ast::ast::{ArrayExpression, Expression};
use oxc_span::GetSpan;

use super::setting::{APP_SLICE, Found, INITIAL_STATE, Setting, root};
use super::stated::text;
use super::{Draft, style};
use crate::code::edit::{add_string, remove_member, remove_string, set_boolean, set_string_of};
use crate::code::{Script, Splices};
use crate::encode::js;
use crate::error::{Error, Kind, Result};
use crate::spec::Scope;

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

/// Takes out a switch that is there already where another will come.
///
/// # Errors
/// Where it is no `true` or `false` of the object that it is looked for in.
pub fn take_out(draft: &mut Draft<'_>, setting: Setting) -> Result<()> {
    let path = setting.file();
    let name = draft.project().name_of(path);
    let key = setting.path().last().copied().unwrap_or_default();
    while let Some(old) = draft.text(path)? {
        let arena = Allocator::default();
        let script = Script::parse(&arena, &name, &old)?;
        let found = setting.find(&script);
        let span = match found {
            Found::Absent => break,
            // An object that is spread into it says no more of this than of anything else.
            Found::Unreadable(span) if !script.slice(span).contains(key) => break,
            Found::Unreadable(span) => span,
            Found::At(property) => property.span,
        };
        let mut splices = Splices::default();
        let parent = setting.path().first().and_then(|first| script.object(root(&script, first)?));
        let is_out = matches!((found, parent), (Found::At(property), Some(parent))
            if script.boolean(&property.value).is_some() && remove_member(&script, parent, property, &mut splices));
        let Some(new) = splices.apply(&old).filter(|_| is_out) else {
            let line = script.line(span.start);
            let message = format!(
                "{name}, line {line}: {key} is there already, and is no literal; nothing was written"
            );
            return Err(Error::new(Kind::Conflict, message)
                .with_hint("take it out by hand, then run the command again"));
        };
        draft.put(path, new)?;
    }
    Ok(())
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

/// What stands behind the names of all settings in the code, as it is written there.
///
/// # Errors
/// Files that are not there, can't be read or are no JavaScript.
pub fn written(draft: &mut Draft<'_>) -> Result<Vec<(Setting, String)>> {
    let mut all = Vec::new();
    for path in [INITIAL_STATE, APP_SLICE] {
        let Some(text) = draft.text(path)? else { continue };
        let arena = Allocator::default();
        let script = Script::parse(&arena, &draft.project().name_of(path), &text)?;
        for setting in Setting::ALL.into_iter().filter(|setting| setting.file() == path) {
            if let Some(place) = behind_name(&script, setting) {
                all.push((setting, text[place].replace("\r\n", "\n")));
            }
        }
    }
    Ok(all)
}

/// Puts what is written in an application into a module of a new one, as far as that has the same settings: so it is what the
/// tool would have written with these values, whatever they are.
pub fn overlay(text: &str, written: &[(Setting, String)]) -> String {
    let arena = Allocator::default();
    let Ok(script) = Script::parse(&arena, "", text) else { return text.to_owned() };
    let mut splices = Splices::default();
    for (setting, source) in written {
        if let Some(place) = behind_name(&script, *setting) {
            splices.replace(place, source.as_str());
        }
    }
    splices.apply(text).unwrap_or_else(|| text.to_owned())
}

/// From the end of a setting's name to that of its value.
fn behind_name(script: &Script<'_>, setting: Setting) -> Option<Range<usize>> {
    match setting.find(script) {
        Found::At(property) if !property.shorthand => {
            Some(property.key.span().end as usize..property.value.span().end as usize)
        }
        _ => None,
    }
}
