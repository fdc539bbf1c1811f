//! Splits a template into pieces. Compilation takes most of the time of writing an application, and grows with a template's
//! length times its tags. So lines without tags are copied, lines with only names are filled in, a condition with lines of
//! its own is evaluated here, and only the rest is compiled.

use crate::error::{Error, Result};

/// Consecutive lines of a template.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// Lines without tags.
    Copied(&'static str),
    /// Lines whose tags are names, such as `{{name}}` or `{{title.js}}`.
    Filled(&'static str),
    /// Lines with other tags; a block is never split.
    Compiled(&'static str),
    /// `{{#if fact}}` or `{{#unless fact}}` on its own line, and the lines up to its end.
    Choice {
        /// The fact to look up.
        fact: &'static str,
        /// The value of the fact that selects `chosen`.
        expected: bool,
        /// The lines before `{{else}}`.
        chosen: Vec<Piece>,
        /// The lines after it.
        other: Vec<Piece>,
    },
}

/// Splits a template into pieces, which together render the same text as the template: a tag removes at most its own line.
///
/// # Errors
/// A block without an end or an end without a block, which is a bug in the template.
pub fn pieces(template: &'static str) -> Result<Vec<Piece>> {
    let mut rest = template;
    let (pieces, end) = until_end(&mut rest)?;
    if end == End::Template { Ok(pieces) } else { Err(bug("ends a block that was not begun")) }
}

/// Where a list of pieces ends.
#[derive(PartialEq, Eq)]
enum End {
    Else,
    /// `{{/if}}` if true, or else `{{/unless}}`.
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
            return Err(bug("has an unterminated block"));
        }
        pieces.push(Piece::Choice { fact, expected, chosen, other });
    }
}

fn tagged(lines: &'static str) -> Piece {
    let mut tags = lines.split("{{").skip(1).map(|part| part.split_once("}}").map(|(tag, _)| tag));
    if tags.all(|tag| tag.is_some_and(is_name)) { Piece::Filled(lines) } else { Piece::Compiled(lines) }
}

/// Whether a tag is a name of the context; `this` belongs to a block, and `else` is a keyword.
fn is_name(tag: &str) -> bool {
    let mut parts = tag.split('.');
    let is_word =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    !["this", "else"].contains(&tag.split('.').next().unwrap_or_default()) && parts.all(is_word)
}

/// Returns the tag of a line that consists of one tag.
fn only_tag(line: &'static str) -> Option<&'static str> {
    let tag = line.trim().strip_prefix("{{")?.strip_suffix("}}")?;
    (!tag.contains(['{', '}'])).then_some(tag)
}

fn passed(rest: &mut &'static str, line: &str, end: End) -> End {
    *rest = &rest[line.len()..];
    end
}

/// Takes at least one line, and all lines until every block that begins in them has ended.
fn block(rest: &mut &'static str) -> Result<&'static str> {
    let (mut depth, mut is_first) = (0, true);
    let lines = take(rest, |line| {
        let goes_on = is_first || depth > 0;
        is_first = false;
        depth += line.matches("{{#").count();
        depth = depth.saturating_sub(line.matches("{{/").count());
        goes_on
    });
    // The line after the last one was counted as well, unless the template has ended.
    if rest.is_empty() && depth > 0 { Err(bug("has an unterminated block")) } else { Ok(lines) }
}

/// Takes the lines up to the first one that doesn't satisfy a condition.
fn take(rest: &mut &'static str, mut holds: impl FnMut(&str) -> bool) -> &'static str {
    let length = rest.split_inclusive('\n').take_while(|line| holds(line)).map(str::len).sum();
    let (taken, left) = rest.split_at(length);
    *rest = left;
    taken
}

fn bug(what: &str) -> Error {
    Error::internal(format!("a template {what}"))
}

#[cfg(test)]
mod tests {
    use super::Piece::{Choice, Compiled, Copied, Filled};
    use super::*;

    #[test]
    fn a_template_is_split_at_lines() {
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
    fn blocks_must_end_exactly_once() {
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
