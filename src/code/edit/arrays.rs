use std::ops::Range;

use oxc_ast::ast::{ArrayExpression, ArrayExpressionElement, Expression, ObjectPropertyKind};

use super::super::doc::{self, Doc};
use super::super::script::{place_of, range};
use super::super::{Script, Splices, Style, object_of};
use super::lines::end_of_line;
use super::lists::{self, place_among};

/// Adds an element at the end of an array. `comment` follows on its line where the others have such comments.
pub fn push_element(
    script: &Script<'_>,
    array: &ArrayExpression<'_>,
    element: &Doc,
    comment: Option<&str>,
    style: &Style,
    splices: &mut Splices,
) {
    insert_element(script, array, array.elements.len(), element, comment, style, splices);
}

/// Puts an element at a place of an array.
pub fn insert_element(
    script: &Script<'_>,
    array: &ArrayExpression<'_>,
    at: usize,
    element: &Doc,
    comment: Option<&str>,
    style: &Style,
    splices: &mut Splices,
) {
    let items: Vec<Range<usize>> = array.elements.iter().map(place_of).collect();
    let records = array.elements.iter().filter(|each| is_record(each)).count();
    let layout = if records > 0 && records == items.len() { doc::array_of_records } else { doc::array };
    lists::insert(script, range(array.span), &items, at, element, comment, layout, style, splices);
}

/// Puts a text among those of an array, behind the last that is less.
pub fn insert_text(
    script: &Script<'_>,
    array: &ArrayExpression<'_>,
    value: &str,
    comment: Option<&str>,
    style: &Style,
    splices: &mut Splices,
) {
    let keys: Vec<&str> = array
        .elements
        .iter()
        .map(|each| match each.as_expression() {
            Some(Expression::StringLiteral(literal)) => literal.value.as_str(),
            _ => "",
        })
        .collect();
    let at = place_among(&keys, &value);
    insert_element(script, array, at, &doc::string(value, style), comment, style, splices);
}

/// Takes an element out, and its line with the comments on it where it has one of its own.
pub fn remove_element(script: &Script<'_>, array: &ArrayExpression<'_>, index: usize, splices: &mut Splices) {
    let Some(element) = array.elements.get(index) else { return };
    let place = place_of(element);
    let close = range(array.span).end - 1;
    let next = array.elements.get(index + 1).map(|next| place_of(next).start);
    let comma = lists::comma_in(script, place.end, next.unwrap_or(close));
    let after = comma.map_or(place.end, |comma| comma + 1);
    let line_start = script.text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let owns_line = script.text[line_start..place.start].trim().is_empty();
    let line_end = end_of_line(script.text, after);
    let rest = &script.text[line_end..];
    if owns_line && (rest.starts_with('\n') || rest.starts_with("\r\n")) {
        // The line break before it goes with it, so that the one after it stays with the line above.
        let start = line_start.saturating_sub(1);
        let start = if script.text[..start].ends_with('\r') { start - 1 } else { start };
        if let (None, None, Some(before)) = (next, comma, index.checked_sub(1)) {
            // The last one without a comma behind it: the one before it becomes such a one.
            let before = place_of(&array.elements[before]).end;
            if let Some(comma) = lists::comma_in(script, before, place.start) {
                splices.replace(comma..comma + 1, "");
                return splices.replace(start.max(comma + 1)..line_end, "");
            }
        }
        return splices.replace(start..line_end, "");
    }
    // Comments before it and behind its comma are about others.
    let blanks = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
    if next.is_some() {
        return splices.replace(place.start..after + blanks(&script.text[after..]), "");
    }
    let start = script.text[..place.start].trim_end_matches([' ', '\t']).len();
    let before = index.checked_sub(1).map(|before| place_of(&array.elements[before]).end);
    match before.and_then(|before| lists::comma_in(script, before, place.start)) {
        Some(before) if comma.is_none() => {
            splices.replace(before..before + 1, "");
            splices.replace(start.max(before + 1)..place.end, "");
        }
        Some(_) => splices.replace(start..after, ""),
        None => splices.replace(place.start..after, ""),
    }
}

/// Whether Prettier puts several of these on lines of their own: objects with more than one member.
fn is_record(element: &ArrayExpressionElement<'_>) -> bool {
    let object = element.as_expression().and_then(object_of);
    object.is_some_and(|object| {
        object.properties.len() > 1
            && object.properties.iter().all(|each| matches!(each, ObjectPropertyKind::ObjectProperty(_)))
    })
}
