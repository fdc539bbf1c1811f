//! What a query of an application is about: the tables it reads and writes, the functions it calls.
//!
//! This is a small reader of our own. A whole parser of SQL adds 2.4 MB to a program that may have 4, knows nothing of the holes
//! that JavaScript leaves in a query, and refuses what is written by half. This one knows `PostgreSQL`'s words and brackets, never
//! fails, and takes time in proportion to the text.

mod reader;
mod tokens;

pub use reader::{Access, Reading, Table};
pub use tokens::HOLE;

use tokens::{Kind, tokens};

/// The words that a statement about tables begins with.
const VERBS: [&str; 15] = [
    "select", "with", "insert", "update", "delete", "truncate", "merge", "table", "values", "create", "drop",
    "alter", "copy", "explain", "lock",
];

/// Reads a query. What JavaScript puts into it stands in the text as a [`HOLE`].
pub fn read(sql: &str) -> Reading {
    reader::read(&tokens(sql))
}

/// The tables that a query reads or writes, as often as it names them.
pub fn tables(sql: &str) -> Vec<Table> {
    read(sql).tables
}

/// The names of what a query calls, as often as it does, without their schemas. A few words of the language that stand before a
/// bracket are among them.
pub fn functions(sql: &str) -> Vec<String> {
    read(sql).functions
}

/// Whether a text begins as a statement does.
pub fn is_query(text: &str) -> bool {
    let tokens = tokens(text);
    let mut rest = tokens.iter().skip_while(|token| token.kind == Kind::Open);
    let is_verb = rest.next().is_some_and(|first| VERBS.iter().any(|verb| first.is(verb)));
    // "Select a store" is English; what comes next in a statement is no end.
    is_verb && rest.next().is_some()
}

#[cfg(test)]
mod tests;
