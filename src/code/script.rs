use std::num::NonZeroU32;

use std::collections::HashMap;
use std::ops::Range;

use oxc_allocator::Allocator;
use oxc_ast::ast::{
    Argument, BindingPattern, CallExpression, Class, Declaration, ExportDefaultDeclarationKind, Expression,
    Function, ImportDeclarationSpecifier, LogicalOperator, ModuleExportName, ObjectExpression,
    ObjectProperty, ObjectPropertyKind, Program, PropertyKey, Statement, VariableDeclaration,
};
use oxc_parser::Parser;
use oxc_span::{GetSpan, SourceType, Span};

use crate::error::{Error, Kind, Result};

/// The maximum nesting of brackets; nobody writes deeper code, and the parser's recursion needs a limit.
const MAX_DEPTH: usize = 400;

/// The maximum length of a module in bytes. `main` gives the parser a stack that suffices for any module of this length.
const MAX_BYTES: usize = 256 * 1024;

/// A module as the user wrote it, JSX included.
pub struct Script<'a> {
    /// The text. Places are offsets in it, in bytes.
    pub text: &'a str,
    /// The syntax tree.
    pub program: &'a Program<'a>,
}

/// A name that a module imports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import<'a> {
    /// The name in this module.
    pub local: &'a str,
    /// The name in the other module: "default" for a default import, "*" for a namespace import.
    pub imported: &'a str,
    /// The specifier as it is written.
    pub source: &'a str,
}

impl<'a> Script<'a> {
    /// Parses a module; `name` is the file's name, for messages and for its language.
    ///
    /// # Errors
    /// A module with a syntax error, or one of more than 256 KiB or with brackets more than 400 deep.
    pub fn parse(arena: &'a Allocator, name: &str, text: &'a str) -> Result<Self> {
        let refused = |why: String| {
            let language = if source_type(name).is_typescript() { "TypeScript" } else { "JavaScript" };
            Error::new(Kind::Conflict, format!("{name} can't be read as {language}: {why}"))
                .with_hint(format!("fix {name}, then run the command again"))
        };
        if text.len() > MAX_BYTES {
            return Err(refused("it is longer than 256 KiB".to_owned()));
        }
        if depth(text) > MAX_DEPTH {
            return Err(refused(format!("its brackets are more than {MAX_DEPTH} deep")));
        }
        let parsed = Parser::new(arena, text, source_type(name)).parse();
        let program = arena.alloc(parsed.program);
        let script = Self { text, program };
        if let Some(first) = parsed.diagnostics.iter().next() {
            let offset = first.labels.iter().next().map(oxc_span::LabeledSpan::offset);
            let line = offset.map(|at| line_of(text, at as usize));
            let place = line.map(|line| format!("line {line}: ")).unwrap_or_default();
            let line = line.and_then(|line| NonZeroU32::new(u32::try_from(line).ok()?));
            return Err(Error { line, ..refused(format!("{place}{}", first.message)) });
        }
        if parsed.panicked {
            return Err(refused("its syntax is wrong".to_owned()));
        }
        Ok(script)
    }

    /// Returns the line of an offset, counted from 1.
    pub fn line(&self, offset: u32) -> usize {
        line_of(self.text, offset as usize)
    }

    /// Returns the text of a span.
    pub fn slice(&self, span: Span) -> &'a str {
        self.text.get(range(span)).unwrap_or_default()
    }

    /// Returns the initial value of a top-level variable.
    pub fn binding(&self, name: &str) -> Option<&'a Expression<'a>> {
        self.program.body.iter().filter_map(variables).flat_map(|declared| &declared.declarations).find_map(
            |declarator| match &declarator.id {
                BindingPattern::BindingIdentifier(id) if id.name == name => declarator.init.as_ref(),
                _ => None,
            },
        )
    }

    /// Returns the top-level function declared with this name.
    pub fn function(&self, name: &str) -> Option<&'a Function<'a>> {
        self.program
            .body
            .iter()
            .filter_map(declared_function)
            .find(|function| function.id.as_ref().is_some_and(|id| id.name == name))
    }

    /// Returns the names declared at the top level, in order.
    pub fn names(&self) -> Vec<&'a str> {
        let mut names = Vec::new();
        for statement in &self.program.body {
            if let Some(declared) = variables(statement) {
                names.extend(declared.declarations.iter().filter_map(|declarator| match &declarator.id {
                    BindingPattern::BindingIdentifier(id) => Some(id.name.as_str()),
                    _ => None,
                }));
            }
            names.extend(
                declared_function(statement)
                    .and_then(|function| function.id.as_ref())
                    .map(|id| id.name.as_str()),
            );
        }
        names
    }

    /// Returns the top-level names that are declared twice, each with both places. No engine loads such a module, and the
    /// parser doesn't check for it. Only `var` may be repeated. What TypeScript removes or merges does not count: types,
    /// overloads, what is only declared, namespaces and enums.
    pub fn duplicates(&self) -> Vec<(&'a str, u32, u32)> {
        if self.program.source_type.is_typescript_definition() {
            return Vec::new();
        }
        let mut all: Vec<(&'a str, u32, bool)> = Vec::new();
        for statement in &self.program.body {
            if let Statement::ImportDeclaration(import) = statement
                && import.import_kind.is_value()
            {
                let values = import.specifiers.iter().flatten().filter(|each| match each {
                    ImportDeclarationSpecifier::ImportSpecifier(named) => named.import_kind.is_value(),
                    _ => true,
                });
                let locals = values.map(ImportDeclarationSpecifier::local);
                all.extend(locals.map(|id| (id.name.as_str(), id.span.start, false)));
            }
            if let Some(declared) = variables(statement).filter(|declared| !declared.declare) {
                let is_var = declared.kind.is_var();
                for declarator in &declared.declarations {
                    let ids = declarator.id.get_binding_identifiers();
                    all.extend(ids.into_iter().map(|id| (id.name.as_str(), id.span.start, is_var)));
                }
            }
            let function = declared_function(statement).and_then(|function| function.id.as_ref());
            let class = declared_class(statement).filter(|class| !class.declare);
            let class = class.and_then(|class| class.id.as_ref());
            all.extend(function.or(class).map(|id| (id.name.as_str(), id.span.start, false)));
        }
        let mut first: HashMap<&str, (u32, bool)> = HashMap::new();
        let mut duplicates = Vec::new();
        for (name, place, is_var) in all {
            match first.get(name) {
                Some((_, true)) if is_var => {}
                Some((before, _)) => duplicates.push((name, *before, place)),
                None => _ = first.insert(name, (place, is_var)),
            }
        }
        duplicates
    }

    /// Follows an expression that is a name, or a member of an object such as `PATHS.KPI`, to its value, also through
    /// several names; returns any other expression unchanged.
    pub fn resolved(&self, expression: &'a Expression<'a>) -> &'a Expression<'a> {
        self.followed(expression, 0)
    }

    fn followed(&self, mut expression: &'a Expression<'a>, depth: usize) -> &'a Expression<'a> {
        // A name may refer to itself in incorrect code; nobody chains more names than this.
        for depth in depth..8 {
            expression = unwrapped(expression);
            let next = match expression {
                Expression::Identifier(name) => self.binding(&name.name),
                Expression::StaticMemberExpression(member) => {
                    object_of(self.followed(&member.object, depth + 1))
                        .filter(|object| !has_spread(object))
                        .and_then(|object| self.property(object, &member.property.name))
                        .map(|property| &property.value)
                }
                _ => None,
            };
            let Some(next) = next else { break };
            expression = next;
        }
        unwrapped(expression)
    }

    /// Returns the object that an expression is or that its name refers to.
    pub fn object(&self, expression: &'a Expression<'a>) -> Option<&'a ObjectExpression<'a>> {
        object_of(self.resolved(expression))
    }

    /// Returns a property of an object, the last one with that name, as in the language. `None` if a later spread may
    /// replace it.
    pub fn property(&self, object: &'a ObjectExpression<'a>, key: &str) -> Option<&'a ObjectProperty<'a>> {
        object.properties.iter().rev().find_map(|property| match property {
            ObjectPropertyKind::ObjectProperty(property) if key_of(property).as_deref() == Some(key) => {
                Some(&**property)
            }
            _ => None,
        })
    }

    /// Returns the value at a path that starts with a top-level name: `["oauthInitialState", "oauthApp", "clientId"]`.
    pub fn at(&self, path: &[&str]) -> Option<&'a Expression<'a>> {
        let (first, rest) = path.split_first()?;
        let mut expression = self.binding(first)?;
        for key in rest {
            let object = self.object(expression)?;
            expression = &self.property(object, key)?.value;
        }
        Some(expression)
    }

    /// Returns the string that an expression is, with the place of its literal; also through names.
    pub fn string(&self, expression: &'a Expression<'a>) -> Option<(String, Span)> {
        match self.resolved(expression) {
            Expression::StringLiteral(literal) => Some((literal.value.to_string(), literal.span)),
            Expression::TemplateLiteral(literal) if literal.expressions.is_empty() => {
                let text = literal.quasis.first()?.value.cooked?;
                Some((text.to_string(), literal.span))
            }
            _ => None,
        }
    }

    /// Like [`Script::string`], but also returns the default of [`Script::variable_or`].
    pub fn string_or_default(&self, expression: &'a Expression<'a>) -> Option<(String, Span)> {
        self.string(self.variable_or(expression).map_or(expression, |(_, default)| default))
    }

    /// Returns the variable and the default of a value that the environment of the build may replace:
    /// `import.meta.env.NAME || default`, also with `??`, and also with a condition.
    pub fn variable_or(&self, expression: &'a Expression<'a>) -> Option<(&'a str, &'a Expression<'a>)> {
        match self.resolved(expression) {
            Expression::LogicalExpression(either) => {
                let variable = self.variable(&either.left)?;
                let is_default = either.operator != LogicalOperator::And;
                is_default.then_some((variable, &either.right))
            }
            Expression::ConditionalExpression(either) => {
                let variable = self.variable(&either.test)?;
                let is_default = self.variable(&either.consequent) == Some(variable);
                is_default.then_some((variable, &either.alternate))
            }
            _ => None,
        }
    }

    /// Returns the name of the variable that an expression reads, as in `import.meta.env.NAME`.
    pub fn variable(&self, expression: &'a Expression<'a>) -> Option<&'a str> {
        let Expression::StaticMemberExpression(variable) = self.resolved(expression) else { return None };
        let Expression::StaticMemberExpression(env) = &variable.object else { return None };
        let is_env = env.property.name == "env" && self.slice(env.object.span()) == "import.meta";
        is_env.then_some(variable.property.name.as_str())
    }

    /// Returns the boolean that an expression is, with the place of its literal; also through names.
    pub fn boolean(&self, expression: &'a Expression<'a>) -> Option<(bool, Span)> {
        match self.resolved(expression) {
            Expression::BooleanLiteral(literal) => Some((literal.value, literal.span)),
            _ => None,
        }
    }

    /// Returns the default export, if it is an expression.
    pub fn default_expression(&self) -> Option<&'a Expression<'a>> {
        self.program.body.iter().find_map(|statement| match statement {
            Statement::ExportDefaultDeclaration(export) => export.declaration.as_expression(),
            Statement::ExportNamedDeclaration(export) => {
                let specifier =
                    export.specifiers.iter().find(|specifier| specifier.exported.name() == "default")?;
                self.binding(&specifier.local.name())
            }
            _ => None,
        })
    }

    /// Returns the values that the module exports, each with its exported name; `default` comes first. Re-exports and
    /// functions are left out.
    pub fn exports(&self) -> Vec<(&'a str, &'a Expression<'a>)> {
        let mut exports: Vec<(&str, &Expression<'_>)> =
            self.default_expression().map(|value| ("default", value)).into_iter().collect();
        for statement in &self.program.body {
            match statement {
                Statement::ExportDeclaration(_) => {
                    let declared = variables(statement).into_iter().flat_map(|all| &all.declarations);
                    exports.extend(declared.filter_map(|declarator| match &declarator.id {
                        BindingPattern::BindingIdentifier(id) => {
                            Some((id.name.as_str(), declarator.init.as_ref()?))
                        }
                        _ => None,
                    }));
                }
                Statement::ExportNamedDeclaration(export) => {
                    for specifier in &export.specifiers {
                        let exported = match &specifier.exported {
                            ModuleExportName::IdentifierName(name) => name.name.as_str(),
                            ModuleExportName::IdentifierReference(name) => name.name.as_str(),
                            ModuleExportName::StringLiteral(_) => continue,
                        };
                        if exported != "default"
                            && let Some(value) = self.binding(&specifier.local.name())
                        {
                            exports.push((exported, value));
                        }
                    }
                }
                _ => {}
            }
        }
        exports
    }

    /// Returns the default export, if it is a function or the name of one.
    pub fn default_function(&self) -> Option<&'a Function<'a>> {
        self.program.body.iter().find_map(|statement| match statement {
            Statement::ExportDefaultDeclaration(export) => match &export.declaration {
                ExportDefaultDeclarationKind::FunctionDeclaration(_) => declared_function(statement),
                other => match other.as_expression()? {
                    Expression::Identifier(name) => self.function(&name.name),
                    _ => None,
                },
            },
            Statement::ExportNamedDeclaration(export) => {
                let specifier =
                    export.specifiers.iter().find(|specifier| specifier.exported.name() == "default")?;
                self.function(&specifier.local.name())
            }
            _ => None,
        })
    }

    /// Returns every name that the module imports.
    pub fn imports(&self) -> Vec<Import<'a>> {
        let mut imports = Vec::new();
        for statement in &self.program.body {
            let Statement::ImportDeclaration(import) = statement else { continue };
            let source = import.source.value.as_str();
            for specifier in import.specifiers.iter().flatten() {
                let (local, imported) = match specifier {
                    ImportDeclarationSpecifier::ImportSpecifier(named) => {
                        let imported = match &named.imported {
                            ModuleExportName::IdentifierName(name) => name.name.as_str(),
                            ModuleExportName::IdentifierReference(name) => name.name.as_str(),
                            ModuleExportName::StringLiteral(name) => name.value.as_str(),
                        };
                        (named.local.name.as_str(), imported)
                    }
                    ImportDeclarationSpecifier::ImportDefaultSpecifier(all) => {
                        (all.local.name.as_str(), "default")
                    }
                    ImportDeclarationSpecifier::ImportNamespaceSpecifier(all) => {
                        (all.local.name.as_str(), "*")
                    }
                };
                imports.push(Import { local, imported, source });
            }
        }
        imports
    }

    /// Returns the import with this local name.
    pub fn import(&self, local: &str) -> Option<Import<'a>> {
        self.imports().into_iter().find(|import| import.local == local)
    }
}

/// Returns the language of a file; JavaScript may contain JSX regardless of its extension.
fn source_type(name: &str) -> SourceType {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("ts" | "mts" | "cts") if name.ends_with(".d.ts") => SourceType::d_ts(),
        Some("ts" | "mts" | "cts") => SourceType::ts(),
        // A text without a name may be of either language. All JavaScript is TypeScript here, but not the other way round.
        Some("tsx") | None => SourceType::tsx(),
        Some(_) => SourceType::jsx(),
    }
}

/// Removes parentheses, types and `Object.freeze` around an expression.
pub fn unwrapped<'a>(expression: &'a Expression<'a>) -> &'a Expression<'a> {
    let inner = expression.get_inner_expression();
    match inner {
        Expression::CallExpression(call) => match frozen(call) {
            Some(argument) => unwrapped(argument),
            None => inner,
        },
        _ => inner,
    }
}

fn frozen<'a>(call: &'a CallExpression<'a>) -> Option<&'a Expression<'a>> {
    call.callee.is_specific_member_access("Object", "freeze").then_some(())?;
    call.arguments.first().and_then(Argument::as_expression)
}

/// Returns the object that an expression is.
pub fn object_of<'a>(expression: &'a Expression<'a>) -> Option<&'a ObjectExpression<'a>> {
    match unwrapped(expression) {
        Expression::ObjectExpression(object) => Some(object),
        _ => None,
    }
}

/// Whether an object takes over members of another one.
fn has_spread(object: &ObjectExpression<'_>) -> bool {
    object.properties.iter().any(|property| matches!(property, ObjectPropertyKind::SpreadProperty(_)))
}

/// Returns the call of this function that an expression is.
pub fn call_to<'a>(expression: &'a Expression<'a>, name: &str) -> Option<&'a CallExpression<'a>> {
    match unwrapped(expression) {
        Expression::CallExpression(call) if call.callee.is_specific_id(name) => Some(call),
        _ => None,
    }
}

/// Returns a property's name, unless it is computed.
pub fn key_of(property: &ObjectProperty<'_>) -> Option<String> {
    match &property.key {
        PropertyKey::StaticIdentifier(name) => Some(name.name.to_string()),
        PropertyKey::StringLiteral(literal) => Some(literal.value.to_string()),
        _ => None,
    }
}

/// Returns the variables that a statement declares.
fn variables<'a>(statement: &'a Statement<'a>) -> Option<&'a VariableDeclaration<'a>> {
    match statement {
        Statement::VariableDeclaration(declared) => Some(declared),
        Statement::ExportDeclaration(export) => match &export.declaration {
            Declaration::VariableDeclaration(declared) => Some(declared),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the function that a statement declares. An overload, which has no body, is none.
fn declared_function<'a>(statement: &'a Statement<'a>) -> Option<&'a Function<'a>> {
    let function = match statement {
        Statement::FunctionDeclaration(function) => function,
        Statement::ExportDeclaration(export) => match &export.declaration {
            Declaration::FunctionDeclaration(function) => function,
            _ => return None,
        },
        Statement::ExportDefaultDeclaration(export) => match &export.declaration {
            ExportDefaultDeclarationKind::FunctionDeclaration(function) => function,
            _ => return None,
        },
        _ => return None,
    };
    function.body.is_some().then_some(function)
}

/// Returns the class that a statement declares.
fn declared_class<'a>(statement: &'a Statement<'a>) -> Option<&'a Class<'a>> {
    match statement {
        Statement::ClassDeclaration(class) => Some(class),
        Statement::ExportDeclaration(export) => match &export.declaration {
            Declaration::ClassDeclaration(class) => Some(class),
            _ => None,
        },
        Statement::ExportDefaultDeclaration(export) => match &export.declaration {
            ExportDefaultDeclarationKind::ClassDeclaration(class) => Some(class),
            _ => None,
        },
        _ => None,
    }
}

/// Converts a span to a range.
pub(super) fn range(span: Span) -> Range<usize> {
    span.start as usize..span.end as usize
}

/// Returns the place of a part of the syntax tree.
pub fn place_of(part: &impl GetSpan) -> Range<usize> {
    range(part.span())
}

fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1
}

/// Returns the maximum nesting of brackets, counting those in strings as well.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' | b'<' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b')' | b']' | b'}' | b'>' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
