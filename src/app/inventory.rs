//! What an application consists of: its sources, layers and views.

use oxc_allocator::Allocator;
use oxc_ast::ast::{Expression, ImportExpression};
use oxc_ast_visit::Visit;

use super::{Draft, PROGRAMS};
use crate::code::{Script, unwrapped};
use crate::error::Result;

/// Where sources, layers, views and routes stand.
pub const SOURCES: &str = "src/data/sources";
/// Where an application asks CARTO something.
pub const MODELS: &str = "src/data/models";
/// Layers.
pub const LAYERS: &str = "src/components/layers";
/// Views.
pub const VIEWS: &str = "src/components/views";
/// The views with their routes.
pub const ROUTES: &str = "src/routes.jsx";

/// A source of the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its file.
    pub path: String,
    /// What modules call it: `roadsSource`.
    pub name: String,
    /// Its query or tileset, where that is written down.
    pub data: Option<String>,
    /// The line of that.
    pub line: usize,
    /// Whether `data` is a tileset.
    pub is_tileset: bool,
    /// Whether it carries credentials of its own; one without is read with those of whoever is logged in, in an OAuth
    /// application, and else with the application's.
    pub has_credentials: bool,
}

/// A layer of the application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// Its file.
    pub path: String,
    /// What modules call it: `roadsLayer`.
    pub name: String,
}

/// A view with its route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Its route, without the slash before it.
    pub route: String,
    /// Its title in the menu.
    pub title: Option<String>,
    /// The module that it is, as `src/routes.jsx` names it: `components/views/Roads`.
    pub module: String,
    /// Its file, where there is one.
    pub path: Option<String>,
}

impl View {
    /// What modules call it: `Roads`.
    pub fn name(&self) -> &str {
        let name = self.module.rsplit('/').next().unwrap_or(&self.module);
        name.trim_end_matches(".jsx").trim_end_matches(".js")
    }
}

/// The sources that the application has; modules that can't be read are passed over.
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

/// The layers that the application has; modules that can't be read are passed over.
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

/// The views that the application has, in the order of their routes. None where the list of routes can't be found.
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

/// What an import names, as the file that it is: `components/views/Roads` is `src/components/views/Roads.jsx`.
pub fn file_of(module: &str, files: &[String]) -> Option<String> {
    let module = module.trim_start_matches("./");
    let endings = ["", ".jsx", ".js", "/index.js", "/index.jsx"];
    let candidates = endings.iter().map(|ending| format!("src/{module}{ending}"));
    candidates.into_iter().find(|path| files.contains(path))
}

/// The module that a value is: imported, or by `lazy(() => import('…'))`.
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

/// What modules call a default export: its own name, or else the name of the file.
fn name_of(expression: &Expression<'_>, path: &str) -> String {
    if let Expression::Identifier(name) = expression {
        return name.name.to_string();
    }
    let stem = path.rsplit('/').next().unwrap_or(path).split('.').next().unwrap_or_default();
    let mut characters = stem.chars();
    characters.next().map_or(String::new(), |first| first.to_lowercase().chain(characters).collect())
}

/// What each module of a folder is, tests left out.
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
