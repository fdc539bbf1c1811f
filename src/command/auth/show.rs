//! `carto-app auth show`: how the application authenticates, as its code says.

use serde_json::{Map, Value, json};

use crate::app::env_file::{ENV_LOCAL, value_of};
use crate::app::redirect::callback;
use crate::app::{APP_SLICE, Draft, Project, Stated, StatedAuth, StatedKey, stated};
use crate::error::Result;
use crate::report::Told;
use crate::spec::{AuthMode, Key, Scope, shown_as};
use crate::ui::{Speaker, visible};

/// Reads it; changes nothing.
///
/// # Errors
/// Files that are not there, can't be read or are no JavaScript.
pub fn show(project: &Project) -> Result<ShowReport> {
    let mut draft = Draft::of(project);
    let auth = stated(&mut draft)?;
    let is_oauth = auth.mode.get() == Some(&AuthMode::OAuth);
    let callback = if is_oauth { Some(callback(&mut draft)?) } else { None };
    let variable = match auth.api_key.as_ref().and_then(Stated::get) {
        Some(StatedKey::Environment(variable)) => Some(variable.clone()),
        _ => None,
    };
    let has_key = match &variable {
        Some(variable) => {
            let local = draft.text(ENV_LOCAL)?.unwrap_or_default();
            value_of(&local, variable).is_some_and(|key| !key.is_empty())
        }
        None => false,
    };
    let directory = project.shown.display().to_string();
    let rows = rows(&auth, callback.as_ref(), has_key, project);
    Ok(ShowReport { directory, auth, callback, has_key, rows })
}

/// What there is to show.
pub struct ShowReport {
    directory: String,
    auth: StatedAuth,
    callback: Option<Stated<String>>,
    /// Whether `.env.local` has the key that the code reads from there.
    has_key: bool,
    rows: Vec<Row>,
}

/// A line for people: what, its value, where it stands.
struct Row {
    label: &'static str,
    value: String,
    place: String,
}

/// What is said of a value that only the running program could tell.
const COMPUTED: &str = "(computed, so it can't be read)";

/// What is said of a value that is not there.
const ABSENT: &str = "(not there)";

impl Told for ShowReport {
    fn json(&self) -> Value {
        let auth = &self.auth;
        let mut all = Map::new();
        let mut set = |name: &str, value: Value| all.insert(name.to_owned(), value);
        set("ok", true.into());
        set("directory", self.directory.clone().into());
        set("mode", placed(&auth.mode, |mode| mode.as_str().into()));
        let is_oauth = auth.mode.get() == Some(&AuthMode::OAuth);
        let text = |key: Key, stated: &Option<Stated<String>>| {
            stated.as_ref().map_or(Value::Null, |stated| placed(stated, |text| shown_as(key, text).into()))
        };
        if is_oauth {
            set("client_id", text(Key::ClientId, &auth.client_id));
            set("scopes", auth.scopes.as_ref().map_or(Value::Null, scopes_json));
            let force = auth.force_oauth_login.as_ref();
            set(
                "force_oauth_login",
                force.map_or(Value::Null, |force| placed(force, |force| (*force).into())),
            );
        }
        set("username", text(Key::Username, &auth.username));
        set("api_key", auth.api_key.as_ref().map_or(Value::Null, |key| key_json(key, self.has_key)));
        set("server_url_template", text(Key::ServerUrlTemplate, &auth.server_url_template));
        set("maps_url", text(Key::MapsUrl, &auth.maps_url));
        if is_oauth {
            set("authorize_url", text(Key::AuthorizeUrl, &auth.authorize_end_point));
        }
        if let Some(callback) = &self.callback {
            set("callback_url", placed(callback, |url| url.as_str().into()));
        }
        Value::Object(all)
    }

    fn asked_for(&self, color: bool) -> String {
        let dim = console::Style::new().dim().force_styling(color);
        let width = |text: fn(&Row) -> &str| {
            self.rows.iter().map(|row| console::measure_text_width(text(row))).max().unwrap_or_default()
        };
        let (labels, values) = (width(|row| row.label), width(|row| &row.value).min(60));
        let line = |row: &Row| {
            let line = format!("{:labels$}  {:values$}  {}", row.label, row.value, dim.apply_to(&row.place));
            format!("{}\n", line.trim_end())
        };
        self.rows.iter().map(line).collect()
    }

    fn tell(&self, _speaker: &mut Speaker<'_>, _verbose: bool) {}
}

fn rows(auth: &StatedAuth, callback: Option<&Stated<String>>, has_key: bool, project: &Project) -> Vec<Row> {
    let mut rows = Rows { list: Vec::new(), project, absent: (auth.mode.path, auth.mode.line) };
    let is_oauth = auth.mode.get() == Some(&AuthMode::OAuth);
    let mode = if is_oauth { "OAuth" } else { "API key" };
    rows.add("Authentication", mode, rows.absent);
    if is_oauth {
        rows.text("Client ID", Key::ClientId, auth.client_id.as_ref());
        rows.scopes(auth.scopes.as_ref());
        match &auth.force_oauth_login {
            None => rows.add("Forced login", "no (it is not there)", (APP_SLICE, 1)),
            Some(force) => {
                let word = force.get().map_or(COMPUTED, |force| if *force { "yes" } else { "no" });
                rows.add("Forced login", word, (force.path, force.line));
            }
        }
    }
    rows.text("Account", Key::Username, auth.username.as_ref());
    match &auth.api_key {
        None => rows.add("API key", ABSENT, rows.absent),
        Some(key) => rows.add("API key", &key_words(key, has_key), (key.path, key.line)),
    }
    rows.text("SQL API", Key::ServerUrlTemplate, auth.server_url_template.as_ref());
    // Without one it is the library's own, of which nothing stands in the code.
    if auth.maps_url.is_some() {
        rows.text("Maps API", Key::MapsUrl, auth.maps_url.as_ref());
    }
    if is_oauth {
        rows.text("Authorize URL", Key::AuthorizeUrl, auth.authorize_end_point.as_ref());
    }
    if let Some(callback) = callback {
        let url = callback.get().map_or("", String::as_str);
        rows.add("Callback URL", &format!("{url} (to register at CARTO)"), (callback.path, callback.line));
    }
    rows.list
}

struct Rows<'p> {
    list: Vec<Row>,
    project: &'p Project,
    /// Where what is not there would stand.
    absent: (&'static str, usize),
}

impl Rows<'_> {
    fn add(&mut self, label: &'static str, value: &str, (path, line): (&str, usize)) {
        let place = format!("{}:{line}", self.project.name_of(path));
        self.list.push(Row { label, value: visible(value), place });
    }

    fn text(&mut self, label: &'static str, key: Key, stated: Option<&Stated<String>>) {
        let Some(stated) = stated else {
            return self.add(label, ABSENT, self.absent);
        };
        let value = match stated.get().map(String::as_str) {
            None => COMPUTED.to_owned(),
            Some("") if key == Key::ClientId => "(empty, so nobody can log in yet)".to_owned(),
            Some("") => "(empty)".to_owned(),
            Some(text) => shown_as(key, text),
        };
        self.add(label, &value, (stated.path, stated.line));
    }

    fn scopes(&mut self, stated: Option<&Stated<Vec<Stated<String>>>>) {
        let Some(stated) = stated else { return self.add("Scopes", ABSENT, self.absent) };
        match stated.get() {
            None => self.add("Scopes", COMPUTED, (stated.path, stated.line)),
            Some(scopes) if scopes.is_empty() => self.add("Scopes", "none", (stated.path, stated.line)),
            Some(scopes) => {
                for (place, scope) in scopes.iter().enumerate() {
                    let label = if place == 0 { "Scopes" } else { "" };
                    self.add(label, &scope_words(scope), (scope.path, scope.line));
                }
            }
        }
    }
}

fn scope_words(scope: &Stated<String>) -> String {
    let Some(text) = scope.get() else { return COMPUTED.to_owned() };
    match text.parse::<Scope>() {
        Ok(known) => format!("{known} ({})", known.meaning()),
        Err(_) => format!("{} (CARTO knows no such scope)", shown_as(Key::Scopes, text)),
    }
}

fn key_words(key: &Stated<StatedKey>, has_key: bool) -> String {
    match key.get() {
        None => COMPUTED.to_owned(),
        Some(key) if key.is_public() => "default_public".to_owned(),
        Some(StatedKey::Literal(_)) => "a private one, which should not stand in the code".to_owned(),
        Some(StatedKey::Environment(name)) if has_key => format!("{name}, which {ENV_LOCAL} has"),
        Some(StatedKey::Environment(name)) => format!("{name}, which {ENV_LOCAL} lacks"),
    }
}

fn placed<T>(stated: &Stated<T>, value: impl Fn(&T) -> Value) -> Value {
    json!({ "value": stated.get().map(value), "path": stated.path, "line": stated.line })
}

fn scopes_json(scopes: &Stated<Vec<Stated<String>>>) -> Value {
    let Some(list) = scopes.get() else { return placed(scopes, |_| Value::Null) };
    let scope = |scope: &Stated<String>| {
        let mut value = placed(scope, |text| shown_as(Key::Scopes, text).into());
        let known: Option<Scope> = scope.get().and_then(|text| text.parse().ok());
        value["meaning"] = known.map(|known| known.meaning()).into();
        value
    };
    list.iter().map(scope).collect()
}

fn key_json(key: &Stated<StatedKey>, has_key: bool) -> Value {
    let (kind, value, variable) = match key.get() {
        None => ("computed", None, None),
        Some(key) if key.is_public() => ("public", Some("default_public"), None),
        Some(StatedKey::Literal(_)) => ("private_in_code", None, None),
        Some(StatedKey::Environment(name)) => ("private", None, Some(name)),
    };
    let mut json = json!({ "kind": kind, "value": value, "path": key.path, "line": key.line });
    if let Some(variable) = variable {
        json["variable"] = variable.as_str().into();
        json["is_set"] = has_key.into();
    }
    json
}
