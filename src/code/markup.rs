//! The JSX of a module: what its components return, and where new elements belong.

use std::ops::Range;

use oxc_ast::ast::{
    Argument, ArrowFunctionExpression, Expression, Function, FunctionBody, JSXAttributeItem,
    JSXAttributeValue, JSXChild, JSXElement, JSXExpression, JSXFragment, Statement,
};

use super::script::{place_of, range};
use super::{Script, unwrapped};

/// An element or a fragment.
#[derive(Clone, Copy)]
pub enum Markup<'a> {
    /// `<Name …>…</Name>` or `<Name … />`
    Element(&'a JSXElement<'a>),
    /// `<>…</>`
    Fragment(&'a JSXFragment<'a>),
}

/// A function that returns JSX.
#[derive(Clone, Copy)]
enum Component<'a> {
    Function(&'a Function<'a>),
    Arrow(&'a ArrowFunctionExpression<'a>),
}

impl<'a> Markup<'a> {
    /// The content between the tags.
    pub fn children(self) -> &'a [JSXChild<'a>] {
        match self {
            Self::Element(element) => &element.children,
            Self::Fragment(fragment) => &fragment.children,
        }
    }

    /// The children except for whitespace.
    pub fn significant(self) -> Vec<&'a JSXChild<'a>> {
        let is_blank =
            |child: &&JSXChild<'a>| matches!(child, JSXChild::Text(text) if text.value.trim().is_empty());
        self.children().iter().filter(|child| !is_blank(child)).collect()
    }

    /// The whole place of the markup.
    pub fn place(self) -> Range<usize> {
        match self {
            Self::Element(element) => range(element.span),
            Self::Fragment(fragment) => range(fragment.span),
        }
    }

    /// The end of the opening tag, and the start of the closing one, if there is one.
    pub fn tags(self) -> (usize, Option<usize>) {
        match self {
            Self::Element(element) => (
                range(element.opening_element.span).end,
                element.closing_element.as_ref().map(|closing| range(closing.span).start),
            ),
            Self::Fragment(fragment) => {
                (range(fragment.opening_fragment.span).end, Some(range(fragment.closing_fragment.span).start))
            }
        }
    }

    /// The tag's name; empty for a fragment.
    pub fn name(self, script: &Script<'a>) -> &'a str {
        match self {
            Self::Element(element) => &script.text[place_of(&element.opening_element.name)],
            Self::Fragment(_) => "",
        }
    }

    /// The elements among the children.
    pub fn elements(self) -> impl Iterator<Item = Self> {
        self.children().iter().filter_map(|child| match child {
            JSXChild::Element(element) => Some(Self::Element(element)),
            _ => None,
        })
    }

    /// Whether there is an attribute `name` with this string.
    pub fn has_text(self, name: &str, text: &str) -> bool {
        let Self::Element(element) = self else { return false };
        element.opening_element.attributes.iter().any(|attribute| match attribute {
            JSXAttributeItem::Attribute(attribute) => match &attribute.value {
                Some(JSXAttributeValue::StringLiteral(value)) => {
                    attribute.is_identifier(name) && value.value == text
                }
                _ => false,
            },
            JSXAttributeItem::SpreadAttribute(_) => false,
        })
    }

    /// The string of the only attribute, if that has this name.
    pub fn only_text(self, name: &str) -> Option<&'a str> {
        let Self::Element(element) = self else { return None };
        let [JSXAttributeItem::Attribute(only)] = element.opening_element.attributes.as_slice() else {
            return None;
        };
        match &only.value {
            Some(JSXAttributeValue::StringLiteral(value)) if only.is_identifier(name) => {
                Some(value.value.as_str())
            }
            _ => None,
        }
    }

    /// Whether the expression of an attribute mentions this name of the module.
    pub fn mentions(self, name: &str) -> bool {
        let Self::Element(element) = self else { return false };
        element.opening_element.attributes.iter().any(|attribute| {
            let JSXAttributeItem::Attribute(attribute) = attribute else { return false };
            let Some(JSXAttributeValue::ExpressionContainer(container)) = &attribute.value else {
                return false;
            };
            container.expression.as_expression().is_some_and(|value| is_about(value, name))
        })
    }
}

/// Whether an expression is `name` or `name.something`.
fn is_about(expression: &Expression<'_>, name: &str) -> bool {
    match expression {
        Expression::StaticMemberExpression(member) => member.object.is_specific_id(name),
        other => other.is_specific_id(name),
    }
}

impl<'a> Script<'a> {
    /// Returns the parent for a new element that uses the import `name`: the parent of the last element that also uses it;
    /// otherwise, the outermost markup of the default export, inside the login if that wraps everything.
    pub fn container(&self, name: Option<&str>) -> Option<Markup<'a>> {
        self.container_where(name, &|_| true)
    }

    /// Returns the parent for a new element, but only inside logins that `container` would enter.
    pub fn container_where(
        &self,
        name: Option<&str>,
        enters: &dyn Fn(Markup<'a>) -> bool,
    ) -> Option<Markup<'a>> {
        let beside = name.and_then(|name| {
            let mut found = None;
            for root in self.roots() {
                find(root, name, &mut found);
            }
            found
        });
        beside.or_else(|| self.descend(Self::returned(self.default_component()?)?, enters, 0))
    }

    /// Whether an element with this name contains a part of the module, directly or through its component.
    pub fn is_within(&self, place: &Range<usize>, name: &str) -> bool {
        fn within<'a>(markup: Markup<'a>, place: &Range<usize>, name: &str, script: &Script<'a>) -> bool {
            let own = markup.place();
            if own.start > place.start || own.end < place.end {
                return false;
            }
            markup.name(script) == name
                || inner(markup).iter().any(|child| within(*child, place, name, script))
        }
        // The component that contains the place may itself be used inside such an element.
        let home = self.components().into_iter().find_map(|(name, component)| {
            let whole = component.place();
            (whole.start <= place.start && place.end <= whole.end).then_some(name)
        });
        let roots = self.roots();
        roots.iter().any(|root| within(*root, place, name, self))
            || home.is_some_and(|home| {
                roots.iter().any(|root| {
                    let mut uses = Vec::new();
                    elements(*root, &mut uses);
                    let is_home = |each: &&Markup<'a>| each.name(self) == home;
                    uses.iter().filter(is_home).any(|each| within(*root, &each.place(), name, self))
                })
            })
    }

    /// Returns the markup that each top-level component returns.
    fn roots(&self) -> Vec<Markup<'a>> {
        let mut roots: Vec<Markup<'a>> =
            self.components().into_iter().filter_map(|(_, component)| Self::returned(component)).collect();
        let default = self.default_component().and_then(Self::returned);
        if let Some(default) = default
            && !roots.iter().any(|root| root.place() == default.place())
        {
            roots.push(default);
        }
        roots
    }

    fn components(&self) -> Vec<(&'a str, Component<'a>)> {
        let names = self.names();
        names.into_iter().filter_map(|name| Some((name, self.component(name)?))).collect()
    }

    fn component(&self, name: &str) -> Option<Component<'a>> {
        match self.function(name) {
            Some(function) => Some(Component::Function(function)),
            None => self.component_of(self.binding(name)?, 0),
        }
    }

    fn default_component(&self) -> Option<Component<'a>> {
        match self.default_function() {
            Some(function) => Some(Component::Function(function)),
            None => self.component_of(self.default_expression()?, 0),
        }
    }

    /// Returns the component that an expression is, also through `memo(…)` and similar calls.
    fn component_of(&self, expression: &'a Expression<'a>, depth: usize) -> Option<Component<'a>> {
        if depth > 8 {
            return None;
        }
        match self.resolved(expression) {
            Expression::ArrowFunctionExpression(arrow) => Some(Component::Arrow(arrow)),
            Expression::FunctionExpression(function) => Some(Component::Function(function)),
            Expression::Identifier(name) => self.function(&name.name).map(Component::Function),
            Expression::CallExpression(call) => call
                .arguments
                .iter()
                .filter_map(Argument::as_expression)
                .find_map(|argument| self.component_of(argument, depth + 1)),
            _ => None,
        }
    }

    fn returned(component: Component<'a>) -> Option<Markup<'a>> {
        match component {
            Component::Function(function) => last_return(function.body.as_deref()?),
            Component::Arrow(arrow) => match arrow.get_expression() {
                Some(expression) => markup_of(expression),
                None => last_return(arrow.get_function_body()?),
            },
        }
    }

    /// Descends while the only child is a login, or a component of the module without attributes.
    fn descend(
        &self,
        markup: Markup<'a>,
        enters: &dyn Fn(Markup<'a>) -> bool,
        depth: usize,
    ) -> Option<Markup<'a>> {
        let significant = markup.significant();
        let [JSXChild::Element(only)] = significant.as_slice() else { return Some(markup) };
        let inner = Markup::Element(only);
        let name = inner.name(self);
        if depth > 8 {
            return Some(markup);
        }
        if name == "OAuthLogin" {
            return if enters(inner) { self.descend(inner, enters, depth + 1) } else { Some(markup) };
        }
        let is_bare = only.opening_element.attributes.is_empty() && only.children.is_empty();
        let returned = is_bare.then(|| self.component(name)).flatten().and_then(Self::returned);
        match returned {
            Some(own) if own.tags().1.is_some() => self.descend(own, enters, depth + 1),
            _ => Some(markup),
        }
    }
}

impl Component<'_> {
    fn place(self) -> Range<usize> {
        match self {
            Self::Function(function) => range(function.span),
            Self::Arrow(arrow) => range(arrow.span),
        }
    }
}

fn last_return<'a>(body: &'a FunctionBody<'a>) -> Option<Markup<'a>> {
    body.statements.iter().rev().find_map(|statement| match statement {
        Statement::ReturnStatement(returned) => markup_of(returned.argument.as_ref()?),
        _ => None,
    })
}

fn markup_of<'a>(expression: &'a Expression<'a>) -> Option<Markup<'a>> {
    match unwrapped(expression) {
        Expression::JSXElement(element) => Some(Markup::Element(element)),
        Expression::JSXFragment(fragment) => Some(Markup::Fragment(fragment)),
        _ => None,
    }
}

/// Finds the parent of the last element that uses a name.
fn find<'a>(markup: Markup<'a>, name: &str, found: &mut Option<Markup<'a>>) {
    for child in inner(markup) {
        let is_child = markup.children().iter().any(|each| place_of(each) == child.place());
        if is_child && child.mentions(name) {
            *found = Some(markup);
        }
        find(child, name, found);
    }
}

fn elements<'a>(markup: Markup<'a>, all: &mut Vec<Markup<'a>>) {
    all.push(markup);
    for child in inner(markup) {
        elements(child, all);
    }
}

/// Returns the elements inside markup, including those in conditions.
fn inner(markup: Markup<'_>) -> Vec<Markup<'_>> {
    let mut all = Vec::new();
    for child in markup.children() {
        match child {
            JSXChild::Element(element) => all.push(Markup::Element(element)),
            JSXChild::Fragment(fragment) => all.push(Markup::Fragment(fragment)),
            JSXChild::ExpressionContainer(container) => match &container.expression {
                JSXExpression::EmptyExpression(_) => {}
                other => {
                    if let Some(expression) = other.as_expression() {
                        alternatives(expression, &mut all);
                    }
                }
            },
            _ => {}
        }
    }
    all
}

fn alternatives<'a>(expression: &'a Expression<'a>, all: &mut Vec<Markup<'a>>) {
    match unwrapped(expression) {
        Expression::LogicalExpression(both) => alternatives(&both.right, all),
        Expression::ConditionalExpression(either) => {
            alternatives(&either.consequent, all);
            alternatives(&either.alternate, all);
        }
        other => all.extend(markup_of(other)),
    }
}
