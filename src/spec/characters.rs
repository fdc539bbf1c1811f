//! Characters that are invisible or that change how the text around them is displayed.

use std::iter;

use super::Invalid;

/// Returns why a character is not allowed in text that people read and programs compare, or `None` if it is allowed.
pub(crate) fn fault(before: Option<char>, c: char) -> Option<&'static str> {
    match c {
        '\u{FFFD}' => Some("the replacement character"),
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}' => {
            Some("a private-use character")
        }
        c => unseen(before, c),
    }
}

/// Returns why a character is invisible or moves the characters around it; `None` for any other character.
///
/// Joiners of emoji and letters (U+200C, U+200D, variation selectors, flag tags) are allowed after a character that they
/// can join to, `before`.
pub(crate) fn unseen(before: Option<char>, c: char) -> Option<&'static str> {
    match c {
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some("which ends a line"),
        c if c.is_control() => Some("a control character"),
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            Some("which changes the text direction")
        }
        '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}'
            if before.is_some_and(|b| !b.is_whitespace() && !is_joiner(b)) =>
        {
            None
        }
        // After an emoji's variation selector, U+200D joins the next emoji of a sequence.
        '\u{200D}' if before == Some('\u{FE0F}') => None,
        '\u{E0020}'..='\u{E007F}' if before.is_some_and(|b| b == '\u{1F3F4}' || is_tag(b)) => None,
        '\u{AD}'
        | '\u{34F}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200D}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206A}'..='\u{206F}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}' => Some("which is invisible"),
        c if is_noncharacter(c) => Some("which is not a character"),
        _ => None,
    }
}

/// Whether a text is free of invisible and misleading characters.
pub fn is_visible(text: &str) -> bool {
    let befores = iter::once(None).chain(text.chars().map(Some));
    text.chars().zip(befores).all(|(c, before)| unseen(before, c).is_none())
}

/// Escapes invisible and misleading characters for display: answers, paths and code may contain anything.
pub fn visible(text: &str) -> String {
    escaped(text, |c, out| out.extend(c.escape_default()))
}

/// Replaces each invisible or misleading character with what `escape` writes.
pub(crate) fn escaped(text: &str, escape: impl Fn(char, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for c in text.chars() {
        if unseen(before, c).is_some() {
            escape(c, &mut out);
            before = None;
        } else {
            out.push(c);
            before = Some(c);
        }
    }
    out
}

/// Whether Unicode guarantees that this code point will never be a character.
pub(crate) fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Refuses the first control character and the first invisible or misleading one.
pub(super) fn check(text: &str) -> Result<(), Invalid> {
    let mut before = None;
    for c in text.chars() {
        if let Some(fault) = fault(before, c) {
            return Err(Invalid::new(format!("contains {}, {fault}", name(c))));
        }
        before = Some(c);
    }
    Ok(())
}

/// Returns the text without the characters that `check` refuses; those that separate words become spaces.
pub(super) fn cleaned(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match fault(clean.chars().next_back(), c) {
            None => clean.push(c),
            Some(_) if c.is_whitespace() => clean.push(' '),
            Some(_) => {}
        }
    }
    clean
}

/// Returns a character's name for a message: `U+202E`.
pub(super) fn name(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0020}'..='\u{E007E}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_and_scripts_that_need_joiners_are_accepted() {
        for text in ["👩‍👩‍👧", "🏳️‍🌈", "❤️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣", "می‌خواهم", "葛󠄀", "日本", "Ελλάδα"]
        {
            assert_eq!(check(text), Ok(()), "{text}");
            assert_eq!(cleaned(text), text);
        }
    }

    #[test]
    fn invisible_characters_are_escaped() {
        for (text, expected) in [
            ("a\u{1b}[31m\t\n", r"a\u{1b}[31m\t\n"),
            ("\u{9b}31m\u{7f}", r"\u{9b}31m\u{7f}"),
            ("a\u{202e}b\u{2066}\u{200b}\u{2028}\u{feff}", r"a\u{202e}b\u{2066}\u{200b}\u{2028}\u{feff}"),
            ("\u{202e}\u{200d}", r"\u{202e}\u{200d}"),
            ("größe 👩‍👩‍👧 می‌خواهم \u{fffd} \\ \"", "größe 👩‍👩‍👧 می‌خواهم \u{fffd} \\ \""),
        ] {
            assert_eq!(visible(text), expected);
            assert_eq!(is_visible(text), text == expected);
        }
    }

    #[test]
    fn the_message_names_the_character() {
        for (text, message) in [
            ("a\0", "contains U+0000, a control character"),
            ("a\u{2028}b", "contains U+2028, which ends a line"),
            ("\u{85}", "contains U+0085, which ends a line"),
            ("ab\u{202E}c", "contains U+202E, which changes the text direction"),
            ("\u{200D}a", "contains U+200D, which is invisible"),
            ("a\u{200D}\u{200D}", "contains U+200D, which is invisible"),
            ("a\u{E0041}", "contains U+E0041, which is invisible"),
            ("\u{FEFF}a", "contains U+FEFF, which is invisible"),
            ("a\u{FFFD}", "contains U+FFFD, the replacement character"),
            ("\u{E000}", "contains U+E000, a private-use character"),
            ("\u{1FFFE}", "contains U+1FFFE, which is not a character"),
        ] {
            assert_eq!(check(text), Err(Invalid::new(message)));
        }
    }

    #[test]
    fn cleaning_keeps_words_apart() {
        assert_eq!(cleaned("a\nb\u{202E}c\u{2029}d\0"), "a bc d");
    }
}
