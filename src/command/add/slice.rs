use oxc_ast::ast::{Argument, CallExpression, ObjectExpression};
use oxc_ast_visit::{Visit, walk};
use serde_json::json;

use super::Added;
use super::site::{Site, unplaced};
use crate::cli::NameArgs;
use crate::code::edit::{add_import, add_member};
use crate::code::{Script, Splices, Style};
use crate::command::desk::{Asked, Desk};
use crate::error::Result;
use crate::spec::{Invalid, PartName};
use crate::template;

const STORE: &str = "src/store/store.js";

/// Names that the store has already.
const TAKEN: [&str; 3] = ["app", "carto", "oauth"];

/// Adds a slice: its file with its test, and its place in the store.
pub fn add(args: &NameArgs, site: &mut Site<'_>, desk: &mut Desk<'_>) -> Result<Added> {
    let asked = Asked { flag: "NAME", prompt: "Name of the slice", example: "filters", ..Asked::default() };
    let parse = |text: &str| {
        let name = PartName::parse(text, "Slice")?;
        if TAKEN.contains(&name.camel()) {
            let other = format!("{name}Data");
            return Err(Invalid::new("is a slice that the application has").suggest(other));
        }
        Ok(name)
    };
    let name = desk.text(&asked, args.name.as_deref(), parse)?;
    desk.close()?;
    let Some(name) = name else { return Ok(Added::new("nothing")) };
    let context = json!({ "name": name.camel(), "Component": name.pascal() });
    let path = format!("src/store/{name}Slice.js");
    site.create(&path, &template::piece("slice.js", context.clone())?, &name)?;
    let test = format!("src/store/{name}Slice.test.js");
    site.create(&test, &template::piece("slice.test.js", context)?, &name)?;

    let style = site.style.clone();
    let shown = site.draft.project().name_of(STORE);
    let (reducer, module) = (format!("{name}Reducer"), format!("./{name}Slice"));
    site.draft.edit(STORE, |script, splices| {
        let unplaced = || {
            let import = format!("import {reducer} from '{module}';");
            unplaced(&shown, "the slice", &[import, format!("{name}: {reducer},")])
        };
        let local = add_import(script, "default", &reducer, &module, &style, splices).ok_or_else(unplaced)?;
        let mut register =
            Register { script, key: name.camel(), value: &local, style: &style, splices, done: false };
        register.visit_program(script.program);
        if register.done { Ok(()) } else { Err(unplaced()) }
    })?;
    Ok(Added::new(format!("the slice {name}")))
}

/// Looks for the reducers of the store, wherever it is made, and adds one.
struct Register<'s, 'a> {
    script: &'s Script<'a>,
    key: &'s str,
    value: &'s str,
    style: &'s Style,
    splices: &'s mut Splices,
    done: bool,
}

impl Register<'_, '_> {
    fn into_object(&mut self, object: &ObjectExpression<'_>) {
        let keys = object.properties.iter().filter_map(|each| each.as_property());
        let is_there = keys.filter_map(|property| crate::code::key_of(property)).any(|key| key == self.key);
        if !is_there {
            add_member(self.script, object, self.key, self.value, self.style, self.splices);
        }
        self.done = true;
    }
}

impl<'a> Visit<'a> for Register<'_, 'a> {
    fn visit_call_expression(&mut self, call: &CallExpression<'a>) {
        let first = call.arguments.first().and_then(Argument::as_expression);
        if !self.done
            && let Some(first) = first
        {
            if call.callee.is_specific_id("combineReducers") {
                if let Some(object) = crate::code::object_of(first) {
                    self.into_object(object);
                }
            } else if call.callee.is_specific_id("configureStore")
                && let Some(options) = crate::code::object_of(first)
            {
                let reducer = options
                    .properties
                    .iter()
                    .filter_map(|each| each.as_property())
                    .find(|property| crate::code::key_of(property).as_deref() == Some("reducer"));
                let object = reducer.and_then(|reducer| match crate::code::unwrapped(&reducer.value) {
                    oxc_ast::ast::Expression::Identifier(name) => {
                        self.script.binding(&name.name).and_then(crate::code::object_of)
                    }
                    other => crate::code::object_of(other),
                });
                if let Some(object) = object {
                    self.into_object(object);
                }
            }
        }
        walk::walk_call_expression(self, call);
    }
}
