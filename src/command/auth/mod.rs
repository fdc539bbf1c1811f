//! `carto-app auth`: how the application authenticates, shown and changed.

mod additions;
mod ask;
mod callback;
mod differing;
mod set;
mod show;
mod switch;
mod told;
mod transition;
mod trouble;
mod truth;
mod use_mode;
mod wish;

pub use callback::{REQUEST, redirect_path};
pub use truth::truth;

use crate::cli::{AuthCommand, AuthCommandArgs};
use crate::error::{Error, Result};
use crate::project::prettier::Prettier;
use crate::project::{Draft, Project};
use crate::report::Told;
use crate::spec::AppSpec;
use crate::ui::Mode;
use crate::world::World;

/// Shows or changes how the application that the working directory is in authenticates.
///
/// # Errors
/// No application, wrong answers, conflicts with what its owner made of it, and failures of the file system; nothing is
/// changed then.
pub fn run(args: &AuthCommandArgs, mode: Mode, world: &mut World<'_>) -> Result<Box<dyn Told>> {
    let project = Project::find(&world.cwd)?;
    let changed = match &args.command {
        AuthCommand::Show(_) => return show::show(&project).map(|report| Box::new(report) as _),
        AuthCommand::Set(args) => set::run(args, &project, mode, world),
        AuthCommand::Use(args) => use_mode::run(args, &project, mode, world),
    };
    match changed {
        Ok(report) => Ok(Box::new(report)),
        Err(error) => Err(Error { only_flags: true, ..error }),
    }
}

/// Has what depends on values that were changed in the code say the same, such as the README, as far as its owner left it
/// alone; answers with the files that were not.
///
/// # Errors
/// Files that can't be read.
pub fn follow(from: &AppSpec, to: &AppSpec, draft: &mut Draft<'_>) -> Result<Vec<String>> {
    let transition = transition::Transition {
        from: vec![from.clone()],
        to,
        values: Vec::new(),
        kept: Vec::new(),
        secrets: Vec::new(),
    };
    transition.what_follows(draft, &mut Prettier::none())
}
