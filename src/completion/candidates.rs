use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::builder::StyledStr;
use clap::{Arg, Command, ValueEnum, ValueHint};
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};

use crate::app::columns::columns_of;
use crate::app::inventory::{Layer, Source, layers, sources};
use crate::app::routes::routes;
use crate::app::{Draft, Project, Stated, stated};
use crate::command::add::{Coloring, Credentials, Geometry, Operation, WidgetKind, name_and_meaning};
use crate::error::Result;
use crate::spec::{AuthorizeUrl, Language, PackageManager, Scope, ServerUrlTemplate, is_visible, visible};

/// A value and its meaning.
type Value = (String, String);

/// Lists the possible values of an argument, given the current directory. Called only for the argument at the cursor, since it
/// may have to read all modules of an application.
type Lister = fn(&Path) -> Vec<Value>;

/// Attaches possible values to the arguments of every command.
pub fn attach(command: Command, cwd: &Path) -> Command {
    within(command, &[], cwd)
}

fn within(mut command: Command, path: &[String], cwd: &Path) -> Command {
    let words: Vec<&str> = path.iter().map(String::as_str).collect();
    command = command.mut_args(|arg| match lister(&words, &arg) {
        Some(lister) => arg.add(completer(lister, cwd.to_owned())),
        None => match arg.get_value_names().and_then(|names| names.first()).map(clap::builder::Str::as_str) {
            Some("DIRECTORY" | "DIR") => arg.value_hint(ValueHint::DirPath),
            Some("FILE") => arg.value_hint(ValueHint::FilePath),
            _ => arg,
        },
    });
    command.mut_subcommands(|sub| {
        let path: Vec<String> = path.iter().cloned().chain([sub.get_name().to_owned()]).collect();
        within(sub, &path, cwd)
    })
}

/// Returns what lists the possible values of an argument, if they can be listed.
fn lister(path: &[&str], arg: &Arg) -> Option<Lister> {
    Some(match (path, arg.get_id().as_str()) {
        (_, "scopes" | "add_scopes") => scopes,
        (_, "remove_scopes") => own_scopes,
        (_, "auth") | (["auth", "use"], "mode") => |_| {
            described(&[
                ("api-key", "public data, or the data of one account"),
                ("oauth", "data of the user who logs in"),
            ])
        },
        (_, "force_oauth_login" | "example" | "sandbox" | "git" | "install" | "menu" | "login") => {
            |_| described(&[("true", ""), ("false", "")])
        }
        (_, "language") => |_| described(&Language::ALL.map(|each| (each.as_str(), ""))),
        (_, "package_manager") => |_| described(&PackageManager::ALL.map(|each| (each.as_str(), ""))),
        (_, "username") => usernames,
        (_, "server_url_template") => |_| {
            described(&[
                (ServerUrlTemplate::carto().as_str(), "CARTO's own"),
                ("https://gis.example.com/user/{user}", "on-premise"),
            ])
        },
        (_, "authorize_url") => |_| {
            described(&[
                (AuthorizeUrl::carto().as_str(), "CARTO's own"),
                ("https://gis.example.com/oauth2/authorize", "on-premise"),
            ])
        },
        (["add", _], "source") => source_names,
        (["add", "layer" | "widget"], "view") => views,
        (["add", "layer" | "widget"], "column") => columns,
        (["add", "layer"], "name") => layer_names,
        (["add", "source"], "credentials") => |_| variants::<Credentials>(),
        (["add", "layer"], "geometry") => |_| variants::<Geometry>(),
        (["add", "layer"], "style") => |_| variants::<Coloring>(),
        (["add", "widget"], "kind") => |_| variants::<WidgetKind>(),
        (["add", "widget"], "operation") => |_| variants::<Operation>(),
        _ => return None,
    })
}

fn described(values: &[(&str, &str)]) -> Vec<Value> {
    values.iter().map(|(value, meaning)| ((*value).to_owned(), (*meaning).to_owned())).collect()
}

fn variants<T: ValueEnum>() -> Vec<Value> {
    T::value_variants().iter().map(name_and_meaning).collect()
}

/// Completes the last item of a comma-separated list.
fn completer(lister: Lister, cwd: PathBuf) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let (before, last) = typed.rsplit_once(',').map_or(("", &*typed), |(before, last)| (before, last));
        let before = if before.is_empty() { String::new() } else { format!("{before},") };
        let candidate = |(value, meaning): &Value| {
            let help = (!meaning.is_empty()).then(|| StyledStr::from(visible(meaning)));
            CompletionCandidate::new(format!("{before}{value}")).help(help)
        };
        let continues = |(value, _): &&Value| value.starts_with(last) && value != last && is_visible(value);
        lister(&cwd).iter().filter(continues).map(candidate).collect()
    })
}

/// Every scope with its meaning, and the scopes of the tables that the application reads.
fn scopes(cwd: &Path) -> Vec<Value> {
    let tables = in_application(cwd, tables);
    let of_tables = tables.iter().filter_map(|table| format!("datasets:r:{table}").parse::<Scope>().ok());
    let patterns =
        [("datasets:r:", "read a dataset: datasets:r:TABLE"), ("datasets:rw:", "read and write one")];
    let named = Scope::ALL_NAMED.into_iter().chain(of_tables);
    named
        .map(|scope| (scope.to_string(), scope.meaning()))
        .chain(patterns.map(|(start, meaning)| (start.to_owned(), meaning.to_owned())))
        .collect()
}

/// Returns what can be listed of the current application; nothing outside of one or if it can't be read, since a shell can't show
/// an error here.
fn in_application<T>(cwd: &Path, list: impl FnOnce(&mut Draft<'_>) -> Result<Vec<T>>) -> Vec<T> {
    Project::find(cwd).and_then(|project| list(&mut Draft::of(&project))).unwrap_or_default()
}

/// The tables that the application's sources read, sorted.
fn tables(draft: &mut Draft<'_>) -> Result<Vec<String>> {
    let queries = sources(draft)?.into_iter().filter(|source| source.is_tileset == Some(false));
    let tables = queries.filter_map(|source| source.data).flat_map(|data| crate::sql::tables(&data));
    let mut names: Vec<String> = tables
        .map(|table| match table.schema {
            Some(schema) => format!("{schema}.{}", table.name),
            None => table.name,
        })
        .collect();
    names.sort();
    names.dedup();
    Ok(names)
}

fn source_names(cwd: &Path) -> Vec<Value> {
    let value = |source: Source| {
        let data = source.data.unwrap_or_default();
        let words: Vec<&str> = data.split_whitespace().collect();
        (without(&source.name, "Source"), words.join(" ").chars().take(60).collect())
    };
    in_application(cwd, sources).into_iter().map(value).collect()
}

fn layer_names(cwd: &Path) -> Vec<Value> {
    let value = |layer: Layer| (without(&layer.name, "Layer"), "show it in another view".to_owned());
    in_application(cwd, layers).into_iter().map(value).collect()
}

fn without(name: &str, ending: &str) -> String {
    name.strip_suffix(ending).unwrap_or(name).to_owned()
}

fn columns(cwd: &Path) -> Vec<Value> {
    in_application(cwd, |draft| {
        let mut values = Vec::new();
        for source in sources(draft)? {
            for column in columns_of(&source, draft).ok().flatten().unwrap_or_default() {
                values.push((column.name, format!("a column of {}", source.name)));
            }
        }
        Ok(values)
    })
}

fn views(cwd: &Path) -> Vec<Value> {
    in_application(cwd, |draft| {
        let views = routes(draft)?.unwrap_or_default().views;
        Ok(views.iter().map(|view| (view.name().to_owned(), view.place())).collect())
    })
}

/// The scopes that the application requests.
fn own_scopes(cwd: &Path) -> Vec<Value> {
    in_application(cwd, |draft| {
        let value = |scope: &Stated<String>| {
            let meaning = scope.get()?.parse::<Scope>().map(|scope| scope.meaning()).unwrap_or_default();
            Some((scope.get()?.clone(), meaning))
        };
        let stated = stated(draft)?;
        let all = stated.scopes.as_ref().and_then(Stated::get).into_iter().flatten();
        Ok(all.filter_map(value).collect())
    })
}

fn usernames(cwd: &Path) -> Vec<Value> {
    let own = in_application(cwd, |draft| {
        let stated = stated(draft)?;
        let own = stated.username.as_ref().and_then(Stated::get);
        Ok(own.into_iter().map(|name| (name.clone(), "this application's".to_owned())).collect())
    });
    let is_public = own.iter().any(|(name, _)| name == "public");
    let public = (!is_public).then(|| ("public".to_owned(), "CARTO's examples".to_owned()));
    own.into_iter().chain(public).collect()
}
