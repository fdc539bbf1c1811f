//! What queries contain that `PostgreSQL` would refuse: the syntax of other databases, placeholders of libraries and
//! tutorials, and ends in the middle.

use super::tokens::{Token, TokenKind, tokens};

/// A part of a query that is not `PostgreSQL`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign<'q> {
    /// A name in the quotes of another database: `` `roads` ``, `[roads]`.
    Quoted(&'q str),
    /// A name with hyphens, as `BigQuery`'s projects have: `bigquery-public-data.x.y`.
    Hyphens(&'q str),
    /// A placeholder for a name: `<your_table>`, `YOUR_TABLE`, `__TABLE__`, `{{ table }}`, `%TABLE%`.
    Name(&'q str),
    /// A placeholder for a value, with its name if it has one: `@name`, `:name`, `$1`, `?`, `%s`, `%(name)s`.
    Value(&'q str),
    /// `TOP`, which is `LIMIT` elsewhere.
    Top(&'q str),
    /// The last word or character of a query that ends in the middle, such as `WHERE`.
    End(&'q str),
}

/// Words after which a query goes on, and after which no operator with two sides can stand.
const GO_ON: [&str; 25] = [
    "and",
    "as",
    "between",
    "by",
    "case",
    "distinct",
    "else",
    "except",
    "from",
    "having",
    "ilike",
    "in",
    "intersect",
    "join",
    "like",
    "limit",
    "not",
    "offset",
    "on",
    "or",
    "select",
    "then",
    "union",
    "when",
    "where",
];

/// Returns the first part outside of strings, quoted names and comments that is not `PostgreSQL`.
pub fn foreign(sql: &str) -> Option<Foreign<'_>> {
    let all = tokens(sql);
    let mut brackets = Vec::new();
    for (place, token) in all.iter().enumerate() {
        let is_in_array = brackets.last() == Some(&"[");
        if let Some(foreign) = at(sql, &all, place, is_in_array) {
            return Some(foreign);
        }
        match token.kind {
            TokenKind::Open => brackets.push(&sql[token.offset..=token.offset]),
            TokenKind::Close => drop(brackets.pop()),
            _ => {}
        }
    }
    end(sql, &all)
}

/// Returns what is foreign about the token at this place.
fn at<'q>(sql: &'q str, all: &[Token], place: usize, is_in_array: bool) -> Option<Foreign<'q>> {
    let token = &all[place];
    let rest = &sql[token.offset..];
    let before = place.checked_sub(1).map(|before| &all[before]);
    let next = all.get(place + 1);
    let begins_value = before.is_none_or(|before| expects_value(sql, before));
    let names_table = before.is_some_and(|before| before.is("from") || before.is("join"));
    match &token.kind {
        TokenKind::Word(word) if word == "top" && before.is_some_and(|before| before.is("select")) => {
            let number = run(&sql[next?.offset..], |c| c.is_ascii_digit());
            (!number.is_empty())
                .then(|| Foreign::Top(&sql[token.offset..next.map_or(0, |next| next.offset + number.len())]))
        }
        TokenKind::Word(word) if names_table => {
            let run = run(rest, |c| is_word(c) || matches!(c, '.' | '-'));
            if run.trim_end_matches('-').contains('-') && !run.contains("--") {
                return Some(Foreign::Hyphens(run));
            }
            let name = run.rsplit('.').next().unwrap_or(run);
            let is_marked = name.len() > 4 && name.starts_with("__") && name.ends_with("__");
            (word.starts_with("your_") || name.to_ascii_lowercase().starts_with("your_") || is_marked)
                .then_some(Foreign::Name(run))
        }
        TokenKind::Open if rest.starts_with('[') && begins_value && !is_in_array => {
            Some(Foreign::Quoted(&rest[..rest.find(']').map_or(rest.len(), |end| end + 1)]))
        }
        TokenKind::Other => {
            sign(rest, before.is_some(), begins_value, sql[..token.offset].chars().next_back())
        }
        _ => None,
    }
}

/// Returns what is foreign about a character that is neither a word nor a bracket.
fn sign(rest: &str, has_before: bool, begins_value: bool, before: Option<char>) -> Option<Foreign<'_>> {
    let is_name = rest.chars().nth(1).is_some_and(|c| c.is_alphabetic() || c == '_');
    let word = |from: usize| &rest[..from + run(&rest[from..], is_word).len()];
    match rest.as_bytes().first()? {
        b'`' => Some(Foreign::Quoted(rest[1..].find('`').map_or(rest, |end| &rest[..end + 2]))),
        b'<' if is_name => {
            let end = 1 + run(&rest[1..], |c| is_word(c) || matches!(c, '.' | '-')).len();
            rest[end..].starts_with('>').then(|| Foreign::Name(&rest[..=end]))
        }
        b'{' => {
            let inner = rest[1..].split('}').next().unwrap_or_default();
            let is_own = !inner.is_empty() && inner.chars().all(is_word);
            // `{name}` is a parameter of a model.
            (!is_own).then(|| {
                let end = rest.rfind('}').map_or(rest.len(), |end| end + 1);
                Foreign::Name(&rest[..rest.find("}}").map_or(end, |end| end + 2)])
            })
        }
        // After another character it is an operator, such as `<@`, `::` or the `:` of a slice.
        b'@' | b':'
            if is_name && before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ',' | '=')) =>
        {
            Some(Foreign::Value(word(1)))
        }
        b'$' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => Some(Foreign::Value(word(1))),
        // The rest are operators between two values.
        _ if !begins_value || !has_before => None,
        b'?' => Some(Foreign::Value(&rest[..1])),
        b'#' if is_name => Some(Foreign::Name(word(1))),
        b'%' if rest[1..].starts_with('(') => {
            let end = rest.find(')').map_or(rest.len(), |end| (end + 2).min(rest.len()));
            rest.get(..end).map(Foreign::Value)
        }
        b'%' if is_name => {
            let name = word(1);
            let is_closed = rest[name.len()..].starts_with('%');
            Some(if is_closed { Foreign::Name(&rest[..=name.len()]) } else { Foreign::Value(name) })
        }
        _ => None,
    }
}

/// Returns the end of a query that ends in the middle.
fn end<'q>(sql: &'q str, all: &[Token]) -> Option<Foreign<'q>> {
    let last = all.last()?;
    let goes_on = match &last.kind {
        TokenKind::Word(word) => GO_ON.contains(&word.as_str()),
        TokenKind::Comma | TokenKind::Dot => true,
        TokenKind::Other => sql[last.offset..].starts_with(['=', '<', '>', '+', '-', '/', '|']),
        _ => false,
    };
    let is_all = all.len() == 2 && all[0].is("select") && sql[last.offset..].starts_with('*');
    (goes_on || is_all).then(|| Foreign::End(sql[last.offset..].trim_end()))
}

/// Whether a value must follow a token.
fn expects_value(sql: &str, token: &Token) -> bool {
    match &token.kind {
        TokenKind::Word(word) => GO_ON.contains(&word.as_str()),
        TokenKind::Open | TokenKind::Comma => true,
        TokenKind::Other => sql[token.offset..].starts_with(['=', '<', '>', '+', '-', '/', '|']),
        _ => false,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Returns the beginning of a text as far as all of its characters are of a kind.
fn run(text: &str, is_part: impl Fn(char) -> bool) -> &str {
    &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_languages_are_recognized() {
        for (sql, expected) in [
            ("SELECT * FROM `a b`.c", Foreign::Quoted("`a b`")),
            ("SELECT * FROM [my table] t", Foreign::Quoted("[my table]")),
            ("SELECT [a] FROM t", Foreign::Quoted("[a]")),
            ("SELECT * FROM bigquery-public-data.x.y WHERE a", Foreign::Hyphens("bigquery-public-data.x.y")),
            ("SELECT 1 FROM a JOIN b-c ON d", Foreign::Hyphens("b-c")),
            ("SELECT * FROM <your_table>", Foreign::Name("<your_table>")),
            ("SELECT * FROM YOUR_TABLE", Foreign::Name("YOUR_TABLE")),
            ("SELECT * FROM my.your_table", Foreign::Name("my.your_table")),
            ("SELECT * FROM __TABLE__", Foreign::Name("__TABLE__")),
            ("SELECT * FROM {{ my_table }} t", Foreign::Name("{{ my_table }}")),
            ("SELECT * FROM {{t}}", Foreign::Name("{{t}}")),
            ("SELECT * FROM { t }", Foreign::Name("{ t }")),
            ("SELECT * FROM %TABLE%", Foreign::Name("%TABLE%")),
            ("SELECT * FROM #t", Foreign::Name("#t")),
            ("SELECT 1 WHERE a = @p", Foreign::Value("@p")),
            ("SELECT 1 WHERE a = :p", Foreign::Value(":p")),
            ("SELECT 1 LIMIT $1", Foreign::Value("$1")),
            ("SELECT 1 WHERE a = ?", Foreign::Value("?")),
            ("SELECT 1 WHERE a IN (?, 1)", Foreign::Value("?")),
            ("SELECT 1 WHERE a = %s", Foreign::Value("%s")),
            ("SELECT 1 WHERE a = %(id)s AND b", Foreign::Value("%(id)s")),
            ("SELECT TOP 5 * FROM t", Foreign::Top("TOP 5")),
            ("SELECT *", Foreign::End("*")),
            ("SELECT * FROM", Foreign::End("FROM")),
            ("SELECT * FROM t WHERE ", Foreign::End("WHERE")),
            ("SELECT a,", Foreign::End(",")),
            ("SELECT a FROM t WHERE b =", Foreign::End("=")),
        ] {
            assert_eq!(foreign(sql), Some(expected), "{sql}");
        }
    }

    #[test]
    fn operators_and_arrays_are_none() {
        for sql in [
            "SELECT a % b, a %b, a[1], a[b:c], ARRAY[1, 2], ARRAY[[1], [2]], a ? 'b', a ?| c, a # b, a #> '{b}', a -b FROM t",
            "SELECT a <b AND c> d, g::text, '<t>', \"@p\", h <@ i, j <@k, l @> m FROM n -- $1 `",
            "SELECT top, your FROM t - 1",
            "SELECT top FROM t WHERE a <= {lanes} AND b = '{{x}}'",
            "SELECT * FROM t",
            "SELECT count(*) FROM t LIMIT ALL",
            "SELECT - 1, +2, @ -5, |/ 25.0",
            "SELECT CASE WHEN a THEN b END",
            "TABLE t",
        ] {
            assert_eq!(foreign(sql), None, "{sql}");
        }
    }
}
