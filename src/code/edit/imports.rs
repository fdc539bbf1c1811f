use oxc_ast::ast::{ImportDeclaration, ImportDeclarationSpecifier, Statement};

use super::super::doc::{self, Doc, concat, text};
use super::super::script::{place_of, range};
use super::super::{Script, Splices, Style};
use super::lines::{Eol, end_of_line};

/// Imports a name: "default" as `imported` for a default import. Gives its name in the module, which is `local` unless the
/// module has imported it under another. None where the module uses `local` for something else.
pub fn add_import(
    script: &Script<'_>,
    imported: &str,
    local: &str,
    source: &str,
    style: &Style,
    splices: &mut Splices,
) -> Option<String> {
    let imports = script.imports();
    if let Some(there) = imports.iter().find(|import| import.source == source && import.imported == imported)
    {
        return Some(there.local.to_owned());
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

/// Adds a name to the braces of an import from the same module.
fn extend(
    script: &Script<'_>,
    imported: &str,
    local: &str,
    source: &str,
    style: &Style,
    splices: &mut Splices,
) -> bool {
    let there = declarations(script).find(|import| {
        let mut specifiers = import.specifiers.iter().flatten();
        import.source.value == source
            && specifiers.any(|each| matches!(each, ImportDeclarationSpecifier::ImportSpecifier(_)))
    });
    let Some(import) = there else { return false };
    let specifiers: Vec<_> = import.specifiers.iter().flatten().collect();
    let Some(last) = specifiers.last() else { return false };
    let written = script.slice(import.span);
    let has_comment = script
        .program
        .comments
        .iter()
        .any(|comment| comment.span.start >= import.span.start && comment.span.end <= import.span.end);
    let named: Vec<_> = specifiers
        .iter()
        .filter(|each| matches!(each, ImportDeclarationSpecifier::ImportSpecifier(_)))
        .collect();
    let is_alone = named.len() == specifiers.len();
    if written.contains('\n') || has_comment || !is_alone {
        // One a line, or about comments: only the new one is written.
        let end = place_of(*last).end;
        let separator = if written.contains('\n') {
            format!(",{}{}", Eol::of(script.text).text(), style.indentation(1))
        } else {
            ", ".to_owned()
        };
        splices.insert(end, format!("{separator}{}", specifier(imported, local)));
        return true;
    }
    let mut names: Vec<Doc> =
        named.iter().map(|each| text(script.slice(oxc_span::GetSpan::span(**each)))).collect();
    let new = text(specifier(imported, local));
    let mut order: Vec<String> =
        named.iter().map(|each| script.slice(oxc_span::GetSpan::span(**each)).to_owned()).collect();
    let is_sorted = order.is_sorted();
    order.push(specifier(imported, local));
    let place = if is_sorted {
        order[..order.len() - 1].iter().position(|other| *other > order[order.len() - 1])
    } else {
        None
    };
    names.insert(place.unwrap_or(names.len()), new);
    let whole = statement(doc::named(names, style), source, style);
    // The quotes of the source may be others than the style's; what is not the edit's own stays.
    let braces = doc::print(&whole, style, 0, 0, 0);
    let (Some(open), Some(close)) = (written.find('{'), written.rfind('}')) else { return false };
    let (Some(new_open), Some(new_close)) = (braces.find('{'), braces.rfind('}')) else { return false };
    let start = import.span.start as usize;
    splices.replace(start + open..start + close + 1, Eol::of(script.text).own(&braces[new_open..=new_close]));
    true
}

/// Puts a statement among the imports: packages first, then what is named from `src`, then what is beside the module.
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
        let first = script.program.body.first().map(|first| place_of(first).start);
        let start =
            script.program.directives.last().map_or(0, |last| end_of_line(script.text, place_of(last).end));
        let comment = script.program.comments.first().map(|first| first.span.start as usize);
        let at = first.unwrap_or(script.text.len()).min(comment.unwrap_or(usize::MAX)).max(start);
        splices.insert(at, format!("{statement}{eol}{eol}"));
    }
}

/// Puts statements behind the imports, with an empty line about them.
pub fn after_imports(script: &Script<'_>, statements: &str, splices: &mut Splices) {
    let eol = Eol::of(script.text);
    let (statements, eol) = (eol.own(statements), eol.text());
    match declarations(script).last() {
        Some(last) => {
            let end = end_of_line(script.text, range(last.span).end);
            splices.insert(end, format!("{eol}{eol}{statements}"));
        }
        None => splices.insert(0, format!("{statements}{eol}{eol}")),
    }
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
