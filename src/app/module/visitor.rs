//! The visitor that collects the facts about a module.

use oxc_ast::AstKind;
use oxc_ast::ast::{Argument, CallExpression, Expression, ImportDeclarationSpecifier, ObjectExpression};
use oxc_ast_visit::Visit;
use oxc_span::{GetSpan, Span};

use super::credentials::has_unknown_spread;
use super::reader::{Pieces, Reader, Use};
use super::texts::{as_name, names_in};
use crate::app::folders::SOURCES;
use crate::code::{key_of, unwrapped};
use crate::spec::{is_api_key, refuse_secret};
use crate::sql::{self, HOLE};

/// Properties that hold texts for people or internal names, and never the name of a dataset.
const NO_NAMES: [&str; 6] = ["title", "label", "description", "id", "key", "path"];

/// Properties that hold an endpoint of CARTO.
const END_POINTS: [&str; 3] = ["serverUrlTemplate", "mapsUrl", "authorizeEndPoint"];

impl<'a> Reader<'_, 'a> {
    /// Adds the patterns of a glob: the texts in its call that are paths.
    fn glob(&mut self, call: Span) {
        let written = self.script.slice(call);
        let texts = written.split(['\'', '"', '`']).skip(1).step_by(2);
        let patterns = texts.filter(|text| text.contains('/') && !text.starts_with('!'));
        for pattern in patterns {
            let pattern =
                match (pattern.find(['*', '{', '[', '?', '(']), pattern.rfind(['*', '}', ']', '?', ')'])) {
                    (Some(first), Some(last)) => format!("{}*{}", &pattern[..first], &pattern[last + 1..]),
                    _ => pattern.to_owned(),
                };
            self.import(&pattern, call, None, false);
        }
    }

    /// Adds a module whose path may only be known at run time. With `is_needed`, a known path must exist.
    fn import_value(&mut self, path: &'a Expression<'a>, is_needed: bool) {
        let mut text = Pieces::default();
        match unwrapped(path) {
            Expression::TemplateLiteral(template) => self.template(template, &mut text),
            Expression::BinaryExpression(binary) if binary.operator.as_str() == "+" => {
                self.sum(binary, &mut text);
            }
            other => self.value(other, &mut text),
        }
        let is_known = !text.text.contains(HOLE);
        self.import(&text.text.replace(HOLE, "*"), path.span(), None, is_needed && is_known);
    }

    /// Reads a call that may load a module or add a layer.
    fn call(&mut self, call: &'a CallExpression<'a>) {
        let callee = self.script.slice(call.callee.span());
        let first = call.arguments.first().and_then(Argument::as_expression);
        match (callee, first) {
            (glob, _) if glob.starts_with("import.meta.glob") => self.glob(call.span),
            ("require" | "require.resolve" | "import.meta.resolve", Some(path)) => {
                self.import_value(path, false);
            }
            ("require.context", Some(folder)) => {
                let folder = self.script.string(folder).map(|(folder, _)| folder).unwrap_or_default();
                self.import(&format!("{folder}/*"), call.span, None, false);
            }
            ("fetch" | "window.fetch" | "globalThis.fetch" | "self.fetch", _) => self.fetch(call.span),
            ("addSource", Some(source)) => {
                self.added.extend(self.script.object(source).map(|source| source.span));
            }
            ("addLayer", Some(layer)) => {
                let id = self.script.object(layer).and_then(|layer| self.script.property(layer, "id"));
                // The ID of an imported layer: the import already counts as a use.
                let is_imported = |id: &Expression<'a>| match unwrapped(id) {
                    Expression::StaticMemberExpression(member) => match &member.object {
                        Expression::Identifier(name) => self.script.import(&name.name).is_some(),
                        _ => false,
                    },
                    _ => false,
                };
                let is_known =
                    id.is_some_and(|id| self.script.string(&id.value).is_some() || is_imported(&id.value));
                self.module.adds_unknown_layers |= !is_known;
            }
            _ => {}
        }
    }

    /// Reads an object, which may be a source, hold endpoints, or be the options of a query.
    fn object(&mut self, object: &'a ObjectExpression<'a>) {
        for key in END_POINTS {
            if let Some(property) = self.script.property(object, key)
                && let Some((value, span)) = self.script.string_or_default(&property.value)
            {
                let line = self.line(span.start);
                self.module.end_points.push((key, value, line));
            }
        }
        self.carto3(object);
        if let Some((id, _)) = self.script.property(object, "id").and_then(|id| self.script.string(&id.value))
        {
            self.module.ids.push(id);
        }
        if let Some(property) = self.script.property(object, "apiKey") {
            self.api_key("apiKey", &property.value);
        }
        let credentials = self.script.property(object, "credentials");
        let is_in_sources = self.module.path.starts_with(SOURCES);
        let is_added = self.added.contains(&object.span);
        let is_source = is_in_sources || is_added || self.has_type_of_query(object);
        let keys: &[&str] = if is_source { &["data"] } else { &["query", "q", "sql"] };
        let query = keys.iter().find_map(|key| self.script.property(object, key));
        let Some(query) = query.filter(|_| is_source || credentials.is_some()) else { return };
        self.module.is_source |= is_in_sources;
        let is_fixed = match credentials {
            Some(_) if is_in_sources => true,
            Some(credentials) => self.is_fixed(&credentials.value),
            // Without credentials of its own, a source in the store is read with the application's.
            None if is_added => true,
            None => is_source && has_unknown_spread(self.script, object),
        };
        self.uses.push(Use { query: &query.value, is_fixed, functions: self.functions.clone() });
    }

    /// Whether the type of an object says that its data is a query, as that of a source does wherever it is declared.
    fn has_type_of_query(&self, object: &'a ObjectExpression<'a>) -> bool {
        let Some(kind) = self.script.property(object, "type") else { return false };
        match self.script.resolved(&kind.value) {
            Expression::StaticMemberExpression(member) => {
                member.property.name == "QUERY" && self.script.slice(member.object.span()) == "MAP_TYPES"
            }
            // Other objects than sources may have such a type.
            other => {
                let is_word = self.script.string(other).is_some_and(|(word, _)| word == "query");
                let data = self.script.property(object, "data").filter(|_| is_word);
                let data = data.and_then(|data| self.script.string(self.script.resolved(&data.value)));
                data.is_some_and(|(data, _)| sql::is_query(&data))
            }
        }
    }

    /// Notes properties that only credentials of CARTO 3 have.
    fn carto3(&mut self, object: &'a ObjectExpression<'a>) {
        let value = |key: &str| self.script.property(object, key).map(|own| self.script.resolved(&own.value));
        let version = value("apiVersion").and_then(|version| match version {
            Expression::StaticMemberExpression(member) => {
                Some((member.property.name.to_string(), member.span))
            }
            other => self.script.string(other),
        });
        let version = version.filter(|(version, _)| version.eq_ignore_ascii_case("v3"));
        let text = |key: &str| value(key).and_then(|value| self.script.string(value));
        // The header of a JSON Web Token.
        let token = text("accessToken").filter(|(token, _)| token.starts_with("eyJ"));
        let base = text("apiBaseUrl").filter(|(url, _)| url.contains(".carto.com"));
        for (what, found) in [("apiVersion V3", version), ("accessToken", token), ("apiBaseUrl", base)] {
            if let Some((_, span)) = found {
                let line = self.line(span.start);
                self.module.of_carto3.push((what, line));
            }
        }
    }

    /// Notes an API key of the account.
    fn api_key(&mut self, name: &str, value: &'a Expression<'a>) {
        if name.replace('_', "").to_ascii_lowercase().ends_with("apikey")
            && let Some((value, span)) = self.script.string_or_default(value)
            && is_api_key(&value)
            // A placeholder is as long as a key.
            && refuse_secret(&value).is_err()
        {
            let line = self.line(span.start);
            self.module.api_keys.push(line);
        }
    }
}

impl<'a> Visit<'a> for Reader<'_, 'a> {
    fn enter_node(&mut self, kind: AstKind<'a>) {
        match kind {
            AstKind::ImportDeclaration(import) => {
                let names = import.specifiers.iter().flatten().map(|each| match each {
                    ImportDeclarationSpecifier::ImportSpecifier(named) => {
                        Some(named.imported.name().to_string())
                    }
                    ImportDeclarationSpecifier::ImportDefaultSpecifier(_) => Some("default".to_owned()),
                    ImportDeclarationSpecifier::ImportNamespaceSpecifier(_) => None,
                });
                let is_needed = !import.import_kind.is_type();
                self.import(&import.source.value, import.span, names.collect(), is_needed);
            }
            AstKind::ExportFromDeclaration(export) => {
                let names = export.specifiers.iter().map(|each| each.local.name().to_string()).collect();
                let is_needed = !export.export_kind.is_type();
                self.import(&export.source.value, export.span, Some(names), is_needed);
            }
            AstKind::ExportAllDeclaration(export) => {
                let is_needed = !export.export_kind.is_type();
                self.import(&export.source.value, export.span, None, is_needed);
            }
            AstKind::TSExternalModuleReference(import) => {
                self.import(&import.expression.value, import.span, None, false);
            }
            AstKind::ImportExpression(import) => {
                // A bundler leaves such an import to the browser.
                let is_left = self.script.slice(import.span).contains("@vite-ignore");
                self.import_value(&import.source, !is_left);
            }
            AstKind::CallExpression(call) => self.call(call),
            AstKind::StaticMemberExpression(_) | AstKind::ComputedMemberExpression(_) => {
                self.environment(kind);
            }
            AstKind::ConditionalExpression(choice) => self.guard(&choice.test, choice.span, None),
            AstKind::LogicalExpression(choice) => self.guard(&choice.left, choice.span, None),
            AstKind::IfStatement(choice) => self.guard(&choice.test, choice.span, Some(&choice.consequent)),
            AstKind::ObjectExpression(object) => self.object(object),
            AstKind::VariableDeclarator(declarator) => {
                self.environment(kind);
                if let (Some(id), Some(init)) = (declarator.id.get_binding_identifier(), &declarator.init) {
                    let function = self.functions.last().copied().unwrap_or_default();
                    self.declared.push((id.name.as_str(), function, init));
                    self.api_key(&id.name, init);
                }
            }
            AstKind::Function(_) | AstKind::ArrowFunctionExpression(_) => {
                self.count += 1;
                self.functions.push(self.count);
                self.ends.push(kind.span().end);
            }
            AstKind::NewExpression(new) => {
                self.words += 1;
                let callee = self.script.slice(new.callee.span());
                if ["XMLHttpRequest", "EventSource", "WebSocket"].contains(&callee) {
                    self.fetch(new.span);
                }
                if new.callee.is_specific_id("URL")
                    && let Some(path) = new.arguments.first().and_then(Argument::as_expression)
                    && let Some((path, _)) = self.script.string(path).filter(|_| new.arguments.len() > 1)
                {
                    self.import(&path, new.span, None, false);
                }
            }
            AstKind::ThrowStatement(_) => self.words += 1,
            AstKind::BinaryExpression(binary) if binary.operator.as_str() == "+" => self.joined(binary),
            AstKind::TemplateLiteral(template) if template.span.end > self.joined_until => {
                let mut text = Pieces::default();
                self.template(template, &mut text);
                if !template.expressions.is_empty() || !sql::is_query(&text.text) {
                    self.module.texts.extend(names_in(&text.text));
                }
                self.text(text, template.span);
            }
            AstKind::ObjectProperty(property)
                if key_of(property).is_some_and(|key| NO_NAMES.contains(&key.as_str())) =>
            {
                self.no_name = Some(property.value.span());
            }
            AstKind::StringLiteral(literal) => {
                self.module.names.extend(as_name(&literal.value));
                // The tables of a whole query are read from it.
                if self.no_name != Some(literal.span) && !sql::is_query(&literal.value) {
                    self.module.texts.extend(names_in(&literal.value));
                }
                if literal.span.end > self.joined_until {
                    let mut text = Pieces::default();
                    text.push(&literal.value, literal.span.start);
                    self.text(text, literal.span);
                }
            }
            _ => {}
        }
    }

    fn leave_node(&mut self, kind: AstKind<'a>) {
        match kind {
            AstKind::Function(_) | AstKind::ArrowFunctionExpression(_) => {
                self.functions.pop();
                self.ends.pop();
            }
            AstKind::ThrowStatement(_) | AstKind::NewExpression(_) => self.words -= 1,
            _ => {}
        }
    }
}
