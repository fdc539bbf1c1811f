//! Bytes from the terminal, read without a buffer that would hide from [`is_ready`] what has arrived.

use std::io::{self, Read};
use std::os::fd::AsFd;
use std::time::Duration;

use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

/// Waits for bytes and returns those that have arrived; none if the terminal sends no more.
///
/// # Errors
/// The terminal is gone.
pub fn arrived() -> io::Result<Vec<u8>> {
    let mut input = std::fs::File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let mut buffer = [0; 4096];
    loop {
        match input.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read.map(|count| buffer[..count].to_vec()),
        }
    }
}

/// Whether a byte can be read within this time.
///
/// # Errors
/// The terminal is gone.
pub fn is_ready(time: Duration) -> io::Result<bool> {
    let input = io::stdin();
    let mut inputs = [PollFd::new(input.as_fd(), PollFlags::POLLIN)];
    let timeout = PollTimeout::try_from(time).unwrap_or(PollTimeout::MAX);
    Ok(poll(&mut inputs, timeout)? > 0)
}
