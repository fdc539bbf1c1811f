//! A terminal as a question wants it, for as long as it stands: one that hands keys on one by one, or one that hides what is
//! typed.
//!
//! Between two keys the console would set it back; what is pasted would then be echoed in between, and Ctrl-C would reach
//! us now as a key and now as a signal. What was typed before the question is dropped: a line that was pasted with its
//! end answers one question, never the next.

#[cfg(unix)]
use nix::sys::termios::Termios;

use crate::error::Result;

/// Asks while the terminal is raw, and sets it back.
#[cfg(unix)]
pub fn raw<T>(ask: impl FnOnce() -> Result<T>) -> Result<T> {
    let raw = |settings: &mut Termios| {
        let output = settings.output_flags;
        nix::sys::termios::cfmakeraw(settings);
        settings.output_flags = output;
    };
    changed(raw, ask)
}

/// Asks while the terminal hands on whole lines, and where they are secret shows nothing of them but their end.
#[cfg(unix)]
pub fn lines<T>(secret: bool, ask: impl FnOnce() -> Result<T>) -> Result<T> {
    use nix::libc::_POSIX_VDISABLE;
    use nix::sys::termios::{LocalFlags, SpecialCharacterIndices};

    let hidden = |settings: &mut Termios| {
        if secret {
            settings.local_flags.remove(LocalFlags::ECHO);
            settings.local_flags.insert(LocalFlags::ECHONL);
            // Nobody could show again what is typed after these.
            for key in [SpecialCharacterIndices::VQUIT, SpecialCharacterIndices::VSUSP] {
                settings.control_chars[key as usize] = _POSIX_VDISABLE;
            }
        }
    };
    changed(hidden, ask)
}

#[cfg(unix)]
fn changed<T>(change: impl FnOnce(&mut Termios), ask: impl FnOnce() -> Result<T>) -> Result<T> {
    use nix::sys::signal::{SigSet, Signal};

    // Signals are for the thread that listens for them: here they would end the wait for a key, whereupon the console
    // sets the terminal anew while that thread sets it back.
    let signals: SigSet = [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP].into_iter().collect();
    let _ = signals.thread_block();
    let settings = Settings::change(change);
    let answer = ask();
    drop(settings);
    if answer.is_ok() {
        // At Ctrl-C the console sends a signal as well. It stays blocked, since the error says it all.
        let _ = signals.thread_unblock();
    }
    answer
}

/// The console does all that is needed.
#[cfg(not(unix))]
pub fn raw<T>(ask: impl FnOnce() -> Result<T>) -> Result<T> {
    ask()
}

/// Whoever reads a secret hides it.
#[cfg(not(unix))]
pub fn lines<T>(_secret: bool, ask: impl FnOnce() -> Result<T>) -> Result<T> {
    ask()
}

/// The settings as they were; they come back when it is dropped.
#[cfg(unix)]
struct Settings(Option<Termios>);

#[cfg(unix)]
impl Settings {
    fn change(change: impl FnOnce(&mut Termios)) -> Self {
        use nix::sys::termios::{SetArg, tcgetattr, tcsetattr};

        let before = tcgetattr(std::io::stdin()).ok();
        if let Some(before) = &before {
            let mut now = before.clone();
            change(&mut now);
            let _ = tcsetattr(std::io::stdin(), SetArg::TCSAFLUSH, &now);
        }
        Self(before)
    }
}

#[cfg(unix)]
impl Drop for Settings {
    fn drop(&mut self) {
        use nix::sys::termios::{SetArg, tcsetattr};

        if let Some(before) = &self.0 {
            let _ = tcsetattr(std::io::stdin(), SetArg::TCSADRAIN, before);
        }
    }
}
