//! What arrays and objects have in common: items between brackets, separated by commas.

use std::ops::Range;

use super::super::doc::{self, Doc, text};
use super::super::script::range;
use super::super::{Script, Splices, Style, TrailingComma};
use super::lines::{Eol, column, end_of_line, levels_at, line_indent, width_of};
use crate::template::encode::display_width;

/// How a list is laid out that has to be laid out anew.
type Layout = fn(Vec<Doc>, &Style) -> Doc;

/// Puts an item at a place of a list that stands at `whole`, brackets included. `comment` follows on its line where the
/// others have such comments.
#[allow(clippy::too_many_arguments, reason = "each is a part of the list")]
pub fn insert(
    script: &Script<'_>,
    whole: Range<usize>,
    items: &[Range<usize>],
    at: usize,
    new: &Doc,
    comment: Option<&str>,
    layout: Layout,
    style: &Style,
    splices: &mut Splices,
) {
    let eol = Eol::of(script.text);
    let written = &script.text[whole.clone()];
    let (Some(first), true) = (items.first(), written.contains('\n')) else {
        if items.is_empty() && has_comment(script, &whole) {
            let levels = levels_at(script.text, whole.start, style) + 1;
            let printed = doc::print(new, style, levels, levels * style.tab_width, 1);
            let comma = if style.trailing_comma == TrailingComma::None { "" } else { "," };
            let indent = style.indentation(levels);
            let at = script.text[..whole.end - 1].trim_end().len();
            return splices.insert(at, format!("{}{indent}{}{comma}", eol.text(), eol.own(&printed)));
        }
        if has_comment(script, &whole) {
            // Laid out anew it would lose them.
            let end = at.min(items.len()).checked_sub(1).map(|before| items[before].end);
            let start = items.first().map_or(whole.start + 1, |first| first.start);
            let levels = levels_at(script.text, start, style);
            let printed = doc::print(new, style, levels, column(script.text, end.unwrap_or(start), style), 2);
            return match end {
                Some(end) => splices.insert(end, format!(", {}", eol.own(&printed))),
                None => splices.insert(start, format!("{}, ", eol.own(&printed))),
            };
        }
        let mut docs: Vec<Doc> = items.iter().map(|item| text(&script.text[item.clone()])).collect();
        docs.insert(at.min(docs.len()), new.clone());
        return relay(script, whole, &layout(docs, style), style, splices);
    };
    let close = whole.end - 1;
    let before = at.checked_sub(1).and_then(|before| items.get(before));
    let Some(indent) = line_indent(script.text, before.unwrap_or(first).start) else {
        // Beside the bracket or another item: the new one follows in the same manner.
        let end = before.map_or(whole.start + 1, |before| before.end);
        let levels = levels_at(script.text, end, style);
        let printed = eol.own(&doc::print(new, style, levels, column(script.text, end, style) + 2, 2));
        let text = if before.is_some() { format!(", {printed}") } else { format!("{printed}, ") };
        return splices.insert(end, text);
    };
    let levels = width_of(&indent, style) / style.tab_width;
    let printed = doc::print(new, style, levels, levels * style.tab_width, 1);
    let mut line = format!("{}{indent}{}", eol.text(), eol.own(&printed));
    let is_last = at >= items.len();
    let comma = before
        .and_then(|before| comma_in(script, before.end, items.get(at).map_or(close, |next| next.start)));
    if !is_last || comma.is_some() {
        line.push(',');
    }
    let has_comments = script.program.comments.iter().any(|each| {
        let place = range(each.span);
        let begins_line = line_indent(script.text, place.start).is_some();
        each.is_line() && !begins_line && place.start > whole.start && place.end < close
    });
    if let Some(comment) = comment.filter(|_| has_comments) {
        line.push_str(" // ");
        line.push_str(comment);
    }
    match (before, comma) {
        (None, _) => splices.insert(end_of_line(script.text, whole.start + 1), line),
        (Some(_), Some(comma)) => splices.insert(end_of_line(script.text, comma + 1), line),
        (Some(before), None) => {
            let after = end_of_line(script.text, before.end);
            splices.insert(before.end, ",");
            splices.insert(after, line);
        }
    }
}

/// Where something belongs that is like others: behind the last that is less. So it does not matter what came first.
pub fn place_among<T: PartialOrd>(keys: &[T], new: &T) -> usize {
    keys.iter().rposition(|key| key <= new).map_or(0, |last| last + 1)
}

fn has_comment(script: &Script<'_>, whole: &Range<usize>) -> bool {
    script
        .program
        .comments
        .iter()
        .map(|each| range(each.span))
        .any(|each| whole.start < each.start && each.end < whole.end)
}

fn relay(script: &Script<'_>, whole: Range<usize>, doc: &Doc, style: &Style, splices: &mut Splices) {
    let levels = levels_at(script.text, whole.start, style);
    let start = column(script.text, whole.start, style);
    let after = script.text[whole.end..].lines().next().unwrap_or_default();
    let after = after.split("//").next().unwrap_or_default().trim_end();
    let printed = doc::print(doc, style, levels, start, display_width(after));
    splices.replace(whole, Eol::of(script.text).own(&printed));
}

/// The comma between two places, not one of a comment.
pub fn comma_in(script: &Script<'_>, from: usize, to: usize) -> Option<usize> {
    let between = script.text.get(from..to)?;
    let commas = between.match_indices(',').map(|(at, _)| from + at);
    commas
        .into_iter()
        .find(|at| !script.program.comments.iter().any(|comment| range(comment.span).contains(at)))
}
