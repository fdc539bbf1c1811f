use oxc_ast::AstKind;
use oxc_ast::ast::CallExpression;
use oxc_ast_visit::Visit;
use oxc_span::GetSpan;

use super::Script;

/// Returns all calls in a module of the function with this name, such as `configureStore` or `import.meta.glob`.
pub fn calls_to<'a>(script: &Script<'a>, name: &str) -> Vec<&'a CallExpression<'a>> {
    let mut calls = Calls { script, name, found: Vec::new() };
    calls.visit_program(script.program);
    calls.found
}

struct Calls<'n, 'a> {
    script: &'n Script<'a>,
    name: &'n str,
    found: Vec<&'a CallExpression<'a>>,
}

impl<'a> Visit<'a> for Calls<'_, 'a> {
    fn enter_node(&mut self, kind: AstKind<'a>) {
        if let AstKind::CallExpression(call) = kind
            && self.script.slice(call.callee.span()) == self.name
        {
            self.found.push(call);
        }
    }
}
