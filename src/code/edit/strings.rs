//! Edits of arrays of strings, such as scopes.

use oxc_ast::ast::ArrayExpression;

use super::super::doc::{self, Doc};
use super::super::script::{place_of, range};
use super::super::{Script, Splices, Style};
use super::lines::{Eol, column, levels_at};
use super::{insert_text, remove_element};
use crate::encode::{display_width, js};

/// Adds a string to an array of strings, after the last one that sorts before it, with a comment if the others have one or
/// the array is empty.
pub fn add_string(
    script: &Script<'_>,
    array: &ArrayExpression<'_>,
    value: &str,
    comment: &str,
    style: &Style,
    splices: &mut Splices,
) {
    let whole = range(array.span);
    let element = doc::string(value, style);
    let comment = js::line_comment(comment);
    if array.elements.is_empty() && script.text[whole.clone()][1..].trim_end_matches(']').trim().is_empty() {
        let levels = levels_at(script.text, whole.start, style);
        let (inner, outer) = (style.indentation(levels + 1), style.indentation(levels));
        let comma = if style.trailing_comma == super::super::TrailingComma::None { "" } else { "," };
        let element = doc::print(&element, style, 0, 0, 0);
        let list = format!("[\n{inner}{element}{comma} // {comment}\n{outer}]");
        return splices.replace(whole, Eol::of(script.text).own(&list));
    }
    insert_text(script, array, value, Some(&comment), style, splices);
}

/// Removes a string from an array. The rest is reprinted if Prettier would: on one line if it now fits.
pub fn remove_string(
    script: &Script<'_>,
    array: &ArrayExpression<'_>,
    index: usize,
    style: &Style,
    splices: &mut Splices,
) {
    let whole = range(array.span);
    let has_comments = script.program.comments.iter().any(|comment| {
        let place = range(comment.span);
        place.start > whole.start && place.end < whole.end
    });
    let own_comment_only = array.elements.len() == 1 && {
        let after = place_of(&array.elements[0]).end;
        let line = script.text[after..whole.end].lines().next().unwrap_or_default();
        let comments = script.program.comments.iter().map(|comment| range(comment.span));
        comments
            .filter(|place| place.start > whole.start && place.end < whole.end)
            .all(|place| place.start >= after && place.end <= after + line.len())
    };
    if own_comment_only {
        return splices.replace(whole, "[]");
    }
    let laid_out = |without: Option<usize>| {
        let elements = array.elements.iter().enumerate().filter(|(place, _)| Some(*place) != without);
        let docs = elements.map(|(_, each)| Doc::Text(script.text[place_of(each)].to_owned())).collect();
        let after = script.text[whole.end..].lines().next().unwrap_or_default();
        let after = after.split("//").next().unwrap_or_default().trim_end();
        let levels = levels_at(script.text, whole.start, style);
        let start = column(script.text, whole.start, style);
        Eol::of(script.text).own(&doc::print(
            &doc::array(docs, style),
            style,
            levels,
            start,
            display_width(after),
        ))
    };
    if !has_comments && laid_out(None) == script.text[whole.clone()] {
        return splices.replace(whole.clone(), laid_out(Some(index)));
    }
    remove_element(script, array, index, splices);
}
