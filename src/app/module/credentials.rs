//! Whose credentials each query uses.

use oxc_ast::ast::{Expression, ObjectExpression};
use oxc_span::Span;

use super::reader::Reader;
use crate::code::{Script, key_of, unwrapped};

/// A query that is sent to CARTO.
pub struct Use<'a> {
    pub query: UsedQuery<'a>,
    /// Whether its credentials are fixed.
    pub is_fixed: bool,
    /// The functions around it, from the outermost to the innermost.
    pub functions: Vec<usize>,
}

/// The query itself.
pub enum UsedQuery<'a> {
    /// In a variable.
    Name(&'a str),
    /// In place.
    Here(Span),
}

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
        let mut used = vec![false; self.spans.len()];
        let mut users = vec![false; self.spans.len()];
        for each in &self.uses {
            let whole = match each.query {
                UsedQuery::Here(span) => Some(span),
                UsedQuery::Name(name) => self.declaration(name, &each.functions),
            };
            let inside =
                |span: &Span| whole.is_some_and(|whole| whole.start <= span.start && span.end <= whole.end);
            let mut is_known = false;
            for place in (0..self.spans.len()).filter(|place| inside(&self.spans[*place])) {
                is_known = true;
                used[place] = true;
                users[place] |= !each.is_fixed;
            }
            // A plain text is known even if it is not a query, such as the name of a tileset.
            let is_text = || whole.is_some_and(|whole| self.is_text(whole));
            self.module.has_unknown |= !is_known && !is_text();
        }
        let all_fixed = !self.uses.is_empty() && self.uses.iter().all(|each| each.is_fixed);
        for (place, query) in self.module.queries.iter_mut().enumerate() {
            query.is_users = if used[place] { users[place] } else { !all_fixed };
        }
    }

    /// Whether a whole value is one text without holes.
    fn is_text(&self, whole: Span) -> bool {
        let written = self.script.slice(whole);
        let quotes = ['\'', '"', '`'];
        written.starts_with(quotes)
            && !written.contains("${")
            && written[1..].find(quotes) == Some(written.len() - 2)
    }

    /// The value of a variable that is visible inside these functions.
    fn declaration(&self, name: &str, functions: &[usize]) -> Option<Span> {
        functions.iter().rev().find_map(|function| {
            let mut all = self.declared.iter();
            all.find(|(declared, place, _)| *declared == name && place == function).map(|(_, _, span)| *span)
        })
    }
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
