//! Ctrl-C and requests to end (SIGINT, SIGTERM, SIGHUP).
//!
//! Until something is written a signal ends the process at once. From then on ([`Interrupt::hold`]) it is only noted,
//! and the run asks with [`Interrupt::check`] where stopping is safe, since it alone knows what is on disk by then.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::{Error, Kind, Result};

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
        survive_limits();
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

/// A file that grows over a limit is then an error of the call that writes, which can be taken back, and not the end.
fn survive_limits() {
    #[cfg(unix)]
    {
        use nix::sys::signal::{SigSet, Signal};
        let _ = SigSet::from(Signal::SIGXFSZ).thread_block();
    }
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
        // Elsewhere the cursor is never hidden, and whoever wants plain lines gets no sequence.
        let may_be_hidden = self.hands_on_keys();
        #[cfg(unix)]
        self.restore_settings();
        let terminal = console::Term::stderr();
        if may_be_hidden && terminal.is_term() {
            let _ = terminal.show_cursor();
        }
    }

    /// Whether a prompt reads keys one by one.
    #[cfg_attr(not(unix), expect(clippy::unused_self, reason = "there nobody can tell"))]
    fn hands_on_keys(&self) -> bool {
        #[cfg(unix)]
        {
            use nix::sys::termios::{LocalFlags, tcgetattr};
            let settings = self.before.as_ref().and_then(|(input, _)| tcgetattr(input).ok());
            settings.is_none_or(|now| !now.local_flags.contains(LocalFlags::ICANON))
        }
        #[cfg(not(unix))]
        {
            true
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
}
