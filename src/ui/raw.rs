//! Terminal modes for the duration of a question: raw, which delivers single keys, or line mode, which can hide typed text.
//!
//! Keys typed before the question are dropped: a line pasted with its line break answers one question, never the next.

#[cfg(unix)]
use std::sync::{Mutex, PoisonError, TryLockError};
#[cfg(unix)]
use std::time::Duration;

#[cfg(unix)]
use nix::sys::termios::Termios;

#[cfg(unix)]
use super::input::is_ready;

/// Makes the terminal mark pasted text.
pub const PASTE_MARKED: &str = if cfg!(unix) { "\x1b[?2004h" } else { "" };
/// Makes the terminal pass on pasted text unmarked again.
pub const PASTE_UNMARKED: &str = if cfg!(unix) { "\x1b[?2004l" } else { "" };

/// Asks in raw mode, and restores the terminal.
#[cfg(unix)]
pub fn raw<T, E>(ask: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let raw = |settings: &mut Termios| {
        let output = settings.output_flags;
        nix::sys::termios::cfmakeraw(settings);
        settings.output_flags = output;
    };
    changed(raw, ask)
}

/// Asks in line mode. A secret line is not echoed, except for its line break.
#[cfg(unix)]
pub fn lines<T, E>(secret: bool, ask: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    use nix::libc::_POSIX_VDISABLE;
    use nix::sys::termios::{LocalFlags, SpecialCharacterIndices};

    let hidden = |settings: &mut Termios| {
        if secret {
            settings.local_flags.remove(LocalFlags::ECHO);
            settings.local_flags.insert(LocalFlags::ECHONL);
            // After these keys, the hidden prompt could not be restored.
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

    // Signals belong to the thread that listens for them; here they would interrupt the wait for a key.
    let signals: SigSet = [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP].into_iter().collect();
    let _ = signals.thread_block();
    let settings = Settings::change(change);
    let answer = ask();
    drop(settings);
    let _ = signals.thread_unblock();
    answer
}

/// Whether anything more has been typed in line mode, even a line without its end, which the terminal holds back. Call it only
/// if no whole line has arrived.
#[cfg(unix)]
pub fn has_begun_line() -> bool {
    use nix::sys::termios::{LocalFlags, SetArg, tcgetattr, tcsetattr};

    let _shared = BEFORE.lock().unwrap_or_else(PoisonError::into_inner);
    let Ok(lines) = tcgetattr(std::io::stdin()) else { return false };
    let mut keys = lines.clone();
    keys.local_flags.remove(LocalFlags::ICANON);
    let has_begun = tcsetattr(std::io::stdin(), SetArg::TCSANOW, &keys)
        .is_ok_and(|()| is_ready(Duration::ZERO).unwrap_or_default());
    let _ = tcsetattr(std::io::stdin(), SetArg::TCSANOW, &lines);
    has_begun
}

/// Stops the program until the shell continues it, as Ctrl-Z does outside of a question. Restores the terminal in the meantime.
#[cfg(unix)]
pub fn suspend() {
    use nix::sys::signal::{Signal, kill};
    use nix::sys::termios::{SetArg, tcgetattr, tcsetattr};
    use nix::unistd::Pid;

    let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let (Ok(now), Some(before)) = (tcgetattr(std::io::stdin()), before) else { return };
    let _ = tcsetattr(std::io::stdin(), SetArg::TCSADRAIN, &before);
    // Signal the whole group, like the terminal does: a package manager may be waiting for this program.
    let _ = kill(Pid::from_raw(0), Signal::SIGTSTP);
    // Another thread may receive the signal, so this one stops a moment later.
    std::thread::sleep(Duration::from_millis(100));
    let _ = tcsetattr(std::io::stdin(), SetArg::TCSADRAIN, &now);
}

/// Keeps a question from being drawn after the terminal was restored: draw only while the result is held.
#[cfg(unix)]
pub fn drawing() -> impl Sized {
    BEFORE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The console is restored by itself.
#[cfg(not(unix))]
pub fn drawing() {}

/// Stops questions from changing the terminal, for the thread that restores it before the process ends. It waits for at most
/// 300 ms, since a terminal that accepts no output delays a change.
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

/// Other platforms have no stop signal.
#[cfg(not(unix))]
pub fn suspend() {}

/// The console needs no mode change.
#[cfg(not(unix))]
pub fn raw<T, E>(ask: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    ask()
}

/// The code that reads a secret hides it.
#[cfg(not(unix))]
pub fn lines<T, E>(_secret: bool, ask: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    ask()
}

/// The settings before the question. Who changes the terminal holds it.
#[cfg(unix)]
static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);

/// The previous settings, which are restored on drop.
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
