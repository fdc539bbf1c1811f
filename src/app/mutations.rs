//! Code that changes a setting after its literal, such as `oauthInitialState.oauthApp.scopes.push(…)`.

use std::collections::HashMap;

use oxc_allocator::Allocator;
use oxc_ast::ast::{
    ArrayExpressionElement, BindingPattern, CallExpression, Expression, MemberExpression, ObjectPropertyKind,
    SimpleAssignmentTarget, UnaryExpression, UnaryOperator, VariableDeclarator,
};
use oxc_ast_visit::{Visit, walk};
use oxc_span::{GetSpan, Span};

use super::imports::{Resolver, Target};
use super::setting::{APP_SLICE, INITIAL_STATE, MAX_DEPTH, Setting, exported, root};
use super::{Draft, is_of_tests, is_program};
use crate::code::{Script, key_of, unwrapped};
use crate::error::Result;

/// The methods that change a list in place.
const CHANGING: [&str; 9] =
    ["push", "unshift", "splice", "pop", "shift", "sort", "reverse", "fill", "copyWithin"];

/// Code that changes a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutation {
    /// The path of the file, relative to the application.
    pub path: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The module that declares the first name of `keys`, as a new application calls it.
    module: &'static str,
    keys: Keys,
}

/// All code that may change a setting.
pub struct Mutations(Vec<Mutation>);

/// The names that lead to a value, the first at the top level of a module; `None` for one that is only known at run time.
type Keys = Vec<Option<String>>;

/// Reads the modules of the settings, and those that import them.
///
/// # Errors
/// Folders that can't be read.
pub fn mutations(draft: &mut Draft<'_>) -> Result<Mutations> {
    let mut all = Vec::new();
    let mut own = Vec::new();
    for module in [INITIAL_STATE, APP_SLICE] {
        let Ok(path) = draft.module_or(module) else { continue };
        read(&path, draft, |_, keys| Some((module, keys)), &mut all);
        own.push((module, path));
    }
    let mut resolver = None;
    for path in draft.below("src")? {
        let is_other = is_program(&path) && !is_of_tests(&path) && own.iter().all(|(_, own)| *own != path);
        let names_it = |text: String| {
            own.iter().any(|(module, _)| text.contains(module.rsplit(['/', '.']).nth(1).unwrap_or(module)))
        };
        if !is_other || !draft.text(&path).ok().flatten().is_some_and(names_it) {
            continue;
        }
        if resolver.is_none() {
            resolver = Some(Resolver::of(draft)?);
        }
        let Some(resolver) = &resolver else { continue };
        let imported = |script: &Script<'_>, mut keys: Keys| {
            let local = keys.first()?.as_deref()?;
            let import = script.import(local)?;
            let Target::File(file) = resolver.target(import.source, &path) else { return None };
            let (module, _) = own.iter().find(|(_, own)| *own == file)?;
            match import.imported {
                "*" => _ = keys.remove(0),
                name => keys[0] = Some(name.to_owned()),
            }
            Some((*module, keys))
        };
        read(&path, draft, imported, &mut all);
    }
    Ok(Mutations(all))
}

/// Adds the mutations in a module. `origin` returns the module that declares the first name, and the names in that module. What
/// can't be parsed is left to those who need the module.
fn read(
    path: &str,
    draft: &mut Draft<'_>,
    origin: impl Fn(&Script<'_>, Keys) -> Option<(&'static str, Keys)>,
    all: &mut Vec<Mutation>,
) {
    let Ok(Some(text)) = draft.text(path) else { return };
    let arena = Allocator::default();
    let Ok(script) = Script::parse(&arena, path, &text) else { return };
    let mut aliases = Aliases::default();
    aliases.visit_program(script.program);
    let mut writes = Writes { script: &script, aliases, found: Vec::new() };
    writes.visit_program(script.program);
    for (keys, span) in writes.found {
        if let Some((module, keys)) = origin(&script, keys) {
            all.push(Mutation { path: path.to_owned(), line: script.line(span.start), module, keys });
        }
    }
}

impl Mutations {
    /// Returns the first code that changes a setting, or what it is made from; `script` is the module of the setting.
    pub fn of(&self, setting: Setting, script: &Script<'_>) -> Option<&Mutation> {
        let own = |mutation: &&Mutation| mutation.module == setting.file();
        if !self.0.iter().any(|mutation| own(&mutation)) {
            return None;
        }
        let names = names(setting, script);
        self.0.iter().filter(own).find(|mutation| {
            names.iter().any(|name| {
                mutation.keys.iter().zip(name).all(|(key, own)| key.as_ref().is_none_or(|key| key == own))
            })
        })
    }
}

/// Returns every path to a setting and to what it is made from.
fn names(setting: Setting, script: &Script<'_>) -> Vec<Vec<String>> {
    let path = setting.path();
    let mut all = vec![path.iter().map(|&key| key.to_owned()).collect::<Vec<_>>()];
    let [first, rest @ ..] = path else { return all };
    let with = |name: &str| std::iter::once(name).chain(rest.iter().copied()).map(str::to_owned).collect();
    all.extend(exported(script, first).map(|local| with(&local)));
    if let Some(value) = root(script, first) {
        follow(script, value, rest, MAX_DEPTH, &mut all);
    }
    all
}

fn follow<'a>(
    script: &Script<'a>,
    value: &'a Expression<'a>,
    rest: &[&str],
    depth: usize,
    all: &mut Vec<Vec<String>>,
) {
    if depth == 0 {
        return;
    }
    let mut deeper = |value, rest: &[&str]| follow(script, value, rest, depth - 1, all);
    match (unwrapped(value), rest) {
        (Expression::ObjectExpression(object), [key, inner @ ..]) => {
            for property in &object.properties {
                match property {
                    ObjectPropertyKind::ObjectProperty(property)
                        if key_of(property).as_deref() == Some(*key) =>
                    {
                        deeper(&property.value, inner);
                    }
                    ObjectPropertyKind::ObjectProperty(_) => {}
                    ObjectPropertyKind::SpreadProperty(spread) => deeper(&spread.argument, rest),
                }
            }
        }
        (Expression::ArrayExpression(array), []) => {
            for element in &array.elements {
                match element {
                    ArrayExpressionElement::SpreadElement(spread) => deeper(&spread.argument, rest),
                    element => {
                        if let Some(element) = element.as_expression() {
                            deeper(element, rest);
                        }
                    }
                }
            }
        }
        (value, _) => {
            let names = keys_of(value).and_then(|keys| keys.into_iter().collect::<Option<Vec<_>>>());
            let Some(names) = names else { return };
            let resolved = script.resolved(value);
            if resolved.span() != value.span() {
                deeper(resolved, rest);
            }
            all.push(names.into_iter().chain(rest.iter().map(|&key| key.to_owned())).collect());
        }
    }
}

/// Returns the names that lead to an expression.
fn keys_of(expression: &Expression<'_>) -> Option<Keys> {
    match unwrapped(expression) {
        Expression::Identifier(name) => Some(vec![Some(name.name.to_string())]),
        Expression::ChainExpression(chain) => {
            chain.expression.as_member_expression().and_then(keys_of_member)
        }
        other => other.as_member_expression().and_then(keys_of_member),
    }
}

fn keys_of_member(member: &MemberExpression<'_>) -> Option<Keys> {
    let mut keys = keys_of(member.object())?;
    keys.push(member.static_property_name().map(str::to_owned));
    Some(keys)
}

/// The variables that are other names of parts of objects.
#[derive(Default)]
struct Aliases(HashMap<String, Keys>);

impl Aliases {
    /// Returns the original names for a path.
    fn original(&self, mut keys: Keys) -> Keys {
        // A name may refer to itself in incorrect code.
        for _ in 0..MAX_DEPTH {
            let Some(original) = keys.first().and_then(|first| self.0.get(first.as_ref()?)) else { break };
            keys = original.iter().chain(&keys[1..]).cloned().collect();
        }
        keys
    }
}

impl<'a> Visit<'a> for Aliases {
    fn visit_variable_declarator(&mut self, declarator: &VariableDeclarator<'a>) {
        if let Some(keys) = declarator.init.as_ref().and_then(keys_of) {
            match &declarator.id {
                BindingPattern::BindingIdentifier(id) => _ = self.0.insert(id.name.to_string(), keys),
                BindingPattern::ObjectPattern(pattern) => {
                    for property in &pattern.properties {
                        if let Some(name) = property.value.get_identifier_name() {
                            let mut keys = keys.clone();
                            keys.push(property.key.static_name().map(|key| key.to_string()));
                            self.0.insert(name.to_string(), keys);
                        }
                    }
                }
                _ => {}
            }
        }
        walk::walk_variable_declarator(self, declarator);
    }
}

/// Finds everything that a module changes.
struct Writes<'s, 'a> {
    script: &'s Script<'a>,
    aliases: Aliases,
    found: Vec<(Keys, Span)>,
}

impl Writes<'_, '_> {
    fn add(&mut self, keys: Option<Keys>, span: Span) {
        self.found.extend(keys.map(|keys| (self.aliases.original(keys), span)));
    }

    /// Adds the members that a call such as `Object.assign(object, …)` changes.
    fn add_call(&mut self, call: &CallExpression<'_>) {
        let Some(callee) = call.callee.get_inner_expression().as_member_expression() else { return };
        let Some(method) = callee.static_property_name() else { return };
        let object = || keys_of(call.arguments.first()?.as_expression()?);
        let given = call.arguments.iter().skip(1);
        let members: Vec<Option<String>> = match (self.script.slice(callee.object().span()), method) {
            ("Object", "assign" | "defineProperties") => given
                .flat_map(|given| match given.as_expression().map(unwrapped) {
                    Some(Expression::ObjectExpression(given)) => {
                        given.properties.iter().map(|property| key_of(property.as_property()?)).collect()
                    }
                    _ => vec![None],
                })
                .collect(),
            ("Object", "defineProperty") | ("Reflect", "set" | "deleteProperty" | "defineProperty") => given
                .take(1)
                .map(|key| match key.as_expression().map(unwrapped) {
                    Some(Expression::StringLiteral(key)) => Some(key.value.to_string()),
                    _ => None,
                })
                .collect(),
            _ if CHANGING.contains(&method) => return self.add(keys_of(callee.object()), call.span),
            _ => return,
        };
        for member in members {
            self.add(object().map(|object| [object, vec![member]].concat()), call.span);
        }
    }
}

impl<'a> Visit<'a> for Writes<'_, 'a> {
    fn visit_simple_assignment_target(&mut self, target: &SimpleAssignmentTarget<'a>) {
        let keys = match target {
            // This changes the variable, not what it was made from.
            SimpleAssignmentTarget::AssignmentTargetIdentifier(id) => {
                self.found.push((vec![Some(id.name.to_string())], id.span));
                None
            }
            target => match target.as_member_expression() {
                Some(member) => keys_of_member(member),
                None => target.get_expression().and_then(keys_of),
            },
        };
        self.add(keys, target.span());
        walk::walk_simple_assignment_target(self, target);
    }

    fn visit_unary_expression(&mut self, unary: &UnaryExpression<'a>) {
        if unary.operator == UnaryOperator::Delete {
            self.add(keys_of(&unary.argument), unary.span);
        }
        walk::walk_unary_expression(self, unary);
    }

    fn visit_call_expression(&mut self, call: &CallExpression<'a>) {
        self.add_call(call);
        walk::walk_call_expression(self, call);
    }
}
