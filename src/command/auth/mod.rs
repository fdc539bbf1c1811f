//! `carto-app auth`: how the application authenticates, shown and changed.

mod args;
mod ask;
mod change;
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

/// Shows or changes how the application that the working directory is in authenticates.
///
/// # Errors
/// No application, wrong answers, conflicts with what its owner made of it, and failures of the file system; nothing is
/// changed then.
pub fn run(args: &AuthArgs, mode: Mode, world: &mut World<'_>) -> Result<Box<dyn Report>> {
    let writes = match &args.command {
        AuthCommand::Show(_) => false,
        AuthCommand::Set(args) => !args.edit.run.dry_run,
        AuthCommand::Use(args) => !args.edit.run.dry_run,
    };
    let (project, warnings) = edit::open(writes, world)?;
    let changed = match &args.command {
        AuthCommand::Show(_) => return show::show(&project).map(|report| Box::new(report) as _),
        AuthCommand::Set(args) => set::run(args, &project, mode, world),
        AuthCommand::Use(args) => use_mode::run(args, &project, mode, world),
    };
    match changed {
        Ok(mut report) => {
            report.warnings.splice(..0, warnings);
            Ok(Box::new(report))
        }
        Err(error) => Err(Error { only_flags: true, ..error }),
    }
}
