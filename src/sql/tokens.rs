/// What stands in a query for something that JavaScript puts there: an object replacement character.
pub const HOLE: char = '\u{FFFC}';

/// As many bytes of a name as `PostgreSQL` keeps.
const LONGEST_NAME: usize = 63;

/// A piece of a query, without blanks and comments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    /// Where it begins, in bytes.
    pub offset: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A key word or a name without quotes, in small letters.
    Word(String),
    /// A name in quotes, without them.
    Quoted(String),
    /// Something with a hole in it that may be a name.
    Hole,
    /// A text.
    Text,
    /// `(` or `[`
    Open,
    /// `)` or `]`
    Close,
    Dot,
    Comma,
    Semicolon,
    /// A number, or a sign of an operator.
    Other,
}

impl Token {
    /// Whether it is this word, which is a key word then.
    pub fn is(&self, word: &str) -> bool {
        matches!(&self.kind, Kind::Word(own) if own == word)
    }

    /// The name that it may be.
    pub fn name(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(name) | Kind::Quoted(name) => Some(name),
            _ => None,
        }
    }
}

/// The pieces of a query. What has no end goes on to the end of the text.
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
        self.skip_blanks();
        let offset = self.at;
        let first = self.rest().chars().next()?;
        let kind = match first {
            '\'' => self.text(false),
            '"' => self.quoted(false),
            '(' | '[' => self.sign(Kind::Open),
            ')' | ']' => self.sign(Kind::Close),
            ',' => self.sign(Kind::Comma),
            ';' => self.sign(Kind::Semicolon),
            '$' => self.dollar(),
            '0'..='9' => self.number(),
            '.' if self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) && !self.follows_name() => {
                self.number()
            }
            '.' => self.sign(Kind::Dot),
            first if begins_name(first) => self.word(),
            first => {
                self.at += first.len_utf8();
                Kind::Other
            }
        };
        Some(Token { kind, offset })
    }

    fn sign(&mut self, kind: Kind) -> Kind {
        self.at += 1;
        kind
    }

    /// `t.1` is no number behind a name.
    fn follows_name(&self) -> bool {
        let before = self.sql[..self.at].chars().next_back();
        before.is_some_and(|c| continues_name(c) || c == '"')
    }

    fn skip_blanks(&mut self) {
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

    /// Comments in blocks are nested.
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

    /// `'it''s'`, and with escapes `E'it\'s'`.
    fn text(&mut self, escapes: bool) -> Kind {
        let bytes = self.sql.as_bytes();
        self.at += 1;
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'\\' if escapes => self.at += 2,
                b'\'' if bytes.get(self.at + 1) == Some(&b'\'') => self.at += 2,
                b'\'' => {
                    self.at += 1;
                    return Kind::Text;
                }
                _ => self.at += 1,
            }
        }
        self.at = bytes.len();
        Kind::Text
    }

    /// `"a ""name"""`, and with code points `U&"d\0061t"`.
    fn quoted(&mut self, points: bool) -> Kind {
        let mut name = String::new();
        let mut signs = self.rest().char_indices().skip(1).peekable();
        while let Some((at, sign)) = signs.next() {
            if sign != '"' {
                name.push(sign);
            } else if signs.peek().is_some_and(|(_, next)| *next == '"') {
                signs.next();
                name.push('"');
            } else {
                self.at += at + 1;
                let name = if points { with_code_points(&name) } else { name };
                return if name.contains(HOLE) { Kind::Hole } else { Kind::Quoted(shortened(name)) };
            }
        }
        self.at = self.sql.len();
        Kind::Other
    }

    /// `$$…$$`, `$tag$…$tag$`, or `$1`.
    fn dollar(&mut self) -> Kind {
        let rest = self.rest();
        let tag = rest[1..].find(|c| !continues_name(c) || c == '$').map_or(rest.len(), |at| at + 1);
        let is_tag = rest[tag..].starts_with('$') && !rest[1..].starts_with(|c: char| c.is_ascii_digit());
        if !is_tag {
            self.at += 1;
            return Kind::Other;
        }
        let delimiter = &rest[..=tag];
        let body = &rest[delimiter.len()..];
        self.at += delimiter.len() + body.find(delimiter).map_or(body.len(), |end| end + delimiter.len());
        Kind::Text
    }

    fn number(&mut self) -> Kind {
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
        Kind::Other
    }

    fn word(&mut self) -> Kind {
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
        if word.contains(HOLE) { Kind::Hole } else { Kind::Word(shortened(word.to_ascii_lowercase())) }
    }
}

fn begins_name(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || !c.is_ascii()
}

fn continues_name(c: char) -> bool {
    (begins_name(c) && !c.is_whitespace()) || c.is_ascii_digit() || c == '$'
}

fn shortened(mut name: String) -> String {
    let mut end = name.len().min(LONGEST_NAME);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.truncate(end);
    name
}

/// A name with its `\0061` and `\+000061` as the characters that they stand for.
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
