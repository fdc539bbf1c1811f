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

/// Replaces the string literal of a property, or the one after its `import.meta.env.NAME ||`. The value moves to lines of its
/// own if it would not fit after the key.
pub fn set_string_of<'a>(
    script: &Script<'a>,
    property: &'a ObjectProperty<'a>,
    value: &str,
    style: &Style,
    splices: &mut Splices,
) -> bool {
    let default = script.variable_or(&property.value).map_or(&property.value, |(_, default)| default);
    let Some((old, span)) = script.string(default) else { return false };
    let (key, whole, literal) = (place_of(&property.key), place_of(&property.value), range(span));
    let is_own = whole.start <= literal.start
        && whole.end == literal.end
        && line_indent(script.text, key.start).is_some();
    if old == value || !is_own {
        return set_string(script, default, value, style, splices);
    }
    let new = quoted_like(script.slice(span), &old, value, style);
    let variable = script.text[whole.start..literal.start].trim_end();
    let after = script.text[literal.end..].lines().next().unwrap_or_default();
    let after = display_width(after.split("//").next().unwrap_or_default().trim_end());
    let name = display_width(&script.text[key.clone()]);
    let indent = column(script.text, key.start, style);
    let inner = style.indentation(levels_at(script.text, key.start, style) + 1);
    let eol = Eol::of(script.text).text();
    let laid_out = |literal: &str| {
        let space = if variable.is_empty() { "" } else { " " };
        let value = format!("{variable}{space}{literal}");
        let fits = |start: usize| start + display_width(&value) + after <= style.width;
        // After a short key Prettier never breaks before a literal, since the next line would hardly be shorter.
        if fits(indent + name + ": ".len()) || (variable.is_empty() && name < style.tab_width + 3) {
            format!(": {value}")
        } else if variable.is_empty() || fits(indent + style.tab_width) {
            format!(":{eol}{inner}{value}")
        } else {
            format!(":{eol}{inner}{variable}{eol}{inner}{literal}")
        }
    };
    let place = key.end..literal.end;
    if script.text[place.clone()] == laid_out(script.slice(span)) {
        splices.replace(place, laid_out(&new));
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
