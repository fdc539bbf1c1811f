//! A person at a terminal: types keys to the real program through a pseudo-terminal, and reads the screen of an emulator.
//!
//! Nothing here sleeps: tests wait for text on the screen before they type, with a timeout.

use std::fs::Permissions;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::Child;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::sys::termios::{LocalFlags, Termios, tcgetattr};
use nix::unistd::Pid;
use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use tempfile::TempDir;
use vt100::{Parser, Screen};

use crate::scratch;
use crate::tree::{Tree, assert_same, snapshot};

/// Far longer than any wait, even on a busy machine.
const TIMEOUT: Duration = Duration::from_secs(30);

pub const UP: &str = "\x1b[A";
pub const DOWN: &str = "\x1b[B";
pub const RIGHT: &str = "\x1b[C";
pub const LEFT: &str = "\x1b[D";
pub const HOME: &str = "\x1b[H";
pub const END: &str = "\x1b[F";
pub const DELETE: &str = "\x1b[3~";
pub const BACKSPACE: &str = "\x7f";
pub const ENTER: &str = "\r";
pub const CTRL_C: &str = "\x03";
pub const CTRL_D: &str = "\x04";
pub const CTRL_U: &str = "\x15";
pub const CTRL_Z: &str = "\x1a";
pub const ESC: &str = "\x1b";

/// The setup of a session.
pub struct Setup {
    home: TempDir,
    lines: u16,
    columns: u16,
    env: Vec<(String, String)>,
    program: String,
    args: Vec<String>,
}

/// The stand-in for an installation.
const INSTALL: &str = "case $1 in install) /bin/mkdir -p node_modules ;; esac";

/// A terminal of 80 columns and 30 lines in an empty directory, in which `carto-app` runs with these arguments.
///
/// git and the package managers are stand-ins that log their calls.
pub fn terminal(words: &str) -> Setup {
    let home = scratch::directory();
    let programs = home.path().join("bin");
    std::fs::create_dir(&programs).expect("created");
    for name in ["git", "npm", "pnpm"] {
        let path = programs.join(name);
        std::fs::write(&path, format!("#!/bin/sh\necho {name} $@ >> called\n{INSTALL}\n")).expect("written");
        std::fs::set_permissions(&path, Permissions::from_mode(0o755)).expect("can be run");
    }
    let env = [("TERM", "xterm-256color"), ("LANG", "C.UTF-8"), ("PATH", &*programs.to_string_lossy())];
    Setup {
        env: env.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        home,
        lines: 30,
        columns: 80,
        program: env!("CARGO_BIN_EXE_carto-app").to_owned(),
        args: words.split_whitespace().map(str::to_owned).collect(),
    }
}

impl Setup {
    pub fn size(mut self, columns: u16, lines: u16) -> Self {
        (self.columns, self.lines) = (columns, lines);
        self
    }

    /// Removes a variable from the environment.
    pub fn without(mut self, name: &str) -> Self {
        self.env.retain(|(other, _)| other != name);
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Runs this program with these first arguments instead of `carto-app`.
    pub fn typed_as(mut self, words: &[&str]) -> Self {
        words[0].clone_into(&mut self.program);
        self.args.splice(..0, words[1..].iter().map(|word| (*word).to_owned()));
        self
    }

    /// Replaces the script of a stand-in.
    pub fn program(self, name: &str, script: &str) -> Self {
        let path = self.home.path().join("bin").join(name);
        std::fs::write(path, format!("#!/bin/sh\n{script}\n")).expect("written");
        self
    }

    /// Creates a file before the session.
    pub fn file(self, path: &str) -> Self {
        self.file_with(path, "mine")
    }

    /// Creates a file with this text before the session.
    pub fn file_with(self, path: &str, text: &str) -> Self {
        let path = self.home.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("created");
        std::fs::write(path, text).expect("written");
        self
    }

    /// Creates an application before the session, in the session's directory.
    pub fn application(self) -> Self {
        let args = ["new", ".", "--yes", "--no-git", "--quiet", "--name=my-map", "--title=My map"];
        let made = std::process::Command::new(env!("CARGO_BIN_EXE_carto-app"))
            .args(args)
            .env_clear()
            .current_dir(self.home.path())
            .output()
            .expect("started");
        assert!(made.status.success(), "{made:?}");
        self
    }

    /// Puts `carto-app` on PATH.
    pub fn installed(self) -> Self {
        let link = self.home.path().join("bin/carto-app");
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_carto-app"), link).expect("linked");
        self
    }

    pub fn start(self) -> Session {
        let (pty, pts) = open().expect("a pseudo-terminal");
        pty.resize(Size::new(self.lines, self.columns)).expect("resized");
        let settings = tcgetattr(&pty).expect("settings");
        let before = snapshot(self.home.path());
        let child = Command::new(&self.program)
            .args(&self.args)
            .env_clear()
            .envs(self.env)
            .current_dir(self.home.path())
            .spawn(pts)
            .expect("started");
        let pty = Arc::new(pty);
        let cells = |count| NonZeroU16::new(count).expect("at least one");
        Session {
            output: listen(Arc::clone(&pty)),
            pty,
            child,
            home: self.home,
            before,
            settings,
            parser: Parser::new(cells(self.lines), cells(self.columns), 500),
            bytes: Vec::new(),
            seen: 0,
        }
    }
}

/// A running session.
pub struct Session {
    pty: Arc<Pty>,
    output: Receiver<Vec<u8>>,
    child: Child,
    home: TempDir,
    before: Tree,
    settings: Termios,
    parser: Parser,
    bytes: Vec<u8>,
    seen: usize,
}

impl Session {
    /// Waits until this text is on the screen.
    #[track_caller]
    pub fn sees(&mut self, text: &str) -> &mut Self {
        self.wait_until(text, |screen| screen.contents().contains(text))
    }

    /// Waits until the program writes this text after the previous match, regardless of how the screen wraps it.
    #[track_caller]
    pub fn sees_next(&mut self, text: &str) -> &mut Self {
        let deadline = Instant::now() + TIMEOUT;
        loop {
            let written = self.bytes().replace("\r\n", "\n");
            if let Some(place) = written[self.seen..].find(text) {
                self.seen += place + text.len();
                return self;
            }
            let left = written[self.seen..].to_owned();
            assert!(self.receive(deadline, text), "ended before {text:?}, but after: {left}");
        }
    }

    /// Waits until this text is no longer on the screen.
    #[track_caller]
    pub fn no_longer_sees(&mut self, text: &str) -> &mut Self {
        self.wait_until(&format!("no {text:?}"), |screen| !screen.contents().contains(text))
    }

    /// Waits until the input line shows exactly this text.
    #[track_caller]
    pub fn sees_typed(&mut self, text: &str) -> &mut Self {
        self.wait_until(text, |screen| current_row(screen).is_some_and(|(_, line)| line == text))
    }

    /// Changes the size of the terminal.
    pub fn resizes(&mut self, columns: u16, lines: u16) -> &mut Self {
        self.pty.resize(Size::new(lines, columns)).expect("resized");
        let cells = |count| NonZeroU16::new(count).expect("at least one");
        self.parser.set_size(cells(lines), cells(columns));
        self
    }

    /// Puts text on the screen that a shell would have printed.
    pub fn shows(&mut self, words: &str) -> &mut Self {
        self.parser.process(words.as_bytes());
        self
    }

    /// Types keys.
    pub fn types(&mut self, keys: &str) -> &mut Self {
        (&*self.pty).write_all(keys.as_bytes()).expect("typed");
        self
    }

    /// Waits for a question and answers it with a line.
    #[track_caller]
    pub fn answers(&mut self, question: &str, line: &str) -> &mut Self {
        self.sees(question).types(line).types(ENTER)
    }

    /// Chooses the row that begins with `row` in the list below a question.
    #[track_caller]
    pub fn chooses(&mut self, question: &str, row: &str) -> &mut Self {
        self.sees(question).moves_to(row).types(ENTER)
    }

    /// Moves to the row of a list that begins with `row`.
    #[track_caller]
    pub fn moves_to(&mut self, row: &str) -> &mut Self {
        for _ in 0..50 {
            self.wait_until("a row to choose", |screen| current_row(screen).is_some());
            let now = current_row(self.screen()).expect("seen");
            if now.1.trim_start_matches("[x] ").trim_start_matches("[ ] ").starts_with(row) {
                return self;
            }
            self.types(DOWN)
                .wait_until("the next row", |screen| current_row(screen).is_some_and(|row| row != now));
        }
        panic!("no row {row:?} in:\n{}", self.text());
    }

    /// Sends a signal to the program.
    pub fn sends(&mut self, signal: Signal) -> &mut Self {
        let id = Pid::from_raw(self.child.id().try_into().expect("an id"));
        kill(id, signal).expect("sent");
        self
    }

    /// Whether the terminal echoes keys and reads whole lines, as in a shell.
    pub fn is_cooked(&self) -> bool {
        let flags = tcgetattr(&*self.pty).expect("settings").local_flags;
        flags.contains(LocalFlags::ECHO | LocalFlags::ICANON | LocalFlags::ISIG)
    }

    /// Whether the terminal reads whole lines without an echo.
    pub fn hides_lines(&self) -> bool {
        let flags = tcgetattr(&*self.pty).expect("settings").local_flags;
        flags.contains(LocalFlags::ICANON | LocalFlags::ISIG) && !flags.contains(LocalFlags::ECHO)
    }

    /// Waits until the program ends, and fails unless the terminal is restored.
    #[track_caller]
    pub fn ends(&mut self, code: i32) -> &mut Self {
        let deadline = Instant::now() + TIMEOUT;
        while self.receive(deadline, "the end") {}
        let status = self.child.wait().expect("ended");
        assert_eq!(status.code(), Some(code), "{:?}:\n{}", status.signal(), self.text());
        assert!(!self.screen().hide_cursor(), "the cursor stays hidden");
        assert!(!self.screen().bracketed_paste(), "the terminal still marks pasted text");
        assert_eq!(tcgetattr(&*self.pty).expect("settings"), self.settings, "the terminal is not restored");
        assert!(self.is_cooked());
        self
    }

    /// Like [`Self::ends`], but also fails if the program has written anything.
    #[track_caller]
    pub fn ends_without_a_trace(&mut self, code: i32) -> &mut Self {
        self.ends(code);
        assert_same(&self.before, &snapshot(self.home.path()), "after the end");
        self
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.home.path().join(below)
    }

    pub fn read(&self, below: &str) -> String {
        std::fs::read_to_string(self.path(below)).expect(below)
    }

    /// Returns the screen without trailing whitespace.
    pub fn text(&self) -> String {
        let columns = self.screen().size().1.get();
        let lines: Vec<String> =
            self.screen().rows(0, columns).map(|line| line.trim_end().to_owned()).collect();
        lines.join("\n").trim_end().to_owned()
    }

    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    /// Returns everything that the program has written.
    pub fn bytes(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    #[track_caller]
    fn wait_until(&mut self, what: &str, mut holds: impl FnMut(&Screen) -> bool) -> &mut Self {
        let deadline = Instant::now() + TIMEOUT;
        while !holds(self.screen()) {
            assert!(self.receive(deadline, what), "ended before {what:?}:\n{}", self.text());
        }
        self
    }

    /// Reads the program's next output. Returns false if it has ended.
    #[track_caller]
    fn receive(&mut self, deadline: Instant, what: &str) -> bool {
        match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(bytes) => {
                self.parser.process(&bytes);
                self.bytes.extend(bytes);
                true
            }
            Err(RecvTimeoutError::Disconnected) => false,
            Err(RecvTimeoutError::Timeout) => panic!("timed out waiting for {what:?}:\n{}", self.text()),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads until no process can write to the terminal anymore.
fn listen(pty: Arc<Pty>) -> Receiver<Vec<u8>> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = (&*pty).read(&mut buffer) {
            if send.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    receive
}

/// Returns the row at the pointer of a list, or the input, with its line number since the start.
fn current_row(screen: &Screen) -> Option<(usize, String)> {
    let lines: Vec<String> = screen.rows(0, screen.size().1.get()).collect();
    let line = lines.iter().rposition(|line| line.starts_with('>'))?;
    Some((screen.scrollback_len() + line, lines[line][1..].trim().to_owned()))
}
