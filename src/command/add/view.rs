use oxc_ast::ast::Expression;
use serde_json::json;

use super::Added;
use super::args::ViewArgs;
use super::essence::{essence_of, essence_of_expression, has_text};
use super::inputs::{Inputs, Prompt};
use super::site::{Needed, Paste, Site, statement};
use crate::app::git::Git;
use crate::app::logins::{PAGE_MESSAGE, WIDGETS};
use crate::app::routes::{Routes, View, is_same_path, routes};
use crate::app::specifiers::specifier;
use crate::app::survey::Survey;
use crate::app::{ROUTES, VIEWS, module_stem};
use crate::code::edit::{add_import, insert_element};
use crate::code::{Script, Style, doc, place, unwrapped};
use crate::error::{Error, Kind, Result};
use crate::spec::{Invalid, PartName, RoutePath, Title};

/// Components that views import.
const SHOWN: [&str; 4] = ["AggregationTypes", "MapLayer", "OAuthLogin", "ViewPanel"];

/// Adds a view: its file, its route and its menu entry.
pub fn add(args: &ViewArgs, site: &mut Site<'_>, inputs: &mut Inputs<'_>) -> Result<Added> {
    let has_login = site.has_login()?;
    // If the list of views can't be read, `route` later shows what to paste.
    let routes = routes(&mut site.draft)?;
    let prompt = Prompt { flag: "NAME", question: "Name of the view", example: "roads", ..Prompt::default() };
    let parse = |text: &str| {
        let name = site.name(text, "View", file_of)?;
        let pascal = name.pascal();
        if SHOWN.iter().chain(&WIDGETS).any(|shown| *shown == pascal) {
            let refusal = Invalid::new("is the name of a component that views import");
            return Err(refusal.suggest(format!("my{}", name.pascal())));
        }
        Ok(name)
    };
    let name = inputs.text(&prompt, args.name.as_deref(), parse)?;
    let file = name.as_ref().map(|name| site.draft.module_or(&file_of(name))).transpose()?;
    let prompt = Prompt {
        flag: "--path",
        question: "Path",
        default: Some(name.as_ref().map_or_else(String::new, PartName::kebab)),
        ..Prompt::default()
    };
    let free = |text: &str| {
        let path: RoutePath = text.parse()?;
        let list = routes.as_ref();
        let is_here = |route: Option<&str>| route.is_some_and(|route| is_same_path(route, path.as_str()));
        let is_own =
            |view: &View| is_here(view.route.as_deref()) && file.as_ref().is_some_and(|file| view.is(file));
        let is_known = list.is_some_and(|list| list.has(path.as_str()));
        if is_known && !list.is_some_and(|list| list.views.iter().any(is_own)) {
            return Err(Invalid::new("is the path of another view").suggest(another(path.as_str())));
        }
        Ok(path)
    };
    let path = if name.is_some() { inputs.text(&prompt, args.path.as_deref(), free)? } else { None };
    let prompt = Prompt {
        flag: "--title",
        question: "Title",
        default: Some(name.as_ref().map_or_else(String::new, PartName::title)),
        ..Prompt::default()
    };
    let title =
        if name.is_some() { inputs.text(&prompt, args.title.as_deref(), str::parse::<Title>)? } else { None };
    let prompt = Prompt { flag: "--menu", question: "Show it in the menu?", ..Prompt::default() };
    // The menu can't link to a path with a parameter.
    let has_parameter = path.as_ref().is_some_and(|path| path.as_str().contains(':'));
    let menu = switch(args.menu.as_deref(), args.no_menu);
    let in_menu = if has_parameter {
        if menu.is_some_and(|menu| crate::spec::parse_switch(menu) != Ok(false)) {
            let refusal = Invalid::new("is not possible, because this path has a parameter");
            inputs.refuse("--menu", menu, refusal.suggest("--no-menu"));
        }
        false
    } else {
        inputs.confirm(&prompt, menu, true)?
    };
    let login = switch(args.login.as_deref(), args.no_login);
    let is_private = if has_login {
        let prompt =
            Prompt { flag: "--login", question: "Only for users who are logged in?", ..Prompt::default() };
        inputs.confirm(&prompt, login, false)?
    } else {
        if login.is_some_and(|login| crate::spec::parse_switch(login) != Ok(false)) {
            let refusal = Invalid::new("needs a login, which an application with an API key does not have");
            inputs.refuse("--login", login, refusal.suggest("leave it out, or: carto-app auth use oauth"));
        }
        false
    };
    inputs.close()?;
    let (Some(name), Some(file), Some(path), Some(title)) = (name, file, path, title) else {
        return Ok(Added::new("nothing"));
    };

    let context = json!({
        "Component": name.pascal(),
        "login": is_private,
        "returned": returned(title.as_str(), is_private),
    });
    let mut added = Added::new(format!("the view {}", name.pascal()));
    let is_routed = routes.iter().flat_map(|list| &list.views).any(|view| view.is(&file));
    let text = site.piece("view.jsx", context, &file)?;
    if create(&name, &file, &text, is_routed, is_private, site)? {
        added.warnings.push(format!("{file} already exists and stays as it is."));
    }
    route(routes.as_ref(), &file, path.as_str(), in_menu.then(|| title.as_str()), site)?;
    added.next.push(format!("carto-app add layer NAME --source SOURCE --view {}", name.pascal()));
    Ok(added)
}

/// Returns a similar path that the router distinguishes from this one.
fn another(path: &str) -> String {
    match path.split_once("/:") {
        Some((fixed, parameters)) => format!("{fixed}-2/:{parameters}"),
        None if path.starts_with(':') => format!("other/{path}"),
        None => format!("{path}-2"),
    }
}

/// Creates the file. An existing view that was edited stays, if it has the requested route and login; without a route, it gets
/// one. Returns whether such a view had no route.
fn create(
    name: &PartName,
    file: &str,
    text: &str,
    is_routed: bool,
    is_private: bool,
    site: &mut Site<'_>,
) -> Result<bool> {
    if let Some(own) = site.draft.text(file)? {
        let arena = oxc_allocator::Allocator::default();
        let script = Script::parse(&arena, &site.draft.project().name_of(file), &own)?;
        let is_kept = if is_routed {
            !is_private || script.import("OAuthLogin").is_some()
        } else {
            // A component that another module uses, such as the login, is not a page.
            !is_used(file, site)?
        };
        if is_kept {
            return Ok(!is_routed);
        }
    }
    site.create(file, text, name).map(|()| false)
}

fn file_of(name: &PartName) -> String {
    format!("{VIEWS}/{}.jsx", name.pascal())
}

/// Whether a module other than the list of routes imports the view, or may import it.
fn is_used(file: &str, site: &mut Site<'_>) -> Result<bool> {
    let survey = Survey::of(&mut site.draft, Git::default())?;
    Ok(survey.importers(file).any(|other| module_stem(other) != module_stem(ROUTES)))
}

/// Returns the value of `--x`, `--x=false` or `--no-x`.
pub fn switch(given: Option<&str>, no: bool) -> Option<&str> {
    if no { Some("false") } else { given }
}

/// Returns what the view returns.
fn returned(title: &str, is_private: bool) -> String {
    let style = Style::OURS;
    let attribute = doc::text_attribute("title", title, &style);
    if !is_private {
        let element = doc::element("ViewPanel", vec![attribute], Vec::new(), &style);
        let flat = doc::print(&element, &style, 1, "  return ".len(), 1);
        if !flat.contains('\n') {
            return flat;
        }
        return format!("(\n    {}\n  )", doc::print(&element, &style, 2, 4, 0));
    }
    let message = doc::text_attribute("message", PAGE_MESSAGE, &style);
    let login = doc::element("OAuthLogin", vec![message], Vec::new(), &style);
    let panel = doc::element("ViewPanel", vec![attribute], vec![login], &style);
    format!("(\n    {}\n  )", doc::print(&panel, &style, 2, 4, 0))
}

/// Adds the view to the list of routes, unless it is listed.
fn route(
    routes: Option<&Routes>,
    file: &str,
    path: &str,
    title: Option<&str>,
    site: &mut Site<'_>,
) -> Result<()> {
    let style = site.style;
    let list = site.draft.module_or(ROUTES)?;
    let shown = site.draft.project().name_of(&list);
    let module = specifier(file);
    let mut views = routes.iter().flat_map(|routes| &routes.views);
    if let Some(listed) = views.find(|view| view.is(file)) {
        let is_same = listed.route.as_deref().is_none_or(|route| route == path);
        if is_same && listed.title.as_deref() == title {
            return Ok(());
        }
        let what = format!("{shown} already has {module}, at {}", listed.place());
        return Err(
            Error::new(Kind::Conflict, what).with_hint(format!("change it in {shown}, or take another name"))
        );
    }
    let mut members = vec![("path".to_owned(), doc::string(path, &style))];
    members.extend(title.map(|title| ("title".to_owned(), doc::string(title, &style))));
    let lazy = doc::concat([doc::text("lazy(() => import("), doc::string(module, &style), doc::text("))")]);
    members.push(("View".to_owned(), lazy));
    let element = doc::object(members, &style);
    site.draft.edit(&list, |script, splices| {
        let paste = || {
            let lazy = Needed { imported: "lazy", local: "lazy", source: "react" };
            let printed = format!("{},", doc::print(&element, &style, 0, 0, 1));
            let lines = printed.lines().map(str::to_owned).collect();
            let top = vec![statement(&lazy, &style)];
            Paste { what: "the view", top, place: "among the views", lines }
        };
        let found = script.at(&["views"]).map(unwrapped);
        let (Some(Expression::ArrayExpression(array)), Some(routes)) = (found, routes) else {
            return if has_text(script, module) { Ok(()) } else { Err(paste().refusal(&shown)) };
        };
        if routes.paths.contains(&None) {
            // The new path may belong to another view.
            let why = format!("not every path in {shown} can be read, so a view may already have {path}");
            return if has_text(script, module) {
                Ok(())
            } else {
                Err(paste().refusal_because(&shown, &why))
            };
        }
        let wanted = essence_of_expression(&doc::print(&element, &style, 0, 0, 0));
        if array.elements.iter().any(|each| essence_of(script, place(each)) == wanted) {
            return Ok(());
        }
        add_import(script, "lazy", "lazy", "react", &style, splices)
            .filter(|name| name == "lazy")
            .ok_or_else(|| paste().refusal(&shown))?;
        // The first view is the start page and stays first; the one for every other path stays last.
        let before = routes.paths.iter().rposition(|route| route.as_deref() != Some("*"));
        let at = before.map_or(array.elements.len(), |before| before + 1);
        insert_element(script, array, at, &element, None, &style, splices);
        Ok(())
    })
}
