//! `carto-app auth`: shows and changes how the application authenticates.

mod args;
mod ask;
mod change;
mod key;
mod set;
mod show;
mod switch;
mod use_mode;

use crate::command::edit;
use crate::error::{Error, Result};
use crate::report::Report;
use crate::ui::Mode;
use crate::world::World;
use args::AuthCommand;

pub use args::AuthArgs;
pub use show::AuthDocument;

/// Shows or changes how the application that contains the working directory authenticates.
///
/// # Errors
/// There is no application, an answer is wrong, there are conflicts with the user's changes, or the file system fails. Nothing
/// is changed then.
pub fn run(args: &AuthArgs, mode: Mode, world: &mut World<'_>) -> Result<Box<dyn Report>> {
    let writes = match &args.command {
        AuthCommand::Show(_) => false,
        AuthCommand::Set(args) => !args.edit.run.dry_run,
        AuthCommand::Use(args) => !args.edit.run.dry_run,
    };
    let project = edit::open(writes, world)?;
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
