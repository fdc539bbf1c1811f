//! The tables that an application reads, and the tables that its sandbox makes public.

use std::collections::BTreeSet;

use oxc_allocator::Allocator;
use oxc_ast::ast::{ArrayExpression, Expression, StringLiteral, TemplateLiteral};
use oxc_ast_visit::{Visit, walk};

use super::imports::modules_below;
use super::needs::datasets_of;
use super::{Draft, MODELS, inventory};
use crate::code::edit::{insert_text, remove_string};
use crate::code::{Script, Splices, Style, place, unwrapped};
use crate::error::Result;
use crate::sql::{self, HOLE};

/// The settings of the sandbox, with the list of public tables.
pub const SETTINGS: &str = "sandbox/settings.js";

/// Returns the tables that an application reads with the credentials of the logged-in user or, without a login, with its
/// own key. Tables that are also read by sources with their own credentials are left out.
///
/// # Errors
/// A folder that can't be read.
pub fn read_without_credentials(draft: &mut Draft<'_>) -> Result<BTreeSet<String>> {
    let (mut own, mut others) = (BTreeSet::new(), BTreeSet::new());
    for source in inventory::sources(draft)?.iter().filter(|source| source.is_tileset == Some(false)) {
        let of = if source.has_credentials { &mut others } else { &mut own };
        let datasets = source.data.as_deref().map(datasets_of).unwrap_or_default();
        of.extend(datasets.iter().map(|dataset| dataset.as_str().to_owned()));
    }
    for path in modules_below(MODELS, draft)? {
        let Ok(Some(text)) = draft.text(&path) else { continue };
        let queries = queries(&path, &text);
        own.extend(queries.iter().flat_map(|query| datasets_of(query)).map(|each| each.as_str().to_owned()));
    }
    Ok(own.difference(&others).cloned().collect())
}

/// Returns the queries in a module.
fn queries(path: &str, text: &str) -> Vec<String> {
    struct Queries(Vec<String>);
    impl<'a> Visit<'a> for Queries {
        fn visit_string_literal(&mut self, literal: &StringLiteral<'a>) {
            self.0.push(literal.value.to_string());
        }

        fn visit_template_literal(&mut self, literal: &TemplateLiteral<'a>) {
            let parts = literal.quasis.iter().map(|part| part.value.cooked.unwrap_or(part.value.raw));
            let parts: Vec<&str> = parts.map(|part| part.as_str()).collect();
            self.0.push(parts.join(&HOLE.to_string()));
            walk::walk_template_literal(self, literal);
        }
    }
    let arena = Allocator::default();
    let Ok(script) = Script::parse(&arena, path, text) else { return Vec::new() };
    let mut queries = Queries(Vec::new());
    queries.visit_program(script.program);
    queries.0.retain(|text| sql::is_query(text));
    queries.0
}

/// Returns the public tables in the sandbox's settings. `None` if they are not a list of strings.
pub fn public_tables(settings: &str) -> Option<Vec<String>> {
    let arena = Allocator::default();
    let script = Script::parse(&arena, "", settings).ok()?;
    let list = public_list(&script)?;
    let texts = list.elements.iter().filter_map(|each| script.string(each.as_expression()?));
    Some(texts.map(|(text, _)| text).collect())
}

/// Returns the sandbox's settings with more public tables.
pub fn with_public_tables(settings: &str, tables: &[&String], style: &Style) -> Option<String> {
    let mut settings = settings.to_owned();
    for table in tables {
        let arena = Allocator::default();
        let script = Script::parse(&arena, "", &settings).ok()?;
        let mut splices = Splices::default();
        insert_text(&script, public_list(&script)?, table, None, style, &mut splices);
        let new = splices.apply(&settings)?;
        settings = new;
    }
    Some(settings)
}

/// Returns the sandbox's settings with fewer public tables; a table with a comment beside it stays public.
pub fn without_public_tables(settings: &str, tables: &[&String], style: &Style) -> Option<String> {
    let mut settings = settings.to_owned();
    for table in tables {
        let arena = Allocator::default();
        let script = Script::parse(&arena, "", &settings).ok()?;
        let list = public_list(&script)?;
        let mut texts = list.elements.iter().map(|each| script.string(each.as_expression()?));
        let found = texts.position(|text| text.is_some_and(|(text, _)| text == **table));
        let Some(at) = found else { continue };
        let mut splices = Splices::default();
        remove_string(&script, list, at, style, &mut splices);
        let new = splices.apply(&settings)?;
        let arena = Allocator::default();
        let left = Script::parse(&arena, "", &new).ok()?.program.comments.len();
        if left == script.program.comments.len() {
            settings.clone_from(&new);
        }
    }
    Some(settings)
}

/// Returns the sandbox's settings with the list of public tables from `others`.
pub fn with_list_of(others: &str, settings: &str) -> Option<String> {
    let arena = Allocator::default();
    let (from, to) = (Script::parse(&arena, "", others).ok()?, Script::parse(&arena, "", settings).ok()?);
    let mut splices = Splices::default();
    splices.replace(place(public_list(&to)?), from.slice(public_list(&from)?.span));
    splices.apply(settings)
}

/// Returns the list of public tables.
pub fn public_list<'a>(script: &Script<'a>) -> Option<&'a ArrayExpression<'a>> {
    match script.at(&["PUBLIC_TABLES"]).map(unwrapped) {
        Some(Expression::ArrayExpression(list)) => Some(list),
        _ => None,
    }
}
