use oxc_ast::ast::JSXChild;

use super::super::doc::{self, Doc};
use super::super::markup::Markup;
use super::super::script::place_of;
use super::super::{Script, Splices, Style};
use super::lines::{Eol, indent_at, line_indent, width_of};
use super::lists::ends_in_line_comment;

/// Appends a child to an element or a fragment, on its own line, but before the trailing children for which `follows`
/// returns true.
pub fn append_child(
    script: &Script<'_>,
    parent: Markup<'_>,
    child: &Doc,
    follows: &dyn Fn(&str) -> bool,
    style: &Style,
    splices: &mut Splices,
) {
    let text = script.text;
    let eol = Eol::of(text);
    let significant = parent.significant();
    let place = parent.place();
    let (open, close) = parent.tags();
    let at = significant
        .iter()
        .rposition(|each| !follows(&text[significant_place(text, each)]))
        .map_or(0, |last| last + 1);
    let is_many = text[parent.place()].contains('\n') && close.is_some();
    let beside = significant.get(at.saturating_sub(1)).map(|each| significant_place(text, each));
    let own_line = beside.clone().filter(|_| is_many).and_then(|place| {
        let indent = line_indent(text, place.start)?;
        Some((if at == 0 { open } else { place.end }, indent))
    });
    if let Some((end, indent)) = own_line {
        let levels = width_of(&indent, style) / style.tab_width;
        let printed = doc::print(child, style, levels, levels * style.tab_width, 0);
        splices.insert(end, format!("{}{indent}{}", eol.text(), eol.own(&printed)));
        if let Some(close) =
            close.filter(|close| at == significant.len() && !text[end..*close].contains('\n'))
        {
            splices.insert(end, format!("{}{}", eol.text(), indent_at(text, place.start)));
            splices.replace(end..close, "");
        }
        return;
    }
    if let (Some(close), true) = (close, has_visible_whitespace(parent)) {
        // Whitespace around text is part of it, so existing children stay on their lines.
        let end = if at == 0 { open } else { beside.map_or(open, |place| place.end) };
        let base = width_of(indent_at(text, place.start), style) / style.tab_width;
        let inner = style.indentation(base + 1);
        let printed = doc::print(child, style, base + 1, (base + 1) * style.tab_width, 0);
        splices.insert(end, format!("{}{inner}{}", eol.text(), eol.own(&printed)));
        if at < significant.len() {
            splices.insert(end, format!("{}{inner}", eol.text()));
        } else if !text[end..close].contains('\n') {
            splices.insert(end, format!("{}{}", eol.text(), style.indentation(base)));
        }
        return;
    }
    // If everything is on one line or there are no children, the element is reprinted, with each child on its own line.
    let before = text[..place.start].trim_end_matches([' ', '\t']);
    let line = indent_at(text, place.start);
    let begins_line = line_indent(text, place.start).is_some();
    let is_alone = begins_line || before.ends_with('(') || is_in_markup(script, &place);
    let base = width_of(line, style) / style.tab_width + usize::from(!is_alone);
    let inner = style.indentation(base + 1);
    let opening = &text[place.start..open];
    let opening = match opening.strip_suffix("/>").map(str::trim_end) {
        Some(unclosed) if ends_in_line_comment(script, place.start + unclosed.len()) => {
            format!("{unclosed}{}{}>", eol.text(), style.indentation(base))
        }
        Some(unclosed) => format!("{unclosed}>"),
        None => opening.to_owned(),
    };
    let mut lines: Vec<String> =
        significant.iter().map(|each| text[significant_place(text, each)].to_owned()).collect();
    let printed = doc::print(child, style, base + 1, (base + 1) * style.tab_width, 0);
    lines.insert(at, eol.own(&printed));
    let mut whole = opening;
    for line in lines {
        whole.extend([eol.text(), &inner, &line]);
    }
    whole.extend([eol.text(), &style.indentation(base), "</", parent.name(script), ">"]);
    if !is_alone {
        let (deep, shallow) = (style.indentation(base), style.indentation(base - 1));
        whole = format!("({}{deep}{whole}{}{shallow})", eol.text(), eol.text());
    }
    splices.replace(place, whole);
}

/// Returns the place of a child without the whitespace around a text.
pub fn significant_place(text: &str, child: &JSXChild<'_>) -> std::ops::Range<usize> {
    let place = place_of(child);
    let written = &text[place.clone()];
    let start = place.start + (written.len() - written.trim_start().len());
    start..start + written.trim().len()
}

/// Whether there is whitespace around texts or between elements that is visible on the page.
fn has_visible_whitespace(parent: Markup<'_>) -> bool {
    parent.children().iter().any(|child| match child {
        JSXChild::Text(text) if text.value.trim().is_empty() => !text.value.contains('\n'),
        JSXChild::Text(text) => parent.children().len() > 1 || text.value.trim() != text.value,
        _ => false,
    })
}

/// Whether a place is directly inside JSX, where no parentheses are needed.
fn is_in_markup(script: &Script<'_>, place: &std::ops::Range<usize>) -> bool {
    script.text[..place.start].trim_end().ends_with('>')
        && !script.text[..place.start].trim_end().ends_with("=>")
}
