//! A running program and how it is stopped.

use std::io;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus};
use std::time::{Duration, Instant};

use crate::signals::Interrupt;

/// The signals that a program receives after an interruption, and when: first SIGINT as from Ctrl-C, then SIGTERM, then
/// SIGKILL.
const REQUESTS: [(Duration, Request); 3] = [
    (Duration::ZERO, Request::Break),
    (Duration::from_secs(1), Request::End),
    (Duration::from_secs(5), Request::Kill),
];

/// A running program with its children. On Unix they form a separate process group in the background of the terminal, so that a
/// signal reaches all of them and comes only from carto-app.
pub struct RunningProgram {
    child: Child,
    interrupt: Interrupt,
    status: Option<ExitStatus>,
    asked_since: Option<Instant>,
    sent: usize,
}

#[derive(Clone, Copy)]
enum Request {
    Break,
    End,
    Kill,
}

impl RunningProgram {
    /// Starts the program; from now on signals are only noted.
    ///
    /// # Errors
    /// The program can't be started.
    pub fn start(command: &mut Command, interrupt: Interrupt) -> io::Result<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        interrupt.hold();
        Ok(Self { child: command.spawn()?, interrupt, status: None, asked_since: None, sent: 0 })
    }

    /// Standard input, if it is a pipe.
    pub fn input(&mut self) -> Option<ChildStdin> {
        self.child.stdin.take()
    }

    /// Standard output and standard error, if they are pipes.
    pub fn output(&mut self) -> (Option<ChildStdout>, Option<ChildStderr>) {
        (self.child.stdout.take(), self.child.stderr.take())
    }

    /// The exit status, once the program has ended. Must be called repeatedly: after a signal, this stops the program and its
    /// children.
    ///
    /// # Errors
    /// The operating system can't report the status.
    pub fn poll(&mut self) -> io::Result<Option<ExitStatus>> {
        if self.status.is_none() {
            self.status = self.child.try_wait()?;
        }
        if !self.interrupt.noted() {
            return Ok(self.status);
        }
        let elapsed = self.asked_since.get_or_insert_with(Instant::now).elapsed();
        while let Some((_, request)) = REQUESTS.get(self.sent).filter(|(after, _)| *after <= elapsed) {
            self.send(*request);
            self.sent += 1;
        }
        Ok(self.status.filter(|_| self.sent == REQUESTS.len() || !self.is_running()))
    }

    /// Ends the program and its children at once.
    pub fn end(&mut self) {
        self.send(Request::Kill);
        let _ = self.child.wait();
    }

    #[cfg(unix)]
    fn send(&mut self, request: Request) {
        use nix::sys::signal::{Signal, killpg};

        let signal = match request {
            Request::Break => Signal::SIGINT,
            Request::End => Signal::SIGTERM,
            Request::Kill => Signal::SIGKILL,
        };
        if let Some(group) = self.group() {
            let _ = killpg(group, signal);
            // A stopped process receives no other signal.
            let _ = killpg(group, Signal::SIGCONT);
        }
    }

    #[cfg(not(unix))]
    fn send(&mut self, request: Request) {
        if matches!(request, Request::End | Request::Kill) {
            let _ = self.child.kill();
        }
    }

    /// Whether the program or one of its children is still running.
    #[cfg(unix)]
    fn is_running(&self) -> bool {
        self.group().is_some_and(|group| nix::sys::signal::killpg(group, None).is_ok())
    }

    #[cfg(not(unix))]
    fn is_running(&self) -> bool {
        false
    }

    #[cfg(unix)]
    fn group(&self) -> Option<nix::unistd::Pid> {
        i32::try_from(self.child.id()).ok().map(nix::unistd::Pid::from_raw)
    }
}
