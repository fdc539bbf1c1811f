//! Code shared by all commands that change an application.

use std::path::Path;

use clap::Args;

use crate::app::env_file::ENV_LOCAL;
use crate::app::git::{Git, Person};
use crate::app::prettier::{Prettier, Unused, unused};
use crate::app::{Draft, Project};
use crate::apply::{self, Target};
use crate::error::{Error, Kind, Result, Warning};
use crate::plan::Changes;
use crate::ui::{Asked, Mode, Question, few, in_line};
use crate::world::World;

/// How to run a command on an application.
#[derive(Debug, Clone, Copy, Default, Args)]
#[command(next_help_heading = "Run")]
pub struct RunArgs {
    /// Show a diff of what would change, and change nothing
    #[arg(long, overrides_with = "dry_run")]
    pub dry_run: bool,
    /// Use the default for everything that is not given; never prompts
    #[arg(long, short, overrides_with = "yes")]
    pub yes: bool,
    /// Never prompt, as without a terminal or with the variable CI
    #[arg(long, overrides_with = "no_input")]
    pub no_input: bool,
}

/// How a command runs that writes code of the application.
#[derive(Debug, Clone, Copy, Default, Args)]
#[command(next_help_heading = "Run")]
pub struct EditArgs {
    #[command(flatten)]
    pub run: RunArgs,
    /// Format with the application's own Prettier, which runs code of the application
    #[arg(long, overrides_with = "format")]
    pub format: bool,
}

/// Whether the application's own Prettier formats what the command writes.
#[derive(Debug, Clone, Copy)]
pub enum Formatting {
    /// It is needed and allowed.
    Run,
    /// It doesn't run, and why not if it is needed.
    Skip(Option<Unused>),
}

/// Decides whether the application's own Prettier runs: only if it is needed and allowed, by `--format` or at the terminal, and
/// never in a dry run. `back` is whether the user can go back to a previous question.
///
/// # Errors
/// Settings that can't be read; Ctrl-C at the question, and going back.
pub fn formatting(
    draft: &mut Draft<'_>,
    EditArgs { run, format }: EditArgs,
    back: bool,
    mode: Mode,
    world: &mut World<'_>,
) -> Asked<Formatting> {
    let unused = unused(draft)?;
    if unused != Some(Unused::NotAllowed) {
        return Ok(Formatting::Skip(unused));
    }
    if run.dry_run {
        return Ok(Formatting::Skip(Some(if format { Unused::DryRun } else { Unused::NotAllowed })));
    }
    let is_allowed = format || (may_ask(run.yes, run.no_input, mode, world) && allows(back, mode, world)?);
    Ok(if is_allowed { Formatting::Run } else { Formatting::Skip(unused) })
}

impl Formatting {
    /// Returns the application's own Prettier.
    pub fn prettier<'w>(self, draft: &Draft<'_>, world: &'w mut World<'_>) -> Prettier<'w> {
        match self {
            Self::Run => Prettier::running(draft, world.programs),
            Self::Skip(unused) => Prettier::none(unused),
        }
    }
}

fn allows(back: bool, mode: Mode, world: &mut World<'_>) -> Asked<bool> {
    let question = Question {
        prompt: "Format with the application's own Prettier?",
        help: "It runs code of the application: Prettier, its plugins and its settings. Say yes only if you trust them.",
        back,
        ..Question::default()
    };
    (world.prompter)(mode).confirm(&question, false)
}

/// Finds the application that contains the working directory. A command that writes first undoes a killed run's unfinished
/// change. The user is told about that and about leftovers, even if the command then fails.
///
/// # Errors
/// There is no application, or it can't be read. There is an unfinished change, and it can't be undone or the command only
/// reads.
pub fn open(writes: bool, world: &World<'_>) -> Result<Project> {
    let target = Target::resolve(&world.cwd, &Project::directory(&world.cwd)?)?;
    if writes {
        world.interrupt.hold();
    }
    world.happened.add(undone_warning(&apply::undo_unfinished(&target, writes)?));
    if writes {
        world.interrupt.release()?;
    }
    world.happened.add(leftover_warning(&apply::leftovers(&target)));
    Project::find(&world.cwd)
}

/// Returns the warning that killed runs have left these paths.
pub fn leftover_warning(paths: &[String]) -> Option<Warning> {
    (!paths.is_empty()).then(|| Warning {
        answer: None,
        message: format!("An earlier run was killed and left {}; you can delete it.", few(paths).join(", ")),
    })
}

/// Returns the warning that the unfinished change of these paths was undone.
pub fn undone_warning(paths: &[String]) -> Option<Warning> {
    (!paths.is_empty()).then(|| Warning {
        answer: None,
        message: format!(
            "An earlier run was killed in the middle of a change, which is now undone: {}.",
            few(paths).join(", ")
        ),
    })
}

/// Refuses to write a key to a `.env.local` that git would publish. `is_ignored_now`: the run itself makes git ignore it.
///
/// # Errors
/// git tracks the file, or does not ignore it.
pub fn refuse_published(root: &Path, is_ignored_now: bool, world: &World<'_>) -> Result<()> {
    let git = Git::of(root, &Person::of(|name| world.variable(name)));
    let conflict = |why: &str, hint: &str| {
        let message =
            format!("git {why} {ENV_LOCAL}, so the key in it would be published; nothing was changed");
        Err(Error::new(Kind::Conflict, message).with_hint(hint))
    };
    if git.tracked.iter().any(|path| path == ENV_LOCAL) {
        conflict("tracks", &format!("git rm --cached {ENV_LOCAL}, commit that, then run the command again"))
    } else if git.ignores_env_local == Some(false) && !is_ignored_now {
        conflict("does not ignore", &format!("add {ENV_LOCAL} to .gitignore, then run the command again"))
    } else {
        Ok(())
    }
}

/// Writes the changes, and warns of files that other names keep as they were. A dry run only checks whether the changes could be
/// written.
///
/// # Errors
/// There is a conflict, or the file system fails; nothing is changed then.
pub fn apply(
    project: &Project,
    changes: &Changes,
    dry_run: bool,
    world: &World<'_>,
) -> Result<Option<Warning>> {
    if changes.is_empty() {
        return Ok(None);
    }
    let target = Target::resolve(&world.cwd, &project.shown)?;
    let writes_key = changes.iter().any(|(path, change)| path == ENV_LOCAL && change.new_bytes().is_some());
    if writes_key {
        let is_ignored_now = changes.iter().any(|(path, _)| path == ".gitignore");
        refuse_published(&project.root, is_ignored_now, world)?;
    }
    let linked = apply::linked(changes, &target);
    if dry_run {
        apply::check_changes(changes, &target)?;
    } else {
        let interrupt = world.interrupt.clone();
        interrupt.hold();
        apply::apply_changes(changes, &target, &mut |_| interrupt.check())?;
    }
    Ok((!linked.is_empty()).then(|| Warning {
        answer: None,
        message: format!("Other names (hard links) of {} keep the old text.", in_line(&linked)),
    }))
}

/// Whether the command may prompt.
pub fn may_ask(yes: bool, no_input: bool, mode: Mode, world: &World<'_>) -> bool {
    world.interactive && !yes && !no_input && !mode.json && !world.is_set("CI")
}
