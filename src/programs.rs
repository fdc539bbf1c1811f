//! The programs that are called when the files are written: git and a package manager.

mod called;

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use called::Called;

use crate::signals::Interrupt;

/// How often progress is reported while a program says nothing.
const TICK: Duration = Duration::from_millis(120);

/// How long is listened when a program has ended, to what it said last.
const REST: Duration = Duration::from_millis(300);

/// How many lines of each of a program's two streams are kept.
const KEPT: usize = 15;

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Whether it says that it did its work.
    pub success: bool,
    /// How it ended, for people: "exit code 1", "signal 9".
    pub how: String,
    /// The end of its output: of stdout first, then of stderr, where the reasons are.
    pub tail: Vec<String>,
}

/// Whoever runs programs.
pub trait Programs {
    /// Runs a program in a directory to its end. `progress` is called with its last line of output, again and again.
    ///
    /// # Errors
    /// A program that can't be started; one that is not installed is `NotFound`.
    fn run(&mut self, words: &[&str], directory: &Path, progress: &mut dyn FnMut(&str)) -> io::Result<Ended>;

    /// What a program makes of a text: what it prints when it is given that. None where it fails or prints no text.
    ///
    /// # Errors
    /// A program that can't be started, or stops reading.
    fn filter(&mut self, words: &[&str], directory: &Path, text: &str) -> io::Result<Option<String>>;
}

/// Runs programs for real.
pub struct RealPrograms {
    /// A signal is passed on to the program, which has some time to end in its own way.
    pub interrupt: Interrupt,
}

impl Programs for RealPrograms {
    fn run(&mut self, words: &[&str], directory: &Path, progress: &mut dyn FnMut(&str)) -> io::Result<Ended> {
        let (program, args) = words.split_first().ok_or_else(|| io::Error::other("no program is named"))?;
        // A package manager is a batch file on Windows, which is found only under its whole name.
        let program =
            if cfg!(windows) && *program != "git" { format!("{program}.cmd") } else { (*program).to_owned() };
        let mut command = Command::new(program);
        command
            .args(args)
            .current_dir(directory)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        // Set by a git hook that calls us, they would send git into that hook's repository.
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"] {
            command.env_remove(name);
        }
        let mut called = Called::start(&mut command, self.interrupt.clone())?;
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
        // Something that it started may keep its pipes open for ever.
        let deadline = Instant::now() + REST;
        while let Some(left) = deadline.checked_duration_since(Instant::now())
            && let Ok((stream, line)) = lines.recv_timeout(left)
        {
            output.keep(stream, line);
        }
        let how = status.code().map_or_else(|| status.to_string(), |code| format!("exit code {code}"));
        Ok(Ended { success: status.success(), how, tail: output.ends.into_iter().flatten().collect() })
    }

    fn filter(&mut self, words: &[&str], directory: &Path, text: &str) -> io::Result<Option<String>> {
        let (program, args) = words.split_first().ok_or_else(|| io::Error::other("no program is named"))?;
        let mut child = Command::new(program)
            .args(args)
            .current_dir(directory)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        // A program that prints before it has read all must not wait for us.
        let stdin = child.stdin.take();
        let given = text.to_owned();
        let writer =
            thread::spawn(move || stdin.map_or(Ok(()), |mut stdin| stdin.write_all(given.as_bytes())));
        let output = child.wait_with_output()?;
        let _ = writer.join();
        Ok(String::from_utf8(output.stdout).ok().filter(|_| output.status.success()))
    }
}

/// The ends of a program's two streams, and its last line.
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

fn forward(pipe: impl Read + Send + 'static, stream: usize, lines: mpsc::Sender<(usize, String)>) {
    thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            if !line.is_empty() && lines.send((stream, line)).is_err() {
                break;
            }
        }
    });
}
