use std::str::FromStr;

use super::{Invalid, secrets};
use crate::sql;

/// A query that gives rows, as CARTO's APIs take it and as it can stand in another query: one statement, which begins with
/// SELECT, WITH, VALUES or TABLE, without a semicolon and without a comment that would swallow what follows. Quotes, line breaks and
/// whatever else it holds stay as they are.
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
        let plain = text.trim_end().trim_end_matches(|c: char| c == ';' || c.is_whitespace());
        match sql::shape(text) {
            sql::Shape::Rows => Ok(Self(text.to_owned())),
            sql::Shape::Ended if sql::shape(plain) == sql::Shape::Rows => {
                Err(Invalid::new("ends with a semicolon, which can't stand in another query").suggest(plain))
            }
            sql::Shape::Ended => Err(Invalid::new("is more than one statement")),
            sql::Shape::Comment => {
                let mended = format!("{text}\n");
                Err(Invalid::new("ends in a comment that would swallow what follows it").suggest(
                    if sql::shape(&mended) == sql::Shape::Rows {
                        "a line break behind it"
                    } else {
                        "an end of the comment"
                    },
                ))
            }
            sql::Shape::Open => Err(Invalid::new("has a quote or a bracket without its other half")
                .suggest("the quote or bracket that lacks")),
            sql::Shape::Other => {
                Err(Invalid::new("is no query that gives rows; it begins with SELECT or WITH")
                    .suggest("SELECT * FROM roads"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_query_that_gives_rows_is_taken_whole() {
        for text in [
            "SELECT 1",
            " with a as (select ';') select * from a ",
            "SELECT \"a\"\"b\", '`\\${x}' FROM t -- why; not\n",
            "(SELECT 1) UNION SELECT 2",
            "select $$;$$ /* ; */",
        ] {
            assert_eq!(text.parse::<Query>().map(|query| query.0), Ok(text.to_owned()));
        }
    }

    #[test]
    fn all_else_is_refused() {
        for (text, suggestion) in [
            ("", None),
            ("SELECT 1;", Some("SELECT 1")),
            ("SELECT 1 ; \n", Some("SELECT 1")),
            ("SELECT 1; DROP TABLE roads", None),
            ("DELETE FROM roads", Some("SELECT * FROM roads")),
            ("roads", Some("SELECT * FROM roads")),
            ("SELECT 1 -- why", Some("a line break behind it")),
            ("SELECT 1 /* why", Some("an end of the comment")),
            ("SELECT 'a", Some("the quote or bracket that lacks")),
            ("SELECT (1", Some("the quote or bracket that lacks")),
            ("SELECT 1\0", None),
        ] {
            assert_eq!(text.parse::<Query>().unwrap_err().suggestion.as_deref(), suggestion, "{text:?}");
        }
    }
}
