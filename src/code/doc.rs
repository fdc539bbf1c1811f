//! Code with possible line breaks, printed to fit the line: the part of Prettier's algorithm that inserted code needs.

use super::{Quote, Style, TrailingComma};
use crate::encode::{display_width, js};

/// A piece of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doc {
    /// Text printed unchanged, including line breaks in it, which come from existing code.
    Text(String),
    /// Parts in sequence.
    Concat(Vec<Self>),
    /// Printed on one line if it fits; otherwise, its own line breaks are used.
    Group(Box<Self>),
    /// Indents the lines in it by one level.
    Indent(Box<Self>),
    /// A space, or a line break in a broken group.
    Line,
    /// Nothing, or a line break in a broken group.
    SoftLine,
    /// A line break that also breaks all enclosing groups.
    HardLine,
    /// Nothing, but breaks all enclosing groups.
    Broken,
    /// Text printed only in a broken group.
    IfBroken(&'static str),
}

/// Returns a text.
pub fn text(text: impl Into<String>) -> Doc {
    Doc::Text(text.into())
}

/// Returns parts in sequence.
pub fn concat(parts: impl IntoIterator<Item = Doc>) -> Doc {
    Doc::Concat(parts.into_iter().collect())
}

/// Returns a group, which is printed on one line if it fits.
pub fn group(doc: Doc) -> Doc {
    Doc::Group(Box::new(doc))
}

/// Returns a part indented by one level.
pub fn indent(doc: Doc) -> Doc {
    Doc::Indent(Box::new(doc))
}

/// Returns a string literal in the application's quotes.
pub fn string(value: &str, style: &Style) -> Doc {
    text(js::quoted(value, style.quote == Quote::Single))
}

/// Returns `{ key: value, … }`.
pub fn object(properties: Vec<(String, Doc)>, style: &Style) -> Doc {
    let edge = if style.bracket_spacing { Doc::Line } else { Doc::SoftLine };
    let properties = properties.into_iter().map(|(key, value)| concat([text(format!("{key}: ")), value]));
    bracketed("{", properties.collect(), "}", &edge, style)
}

/// Returns `[a, b, …]`.
pub fn array(elements: Vec<Doc>, style: &Style) -> Doc {
    bracketed("[", elements, "]", &Doc::SoftLine, style)
}

/// Returns an array with each element on its own line, as Prettier prints several objects.
pub fn array_of_records(elements: Vec<Doc>, style: &Style) -> Doc {
    let Doc::Group(inner) = array(elements, style) else { return text("[]") };
    group(concat([Doc::Broken, *inner]))
}

/// Returns the `{ a, b }` of an import.
pub fn named(names: Vec<Doc>, style: &Style) -> Doc {
    let edge = if style.bracket_spacing { Doc::Line } else { Doc::SoftLine };
    bracketed("{", names, "}", &edge, style)
}

fn bracketed(open: &str, items: Vec<Doc>, close: &str, edge: &Doc, style: &Style) -> Doc {
    if items.is_empty() {
        return text(format!("{open}{close}"));
    }
    let comma = if style.trailing_comma == TrailingComma::None { "" } else { "," };
    let mut inner = vec![edge.clone()];
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            inner.extend([text(","), Doc::Line]);
        }
        inner.push(item);
    }
    group(concat([text(open), indent(concat(inner)), Doc::IfBroken(comma), edge.clone(), text(close)]))
}

/// Returns `<Name a="b" c={d} />`, or with children between the tags, each on its own line.
pub fn element(name: &str, attributes: Vec<Doc>, children: Vec<Doc>, style: &Style) -> Doc {
    let open = tag(name, attributes, children.is_empty(), style);
    if children.is_empty() {
        return open;
    }
    let lines = children.into_iter().flat_map(|child| [Doc::HardLine, child]);
    concat([open, indent(concat(lines)), Doc::HardLine, text(format!("</{name}>"))])
}

/// Returns `<Name a="b" c={d}>` or `<Name a="b" c={d} />`.
pub fn tag(name: &str, attributes: Vec<Doc>, is_closed: bool, style: &Style) -> Doc {
    let line = if style.attribute_a_line && attributes.len() > 1 { Doc::HardLine } else { Doc::Line };
    let attributes: Vec<Doc> =
        attributes.into_iter().flat_map(|attribute| [line.clone(), attribute]).collect();
    let is_bare = attributes.is_empty();
    let open = concat([text(format!("<{name}")), indent(concat(attributes))]);
    let end = match is_closed {
        true if is_bare => text(" />"),
        // Prettier's setting doesn't apply to self-closing tags.
        true => concat([Doc::Line, text("/>")]),
        false if is_bare || style.bracket_same_line => text(">"),
        false => concat([Doc::SoftLine, text(">")]),
    };
    group(concat([open, end]))
}

/// Returns `name="value"`, or `name={'value'}` if an attribute can't contain the value literally.
pub fn text_attribute(name: &str, value: &str, style: &Style) -> Doc {
    let is_plain = value.chars().all(|c| {
        !matches!(c, '"' | '\'' | '&' | '<' | '>' | '{' | '}' | '\\') && (c == ' ' || !c.is_whitespace())
    }) && js::quoted(value, true) == format!("'{value}'");
    if is_plain {
        let quote = if style.jsx_quote == Quote::Single { '\'' } else { '"' };
        text(format!("{name}={quote}{value}{quote}"))
    } else {
        concat([text(format!("{name}={{")), string(value, style), text("}")])
    }
}

/// Prints code that begins at column `start` of a line with `levels` levels of indentation. `after` is the number of
/// columns that follow on its last line.
pub fn print(doc: &Doc, style: &Style, levels: usize, start: usize, after: usize) -> String {
    let mut printer = Printer { style, out: String::new(), column: start };
    printer.print(doc, levels, true, after);
    printer.out
}

struct Printer<'s> {
    style: &'s Style,
    out: String,
    column: usize,
}

impl Printer<'_> {
    fn print(&mut self, doc: &Doc, levels: usize, broken: bool, after: usize) {
        match doc {
            Doc::Text(text) => self.text(text),
            Doc::Concat(parts) => {
                for (place, part) in parts.iter().enumerate() {
                    let rest = following(&parts[place + 1..], after);
                    self.print(part, levels, broken, rest);
                }
            }
            Doc::Group(inner) => {
                let flat = flat_width(inner);
                let fits = flat.is_some_and(|width| self.column + width + after <= self.style.width);
                self.print(inner, levels, !fits, after);
            }
            Doc::Indent(inner) => self.print(inner, levels + 1, broken, after),
            Doc::Line if !broken => self.text(" "),
            Doc::SoftLine if !broken => {}
            Doc::Broken => {}
            Doc::Line | Doc::SoftLine | Doc::HardLine => self.break_line(levels),
            Doc::IfBroken(text) => {
                if broken {
                    self.text(text);
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        self.out.push_str(text);
        match text.rsplit_once('\n') {
            Some((_, last)) => self.column = display_width(last),
            None => self.column += display_width(text),
        }
    }

    fn break_line(&mut self, levels: usize) {
        let kept = self.out.trim_end_matches([' ', '\t']).len();
        self.out.truncate(kept);
        self.out.push('\n');
        self.out.push_str(&self.style.indentation(levels));
        self.column = levels * self.style.tab_width;
    }
}

/// Returns the width on one line; `None` if the code contains a forced line break.
fn flat_width(doc: &Doc) -> Option<usize> {
    match doc {
        Doc::Text(text) if text.contains('\n') => None,
        Doc::Text(text) => Some(display_width(text)),
        Doc::Concat(parts) => parts.iter().map(flat_width).sum(),
        Doc::Group(inner) | Doc::Indent(inner) => flat_width(inner),
        Doc::Line => Some(1),
        Doc::SoftLine | Doc::IfBroken(_) => Some(0),
        Doc::HardLine | Doc::Broken => None,
    }
}

/// Returns how many columns of what follows have to fit on the same line.
fn following(rest: &[Doc], after: usize) -> usize {
    let mut width = 0;
    for doc in rest {
        match doc {
            Doc::Text(text) => width += display_width(text.split('\n').next().unwrap_or_default()),
            Doc::IfBroken(text) => width += text.len(),
            _ => return width,
        }
    }
    width + after
}
