//! Keys as a terminal sends them.

#[cfg(unix)]
use std::collections::VecDeque;
use std::io;
use std::time::Duration;

#[cfg(unix)]
use super::input::{arrived, is_ready};

/// A key that questions distinguish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A character, without control characters.
    Char(char),
    /// A character of text that the terminal marks as pasted; a line break is `\n`.
    Pasted(char),
    /// A letter with Ctrl that has no variant of its own.
    Ctrl(char),
    Enter,
    Tab,
    BackTab,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    Backspace,
    Delete,
    Escape,
    /// Any other key.
    Other,
}

/// How long the rest of pasted text may take, which arrives in pieces; nobody types that fast.
pub const PASTE: Duration = Duration::from_millis(20);

/// How long the rest of a key may take. A key is sent as several bytes, which may arrive one by one over a slow line; the
/// Escape key sends only their first byte.
#[cfg(unix)]
const PATIENCE: Duration = Duration::from_millis(300);

#[cfg(unix)]
const ESCAPE: u8 = 0x1b;

/// What a terminal sends before and after pasted text, if asked to.
#[cfg(unix)]
const PASTE_MARKS: [&[u8]; 2] = [b"\x1b[200~", b"\x1b[201~"];

/// The keys that a user presses.
#[cfg(unix)]
#[derive(Default)]
pub struct Keys {
    /// Bytes that were read and belong to the next keys.
    read: VecDeque<u8>,
    /// Whether the end of pasted text is still to come.
    is_pasting: bool,
}

#[cfg(unix)]
impl Keys {
    /// Waits for a key.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn next(&mut self) -> io::Result<Key> {
        let mut bytes = Vec::new();
        loop {
            match self.byte(!bytes.is_empty())? {
                Some(byte) => bytes.push(byte),
                None => return Ok(if bytes == [ESCAPE] { Key::Escape } else { Key::Other }),
            }
            if bytes == [ESCAPE, ESCAPE] {
                // The second may be the beginning of another key.
                self.read.push_front(ESCAPE);
                return Ok(Key::Escape);
            }
            if let Some(mark) = PASTE_MARKS.iter().position(|mark| *mark == bytes) {
                self.is_pasting = mark == 0;
            }
            if let Some(key) = decode(&bytes) {
                return Ok(if self.is_pasting { pasted(key) } else { key });
            }
        }
    }

    /// Whether more keys have arrived, or arrive within this time, for example from pasted lines.
    pub fn has_more(&mut self, patience: Duration) -> bool {
        self.is_pasting || !self.read.is_empty() || is_ready(patience).unwrap_or_default()
    }

    /// Drops keys that arrived before the question.
    pub fn forget(&mut self) {
        self.read.clear();
        self.is_pasting = false;
    }

    /// Reads the next byte; within a key, `None` if it takes too long.
    fn byte(&mut self, within_key: bool) -> io::Result<Option<u8>> {
        if self.read.is_empty() {
            if within_key && !is_ready(PATIENCE)? {
                return Ok(None);
            }
            self.read.extend(arrived()?);
            if self.read.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(self.read.pop_front())
    }
}

/// Returns the key for one that is part of pasted text, where only characters count, and Ctrl-C in case the end never comes.
#[cfg(unix)]
fn pasted(key: Key) -> Key {
    match key {
        Key::Char(c) => Key::Pasted(c),
        Key::Enter => Key::Pasted('\n'),
        Key::Tab => Key::Pasted('\t'),
        Key::Ctrl('c') => key,
        _ => Key::Other,
    }
}

/// Returns the key that these bytes form, or `None` if more bytes must follow.
#[cfg(unix)]
fn decode(bytes: &[u8]) -> Option<Key> {
    match bytes {
        // Function keys of the Linux console: ESC [ [ A.
        [] | [ESCAPE] | [ESCAPE, ESCAPE | b'[' | b'O'] | [ESCAPE, b'[', b'['] => None,
        [ESCAPE, b'[', b'[', _] => Some(Key::Other),
        [ESCAPE, b'[', parameters @ .., last] => match last {
            b' '..=b'?' => None,
            _ => Some(sequence(parameters, *last)),
        },
        // Arrows in a terminal's application mode, and the Enter key of a keypad.
        [ESCAPE, b'O', b'M'] => Some(Key::Enter),
        [ESCAPE, b'O', last] => Some(sequence(&[], *last)),
        // A key with Alt.
        [ESCAPE, ..] => Some(Key::Other),
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => text.chars().next().map(character),
            Err(error) if error.error_len().is_none() => None,
            Err(_) => Some(Key::Other),
        },
    }
}

/// Returns the key of a control sequence without modifiers.
#[cfg(unix)]
fn sequence(parameters: &[u8], last: u8) -> Key {
    match (parameters, last) {
        ([], b'A') => Key::Up,
        ([], b'B') => Key::Down,
        ([], b'C') => Key::Right,
        ([], b'D') => Key::Left,
        ([], b'H') | (b"1" | b"7", b'~') => Key::Home,
        ([], b'F') | (b"4" | b"8", b'~') => Key::End,
        ([], b'Z') => Key::BackTab,
        (b"3", b'~') => Key::Delete,
        _ => Key::Other,
    }
}

#[cfg(unix)]
fn character(c: char) -> Key {
    match c {
        '\r' | '\n' => Key::Enter,
        '\t' => Key::Tab,
        '\u{8}' | '\u{7f}' => Key::Backspace,
        '\u{1}'..='\u{1a}' => Key::Ctrl(char::from(c as u8 - 1 + b'a')),
        c if c.is_control() => Key::Other,
        c => Key::Char(c),
    }
}

/// The keys that a user presses, from the console.
#[cfg(not(unix))]
#[derive(Default)]
pub struct Keys;

#[cfg(not(unix))]
impl Keys {
    /// Waits for a key.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn next(&mut self) -> io::Result<Key> {
        Ok(match console::Term::stderr().read_key_raw()? {
            console::Key::Char('\u{3}') | console::Key::CtrlC => Key::Ctrl('c'),
            console::Key::Char(c @ '\u{1}'..='\u{1a}') => Key::Ctrl(char::from(c as u8 - 1 + b'a')),
            console::Key::Char(c) if !c.is_control() => Key::Char(c),
            console::Key::Enter => Key::Enter,
            console::Key::Tab => Key::Tab,
            console::Key::BackTab => Key::BackTab,
            console::Key::ArrowUp => Key::Up,
            console::Key::ArrowDown => Key::Down,
            console::Key::ArrowLeft => Key::Left,
            console::Key::ArrowRight => Key::Right,
            console::Key::Home => Key::Home,
            console::Key::End => Key::End,
            console::Key::Backspace => Key::Backspace,
            console::Key::Del => Key::Delete,
            console::Key::Escape => Key::Escape,
            _ => Key::Other,
        })
    }

    /// The console can't report this.
    pub fn has_more(&mut self, _patience: Duration) -> bool {
        false
    }

    /// The console drops them by itself.
    pub fn forget(&mut self) {}
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_of_a_key_is_recognized() {
        for (bytes, key) in [
            ("\x1b[A", Key::Up),
            ("\x1bOA", Key::Up),
            ("\x1b[B", Key::Down),
            ("\x1bOB", Key::Down),
            ("\x1bOC", Key::Right),
            ("\x1b[D", Key::Left),
            ("\x1b[H", Key::Home),
            ("\x1bOH", Key::Home),
            ("\x1b[1~", Key::Home),
            ("\x01", Key::Ctrl('a')),
            ("\x1b[8~", Key::End),
            ("\x1b[3~", Key::Delete),
            ("\x1b[Z", Key::BackTab),
            ("\x1bOM", Key::Enter),
            ("\r", Key::Enter),
            ("\n", Key::Enter),
            ("\x7f", Key::Backspace),
            ("\x08", Key::Backspace),
            ("\x03", Key::Ctrl('c')),
            ("\x1a", Key::Ctrl('z')),
            ("é", Key::Char('é')),
            ("地", Key::Char('地')),
            ("\u{9b}", Key::Other),
            ("\x1b[1;5D", Key::Other),
            ("\x1b[[A", Key::Other),
            ("\x1b[200~", Key::Other),
            ("\x1bb", Key::Other),
        ] {
            let all = bytes.as_bytes();
            assert_eq!(decode(all), Some(key), "{bytes:?}");
            // An incomplete key is never mistaken for another.
            for end in 0..all.len() {
                assert_eq!(decode(&all[..end]), None, "{bytes:?} up to {end}");
            }
        }
        assert_eq!(decode(&[0xff]), Some(Key::Other));
    }

    #[test]
    fn marked_text_is_pasted_until_its_end() {
        let mut keys =
            Keys { read: b"\x1b[200~a\r\t\x1b[A\x1b[201~\r".iter().copied().collect(), is_pasting: false };
        let expected = [Key::Other, Key::Pasted('a'), Key::Pasted('\n'), Key::Pasted('\t'), Key::Other];
        for key in expected {
            assert_eq!(keys.next().unwrap(), key);
            assert!(keys.is_pasting);
        }
        assert_eq!([keys.next().unwrap(), keys.next().unwrap()], [Key::Other, Key::Enter]);
        assert!(!keys.is_pasting);
    }
}
