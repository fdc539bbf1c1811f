//! A terminal as a question wants it, for as long as it stands: one that hands keys on one by one, or one that hides what is
//! typed.
//!
//! What was typed before the question is dropped: a line that was pasted with its
//! end answers one question, never the next.

#[cfg(unix)]
use std::sync::{Mutex, PoisonError, TryLockError};
#[cfg(unix)]
use std::time::Duration;

#[cfg(unix)]
use nix::sys::termios::Termios;

/// Asks while the terminal is raw, and sets it back.
#[cfg(unix)]
pub fn raw<T, E>(ask: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let raw = |settings: &mut Termios| {
        let output = settings.output_flags;
        nix::sys::termios::cfmakeraw(settings);
        settings.output_flags = output;
    };
    changed(raw, ask)
}

/// Asks while the terminal hands on whole lines, and where they are secret shows nothing of them but their end.
#[cfg(unix)]
pub fn lines<T, E>(secret: bool, ask: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
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
fn changed<T, E>(change: impl FnOnce(&mut Termios), ask: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    use nix::sys::signal::{SigSet, Signal};

    // Signals are for the thread that listens for them: here they would end the wait for a key.
    let signals: SigSet = [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP].into_iter().collect();
    let _ = signals.thread_block();
    let settings = Settings::change(change);
    let answer = ask();
    drop(settings);
    let _ = signals.thread_unblock();
    answer
}

/// Stops the program until the shell continues it, as Ctrl-Z does outside of a question. Meanwhile the terminal is as it was.
#[cfg(unix)]
pub fn suspend() {
    use nix::sys::signal::{Signal, kill};
    use nix::sys::termios::{SetArg, tcgetattr, tcsetattr};
    use nix::unistd::Pid;

    let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let (Ok(now), Some(before)) = (tcgetattr(std::io::stdin()), before) else { return };
    let _ = tcsetattr(std::io::stdin(), SetArg::TCSADRAIN, &before);
    // The whole group, like the terminal: a package manager may wait for this program.
    let _ = kill(Pid::from_raw(0), Signal::SIGTSTP);
    // Another thread may take the signal, so this one stops a moment later.
    std::thread::sleep(Duration::from_millis(100));
    let _ = tcsetattr(std::io::stdin(), SetArg::TCSADRAIN, &now);
}

/// Keeps questions from changing the terminal any more: for whoever sets it back because the process ends. Does not wait long,
/// as a terminal that takes no output delays a change.
#[cfg(unix)]
pub fn freeze() -> Option<impl Sized> {
    const STEP: Duration = Duration::from_millis(10);
    (0..30).find_map(|_| {
        let frozen = match BEFORE.try_lock() {
            Ok(guard) => Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        };
        if frozen.is_none() {
            std::thread::sleep(STEP);
        }
        frozen
    })
}

/// Nothing stops a program there.
#[cfg(not(unix))]
pub fn suspend() {}

/// The console does all that is needed.
#[cfg(not(unix))]
pub fn raw<T, E>(ask: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    ask()
}

/// Whoever reads a secret hides it.
#[cfg(not(unix))]
pub fn lines<T, E>(_secret: bool, ask: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    ask()
}

/// The settings before the question. Who changes the terminal holds it.
#[cfg(unix)]
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// The settings as they were; they come back when it is dropped.
#[cfg(unix)]
struct Settings(Option<Termios>);

#[cfg(unix)]
impl Settings {
    fn change(change: impl FnOnce(&mut Termios)) -> Self {
        use nix::sys::termios::{SetArg, tcgetattr, tcsetattr};

        let mut shared = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
        let before = tcgetattr(std::io::stdin()).ok();
        if let Some(before) = &before {
            let mut now = before.clone();
            change(&mut now);
            let _ = tcsetattr(std::io::stdin(), SetArg::TCSAFLUSH, &now);
        }
        shared.clone_from(&before);
        Self(before)
    }
}

#[cfg(unix)]
impl Drop for Settings {
    fn drop(&mut self) {
        use nix::sys::termios::{SetArg, tcsetattr};

        let _shared = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = &self.0 {
            let _ = tcsetattr(std::io::stdin(), SetArg::TCSADRAIN, before);
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    #[test]
    fn nothing_changes_a_frozen_terminal() {
        let (sender, receiver) = mpsc::channel();
        let frozen = freeze().expect("nobody else changes it");
        let question = thread::spawn(move || raw(|| sender.send(()).map_err(drop)));
        assert!(receiver.recv_timeout(Duration::from_millis(100)).is_err());
        assert!(freeze().is_none());
        drop(frozen);
        assert!(receiver.recv_timeout(Duration::from_mins(1)).is_ok());
        assert_eq!(question.join().expect("ends"), Ok(()));
    }
}
