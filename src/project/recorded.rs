use toml_edit::{DocumentMut, Item};

use super::Draft;
use crate::error::Result;
use crate::spec::Scope;
use crate::template::RECORD;

/// Notes scopes in `carto-app.toml`, each behind the last that is less.
///
/// # Errors
/// A record that can't be read.
pub fn record_scopes(draft: &mut Draft<'_>, scopes: &[Scope]) -> Result<()> {
    let Some(text) = draft.text(RECORD)? else { return Ok(()) };
    let Ok(mut document) = text.parse::<DocumentMut>() else { return Ok(()) };
    let list = document.get_mut("auth").and_then(|auth| auth.get_mut("scopes")).and_then(Item::as_array_mut);
    let Some(list) = list else { return Ok(()) };
    for scope in scopes {
        let keys: Vec<&str> = list.iter().map(|value| value.as_str().unwrap_or_default()).collect();
        if keys.contains(&scope.as_str()) {
            continue;
        }
        let at = crate::code::edit::place_among(&keys, &scope.as_str());
        list.insert(at, scope.as_str());
    }
    draft.put(RECORD, document.to_string())
}
