//! The parts of an application: its sources and layers. A part is identified by its file if that is named like a part, and else
//! by the names inside; anything unreadable in it is unknown.

use oxc_allocator::Allocator;
use oxc_ast::AstKind;
use oxc_ast::ast::{Expression, ObjectExpression, Statement};
use oxc_ast_visit::Visit;
use oxc_span::GetSpan;

use super::folders::{LAYERS, SOURCES};
use super::imports::{Resolver, Target, modules_below};
use super::reexports::declared;
use super::{Draft, module_stem};
use crate::code::essence::has_text;
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
    /// The line of its type, if the type is a table.
    pub table_line: Option<usize>,
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
    /// The ID on the map with its line, if it is a literal.
    pub id: Option<(String, usize)>,
    /// The columns with colors for their values, which widgets can reuse.
    pub colored: Vec<String>,
}

/// Returns the application's sources. A module that can't be read is a source if its file is named like one.
///
/// # Errors
/// A folder that can't be read.
pub fn sources(draft: &mut Draft<'_>) -> Result<Vec<Source>> {
    let found = parts(draft, &OF_SOURCES, |script, object| {
        let kind = script.property(object, "type");
        let line_of_kind = kind.map(|kind| script.line(kind.value.span().start));
        let kind = kind.map(|kind| script.resolved(&kind.value));
        let word = kind.and_then(|kind| type_of(script, kind));
        let data = script.property(object, "data");
        Details {
            text: data.and_then(|data| script.string(&data.value)).map(|(text, _)| text),
            line: data.map_or(1, |data| script.line(data.value.span().start)),
            id: id_of(script, object),
            colored: Vec::new(),
            table_line: line_of_kind.filter(|_| word.as_deref() == Some("table")),
            is_query: word.as_deref() == Some("query"),
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
        table_line: part.details.table_line,
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
    let found = parts(draft, &OF_LAYERS, |script, object| {
        let colors = script.property(object, "colors").and_then(|colors| script.object(&colors.value));
        let colored = colors.iter().flat_map(|colors| &colors.properties);
        let colored = colored.filter_map(|column| key_of(column.as_property()?)).collect();
        Details { id: id_of(script, object), colored, ..Details::default() }
    })?;
    let layer = |part: Part| Layer {
        path: part.path,
        name: part.name,
        export: part.export,
        id: part.details.id,
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
    table_line: Option<usize>,
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
    /// Whether a module or export with such a name is a part even if no object can be read in it.
    is_known_by_name: bool,
}

const OF_SOURCES: PartKind =
    PartKind { folder: SOURCES, key: "data", suffix: "Source", is_known_by_name: true };
const OF_LAYERS: PartKind =
    PartKind { folder: LAYERS, key: "create", suffix: "Layer", is_known_by_name: false };

/// The start of the types of sources.
const CARTOS_TYPES: &str = "MAP_TYPES.";

impl PartKind {
    /// Whether a module is in the folder of such parts, or stands for the whole folder: `src/data/sources.ts`.
    fn has(&self, path: &str) -> bool {
        path.strip_prefix(self.folder).is_some_and(|rest| rest.starts_with('/'))
            || module_stem(path) == self.folder
    }

    /// Whether a name is that of such a part.
    fn is_name(&self, name: &str) -> bool {
        name.ends_with(self.suffix)
    }

    /// Whether [`is_part`] may hold for an object in a module outside the folder. Parsing takes far longer than this search.
    fn may_be_in(&self, text: &str) -> bool {
        text.contains(self.key) && (text.contains(self.suffix) || text.contains(CARTOS_TYPES))
    }

    /// Whether a name says no more than that it is of this kind: `source`, `sources`.
    fn is_general(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        name.strip_suffix('s').unwrap_or(&name) == self.suffix.to_ascii_lowercase()
    }
}

/// Returns the module that seems to have a source of this name, readable or not.
///
/// # Errors
/// A folder that can't be read.
pub fn module_with_source(name: &PartName, draft: &mut Draft<'_>) -> Result<Option<String>> {
    let id = format!("{name}Source");
    let is_it = |source: &Source| {
        source.name.eq_ignore_ascii_case(&id) || source.id.as_ref().is_some_and(|own| own.0 == id)
    };
    match sources(draft)?.into_iter().find(is_it) {
        Some(found) => Ok(Some(found.path)),
        None => mention(name, &OF_SOURCES, draft),
    }
}

/// Returns the module that seems to have a layer of this name, readable or not.
///
/// # Errors
/// A folder that can't be read.
pub fn module_with_layer(name: &PartName, draft: &mut Draft<'_>) -> Result<Option<String>> {
    let id = format!("{name}Layer");
    let is_it = |layer: &Layer| {
        layer.name.eq_ignore_ascii_case(&id) || layer.id.as_ref().is_some_and(|own| own.0 == id)
    };
    match layers(draft)?.into_iter().find(is_it) {
        Some(found) => Ok(Some(found.path)),
        None => mention(name, &OF_LAYERS, draft),
    }
}

/// Returns a module that exports something under the name of a part, or has an object with its ID, or, in the part's folder, just
/// that text.
fn mention(name: &PartName, kind: &PartKind, draft: &mut Draft<'_>) -> Result<Option<String>> {
    let full = format!("{name}{}", kind.suffix);
    let (short_lower, resolver) = (name.camel().to_ascii_lowercase(), Resolver::of(draft)?);
    for path in modules_below("src", draft)? {
        let Ok(Some(text)) = draft.text(&path) else { continue };
        if !text.to_ascii_lowercase().contains(&short_lower) {
            continue;
        }
        let is_in_folder = kind.has(&path);
        let arena = Allocator::default();
        let Ok(script) = Script::parse(&arena, &path, &text) else {
            if is_in_folder && text.contains(&full) {
                return Ok(Some(path));
            }
            continue;
        };
        let is_it = |exported: &str| {
            exported.eq_ignore_ascii_case(&full)
                || is_in_folder && exported.eq_ignore_ascii_case(name.camel())
        };
        let exports = exported_names(&script, &path, &resolver);
        if exports.iter().any(|exported| is_it(exported))
            || has_object_with_id(&script, &full, kind.key)
            || is_in_folder && has_text(&script, &full)
        {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// Returns the names that a module exports, except those from modules that do not exist.
fn exported_names<'a>(script: &Script<'a>, path: &str, resolver: &Resolver) -> Vec<&'a str> {
    let mut names = Vec::new();
    for statement in &script.program.body {
        match statement {
            Statement::ExportDeclaration(export) => names.extend(declared(&export.declaration)),
            Statement::ExportNamedDeclaration(export) => {
                names.extend(export.specifiers.iter().map(|each| each.exported.name().as_str()));
            }
            Statement::ExportFromDeclaration(export)
                if resolver.target(&export.source.value, path) != Target::Elsewhere =>
            {
                names.extend(export.specifiers.iter().map(|each| each.exported.name().as_str()));
            }
            _ => {}
        }
    }
    names
}

/// Whether a module has an object with this ID and a certain other property, as a part has.
fn has_object_with_id(script: &Script<'_>, id: &str, key: &str) -> bool {
    struct Objects<'s, 'a>(&'s Script<'a>, &'s str, &'s str, bool);
    impl<'a> Visit<'a> for Objects<'_, 'a> {
        fn enter_node(&mut self, kind: AstKind<'a>) {
            if let AstKind::ObjectExpression(object) = kind
                && self.0.property(object, self.2).is_some()
                && id_of(self.0, object).is_some_and(|(own, _)| own == self.1)
            {
                self.3 = true;
            }
        }
    }
    let mut objects = Objects(script, id, key, false);
    objects.visit_program(script.program);
    objects.3
}

/// Returns the ID of an object with its line, if it is a literal.
fn id_of<'a>(script: &Script<'a>, object: &'a ObjectExpression<'a>) -> Option<(String, usize)> {
    let (id, span) = script.string(&script.property(object, "id")?.value)?;
    Some((id, script.line(span.start)))
}

/// Returns the parts that the modules of a folder export, and those of other modules of `src` that are parts by the name of their
/// file, their export or their ID.
fn parts(
    draft: &mut Draft<'_>,
    kind: &PartKind,
    details: impl for<'s> Fn(&Script<'s>, &'s ObjectExpression<'s>) -> Details,
) -> Result<Vec<Part>> {
    let mut found: Vec<Part> = Vec::new();
    for path in modules_below("src", draft)? {
        let stem = module_stem(&path).rsplit('/').next().unwrap_or_default();
        let is_in_folder = kind.has(&path);
        let is_of_kind = is_in_folder || kind.is_name(stem);
        let names_part = is_of_kind || without_suffix(stem, kind.suffix).is_some();
        let Ok(Some(text)) = draft.text(&path) else { continue };
        if !is_of_kind && !kind.may_be_in(&text) {
            continue;
        }
        let is_named = kind.is_known_by_name && is_in_folder && kind.is_name(stem) && !kind.is_general(stem);
        let arena = Allocator::default();
        let Ok(script) = Script::parse(&arena, &path, &text) else {
            if is_named {
                found.push(Part {
                    name: name_of(stem, kind.suffix),
                    export: "default".to_owned(),
                    details: Details::default(),
                    path,
                });
            }
            continue;
        };
        let exports = script.exports();
        let mut objects: Vec<(&str, &ObjectExpression<'_>)> = Vec::new();
        for (export, value) in &exports {
            if let Some(object) = script.object(value)
                && script.property(object, kind.key).is_some()
                && (is_of_kind || is_part(&script, export, object, kind))
                && !objects.iter().any(|(_, other)| std::ptr::eq(*other, object))
            {
                objects.push((export, object));
            }
        }
        let is_only = objects.len() == 1;
        for (export, object) in &objects {
            let details = details(&script, object);
            let name = if (is_only || *export == "default") && names_part && !kind.is_general(stem) {
                stem.to_owned()
            } else if *export != "default" && !kind.is_general(export) {
                (*export).to_owned()
            } else {
                general_name(&path, export, &details, kind, draft)?
            };
            let name = name_of(&name, kind.suffix);
            found.push(Part { path: path.clone(), name, export: (*export).to_owned(), details });
        }
        let mut unread = |name: &str, export: &str| {
            let (name, export) = (name_of(name, kind.suffix), export.to_owned());
            found.push(Part { path: path.clone(), name, export, details: Details::default() });
        };
        if objects.is_empty() && is_named {
            let export = if let [(only, _)] = exports.as_slice() { only } else { "default" };
            unread(stem, export);
        } else if kind.is_known_by_name && is_in_folder {
            for (export, value) in &exports {
                let is_call = matches!(script.resolved(value), Expression::CallExpression(_));
                if is_call && kind.is_name(export) && !kind.is_general(export) {
                    unread(export, export);
                }
            }
        }
    }
    Ok(found)
}

/// Whether an exported object outside the folder of its kind is a part.
fn is_part<'a>(script: &Script<'a>, export: &str, object: &'a ObjectExpression<'a>, kind: &PartKind) -> bool {
    kind.is_name(export)
        || id_of(script, object).is_some_and(|(id, _)| kind.is_name(&id))
        || script
            .property(object, "type")
            .is_some_and(|of| script.slice(of.value.span()).starts_with(CARTOS_TYPES))
}

/// Returns the name of a part whose file and export have general names: that by which another module exports it, or its ID, or
/// the name of its folder.
fn general_name(
    path: &str,
    export: &str,
    details: &Details,
    kind: &PartKind,
    draft: &mut Draft<'_>,
) -> Result<String> {
    let resolver = Resolver::of(draft)?;
    for other in modules_below("src", draft)? {
        let Ok(Some(text)) = draft.text(&other) else { continue };
        if !text.contains(" as ") {
            continue;
        }
        let arena = Allocator::default();
        let Ok(script) = Script::parse(&arena, &other, &text) else { continue };
        for statement in &script.program.body {
            let Statement::ExportFromDeclaration(again) = statement else { continue };
            let own = again.specifiers.iter().find(|each| {
                let exported = each.exported.name();
                each.local.name() == export && exported != "default" && !kind.is_general(&exported)
            });
            if let Some(own) = own
                && resolver.target(&again.source.value, &other) == Target::File(path.to_owned())
            {
                return Ok(own.exported.name().to_string());
            }
        }
    }
    if let Some((id, _)) = &details.id
        && PartName::parse(id, kind.suffix).is_ok()
    {
        return Ok(id.clone());
    }
    // The folder of `roads/source.ts`, and that of `roads/source/index.ts`.
    let stem = module_stem(path);
    let folder = stem.rsplit('/').nth(1).unwrap_or(stem);
    Ok(folder.to_owned())
}

/// Returns the name that modules use for a part in a file: `roadsSource` for `roads`, `RoadsSource`, `roads-source` and
/// `roadssource`.
fn name_of(stem: &str, kind: &str) -> String {
    match PartName::parse(without_suffix(stem, kind).unwrap_or(stem), kind) {
        Ok(name) => format!("{name}{kind}"),
        Err(_) => stem.to_owned(),
    }
}

/// Returns a name without the suffix of its kind, in any case.
fn without_suffix<'n>(name: &'n str, suffix: &str) -> Option<&'n str> {
    let (start, end) = name.split_at_checked(name.len().checked_sub(suffix.len())?)?;
    (end.eq_ignore_ascii_case(suffix) && !start.is_empty()).then_some(start)
}
