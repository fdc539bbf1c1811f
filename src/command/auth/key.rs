//! The private API key in `.env.local`.

use crate::app::env_file::{self, ENV_LOCAL};
use crate::app::{Draft, Stated, StatedAuth, StatedKey};
use crate::error::{Error, Result, Warning};
use crate::spec::PrivateKey;

/// The environment variable with a private key.
pub const KEY_IN_ENV: &str = "CARTO_APP_API_KEY";

/// Writes the key to the file that git ignores.
pub fn put_key(draft: &mut Draft<'_>, variable: &str, key: &PrivateKey) -> Result<()> {
    let old = draft.text(ENV_LOCAL)?.unwrap_or_default();
    if env_file::value_of(&old, variable) == Some(key.as_str()) {
        return Ok(());
    }
    match env_file::with(&old, variable, key.as_str()) {
        Some(new) => draft.put(ENV_LOCAL, new),
        None => Err(Error::internal(".env.local can't hold the key")),
    }
}

/// Returns a warning that the key stays in a file that nothing reads any more: git ignores that file, so it may be the only
/// copy. `None` if it contains no key.
pub fn kept_key(draft: &mut Draft<'_>, before: &StatedAuth) -> Result<Option<Warning>> {
    let Some(StatedKey::Environment(variable)) = before.api_key.as_ref().and_then(Stated::get) else {
        return Ok(None);
    };
    let local = draft.text(ENV_LOCAL)?.unwrap_or_default();
    let holds_key = env_file::value_of(&local, variable).is_some_and(|key| !key.is_empty());
    Ok(holds_key.then(|| Warning {
        answer: None,
        message: format!("{ENV_LOCAL} still contains the API key as {variable}, which is no longer used."),
    }))
}
