use std::str::FromStr;

use super::{Invalid, characters, letters, secrets, text_newtype};

/// A CARTO account: `[a-z0-9-]`, 1 to 63 characters, a letter or digit at both ends.
///
/// It becomes a label of a host name and follows the rules for those (CARTO's own, and RFC 1123).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Username(String);

text_newtype!(Username);

impl Username {
    /// CARTO's account with the public example datasets.
    pub fn public() -> Self {
        Self("public".into())
    }
}

impl FromStr for Username {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        secrets::refuse_secret(text)?;
        let Err(refusal) = check(text) else {
            return Ok(Self(text.to_owned()));
        };
        let suggestion = near(text);
        Err(if check(&suggestion).is_ok() { refusal.suggest(suggestion) } else { refusal })
    }
}

fn check(text: &str) -> Result<(), Invalid> {
    secrets::refuse_secret(text)?;
    characters::check(text)?;
    Err(Invalid::new(if text.is_empty() {
        "is empty"
    } else if !text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        "may only contain the letters a-z, digits and hyphens"
    } else if text.starts_with('-') || text.ends_with('-') {
        "begins or ends with a hyphen"
    } else if text.len() > 63 {
        "is longer than 63 characters"
    } else {
        return Ok(());
    }))
}

/// Returns the account that was probably meant; people also paste its address.
fn near(text: &str) -> String {
    let lower = letters::plain(text.trim()).to_ascii_lowercase();
    let bare = lower.strip_prefix("https://").unwrap_or(&lower);
    let bare = bare.split_once(".carto.com").map_or(bare, |(account, _)| account);
    let dashed: String =
        bare.chars().map(|c| if c == '_' || c == ' ' || c == '.' { '-' } else { c }).collect();
    dashed.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    #[test]
    fn accounts_are_host_labels() {
        let longest = "a".repeat(63);
        for text in ["public", "a", "0", "my-user", "a--b", "2020", &longest] {
            assert!(text.parse::<Username>().is_ok(), "{text}");
        }
    }

    #[test]
    fn other_text_is_refused_with_the_nearest_account() {
        let long = "a".repeat(64);
        for (text, suggestion) in [
            ("", None),
            ("My-User", Some("my-user")),
            ("my_user", Some("my-user")),
            (" public ", Some("public")),
            ("-a", Some("a")),
            ("a-", Some("a")),
            ("-", None),
            ("https://public.carto.com/u/x", Some("public")),
            ("a'; DROP TABLE x", None),
            ("é", Some("e")),
            ("a/b", None),
            ("a\u{2028}", Some("a")),
            ("a\0b", None),
            (&long, None),
        ] {
            let refusal = text.parse::<Username>().unwrap_err();
            assert_eq!(refusal.suggestion.as_deref(), suggestion, "{text}: {refusal}");
        }
    }

    #[test]
    fn the_public_account_is_valid() {
        assert_eq!("public".parse(), Ok(Username::public()));
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn any_text_is_accepted_unchanged_or_refused_with_a_valid_suggestion(text in testing::texts()) {
            testing::assert_sound(&text, Username::as_str, false);
        }
    }
}
