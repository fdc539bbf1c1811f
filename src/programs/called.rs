//! A program that runs, and how it is made to end.

use std::io;
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus};
use std::time::{Duration, Instant};

use crate::signals::Interrupt;

/// What a program is sent when somebody asks us to stop, and how long after: what the terminal sends, what it may not
/// know how to refuse, and the end.
const REQUESTS: [(Duration, Request); 3] = [
    (Duration::ZERO, Request::Break),
    (Duration::from_secs(1), Request::End),
    (Duration::from_secs(5), Request::Kill),
];

/// A program that we called, with all that it starts: on Unix a process group of its own, so that a signal reaches every
/// one of them, and reaches them from us alone. It stands behind us at the terminal, where it has nothing to ask.
pub struct Called {
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

impl Called {
    /// Starts it; from now on signals are only noted.
    ///
    /// # Errors
    /// It can't be started.
    pub fn start(command: &mut Command, interrupt: Interrupt) -> io::Result<Self> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        interrupt.hold();
        Ok(Self { child: command.spawn()?, interrupt, status: None, asked_since: None, sent: 0 })
    }

    /// Its standard output and error, as far as they are pipes.
    pub fn output(&mut self) -> (Option<ChildStdout>, Option<ChildStderr>) {
        (self.child.stdout.take(), self.child.stderr.take())
    }

    /// How it ended, once it has. To be asked again and again: after a signal this makes it end, with all that it started.
    ///
    /// # Errors
    /// The system can't tell.
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
        Ok(self.status.filter(|_| self.sent == REQUESTS.len() || !self.goes_on()))
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
            // What is stopped hears nothing else.
            let _ = killpg(group, Signal::SIGCONT);
        }
    }

    #[cfg(not(unix))]
    fn send(&mut self, request: Request) {
        if matches!(request, Request::End) {
            let _ = self.child.kill();
        }
    }

    /// Whether anything is left of it or of what it started.
    #[cfg(unix)]
    fn goes_on(&self) -> bool {
        self.group().is_some_and(|group| nix::sys::signal::killpg(group, None).is_ok())
    }

    #[cfg(not(unix))]
    fn goes_on(&self) -> bool {
        false
    }

    #[cfg(unix)]
    fn group(&self) -> Option<nix::unistd::Pid> {
        i32::try_from(self.child.id()).ok().map(nix::unistd::Pid::from_raw)
    }
}
