//! The parameters of a model: numbers and known words. A query accepts no other input.

use std::str::FromStr;

use crate::code::{Doc, Style, doc};
use crate::spec::{Invalid, PartName, refuse_secret};

/// A parameter of a model: `lanes=integer`, `width=number`, `mode=walk,car`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in the query and in JavaScript.
    pub name: String,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Integer,
    Number,
    Words(Vec<String>),
    /// The maximum number of rows.
    Limit,
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Literal text.
    Text(String),
    /// A parameter, as written in a template literal.
    Hole(String),
}

/// Names that the model's own code uses.
const TAKEN: [&str; 7] = ["credentials", "signal", "query", "rows", "valid", "limit", "executeSql"];

/// The longest name; longer ones would break lines.
const LONGEST: usize = 20;

impl FromStr for Parameter {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        refuse_secret(text)?;
        let Some((name, kind)) = text.split_once('=') else {
            return Err(
                Invalid::new("has no kind").suggest(format!("{text}=integer, =number or =one,of,these"))
            );
        };
        let parsed = PartName::parse(name, "")?;
        if parsed.camel() != name || name.len() > LONGEST {
            return Err(Invalid::new("has a name that is not a short word in camel case")
                .suggest(format!("{}={kind}", &parsed.camel()[..parsed.camel().len().min(LONGEST)])));
        }
        if TAKEN.contains(&name) {
            return Err(
                Invalid::new("has a name that the model uses itself").suggest(format!("{name}2={kind}"))
            );
        }
        let kind = match kind {
            "integer" => Kind::Integer,
            "number" => Kind::Number,
            words if words.contains(',') => Kind::Words(words_of(words)?),
            other => {
                let refusal = Invalid::new("is neither integer, number, nor a list of words");
                return Err(refusal.suggest(format!("{name}={}", close_to(other))));
            }
        };
        Ok(Self { name: name.to_owned(), kind })
    }
}

/// Returns the kind for a type of another language.
fn close_to(kind: &str) -> &'static str {
    let lower = kind.to_ascii_lowercase();
    let is_one_of = |starts: &[&str]| starts.iter().any(|start| lower.starts_with(start));
    if is_one_of(&["int", "bigint", "smallint", "long", "serial"]) {
        "integer"
    } else if is_one_of(&["num", "float", "double", "decimal", "real"]) {
        "number"
    } else {
        "one,of,these"
    }
}

fn words_of(text: &str) -> Result<Vec<String>, Invalid> {
    let words: Vec<String> = text.split(',').map(|word| word.trim().to_owned()).collect();
    let is_fine = |word: &String| {
        !word.is_empty()
            && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'))
    };
    if !words.iter().all(is_fine) {
        return Err(
            Invalid::new("is neither integer, number, nor a list of plain words").suggest("mode=walk,car")
        );
    }
    Ok(words)
}

impl Parameter {
    /// Returns the parameter for the number of rows to read from a source.
    pub fn limit() -> Self {
        Self { name: "limit".to_owned(), kind: Kind::Limit }
    }

    /// Returns the declaration in the list of parameters.
    pub fn declaration(&self) -> String {
        match self.kind {
            Kind::Limit => "limit = 100".to_owned(),
            _ => self.name.clone(),
        }
    }

    /// Returns the type of its declaration, as a member of a type in TypeScript. Words are texts there, too: the model checks them.
    pub fn member(&self) -> String {
        let name = &self.name;
        match self.kind {
            Kind::Integer | Kind::Number => format!("{name}: number"),
            Kind::Words(_) => format!("{name}: string"),
            Kind::Limit => "limit?: number".to_owned(),
        }
    }

    /// Returns the declaration of the constant with the allowed words, after `const`.
    pub fn constant(&self, style: &Style) -> Option<String> {
        match &self.kind {
            Kind::Words(words) => {
                let words: Vec<Doc> = words.iter().map(|word| doc::string(word, style)).collect();
                let start = format!("const {} = ", self.constant_name());
                let list = doc::print(&doc::array(words, style), style, 0, start.len(), 1);
                Some(format!("{}{list}", &start["const ".len()..]))
            }
            Kind::Limit => Some("MOST = 1000".to_owned()),
            _ => None,
        }
    }

    fn constant_name(&self) -> String {
        let constant =
            PartName::parse(&self.name, "").map_or_else(|_| self.name.to_uppercase(), |name| name.constant());
        format!("{constant}_WORDS")
    }

    /// Returns the condition under which a value is refused.
    pub fn condition(&self) -> String {
        let name = &self.name;
        match &self.kind {
            Kind::Integer => format!("!Number.isSafeInteger({name})"),
            Kind::Number => format!("!Number.isFinite({name})"),
            Kind::Words(_) => format!("!{}.includes({name})", self.constant_name()),
            Kind::Limit => "!Number.isSafeInteger(limit) || limit < 1 || limit > MOST".to_owned(),
        }
    }

    /// Returns the statement that refuses a value.
    pub fn refusal(&self, style: &Style) -> String {
        let name = &self.name;
        let message = match &self.kind {
            Kind::Integer => format!("'{name} must be a whole number.'"),
            Kind::Number => format!("'{name} has to be a number.'"),
            Kind::Words(_) => format!("`{name} has to be one of: ${{{}.join(', ')}}.`", self.constant_name()),
            Kind::Limit => "`limit has to be a whole number from 1 to ${MOST}.`".to_owned(),
        };
        let call = doc::concat([
            doc::text("throw new RangeError("),
            doc::group(doc::concat([
                doc::indent(doc::concat([Doc::SoftLine, doc::text(message)])),
                Doc::IfBroken(","),
                Doc::SoftLine,
            ])),
            doc::text(")"),
        ]);
        doc::print(&call, style, 2, 4, 1)
    }

    /// Returns an allowed value, as JavaScript.
    pub fn sample(&self) -> String {
        match &self.kind {
            Kind::Integer | Kind::Limit => "7".to_owned(),
            Kind::Number => "1.5".to_owned(),
            Kind::Words(words) => format!("'{}'", words.first().map_or("", String::as_str)),
        }
    }

    /// Returns values that are refused, each as a JavaScript object.
    pub fn wrong(&self) -> Vec<String> {
        let values: &[&str] = match &self.kind {
            Kind::Integer => &["undefined", "'7'", "1.5", "NaN"],
            Kind::Number => &["undefined", "'1.5'", "NaN", "Infinity"],
            Kind::Words(_) => &["undefined", "\"'; DROP TABLE x; --\"", "'toString'"],
            Kind::Limit => &["'7'", "0", "1001", "1.5", "NaN"],
        };
        values.iter().map(|value| format!("{{ {}: {value} }}", self.name)).collect()
    }
}

/// Splits a query at its parameters. Words are quoted unless the query has quotes there; a number after a minus is put in
/// parentheses, because two hyphens would begin a comment.
pub fn pieces(query: &str, parameters: &[Parameter]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = query;
    let mut before = String::new();
    'query: while !rest.is_empty() {
        for (at, _) in rest.match_indices('{') {
            let found =
                parameters.iter().find(|each| rest[at + 1..].starts_with(&format!("{}}}", each.name)));
            let Some(parameter) = found else { continue };
            before.push_str(&rest[..at]);
            pieces.push(Piece::Text(rest[..at].to_owned()));
            let hole = format!("${{{}}}", parameter.name);
            let in_quotes = before.matches('\'').count() % 2 == 1;
            pieces.push(Piece::Hole(match parameter.kind {
                Kind::Words(_) if !in_quotes => format!("'{hole}'"),
                Kind::Integer | Kind::Number if before.ends_with('-') => format!("({hole})"),
                _ => hole,
            }));
            rest = &rest[at + parameter.name.len() + 2..];
            continue 'query;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        break;
    }
    pieces
}

/// Fills a hole with the samples of the parameters.
pub fn filled(hole: &str, parameters: &[Parameter]) -> String {
    parameters.iter().fold(hole.to_owned(), |text, each| {
        text.replace(&format!("${{{}}}", each.name), each.sample().trim_matches('\''))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(text: &str) -> Parameter {
        text.parse().unwrap()
    }

    #[test]
    fn only_numbers_and_plain_words_are_kinds() {
        for text in ["lanes=integer", "w=number", "mode=walk,car", "kind=a b,c"] {
            assert!(text.parse::<Parameter>().is_ok(), "{text}");
        }
        for text in
            ["lanes", "Lanes=integer", "a=it's", "a=", "a=x,,y", "class=number", "query=number", "a=\"x\""]
        {
            assert!(text.parse::<Parameter>().is_err(), "{text}");
        }
    }

    #[test]
    fn one_word_is_not_a_list() {
        for (text, suggestion) in [
            ("n=string", "n=one,of,these"),
            ("n=text", "n=one,of,these"),
            ("n=date", "n=one,of,these"),
            ("n=walk", "n=one,of,these"),
            ("n=float8", "n=number"),
            ("n=Int", "n=integer"),
        ] {
            let refusal = text.parse::<Parameter>().unwrap_err();
            assert_eq!(refusal.suggestion.as_deref(), Some(suggestion), "{text}");
        }
    }

    #[test]
    fn each_parameter_is_quoted_safely() {
        let all = [parameter("n=integer"), parameter("mode=walk,car")];
        let code = |query: &str| -> String {
            let pieces = pieces(query, &all).into_iter();
            pieces
                .map(|piece| match piece {
                    Piece::Text(text) | Piece::Hole(text) => text,
                })
                .collect()
        };
        assert_eq!(code("a = {n} AND b = {mode}"), "a = ${n} AND b = '${mode}'");
        assert_eq!(code("b = '{mode}' AND c = '{n}'"), "b = '${mode}' AND c = '${n}'");
        assert_eq!(code("a -{n}"), "a -(${n})");
        assert_eq!(code("'{a,b}'::text[]"), "'{a,b}'::text[]");
    }
}
