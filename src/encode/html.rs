//! HTML.

use std::fmt::Write;

use super::PRINT_WIDTH;
use super::width::width;

/// Encodes the text of an element or of an attribute in double quotes.
///
/// Leading, trailing and repeated spaces become character references, since HTML would collapse them. HTML can't represent
/// NUL, which becomes U+FFFD. An attribute with more double than single quotes is valid, but Prettier would put it in
/// single quotes.
pub fn text(text: &str) -> String {
    let mut out = String::new();
    let last = text.chars().count().saturating_sub(1);
    for (position, (c, is_hidden)) in super::characters(text).enumerate() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            ' ' if position == 0 || position == last || out.ends_with(' ') => out.push_str("&#32;"),
            '\0' => out.push('\u{FFFD}'),
            // References to these mean other characters: 0x80 is the euro sign.
            '\u{80}'..='\u{9F}' => out.push(c),
            c if is_hidden => _ = write!(out, "&#x{:X};", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}

/// Returns the whole `<title>` element, indented by `indent` columns; its words are wrapped if they don't fit on one line.
/// The browser reads the line breaks as spaces.
pub fn title_element(indent: usize, title: &str) -> String {
    let title = text(title);
    let line = format!("<title>{title}</title>");
    if indent + width(&line) <= PRINT_WIDTH {
        return line;
    }
    let mut out = String::from("<title>");
    let mut column = PRINT_WIDTH;
    for word in title.split(' ') {
        if column + 1 + width(word) > PRINT_WIDTH {
            _ = write!(out, "\n{:indent$}  {word}", "");
            column = indent + 2 + width(word);
        } else {
            _ = write!(out, " {word}");
            column += 1 + width(word);
        }
    }
    _ = write!(out, "\n{:indent$}</title>", "");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped() {
        for (raw, expected) in [
            ("My map", "My map"),
            (
                "</title><script>alert('\"')</script>",
                "&lt;/title&gt;&lt;script&gt;alert('&quot;')&lt;/script&gt;",
            ),
            ("&lt; R&D", "&amp;lt; R&amp;D"),
            (" a  b ", "&#32;a &#32;b&#32;"),
            ("a\n\u{202E}\u{A0}\0\u{80}", "a&#xA;&#x202E;&#xA0;\u{FFFD}\u{80}"),
        ] {
            assert_eq!(text(raw), expected);
        }
    }

    #[test]
    fn a_long_title_is_wrapped() {
        let widest = "x".repeat(81);
        assert_eq!(title_element(4, &widest), format!("<title>{widest}</title>"));
        assert_eq!(
            title_element(4, &format!("{widest}x")),
            format!("<title>\n      {widest}x\n    </title>")
        );
        let words = "word ".repeat(30);
        let (first, second) = ("word ".repeat(18) + "word", "word ".repeat(10) + "word");
        assert_eq!(
            title_element(4, words.trim_end()),
            format!("<title>\n      {first}\n      {second}\n    </title>")
        );
    }
}
