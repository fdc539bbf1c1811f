//! GitHub Flavored Markdown.

use std::fmt::Write;

use crate::spec::characters::is_noncharacter;

/// Encodes text inside a line so that it is shown literally, even at the start of a block, and Prettier leaves it alone.
///
/// A character is escaped only where Markdown would interpret it. Markdown can't represent control characters, which become
/// U+FFFD. GitHub always turns an e-mail address into a link.
pub fn inline(text: &str) -> String {
    let characters: Vec<(char, bool)> = super::characters(text).collect();
    let at = |index: usize| characters.get(index).map_or('\0', |(c, _)| *c);
    let mut out = String::new();
    for (index, (c, is_hidden)) in characters.iter().copied().enumerate() {
        let before = if index == 0 { '\0' } else { at(index - 1) };
        let after = at(index + 1);
        let is_escaped = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' | '$' => true,
            '_' => !is_inside_word(&characters, index),
            '#' => before == '\0' || before.is_whitespace(),
            '>' | '+' | '-' | '=' => index == 0,
            '.' | ')'
                if (1..10).contains(&index)
                    && characters[..index].iter().all(|(c, _)| c.is_ascii_digit()) =>
            {
                true
            }
            '.' => ends_with_www(&characters[..index]),
            ':' => after == '/',
            '@' => after.is_alphanumeric() || before.is_ascii_alphanumeric() || ".+_-".contains(before),
            _ => false,
        };
        match c {
            _ if is_escaped => out.extend(['\\', c]),
            '&' if after == '#' || after.is_ascii_alphanumeric() => out.push_str("&amp;"),
            ' ' if index == 0 || index + 1 == characters.len() || before == ' ' => out.push_str("&#32;"),
            '\n' | '\r' | '\t' => _ = write!(out, "&#{};", u32::from(c)),
            // A reference to one of these means U+FFFD.
            c if is_noncharacter(c) => out.push(c),
            c if c.is_control() => out.push('\u{FFFD}'),
            c if is_hidden => _ = write!(out, "&#x{:X};", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}

/// Whether a run of the same character has a letter or digit on both sides.
fn is_inside_word(characters: &[(char, bool)], index: usize) -> bool {
    let c = characters[index].0;
    let mut before = characters[..index].iter().rev().map(|(c, _)| *c).skip_while(|other| *other == c);
    let mut after = characters[index..].iter().map(|(c, _)| *c).skip_while(|other| *other == c);
    before.next().is_some_and(char::is_alphanumeric) && after.next().is_some_and(char::is_alphanumeric)
}

fn ends_with_www(characters: &[(char, bool)]) -> bool {
    characters.len() >= 3
        && characters[characters.len() - 3..].iter().all(|(c, _)| c.eq_ignore_ascii_case(&'w'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_markdown_syntax_is_escaped() {
        for (text, expected) in [
            ("My map", "My map"),
            (
                "roads_2020 (v1.0), C# & co: it's 50% + 2 - 1 = x > y!",
                "roads_2020 (v1.0), C# & co: it's 50% + 2 - 1 = x > y!",
            ),
            ("_x_ *y* `z`", "\\_x\\_ \\*y\\* \\`z\\`"),
            ("datasets:r:my-user.roads", "datasets:r:my-user.roads"),
            ("# a # b #", "\\# a \\# b \\#"),
            ("- a", "\\- a"),
            ("1. a", "1\\. a"),
            ("> a", "\\> a"),
            ("[a](b) ![c]", "\\[a\\](b) !\\[c\\]"),
            ("</script>", "\\</script>"),
            ("&lt; R&D", "&amp;lt; R&amp;D"),
            ("https://x.org www.x.org a@b.org @me", "https\\://x.org www\\.x.org a\\@b.org \\@me"),
            ("$x$ ~y~ |z| \\", "\\$x\\$ \\~y\\~ \\|z\\| \\\\"),
            ("{{x}} {% y %} ${z} {user}", "{{x}} {% y %} \\${z} {user}"),
            (" a  b ", "&#32;a &#32;b&#32;"),
            ("a\nb\u{202E}\0", "a&#10;b&#x202E;\u{FFFD}"),
        ] {
            assert_eq!(inline(text), expected);
        }
    }
}
