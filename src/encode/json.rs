//! JSON.

/// A complete string with its quotes, as `JSON.stringify` writes it.
pub fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_must_be_is_escaped() {
        assert_eq!(string("a\"b\\c/\n\u{1}\u{7f}\u{2028}é"), "\"a\\\"b\\\\c/\\n\\u0001\u{7f}\u{2028}é\"");
    }
}
