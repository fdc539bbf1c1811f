//! The callback: the URL that CARTO redirects to after a login.

use oxc_allocator::Allocator;
use oxc_ast::ast::Expression;
use oxc_span::GetSpan;

use super::{Draft, Stated};
use crate::code::Script;
use crate::error::Result;

/// The module with the path of the callback, as a new application calls it.
pub const REQUEST: &str = "src/data/oauth/authorizationRequest.js";

/// The possible names of Vite's configuration, in Vite's order.
pub const VITE_CONFIGS: [&str; 6] = [
    "vite.config.js",
    "vite.config.mjs",
    "vite.config.ts",
    "vite.config.cjs",
    "vite.config.mts",
    "vite.config.cts",
];

/// Returns the callback URL of the development server, as it must be registered.
///
/// # Errors
/// Files that can't be read.
pub fn callback(draft: &mut Draft<'_>) -> Result<Stated<String>> {
    let found = redirect_path(draft)?;
    let mut port = None;
    for config in VITE_CONFIGS {
        if draft.bytes(config)?.is_some() {
            port = at(draft, config, &["server", "port"], |script, value| match script.resolved(value) {
                Expression::NumericLiteral(port) => Some(port.value.to_string()),
                _ => None,
            })?;
            break;
        }
    }
    let (value, path, line) = match found {
        Some(Stated { value, path, line, .. }) => (value, path, line),
        None => (None, draft.module_or(REQUEST)?, 1),
    };
    let redirect = value.unwrap_or_else(|| "/oauthCallback".to_owned());
    let port = port.and_then(|port| port.value).unwrap_or_else(|| "3000".to_owned());
    Ok(Stated { value: Some(format!("https://localhost:{port}{redirect}")), path, line, variable: None })
}

/// Returns the path of the callback with its place, if it is a literal.
///
/// # Errors
/// Files that can't be read.
pub fn redirect_path(draft: &mut Draft<'_>) -> Result<Option<Stated<String>>> {
    let request = draft.module_or(REQUEST)?;
    at(draft, &request, &["REDIRECT_PATH"], |script, value| script.string(value).map(|(text, _)| text))
}

/// Returns the string at a path in a module, with its place.
fn at(
    draft: &mut Draft<'_>,
    file: &str,
    path: &[&str],
    read: impl for<'a> Fn(&Script<'a>, &'a Expression<'a>) -> Option<String>,
) -> Result<Option<Stated<String>>> {
    let Some(text) = draft.text(file)? else { return Ok(None) };
    let arena = Allocator::default();
    let Ok(script) = Script::parse(&arena, file, &text) else { return Ok(None) };
    let Some(expression) = script.at(path) else { return Ok(None) };
    let line = script.line(expression.span().start);
    Ok(read(&script, expression).map(|value| Stated {
        value: Some(value),
        path: file.to_owned(),
        line,
        variable: None,
    }))
}
