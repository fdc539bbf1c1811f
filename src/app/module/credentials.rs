//! Determines whose credentials each query uses.

use std::collections::HashMap;

use oxc_ast::ast::{Expression, ObjectExpression};
use oxc_span::{GetSpan, Span};

use super::reader::Reader;
use crate::code::{Script, key_of, unwrapped};

impl<'a> Reader<'_, 'a> {
    /// Whether credentials are fixed: imported, or declared outside of any function.
    pub fn is_fixed(&self, credentials: &'a Expression<'a>) -> bool {
        match unwrapped(credentials) {
            Expression::Identifier(name) => {
                self.script.import(&name.name).is_some() || self.script.binding(&name.name).is_some()
            }
            Expression::StaticMemberExpression(member) => self.is_fixed(&member.object),
            Expression::ObjectExpression(object) => object.properties.iter().all(|property| {
                use oxc_ast::ast::ObjectPropertyKind::{ObjectProperty, SpreadProperty};
                match property {
                    SpreadProperty(spread) => self.is_fixed(&spread.argument),
                    ObjectProperty(property) => {
                        !matches!(key_of(property).as_deref(), Some("apiKey"))
                            || self.is_fixed(&property.value)
                    }
                }
            }),
            Expression::StringLiteral(_) => true,
            _ => false,
        }
    }

    /// Determines whose credentials each query uses.
    pub fn attribute_queries(&mut self) {
        let places: HashMap<Span, usize> =
            self.spans.iter().enumerate().map(|(place, span)| (*span, place)).collect();
        let mut used = vec![false; self.spans.len()];
        let mut users = vec![false; self.spans.len()];
        for each in &self.uses {
            let mut read = Read { places: &places, whole: Vec::new(), unread: Vec::new() };
            self.read_query(each.query, &each.functions, 0, &mut read);
            for place in read.whole {
                used[place] = true;
                self.module.queries[place].is_sent = true;
                users[place] |= !each.is_fixed;
            }
            self.module.has_unknown |= !read.unread.is_empty();
            for unread in read.unread {
                let first = self.spans.partition_point(|span| span.start < unread.start);
                let inside = self.spans[first..].iter().take_while(|span| span.start < unread.end).count();
                used[first..first + inside].fill(true);
                for query in &mut self.module.queries[first..first + inside] {
                    query.is_whole = false;
                }
            }
        }
        let all_fixed = !self.uses.is_empty() && self.uses.iter().all(|each| each.is_fixed);
        for (place, query) in self.module.queries.iter_mut().enumerate() {
            query.is_users = if used[place] { users[place] } else { !all_fixed };
        }
    }

    /// Finds the queries that a value can be, under any condition. A value that is neither a query nor plain text, such as the
    /// name of a tileset, is unreadable.
    fn read_query(&self, value: &'a Expression<'a>, functions: &[usize], depth: usize, read: &mut Read<'_>) {
        let value = unwrapped(value);
        match value {
            Expression::Identifier(name) => match self.declaration(&name.name, functions) {
                Some(init) if depth < 8 => self.read_query(init, functions, depth + 1, read),
                _ => read.unread.push(value.span()),
            },
            Expression::ConditionalExpression(either) => {
                self.read_query(&either.consequent, functions, depth, read);
                self.read_query(&either.alternate, functions, depth, read);
            }
            Expression::LogicalExpression(both) => {
                self.read_query(&both.left, functions, depth, read);
                self.read_query(&both.right, functions, depth, read);
            }
            other => match read.places.get(&other.span()) {
                Some(place) => read.whole.push(*place),
                None if self.script.string(other).is_some() => {}
                None => read.unread.push(other.span()),
            },
        }
    }

    /// Returns the value of a variable that is visible inside these functions.
    fn declaration(&self, name: &str, functions: &[usize]) -> Option<&'a Expression<'a>> {
        functions.iter().rev().find_map(|function| {
            let mut all = self.declared.iter();
            all.find(|(declared, place, _)| *declared == name && place == function).map(|(_, _, init)| *init)
        })
    }
}

/// The queries that a value may be.
struct Read<'p> {
    /// Every query of the module by its place.
    places: &'p HashMap<Span, usize>,
    /// The queries that the value may be.
    whole: Vec<usize>,
    /// The places of unreadable values.
    unread: Vec<Span>,
}

/// Whether an object spreads something that can't be resolved here.
pub fn has_unknown_spread<'a>(script: &Script<'a>, object: &'a ObjectExpression<'a>) -> bool {
    object.properties.iter().any(|property| match property {
        oxc_ast::ast::ObjectPropertyKind::SpreadProperty(spread) => match script.object(&spread.argument) {
            Some(inner) => script.property(inner, "credentials").is_some() || std::ptr::eq(inner, object),
            None => true,
        },
        oxc_ast::ast::ObjectPropertyKind::ObjectProperty(_) => false,
    })
}
