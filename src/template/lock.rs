use std::borrow::Cow;

use super::encode::json;
use crate::error::{Error, Result};

/// The name that the template's lock file bears, twice, within its first lines.
const PLACEHOLDER: &str = "\"carto-app-template\"";

/// `package-lock.json` with the application's name. It is far too long to be compiled as a template for two words.
///
/// # Errors
/// A lock file that does not bear the placeholder exactly twice: a fault of ours.
pub fn with_name(lock: &'static [u8], name: &str) -> Result<Cow<'static, [u8]>> {
    let fault = || Error::internal("the template's package-lock.json does not bear its placeholder twice");
    let text = std::str::from_utf8(lock).map_err(|_| fault())?;
    let mut parts = text.splitn(3, PLACEHOLDER);
    let (Some(head), Some(middle), Some(tail)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(fault());
    };
    let name = json::string(name);
    Ok(Cow::Owned([head, &name, middle, &name, tail].concat().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_names_are_replaced() {
        let lock =
            br#"{ "name": "carto-app-template", "packages": { "": { "name": "carto-app-template" } } }"#;
        let named = with_name(lock, "my-map").expect("fits");
        assert_eq!(
            std::str::from_utf8(&named),
            Ok(r#"{ "name": "my-map", "packages": { "": { "name": "my-map" } } }"#)
        );
        assert!(with_name(b"{}", "my-map").is_err());
    }
}
