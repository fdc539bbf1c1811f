use std::str::FromStr;

use super::{Invalid, characters, letters, secrets};

/// The path of a view, relative to the application's root: segments of `[a-z0-9-]`, or `:name` for a parameter, separated
/// by slashes. There is no leading or trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoutePath(String);

super::text_newtype!(RoutePath);

/// The path that CARTO's login redirects to, so that no view can have it.
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
            return Err(Invalid::new("is the path that CARTO's login redirects to"));
        }
        if !text.split('/').all(is_part) {
            return Err(refuse("may only contain lower-case letters, digits and hyphens between slashes"));
        }
        if text.len() > 100 {
            return Err(Invalid::new("is longer than 100 characters"));
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
    let lower = letters::plain(text.trim().trim_matches('/')).to_lowercase().replace(['_', ' ', '.'], "-");
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
    fn other_text_is_refused_with_the_nearest_path() {
        for (text, suggestion) in [
            ("", None),
            ("/roads", Some("roads")),
            ("roads/", Some("roads")),
            ("My Roads", Some("my-roads")),
            ("Lista Éclairs", Some("lista-eclairs")),
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
        fn any_text_is_accepted_unchanged_or_refused_with_a_valid_suggestion(text in testing::texts()) {
            testing::assert_sound(&text, RoutePath::as_str, false);
        }
    }
}
