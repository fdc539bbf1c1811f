//! JSON Web Tokens, which CARTO 3 uses for API keys and logins.

use super::encoded::base64;

/// A token in a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it ends.
    pub end: usize,
    /// Whether its content says that it is CARTO's.
    pub is_cartos: bool,
    /// Whether it is the example of a documentation.
    pub is_example: bool,
    /// Whether everybody may have it, such as the key that a service gives to browsers.
    pub is_public: bool,
}

/// The first characters of JSON in base64.
const START: &[u8] = b"eyJ";

/// The shortest signature, in characters.
const SHORTEST_SIGNATURE: usize = 8;

/// The longest part that is decoded, in characters.
const LONGEST: usize = 8192;

/// Reads the token whose first part is a word of a text.
pub fn at(text: &[u8], start: usize, end: usize) -> Option<Token> {
    if !text[start..end].starts_with(START) {
        return None;
    }
    let payload = next(text, end).filter(|part| text[part.0..part.1].starts_with(START))?;
    let signature = next(text, payload.1)?;
    let signed = &text[signature.0..signature.1];
    if signed.len() < SHORTEST_SIGNATURE {
        return None;
    }
    let payload = &text[payload.0..payload.1.min(payload.0 + LONGEST)];
    let content = String::from_utf8_lossy(&base64(payload)).into_owned();
    let is_in = |part: &str| content.contains(part);
    let is_word = |part: &str| signed.to_ascii_lowercase().windows(part.len()).any(|w| w == part.as_bytes());
    Some(Token {
        end: signature.1,
        is_cartos: is_in("\"a\":\"ac_") || is_in("carto.com"),
        is_example: is_in("1234567890")
            || is_in("example")
            || ["signature", "xxxx", "example"].iter().any(|part| is_word(part)),
        is_public: is_in("\"role\":\"anon\""),
    })
}

/// Returns where the parts that follow a word after dots end.
pub fn rest(text: &[u8], end: usize) -> usize {
    std::iter::successors(Some(end), |end| next(text, *end).map(|part| part.1)).last().unwrap_or(end)
}

/// Returns the part after a dot.
fn next(text: &[u8], dot: usize) -> Option<(usize, usize)> {
    let start = (text.get(dot) == Some(&b'.')).then_some(dot + 1)?;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let length = text[start..].iter().take_while(|byte| is_part(byte)).count();
    Some((start, start + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read() {
        let header = "eyJhbGciOiJIUzI1NiJ9";
        // {"a":"ac_7xhfwyml","jti":"8afed97e"}
        let cartos = format!("{header}.eyJhIjoiYWNfN3hoZnd5bWwiLCJqdGkiOiI4YWZlZDk3ZSJ9.dozjgNryP4J3jVmN");
        let token = at(cartos.as_bytes(), 0, header.len()).expect("a token");
        assert!(token.is_cartos && !token.is_example && token.end == cartos.len(), "{token:?}");
        // {"sub":"1234567890"}
        let example = format!("{header}.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmN");
        let token = at(example.as_bytes(), 0, header.len()).expect("a token");
        assert!(!token.is_cartos && token.is_example, "{token:?}");
        for text in [header.to_owned(), format!("{header}.abc.def"), format!("{header}.eyJhIjoi.abc")] {
            assert_eq!(at(text.as_bytes(), 0, header.len()), None, "{text}");
        }
    }
}
