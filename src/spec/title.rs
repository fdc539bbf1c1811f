use std::str::FromStr;

use super::{Invalid, characters, secrets, text_newtype};

/// The application's title, as it stands in the browser's tab and the header.
///
/// 1 to 80 characters of any script, emoji included. Words are separated by one U+0020 each, and nothing is there
/// that can't be seen or turns the direction of writing: a title is shown in places that we don't control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title(String);

text_newtype!(Title);

/// The most characters that a title has.
const LONGEST: usize = 80;

impl Title {
    /// A title for people from a directory's name: `my-map` gives "My map".
    pub fn from_directory_name(name: &str) -> Option<Self> {
        let words = cleaned(&name.replace(['-', '_', '.'], " "));
        cleaned(&capitalized(&words)).parse().ok()
    }
}

impl FromStr for Title {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        secrets::refuse_secret(text)?;
        match fault(text) {
            None => Ok(Self(text.to_owned())),
            Some(message) => {
                let refusal = Invalid::new(message);
                let suggestion = cleaned(text);
                Err(if fault(&suggestion).is_none() { refusal.suggest(suggestion) } else { refusal })
            }
        }
    }
}

/// The text with a capital first letter.
pub(super) fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

fn fault(text: &str) -> Option<String> {
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
        return Some(format!("contains {}, a blank other than the usual one", characters::name(blank)));
    }
    if text.starts_with(' ') || text.ends_with(' ') {
        return Some("begins or ends with a blank".into());
    }
    if text.contains("  ") {
        return Some("has two blanks in a row".into());
    }
    if text.chars().count() > LONGEST {
        return Some(format!("is longer than {LONGEST} characters"));
    }
    None
}

/// The nearest title, cut after a word where that leaves at least half of it.
fn cleaned(text: &str) -> String {
    let spaced: String =
        characters::without_faults(text).chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let words = characters::without_faults(
        &spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "),
    );
    if words.chars().count() <= LONGEST {
        return words.trim().to_owned();
    }
    let cut: String = words.chars().take(LONGEST).collect();
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
    fn titles_of_every_script_and_with_every_sign_are_accepted() {
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
    fn each_refusal_says_why_and_what_instead() {
        for (text, message, suggestion) in [
            ("", "is empty", None),
            (" \u{3000}", "is empty", None),
            (" My map", "begins or ends with a blank", Some("My map")),
            ("My  map", "has two blanks in a row", Some("My map")),
            ("My\nmap", "contains U+000A, a control character", Some("My map")),
            ("My\u{A0}map", "contains U+00A0, a blank other than the usual one", Some("My map")),
            ("My\u{202E}map", "contains U+202E, which turns the direction of writing", Some("Mymap")),
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
        assert_eq!(refusal.message, "begins or ends with a blank");
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
        fn any_text_is_taken_whole_or_refused_with_a_good_suggestion(text in testing::texts()) {
            testing::assert_sound(&text, Title::as_str, true);
            if let Some(title) = Title::from_directory_name(&text) {
                prop_assert!(title.as_str().parse::<Title>().is_ok());
            }
        }
    }
}
