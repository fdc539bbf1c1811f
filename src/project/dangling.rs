//! Imports of what would no longer be there.

use std::collections::{BTreeMap, BTreeSet};

use oxc_allocator::Allocator;
use oxc_ast::ast::{Declaration, ImportExpression, Statement};
use oxc_ast_visit::{Visit, walk};

use super::{Draft, PROGRAMS};
use crate::code::Script;
use crate::error::Result;

/// The folders of `src` that modules name without saying where they are.
const ALIASES: [&str; 4] = ["components", "data", "hooks", "store"];

/// Every import in the application as it will be of a module or a name that was there `before` and will not be, as a
/// sentence with its place. `before` has the text of each module that was changed or goes.
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
    for path in draft.below("")? {
        if !PROGRAMS.iter().any(|end| path.ends_with(end)) {
            continue;
        }
        // What can't be read is not ours to judge here.
        let Ok(Some(text)) = draft.text(&path) else { continue };
        let arena = Allocator::default();
        let Ok(script) = Script::parse(&arena, &path, &text) else { continue };
        for wanted in imports(&script) {
            let Some((target, names)) = candidates(&path, &wanted.source).find_map(|candidate| {
                let (target, names) = lost.get_key_value(candidate.as_str())?;
                Some((*target, names))
            }) else {
                continue;
            };
            let place = format!("{}, line {}", draft.project().name_of(&path), wanted.line);
            match (names, &wanted.name) {
                (None, _) => {
                    found.push(format!("{place} imports {}, which would no longer be there", wanted.source));
                }
                (Some(names), Some(name)) if names.contains(name) => found.push(format!(
                    "{place} imports {name} of {}, which {target} would no longer have",
                    wanted.source
                )),
                _ => {}
            }
        }
    }
    found.dedup();
    Ok(found)
}

/// Something that a module imports.
struct Wanted {
    source: String,
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
        wanted.extend(names.into_iter().map(|name| Wanted { source: source.clone(), name, line }));
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
        if let oxc_ast::ast::Expression::StringLiteral(source) = &import.source {
            let line = self.script.line(import.span.start);
            self.found.push(Wanted { source: source.value.to_string(), name: None, line });
        }
        walk::walk_import_expression(self, import);
    }
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
