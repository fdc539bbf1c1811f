//! A template in pieces. Compiling is what writing an application costs most, and grows with a text's length times its tags;
//! so a line without tags is copied, one with nothing but names is filled in, a condition with lines of its own is decided
//! here, and only what is left is compiled.

use crate::error::{Error, Result};

/// Whole lines of a template.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// Lines without tags.
    Copied(&'static str),
    /// Lines whose tags are names, such as `{{name}}` or `{{title.js}}`.
    Filled(&'static str),
    /// Lines with other tags; a block is in one piece.
    Compiled(&'static str),
    /// `{{#if fact}}` or `{{#unless fact}}` on a line of its own, and what follows until its end.
    Choice {
        /// What it asks.
        fact: &'static str,
        /// The answer to which `chosen` belongs.
        expected: bool,
        /// The lines before `{{else}}`.
        chosen: Vec<Piece>,
        /// Those behind it.
        other: Vec<Piece>,
    },
}

/// Cuts a template into pieces, which become what the whole would: a tag takes away no more than its own line.
///
/// # Errors
/// Blocks that don't end, or end twice: a fault of ours.
pub fn pieces(template: &'static str) -> Result<Vec<Piece>> {
    let mut rest = template;
    let (pieces, end) = until_end(&mut rest)?;
    if end == End::Template { Ok(pieces) } else { Err(fault("ends a block that did not begin")) }
}

/// Where pieces end.
#[derive(PartialEq, Eq)]
enum End {
    Else,
    /// `{{/if}}` or `{{/unless}}`: which of both.
    Close(bool),
    Template,
}

fn until_end(rest: &mut &'static str) -> Result<(Vec<Piece>, End)> {
    let mut pieces = Vec::new();
    loop {
        let copied = take(rest, |line| !line.contains("{{"));
        if !copied.is_empty() {
            pieces.push(Piece::Copied(copied));
        }
        let Some(line) = rest.split_inclusive('\n').next() else { return Ok((pieces, End::Template)) };
        let Some(tag) = only_tag(line) else {
            pieces.push(tagged(block(rest)?));
            continue;
        };
        match tag {
            "else" => return Ok((pieces, passed(rest, line, End::Else))),
            "/if" => return Ok((pieces, passed(rest, line, End::Close(true)))),
            "/unless" => return Ok((pieces, passed(rest, line, End::Close(false)))),
            _ => {}
        }
        let condition =
            |start: &str| tag.strip_prefix(start).map(str::trim).filter(|fact| !fact.contains(' '));
        let (expected, fact) = match (condition("#if "), condition("#unless ")) {
            (Some(fact), _) => (true, fact),
            (None, Some(fact)) => (false, fact),
            (None, None) => {
                pieces.push(tagged(block(rest)?));
                continue;
            }
        };
        *rest = &rest[line.len()..];
        let (chosen, mut end) = until_end(rest)?;
        let mut other = Vec::new();
        if end == End::Else {
            (other, end) = until_end(rest)?;
        }
        if end != End::Close(expected) {
            return Err(fault("has a block that does not end"));
        }
        pieces.push(Piece::Choice { fact, expected, chosen, other });
    }
}

fn tagged(lines: &'static str) -> Piece {
    let mut tags = lines.split("{{").skip(1).map(|part| part.split_once("}}").map(|(tag, _)| tag));
    if tags.all(|tag| tag.is_some_and(is_name)) { Piece::Filled(lines) } else { Piece::Compiled(lines) }
}

/// Whether a tag is a name of the context; `this` is one of a block, `else` none.
fn is_name(tag: &str) -> bool {
    let mut parts = tag.split('.');
    let is_word =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    !["this", "else"].contains(&tag.split('.').next().unwrap_or_default()) && parts.all(is_word)
}

/// The tag of a line that has one and nothing else.
fn only_tag(line: &'static str) -> Option<&'static str> {
    let tag = line.trim().strip_prefix("{{")?.strip_suffix("}}")?;
    (!tag.contains(['{', '}'])).then_some(tag)
}

fn passed(rest: &mut &'static str, line: &str, end: End) -> End {
    *rest = &rest[line.len()..];
    end
}

/// Lines until every block that begins in them has ended; one at least.
fn block(rest: &mut &'static str) -> Result<&'static str> {
    let (mut depth, mut is_first) = (0, true);
    let lines = take(rest, |line| {
        let goes_on = is_first || depth > 0;
        is_first = false;
        depth += line.matches("{{#").count();
        depth = depth.saturating_sub(line.matches("{{/").count());
        goes_on
    });
    // The line behind the last was counted too, unless the template has ended.
    if rest.is_empty() && depth > 0 { Err(fault("has a block that does not end")) } else { Ok(lines) }
}

/// The lines of which something holds, up to the first of which it does not.
fn take(rest: &mut &'static str, mut holds: impl FnMut(&str) -> bool) -> &'static str {
    let length = rest.split_inclusive('\n').take_while(|line| holds(line)).map(str::len).sum();
    let (taken, left) = rest.split_at(length);
    *rest = left;
    taken
}

fn fault(what: &str) -> Error {
    Error::internal(format!("a template {what}"))
}

#[cfg(test)]
mod tests {
    use super::Piece::{Choice, Compiled, Copied, Filled};
    use super::*;

    #[test]
    fn a_template_is_cut_at_its_lines() {
        let template = "a\nb\n{{c}} {{d}}\n  {{#if e}}\nf\n{{#unless g}}\n{{h}}\n{{/unless}}\n{{else}}\ni\n  {{/if}}\n\
                        {{#each j}}\n{{#if k}}\nl\n{{/if}}\n{{/each}}\nm\n\n{{#if n}}o{{/if}}";
        let unless = Choice { fact: "g", expected: false, chosen: vec![Filled("{{h}}\n")], other: vec![] };
        assert_eq!(
            pieces(template),
            Ok(vec![
                Copied("a\nb\n"),
                Filled("{{c}} {{d}}\n"),
                Choice {
                    fact: "e",
                    expected: true,
                    chosen: vec![Copied("f\n"), unless],
                    other: vec![Copied("i\n")],
                },
                Compiled("{{#each j}}\n{{#if k}}\nl\n{{/if}}\n{{/each}}\n"),
                Copied("m\n\n"),
                Compiled("{{#if n}}o{{/if}}"),
            ])
        );
        assert_eq!(pieces(""), Ok(vec![]));
        assert_eq!(pieces("a"), Ok(vec![Copied("a")]));
    }

    #[test]
    fn only_names_are_filled_in() {
        for line in ["{{a}}", "x {{a.b_c}} {{d}} y\n"] {
            assert_eq!(tagged(line), Filled(line));
        }
        for line in
            ["{{this.a}}", "{{a b}}", "{{a}} {{#if b}}c{{/if}}", "{{@first}}", "{{{a}}}", "{{a..b}}", "{{a"]
        {
            assert_eq!(tagged(line), Compiled(line));
        }
    }

    #[test]
    fn blocks_end_once() {
        for template in [
            "{{#if a}}\nb\n",
            "{{#if a}}\nb\n{{/unless}}\n",
            "{{/if}}\n",
            "{{else}}\n",
            "{{#if a}}\n{{else}}\n{{else}}\n{{/if}}\n",
            "{{#each a}}\nb\n",
        ] {
            assert!(pieces(template).is_err(), "{template}");
        }
    }
}
