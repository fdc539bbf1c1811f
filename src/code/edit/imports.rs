use std::ops::Range;

use oxc_ast::AstKind;
use oxc_ast::ast::{ImportDeclaration, ImportDeclarationSpecifier, Statement};
use oxc_ast_visit::Visit;

use super::super::doc::{self, Doc, concat, text};
use super::super::script::{place_of, range};
use super::super::{Script, Splices, Style};
use super::lines::{Eol, end_of_line};
use super::lists::{self, place_among};

/// Imports a name; `imported` is "default" for a default import. Returns the name in the module, which is `local` unless
/// the module already imports it under another name. `None` if the module uses `local` for something else.
pub fn add_import(
    script: &Script<'_>,
    imported: &str,
    local: &str,
    source: &str,
    style: &Style,
    splices: &mut Splices,
) -> Option<String> {
    let imports = script.imports();
    if let Some(existing) =
        imports.iter().find(|import| import.source == source && import.imported == imported)
    {
        return Some(existing.local.to_owned());
    }
    let is_taken = imports.iter().any(|import| import.local == local)
        || script.binding(local).is_some()
        || script.function(local).is_some();
    if is_taken {
        return None;
    }
    if imported != "default" && extend(script, imported, local, source, style, splices) {
        return Some(local.to_owned());
    }
    let what = if imported == "default" {
        text(local)
    } else {
        doc::named(vec![text(specifier(imported, local))], style)
    };
    let statement = statement(what, source, style);
    insert(script, &doc::print(&statement, style, 0, 0, 0), source, splices);
    Some(local.to_owned())
}

fn specifier(imported: &str, local: &str) -> String {
    if imported == local { local.to_owned() } else { format!("{imported} as {local}") }
}

fn statement(what: Doc, source: &str, style: &Style) -> Doc {
    concat([text("import "), what, text(" from "), doc::string(source, style), text(style.end())])
}

/// Adds a name to the braces of an existing import from the same module.
fn extend(
    script: &Script<'_>,
    imported: &str,
    local: &str,
    source: &str,
    style: &Style,
    splices: &mut Splices,
) -> bool {
    let existing = declarations(script).find(|import| {
        let mut specifiers = import.specifiers.iter().flatten();
        import.source.value == source
            && specifiers.any(|each| matches!(each, ImportDeclarationSpecifier::ImportSpecifier(_)))
    });
    let Some(import) = existing else { return false };
    let named: Vec<Range<usize>> = import
        .specifiers
        .iter()
        .flatten()
        .filter(|each| matches!(each, ImportDeclarationSpecifier::ImportSpecifier(_)))
        .map(place_of)
        .collect();
    let (Some(first), Some(last)) = (named.first(), named.last()) else { return false };
    // Only comments can be between a default import and the names, but those may contain brackets as well.
    let whole = range(import.span);
    let open = bracket(script, whole.start..first.start, '{');
    let close = bracket(script, last.end..whole.end, '}');
    let (Some(open), Some(close)) = (open, close) else { return false };
    let order: Vec<&str> = named.iter().map(|each| &script.text[each.clone()]).collect();
    let new = specifier(imported, local);
    let at = place_among(&order, &new.as_str());
    lists::insert(script, open..close + 1, &named, at, &text(new), None, doc::named, style, splices);
    true
}

/// Returns the place of a bracket that isn't in a comment.
fn bracket(script: &Script<'_>, within: Range<usize>, bracket: char) -> Option<usize> {
    let all = script.text[within.clone()].match_indices(bracket).map(|(at, _)| within.start + at);
    let comments = &script.program.comments;
    all.into_iter().find(|at| !comments.iter().any(|comment| range(comment.span).contains(at)))
}

/// Inserts a statement among the imports: packages first, then modules named from `src`, then relative ones.
fn insert(script: &Script<'_>, statement: &str, source: &str, splices: &mut Splices) {
    let eol = Eol::of(script.text);
    let statement = eol.own(statement);
    let eol = eol.text();
    let imports: Vec<&ImportDeclaration<'_>> = declarations(script).collect();
    let order = |source: &str| (rank(source), source.to_lowercase());
    let before = imports.iter().rev().find(|import| order(&import.source.value) <= order(source));
    if let Some(before) = before {
        let end = end_of_line(script.text, range(before.span).end);
        splices.insert(end, format!("{eol}{statement}"));
    } else if let Some(first) = imports.first() {
        splices.insert(first.span.start as usize, format!("{statement}{eol}"));
    } else {
        insert_at_top(script, &statement, eol, splices);
    }
}

/// Inserts a statement before all others and their comments, but after directives such as `'use strict'`.
fn insert_at_top(script: &Script<'_>, statement: &str, eol: &str, splices: &mut Splices) {
    let first = script.program.body.first().map(|first| place_of(first).start);
    let start =
        script.program.directives.last().map_or(0, |last| end_of_line(script.text, place_of(last).end));
    let comment = script.program.comments.first().map(|first| first.span.start as usize);
    let at = first.unwrap_or(script.text.len()).min(comment.unwrap_or(usize::MAX)).max(start);
    let begins_line = at == 0 || script.text[..at].ends_with('\n');
    let before = if begins_line { "" } else { eol };
    splices.insert(at, format!("{before}{statement}{eol}{eol}"));
}

/// Inserts a constant at the top of the module, after the imports and after the constants with the same ending that sort
/// before it.
pub fn add_constant(script: &Script<'_>, name: &str, ending: &str, statement: &str, splices: &mut Splices) {
    let eol = Eol::of(script.text);
    let (statement, eol) = (eol.own(statement), eol.text());
    let alike: Vec<(&str, Range<usize>)> = script
        .program
        .body
        .iter()
        .filter_map(|each| match each {
            Statement::VariableDeclaration(declared) => match declared.declarations.as_slice() {
                [only] => only.id.get_identifier_name().map(|name| (name.as_str(), range(declared.span))),
                _ => None,
            },
            _ => None,
        })
        .filter(|(own, _)| own.ends_with(ending))
        .collect();
    let names: Vec<&str> = alike.iter().map(|(name, _)| *name).collect();
    match (place_among(&names, &name).checked_sub(1), alike.first(), declarations(script).last()) {
        (Some(before), _, _) => {
            splices.insert(end_of_line(script.text, alike[before].1.end), format!("{eol}{statement}"));
        }
        (None, Some((_, first)), _) => splices.insert(first.start, format!("{statement}{eol}")),
        (None, None, Some(last)) => {
            let end = end_of_line(script.text, range(last.span).end);
            splices.insert(end, format!("{eol}{eol}{statement}"));
        }
        (None, None, None) => insert_at_top(script, &statement, eol, splices),
    }
}

/// Removes the import of one name, including its line, if the module doesn't use it. Returns whether it was removed.
pub fn remove_import(script: &Script<'_>, local: &str, splices: &mut Splices) -> bool {
    let text = script.text;
    let found =
        declarations(script).find_map(|import| match import.specifiers.as_ref().map(|all| all.as_slice()) {
            Some([only]) if only.local().name == local => Some(range(import.span)),
            _ => None,
        });
    let Some(place) = found.filter(|_| !uses(script, local)) else { return false };
    let rest = &text[place.end..];
    let line = rest.find('\n').map_or(rest.len(), |end| end + 1);
    let begins_line = place.start == 0 || text[..place.start].ends_with('\n');
    if !begins_line || !rest[..line].trim().is_empty() {
        return false;
    }
    let mut end = place.end + line;
    if place.start == 0 {
        end += text[end..].len() - text[end..].trim_start_matches(['\r', '\n']).len();
    }
    splices.replace(place.start..end, "");
    true
}

/// Whether a module uses a name that it imports.
fn uses(script: &Script<'_>, name: &str) -> bool {
    struct Uses<'n>(&'n str, bool);
    impl<'a> Visit<'a> for Uses<'_> {
        fn enter_node(&mut self, kind: AstKind<'a>) {
            self.1 |= match kind {
                AstKind::IdentifierReference(own) => own.name == self.0,
                AstKind::ExportSpecifier(own) => own.local.name() == self.0,
                _ => false,
            };
        }
    }
    let mut uses = Uses(name, false);
    uses.visit_program(script.program);
    uses.1
}

fn rank(source: &str) -> u8 {
    let folder = source.split('/').next().unwrap_or_default();
    match folder {
        "." | ".." => 2,
        "components" | "data" | "hooks" | "store" => 1,
        _ => 0,
    }
}

fn declarations<'a>(script: &Script<'a>) -> impl Iterator<Item = &'a ImportDeclaration<'a>> {
    script.program.body.iter().filter_map(|statement| match statement {
        Statement::ImportDeclaration(import) => Some(&**import),
        _ => None,
    })
}
