use std::str::FromStr;

use super::{Invalid, characters, secrets, text_newtype};

/// The last component of the application's path, valid on every operating system.
///
/// Windows reserves the names of devices, with any extension, forbids `<>:"/\|?*` and drops a trailing dot or space
/// (Microsoft, "Naming Files, Paths, and Namespaces"). All systems have a limit of 255, and a leading hyphen looks like a
/// flag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryName(String);

text_newtype!(DirectoryName);

/// The characters that Windows forbids in names; the slash is forbidden everywhere.
const FORBIDDEN: &str = "<>:\"/\\|?*";

/// The maximum length in bytes on Linux; Windows and macOS count larger units.
const MAX_BYTES: usize = 255;

impl FromStr for DirectoryName {
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
    if text.is_empty() {
        return Err(Invalid::new("is empty"));
    }
    if text == "." || text == ".." {
        return Err(Invalid::new("is not the name of a directory"));
    }
    characters::check(text)?;
    if let Some(c) = text.chars().find(|c| FORBIDDEN.contains(*c)) {
        return Err(Invalid::new(format!("contains {c}, which Windows forbids in names")));
    }
    if text.ends_with('.') {
        return Err(Invalid::new("ends with a dot, which Windows drops"));
    }
    if text.trim() != text {
        return Err(Invalid::new("begins or ends with a space"));
    }
    if text.starts_with('-') {
        return Err(Invalid::new("begins with a hyphen, which looks like a flag"));
    }
    if is_device(text) {
        return Err(Invalid::new("is the name of a device on Windows"));
    }
    if text.len() > MAX_BYTES {
        return Err(Invalid::new(format!("is longer than {MAX_BYTES} bytes")));
    }
    Ok(())
}

/// Whether Windows reads the name as a device, regardless of what follows the first dot.
pub(crate) fn is_device(text: &str) -> bool {
    let stem = text.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    if matches!(stem.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$" | "clock$") {
        return true;
    }
    ["com", "lpt"].iter().any(|port| {
        stem.strip_prefix(port).is_some_and(|number| {
            let mut characters = number.chars();
            matches!((characters.next(), characters.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
        })
    })
}

fn near(text: &str) -> String {
    let clean = characters::cleaned(text);
    let mut name = String::new();
    for c in clean.chars().map(|c| if FORBIDDEN.contains(c) || c.is_whitespace() { '-' } else { c }) {
        if !(c == '-' && name.ends_with('-')) && name.len() + c.len_utf8() <= MAX_BYTES {
            name.push(c);
        }
    }
    let name = characters::cleaned(name.trim_matches(['-', ' ']).trim_end_matches(['.', '-']));
    if is_device(&name) {
        let (stem, rest) = name.split_at(name.find('.').unwrap_or(name.len()));
        return format!("{stem}-app{rest}");
    }
    name
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    #[test]
    fn ordinary_names_are_accepted() {
        let longest = "a".repeat(255);
        for text in [
            "my-map",
            "My Map",
            ".hidden",
            "karte.größe",
            "con-app",
            "com",
            "com10",
            "común",
            "a..b",
            "地図",
            "👩‍👩‍👧",
            &longest,
        ] {
            assert!(text.parse::<DirectoryName>().is_ok(), "{text}");
        }
    }

    #[test]
    fn names_that_some_system_forbids_are_refused() {
        let long = "é".repeat(128);
        let cut = "é".repeat(127);
        for (text, suggestion) in [
            ("", None),
            (".", None),
            ("..", None),
            ("con", Some("con-app")),
            ("CON", Some("CON-app")),
            ("nul.tar.gz", Some("nul-app.tar.gz")),
            ("Aux .x", Some("Aux-.x")),
            ("com1", Some("com1-app")),
            ("LPT9.x", Some("LPT9-app.x")),
            ("com²", Some("com²-app")),
            ("name.", Some("name")),
            ("name ", Some("name")),
            (" name", Some("name")),
            ("a/b", Some("a-b")),
            ("a\\b", Some("a-b")),
            ("a:b?", Some("a-b")),
            ("-rf", Some("rf")),
            ("a\nb", Some("a-b")),
            ("a\0b", Some("ab")),
            ("a\u{202E}b", Some("ab")),
            ("<>", None),
            (&long, Some(&cut)),
        ] {
            let refusal = text.parse::<DirectoryName>().unwrap_err();
            assert_eq!(refusal.suggestion.as_deref(), suggestion, "{text:?}: {refusal}");
        }
    }

    #[test]
    fn the_message_names_the_character() {
        let refusal = "a\u{202E}b".parse::<DirectoryName>().unwrap_err();
        assert_eq!(refusal.message, "contains U+202E, which changes the text direction");
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn any_text_is_accepted_unchanged_or_refused_with_a_valid_suggestion(text in testing::texts()) {
            testing::assert_sound(&text, DirectoryName::as_str, true);
        }
    }
}
