//! Undoes the encodings in which a key stands in URLs, HTML, strings and headers.

use std::borrow::Cow;

/// What strings and HTML write for a character.
const NAMED: [(&[u8], u8); 10] = [
    (b"&quot;", b'"'),
    (b"&apos;", b'\''),
    (b"&#34;", b'"'),
    (b"&#39;", b'\''),
    (b"&amp;", b'&'),
    (b"\\u0022", b'"'),
    (b"\\u0027", b'\''),
    (b"\\n", b' '),
    (b"\\r", b' '),
    (b"\\t", b' '),
];

/// Returns a text in which `%22`, `&quot;`, `\u0022` and the like are the characters that they stand for. Line breaks become
/// blanks, so that the number of lines stays the same.
pub fn plain(text: &[u8]) -> Cow<'_, [u8]> {
    if !text.iter().any(|byte| matches!(byte, b'%' | b'&' | b'\\')) {
        return Cow::Borrowed(text);
    }
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        let (decoded, length) = match byte {
            b'%' => percent(after).map_or((byte, 1), |(decoded, digits)| (decoded, 1 + digits)),
            b'&' | b'\\' => {
                let named = NAMED.iter().find(|(name, _)| rest.starts_with(name));
                named.map_or((byte, 1), |(name, decoded)| (*decoded, name.len()))
            }
            _ => (byte, 1),
        };
        plain.push(decoded);
        rest = &rest[length..];
    }
    Cow::Owned(plain)
}

/// Decodes what follows a `%`, also if it was encoded several times: `22`, `2522`. Returns the character and the length.
fn percent(text: &[u8]) -> Option<(u8, usize)> {
    let repeated = text.chunks_exact(2).take_while(|pair| *pair == b"25").count() * 2;
    let digit = |at: usize| text.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let code = u8::try_from(digit(repeated)? * 16 + digit(repeated + 1)?).ok()?;
    (0x20..0x7f).contains(&code).then_some((code, repeated + 2))
}

/// Decodes base64 in either alphabet, up to the first other character.
pub fn base64(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => break,
        };
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap_or_default());
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_characters_are_decoded() {
        for (text, expected) in [
            ("a%22%3A%22b%22", "a\":\"b\""),
            ("a%2522b", "a\"b"),
            ("100% of 5%zz %0A %", "100% of 5%zz %0A %"),
            ("{&quot;a&quot;:&#34;b&#34;}", "{\"a\":\"b\"}"),
            (r"a\u0022b\nc\d", "a\"b c\\d"),
            ("ü&x", "ü&x"),
        ] {
            assert_eq!(plain(text.as_bytes()), expected.as_bytes(), "{text}");
        }
        assert_eq!(base64(b"YWNtZTpr="), b"acme:k");
    }
}
