//! SQL keywords, and what they imply for the names after them.

use super::{Expected, Reader, Verb};
use crate::sql::is_reserved_word;
use crate::sql::reading::Access;
use crate::sql::tokens::TokenKind;

impl Reader<'_> {
    /// Reads a keyword.
    #[rustfmt::skip]
    pub fn key_word(&mut self, word: &str) {
        let at_start = std::mem::take(&mut self.frame().at_start);
        match word {
            "select" if self.follows(1, "grant") || self.follows(1, "revoke") => {}
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
                Verb::Select => {
                    self.reading.makes_table = true;
                    self.expect(Expected::NewTable);
                }
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

    /// FROM is followed by tables in a query, but not in `EXTRACT(x FROM y)` or `IS DISTINCT FROM`.
    fn from(&mut self) {
        if self.follows(1, "distinct")
            && (self.follows(2, "is") || (self.follows(2, "not") && self.follows(3, "is")))
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
                let is_list = self.follows(1, "drop") || self.follows(1, "lock");
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
}

/// Whether a word belongs to the table before it: AS, an alias, TABLESAMPLE.
pub fn may_follow_table(word: &str) -> bool {
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
