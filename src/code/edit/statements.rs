use std::ops::Range;

use oxc_ast::ast::{Declaration, Statement, VariableDeclaration};

use super::super::script::{place_of, range};
use super::super::{Script, Splices};
use super::lines::{end_of_line, is_line_end};

/// Takes the statement out that declares a name and nothing else, exported or not, with the comments that stand right above it.
/// Whether it is there, on lines of its own.
pub fn remove_statement(script: &Script<'_>, name: &str, splices: &mut Splices) -> bool {
    let text = script.text;
    let Some(place) = statement(script, name) else { return false };
    let mut start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    for comment in script.program.comments.iter().rev().map(|comment| range(comment.span)) {
        let line = text[..comment.start].rfind('\n').map_or(0, |at| at + 1);
        let is_whole = comment.end <= start && text[line..comment.start].trim().is_empty();
        if is_whole && ["\n", "\r\n"].contains(&&text[comment.end..start]) {
            start = line;
        }
    }
    let end = end_of_line(text, place.end);
    let first = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    if first != place.start || !(end == text.len() || is_line_end(text, end)) {
        return false;
    }
    let before = text[..start].trim_end().len();
    let behind = end + (text[end..].len() - text[end..].trim_start().len());
    // The lines between what stands about it stay as they are on one side.
    if before == 0 {
        splices.replace(0..behind, "");
    } else {
        splices.replace(before..end, "");
    }
    true
}

/// The place of the statement that declares a name and nothing else.
pub fn statement(script: &Script<'_>, name: &str) -> Option<Range<usize>> {
    let is_it = |declared: &VariableDeclaration<'_>| match declared.declarations.as_slice() {
        [only] => only.id.get_identifier_name().is_some_and(|own| own == name),
        _ => false,
    };
    let found = script.program.body.iter().find(|statement| match statement {
        Statement::VariableDeclaration(declared) => is_it(declared),
        Statement::ExportDeclaration(export) => match &export.declaration {
            Declaration::VariableDeclaration(declared) => is_it(declared),
            _ => false,
        },
        _ => false,
    });
    found.map(place_of)
}
