//! Keys as a terminal sends them.

use std::io;
#[cfg(unix)]
use std::{collections::VecDeque, time::Duration};

/// A key that questions distinguish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A character, without control characters.
    Char(char),
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

/// How long the rest of a key may take. A key is sent as several bytes, which may arrive one by one over a slow line; the
/// Escape key sends only their first byte.
#[cfg(unix)]
const PATIENCE: Duration = Duration::from_millis(300);

#[cfg(unix)]
const ESCAPE: u8 = 0x1b;

/// The keys that a user presses.
#[cfg(unix)]
#[derive(Default)]
pub struct Keys {
    /// Bytes that were read and belong to the next keys.
    read: VecDeque<u8>,
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
            if let Some(key) = decode(&bytes) {
                return Ok(key);
            }
        }
    }

    /// Whether more keys have already arrived, for example from pasted lines.
    pub fn has_more(&mut self) -> bool {
        !self.read.is_empty() || is_ready(Duration::ZERO).unwrap_or_default()
    }

    /// Drops keys that arrived before the question.
    pub fn forget(&mut self) {
        self.read.clear();
    }

    /// Reads the next byte; within a key, `None` if it takes too long.
    fn byte(&mut self, within_key: bool) -> io::Result<Option<u8>> {
        use std::io::Read;
        use std::os::fd::AsFd;

        if self.read.is_empty() {
            if within_key && !is_ready(PATIENCE)? {
                return Ok(None);
            }
            // Not through `Stdin`, whose buffer would hide bytes from `is_ready`.
            let mut input = std::fs::File::from(io::stdin().as_fd().try_clone_to_owned()?);
            let mut buffer = [0; 1024];
            let count = loop {
                match input.read(&mut buffer) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    other => break other?,
                }
            };
            if count == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.read.extend(&buffer[..count]);
        }
        Ok(self.read.pop_front())
    }
}

/// Whether a byte can be read within this time.
#[cfg(unix)]
fn is_ready(time: Duration) -> io::Result<bool> {
    use std::os::fd::AsFd;

    use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

    let input = io::stdin();
    let mut inputs = [PollFd::new(input.as_fd(), PollFlags::POLLIN)];
    let timeout = PollTimeout::try_from(time).unwrap_or(PollTimeout::MAX);
    Ok(poll(&mut inputs, timeout)? > 0)
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
    pub fn has_more(&mut self) -> bool {
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
}
