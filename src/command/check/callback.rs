use oxc_allocator::Allocator;
use oxc_ast::ast::CallExpression;
use oxc_ast_visit::Visit;

use super::finding::{Code, Finding, Fix};
use super::survey::Survey;
use crate::code::Script;
use crate::error::Result;
use crate::project::Draft;

/// The page that CARTO sends people back to, its program, and what serves it where CARTO looks for it.
pub const FILES: [&str; 3] = ["public/oauthCallback.html", "public/oauthCallback.js", PLUGIN_FILE];

const PLUGIN_FILE: &str = "oauthCallbackPlugin.js";

/// What Vite calls the last of them.
const PLUGIN: &str = "oauthCallbackPlugin";

/// Where Vite's settings may stand.
const SETTINGS: [&str; 4] = ["vite.config.js", "vite.config.mjs", "vite.config.ts", "vite.config.mts"];

const WHY: &str = "CARTO sends people back to /oauthCallback, where nothing takes the answer: no login ends";

/// The way back from a login.
///
/// # Errors
/// Files that can't be read.
pub fn check(survey: &Survey, draft: &mut Draft<'_>, findings: &mut Vec<Finding>) -> Result<()> {
    if survey.oauth().is_none() {
        return Ok(());
    }
    let settings = SETTINGS.into_iter().find(|path| survey.has(path));
    let text = match settings {
        Some(path) => draft.text(path)?.unwrap_or_default(),
        None => String::new(),
    };
    // Who serves the page in another way needs no plugin's file.
    for path in FILES.into_iter().filter(|path| *path != PLUGIN_FILE || text.contains(PLUGIN)) {
        if !survey.has(path) {
            let message = format!("{path} is not there");
            let finding =
                Finding::new(Code::CallbackRouteGone, (path, 1), message, WHY, "carto-app check --fix");
            findings.push(finding.with_fix(Fix::Restore));
        }
    }
    if !calls(&text, PLUGIN) {
        let path = settings.unwrap_or(SETTINGS[0]);
        findings.push(Finding::new(
            Code::CallbackRouteGone,
            (path, 1),
            format!("{path} does not use {PLUGIN}"),
            WHY,
            format!(
                "in {path}: import {{ {PLUGIN} }} from './{PLUGIN_FILE}', and {PLUGIN}() among the plugins"
            ),
        ));
    }
    Ok(())
}

/// Whether a module calls a function. What can't be read as JavaScript may be TypeScript, and is searched as a text.
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
    fn a_call_is_no_comment() {
        assert!(calls("export default defineConfig(() => ({ plugins: [a(), b()] }));", "b"));
        assert!(!calls(
            "import { b } from 'b';\nexport default f({ plugins: [a() /* b() */] }); // b()",
            "b"
        ));
        assert!(calls("const a: string = b();", "b"));
    }
}
