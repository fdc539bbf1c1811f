/// The character that replaces a JavaScript `${…}` in a query: the object replacement character.
pub const HOLE: char = '\u{FFFC}';

/// How many bytes of a name `PostgreSQL` keeps.
const MAX_NAME_BYTES: usize = 63;

/// A token of a query; whitespace and comments are skipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: TokenKind,
    /// Where it begins, in bytes.
    pub offset: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A keyword or an unquoted name, in lower case.
    Word(String),
    /// A quoted name, without the quotes.
    Quoted(String),
    /// A word or quoted name that contains a hole.
    Hole,
    /// A string literal.
    Text,
    /// A string literal or quoted name that lacks its end, so that it is the last token.
    Unclosed,
    /// `(` or `[`
    Open,
    /// `)` or `]`
    Close,
    Dot,
    Comma,
    Semicolon,
    /// A number or an operator.
    Other,
}

impl Token {
    /// Whether this is the given unquoted word.
    pub fn is(&self, word: &str) -> bool {
        matches!(&self.kind, TokenKind::Word(own) if own == word)
    }

    /// The name, if the token can be one.
    pub fn name(&self) -> Option<&str> {
        match &self.kind {
            TokenKind::Word(name) | TokenKind::Quoted(name) => Some(name),
            _ => None,
        }
    }
}

/// Splits a query into tokens. An unterminated string or comment extends to the end of the text.
pub(super) fn tokens(sql: &str) -> Vec<Token> {
    let mut scanner = Scanner { sql, at: 0 };
    let mut tokens = Vec::new();
    while let Some(token) = scanner.next() {
        tokens.push(token);
    }
    tokens
}

struct Scanner<'s> {
    sql: &'s str,
    at: usize,
}

impl<'s> Scanner<'s> {
    fn rest(&self) -> &'s str {
        self.sql.get(self.at..).unwrap_or_default()
    }

    fn next(&mut self) -> Option<Token> {
        self.skip_whitespace();
        let offset = self.at;
        let first = self.rest().chars().next()?;
        let kind = match first {
            '\'' => self.text(false),
            '"' => self.quoted(false),
            '(' | '[' => self.sign(TokenKind::Open),
            ')' | ']' => self.sign(TokenKind::Close),
            ',' => self.sign(TokenKind::Comma),
            ';' => self.sign(TokenKind::Semicolon),
            '$' => self.dollar(),
            '0'..='9' => self.number(),
            '.' if self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) && !self.follows_name() => {
                self.number()
            }
            '.' => self.sign(TokenKind::Dot),
            first if begins_name(first) => self.word(),
            first => {
                self.at += first.len_utf8();
                TokenKind::Other
            }
        };
        Some(Token { kind, offset })
    }

    fn sign(&mut self, kind: TokenKind) -> TokenKind {
        self.at += 1;
        kind
    }

    /// `t.1` is not a number after a name.
    fn follows_name(&self) -> bool {
        let before = self.sql[..self.at].chars().next_back();
        before.is_some_and(|c| continues_name(c) || c == '"')
    }

    fn skip_whitespace(&mut self) {
        loop {
            let rest = self.rest();
            let blanks = rest.len() - rest.trim_start().len();
            self.at += blanks;
            let rest = self.rest();
            if rest.starts_with("--") {
                self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
            } else if rest.starts_with("/*") {
                self.skip_comment();
            } else {
                return;
            }
        }
    }

    /// Skips a block comment; these nest.
    fn skip_comment(&mut self) {
        let bytes = self.sql.as_bytes();
        let mut depth = 0_usize;
        while let Some(pair) = bytes.get(self.at..self.at + 2) {
            match pair {
                b"/*" => depth += 1,
                b"*/" => depth -= 1,
                _ => {
                    self.at += 1;
                    continue;
                }
            }
            self.at += 2;
            if depth == 0 {
                return;
            }
        }
        self.at = bytes.len();
    }

    /// Reads `'it''s'` or, with escapes, `E'it\'s'`.
    fn text(&mut self, escapes: bool) -> TokenKind {
        let bytes = self.sql.as_bytes();
        self.at += 1;
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'\\' if escapes => self.at += 2,
                b'\'' if bytes.get(self.at + 1) == Some(&b'\'') => self.at += 2,
                b'\'' => {
                    self.at += 1;
                    return TokenKind::Text;
                }
                _ => self.at += 1,
            }
        }
        self.at = bytes.len();
        TokenKind::Unclosed
    }

    /// Reads `"a ""name"""` or, with code points, `U&"d\0061t"`.
    fn quoted(&mut self, points: bool) -> TokenKind {
        let mut name = String::new();
        let mut chars = self.rest().char_indices().skip(1).peekable();
        while let Some((at, c)) = chars.next() {
            if c != '"' {
                name.push(c);
            } else if chars.peek().is_some_and(|(_, next)| *next == '"') {
                chars.next();
                name.push('"');
            } else {
                self.at += at + 1;
                let name = if points { with_code_points(&name) } else { name };
                return if name.contains(HOLE) {
                    TokenKind::Hole
                } else {
                    TokenKind::Quoted(shortened(name))
                };
            }
        }
        self.at = self.sql.len();
        TokenKind::Unclosed
    }

    /// Reads `$$…$$`, `$tag$…$tag$`, or `$1`.
    fn dollar(&mut self) -> TokenKind {
        let rest = self.rest();
        let tag = rest[1..].find(|c| !continues_name(c) || c == '$').map_or(rest.len(), |at| at + 1);
        let is_tag = rest[tag..].starts_with('$') && !rest[1..].starts_with(|c: char| c.is_ascii_digit());
        if !is_tag {
            self.at += 1;
            return TokenKind::Other;
        }
        let delimiter = &rest[..=tag];
        let body = &rest[delimiter.len()..];
        let end = body.find(delimiter);
        self.at += delimiter.len() + end.map_or(body.len(), |end| end + delimiter.len());
        if end.is_some() { TokenKind::Text } else { TokenKind::Unclosed }
    }

    fn number(&mut self) -> TokenKind {
        let bytes = self.sql.as_bytes();
        let digits = |mut at: usize| {
            while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            at
        };
        let mut at = digits(self.at);
        if bytes.get(at) == Some(&b'.') {
            at = digits(at + 1);
        }
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            let signed = at + 1 + usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
            if bytes.get(signed).is_some_and(u8::is_ascii_digit) {
                at = digits(signed);
            }
        }
        self.at = at;
        TokenKind::Other
    }

    fn word(&mut self) -> TokenKind {
        let rest = self.rest();
        let word = &rest[..rest.find(|c| !continues_name(c)).unwrap_or(rest.len())];
        self.at += word.len();
        match (word, self.rest().as_bytes()) {
            ("e" | "E", [b'\'', ..]) => return self.text(true),
            ("b" | "B" | "x" | "X" | "n" | "N", [b'\'', ..]) => return self.text(false),
            ("u" | "U", [b'&', quote @ (b'\'' | b'"'), ..]) => {
                self.at += 1;
                return if *quote == b'"' { self.quoted(true) } else { self.text(false) };
            }
            _ => {}
        }
        if word.contains(HOLE) {
            TokenKind::Hole
        } else {
            TokenKind::Word(shortened(word.to_ascii_lowercase()))
        }
    }
}

fn begins_name(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || !c.is_ascii()
}

fn continues_name(c: char) -> bool {
    (begins_name(c) && !c.is_whitespace()) || c.is_ascii_digit() || c == '$'
}

fn shortened(mut name: String) -> String {
    let mut end = name.len().min(MAX_NAME_BYTES);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
    name
}

/// Replaces the escapes `\0061` and `\+000061` with the characters that they represent.
fn with_code_points(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let (digits, skipped) = if rest.starts_with('+') { (6, 1) } else { (4, 0) };
        let point = rest.get(skipped..skipped + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        match point.and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                rest = &rest[skipped + digits..];
            }
            None => out.push('\\'),
        }
    }
    out + rest
}
