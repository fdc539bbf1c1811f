use std::ops::Range;

use oxc_ast::ast::{Declaration, Statement, VariableDeclaration};

use super::super::script::{place_of, range};
use super::super::{Script, Splices};
use super::lines::{end_of_line, is_line_end};

/// Removes the statement that declares this name and no other, exported or not, including the comments directly above it.
/// Returns false unless the statement has its own lines without a trailing comment.
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
    let ends_line = end == text.len() || is_line_end(text, end);
    if first != place.start || !ends_line || !text[place.end..end].trim().is_empty() {
        return false;
    }
    let before = text[..start].trim_end().len();
    let following = end + (text[end..].len() - text[end..].trim_start().len());
    // If there are blank lines on both sides, only those on one side stay.
    if before == 0 {
        splices.replace(0..following, "");
    } else {
        splices.replace(before..end, "");
    }
    true
}

/// Returns the place of the statement that declares this name and no other.
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

#[cfg(test)]
mod tests {
    use oxc_allocator::Allocator;

    use super::*;

    fn without(text: &str) -> Option<String> {
        let arena = Allocator::default();
        let script = Script::parse(&arena, "x.js", text).expect("parses");
        let mut splices = Splices::default();
        remove_statement(&script, "a", &mut splices).then(|| splices.apply(text).expect("apply"))
    }

    #[test]
    fn a_statement_is_removed_with_its_comments() {
        for (text, expected) in [
            ("const b = 1;\n\nconst a = 2;\n", "const b = 1;\n"),
            (
                "const b = 1;\n\n// why\n/* and\nhow */\nexport const a = {\n  c,\n};\n\nb();\n",
                "const b = 1;\n\nb();\n",
            ),
            ("// b\n\n// a\nconst a = 2\n\nb()\n", "// b\n\nb()\n"),
            ("const a = 2;\r\n\r\nb();\r\n", "b();\r\n"),
            ("b(); // b\nconst a = 2;\nc();\n", "b(); // b\nc();\n"),
        ] {
            assert_eq!(without(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_statement_that_shares_its_lines_stays() {
        for text in [
            "const a = 1, b = 2;",
            "b(); const a = 2;",
            "const a = 2; b();",
            "const a = 2; // why\n",
            "let b;",
        ] {
            assert_eq!(without(text), None, "{text}");
        }
    }
}
