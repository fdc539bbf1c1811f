use std::fmt;

use std::collections::HashSet;

use super::is_reserved_word;
use super::tokens::{Token, TokenKind};

/// How many nested brackets are followed; deeper ones are ignored.
const MAX_DEPTH: usize = 250;

/// What a query uses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The tables, once for each time they are named.
    pub tables: Vec<Table>,
    /// The functions that are called, in lower case and without their schemas.
    pub functions: Vec<String>,
    /// Whether there may be tables that can't be determined because a hole takes the place of one. A whole query in
    /// brackets, `FROM (${data})`, does not count.
    pub unknown: bool,
}

/// A table that a query names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The schema, if one is named.
    pub schema: Option<String>,
    /// The name as `PostgreSQL` stores it: without quotes, and in lower case unless it was quoted.
    pub name: String,
    /// Where the name begins, in bytes.
    pub offset: usize,
    /// Whether the table is read or written.
    pub access: Access,
}

impl fmt::Display for Table {
    /// Writes the name without quotes: `roads`, `acme.roads`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// What a query does with a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Its rows are read.
    Read,
    /// Rows are written or deleted, or the table is altered.
    Write,
}

/// Reads the tokens of a query in one pass.
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

/// The statement at one level of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    /// Not a statement so far: an expression, the arguments of a function, or the start.
    None,
    Select,
    Insert,
    Update,
    Delete,
    Merge,
    Create,
    Other,
}

/// What the next name refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    Table(Access),
    /// A table that does not exist yet.
    NewTable,
}

/// One level of brackets.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact about the place that is being read")]
struct Frame {
    verb: Verb,
    is_base: bool,
    /// Whether a statement may begin here.
    at_start: bool,
    /// The access to the tables of the list that is being read.
    list: Option<Access>,
    expected: Option<Expected>,
    /// Whether a table has just been named, so that an alias may follow.
    after_table: bool,
    /// Whether DELETE or MERGE has already had its USING; only the first one begins a list of tables.
    has_used: bool,
    /// The names that WITH has defined so far.
    ctes: HashSet<String>,
    /// The list of WITH, while it lasts.
    with: Option<With>,
    /// The name that the enclosing WITH defines by these brackets.
    cte_name: Option<String>,
}

/// A list of WITH.
#[derive(Debug, Clone, Copy)]
enum With {
    /// A name is visible to what follows it.
    Plain,
    /// A name is visible in the whole list; the number is that of the tables found before the list.
    Recursive(usize),
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
            cte_name: None,
        }
    }
}

struct Reader<'t> {
    tokens: &'t [Token],
    /// The index of the closing bracket for each opening one.
    ends: Vec<Option<usize>>,
    at: usize,
    frames: Vec<Frame>,
    /// How many brackets beyond `MAX_DEPTH` are open.
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

    /// Whether the token `before` places back is this word.
    fn preceded_by(&self, before: usize, word: &str) -> bool {
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
            TokenKind::Dot | TokenKind::Text | TokenKind::Other => {
                let frame = self.frame();
                frame.expected = None;
                frame.at_start = false;
            }
        }
        self.at += 1;
    }

    fn open(&mut self) {
        if self.frames.len() >= MAX_DEPTH {
            self.ignored = 1;
            return;
        }
        self.end_with();
        let frame = self.frame();
        frame.at_start = false;
        let mut inner = Frame::new();
        if let Some(Expected::Table(Access::Read)) = frame.expected.take() {
            // A subquery, or a join in brackets.
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
        let cte_name = self.frames.pop().and_then(|frame| frame.cte_name);
        let frame = self.frame();
        if let Some(name) = cte_name {
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

    /// Handles an unknown piece: a table's name, a query in brackets, a value, or further tables.
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

    /// Whether the token before `at` completes an operand, so that a hole there is more than a value.
    fn ends_operand(&self, at: usize) -> bool {
        match at.checked_sub(1).and_then(|at| self.kind(at)) {
            Some(TokenKind::Word(word)) => !is_reserved_word(word),
            Some(TokenKind::Quoted(_) | TokenKind::Close | TokenKind::Text | TokenKind::Hole) => true,
            _ => false,
        }
    }

    /// Skips the `.name` parts after a name; returns them and whether none of them is a hole.
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
        let keyword = match kind {
            TokenKind::Word(word) if !self.is_label() => Some(word.as_str()),
            _ => None,
        };
        if let Some(expected) = self.frame().expected {
            if let Some(word) = keyword
                && self.skips_prefix(word)
            {
                return;
            }
            let ends = keyword.is_some_and(|word| {
                is_reserved_word(word)
                    || (word == "values" && self.kind(self.at + 1) == Some(&TokenKind::Open))
            });
            if !ends {
                return self.table(expected);
            }
            self.frame().expected = None;
        }
        let is_call = self.kind(self.at + 1) == Some(&TokenKind::Open);
        match keyword {
            Some(word) if self.frame().after_table && may_follow_table(word) => self.alias(word),
            Some(word) => {
                if is_reserved_word(word) {
                    self.frame().after_table = false;
                } else if is_call {
                    self.reading.functions.push(word.to_owned());
                }
                self.keyword(word);
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

    /// Whether the word here is only a name, even if it is a keyword: a column after a dot, or an alias after AS.
    fn is_label(&self) -> bool {
        let Some(before) = self.at.checked_sub(1).and_then(|at| self.token(at)) else { return false };
        let verb = self.frames.last().map_or(Verb::None, |frame| frame.verb);
        before.kind == TokenKind::Dot || (before.is("as") && !matches!(verb, Verb::Create | Verb::Other))
    }

    /// Skips words that may precede a table's name; returns whether there was one.
    fn skips_prefix(&mut self, word: &str) -> bool {
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

    /// Handles a word after a table: AS, its alias, or TABLESAMPLE.
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

    #[rustfmt::skip]
    fn keyword(&mut self, word: &str) {
        let at_start = std::mem::take(&mut self.frame().at_start);
        match word {
            "select" if self.preceded_by(1, "grant") || self.preceded_by(1, "revoke") => {}
            "select" => self.begin(Verb::Select),
            "from" => self.from(),
            "join" => {
                let frame = self.frame();
                if frame.list.is_some() || (frame.is_base && frame.verb == Verb::None) {
                    self.expect(Expected::Table(Access::Read));
                }
            }
            "into" => match self.frame().verb {
                Verb::Insert | Verb::Merge => self.expect(Expected::Table(Access::Write)),
                Verb::Select => self.expect(Expected::NewTable),
                _ => {}
            },
            "using" => {
                let frame = self.frame();
                if matches!(frame.verb, Verb::Delete | Verb::Merge) && !std::mem::replace(&mut frame.has_used, true) {
                    frame.list = Some(Access::Read);
                    self.expect(Expected::Table(Access::Read));
                }
            }
            "on" if self.frame().verb == Verb::Create => self.expect(Expected::Table(Access::Write)),
            "with" => self.with(),
            "table" => self.keyword_table(),
            "values" if self.kind(self.at + 1) == Some(&TokenKind::Open) => {
                self.end_with();
                self.frame().list = None;
            }
            "union" | "intersect" | "except" => self.frame().list = None,
            "explain" | "analyze" | "verbose" => self.frame().at_start = at_start,
            word if ends_list(word) => {
                let verb = self.frame().verb;
                let ends = match word {
                    "set" => matches!(verb, Verb::Update | Verb::Merge),
                    "when" => verb == Verb::Merge,
                    _ => true,
                };
                if ends {
                    self.frame().list = None;
                }
            }
            _ if !at_start => {}
            "insert" => self.begin(Verb::Insert),
            "merge" => self.begin(Verb::Merge),
            "delete" => self.begin(Verb::Delete),
            "create" => self.begin(Verb::Create),
            "update" => {
                self.begin(Verb::Update);
                self.expect(Expected::Table(Access::Write));
            }
            "truncate" => {
                self.begin(Verb::Other);
                self.frame().list = Some(Access::Write);
                self.expect(Expected::Table(Access::Write));
            }
            "copy" => {
                self.begin(Verb::Other);
                self.expect(Expected::Table(Access::Write));
            }
            "drop" | "alter" | "lock" | "grant" | "revoke" | "comment" | "prepare" | "declare" => self.begin(Verb::Other),
            _ => {}
        }
    }

    fn begin(&mut self, verb: Verb) {
        self.end_with();
        let frame = self.frame();
        frame.verb = verb;
        frame.list = None;
        frame.after_table = false;
    }

    fn expect(&mut self, expected: Expected) {
        let frame = self.frame();
        frame.expected = Some(expected);
        frame.after_table = false;
    }

    /// Handles FROM, which is followed by tables in a query but not in `EXTRACT(x FROM y)` or `IS DISTINCT FROM`.
    fn from(&mut self) {
        if self.preceded_by(1, "distinct")
            && (self.preceded_by(2, "is") || (self.preceded_by(2, "not") && self.preceded_by(3, "is")))
        {
            return;
        }
        let frame = self.frame();
        match frame.verb {
            Verb::Delete => self.expect(Expected::Table(Access::Write)),
            Verb::Select | Verb::Update => self.begin_list(),
            Verb::None if frame.is_base => self.begin_list(),
            _ => {}
        }
    }

    fn begin_list(&mut self) {
        self.frame().list = Some(Access::Read);
        self.expect(Expected::Table(Access::Read));
    }

    fn keyword_table(&mut self) {
        let verb = self.frame().verb;
        match verb {
            Verb::Create => self.expect(Expected::NewTable),
            Verb::Other => {
                let is_list = self.preceded_by(1, "drop") || self.preceded_by(1, "lock");
                self.frame().list = is_list.then_some(Access::Write);
                self.expect(Expected::Table(Access::Write));
            }
            _ => {
                self.end_with();
                self.frame().list = None;
                self.expect(Expected::Table(Access::Read));
            }
        }
    }

    /// Handles `WITH name AS (`, but not `WITH ORDINALITY` or `timestamp with time zone`.
    fn with(&mut self) {
        let recursive = self.is(self.at + 1, "recursive");
        let head = self.at + 1 + usize::from(recursive);
        if self.frame().list.is_some() && self.is(head, "ordinality") {
            return;
        }
        if self.cte(head).is_some() {
            let with = if recursive { With::Recursive(self.reading.tables.len()) } else { With::Plain };
            let frame = self.frame();
            frame.list = None;
            frame.with = Some(with);
            self.begin_cte(head);
        }
    }

    /// Returns the name that WITH defines at `head`, and the index of its opening bracket.
    fn cte(&self, head: usize) -> Option<(Option<&'t str>, usize)> {
        let token = self.token(head)?;
        let name = token.name();
        if name.is_none() && token.kind != TokenKind::Hole {
            return None;
        }
        let mut at = head + 1;
        if self.kind(at) == Some(&TokenKind::Open) {
            at = (*self.ends.get(at)?)? + 1;
        }
        if !self.is(at, "as") {
            return None;
        }
        at += 1;
        if self.is(at, "not") {
            at += 1;
        }
        if self.is(at, "materialized") {
            at += 1;
        }
        (self.kind(at) == Some(&TokenKind::Open)).then_some((name, at))
    }

    /// Enters the brackets of a name that WITH defines at `head`, if there is one, and moves to the bracket.
    fn begin_cte(&mut self, head: usize) -> bool {
        let Some((name, open)) = self.cte(head) else { return false };
        if self.frames.len() >= MAX_DEPTH {
            return false;
        }
        let frame = self.frame();
        if matches!(frame.with, Some(With::Recursive(_)))
            && let Some(name) = name
        {
            frame.ctes.insert(name.to_owned());
        }
        let cte_name = Some(name.unwrap_or_default().to_owned());
        self.frames.push(Frame { cte_name, ..Frame::new() });
        self.at = open;
        true
    }

    /// Ends a list of WITH. The names of a RECURSIVE one are visible in all of it.
    fn end_with(&mut self) {
        let frame = self.frame();
        let Some(With::Recursive(before)) = frame.with.take() else { return };
        let names = frame.ctes.clone();
        let later = self.reading.tables.split_off(before.min(self.reading.tables.len()));
        self.reading.tables.extend(later.into_iter().filter(|table| {
            table.schema.is_some() || table.access == Access::Write || !names.contains(&table.name)
        }));
    }
}

/// Whether a word may belong to the table before it: AS, an alias, TABLESAMPLE.
fn may_follow_table(word: &str) -> bool {
    matches!(word, "as" | "tablesample") || !(is_reserved_word(word) || ends_list(word))
}

/// Whether a word ends a list of tables.
fn ends_list(word: &str) -> bool {
    matches!(
        word,
        "where"
            | "group"
            | "order"
            | "having"
            | "limit"
            | "offset"
            | "fetch"
            | "for"
            | "window"
            | "returning"
            | "set"
            | "when"
    )
}

/// Returns the index of the closing bracket for each opening one.
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
