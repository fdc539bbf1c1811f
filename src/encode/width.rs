//! The display width of text, as Prettier computes it.

use unicode_width::UnicodeWidthChar;

/// Returns the number of columns, as Prettier counts them: 2 for an emoji, even if it is a sequence, and for a wide
/// character; 0 for a combining mark; 1 for a joiner between letters.
pub(crate) fn width(text: &str) -> usize {
    let characters: Vec<char> = text.chars().collect();
    let mut columns = 0;
    let mut at = 0;
    while let Some(c) = characters.get(at) {
        let emoji = emoji(&characters[at..]);
        columns += if emoji > 1 { 2 } else { one(*c) };
        at += emoji.max(1);
    }
    columns
}

fn one(c: char) -> usize {
    if c.is_control() {
        return 0;
    }
    match c {
        // The library counts these as 0, as terminals do.
        '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' => 1,
        c => UnicodeWidthChar::width(c).unwrap_or(0),
    }
}

/// Returns how many characters at the start form one emoji; 0 or 1 if none are joined.
fn emoji(characters: &[char]) -> usize {
    let at = |index: usize| characters.get(index).copied().unwrap_or_default();
    if matches!(at(0), '0'..='9' | '#' | '*') {
        return match (at(1), at(2)) {
            ('\u{FE0F}', '\u{20E3}') => 3,
            ('\u{20E3}', _) => 2,
            _ => 1,
        };
    }
    let mut length = 0;
    loop {
        if !is_pictograph(at(length)) {
            // A trailing joiner that joins nothing is not part of the emoji.
            return length.saturating_sub(1);
        }
        length += 1;
        if matches!(at(length), '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}') {
            length += 1;
        }
        while matches!(at(length), '\u{E0020}'..='\u{E007F}') {
            length += 1;
        }
        if at(length) != '\u{200D}' {
            return length;
        }
        length += 1;
    }
}

fn is_pictograph(c: char) -> bool {
    matches!(
        c,
        '©' | '®'
            | '\u{203C}'
            | '\u{2049}'
            | '\u{2122}'
            | '\u{2139}'
            | '\u{2194}'..='\u{21AA}'
            | '\u{231A}'..='\u{23FF}'
            | '\u{24C2}'
            | '\u{25AA}'..='\u{27BF}'
            | '\u{2934}'..='\u{2935}'
            | '\u{2B05}'..='\u{2B55}'
            | '\u{3030}'
            | '\u{303D}'
            | '\u{3297}'
            | '\u{3299}'
            | '\u{1F000}'..='\u{1FAFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_and_wide_characters_are_two_columns() {
        for (text, columns) in [
            ("map", 3),
            ("é", 1),
            ("e\u{301}", 1),
            ("東京", 4),
            ("🗺️", 2),
            ("🗺", 1),
            ("❤", 1),
            ("👩‍👩‍👧", 2),
            ("👍🏽", 2),
            ("🇪🇸🇫🇷", 4),
            ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2),
            ("1️⃣", 2),
            ("می\u{200C}خ", 4),
            ("", 0),
        ] {
            assert_eq!(width(text), columns, "{text}");
        }
    }
}
