use std::fmt;
use std::str::FromStr;

use super::Invalid;
use super::api_key::mask;
use super::secrets::refuse_master_key;

/// The key of CARTO's basemaps, for applications of people who are no customers of CARTO: 8 to 200 characters of `A-Za-z0-9._~-`.
///
/// CARTO does not document its form; these are the characters that a query parameter carries as they are. `Debug` shows it masked,
/// and there is no `Display`, since it belongs in `.env.local` alone.
#[derive(Clone, PartialEq, Eq)]
pub struct BasemapKey(String);

impl BasemapKey {
    /// The key itself, for the one file that holds it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key as it may be shown: at most its first four characters.
    pub fn masked(&self) -> String {
        mask(&self.0)
    }
}

impl FromStr for BasemapKey {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || ['.', '_', '~', '-'].contains(&c);
        refuse_master_key(text)?;
        Err(Invalid::new(if text.trim().is_empty() {
            "is empty"
        } else if text.trim() != text {
            "begins or ends with a blank"
        } else if !text.chars().all(is_allowed) {
            "may only contain letters, digits, dots, hyphens, _ and ~"
        } else if !(8..=200).contains(&text.len()) {
            "must have 8 to 200 characters"
        } else {
            return Ok(Self(text.to_owned()));
        }))
    }
}

impl fmt::Debug for BasemapKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BasemapKey").field(&self.masked()).finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    #[test]
    fn keys_are_parts_of_a_query_and_are_masked() {
        let key: BasemapKey = "cb_0123456789abcdef".parse().unwrap();
        assert_eq!(format!("{key:?}"), r#"BasemapKey("cb_0…")"#);
        for text in ["", " ", "short", "a b c d e f g h", "abcdefgh&x=1", "ключключ", &"x".repeat(201)]
        {
            assert!(text.parse::<BasemapKey>().is_err(), "{text}");
        }
        let master = "0123456789abcdef0123456789abcdef01234567".parse::<BasemapKey>();
        assert!(master.unwrap_err().message.contains("master key"));
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn any_text_is_accepted_unchanged_or_refused(text in testing::texts()) {
            testing::assert_sound(&text, BasemapKey::as_str, false);
        }
    }
}
