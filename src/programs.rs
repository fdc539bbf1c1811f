//! Running other programs: git, package managers, Prettier.

mod launch;
mod running;

use std::collections::{BTreeMap, VecDeque};
use std::ffi::OsString;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write as _};
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use running::RunningProgram;

use crate::signals::Interrupt;

/// How often progress is reported while a program prints nothing.
const TICK: Duration = Duration::from_millis(120);

/// How long to wait for the last lines of output after a program has ended.
const REST: Duration = Duration::from_millis(300);

/// How many lines of each output stream are kept.
const KEPT: usize = 15;

/// The largest part of a line that is kept, in bytes.
const LONGEST_LINE: u64 = 1 << 16;

/// How long a filter may take by default. Prettier formats all files of a large application in a few seconds.
pub const PATIENCE: Duration = Duration::from_mins(2);

/// The largest output of a filter, in bytes.
const LARGEST: u64 = 64 << 20;

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// It exited with a code.
    Code(i32),
    /// A signal ended it.
    Signal(i32),
}

impl Status {
    /// Whether the program reported success.
    pub const fn is_success(self) -> bool {
        matches!(self, Self::Code(0))
    }
}

impl From<ExitStatus> for Status {
    fn from(status: ExitStatus) -> Self {
        #[cfg(unix)]
        if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
            return Self::Signal(signal);
        }
        Self::Code(status.code().unwrap_or(-1))
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "exit code {code}"),
            Self::Signal(signal) => write!(f, "signal {signal}"),
        }
    }
}

/// A program that has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// How it ended.
    pub status: Status,
    /// The last lines of its output: stdout first, then stderr, where the reasons usually are.
    pub tail: Vec<String>,
}

/// Runs other programs. A command is a program followed by its arguments.
pub trait Programs {
    /// Runs a command in a directory until it ends. `progress` is called repeatedly with the last line of output.
    ///
    /// # Errors
    /// The program can't be started; `NotFound` if it is not installed.
    fn run(
        &mut self,
        command: &[&str],
        directory: &Path,
        progress: &mut dyn FnMut(&str),
    ) -> io::Result<Ended>;

    /// Pipes a text through a command and returns its output, or none if it fails, prints too much or something other than
    /// UTF-8, takes too long, or is interrupted.
    ///
    /// # Errors
    /// The program can't be started.
    fn filter(&mut self, command: &[&str], directory: &Path, text: &str) -> io::Result<Option<String>>;
}

/// Starts real processes. Programs inside the application are never found, and variables that hold answers are withheld.
pub struct RealPrograms {
    /// The environment.
    pub env: BTreeMap<OsString, OsString>,
    /// How long a filter may take.
    pub patience: Duration,
    /// Signals are passed on to the running program, which gets some time to exit by itself.
    pub interrupt: Interrupt,
}

impl Programs for RealPrograms {
    fn run(
        &mut self,
        command: &[&str],
        directory: &Path,
        progress: &mut dyn FnMut(&str),
    ) -> io::Result<Ended> {
        let mut process = launch::command(command, directory, &self.env)?;
        process.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut running = RunningProgram::start(&mut process, self.interrupt.clone())?;
        let (sender, lines) = mpsc::sync_channel(64);
        if let (Some(out), Some(err)) = running.output() {
            forward(out, 0, sender.clone());
            forward(err, 1, sender);
        }
        let mut output = Output::default();
        let mut pause = Duration::from_millis(1);
        let status = loop {
            match lines.recv_timeout(TICK) {
                Ok((stream, line)) => output.keep(stream, line),
                Err(mpsc::RecvTimeoutError::Timeout) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => {
                    thread::sleep(pause);
                    pause = (pause * 2).min(TICK);
                }
            }
            progress(&output.last);
            if let Some(status) = running.poll()? {
                break status;
            }
        };
        // A child of the program may keep the pipes open forever.
        let deadline = Instant::now() + REST;
        while let Some(left) = deadline.checked_duration_since(Instant::now())
            && let Ok((stream, line)) = lines.recv_timeout(left)
        {
            output.keep(stream, line);
        }
        Ok(Ended { status: status.into(), tail: output.ends.into_iter().flatten().collect() })
    }

    fn filter(&mut self, command: &[&str], directory: &Path, text: &str) -> io::Result<Option<String>> {
        let mut process = launch::command(command, directory, &self.env)?;
        process.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut running = RunningProgram::start(&mut process, self.interrupt.clone())?;
        // Written from another thread, because a program that prints before it has read everything would deadlock.
        let stdin = running.input();
        let given = text.to_owned();
        thread::spawn(move || stdin.map_or(Ok(()), |mut stdin| stdin.write_all(given.as_bytes())));
        let (sender, output) = mpsc::channel();
        let stdout = running.output().0;
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let read = stdout.map_or(Ok(0), |stdout| stdout.take(LARGEST + 1).read_to_end(&mut bytes));
            let _ = sender.send(read.ok().filter(|length| *length as u64 <= LARGEST).map(|_| bytes));
        });
        let deadline = Instant::now() + self.patience;
        let mut pause = Duration::from_millis(1);
        let status = loop {
            match running.poll()? {
                None if Instant::now() < deadline => thread::sleep(pause),
                status => break status,
            }
            pause = (pause * 2).min(TICK / 4);
        };
        let bytes = output.recv_timeout(REST).ok().flatten();
        // End the children of the filter, too.
        running.end();
        let is_good = status.is_some_and(|status| status.success()) && !self.interrupt.noted();
        Ok(bytes.filter(|_| is_good).and_then(|bytes| String::from_utf8(bytes).ok()))
    }
}

/// The last lines of both output streams, and the last line of all.
#[derive(Default)]
struct Output {
    ends: [VecDeque<String>; 2],
    last: String,
}

impl Output {
    fn keep(&mut self, stream: usize, line: String) {
        self.last.clone_from(&line);
        let end = &mut self.ends[stream];
        if end.len() == KEPT {
            end.pop_front();
        }
        end.push_back(line);
    }
}

/// A line of output as a terminal ends up showing it: without escape sequences, and without what a carriage return has
/// overwritten.
fn plain(line: &str) -> String {
    let text = anstream::adapter::strip_str(line.trim_end()).to_string();
    let last = text.rsplit('\r').next().unwrap_or_default();
    last.replace('\t', " ").chars().filter(|c| !c.is_control()).collect()
}

fn forward(pipe: impl Read + Send + 'static, stream: usize, lines: mpsc::SyncSender<(usize, String)>) {
    thread::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        let mut line = Vec::new();
        while (&mut pipe).take(LONGEST_LINE).read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
            let text = plain(&String::from_utf8_lossy(&line));
            if !text.is_empty() && lines.send((stream, text)).is_err() {
                break;
            }
            line.clear();
        }
    });
}
