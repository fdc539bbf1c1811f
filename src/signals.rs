//! Ctrl-C and requests to end (SIGINT, SIGTERM, SIGHUP).
//!
//! Until something is written a signal ends the process at once. From then on ([`Interrupt::hold`]) it is only noted,
//! and the run asks with [`Interrupt::check`] where stopping is safe, since it alone knows what is on disk by then.

use std::io;
use std::process::{Child, ExitStatus};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::{Error, Kind, Result};

/// How long a program that we called may take to end by itself after a signal.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether somebody asked us to stop. Clones share the answer.
#[derive(Clone, Default)]
pub struct Interrupt {
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    held: bool,
    noted: bool,
    last_words: Option<Box<dyn FnOnce() + Send>>,
}

impl Interrupt {
    /// Hears no signals.
    pub fn never() -> Self {
        Self::default()
    }

    /// Hears the process's signals from now on. Once a process. The last words are what is said when a signal ends the
    /// process; one may come before this returns.
    ///
    /// # Errors
    /// The system refuses, or it was called before.
    pub fn install(last_words: impl FnOnce() + Send + 'static) -> Result<Self> {
        let interrupt = Self::default();
        interrupt.shared().last_words = Some(Box::new(last_words));
        let heard = interrupt.clone();
        let terminal = Terminal::save();
        ctrlc::set_handler(move || heard.signal(&terminal))
            .map_err(|error| Error::internal(format!("cannot listen for signals: {error}")))?;
        Ok(interrupt)
    }

    /// From now on signals are only noted.
    pub fn hold(&self) {
        self.shared().held = true;
    }

    /// Whether there was a signal.
    pub fn noted(&self) -> bool {
        self.shared().noted
    }

    /// Goes on, unless there was a signal.
    ///
    /// # Errors
    /// There was one.
    pub fn check(&self) -> Result<()> {
        if self.noted() { Err(Error::interrupted()) } else { Ok(()) }
    }

    /// Waits for a program that we called. The terminal sends Ctrl-C to it as well, so a signal leaves it time
    /// to end in its own way; then it is asked to.
    ///
    /// # Errors
    /// The system can't wait for it.
    pub fn wait(&self, child: &mut Child) -> io::Result<ExitStatus> {
        self.hold();
        let mut pause = Duration::from_millis(1);
        let mut deadline = None;
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            if self.noted() && Instant::now() > *deadline.get_or_insert_with(|| Instant::now() + PATIENCE) {
                ask_to_end(child);
            }
            thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(50));
        }
    }

    fn signal(&self, terminal: &Terminal) {
        let mut shared = self.shared();
        shared.noted = true;
        if !shared.held {
            terminal.restore();
            if let Some(say) = shared.last_words.take() {
                say();
            }
            // Still locked: nobody can begin to write while this ends.
            end();
        }
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[expect(clippy::disallowed_methods, reason = "a signal ends the process")]
fn end() -> ! {
    std::process::exit(Kind::Interrupted.exit_code().into())
}

#[cfg(unix)]
fn ask_to_end(child: &mut Child) {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;

    if let Ok(id) = i32::try_from(child.id()) {
        let _ = kill(Pid::from_raw(id), Signal::SIGTERM);
    }
}

#[cfg(not(unix))]
fn ask_to_end(child: &mut Child) {
    let _ = child.kill();
}

/// The terminal as it was at the start; a prompt changes it and cannot change it back when a signal ends us.
struct Terminal {
    #[cfg(unix)]
    before: Option<(std::os::fd::OwnedFd, nix::sys::termios::Termios)>,
}

impl Terminal {
    fn save() -> Self {
        Self {
            #[cfg(unix)]
            before: {
                use std::os::fd::AsFd;
                let settings = nix::sys::termios::tcgetattr(io::stdin()).ok();
                settings.and_then(|settings| Some((io::stdin().as_fd().try_clone_to_owned().ok()?, settings)))
            },
        }
    }

    fn restore(&self) {
        #[cfg(unix)]
        self.restore_settings();
        let terminal = console::Term::stderr();
        if terminal.is_term() {
            let _ = terminal.show_cursor();
        }
    }

    #[cfg(unix)]
    fn restore_settings(&self) {
        use nix::sys::resource::Resource::RLIMIT_NOFILE;
        use nix::sys::resource::{getrlimit, setrlimit};
        use nix::sys::termios::{SetArg, tcgetattr, tcsetattr};
        use nix::unistd::{dup2_stdin, getpgrp, tcgetpgrp};

        let Some((input, settings)) = &self.before else { return };
        // From the background it would stop us, and change what is somebody else's by now.
        if tcgetpgrp(input) != Ok(getpgrp()) {
            return;
        }
        // Whoever asks may be about to change the settings for the next key. From here on that reaches nothing: standard
        // input is another, and the terminal can't be opened anew.
        if let Ok(nothing) = std::fs::File::open("/dev/null") {
            let _ = dup2_stdin(nothing);
            let _ = getrlimit(RLIMIT_NOFILE).and_then(|(_, most)| setrlimit(RLIMIT_NOFILE, 0, most));
        }
        if tcgetattr(input).as_ref() != Ok(settings) {
            let _ = tcsetattr(input, SetArg::TCSANOW, settings);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_is_only_noted_once_it_is_held() {
        let interrupt = Interrupt::never();
        interrupt.hold();
        assert_eq!(interrupt.check(), Ok(()));
        interrupt.clone().signal(&Terminal::save());
        interrupt.signal(&Terminal::save());
        assert_eq!(interrupt.check().unwrap_err().kind, Kind::Interrupted);
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_goes_on_after_a_signal_is_asked_to_end() {
        let interrupt = Interrupt::never();
        let mut child = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        interrupt.hold();
        interrupt.signal(&Terminal::save());
        let start = Instant::now();
        let status = interrupt.wait(&mut child).unwrap();
        assert!(!status.success());
        assert!(start.elapsed() >= PATIENCE && start.elapsed() < PATIENCE * 20);
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_ends_by_itself_is_not_disturbed() {
        let mut child = std::process::Command::new("sh").args(["-c", "exit 7"]).spawn().unwrap();
        assert_eq!(Interrupt::never().wait(&mut child).unwrap().code(), Some(7));
    }
}
