use oxc_ast::ast::{Expression, ObjectProperty};

use super::super::script::{place_of, range};
use super::super::{Quote, Script, Splices, Style};
use super::lines::{Eol, column, levels_at, line_indent};
use crate::encode::{display_width, js};

/// Replaces the string literal that an expression is or that its name refers to. Returns false if there is none.
pub fn set_string<'a>(
    script: &Script<'a>,
    expression: &'a Expression<'a>,
    value: &str,
    style: &Style,
    splices: &mut Splices,
) -> bool {
    let Some((old, span)) = script.string(expression) else { return false };
    if old != value {
        splices.replace(range(span), quoted_like(script.slice(span), &old, value, style));
    }
    true
}

/// Replaces the string literal of a property, which moves to its own line if it would not fit after the key.
pub fn set_string_of<'a>(
    script: &Script<'a>,
    property: &'a ObjectProperty<'a>,
    value: &str,
    style: &Style,
    splices: &mut Splices,
) -> bool {
    let Some((old, span)) = script.string(&property.value) else { return false };
    let key = place_of(&property.key);
    let literal = range(span);
    let new = quoted_like(script.slice(span), &old, value, style);
    let is_own = literal == place_of(&property.value) && line_indent(script.text, key.start).is_some();
    let between = script.text.get(key.end..literal.start).unwrap_or_default();
    if old == value || !is_own || !between.starts_with(':') || !between[1..].trim().is_empty() {
        return set_string(script, &property.value, value, style, splices);
    }
    let after = script.text[literal.end..].lines().next().unwrap_or_default();
    let after = display_width(after.split("//").next().unwrap_or_default().trim_end());
    let name = display_width(&script.text[key.clone()]);
    let start = column(script.text, key.start, style) + name + ": ".len();
    let levels = levels_at(script.text, key.start, style);
    let eol = Eol::of(script.text).text();
    // After a short key Prettier never breaks, since the next line would hardly be shorter.
    let separator = |literal: &str| {
        let fits = start + display_width(literal) + after <= style.width;
        if fits || name < style.tab_width + 3 {
            ": ".to_owned()
        } else {
            format!(":{eol}{}", style.indentation(levels + 1))
        }
    };
    if between == separator(script.slice(span)) {
        splices.replace(key.end..literal.end, separator(&new) + &new);
    } else {
        splices.replace(literal, new);
    }
    true
}

/// Replaces a boolean literal. Returns false if the expression isn't one.
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

/// Returns a string literal in the application's quotes, or in the quotes of the replaced literal if it deviates from them.
fn quoted_like(written: &str, old: &str, value: &str, style: &Style) -> String {
    let single = style.quote == Quote::Single;
    let single = match written.chars().next() {
        Some(quote @ ('\'' | '"')) if !js::quoted(old, single).starts_with(quote) => quote == '\'',
        _ => single,
    };
    js::quoted(value, single)
}
