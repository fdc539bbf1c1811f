//! What an application keeps of the answers it was made from.

mod edit;
mod read;

use toml_edit::{Array, DocumentMut, Item, Table, Value};

use crate::answers::file::{PRIVATE_KEY, VERSION_KEY};
use crate::spec::Key;
use crate::spec::{AppSpec, Auth, AuthMode, DatasetName};

pub use edit::RecordEdit;
pub use read::spec_of;

/// The file in which an application keeps its answers.
pub const RECORD: &str = "carto-app.toml";

/// The comment on [`VERSION_KEY`].
pub const VERSION_COMMENT: &str = "The carto-app that wrote this application";

/// The comment on [`PRIVATE_KEY`].
pub const PRIVATE_KEY_COMMENT: &str =
    "The API key is a private one: CARTO_APP_API_KEY has to hold it when this file is read";

/// The text of `carto-app.toml`: the tool's version and all answers but the API key, each key with what it means. It is
/// itself an answers file that gives the same application again.
pub fn record(spec: &AppSpec) -> String {
    let mut record = Record(DocumentMut::new());
    record.0.decor_mut().set_prefix("# The answers that this application was made from. To make it again:\n#   carto-app new DIRECTORY --yes --answers carto-app.toml\n\n");
    record.set(VERSION_KEY, VERSION_COMMENT, env!("CARGO_PKG_VERSION").into());
    for (key, value) in values(spec) {
        if let Some(path) = key.file_key() {
            record.set(path, comment(key), value);
        }
        if key == Key::Auth && spec.has_private_key() {
            record.set(PRIVATE_KEY, PRIVATE_KEY_COMMENT, true.into());
        }
    }
    record.0.to_string()
}

/// Every answer that holds in this application's mode, but for the directory and the API key.
pub fn values(spec: &AppSpec) -> Vec<(Key, Value)> {
    let mut values: Vec<(Key, Value)> = vec![
        (Key::Name, spec.name.as_str().into()),
        (Key::Title, spec.title.as_str().into()),
        (Key::PackageManager, spec.package_manager.as_str().into()),
        (Key::Git, spec.git.into()),
        (Key::Install, spec.install.into()),
    ];
    match &spec.auth {
        Auth::ApiKey(_) => values.push((Key::Auth, AuthMode::ApiKey.as_str().into())),
        Auth::OAuth(oauth) => values.extend([
            (Key::Auth, AuthMode::OAuth.as_str().into()),
            (Key::ClientId, oauth.client_id.as_ref().map_or("", |id| id.as_str()).into()),
            (Key::Scopes, oauth.scopes.iter().map(ToString::to_string).collect::<Array>().into()),
            (Key::ForceOAuthLogin, oauth.force_login.into()),
        ]),
    }
    values.push((Key::Username, spec.username.as_str().into()));
    values.push((Key::ServerUrlTemplate, spec.server_url_template.as_str().into()));
    if let Some(url) = &spec.maps_url {
        values.push((Key::MapsUrl, url.as_str().into()));
    }
    if let Some(oauth) = spec.oauth() {
        values.push((Key::AuthorizeUrl, oauth.authorize_url.as_str().into()));
    }
    values.push((Key::Datasets, spec.datasets.iter().map(DatasetName::as_str).collect::<Array>().into()));
    values.push((Key::Example, spec.example.into()));
    values.push((Key::Sandbox, spec.sandbox.into()));
    values
}

/// What an answer means, as the record says it.
pub const fn comment(key: Key) -> &'static str {
    match key {
        Key::Name => "npm package name",
        Key::Title => "Title of the page, also in its header",
        Key::PackageManager => "npm, pnpm, yarn or bun",
        Key::Git => "Whether `git init` was asked for",
        Key::Install => "Whether the dependencies were to be installed",
        Key::Auth => "oauth or api-key",
        Key::ClientId => "Client ID of the OAuth app; empty: to be filled in",
        Key::Scopes => "What the application asks its users for",
        Key::ForceOAuthLogin => "Whether nothing is shown before login",
        Key::Username => "CARTO account whose data are shown",
        Key::ServerUrlTemplate => "SQL API; {user} stands for the account",
        Key::MapsUrl => "Maps API",
        Key::AuthorizeUrl => "Where login begins",
        Key::Datasets => "Datasets of your own",
        Key::Example => "Whether the example came along",
        Key::Sandbox => "Whether a local CARTO came along, for `npm run sandbox`",
        Key::Directory | Key::ApiKey => "",
    }
}

struct Record(DocumentMut);

impl Record {
    fn set(&mut self, path: &str, comment: &str, value: Value) {
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
