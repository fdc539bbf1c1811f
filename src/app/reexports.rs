//! Follows exported names to their declarations.

use oxc_allocator::Allocator;
use oxc_ast::ast::{Declaration, ExportDefaultDeclarationKind, Expression, Statement};

use super::imports::{Resolver, Target};
use super::{Draft, is_program};
use crate::code::{Script, unwrapped};

/// The maximum number of names that one is followed through; an export may refer to itself.
const MAX_DEPTH: usize = 8;

/// The declaration of an exported name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The path of the module with the declaration.
    pub path: String,
    /// The declared name; `default` for a default export without a name, `*` for a whole module.
    pub name: String,
}

/// Returns the declaration of a name that a module exports, through re-exports such as `export { default as a } from './a'` and
/// through other names. Thus a default and a named export of one value have the same origin. `None` if it can't be found in the
/// application.
pub fn origin(path: &str, name: &str, resolver: &Resolver, draft: &mut Draft<'_>) -> Option<Origin> {
    Search { resolver, draft }.export(path, name, 0)
}

/// Returns the names that a declaration introduces.
pub fn declared<'a>(declaration: &Declaration<'a>) -> Vec<&'a str> {
    match declaration {
        Declaration::VariableDeclaration(variables) => {
            let all = variables.declarations.iter().flat_map(|each| each.id.get_binding_identifiers());
            all.map(|id| id.name.as_str()).collect()
        }
        declaration => declaration.id().map(|id| id.name.as_str()).into_iter().collect(),
    }
}

struct Search<'s, 'p> {
    resolver: &'s Resolver,
    draft: &'s mut Draft<'p>,
}

impl Search<'_, '_> {
    fn export(&mut self, path: &str, name: &str, depth: usize) -> Option<Origin> {
        if depth > MAX_DEPTH || !is_program(path) {
            return None;
        }
        let text = self.draft.text(path).ok()??;
        let arena = Allocator::default();
        let script = Script::parse(&arena, path, &text).ok()?;
        let mut whole = Vec::new();
        for statement in &script.program.body {
            match statement {
                Statement::ExportFromDeclaration(export) => {
                    if let Some(found) = export.specifiers.iter().find(|each| each.exported.name() == name) {
                        return self.import(path, &export.source.value, &found.local.name(), depth);
                    }
                }
                Statement::ExportAllDeclaration(export) => match &export.exported {
                    Some(own) if own.name() == name => {
                        return self.import(path, &export.source.value, "*", depth);
                    }
                    None if name != "default" => whole.push(export.source.value.as_str()),
                    _ => {}
                },
                Statement::ExportNamedDeclaration(export) => {
                    if let Some(found) = export.specifiers.iter().find(|each| each.exported.name() == name) {
                        return self.local(path, &script, &found.local.name(), depth);
                    }
                }
                Statement::ExportDeclaration(export) if declared(&export.declaration).contains(&name) => {
                    return self.local(path, &script, name, depth);
                }
                Statement::ExportDefaultDeclaration(export) if name == "default" => {
                    let own = match &export.declaration {
                        ExportDefaultDeclarationKind::FunctionDeclaration(function) => function.id.as_ref(),
                        ExportDefaultDeclarationKind::ClassDeclaration(class) => class.id.as_ref(),
                        other => match other.as_expression().map(unwrapped) {
                            Some(Expression::Identifier(local)) => {
                                return self.local(path, &script, &local.name, depth);
                            }
                            _ => None,
                        },
                    };
                    let name = own.map_or("default", |id| id.name.as_str());
                    return Some(Origin { path: path.to_owned(), name: name.to_owned() });
                }
                _ => {}
            }
        }
        whole.into_iter().find_map(|source| self.import(path, source, name, depth))
    }

    /// Follows a name of another module.
    fn import(&mut self, importer: &str, source: &str, name: &str, depth: usize) -> Option<Origin> {
        let Target::File(path) = self.resolver.target(source, importer) else { return None };
        match name {
            "*" => Some(Origin { path, name: name.to_owned() }),
            _ => self.export(&path, name, depth + 1),
        }
    }

    /// Follows a name inside a module, which it may import or declare as another name.
    fn local(&mut self, path: &str, script: &Script<'_>, name: &str, depth: usize) -> Option<Origin> {
        if let Some(import) = script.import(name) {
            return self.import(path, import.source, import.imported, depth);
        }
        match script.binding(name).map(unwrapped) {
            Some(Expression::Identifier(other)) if other.name != name && depth < MAX_DEPTH => {
                self.local(path, script, &other.name, depth + 1)
            }
            _ => Some(Origin { path: path.to_owned(), name: name.to_owned() }),
        }
    }
}
