//! The callback: the URL that CARTO redirects to after a login.

use oxc_allocator::Allocator;
use oxc_ast::ast::Expression;
use oxc_span::GetSpan;

use super::{Draft, Stated};
use crate::code::Script;
use crate::error::Result;

/// The module with the path of the callback.
pub const REQUEST: &str = "src/data/oauth/authorizationRequest.js";

/// The file with the port of the development server.
const VITE_CONFIG: &str = "vite.config.js";

/// Returns the callback URL of the development server, as it must be registered.
///
/// # Errors
/// Files that can't be read.
pub fn callback(draft: &mut Draft<'_>) -> Result<Stated<String>> {
    let path = redirect_path(draft)?;
    let port = at(draft, VITE_CONFIG, &["server", "port"], |script, value| match script.resolved(value) {
        Expression::NumericLiteral(port) => Some(port.value.to_string()),
        _ => None,
    })?;
    let (path, line) = path.unwrap_or_else(|| ("/oauthCallback".to_owned(), 1));
    let port = port.map_or_else(|| "3000".to_owned(), |(port, _)| port);
    Ok(Stated { value: Some(format!("https://localhost:{port}{path}")), path: REQUEST, line })
}

/// Returns the path of the callback with its line, if it is a literal.
///
/// # Errors
/// Files that can't be read.
pub fn redirect_path(draft: &mut Draft<'_>) -> Result<Option<(String, usize)>> {
    at(draft, REQUEST, &["REDIRECT_PATH"], |script, value| script.string(value).map(|(text, _)| text))
}

/// Returns the string at a path in a module, with its line.
fn at(
    draft: &mut Draft<'_>,
    file: &str,
    path: &[&str],
    read: impl for<'a> Fn(&Script<'a>, &'a Expression<'a>) -> Option<String>,
) -> Result<Option<(String, usize)>> {
    let Some(text) = draft.text(file)? else { return Ok(None) };
    let arena = Allocator::default();
    let Ok(script) = Script::parse(&arena, file, &text) else { return Ok(None) };
    let Some(expression) = script.at(path) else { return Ok(None) };
    let line = script.line(expression.span().start);
    Ok(read(&script, expression).map(|value| (value, line)))
}
