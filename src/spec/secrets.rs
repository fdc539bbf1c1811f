//! Recognizes CARTO's secrets: the one rule that decides whether a value is shown, hidden or refused.

use super::{Invalid, Key};

/// The replacement for a secret.
pub const HIDDEN: &str = "(hidden)";

/// The most characters of a value that are shown: the maximum length of a file name.
const LONGEST: usize = 255;

/// The length of an API key, the shortest of all secrets.
const KEY: usize = 22;

/// The length of the client secret of an OAuth app.
const CLIENT_SECRET: usize = 24;

/// Returns a value for display: hides a secret and cuts a very long text.
pub fn shown(text: &str) -> String {
    if may_be_secret(text) {
        return HIDDEN.to_owned();
    }
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Returns the value of an answer for display, as [`shown`] does. Keys are always hidden. Client IDs are short, so a long
/// one is hidden as a likely secret.
pub fn shown_as(answer: Key, text: &str) -> String {
    if is_hidden(Some(answer), text) { HIDDEN.to_owned() } else { shown(text) }
}

/// Returns a value in quotes for display, as [`shown`] does.
pub fn quoted(text: &str) -> String {
    format!("{:?}", shown(text))
}

/// Whether [`shown_as`] hides a value.
fn is_hidden(answer: Option<Key>, text: &str) -> bool {
    match answer {
        Some(key) if key.is_secret() => true,
        Some(Key::ClientId) => may_be_secret(text) || is_long_as_secret(text),
        _ => may_be_secret(text),
    }
}

/// Whether a text may contain a secret.
///
/// Text around the secret and a line break inside it don't matter: people paste keys into the wrong field, with a blank at the
/// end. A word that reads like a name is not a secret.
pub fn may_be_secret(text: &str) -> bool {
    let joined: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let is_broken = text.trim().contains(char::is_control);
    holds_key(text) || has_credentials(text) || is_master_key(&joined) || (is_broken && holds_key(&joined))
}

/// Refuses a text that seems to contain a secret, since every answer ends up in published files.
///
/// # Errors
/// The kind of secret.
pub fn refuse_secret(text: &str) -> Result<(), Invalid> {
    refuse_master_key(text)?;
    if is_mistyped_master_key(text) {
        return Err(Invalid::new(
            "looks like a mistyped master key, which must never be in an application that people open",
        ));
    }
    if text.split(|c: char| !is_key_character(c)).any(is_random) {
        return Err(Invalid::new(
            "looks like an API key, a client secret or a token, which must never be in an application that people open",
        ));
    }
    Ok(())
}

/// Refuses a text that contains a word like CARTO's master keys.
pub(super) fn refuse_master_key(text: &str) -> Result<(), Invalid> {
    let is_whole = |word: &str| word.len() == 40 && word.chars().all(|c| c.is_ascii_hexdigit());
    if text.split(|c: char| !c.is_ascii_alphanumeric()).any(is_whole) {
        return Err(Invalid::new(
            "looks like a master key (40 hexadecimal digits), which can do everything with the account and must never be in an application that people open",
        ));
    }
    Ok(())
}

/// Whether a text has a word like a master key with a few digits too many or too few, or with blanks in it. Years in a title are
/// digits as well, but have no letters between them.
fn is_mistyped_master_key(text: &str) -> bool {
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_one = |run: &str| {
        let letters = run.bytes().filter(u8::is_ascii_alphabetic).count();
        (37..=43).contains(&run.len()) && letters >= 4 && is_master_key(run)
    };
    joined.split(|c: char| !c.is_ascii_hexdigit()).any(is_one)
}

/// Removes whatever repeats a part of a secret from a refusal: most suggestions are derived from the given value.
#[must_use]
pub fn without_secret(answer: Option<Key>, value: &str, why: Invalid) -> Invalid {
    if !is_hidden(answer, value) {
        return why;
    }
    let Invalid { message, suggestion } = why;
    Invalid {
        message: if repeats(&message, value) { "is refused".to_owned() } else { message },
        suggestion: suggestion.filter(|suggestion| !repeats(suggestion, value)),
    }
}

/// Whether a text repeats a part of a secret, in any case, with or without hyphens.
fn repeats(text: &str, secret: &str) -> bool {
    let words = |text: &str, shortest: usize| -> Vec<String> {
        let words = text.split(|c: char| !is_key_character(c));
        let plain = words.map(|word| word.to_ascii_lowercase().replace(['-', '_'], ""));
        plain.filter(|word| word.len() >= shortest).collect()
    };
    let secrets = words(secret, 12);
    words(text, 8)
        .iter()
        .any(|word| secrets.iter().any(|secret| secret.contains(word) || word.contains(secret)))
}

/// The alphabet that CARTO draws API keys, client IDs and client secrets from.
pub fn is_key_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// Whether this has the form of a client secret.
pub(super) fn is_client_secret(text: &str) -> bool {
    text.len() == CLIENT_SECRET && text.chars().all(is_key_character)
}

/// Whether this has the form of a regular API key.
pub fn is_api_key(text: &str) -> bool {
    text.len() == KEY && text.chars().all(is_key_character)
}

/// Whether a text contains a word as long as a key, for answers that are usually shorter.
fn is_long_as_secret(text: &str) -> bool {
    let joined: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    joined.split(|c: char| !is_key_character(c)).any(|word| word.len() >= KEY)
}

/// Whether a word of the text is a master key, or contains a key, a client secret or a part of a JSON Web Token.
fn holds_key(text: &str) -> bool {
    text.split(|c: char| !is_key_character(c)).any(|word| is_master_key(word) || is_random(word))
}

/// Whether a word has a run of hexadecimal digits almost as long as a master key, with many different digits.
fn is_master_key(text: &str) -> bool {
    let is_key = |run: &str| {
        let mut digits: Vec<u8> = run.bytes().collect();
        digits.sort_unstable();
        digits.dedup();
        run.len() >= 32 && digits.len() >= 8
    };
    text.split(|c: char| !c.is_ascii_hexdigit()).any(is_key)
}

/// Whether a word, or a part of it that is as long as a key, looks random.
///
/// A key constantly alternates between capitals, lowercase letters and digits, so it has many pieces; a name such as
/// `RoadsOfTheWholeWorld2020` has few. With these numbers of pieces, the rule misses fewer than five in a thousand keys. Names
/// in camel case are more frequent than keys without a digit and than words longer than a key, so both need more pieces.
fn is_random(word: &str) -> bool {
    let has = |test: fn(&char) -> bool| word.chars().any(|c| test(&c));
    if !has(char::is_ascii_uppercase) || !has(char::is_ascii_lowercase) {
        return false;
    }
    // A part of a JSON Web Token: `{"` in base64.
    if word.starts_with("eyJ") && word.len() >= 12 {
        return true;
    }
    let bare = word.trim_matches(['-', '_']);
    let is_whole = [word.len(), bare.len()].iter().any(|length| [KEY, CLIENT_SECRET].contains(length));
    let has_only_letters = bare.chars().all(|c| c.is_ascii_alphabetic());
    let least = match (is_whole, has_only_letters) {
        (true, false) => 7,
        (true, true) => 8,
        (false, _) => 9,
    };
    word.as_bytes().windows(KEY).any(|part| pieces(part) >= least)
}

/// Counts the pieces of a camel-case word: `myAPI2` has three.
fn pieces(word: &[u8]) -> usize {
    #[derive(Clone, Copy, PartialEq)]
    enum Kind {
        Capital,
        Small,
        Digit,
        Sign,
    }
    let kind = |c: &u8| match c {
        b'A'..=b'Z' => Kind::Capital,
        b'a'..=b'z' => Kind::Small,
        b'0'..=b'9' => Kind::Digit,
        _ => Kind::Sign,
    };
    let mut before = (Kind::Sign, Kind::Sign);
    let mut count = 0;
    for now in word.iter().map(kind) {
        let begins = match (before, now) {
            (_, Kind::Sign) => false,
            ((_, last), now) if last == now => false,
            // The preceding capital belongs to this piece: a single capital already began it, the last of several begins it
            // now.
            ((second_last, Kind::Capital), Kind::Small) => second_last == Kind::Capital,
            _ => true,
        };
        count += usize::from(begins);
        before = (before.1, now);
    }
    count
}

/// `https://me:password@example.com`.
fn has_credentials(text: &str) -> bool {
    text.split("//")
        .skip(1)
        .any(|rest| rest.split(['/', '?', '#']).next().is_some_and(|host| host.contains('@')))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    const MASTER: &str = "0123456789abcdef0123456789ABCDEF01234567";
    const KEYS: [&str; 5] = [
        "AbCdEfGhIjKlMnOpQrStUv",
        "Ab3_-fGh1jKlMn0pQrStUv",
        "-bCdEfGhIjKlMnOpQrStU_",
        "AbCdEfGhIjKlMnOpQrStUvWx",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
    ];

    #[test]
    fn a_master_key_is_found_among_other_words() {
        for text in [
            MASTER.to_owned(),
            format!(" {MASTER}\n"),
            format!("datasets:r:{MASTER}"),
            format!("a {MASTER}-b"),
        ] {
            assert!(refuse_master_key(&text).is_err() && may_be_secret(&text), "{text}");
        }
        for text in ["", "my-map", &MASTER[1..], &format!("{MASTER}0"), "deadbeef"] {
            assert_eq!(refuse_master_key(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn a_mistyped_master_key_is_refused() {
        for text in
            [format!("{MASTER}0"), MASTER[1..].to_owned(), format!("{} {}", &MASTER[..20], &MASTER[20..])]
        {
            assert!(refuse_secret(&text).is_err() && may_be_secret(&text), "{text}");
        }
        for text in [
            "Population 2010 2011 2012 2013 2014 2015 2016 2017 2018 2019",
            "d41d8cd98f00b204e9800998ecf8427e",
        ] {
            assert_eq!(refuse_secret(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn secrets_are_hidden_and_refused_anywhere_in_a_text() {
        for key in KEYS.into_iter().chain([MASTER]) {
            for text in [
                key.to_owned(),
                format!(" {key}\n"),
                format!("datasets:r:{key}"),
                format!("{key}=1"),
                format!("--{key}"),
                format!("my-{key}"),
                format!("https://h.org/?api_key={key}"),
                format!("CARTO_APP_{key}"),
            ] {
                assert_eq!(shown(&text), HIDDEN, "{text}");
                assert_eq!(quoted(&text), "\"(hidden)\"");
                assert!(refuse_secret(&text).is_err(), "{text}");
            }
            for part in key.split('.') {
                assert!(may_be_secret(part), "{part}");
            }
        }
        for text in [
            "https://me:pass@h.org/x",
            "0123456789abcdef0123\n456789abcdef01234567",
            "AbCdEfGhIjK\nlMnOpQrStUv",
            "0123456789abcdef0123456789abcdef0123456",
        ] {
            assert!(may_be_secret(text), "{text}");
        }
    }

    #[test]
    fn names_and_paths_are_shown() {
        let long = "a".repeat(240);
        let path = format!("/home/me/{long}/My-Maps_v2.0-RC1");
        for text in [
            "my_very_long_dataset_name_of_2020",
            "My Great Map Of All The Roads Of The Town",
            "RoadsOfTheWholeWorldCard",
            "RoadsOfTheWholeWorld2020",
            "sumOfLanesByKindOfRoad",
            "My-Great-Map-of-2020-roads",
            "READ_ME_of_the_ROADS_2020",
            "roadsByKindAndLanesInTheCity2",
            "https://maps.example.com/user/{user}",
            "datasets:r:roads_of_the_whole_world_2020",
            "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "SELECT \"Kind\" FROM roads\nWHERE lanes >= 2 AND name LIKE 'B%'",
            &long,
            &path[..255],
        ] {
            assert_eq!(shown(text), text);
            assert_eq!(refuse_secret(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn a_long_client_id_is_hidden() {
        for text in [" abcdefghijklmnopqrstuvwx", "abcdefghijkl\nmnopqrstuvwx", "abcdefghijklmnopqrstuvwx."] {
            assert_eq!(shown_as(Key::ClientId, text), HIDDEN, "{text}");
        }
        assert_eq!(shown_as(Key::ClientId, "AbCdEfGhIjKl"), "AbCdEfGhIjKl");
        assert_eq!(shown_as(Key::ApiKey, "x"), HIDDEN);
    }

    #[test]
    fn only_the_beginning_of_a_long_text_is_shown() {
        let whole = "ü".repeat(LONGEST);
        assert_eq!(shown(&whole), whole);
        assert_eq!(quoted(&format!("{whole}a")), format!("\"{whole}…\""));
        assert_eq!(quoted("a\u{1b}\"b"), r#""a\u{1b}\"b""#);
    }

    #[test]
    fn recognizes_suggestions_that_repeat_a_secret() {
        for (suggestion, is_repeated) in [
            ("abcdefghijklmnopqrstuv", true),
            ("--name ab-cd-ef-gh-ij-kl-mn", true),
            ("datasets:r:abcdefghijklmnopqrstuv", true),
            ("my-map", false),
            ("a key from CARTO's dashboard, under API keys, or default_public", false),
        ] {
            assert_eq!(repeats(suggestion, KEYS[0]), is_repeated, "{suggestion}");
        }
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn a_text_is_cut_at_a_character(text in testing::texts()) {
            prop_assert!(shown(&text).chars().count() <= LONGEST + 1);
        }
    }
}
