use std::ffi::OsStr;
use std::path::Path;

use clap::builder::StyledStr;
use clap::{Arg, Command, ValueEnum, ValueHint};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use crate::app::columns::columns_of;
use crate::app::inventory::{layers, sources};
use crate::app::routes::routes;
use crate::app::{Draft, Project, Stated, stated};
use crate::command::add::{Coloring, Credentials, Geometry, Operation, WidgetKind, name_and_meaning};
use crate::spec::{AuthorizeUrl, Language, PackageManager, Scope, ServerUrlTemplate, is_visible, visible};

/// A value and its meaning.
type Value = (String, String);

/// Attaches possible values to the arguments of every command.
pub fn attach(command: Command, cwd: &Path) -> Command {
    let around = Around::of(cwd);
    within(command, &[], &around)
}

fn within(mut command: Command, path: &[String], around: &Around) -> Command {
    let words: Vec<&str> = path.iter().map(String::as_str).collect();
    command = command.mut_args(|arg| match values(&words, &arg, around) {
        Some(values) => arg.add(completer(values)),
        None => match arg.get_value_names().and_then(|names| names.first()).map(clap::builder::Str::as_str) {
            Some("DIRECTORY" | "DIR") => arg.value_hint(ValueHint::DirPath),
            Some("FILE") => arg.value_hint(ValueHint::FilePath),
            _ => arg,
        },
    });
    command.mut_subcommands(|sub| {
        let path: Vec<String> = path.iter().cloned().chain([sub.get_name().to_owned()]).collect();
        within(sub, &path, around)
    })
}

/// The possible values of an argument, if they can be listed.
fn values(path: &[&str], arg: &Arg, around: &Around) -> Option<Vec<Value>> {
    let plain = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), String::new())).collect();
    let described = |names: &[(&str, &str)]| {
        names.iter().map(|(name, meaning)| ((*name).to_owned(), (*meaning).to_owned())).collect()
    };
    let modes = || {
        described(&[
            ("api-key", "public data, or the data of one account"),
            ("oauth", "data of the user who logs in"),
        ])
    };
    Some(match (path, arg.get_id().as_str()) {
        (_, "scopes" | "add_scopes") => scopes(&around.tables),
        (_, "remove_scopes") => around.scopes.clone(),
        (_, "auth") | (["auth", "use"], "mode") => modes(),
        (_, "force_oauth_login" | "example" | "sandbox" | "git" | "install" | "menu" | "login") => {
            plain(&["true", "false"])
        }
        (_, "language") => plain(&Language::ALL.map(Language::as_str)),
        (_, "package_manager") => plain(&PackageManager::ALL.map(PackageManager::as_str)),
        (_, "username") => around.username.clone(),
        (_, "server_url_template") => vec![
            (ServerUrlTemplate::carto().as_str().to_owned(), "CARTO's own".to_owned()),
            ("https://gis.example.com/user/{user}".to_owned(), "on-premise".to_owned()),
        ],
        (_, "authorize_url") => vec![
            (AuthorizeUrl::carto().as_str().to_owned(), "CARTO's own".to_owned()),
            ("https://gis.example.com/oauth2/authorize".to_owned(), "on-premise".to_owned()),
        ],
        (["add", _], "source") => around.sources.clone(),
        (["add", "layer" | "widget"], "view") => around.views.clone(),
        (["add", "layer" | "widget"], "column") => around.columns.clone(),
        (["add", "layer"], "name") => around.layers.clone(),
        (["add", "source"], "credentials") => variants::<Credentials>(),
        (["add", "layer"], "geometry") => variants::<Geometry>(),
        (["add", "layer"], "style") => variants::<Coloring>(),
        (["add", "widget"], "kind") => variants::<WidgetKind>(),
        (["add", "widget"], "operation") => variants::<Operation>(),
        _ => return None,
    })
}

fn variants<T: ValueEnum>() -> Vec<Value> {
    T::value_variants().iter().map(name_and_meaning).collect()
}

/// Every scope with its meaning, and the scopes of the tables that the application reads.
fn scopes(tables: &[String]) -> Vec<Value> {
    let of_tables = tables.iter().filter_map(|table| format!("datasets:r:{table}").parse::<Scope>().ok());
    let patterns =
        [("datasets:r:", "read a dataset: datasets:r:TABLE"), ("datasets:rw:", "read and write one")];
    let named = Scope::ALL_NAMED.into_iter().chain(of_tables);
    named
        .map(|scope| (scope.to_string(), scope.meaning()))
        .chain(patterns.map(|(start, meaning)| (start.to_owned(), meaning.to_owned())))
        .collect()
}

/// Completes the last item of a comma-separated list.
fn completer(values: Vec<Value>) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let (before, last) = typed.rsplit_once(',').map_or(("", &*typed), |(before, last)| (before, last));
        let before = if before.is_empty() { String::new() } else { format!("{before},") };
        let candidate = |(value, meaning): &Value| {
            let help = (!meaning.is_empty()).then(|| StyledStr::from(visible(meaning)));
            CompletionCandidate::new(format!("{before}{value}")).help(help)
        };
        let continues = |(value, _): &&Value| value.starts_with(last) && value != last && is_visible(value);
        values.iter().filter(continues).map(candidate).collect()
    })
}

/// The parts of the current application; empty outside of one.
#[derive(Default)]
struct Around {
    sources: Vec<Value>,
    layers: Vec<Value>,
    columns: Vec<Value>,
    views: Vec<Value>,
    scopes: Vec<Value>,
    username: Vec<Value>,
    tables: Vec<String>,
}

impl Around {
    fn of(cwd: &Path) -> Self {
        let mut around =
            Self { username: vec![("public".to_owned(), "CARTO's examples".to_owned())], ..Self::default() };
        let Ok(project) = Project::find(cwd) else { return around };
        let mut draft = Draft::of(&project);
        let stem = |name: &str, ending: &str| name.strip_suffix(ending).unwrap_or(name).to_owned();
        for source in sources(&mut draft).unwrap_or_default() {
            for column in columns_of(&source, &mut draft).ok().flatten().unwrap_or_default() {
                around.columns.push((column.name, format!("a column of {}", source.name)));
            }
            let data = source.data.unwrap_or_default();
            let shown: String =
                data.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect();
            if source.is_tileset == Some(false) {
                let tables = crate::sql::tables(&data);
                around.tables.extend(tables.into_iter().map(|table| match table.schema {
                    Some(schema) => format!("{schema}.{}", table.name),
                    None => table.name,
                }));
            }
            around.sources.push((stem(&source.name, "Source"), shown));
        }
        for layer in layers(&mut draft).unwrap_or_default() {
            around.layers.push((stem(&layer.name, "Layer"), "show it in another view".to_owned()));
        }
        for view in routes(&mut draft).ok().flatten().unwrap_or_default().views {
            around.views.push((view.name().to_owned(), view.place()));
        }
        if let Ok(stated) = stated(&mut draft) {
            let text = |scope: &Stated<String>| {
                let meaning = scope.get()?.parse::<Scope>().map(|scope| scope.meaning()).unwrap_or_default();
                Some((scope.get()?.clone(), meaning))
            };
            let all = stated.scopes.as_ref().and_then(Stated::get).into_iter().flatten();
            around.scopes = all.filter_map(text).collect();
            if let Some(name) = stated.username.as_ref().and_then(Stated::get) {
                around.username.insert(0, (name.clone(), "this application's".to_owned()));
                around.username.dedup_by(|a, b| a.0 == b.0);
            }
        }
        around.tables.sort();
        around.tables.dedup();
        around
    }
}
