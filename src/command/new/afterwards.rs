//! What runs after the files are written: `git init` and the installation. If one fails, the application stays.

use std::collections::VecDeque;
use std::io;
use std::path::Path;
use std::time::Instant;

use super::above;
use crate::answers::above::Above;
use crate::answers::{Answers, Resolved};
use crate::app::{git, seen_from};
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

/// The same without hooks of the user, which may refuse it.
const GIT_INIT_WITHOUT_HOOKS: Argv = &["git", "-c", "core.hooksPath=/dev/null", "init", "--template="];

const GIT_ADD: Argv = &["git", "add", "."];

const GIT_COMMIT: Argv = &["git", "commit", "--message", "Initial commit from carto-app"];

/// Settings of the first commit: no hooks and no signing, which are for the user's own work and may prompt, and no rule about line
/// endings, which could reject generated files.
const OF_FIRST_COMMIT: [&str; 6] =
    ["-c", "core.hooksPath=/dev/null", "-c", "core.safecrlf=false", "-c", "commit.gpgSign=false"];

/// git would make up an address from the machine's name. With this setting, the variable `EMAIL` doesn't count either.
const ONLY_STATED_IDENTITY: [&str; 2] = ["-c", "user.useConfigOnly=true"];

/// The maximum length of the paths in one command. Windows allows 32,767 characters in total.
const LONGEST: usize = 24_000;

/// Corrects the answer about git if no repository will be created, so that the record and the report are right. An application
/// that an earlier run has made keeps the answer in its record.
pub fn correct_git_answer(resolved: &mut Resolved, answers: &Answers, above: &Above, cwd: &Path) {
    let is_given = |key| answers.get(key).is_some();
    let spec = &mut resolved.spec;
    let mut warn = |key, message| resolved.warnings.push(Warning { answer: Some(key), message });
    if !spec.git {
        if spec.commit && is_given(Key::Commit) {
            warn(Key::Commit, "No first commit is made without a repository: leave --no-git out.".to_owned());
        }
        return;
    }
    let Some(top) = &above.repository else { return };
    if above.is_own_repository {
        return;
    }
    spec.git = false;
    if is_given(Key::Git) {
        let top = visible(&seen_from(&above::real(cwd), top));
        warn(Key::Git, format!("No repository is created, because the directory is already in one: {top}."));
    }
}

/// Creates a repository with a first commit and installs the dependencies, if requested, and adds the remaining commands and
/// the reason to the report. A missing git or a failed commit is only a warning if git or the commit was not requested explicitly
/// (`is_default`).
pub fn run(
    report: &mut NewReport,
    is_default: &dyn Fn(Key) -> bool,
    above: &Above,
    mode: Mode,
    world: &mut World<'_>,
) {
    let directory = world.cwd.join(&report.directory);
    let mut todo = VecDeque::new();
    let (git, commit) = (report.spec.git && !above.is_own_repository, report.spec.commit);
    if git {
        todo.push_back(GIT_INIT);
    }
    if git && commit {
        todo.extend([GIT_ADD, GIT_COMMIT]);
    }
    if report.spec.install {
        todo.push_back(report.spec.package_manager.install());
    }
    // The report shows what happened, not what was requested.
    (report.spec.git, report.spec.commit) = (false, false);
    report.commit =
        Err(if git && !commit { "it was not requested" } else { "no repository was created" }.to_owned());
    if above.is_own_repository && commit && !git::has_commit(&directory) {
        let message = "The repository of the application has no commit yet. An earlier run was probably killed before it.";
        report.warnings.push(Warning { answer: Some(Key::Commit), message: message.to_owned() });
        report.open.extend([GIT_INIT, GIT_ADD, GIT_COMMIT]);
    }
    run_all(&mut todo, report, is_default, &directory, mode, world);
    report.open.extend(todo);
    report.spec.install &= !report.open.contains(&report.spec.package_manager.install());
}

/// Runs the commands in order. Those that remain are still to be done.
fn run_all(
    todo: &mut VecDeque<Argv>,
    report: &mut NewReport,
    is_default: &dyn Fn(Key) -> bool,
    directory: &Path,
    mode: Mode,
    world: &mut World<'_>,
) {
    // git takes the address from this variable, unless its settings have one.
    let has_email = world.variable("EMAIL").is_some();
    while let Some(command) = todo.front().copied() {
        let mut call = |words: &[&str]| call(words, directory, mode, world);
        let result = match command {
            GIT_INIT => initialize(directory, report, &mut call),
            GIT_ADD => add(report, &mut call),
            GIT_COMMIT => identify(has_email, &mut call).and_then(|()| commit(has_email, report, &mut call)),
            install => call(install).and_then(|_| {
                if is_installed(directory, &report.spec) { Ok(()) } else { Err(Trouble::NothingInstalled) }
            }),
        };
        match result {
            Ok(()) => {
                todo.pop_front();
            }
            Err(Trouble::Missing) if command == GIT_INIT && is_default(Key::Git) => {
                let message =
                    "git is not installed, so the application is not a repository yet; --no-git skips this.";
                report.warnings.push(Warning { answer: Some(Key::Git), message: message.to_owned() });
                todo.retain(|command| command[0] != "git");
            }
            Err(trouble) if is_of_commit(command) && trouble.may_be_a_warning(is_default(Key::Commit)) => {
                let (what, remedy) = (trouble.what(command), trouble.remedy());
                let message =
                    format!("No first commit was made, because {what}.{remedy} --no-commit skips this.");
                report.warnings.push(Warning { answer: Some(Key::Commit), message });
                report.commit = Err(what);
                let (open, others): (VecDeque<_>, _) = todo.iter().partition(|command| command[0] == "git");
                report.open.extend(open);
                *todo = others;
            }
            Err(trouble) => {
                if is_of_commit(command) {
                    report.commit = Err(trouble.what(command));
                }
                report.failure = Some(trouble.error(command, report));
                return;
            }
        }
    }
}

fn is_of_commit(command: Argv) -> bool {
    [GIT_ADD, GIT_COMMIT].contains(&command)
}

type Call<'c> = &'c mut dyn FnMut(&[&str]) -> Result<Ended, Trouble>;

/// Makes a repository, whose branch is the one that the workflow is for. If the person's own template or hooks prevent that, it is
/// made without them.
fn initialize(directory: &Path, report: &mut NewReport, call: Call<'_>) -> Result<(), Trouble> {
    let mut init = |command: Argv| {
        let words = [&["git", "-c", "init.defaultBranch=main"], &command[1..], &["--quiet"]].concat();
        // git leaves half a repository behind, in which every later command fails.
        call(&words).inspect_err(|_| apply::remove_repository(directory))
    };
    if let Err(trouble) = init(GIT_INIT) {
        let Trouble::Failed(ended) = trouble else { return Err(trouble) };
        init(GIT_INIT_WITHOUT_HOOKS)?;
        let why = ended.tail.last().map(|line| format!(": {line}")).unwrap_or_default();
        let message =
            format!("The repository was made without your own template and hooks, which failed{why}");
        report.warnings.push(Warning { answer: Some(Key::Git), message });
    }
    report.spec.git = true;
    Ok(())
}

/// Whether git knows in whose name to commit.
fn identify(has_email: bool, call: Call<'_>) -> Result<(), Trouble> {
    for who in ["GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"] {
        call(&of_first_commit(has_email, &["var", who])).map_err(|trouble| match trouble {
            Trouble::Failed(ended) if lacks_identity(&ended) => Trouble::NoIdentity,
            trouble => trouble,
        })?;
    }
    Ok(())
}

/// Adds what was generated, and nothing that the owner has or that holds a secret. What git ignores elsewhere on this machine
/// belongs to the application nevertheless.
fn add(report: &NewReport, call: Call<'_>) -> Result<(), Trouble> {
    let mut some = Vec::new();
    let mut length = 0;
    let mut paths = report.public_files().peekable();
    while let Some(path) = paths.next() {
        some.push(path);
        length += path.len() + 1;
        if length >= LONGEST || paths.peek().is_none() {
            let add = ["--literal-pathspecs", "add", "--force", "--"];
            call(&of_first_commit(false, &[&add, some.as_slice()].concat()))?;
            some.clear();
            length = 0;
        }
    }
    Ok(())
}

fn commit(has_email: bool, report: &mut NewReport, call: Call<'_>) -> Result<(), Trouble> {
    call(&of_first_commit(has_email, &[&GIT_COMMIT[1..], &["--quiet"]].concat()))?;
    report.spec.commit = true;
    let told = call(&["git", "rev-parse", "HEAD"]).map_or_else(|_| Vec::new(), |ended| ended.tail);
    let hash =
        told.into_iter().find(|line| line.len() >= 40 && line.bytes().all(|byte| byte.is_ascii_hexdigit()));
    report.commit = hash.ok_or_else(|| "it was made, but git does not tell its hash".to_owned());
    Ok(())
}

fn of_first_commit<'w>(has_email: bool, words: &[&'w str]) -> Vec<&'w str> {
    let identity = if has_email { &[] } else { ONLY_STATED_IDENTITY.as_slice() };
    [&["git"], OF_FIRST_COMMIT.as_slice(), identity, words].concat()
}

/// Whether git lacks a name or an email address. It asks for them in the language of the person, so everything counts except for
/// what it says of an invalid date or configuration.
fn lacks_identity(ended: &Ended) -> bool {
    let told = ended.tail.join(" ").to_lowercase();
    !["date format", "config"].iter().any(|part| told.contains(part)) || told.contains("git config")
}

/// Why a command failed.
enum Trouble {
    Interrupted,
    Missing,
    NotStarted(io::Error),
    Failed(Ended),
    /// The package manager reported success, but did something else.
    NothingInstalled,
    /// git has no name and email address to commit with.
    NoIdentity,
}

fn call(words: &[&str], directory: &Path, mode: Mode, world: &mut World<'_>) -> Result<Ended, Trouble> {
    if world.interrupt.noted() {
        return Err(Trouble::Interrupted);
    }
    let live = world.stderr_is_terminal && !mode.json && !mode.quiet && !mode.plain;
    // git is quick.
    let shown = words[0] != "git" && !mode.json && !mode.quiet;
    let mut progress = Progress::new(world.stderr, shown, live, &shell::command(words));
    let started = Instant::now();
    let ended = world.programs.run(words, directory, &mut |line| progress.tick(line, started.elapsed()));
    progress.clear();
    match ended {
        Ok(ended) if ended.status.is_success() => Ok(ended),
        _ if world.interrupt.noted() => Err(Trouble::Interrupted),
        Ok(ended) => Err(Trouble::Failed(ended)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Trouble::Missing),
        Err(error) => Err(Trouble::NotStarted(error)),
    }
}

impl Trouble {
    /// Whether a missing first commit is only a warning.
    const fn may_be_a_warning(&self, is_default: bool) -> bool {
        is_default && !matches!(self, Self::Interrupted)
    }

    /// Returns the problem in one sentence.
    fn what(&self, command: Argv) -> String {
        let shown = shell::command(command);
        match self {
            Self::Interrupted => format!("interrupted before `{shown}` was done"),
            Self::Missing => format!("{} is not installed", command[0]),
            Self::NotStarted(error) => format!("`{shown}` can't be started: {error}"),
            Self::Failed(ended) => format!("`{shown}` failed with {}", ended.status),
            Self::NothingInstalled => format!("`{shown}` succeeded, but installed nothing here"),
            Self::NoIdentity => "git does not know who you are".to_owned(),
        }
    }

    /// What helps to make the first commit, as sentences after a blank.
    fn remedy(&self) -> String {
        match self {
            Self::NoIdentity => {
                " Tell it with `git config --global user.name \"YOUR NAME\"` and `git config --global \
                                 user.email YOU@EXAMPLE.COM`, then commit."
                    .to_owned()
            }
            Self::Failed(ended) => {
                ended.tail.first().map_or_else(String::new, |line| format!(" It says: {line}."))
            }
            _ => String::new(),
        }
    }

    /// The error, whose hint says how to go on from here.
    fn error(self, command: Argv, report: &NewReport) -> Error {
        let what = self.what(command);
        let kind = if matches!(self, Self::Interrupted) { Kind::Interrupted } else { Kind::Program };
        let mut by_hand = vec![command];
        let mut details = match self {
            Self::Missing => vec!["Install it first.".to_owned()],
            Self::Failed(Ended { tail, .. }) => {
                match command {
                    GIT_INIT => by_hand = vec![GIT_INIT_WITHOUT_HOOKS],
                    GIT_ADD => by_hand.push(GIT_COMMIT),
                    _ => {}
                }
                tail
            }
            Self::NothingInstalled => {
                by_hand = vec![report.spec.package_manager.install_alone()];
                let why = "The directory is probably below a workspace that does not list it. Add it to the workspace, or \
                           install it separately.";
                vec![why.to_owned()]
            }
            Self::NoIdentity => vec![self.remedy().trim().to_owned()],
            Self::Interrupted | Self::NotStarted(_) => Vec::new(),
        };
        match command {
            GIT_INIT => details.push("Next time, --no-git skips this.".to_owned()),
            command if is_of_commit(command) => {
                details.push("Next time, --no-commit skips this.".to_owned());
            }
            _ => {}
        }
        let message = format!("{what}; the application is in {}", report.directory.display());
        let by_hand = by_hand.into_iter().map(shell::command);
        let by_hand: Vec<String> = report.enter().into_iter().chain(by_hand).collect();
        Error::new(kind, message).with_details(details).with_hint(by_hand.join(" && "))
    }
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
