//! Splits templates into pieces. Compiling is most of the cost of writing an application, and grows with the length of a text
//! times the number of its tags; so the engine copies a piece without tags, and compiles every other piece separately.
//!
//! Conditions on separate lines are decided here: omitted lines are never compiled, and included lines become short pieces
//! instead of one long block. With that, `new` takes 14 million instructions (built with `opt-level = 2`); without it, 43
//! million; with each template compiled as a whole, 99 million.

use serde_json::Value;

/// Cuts a template into pieces that, rendered in order, give the same text as the whole template. A piece consists of whole
/// lines: lines without tags, one line with tags, or the lines of a block. `facts` decides the conditions.
///
/// # Errors
/// A block that does not begin or end, and a condition that is not a fact.
pub fn pieces<'a>(template: &'a str, facts: &Value) -> Result<Vec<&'a str>, String> {
    let mut pieces = Vec::new();
    let mut open: Vec<Condition<'_>> = Vec::new();
    let mut rest = template;
    while let Some(line) = rest.split_inclusive('\n').next() {
        let tag: Vec<&str> = only_tag(line).unwrap_or_default().split_whitespace().collect();
        let mut taken = line;
        match tag[..] {
            [start @ ("#if" | "#unless"), fact] => {
                let Some(Value::Bool(fact)) = facts.get(fact) else {
                    return Err(format!("asks for {fact}, which is not a fact"));
                };
                open.push(Condition { name: &start[1..], holds: *fact == (start == "#if"), has_else: false });
            }
            ["else"] => match open.last_mut() {
                Some(condition) if !condition.has_else => {
                    *condition = Condition { holds: !condition.holds, has_else: true, ..*condition };
                }
                _ => return Err("has an else without a condition".to_owned()),
            },
            [end @ ("/if" | "/unless")] => {
                if open.pop().is_none_or(|condition| condition.name != &end[1..]) {
                    return Err(format!("has {{{{{end}}}}} without its beginning"));
                }
            }
            _ => {
                taken = piece(rest)?;
                if open.iter().all(|condition| condition.holds) {
                    pieces.push(taken);
                }
            }
        }
        rest = &rest[taken.len()..];
    }
    if open.is_empty() { Ok(pieces) } else { Err(UNENDED.to_owned()) }
}

/// Whether the lines need compiling.
pub fn has_tags(lines: &str) -> bool {
    lines.contains("{{")
}

const UNENDED: &str = "has a block that does not end";

/// An open condition on a separate line.
struct Condition<'a> {
    name: &'a str,
    /// Whether the following lines are included.
    holds: bool,
    has_else: bool,
}

/// Returns the tag of a line that contains nothing else.
fn only_tag(line: &str) -> Option<&str> {
    let tag = line.trim().strip_prefix("{{")?.strip_suffix("}}")?;
    (!tag.contains(['{', '}'])).then_some(tag)
}

/// Returns the first piece of a text that does not begin with a condition.
fn piece(text: &str) -> Result<&str, String> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let mut length = first.len();
    if !has_tags(first) {
        length += lines.take_while(|line| !has_tags(line)).map(str::len).sum::<usize>();
        return Ok(&text[..length]);
    }
    let mut depth = depth_after(first, 0);
    while depth > 0 {
        let line = lines.next().ok_or(UNENDED)?;
        length += line.len();
        depth = depth_after(line, depth);
    }
    Ok(&text[..length])
}

/// Returns the number of open blocks after a line.
fn depth_after(line: &str, before: usize) -> usize {
    (before + line.matches("{{#").count()).saturating_sub(line.matches("{{/").count())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn cut(template: &str) -> Result<Vec<&str>, String> {
        pieces(template, &json!({ "yes": true, "no": false, "word": "w" }))
    }

    #[test]
    fn lines_without_tags_and_blocks_stay_together() {
        let block = "{{#each list}}\n{{#if yes}}\nd\n{{/if}}\n{{/each}}\n";
        let template =
            format!("a\nb\n{{{{c}}}} {{{{d}}}}\n{{{{e}}}}\n{block}f\n\n{{{{#if no}}}}g{{{{/if}}}}");
        assert_eq!(
            cut(&template),
            Ok(vec!["a\nb\n", "{{c}} {{d}}\n", "{{e}}\n", block, "f\n\n", "{{#if no}}g{{/if}}"])
        );
        assert_eq!(cut(""), Ok(vec![]));
        assert_eq!(cut("a"), Ok(vec!["a"]));
    }

    #[test]
    fn conditions_on_separate_lines_are_decided() {
        assert_eq!(cut("  {{#if yes}}\na\n  {{else}}\nb\n  {{/if}}\nc\n"), Ok(vec!["a\n", "c\n"]));
        assert_eq!(cut("{{#unless yes}}\na\n{{else}}\nb\n{{/unless}}\n"), Ok(vec!["b\n"]));
        let nested = "{{#if no}}\na\n{{#if yes}}\nb\n{{else}}\nc\n{{/if}}\n{{else}}\nd\n{{/if}}\n";
        assert_eq!(cut(nested), Ok(vec!["d\n"]));
    }

    #[test]
    fn conditions_must_be_facts_even_in_omitted_lines() {
        for fact in ["word", "nothing", "word.length"] {
            let taken = format!("{{{{#if {fact}}}}}\na\n{{{{/if}}}}\n");
            assert!(cut(&taken).is_err(), "{taken}");
            let left_out = format!("{{{{#if no}}}}\n{taken}{{{{/if}}}}\n");
            assert!(cut(&left_out).is_err(), "{left_out}");
        }
    }

    #[test]
    fn blocks_end_once() {
        for template in [
            "{{#if yes}}\nb\n",
            "{{#if yes}}\nb\n{{/unless}}\n",
            "{{/if}}\n",
            "{{else}}\n",
            "{{#if yes}}\n{{else}}\n{{else}}\n{{/if}}\n",
            "{{#each list}}\nb\n",
            "{{#if no}}\n{{#each list}}\n{{/if}}\n",
        ] {
            assert!(cut(template).is_err(), "{template}");
        }
    }
}
