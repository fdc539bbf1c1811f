//! JSON.

/// Returns a complete string literal, as `JSON.stringify` writes it.
pub fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_required_escapes_are_written() {
        assert_eq!(string("a\"b\\c/\n\u{1}\u{7f}\u{2028}é"), "\"a\\\"b\\\\c/\\n\\u0001\u{7f}\u{2028}é\"");
    }
}
