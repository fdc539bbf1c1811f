//! What follows when the files are written: `git init` and the installation. Whatever fails here, the application stays.

use std::io;
use std::path::Path;
use std::time::Instant;

use super::new::Mode;
use crate::error::{Error, Kind, Result};
use crate::programs::Ended;
use crate::report::Report;
use crate::ui::Progress;
use crate::world::World;

/// Makes a repository and installs the dependencies, as far as that was asked for.
///
/// # Errors
/// `Program` when a program can't be started or fails; its last words are the details.
pub fn run(report: &Report, mode: Mode, world: &mut World<'_>) -> Result<()> {
    let directory = world.cwd.join(&report.directory);
    if report.spec.git && !inside_repository(&directory) {
        call(&["git", "init", "--quiet"], &directory, report, mode, world)?;
    }
    if report.spec.install {
        let words: Vec<&str> = report.spec.package_manager.install().split(' ').collect();
        call(&words, &directory, report, mode, world)?;
    }
    Ok(())
}

fn call(words: &[&str], directory: &Path, report: &Report, mode: Mode, world: &mut World<'_>) -> Result<()> {
    let command = words.join(" ");
    let place = report.directory.display();
    let interrupted = || {
        let message = format!("interrupted before `{command}` was done; the application is in {place}");
        Err(Error::new(Kind::Interrupted, message))
    };
    if world.interrupt.noted() {
        return interrupted();
    }
    let live = world.stderr_is_terminal && !mode.json && !mode.quiet;
    let shown = words[0] != "git" && !mode.json && !mode.quiet;
    let mut progress = Progress::new(world.stderr, shown, live, &command);
    let started = Instant::now();
    let ended = world.programs.run(words, directory, &mut |line| progress.tick(line, started.elapsed()));
    progress.clear();
    let again = format!("the application is whole; run `{command}` in {place} yourself");
    match ended {
        Ok(Ended { success: true, .. }) => Ok(()),
        _ if world.interrupt.noted() => interrupted(),
        Ok(Ended { how, tail, .. }) => {
            let message = format!("`{command}` failed with {how}; the application is in {place}");
            Err(Error::new(Kind::Program, message).with_details(tail).with_hint(again))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let message = format!("{} is not installed; the application is in {place}", words[0]);
            let hint = if words[0] == "git" { "pass --no-git".to_owned() } else { again };
            Err(Error::new(Kind::Program, message).with_hint(hint))
        }
        Err(error) => {
            let message = format!("`{command}` can't be started: {error}; the application is in {place}");
            Err(Error::new(Kind::Program, message).with_hint(again))
        }
    }
}

/// Whether a repository is already there, at the directory or above it. Above is what the disk says: the text of a path
/// may go through a repository and out of it again, or lead into one by a link.
fn inside_repository(directory: &Path) -> bool {
    let real = std::fs::canonicalize(directory).unwrap_or_else(|_| directory.to_owned());
    real.ancestors().any(|ancestor| ancestor.join(".git").exists())
}
