//! Ctrl-C and other signals that end a process (SIGINT, SIGTERM, SIGHUP).
//!
//! Until something is written, a signal ends the process at once. After [`Interrupt::hold`] it is only noted, and the run calls
//! [`Interrupt::check`] where stopping is safe.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::error::{Error, Kind, Result};
use crate::ui::PASTE_UNMARKED;
#[cfg(unix)]
use crate::ui::freeze;

/// Whether a signal has arrived. Clones share their state.
#[derive(Clone, Default)]
pub struct Interrupt {
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    listens: bool,
    held: bool,
    noted: bool,
    last_words: Option<Box<dyn FnOnce() + Send>>,
}

impl Interrupt {
    /// Creates an instance that receives no signals.
    pub fn never() -> Self {
        Self::default()
    }

    /// Creates an instance that can receive the signals of the process. `last_words` is called when a signal ends it.
    pub fn new(last_words: impl FnOnce() + Send + 'static) -> Self {
        let interrupt = Self::default();
        interrupt.shared().last_words = Some(Box::new(last_words));
        interrupt
    }

    /// Receives the signals from now on. This starts a thread, which `--help` does without. Where the operating system refuses,
    /// a signal ends the process without last words.
    pub fn listen(&self) {
        let mut shared = self.shared();
        if shared.last_words.is_none() || shared.listens {
            return;
        }
        survive_limits();
        let receiver = self.clone();
        let terminal = Terminal::save();
        shared.listens = ctrlc::set_handler(move || receiver.signal(&terminal)).is_ok();
    }

    /// From now on signals are only noted.
    pub fn hold(&self) {
        self.shared().held = true;
    }

    /// From now on signals end the process at once again.
    ///
    /// # Errors
    /// A signal arrived in the meantime.
    pub fn release(&self) -> Result<()> {
        let mut shared = self.shared();
        shared.held = false;
        if shared.noted { Err(Error::interrupted()) } else { Ok(()) }
    }

    /// Whether a signal has arrived.
    pub fn noted(&self) -> bool {
        self.shared().noted
    }

    /// Fails if a signal has arrived.
    ///
    /// # Errors
    /// A signal has arrived.
    pub fn check(&self) -> Result<()> {
        if self.noted() { Err(Error::interrupted()) } else { Ok(()) }
    }

    fn signal(&self, terminal: &Terminal) {
        let mut shared = self.shared();
        shared.noted = true;
        if !shared.held {
            let _frozen = terminal.restore();
            if let Some(last_words) = shared.last_words.take() {
                last_words();
            }
            // The lock is still held, so nothing can start to write before the process ends.
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

/// Makes exceeding the file size limit an error of the write, which can be undone, instead of a fatal signal.
fn survive_limits() {
    #[cfg(unix)]
    {
        use nix::sys::signal::{SigSet, Signal};
        let _ = SigSet::from(Signal::SIGXFSZ).thread_block();
    }
}

/// The terminal settings at the start. Prompts change them and can't restore them when a signal ends the process.
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

    /// Restores the terminal. While the result is held, no question can change it again.
    fn restore(&self) -> impl Sized {
        // A question may be about to open; what it finds must not change between the look and the end.
        #[cfg(unix)]
        let frozen = freeze();
        // Only a prompt hides the cursor and has pasted text marked; plain output gets no escape sequences.
        let may_differ = self.reads_keys();
        #[cfg(unix)]
        self.restore_settings();
        let terminal = console::Term::stderr();
        if may_differ && terminal.is_term() {
            let _ = terminal.show_cursor();
            let _ = terminal.write_str(PASTE_UNMARKED);
        }
        #[cfg(unix)]
        frozen
    }

    /// Whether a prompt is reading single keys.
    #[cfg_attr(not(unix), expect(clippy::unused_self, reason = "unknown on other platforms"))]
    fn reads_keys(&self) -> bool {
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
        // In the background, this would stop the process and change the settings of another program.
        if tcgetpgrp(input) != Ok(getpgrp()) {
            return;
        }
        // The prompt's thread may be about to change the settings for the next key. Replacing standard input and forbidding new
        // files prevents that.
        if let Ok(null) = std::fs::File::open("/dev/null") {
            let _ = dup2_stdin(null);
            let _ = getrlimit(RLIMIT_NOFILE).and_then(|(_, hard)| setrlimit(RLIMIT_NOFILE, 0, hard));
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
    fn a_held_signal_is_only_noted() {
        let interrupt = Interrupt::never();
        interrupt.hold();
        assert_eq!(interrupt.check(), Ok(()));
        interrupt.clone().signal(&Terminal::save());
        interrupt.signal(&Terminal::save());
        assert_eq!(interrupt.check().unwrap_err().kind, Kind::Interrupted);
    }
}
