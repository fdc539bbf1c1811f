//! Texts composed of parts: sums and template literals.

use oxc_ast::ast::{BinaryExpression, Expression, TemplateLiteral};
use oxc_span::{GetSpan, Span};

use super::reader::{Pieces, Reader};
use crate::sql::{self, HOLE};

/// The longest text that may be the name of a dataset, in bytes.
const LONGEST_NAME: usize = 160;

impl<'a> Reader<'_, 'a> {
    /// Reads a sum of texts as one text.
    pub fn joined(&mut self, binary: &'a BinaryExpression<'a>) {
        let is_part = |sum: Span| sum.start == binary.span.start && binary.span.end <= sum.end;
        if binary.span.end <= self.joined_until || self.summed.is_some_and(is_part) {
            return;
        }
        self.summed = Some(binary.span);
        let mut text = Pieces::default();
        self.sum(binary, &mut text);
        if sql::is_query(&text.text) {
            self.module.texts.extend(names_in(&text.text));
            self.text(text, binary.span);
            self.joined_until = binary.span.end;
        }
    }

    /// Adds the terms of a sum. The tree of a sum is as deep as the sum is long, but only on the left.
    pub fn sum(&self, binary: &'a BinaryExpression<'a>, text: &mut Pieces) {
        let mut terms = vec![&binary.right];
        let mut left = &binary.left;
        while let Expression::BinaryExpression(inner) = left {
            if inner.operator.as_str() != "+" {
                break;
            }
            terms.push(&inner.right);
            left = &inner.left;
        }
        terms.push(left);
        for term in terms.into_iter().rev() {
            match term {
                Expression::TemplateLiteral(template) => self.template(template, text),
                other => self.value(other, text),
            }
        }
    }

    /// Adds the parts of a template literal.
    pub fn template(&self, template: &'a TemplateLiteral<'a>, text: &mut Pieces) {
        for (place, quasi) in template.quasis.iter().enumerate() {
            let part = quasi.value.cooked.unwrap_or(quasi.value.raw);
            text.push(&part, quasi.span.start);
            if let Some(value) = template.expressions.get(place) {
                self.value(value, text);
            }
        }
    }

    /// Adds the text of a known value, or a hole.
    pub fn value(&self, value: &'a Expression<'a>, text: &mut Pieces) {
        let place = value.span().start;
        match self.script.string(value) {
            Some((known, _)) => text.push(&known, place),
            None => text.push(HOLE.encode_utf8(&mut [0; 4]), place),
        }
    }
}

/// Returns the words of a text that may be names of datasets, with and without their schemas.
pub fn names_in(text: &str) -> impl Iterator<Item = String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"');
    let words = text.split(move |c| !is_part(c)).filter_map(|word| as_name(word.trim_matches('.')));
    words.flat_map(|word| {
        let table = word.rsplit_once('.').map(|(_, table)| table.to_owned());
        [Some(word), table].into_iter().flatten()
    })
}

/// Returns the text without quotes, if it may be the name of a dataset.
pub fn as_name(text: &str) -> Option<String> {
    let is_name = !text.is_empty()
        && text.len() <= LONGEST_NAME
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '"'));
    is_name.then(|| text.replace('"', ""))
}
