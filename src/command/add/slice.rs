use oxc_ast::ast::{Argument, CallExpression, Expression, ObjectExpression};
use oxc_span::GetSpan;
use serde_json::json;

use super::Added;
use super::args::NameArgs;
use super::essence::has_text;
use super::inputs::{Inputs, Prompt};
use super::site::{Needed, Paste, Site, statement};
use crate::code::edit::{add_import, add_member};
use crate::code::{Script, call_to, calls_to};
use crate::error::{Error, Kind, Result};
use crate::spec::{Invalid, PartName};

/// The module with the reducers, as a new application calls it.
const STORE: &str = "src/store/store.js";

/// The slices that every store has.
const TAKEN: [&str; 3] = ["app", "carto", "oauth"];

/// Adds a slice: its file with a test, and its reducer in the store.
pub fn add(args: &NameArgs, site: &mut Site<'_>, inputs: &mut Inputs<'_>) -> Result<Added> {
    let prompt =
        Prompt { flag: "NAME", question: "Name of the slice", example: "filters", ..Prompt::default() };
    let parse = |text: &str| {
        let name = PartName::parse(text, "Slice")?;
        if TAKEN.contains(&name.camel()) {
            let other = format!("{name}Data");
            return Err(Invalid::new("is a slice that every application has").suggest(other));
        }
        Ok(name)
    };
    let name = inputs.text(&prompt, args.name.as_deref(), parse)?;
    inputs.close()?;
    let Some(name) = name else { return Ok(Added::new("nothing")) };
    let context = json!({ "name": name.camel(), "Component": name.pascal() });
    let path = format!("src/store/{name}Slice.js");
    site.create_from("slice.js", context.clone(), &path, &name)?;
    let test = format!("src/store/{name}Slice.test.js");
    site.create_from("slice.test.js", context, &test, &name)?;

    let style = site.style;
    let store = site.draft.module_or(STORE)?;
    let shown = site.draft.project().name_of(&store);
    let (reducer, module) = (format!("{name}Reducer"), format!("./{name}Slice"));
    let needed = Needed { imported: "default", local: &reducer, source: &module };
    let unplaced = || {
        let (top, lines) = (vec![statement(&needed, &style)], vec![format!("{name}: {reducer},")]);
        Paste { what: "the slice", top, place: "among the reducers of the store", lines }.refusal(&shown)
    };
    site.draft.edit(&store, |script, splices| {
        let Some(reducers) = reducers(script) else {
            return if has_text(script, &module) { Ok(()) } else { Err(unplaced()) };
        };
        let registered = script.property(reducers, name.camel()).map(|own| script.slice(own.value.span()));
        let local = add_import(script, "default", &reducer, &module, &style, splices).ok_or_else(unplaced)?;
        match registered {
            None => add_member(script, reducers, name.camel(), &local, &style, splices),
            Some(own) if own == local => {}
            Some(own) => {
                let what = format!("{shown} already has {own} as {name}");
                let hint = format!("use another name, such as {name}2");
                return Err(Error::new(Kind::Conflict, what).with_hint(hint));
            }
        }
        Ok(())
    })?;
    Ok(Added::new(format!("the slice {name}")))
}

/// Returns the reducers of the store: the argument of `configureStore`, or else of the only call of `combineReducers`.
fn reducers<'a>(script: &Script<'a>) -> Option<&'a ObjectExpression<'a>> {
    match (calls_to(script, "configureStore").as_slice(), calls_to(script, "combineReducers").as_slice()) {
        ([store], _) => {
            let options = script.object(argument(store)?)?;
            combined(script, &script.property(options, "reducer")?.value)
        }
        ([], [only]) => script.object(argument(only)?),
        _ => None,
    }
}

/// Returns the object that lists the reducers, directly or in `combineReducers`.
fn combined<'a>(script: &Script<'a>, reducer: &'a Expression<'a>) -> Option<&'a ObjectExpression<'a>> {
    let reducer = script.resolved(reducer);
    match call_to(reducer, "combineReducers") {
        Some(call) => script.object(argument(call)?),
        None => script.object(reducer),
    }
}

fn argument<'a>(call: &'a CallExpression<'a>) -> Option<&'a Expression<'a>> {
    call.arguments.first().and_then(Argument::as_expression)
}
