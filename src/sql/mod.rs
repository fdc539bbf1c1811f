//! What a query of an application is about: the tables it reads and writes, the functions it calls.
//!
//! This is a small reader of our own. A whole parser of SQL adds 2.4 MB to a program that may have 4, knows nothing of the holes
//! that JavaScript leaves in a query, and refuses what is written by half. This one knows `PostgreSQL`'s words and brackets, never
//! fails, and takes time in proportion to the text.

mod reader;
mod reading;
mod reserved;
mod tokens;

pub use reading::{Access, Reading, Table};
pub use reserved::is_reserved_word;
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

/// What a text is as a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One statement that gives rows, and can stand in another.
    Rows,
    /// Something follows, or could follow, a semicolon.
    Ended,
    /// Its end is in a comment.
    Comment,
    /// A text, a name or a bracket in it has no end.
    Open,
    /// It does something else.
    Other,
}

/// What a text is as a query.
pub fn shape(text: &str) -> Shape {
    // Whatever follows has to be read as it is, or the end is open.
    let probe = format!("{text})\u{1}");
    let tokens = tokens(&probe);
    let mut open = 0_usize;
    for token in &tokens {
        match token.kind {
            Kind::Semicolon => return Shape::Ended,
            Kind::Open => open += 1,
            Kind::Close if token.offset < text.len() => match open.checked_sub(1) {
                Some(less) => open = less,
                None => return Shape::Open,
            },
            _ => {}
        }
    }
    if tokens.last().is_none_or(|last| last.offset != text.len() + 1) {
        // A comment leaves no piece behind; a text or a name does, which begins before the end.
        let is_comment = tokens.last().is_none_or(|last| !matches!(last.kind, Kind::Text | Kind::Quoted(_)))
            || !ends_open(text);
        return if is_comment { Shape::Comment } else { Shape::Open };
    }
    if open > 0 {
        return Shape::Open;
    }
    let gives_rows = ["select", "with", "values", "table"];
    let mut rest = tokens.iter().skip_while(|token| token.kind == Kind::Open);
    let is_rows = rest.next().is_some_and(|first| gives_rows.iter().any(|verb| first.is(verb)));
    let writes = ["insert", "update", "delete", "merge"];
    let is_write = reader::read(&tokens).tables.iter().any(|table| table.access == Access::Write)
        || tokens
            .iter()
            .any(|token| writes.iter().any(|verb| token.is(verb)) && is_rows && is_statement(&tokens, token));
    if is_rows && !is_write { Shape::Rows } else { Shape::Other }
}

/// Whether a text that goes on to the end began within it.
fn ends_open(text: &str) -> bool {
    let probe = format!("{text}\n)\u{1}");
    tokens(&probe).last().is_none_or(|last| last.offset != text.len() + 2)
}

/// Whether a word stands where a statement begins: first, or behind a bracket.
fn is_statement(tokens: &[tokens::Token], word: &tokens::Token) -> bool {
    let place = tokens.iter().position(|token| token == word).unwrap_or_default();
    place == 0 || tokens[place - 1].kind == Kind::Open
}

/// The names that stand in braces where no text, name in quotes or comment does: `{lanes}`, which is no SQL.
pub fn in_braces(sql: &str) -> Vec<&str> {
    let words = tokens(sql).into_iter().filter(|token| matches!(token.kind, Kind::Word(_)));
    let mut names = Vec::new();
    for token in words {
        let (before, rest) = sql.split_at(token.offset);
        let is_word = |name: &str| name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if let (true, Some((name, _))) = (before.ends_with('{'), rest.split_once('}'))
            && is_word(name)
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
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
