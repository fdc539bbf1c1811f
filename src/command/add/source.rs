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
use crate::ui::Row;

/// What a source shows.
enum Data {
    Dataset(DatasetName),
    Query(Query),
    Tileset(String),
}

fn file_of(name: &PartName) -> String {
    format!("src/data/sources/{name}Source.js")
}

/// Adds a source: its file, the scopes that its tables need, and data for it in the sandbox.
pub fn add(args: &SourceArgs, site: &mut Site<'_>, desk: &mut Desk<'_>) -> Result<Added> {
    let asked = Asked { flag: "NAME", prompt: "Name of the source", example: "roads", ..Asked::default() };
    let parse = |text: &str| site.name(text, "Source", file_of).map(|name| (table(text, &name), name));
    let (table, name) = desk.text(&asked, args.name.as_deref(), parse)?.unzip();
    let data = data(args, table, desk)?;
    let has_login = site.has_login()?;
    let is_own = credentials(args, has_login, desk)?;
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

/// The table that a source is about if nothing else is said: what was typed, where that can be one.
fn table(typed: &str, name: &PartName) -> String {
    let is_table = typed.parse::<DatasetName>().is_ok() && !typed.ends_with("source");
    if is_table { typed.to_owned() } else { name.kebab().replace('-', "_") }
}

fn data(args: &SourceArgs, table: Option<String>, desk: &mut Desk<'_>) -> Result<Option<Data>> {
    let is_said = args.dataset.is_some() || args.sql.is_some() || args.tileset.is_some();
    // Where the name is wrong, what follows from it is no fault of its own.
    if table.is_none() && !is_said {
        return Ok(None);
    }
    let kinds = [
        Row::new("dataset", "a whole table"),
        Row::new("sql", "a query of your own"),
        Row::new("tileset", "tiles that were made before"),
    ];
    let kind = match (&args.sql, &args.tileset, &args.dataset) {
        (Some(_), _, _) => Some(1),
        (_, Some(_), _) => Some(2),
        (_, _, Some(_)) => Some(0),
        _ => {
            let asked = Asked {
                flag: "--dataset",
                prompt: "What it shows",
                default: Some("dataset".to_owned()),
                ..Asked::default()
            };
            desk.choose(&asked, None, &kinds)?
        }
    };
    match kind {
        Some(1) => {
            let asked = Asked {
                flag: "--sql",
                prompt: "Query",
                help: "It has to give cartodb_id and the_geom_webmercator.",
                example: "'SELECT * FROM roads'",
                ..Asked::default()
            };
            Ok(desk.text(&asked, args.sql.as_deref(), str::parse::<Query>)?.map(Data::Query))
        }
        Some(2) => {
            let asked = Asked {
                flag: "--tileset",
                prompt: "Tileset",
                example: "acme.roads_tiles",
                ..Asked::default()
            };
            Ok(desk.text(&asked, args.tileset.as_deref(), tileset)?.map(Data::Tileset))
        }
        _ => {
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

/// Names of tilesets are theirs: dots, hyphens and what words have.
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

/// Whether the application's own credentials read it.
fn credentials(args: &SourceArgs, has_login: bool, desk: &mut Desk<'_>) -> Result<bool> {
    let rows = [
        Row::new("user", "whoever is logged in: private data"),
        Row::new("application", "the application's own key: public data"),
    ];
    if !has_login {
        if args.credentials.as_deref().is_some_and(|whose| whose.eq_ignore_ascii_case("user")) {
            let refusal = Invalid::new("needs a login, which an application with an API key does not have");
            desk.refuse(
                "--credentials",
                Some("user"),
                refusal.suggest("application, or: carto-app auth use oauth"),
            );
        } else if args.credentials.is_some() {
            let asked = Asked { flag: "--credentials", ..Asked::default() };
            desk.choose(&asked, args.credentials.as_deref(), &rows)?;
        }
        return Ok(true);
    }
    let asked = Asked {
        flag: "--credentials",
        prompt: "Whose credentials read it",
        default: Some("user".to_owned()),
        ..Asked::default()
    };
    Ok(desk.choose(&asked, args.credentials.as_deref(), &rows)? == Some(1))
}

/// `data: '…'`; of several lines as a template literal, in which they can be read.
fn property(text: &str) -> String {
    if text.contains('\n') {
        format!("data: {}", js::template(text))
    } else {
        js::property(Style::OURS.tab_width, "data", text)
    }
}
