//! The values that templates can use: facts, texts, and lists of them.

use std::collections::HashMap;

use handlebars::Context;
use serde_json::{Map, Value, json};

use super::facts::Facts;
use super::sandbox_data::{self, DataKind};
use super::text::text;
use crate::encode::shell;
use crate::spec::{AppSpec, DatasetName, Identifier, Scope, identifiers};

/// Names that the example, the guide and the application itself already use.
const RESERVED_NAMES: [&str; 10] =
    ["a", "store", "stores", "state", "states", "kpi", "isochrone", "datasets", "initial", "publicAccount"];

/// The context of an application's templates.
pub struct TemplateContext {
    /// For files that occur once.
    pub whole: Context,
    facts: Map<String, Value>,
    datasets: Vec<Dataset>,
}

/// A dataset with its names in code and for people, and its data in the sandbox.
pub struct Dataset {
    name: DatasetName,
    id: Identifier,
    title: String,
    data: Option<(DataKind, String)>,
}

impl Dataset {
    /// Fills a dataset's placeholders in a path; `None` if the dataset has no such file.
    pub fn path(&self, path: &str) -> Option<String> {
        let mut path = path.replace("{id}", &self.id.id).replace("{Component}", &self.id.component);
        if let Some((kind, file)) = &self.data {
            path = path.replace(kind.placeholder(), file);
        }
        Some(path).filter(|path| !path.contains('{'))
    }
}

impl TemplateContext {
    /// Encodes the values of an application.
    pub fn of(spec: &AppSpec, facts: &Facts) -> Self {
        let facts: Map<String, Value> =
            facts.iter().map(|(name, holds)| (name.to_owned(), holds.into())).collect();
        let mut whole = facts.clone();
        let manager = spec.package_manager;
        let mut set = |key: &str, value: Value| whole.insert(key.to_owned(), value);
        set("version", env!("CARGO_PKG_VERSION").into());
        set("name", text(spec.name.as_str()));
        set("title", text(spec.title.as_str()));
        set("username", text(spec.username.as_str()));
        set("server_url_template", text(spec.server_url_template.as_str()));
        set("maps_url", text(spec.maps_url.as_ref().map_or("", |url| url.as_str())));
        set("api_key_text", text(spec.private_key().map_or("", |key| key.as_str())));
        set("basemap_key_text", text(spec.basemap_key.as_ref().map_or("", |key| key.as_str())));
        set(
            "pm",
            json!({
                "name": manager.as_str(), "install": shell::command(manager.install()), "ci": shell::command(manager.ci()),
                "run": shell::command(manager.run()), "test": shell::command(manager.test()), "exec": shell::command(manager.exec()),
            }),
        );
        let oauth = spec.oauth();
        let client_id = oauth.and_then(|oauth| oauth.client_id.as_ref()).map_or("", |id| id.as_str());
        set("client_id", text(client_id));
        set("authorize_url", text(oauth.map_or("", |oauth| oauth.authorize_url.as_str())));
        let scopes = oauth.iter().flat_map(|oauth| oauth.scopes.iter()).map(scope);
        set("scope_list", scopes.collect());
        let datasets = datasets(spec);
        set("dataset_list", datasets.iter().map(dataset).collect());
        Self { datasets, facts, whole: Value::Object(whole).into() }
    }

    /// Returns the contexts for files that occur once per dataset: the facts with `dataset`. Each is made on demand and
    /// without the list of datasets, since there may be thousands.
    pub fn datasets(&self) -> impl Iterator<Item = (&Dataset, Context)> {
        self.datasets.iter().map(|each| {
            let mut context = self.facts.clone();
            context.insert("dataset".to_owned(), dataset(each));
            (each, Value::Object(context).into())
        })
    }
}

fn scope(scope: &Scope) -> Value {
    json!({ "text": text(&scope.to_string()), "meaning": text(&scope.meaning()) })
}

/// The schema is part of the title if tables of several schemas have the same name.
fn datasets(spec: &AppSpec) -> Vec<Dataset> {
    let mut count = HashMap::new();
    for name in &spec.datasets {
        *count.entry(name.human_title()).or_insert(0) += 1;
    }
    let ids = identifiers(&spec.datasets, &RESERVED_NAMES);
    let data = sandbox_data::files(&spec.datasets, spec.example);
    (spec.datasets.iter().zip(ids).zip(data))
        .map(|((name, id), data)| {
            let title = name.human_title();
            let title = match name.schema() {
                Some(schema) if count[&title] > 1 => format!("{title} ({schema})"),
                _ => title,
            };
            Dataset { name: name.clone(), id, title, data }
        })
        .collect()
}

fn dataset(Dataset { name, id, title, .. }: &Dataset) -> Value {
    json!({
        "id": id.id,
        "Component": id.component,
        "title": text(title),
        "table": text(name.as_str()),
        "sql": text(&format!("SELECT * FROM {}", name.sql_reference())),
    })
}
