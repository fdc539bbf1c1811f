//! What templates can name: facts, texts, and lists of them.

use serde_json::{Map, Value, json};

use super::facts::Facts;
use super::sandbox_data;
use super::text::text;
use crate::answers::command_line;
use crate::spec::{AppSpec, DatasetName, Identifier, Scope, identifiers};

/// Names that the example, the guide's words and the application itself use.
const TAKEN: [&str; 10] =
    ["a", "store", "stores", "state", "states", "kpi", "isochrone", "datasets", "initial", "publicAccount"];

/// The context of an application, and of each of its datasets within it.
pub struct TemplateContext {
    /// For files that come once.
    pub whole: Value,
    /// For files that come once a dataset.
    pub datasets: Vec<DatasetContext>,
}

/// The context of a dataset.
pub struct DatasetContext {
    /// That of the application with `dataset` set.
    pub context: Value,
    /// What stands for the dataset in paths, by its placeholder.
    names: Vec<(&'static str, String)>,
}

impl DatasetContext {
    /// The path of the dataset's file; none where it has no such file.
    pub fn path(&self, path: &str) -> Option<String> {
        let name = |path: String, (placeholder, name): &(&str, String)| path.replace(placeholder, name);
        Some(self.names.iter().fold(path.to_owned(), name)).filter(|path| !path.contains('{'))
    }
}

impl TemplateContext {
    /// Encodes what templates may name of this application.
    pub fn of(spec: &AppSpec, facts: &Facts) -> Self {
        let mut whole: Map<String, Value> =
            facts.iter().map(|(name, holds)| (name.to_owned(), holds.into())).collect();
        let words = spec.package_manager;
        let mut set = |key: &str, value: Value| whole.insert(key.to_owned(), value);
        set("name", text(spec.name.as_str()));
        set("title", text(spec.title.as_str()));
        set("username", text(spec.username.as_str()));
        set("server_url_template", text(spec.server_url_template.as_str()));
        set("maps_url", text(spec.maps_url.as_ref().map_or("", |url| url.as_str())));
        set("api_key_text", text(spec.private_key().map_or("", |key| key.as_str())));
        set("connect_hosts", connect_hosts(spec));
        set("command", json!({ "md": command_line(spec) }));
        set(
            "pm",
            json!({
                "name": words.as_str(), "install": words.install(), "ci": words.ci(),
                "run": words.run(), "test": words.test(), "exec": words.exec(),
            }),
        );
        let oauth = spec.oauth();
        let client_id = oauth.and_then(|oauth| oauth.client_id.as_ref()).map_or("", |id| id.as_str());
        set("client_id", text(client_id));
        set("authorize_url", text(oauth.map_or("", |oauth| oauth.authorize_url.as_str())));
        let scopes = oauth.iter().flat_map(|oauth| oauth.scopes.iter()).map(scope);
        set("scope_list", scopes.collect());
        let names = identifiers(&spec.datasets, &TAKEN);
        let datasets: Vec<Value> =
            spec.datasets.iter().zip(&names).map(|(name, id)| dataset(name, id)).collect();
        set("dataset_list", datasets.clone().into());
        let data = sandbox_data::files(&spec.datasets, spec.example);
        let each = names.into_iter().zip(datasets).zip(data).map(|((id, dataset), data)| {
            let mut context = whole.clone();
            context.insert("dataset".to_owned(), dataset);
            let mut names = vec![("{id}", id.id), ("{Component}", id.component)];
            names.extend(data.map(|(kind, file)| (kind.placeholder(), file)));
            DatasetContext { context: Value::Object(context), names }
        });
        Self { datasets: each.collect(), whole: Value::Object(whole.clone()) }
    }
}

fn scope(scope: &Scope) -> Value {
    json!({ "text": text(&scope.to_string()), "meaning": text(&scope.meaning()) })
}

fn dataset(name: &DatasetName, id: &Identifier) -> Value {
    json!({
        "id": id.id,
        "Component": id.component,
        "title": text(&name.human_title()),
        "table": text(name.as_str()),
        "sql": text(&format!("SELECT * FROM {}", name.sql_reference())),
    })
}

/// Servers that a Content-Security-Policy has to name because they are not CARTO's own.
fn connect_hosts(spec: &AppSpec) -> Value {
    let mut hosts = Vec::new();
    let mut add = |host: String| {
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    };
    if !spec.server_url_template.is_carto() {
        add(spec.server_url_template.origin());
    }
    if let Some(url) = &spec.maps_url {
        add(url.origin());
    }
    if let Some(oauth) = spec.oauth().filter(|oauth| !oauth.authorize_url.is_carto()) {
        add(oauth.authorize_url.origin());
    }
    hosts.iter().map(|host| text(host)).collect()
}
