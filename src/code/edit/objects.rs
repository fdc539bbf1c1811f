use std::ops::Range;

use oxc_ast::ast::ObjectExpression;

use super::super::doc::{self, Doc};
use super::super::script::{place_of, range};
use super::super::{Script, Splices, Style};
use super::lists::push;

/// Adds a member at the end of an object: `key: value`, or whatever the piece is.
pub fn push_member(
    script: &Script<'_>,
    object: &ObjectExpression<'_>,
    member: &Doc,
    style: &Style,
    splices: &mut Splices,
) {
    let items: Vec<Range<usize>> = object.properties.iter().map(place_of).collect();
    push(script, range(object.span), &items, member, None, doc::named, style, splices);
}
