//! A line of text as it is typed. It scrolls sideways instead of wrapping, so it stays one line in any terminal.

use console::Key;
use unicode_width::UnicodeWidthChar;

use crate::spec::characters;

/// What is typed so far and where the cursor stands.
#[derive(Debug, Default)]
pub struct Line {
    chars: Vec<char>,
    cursor: usize,
    secret: bool,
    inside_sequence: bool,
}

/// What a key came to.
#[derive(Debug, PartialEq, Eq)]
pub enum Pressed {
    /// The line goes on.
    On,
    /// Enter.
    Done,
    /// Ctrl-C, or Ctrl-D on an empty line.
    Broken,
}

impl Line {
    /// A line with a text to be edited.
    pub fn new(text: &str, secret: bool) -> Self {
        let chars: Vec<char> = text.chars().collect();
        Self { cursor: chars.len(), chars, secret, inside_sequence: false }
    }

    /// What is typed.
    pub fn text(&self) -> String {
        self.chars.iter().collect()
    }

    /// Takes one key.
    pub fn press(&mut self, key: &Key) -> Pressed {
        if self.passes(key) {
            return Pressed::On;
        }
        match key {
            Key::Enter => return Pressed::Done,
            Key::CtrlC => return Pressed::Broken,
            Key::Char('\u{4}') if self.chars.is_empty() => return Pressed::Broken,
            Key::ArrowLeft | Key::Char('\u{2}') => self.cursor = self.cursor.saturating_sub(1),
            Key::ArrowRight | Key::Char('\u{6}') => self.cursor = (self.cursor + 1).min(self.chars.len()),
            Key::Home => self.cursor = 0,
            Key::End => self.cursor = self.chars.len(),
            Key::Backspace => self.remove(self.cursor.saturating_sub(1)..self.cursor),
            Key::Del | Key::Char('\u{4}') => {
                self.remove(self.cursor..(self.cursor + 1).min(self.chars.len()));
            }
            Key::Char('\u{b}') => self.remove(self.cursor..self.chars.len()),
            Key::Char('\u{15}') => self.remove(0..self.cursor),
            Key::Char('\u{17}') => self.remove(self.start_of_word()..self.cursor),
            Key::Char(c) if !c.is_control() => {
                self.chars.insert(self.cursor, *c);
                self.cursor += 1;
            }
            _ => {}
        }
        Pressed::On
    }

    /// What is seen of it in so many columns, and the column of the cursor.
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

    /// Whether a key belongs to a sequence that means nothing here: keys with modifiers, brackets around what is pasted.
    fn passes(&mut self, key: &Key) -> bool {
        let last = match key {
            Key::UnknownEscSeq(sequence) if sequence.first() == Some(&'[') && sequence.len() > 1 => {
                sequence.last().copied()
            }
            Key::UnknownEscSeq(_) => return true,
            Key::Char(c) if self.inside_sequence => Some(*c),
            _ => None,
        };
        self.inside_sequence = last.is_some_and(|c| !('@'..='~').contains(&c) && !c.is_control());
        last.is_some()
    }

    /// A character as it may be shown; those that would hide or turn what stands around them are replaced.
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

    fn typed(line: &mut Line, text: &str) {
        let keys: Vec<Key> = text.chars().map(Key::Char).collect();
        pressed(line, &keys);
    }

    fn pressed(line: &mut Line, keys: &[Key]) -> String {
        assert!(keys.iter().all(|key| line.press(key) == Pressed::On));
        line.text()
    }

    #[test]
    fn keys_edit_where_the_cursor_stands() {
        let mut line = Line::new("my map", false);
        assert_eq!(pressed(&mut line, &[Key::Char('\u{17}'), Key::Char('x')]), "my x");
        assert_eq!(pressed(&mut line, &[Key::Home, Key::Del, Key::Char('M')]), "My x");
        assert_eq!(pressed(&mut line, &[Key::ArrowRight, Key::ArrowRight, Key::Char('\u{b}')]), "My ");
        assert_eq!(pressed(&mut line, &[Key::ArrowLeft, Key::Backspace, Key::End, Key::Char('é')]), "M é");
        assert_eq!(pressed(&mut line, &[Key::Char('\u{4}'), Key::ArrowRight, Key::Char('\u{15}')]), "");
        assert_eq!(pressed(&mut line, &[Key::Backspace, Key::Del, Key::ArrowLeft, Key::Tab]), "");
        assert_eq!(pressed(&mut line, &[Key::Char('\u{17}')]), "");
    }

    #[test]
    fn enter_ends_it_and_ctrl_c_breaks_it_off() {
        let mut line = Line::new("", false);
        assert_eq!(line.press(&Key::Char('\u{4}')), Pressed::Broken);
        assert_eq!(line.press(&Key::CtrlC), Pressed::Broken);
        assert_eq!(line.press(&Key::Enter), Pressed::Done);
    }

    #[test]
    fn what_is_no_text_is_left_out() {
        let mut line = Line::new("", false);
        // Ctrl-Left and the brackets around what is pasted, as the console hands them on.
        pressed(&mut line, &[Key::UnknownEscSeq(vec!['[', '1', ';'])]);
        typed(&mut line, "5Da");
        pressed(&mut line, &[Key::UnknownEscSeq(vec!['[', '2', '0'])]);
        typed(&mut line, "0~b\u{7}\u{9b}");
        pressed(&mut line, &[Key::UnknownEscSeq(vec!['b']), Key::Escape, Key::Unknown]);
        typed(&mut line, "c");
        assert_eq!(line.text(), "abc");
    }

    #[test]
    fn a_window_moves_along_a_long_line() {
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
