//! The parts of an application: its sources, layers and views. A part is identified by its file, regardless of the names
//! inside; anything unreadable in it is unknown.

use oxc_allocator::Allocator;
use oxc_ast::ast::{Expression, ImportExpression, ObjectExpression};
use oxc_ast_visit::Visit;
use oxc_span::GetSpan;

use super::folders::{IMPORTABLE, LAYERS, ROUTES, SOURCES};
use super::imports::{Resolver, Target, modules_below};
use super::{Draft, module_stem};
use crate::code::{Script, key_of, unwrapped};
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

/// A view with its route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The route, without the leading slash; `None` if it can't be read.
    pub route: Option<String>,
    /// The title in the menu.
    pub title: Option<String>,
    /// The module as `src/routes.jsx` imports it: `components/views/Roads`.
    pub module: String,
    /// The path of its file, if it exists.
    pub path: Option<String>,
}

/// The list of routes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Routes {
    /// The views whose modules can be read, in the order of the list.
    pub views: Vec<View>,
    /// The route of each entry in the list; `None` if it can't be read.
    pub paths: Vec<Option<String>>,
}

impl View {
    /// The name that modules use: `Roads`.
    pub fn name(&self) -> &str {
        let stem = module_stem(&self.module);
        stem.rsplit('/').next().unwrap_or(stem)
    }

    /// Whether its module is this file, which may not exist yet.
    pub fn is(&self, file: &str) -> bool {
        match &self.path {
            Some(path) => path == file,
            None => module_stem(&self.module).ends_with(specifier(file)),
        }
    }

    /// Where it is, for people: its route, or else its file.
    pub fn place(&self) -> String {
        match (&self.route, &self.path) {
            (Some(route), _) => format!("/{route}"),
            (None, Some(path)) => path.clone(),
            (None, None) => self.module.clone(),
        }
    }
}

impl Routes {
    /// Whether every route and every view could be read.
    pub fn is_whole(&self) -> bool {
        self.paths.iter().all(Option::is_some) && self.views.len() == self.paths.len()
    }
}

/// Returns the specifier by which other modules import a file: `data/sources/roadsSource`.
pub fn specifier(path: &str) -> &str {
    module_stem(path.strip_prefix("src/").unwrap_or(path))
}

/// Returns the specifier by which a certain module imports a file: relative if no alias leads to the file's folder.
pub fn specifier_in(importer: &str, path: &str) -> String {
    let plain = specifier(path);
    if IMPORTABLE.contains(&plain.split('/').next().unwrap_or_default()) {
        return plain.to_owned();
    }
    let from: Vec<&str> = importer.split('/').collect();
    let to: Vec<&str> = module_stem(path).split('/').collect();
    let folders = &from[..from.len() - 1];
    let common = folders.iter().zip(&to[..to.len() - 1]).take_while(|(one, other)| one == other).count();
    let ups = if common == folders.len() { "./".to_owned() } else { "../".repeat(folders.len() - common) };
    ups + &to[common..].join("/")
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

/// Returns the list of routes, or `None` if it can't be found.
///
/// # Errors
/// A file that can't be read.
pub fn routes(draft: &mut Draft<'_>) -> Result<Option<Routes>> {
    let list = draft.module_or(ROUTES)?;
    let Some(text) = draft.text(&list)? else { return Ok(None) };
    let resolver = Resolver::of(draft)?;
    let arena = Allocator::default();
    let Ok(script) = Script::parse(&arena, &list, &text) else { return Ok(None) };
    let Some(Expression::ArrayExpression(array)) = script.at(&["views"]).map(unwrapped) else {
        return Ok(None);
    };
    let mut routes = Routes::default();
    for element in &array.elements {
        let object = element.as_expression().and_then(|element| script.object(element));
        let Some(object) = object else {
            routes.paths.push(None);
            continue;
        };
        let text = |key: &str| {
            script.property(object, key).and_then(|found| script.string(&found.value)).map(|(text, _)| text)
        };
        let is_plain = object.properties.iter().all(|property| property.as_property().is_some())
            && script.property(object, "children").is_none();
        let is_index = script.property(object, "index").is_some();
        let route = text("path").or_else(|| is_index.then(String::new)).filter(|_| is_plain);
        let route = route.map(|route| route.trim_start_matches('/').to_owned());
        routes.paths.push(route.clone());
        let module = script.property(object, "View").and_then(|view| module_of(&script, &view.value));
        if let Some(module) = module {
            let path = match resolver.target(&module, &list) {
                Target::File(path) => Some(path),
                _ => None,
            };
            routes.views.push(View { route, title: text("title"), module, path });
        }
    }
    Ok(Some(routes))
}

/// Returns the module that a value comes from: by an import, or by `lazy(() => import('…'))`.
fn module_of<'a>(script: &Script<'a>, value: &'a Expression<'a>) -> Option<String> {
    struct Imported(Vec<Option<String>>);
    impl<'a> Visit<'a> for Imported {
        fn visit_import_expression(&mut self, import: &ImportExpression<'a>) {
            self.0.push(match &import.source {
                Expression::StringLiteral(source) => Some(source.value.to_string()),
                Expression::TemplateLiteral(source) if source.expressions.is_empty() => {
                    source.quasis.first().and_then(|only| only.value.cooked).map(|text| text.to_string())
                }
                _ => None,
            });
        }
    }
    let value = script.resolved(value);
    if let Expression::Identifier(name) = value {
        return script.import(&name.name).map(|import| import.source.to_owned());
    }
    let mut imported = Imported(Vec::new());
    imported.visit_expression(value);
    match imported.0.as_slice() {
        [only] => only.clone(),
        _ => None,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_without_an_alias_are_imported_relatively() {
        for (importer, path, expected) in [
            ("src/components/views/Kpi.jsx", "src/data/sources/kpiSource.js", "data/sources/kpiSource"),
            ("src/components/views/Kpi.jsx", "src/features/kpi/kpiSource.ts", "../../features/kpi/kpiSource"),
            ("src/features/kpi/Kpi.jsx", "src/features/kpi/kpiSource.ts", "./kpiSource"),
            ("src/features/kpi/Kpi.jsx", "src/features/kpi/source/index.ts", "./source"),
            ("src/features/kpi/Kpi.jsx", "src/features/roads/roadsSource.ts", "../roads/roadsSource"),
            ("src/Kpi.jsx", "src/roadsSource.ts", "./roadsSource"),
        ] {
            assert_eq!(specifier_in(importer, path), expected, "{importer} {path}");
        }
    }
}
