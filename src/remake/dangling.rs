//! Code that refers to modules, names or state that a change deletes.

use std::collections::{BTreeMap, BTreeSet};

use oxc_allocator::Allocator;
use oxc_ast::ast::{Argument, CallExpression, Expression, ImportExpression, ObjectProperty, Statement};
use oxc_ast_visit::{Visit, walk};
use oxc_span::GetSpan;

use super::state_reads::reads_of;
use crate::app::imports::{Resolver, Target};
use crate::app::reexports::declared;
use crate::app::{Draft, is_program};
use crate::code::{Script, key_of};
use crate::error::Result;

/// The module with the reducers, as a new application calls it.
const STORE: &str = "src/store/store.js";

/// The library that exports a selector of the login's state.
const LIBRARY: &str = "@carto/react-redux";
const SELECTOR: &str = "selectOAuthCredentials";

/// The functions of Vitest that take the name of a module.
const NAMING: [&str; 6] =
    ["vi.mock", "vi.doMock", "vi.unmock", "vi.doUnmock", "vi.importActual", "vi.importMock"];

/// The slice of the state that belongs to the login.
const OAUTH: &str = "oauth";

/// Returns a sentence for every import of a module or name that will no longer exist, and for every use of the login's
/// state if that is deleted. `before` has the text of each module that is changed or deleted.
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
    let store = draft.module_or(STORE)?;
    let new_store = draft.text(&store)?.unwrap_or_default();
    let loses_state = before.get(&store).is_some_and(|store| has_reducer(store)) && !has_reducer(&new_store);
    let resolver = Resolver::of(draft)?.with(before.keys());
    for path in draft.below("")? {
        if !is_program(&path) {
            continue;
        }
        // A file that can't be read is not judged.
        let Ok(Some(text)) = draft.text(&path) else { continue };
        let arena = Allocator::default();
        let Ok(script) = Script::parse(&arena, &path, &text) else { continue };
        for wanted in imports(&script) {
            let place = format!("{}, line {}", draft.project().name_of(&path), wanted.line);
            if loses_state && wanted.source == LIBRARY && wanted.name.as_deref() == Some(SELECTOR) {
                found.push(format!(
                    "{place} imports {SELECTOR} from {LIBRARY}, which reads {OAUTH} from the state"
                ));
            }
            let Target::File(target) = resolver.target(&wanted.source, &path) else { continue };
            let Some(names) = lost.get(target.as_str()) else { continue };
            match (names, &wanted.name) {
                (None, _) => {
                    let verb = wanted.verb;
                    found.push(format!("{place} {verb} {}, which would no longer exist", wanted.source));
                }
                (Some(names), Some(name)) if names.contains(name) => found.push(format!(
                    "{place} imports {name} from {}, which {target} would no longer export",
                    wanted.source
                )),
                _ => {}
            }
        }
        if loses_state {
            let name = draft.project().name_of(&path);
            let lines = reads_of(&script, OAUTH).into_iter();
            found.extend(lines.map(|line| {
                format!("{name}, line {line} reads {OAUTH} from the state, which would no longer exist")
            }));
        }
    }
    found.dedup();
    Ok(found)
}

/// A reference of a module to another one.
struct Reference {
    source: String,
    /// The kind of reference: "imports" or "names".
    verb: &'static str,
    /// The imported name; `None` for the whole module, or if it is unknown.
    name: Option<String>,
    line: usize,
}

fn imports(script: &Script<'_>) -> Vec<Reference> {
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
        wanted.extend(names.into_iter().map(|name| Reference {
            source: source.clone(),
            verb: "imports",
            name,
            line,
        }));
    }
    let mut references = RuntimeReferences { script, found: Vec::new() };
    references.visit_program(script.program);
    wanted.extend(references.found);
    wanted
}

/// Collects references to modules at run time.
struct RuntimeReferences<'s, 'a> {
    script: &'s Script<'a>,
    found: Vec<Reference>,
}

impl<'a> Visit<'a> for RuntimeReferences<'_, 'a> {
    fn visit_import_expression(&mut self, import: &ImportExpression<'a>) {
        self.add("imports", &import.source);
        walk::walk_import_expression(self, import);
    }

    fn visit_call_expression(&mut self, call: &CallExpression<'a>) {
        let callee = self.script.slice(call.callee.span());
        if NAMING.contains(&callee)
            && let Some(source) = call.arguments.first().and_then(Argument::as_expression)
        {
            self.add("names", source);
        }
        walk::walk_call_expression(self, call);
    }
}

impl<'a> RuntimeReferences<'_, 'a> {
    /// Adds a reference by a string literal.
    fn add(&mut self, verb: &'static str, source: &Expression<'a>) {
        let text = match source {
            Expression::StringLiteral(text) => Some(text.value.to_string()),
            Expression::TemplateLiteral(text) if text.expressions.is_empty() => {
                text.quasis.first().map(|only| only.value.raw.to_string())
            }
            _ => None,
        };
        let line = self.script.line(source.span().start);
        self.found.extend(text.map(|source| Reference { source, verb, name: None, line }));
    }
}

/// Whether the store has a reducer for the login.
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

/// Returns the names that a module exports; `None` if they can't be determined.
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
            Statement::ExportDeclaration(export) => {
                names.extend(declared(&export.declaration).into_iter().map(str::to_owned));
            }
            _ => {}
        }
    }
    Some(names)
}
