use std::ops::Range;

use oxc_ast::ast::ObjectExpression;

use super::super::doc;
use super::super::script::{place_of, range};
use super::super::{Script, Splices, Style, key_of};
use super::lists::{self, place_among};

/// Adds a member to an object, behind the last whose key is less: `key: value`.
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
