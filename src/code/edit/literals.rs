use oxc_ast::ast::Expression;

use super::super::script::range;
use super::super::{Script, Splices, Style, doc};

/// Puts another text in the place of the literal that an expression is, or that its name stands for. False where there is
/// none.
pub fn set_string<'a>(
    script: &Script<'a>,
    expression: &'a Expression<'a>,
    value: &str,
    style: &Style,
    splices: &mut Splices,
) -> bool {
    let Some((old, span)) = script.string(expression) else { return false };
    if old != value {
        splices.replace(range(span), doc::print(&doc::string(value, style), style, 0, 0, 0));
    }
    true
}

/// Puts `true` or `false` in the place of the other. False where the expression is neither.
pub fn set_boolean<'a>(
    script: &Script<'a>,
    expression: &'a Expression<'a>,
    value: bool,
    splices: &mut Splices,
) -> bool {
    let Some((old, span)) = script.boolean(expression) else { return false };
    if old != value {
        splices.replace(range(span), value.to_string());
    }
    true
}
