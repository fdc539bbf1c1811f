//! The application that a part is added to, with operations for every kind of part.

use serde_json::Value;

use super::drawn::shown_pairs;
use super::essence::{essence, has_element};
use crate::app::imports::{Resolver, Target, modules_below};
use crate::app::inventory::{module_with_layer, module_with_source};
pub use crate::app::logins::DATA_MESSAGE;
use crate::app::logins::WIDGETS;
use crate::app::reexports::origin;
use crate::app::routes::{Routes, View, routes};
use crate::app::specifiers::specifier;
use crate::app::{Draft, LAYERS, MODELS, Project, ROUTES, SOURCES, VIEWS, is_program, module_stem, style};
use crate::code::edit::{add_constant, add_import};
use crate::code::{Doc, Markup, Script, Splices, Style, append_child, doc};
use crate::error::{Conflict, Error, FileKind, Kind, Problem, Result};
use crate::spec::{ApiKey, AppSpec, Auth, AuthorizeUrl, Invalid, Language, OAuth, PartName, Scopes};
use crate::template;

/// The modules with types that code in TypeScript may import, each as its import and its path.
const TYPES: [(&str, &str); 2] = [
    ("'data/source'", "src/data/source.ts"),
    ("'./layerDefinition'", "src/components/layers/layerDefinition.ts"),
];

/// The application that a part is added to.
pub struct Site<'p> {
    /// Its files, with the changes so far.
    pub draft: Draft<'p>,
    /// Its code style.
    pub style: Style,
}

/// The views of the application.
pub struct Views {
    /// Each view that has a file.
    pub list: Vec<View>,
    /// Whether the list of routes could be read, so that there are no other views and every route is known.
    pub is_whole: bool,
}

/// The source of an element in a view.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// The name of its source.
    pub source: &'a str,
    /// Whether only users who are logged in can see it.
    pub needs_login: bool,
}

/// A name that a module imports.
pub struct Needed<'a> {
    /// Its exported name, "default" for a default import.
    pub imported: &'a str,
    /// Its local name.
    pub local: &'a str,
    /// The module.
    pub source: &'a str,
}

impl<'p> Site<'p> {
    /// Reads the application from disk.
    ///
    /// # Errors
    /// Settings can't be read.
    pub fn of(project: &'p Project) -> Result<Self> {
        let mut draft = Draft::of(project);
        let style = style(&mut draft)?;
        Ok(Self { draft, style })
    }

    /// Whether the application has a login.
    ///
    /// # Errors
    /// A folder can't be read.
    pub fn has_login(&self) -> Result<bool> {
        Ok(self.draft.module("src/components/common/OAuthLogin.jsx")?.is_some())
    }

    /// Parses the name of a part with the suffix of its kind; `path` returns its file.
    ///
    /// # Errors
    /// The name is invalid, or the application has a file of this name after `carto-app auth use` with another mode.
    pub fn name(
        &self,
        text: &str,
        suffix: &str,
        path: impl Fn(&PartName) -> String,
    ) -> std::result::Result<PartName, Invalid> {
        let name = PartName::parse(text, suffix)?;
        let path = path(&name);
        // An existing file is reported as a conflict later.
        let is_free = self.file_like(&path).is_ok_and(|found| found.is_none());
        match self.other_mode_with(&path).filter(|_| is_free) {
            Some(mode) => {
                let kind = suffix.to_lowercase();
                let why = Invalid::new(format!("is the name of a {kind} in applications with {mode}"));
                Err(why.suggest(format!("my{}", name.pascal())))
            }
            None => Ok(name),
        }
    }

    /// Returns another mode in which the application would have this file, which it does not have in its own mode.
    fn other_mode_with(&self, path: &str) -> Option<&'static str> {
        let spec = &self.draft.project().spec;
        let language = self.draft.language(path).ok()?;
        let path = language.module(path);
        let has = |auth: Auth| {
            template::has_file(&AppSpec { language, auth, ..spec.clone() }, &path).unwrap_or(false)
        };
        let oauth = OAuth {
            client_id: None,
            scopes: Scopes::default(),
            force_login: false,
            authorize_url: AuthorizeUrl::carto(),
        };
        let modes = [
            ("a login", Auth::OAuth(oauth)),
            ("an API key", Auth::ApiKey(ApiKey::Public)),
            ("a private API key", Auth::ApiKey(ApiKey::Elsewhere)),
        ];
        let (mode, _) = modes.into_iter().find(|(_, auth)| has(auth.clone()))?;
        (!has(spec.auth.clone())).then_some(mode)
    }

    /// Renders a template of `templates/add` in the language of a new module at `path`; both names are those in JavaScript.
    ///
    /// # Errors
    /// Bugs in the template, and a folder that can't be read.
    pub fn piece(&self, name: &str, context: Value, path: &str) -> Result<String> {
        template::piece(self.draft.language(path)?, name, context)
    }

    /// Adds a file from a template of `templates/add`, as [`Self::piece`] and [`Self::create`] do.
    ///
    /// # Errors
    /// As for these two.
    pub fn create_from(&mut self, template: &str, context: Value, path: &str, name: &PartName) -> Result<()> {
        let text = self.piece(template, context, path)?;
        self.create(path, &text, name)
    }

    /// Adds a file, unless it exists with the same code. Its path is given as in JavaScript. A conflict suggests a name similar to
    /// `name`.
    ///
    /// # Errors
    /// The file exists with other code.
    pub fn create(&mut self, path: &str, text: &str, name: &PartName) -> Result<()> {
        let language = self.draft.language(path)?;
        for (specifier, module) in TYPES {
            if language == Language::TypeScript && text.contains(specifier) {
                self.ensure_file_in(language, module)?;
            }
        }
        self.put(&language.module(path), text, name)
    }

    fn put(&mut self, path: &str, text: &str, name: &PartName) -> Result<()> {
        let Some(existing) = self.conflicting(path)? else {
            if let Some(taken) = declared_twice(path, text)? {
                return Err(reserved(&taken, name, "the file itself imports"));
            }
            return self.draft.put(path, text);
        };
        let is_path = existing.eq_ignore_ascii_case(path);
        let same = is_path && self.draft.text(&existing)?.is_some_and(|own| essence(&own) == essence(text));
        if same {
            return Ok(());
        }
        let shown = self.draft.project().name_of(&existing);
        let new = self.draft.project().name_of(path);
        let own = module_stem(&existing).rsplit('/').next().unwrap_or_default();
        let what = match part_of(path) {
            _ if is_path => format!("{shown} already exists with other content"),
            Some((suffix, part)) if !is_part_name(own, &part, suffix) => {
                format!("{shown} already has {part}{suffix}; {new} would be a duplicate")
            }
            _ => format!("{shown} already exists; {new} would be a duplicate"),
        };
        let free = self.free(path, name)?;
        let mut error =
            Error::new(Kind::Conflict, what).with_hint(format!("take another name, such as {free}"));
        let (found, expected) = (FileKind::File, FileKind::File);
        error.conflicts = Box::new([Conflict { path: existing, found, expected, reason: None }]);
        Err(error)
    }

    /// Returns an existing file that conflicts with a new one: a file of the same name, or one that has a part of the same name.
    fn conflicting(&mut self, path: &str) -> Result<Option<String>> {
        if let Some(found) = self.file_like(path)? {
            return Ok(Some(found));
        }
        let Some((suffix, name)) = part_of(path) else { return Ok(None) };
        match suffix {
            "Source" => module_with_source(&name, &mut self.draft),
            "Layer" => module_with_layer(&name, &mut self.draft),
            "View" => {
                // The list of routes may not be readable; then the files alone count.
                let list = self.views().map(|views| views.list).unwrap_or_default();
                let is_it = |view: &View| is_part_name(view.name(), &name, suffix);
                Ok(list.into_iter().find(is_it).and_then(|view| view.path))
            }
            _ => Ok(None),
        }
    }

    /// Returns an existing file with the name of a new one: the same path in any case, the same module with another extension,
    /// or for sources, layers and models a module of the same name anywhere in `src`, or of the same name without its suffix in
    /// their folder.
    fn file_like(&self, path: &str) -> Result<Option<String>> {
        let module = self.draft.module(path)?;
        let (folder, stem) = module_stem(path).rsplit_once('/').unwrap_or(("", path));
        let Some((suffix, name)) = part_of(path).filter(|_| module.is_none() && folder != VIEWS) else {
            return Ok(module);
        };
        let is_named = |path: &String| {
            let own = module_stem(path).rsplit('/').next().unwrap_or_default();
            own.eq_ignore_ascii_case(stem)
                || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
                    && is_part_name(own, &name, suffix)
        };
        Ok(modules_below("src", &self.draft)?.into_iter().find(is_named))
    }

    /// Adds a file of the application's own template, unless it exists. Its path is given as in JavaScript.
    ///
    /// # Errors
    /// A folder can't be read.
    pub fn ensure_file(&mut self, path: &str) -> Result<()> {
        self.ensure_file_in(self.draft.language(path)?, path)
    }

    fn ensure_file_in(&mut self, language: Language, path: &str) -> Result<()> {
        if self.draft.module(path)?.is_some() {
            return Ok(());
        }
        let (spec, path) = (AppSpec { language, ..self.draft.project().spec.clone() }, language.module(path));
        if let Some(bytes) = template::file_of_example(&spec, &path)? {
            self.draft.put(&path, bytes)?;
        }
        Ok(())
    }

    /// Returns a similar name whose file does not exist.
    fn free(&mut self, path: &str, name: &PartName) -> Result<String> {
        for number in 2..100 {
            let other = format!("{name}{number}");
            let pascal = format!("{}{number}", name.pascal());
            let free = path.replace(&name.pascal(), &pascal).replace(name.camel(), &other);
            if self.conflicting(&free)?.is_none() {
                return Ok(other);
            }
        }
        Ok(format!("{name}New"))
    }

    /// Returns the views in the list of routes. If the list can't be read as a whole, all files in the folder of views count as
    /// views.
    ///
    /// # Errors
    /// The module of routes does not exist or is not valid JavaScript.
    pub fn views(&mut self) -> Result<Views> {
        let routes = routes(&mut self.draft)?;
        if routes.is_none() {
            // Fails if the module itself is the problem.
            let list = self.draft.module_or(ROUTES)?;
            self.draft.edit(&list, |_, _| Ok(()))?;
        }
        let is_whole = routes.as_ref().is_some_and(Routes::is_whole);
        let mut list = routes.unwrap_or_default().views;
        if !is_whole {
            for path in modules_below(VIEWS, &self.draft)? {
                if !list.iter().any(|view| view.path.as_deref() == Some(&path)) {
                    let module = specifier(&path).to_owned();
                    list.push(View {
                        route: None,
                        title: None,
                        module,
                        path: Some(path),
                        parents: Vec::new(),
                    });
                }
            }
        }
        list.retain(|view| view.path.is_some());
        Ok(Views { list, is_whole })
    }

    /// Returns the name by which a view imports something, or `needed.local` if it does not import it yet.
    ///
    /// # Errors
    /// The view can't be read.
    pub fn local(&mut self, view: &View, needed: &Needed<'_>) -> Result<String> {
        let path = view.path.as_deref().unwrap_or_default();
        Ok(self.imported_as(path, needed)?.unwrap_or_else(|| needed.local.to_owned()))
    }

    /// Returns the name by which a module imports something, also through a module that exports it again.
    fn imported_as(&mut self, path: &str, needed: &Needed<'_>) -> Result<Option<String>> {
        let resolver = Resolver::of(&mut self.draft)?;
        let text = self.draft.text(path)?.unwrap_or_default();
        let arena = oxc_allocator::Allocator::default();
        let script = Script::parse(&arena, &self.draft.project().name_of(path), &text)?;
        let mut declared = |name: &str, source: &str| match resolver.target(source, path) {
            Target::File(file) => origin(&file, name, &resolver, &mut self.draft),
            _ => None,
        };
        let wanted = declared(needed.imported, needed.source);
        let same = script.imports().into_iter().find(|import| {
            (import.source, import.imported) == (needed.source, needed.imported)
                || wanted.is_some() && declared(import.imported, import.source) == wanted
        });
        Ok(same.map(|import| import.local.to_owned()))
    }

    /// Returns the sources and layers that a view's module shows together, by their names in that module.
    ///
    /// # Errors
    /// The view can't be read.
    pub fn shown_in(&mut self, view: &View) -> Result<Vec<(String, String)>> {
        let Some(path) = &view.path else { return Ok(Vec::new()) };
        let text = self.draft.text(path)?.unwrap_or_default();
        let arena = oxc_allocator::Allocator::default();
        let script = Script::parse(&arena, &self.draft.project().name_of(path), &text)?;
        Ok(shown_pairs(&script))
    }

    /// Adds an element to a view with its imports and a constant, given as its name, the suffix of such names, and its
    /// statement. Changes nothing if the element exists.
    ///
    /// # Errors
    /// The view's file does not exist or can't be parsed, or no place for the element was found.
    pub fn attach(
        &mut self,
        view: &View,
        needed: &[Needed<'_>],
        constant: Option<(&str, &str, &str)>,
        about: About<'_>,
        child: &dyn Fn(&Script<'_>, &Style, bool) -> Doc,
    ) -> Result<()> {
        let Some(path) = view.path.clone() else {
            let module = &view.module;
            return Err(Error::new(Kind::Conflict, format!("the view {module} is not in src")));
        };
        let style = self.style;
        let shown = self.draft.project().name_of(&path);
        let login =
            Needed { imported: "default", local: "OAuthLogin", source: "components/common/OAuthLogin" };
        let imported_login = self.imported_as(&path, &login)?;
        let mut imported = Vec::new();
        for each in needed {
            imported.push(self.imported_as(&path, each)?);
        }
        self.draft.edit(&path, |script, splices| {
            let unplaced = || {
                let constant = constant.map(|(_, _, statement)| statement);
                element_to_paste(&child(script, &style, true), needed, constant, &style).refusal(&shown)
            };
            let plain = doc::print(&child(script, &style, true), &style, 0, 0, 0);
            if has_element(script, &plain) {
                return Ok(());
            }
            let parent = place_for(script, about).ok_or_else(unplaced)?;
            let is_private = script.is_within(&parent.place(), "OAuthLogin");
            let piece = child(script, &style, is_private);
            for (Needed { imported, local, source }, imported_name) in needed.iter().zip(&imported) {
                match imported_name
                    .clone()
                    .or_else(|| add_import(script, imported, local, source, &style, splices))
                {
                    Some(name) if name == *local => {}
                    Some(name) => {
                        let what = format!("imports {source} as {name}");
                        return Err(name_conflict(&shown, &what, &format!("rename it to {local} there")));
                    }
                    None => {
                        let what = format!("uses the name {local} for something else");
                        return Err(name_conflict(&shown, &what, "rename that"));
                    }
                }
            }
            if let Some((name, ending, statement)) = constant {
                if script.binding(name).is_some() {
                    let what = format!("already has another constant {name}");
                    return Err(name_conflict(&shown, &what, "take another name, or rename that constant"));
                }
                add_constant(script, name, ending, statement, splices);
            }
            if !is_private && doc::print(&piece, &style, 0, 0, 0).contains("<OAuthLogin") {
                imported_login
                    .clone()
                    .or_else(|| {
                        add_import(script, login.imported, login.local, login.source, &style, splices)
                    })
                    .filter(|local| local == login.local)
                    .ok_or_else(unplaced)?;
            }
            let own = order(&doc::print(&piece, &style, 0, 0, 0));
            let follows = |other: &str| order(other) > own && order(other).0 < 2;
            append_child(script, parent, &piece, &follows, &style, splices);
            Ok(())
        })
    }
}

impl Views {
    /// Finds the views with this name, route or title, in any case.
    pub fn find(&self, name: &str) -> Vec<&View> {
        let plain = |text: &str| {
            let text: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
            text.to_lowercase()
        };
        let wanted = plain(name);
        let matching = |ending: &str| -> Vec<&View> {
            let matches = |view: &&View| {
                let names = [Some(view.name()), view.route.as_deref(), view.title.as_deref()];
                names.into_iter().flatten().any(|own| plain(own) + ending == wanted)
            };
            self.list.iter().filter(matches).collect()
        };
        let exact = matching("");
        if exact.is_empty() { matching("view") } else { exact }
    }
}

/// Returns the suffix and the name of the part that a new file will have.
fn part_of(path: &str) -> Option<(&'static str, PartName)> {
    let (folder, stem) = module_stem(path).rsplit_once('/')?;
    let kinds = [(SOURCES, "Source"), (LAYERS, "Layer"), (MODELS, "Model"), (VIEWS, "View")];
    let (_, suffix) = kinds.into_iter().find(|(own, _)| *own == folder)?;
    Some((suffix, PartName::parse(stem, suffix).ok()?))
}

/// Whether a file's or a view's name is that of a part, in any case, with or without its suffix.
fn is_part_name(stem: &str, name: &PartName, suffix: &str) -> bool {
    PartName::parse(stem, suffix).is_ok_and(|own| own.camel().eq_ignore_ascii_case(name.camel()))
}

/// Wraps an element in the login, unless its data is public or the place is already inside a login.
pub fn behind_login(shown: Doc, needs_login: bool, is_private: bool, style: &Style) -> Doc {
    if !needs_login || is_private {
        return shown;
    }
    let message = doc::text_attribute("message", DATA_MESSAGE, style);
    doc::element("OAuthLogin", vec![message], vec![shown], style)
}

/// Refuses a name that is taken.
pub fn reserved(taken: &str, name: &PartName, whose: &str) -> Error {
    let why = Invalid::new(format!("is a name that {whose}")).suggest(format!("my{}", name.pascal()));
    Error::refused(vec![Problem::refused(None, taken, Some("NAME".to_owned()), why)])
}

/// Returns a name that a module both imports and declares, so that it would not load.
fn declared_twice(path: &str, text: &str) -> Result<Option<String>> {
    if !is_program(path) {
        return Ok(None);
    }
    let arena = oxc_allocator::Allocator::default();
    let script = Script::parse(&arena, path, text)?;
    let is_declared = |name: &str| script.binding(name).is_some() || script.function(name).is_some();
    Ok(script.imports().iter().find(|import| is_declared(import.local)).map(|import| import.local.to_owned()))
}

/// Returns the error for a module that uses conflicting names, which only the user can change.
fn name_conflict(shown: &str, what: &str, how: &str) -> Error {
    Error::new(Kind::Conflict, format!("{shown} {what}; nothing was changed"))
        .with_hint(format!("{how}, then run the command again"))
}

/// Returns the parent of a new element: beside elements with the same source, or else beside elements with the same need for a
/// login.
fn place_for<'a>(script: &Script<'a>, about: About<'_>) -> Option<Markup<'a>> {
    let is_of_data = |login: Markup<'a>| login.has_text("message", DATA_MESSAGE);
    let enters = |login: Markup<'a>| about.needs_login || !is_of_data(login);
    let parent = script.container_where(Some(about.source), &enters)?;
    if !about.needs_login || script.is_within(&parent.place(), "OAuthLogin") {
        return Some(parent);
    }
    let login =
        parent.elements().filter(|each| each.name(script) == "OAuthLogin" && is_of_data(*each)).last();
    Some(login.unwrap_or(parent))
}

/// Returns the sort key of elements that `add` writes: layers before widgets, then by text.
fn order(element: &str) -> (u8, String) {
    let name = element.trim_start_matches('<').split(|c: char| !c.is_ascii_alphanumeric()).next();
    let rank = match name.unwrap_or_default() {
        "MapLayer" => 0,
        "OAuthLogin" if element.contains(DATA_MESSAGE) => 0,
        name if WIDGETS.contains(&name) => 1,
        _ => 2,
    };
    (rank, essence(element))
}

/// Returns the import statement for a name.
pub fn statement(needed: &Needed<'_>, style: &Style) -> String {
    let text = String::new();
    let arena = oxc_allocator::Allocator::default();
    let Ok(script) = Script::parse(&arena, "", &text) else { return text };
    let mut splices = Splices::default();
    add_import(&script, needed.imported, needed.local, needed.source, style, &mut splices);
    splices.apply("").unwrap_or_default().trim().to_owned()
}

/// Returns a new element of a view to paste by hand, with its imports and its constant.
pub fn element_to_paste(
    element: &Doc,
    needed: &[Needed<'_>],
    constant: Option<&str>,
    style: &Style,
) -> Paste {
    let mut top: Vec<String> = needed.iter().map(|each| statement(each, style)).collect();
    top.extend(constant.map(str::to_owned));
    let lines = doc::print(element, style, 0, 0, 0).lines().map(str::to_owned).collect();
    Paste { what: "the new element", top, place: "where the view should show it", lines }
}

/// Code to paste by hand if an edited file has no recognizable place for it.
pub struct Paste {
    /// The part to add: "the slice".
    pub what: &'static str,
    /// Lines for the top of the file.
    pub top: Vec<String>,
    /// Where the other lines go: "among the reducers of the store".
    pub place: &'static str,
    /// The other lines.
    pub lines: Vec<String>,
}

impl Paste {
    /// Returns the error that shows the lines. After pasting them, running the command again adds the rest.
    pub fn refusal(self, path: &str) -> Error {
        let why = format!("no place for {} was found in {path}", self.what);
        self.refusal_because(path, &why)
    }

    /// Returns the error that shows the lines, with another reason.
    pub fn refusal_because(self, path: &str, why: &str) -> Error {
        let mut details = vec![format!("paste this into {path}, then run the command again:")];
        for (place, lines) in [("at the top, unless it is there", self.top), (self.place, self.lines)] {
            if !lines.is_empty() {
                details.push(format!("{place}:"));
                details.extend(lines.iter().map(|line| format!("  {line}")));
            }
        }
        Error::new(Kind::Conflict, format!("{why}; nothing was changed")).with_details(details)
    }
}
