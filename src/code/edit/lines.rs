//! Lines of a text, as whoever inserts into it needs them.

use super::super::Style;

/// How the lines of a text end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eol {
    /// `\n`
    Lf,
    /// `\r\n`
    CrLf,
}

impl Eol {
    /// As most lines of the text do.
    pub fn of(text: &str) -> Self {
        let all = text.matches('\n').count();
        let carriage = text.matches("\r\n").count();
        if carriage * 2 > all { Self::CrLf } else { Self::Lf }
    }

    /// The characters.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
        }
    }

    /// Text whose lines end in `\n`, in this manner.
    pub fn own(self, text: &str) -> String {
        match self {
            Self::Lf => text.to_owned(),
            Self::CrLf => text.replace('\n', "\r\n"),
        }
    }
}

/// What a line begins with, where nothing but blanks stands before the place.
pub fn line_indent(text: &str, at: usize) -> Option<String> {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[start..at];
    before.chars().all(|c| c == ' ' || c == '\t').then(|| before.to_owned())
}

/// The blanks that the line of a place begins with.
pub fn indent_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let line = &text[start..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// How many indentations deep the line of a place stands.
pub fn levels_at(text: &str, at: usize, style: &Style) -> usize {
    width_of(indent_at(text, at), style) / style.tab_width
}

/// The column of a place, in the width that Prettier gives to tabs.
pub fn column(text: &str, at: usize, style: &Style) -> usize {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let indent = indent_at(text, at);
    let rest = text.get(start + indent.len()..at).unwrap_or_default();
    width_of(indent, style) + crate::encode::display_width(rest)
}

/// How wide blanks are.
pub fn width_of(indent: &str, style: &Style) -> usize {
    indent.chars().map(|c| if c == '\t' { style.tab_width } else { 1 }).sum()
}

/// The end of the line of a place, past comments that follow on it; the place itself where code follows.
pub fn end_of_line(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line =
        rest.find('\n').map_or(rest.len(), |end| if rest[..end].ends_with('\r') { end - 1 } else { end });
    let mut follows = rest[..line].trim();
    while let Some((_, behind)) = follows.strip_prefix("/*").and_then(|comment| comment.split_once("*/")) {
        follows = behind.trim_start();
    }
    if follows.is_empty() || follows.starts_with("//") { at + line } else { at }
}

/// Whether a line ends at a place, and another follows.
pub fn is_line_end(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with('\n') || rest.starts_with("\r\n"))
}
