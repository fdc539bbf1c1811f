//! A terminal that hands keys on one by one, for as long as a question stands.
//!
//! Between two keys the console would set it back; what is pasted would then be echoed in between, and Ctrl-C would reach
//! us now as a key and now as a signal. What was typed before the question is dropped: a line that was pasted with its
//! end answers one question, never the next.

/// Sets the terminal back when it is dropped.
pub struct Raw {
    #[cfg(unix)]
    before: Option<nix::sys::termios::Termios>,
}

impl Raw {
    /// Does nothing where there is no terminal.
    #[cfg(unix)]
    pub fn enter() -> Self {
        use nix::sys::termios::{SetArg, cfmakeraw, tcgetattr, tcsetattr};

        let before = tcgetattr(std::io::stdin()).ok();
        if let Some(before) = &before {
            let mut raw = before.clone();
            cfmakeraw(&mut raw);
            raw.output_flags = before.output_flags;
            let _ = tcsetattr(std::io::stdin(), SetArg::TCSAFLUSH, &raw);
        }
        Self { before }
    }

    /// The console does all that is needed.
    #[cfg(not(unix))]
    pub fn enter() -> Self {
        Self {}
    }
}

#[cfg(unix)]
impl Drop for Raw {
    fn drop(&mut self) {
        use nix::sys::termios::{SetArg, tcsetattr};

        if let Some(before) = &self.before {
            let _ = tcsetattr(std::io::stdin(), SetArg::TCSADRAIN, before);
        }
    }
}
