use oxc_allocator::Allocator;
use oxc_ast::ast::Expression;

use super::super::{Quote, Script, Splices, Style, TrailingComma, doc};
use super::*;

/// Returns the module after an edit; it must still be valid.
#[track_caller]
fn edited(text: &str, edit: impl FnOnce(&Script<'_>, &mut Splices)) -> String {
    let arena = Allocator::default();
    let script = Script::parse(&arena, "x.js", text).expect("parses");
    let mut splices = Splices::default();
    edit(&script, &mut splices);
    let new = splices.apply(text).expect("apply");
    let arena = Allocator::default();
    Script::parse(&arena, "x.js", &new).unwrap_or_else(|error| panic!("{error}: {new}"));
    new
}

#[track_caller]
fn pushed(text: &str, element: &str, comment: Option<&str>, style: &Style) -> String {
    edited(text, |script, splices| {
        let Some(Expression::ArrayExpression(array)) = script.at(&["a"]) else { panic!("no array") };
        push_element(script, array, &doc::text(element), comment, style, splices);
    })
}

#[track_caller]
fn removed(text: &str, index: usize) -> String {
    edited(text, |script, splices| {
        let Some(Expression::ArrayExpression(array)) = script.at(&["a"]) else { panic!("no array") };
        remove_element(script, array, index, splices);
    })
}

#[test]
fn an_element_is_appended() {
    let ours = Style::OURS;
    let none = Style { trailing_comma: TrailingComma::None, ..Style::OURS };
    for (text, style, expected) in [
        ("const a = [];", &ours, "const a = [x];"),
        ("const a = ['b', 'c'];", &ours, "const a = ['b', 'c', x];"),
        ("const a = [\n  'b',\n];\n", &ours, "const a = [\n  'b',\n  x,\n];\n"),
        (
            "const a = [\n  'b', // why, and how\n];\n",
            &ours,
            "const a = [\n  'b', // why, and how\n  x, // new\n];\n",
        ),
        ("const a = [\n  'b' // why\n];\n", &none, "const a = [\n  'b', // why\n  x // new\n];\n"),
        ("const a = [\r\n\t'b'\r\n]", &none, "const a = [\r\n\t'b',\r\n\tx\r\n]"),
        ("const a = [{ b: 1, c: 2 }];", &ours, "const a = [\n  { b: 1, c: 2 },\n  x,\n];"),
        ("const a = [{\n  b: 1\n}];", &ours, "const a = [{\n  b: 1\n}, x];"),
        ("const a = [\n  // nothing yet\n];", &ours, "const a = [\n  // nothing yet\n  x,\n];"),
    ] {
        assert_eq!(pushed(text, "x", Some("new"), style), expected, "{text}");
    }
}

#[test]
fn a_list_that_no_longer_fits_is_broken_as_prettier_does() {
    let style = Style { width: 28, ..Style::OURS };
    assert_eq!(
        pushed("const a = ['bbbb', 'c'];", "'ddddd'", None, &style),
        "const a = [\n  'bbbb',\n  'c',\n  'ddddd',\n];"
    );
    assert_eq!(pushed("const a = ['bbb', 'c'];", "'d'", None, &style), "const a = ['bbb', 'c', 'd'];");
}

#[test]
fn an_element_is_removed_with_its_line() {
    for (text, index, expected) in [
        ("const a = ['b'];", 0, "const a = [];"),
        ("const a = ['b', 'c'];", 0, "const a = ['c'];"),
        ("const a = ['b', 'c'];", 1, "const a = ['b'];"),
        ("const a = ['b', 'c',];", 1, "const a = ['b',];"),
        ("const a = [\n  'b', // why\n  'c', // how\n];\n", 0, "const a = [\n  'c', // how\n];\n"),
        ("const a = [\n  'b', // why\n  'c', // how\n];\n", 1, "const a = [\n  'b', // why\n];\n"),
        ("const a = [\n  'b', // why\n  'c' // how\n];\n", 1, "const a = [\n  'b' // why\n];\n"),
        ("const a = [\r\n  'b',\r\n  'c'\r\n]", 1, "const a = [\r\n  'b'\r\n]"),
    ] {
        assert_eq!(removed(text, index), expected, "{text}");
    }
}

#[test]
fn a_member_is_appended() {
    let add = |text: &str| {
        edited(text, |script, splices| {
            let object = script.at(&["a"]).and_then(super::super::object_of).expect("an object");
            add_member(script, object, "x", "y", &Style::OURS, splices);
        })
    };
    assert_eq!(add("const a = { b };"), "const a = { b, x: y };");
    assert_eq!(add("const a = {};"), "const a = { x: y };");
    assert_eq!(add("const a = {\n  b: 1,\n};"), "const a = {\n  b: 1,\n  x: y,\n};");
}

#[test]
fn the_order_does_not_depend_on_the_order_of_additions() {
    let add = |text: &str, value: &str| {
        edited(text, |script, splices| {
            let Some(Expression::ArrayExpression(array)) = script.at(&["a"]) else { panic!("no array") };
            insert_text(script, array, value, Some(value), &Style::OURS, splices);
        })
    };
    for text in [
        "const a = [];",
        "const a = ['m', 'c'];",
        "const a = [\n  'm', // first\n  'c', // second\n];\n",
        "const a = [\n  // about m\n  'm',\n  /* about c */\n  'c',\n];\n",
    ] {
        let mut orders =
            vec![vec!["b", "d", "z"], vec!["z", "d", "b"], vec!["d", "z", "b"], vec!["b", "z", "d"]];
        let mut all: Vec<String> = Vec::new();
        for order in orders.drain(..) {
            all.push(order.into_iter().fold(text.to_owned(), |text, value| add(&text, value)));
        }
        all.dedup();
        assert_eq!(all.len(), 1, "{all:?}");
    }
    assert_eq!(
        add("const a = [\n  'b', // why\n  'd', // how\n];\n", "c"),
        "const a = [\n  'b', // why\n  'c', // c\n  'd', // how\n];\n"
    );
}

#[test]
fn an_import_is_inserted_in_its_place() {
    let add = |text: &str, imported: &str, local: &str, source: &str, style: &Style| {
        edited(text, |script, splices| {
            add_import(script, imported, local, source, style, splices).expect("free");
        })
    };
    let ours = Style::OURS;
    let text =
        "import { useEffect } from 'react';\nimport A from 'components/A';\nimport c from './c';\n\nA(c);\n";
    assert_eq!(
        add(text, "default", "B", "components/B", &ours),
        text.replace("import c", "import B from 'components/B';\nimport c")
    );
    assert_eq!(
        add(text, "useState", "useState", "react", &ours),
        text.replace("{ useEffect }", "{ useEffect, useState }")
    );
    assert_eq!(
        add(text, "memo", "memo", "react", &ours),
        text.replace("{ useEffect }", "{ memo, useEffect }")
    );
    assert_eq!(add(text, "useEffect", "useEffect", "react", &ours), text);
    assert_eq!(
        add("// about it\nf();\n", "default", "B", "b", &ours),
        "import B from 'b';\n\n// about it\nf();\n"
    );
    assert_eq!(
        add("'use strict';\nf();\n", "default", "B", "b", &ours),
        "'use strict';\nimport B from 'b';\n\nf();\n"
    );
    assert_eq!(add("'use strict'", "default", "B", "b", &ours), "'use strict'\nimport B from 'b';\n\n");
    let other = Style { quote: Quote::Double, semicolons: false, ..Style::OURS };
    assert_eq!(
        add("import a from \"a\" // first\n\na()\n", "x", "y", "b", &other),
        "import a from \"a\" // first\nimport { x as y } from \"b\"\n\na()\n"
    );
    let many = "import {\n  a,\n  b,\n} from 'x';\n";
    assert_eq!(add(many, "c", "c", "x", &ours), "import {\n  a,\n  b,\n  c,\n} from 'x';\n");
}

#[test]
fn a_name_with_another_meaning_is_not_imported() {
    edited("const B = 1;", |script, splices| {
        assert_eq!(add_import(script, "default", "B", "b", &Style::OURS, splices), None);
    });
}

#[test]
fn a_literal_is_found_through_its_name() {
    let text = "const ID = `old`;\nexport const state = Object.freeze({ 'app': { /* here */ id: (ID), on: !1, off: false } });\n";
    let new = edited(text, |script, splices| {
        let id = script.at(&["state", "app", "id"]).expect("there");
        assert!(set_string(script, id, "it's new", &Style::OURS, splices));
        let off = script.at(&["state", "app", "off"]).expect("there");
        assert!(set_boolean(script, off, true, splices));
        let on = script.at(&["state", "app", "on"]).expect("there");
        assert!(!set_boolean(script, on, true, splices));
    });
    assert_eq!(new, text.replace("`old`", "\"it's new\"").replace("false", "true"));
}

#[track_caller]
fn with_child(text: &str, about: Option<&str>, style: &Style) -> String {
    edited(text, |script, splices| {
        let parent = script.container(about).expect("a container");
        let child = doc::element("New", vec![doc::text("a={b}")], Vec::new(), style);
        append_child(script, parent, &child, &|_| false, style, splices);
    })
}

#[test]
fn a_child_is_appended_to_the_views_element() {
    let ours = Style::OURS;
    for (text, expected) in [
        (
            "export default function V() {\n  return (\n    <P>\n      <A />\n    </P>\n  );\n}\n",
            "export default function V() {\n  return (\n    <P>\n      <A />\n      <New a={b} />\n    </P>\n  );\n}\n",
        ),
        (
            "export default function V() {\n  return <P title=\"x\" />;\n}\n",
            "export default function V() {\n  return (\n    <P title=\"x\">\n      <New a={b} />\n    </P>\n  );\n}\n",
        ),
        (
            "const V = () => <P><A /></P>;\nexport default memo(V);\n",
            "const V = () => (\n  <P>\n    <A />\n    <New a={b} />\n  </P>\n);\nexport default memo(V);\n",
        ),
        (
            "export default () => (\n  <P>\n    <OAuthLogin>\n      <Inner />\n    </OAuthLogin>\n  </P>\n);\nfunction Inner() {\n  return (\n    <>\n      {x && <A />}\n    </>\n  );\n}\n",
            "export default () => (\n  <P>\n    <OAuthLogin>\n      <Inner />\n    </OAuthLogin>\n  </P>\n);\nfunction Inner() {\n  return (\n    <>\n      {x && <A />}\n      <New a={b} />\n    </>\n  );\n}\n",
        ),
        (
            "function V() {\r\n\treturn (\r\n\t\t<P>\r\n\t\t\t{/* all */}\r\n\t\t</P>\r\n\t)\r\n}\r\nexport { V as default }\r\n",
            "function V() {\r\n\treturn (\r\n\t\t<P>\r\n\t\t\t{/* all */}\r\n\t\t\t<New a={b} />\r\n\t\t</P>\r\n\t)\r\n}\r\nexport { V as default }\r\n",
        ),
    ] {
        assert_eq!(with_child(text, None, &ours), expected, "{text}");
    }
}

#[test]
fn a_child_is_inserted_beside_children_with_the_same_source() {
    let text = "export default function V() {\n  return (\n    <P>\n      <Q>\n        <A source={roads} />\n      </Q>\n      <B source={parks.id} />\n    </P>\n  );\n}\n";
    let new = with_child(text, Some("roads"), &Style::OURS);
    assert_eq!(new, text.replace("      </Q>", "        <New a={b} />\n      </Q>"));
    let new = with_child(text, Some("parks"), &Style::OURS);
    assert_eq!(new, text.replace("    </P>", "      <New a={b} />\n    </P>"));
}

#[test]
fn a_view_without_markup_has_no_place() {
    let arena = Allocator::default();
    for text in [
        "export default function V() { return null; }",
        "export default function V() { return list.map((x) => <A key={x} />); }",
        "export const V = 1;",
        "export default V;",
        "export default class V { render() { return <A />; } }",
    ] {
        let script = Script::parse(&arena, "x.jsx", text).expect("parses");
        assert!(script.container(None).is_none(), "{text}");
    }
}

#[test]
fn elements_inside_the_login_are_recognized() {
    let arena = Allocator::default();
    let text = "export default () => (\n  <P>\n    <OAuthLogin>\n      <Inner />\n    </OAuthLogin>\n    <A s={roads} />\n  </P>\n);\nconst Inner = () => (\n  <>\n    <A s={parks} />\n  </>\n);\n";
    let script = Script::parse(&arena, "x.jsx", text).expect("parses");
    for (name, inside) in [(Some("roads"), false), (Some("parks"), true), (None, false)] {
        let place = script.container(name).expect("a container").place();
        assert_eq!(script.is_within(&place, "OAuthLogin"), inside, "{name:?}");
    }
}
