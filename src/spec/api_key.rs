use std::fmt;
use std::str::FromStr;

use super::Invalid;
use super::secrets::{self, is_api_key, is_client_secret, is_key_character};

/// An API key: `default_public`, which may be published, or a regular key, 22 characters of `A-Za-z0-9_-`.
///
/// It is a secret until it is in the application, so it is in no message, and `Debug` shows it masked; there is no `Display`.
/// A master key, 40 hexadecimal digits, can do everything and is refused.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

/// The key that every account has for its public data.
const PUBLIC: &str = "default_public";

impl ApiKey {
    /// `default_public`.
    pub fn public() -> Self {
        Self(PUBLIC.into())
    }

    /// The key itself, for the one file that holds it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it reads public data only and may be published.
    pub fn is_public(&self) -> bool {
        self.0 == PUBLIC
    }

    /// The key for people's eyes: of a private one no more than its first four characters.
    pub fn masked(&self) -> String {
        if self.is_public() { self.0.clone() } else { mask(&self.0) }
    }
}

/// A secret for people's eyes, whether it is a valid one or not: its first characters, at most four and a quarter of all.
fn mask(secret: &str) -> String {
    let shown = (secret.chars().count() / 4).min(4);
    secret.chars().take(shown).filter(|c| is_key_character(*c)).chain(['…']).collect()
}

impl FromStr for ApiKey {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let bare = text.trim();
        if bare.is_empty() {
            Err(Invalid::new("is empty").suggest(PUBLIC))
        } else if let Err(refusal) = secrets::refuse_master_key(bare) {
            Err(refusal.suggest(
                "create a regular key with read access to the datasets, in CARTO's dashboard under API keys",
            ))
        } else if is_client_secret(bare) {
            Err(Invalid::new(
                "looks like the client secret of an OAuth app (24 characters), which must never be in an application that people open",
            )
            .suggest("an API key has 22 characters; the client secret is not needed anywhere"))
        } else if text == PUBLIC || (is_api_key(text)) {
            Ok(Self(text.to_owned()))
        } else if text != bare {
            Err(Invalid::new("has blanks before or after it"))
        } else if bare.eq_ignore_ascii_case(PUBLIC) || strsim::damerau_levenshtein(bare, PUBLIC) <= 3 {
            Err(Invalid::new("is not an API key").suggest(PUBLIC))
        } else {
            Err(Invalid::new("is not an API key: those have 22 characters, letters, digits, _ and -").suggest(
                "copy the key from CARTO's dashboard under API keys, or give default_public for public data",
            ))
        }
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ApiKey").field(&self.masked()).finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    const REGULAR: &str = "Ab3_-fGh1jKlMn0pQrStUv";

    #[test]
    fn the_public_key_and_regular_keys_are_accepted() {
        assert!("default_public".parse::<ApiKey>().unwrap().is_public());
        assert!(!REGULAR.parse::<ApiKey>().unwrap().is_public());
        assert_eq!(ApiKey::public(), "default_public".parse().unwrap());
    }

    #[test]
    fn secrets_that_do_more_are_refused_by_name() {
        for (text, named) in [
            ("0123456789abcdef0123456789ABCDEF01234567", "master key"),
            (" 0123456789abcdef0123456789abcdef01234567\n", "master key"),
            ("abcdefghijklmnopqrstuv_-", "client secret"),
        ] {
            assert!(text.parse::<ApiKey>().unwrap_err().message.contains(named));
        }
    }

    #[test]
    fn everything_else_is_refused_without_repeating_it() {
        let long = "x".repeat(10_000);
        for text in [
            "",
            " ",
            "short",
            "Ab3_-fGh1jKlMn0pQrSt'v",
            "Ab3_-fGh1jKlMn0pQrStUv ",
            "ключключключключключкл",
            &long,
        ] {
            let refusal = text.parse::<ApiKey>().unwrap_err();
            assert!(text.trim().is_empty() || !refusal.to_string().contains(text.trim()), "{refusal}");
        }
        assert_eq!(
            "Default_Public".parse::<ApiKey>().unwrap_err().suggestion.as_deref(),
            Some("default_public")
        );
    }

    #[test]
    fn no_more_than_four_characters_are_ever_shown() {
        let key: ApiKey = REGULAR.parse().unwrap();
        assert_eq!(key.masked(), "Ab3_…");
        assert_eq!(format!("{key:?}"), r#"ApiKey("Ab3_…")"#);
        assert_eq!(ApiKey::public().masked(), "default_public");
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn any_text_is_taken_whole_or_refused_with_a_good_suggestion(text in testing::texts()) {
            testing::assert_sound(&text, ApiKey::as_str, false);
        }

        #[test]
        fn every_regular_key_is_accepted_and_masked(text in "[A-Za-z0-9_-]{22}") {
            let key: ApiKey = text.parse().unwrap();
            testing::assert_sound(&text, ApiKey::as_str, false);
            let shown = format!("{:?} {}", key, key.masked());
            prop_assert!(!shown.contains(&text[..5]));
        }
    }
}
