use std::str::FromStr;

use super::{Invalid, secrets};
use crate::sql::{self, Foreign};

/// A query that returns rows, as CARTO's APIs accept it and as it can be nested in another query: one statement that begins
/// with SELECT, WITH, VALUES or TABLE, without a semicolon, without an unterminated comment, and without syntax that is foreign
/// to `PostgreSQL`. The rest of the text, such as quotes and line breaks, stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query(String);

super::text_newtype!(Query);

impl FromStr for Query {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        secrets::refuse_secret(text)?;
        if text.trim().is_empty() {
            return Err(Invalid::new("is empty"));
        }
        if let Some(c) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            let name = super::characters::name(c);
            return Err(Invalid::new(format!("contains {name}, a control character")));
        }
        let plain = sql::without_end(text).filter(|plain| sql::shape(plain) == sql::Shape::Rows);
        match sql::shape(text) {
            sql::Shape::Rows => match unfit(text) {
                None => Ok(Self(text.to_owned())),
                Some(refusal) => Err(refusal),
            },
            sql::Shape::Ended if let Some(plain) = plain => {
                Err(Invalid::new("ends with a semicolon, so it can't be nested in another query")
                    .suggest(plain))
            }
            sql::Shape::Ended => Err(Invalid::new("is more than one statement")),
            sql::Shape::Comment => {
                let closed = sql::with_closed_comment(text);
                let is_fit = sql::shape(&closed) == sql::Shape::Rows && unfit(&closed).is_none();
                let suggestion = match () {
                    () if is_fit => &closed,
                    () if closed == text => "the missing end of the comment",
                    () => "the query without the comment",
                };
                Err(Invalid::new("ends in a comment that would hide what follows it").suggest(suggestion))
            }
            sql::Shape::Open => {
                Err(Invalid::new("has an unclosed quote or bracket").suggest("the missing quote or bracket"))
            }
            sql::Shape::Other => {
                Err(Invalid::new("is not a query that returns rows; such a query begins with SELECT or WITH")
                    .suggest("SELECT * FROM roads"))
            }
        }
    }
}

/// Returns why a statement returns no rows or is not `PostgreSQL`, if so.
fn unfit(text: &str) -> Option<Invalid> {
    let reading = sql::read(text);
    if reading.makes_table {
        let refusal = Invalid::new("creates a table with SELECT … INTO instead of returning rows");
        return Some(refusal.suggest("the query without INTO and the name after it"));
    }
    if let Some(foreign) = sql::foreign(text) {
        return Some(refusal(text, foreign));
    }
    reading.foreign.map(|name| {
        Invalid::new(format!("has the table {name}, but CARTO's tables have only a schema and a name"))
            .suggest(TWO_PARTS)
    })
}

fn refusal(text: &str, foreign: Foreign<'_>) -> Invalid {
    const PARAMETER: &str = "in a query of carto-app add model";
    match foreign {
        Foreign::Quoted(part) => {
            let plain = text.replace(['`', '[', ']'], "");
            let is_fit = sql::shape(&plain) == sql::Shape::Rows && unfit(&plain).is_none();
            Invalid::new(format!("has {part}, but PostgreSQL quotes names with double quotes, or not at all"))
                .suggest(if is_fit { &plain } else { TWO_PARTS })
        }
        Foreign::Hyphens(name) => {
            Invalid::new(format!("has the table {name}, but PostgreSQL's names have no hyphens"))
                .suggest(TWO_PARTS)
        }
        Foreign::Name(part) => {
            Invalid::new(format!("contains the placeholder {part}")).suggest("the name itself")
        }
        Foreign::Value(part) => {
            let name: String = part.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect();
            let is_name = part.starts_with(['@', ':']);
            let name = if is_name { &name } else { "name" };
            Invalid::new(format!("contains the placeholder {part}"))
                .suggest(format!("the value itself, or {{{name}}} {PARAMETER}"))
        }
        Foreign::Top(part) => {
            let limit = part.to_ascii_uppercase().replace("TOP", "LIMIT");
            Invalid::new(format!("has {part}, which PostgreSQL does not know"))
                .suggest(format!("{} at the end", limit.split_whitespace().collect::<Vec<_>>().join(" ")))
        }
        Foreign::End(word) => Invalid::new(format!("ends after {word}")).suggest("SELECT * FROM roads"),
    }
}

/// The forms of a table's name.
const TWO_PARTS: &str = "TABLE or SCHEMA.TABLE";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_query_that_returns_rows_is_accepted_unchanged() {
        for text in [
            "SELECT 1",
            " with a as (select ';') select * from a ",
            "SELECT \"a\"\"b\", '`\\${x}' FROM t -- why; not\n",
            "(SELECT 1) UNION SELECT 2",
            "select $$;$$ /* ; */",
            "SELECT a <b AND c> d, e[1:f], g::text, '<t>', \"@p\", h <@ i, j <@k, l @> m FROM n -- $1 `\n",
        ] {
            assert_eq!(text.parse::<Query>().map(|query| query.0), Ok(text.to_owned()));
        }
    }

    #[test]
    fn other_text_is_refused() {
        for (text, suggestion) in [
            ("", None),
            ("SELECT 1;", Some("SELECT 1")),
            ("SELECT 1 ; \n", Some("SELECT 1")),
            ("SELECT 1;  -- note", Some("SELECT 1")),
            ("SELECT ';' ; /* note; */ ;", Some("SELECT ';'")),
            ("SELECT * INTO copy FROM roads", Some("the query without INTO and the name after it")),
            (
                "WITH a AS (SELECT 1) SELECT * INTO TEMP b FROM a",
                Some("the query without INTO and the name after it"),
            ),
            ("SELECT * FROM `roads`", Some("SELECT * FROM roads")),
            ("SELECT * FROM `project.dataset.table`", Some("TABLE or SCHEMA.TABLE")),
            ("SELECT * FROM project.dataset.table", Some("TABLE or SCHEMA.TABLE")),
            ("SELECT * FROM <your_table>", Some("the name itself")),
            ("SELECT * FROM [roads]", Some("SELECT * FROM roads")),
            ("SELECT * FROM bigquery-public-data.x.y", Some("TABLE or SCHEMA.TABLE")),
            ("SELECT TOP 5 * FROM roads", Some("LIMIT 5 at the end")),
            (
                "SELECT * FROM roads WHERE id = %(id)s",
                Some("the value itself, or {name} in a query of carto-app add model"),
            ),
            ("SELECT *", Some("SELECT * FROM roads")),
            (
                "SELECT * FROM a WHERE b=@p",
                Some("the value itself, or {p} in a query of carto-app add model"),
            ),
            (
                "SELECT * FROM a WHERE b = :p",
                Some("the value itself, or {p} in a query of carto-app add model"),
            ),
            (
                "SELECT * FROM a LIMIT $1",
                Some("the value itself, or {name} in a query of carto-app add model"),
            ),
            ("SELECT 1; DROP TABLE roads", None),
            ("DELETE FROM roads", Some("SELECT * FROM roads")),
            ("roads", Some("SELECT * FROM roads")),
            ("SELECT 1 -- why", Some("SELECT 1 /* why */")),
            ("SELECT '--' -- a */ b -- c", Some("SELECT '--' /* a * / b -- c */")),
            ("SELECT 1 -- why\n;", Some("SELECT 1 /* why */")),
            ("SELECT * -- all FROM roads", Some("the query without the comment")),
            ("SELECT 1 /* why", Some("the missing end of the comment")),
            ("SELECT 'a' /* why", Some("the missing end of the comment")),
            ("SELECT \"a\" -- \"why", Some("SELECT \"a\" /* \"why */")),
            ("SELECT 'a", Some("the missing quote or bracket")),
            ("SELECT 'a -- why", Some("the missing quote or bracket")),
            ("SELECT * FROM \"roads_2020", Some("the missing quote or bracket")),
            ("SELECT * FROM U&\"roads -- why", Some("the missing quote or bracket")),
            ("SELECT $a$ /* why", Some("the missing quote or bracket")),
            ("SELECT (1", Some("the missing quote or bracket")),
            ("SELECT 1\0", None),
        ] {
            assert_eq!(text.parse::<Query>().unwrap_err().suggestion.as_deref(), suggestion, "{text:?}");
            // A suggested query is accepted as it is.
            if let Some(query) = suggestion.filter(|suggestion| suggestion.starts_with("SELECT")) {
                query.parse::<Query>().expect(query);
            }
        }
    }
}
