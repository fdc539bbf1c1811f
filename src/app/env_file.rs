//! `.env.local`, which contains the private API key, possibly among the user's other variables.

use std::ops::Range;

use crate::encode::env;

/// The file's name; git ignores the file.
pub const ENV_LOCAL: &str = ".env.local";

/// The variable that contains a private key.
pub const KEY_VARIABLE: &str = "VITE_CARTO_API_KEY";

/// Returns the value of a variable, without its quotes, or `None` if it is not set.
pub fn value_of<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let value = &text[last(text, name)?];
    Some(value.trim_matches(['"', '\'', '`']))
}

/// Returns the text with a variable set; everything else stays unchanged. `None` if the format can't represent the value.
pub fn with(text: &str, name: &str, value: &str) -> Option<String> {
    let value = env::value(value)?;
    if let Some(place) = last(text, name) {
        return Some([&text[..place.start], &value, &text[place.end..]].concat());
    }
    let eol = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let separator = if text.is_empty() || text.ends_with('\n') { "" } else { eol };
    Some(format!("{text}{separator}{name}={value}{eol}"))
}

/// Returns the name and the place of the value, including its quotes, of each assignment.
pub fn assignments(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
            let line = &text[at..line_end];
            let Some((left, right)) = line.split_once('=').filter(|_| !line.trim_start().starts_with('#'))
            else {
                at = line_end;
                continue;
            };
            let name = left.trim();
            let name = name.strip_prefix("export ").map_or(name, str::trim);
            let start = at + left.len() + 1 + (right.len() - right.trim_start_matches([' ', '\t']).len());
            let value = start..value_end(text, start, line_end);
            at = text[value.end..].find('\n').map_or(text.len(), |end| value.end + end + 1);
            return Some((name, value));
        }
        None
    })
}

/// Returns the place of the value in the last assignment to a variable, which takes precedence.
fn last(text: &str, name: &str) -> Option<Range<usize>> {
    assignments(text).filter(|(found, _)| *found == name).last().map(|(_, value)| value)
}

/// Returns the end of a value: its closing quote, possibly on a later line, or else the start of a comment or the end of
/// the line.
fn value_end(text: &str, start: usize, line_end: usize) -> usize {
    let quote = text[start..].chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
    let closing = quote.and_then(|quote| text[start + 1..].find(quote));
    if let Some(closing) = closing {
        return start + 1 + closing + 1;
    }
    let line = &text[start..line_end.max(start)];
    let value = line.split('#').next().unwrap_or_default();
    start + value.trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "AbCdEfGhIjKlMnOpQrStUv";

    #[test]
    fn only_the_value_changes() {
        for (text, expected) in [
            ("", "K=AbCdEfGhIjKlMnOpQrStUv\n"),
            ("A=1", "A=1\nK=AbCdEfGhIjKlMnOpQrStUv\n"),
            ("A=1\r\n", "A=1\r\nK=AbCdEfGhIjKlMnOpQrStUv\r\n"),
            ("# K=x\nK=old # mine\nB=2\n", "# K=x\nK=AbCdEfGhIjKlMnOpQrStUv # mine\nB=2\n"),
            ("export K = 'o#d'\nB=2", "export K = AbCdEfGhIjKlMnOpQrStUv\nB=2"),
            ("A=\"\nK=no\n\"\nK=\n", "A=\"\nK=no\n\"\nK=AbCdEfGhIjKlMnOpQrStUv\n"),
            ("K=1\nKK=2\nK=3\n", "K=1\nKK=2\nK=AbCdEfGhIjKlMnOpQrStUv\n"),
        ] {
            let new = with(text, "K", KEY).expect("holds it");
            assert_eq!(new, expected, "{text:?}");
            assert_eq!(value_of(&new, "K"), Some(KEY), "{text:?}");
            assert_eq!(with(&new, "K", KEY), Some(new), "{text:?}");
        }
        assert_eq!(value_of("K=\n", "K"), Some(""));
        assert_eq!(value_of("# K=1\n", "K"), None);
    }
}
