//! JavaScript.

use std::fmt::Write;

use super::PRINT_WIDTH;
use super::width::width;

/// Returns a complete string literal, in single quotes unless the text contains more single than double quotes.
pub fn string(text: &str) -> String {
    quoted(text, true)
}

/// Returns a complete string literal in single or double quotes, or in the other kind if the text contains fewer of those.
pub fn quoted(text: &str, single: bool) -> String {
    let count = |quote: char| text.chars().filter(|c| *c == quote).count();
    let (own, other) = if single { ('\'', '"') } else { ('"', '\'') };
    let quote = if count(own) > count(other) { other } else { own };
    let mut out = String::from(quote);
    for (at, c, is_hidden) in positions(text) {
        match c {
            '\\' => out.push_str("\\\\"),
            c if c == quote => out.extend(['\\', c]),
            // The HTML parser ends an inline script here, even inside a string.
            '<' if ends_script(&text[at + 1..]) => out.push_str("\\x3C"),
            c if is_hidden => escape(c, &mut out),
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

/// Returns the property `key: 'value'` of an object, indented by `indent` columns and without the trailing comma; the value
/// goes on the next line if the property doesn't fit.
pub fn property(indent: usize, key: &str, text: &str) -> String {
    let value = string(text);
    let fits = indent + width(key) + ": ".len() + width(&value) + ",".len() <= PRINT_WIDTH;
    // Prettier never breaks after a shorter key, since the next line would hardly be shorter.
    if fits || width(key) < 5 {
        format!("{key}: {value}")
    } else {
        format!("{key}:\n{:indent$}  {value}", "")
    }
}

/// Like [`property`], but a variable of the environment replaces the text when the application is built:
/// `key: import.meta.env.NAME || 'value'`. An empty variable does not.
pub fn property_or_variable(indent: usize, key: &str, variable: &str, text: &str) -> String {
    let (variable, value) = (format!("import.meta.env.{variable}"), string(text));
    let whole = format!("{variable} || {value}");
    let fits = |start: usize| start + width(&whole) + ",".len() <= PRINT_WIDTH;
    let inner = indent + 2;
    // Prettier also breaks after a short key here.
    if fits(indent + width(key) + ": ".len()) {
        format!("{key}: {whole}")
    } else if fits(inner) {
        format!("{key}:\n{:inner$}{whole}", "")
    } else {
        format!("{key}:\n{:inner$}{variable} ||\n{:inner$}{value}", "", "")
    }
}

/// Returns a template literal without substitutions, for text of several lines. Line feeds stay as they are; carriage
/// returns are escaped, since the language would drop them.
pub fn template(text: &str) -> String {
    let mut out = String::from("`");
    let mut characters = positions(text).peekable();
    while let Some((_, c, is_hidden)) = characters.next() {
        match c {
            '`' | '\\' => out.extend(['\\', c]),
            '$' if characters.peek().is_some_and(|(_, next, _)| *next == '{') => out.push_str("\\$"),
            '\n' => out.push('\n'),
            '\t' => out.push('\t'),
            c if is_hidden => escape(c, &mut out),
            c => out.push(c),
        }
    }
    out.push('`');
    out
}

/// Encodes the text for the end of a `//` comment: on one line, whatever it contains.
pub fn line_comment(text: &str) -> String {
    let mut out = String::new();
    for (_, c, is_hidden) in positions(text.trim_end()) {
        if is_hidden { escape(c, &mut out) } else { out.push(c) }
    }
    out
}

fn positions(text: &str) -> impl Iterator<Item = (usize, char, bool)> {
    text.char_indices().zip(super::characters(text)).map(|((at, c), (_, is_hidden))| (at, c, is_hidden))
}

fn ends_script(rest: &str) -> bool {
    ["/script", "/style", "!--"].iter().any(|end| {
        rest.as_bytes().get(..end.len()).is_some_and(|head| head.eq_ignore_ascii_case(end.as_bytes()))
    })
}

fn escape(c: char, out: &mut String) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if u32::from(c) <= 0xFF => _ = write!(out, "\\x{:02X}", u32::from(c)),
        c if u32::from(c) <= 0xFFFF => _ = write!(out, "\\u{:04X}", u32::from(c)),
        c => _ = write!(out, "\\u{{{:X}}}", u32::from(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiline_text_is_preserved() {
        use crate::code::Script;

        for text in [
            "SELECT 'a'\n  FROM \"b\"",
            "`\\`${x} $ {\\u{41} $$${\n",
            "a\r\nb\rc",
            "\u{2028}\0\t</script>",
            "\\\n`$`{",
        ] {
            let code = format!("const x = {};", template(text));
            let arena = oxc_allocator::Allocator::default();
            let script = Script::parse(&arena, "x.js", &code).expect(&code);
            let read = script.string(script.at(&["x"]).expect("x")).map(|(text, _)| text);
            assert_eq!(read.as_deref(), Some(text), "{code}");
        }
        assert_eq!(template("a\nb"), "`a\nb`");
    }

    #[test]
    fn literals_match_prettier() {
        for (text, expected) in [
            ("My map", "'My map'"),
            ("", "''"),
            ("it's", "\"it's\""),
            ("it's \"x\"", "'it\\'s \"x\"'"),
            ("\"x\"", "'\"x\"'"),
            ("''\"", "\"''\\\"\""),
            ("a\\b", "'a\\\\b'"),
            ("${x} `y` {{z}} $&", "'${x} `y` {{z}} $&'"),
            ("</Script><!--</style", "'\\x3C/Script>\\x3C!--\\x3C/style'"),
            ("<b>", "'<b>'"),
            (
                "a\n\r\t\0\u{7f}\u{2028}\u{202E}\u{A0}\u{E0041}",
                "'a\\n\\r\\t\\x00\\x7F\\u2028\\u202E\\xA0\\u{E0041}'",
            ),
            ("👩‍👧 é", "'👩‍👧 é'"),
        ] {
            assert_eq!(string(text), expected);
        }
    }

    #[test]
    fn a_property_breaks_after_its_colon_when_it_does_not_fit() {
        assert_eq!(property(2, "title", "x"), "title: 'x'");
        let widest = "x".repeat(88);
        assert_eq!(property(2, "title", &widest), format!("title: '{widest}'"));
        assert_eq!(property(2, "title", &format!("{widest}x")), format!("title:\n    '{widest}x'"));
        assert_eq!(property(2, "title", &"東".repeat(45)), format!("title:\n    '{}'", "東".repeat(45)));
        assert_eq!(property(2, "name", &"x".repeat(200)), format!("name: '{}'", "x".repeat(200)));
    }

    #[test]
    fn a_property_with_a_variable_also_breaks_after_its_operator() {
        let of = |text: &str| property_or_variable(4, "clientId", "VITE_ID", text);
        assert_eq!(of("x"), "clientId: import.meta.env.VITE_ID || 'x'");
        let (widest, wider) = ("x".repeat(56), "x".repeat(64));
        assert_eq!(of(&widest), format!("clientId: import.meta.env.VITE_ID || '{widest}'"));
        for text in [format!("{widest}x"), wider.clone()] {
            assert_eq!(of(&text), format!("clientId:\n      import.meta.env.VITE_ID || '{text}'"));
        }
        let widest = format!("{wider}x");
        assert_eq!(of(&widest), format!("clientId:\n      import.meta.env.VITE_ID ||\n      '{widest}'"));
    }

    #[test]
    fn a_comment_stays_on_its_line() {
        assert_eq!(line_comment("a\nb\u{2028}c */ </script> "), "a\\nb\\u2028c */ </script>");
    }
}
