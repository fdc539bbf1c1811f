//! Line endings, indentation and columns of a text.

use super::super::Style;

/// The line ending of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eol {
    /// `\n`
    Lf,
    /// `\r\n`
    CrLf,
}

impl Eol {
    /// Returns the line ending of most lines.
    pub fn of(text: &str) -> Self {
        let all = text.matches('\n').count();
        let carriage = text.matches("\r\n").count();
        if carriage * 2 > all { Self::CrLf } else { Self::Lf }
    }

    /// The characters of the line ending.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
        }
    }

    /// Converts text whose lines end in `\n` to this line ending.
    pub fn own(self, text: &str) -> String {
        match self {
            Self::Lf => text.to_owned(),
            Self::CrLf => text.replace('\n', "\r\n"),
        }
    }
}

/// Returns the line's text before the place, if it is only whitespace.
pub fn line_indent(text: &str, at: usize) -> Option<String> {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[start..at];
    before.chars().all(|c| c == ' ' || c == '\t').then(|| before.to_owned())
}

/// Returns the indentation of the line of a place.
pub fn indent_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let line = &text[start..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// Returns the indentation of the line of a place in levels.
pub fn levels_at(text: &str, at: usize, style: &Style) -> usize {
    width_of(indent_at(text, at), style) / style.tab_width
}

/// Returns the column of a place, with tabs as wide as Prettier's `tabWidth`.
pub fn column(text: &str, at: usize, style: &Style) -> usize {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let indent = indent_at(text, at);
    let rest = text.get(start + indent.len()..at).unwrap_or_default();
    width_of(indent, style) + crate::encode::display_width(rest)
}

/// Returns the width of an indentation, in columns.
pub fn width_of(indent: &str, style: &Style) -> usize {
    indent.chars().map(|c| if c == '\t' { style.tab_width } else { 1 }).sum()
}

/// Returns the end of the line of a place, including trailing comments; the place itself if code follows.
pub fn end_of_line(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line =
        rest.find('\n').map_or(rest.len(), |end| if rest[..end].ends_with('\r') { end - 1 } else { end });
    let mut follows = rest[..line].trim();
    while let Some((_, after)) = follows.strip_prefix("/*").and_then(|comment| comment.split_once("*/")) {
        follows = after.trim_start();
    }
    if follows.is_empty() || follows.starts_with("//") { at + line } else { at }
}

/// Whether a line ends at a place and another one follows.
pub fn is_line_end(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with('\n') || rest.starts_with("\r\n"))
}
