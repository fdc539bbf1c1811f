//! Helpers shared by the property tests of the newtypes.

use std::fmt::Debug;
use std::str::FromStr;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use super::Invalid;

/// A configuration that runs the same cases every time.
pub(super) fn config() -> Config {
    Config { cases: 512, failure_persistence: None, rng_seed: RngSeed::Fixed(2), ..Config::default() }
}

/// Arbitrary texts, and texts made of pieces of valid values, which are close to being valid.
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

/// Asserts the properties of every newtype: it parses its own text back unchanged, a refusal has a message, and a suggested
/// value is valid. Advice, which is not a value, is recognized by its spaces, unless `values_have_spaces`.
pub(super) fn assert_sound<T>(text: &str, as_str: impl Fn(&T) -> &str, values_have_spaces: bool)
where
    T: FromStr<Err = Invalid> + Debug + PartialEq,
{
    match text.parse::<T>() {
        Ok(value) => assert_eq!(as_str(&value), text),
        Err(Invalid { message, suggestion }) => {
            assert!(!message.is_empty() && !message.ends_with('.'), "{message}");
            if let Some(suggestion) = suggestion
                && (values_have_spaces || !suggestion.contains(' '))
            {
                assert_ne!(suggestion, text);
                let parsed = suggestion.parse::<T>();
                assert!(parsed.is_ok(), "{text:?}: the suggestion {suggestion:?} is refused: {parsed:?}");
            }
        }
    }
}
