//! The parts of an application: its sources and layers. A part is identified by its file, regardless of the names
//! inside; anything unreadable in it is unknown.

use oxc_allocator::Allocator;
use oxc_ast::ast::{Expression, ObjectExpression};
use oxc_span::GetSpan;

use super::folders::{LAYERS, SOURCES};
use super::imports::modules_below;
use super::{Draft, module_stem};
use crate::code::{Script, key_of};
use crate::error::Result;
use crate::spec::PartName;

/// A source of the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path of its file.
    pub path: String,
    /// The name that modules use: `roadsSource`, from the name of its file.
    pub name: String,
    /// The name of its export, such as `default`.
    pub export: String,
    /// The query or tileset, if it is a literal.
    pub data: Option<String>,
    /// The line of `data`.
    pub data_line: usize,
    /// The ID with its line, if it is a literal.
    pub id: Option<(String, usize)>,
    /// Whether its type declares `data` to be a query.
    pub is_query: bool,
    /// Whether `data` is a tileset; `None` if its type can't be read.
    pub is_tileset: Option<bool>,
    /// Whether the source has its own credentials. Otherwise, it is read with the logged-in user's credentials in an OAuth
    /// application, or else with the application's.
    pub has_credentials: bool,
}

/// A layer of the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// The path of its file.
    pub path: String,
    /// The name that modules use: `roadsLayer`, from the name of its file.
    pub name: String,
    /// The name of its export, such as `default`.
    pub export: String,
    /// The ID on the map, if it is a literal.
    pub id: Option<String>,
    /// The columns with colors for their values, which widgets can reuse.
    pub colored: Vec<String>,
}

/// Returns the application's sources. A module that can't be read is a source if its file is named like one.
///
/// # Errors
/// A folder that can't be read.
pub fn sources(draft: &mut Draft<'_>) -> Result<Vec<Source>> {
    let kind = PartKind { folder: SOURCES, key: "data", suffix: "Source", is_known_by_name: true };
    let found = parts(draft, &kind, |script, object| {
        let kind = script.property(object, "type").map(|kind| script.resolved(&kind.value));
        let data = script.property(object, "data");
        Details {
            text: data.and_then(|data| script.string(&data.value)).map(|(text, _)| text),
            line: data.map_or(1, |data| script.line(data.value.span().start)),
            id: script
                .property(object, "id")
                .and_then(|id| script.string(&id.value).map(|(text, span)| (text, script.line(span.start)))),
            colored: Vec::new(),
            is_query: kind.and_then(|kind| type_of(script, kind)).is_some_and(|kind| kind == "query"),
            is_tileset: kind.map_or(Some(false), |kind| is_tileset(script, kind)),
            has_credentials: script.property(object, "credentials").is_some(),
        }
    })?;
    let source = |part: Part| Source {
        path: part.path,
        name: part.name,
        export: part.export,
        data: part.details.text,
        data_line: part.details.line,
        id: part.details.id,
        is_query: part.details.is_query,
        is_tileset: part.details.is_tileset,
        has_credentials: part.details.has_credentials,
    };
    Ok(found.into_iter().map(source).collect())
}

/// Returns the application's layers that a `MapLayer` can draw.
///
/// # Errors
/// A folder that can't be read.
pub fn layers(draft: &mut Draft<'_>) -> Result<Vec<Layer>> {
    let kind = PartKind { folder: LAYERS, key: "create", suffix: "Layer", is_known_by_name: false };
    let found = parts(draft, &kind, |script, object| {
        let id = script.property(object, "id").and_then(|id| script.string(&id.value));
        let colors = script.property(object, "colors").and_then(|colors| script.object(&colors.value));
        let colored = colors.iter().flat_map(|colors| &colors.properties);
        let colored = colored.filter_map(|column| key_of(column.as_property()?)).collect();
        Details { text: id.map(|(id, _)| id), colored, ..Details::default() }
    })?;
    let layer = |part: Part| Layer {
        path: part.path,
        name: part.name,
        export: part.export,
        id: part.details.text,
        colored: part.details.colored,
    };
    Ok(found.into_iter().map(layer).collect())
}

/// Returns the word of a type: `query` for `MAP_TYPES.QUERY` and `'query'`.
fn type_of<'a>(script: &Script<'a>, kind: &'a Expression<'a>) -> Option<String> {
    let word = match kind {
        Expression::StaticMemberExpression(member) => member.property.name.to_string(),
        other => script.string(other)?.0,
    };
    Some(word.to_ascii_lowercase())
}

/// Whether a type means a tileset; `None` if it means neither a tileset nor a query or table.
fn is_tileset<'a>(script: &Script<'a>, kind: &'a Expression<'a>) -> Option<bool> {
    match type_of(script, kind)?.as_str() {
        "tileset" | "mvt" => Some(true),
        "query" | "table" | "sql" => Some(false),
        _ => None,
    }
}

/// A part that a module exports.
struct Part {
    path: String,
    name: String,
    export: String,
    details: Details,
}

/// The properties of a part.
#[derive(Default)]
struct Details {
    text: Option<String>,
    line: usize,
    id: Option<(String, usize)>,
    colored: Vec<String>,
    is_query: bool,
    is_tileset: Option<bool>,
    has_credentials: bool,
}

/// A kind of part.
struct PartKind {
    folder: &'static str,
    /// The property that every part has.
    key: &'static str,
    /// The end of the names of its files.
    suffix: &'static str,
    /// Whether a module with such a name is a part even if no object can be read in it.
    is_known_by_name: bool,
}

/// Returns the parts that the modules of a folder export, and those of modules in other folders of `src` that are named like
/// such parts.
fn parts(
    draft: &mut Draft<'_>,
    kind: &PartKind,
    details: impl for<'s> Fn(&Script<'s>, &'s ObjectExpression<'s>) -> Details,
) -> Result<Vec<Part>> {
    let mut found: Vec<Part> = Vec::new();
    for path in modules_below("src", draft)? {
        let stem = module_stem(&path).rsplit('/').next().unwrap_or_default();
        let is_in_folder = path.starts_with(&format!("{}/", kind.folder));
        if !is_in_folder && !stem.ends_with(kind.suffix) {
            continue;
        }
        let Ok(Some(text)) = draft.text(&path) else { continue };
        let mut part = |name: &str, export: &str, details: Details| {
            let (name, export) = (name_of(name, kind.suffix), export.to_owned());
            found.push(Part { path: path.clone(), name, export, details });
        };
        let is_named = kind.is_known_by_name && is_in_folder && stem.ends_with(kind.suffix);
        let arena = Allocator::default();
        let Ok(script) = Script::parse(&arena, &path, &text) else {
            if is_named {
                part(stem, "default", Details::default());
            }
            continue;
        };
        let exports = script.exports();
        let mut objects: Vec<(&str, &ObjectExpression<'_>)> = Vec::new();
        for (export, value) in &exports {
            if let Some(object) = script.object(value)
                && script.property(object, kind.key).is_some()
                && !objects.iter().any(|(_, other)| std::ptr::eq(*other, object))
            {
                objects.push((export, object));
            }
        }
        let is_only = objects.len() == 1;
        for (export, object) in &objects {
            let name = if is_only || *export == "default" { stem } else { export };
            part(name, export, details(&script, object));
        }
        if objects.is_empty() && is_named {
            let export = if let [(only, _)] = exports.as_slice() { only } else { "default" };
            part(stem, export, Details::default());
        }
    }
    Ok(found)
}

/// Returns the name that modules use for a part in a file: `roadsSource` for `roads`, `RoadsSource` and `roads-source`.
fn name_of(stem: &str, kind: &str) -> String {
    match PartName::parse(stem, kind) {
        Ok(name) => format!("{name}{kind}"),
        Err(_) => stem.to_owned(),
    }
}
