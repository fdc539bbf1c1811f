//! Answers from a TOML file, such as the `carto-app.toml` of an application.

use std::ops::Range;

use toml_edit::{Document, Item, Table, Value};

use super::{Answers, Key, Origin};
use crate::error::{Error, Kind, Problem};
use crate::spec::closest;

/// The key under which `carto-app.toml` notes the version of the tool; as an answer it means nothing.
pub const VERSION_KEY: &str = "version";

/// Reads the answers that `text` holds; `name` is the file as the person named it, `-` for stdin.
///
/// # Errors
/// Text that isn't TOML, and every key that no answer has or whose value is of the wrong type, all together.
pub fn from_file(name: &str, text: &str) -> Result<Answers, Error> {
    let shown = if name == "-" { "standard input" } else { name };
    let document = Document::parse(text).map_err(|error| {
        let place = error.span().map(|span| format!(", line {}", line_of(text, &span))).unwrap_or_default();
        let reason = error.message().lines().collect::<Vec<_>>().join(", ");
        Error::new(Kind::Usage, format!("{shown}{place} is not TOML: {reason}"))
    })?;
    let mut reader = Reader { name, shown, text, answers: Answers::default(), problems: Vec::new() };
    reader.table("", document.as_table());
    if reader.problems.is_empty() {
        return Ok(reader.answers);
    }
    let mut error = Error::new(Kind::Usage, format!("{shown} can't be used as an answers file"));
    error.problems = reader.problems;
    Err(error)
}

struct Reader<'a> {
    name: &'a str,
    shown: &'a str,
    text: &'a str,
    answers: Answers,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn table(&mut self, prefix: &str, table: &Table) {
        for (name, item) in table {
            let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
            let span = table.key(name).and_then(toml_edit::Key::span).or_else(|| item.span());
            match item {
                Item::Table(inner) if is_section(&path) => self.table(&path, inner),
                Item::Value(Value::InlineTable(inner)) if is_section(&path) => {
                    self.table(&path, &inner.clone().into_table());
                }
                Item::Value(value) => self.value(&path, value, span),
                _ => self.unknown(&path, span),
            }
        }
    }

    fn value(&mut self, path: &str, value: &Value, span: Option<Range<usize>>) {
        if path == VERSION_KEY {
            return;
        }
        let Some(key) = Key::ALL.into_iter().find(|key| key.file_key() == Some(path)) else {
            return self.unknown(path, span);
        };
        let line = span.map(|span| line_of(self.text, &span));
        match words(key, value) {
            Ok(words) => {
                let origin = Origin::File { name: self.name.to_owned(), line };
                self.answers.set(key, words, origin);
            }
            Err(wanted) => self.problems.push(Problem {
                answer: Some(key),
                value: Some(value.clone().decorated("", "").to_string()),
                origin: Some(place(path, self.shown, line)),
                message: format!("must be {wanted}"),
                suggestion: None,
            }),
        }
    }

    fn unknown(&mut self, path: &str, span: Option<Range<usize>>) {
        let secret = path.ends_with("api_key");
        let (message, suggestion) = if secret {
            let message = "is a secret and never stands in a file";
            (message.to_owned(), Some("set CARTO_APP_API_KEY, or pass --api-key".to_owned()))
        } else {
            let known = Key::ALL.into_iter().filter_map(Key::file_key);
            ("is not a key of an answers file".to_owned(), closest(path, known))
        };
        let line = span.map(|span| line_of(self.text, &span));
        self.problems.push(Problem {
            answer: secret.then_some(Key::ApiKey),
            value: (!secret).then(|| path.to_owned()),
            origin: Some(place(path, self.shown, line)),
            message,
            suggestion,
        });
    }
}

fn place(path: &str, file: &str, line: Option<usize>) -> String {
    line.map_or_else(|| format!("{path} in {file}"), |line| format!("{path} in {file}, line {line}"))
}

fn is_section(path: &str) -> bool {
    Key::ALL.into_iter().filter_map(Key::file_key).any(|key| key.starts_with(&format!("{path}.")))
}

/// The words of a value, or what it should have been.
fn words(key: Key, value: &Value) -> Result<Vec<String>, &'static str> {
    match (key, value) {
        (Key::Scopes | Key::Datasets, Value::Array(array)) => {
            array.iter().map(|item| item.as_str().map(str::to_owned).ok_or("a list of strings")).collect()
        }
        (Key::Scopes | Key::Datasets, _) => Err("a list of strings"),
        (
            Key::ForceOAuthLogin | Key::Example | Key::Sandbox | Key::Git | Key::Install,
            Value::Boolean(value),
        ) => Ok(vec![value.value().to_string()]),
        (Key::ForceOAuthLogin | Key::Example | Key::Sandbox | Key::Git | Key::Install, _) => {
            Err("true or false")
        }
        (_, Value::String(value)) => Ok(vec![value.value().clone()]),
        _ => Err("a string"),
    }
}

fn line_of(text: &str, span: &Range<usize>) -> usize {
    text.get(..span.start).unwrap_or(text).matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_read_with_its_line() {
        let text = "version = \"9\"\nname = \"a\"\nsandbox = false\n[auth]\nmode = \"oauth\"\nscopes = [\"x\", \"y\"]\n\
                    force_oauth_login = true\n[carto]\nusername = \"u\"\n[data]\nexample = false\n";
        let answers = from_file("a.toml", text).expect("reads");
        let scopes = answers.get(Key::Scopes).expect("scopes");
        assert_eq!(scopes.words, ["x", "y"]);
        assert_eq!(scopes.origin_of(Key::Scopes).as_deref(), Some("auth.scopes in a.toml, line 6"));
        assert_eq!(answers.get(Key::ForceOAuthLogin).map(Given::text).as_deref(), Some("true"));
        assert_eq!(answers.get(Key::Example).map(Given::text).as_deref(), Some("false"));
        assert_eq!(answers.get(Key::Sandbox).map(Given::text).as_deref(), Some("false"));
        let inline = from_file("-", "auth = { mode = \"oauth\" }\ndata.example = true").expect("reads");
        assert!(inline.get(Key::Auth).is_some() && inline.get(Key::Example).is_some());
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let text = "nam = \"a\"\ngit = \"yes\"\n[auth]\nscopes = \"x\"\nclientid = \"c\"\n[carto]\napi_key = \"secret\"\n[x]\n";
        let error = from_file("a.toml", text).expect_err("fails");
        let told: Vec<_> = error
            .problems
            .iter()
            .map(|p| format!("{:?} {} {:?}", p.origin, p.message, p.suggestion))
            .collect();
        assert_eq!(error.problems.len(), 6, "{told:#?}");
        assert!(told[0].contains("line 1") && told[0].contains("\"name\""), "{}", told[0]);
        assert!(
            told.iter().any(|line| line.contains("line 5") && line.contains("auth.client_id")),
            "{told:#?}"
        );
        assert!(!format!("{error:?}").contains("\"secret\""));
    }

    #[test]
    fn text_that_is_not_toml_names_its_line() {
        let error = from_file("a.toml", "name = \"a\"\n= 3").expect_err("fails");
        assert!(error.message.starts_with("a.toml, line 2 is not TOML"), "{}", error.message);
    }

    use super::super::Given;
}
