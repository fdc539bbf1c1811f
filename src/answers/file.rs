//! Answers from a TOML file, such as the `carto-app.toml` of an application.

use std::ops::Range;

use toml_edit::{Document, Item, Table};

use super::{ANSWERS, Answer, Answers, Origin, Shape, Value, file_name};
use crate::error::{Error, Kind, Problem};
use crate::spec::{HIDDEN, Invalid, Key, closest, shown};

/// The key under which `carto-app.toml` records the version of the tool; it is not an answer.
pub const VERSION_KEY: &str = "version";

/// The key that marks an application with a private API key, whose value is in no answers file.
pub const PRIVATE_KEY: &str = "auth.private_key";

/// How many problems of a file are described. A file with more is probably not an answers file.
const MOST_PROBLEMS: usize = 100;

/// Reads the answers in `text`; `name` is the file as the user named it, `-` for stdin.
///
/// Walks the TOML tree, since deserializing into a type would stop at the first fault without naming its line.
///
/// # Errors
/// Text that isn't TOML, or unknown keys and values of the wrong type, all of them.
pub fn from_file(name: &str, text: &str) -> Result<Answers, Error> {
    let file = &file_name(name);
    let document = Document::parse(text).map_err(|error| {
        let place =
            error.span().map(|span| format!(", line {}", Lines::of(text).at(&span))).unwrap_or_default();
        let reason = shown(&error.message().lines().collect::<Vec<_>>().join(", "));
        Error::new(Kind::Usage, format!("{file}{place} is not TOML: {reason}"))
    })?;
    let lines = Lines::of(text);
    let mut reader =
        Reader { name, file, lines, answers: Answers::default(), problems: Vec::new(), others: 0 };
    reader.table("", document.as_table());
    if reader.problems.is_empty() {
        return Ok(reader.answers);
    }
    let mut error = Error::new(Kind::Usage, format!("{file} can't be used as an answers file"));
    error.problems = reader.problems;
    if reader.others > 0 {
        error.details.push(format!("{} more keys are wrong", reader.others));
    }
    Err(error)
}

struct Reader<'a> {
    name: &'a str,
    file: &'a str,
    lines: Lines,
    answers: Answers,
    problems: Vec<Problem>,
    /// The number of problems beyond the limit.
    others: usize,
}

impl Reader<'_> {
    fn table(&mut self, prefix: &str, table: &Table) {
        for (name, item) in table {
            let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") };
            let span = table.key(name).and_then(toml_edit::Key::span).or_else(|| item.span());
            let line = span.map(|span| self.lines.at(&span));
            match item {
                Item::Table(inner) if is_section(&path) => self.table(&path, inner),
                Item::Value(toml_edit::Value::InlineTable(inner)) if is_section(&path) => {
                    self.table(&path, &inner.clone().into_table());
                }
                Item::Value(_) if path == VERSION_KEY => {}
                item if path == PRIVATE_KEY => self.private_key(item, line),
                item => match Key::ALL.into_iter().find(|key| key.file_key() == Some(&path)) {
                    Some(key) => self.value(key, &path, item, line),
                    None if is_section(&path) => self.section(&path, line),
                    None => self.unknown(&path, line),
                },
            }
        }
    }

    fn value(&mut self, key: Key, path: &str, item: &Item, line: Option<usize>) {
        if let Some(value) = value(key.answer().shape, item) {
            let origin = Origin::File { name: self.name.to_owned(), line };
            return self.answers.set(key, value.into_words(), origin);
        }
        let (shape, example) = expected(key.answer());
        let value = item.as_value().map(|value| value.clone().decorated("", "").to_string());
        let why = Invalid::new(format!("must be {shape}")).suggest(format!("{path} = {example}"));
        let origin = Some(place(path, self.file, line));
        self.problems.push(match value {
            Some(value) => Problem::refused(Some(key), &value, origin, why),
            None => Problem::missing(Some(key), origin, why),
        });
    }

    fn private_key(&mut self, item: &Item, line: Option<usize>) {
        match item.as_bool() {
            Some(true) => {
                self.answers.private_key = Some(Origin::File { name: self.name.to_owned(), line });
            }
            Some(false) => {}
            // The value may be the key itself.
            None => {
                let why = Invalid::new("must be true or false; the key itself can't be in a file")
                    .suggest("true, with the key in CARTO_APP_API_KEY");
                let origin = Some(place(PRIVATE_KEY, self.file, line));
                self.problems.push(Problem::refused(None, HIDDEN, origin, why));
            }
        }
    }

    /// Reports a value in place of a table of answers.
    fn section(&mut self, path: &str, line: Option<usize>) {
        let inner = known_keys().find(|key| key.starts_with(&format!("{path}."))).unwrap_or_default();
        let why = Invalid::new(format!("is a table of answers such as {inner}, not an answer"))
            .suggest(format!("{inner} = …"));
        self.problems.push(Problem::missing(None, Some(place(path, self.file, line)), why));
    }

    fn unknown(&mut self, path: &str, line: Option<usize>) {
        if self.problems.len() >= MOST_PROBLEMS {
            self.others += 1;
            return;
        }
        let secret = Key::ALL.into_iter().find(|key| key.is_secret() && path.ends_with(key.id()));
        let (message, suggestion) = if let Some(key) = secret {
            let way = format!("set {}, or pass {}", key.env().unwrap_or_default(), key.flag());
            ("is a secret and can't be in a file", way)
        } else {
            let known = || known_keys().collect::<Vec<_>>().join(", ");
            ("is not a key of an answers file", meant(path).unwrap_or_else(known))
        };
        let why = Invalid::new(message).suggest(suggestion);
        let origin = Some(place(path, self.file, line));
        self.problems.push(if secret.is_some() {
            Problem::missing(secret, origin, why)
        } else {
            Problem::refused(None, path, origin, why)
        });
    }
}

fn known_keys() -> impl Iterator<Item = &'static str> {
    ANSWERS.iter().filter_map(|answer| answer.file_key).chain([PRIVATE_KEY])
}

/// Returns the key that was probably meant: one of the same name in any table, or else the most similar one.
fn meant(path: &str) -> Option<String> {
    fn last(path: &str) -> &str {
        path.rsplit('.').next().unwrap_or_default()
    }
    let path = path.replace('-', "_");
    let same = known_keys().find(|key| last(key) == last(&path)).map(str::to_owned);
    let similar = || {
        let name = closest(last(&path), known_keys().map(last))?;
        known_keys().find(|key| last(key) == name).map(str::to_owned)
    };
    same.or_else(|| closest(&path, known_keys())).or_else(similar)
}

fn place(path: &str, file: &str, line: Option<usize>) -> String {
    let path = shown(path);
    line.map_or_else(|| format!("{path} in {file}"), |line| format!("{path} in {file}, line {line}"))
}

fn is_section(path: &str) -> bool {
    known_keys().any(|key| key.starts_with(&format!("{path}.")))
}

/// Returns the kind of value that the answer needs, and an example.
fn expected(answer: &Answer) -> (&'static str, String) {
    match answer.shape {
        Shape::List { example } => ("a list of strings", example.to_owned()),
        Shape::Switch => ("true or false, without quotes", "true".to_owned()),
        Shape::Text => ("a string", format!("\"…\", such as {}", answer.example)),
    }
}

/// Returns the value of an item, or `None` if it has another shape.
fn value(shape: Shape, item: &Item) -> Option<Value> {
    Some(match shape {
        Shape::List { .. } => {
            let texts: Option<Vec<&str>> = item.as_array()?.iter().map(toml_edit::Value::as_str).collect();
            texts?.into_iter().collect()
        }
        Shape::Switch => item.as_bool()?.into(),
        Shape::Text => item.as_str()?.into(),
    })
}

/// The ends of a text's lines.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(end, _)| end).collect())
    }

    fn at(&self, span: &Range<usize>) -> usize {
        self.0.partition_point(|end| *end < span.start) + 1
    }
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
    fn all_problems_are_reported_at_once() {
        let text = "nam = \"a\"\ngit = \"yes\"\n[auth]\nscopes = \"x\"\nclientid = \"c\"\n[carto]\napi_key = \"secret\"\n[x]\n";
        let error = from_file("a.toml", text).expect_err("fails");
        let reported: Vec<_> = error
            .problems
            .iter()
            .map(|p| format!("{:?} {} {:?}", p.origin, p.message, p.suggestion))
            .collect();
        assert_eq!(error.problems.len(), 6, "{reported:#?}");
        assert!(reported[0].contains("line 1") && reported[0].contains("\"name\""), "{}", reported[0]);
        assert!(
            reported.iter().any(|line| line.contains("line 5") && line.contains("auth.client_id")),
            "{reported:#?}"
        );
        assert!(!format!("{error:?}").contains("\"secret\""));
    }

    #[test]
    fn an_unrelated_file_takes_linear_time_and_gives_a_short_report() {
        let lines: Vec<String> = (0..60_000).map(|number| format!("k{number} = 1")).collect();
        let text = lines.join("\n");
        let error = from_file("a.toml", &text).expect_err("fails");
        assert_eq!(error.problems.len(), MOST_PROBLEMS);
        assert_eq!(error.details, ["59900 more keys are wrong"]);
        let last = error.problems.last().and_then(|problem| problem.origin.as_deref());
        assert_eq!(last, Some("k99 in a.toml, line 100"));
    }

    #[test]
    fn a_value_of_the_wrong_shape_gets_the_expected_one() {
        for (text, message, suggestion) in [
            ("auth = \"oauth\"", "is a table of answers such as auth.mode, not an answer", "auth.mode = …"),
            ("[name]", "must be a string", "name = \"…\", such as my-map"),
            ("name = 3", "must be a string", "name = \"…\", such as my-map"),
            ("[[title]]", "must be a string", "title = \"…\", such as My map"),
            ("auth.scopes = \"x\"", "must be a list of strings", "auth.scopes = [\"user:profile\"]"),
            ("git = \"true\"", "must be true or false, without quotes", "git = true"),
        ] {
            let problem = &from_file("a.toml", text).expect_err(text).problems[0];
            assert_eq!(
                (problem.message.as_str(), problem.suggestion.as_deref()),
                (message, Some(suggestion))
            );
        }
    }

    #[test]
    fn a_key_in_the_wrong_table_gets_a_suggestion() {
        for (key, meant) in [
            ("username", "carto.username"),
            ("client-id", "auth.client_id"),
            ("scope", "auth.scopes"),
            ("dataset", "data.datasets"),
            ("auth.username", "carto.username"),
            ("auth.name", "name"),
            ("titel", "title"),
        ] {
            let problem = &from_file("a.toml", &format!("{key} = 1")).expect_err(key).problems[0];
            assert_eq!(problem.suggestion.as_deref(), Some(meant), "{key}");
        }
        let problem = &from_file("a.toml", "weather = 1").expect_err("fails").problems[0];
        assert!(problem.suggestion.as_deref().is_some_and(|all| all.contains("auth.mode, carto.username")));
    }

    #[test]
    fn a_secret_of_the_wrong_shape_is_not_repeated() {
        let error = from_file(
            "a.toml",
            "name = [\"AbCdEfGhIjKlMnOpQrStUv\"]\n[auth]\nclient_id = [\"abcdefghijklmnopqrstuvwx\"]\n",
        )
        .expect_err("fails");
        assert!(
            error.problems.len() == 2 && !format!("{error:?}").to_lowercase().contains("abcdefgh"),
            "{error:?}"
        );
    }

    #[test]
    fn text_that_is_not_toml_names_its_line() {
        let error = from_file("a.toml", "name = \"a\"\n= 3").expect_err("fails");
        assert!(error.message.starts_with("a.toml, line 2 is not TOML"), "{}", error.message);
    }

    use super::super::Given;
}
