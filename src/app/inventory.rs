//! The parts of an application: its sources, layers and views.

use oxc_allocator::Allocator;
use oxc_ast::ast::{Expression, ImportExpression};
use oxc_ast_visit::Visit;

use super::{Draft, PROGRAMS};
use crate::code::{Script, unwrapped};
use crate::error::Result;

/// The folder of the sources.
pub const SOURCES: &str = "src/data/sources";
/// The folder of the models, which query CARTO.
pub const MODELS: &str = "src/data/models";
/// The folder of the layers.
pub const LAYERS: &str = "src/components/layers";
/// The folder of the views.
pub const VIEWS: &str = "src/components/views";
/// The module with the routes of the views.
pub const ROUTES: &str = "src/routes.jsx";

/// A source of the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path of its file.
    pub path: String,
    /// The name that modules use: `roadsSource`.
    pub name: String,
    /// The query or tileset, if it is a literal.
    pub data: Option<String>,
    /// The line of `data`.
    pub line: usize,
    /// Whether `data` is a tileset.
    pub is_tileset: bool,
    /// Whether the source has its own credentials. Otherwise, it is read with those of the logged-in user in an OAuth
    /// application, or else with the application's.
    pub has_credentials: bool,
}

/// A layer of the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// The path of its file.
    pub path: String,
    /// The name that modules use: `roadsLayer`.
    pub name: String,
}

/// A view with its route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The route, without the leading slash.
    pub route: String,
    /// The title in the menu.
    pub title: Option<String>,
    /// The module as `src/routes.jsx` imports it: `components/views/Roads`.
    pub module: String,
    /// The path of its file, if it exists.
    pub path: Option<String>,
}

impl View {
    /// The name that modules use: `Roads`.
    pub fn name(&self) -> &str {
        let name = self.module.rsplit('/').next().unwrap_or(&self.module);
        name.trim_end_matches(".jsx").trim_end_matches(".js")
    }
}

/// Returns the application's sources; modules that can't be parsed are skipped.
///
/// # Errors
/// A folder that can't be read.
pub fn sources(draft: &mut Draft<'_>) -> Result<Vec<Source>> {
    modules(draft, SOURCES, |path, script| {
        let expression = script.default_expression()?;
        let object = script.object(expression)?;
        let data = script.property(object, "data")?;
        let type_of =
            script.property(object, "type").map(|kind| script.slice(oxc_span::GetSpan::span(&kind.value)));
        Some(Source {
            name: name_of(expression, path),
            data: script.string(&data.value).map(|(text, _)| text),
            line: script.line(oxc_span::GetSpan::span(&data.value).start),
            is_tileset: type_of.is_some_and(|kind| kind.to_lowercase().contains("tileset")),
            has_credentials: script.property(object, "credentials").is_some(),
            path: path.to_owned(),
        })
    })
}

/// Returns the application's layers; modules that can't be parsed are skipped.
///
/// # Errors
/// A folder that can't be read.
pub fn layers(draft: &mut Draft<'_>) -> Result<Vec<Layer>> {
    modules(draft, LAYERS, |path, script| {
        let expression = script.default_expression()?;
        let object = script.object(expression)?;
        script.property(object, "create")?;
        Some(Layer { name: name_of(expression, path), path: path.to_owned() })
    })
}

/// Returns the application's views, in the order of their routes, or `None` if the list of routes can't be found.
///
/// # Errors
/// A file that can't be read.
pub fn views(draft: &mut Draft<'_>) -> Result<Option<Vec<View>>> {
    let Some(text) = draft.text(ROUTES)? else { return Ok(None) };
    let files = draft.below("src")?;
    let arena = Allocator::default();
    let Ok(script) = Script::parse(&arena, ROUTES, &text) else { return Ok(None) };
    let Some(Expression::ArrayExpression(list)) = script.at(&["views"]).map(unwrapped) else {
        return Ok(None);
    };
    let views = list.elements.iter().filter_map(|element| {
        let object = script.object(element.as_expression()?)?;
        let text = |key: &str| script.property(object, key).and_then(|found| script.string(&found.value));
        let module = module_of(&script, &script.property(object, "View")?.value)?;
        Some(View {
            route: text("path")?.0,
            title: text("title").map(|(title, _)| title),
            path: file_of(&module, &files),
            module,
        })
    });
    Ok(Some(views.collect()))
}

/// Returns the file that an import refers to: `components/views/Roads` is `src/components/views/Roads.jsx`.
pub fn file_of(module: &str, files: &[String]) -> Option<String> {
    let module = module.trim_start_matches("./");
    let endings = ["", ".jsx", ".js", "/index.js", "/index.jsx"];
    let candidates = endings.iter().map(|ending| format!("src/{module}{ending}"));
    candidates.into_iter().find(|path| files.contains(path))
}

/// Returns the module that a value comes from: by an import, or by `lazy(() => import('…'))`.
fn module_of<'a>(script: &Script<'a>, value: &'a Expression<'a>) -> Option<String> {
    struct Imported(Option<String>);
    impl<'a> Visit<'a> for Imported {
        fn visit_import_expression(&mut self, import: &ImportExpression<'a>) {
            if let Expression::StringLiteral(source) = &import.source {
                self.0 = Some(source.value.to_string());
            }
        }
    }
    let value = script.resolved(value);
    if let Expression::Identifier(name) = value {
        return script.import(&name.name).map(|import| import.source.to_owned());
    }
    let mut imported = Imported(None);
    imported.visit_expression(value);
    imported.0
}

/// Returns the name that modules use for a default export: its own, or else that of the file.
fn name_of(expression: &Expression<'_>, path: &str) -> String {
    if let Expression::Identifier(name) = expression {
        return name.name.to_string();
    }
    let stem = path.rsplit('/').next().unwrap_or(path).split('.').next().unwrap_or_default();
    let mut characters = stem.chars();
    characters.next().map_or(String::new(), |first| first.to_lowercase().chain(characters).collect())
}

/// Maps each module of a folder, except for tests.
fn modules<T>(
    draft: &mut Draft<'_>,
    folder: &str,
    look: impl for<'s> Fn(&str, &'s Script<'s>) -> Option<T>,
) -> Result<Vec<T>> {
    let mut found = Vec::new();
    for path in draft.below(folder)? {
        let is_program = PROGRAMS.iter().any(|ending| path.ends_with(ending));
        if !is_program || path.contains(".test.") {
            continue;
        }
        let Ok(Some(text)) = draft.text(&path) else { continue };
        let arena = Allocator::default();
        let Ok(script) = Script::parse(&arena, &path, &text) else { continue };
        found.extend(look(&path, &script));
    }
    Ok(found)
}
