//! Compares code regardless of formatting and comments.

use std::ops::Range;

use oxc_allocator::Allocator;
use oxc_ast::ast::{JSXElement, JSXText, StringLiteral, TemplateElement, TemplateLiteral};
use oxc_ast_visit::{Visit, walk};

use super::Script;
use super::script::place_of as place;

/// Returns a module or a JSX element without what a formatter changes: no whitespace, semicolons, parentheses, trailing
/// commas or comments, and the values of strings. Code that can't be parsed is returned unchanged.
pub fn essence(text: &str) -> String {
    let arena = Allocator::default();
    match Script::parse(&arena, "", text) {
        Ok(script) => essence_of(&script, 0..text.len()),
        Err(_) => text.to_owned(),
    }
}

/// Returns the essence of an expression, which may be an object.
pub fn essence_of_expression(text: &str) -> String {
    essence(&format!("({text})"))
}

/// Returns the essence of a part of a module.
pub fn essence_of(script: &Script<'_>, part: Range<usize>) -> String {
    let mut strings = Strings(Vec::new());
    strings.visit_program(script.program);
    strings.0.extend(script.program.comments.iter().map(|comment| (range(comment.span), String::new())));
    strings.0.sort_by_key(|(place, _)| place.start);
    let mut essence = String::new();
    let mut at = part.start;
    for (place, text) in strings.0 {
        if place.start >= at && place.end <= part.end {
            bare(&script.text[at..place.start], &mut essence);
            essence.push_str(&text);
            at = place.end;
        }
    }
    bare(&script.text[at..part.end], &mut essence);
    essence
}

/// Whether a module contains an element, at any depth.
pub fn has_element(script: &Script<'_>, element: &str) -> bool {
    struct Elements<'s, 'a> {
        script: &'s Script<'a>,
        essence: String,
        start: String,
        found: bool,
    }
    impl<'a> Visit<'a> for Elements<'_, 'a> {
        fn visit_jsx_element(&mut self, element: &JSXElement<'a>) {
            let own = place(element);
            self.found = self.found
                || self.script.text[own.clone()].starts_with(&self.start)
                    && essence_of(self.script, own) == self.essence;
            walk::walk_jsx_element(self, element);
        }
    }
    let start = element.split_whitespace().next().unwrap_or_default().to_owned();
    let mut elements = Elements { script, essence: essence(element), start, found: false };
    elements.visit_program(script.program);
    elements.found
}

/// Whether a module contains a string, at any depth.
pub fn has_text(script: &Script<'_>, text: &str) -> bool {
    let mut strings = Strings(Vec::new());
    strings.visit_program(script.program);
    strings.0.iter().any(|(_, own)| *own == quoted(text))
}

/// The values of a module's strings, with their places.
struct Strings(Vec<(Range<usize>, String)>);

impl<'a> Visit<'a> for Strings {
    fn visit_string_literal(&mut self, literal: &StringLiteral<'a>) {
        self.0.push((range(literal.span), quoted(&literal.value)));
    }

    fn visit_template_literal(&mut self, literal: &TemplateLiteral<'a>) {
        match (literal.quasis.as_slice(), literal.expressions.is_empty()) {
            ([only], true) => {
                let text = only.value.cooked.map(|text| text.to_string());
                self.0.push((range(literal.span), quoted(&text.unwrap_or_default())));
            }
            _ => walk::walk_template_literal(self, literal),
        }
    }

    fn visit_template_element(&mut self, element: &TemplateElement<'a>) {
        self.0.push((range(element.span), quoted(&element.value.raw)));
    }

    fn visit_jsx_text(&mut self, text: &JSXText<'a>) {
        let words: Vec<&str> = text.value.split_whitespace().collect();
        self.0.push((range(text.span), words.join(" ")));
    }
}

/// Returns a string between characters that code contains only in strings.
fn quoted(text: &str) -> String {
    format!("\u{1}{text}\u{1}")
}

fn range(span: oxc_span::Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

fn bare(code: &str, essence: &mut String) {
    for c in code.chars().filter(|c| !c.is_whitespace() && !matches!(c, ';' | '(' | ')')) {
        if matches!(c, ']' | '}') && essence.ends_with(',') {
            essence.pop();
        }
        essence.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatting_makes_no_difference() {
        for (one, other) in [
            ("const a = { b: 'c', d: [1, 2] };", "const a = {\n\tb: \"c\", // why\n\td: [\n1,\n2,\n],\n}"),
            ("f((x) => <A b=\"c\"><B /></A>);", "f(x => (\n  <A\n    b='c'\n  >\n    <B />\n  </A>\n))"),
            ("a = `b\\`c`;", "a = 'b`c'"),
        ] {
            assert_eq!(essence(one), essence(other));
        }
    }

    #[test]
    fn content_makes_a_difference() {
        for (one, other) in [
            ("a = [1, 23];", "a = [12, 3];"),
            ("a = 'SELECT (b + c) * d';", "a = 'SELECT b + c * d';"),
            ("a = 'b c';", "a = 'bc';"),
            ("a = 'b, c';", "a = 'b c';"),
            ("a = `${b} c`;", "a = `${b}c`;"),
            ("a = \"'\";", "a = '\"';"),
            ("a = '';", "// a = '';"),
        ] {
            assert_ne!(essence(one), essence(other));
        }
    }
}
