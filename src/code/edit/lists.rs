//! Edits shared by arrays and objects: items in brackets, separated by commas.

use std::ops::Range;

use super::super::doc::{self, Doc, text};
use super::super::script::range;
use super::super::{Script, Splices, Style, TrailingComma};
use super::lines::{Eol, column, end_of_line, indent_at, is_line_end, levels_at, line_indent, width_of};
use crate::encode::display_width;

/// Prints a whole list.
type Layout = fn(Vec<Doc>, &Style) -> Doc;

/// Inserts an item into the list at `whole`, which includes the brackets. `comment` follows on its line if the other items
/// have such comments.
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
    let written = &script.text[whole.clone()];
    if items.is_empty() && has_comment(script, &whole) {
        return into_comments(script, &whole, new, style, splices);
    }
    if items.is_empty() || !written.contains('\n') {
        let docs = |items: &[Range<usize>]| -> Vec<Doc> {
            items.iter().map(|item| text(&script.text[item.clone()])).collect()
        };
        let is_formatted = [layout, doc::array]
            .iter()
            .any(|layout| printed(script, &whole, &layout(docs(items), style), style) == written);
        if items.is_empty() || is_formatted {
            let mut docs = docs(items);
            docs.insert(at.min(items.len()), new.clone());
            let list = printed(script, &whole, &layout(docs, style), style);
            return splices.replace(whole, list);
        }
    }
    // The existing layout stays, and comments stay with their items.
    let place = Place { script, whole, items, at: at.min(items.len()), style };
    let comment = comment.filter(|_| place.has_line_comments());
    place.put(new, comment, splices);
}

/// A place in a list that isn't empty.
struct Place<'p, 'a> {
    script: &'p Script<'a>,
    whole: Range<usize>,
    items: &'p [Range<usize>],
    at: usize,
    style: &'p Style,
}

impl Place<'_, '_> {
    fn put(&self, new: &Doc, comment: Option<&str>, splices: &mut Splices) {
        let text = self.script.text;
        let close = self.whole.end - 1;
        let Some(before) = self.at.checked_sub(1).map(|before| self.items[before].clone()) else {
            return self.put_first(new, comment, splices);
        };
        let next = self.items.get(self.at).map(|next| next.start);
        let comma = comma_in(self.script, before.end, next.unwrap_or(close));
        let from = comma.map_or(before.end, |comma| comma + 1);
        let end = end_of_line(text, from);
        let is_beside_bracket = !text[self.whole.start..before.start].contains('\n');
        let follows = text[from..end].trim();
        if is_line_end(text, end) && (!is_beside_bracket || comma.is_none() || follows.contains("//")) {
            let indent = self.indent(before.start);
            if comma.is_none() {
                splices.insert(before.end, ",");
            }
            return splices.insert(end, self.line(new, &indent, comma.is_some(), comment));
        }
        if comma.is_some() {
            return splices.insert(from, format!(" {},", self.print_at(new, from)));
        }
        let end = text[..close].trim_end().len().max(before.end);
        splices.insert(end, format!(", {}", self.print_at(new, end + 1)));
    }

    fn put_first(&self, new: &Doc, comment: Option<&str>, splices: &mut Splices) {
        let text = self.script.text;
        let open = self.whole.start + 1;
        let end = end_of_line(text, open);
        if is_line_end(text, end) {
            let indent = self.indent(self.items[0].start);
            return splices.insert(end, self.line(new, &indent, true, comment));
        }
        let start = open + (text[open..].len() - text[open..].trim_start_matches([' ', '\t']).len());
        splices.insert(start, format!("{}, ", self.print_at(new, start)));
    }

    /// Returns the indentation for new items: that of an existing item, or one level more than the bracket's line if that line
    /// contains the item.
    fn indent(&self, item: usize) -> String {
        let own = indent_at(self.script.text, item);
        if self.script.text[self.whole.start..item].contains('\n') {
            return own.to_owned();
        }
        let levels = width_of(own, self.style) / self.style.tab_width;
        self.style.indentation(levels + 1)
    }

    /// Prints the item on its own line.
    fn line(&self, new: &Doc, indent: &str, has_comma: bool, comment: Option<&str>) -> String {
        let eol = Eol::of(self.script.text);
        let levels = width_of(indent, self.style) / self.style.tab_width;
        let printed = doc::print(new, self.style, levels, levels * self.style.tab_width, 1);
        let comma = if has_comma { "," } else { "" };
        let comment = comment.map(|comment| format!(" // {comment}")).unwrap_or_default();
        format!("{}{indent}{}{comma}{comment}", eol.text(), eol.own(&printed))
    }

    /// Prints the item beside others.
    fn print_at(&self, new: &Doc, at: usize) -> String {
        let levels = levels_at(self.script.text, at, self.style);
        let start = column(self.script.text, at, self.style) + 1;
        Eol::of(self.script.text).own(&doc::print(new, self.style, levels, start, 1))
    }

    /// Whether the items have trailing comments.
    fn has_line_comments(&self) -> bool {
        self.script.program.comments.iter().any(|each| {
            let place = range(each.span);
            let begins_line = line_indent(self.script.text, place.start).is_some();
            let is_within = place.start > self.whole.start && place.end < self.whole.end;
            each.is_line() && !begins_line && is_within
        })
    }
}

/// Inserts the first item into a list that contains only comments.
fn into_comments(script: &Script<'_>, whole: &Range<usize>, new: &Doc, style: &Style, splices: &mut Splices) {
    let eol = Eol::of(script.text);
    let levels = levels_at(script.text, whole.start, style) + 1;
    let printed = eol.own(&doc::print(new, style, levels, levels * style.tab_width, 1));
    let at = script.text[..whole.end - 1].trim_end().len();
    if !script.text[whole.clone()].contains('\n') {
        return splices.insert(at, format!(" {printed}"));
    }
    let comma = if style.trailing_comma == TrailingComma::None { "" } else { "," };
    splices.insert(at, format!("{}{}{printed}{comma}", eol.text(), style.indentation(levels)));
}

/// Removes an item from a list, along with its line and the line's comments if no other item shares it.
pub fn remove(
    script: &Script<'_>,
    list: Range<usize>,
    items: &[Range<usize>],
    index: usize,
    splices: &mut Splices,
) {
    let Some(place) = items.get(index).cloned() else { return };
    let close = list.end - 1;
    let next = items.get(index + 1).map(|next| next.start);
    let comma = comma_in(script, place.end, next.unwrap_or(close));
    let after = comma.map_or(place.end, |comma| comma + 1);
    let line_start = script.text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let owns_line = script.text[line_start..place.start].trim().is_empty();
    let line_end = end_of_line(script.text, after);
    let rest = &script.text[line_end..];
    if owns_line && (rest.starts_with('\n') || rest.starts_with("\r\n")) {
        // The line break before the item is removed with it, so the one after it stays with the previous line.
        let start = line_start.saturating_sub(1);
        let start = if script.text[..start].ends_with('\r') { start - 1 } else { start };
        if let (None, None, Some(before)) = (next, comma, index.checked_sub(1)) {
            // The last item has no trailing comma, so neither must the one before it.
            let before = items[before].end;
            if let Some(comma) = comma_in(script, before, place.start) {
                splices.replace(comma..comma + 1, "");
                return splices.replace(start.max(comma + 1)..line_end, "");
            }
        }
        return splices.replace(start..line_end, "");
    }
    // Comments before the item and after its comma belong to other items.
    let blanks = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
    if next.is_some() {
        return splices.replace(place.start..after + blanks(&script.text[after..]), "");
    }
    let start = script.text[..place.start].trim_end_matches([' ', '\t']).len();
    let before = index.checked_sub(1).map(|before| items[before].end);
    match before.and_then(|before| comma_in(script, before, place.start)) {
        Some(before) if comma.is_none() => {
            splices.replace(before..before + 1, "");
            splices.replace(start.max(before + 1)..place.end, "");
        }
        Some(_) => splices.replace(start..after, ""),
        None => splices.replace(place.start..after, ""),
    }
}

/// Returns the place of an item among similar ones, after the last one that sorts before it, so the result doesn't depend
/// on the order of additions.
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

/// Prints a list in place of the existing one.
fn printed(script: &Script<'_>, whole: &Range<usize>, list: &Doc, style: &Style) -> String {
    let levels = levels_at(script.text, whole.start, style);
    let start = column(script.text, whole.start, style);
    let after = script.text[whole.end..].lines().next().unwrap_or_default();
    let after = after.split("//").next().unwrap_or_default().trim_end();
    Eol::of(script.text).own(&doc::print(list, style, levels, start, display_width(after)))
}

/// Whether a place is at the end of a `//` comment.
pub fn ends_in_line_comment(script: &Script<'_>, at: usize) -> bool {
    script.program.comments.iter().any(|comment| comment.is_line() && comment.span.end as usize == at)
}

/// Returns the comma between two places that isn't in a comment.
pub fn comma_in(script: &Script<'_>, from: usize, to: usize) -> Option<usize> {
    let between = script.text.get(from..to)?;
    let commas = between.match_indices(',').map(|(at, _)| from + at);
    commas
        .into_iter()
        .find(|at| !script.program.comments.iter().any(|comment| range(comment.span).contains(at)))
}
