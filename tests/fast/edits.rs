//! Tries each kind of edit on lists, imports and markup in random layouts with comments everywhere. Everything outside the edit
//! stays the same, byte for byte, and keeps its meaning. Each run has the same cases.

use carto_app::code::edit::{
    add_import, add_member, append_child, insert_element, insert_text, place_among, remove_element,
};
use carto_app::code::{Quote, Script, Splices, Style, TrailingComma, doc, object_of, unwrapped};
use oxc_allocator::Allocator;
use oxc_ast::ast::{ArrayExpression, Expression, JSXChild};
use oxc_span::GetSpan;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

fn config() -> Config {
    Config { cases: 1500, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..Config::default() }
}

fn styles() -> impl Strategy<Value = Style> {
    let commas = prop::sample::select(vec![TrailingComma::All, TrailingComma::Es5, TrailingComma::None]);
    (20..120_usize, 1..5_usize, any::<bool>(), any::<bool>(), any::<bool>(), commas, any::<bool>()).prop_map(
        |(width, tab_width, tabs, single, semicolons, trailing_comma, bracket_spacing)| Style {
            width,
            tab_width,
            tabs,
            quote: if single { Quote::Single } else { Quote::Double },
            semicolons,
            trailing_comma,
            bracket_spacing,
            ..Style::OURS
        },
    )
}

/// Whitespace and comments between two tokens of a list. `#` becomes a number, so that every comment is unique.
fn gaps() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        6 => prop::sample::select(vec!["", " ", "\n", "\n  ", "\n\t"]),
        1 => prop::sample::select(vec![
            " /* c#, ] */ ",
            " // c#, } ]\n  ",
            "\n  // c#\n  ",
            "\n  /* c#,\n   */\n  ",
            "/* c# */",
            "\n\n  ",
        ]),
    ]
}

/// Returns the text between the brackets of a list, with or without a trailing comma, and its items.
fn lists(items: Vec<&'static str>) -> impl Strategy<Value = (String, Vec<&'static str>)> {
    let item = (gaps(), prop::sample::select(items), gaps());
    (prop::collection::vec(item, 0..5), gaps(), any::<bool>(), any::<bool>()).prop_map(
        |(mut items, end, has_comma, is_crlf)| {
            items.sort_by_key(|(_, item, _)| *item);
            items.dedup_by_key(|(_, item, _)| *item);
            let mut text = String::new();
            let count = items.len();
            for (place, (before, item, after)) in items.iter().enumerate() {
                text.push_str(before);
                text.push_str(item);
                text.push_str(after);
                if has_comma || place + 1 < count {
                    text.push(',');
                }
            }
            // The subject of a comment after a trailing comma on the same line is ambiguous, so there is none.
            let is_clear = !has_comma || end.starts_with('\n') || end.contains("//");
            text.push_str(if is_clear { end } else { " " });
            let text = numbered(&text);
            let text = if is_crlf { text.replace('\n', "\r\n") } else { text };
            (text, items.into_iter().map(|(_, item, _)| item).collect())
        },
    )
}

fn numbered(text: &str) -> String {
    let pieces: Vec<&str> = text.split('#').collect();
    let mut out = String::new();
    for (number, piece) in pieces.iter().enumerate() {
        if number > 0 {
            out.push_str(&number.to_string());
        }
        out.push_str(piece);
    }
    out
}

/// Returns the module after an edit, which must still parse.
fn edited(text: &str, edit: impl FnOnce(&Script<'_>, &mut Splices)) -> Result<String, TestCaseError> {
    let arena = Allocator::default();
    let script =
        Script::parse(&arena, "x.jsx", text).map_err(|error| TestCaseError::reject(error.to_string()))?;
    let mut splices = Splices::default();
    edit(&script, &mut splices);
    let Some(new) = splices.apply(text) else {
        return Err(TestCaseError::fail(format!("no splices: {text}")));
    };
    match Script::parse(&Allocator::default(), "x.jsx", &new) {
        Ok(_) => Ok(new),
        Err(error) => Err(TestCaseError::fail(format!("{error}\n{text}\n=====\n{new}"))),
    }
}

/// Returns every comment of a module with its subject: the word that directly follows it, or else the word before it on its
/// line.
fn comments(text: &str) -> Vec<(String, String)> {
    let arena = Allocator::default();
    let script = Script::parse(&arena, "x.jsx", text).expect("parses");
    let is_word = |c: char| c.is_alphanumeric();
    let about = |start: usize, end: usize| {
        let mut following = text[end..].split('\n').next().unwrap_or_default().trim();
        while let Some((_, rest)) = following.strip_prefix("/*").and_then(|rest| rest.split_once("*/")) {
            following = rest.trim_start();
        }
        let is_leading = following.starts_with(|c: char| is_word(c) || matches!(c, '\'' | '"' | '{'));
        let trimmed = |text: &str| text.trim_end_matches(|c: char| c.is_whitespace() || c == ',').len();
        let mut before = text[..start].rsplit('\n').next().unwrap_or_default();
        before = &before[..trimmed(before)];
        while let Some((rest, _)) = before.strip_suffix("*/").and_then(|rest| rest.rsplit_once("/*")) {
            before = &rest[..trimmed(rest)];
        }
        let mut words: Vec<&str> = following.split(|c: char| !is_word(c)).collect();
        if !is_leading {
            words = before.rsplit(|c: char| !is_word(c)).collect();
        }
        words.into_iter().find(|word| !word.is_empty()).unwrap_or_default().to_owned()
    };
    let all = script.program.comments.iter().map(|comment| comment.span);
    all.map(|span| (script.slice(span).to_owned(), about(span.start as usize, span.end as usize))).collect()
}

fn array<'a>(script: &Script<'a>) -> &'a ArrayExpression<'a> {
    match script.at(&["a"]).map(unwrapped) {
        Some(Expression::ArrayExpression(array)) => array,
        _ => panic!("no array in {}", script.text),
    }
}

fn elements(text: &str) -> Vec<String> {
    let arena = Allocator::default();
    let script = Script::parse(&arena, "x.jsx", text).expect("parses");
    array(&script).elements.iter().map(|each| script.slice(each.span()).to_owned()).collect()
}

/// Whether the new text is the old one with insertions only. A list on one line may also lose whitespace and commas.
fn is_kept(old: &str, new: &str) -> bool {
    let list = old.find(['[', '{']).and_then(|from| Some(&old[from..=old.rfind([']', '}'])?])).unwrap_or(old);
    let is_reformatted = !list.contains('\n') || !list.contains(char::is_alphanumeric);
    let is_optional = |c: char| is_reformatted && (c.is_whitespace() || c == ',');
    let mut rest = new.chars();
    old.chars().filter(|c| !is_optional(*c)).all(|c| rest.any(|own| own == c))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn inserts_a_text_into_a_list((list, items) in lists(vec!["'b'", "'d'", "'f'", "'h'"]), style in styles(), value in prop::sample::select(vec!["a", "c", "g", "z"])) {
        let text = format!("// before\nconst a = [{list}];\n// behind\n");
        let new = edited(&text, |script, splices| insert_text(script, array(script), value, Some("new"), &style, splices))?;
        let element = if style.quote == Quote::Single { format!("'{value}'") } else { format!("\"{value}\"") };
        let mut expected: Vec<String> = items.iter().map(|item| (*item).to_owned()).collect();
        let plain: Vec<&str> = items.iter().map(|item| item.trim_matches('\'')).collect();
        expected.insert(place_among(&plain, &value), element);
        prop_assert_eq!(elements(&new), expected, "{}\n=====\n{}", text, new);
        prop_assert!(is_kept(&text, &new), "{text}\n=====\n{new}");
        let kept: Vec<(String, String)> = comments(&new).into_iter().filter(|(comment, _)| comment != "// new").collect();
        if !items.is_empty() {
            prop_assert_eq!(kept, comments(&text), "{}\n=====\n{}", text, new);
        }
    }

    #[test]
    fn inserts_an_object_at_a_place((list, items) in lists(vec!["{ b: 1 }", "{ c: 1, d: [2, 3] }", "e", "{\n  f: 1,\n  g: 2,\n}"]), style in styles(), at in 0..5_usize) {
        let text = format!("const a = Object.freeze([{list}]);\n");
        let at = at.min(items.len());
        let new = edited(&text, |script, splices| insert_element(script, array(script), at, &doc::text("NEW"), None, &style, splices))?;
        let bare = |text: &String| text.split_whitespace().collect::<String>();
        let mut expected: Vec<String> = items.iter().map(|item| bare(&(*item).to_owned())).collect();
        expected.insert(at, "NEW".to_owned());
        prop_assert_eq!(elements(&new).iter().map(bare).collect::<Vec<_>>(), expected, "{}\n=====\n{}", text, new);
        prop_assert!(is_kept(&text, &new), "{text}\n=====\n{new}");
        prop_assert_eq!(comments(&new).len(), comments(&text).len(), "{}\n=====\n{}", text, new);
    }

    #[test]
    fn removes_only_the_element((list, items) in lists(vec!["'b'", "'d'", "'f'", "'h'"]), at in 0..4_usize) {
        if at >= items.len() {
            return Ok(());
        }
        let text = format!("const a = [{list}]; // behind\n");
        let new = edited(&text, |script, splices| remove_element(script, array(script), at, splices))?;
        let mut expected = items.clone();
        let gone = expected.remove(at);
        prop_assert_eq!(elements(&new), expected, "{}\n=====\n{}", text, new);
        prop_assert!(is_kept(&new, &text), "{text}\n=====\n{new}");
        // Comments about other elements stay.
        let about_others = comments(&text).into_iter().filter(|(_, about)| about != gone.trim_matches('\'') && !about.is_empty());
        let left: Vec<String> = comments(&new).into_iter().map(|(comment, _)| comment).collect();
        for (comment, _) in about_others {
            prop_assert!(left.contains(&comment), "{comment}:\n{text}\n=====\n{new}");
        }
    }

    #[test]
    fn adds_a_member((list, items) in lists(vec!["b: 1", "d", "'f': [1, 2]", "h() {\n    return 1;\n  }"]), style in styles(), key in prop::sample::select(vec!["a", "c", "z"])) {
        let text = format!("const a = {{{list}}};\n");
        let new = edited(&text, |script, splices| {
            let object = script.at(&["a"]).and_then(object_of).expect("an object");
            add_member(script, object, key, "NEW", &style, splices);
        })?;
        let arena = Allocator::default();
        let script = Script::parse(&arena, "x", &new).expect("parses");
        let object = script.at(&["a"]).and_then(object_of).expect("an object");
        prop_assert_eq!(object.properties.len(), items.len() + 1);
        let value = script.property(object, key).map(|property| script.slice(property.value.span()));
        prop_assert_eq!(value, Some("NEW"), "{}\n=====\n{}", text, new);
        prop_assert!(is_kept(&text, &new), "{text}\n=====\n{new}");
        if !items.is_empty() {
            prop_assert_eq!(comments(&new), comments(&text), "{}\n=====\n{}", text, new);
        }
    }

    #[test]
    fn adds_an_import(
        (list, _) in lists(vec!["b", "d as D", "f", "h"]),
        first in prop::sample::select(vec!["", "'use client';\n", "// license\n", "/* a */ import 'z.css';\n", "import A from 'a'; import B from 'b';\n"]),
        default in prop::sample::select(vec!["", "E, ", "E /* { */, "]),
        style in styles(),
        imported in prop::sample::select(vec!["default", "a", "c", "z"]),
        source in prop::sample::select(vec!["react", "components/x", "./x", "m"]),
    ) {
        let text = format!("{first}import {default}{{{list}}} from \"m\" // behind\n\nrun(1);\n");
        let mut local = None;
        let new = edited(&text, |script, splices| local = add_import(script, imported, "NEW", source, &style, splices))?;
        let arena = Allocator::default();
        let script = Script::parse(&arena, "x", &new).expect("parses");
        let old_arena = Allocator::default();
        let old = Script::parse(&old_arena, "x", &text).expect("parses");
        let there = local.and_then(|local| {
            let all = script.imports().into_iter();
            all.filter(|import| import.local == local).map(|import| (import.imported.to_owned(), import.source.to_owned())).next()
        });
        prop_assert_eq!(there, Some((imported.to_owned(), source.to_owned())), "{}\n=====\n{}", &text, &new);
        for import in old.imports() {
            prop_assert!(script.imports().contains(&import), "{import:?}:\n{text}\n=====\n{new}");
        }
        let comments_only = |text: &str| comments(text).into_iter().map(|(comment, _)| comment).collect::<Vec<_>>();
        prop_assert_eq!(comments_only(&new), comments_only(&text), "{}\n=====\n{}", &text, &new);
        let mut rest = new.chars();
        prop_assert!(text.chars().filter(|c| !c.is_whitespace()).all(|c| rest.any(|own| own == c)), "{text}\n=====\n{new}");
    }

    #[test]
    fn appends_a_child_without_changing_the_others(
        children in prop::collection::vec(prop::sample::select(vec![
            "<A />", "<B c=\"d\">e</B>", "hello", " ", "\n      ", "{/* c */}", "{f && <G />}", "{' '}", "<>\n        <H />\n      </>", " & ", "é {1} ",
        ]), 0..7),
        around in prop::sample::select(vec![
            "return <P>@</P>;", "return (\n    <P>@</P>\n  );", "return (\n    // why\n    <P\n      q={1} // r\n    >@</P>\n  );", "return <>@</>;", "return (\n    <>@\n    </>\n  );", "if (x) return null;\n\n  return <P q=\">\">@</P>;",
        ]),
        style in styles(),
        is_crlf in any::<bool>(),
        is_arrow in any::<bool>(),
    ) {
        let body = around.replace('@', &children.concat());
        let text = match body.strip_prefix("return ").and_then(|body| body.strip_suffix(';')) {
            Some(expression) if is_arrow => format!("const V = () => {expression};\nexport default V;\n"),
            _ => format!("export default function V() {{\n  {body}\n}}\n"),
        };
        let text = if is_crlf { text.replace('\n', "\r\n") } else { text };
        let new = edited(&text, |script, splices| {
            let parent = script.container(None).expect("a container");
            append_child(script, parent, &doc::text("<New />"), &|_| false, &style, splices);
        })?;
        let (mut expected, mut found) = (children_in_react(&text), children_in_react(&new));
        // Whitespace after the last child is not rendered.
        let end = found.pop();
        prop_assert_eq!(end.as_deref(), Some("<New />"), "{}\n=====\n{}", &text, &new);
        for all in [&mut expected, &mut found] {
            if let Some(last) = all.last_mut() {
                *last = last.trim_end().to_owned();
            }
            all.retain(|each| !each.is_empty());
        }
        prop_assert_eq!(found, expected, "{}\n=====\n{}", &text, &new);
        let mut rest = new.chars();
        prop_assert!(text.chars().filter(|c| !c.is_whitespace()).all(|c| rest.any(|own| own == c)), "{text}\n=====\n{new}");
        if is_crlf {
            prop_assert_eq!(new.matches('\n').count(), new.matches("\r\n").count(), "{:?}", new);
        }
    }
}

/// Returns the children of a view's outermost element as React gets them: lines of text are trimmed and joined.
fn children_in_react(text: &str) -> Vec<String> {
    let arena = Allocator::default();
    let script = Script::parse(&arena, "x.jsx", text).expect("parses");
    let parent = script.container(None).expect("a container");
    let children = parent.children().iter().map(|child| match child {
        JSXChild::Text(text) => {
            let lines: Vec<&str> = text.value.split('\n').collect();
            let last = lines.len() - 1;
            let trimmed = lines.iter().enumerate().map(|(place, line)| {
                let line = if place > 0 { line.trim_start() } else { line };
                if place < last { line.trim_end() } else { line }
            });
            let words: Vec<&str> = trimmed.filter(|line| !line.is_empty()).collect();
            words.join(" ")
        }
        other => script.slice(other.span()).split_whitespace().collect::<Vec<_>>().join(" "),
    });
    children.filter(|child| !child.is_empty()).collect()
}
