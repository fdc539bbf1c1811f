//! The login components in views, which wrap data that require a login in an application with OAuth. Lines must end in
//! `\n`.

use std::ops::Range;

use oxc_allocator::Allocator;
use oxc_ast::ast::{JSXChild, JSXExpression};

use super::imports::{Resolver, Target};
use super::inventory::Source;
use crate::code::edit::{add_import, elements, remove_import, with_wrapper, without_wrapper};
use crate::code::essence::essence_of;
use crate::code::{Markup, Script, Splices, Style, doc, place};

/// The message of a login that wraps only some data of a view; the rest of the view needs no login.
pub const DATA_MESSAGE: &str = "Log in to see this data from your CARTO account.";

/// The message of a login that wraps a whole view.
pub const PAGE_MESSAGE: &str = "Log in to see this page.";

/// The login component, and the module that exports it.
const LOGIN: &str = "OAuthLogin";
const MODULE: &str = "components/common/OAuthLogin";

/// The widgets that `carto-app add` adds to views.
pub const WIDGETS: [&str; 9] = [
    "FormulaWidget",
    "CategoryWidget",
    "PieWidget",
    "BarWidget",
    "HistogramWidget",
    "RangeWidget",
    "TimeSeriesWidget",
    "ScatterWidget",
    "TableWidget",
];

/// Whether `carto-app add` adds this component to views.
fn is_added(name: &str) -> bool {
    name == "MapLayer" || WIDGETS.contains(&name)
}

/// Whether a module contains a login.
pub fn has_login(text: &str) -> bool {
    text.contains("<OAuthLogin")
}

/// Returns the messages of a module's logins. `None` if a login has other attributes, or a message that is not a string.
pub fn messages(text: &str) -> Option<Vec<String>> {
    let arena = Allocator::default();
    let script = Script::parse(&arena, "", text).ok()?;
    let logins = elements(&script).into_iter().filter(|(each, _)| each.name(&script) == LOGIN);
    logins.map(|(login, _)| login.only_text("message").map(str::to_owned)).collect()
}

/// Returns a module without the logins that have one of these messages; their children take their place. `None` if that can't
/// be done line by line.
pub fn without_logins(text: &str, messages: &[String], style: &Style) -> Option<String> {
    let mut text = text.to_owned();
    loop {
        let arena = Allocator::default();
        let script = Script::parse(&arena, "", &text).ok()?;
        let is_one = |each: Markup<'_>| {
            each.name(&script) == LOGIN
                && each.only_text("message").is_some_and(|own| messages.iter().any(|message| message == own))
        };
        let Some((login, parent)) = elements(&script).into_iter().find(|(each, _)| is_one(*each)) else {
            let mut splices = Splices::default();
            remove_import(&script, LOGIN, &mut splices);
            return splices.apply(&text);
        };
        let new = without_wrapper(&script, login, parent, style)?;
        text = new;
    }
}

/// Wraps the elements of a view that another version of it has inside a login, and the elements that `carto-app add` added.
pub fn with_login_of(other: &str, text: &str, style: &Style) -> Option<String> {
    let arena = Allocator::default();
    let script = Script::parse(&arena, "", other).ok()?;
    let all = elements(&script);
    let logins: Vec<Markup<'_>> =
        all.iter().map(|(each, _)| *each).filter(|each| each.name(&script) == LOGIN).collect();
    let [login] = logins.as_slice() else { return None };
    let within: Vec<String> = login.elements().map(|each| essence_of(&script, each.place())).collect();
    with_login(text, login.only_text("message")?, style, &|script, child| {
        is_added(child.name(script)) || within.contains(&essence_of(script, child.place()))
    })
}

/// Wraps the elements of the view at a path that `carto-app add` added for sources without their own credentials.
pub fn with_login_about(
    sources: &[Source],
    path: &str,
    text: &str,
    resolver: &Resolver,
    style: &Style,
) -> Option<String> {
    with_login(text, DATA_MESSAGE, style, &|script, child| {
        is_added(child.name(script))
            && script.imports().iter().any(|import| {
                let Target::File(file) = resolver.target(import.source, path) else { return false };
                let source = sources.iter().find(|source| source.path == file);
                source.is_some_and(|source| !source.has_credentials) && child.mentions(import.local)
            })
    })
}

/// Wraps the children of a view that require a login. If other children are between them, the later ones move after the first,
/// since `carto-app add` uses a single login.
fn with_login(
    text: &str,
    message: &str,
    style: &Style,
    belongs: &dyn Fn(&Script<'_>, Markup<'_>) -> bool,
) -> Option<String> {
    let arena = Allocator::default();
    let script = Script::parse(&arena, "", text).ok()?;
    let parent = script.container(None)?;
    if script.is_within(&parent.place(), LOGIN) {
        return None;
    }
    let children = parent.significant();
    let is_it = |child: &&JSXChild<'_>| match child {
        JSXChild::Element(element) => belongs(&script, Markup::Element(element)),
        _ => false,
    };
    let (first, last) = (children.iter().position(is_it)?, children.iter().rposition(is_it)?);
    let is_neutral = |child: &&JSXChild<'_>| is_it(child) || is_comment(child);
    if let Some(end) = children[first..=last].iter().position(|child| !is_neutral(child)) {
        let (before, later) = children[first..].split_at(end);
        let last = before.iter().rposition(is_it)?;
        let mut moved = Vec::new();
        for (at, child) in later.iter().enumerate().filter(|(_, child)| is_it(child)) {
            // A comment belongs to the following element.
            let is_bare = at == 0 || !is_comment(later[at - 1]);
            moved.push(place(*child));
            is_bare.then_some(())?;
        }
        let gathered = lines_moved(text, &moved, place(before[last]).end)?;
        return with_login(&gathered, message, style, belongs);
    }
    let run = place(children[first]).start..place(children[last]).end;
    let new =
        with_wrapper(&script, &run, LOGIN, vec![doc::text_attribute("message", message, style)], style)?;
    let script = Script::parse(&arena, "", &new).ok()?;
    let mut splices = Splices::default();
    let name = add_import(&script, "default", LOGIN, MODULE, style, &mut splices)?;
    splices.apply(&new).filter(|_| name == LOGIN)
}

/// Returns the text with parts, which consist of whole lines, moved after the line that ends at `to`.
fn lines_moved(text: &str, parts: &[Range<usize>], to: usize) -> Option<String> {
    let mut splices = Splices::default();
    for part in parts {
        let start = text[..part.start].rfind('\n')?;
        let end = part.end + text[part.end..].find('\n')?;
        let is_whole = text[start..part.start].trim().is_empty() && text[part.end..end].trim().is_empty();
        splices.insert(to, is_whole.then(|| &text[start..end])?);
        splices.replace(start..end, "");
    }
    splices.apply(text).filter(|_| text[to..].starts_with('\n'))
}

fn is_comment(child: &JSXChild<'_>) -> bool {
    matches!(child, JSXChild::ExpressionContainer(container)
        if matches!(container.expression, JSXExpression::EmptyExpression(_)))
}
