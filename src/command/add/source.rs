use clap::ValueEnum;
use serde_json::json;

use super::args::SourceArgs;
use super::inputs::{Inputs, Prompt};
use super::site::Site;
use super::{Added, tables};
use crate::app::needs::datasets_of;
use crate::code::Style;
use crate::encode::js;
use crate::error::Result;
use crate::spec::{DatasetName, Invalid, PartName, Query, refuse_secret};
use crate::sql;

/// Whose credentials read a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Credentials {
    /// The credentials of the logged-in user.
    #[value(help = "the logged-in user: private data")]
    User,
    /// The application's own.
    #[value(help = "the application's own key: public data")]
    Application,
}

/// The kinds of data to choose from.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum DataKind {
    #[value(help = "a whole table")]
    Dataset,
    #[value(help = "a query of your own")]
    Sql,
    #[value(help = "pregenerated tiles")]
    Tileset,
}

/// What a source shows.
enum Data {
    Dataset(DatasetName),
    Query(Query),
    Tileset(String),
}

fn file_of(name: &PartName) -> String {
    format!("src/data/sources/{name}Source.js")
}

/// Adds a source: its file, the scopes that its tables need, and sample data in the sandbox.
pub fn add(args: &SourceArgs, site: &mut Site<'_>, inputs: &mut Inputs<'_>) -> Result<Added> {
    let prompt =
        Prompt { flag: "NAME", question: "Name of the source", example: "roads", ..Prompt::default() };
    let parse = |text: &str| site.name(text, "Source", file_of).map(|name| (table(text, &name), name));
    let (table, name) = inputs.text(&prompt, args.name.as_deref(), parse)?.unzip();
    let data = data(args, table, inputs)?;
    let has_login = site.has_login()?;
    let is_own = credentials(args, has_login, inputs)? == Credentials::Application;
    inputs.close()?;
    let (Some(name), Some(data)) = (name, data) else { return Ok(Added::new("nothing")) };

    let local = format!("{name}Source");
    let (kind, text) = match &data {
        Data::Dataset(dataset) => ("QUERY", format!("SELECT * FROM {}", dataset.sql_reference())),
        Data::Query(query) => ("QUERY", query.as_str().to_owned()),
        Data::Tileset(tileset) => ("TILESET", tileset.clone()),
    };
    let context = json!({
        "name": local,
        "type": kind,
        "data": property(&text),
        "own_credentials": has_login && is_own,
    });
    site.create_from("source.js", context, &file_of(&name), &name)?;

    let mut added = Added::new(format!("the source {local}"));
    let query = match &data {
        Data::Dataset(_) | Data::Query(_) => text.as_str(),
        Data::Tileset(_) => "",
    };
    let is_public = is_own || !has_login;
    tables::add_to_sandbox(&datasets_of(query), is_public, site, &mut added)?;
    if has_login && !is_own && !args.no_scope {
        tables::request_scopes(query, site, &mut added)?;
    }
    added.next.push(format!("carto-app add layer {name} --source {name}"));
    Ok(added)
}

/// Returns the default table of a source: the name as typed, if a table can have it.
fn table(typed: &str, name: &PartName) -> String {
    let is_table = typed.parse::<DatasetName>().is_ok() && !typed.ends_with("source");
    if is_table { typed.to_owned() } else { name.kebab().replace('-', "_") }
}

fn data(args: &SourceArgs, table: Option<String>, inputs: &mut Inputs<'_>) -> Result<Option<Data>> {
    let is_given = args.dataset.is_some() || args.sql.is_some() || args.tileset.is_some();
    // If the name is wrong, its default table is not a second problem.
    if table.is_none() && !is_given {
        return Ok(None);
    }
    let kind = match (&args.sql, &args.tileset, &args.dataset) {
        (Some(_), _, _) => Some(DataKind::Sql),
        (_, Some(_), _) => Some(DataKind::Tileset),
        (_, _, Some(_)) => Some(DataKind::Dataset),
        _ => {
            let prompt = Prompt {
                flag: "--dataset",
                question: "Data to show",
                default: Some("dataset".to_owned()),
                ..Prompt::default()
            };
            inputs.choose_variant(&prompt, None)?
        }
    };
    let Some(kind) = kind else { return Ok(None) };
    match kind {
        DataKind::Sql => {
            let prompt = Prompt {
                flag: "--sql",
                question: "Query",
                joint: Some(" "),
                close_line: Some(sql::with_closed_comment),
                help: "It must return cartodb_id and the_geom_webmercator.",
                example: "'SELECT * FROM roads'",
                ..Prompt::default()
            };
            Ok(inputs.text(&prompt, args.sql.as_deref(), query)?.map(Data::Query))
        }
        DataKind::Tileset => {
            let prompt = Prompt {
                flag: "--tileset",
                question: "Tileset",
                example: "acme.roads_tiles",
                ..Prompt::default()
            };
            Ok(inputs.text(&prompt, args.tileset.as_deref(), tileset)?.map(Data::Tileset))
        }
        DataKind::Dataset => {
            let prompt = Prompt {
                flag: "--dataset",
                question: "Dataset",
                help: "TABLE or SCHEMA.TABLE",
                default: table,
                example: "roads",
                ..Prompt::default()
            };
            Ok(inputs.text(&prompt, args.dataset.as_deref(), str::parse::<DatasetName>)?.map(Data::Dataset))
        }
    }
}

/// Parses a query without parameters, which a source can't have.
fn query(text: &str) -> std::result::Result<Query, Invalid> {
    let query: Query = text.parse()?;
    match sql::in_braces(text).first() {
        None => Ok(query),
        Some(name) => {
            Err(Invalid::new(format!("contains the placeholder {{{name}}}"))
                .suggest("the name or value itself"))
        }
    }
}

/// Parses the name of a tileset: letters, digits, dots, hyphens and underscores.
fn tileset(text: &str) -> std::result::Result<String, Invalid> {
    refuse_secret(text)?;
    let is_fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if text.is_empty() {
        Err(Invalid::new("is empty"))
    } else if text.len() > 255 || !text.chars().all(is_fine) {
        Err(Invalid::new("may only contain letters, digits, dots, hyphens and underscores"))
    } else {
        Ok(text.to_owned())
    }
}

fn credentials(args: &SourceArgs, has_login: bool, inputs: &mut Inputs<'_>) -> Result<Credentials> {
    let prompt = Prompt {
        flag: "--credentials",
        question: "Whose credentials to use",
        default: Some(if has_login { "user" } else { "application" }.to_owned()),
        ..Prompt::default()
    };
    if !has_login {
        let given = args.credentials.as_deref().map(|given| inputs.choose_variant(&prompt, Some(given)));
        if let Some(Some(Credentials::User)) = given.transpose()? {
            let refusal = Invalid::new("needs a login, which an application with an API key does not have");
            inputs.refuse(
                "--credentials",
                Some("user"),
                refusal.suggest("application, or: carto-app auth use oauth"),
            );
        }
        return Ok(Credentials::Application);
    }
    // A wrong value is refused with everything else.
    Ok(inputs.choose_variant(&prompt, args.credentials.as_deref())?.unwrap_or(Credentials::User))
}

/// `data: '…'`, or a template literal if the text has several lines.
fn property(text: &str) -> String {
    if text.contains('\n') {
        format!("data: {}", js::template(text))
    } else {
        js::property(Style::OURS.tab_width, "data", text)
    }
}
