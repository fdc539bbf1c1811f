//! The JSON Schemas of the answers file and of what `--json` prints.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::answers::file::{PRIVATE_KEY, VERSION_KEY};
use crate::answers::{ANSWERS, Answer, Shape};
use crate::command::auth::AuthDocument;
use crate::command::check::CheckDocument;
use crate::record::{PRIVATE_KEY_COMMENT, VERSION_COMMENT};
use crate::report::{ChangeDocument, FailureDocument, NewDocument, TextDocument};
use crate::spec::{AuthMode, DatasetName, Key, Language, PackageManager, Scope};

/// An address that `carto-app new` accepts: https, or http on this machine.
const URL: &str = r"^(https://|http://(localhost|127\.0\.0\.1)([:/]|$))";

/// The schema of an answers file, made from the table of answers.
pub fn answers() -> String {
    let mut properties = Map::new();
    put(&mut properties, VERSION_KEY, described(json!({ "type": "string" }), VERSION_COMMENT));
    for answer in ANSWERS {
        if let Some(path) = answer.file_key {
            put(&mut properties, path, described(value(answer), answer.comment));
        }
    }
    put(&mut properties, PRIVATE_KEY, described(json!({ "type": "boolean" }), PRIVATE_KEY_COMMENT));
    let mut schema = table(&properties);
    schema["$schema"] = SchemaSettings::draft2020_12().meta_schema.into();
    schema["title"] = "Answers for carto-app new".into();
    let description = "A TOML file of answers, such as the carto-app.toml of an application. Every answer may be left out. \
                       The API key is a secret and is never in a file.";
    format!("{:#}\n", described(schema, description))
}

/// The schema of the document that a command prints with `--json`, derived from the types of the documents.
pub fn output() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    format!("{:#}\n", generator.into_root_schema_for::<Output>().as_value())
}

/// carto-app prints exactly one of these documents on stdout. With ok: true, the work was done; otherwise error has the reason.
#[derive(JsonSchema)]
#[schemars(untagged, title = "What carto-app prints with --json")]
#[expect(dead_code, reason = "it has a schema, and no values")]
enum Output {
    New(NewDocument<'static>),
    Change(ChangeDocument<'static>),
    Auth(Box<AuthDocument<'static>>),
    Check(CheckDocument<'static>),
    Text(TextDocument<'static>),
    Failure(FailureDocument<'static>),
}

/// The schema of an answer's value.
fn value(answer: &Answer) -> Value {
    match answer.shape {
        Shape::Switch => json!({ "type": "boolean" }),
        Shape::List { .. } => json!({ "type": "array", "items": text(answer.key) }),
        Shape::Text => text(answer.key),
    }
}

/// The schema of one text of an answer.
fn text(key: Key) -> Value {
    match key {
        Key::Scopes => json!({ "type": "string", "pattern": Scope::PATTERN }),
        Key::Datasets => json!({ "type": "string", "pattern": DatasetName::PATTERN }),
        Key::Auth => json!({ "enum": [AuthMode::OAuth.as_str(), AuthMode::ApiKey.as_str()] }),
        Key::Language => json!({ "enum": Language::ALL.map(Language::as_str) }),
        Key::PackageManager => json!({ "enum": PackageManager::ALL.map(PackageManager::as_str) }),
        Key::ServerUrlTemplate | Key::MapsUrl | Key::AuthorizeUrl => {
            json!({ "type": "string", "pattern": URL })
        }
        Key::Name => json!({ "type": "string", "maxLength": 214 }),
        Key::ClientId => json!({ "type": "string", "maxLength": 255, "pattern": r"^\S*$" }),
        _ => json!({ "type": "string" }),
    }
}

/// The schema of a table with no other keys.
fn table(properties: &Map<String, Value>) -> Value {
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}

fn described(mut schema: Value, description: &str) -> Value {
    schema["description"] = description.into();
    schema
}

/// Adds the schema of a dotted key.
fn put(properties: &mut Map<String, Value>, path: &str, schema: Value) {
    let Some((section, name)) = path.split_once('.') else {
        properties.insert(path.to_owned(), schema);
        return;
    };
    let section = properties.entry(section).or_insert_with(|| table(&Map::new()));
    section["properties"][name] = schema;
}
