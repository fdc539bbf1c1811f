use std::str::FromStr;

use super::{Invalid, characters, secrets};

/// The path of a view, below the application's address: parts of `[a-z0-9-]`, or `:name` for what varies, joined by slashes.
/// No slash stands before or after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoutePath(String);

super::text_newtype!(RoutePath);

/// Where CARTO's login comes back to, which is no view.
const CALLBACK: &str = "oauthcallback";

impl FromStr for RoutePath {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        secrets::refuse_secret(text)?;
        characters::check(text)?;
        let refuse = |message: &str| {
            let refusal = Invalid::new(message);
            match near(text) {
                Some(near) => refusal.suggest(near),
                None => refusal,
            }
        };
        if text.is_empty() {
            return Err(Invalid::new("is empty"));
        }
        if text.to_lowercase() == CALLBACK {
            return Err(Invalid::new("is where CARTO's login comes back to"));
        }
        if !text.split('/').all(is_part) {
            return Err(refuse("may only have small letters, digits and hyphens between slashes"));
        }
        if text.len() > 100 {
            return Err(Invalid::new("has more than 100 characters"));
        }
        Ok(Self(text.to_owned()))
    }
}

fn is_part(part: &str) -> bool {
    let is_small = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    match part.strip_prefix(':') {
        Some(name) => !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()),
        None => part.chars().all(is_small) && part.contains(|c: char| c != '-'),
    }
}

fn near(text: &str) -> Option<String> {
    let lower = text.trim().trim_matches('/').to_lowercase().replace(['_', ' ', '.'], "-");
    let parts: Vec<&str> = lower.split('/').filter(|part| !part.is_empty()).collect();
    let near = parts.join("/");
    (near != text && near.parse::<RoutePath>().is_ok()).then_some(near)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    #[test]
    fn others_are_refused_with_the_nearest() {
        for (text, suggestion) in [
            ("", None),
            ("/roads", Some("roads")),
            ("roads/", Some("roads")),
            ("My Roads", Some("my-roads")),
            ("a//b", Some("a/b")),
            ("../x", None),
            ("*", None),
            ("oauthCallback", None),
        ] {
            assert_eq!(text.parse::<RoutePath>().unwrap_err().suggestion.as_deref(), suggestion, "{text:?}");
        }
        for text in ["roads", "roads/:id", "a-1/b"] {
            assert_eq!(text.parse::<RoutePath>().unwrap().as_str(), text);
        }
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn any_text_is_taken_whole_or_refused_with_a_good_suggestion(text in testing::texts()) {
            testing::assert_sound(&text, RoutePath::as_str, false);
        }
    }
}
