//! A terminal that hands keys on one by one, for as long as a question stands.
//!
//! Between two keys the console would set it back; what is pasted would then be echoed in between, and Ctrl-C would reach
//! us now as a key and now as a signal. What was typed before the question is dropped: a line that was pasted with its
//! end answers one question, never the next.

use crate::error::Result;

/// Asks while the terminal is raw, and sets it back.
#[cfg(unix)]
pub fn raw<T>(ask: impl FnOnce() -> Result<T>) -> Result<T> {
    use nix::sys::signal::{SigSet, Signal};

    // Signals are for the thread that listens for them: here they would end the wait for a key, whereupon the console
    // sets the terminal anew while that thread sets it back.
    let signals: SigSet = [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP].into_iter().collect();
    let _ = signals.thread_block();
    let settings = Settings::change();
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

/// The settings as they were; they come back when it is dropped.
#[cfg(unix)]
struct Settings(Option<nix::sys::termios::Termios>);

#[cfg(unix)]
impl Settings {
    fn change() -> Self {
        use nix::sys::termios::{SetArg, cfmakeraw, tcgetattr, tcsetattr};

        let before = tcgetattr(std::io::stdin()).ok();
        if let Some(before) = &before {
            let mut raw = before.clone();
            cfmakeraw(&mut raw);
            raw.output_flags = before.output_flags;
            let _ = tcsetattr(std::io::stdin(), SetArg::TCSAFLUSH, &raw);
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
