//! Uses of `process.env`, which browsers do not have.

use oxc_ast::AstKind;
use oxc_ast::ast::{BindingPattern, Expression, PropertyKey, Statement};
use oxc_span::{GetSpan, Span};

use super::reader::Reader;
use crate::code::unwrapped;

/// The names of the global object.
const GLOBALS: [&str; 4] = ["globalThis", "window", "self", "global"];

impl<'a> Reader<'_, 'a> {
    /// Notes the variables of `process.env` in a node: in a member, or in a pattern such as `const { NAME } = process.env`.
    pub fn environment(&mut self, node: AstKind<'a>) {
        let span = node.span();
        let names = match node {
            AstKind::StaticMemberExpression(member) if self.is_environment(&member.object) => {
                vec![member.property.name.to_string()]
            }
            AstKind::ComputedMemberExpression(member) if self.is_environment(&member.object) => {
                self.script.string(&member.expression).map(|(name, _)| name).into_iter().collect()
            }
            AstKind::VariableDeclarator(declared) => {
                let Some(init) = &declared.init else { return };
                // The name of a constant may stand for the check.
                if let Some(id) = declared.id.get_binding_identifier()
                    && self.tells_of_process(init.span())
                    && !matches!(unwrapped(init), Expression::ConditionalExpression(_))
                {
                    self.guards.push(id.name.to_string());
                }
                match &declared.id {
                    BindingPattern::ObjectPattern(pattern) if self.is_environment(init) => pattern
                        .properties
                        .iter()
                        .filter_map(|property| match &property.key {
                            PropertyKey::StaticIdentifier(name) => Some(name.name.to_string()),
                            _ => None,
                        })
                        .collect(),
                    _ => return,
                }
            }
            _ => return,
        };
        if self.guarded.iter().any(|guarded| guarded.start <= span.start && span.end <= guarded.end) {
            return;
        }
        let line = self.line(span.start);
        // Vite replaces this one.
        let names = names.into_iter().filter(|name| name != "NODE_ENV");
        self.module.process_env.extend(names.map(|name| (name, line)));
    }

    /// Notes code that a test for a `process` guards: the whole choice, and what follows an `if` that leaves the function.
    pub fn guard(&mut self, test: &Expression<'a>, whole: Span, consequent: Option<&Statement<'a>>) {
        if !self.tells_of_process(test.span()) {
            return;
        }
        let last = match consequent {
            Some(Statement::BlockStatement(block)) => block.body.last(),
            other => other,
        };
        let leaves = matches!(last, Some(Statement::ReturnStatement(_) | Statement::ThrowStatement(_)));
        let end = if leaves { self.ends.last().copied().unwrap_or(u32::MAX) } else { whole.end };
        self.guarded.push(Span::new(whole.start, end));
    }

    /// Whether code tells if there is a `process`.
    fn tells_of_process(&self, code: Span) -> bool {
        let text = self.script.slice(code);
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        text.contains("typeof process")
            || GLOBALS.iter().any(|global| text.contains(&format!("typeof {global}.process")))
            || text.split(|c| !is_part(c)).any(|word| self.guards.iter().any(|guard| guard == word))
    }

    /// Whether an expression is `process.env`, however it is written.
    fn is_environment(&self, expression: &Expression<'a>) -> bool {
        let Some((process, "env")) = member(expression) else { return false };
        match unwrapped(process) {
            Expression::Identifier(name) => {
                name.name == "process"
                    && self.script.binding("process").is_none()
                    && self.script.import("process").is_none()
            }
            other => match member(other) {
                Some((global, "process")) => {
                    matches!(unwrapped(global), Expression::Identifier(name) if GLOBALS.contains(&name.name.as_str()))
                }
                _ => false,
            },
        }
    }
}

/// Returns the object and the name of a member.
fn member<'e, 'a>(expression: &'e Expression<'a>) -> Option<(&'e Expression<'a>, &'e str)> {
    let inner = expression.get_inner_expression();
    if let Expression::ChainExpression(chain) = inner {
        return match &chain.expression {
            oxc_ast::ast::ChainElement::StaticMemberExpression(member) => {
                Some((&member.object, member.property.name.as_str()))
            }
            oxc_ast::ast::ChainElement::ComputedMemberExpression(member) => {
                literal(&member.expression).map(|name| (&member.object, name))
            }
            _ => None,
        };
    }
    match inner {
        Expression::StaticMemberExpression(member) => Some((&member.object, member.property.name.as_str())),
        Expression::ComputedMemberExpression(member) => {
            literal(&member.expression).map(|name| (&member.object, name))
        }
        _ => None,
    }
}

/// Returns the value of a string literal.
fn literal<'e>(expression: &'e Expression<'_>) -> Option<&'e str> {
    match expression {
        Expression::StringLiteral(literal) => Some(literal.value.as_str()),
        _ => None,
    }
}
