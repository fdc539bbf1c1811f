//! JSON.

use std::fmt::Write as _;

use crate::spec::characters::escaped;

/// Returns a complete string literal, as `JSON.stringify` writes it.
pub fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Escapes invisible characters and terminal controls in a JSON document; JSON itself requires that only below U+0020.
pub fn visible(document: &str) -> String {
    escaped(document, |c, out| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaping_invisible_characters_keeps_the_value() {
        let text = "a\u{9b}b\u{202e}c\u{2028}d\u{e0001}e👩‍👧\u{1b}\n";
        let document = visible(&string(text));
        assert_eq!(document, r#""a\u009bb\u202ec\u2028d\udb40\udc01e👩‍👧\u001b\n""#);
        assert_eq!(serde_json::from_str::<String>(&document).ok().as_deref(), Some(text));
    }

    #[test]
    fn only_required_escapes_are_written() {
        assert_eq!(string("a\"b\\c/\n\u{1}\u{7f}\u{2028}é"), "\"a\\\"b\\\\c/\\n\\u0001\u{7f}\u{2028}é\"");
    }
}
