use std::ops::Range;

use oxc_ast::ast::{ArrayExpression, ArrayExpressionElement, Expression, ObjectPropertyKind};

use super::super::doc::{self, Doc};
use super::super::script::{place_of, range};
use super::super::{Script, Splices, Style, object_of};
use super::lists::{self, place_among};

/// Appends an element to an array, with `comment` after it if the other elements have such comments.
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

/// Inserts an element into an array.
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

/// Inserts a string into an array of strings, after the last one that sorts before it.
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

/// Removes an element, along with its line and the line's comments if no other element shares it.
pub fn remove_element(script: &Script<'_>, array: &ArrayExpression<'_>, index: usize, splices: &mut Splices) {
    let items: Vec<Range<usize>> = array.elements.iter().map(place_of).collect();
    lists::remove(script, range(array.span), &items, index, splices);
}

/// Whether Prettier puts several of these on separate lines: objects with more than one member.
fn is_record(element: &ArrayExpressionElement<'_>) -> bool {
    let object = element.as_expression().and_then(object_of);
    object.is_some_and(|object| {
        object.properties.len() > 1
            && object.properties.iter().all(|each| matches!(each, ObjectPropertyKind::ObjectProperty(_)))
    })
}
