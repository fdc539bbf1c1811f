use oxc_allocator::Allocator;
use oxc_ast::AstKind;
use oxc_ast::ast::CallExpression;
use oxc_ast_visit::Visit;

use super::auth::shown;
use super::finding::{Code, Finding, Fix};
use crate::app::redirect::VITE_CONFIGS;
use crate::app::survey::Survey;
use crate::app::{Draft, Stated, module_stem, redirect};
use crate::code::Script;
use crate::error::Result;

/// The callback page, and its script.
const FILES: [&str; 2] = ["public/oauthCallback.html", "public/oauthCallback.js"];

/// The plugin that serves the page at the path that CARTO redirects to, as JavaScript calls it.
const PLUGIN_FILE: &str = "oauthCallbackPlugin.js";

/// Whether a file belongs to the callback, so that it can be restored.
pub fn is_file(path: &str) -> bool {
    FILES.contains(&path) || module_stem(path) == module_stem(PLUGIN_FILE)
}

/// The name of the plugin in Vite's configuration.
const PLUGIN: &str = "oauthCallbackPlugin";

const WHY: &str = "CARTO redirects to /oauthCallback after a login, where nothing handles the response, so nobody can log in";

const WHY_UNSERVED: &str =
    "CARTO redirects there after a login, where nothing handles the response, so nobody can log in";

/// The default path of the callback.
const DEFAULT_PATH: &str = "/oauthCallback";

/// Checks that the callback of a login is served and handled.
///
/// # Errors
/// Files that can't be read.
pub fn check(survey: &Survey, draft: &mut Draft<'_>, findings: &mut Vec<Finding>) -> Result<()> {
    if survey.oauth().is_none() {
        return Ok(());
    }
    let settings = VITE_CONFIGS.into_iter().find(|path| survey.has(path));
    let text = match settings {
        Some(path) => draft.text(path)?.unwrap_or_default(),
        None => String::new(),
    };
    // An application that serves the page in another way needs no plugin file.
    let plugin_file = draft.module_or(PLUGIN_FILE)?;
    let plugin_file = plugin_file.as_str();
    for path in FILES.into_iter().chain(text.contains(PLUGIN).then_some(plugin_file)) {
        let is_empty = draft.bytes(path)?.is_some_and(|bytes| bytes.trim_ascii().is_empty());
        if !survey.has(path) || is_empty {
            let message = format!("{path} is {}", if is_empty { "empty" } else { "missing" });
            let finding =
                Finding::new(Code::CallbackRouteGone, (path, 1), message, WHY, "carto-app check --fix");
            findings.push(finding.with_fix(Fix::Restore));
        }
    }
    if !calls(&text, PLUGIN) {
        let config = draft.module_or(VITE_CONFIGS[0])?;
        let path = settings.unwrap_or(&config);
        findings.push(Finding::new(
            Code::CallbackRouteGone,
            (path, 1),
            format!("{path} does not use {PLUGIN}"),
            WHY,
            format!(
                "in {path}: import {{ {PLUGIN} }} from './{plugin_file}', and {PLUGIN}() among the plugins"
            ),
        ));
    }
    if findings.iter().any(|finding| finding.code == Code::CallbackRouteGone) {
        return Ok(());
    }
    page(survey, draft, findings);
    let Some(Stated { value: Some(wanted), path: request, line, .. }) = redirect::redirect_path(draft)?
    else {
        return Ok(());
    };
    let is_default = wanted == DEFAULT_PATH;
    if !is_served(&wanted, survey, draft) {
        let finding = |path: &str, line, message: String, fix: String| {
            Finding::new(Code::CallbackRouteGone, (path, line), message, WHY_UNSERVED, fix)
        };
        findings.push(if is_default {
            let message = format!("{plugin_file} does not serve {DEFAULT_PATH}");
            finding(plugin_file, 1, message, format!("make it serve {} at {DEFAULT_PATH}", FILES[0]))
        } else {
            let message = format!("REDIRECT_PATH is {}, but nothing serves it", shown(&wanted));
            let fix = format!("set it to '{DEFAULT_PATH}' in {request}");
            finding(&request, line, message, fix)
        });
    } else if text.contains(PLUGIN) {
        plugin(plugin_file, survey, draft, findings);
    }
    Ok(())
}

/// Checks that the page loads the script. An inline script, or one from another place, is the user's responsibility.
fn page(survey: &Survey, draft: &mut Draft<'_>, findings: &mut Vec<Finding>) {
    let path = FILES[0];
    let Ok(Some(text)) = draft.text(path) else { return };
    let loads = |tag: &str| {
        let tag = tag.split('>').next().unwrap_or(tag);
        let Some((_, value)) = tag.split_once("src=") else { return true };
        let value = value.trim_start_matches(['"', '\'']);
        let source = value.split(['"', '\'', ' ', '?']).next().unwrap_or(value);
        let file = source.trim_start_matches("./").trim_start_matches('/');
        source.contains("//") || survey.has(&format!("public/{file}")) || survey.has(file)
    };
    if !without_comments(&text).to_ascii_lowercase().contains("<script")
        || !without_comments(&text).split("<script").skip(1).any(loads)
    {
        findings.push(Finding::new(
            Code::CallbackRouteGone,
            (path, 1),
            format!("{path} does not load oauthCallback.js"),
            WHY_UNSERVED,
            format!("in the head of {path}: <script src=\"/oauthCallback.js\"></script>"),
        ));
    }
}

/// Removes the comments of a page.
fn without_comments(text: &str) -> String {
    let mut parts = text.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once("-->").map_or("", |(_, rest)| rest))
}

/// Checks that the plugin responds with a page that exists.
fn plugin(path: &str, survey: &Survey, draft: &mut Draft<'_>, findings: &mut Vec<Finding>) {
    let Ok(Some(text)) = draft.text(path) else { return };
    let Some(texts) = texts(&text) else { return };
    let pages: Vec<&(String, usize)> = texts
        .iter()
        .filter(|(text, _)| text.rsplit_once('.').is_some_and(|(_, end)| end == "html"))
        .collect();
    let is_there = |page: &str| {
        let file = page.trim_start_matches("./").trim_start_matches('/');
        survey.has(&format!("public/{}", file.trim_start_matches("public/")))
    };
    if let Some((page, line)) = pages.first().filter(|_| !pages.iter().any(|(page, _)| is_there(page))) {
        let name = page.trim_start_matches('/');
        findings.push(Finding::new(
            Code::CallbackRouteGone,
            (path, *line),
            format!("{path} serves {}, which is not in public/", shown(name)),
            WHY_UNSERVED,
            format!("make it serve /oauthCallback.html, which is {}", FILES[0]),
        ));
    }
}

/// Whether something may serve a path: a file in `public`, or code that names it. If unknown, the path counts as served.
fn is_served(wanted: &str, survey: &Survey, draft: &mut Draft<'_>) -> bool {
    let name = wanted.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    let is_file = |path: String| survey.has(&path);
    let is_default = wanted == DEFAULT_PATH;
    if name.is_empty()
        || is_file(format!("public/{name}"))
        || !is_default
            && (is_file(format!("public/{name}.html")) || is_file(format!("public/{name}/index.html")))
    {
        return true;
    }
    for path in &survey.files {
        let ends = |endings: &[&str]| endings.iter().any(|ending| path.ends_with(ending));
        let is_program = ends(&[".js", ".jsx", ".mjs", ".cjs", ".ts", ".mts"]);
        let is_own = !["e2e/", "sandbox/", "public/"].iter().any(|folder| path.starts_with(folder))
            && ![".test.", ".spec."].iter().any(|part| path.contains(part))
            && module_stem(path) != module_stem(redirect::REQUEST);
        // Configuration files of hosting services.
        let is_hosting_config = !is_default
            && !path.starts_with("src/")
            && (ends(&[".toml", ".conf", ".yaml", ".yml", "_redirects", ".json"]))
            && !ends(&["package-lock.json", "pnpm-lock.yaml"]);
        if !(is_program && is_own || is_hosting_config) {
            continue;
        }
        let Ok(Some(text)) = draft.text(path) else { continue };
        if !text.contains(name) && !text.contains("REDIRECT_PATH") {
            continue;
        }
        let is_named = match texts(&text) {
            Some(all) if is_program => {
                !path.starts_with("src/") && text.contains("REDIRECT_PATH")
                    || all.iter().any(|(text, _)| names(text, name))
            }
            _ => true,
        };
        if is_named {
            return true;
        }
    }
    false
}

/// Whether a text contains a name as a part of a path that is not a page.
fn names(text: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    text.match_indices(name).any(|(at, _)| {
        let rest = &text[at + name.len()..];
        !text[..at].ends_with(is_word)
            && !rest.starts_with(is_word)
            && ![".html", "\\.html", ".js", "\\.js"].iter().any(|end| rest.starts_with(end))
    })
}

/// Returns the strings and patterns in a module with their lines; `None` if it can't be parsed as JavaScript.
fn texts(text: &str) -> Option<Vec<(String, usize)>> {
    struct Texts<'s, 'a> {
        script: &'s Script<'a>,
        found: Vec<(String, usize)>,
    }
    impl<'a> Visit<'a> for Texts<'_, 'a> {
        fn enter_node(&mut self, kind: AstKind<'a>) {
            let (text, place) = match kind {
                AstKind::StringLiteral(literal) => (literal.value.to_string(), literal.span),
                AstKind::TemplateElement(element) => (element.value.raw.to_string(), element.span),
                AstKind::RegExpLiteral(literal) => {
                    (literal.regex.pattern.text.replace("\\/", "/"), literal.span)
                }
                _ => return,
            };
            self.found.push((text, self.script.line(place.start)));
        }
    }
    let arena = Allocator::default();
    let script = Script::parse(&arena, "", text).ok()?;
    let mut texts = Texts { script: &script, found: Vec::new() };
    texts.visit_program(script.program);
    Some(texts.found)
}

/// Whether a module calls a function. A file that can't be parsed as JavaScript may be TypeScript, and is searched as text.
fn calls(text: &str, name: &str) -> bool {
    struct Calls<'n> {
        name: &'n str,
        found: bool,
    }
    impl<'a> Visit<'a> for Calls<'_> {
        fn visit_call_expression(&mut self, call: &CallExpression<'a>) {
            self.found |= call.callee.is_specific_id(self.name);
            oxc_ast_visit::walk::walk_call_expression(self, call);
        }
    }
    let arena = Allocator::default();
    match Script::parse(&arena, "", text) {
        Ok(script) => {
            let mut calls = Calls { name, found: false };
            calls.visit_program(script.program);
            calls.found
        }
        Err(_) => text.contains(&format!("{name}(")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parts_of_paths() {
        for text in ["^/cb(\\?|$)", "/cb", "cb", "/cb/", "/a/cb?x"] {
            assert!(names(text, "cb"), "{text}");
        }
        for text in ["/cba", "/cb.html", "acb", "/cb\\.html", "cb-x"] {
            assert!(!names(text, "cb"), "{text}");
        }
    }

    #[test]
    fn comments_are_not_calls() {
        assert!(calls("export default defineConfig(() => ({ plugins: [a(), b()] }));", "b"));
        assert!(!calls(
            "import { b } from 'b';\nexport default f({ plugins: [a() /* b() */] }); // b()",
            "b"
        ));
        assert!(calls("const a: string = b();", "b"));
    }
}
