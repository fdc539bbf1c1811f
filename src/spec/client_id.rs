use std::str::FromStr;

use super::secrets::{self, is_api_key, is_client_secret, is_key_character};
use super::{Invalid, characters, text_newtype};

/// The client ID of an OAuth app: at CARTO, 12 characters of `A-Za-z0-9_-`, possibly with a leading hyphen.
///
/// Other servers may use other forms, so any text of up to 255 characters without whitespace, control and invisible
/// characters is accepted; see [`ClientId::is_usual`]. Text that looks like a secret is refused, since it would be
/// published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientId(String);

text_newtype!(ClientId);

const WHERE: &str =
    "the client ID is shown in CARTO's dashboard under Developer settings, OAuth apps; it has 12 characters";

/// The length of CARTO's client IDs.
const USUAL_LENGTH: usize = 12;

impl ClientId {
    /// Whether it has the form of CARTO's client IDs; any other form deserves a warning.
    pub fn is_usual(&self) -> bool {
        self.0.len() == USUAL_LENGTH && self.0.chars().all(is_key_character)
    }
}

impl FromStr for ClientId {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let bare = text.trim();
        if bare.is_empty() {
            return Err(Invalid::new("is empty").suggest(WHERE));
        }
        secrets::refuse_master_key(text).map_err(|refusal| refusal.suggest(WHERE))?;
        if is_client_secret(bare) {
            return Err(Invalid::new(
                "looks like a client secret (24 characters), which must never be in a browser application and is not needed",
            )
            .suggest(WHERE));
        }
        if is_api_key(bare) {
            return Err(Invalid::new(
                "looks like an API key (22 characters), which must never be in the code of an application",
            )
            .suggest(WHERE));
        }
        if bare.len() != USUAL_LENGTH {
            secrets::refuse_secret(bare).map_err(|refusal| refusal.suggest(WHERE))?;
        }
        check(text).map_err(|refusal| match check(bare) {
            Ok(()) => refusal.suggest(bare),
            Err(_) => refusal,
        })?;
        Ok(Self(text.to_owned()))
    }
}

fn check(text: &str) -> Result<(), Invalid> {
    characters::check(text)?;
    if let Some(whitespace) = text.chars().find(|c| c.is_whitespace()) {
        return Err(Invalid::new(match whitespace {
            ' ' => "contains a space".to_owned(),
            other => format!("contains {}, which is whitespace", characters::name(other)),
        }));
    }
    if text.chars().count() > 255 {
        return Err(Invalid::new("is longer than 255 characters"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    #[test]
    fn the_usual_form_is_recognized_and_others_are_accepted() {
        let longest = "x".repeat(255);
        for (text, usual) in [
            ("Ab3_-fGh1jKl", true),
            ("-Ab3_fGh1jKl", true),
            ("short", false),
            ("my.client/id'\"`${x}{{y}}</script>&amp;$&\\", false),
            ("clé", false),
            (&longest, false),
        ] {
            assert_eq!(text.parse::<ClientId>().map(|id| id.is_usual()), Ok(usual), "{text}");
        }
    }

    #[test]
    fn secrets_are_refused_without_being_shown() {
        for (text, named) in [
            ("0123456789abcdef0123456789abcdef01234567", "master key"),
            ("abcdefghijklmnopqrstuv_-", "client secret"),
            (" abcdefghijklmnopqrstuv_-", "client secret"),
            ("AbCdEfGhIjKlMnOpQrStUv", "API key"),
            ("abcdefghijklmnopqrstu1", "API key"),
            ("eyJhbGciOiJIUzI1NiJ9.eyJhIjoiYWNfMTIzIn0.c2lnbmF0dXJlMTIz", "token"),
        ] {
            let refusal = text.parse::<ClientId>().unwrap_err().to_string();
            assert!(refusal.contains(named) && refusal.contains("Developer settings"), "{refusal}");
            assert!(!refusal.contains(text.trim()));
        }
    }

    #[test]
    fn whitespace_and_invisible_characters_are_refused() {
        let long = "x".repeat(10_000);
        for (text, message, suggestion) in [
            ("", "is empty", Some(WHERE)),
            ("\u{A0}", "is empty", Some(WHERE)),
            (" abc", "contains a space", Some("abc")),
            ("a b", "contains a space", None),
            ("abc\n", "contains U+000A, a control character", Some("abc")),
            ("a\0", "contains U+0000, a control character", None),
            ("a\u{3000}b", "contains U+3000, which is whitespace", None),
            ("a\u{202E}b", "contains U+202E, which changes the text direction", None),
            ("a\u{2028}b", "contains U+2028, which ends a line", None),
            ("a\u{200B}b", "contains U+200B, which is invisible", None),
            (&long, "is longer than 255 characters", None),
        ] {
            let expected = Invalid { message: message.into(), suggestion: suggestion.map(Into::into) };
            assert_eq!(text.parse::<ClientId>(), Err(expected), "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn any_text_is_accepted_unchanged_or_refused_with_a_valid_suggestion(text in testing::texts()) {
            testing::assert_sound(&text, ClientId::as_str, false);
        }
    }
}
