use clap::ValueEnum;
use serde_json::json;

use super::args::SourceArgs;
use super::inputs::{Asked, Desk};
use super::site::Site;
use super::{Added, tables};
use crate::app::needs::datasets_of;
use crate::code::Style;
use crate::encode::js;
use crate::error::Result;
use crate::spec::{DatasetName, Invalid, PartName, Query};
use crate::template;

/// Whose credentials read a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Credentials {
    /// Those of the user who is logged in.
    #[value(help = "whoever is logged in: private data")]
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
    #[value(help = "tiles that were made before")]
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
pub fn add(args: &SourceArgs, site: &mut Site<'_>, desk: &mut Desk<'_>) -> Result<Added> {
    let asked = Asked { flag: "NAME", prompt: "Name of the source", example: "roads", ..Asked::default() };
    let parse = |text: &str| site.name(text, "Source", file_of).map(|name| (table(text, &name), name));
    let (table, name) = desk.text(&asked, args.name.as_deref(), parse)?.unzip();
    let data = data(args, table, desk)?;
    let has_login = site.has_login()?;
    let is_own = credentials(args, has_login, desk)? == Credentials::Application;
    desk.close()?;
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
    let file = file_of(&name);
    site.create(&file, &template::piece("source.js", context)?, &name)?;

    let mut added = Added::new(format!("the source {local}"));
    let query = match &data {
        Data::Dataset(_) | Data::Query(_) => text.as_str(),
        Data::Tileset(_) => "",
    };
    let is_public = is_own || !has_login;
    tables::in_sandbox(&datasets_of(query), is_public, site, &mut added)?;
    if has_login && !is_own && !args.no_scope {
        tables::ask_for(query, site, &mut added)?;
    }
    added.next.push(format!("carto-app add layer {name} --source {name}"));
    Ok(added)
}

/// The default table of a source: the name as it was typed, if a table can have it.
fn table(typed: &str, name: &PartName) -> String {
    let is_table = typed.parse::<DatasetName>().is_ok() && !typed.ends_with("source");
    if is_table { typed.to_owned() } else { name.kebab().replace('-', "_") }
}

fn data(args: &SourceArgs, table: Option<String>, desk: &mut Desk<'_>) -> Result<Option<Data>> {
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
            let asked = Asked {
                flag: "--dataset",
                prompt: "What it shows",
                default: Some("dataset".to_owned()),
                ..Asked::default()
            };
            desk.choose_variant(&asked, None)?
        }
    };
    let Some(kind) = kind else { return Ok(None) };
    match kind {
        DataKind::Sql => {
            let asked = Asked {
                flag: "--sql",
                prompt: "Query",
                help: "It must return cartodb_id and the_geom_webmercator.",
                example: "'SELECT * FROM roads'",
                ..Asked::default()
            };
            Ok(desk.text(&asked, args.sql.as_deref(), str::parse::<Query>)?.map(Data::Query))
        }
        DataKind::Tileset => {
            let asked = Asked {
                flag: "--tileset",
                prompt: "Tileset",
                example: "acme.roads_tiles",
                ..Asked::default()
            };
            Ok(desk.text(&asked, args.tileset.as_deref(), tileset)?.map(Data::Tileset))
        }
        DataKind::Dataset => {
            let asked = Asked {
                flag: "--dataset",
                prompt: "Dataset",
                help: "TABLE or SCHEMA.TABLE",
                default: table,
                example: "roads",
            };
            Ok(desk.text(&asked, args.dataset.as_deref(), str::parse::<DatasetName>)?.map(Data::Dataset))
        }
    }
}

/// The name of a tileset: letters, digits, dots, hyphens and underscores.
fn tileset(text: &str) -> std::result::Result<String, Invalid> {
    let is_fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if text.is_empty() {
        Err(Invalid::new("is empty"))
    } else if text.len() > 255 || !text.chars().all(is_fine) {
        Err(Invalid::new("may only contain letters, digits, dots, hyphens and underscores"))
    } else {
        Ok(text.to_owned())
    }
}

fn credentials(args: &SourceArgs, has_login: bool, desk: &mut Desk<'_>) -> Result<Credentials> {
    let asked = Asked {
        flag: "--credentials",
        prompt: "Whose credentials read it",
        default: Some(if has_login { "user" } else { "application" }.to_owned()),
        ..Asked::default()
    };
    if !has_login {
        let given = args.credentials.as_deref().map(|given| desk.choose_variant(&asked, Some(given)));
        if let Some(Some(Credentials::User)) = given.transpose()? {
            let refusal = Invalid::new("needs a login, which an application with an API key does not have");
            desk.refuse(
                "--credentials",
                Some("user"),
                refusal.suggest("application, or: carto-app auth use oauth"),
            );
        }
        return Ok(Credentials::Application);
    }
    // A wrong value is refused with everything else.
    Ok(desk.choose_variant(&asked, args.credentials.as_deref())?.unwrap_or(Credentials::User))
}

/// `data: '…'`, or a template literal if the text has several lines.
fn property(text: &str) -> String {
    if text.contains('\n') {
        format!("data: {}", js::template(text))
    } else {
        js::property(Style::OURS.tab_width, "data", text)
    }
}
