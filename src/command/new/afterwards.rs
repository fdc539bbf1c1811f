//! What runs after the files are written: `git init` and the installation. Whatever fails here, the application stays.

use std::io;
use std::path::Path;
use std::time::Instant;

use crate::encode::shell;
use crate::error::{Error, Kind, Warning};
use crate::programs::Ended;
use crate::report::NewReport;
use crate::spec::{Argv, Key};
use crate::ui::{Mode, Progress};
use crate::world::World;

const GIT_INIT: Argv = &["git", "init"];

/// Makes a repository and installs the dependencies, if requested, and notes in the report which commands remain and why. If
/// git was not requested explicitly (`git_is_default`) and is not installed, that is only a warning.
pub fn run(report: &mut NewReport, git_is_default: bool, mode: Mode, world: &mut World<'_>) {
    let directory = world.cwd.join(&report.directory);
    if report.spec.git && !inside_repository(&directory) {
        report.open.push(GIT_INIT);
    }
    if report.spec.install {
        report.open.push(report.spec.package_manager.install());
    }
    while let Some(command) = report.open.first().copied() {
        match call(command, &directory, mode, world) {
            Ok(()) => {}
            Err(Trouble::Missing) if command == GIT_INIT && git_is_default => {
                let message =
                    "git is not installed, so the application is not a repository yet; --no-git skips this.";
                report.warnings.push(Warning { answer: Some(Key::Git), message: message.to_owned() });
            }
            Err(trouble) => {
                report.failure = Some(trouble.error(command, report));
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

fn call(command: Argv, directory: &Path, mode: Mode, world: &mut World<'_>) -> Result<(), Trouble> {
    if world.interrupt.noted() {
        return Err(Trouble::Interrupted);
    }
    let mut words = command.to_vec();
    if command == GIT_INIT {
        words.push("--quiet");
    }
    let live = world.stderr_is_terminal && !mode.json && !mode.quiet && !mode.plain;
    let shown = command != GIT_INIT && !mode.json && !mode.quiet;
    let mut progress = Progress::new(world.stderr, shown, live, &shell::command(command));
    let started = Instant::now();
    let ended = world.programs.run(&words, directory, &mut |line| progress.tick(line, started.elapsed()));
    progress.clear();
    match ended {
        Ok(ended) if ended.status.is_success() => Ok(()),
        _ if world.interrupt.noted() => Err(Trouble::Interrupted),
        Ok(ended) => Err(Trouble::Failed(ended)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Trouble::Missing),
        Err(error) => Err(Trouble::NotStarted(error)),
    }
}

impl Trouble {
    /// The error, whose hint says how to go on from here.
    fn error(self, command: Argv, report: &NewReport) -> Error {
        let shown = shell::command(command);
        let kind = if matches!(self, Self::Interrupted) { Kind::Interrupted } else { Kind::Program };
        let (what, mut details) = match self {
            Self::Interrupted => (format!("interrupted before `{shown}` was done"), Vec::new()),
            Self::Missing => {
                (format!("{} is not installed", command[0]), vec!["Install it first.".to_owned()])
            }
            Self::NotStarted(error) => (format!("`{shown}` can't be started: {error}"), Vec::new()),
            Self::Failed(Ended { status, tail }) => (format!("`{shown}` failed with {status}"), tail),
        };
        if command == GIT_INIT {
            details.push("Next time, --no-git skips this.".to_owned());
        }
        let message = format!("{what}; the application is in {}", report.directory.display());
        let by_hand: Vec<String> = report.enter().into_iter().chain([shown]).collect();
        Error::new(kind, message).with_details(details).with_hint(by_hand.join(" && "))
    }
}

/// Whether the directory is inside a repository. The path is resolved first, because it may contain `..` and symbolic links.
fn inside_repository(directory: &Path) -> bool {
    let real = std::fs::canonicalize(directory).unwrap_or_else(|_| directory.to_owned());
    real.ancestors().any(|ancestor| ancestor.join(".git").exists())
}
