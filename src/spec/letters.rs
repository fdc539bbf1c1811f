//! Letters with accents, and of other alphabets, in plain ones: for suggestions of names.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::title::capitalized;

/// The Latin letters that are more than a plain letter with a mark.
#[rustfmt::skip]
const LATIN: [(char, &str); 14] = [
    ('æ', "ae"), ('đ', "d"), ('ð', "d"), ('ħ', "h"), ('ı', "i"), ('ĳ', "ij"), ('ĸ', "k"), ('ł', "l"), ('ŋ', "n"),
    ('ø', "o"), ('œ', "oe"), ('ß', "ss"), ('þ', "th"), ('ŧ', "t"),
];

/// The plain letters that CARTO's importer writes for others in the names of tables and columns.
#[rustfmt::skip]
const IMPORTED: [(&str, &str); 36] = [
    ("a", "àáâãäåāăа"), ("ae", "æ"), ("b", "б"), ("c", "çćčĉċ"), ("ch", "ч"), ("cz", "ц"), ("d", "ďđд"),
    ("e", "èéêëēęěĕėеэ"), ("f", "ƒф"), ("g", "ĝğġģг"), ("h", "ĥħ"), ("i", "ìíîïīĩĭи"), ("j", "įıĳĵй"), ("k", "ķĸк"),
    ("l", "łľĺļŀл"), ("m", "м"), ("n", "ñńňņŉŋн"), ("o", "òóôõöøōőŏо"), ("oe", "œ"), ("p", "п"), ("q", "ą"),
    ("r", "ŕřŗр"), ("s", "śšşŝșс"), ("sh", "ш"), ("shh", "щ"), ("t", "ťţŧțт"), ("u", "ùúûüūůűŭũųу"), ("v", "в"),
    ("w", "ŵ"), ("x", "х"), ("y", "ýÿŷы"), ("ya", "я"), ("yo", "ё"), ("yu", "ю"), ("z", "žżźз"), ("zh", "ж"),
];

/// A text with plain letters in place of accented ones and of Cyrillic ones; other characters stay.
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

/// A text in small letters, with the plain ones that CARTO's importer writes for others.
pub(super) fn imported(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfc().flat_map(char::to_lowercase) {
        match importers(c) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(c),
        }
    }
    plain
}

fn letters(c: char) -> Option<String> {
    let mut lower = c.to_lowercase();
    let (Some(small), None) = (lower.next(), lower.next()) else { return None };
    let latin = LATIN.iter().find(|(letter, _)| *letter == small).map(|(_, letters)| *letters);
    let is_cyrillic = ('\u{400}'..='\u{4ff}').contains(&small);
    let letters = latin.or_else(|| importers(small).filter(|_| is_cyrillic))?;
    Some(if c.is_uppercase() { capitalized(letters) } else { letters.to_owned() })
}

fn importers(c: char) -> Option<&'static str> {
    IMPORTED.iter().find(|(_, letters)| letters.contains(c)).map(|(plain, _)| *plain)
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
        assert_eq!(imported("Størrelse ą É e\u{301} 地"), "storrelse q e e 地");
    }
}
