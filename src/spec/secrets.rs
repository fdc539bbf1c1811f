//! What looks like a secret of CARTO's: the one rule by which a value is shown, hidden or refused.

use super::{Invalid, Key};

/// What stands in place of a secret.
pub const HIDDEN: &str = "(hidden)";

/// The most characters of a value that are shown: as many as the name of a file may have.
const LONGEST: usize = 255;

/// The length of an API key, the shortest of all secrets.
const KEY: usize = 22;

/// The length of the client secret of an OAuth app.
const CLIENT_SECRET: usize = 24;

/// A value that a person gave, as it may be shown: a secret is hidden, a very long text is cut.
pub fn shown(text: &str) -> String {
    if may_be_secret(text) {
        return HIDDEN.to_owned();
    }
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The value of an answer, as it may be shown: see [`shown`]. An API key is always hidden. Client IDs are short, so a long
/// one is taken for a secret.
pub fn shown_as(answer: Key, text: &str) -> String {
    if is_hidden(Some(answer), text) { HIDDEN.to_owned() } else { shown(text) }
}

/// A value that a person gave, in quotes, as it may be shown: see [`shown`].
pub fn quoted(text: &str) -> String {
    format!("{:?}", shown(text))
}

/// Whether [`shown_as`] hides a value.
fn is_hidden(answer: Option<Key>, text: &str) -> bool {
    match answer {
        Some(Key::ApiKey) => true,
        Some(Key::ClientId) => may_be_secret(text) || is_long_as_secret(text),
        _ => may_be_secret(text),
    }
}

/// Whether a text holds what may be a secret.
///
/// What stands around the secret does not matter, nor whether it is broken in two lines: people paste keys into the wrong
/// field, with a blank at the end. A word that reads like a name is none.
pub fn may_be_secret(text: &str) -> bool {
    let joined: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let is_broken = text.trim().contains(char::is_control);
    holds_key(text) || has_credentials(text) || is_master_key(&joined) || (is_broken && holds_key(&joined))
}

/// Refuses a text that holds what looks like a secret: every answer ends up in files that are published.
///
/// # Errors
/// What it looks like.
pub fn refuse_secret(text: &str) -> Result<(), Invalid> {
    refuse_master_key(text)?;
    if text.split(|c: char| !is_key_character(c)).any(is_random) {
        return Err(Invalid::new(
            "looks like an API key, a client secret or a token, which must never be in an application that people open",
        ));
    }
    Ok(())
}

/// Refuses a text that holds what CARTO's master keys look like, alone or among other words.
pub(super) fn refuse_master_key(text: &str) -> Result<(), Invalid> {
    let is_whole = |word: &str| word.len() == 40 && word.chars().all(|c| c.is_ascii_hexdigit());
    if text.split(|c: char| !c.is_ascii_alphanumeric()).any(is_whole) {
        return Err(Invalid::new(
            "looks like a master key (40 hexadecimal digits), which can do everything with the account and must never be in an application that people open",
        ));
    }
    Ok(())
}

/// Why a value was refused, without what repeats a part of a secret: most suggestions are made from what was given.
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

/// Whether a text repeats a part of a secret, in capitals or small letters, with or without hyphens.
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

/// Whether a text holds anything at all that is as long as a key, where no name of that length is expected.
fn is_long_as_secret(text: &str) -> bool {
    let joined: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    joined.split(|c: char| !is_key_character(c)).any(|word| word.len() >= KEY)
}

/// Whether one of a text's words is a master key, or is or contains a key, a client secret or a part of a JSON Web Token.
fn holds_key(text: &str) -> bool {
    text.split(|c: char| !is_key_character(c)).any(|word| is_master_key(word) || is_random(word))
}

/// Whether a word has a run of hexadecimal digits that is as long as most of a master key, and not the same few throughout.
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
/// The characters of a key change between capitals, lowercase letters and digits all the time, so a key falls into many pieces;
/// a name such as `RoadsOfTheWholeWorld2020` falls into few. With these numbers of pieces, the rule misses fewer than
/// five in a thousand keys. Names in camel case are more frequent than keys without a digit and than words longer than a key, so
/// both need more pieces.
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

/// Into how many pieces a camel case word falls: `myAPI2` has three.
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
            // The capital before it belongs to it: alone it has begun the piece, behind others it begins one now.
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
    fn secrets_are_hidden_and_refused_wherever_they_stand() {
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
    fn where_an_answer_is_short_what_is_long_is_hidden() {
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
    fn a_suggestion_that_is_made_from_a_secret_repeats_it() {
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
