//! Dotenv files, as Vite 8's `loadEnv` reads them: Node's `parseEnv` for the quotes, then `dotenv-expand` for `$`.

/// Returns the right-hand side of `NAME=`, or `None` if the format can't represent the text: control characters, line
/// breaks, or all three kinds of quotes at once.
pub fn value(text: &str) -> Option<String> {
    if text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        return None;
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_@%+=:,./-".contains(c);
    if text.chars().all(is_plain) {
        return Some(text.to_owned());
    }
    let quote = ['\'', '"', '`'].into_iter().find(|quote| {
        // Between double quotes, `\n` becomes a line break.
        !text.contains(*quote) && (*quote != '"' || !text.contains('\\'))
    })?;
    Some(format!("{quote}{}{quote}", text.replace('$', r"\$")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_does_not_contain_its_quotes() {
        for (text, expected) in [
            ("", Some("")),
            ("Ab3_-fGh1jKlMn0pQrStUv", Some("Ab3_-fGh1jKlMn0pQrStUv")),
            ("a b#c", Some("'a b#c'")),
            ("it's", Some("\"it's\"")),
            ("it's \"x\"", Some("`it's \"x\"`")),
            ("it's \\n", Some("`it's \\n`")),
            ("$HOME", Some("'\\$HOME'")),
            ("'\"`", None),
            ("'`\\n", None),
            ("a b\\", Some("'a b\\'")),
            ("a\nb", None),
            ("a\0b", None),
            ("a\u{2028}b", None),
        ] {
            assert_eq!(value(text).as_deref(), expected, "{text:?}");
        }
    }
}
