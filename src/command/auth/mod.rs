//! `carto-app auth`: how the application authenticates, shown and changed.

mod ask;
mod callback;
mod set;
mod show;
mod transition;
mod truth;
mod use_mode;
mod wish;

use crate::cli::{AuthCommand, AuthCommandArgs};
use crate::command::Mode;
use crate::error::Result;
use crate::project::Project;
use crate::report::Told;
use crate::world::World;

/// Shows or changes how the application that the working directory is in authenticates.
///
/// # Errors
/// No application, wrong answers, conflicts with what its owner made of it, and failures of the file system; nothing is
/// changed then.
pub fn run(args: &AuthCommandArgs, mode: Mode, world: &mut World<'_>) -> Result<Box<dyn Told>> {
    let project = Project::find(&world.cwd)?;
    match &args.command {
        AuthCommand::Show => show::show(&project).map(|report| Box::new(report) as _),
        AuthCommand::Set(args) => set::run(args, &project, mode, world).map(|report| Box::new(report) as _),
        AuthCommand::Use(args) => {
            use_mode::run(args, &project, mode, world).map(|report| Box::new(report) as _)
        }
    }
}
