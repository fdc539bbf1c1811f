use std::str::FromStr;

use super::{Invalid, characters, secrets, text_newtype};

/// The application's title, shown in the browser's tab and in the header.
///
/// 1 to 80 characters of any script, emoji included. Words are separated by one U+0020 each. Characters that are invisible
/// or change the text direction are refused, since a title is also shown in places that the application doesn't control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title(String);

text_newtype!(Title);

/// The maximum length in characters.
const MAX_LENGTH: usize = 80;

impl Title {
    /// Returns a title from a directory's name: `my-map` becomes "My map".
    pub fn from_directory_name(name: &str) -> Option<Self> {
        let words = cleaned(&name.replace(['-', '_', '.'], " "));
        cleaned(&capitalized(&words)).parse().ok()
    }
}

impl FromStr for Title {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        secrets::refuse_secret(text)?;
        match problem(text) {
            None => Ok(Self(text.to_owned())),
            Some(message) => {
                let refusal = Invalid::new(message);
                let suggestion = cleaned(text);
                Err(if problem(&suggestion).is_none() { refusal.suggest(suggestion) } else { refusal })
            }
        }
    }
}

/// Returns the text with its first letter in upper case.
pub(super) fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

fn problem(text: &str) -> Option<String> {
    if let Err(refusal) = secrets::refuse_secret(text) {
        return Some(refusal.message);
    }
    if text.trim().is_empty() {
        return Some("is empty".into());
    }
    if let Err(refusal) = characters::check(text) {
        return Some(refusal.message);
    }
    if let Some(blank) = text.chars().find(|c| c.is_whitespace() && *c != ' ') {
        return Some(format!("contains {}, which is not a plain space", characters::name(blank)));
    }
    if text.starts_with(' ') || text.ends_with(' ') {
        return Some("begins or ends with a space".into());
    }
    if text.contains("  ") {
        return Some("has two consecutive spaces".into());
    }
    if text.chars().count() > MAX_LENGTH {
        return Some(format!("is longer than {MAX_LENGTH} characters"));
    }
    None
}

/// Returns the nearest title, cut after a word if that keeps at least half of it.
fn cleaned(text: &str) -> String {
    let spaced: String =
        characters::cleaned(text).chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let words =
        characters::cleaned(&spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "));
    if words.chars().count() <= MAX_LENGTH {
        return words.trim().to_owned();
    }
    let cut: String = words.chars().take(MAX_LENGTH).collect();
    match cut.rfind(' ') {
        Some(end) if end >= cut.len() / 2 => cut[..end].to_owned(),
        _ => cut.trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    fn refused(text: &str) -> Invalid {
        text.parse::<Title>().unwrap_err()
    }

    #[test]
    fn titles_of_every_script_and_with_any_symbol_are_accepted() {
        for text in [
            "My map",
            "x",
            "Ñandú & Cía. <b>\"quoted\"</b> 'single' `tick` ${x} {{y}} \\ </script>",
            "東京の地図",
            "👩‍👩‍👧 families",
            "🏴󠁧󠁢󠁳󠁣󠁴󠁿 roads",
            "خريطة",
            &"é".repeat(80),
        ] {
            assert_eq!(text.parse::<Title>().map(|title| title.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn each_refusal_has_a_reason_and_a_suggestion() {
        for (text, message, suggestion) in [
            ("", "is empty", None),
            (" \u{3000}", "is empty", None),
            (" My map", "begins or ends with a space", Some("My map")),
            ("My  map", "has two consecutive spaces", Some("My map")),
            ("My\nmap", "contains U+000A, a control character", Some("My map")),
            ("My\u{A0}map", "contains U+00A0, which is not a plain space", Some("My map")),
            ("My\u{202E}map", "contains U+202E, which changes the text direction", Some("Mymap")),
            ("My\u{2028}map", "contains U+2028, which ends a line", Some("My map")),
            ("\0", "contains U+0000, a control character", None),
        ] {
            let expected = Invalid { message: message.into(), suggestion: suggestion.map(Into::into) };
            assert_eq!(refused(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_long_title_is_cut_after_a_word() {
        let refusal = refused(&"word ".repeat(2000));
        assert_eq!(refusal.message, "begins or ends with a space");
        assert_eq!(refusal.suggestion, Some("word ".repeat(16).trim_end().to_owned()));
        assert_eq!(refused(&"x".repeat(10_000)).message, "is longer than 80 characters");
    }

    #[test]
    fn a_title_comes_from_a_directory_name() {
        for (name, title) in [
            ("my-map", Some("My map")),
            ("my_great.map", Some("My great map")),
            ("éclair", Some("Éclair")),
            ("-_-", None),
        ] {
            assert_eq!(Title::from_directory_name(name).as_ref().map(Title::as_str), title);
        }
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn any_text_is_accepted_unchanged_or_refused_with_a_valid_suggestion(text in testing::texts()) {
            testing::assert_sound(&text, Title::as_str, true);
            if let Some(title) = Title::from_directory_name(&text) {
                prop_assert!(title.as_str().parse::<Title>().is_ok());
            }
        }
    }
}
