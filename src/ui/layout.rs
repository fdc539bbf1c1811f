//! Text laid out for a terminal's width. No line is ever longer, so lines can be counted.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::prompter::Row;
use crate::spec::visible;

/// The minimum width; on a narrower terminal, lines are longer than the terminal.
const NARROWEST: usize = 8;

/// The minimum columns for a note beside its name; with fewer it goes below.
const NOTE: usize = 18;

/// Wraps a text between words; splits words that are too long.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(NARROWEST);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in visible(text).split(' ').filter(|word| !word.is_empty()) {
        if !line.is_empty() && line.width() + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
        } else if !line.is_empty() {
            line.push(' ');
        }
        for c in word.chars() {
            if line.width() + c.width().unwrap_or_default() > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    lines.push(line);
    lines
}

/// Lays out names and notes in two columns and returns the lines of each row. A note that does not fit beside its name goes
/// below it.
///
/// `names` is the minimum width of the first column.
pub fn table(rows: &[Row], names: usize, width: usize) -> Vec<Vec<String>> {
    let noted = rows.iter().filter(|row| !row.note.is_empty());
    let names = noted.map(|row| visible(&row.name).width()).max().unwrap_or_default().max(names);
    rows.iter().map(|row| lay(row, names + 2, width)).collect()
}

fn lay(row: &Row, columns: usize, width: usize) -> Vec<String> {
    let room = width.saturating_sub(columns);
    let (name, note) = (visible(&row.name), visible(&row.note));
    if note.is_empty() {
        return wrap(&name, width);
    }
    let fits = note.width() <= room || (room >= NOTE && note.split(' ').all(|word| word.width() <= room));
    if !fits {
        let note = wrap(&note, width.saturating_sub(2)).into_iter().map(|line| format!("  {line}"));
        return wrap(&name, width).into_iter().chain(note).collect();
    }
    let names = (0..).map(|line| if line == 0 { name.as_str() } else { "" });
    let lines = names.zip(wrap(&note, room));
    lines.map(|(name, note)| format!("{name}{}{note}", " ".repeat(columns - name.width()))).collect()
}

/// Returns the beginning of a text, on one line.
pub fn cut(text: &str, width: usize) -> String {
    let mut lines = wrap(text, width.saturating_sub(1)).into_iter();
    let first = lines.next().unwrap_or_default();
    if lines.next().is_some() { format!("{first}…") } else { first }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_words_are_broken() {
        assert_eq!(wrap("one two three", 9), ["one two", "three"]);
        assert_eq!(wrap("", 9), [""]);
        assert_eq!(wrap("a 1234567890123", 9), ["a", "123456789", "0123"]);
        assert_eq!(wrap("地図地図地図", 9), ["地図地図", "地図"]);
        assert_eq!(wrap("a\u{1b}[31m\nb", 40), ["a\\u{1b}[31m\\nb"]);
        assert_eq!(wrap("12345678", 1), ["12345678"]);
    }

    #[test]
    fn notes_go_beside_names_or_below_them() {
        let rows = [Row::new("OAuth", "people log in with their account"), Row::new("Drop everything", "")];
        assert_eq!(
            table(&rows, 0, 40),
            [vec!["OAuth  people log in with their account"], vec!["Drop everything"]]
        );
        assert_eq!(
            table(&rows, 0, 24),
            [vec!["OAuth", "  people log in with", "  their account"], vec!["Drop everything"]]
        );
        assert_eq!(table(&rows, 0, 30)[0], ["OAuth  people log in with", "       their account"]);
        assert_eq!(table(&[Row::new("a", "b c")], 4, 9), [["a     b c"]]);
        assert_eq!(table(&[Row::new("a", "12345678901234567890")], 4, 25), [["a", "  12345678901234567890"]]);
        for width in 15..90 {
            let lines = table(&rows, 0, width).concat();
            assert!(lines.iter().all(|line| line.width() <= width), "{width}: {lines:?}");
        }
    }

    #[test]
    fn a_cut_text_ends_with_an_ellipsis() {
        assert_eq!(cut("one two three", 9), "one two…");
        assert_eq!(cut("one", 9), "one");
    }
}
