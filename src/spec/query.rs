use std::str::FromStr;

use super::{Invalid, secrets};
use crate::sql;

/// A query that returns rows, as CARTO's APIs accept it and as it can be nested in another query: one statement that begins
/// with SELECT, WITH, VALUES or TABLE, without a semicolon and without an unterminated comment. The rest of the text, such
/// as quotes and line breaks, stays as it is.
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
                Err(Invalid::new("ends with a semicolon, so it can't be nested in another query")
                    .suggest(plain))
            }
            sql::Shape::Ended => Err(Invalid::new("is more than one statement")),
            sql::Shape::Comment => {
                let fixed = format!("{text}\n");
                Err(Invalid::new("ends in a comment that would hide what follows it").suggest(
                    if sql::shape(&fixed) == sql::Shape::Rows {
                        "a line break at the end"
                    } else {
                        "the missing end of the comment"
                    },
                ))
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
            ("SELECT 1; DROP TABLE roads", None),
            ("DELETE FROM roads", Some("SELECT * FROM roads")),
            ("roads", Some("SELECT * FROM roads")),
            ("SELECT 1 -- why", Some("a line break at the end")),
            ("SELECT 1 /* why", Some("the missing end of the comment")),
            ("SELECT 'a", Some("the missing quote or bracket")),
            ("SELECT (1", Some("the missing quote or bracket")),
            ("SELECT 1\0", None),
        ] {
            assert_eq!(text.parse::<Query>().unwrap_err().suggestion.as_deref(), suggestion, "{text:?}");
        }
    }
}
