//! Reads the tables that an application's query uses and the functions that it calls.
//!
//! This is a small hand-written reader. A complete SQL parser would add 2.4 MB to the binary, does not support JavaScript's
//! `${…}` inside a query, and rejects unfinished statements. This one recognizes `PostgreSQL`'s keywords and brackets, never
//! fails, and runs in linear time.

mod foreign;
mod reader;
mod reading;
mod reserved;
mod tokens;

pub use foreign::{Foreign, foreign};
pub use reading::{Access, Reading, Table};
pub use reserved::is_reserved_word;
pub use tokens::HOLE;

use tokens::{TokenKind, tokens};

/// The keywords that a statement about tables begins with.
const VERBS: [&str; 15] = [
    "select", "with", "insert", "update", "delete", "truncate", "merge", "table", "values", "create", "drop",
    "alter", "copy", "explain", "lock",
];

/// How many times `--` is looked at to find the beginning of a comment.
const MOST_HYPHENS: usize = 100;

/// Reads a query. Each JavaScript `${…}` in it must have been replaced by a [`HOLE`].
pub fn read(sql: &str) -> Reading {
    reader::read(&tokens(sql))
}

/// Returns the tables that a query reads or writes, once for each mention.
pub fn tables(sql: &str) -> Vec<Table> {
    read(sql).tables
}

/// Returns the names of the functions that a query calls, once per call and without their schemas. A few keywords that
/// precede a bracket are included.
pub fn functions(sql: &str) -> Vec<String> {
    read(sql).functions
}

/// Whether a text can be used as a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One statement that returns rows and can be nested in another.
    Rows,
    /// It contains a semicolon, so that another statement follows or could follow.
    Ended,
    /// It ends inside a comment.
    Comment,
    /// It has an unterminated string, quoted name or bracket.
    Open,
    /// Any other statement.
    Other,
}

/// Returns whether a text can be used as a query.
pub fn shape(text: &str) -> Shape {
    // The probe must come out as tokens of its own; otherwise, the text ends inside a string, a name or a comment.
    let probe = format!("{text})\u{1}");
    let tokens = tokens(&probe);
    let mut open = 0_usize;
    for token in &tokens {
        match token.kind {
            TokenKind::Semicolon => return Shape::Ended,
            TokenKind::Open => open += 1,
            TokenKind::Close if token.offset < text.len() => match open.checked_sub(1) {
                Some(less) => open = less,
                None => return Shape::Open,
            },
            _ => {}
        }
    }
    if tokens.last().is_none_or(|last| last.offset != text.len() + 1) {
        // A comment leaves no token behind.
        let is_open = tokens.last().is_some_and(|last| last.kind == TokenKind::Unclosed);
        return if is_open { Shape::Open } else { Shape::Comment };
    }
    if open > 0 {
        return Shape::Open;
    }
    let gives_rows = ["select", "with", "values", "table"];
    let mut rest = tokens.iter().skip_while(|token| token.kind == TokenKind::Open);
    let is_rows = rest.next().is_some_and(|first| gives_rows.iter().any(|verb| first.is(verb)));
    let writes = ["insert", "update", "delete", "merge"];
    let is_write = reader::read(&tokens).tables.iter().any(|table| table.access == Access::Write)
        || tokens
            .iter()
            .any(|token| writes.iter().any(|verb| token.is(verb)) && is_rows && is_statement(&tokens, token));
    if is_rows && !is_write { Shape::Rows } else { Shape::Other }
}

/// Whether a word begins a statement: it comes first or follows an opening bracket.
fn is_statement(tokens: &[tokens::Token], word: &tokens::Token) -> bool {
    let place = tokens.iter().position(|token| token == word).unwrap_or_default();
    place == 0 || tokens[place - 1].kind == TokenKind::Open
}

/// Returns a text whose last comment, if it reaches to the end of the text, is written as `/* … */`, so that it hides nothing that
/// follows in the same line.
pub fn with_closed_comment(text: &str) -> String {
    let line = text.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    // Hyphens before the comment stand in strings or other comments. So many are not typed.
    let starts = text[line..].match_indices("--").map(|(at, _)| line + at).take(MOST_HYPHENS);
    let Some(start) = starts.into_iter().find(|at| is_plain_at(&text[..*at])) else {
        return text.to_owned();
    };
    let words = text[start..].trim_start_matches('-').replace("*/", "* /").replace("/*", "/ *");
    format!("{}/* {} */", &text[..start], words.trim())
}

/// Whether what follows a text is neither in a string nor in a comment.
fn is_plain_at(text: &str) -> bool {
    let probe = format!("{text})\u{1}");
    tokens(&probe).last().is_some_and(|last| last.offset == text.len() + 1)
}

/// Returns the statement without semicolons and comments that follow it; `None` if another statement follows.
pub fn without_end(text: &str) -> Option<String> {
    let tokens = tokens(text);
    let end = tokens.iter().position(|token| token.kind == TokenKind::Semicolon)?;
    let is_end = tokens[end..].iter().all(|token| token.kind == TokenKind::Semicolon);
    is_end.then(|| with_closed_comment(text[..tokens[end].offset].trim_end()))
}

/// Returns the table of `SELECT * FROM table` or `SELECT a, b FROM table`, possibly with conditions, an order and a limit, and the
/// columns that its rows have; `None` for all of the table's.
pub fn rows_of_table(text: &str) -> Option<(Table, Option<Vec<String>>)> {
    let all = tokens(text);
    let from = all.iter().position(|token| token.is("from"))?;
    let listed = all.get(1..from).filter(|_| all[0].is("select"))?;
    let columns = match listed {
        [star] if text[star.offset..].starts_with('*') => None,
        listed => {
            let is_comma = |at: usize| listed[at].kind == TokenKind::Comma;
            let is_list = listed.len() % 2 == 1 && (1..listed.len()).step_by(2).all(is_comma);
            let names = listed.iter().step_by(2).map(|token| token.name().map(str::to_owned));
            Some(names.collect::<Option<Vec<_>>>().filter(|_| is_list)?)
        }
    };
    let joins = ["join", "union", "intersect", "except", "group", "with"];
    let is_one = !all.iter().any(|token| joins.iter().any(|word| token.is(word)));
    // A comma may only follow the table and its conditions.
    let rest =
        all[from + 1..].iter().skip_while(|token| token.name().is_some() || token.kind == TokenKind::Dot);
    let has_list = rest.take(1).any(|token| token.kind == TokenKind::Comma);
    let reading = read(text);
    let start = all.get(from + 1)?.offset;
    let first = reading.tables.first().filter(|table| !reading.unknown && table.offset == start)?;
    (is_one && !has_list).then(|| (first.clone(), columns))
}

/// Returns the names in braces outside of strings, quoted names and comments: `{lanes}`, which is not SQL.
pub fn in_braces(sql: &str) -> Vec<&str> {
    let words = tokens(sql).into_iter().filter(|token| matches!(token.kind, TokenKind::Word(_)));
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

/// Whether a text begins like a statement.
pub fn is_query(text: &str) -> bool {
    let tokens = tokens(text);
    let mut rest = tokens.iter().skip_while(|token| token.kind == TokenKind::Open);
    let is_verb = rest.next().is_some_and(|first| VERBS.iter().any(|verb| first.is(verb)));
    // "Select a store" is English; a lone "select" is not a statement.
    is_verb && rest.next().is_some()
}

#[cfg(test)]
mod tests;
