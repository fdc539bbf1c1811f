use std::fmt;
use std::str::FromStr;

use super::Invalid;
use super::secrets::{self, is_api_key, is_client_secret, is_key_character};

/// The API key that an application reads CARTO with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiKey {
    /// `default_public`, which every account has for its public data and which may be published.
    Public,
    /// A private key.
    Private(PrivateKey),
    /// A private key whose value is in the application's `.env.local` and unknown here. No text parses to it.
    Elsewhere,
}

/// A regular API key: 22 characters of `A-Za-z0-9_-`.
///
/// It is a secret: `Debug` shows it masked, and there is no `Display`. A master key, 40 hexadecimal digits, can do everything
/// and is refused.
#[derive(Clone, PartialEq, Eq)]
pub struct PrivateKey(String);

impl ApiKey {
    /// The text of the public key.
    pub const PUBLIC: &'static str = "default_public";

    /// Whether it reads public data only and may be published.
    pub fn is_public(&self) -> bool {
        matches!(self, Self::Public)
    }

    /// The key as it may be shown: at most the first four characters of a private one.
    pub fn masked(&self) -> String {
        match self {
            Self::Public => Self::PUBLIC.to_owned(),
            Self::Private(key) => key.masked(),
            Self::Elsewhere => "(private)".to_owned(),
        }
    }
}

impl PrivateKey {
    /// The key itself, for the one file that holds it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key as it may be shown: at most its first four characters.
    pub fn masked(&self) -> String {
        mask(&self.0)
    }
}

/// Masks a secret, valid or not: shows its first characters, at most four and at most a quarter of all.
pub(super) fn mask(secret: &str) -> String {
    let shown = (secret.chars().count() / 4).min(4);
    secret.chars().take(shown).filter(|c| is_key_character(*c)).chain(['…']).collect()
}

impl FromStr for ApiKey {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        if text == Self::PUBLIC { Ok(Self::Public) } else { text.parse().map(Self::Private) }
    }
}

impl FromStr for PrivateKey {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let bare = text.trim();
        if bare.is_empty() {
            Err(Invalid::new("is empty").suggest(ApiKey::PUBLIC))
        } else if let Err(refusal) = secrets::refuse_master_key(bare) {
            Err(refusal.suggest(
                "create a regular key with read access to the datasets, in CARTO's dashboard under API keys",
            ))
        } else if is_client_secret(bare) {
            Err(Invalid::new(
                "looks like the client secret of an OAuth app (24 characters), which must never be in an application that people open",
            )
            .suggest("an API key has 22 characters; the client secret is not needed anywhere"))
        } else if is_api_key(text) {
            Ok(Self(text.to_owned()))
        } else if text != bare {
            Err(Invalid::new("begins or ends with a blank"))
        } else if bare.eq_ignore_ascii_case(ApiKey::PUBLIC)
            || strsim::damerau_levenshtein(bare, ApiKey::PUBLIC) <= 3
        {
            Err(Invalid::new("is not an API key").suggest(ApiKey::PUBLIC))
        } else {
            Err(Invalid::new("is not an API key: API keys have 22 characters (letters, digits, _ and -)").suggest(
                "copy the key from CARTO's dashboard under API keys, or give default_public for public data",
            ))
        }
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PrivateKey").field(&self.masked()).finish()
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
        assert!(!ApiKey::Elsewhere.is_public());
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
        assert_eq!(format!("{key:?}"), r#"Private(PrivateKey("Ab3_…"))"#);
        assert_eq!(ApiKey::Public.masked(), "default_public");
    }

    fn text_of(key: &ApiKey) -> &str {
        match key {
            ApiKey::Public => ApiKey::PUBLIC,
            ApiKey::Private(key) => key.as_str(),
            ApiKey::Elsewhere => panic!("parsed from text"),
        }
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn any_text_is_accepted_unchanged_or_refused_with_a_valid_suggestion(text in testing::texts()) {
            testing::assert_sound(&text, text_of, false);
        }

        #[test]
        fn every_regular_key_is_accepted_and_masked(text in "[A-Za-z0-9_-]{22}") {
            let key: ApiKey = text.parse().unwrap();
            testing::assert_sound(&text, text_of, false);
            let shown = format!("{:?} {}", key, key.masked());
            prop_assert!(!shown.contains(&text[..5]));
        }
    }
}
