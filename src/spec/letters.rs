//! Plain letters for accented and Cyrillic ones, for suggestions of names.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::imported_name;
use super::title::capitalized;

/// The Latin letters that are more than a plain letter with a mark.
#[rustfmt::skip]
const LATIN: [(char, &str); 14] = [
    ('æ', "ae"), ('đ', "d"), ('ð', "d"), ('ħ', "h"), ('ı', "i"), ('ĳ', "ij"), ('ĸ', "k"), ('ł', "l"), ('ŋ', "n"),
    ('ø', "o"), ('œ', "oe"), ('ß', "ss"), ('þ', "th"), ('ŧ', "t"),
];

/// Replaces accented and Cyrillic letters with plain ones; other characters stay.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfc() {
        if let Some(letters) = letters(c) {
            plain.push_str(&letters);
        } else {
            decompose_canonical(c, |part| match letters(part) {
                _ if is_combining_mark(part) => {}
                Some(letters) => plain.push_str(&letters),
                None => plain.push(part),
            });
        }
    }
    plain
}

fn letters(c: char) -> Option<String> {
    let mut lower = c.to_lowercase();
    let (Some(small), None) = (lower.next(), lower.next()) else { return None };
    let latin = LATIN.iter().find(|(letter, _)| *letter == small).map(|(_, letters)| *letters);
    let is_cyrillic = ('\u{400}'..='\u{4ff}').contains(&small);
    let letters = latin.or_else(|| imported_name::letters(small).filter(|_| is_cyrillic))?;
    Some(if c.is_uppercase() { capitalized(letters) } else { letters.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_kept_in_a_plain_form() {
        for (text, expected) in [
            ("Ærø kort", "Aero kort"),
            ("café", "cafe"),
            ("cafe\u{301}", "cafe"),
            ("Größe", "Grosse"),
            ("Książka żółw", "Ksiazka zolw"),
            ("Đường phố", "Duong pho"),
            ("İstanbul ışık", "Istanbul isik"),
            ("Reykjavík Þing ð", "Reykjavik Thing d"),
            ("Карта Щука", "Karta Shhuka"),
            ("ǅ 地図 x_2-3", "ǅ 地図 x_2-3"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }
}
