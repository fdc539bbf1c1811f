//! Splits a page into steps: commands with their output, files to write, and commands in a second terminal.

/// A step of the page.
#[derive(Debug, PartialEq, Eq)]
pub enum Block<'a> {
    /// A line that begins with `$` in a block ```` ```console ````, and the output below it.
    Command { command: &'a str, shown: Vec<&'a str> },
    /// A command in a block ```` ```console second terminal ````, which keeps running.
    Background { command: &'a str, shown: Vec<&'a str> },
    /// `^C` in the second terminal.
    Interrupt,
    /// A file to write: a block ```` ```LANGUAGE FILE ````.
    File { name: &'a str, content: String },
}

/// Returns the steps in order.
pub fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let inner: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match info.split_once(' ') {
            None if info == "console" => commands(&inner, false, &mut blocks),
            Some(("console", _)) if inner == ["^C"] => blocks.push(Block::Interrupt),
            Some(("console", _)) => commands(&inner, true, &mut blocks),
            Some((_, name)) => blocks.push(Block::File { name, content: inner.join("\n") + "\n" }),
            None => {}
        }
    }
    blocks
}

fn commands<'a>(lines: &[&'a str], in_background: bool, blocks: &mut Vec<Block<'a>>) {
    for part in lines.chunk_by(|_, next| !next.starts_with("$ ")) {
        let command = part[0].strip_prefix("$ ").expect("a block begins with a command");
        let shown = part[1..].to_vec();
        blocks.push(if in_background {
            Block::Background { command, shown }
        } else {
            Block::Command { command, shown }
        });
    }
}

/// Whether the output matches the page. `…` on its own line matches any number of lines, and within a line any text.
pub fn matches(shown: &[&str], printed: &[&str]) -> bool {
    match (shown.split_first(), printed.split_first()) {
        (None, None) => true,
        (Some((&"…", rest)), _) => {
            matches(rest, printed) || printed.split_first().is_some_and(|(_, below)| matches(shown, below))
        }
        (Some((line, rest)), Some((actual, below))) => line_matches(line, actual) && matches(rest, below),
        _ => false,
    }
}

fn line_matches(shown: &str, printed: &str) -> bool {
    let mut parts = shown.split('…');
    let Some(mut rest) = printed.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut last = "";
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
        last = part;
    }
    rest.is_empty() || (shown.contains('…') && (last.is_empty() || rest.ends_with(last)))
}

#[test]
fn an_ellipsis_matches_anything() {
    assert!(matches(&["a", "…", "z"], &["a", "z"]));
    assert!(matches(&["a", "…", "z"], &["a", "b", "c", "z"]));
    assert!(matches(&["…", "  … passed (…)"], &["", "x", "  12 passed (1.2m)"]));
    assert!(!matches(&["a", "…", "z"], &["a", "b"]));
    assert!(!matches(&["  … passed (…)"], &["  12 failed (1.2m)"]));
    assert!(!matches(&["a"], &["ab"]));
    assert!(!matches(&[], &["an error"]));
}

#[test]
fn splits_a_page_into_steps() {
    let page = "# Page\n```console\n$ a\nb\n$ c\n```\n```text\nx\n```\n```nginx n.conf\ny\n```\n```console second terminal\n$ d\n…\n```\n```console second terminal\n^C\n```\n";
    let expected = [
        Block::Command { command: "a", shown: vec!["b"] },
        Block::Command { command: "c", shown: vec![] },
        Block::File { name: "n.conf", content: "y\n".to_owned() },
        Block::Background { command: "d", shown: vec!["…"] },
        Block::Interrupt,
    ];
    assert_eq!(blocks(page), expected);
}
