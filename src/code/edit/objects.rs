use std::ops::Range;

use oxc_ast::ast::{ObjectExpression, ObjectProperty};

use super::super::doc;
use super::super::script::{place_of, range};
use super::super::{Script, Splices, Style, key_of};
use super::lists::{self, place_among};

/// Adds a member `key: value` to an object, after the last one whose key sorts before it.
pub fn add_member(
    script: &Script<'_>,
    object: &ObjectExpression<'_>,
    key: &str,
    value: &str,
    style: &Style,
    splices: &mut Splices,
) {
    let items: Vec<Range<usize>> = object.properties.iter().map(place_of).collect();
    let keys: Vec<String> = object
        .properties
        .iter()
        .map(|each| each.as_property().and_then(|property| key_of(property)).unwrap_or_default())
        .collect();
    let at = place_among(&keys, &key.to_owned());
    let member = doc::text(format!("{key}: {value}"));
    lists::insert(script, range(object.span), &items, at, &member, None, doc::named, style, splices);
}

/// Removes a member from an object, along with its line and the line's comments if no other member shares it. Returns whether
/// the object has the member.
pub fn remove_member(
    script: &Script<'_>,
    object: &ObjectExpression<'_>,
    member: &ObjectProperty<'_>,
    splices: &mut Splices,
) -> bool {
    let items: Vec<Range<usize>> = object.properties.iter().map(place_of).collect();
    let Some(index) = items.iter().position(|item| *item == place_of(member)) else { return false };
    lists::remove(script, range(object.span), &items, index, splices);
    true
}
