//! Editing mangled modules gives an error or a correct edit, never a panic or a broken module. Each run has the same cases.

use carto_app::code::edit::{
    add_import, add_member, append_child, insert_element, insert_text, remove_element,
};
use carto_app::code::{Script, Splices, Style, doc, unwrapped};
use oxc_allocator::Allocator;
use oxc_ast::ast::{ArrayExpression, Expression};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use crate::world::Run;

/// The modules that commands edit most.
const MODULES: [&str; 7] = [
    "src/routes.jsx",
    "src/store/initialStateSlice.js",
    "src/store/store.js",
    "sandbox/settings.js",
    "src/components/views/Stores.jsx",
    "src/components/views/PrivateData.jsx",
    "src/components/views/Kpi.jsx",
];

/// Texts to insert at random places.
const PIECES: [&str; 24] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    "/>",
    "</A>",
    "<A>",
    "'",
    "\"",
    "`",
    "${",
    "// ",
    "/*",
    "*/",
    ",",
    ";",
    "=>",
    "\r\n",
    "\u{FEFF}é",
    "\\",
    "...x",
];

fn application() -> Run {
    let mut run = Run::new();
    run.go(&["new", "app", "--yes", "--no-git", "--client-id", "AbCdEfGhIjKl", "-q"]).expect(0);
    run
}

/// A change of a text. The position is in thousandths of its length.
#[derive(Debug, Clone)]
enum Mutation {
    Insert(usize, &'static str),
    Delete(usize, usize),
    Repeat(usize, usize),
    Cut(usize),
}

fn mutations() -> impl Strategy<Value = Vec<Mutation>> {
    let place = 0..1000_usize;
    let mutation = prop_oneof![
        3 => (place.clone(), prop::sample::select(PIECES.to_vec())).prop_map(|(at, piece)| Mutation::Insert(at, piece)),
        2 => (place.clone(), 1..40_usize).prop_map(|(at, length)| Mutation::Delete(at, length)),
        2 => (place.clone(), 1..80_usize).prop_map(|(at, length)| Mutation::Repeat(at, length)),
        1 => place.prop_map(Mutation::Cut),
    ];
    prop::collection::vec(mutation, 0..4)
}

fn mutate(text: &str, mutations: &[Mutation]) -> String {
    let mut text = text.to_owned();
    for mutation in mutations {
        let border = |text: &str, at: usize| {
            let mut at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (Mutation::Insert(at, _) | Mutation::Delete(at, _) | Mutation::Repeat(at, _) | Mutation::Cut(at)) =
            mutation;
        let start = border(&text, text.len() * at / 1000);
        match mutation {
            Mutation::Insert(_, piece) => text.insert_str(start, piece),
            Mutation::Delete(_, length) => text.replace_range(start..border(&text, start + length), ""),
            Mutation::Repeat(_, length) => {
                let piece = text[start..border(&text, start + length)].to_owned();
                text.insert_str(start, &piece);
            }
            Mutation::Cut(_) => text.truncate(start),
        }
    }
    text
}

/// Returns the first known array of a module.
fn array<'a>(script: &Script<'a>) -> Option<&'a ArrayExpression<'a>> {
    let paths: [&[&str]; 3] = [&["views"], &["oauthInitialState", "oauthApp", "scopes"], &["PUBLIC_TABLES"]];
    paths.iter().find_map(|path| match script.at(path).map(unwrapped) {
        Some(Expression::ArrayExpression(array)) => Some(&**array),
        _ => None,
    })
}

/// Makes the edit of this kind. Returns the text that the result must contain, or `None` if the edit has no place.
fn edits(script: &Script<'_>, kind: usize, style: &Style, splices: &mut Splices) -> Option<&'static str> {
    match kind {
        0 => {
            insert_text(script, array(script)?, "it's-new", Some("why"), style, splices);
            Some("it's-new")
        }
        1 => {
            insert_element(
                script,
                array(script)?,
                1.min(array(script)?.elements.len()),
                &doc::text("NEW"),
                None,
                style,
                splices,
            );
            Some("NEW")
        }
        2 => {
            let list = array(script)?;
            let end = list.elements.len().checked_sub(1)?;
            remove_element(script, list, end, splices);
            Some("")
        }
        3 => {
            let object = script.object(script.at(&["initialState"])?)?;
            add_member(script, object, "newKey", "NEW", style, splices);
            Some("NEW")
        }
        4 => add_import(script, "default", "New1", "components/New1", style, splices).map(|_| "New1"),
        5 => add_import(script, "newName", "newName", "react", style, splices).map(|_| "newName"),
        _ => {
            let parent = script.container(Some("storesSource"))?;
            append_child(script, parent, &doc::text("<NEW />"), &|_| false, style, splices);
            Some("<NEW />")
        }
    }
}

/// Whether the new text contains the old one in the same order, except for whitespace, quotes and list punctuation.
fn is_kept(old: &str, new: &str) -> bool {
    let is_sign = |c: &char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '/' | '>' | '\'' | '"' | '`');
    let mut rest = new.chars();
    old.chars().filter(|c| !is_sign(c)).all(|c| rest.any(|other| other == c))
}

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(4), ..Config::default() }
}

#[test]
fn an_edit_is_correct_or_rejected() {
    let run = application();
    let texts = MODULES.map(|path| run.read(&format!("app/{path}")));
    let style = Style::OURS;
    let mut runner = proptest::test_runner::TestRunner::new(config(8000));
    let broken = std::cell::RefCell::new(Vec::new());
    let all = std::cell::Cell::new(0);
    let case = (0..MODULES.len(), 0..7_usize, mutations());
    runner
        .run(&case, |(module, kind, mutations)| {
            let text = mutate(&texts[module], &mutations);
            let arena = Allocator::default();
            let Ok(script) = Script::parse(&arena, "x.jsx", &text) else { return Ok(()) };
            let mut splices = Splices::default();
            let Some(expected) = edits(&script, kind, &style, &mut splices) else { return Ok(()) };
            let new = splices.apply(&text);
            prop_assert!(new.is_some(), "{}", text);
            let new = new.unwrap_or_default();
            prop_assert!(new.contains(expected), "{expected} in {new}");
            if kind != 2 {
                prop_assert!(is_kept(&text, &new), "{text}\n=====\n{new}");
            }
            if Script::parse(&Allocator::default(), "x.jsx", &new).is_err() {
                broken.borrow_mut().push(format!("kind {kind}:\n{text}\n=====\n{new}"));
            }
            all.set(all.get() + 1);
            Ok(())
        })
        .expect("no failing case");
    assert!(all.get() > 1000, "only {} cases were edited", all.get());
    assert!(broken.borrow().is_empty(), "{}", broken.borrow().join("\n\n"));
}

/// Whatever the files contain, commands end with a documented exit code, and every file that they write parses.
#[test]
fn commands_never_panic_on_mangled_modules() {
    let texts = {
        let run = application();
        MODULES.map(|path| run.read(&format!("app/{path}")))
    };
    let mut run = application();
    run.inside = "app".into();
    let mut runner = proptest::test_runner::TestRunner::new(config(400));
    let run = std::cell::RefCell::new(run);
    let commands: [&[&str]; 7] = [
        &["add", "view", "news"],
        &["add", "source", "news", "--dataset", "news"],
        &["add", "slice", "news"],
        &["add", "layer", "stores", "--view", "kpi"],
        &["add", "widget", "news", "--source", "stores", "--view", "stores"],
        &["auth", "set", "--client-id", "ZyXwVuTsRqPo", "--add-scope", "datasets:r:news"],
        &["check"],
    ];
    runner
        .run(&(0..MODULES.len(), 0..commands.len(), mutations()), |(module, command, mutations)| {
            let run = &mut *run.borrow_mut();
            let path = format!("app/{}", MODULES[module]);
            run.write(&path, &mutate(&texts[module], &mutations));
            let output = run.go(&[commands[command], &["--json"]].concat());
            prop_assert!([0, 2, 3, 6].contains(&output.code), "{}: {}", output.code, output.stdout);
            for change in output.json()["changes"].as_array().into_iter().flatten() {
                let path = change["path"].as_str().unwrap_or_default();
                if path.rsplit('.').next().is_some_and(|ending| ["js", "jsx"].contains(&ending)) {
                    let text = run.read(&format!("app/{path}"));
                    prop_assert!(Script::parse(&Allocator::default(), path, &text).is_ok(), "{path}: {text}");
                }
            }
            // Restores the application for the next case.
            for (path, text) in MODULES.iter().zip(&texts) {
                run.write(&format!("app/{path}"), text);
            }
            for path in [
                "src/components/views/News.jsx",
                "src/data/sources/newsSource.js",
                "sandbox/data/news.geojson",
                "src/store/newsSlice.js",
                "src/store/newsSlice.test.js",
            ] {
                let _ = std::fs::remove_file(run.path(&format!("app/{path}")));
            }
            Ok(())
        })
        .expect("no failing case");
}

/// A query with any characters reads back from a source and from a model as it was given.
#[test]
fn a_query_is_written_unchanged() {
    let mut run = application();
    run.inside = "app".into();
    let run = std::cell::RefCell::new(run);
    let pieces = prop::sample::select(vec![
        "SELECT ",
        "a",
        " FROM t ",
        "'it''s'",
        "\"q\"",
        "`",
        "\\",
        "${x}",
        "$",
        "{",
        "\n",
        "\r\n",
        "\t",
        "--x\n",
        "/*;*/",
        "</script>",
        "\u{2028}",
        "é",
        "\\n",
        "\\u0041",
        "$$;$$",
        "%",
        "\u{A0}",
    ]);
    let query =
        prop::collection::vec(pieces, 0..14).prop_map(|pieces| format!("SELECT 1 {}", pieces.concat()));
    let mut runner = proptest::test_runner::TestRunner::new(config(250));
    let accepted = std::cell::Cell::new(0);
    runner
        .run(&query, |query| {
            let run = &mut *run.borrow_mut();
            for (words, path, name) in [
                (["add", "source", "probe"], "app/src/data/sources/probeSource.js", "probeSource"),
                (["add", "model", "probe"], "app/src/data/models/probeModel.js", "query"),
            ] {
                let output = run.go(&[&words[..], &["--sql", &query, "--json"]].concat());
                if output.code == 2 {
                    continue;
                }
                prop_assert_eq!(output.code, 0, "{}", output.stdout);
                accepted.set(accepted.get() + 1);
                let text = run.read(path);
                let arena = Allocator::default();
                let script = Script::parse(&arena, path, &text).expect("parses");
                let data = if name == "query" {
                    let literal = text
                        .split_once("const query =")
                        .and_then(|(_, rest)| rest.split_once(";\n  const"))
                        .expect("a query")
                        .0;
                    let probe = format!("const query ={literal};");
                    let arena = Allocator::default();
                    let script = Script::parse(&arena, path, &probe).expect("parses");
                    script.string(script.at(&["query"]).expect("a value")).map(|(text, _)| text)
                } else {
                    script.string(script.at(&[name, "data"]).expect("a value")).map(|(text, _)| text)
                };
                prop_assert_eq!(data.as_ref(), Some(&query), "{}", text);
                for path in [path, "app/src/data/models/probeModel.test.js"] {
                    let _ = std::fs::remove_file(run.path(path));
                }
            }
            Ok(())
        })
        .expect("no failing case");
    assert!(accepted.get() > 100, "only {} queries were accepted", accepted.get());
}

#[test]
fn rejects_code_that_is_too_deep_or_too_long() {
    let arena = Allocator::default();
    let deep = format!("x = {}1{};", "[".repeat(500), "]".repeat(500));
    let long = format!("// {}\n", "x".repeat(300 * 1024));
    for text in [deep, long] {
        let error = Script::parse(&arena, "x.js", &text).err().expect("an error");
        assert!(error.message.starts_with("x.js can't be read as JavaScript"), "{error}");
    }
    let fine = format!("x = {}1{};", "[".repeat(300), "]".repeat(300));
    std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(move || assert!(Script::parse(&Allocator::default(), "x.js", &fine).is_ok()))
        .expect("starts")
        .join()
        .expect("no panic");
}
