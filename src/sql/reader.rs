//! Reads the tokens of a query, from the first to the last.

mod key_words;
mod with;

use std::collections::HashSet;

use super::is_reserved_word;
use super::reading::{Access, Reading, Table};
use super::tokens::{Token, TokenKind};
use key_words::may_follow_table;
use with::With;

/// How deep parentheses are read; anything deeper is skipped.
const DEEPEST: usize = 250;

/// Reads the tokens of a query.
pub(super) fn read(tokens: &[Token]) -> Reading {
    let mut reader = Reader {
        tokens,
        ends: ends(tokens),
        at: 0,
        frames: vec![Frame { is_base: true, ..Frame::new() }],
        ignored: 0,
        reading: Reading::default(),
    };
    while reader.at < tokens.len() {
        reader.step();
    }
    while reader.frames.len() > 1 {
        reader.close();
    }
    reader.end_with();
    reader.reading
}

/// What the statement at one depth of parentheses does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    /// Nothing yet: an expression, the arguments of a function, or the beginning.
    None,
    Select,
    Insert,
    Update,
    Delete,
    Merge,
    Create,
    Other,
}

/// The meaning of the next name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Table(Access),
    /// A table that does not exist yet.
    NewTable,
}

/// The state at one depth of parentheses.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact about the place that is being read")]
struct Frame {
    verb: Verb,
    is_base: bool,
    /// Whether a statement may begin here.
    at_start: bool,
    /// What the statement does with the list of tables that is being read.
    list: Option<Access>,
    expected: Option<Expected>,
    /// Whether a table was just named, so that its alias may follow.
    after_table: bool,
    /// Whether the USING of a DELETE or MERGE was read; only the first is followed by tables.
    has_used: bool,
    /// The names given by WITH so far.
    ctes: HashSet<String>,
    /// The list of a WITH that is being read.
    with: Option<With>,
    /// The name that an outer WITH gives to these parentheses.
    gives: Option<String>,
}

impl Frame {
    fn new() -> Self {
        Self {
            verb: Verb::None,
            is_base: false,
            at_start: true,
            list: None,
            expected: None,
            after_table: false,
            has_used: false,
            ctes: HashSet::new(),
            with: None,
            gives: None,
        }
    }
}

struct Reader<'t> {
    tokens: &'t [Token],
    /// The closing parenthesis of each opening one.
    ends: Vec<Option<usize>>,
    at: usize,
    frames: Vec<Frame>,
    /// How many parentheses are open beyond the deepest.
    ignored: usize,
    reading: Reading,
}

impl<'t> Reader<'t> {
    fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame { is_base: true, ..Frame::new() });
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    fn token(&self, at: usize) -> Option<&'t Token> {
        self.tokens.get(at)
    }

    fn kind(&self, at: usize) -> Option<&'t TokenKind> {
        self.token(at).map(|token| &token.kind)
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.token(at).is_some_and(|token| token.is(word))
    }

    /// Whether this word is that many tokens before the current one.
    fn follows(&self, before: usize, word: &str) -> bool {
        self.at.checked_sub(before).is_some_and(|at| self.is(at, word))
    }

    fn step(&mut self) {
        let Some(kind) = self.kind(self.at) else { return };
        if self.ignored > 0 {
            match kind {
                TokenKind::Open => self.ignored += 1,
                TokenKind::Close => self.ignored -= 1,
                _ => {}
            }
            self.at += 1;
            return;
        }
        match kind {
            TokenKind::Open => self.open(),
            TokenKind::Close => self.close(),
            TokenKind::Comma => self.comma(),
            TokenKind::Semicolon => self.semicolon(),
            TokenKind::Hole => return self.hole(),
            TokenKind::Word(_) | TokenKind::Quoted(_) => return self.word(),
            TokenKind::Dot | TokenKind::Text | TokenKind::Unclosed | TokenKind::Other => {
                let frame = self.frame();
                frame.expected = None;
                frame.at_start = false;
            }
        }
        self.at += 1;
    }

    fn open(&mut self) {
        if self.frames.len() >= DEEPEST {
            self.ignored = 1;
            return;
        }
        self.end_with();
        let frame = self.frame();
        frame.at_start = false;
        let mut inner = Frame::new();
        if let Some(Expected::Table(Access::Read)) = frame.expected.take() {
            // A subquery or a join in parentheses.
            frame.after_table = true;
            inner.list = Some(Access::Read);
            inner.expected = Some(Expected::Table(Access::Read));
        }
        self.frames.push(inner);
    }

    fn close(&mut self) {
        if self.frames.len() < 2 {
            return;
        }
        self.end_with();
        let gives = self.frames.pop().and_then(|frame| frame.gives);
        let frame = self.frame();
        if let Some(name) = gives {
            frame.ctes.insert(name);
            frame.at_start = true;
        }
    }

    fn comma(&mut self) {
        if self.frame().with.is_some() && self.begin_cte(self.at + 1) {
            return;
        }
        let frame = self.frame();
        frame.after_table = false;
        frame.expected = frame.list.map(Expected::Table);
        frame.at_start = false;
    }

    fn semicolon(&mut self) {
        self.end_with();
        let frame = self.frame();
        if frame.is_base {
            *frame = Frame { is_base: true, ..Frame::new() };
        }
    }

    /// Reads a hole, which may be a table's name, a subquery, a value, or more tables.
    fn hole(&mut self) {
        let is_alone = self.at.checked_sub(1).and_then(|at| self.kind(at)) == Some(&TokenKind::Open)
            && self.kind(self.at + 1) == Some(&TokenKind::Close);
        let may_go_on = self.ends_operand(self.at);
        let frame = self.frame();
        let is_name = frame.expected.take().is_some();
        let hides_tables = if is_name { !is_alone } else { frame.list.is_some() && may_go_on };
        if is_name {
            frame.after_table = true;
        }
        frame.at_start = false;
        self.reading.unknown |= hides_tables;
        self.at += 1;
        if is_name {
            self.rest_of_name();
        }
    }

    /// Whether an operand is complete before a place, so that a hole there is not a value.
    fn ends_operand(&self, at: usize) -> bool {
        match at.checked_sub(1).and_then(|at| self.kind(at)) {
            Some(TokenKind::Word(word)) => !is_reserved_word(word),
            Some(TokenKind::Quoted(_) | TokenKind::Close | TokenKind::Text | TokenKind::Hole) => true,
            _ => false,
        }
    }

    /// Skips `.name` after a name; returns the parts and whether all of them are known.
    fn rest_of_name(&mut self) -> (Vec<String>, bool) {
        let (mut parts, mut known) = (Vec::new(), true);
        while self.kind(self.at) == Some(&TokenKind::Dot) {
            let Some(next) = self.token(self.at + 1) else { break };
            match next.name() {
                Some(name) => parts.push(name.to_owned()),
                None if next.kind == TokenKind::Hole => known = false,
                None => break,
            }
            self.at += 2;
        }
        (parts, known)
    }

    fn word(&mut self) {
        let Some(Token { kind, .. }) = self.token(self.at) else { return };
        let key_word = match kind {
            TokenKind::Word(word) if !self.is_label() => Some(word.as_str()),
            _ => None,
        };
        if let Some(expected) = self.frame().expected {
            if let Some(word) = key_word
                && self.passes(word)
            {
                return;
            }
            let ends = key_word.is_some_and(|word| {
                is_reserved_word(word)
                    || (word == "values" && self.kind(self.at + 1) == Some(&TokenKind::Open))
            });
            if !ends {
                return self.table(expected);
            }
            self.frame().expected = None;
        }
        let is_call = self.kind(self.at + 1) == Some(&TokenKind::Open);
        match key_word {
            Some(word) if self.frame().after_table && may_follow_table(word) => self.alias(word),
            Some(word) => {
                if is_reserved_word(word) {
                    self.frame().after_table = false;
                } else if is_call {
                    self.reading.functions.push(word.to_owned());
                }
                self.key_word(word);
            }
            None => {
                let is_alias = std::mem::take(&mut self.frame().after_table);
                if let Some(name) = self.token(self.at).and_then(Token::name)
                    && is_call
                    && !is_alias
                {
                    self.reading.functions.push(name.to_owned());
                }
                self.frame().at_start = false;
            }
        }
        self.at += 1;
    }

    /// Whether the word here is only a name: a column of a table, or a name given by AS.
    fn is_label(&self) -> bool {
        let Some(before) = self.at.checked_sub(1).and_then(|at| self.token(at)) else { return false };
        let verb = self.frames.last().map_or(Verb::None, |frame| frame.verb);
        before.kind == TokenKind::Dot || (before.is("as") && !matches!(verb, Verb::Create | Verb::Other))
    }

    /// Skips words that may precede a table's name.
    fn passes(&mut self, word: &str) -> bool {
        let count = match word {
            "only" | "lateral" => 1,
            "table" if !self.frame().at_start => 1,
            "if" if self.is(self.at + 1, "exists") => 2,
            "if" if self.is(self.at + 1, "not") && self.is(self.at + 2, "exists") => 3,
            "rows" if self.is(self.at + 1, "from") && self.kind(self.at + 2) == Some(&TokenKind::Open) => {
                let frame = self.frame();
                frame.expected = None;
                frame.after_table = true;
                2
            }
            _ => return false,
        };
        self.at += count;
        true
    }

    /// Reads a name where a table is expected.
    fn table(&mut self, expected: Expected) {
        let Some(first) = self.token(self.at) else { return };
        let Some(name) = first.name() else { return };
        self.at += 1;
        let (mut parts, known) = self.rest_of_name();
        parts.insert(0, name.to_owned());
        if parts.len() > 2 && known {
            self.reading.foreign.get_or_insert_with(|| parts.join("."));
        }
        let name = parts.pop().unwrap_or_default();
        let schema = parts.pop();
        let frame = self.frame();
        frame.expected = None;
        frame.after_table = true;
        frame.at_start = false;
        if !known {
            self.reading.unknown = true;
            return;
        }
        let Expected::Table(access) = expected else { return };
        if access == Access::Read && self.kind(self.at) == Some(&TokenKind::Open) {
            self.reading.functions.push(name);
            return;
        }
        let is_cte = schema.is_none()
            && access == Access::Read
            && self.frames.iter().any(|frame| frame.ctes.contains(&name));
        if !is_cte {
            self.reading.tables.push(Table { schema, name, offset: first.offset, access });
        }
    }

    /// Reads a word after a table: AS, its alias, or TABLESAMPLE.
    fn alias(&mut self, word: &str) {
        match word {
            "as" => {}
            "tablesample" => {
                self.at += 1;
                self.frame().after_table = false;
            }
            _ => self.frame().after_table = false,
        }
    }
}

/// The place of the closing parenthesis for each opening one.
fn ends(tokens: &[Token]) -> Vec<Option<usize>> {
    let mut ends = vec![None; tokens.len()];
    let mut open = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Open => open.push(at),
            TokenKind::Close => {
                if let Some(start) = open.pop() {
                    ends[start] = Some(at);
                }
            }
            _ => {}
        }
    }
    ends
}
