//! Strict Handlebars: every name in a template must exist, even inside conditions.

use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError,
    RenderErrorReason, Renderable, no_escape,
};
use serde_json::Value;

use super::pieces::{has_tags, pieces};
use crate::encode::{html, js};
use crate::error::{Error, Result};

/// An engine with carto-app's helpers, which caches compiled templates.
pub struct Engine(Handlebars<'static>);

impl Engine {
    /// Creates an engine without compiled templates.
    pub fn new() -> Self {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.register_escape_fn(no_escape);
        registry.register_helper("if", Box::new(Condition { expected: true }));
        registry.register_helper("unless", Box::new(Condition { expected: false }));
        registry.register_helper("property", Box::new(property));
        registry.register_helper("html_title", Box::new(html_title));
        Self(registry)
    }

    /// Renders a template; an error names its path.
    ///
    /// # Errors
    /// A template that can't be parsed, or names something that does not exist: bugs in the templates.
    pub fn render(&mut self, path: &str, template: &str, context: &Context) -> Result<String> {
        let fault = |what: String| Error::internal(format!("the template {path} {what}"));
        let mut text = String::new();
        for piece in pieces(template, context.data()).map_err(fault)? {
            if !has_tags(piece) {
                text.push_str(piece);
                continue;
            }
            if !self.0.has_template(piece) {
                let compiled = self.0.register_template_string(piece, piece);
                compiled.map_err(|error| fault(format!("can't be parsed: {error}")))?;
            }
            let rendered = self.0.render_with_context(piece, context);
            text.push_str(&rendered.map_err(|error| fault(format!("can't be rendered: {error}")))?);
        }
        Ok(text)
    }
}

/// `{{#if fact}}` and `{{#unless fact}}`. The library's own helpers treat a misspelled name as false.
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
            return Err(other("a condition is a fact, which is true or false"));
        };
        let branch = if *holds == self.expected { helper.template() } else { helper.inverse() };
        branch.map_or(Ok(()), |branch| branch.render(registry, context, render, out))
    }
}

/// `{{property INDENT "key" text}}`: see [`js::property`]. With `variable="NAME"`: see [`js::property_or_variable`].
fn property(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let key = helper.param(1).and_then(|param| param.value().as_str());
    let key = key.ok_or_else(|| other("property takes an indent, a key and a text"))?;
    let (indent, text) = (indent(helper)?, raw(helper, 2)?);
    let variable = helper
        .hash_get("variable")
        .map(|variable| variable.value().as_str().ok_or_else(|| other("variable is the name of a variable")));
    out.write(&match variable.transpose()? {
        Some(variable) => js::property_or_variable(indent, key, variable, text),
        None => js::property(indent, key, text),
    })?;
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
        .ok_or_else(|| other("the first parameter is an indent"))
}

/// Returns a text without encoding. Only helpers use it: a template with `{{title.raw}}` would bypass the encoders, so a test
/// of the templates refuses that word.
fn raw<'a>(helper: &'a Helper<'_>, index: usize) -> std::result::Result<&'a str, RenderError> {
    let text = helper.param(index).and_then(|param| param.value().get("raw")).and_then(Value::as_str);
    text.ok_or_else(|| other("the last parameter is a text"))
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

    fn render(template: &str) -> Result<String> {
        Engine::new().render("test", template, &context().into())
    }

    #[test]
    fn existing_names_are_rendered() {
        assert_eq!(
            render("{{title.js}} {{#if yes}}a{{else}}b{{/if}}{{#unless yes}}c{{/unless}}").as_deref(),
            Ok("\"it's\" a")
        );
        assert_eq!(render("{{#each list}}{{this.id}}{{#if @root.no}}!{{/if}}{{/each}}").as_deref(), Ok("ab"));
        assert_eq!(render("{{property 2 \"title\" title}}").as_deref(), Ok("title: \"it's\""));
        assert_eq!(
            render("{{property 2 \"title\" title variable=\"T\"}}").as_deref(),
            Ok("title: import.meta.env.T || \"it's\"")
        );
    }

    #[test]
    fn unknown_names_fail_everywhere() {
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
            "{{property 2 \"title\" title variable=name}}",
            "{{html_title 2 titel}}",
        ] {
            assert!(render(template).is_err(), "{template}");
        }
    }

    #[test]
    fn a_condition_must_be_a_fact() {
        assert!(render("{{#if word}}a{{/if}}").is_err());
        assert!(render("{{#if word}}\na\n{{/if}}").is_err());
        assert!(render("{{#if list}}a{{/if}}").is_err());
    }

    #[test]
    fn pieces_render_like_the_whole_template() {
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
