//! Finds where a module reads a part of the store's state.

use oxc_ast::AstKind;
use oxc_ast::ast::{
    Argument, BindingPattern, CallExpression, Expression, FormalParameters, ObjectPattern, VariableDeclarator,
};
use oxc_ast_visit::Visit;
use oxc_span::{GetSpan, Span};

use crate::code::{Script, unwrapped};

/// The usual names of the state.
const STATES: [&str; 3] = ["state", "rootState", "store"];

/// The functions that take a function of the state.
const SELECTING: [&str; 3] = ["useSelector", "createSelector", "select"];

/// The functions that take a function of a part of the state, in which `state` is that part.
const OF_A_PART: [&str; 2] = ["createSlice", "createReducer"];

/// Returns the lines where a module reads `part` of the store's state, through a usual name or `getState()`.
pub fn reads_of(script: &Script<'_>, part: &str) -> Vec<usize> {
    let mut names = Names { script, of_state: STATES.map(str::to_owned).to_vec(), others: Vec::new() };
    names.visit_program(script.program);
    let Names { mut of_state, others, .. } = names;
    of_state.retain(|name| !others.contains(name));
    let mut reads = Reads { script, part, names: of_state, inside: 0, lines: Vec::new() };
    reads.visit_program(script.program);
    reads.lines.sort_unstable();
    reads.lines.dedup();
    reads.lines
}

/// The names of the state in a module: parameters of selectors, and the usual names unless they are declared as something
/// else.
struct Names<'s, 'a> {
    script: &'s Script<'a>,
    of_state: Vec<String>,
    others: Vec<String>,
}

impl<'a> Visit<'a> for Names<'_, 'a> {
    fn enter_node(&mut self, kind: AstKind<'a>) {
        match kind {
            AstKind::CallExpression(call) => {
                let parameters = selectors(self.script, call);
                let names = parameters
                    .filter_map(|parameters| parameters.items.first()?.pattern.get_identifier_name());
                self.of_state.extend(names.map(|name| name.to_string()));
            }
            AstKind::VariableDeclarator(declarator) if !is_state_call(declarator) => {
                let names = declarator.id.get_binding_identifiers();
                self.others.extend(names.iter().map(|id| id.name.to_string()).filter(|name| {
                    // The store itself is created by a call.
                    STATES.contains(&name.as_str()) && name != "store"
                }));
            }
            _ => {}
        }
    }
}

struct Reads<'s, 'a> {
    script: &'s Script<'a>,
    part: &'s str,
    names: Vec<String>,
    /// The number of enclosing calls that take a function of a part of the state.
    inside: usize,
    lines: Vec<usize>,
}

impl Reads<'_, '_> {
    fn is_state(&self, expression: &Expression<'_>) -> bool {
        match unwrapped(expression) {
            Expression::Identifier(name) => self.names.iter().any(|own| name.name == own.as_str()),
            other => is_get_state(other),
        }
    }

    fn found(&mut self, is_read: bool, span: Span) {
        if is_read && self.inside == 0 {
            self.lines.push(self.script.line(span.start));
        }
    }

    /// Whether an object pattern destructures the part.
    fn takes(&self, pattern: &ObjectPattern<'_>) -> bool {
        pattern
            .properties
            .iter()
            .any(|property| property.key.static_name().is_some_and(|key| key == self.part))
    }
}

impl<'a> Visit<'a> for Reads<'_, 'a> {
    fn enter_node(&mut self, kind: AstKind<'a>) {
        match kind {
            AstKind::StaticMemberExpression(member) => {
                let is_read = member.property.name == self.part && self.is_state(&member.object);
                self.found(is_read, member.property.span);
            }
            AstKind::ComputedMemberExpression(member) => {
                let key = self.script.slice(member.expression.span());
                let is_read =
                    key.trim_matches(['\'', '"', '`']) == self.part && self.is_state(&member.object);
                self.found(is_read && key != self.part, member.expression.span());
            }
            AstKind::VariableDeclarator(declarator) => {
                if let (BindingPattern::ObjectPattern(pattern), Some(init)) =
                    (&declarator.id, &declarator.init)
                {
                    self.found(self.takes(pattern) && self.is_state(init), declarator.span);
                }
            }
            AstKind::CallExpression(call) => {
                let script = self.script;
                for parameters in selectors(script, call) {
                    if let Some(BindingPattern::ObjectPattern(pattern)) =
                        parameters.items.first().map(|first| &first.pattern)
                    {
                        self.found(self.takes(pattern), pattern.span);
                    }
                }
                self.inside += usize::from(is_call_to(script, call, &OF_A_PART));
            }
            _ => {}
        }
    }

    fn leave_node(&mut self, kind: AstKind<'a>) {
        if let AstKind::CallExpression(call) = kind {
            self.inside -= usize::from(is_call_to(self.script, call, &OF_A_PART));
        }
    }
}

/// Returns the parameters of the selector functions in a call.
fn selectors<'a>(
    script: &Script<'a>,
    call: &'a CallExpression<'a>,
) -> impl Iterator<Item = &'a FormalParameters<'a>> + use<'a> {
    let is_one = is_call_to(script, call, &SELECTING);
    let arguments = call.arguments.iter().filter(move |_| is_one);
    arguments.filter_map(Argument::as_expression).filter_map(|argument| match unwrapped(argument) {
        Expression::ArrowFunctionExpression(arrow) => Some(&*arrow.params),
        Expression::FunctionExpression(function) => Some(&*function.params),
        _ => None,
    })
}

fn is_call_to(script: &Script<'_>, call: &CallExpression<'_>, names: &[&str]) -> bool {
    names.contains(&script.slice(call.callee.span()))
}

/// Whether a variable is `… = getState()` or `… = store.getState()`.
fn is_state_call(declarator: &VariableDeclarator<'_>) -> bool {
    declarator.init.as_ref().is_some_and(|init| is_get_state(unwrapped(init)))
}

fn is_get_state(expression: &Expression<'_>) -> bool {
    let Expression::CallExpression(call) = expression else { return false };
    match &call.callee {
        Expression::Identifier(name) => name.name == "getState",
        Expression::StaticMemberExpression(member) => member.property.name == "getState",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use oxc_allocator::Allocator;

    use super::*;

    fn reads(text: &str) -> usize {
        let arena = Allocator::default();
        reads_of(&Script::parse(&arena, "x.js", text).expect("parses"), "oauth").len()
    }

    #[test]
    fn the_state_is_recognized_by_its_names() {
        for text in [
            "useSelector((state) => state.oauth.userInfo);",
            "useSelector((s) => s?.oauth?.userInfo);",
            "useSelector(({ oauth }) => oauth.token);",
            "const select = (state) => state['oauth'];",
            "const select = createSelector([(all) => all.app], (app) => app);\nfunction f(state) { return state.oauth; }",
            "export const f = () => (dispatch, getState) => getState().oauth.token;",
            "const { oauth, app } = store.getState();",
            "const state = store.getState();\nexpect(state.oauth).toEqual({});",
            "const token = store.oauth;",
        ] {
            assert_eq!(reads(text), 1, "{text}");
        }
    }

    #[test]
    fn other_things_with_these_names_are_not_the_state() {
        for text in [
            "const slice = createSlice({ reducers: { set(state) { state.oauth = 1; } } });",
            "const [state, setState] = useState({});\nstate.oauth;",
            "config.oauth;",
            "const { oauth } = props;",
            "useSelector((state) => state.app.oauth);",
            "state[oauth];",
        ] {
            assert_eq!(reads(text), 0, "{text}");
        }
    }
}
