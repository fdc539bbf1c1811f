//! What follows once the files are written: `git init` and the installation. The application stays, whatever fails here.

use std::io;
use std::path::Path;
use std::time::Instant;

use crate::error::Warning;
use crate::error::{Error, Kind};
use crate::programs::Ended;
use crate::report::Report;
use crate::spec::Key;
use crate::ui::{Mode, Progress};
use crate::world::World;

const GIT_INIT: &str = "git init";

/// Makes a repository and installs the dependencies, as requested, and notes in the report what is still to be done and why.
/// A missing git is only a warning where git was not asked for (`git_is_default`).
pub fn run(report: &mut Report, git_is_default: bool, mode: Mode, world: &mut World<'_>) {
    let directory = world.cwd.join(&report.directory);
    if report.spec.git && !inside_repository(&directory) {
        report.open.push(GIT_INIT.to_owned());
    }
    if report.spec.install {
        report.open.push(report.spec.package_manager.install().to_owned());
    }
    while let Some(command) = report.open.first().cloned() {
        match call(&command, &directory, mode, world) {
            Ok(()) => {}
            Err(Trouble::Missing) if command == GIT_INIT && git_is_default => {
                let message =
                    "git is not installed, so the application is no repository yet; --no-git leaves it out.";
                report.warnings.push(Warning { answer: Some(Key::Git), message: message.to_owned() });
            }
            Err(trouble) => {
                report.failure = Some(trouble.told(&command, report));
                return;
            }
        }
        report.open.remove(0);
    }
}

/// Why a command failed.
enum Trouble {
    Interrupted,
    Missing,
    NotStarted(io::Error),
    Failed(Ended),
}

fn call(command: &str, directory: &Path, mode: Mode, world: &mut World<'_>) -> Result<(), Trouble> {
    if world.interrupt.noted() {
        return Err(Trouble::Interrupted);
    }
    let mut words: Vec<&str> = command.split(' ').collect();
    if command == GIT_INIT {
        words.push("--quiet");
    }
    let live = world.stderr_is_terminal && !mode.json && !mode.quiet && !mode.plain;
    let shown = command != GIT_INIT && !mode.json && !mode.quiet;
    let mut progress = Progress::new(world.stderr, shown, live, command);
    let started = Instant::now();
    let ended = world.programs.run(&words, directory, &mut |line| progress.tick(line, started.elapsed()));
    progress.clear();
    match ended {
        Ok(Ended { success: true, .. }) => Ok(()),
        _ if world.interrupt.noted() => Err(Trouble::Interrupted),
        Ok(ended) => Err(Trouble::Failed(ended)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Trouble::Missing),
        Err(error) => Err(Trouble::NotStarted(error)),
    }
}

impl Trouble {
    /// As an error with the commands to continue with: the application is already written.
    fn told(self, command: &str, report: &Report) -> Error {
        let program = command.split(' ').next().unwrap_or_default();
        let kind = if matches!(self, Self::Interrupted) { Kind::Interrupted } else { Kind::Program };
        let is_missing = matches!(self, Self::Missing);
        let (what, mut details) = match self {
            Self::Interrupted => (format!("interrupted before `{command}` was done"), Vec::new()),
            Self::Missing => (format!("{program} is not installed"), Vec::new()),
            Self::NotStarted(error) => (format!("`{command}` can't be started: {error}"), Vec::new()),
            Self::Failed(Ended { how, tail, .. }) => (format!("`{command}` failed with {how}"), tail),
        };
        if is_missing {
            details.push("Install it first.".to_owned());
        }
        if command == GIT_INIT {
            details.push("Next time, --no-git leaves it out.".to_owned());
        }
        let message = format!("{what}; the application is in {}", report.directory.display());
        let by_hand: Vec<String> = report.enter().into_iter().chain([command.to_owned()]).collect();
        Error::new(kind, message).with_details(details).with_hint(by_hand.join(" && "))
    }
}

/// Whether the directory is in a repository. The real path counts: the text of a path may go through a repository and out
/// of it again, or lead into one by a link.
fn inside_repository(directory: &Path) -> bool {
    let real = std::fs::canonicalize(directory).unwrap_or_else(|_| directory.to_owned());
    real.ancestors().any(|ancestor| ancestor.join(".git").exists())
}
