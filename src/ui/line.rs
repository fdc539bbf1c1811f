//! A line of text as it is typed. It scrolls sideways instead of wrapping, so it stays one line in any terminal.

use unicode_width::UnicodeWidthChar;

use super::keys::Key;
use crate::spec::characters;

/// The typed text and the position of the cursor.
#[derive(Debug, Default)]
pub struct Line {
    chars: Vec<char>,
    cursor: usize,
    secret: bool,
}

impl Line {
    /// Creates a line with a text to edit.
    pub fn new(text: &str, secret: bool) -> Self {
        let chars: Vec<char> = text.chars().collect();
        Self { cursor: chars.len(), chars, secret }
    }

    /// The typed text.
    pub fn text(&self) -> String {
        self.chars.iter().collect()
    }

    /// Whether the line is empty.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// Edits the line; other keys change nothing.
    pub fn press(&mut self, key: Key) {
        match key {
            Key::Left | Key::Ctrl('b') => self.cursor = self.cursor.saturating_sub(1),
            Key::Right | Key::Ctrl('f') => self.cursor = (self.cursor + 1).min(self.chars.len()),
            Key::Home | Key::Ctrl('a') => self.cursor = 0,
            Key::End | Key::Ctrl('e') => self.cursor = self.chars.len(),
            Key::Backspace => self.remove(self.cursor.saturating_sub(1)..self.cursor),
            Key::Delete | Key::Ctrl('d') => {
                self.remove(self.cursor..(self.cursor + 1).min(self.chars.len()));
            }
            Key::Ctrl('k') => self.remove(self.cursor..self.chars.len()),
            Key::Ctrl('u') => self.remove(0..self.cursor),
            Key::Ctrl('w') => self.remove(self.start_of_word()..self.cursor),
            Key::Char(c) | Key::Pasted(c) => {
                self.chars.insert(self.cursor, c);
                self.cursor += 1;
            }
            _ => {}
        }
    }

    /// Replaces the text before the cursor.
    pub fn replace_before(&mut self, replace: impl Fn(&str) -> String) {
        let before: String = self.chars.drain(..self.cursor).collect();
        let after = std::mem::take(&mut self.chars);
        self.chars = replace(&before).chars().collect();
        self.cursor = self.chars.len();
        self.chars.extend(after);
    }

    /// Inserts what separates values or words, unless nothing or the same precedes it.
    pub fn separate(&mut self, separator: &str) {
        let before: String = self.chars[..self.cursor].iter().collect();
        if !before.is_empty() && !before.ends_with(separator) {
            separator.chars().for_each(|c| self.press(Key::Char(c)));
        }
    }

    /// Returns the part that fits into `width` columns, and the column of the cursor.
    pub fn view(&self, width: usize) -> (String, usize) {
        let room = width.saturating_sub(1).max(1);
        let (mut start, mut column) = (self.cursor, 0);
        while start > 0 && column + self.glyph(start - 1).1 <= room {
            start -= 1;
            column += self.glyph(start).1;
        }
        let mut shown = String::new();
        let mut used = 0;
        for index in start..self.chars.len() {
            let (glyph, width) = self.glyph(index);
            if used + width > room {
                break;
            }
            shown.push(glyph);
            used += width;
        }
        (shown, column)
    }

    /// Returns a character as it is shown, with its width. Characters that would hide or reorder their neighbors are replaced.
    fn glyph(&self, index: usize) -> (char, usize) {
        let before = index.checked_sub(1).map(|before| self.chars[before]);
        let c = self.chars[index];
        let shown = match characters::fault(before, c) {
            _ if self.secret => '*',
            Some(_) => '\u{FFFD}',
            None => c,
        };
        (shown, shown.width().unwrap_or_default())
    }

    fn start_of_word(&self) -> usize {
        let typed = &self.chars[..self.cursor];
        let end = typed.iter().rposition(|c| !c.is_whitespace()).map_or(0, |last| last + 1);
        typed[..end].iter().rposition(|c| c.is_whitespace()).map_or(0, |blank| blank + 1)
    }

    fn remove(&mut self, range: std::ops::Range<usize>) {
        self.cursor = range.start;
        self.chars.drain(range);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(line: &mut Line, keys: &[Key]) -> String {
        for key in keys {
            line.press(*key);
        }
        line.text()
    }

    #[test]
    fn keys_edit_at_the_cursor() {
        let mut line = Line::new("my map", false);
        assert_eq!(pressed(&mut line, &[Key::Ctrl('w'), Key::Char('x')]), "my x");
        assert_eq!(pressed(&mut line, &[Key::Home, Key::Delete, Key::Char('M')]), "My x");
        assert_eq!(pressed(&mut line, &[Key::Right, Key::Right, Key::Ctrl('k')]), "My ");
        assert_eq!(pressed(&mut line, &[Key::Left, Key::Backspace, Key::End, Key::Char('é')]), "M é");
        assert_eq!(pressed(&mut line, &[Key::Ctrl('d'), Key::Right, Key::Ctrl('u')]), "");
        assert_eq!(pressed(&mut line, &[Key::Backspace, Key::Delete, Key::Left, Key::Tab]), "");
        assert_eq!(pressed(&mut line, &[Key::Ctrl('w'), Key::Other, Key::Escape, Key::Enter]), "");
    }

    #[test]
    fn a_separator_is_never_doubled() {
        let mut line = Line::default();
        line.separate(", ");
        pressed(&mut line, &[Key::Pasted('a')]);
        line.separate(", ");
        line.separate(", ");
        assert_eq!(pressed(&mut line, &[Key::Pasted('b')]), "a, b");
    }

    #[test]
    fn a_long_line_scrolls() {
        let mut line = Line::new("0123456789", false);
        assert_eq!(line.view(20), ("0123456789".to_owned(), 10));
        assert_eq!(line.view(5), ("6789".to_owned(), 4));
        pressed(&mut line, &[Key::Home]);
        assert_eq!(line.view(5), ("0123".to_owned(), 0));
        assert_eq!(Line::new("地図地図", false).view(6), ("地図".to_owned(), 4));
        assert_eq!(Line::new("a\u{202e}b", false).view(9), ("a\u{fffd}b".to_owned(), 3));
        assert_eq!(Line::new("hidden", true).view(9), ("******".to_owned(), 6));
        assert_eq!(Line::default().view(0), (String::new(), 0));
    }
}
