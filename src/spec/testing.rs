//! What the property tests of the newtypes have in common.

use std::fmt::Debug;
use std::str::FromStr;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use super::Invalid;

/// The same cases in each run.
pub(super) fn config() -> Config {
    Config { cases: 512, failure_persistence: None, rng_seed: RngSeed::Fixed(2), ..Config::default() }
}

/// Any text at all, and texts made of the pieces of valid values, which come close to being valid.
pub(super) fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "b",
        "Z",
        "9",
        "_",
        "-",
        ".",
        ":",
        "/",
        "@",
        "*",
        " ",
        ",",
        "{user}",
        "https://",
        "http://",
        "carto.com",
        "localhost",
        ":8080",
        "user",
        "datasets",
        "r",
        "rw",
        "schemas:c",
        "con",
        "nul",
        "?",
        "#",
        "é",
        "中",
        "👩‍👩‍👧",
        "\u{202E}",
        "\u{2028}",
        "\0",
        "\n",
        "%",
        "[::1]",
        "0123456789abcdef0123",
        "scope",
        "dataservices:isolines",
        "..",
        "\u{A0}",
    ]);
    prop_oneof![
        any::<String>(),
        "[ -~]{0,50}",
        "[a-z0-9_.:-]{0,70}",
        prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat()),
    ]
}

/// What holds for every newtype: it takes its own text back unchanged, never refuses without words, and what it
/// suggests as a value is one. Advice, which is no value, has blanks; `values_have_blanks` where values may too.
pub(super) fn assert_sound<T>(text: &str, as_str: impl Fn(&T) -> &str, values_have_blanks: bool)
where
    T: FromStr<Err = Invalid> + Debug + PartialEq,
{
    match text.parse::<T>() {
        Ok(value) => assert_eq!(as_str(&value), text),
        Err(Invalid { message, suggestion }) => {
            assert!(!message.is_empty() && !message.ends_with('.'), "{message}");
            if let Some(suggestion) = suggestion
                && (values_have_blanks || !suggestion.contains(' '))
            {
                assert_ne!(suggestion, text);
                let parsed = suggestion.parse::<T>();
                assert!(parsed.is_ok(), "{text:?}: the suggestion {suggestion:?} is refused: {parsed:?}");
            }
        }
    }
}
