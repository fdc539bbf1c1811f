//! `carto-app auth show`: shows how the code authenticates.

use schemars::JsonSchema;
use serde::Serialize;

use crate::app::env_file::{ENV_LOCAL, value_of};
use crate::app::redirect::callback;
use crate::app::{APP_SLICE, Draft, Project, Stated, StatedAuth, StatedKey, stated};
use crate::error::{Result, Warning};
use crate::report::{Report, ReportedWarning, document};
use crate::spec::visible;
use crate::spec::{AuthMode, Key, Scope, shown_as};
use crate::ui::Speaker;

/// Reads the authentication; changes nothing.
///
/// # Errors
/// Files that don't exist, can't be read or are not JavaScript.
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
    let app_slice = draft.module_or(APP_SLICE)?;
    let rows = rows(&auth, callback.as_ref(), has_key, &app_slice, project);
    Ok(ShowReport { directory, auth, callback, has_key, rows, warnings: Vec::new() })
}

/// The report of `carto-app auth show`.
pub struct ShowReport {
    directory: String,
    auth: StatedAuth,
    callback: Option<Stated<String>>,
    /// Whether `.env.local` has the key that the code reads.
    has_key: bool,
    rows: Vec<Row>,
    warnings: Vec<Warning>,
}

/// carto-app auth show: each value with its place in the code; null if the code has none.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct AuthDocument<'a> {
    #[schemars(extend("const" = true))]
    ok: bool,
    /// The application, as seen from the working directory.
    directory: String,
    mode: Placed<AuthMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Placed<String>>")]
    client_id: Option<Nullable<Placed<String>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<PlacedScopes>")]
    scopes: Option<Nullable<PlacedScopes>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Placed<bool>>")]
    force_oauth_login: Option<Nullable<Placed<bool>>>,
    username: Option<Placed<String>>,
    api_key: Option<PlacedKey>,
    server_url_template: Option<Placed<String>>,
    maps_url: Option<Placed<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Placed<String>>")]
    authorize_url: Option<Nullable<Placed<String>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Placed<String>")]
    callback_url: Option<Placed<String>>,
    warnings: Vec<ReportedWarning<'a>>,
}

/// A field that is omitted in one mode, and null in the other if the code has no such value.
#[derive(Serialize)]
#[serde(transparent)]
struct Nullable<T>(Option<T>);

/// A value and its place in the code.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Placed<T> {
    /// null if the value is only known at run time.
    value: Option<T>,
    path: String,
    /// From 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The variable of the environment that replaces the value when the application is built.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    variable: Option<String>,
}

/// Every scope with its place, or the place of a list that is only known at run time.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum PlacedScopes {
    List(Vec<PlacedScope>),
    Computed(Placed<String>),
}

/// A scope and its place in the code.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct PlacedScope {
    /// null if the value is only known at run time.
    value: Option<String>,
    path: String,
    /// From 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// What it allows; null for an unknown scope.
    meaning: Option<String>,
}

/// The API key and its place in the code; a private one is never shown.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct PlacedKey {
    kind: KeyKind,
    /// The public key.
    value: Option<&'static str>,
    path: String,
    /// From 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The variable that holds a private key.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    variable: Option<String>,
    /// Whether .env.local sets the variable.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "bool")]
    is_set: Option<bool>,
}

/// Which API key the code has.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum KeyKind {
    /// The public key of every account.
    Public,
    /// A private key in an environment variable.
    Private,
    /// A private key in the code, where it should not be.
    PrivateInCode,
    /// The value is only known at run time.
    Computed,
}

/// A line for people: the label, its value and its place.
struct Row {
    label: &'static str,
    value: String,
    place: String,
}

/// Shown for a value that is only known at run time.
const COMPUTED: &str = "(computed, so it can't be read)";

/// Shown for a missing value.
const ABSENT: &str = "(not set)";

impl Report for ShowReport {
    fn json(&self) -> String {
        let auth = &self.auth;
        let is_oauth = auth.mode.get() == Some(&AuthMode::OAuth);
        let text = |key: Key, stated: &Option<Stated<String>>| {
            stated.as_ref().map(|stated| Placed::of(stated, |text| shown_as(key, text)))
        };
        let force = || auth.force_oauth_login.as_ref().map(|force| Placed::of(force, |force| *force));
        let scopes = || auth.scopes.as_ref().map(PlacedScopes::of);
        document(&AuthDocument {
            ok: true,
            directory: self.directory.clone(),
            mode: Placed::of(&auth.mode, |mode| *mode),
            client_id: is_oauth.then(|| Nullable(text(Key::ClientId, &auth.client_id))),
            scopes: is_oauth.then(|| Nullable(scopes())),
            force_oauth_login: is_oauth.then(|| Nullable(force())),
            username: text(Key::Username, &auth.username),
            api_key: auth.api_key.as_ref().map(|key| PlacedKey::of(key, self.has_key)),
            server_url_template: text(Key::ServerUrlTemplate, &auth.server_url_template),
            maps_url: text(Key::MapsUrl, &auth.maps_url),
            authorize_url: is_oauth.then(|| Nullable(text(Key::AuthorizeUrl, &auth.authorize_end_point))),
            callback_url: self.callback.as_ref().map(|callback| Placed::of(callback, Clone::clone)),
            warnings: self.warnings.iter().map(ReportedWarning::of).collect(),
        })
    }

    fn stdout(&self, color: bool) -> String {
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

    fn add_warnings(&mut self, warnings: Vec<Warning>) {
        self.warnings.splice(..0, warnings);
    }

    fn summarize(&self, speaker: &mut Speaker<'_>, _verbose: bool) {
        for warning in &self.warnings {
            speaker.warn(warning);
        }
    }
}

fn rows(
    auth: &StatedAuth,
    callback: Option<&Stated<String>>,
    has_key: bool,
    app_slice: &str,
    project: &Project,
) -> Vec<Row> {
    let mut rows = Rows { list: Vec::new(), project, absent: (&auth.mode.path, auth.mode.line) };
    let is_oauth = auth.mode.get() == Some(&AuthMode::OAuth);
    let mode = if is_oauth { "OAuth" } else { "API key" };
    rows.add("Authentication", mode, rows.absent);
    if is_oauth {
        rows.text("Client ID", Key::ClientId, auth.client_id.as_ref());
        rows.scopes(auth.scopes.as_ref());
        match &auth.force_oauth_login {
            None => rows.add("Forced login", "no (not set)", (app_slice, 1)),
            Some(force) => {
                let word = force.get().map_or(COMPUTED, |force| if *force { "yes" } else { "no" });
                rows.add("Forced login", word, (&force.path, force.line));
            }
        }
    }
    rows.text("Account", Key::Username, auth.username.as_ref());
    match &auth.api_key {
        None => rows.add("API key", ABSENT, rows.absent),
        Some(key) => rows.add("API key", &key_words(key, has_key), (&key.path, key.line)),
    }
    rows.text("SQL API", Key::ServerUrlTemplate, auth.server_url_template.as_ref());
    // Without one, the library's own URL applies, which is not in the code.
    if auth.maps_url.is_some() {
        rows.text("Maps API", Key::MapsUrl, auth.maps_url.as_ref());
    }
    if is_oauth {
        rows.text("Authorize URL", Key::AuthorizeUrl, auth.authorize_end_point.as_ref());
    }
    if let Some(callback) = callback {
        let url = callback.get().map_or("", String::as_str);
        rows.add("Callback URL", &format!("{url} (register it with CARTO)"), (&callback.path, callback.line));
    }
    rows.list
}

struct Rows<'p> {
    list: Vec<Row>,
    project: &'p Project,
    /// The place shown for missing values.
    absent: (&'p str, usize),
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
        let value = match &stated.variable {
            Some(variable) => format!("{value}, or {variable} if set"),
            None => value,
        };
        self.add(label, &value, (&stated.path, stated.line));
    }

    fn scopes(&mut self, stated: Option<&Stated<Vec<Stated<String>>>>) {
        let Some(stated) = stated else { return self.add("Scopes", ABSENT, self.absent) };
        match stated.get() {
            None => self.add("Scopes", COMPUTED, (&stated.path, stated.line)),
            Some(scopes) if scopes.is_empty() => self.add("Scopes", "none", (&stated.path, stated.line)),
            Some(scopes) => {
                for (place, scope) in scopes.iter().enumerate() {
                    let label = if place == 0 { "Scopes" } else { "" };
                    self.add(label, &scope_words(scope), (&scope.path, scope.line));
                }
            }
        }
    }
}

fn scope_words(scope: &Stated<String>) -> String {
    let Some(text) = scope.get() else { return COMPUTED.to_owned() };
    match text.parse::<Scope>() {
        Ok(known) => format!("{known} ({})", known.meaning()),
        Err(_) => format!("{} (not a CARTO scope)", shown_as(Key::Scopes, text)),
    }
}

fn key_words(key: &Stated<StatedKey>, has_key: bool) -> String {
    match key.get() {
        None => COMPUTED.to_owned(),
        Some(key) if key.is_public() => "default_public".to_owned(),
        Some(StatedKey::Literal(_)) => "a private key, which should not be in the code".to_owned(),
        Some(StatedKey::Environment(name)) if has_key => format!("{name}, set in {ENV_LOCAL}"),
        Some(StatedKey::Environment(name)) => format!("{name}, not set in {ENV_LOCAL}"),
    }
}

impl<T> Placed<T> {
    fn of<S>(stated: &Stated<S>, value: impl Fn(&S) -> T) -> Self {
        let Stated { path, line, variable, .. } = stated;
        Self { value: stated.get().map(value), path: path.clone(), line: *line, variable: variable.clone() }
    }
}

impl PlacedScopes {
    fn of(stated: &Stated<Vec<Stated<String>>>) -> Self {
        match stated.get() {
            Some(list) => Self::List(list.iter().map(PlacedScope::of).collect()),
            None => Self::Computed(Placed::of(stated, |_| String::new())),
        }
    }
}

impl PlacedScope {
    fn of(stated: &Stated<String>) -> Self {
        let known: Option<Scope> = stated.get().and_then(|text| text.parse().ok());
        Self {
            value: stated.get().map(|text| shown_as(Key::Scopes, text)),
            path: stated.path.clone(),
            line: stated.line,
            meaning: known.map(|known| known.meaning()),
        }
    }
}

impl PlacedKey {
    fn of(key: &Stated<StatedKey>, has_key: bool) -> Self {
        let (kind, value, variable) = match key.get() {
            None => (KeyKind::Computed, None, None),
            Some(key) if key.is_public() => (KeyKind::Public, Some("default_public"), None),
            Some(StatedKey::Literal(_)) => (KeyKind::PrivateInCode, None, None),
            Some(StatedKey::Environment(name)) => (KeyKind::Private, None, Some(name.clone())),
        };
        let is_set = variable.is_some().then_some(has_key);
        Self { kind, value, path: key.path.clone(), line: key.line, variable, is_set }
    }
}
