//! The Handlebars engine, strict in every respect: everything that a template names must exist, in conditions as well.

use std::collections::HashMap;

use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason, Renderable, no_escape,
};
use serde_json::Value;

use super::pieces::{Piece, pieces};
use crate::encode::{html, js};
use crate::error::{Error, Result};

/// The engine with the helpers below.
pub struct Engine {
    /// The compiled pieces, named by their own text.
    registry: Handlebars<'static>,
    /// The pieces of each template, by the template's path.
    templates: HashMap<String, Vec<Piece>>,
}

impl Engine {
    /// Returns an engine without templates; only those that are used are compiled.
    pub fn new() -> Self {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.register_escape_fn(no_escape);
        registry.register_helper("if", Box::new(Condition { expected: true }));
        registry.register_helper("unless", Box::new(Condition { expected: false }));
        registry.register_helper("property", Box::new(property));
        registry.register_helper("html_title", Box::new(html_title));
        Self { registry, templates: HashMap::new() }
    }

    /// Adds the template at `path`.
    ///
    /// # Errors
    /// An unterminated block, which is a bug in the template.
    pub fn add(&mut self, path: &str, template: &'static str) -> Result<()> {
        self.templates.insert(path.to_owned(), pieces(template)?);
        Ok(())
    }

    /// Renders the template at `path`.
    ///
    /// # Errors
    /// A template that was not added, can't be parsed, or names a missing value: a bug in the templates.
    pub fn render(&mut self, path: &str, context: &Context) -> Result<String> {
        let bug = |what: &str| Error::internal(format!("the template {path} {what}"));
        let pieces = self.templates.get(path).ok_or_else(|| bug("was not added"))?;
        let mut text = String::new();
        let mut open: Vec<&Piece> = pieces.iter().rev().collect();
        while let Some(piece) = open.pop() {
            match piece {
                Piece::Copied(lines) => text.push_str(lines),
                Piece::Filled(lines) => {
                    fill(lines, context.data(), &mut text).map_err(|what| bug(&what))?;
                }
                Piece::Compiled(lines) => {
                    if !self.registry.has_template(lines) {
                        let compiled = self.registry.register_template_string(lines, lines);
                        compiled.map_err(|error| bug(&format!("can't be parsed: {error}")))?;
                    }
                    let rendered = self.registry.render_with_context(lines, context);
                    text.push_str(&rendered.map_err(|error| bug(&format!("can't be rendered: {error}")))?);
                }
                Piece::Choice { fact, expected, chosen, other } => {
                    let Some(Value::Bool(holds)) = context.data().get(fact) else {
                        return Err(bug(&format!("names {fact}, which is not a fact")));
                    };
                    open.extend(if holds == expected { chosen } else { other }.iter().rev());
                }
            }
        }
        Ok(text)
    }
}

/// Appends lines with their tags replaced, as the library would.
fn fill(lines: &str, context: &Value, to: &mut String) -> std::result::Result<(), String> {
    let mut parts = lines.split("{{");
    to.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, after) = part.split_once("}}").ok_or("has an unterminated tag")?;
        match name.split('.').try_fold(context, |value, key| value.get(key)) {
            Some(Value::String(text)) => to.push_str(text),
            Some(Value::Number(number)) => to.push_str(&number.to_string()),
            _ => return Err(format!("names {name}, which is not a text")),
        }
        to.push_str(after);
    }
    Ok(())
}

/// `{{#if fact}}` and `{{#unless fact}}`. The library's own treat a misspelled name as false.
struct Condition {
    expected: bool,
}

impl HelperDef for Condition {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let param = helper.param(0).ok_or(RenderErrorReason::ParamNotFoundForIndex("if", 0))?;
        if param.is_value_missing() {
            return Err(RenderError::strict_error(param.relative_path()));
        }
        let Value::Bool(holds) = param.value() else {
            return Err(other("a condition must be a fact, which is true or false"));
        };
        let branch = if *holds == self.expected { helper.template() } else { helper.inverse() };
        branch.map_or(Ok(()), |branch| branch.render(registry, context, render, out))
    }
}

/// `{{property INDENT "key" text}}`: see [`js::property`].
fn property(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let key = helper.param(1).and_then(|param| param.value().as_str());
    let key = key.ok_or_else(|| other("property takes an indent, a key and a text"))?;
    out.write(&js::property(indent(helper)?, key, raw(helper, 2)?))?;
    Ok(())
}

/// `{{html_title INDENT title}}`: see [`html::title_element`].
fn html_title(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    out.write(&html::title_element(indent(helper)?, raw(helper, 1)?))?;
    Ok(())
}

fn indent(helper: &Helper<'_>) -> std::result::Result<usize, RenderError> {
    let indent = helper.param(0).and_then(|param| param.value().as_u64());
    indent
        .and_then(|indent| usize::try_from(indent).ok())
        .ok_or_else(|| other("the first parameter must be an indent"))
}

/// Returns the raw text of a parameter. Only helpers may use it: `{{title.raw}}` in a template would bypass the encoders,
/// so a test of the templates rejects the word.
fn raw<'a>(helper: &'a Helper<'_>, index: usize) -> std::result::Result<&'a str, RenderError> {
    let text = helper.param(index).and_then(|param| param.value().get("raw")).and_then(Value::as_str);
    text.ok_or_else(|| other("the last parameter must be a text"))
}

fn other(message: &str) -> RenderError {
    RenderErrorReason::Other(message.to_owned()).into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn context() -> Value {
        json!({
            "yes": true, "no": false, "word": "w", "count": 2, "list": [{ "id": "a" }, { "id": "b" }],
            "title": { "raw": "it's", "js": "\"it's\"" },
        })
    }

    fn render(template: &'static str) -> Result<String> {
        let mut engine = Engine::new();
        engine.add("test", template)?;
        engine.render("test", &context().into())
    }

    #[test]
    fn existing_values_are_rendered() {
        assert_eq!(
            render("{{title.js}} {{#if yes}}a{{else}}b{{/if}}{{#unless yes}}c{{/unless}}").as_deref(),
            Ok("\"it's\" a")
        );
        assert_eq!(render("{{#each list}}{{this.id}}{{#if @root.no}}!{{/if}}{{/each}}").as_deref(), Ok("ab"));
        assert_eq!(render("{{property 2 \"title\" title}}").as_deref(), Ok("title: \"it's\""));
    }

    #[test]
    fn missing_values_fail_everywhere() {
        for template in [
            "{{titel.js}}",
            "{{title.jss}}",
            "{{#if yess}}a{{/if}}",
            "{{#if title.x}}a{{/if}}",
            "{{#if yess}}\na\n{{/if}}\n",
            "{{#if title.x}}\na\n{{/if}}\n",
            "{{#unless yess}}a{{/unless}}",
            "{{#if yes}}{{#if nope}}a{{/if}}{{/if}}",
            "{{#each lists}}a{{/each}}",
            "{{#each list}}{{this.name}}{{/each}}",
            "{{#with nothing}}a{{/with}}",
            "{{nohelper 1 2}}",
            "{{property 2 \"title\" titel}}",
            "{{html_title 2 titel}}",
        ] {
            assert!(render(template).is_err(), "{template}");
        }
    }

    #[test]
    fn only_facts_are_conditions() {
        assert!(render("{{#if word}}a{{/if}}").is_err());
        assert!(render("{{#if word}}\na\n{{/if}}").is_err());
        assert!(render("{{#if list}}a{{/if}}").is_err());
    }

    #[test]
    fn rendering_in_pieces_equals_rendering_at_once() {
        for template in [
            "a\n{{#if yes}}\nb\n{{/if}}\nc\n",
            "a\n  {{#if no}}\nb\n  {{else}}\n{{word}}\n  {{/if}}\n\nc",
            "{{#if yes}}\n{{#each list}}\n  {{this.id}},\n{{/each}}\n{{/if}}\n{{word}}{{#if no}}x{{/if}} y\n",
            "{{#unless no}}\n{{#if yes}}\n{{word}}\n{{else}}\nb\n{{/if}}\n\n{{/unless}}\n",
            "\n{{#unless yes}}\nb\n{{/unless}}",
            "  {{word}}\n{{count}} {{title.js}}{{word}}",
        ] {
            let mut whole = Handlebars::new();
            whole.register_escape_fn(no_escape);
            assert_eq!(render(template), Ok(whole.render_template(template, &context()).expect(template)));
        }
    }
}
