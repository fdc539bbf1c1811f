use std::io::Write;
use std::time::Duration;

use crate::spec::visible;

const FRAMES: [char; 4] = ['-', '\\', '|', '/'];

/// How many columns of a program's last line are shown, so that it never wraps on a usual terminal.
const SHOWN: usize = 50;

/// Progress of another program: a line that is redrawn on a terminal, and a fixed line elsewhere.
pub struct Progress<'a> {
    out: &'a mut dyn Write,
    live: bool,
    command: String,
    frame: usize,
}

impl<'a> Progress<'a> {
    /// Starts the display; writes nothing unless `shown`.
    pub fn new(out: &'a mut dyn Write, shown: bool, live: bool, command: &str) -> Self {
        if shown && !live {
            let _ = writeln!(out, "Running {command}");
        }
        Self { out, live: shown && live, command: command.to_owned(), frame: 0 }
    }

    /// Draws the elapsed time and the program's last line.
    pub fn tick(&mut self, line: &str, elapsed: Duration) {
        if !self.live {
            return;
        }
        self.frame = (self.frame + 1) % FRAMES.len();
        let last: String = visible(line).chars().take(SHOWN).collect();
        let frame = FRAMES[self.frame];
        let _ = write!(self.out, "\r\x1b[2K{frame} {} {:>3} s  {last}", self.command, elapsed.as_secs());
        let _ = self.out.flush();
    }

    /// Clears the line.
    pub fn clear(&mut self) {
        if self.live {
            let _ = write!(self.out, "\r\x1b[2K");
            let _ = self.out.flush();
        }
    }
}
