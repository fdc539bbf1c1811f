//! Code about what would no longer be there.

use std::collections::{BTreeMap, BTreeSet};

use oxc_allocator::Allocator;
use oxc_ast::ast::{
    Argument, CallExpression, Declaration, Expression, ImportExpression, ObjectProperty, Statement,
};
use oxc_ast_visit::{Visit, walk};
use oxc_span::GetSpan;

use super::state_reads::reads_of;
use crate::app::{Draft, PROGRAMS};
use crate::code::{Script, key_of};
use crate::error::Result;

/// The folders of `src` that modules name without saying where they are.
const ALIASES: [&str; 4] = ["components", "data", "hooks", "store"];

/// The module with the reducers.
const STORE: &str = "src/store/store.js";

/// What the library has that reads the state of the login.
const LIBRARY: &str = "@carto/react-redux";
const SELECTOR: &str = "selectOAuthCredentials";

/// The functions of Vitest that name a module.
const NAMING: [&str; 6] =
    ["vi.mock", "vi.doMock", "vi.unmock", "vi.doUnmock", "vi.importActual", "vi.importMock"];

/// The part of the state that belongs to the login.
const OAUTH: &str = "oauth";

/// Every import in the application as it will be of a module or a name that was there `before` and will not be, and every use of
/// the login's state where that goes, as a sentence with its place. `before` has the text of each module that was changed or
/// goes.
///
/// # Errors
/// Files that can't be read.
pub fn dangling(draft: &mut Draft<'_>, before: &BTreeMap<String, String>) -> Result<Vec<String>> {
    let mut lost: BTreeMap<&str, Option<BTreeSet<String>>> = BTreeMap::new();
    for (path, text) in before {
        let lost_names = match draft.text(path)? {
            None => None,
            Some(new) => match (exports(text), exports(&new)) {
                (Some(old), Some(new)) => Some(old.difference(&new).cloned().collect()),
                _ => continue,
            },
        };
        if lost_names.as_ref().is_none_or(|names: &BTreeSet<String>| !names.is_empty()) {
            lost.insert(path, lost_names);
        }
    }
    let mut found = Vec::new();
    if lost.is_empty() {
        return Ok(found);
    }
    let will = draft.text(STORE)?.unwrap_or_default();
    let loses_state = before.get(STORE).is_some_and(|was| has_reducer(was)) && !has_reducer(&will);
    for path in draft.below("")? {
        if !PROGRAMS.iter().any(|end| path.ends_with(end)) {
            continue;
        }
        // What can't be read is not ours to judge here.
        let Ok(Some(text)) = draft.text(&path) else { continue };
        let arena = Allocator::default();
        let Ok(script) = Script::parse(&arena, &path, &text) else { continue };
        for wanted in imports(&script) {
            let place = format!("{}, line {}", draft.project().name_of(&path), wanted.line);
            if loses_state && wanted.source == LIBRARY && wanted.name.as_deref() == Some(SELECTOR) {
                found.push(format!(
                    "{place} imports {SELECTOR} of {LIBRARY}, which reads {OAUTH} of the state"
                ));
            }
            let Some((target, names)) = candidates(&path, &wanted.source).find_map(|candidate| {
                let (target, names) = lost.get_key_value(candidate.as_str())?;
                Some((*target, names))
            }) else {
                continue;
            };
            match (names, &wanted.name) {
                (None, _) => {
                    let does = wanted.does;
                    found.push(format!("{place} {does} {}, which would no longer be there", wanted.source));
                }
                (Some(names), Some(name)) if names.contains(name) => found.push(format!(
                    "{place} imports {name} of {}, which {target} would no longer have",
                    wanted.source
                )),
                _ => {}
            }
        }
        if loses_state {
            let name = draft.project().name_of(&path);
            let lines = reads_of(&script, OAUTH).into_iter();
            found.extend(lines.map(|line| {
                format!("{name}, line {line} reads {OAUTH} of the state, which would no longer be there")
            }));
        }
    }
    found.dedup();
    Ok(found)
}

/// Something that a module imports.
struct Wanted {
    source: String,
    /// What it does with it: "imports" or "names".
    does: &'static str,
    /// What of it; none: all, or whatever it does.
    name: Option<String>,
    line: usize,
}

fn imports(script: &Script<'_>) -> Vec<Wanted> {
    let mut wanted = Vec::new();
    for statement in &script.program.body {
        let (source, names, span): (_, Vec<Option<String>>, _) = match statement {
            Statement::ImportDeclaration(import) => {
                let source = import.source.value.to_string();
                let mut names: Vec<Option<String>> = (script.imports().into_iter())
                    .filter(|each| each.source == source && each.imported != "*")
                    .map(|each| Some(each.imported.to_owned()))
                    .collect();
                names.push(None);
                (source, names, import.span)
            }
            Statement::ExportFromDeclaration(export) => {
                let names = export.specifiers.iter().map(|each| Some(each.local.name().to_string()));
                (export.source.value.to_string(), names.chain([None]).collect(), export.span)
            }
            Statement::ExportAllDeclaration(export) => {
                (export.source.value.to_string(), vec![None], export.span)
            }
            _ => continue,
        };
        let line = script.line(span.start);
        wanted.extend(names.into_iter().map(|name| Wanted {
            source: source.clone(),
            does: "imports",
            name,
            line,
        }));
    }
    let mut later = Later { script, found: Vec::new() };
    later.visit_program(script.program);
    wanted.extend(later.found);
    wanted
}

/// What is imported while the program runs.
struct Later<'s, 'a> {
    script: &'s Script<'a>,
    found: Vec<Wanted>,
}

impl<'a> Visit<'a> for Later<'_, 'a> {
    fn visit_import_expression(&mut self, import: &ImportExpression<'a>) {
        self.note("imports", &import.source);
        walk::walk_import_expression(self, import);
    }

    fn visit_call_expression(&mut self, call: &CallExpression<'a>) {
        let callee = self.script.slice(call.callee.span());
        if NAMING.contains(&callee)
            && let Some(source) = call.arguments.first().and_then(Argument::as_expression)
        {
            self.note("names", source);
        }
        walk::walk_call_expression(self, call);
    }
}

impl<'a> Later<'_, 'a> {
    /// Notes a module that is named by a text.
    fn note(&mut self, does: &'static str, source: &Expression<'a>) {
        let text = match source {
            Expression::StringLiteral(text) => Some(text.value.to_string()),
            Expression::TemplateLiteral(text) if text.expressions.is_empty() => {
                text.quasis.first().map(|only| only.value.raw.to_string())
            }
            _ => None,
        };
        let line = self.script.line(source.span().start);
        self.found.extend(text.map(|source| Wanted { source, does, name: None, line }));
    }
}

/// Whether the store has a reducer of the login.
fn has_reducer(store: &str) -> bool {
    struct Keys(bool);
    impl<'a> Visit<'a> for Keys {
        fn visit_object_property(&mut self, property: &ObjectProperty<'a>) {
            self.0 |= key_of(property).as_deref() == Some(OAUTH);
            walk::walk_object_property(self, property);
        }
    }
    let arena = Allocator::default();
    let Ok(script) = Script::parse(&arena, STORE, store) else { return false };
    let mut keys = Keys(false);
    keys.visit_program(script.program);
    keys.0
}

/// The files of the application that an import may mean.
fn candidates(importer: &str, source: &str) -> impl Iterator<Item = String> {
    let base = if source.starts_with('.') {
        let mut parts: Vec<&str> = importer.split('/').collect();
        parts.pop();
        for part in source.split('/') {
            match part {
                "." => {}
                ".." => _ = parts.pop(),
                part => parts.push(part),
            }
        }
        Some(parts.join("/"))
    } else {
        let folder = source.split('/').next().unwrap_or_default();
        ALIASES.contains(&folder).then(|| format!("src/{source}"))
    };
    let ends = ["", ".js", ".jsx", ".mjs", "/index.js", "/index.jsx"];
    base.into_iter().flat_map(move |base| ends.map(|end| format!("{base}{end}")))
}

/// The names that a module exports; none where that can't be told.
fn exports(text: &str) -> Option<BTreeSet<String>> {
    let arena = Allocator::default();
    let script = Script::parse(&arena, "", text).ok()?;
    let mut names = BTreeSet::new();
    for statement in &script.program.body {
        match statement {
            Statement::ExportAllDeclaration(_) => return None,
            Statement::ExportDefaultDeclaration(_) => _ = names.insert("default".to_owned()),
            Statement::ExportFromDeclaration(export) => {
                names.extend(export.specifiers.iter().map(|each| each.exported.name().to_string()));
            }
            Statement::ExportNamedDeclaration(export) => {
                names.extend(export.specifiers.iter().map(|each| each.exported.name().to_string()));
            }
            Statement::ExportDeclaration(export) => match &export.declaration {
                Declaration::VariableDeclaration(variables) => {
                    for declarator in &variables.declarations {
                        names.extend(
                            declarator.id.get_binding_identifiers().iter().map(|id| id.name.to_string()),
                        );
                    }
                }
                declaration => names.extend(declaration.id().map(|id| id.name.to_string())),
            },
            _ => {}
        }
    }
    Some(names)
}
