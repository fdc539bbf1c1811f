//! Running other programs: git, package managers, Prettier.

mod called;

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write as _};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use called::Called;

use crate::signals::Interrupt;

/// How often progress is reported while a program prints nothing.
const TICK: Duration = Duration::from_millis(120);

/// How long to wait for the last lines of output after a program has ended.
const REST: Duration = Duration::from_millis(300);

/// How many lines of each output stream are kept.
const KEPT: usize = 15;

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

    /// Pipes a text through a command and returns its output, or none if it fails or prints something other than UTF-8.
    ///
    /// # Errors
    /// The program can't be started.
    fn filter(&mut self, command: &[&str], directory: &Path, text: &str) -> io::Result<Option<String>>;
}

/// Starts real processes.
pub struct RealPrograms {
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
        let (program, args) =
            command.split_first().ok_or_else(|| io::Error::other("the command is empty"))?;
        // On Windows, package managers are batch files, which are only found with their extension.
        let program =
            if cfg!(windows) && *program != "git" { format!("{program}.cmd") } else { (*program).to_owned() };
        let mut process = Command::new(program);
        process
            .args(args)
            .current_dir(directory)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        // If a git hook runs carto-app, these variables would point git at the hook's repository.
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"] {
            process.env_remove(name);
        }
        let mut called = Called::start(&mut process, self.interrupt.clone())?;
        let (sender, lines) = mpsc::channel();
        if let (Some(out), Some(err)) = called.output() {
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
            if let Some(status) = called.poll()? {
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
        let (program, args) =
            command.split_first().ok_or_else(|| io::Error::other("the command is empty"))?;
        let mut child = Command::new(program)
            .args(args)
            .current_dir(directory)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        // Written from another thread, because a program that prints before it has read everything would deadlock.
        let stdin = child.stdin.take();
        let given = text.to_owned();
        let writer =
            thread::spawn(move || stdin.map_or(Ok(()), |mut stdin| stdin.write_all(given.as_bytes())));
        let output = child.wait_with_output()?;
        let _ = writer.join();
        Ok(String::from_utf8(output.stdout).ok().filter(|_| output.status.success()))
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

fn forward(pipe: impl Read + Send + 'static, stream: usize, lines: mpsc::Sender<(usize, String)>) {
    thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            let line = plain(&String::from_utf8_lossy(&line));
            if !line.is_empty() && lines.send((stream, line)).is_err() {
                break;
            }
        }
    });
}
