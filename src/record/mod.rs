//! `carto-app.toml`, which records the answers that an application was made from.

mod edit;
mod read;

use toml_edit::{Array, DocumentMut, Item, Table};

use crate::answers::file::{PRIVATE_KEY, VERSION_KEY};
use crate::answers::{Value, values};
use crate::spec::{AppSpec, Key};

pub use edit::RecordEdit;
pub use read::spec_of;

/// The file that records an application's answers.
pub const RECORD: &str = "carto-app.toml";

/// The comment on the version.
pub const VERSION_COMMENT: &str = "The carto-app that wrote this application";

/// The comment on the entry for a private key.
pub const PRIVATE_KEY_COMMENT: &str =
    "The API key is private: set CARTO_APP_API_KEY to it when using this file";

/// Returns the text of `carto-app.toml`: the tool's version and all answers except for the API key, each with a comment. As an
/// answers file, it gives the same application again.
pub fn record(spec: &AppSpec) -> String {
    let mut record = Record(DocumentMut::new());
    record.0.decor_mut().set_prefix("# The answers that this application was made from. To create it again:\n#   carto-app new DIRECTORY --yes --answers carto-app.toml\n\n");
    record.set(VERSION_KEY, VERSION_COMMENT, env!("CARGO_PKG_VERSION").into());
    // The sandbox was the last addition to the record, so it stays at the end.
    let (sandbox, others): (Vec<_>, Vec<_>) = values(spec).partition(|(key, _)| *key == Key::Sandbox);
    for (key, value) in others.into_iter().chain(sandbox) {
        if let Some(path) = key.file_key() {
            record.set(path, key.answer().comment, to_toml(&value));
        }
        if key == Key::Auth && spec.has_private_key() {
            record.set(PRIVATE_KEY, PRIVATE_KEY_COMMENT, true.into());
        }
    }
    record.0.to_string()
}

/// A value as TOML.
pub(super) fn to_toml(value: &Value) -> toml_edit::Value {
    match value {
        Value::Text(text) => text.into(),
        Value::Switch(yes) => (*yes).into(),
        Value::List(texts) => texts.iter().collect::<Array>().into(),
    }
}

struct Record(DocumentMut);

impl Record {
    fn set(&mut self, path: &str, comment: &str, value: toml_edit::Value) {
        let mut table = self.0.as_table_mut();
        let (section, name) = path.rsplit_once('.').unwrap_or(("", path));
        if !section.is_empty() {
            let section = table.entry(section).or_insert_with(|| Item::Table(Table::new()));
            let Item::Table(section) = section else { return };
            table = section;
        }
        table.insert(name, Item::Value(value));
        if let Some(mut key) = table.key_mut(name) {
            key.leaf_decor_mut().set_prefix(format!("# {comment}\n"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{Answers, Origin, Surroundings, from_file, resolve};

    fn spec(given: &[(Key, &str)]) -> AppSpec {
        let mut answers = Answers::for_directory("my-map");
        for (key, text) in given {
            answers.set(*key, vec![(*text).to_owned()], Origin::Flag);
        }
        let around = Surroundings::detached();
        resolve(&answers, &around).expect("resolves").spec
    }

    #[test]
    fn the_record_reads_back_as_the_same_answers() {
        let spec =
            spec(&[(Key::Title, "It's \\ \"x\""), (Key::Datasets, "roads"), (Key::ClientId, "-bCdEfGhIjKl")]);
        let text = record(&spec);
        let mut answers = from_file("carto-app.toml", &text).expect("reads");
        answers.directory = Some("my-map".into());
        let around = Surroundings::detached();
        assert_eq!(resolve(&answers, &around).expect("resolves").spec, spec);
        let keys = text.lines().filter(|line| line.contains(" = "));
        let comments = text.lines().filter(|line| line.starts_with("# ")).count();
        assert_eq!(comments, keys.count() + 2, "{text}");
    }
}
