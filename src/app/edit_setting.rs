//! Edits of the values that the code sets, each a splice at the literal.

use std::ops::Range;

use oxc_allocator::Allocator;
use oxc_ast::ast::{ArrayExpression, Expression};
use oxc_span::GetSpan;

use super::mutations::{Mutation, mutations};
use super::setting::{APP_SLICE, Found, INITIAL_STATE, MAX_DEPTH, Setting, root};
use super::stated::{elements, own_module};
use super::{Draft, style};
use crate::code::edit::{add_string, remove_member, remove_string, set_boolean, set_string_of};
use crate::code::{Script, Splices};
use crate::encode::js;
use crate::error::{Error, Kind, Result};
use crate::spec::Scope;

/// Sets a setting that is a string. A setting that already has this value stays as it is written.
///
/// # Errors
/// A setting that is not a literal; the message contains the code to paste.
pub fn set_text(draft: &mut Draft<'_>, setting: Setting, value: &str) -> Result<()> {
    let style = style(draft)?;
    edit(draft, setting, &js::quoted(value, true), |script, found, splices| match found {
        Found::At(property) => set_string_of(script, property, value, &style, splices),
        _ => false,
    })
}

/// Sets a setting that is `true` or `false`.
///
/// # Errors
/// As for [`set_text`].
pub fn set_switch(draft: &mut Draft<'_>, setting: Setting, value: bool) -> Result<()> {
    edit(draft, setting, &value.to_string(), |script, found, splices| match found {
        Found::At(property) => set_boolean(script, &property.value, value, splices),
        _ => false,
    })
}

/// Removes an existing switch that another one will replace.
///
/// # Errors
/// A switch that is not a literal member of its object.
pub fn remove_switch(draft: &mut Draft<'_>, setting: Setting) -> Result<()> {
    let path = draft.module_or(setting.file())?;
    let name = draft.project().name_of(&path);
    let key = setting.path().last().copied().unwrap_or_default();
    let mutations = mutations(draft)?;
    while let Some(old) = draft.text(&path)? {
        let arena = Allocator::default();
        let script = Script::parse(&arena, &name, &old)?;
        if let Some(changed) = mutations.of(setting, &script) {
            return Err(is_changed(setting, changed, draft));
        }
        let found = setting.find(&script);
        let span = match found {
            Found::Absent => break,
            // A spread object that doesn't mention the key is not expected to contain it.
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
                "{name}, line {line}: {key} already exists and is not a literal; nothing was changed"
            );
            return Err(Error::new(Kind::Conflict, message)
                .with_hint("remove it by hand, then run the command again"));
        };
        draft.put(&path, new)?;
    }
    Ok(())
}

/// Adds a scope at the end of the list.
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

/// Removes all occurrences of a scope, each from the list that contains it.
///
/// # Errors
/// As for [`set_text`]; the scope may be in a part of the list that can't be read.
pub fn remove_scope(draft: &mut Draft<'_>, scope: &str) -> Result<()> {
    let style = style(draft)?;
    let paste = format!("[…], without {}", js::quoted(scope, true));
    let mut more = true;
    while more {
        // One at a time, since each removal may move the others.
        edit(draft, Setting::Scopes, &paste, |script, found, splices| {
            let Some(array) = scopes(script, found) else { return false };
            let all = places(script, array, scope);
            more = all.len() > 1;
            let Some((list, first)) = all.first() else { return is_whole(script, array) };
            remove_string(script, list, *first, &style, splices);
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

/// Returns the places of a scope in a list and in the lists that are spread into it.
fn places<'a>(
    script: &Script<'a>,
    array: &'a ArrayExpression<'a>,
    text: &str,
) -> Vec<(&'a ArrayExpression<'a>, usize)> {
    let is_it = |(list, place): &(&'a ArrayExpression<'a>, usize)| {
        let element = list.elements[*place].as_expression();
        element.and_then(|element| script.string(element)).is_some_and(|(other, _)| other == text)
    };
    elements(script, array, MAX_DEPTH).into_iter().filter(is_it).collect()
}

/// Whether every element of a list is known.
fn is_whole<'a>(script: &Script<'a>, array: &'a ArrayExpression<'a>) -> bool {
    elements(script, array, MAX_DEPTH).into_iter().all(|(list, place)| {
        list.elements[place].as_expression().is_some_and(|element| script.string(element).is_some())
    })
}

/// Edits the module of a setting with `change`; if that finds no place, the error contains the code to paste.
fn edit(
    draft: &mut Draft<'_>,
    setting: Setting,
    paste: &str,
    change: impl for<'a> FnOnce(&Script<'a>, Found<'a>, &mut Splices) -> bool,
) -> Result<()> {
    let (path, old) = own_module(draft, setting.file())?;
    let name = draft.project().name_of(&path);
    let arena = Allocator::default();
    let script = Script::parse(&arena, &name, &old)?;
    if let Some(changed) = mutations(draft)?.of(setting, &script) {
        return Err(is_changed(setting, changed, draft).with_details(to_paste(&name, setting, paste)));
    }
    let found = setting.find(&script);
    let mut splices = Splices::default();
    let done = change(&script, found, &mut splices);
    let new = if done { splices.apply(&old) } else { None };
    match new {
        Some(new) => draft.put(&path, new),
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
        None => format!("{name} has no {key} in {}; nothing was changed", parents.join(".")),
        Some(line) => {
            format!(
                "{name}, line {line}: the value of {} is not a literal; nothing was changed",
                setting.path().join(".")
            )
        }
    };
    Error::new(Kind::Conflict, message).with_details(to_paste(name, setting, paste))
}

/// Returns the lines that show what to write in the code, and where.
fn to_paste(name: &str, setting: Setting, paste: &str) -> Vec<String> {
    let [parents @ .., key] = setting.path() else { return Vec::new() };
    vec![format!("In {name}, in {}, write:", parents.join(".")), format!("  {key}: {paste},")]
}

/// The error for a setting whose literal is not its value.
fn is_changed(setting: Setting, changed: &Mutation, draft: &Draft<'_>) -> Error {
    let (name, line) = (draft.project().name_of(&changed.path), changed.line);
    let path = setting.path().join(".");
    Error::new(
        Kind::Conflict,
        format!("{name}, line {line}: {path} is changed here, after its declaration; no file was edited"),
    )
    .with_hint(format!("write the whole value of {path} where it is declared, without line {line} of {name}"))
}

/// Returns the source text of all settings in the code.
///
/// # Errors
/// Files that don't exist, or can't be read or parsed.
pub fn written(draft: &mut Draft<'_>) -> Result<Vec<(Setting, String)>> {
    let mut all = Vec::new();
    for module in [INITIAL_STATE, APP_SLICE] {
        let path = draft.module_or(module)?;
        let Some(text) = draft.text(&path)? else { continue };
        let arena = Allocator::default();
        let script = Script::parse(&arena, &draft.project().name_of(&path), &text)?;
        for setting in Setting::ALL.into_iter().filter(|setting| setting.file() == module) {
            if let Some(place) = after_name(&script, setting) {
                all.push((setting, text[place].replace("\r\n", "\n")));
            }
        }
    }
    Ok(all)
}

/// Returns the settings in the code whose values are neither plain literals nor defaults of the variables that a new
/// application has.
///
/// # Errors
/// As for [`written`].
pub fn computed(draft: &mut Draft<'_>) -> Result<Vec<Setting>> {
    let mut all = Vec::new();
    let mutations = mutations(draft)?;
    for module in [INITIAL_STATE, APP_SLICE] {
        let path = draft.module_or(module)?;
        let Some(text) = draft.text(&path)? else { continue };
        let arena = Allocator::default();
        let script = Script::parse(&arena, &draft.project().name_of(&path), &text)?;
        let is_computed = |setting: &Setting| {
            let found = setting.find(&script);
            matches!(found, Found::At(property) if !is_plain(&script, *setting, &property.value))
                || mutations.of(*setting, &script).is_some()
        };
        all.extend(Setting::ALL.into_iter().filter(|setting| setting.file() == module).filter(is_computed));
    }
    Ok(all)
}

fn is_plain<'a>(script: &Script<'a>, setting: Setting, value: &'a Expression<'a>) -> bool {
    let is_name = matches!(value.get_inner_expression(), Expression::Identifier(_));
    match script.variable_or(value).filter(|_| !is_name) {
        Some((variable, default)) => setting.variable() == Some(variable) && is_literal(default),
        None => is_literal(value),
    }
}

fn is_literal(value: &Expression<'_>) -> bool {
    match value.get_inner_expression() {
        Expression::StringLiteral(_) | Expression::BooleanLiteral(_) => true,
        Expression::ArrayExpression(array) => {
            array.elements.iter().all(|element| element.as_expression().is_some_and(is_literal))
        }
        _ => false,
    }
}

/// Replaces the settings of a newly generated module by the source text of an application's, if both have them. The result
/// is what the tool would have written with these values.
pub fn overlay(text: &str, written: &[(Setting, String)]) -> String {
    let arena = Allocator::default();
    let Ok(script) = Script::parse(&arena, "", text) else { return text.to_owned() };
    let mut splices = Splices::default();
    for (setting, source) in written {
        if let Some(place) = after_name(&script, *setting) {
            splices.replace(place, source.as_str());
        }
    }
    splices.apply(text).unwrap_or_else(|| text.to_owned())
}

/// Returns the range from the end of a setting's name to the end of its value.
fn after_name(script: &Script<'_>, setting: Setting) -> Option<Range<usize>> {
    match setting.find(script) {
        Found::At(property) if !property.shorthand => {
            Some(property.key.span().end as usize..property.value.span().end as usize)
        }
        _ => None,
    }
}
