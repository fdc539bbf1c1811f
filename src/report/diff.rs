use std::borrow::Cow;

use console::Style;
use diffy::DiffOptions;

use crate::plan::{Change, Changes};
use crate::spec::{HIDDEN, is_key_character, refuse_secret, visible};

/// Returns all changes as one unified diff. Files that may hold a secret are only named.
pub fn diff(changes: &Changes, color: bool) -> String {
    let whole: String = changes.iter().map(|(path, change)| unified(path, change, color)).collect();
    let whole = changes.secrets().fold(whole, |text, secret| text.replace(secret, HIDDEN));
    whole.split_inclusive('\n').map(without_secrets).collect()
}

/// Hides what looks like a secret in a line, which the code of the application may contain. Checksums of a lock file are random,
/// too.
fn without_secrets(line: &str) -> String {
    if line.contains("\"integrity\": \"sha") || refuse_secret(line).is_ok() {
        return line.to_owned();
    }
    let mut rest = line;
    let mut shown = String::new();
    while let Some(start) = rest.find(is_key_character) {
        let (before, word) = rest.split_at(start);
        let (word, after) = word.split_at(word.find(|c| !is_key_character(c)).unwrap_or(word.len()));
        shown.push_str(before);
        shown.push_str(if refuse_secret(word).is_ok() { word } else { HIDDEN });
        rest = after;
    }
    shown + rest
}

/// Returns the change of one file as `git diff` would show it; a file that may hold a secret is only named.
fn unified(path: &str, change: &Change, color: bool) -> String {
    let (from, to) = match change {
        Change::Create { .. } => ("/dev/null".to_owned(), format!("b/{path}")),
        Change::Edit { .. } => (format!("a/{path}"), format!("b/{path}")),
        Change::Delete { .. } => (format!("a/{path}"), "/dev/null".to_owned()),
    };
    if change.is_private() {
        return format!("{path}: holds a secret, so it is not shown\n");
    }
    let text = |bytes: Option<&[u8]>| String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned();
    let (old, new) = (text(change.old()), text(change.new_bytes()));
    let mut options = DiffOptions::new();
    options.set_original_filename(Cow::Owned(from));
    options.set_modified_filename(Cow::Owned(to));
    let diff = options.create_patch(&old, &new).to_string();
    let style = |line: &str| {
        let style = Style::new().force_styling(color);
        match line.as_bytes() {
            [b'-', b'-', b'-', b' ', ..] | [b'+', b'+', b'+', b' ', ..] => style.bold(),
            [b'@', b'@', ..] => style.cyan(),
            [b'+', ..] => style.green(),
            [b'-', ..] => style.red(),
            _ => style,
        }
    };
    let lines: Vec<String> =
        diff.lines().map(|line| style(line).apply_to(visible(line)).to_string()).collect();
    if lines.is_empty() { String::new() } else { lines.join("\n") + "\n" }
}
