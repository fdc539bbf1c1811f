//! What runs after the files are written: `git init` and the installation. Whatever fails here, the application stays.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::above;
use crate::answers::Resolved;
use crate::apply;
use crate::encode::shell;
use crate::error::{Error, Kind, Warning};
use crate::programs::Ended;
use crate::report::NewReport;
use crate::spec::visible;
use crate::spec::{AppSpec, Argv, Key};
use crate::ui::{Mode, Progress};
use crate::world::World;

const GIT_INIT: Argv = &["git", "init"];

/// The same without what the person's own hooks may refuse.
const GIT_INIT_WITHOUT_HOOKS: Argv = &["git", "-c", "core.hooksPath=/dev/null", "init", "--template="];

/// Corrects the answer about git where no repository will be made, so that the report tells what happens.
pub fn settle_git(resolved: &mut Resolved, is_asked: bool, cwd: &Path) {
    let Some(above) = resolved.spec.git.then(|| repository_around(&cwd.join(&resolved.directory))).flatten()
    else {
        return;
    };
    resolved.spec.git = false;
    if is_asked {
        let above = visible(&above.display().to_string());
        let message = format!("No repository is made, because the directory is in one already: {above}.");
        resolved.warnings.push(Warning { answer: Some(Key::Git), message });
    }
}

/// Makes a repository and installs the dependencies, if requested, and notes in the report which commands remain and why. If
/// git was not requested explicitly (`git_is_default`) and is not installed, that is only a warning.
pub fn run(report: &mut NewReport, git_is_default: bool, mode: Mode, world: &mut World<'_>) {
    let directory = world.cwd.join(&report.directory);
    if report.spec.git {
        report.open.push(GIT_INIT);
    }
    if report.spec.install {
        report.open.push(report.spec.package_manager.install());
    }
    // The report tells what happened, not what was asked for.
    report.spec.git = false;
    run_all(report, git_is_default, &directory, mode, world);
    report.spec.install &= !report.open.contains(&report.spec.package_manager.install());
}

fn run_all(
    report: &mut NewReport,
    git_is_default: bool,
    directory: &Path,
    mode: Mode,
    world: &mut World<'_>,
) {
    while let Some(command) = report.open.first().copied() {
        let result = match call(command, directory, mode, world) {
            Ok(()) if command != GIT_INIT && !is_installed(directory, &report.spec) => {
                Err(Trouble::NothingInstalled)
            }
            Err(trouble) if command == GIT_INIT => {
                // git leaves half a repository behind, in which every later command fails.
                apply::remove_repository(directory);
                Err(trouble)
            }
            result => result,
        };
        match result {
            Ok(()) => report.spec.git |= command == GIT_INIT,
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
    /// The package manager reports success, but has done something else.
    NothingInstalled,
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
        let mut by_hand = command;
        let (what, mut details) = match self {
            Self::Interrupted => (format!("interrupted before `{shown}` was done"), Vec::new()),
            Self::Missing => {
                (format!("{} is not installed", command[0]), vec!["Install it first.".to_owned()])
            }
            Self::NotStarted(error) => (format!("`{shown}` can't be started: {error}"), Vec::new()),
            Self::Failed(Ended { status, tail }) => {
                if command == GIT_INIT {
                    by_hand = GIT_INIT_WITHOUT_HOOKS;
                }
                (format!("`{shown}` failed with {status}"), tail)
            }
            Self::NothingInstalled => {
                by_hand = report.spec.package_manager.install_alone();
                let why = "The directory is probably below a workspace that does not list it. Add it to the workspace, or \
                           install it on its own.";
                (format!("`{shown}` ended well, but installed nothing here"), vec![why.to_owned()])
            }
        };
        if command == GIT_INIT {
            details.push("Next time, --no-git skips this.".to_owned());
        }
        let message = format!("{what}; the application is in {}", report.directory.display());
        let by_hand: Vec<String> = report.enter().into_iter().chain([shell::command(by_hand)]).collect();
        Error::new(kind, message).with_details(details).with_hint(by_hand.join(" && "))
    }
}

/// The repository that the directory is in. The path is resolved first, because it may contain `..` and symbolic links; the
/// directory itself may not exist yet.
fn repository_around(directory: &Path) -> Option<PathBuf> {
    above::real(directory).ancestors().find(|ancestor| above::is_repository(ancestor)).map(Path::to_owned)
}

/// Whether the dependencies are installed: in the directory itself, or by a workspace that links to it.
fn is_installed(directory: &Path, spec: &AppSpec) -> bool {
    let Ok(real) = std::fs::canonicalize(directory) else { return false };
    let is_linked = |above: &Path| {
        let link = above.join("node_modules").join(spec.name.as_str());
        std::fs::canonicalize(link).is_ok_and(|end| end == real)
    };
    real.join("node_modules").exists()
        || real.ancestors().any(|above| above.join(".pnp.cjs").exists() || is_linked(above))
}
