//! The views of an application, from its list of routes.

use oxc_allocator::Allocator;
use oxc_ast::ast::{BindingProperty, Expression, ImportExpression, StaticMemberExpression};
use oxc_ast_visit::{Visit, walk};

use super::folders::ROUTES;
use super::imports::{Resolver, Target};
use super::reexports::origin;
use super::specifiers::specifier;
use super::{Draft, module_stem};
use crate::code::{Script, unwrapped};
use crate::error::Result;

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
    /// The files of the views that stay while it is shown, because it is one of their `children`.
    pub parents: Vec<String>,
}

/// The list of routes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Routes {
    /// The views whose modules can be read, in the order of the list; the children of a view come after it.
    pub views: Vec<View>,
    /// The route of each entry in the list; `None` if it or one of its children can't be read.
    pub paths: Vec<Option<String>>,
    /// The routes of the children.
    pub nested: Vec<String>,
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
    /// Whether a view has this route, for the router.
    pub fn has(&self, route: &str) -> bool {
        self.paths.iter().flatten().chain(&self.nested).any(|known| is_same_path(known, route))
    }

    /// Whether every route and every view could be read.
    pub fn is_whole(&self) -> bool {
        self.paths.iter().all(Option::is_some) && self.views.len() == self.paths.len() + self.nested.len()
    }
}

/// Whether two paths are the same for the router, which distinguishes neither the names of parameters nor upper case.
pub fn is_same_path(one: &str, other: &str) -> bool {
    pattern(one) == pattern(other)
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
    let mut reader =
        Reader { script: &script, list: &list, resolver: &resolver, draft, routes: Routes::default() };
    for element in &array.elements {
        let route = reader.read(element.as_expression(), &Parent::default());
        reader.routes.paths.push(route);
    }
    Ok(Some(reader.routes))
}

/// What surrounds an entry in the list.
#[derive(Default)]
struct Parent {
    route: String,
    files: Vec<String>,
}

/// Reads the entries of a list.
struct Reader<'r, 'a, 'd, 'p> {
    script: &'r Script<'a>,
    /// The path of the module with the list.
    list: &'r str,
    resolver: &'r Resolver,
    draft: &'d mut Draft<'p>,
    routes: Routes,
}

impl<'a> Reader<'_, 'a, '_, '_> {
    /// Adds the view of an entry and those of its children. Returns its route, or `None` if one of them can't be read.
    fn read(&mut self, entry: Option<&'a Expression<'a>>, parent: &Parent) -> Option<String> {
        let script = self.script;
        let object = entry.and_then(|entry| script.object(entry))?;
        let text = |key: &str| {
            script.property(object, key).and_then(|found| script.string(&found.value)).map(|(text, _)| text)
        };
        let is_plain = object.properties.iter().all(|property| property.as_property().is_some());
        let is_index = script.property(object, "index").is_some();
        let own = text("path").or_else(|| is_index.then(String::new)).filter(|_| is_plain);
        let route = own.map(|own| parent.join(&own));
        let imported = script.property(object, "View").and_then(|view| imported_by(script, &view.value));
        let mut files = parent.files.clone();
        if let Some(Imported { module, names }) = imported {
            let (module, path) = self.found(module, &names);
            files.extend(path.clone());
            let parents = parent.files.clone();
            self.routes.views.push(View {
                route: route.clone(),
                title: text("title"),
                module,
                path,
                parents,
            });
        }
        let Some(children) = script.property(object, "children") else { return route };
        let Expression::ArrayExpression(children) = script.resolved(&children.value) else { return None };
        let inner = Parent { route: route.clone().unwrap_or_default(), files };
        let mut is_known = true;
        for child in &children.elements {
            let found = self.read(child.as_expression(), &inner);
            is_known &= found.is_some();
            self.routes.nested.extend(found);
        }
        route.filter(|_| is_known)
    }

    /// Returns the module of a view and its file: that of the declaration, as a list of views exports those of other modules.
    fn found(&mut self, module: String, names: &[String]) -> (String, Option<String>) {
        let Target::File(path) = self.resolver.target(&module, self.list) else { return (module, None) };
        let found = names.iter().find_map(|name| origin(&path, name, self.resolver, self.draft));
        match found.map(|found| found.path).filter(|found| *found != path) {
            Some(found) => (specifier(&found).to_owned(), Some(found)),
            None => (module, Some(path)),
        }
    }
}

impl Parent {
    /// Returns the route of a child, which is absolute if it begins with a slash.
    fn join(&self, path: &str) -> String {
        match path.strip_prefix('/') {
            Some(path) => path.to_owned(),
            None if self.route.is_empty() || path.is_empty() => format!("{}{path}", self.route),
            None => format!("{}/{path}", self.route),
        }
    }
}

/// What a value is imported from.
struct Imported {
    module: String,
    /// The names that it may have in the module.
    names: Vec<String>,
}

/// Returns what a value comes from: an import, or `lazy(() => import('…'))`, which may take a name from the module.
fn imported_by<'a>(script: &Script<'a>, value: &'a Expression<'a>) -> Option<Imported> {
    #[derive(Default)]
    struct Imports {
        modules: Vec<Option<String>>,
        names: Vec<String>,
    }
    impl<'a> Visit<'a> for Imports {
        fn visit_import_expression(&mut self, import: &ImportExpression<'a>) {
            self.modules.push(match &import.source {
                Expression::StringLiteral(source) => Some(source.value.to_string()),
                Expression::TemplateLiteral(source) if source.expressions.is_empty() => {
                    source.quasis.first().and_then(|only| only.value.cooked).map(|text| text.to_string())
                }
                _ => None,
            });
        }

        fn visit_static_member_expression(&mut self, member: &StaticMemberExpression<'a>) {
            self.names.push(member.property.name.to_string());
            walk::walk_static_member_expression(self, member);
        }

        fn visit_binding_property(&mut self, property: &BindingProperty<'a>) {
            self.names.extend(property.key.static_name().map(|name| name.to_string()));
            walk::walk_binding_property(self, property);
        }
    }
    let value = script.resolved(value);
    if let Expression::Identifier(name) = value {
        let import = script.import(&name.name)?;
        return Some(Imported { module: import.source.to_owned(), names: vec![import.imported.to_owned()] });
    }
    let mut imports = Imports::default();
    imports.visit_expression(value);
    imports.names.push("default".to_owned());
    match imports.modules.as_slice() {
        [only] => Some(Imported { module: only.clone()?, names: imports.names }),
        _ => None,
    }
}

/// Returns a path without what makes no difference to the router: the names of its parameters, and upper case.
fn pattern(path: &str) -> String {
    let part = |part: &str| match part.strip_prefix(':') {
        Some(name) if name.ends_with('?') => ":?".to_owned(),
        Some(_) => ":".to_owned(),
        None => part.to_lowercase(),
    };
    path.trim_matches('/').split('/').map(part).collect::<Vec<_>>().join("/")
}
