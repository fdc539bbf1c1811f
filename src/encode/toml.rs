//! TOML.

use std::fmt::Write;

/// Returns a basic string, with its quotes.
pub fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for (c, is_hidden) in super::characters(text) {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hidden && u32::from(c) <= 0xFFFF => _ = write!(out, "\\u{:04X}", u32::from(c)),
            c if is_hidden => _ = write!(out, "\\U{:08X}", u32::from(c)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_backslashes_and_hidden_characters_are_escaped() {
        assert_eq!(string("a\"b\\c\n\u{7f}\u{202E}\u{E0041}é'"), r#""a\"b\\c\n\u007F\u202E\U000E0041é'""#);
    }
}
