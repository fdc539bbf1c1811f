//! Properties that hold for every input. Each target panics if its property is violated. `cargo fuzz run TARGET` searches for
//! such input, and `tests/fast/fuzz.rs` tries the corpus and variations of it.

#![allow(missing_docs, clippy::unwrap_used, reason = "a panic is what a fuzzer looks for")]

use carto_app::answers::{Answers, Surroundings, from_file, resolve};
use carto_app::code::edit::{add_import, add_member, append_child, insert_text, remove_element};
use carto_app::code::{Script, Splices, Style, doc, unwrapped};
use carto_app::encode::{html, js, json, shell, toml};
use carto_app::record::record;
use carto_app::spec::{
    AuthorizeUrl, ClientId, ColumnName, DatasetName, MapsUrl, PackageName, PartName, PrivateKey, Query,
    RoutePath, Scope, Scopes, ServerUrlTemplate, Title, Username,
};
use carto_app::sql;
use oxc_allocator::Allocator;
use oxc_ast::ast::{ArrayExpression, Expression};

/// An answers file is either rejected, or its record resolves to the same application.
pub fn answers(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some(resolved) = resolved(text) else { return };
    let record = record(&resolved);
    assert_eq!(self::resolved(&record).as_ref(), Some(&resolved), "{record}");
}

fn resolved(text: &str) -> Option<carto_app::spec::AppSpec> {
    let answers: Answers = from_file("answers.toml", text).ok()?;
    let answers = answers.or(Answers::for_directory("my-map"));
    let around = Surroundings::detached();
    resolve(&answers, &around).ok().map(|resolved| resolved.spec)
}

/// A value is either rejected, or parses to itself again.
pub fn values(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    macro_rules! assert_round_trip {
        ($($type:ty),*) => {$(
            if let Ok(value) = text.parse::<$type>() {
                let again = value.as_str().parse::<$type>().unwrap();
                assert_eq!(again.as_str(), value.as_str());
            }
        )*};
    }
    assert_round_trip!(
        AuthorizeUrl,
        ClientId,
        ColumnName,
        DatasetName,
        MapsUrl,
        PackageName,
        PrivateKey,
        Query,
        RoutePath
    );
    assert_round_trip!(Scope, ServerUrlTemplate, Title, Username);
    if let Ok(scopes) = Scopes::parse_list(text) {
        assert_eq!(Scopes::parse_list(&scopes.to_string()).unwrap(), scopes);
    }
    for suffix in ["", "Source", "View"] {
        if let Ok(name) = PartName::parse(text, suffix) {
            assert_eq!(PartName::parse(name.camel(), suffix).unwrap(), name);
        }
    }
}

/// What an encoder writes is read back as the original text.
pub fn encoders(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for written in [js::string(text), js::template(text)] {
        let module = format!("export const read = {written};\n");
        let arena = Allocator::default();
        let script = Script::parse(&arena, "x.js", &module).unwrap();
        let (read, _) = script.string(script.at(&["read"]).unwrap()).unwrap();
        // JavaScript reads CR LF in a template literal as LF, so `js::template` escapes it.
        assert_eq!(read, text);
    }
    assert_eq!(serde_json::from_str::<String>(&json::string(text)).unwrap(), text);
    let document: toml_edit::DocumentMut = format!("key = {}\n", toml::string(text)).parse().unwrap();
    assert_eq!(document["key"].as_str().unwrap(), text);
    let escaped = html::text(text);
    assert!(!escaped.contains(['<', '>', '"']), "{escaped}");
    let word = shell::word(text);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=,@%+".contains(c);
    assert!(word.chars().all(is_plain) || word.starts_with('\'') && word.ends_with('\''), "{word}");
    let comment = js::line_comment(text);
    assert!(!comment.contains(['\n', '\r', '\u{2028}', '\u{2029}']), "{comment:?}");
}

/// Reading a query terminates without a panic, and every table it returns occurs in the query.
pub fn queries(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for table in sql::tables(text) {
        assert!(table.offset <= text.len());
        let bare = |text: &str| text.to_lowercase().replace('"', "");
        assert!(bare(text).contains(&bare(&table.name)), "{}", table.name);
    }
    let _ = sql::in_braces(text);
}

/// An edit of a module either changes nothing or leaves a module that parses.
pub fn editors(data: &[u8]) {
    let Some((kind, rest)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(rest) else { return };
    let arena = Allocator::default();
    let Ok(script) = Script::parse(&arena, "x.jsx", text) else { return };
    let mut splices = Splices::default();
    if edit(&script, *kind, &mut splices).is_none() {
        return;
    }
    let new = splices.apply(text).expect("splices that don't overlap");
    assert!(Script::parse(&Allocator::default(), "x.jsx", &new).is_ok(), "{text}\n=====\n{new}");
}

fn edit(script: &Script<'_>, kind: u8, splices: &mut Splices) -> Option<()> {
    let style = Style::OURS;
    match kind % 6 {
        0 => insert_text(script, list(script)?, "it's-new", Some("why"), &style, splices),
        1 => {
            let list = list(script)?;
            remove_element(script, list, list.elements.len().checked_sub(1)?, splices);
        }
        2 => add_member(
            script,
            script.object(script.at(&["initialState"])?)?,
            "newKey",
            "NEW",
            &style,
            splices,
        ),
        3 => _ = add_import(script, "default", "New1", "components/New1", &style, splices)?,
        4 => _ = add_import(script, "newName", "newName", "react", &style, splices)?,
        _ => {
            let parent = script.container(None)?;
            append_child(script, parent, &doc::text("<NEW />"), &|_| false, &style, splices);
        }
    }
    Some(())
}

fn list<'a>(script: &Script<'a>) -> Option<&'a ArrayExpression<'a>> {
    match script.at(&["views"]).map(unwrapped) {
        Some(Expression::ArrayExpression(list)) => Some(&**list),
        _ => None,
    }
}
