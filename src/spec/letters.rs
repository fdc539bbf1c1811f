//! Plain letters for accented, Greek and Cyrillic ones, for suggestions of names.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::imported_name;
use super::title::capitalized;

/// The Latin letters that are more than a plain letter with a mark.
#[rustfmt::skip]
const LATIN: [(char, &str); 14] = [
    ('æ', "ae"), ('đ', "d"), ('ð', "d"), ('ħ', "h"), ('ı', "i"), ('ĳ', "ij"), ('ĸ', "k"), ('ł', "l"), ('ŋ', "n"),
    ('ø', "o"), ('œ', "oe"), ('ß', "ss"), ('þ', "th"), ('ŧ', "t"),
];

/// The Greek letters, as ISO 843 transcribes them one by one.
#[rustfmt::skip]
const GREEK: [(char, &str); 25] = [
    ('α', "a"), ('β', "v"), ('γ', "g"), ('δ', "d"), ('ε', "e"), ('ζ', "z"), ('η', "i"), ('θ', "th"), ('ι', "i"),
    ('κ', "k"), ('λ', "l"), ('μ', "m"), ('ν', "n"), ('ξ', "x"), ('ο', "o"), ('π', "p"), ('ρ', "r"), ('σ', "s"),
    ('ς', "s"), ('τ', "t"), ('υ', "y"), ('φ', "f"), ('χ', "ch"), ('ψ', "ps"), ('ω', "o"),
];

/// The Cyrillic letters of Ukrainian and other languages that CARTO's importer does not replace.
#[rustfmt::skip]
const CYRILLIC: [(char, &str); 11] = [
    ('ґ', "g"), ('є', "ye"), ('і', "i"), ('ї', "yi"), ('ђ', "dj"), ('ј', "j"), ('љ', "lj"), ('њ', "nj"), ('ћ', "c"),
    ('џ', "dz"), ('ѕ', "dz"),
];

/// Replaces accented, Greek and Cyrillic letters with plain ones, and ligatures and other variants with their letters; other
/// characters stay.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfc() {
        if let Some(letters) = letters(c) {
            plain.push_str(&letters);
        } else {
            decompose_compatible(c, |part| match letters(part) {
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
    let mut own = LATIN.iter().chain(&GREEK).chain(&CYRILLIC);
    let own = own.find(|(letter, _)| *letter == small).map(|(_, letters)| *letters);
    let is_cyrillic = ('\u{400}'..='\u{4ff}').contains(&small);
    let letters = own.or_else(|| imported_name::letters(small).filter(|_| is_cyrillic))?;
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
            ("Київ Їжак ґанок є", "Kiyiv Yizhak ganok ye"),
            ("Љубљана", "Ljubljana"),
            ("Αθήνα Θεσσαλονίκης ΨΩ", "Athina Thessalonikis PsO"),
            ("ﬁsh Ａ２ x²", "fish A2 x2"),
            ("ǅ 地図 x_2-3", "Dz 地図 x_2-3"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }
}
