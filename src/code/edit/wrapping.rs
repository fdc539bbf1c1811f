//! Adds and removes elements that wrap others. Lines must end in `\n`.

use std::ops::Range;

use oxc_allocator::Allocator;
use oxc_ast::AstKind;
use oxc_ast::ast::{JSXChild, JSXOpeningElement};
use oxc_ast_visit::Visit;
use oxc_span::GetSpan;

use super::super::doc::{self, Doc};
use super::super::markup::Markup;
use super::super::script::{place_of, range};
use super::super::{Script, Splices, Style};
use super::children::significant_place;
use super::lines::{column, line_indent, width_of};

/// Returns the module with an element replaced by its children. `parent` is the element that contains it. `None` if the
/// element or its children don't have their own lines, as formatted code does, or if the children alone would not be an
/// expression.
pub fn without_wrapper(
    script: &Script<'_>,
    element: Markup<'_>,
    parent: Option<Markup<'_>>,
    style: &Style,
) -> Option<String> {
    let (text, place) = (script.text, element.place());
    let (open, close) = element.tags();
    if has_comment(script, &(place.start..open))
        || close.is_some_and(|close| has_comment(script, &(close..place.end)))
    {
        return None;
    }
    let children = element.significant();
    let Some(first) = children.first().map(|first| significant_place(text, first)) else {
        return without(script, &place, parent?, style);
    };
    let is_one = matches!(children.as_slice(), [JSXChild::Element(_) | JSXChild::Fragment(_)]);
    if parent.is_none() && !is_one {
        return None;
    }
    let (outer, inner) = (line_indent(text, place.start)?, line_indent(text, first.start)?);
    let close = close?;
    line_indent(text, close)?;
    let (start, body) =
        (line_start(text, place.start), line_start(text, first.start)..line_start(text, close));
    let body = shifted(script, body, &inner, &outer)?;
    let body = body.trim_end_matches('\n');
    let new = format!("{}{body}{}", &text[..start], &text[place.end..]);
    fitted(&new, start..start + body.len(), style)
}

/// Returns the module with an element wrapped around consecutive children. `None` unless those begin and end at lines.
pub fn with_wrapper(
    script: &Script<'_>,
    run: &Range<usize>,
    name: &str,
    attributes: Vec<Doc>,
    style: &Style,
) -> Option<String> {
    let text = script.text;
    let outer = line_indent(text, run.start)?;
    let ends_line = text[run.end..].lines().next().unwrap_or_default().trim().is_empty();
    if !ends_line {
        return None;
    }
    let start = line_start(text, run.start);
    let inner = format!("{outer}{}", style.indentation(1));
    let body = shifted(script, start..run.end, &outer, &inner)?;
    let width = width_of(&outer, style);
    let open =
        doc::print(&doc::tag(name, attributes, false, style), style, width / style.tab_width, width, 0);
    let whole = format!("{outer}{open}\n{body}\n{outer}</{name}>");
    let new = format!("{}{whole}{}", &text[..start], &text[run.end..]);
    fitted(&new, start..start + whole.len(), style)
}

/// Returns the elements of a module, each with its parent.
pub fn elements<'a>(script: &Script<'a>) -> Vec<(Markup<'a>, Option<Markup<'a>>)> {
    struct Elements<'a> {
        open: Vec<Markup<'a>>,
        all: Vec<(Markup<'a>, Option<Markup<'a>>)>,
    }
    impl<'a> Visit<'a> for Elements<'a> {
        fn enter_node(&mut self, kind: AstKind<'a>) {
            let markup = match kind {
                AstKind::JSXElement(element) => Markup::Element(element),
                AstKind::JSXFragment(fragment) => Markup::Fragment(fragment),
                _ => return,
            };
            let is_child =
                |parent: &Markup<'a>| parent.children().iter().any(|child| place_of(child) == markup.place());
            self.all.push((markup, self.open.last().copied().filter(is_child)));
            self.open.push(markup);
        }

        fn leave_node(&mut self, kind: AstKind<'a>) {
            if matches!(kind, AstKind::JSXElement(_) | AstKind::JSXFragment(_)) {
                self.open.pop();
            }
        }
    }
    let mut elements = Elements { open: Vec::new(), all: Vec::new() };
    elements.visit_program(script.program);
    elements.all
}

/// Removes an element without children; a parent with no other children becomes self-closing.
fn without(script: &Script<'_>, place: &Range<usize>, parent: Markup<'_>, style: &Style) -> Option<String> {
    let text = script.text;
    let mut splices = Splices::default();
    if parent.significant().len() > 1 {
        line_indent(text, place.start)?;
        let rest = &text[place.end..];
        let end = rest.find('\n').filter(|end| rest[..*end].trim().is_empty())?;
        splices.replace(line_start(text, place.start)..place.end + end + 1, "");
        return splices.apply(text);
    }
    let Markup::Element(element) = parent else { return None };
    let closed = tag(script, &element.opening_element, true, style)?;
    let whole = parent.place();
    if has_comment(script, &whole) {
        return None;
    }
    let before = text[..whole.start].trim_end();
    let following = whole.end + (text[whole.end..].len() - text[whole.end..].trim_start().len());
    let parentheses = before.len().saturating_sub(1)..following + 1;
    if before.ends_with("return (") && text[following..].starts_with(')') {
        // Prettier puts parentheses around markup of several lines.
        let levels = width_of(&line_indent(text, before.len() - "return (".len())?, style) / style.tab_width;
        let start = column(text, parentheses.start, style);
        let flat = doc::print(&closed, style, levels, start, style.end().len());
        if !flat.contains('\n') {
            splices.replace(parentheses, flat);
            return splices.apply(text);
        }
    }
    let width = column(text, whole.start, style);
    splices.replace(whole, doc::print(&closed, style, width / style.tab_width, width, 0));
    splices.apply(text)
}

/// Changes the indentation of lines, except for those that begin inside a string. `None` if one doesn't begin with the old
/// indentation.
fn shifted(script: &Script<'_>, lines: Range<usize>, old: &str, new: &str) -> Option<String> {
    let texts = texts(script);
    let mut shifted = String::new();
    let mut at = lines.start;
    for line in script.text[lines].split_inclusive('\n') {
        let is_text = texts.iter().any(|text| text.start < at && at <= text.end);
        if is_text || line.trim().is_empty() {
            shifted.push_str(line);
        } else {
            shifted.push_str(new);
            shifted.push_str(line.strip_prefix(old)?);
        }
        at += line.len();
    }
    Some(shifted)
}

/// Returns the places of strings, in which whitespace matters.
fn texts(script: &Script<'_>) -> Vec<Range<usize>> {
    struct Texts(Vec<Range<usize>>);
    impl<'a> Visit<'a> for Texts {
        fn enter_node(&mut self, kind: AstKind<'a>) {
            if matches!(kind, AstKind::TemplateElement(_) | AstKind::StringLiteral(_)) {
                self.0.push(range(kind.span()));
            }
        }
    }
    let mut texts = Texts(Vec::new());
    texts.visit_program(script.program);
    texts.0
}

/// Reprints the tags that begin lines in a part of the module, to fit their new place.
fn fitted(text: &str, part: Range<usize>, style: &Style) -> Option<String> {
    let arena = Allocator::default();
    let script = Script::parse(&arena, "", text).ok()?;
    let mut splices = Splices::default();
    for (markup, _) in elements(&script) {
        let Markup::Element(element) = markup else { continue };
        let open = &element.opening_element;
        let place = range(open.span);
        let follows = text[place.end..].lines().next().unwrap_or_default();
        let (Some(indent), true) = (line_indent(text, place.start), follows.trim().is_empty()) else {
            continue;
        };
        if !part.contains(&place.start) {
            continue;
        }
        if let Some(tag) = tag(&script, open, element.closing_element.is_none(), style) {
            let width = width_of(&indent, style);
            splices.replace(place, doc::print(&tag, style, width / style.tab_width, width, 0));
        }
    }
    splices.apply(text)
}

/// Returns a tag for reprinting. `None` if part of it spans several lines or it contains a comment.
fn tag(script: &Script<'_>, open: &JSXOpeningElement<'_>, is_closed: bool, style: &Style) -> Option<Doc> {
    let place = range(open.span);
    let attributes: Vec<&str> = open.attributes.iter().map(|each| &script.text[place_of(each)]).collect();
    let is_plain = open.type_arguments.is_none()
        && !has_comment(script, &place)
        && !attributes.iter().any(|attribute| attribute.contains('\n'));
    let attributes = attributes.into_iter().map(doc::text).collect();
    is_plain.then(|| doc::tag(&script.text[place_of(&open.name)], attributes, is_closed, style))
}

fn has_comment(script: &Script<'_>, part: &Range<usize>) -> bool {
    script.program.comments.iter().any(|comment| part.contains(&(comment.span.start as usize)))
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unwrapped(text: &str) -> Option<String> {
        let arena = Allocator::default();
        let script = Script::parse(&arena, "x.jsx", text).expect("parses");
        let (login, parent) =
            elements(&script).into_iter().find(|(each, _)| each.name(&script) == "L").expect("is there");
        without_wrapper(&script, login, parent, &Style::OURS)
    }

    fn wrapped(text: &str) -> Option<String> {
        let arena = Allocator::default();
        let script = Script::parse(&arena, "x.jsx", text).expect("parses");
        let all = elements(&script);
        let children: Vec<_> =
            all.iter().filter(|(_, parent)| parent.is_some_and(|p| p.name(&script) == "V")).collect();
        let (first, last) =
            (children.first().expect("one").0.place(), children.last().expect("one").0.place());
        with_wrapper(&script, &(first.start..last.end), "L", vec![doc::text("m=\"n\"")], &Style::OURS)
    }

    /// Returns a module without and with a wrapper. One tag fits on its line only without the wrapper.
    fn pair() -> (String, String) {
        let plain = "\
const a = (
  <V>
    <A b={WIDE} d={`
  e`} />
    {/* why */}
    <C b={WIDE} d />

    <p>
      text
    </p>
  </V>
);
";
        let login = "\
const a = (
  <V>
    <L m=\"n\">
      <A b={WIDE} d={`
  e`} />
      {/* why */}
      <C
        b={WIDE}
        d
      />

      <p>
        text
      </p>
    </L>
  </V>
);
";
        let wide = "x".repeat(84);
        (plain.replace("WIDE", &wide), login.replace("WIDE", &wide))
    }

    #[test]
    fn wrapped_children_are_printed_for_their_place() {
        let (plain, login) = pair();
        assert_eq!(unwrapped(&login).as_deref(), Some(plain.as_str()));
        assert_eq!(wrapped(&plain).as_deref(), Some(login.as_str()));
    }

    #[test]
    fn an_element_without_children_is_removed() {
        for (text, expected) in [
            ("<V>\n  <L m=\"n\" />\n  <A />\n</V>;\n", "<V>\n  <A />\n</V>;\n"),
            ("f(\n  <V t=\"x\">\n    <L />\n  </V>,\n);\n", "f(\n  <V t=\"x\" />,\n);\n"),
            (
                "function f() {\n  return (\n    <V t=\"x\">\n      <L />\n    </V>\n  );\n}\n",
                "function f() {\n  return <V t=\"x\" />;\n}\n",
            ),
        ] {
            assert_eq!(unwrapped(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn code_that_shares_lines_stays() {
        for text in [
            "<V><L><A /></L></V>;",
            "f(\n  <L>\n    <A />\n    <B />\n  </L>,\n);\n",
            "<V>\n  <L>\n    <A\n  b />\n  </L>\n</V>;\n",
            "f(\n  <L />,\n);\n",
            "<V>\n  <L /* why */ m=\"n\">\n    <A />\n  </L>\n</V>;\n",
            "<V>\n  <L>\n    <A />\n  </L /* why */>\n</V>;\n",
            "<V>\n  <L m=\"n\" /* why */ />\n</V>;\n",
            "<V>\n  <L>\n    <A />\n    text</L>\n</V>;\n",
        ] {
            assert_eq!(unwrapped(text), None, "{text}");
        }
    }
}
