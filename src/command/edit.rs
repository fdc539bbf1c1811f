//! What all commands have in common that change an application.

use crate::apply::{self, Target};
use crate::error::Result;
use crate::project::{Changes, Project};
use crate::ui::Mode;
use crate::world::World;

/// Writes the changes; a dry run finds out only whether they could be written.
///
/// # Errors
/// Conflicts and failures of the file system; nothing is changed then.
pub fn apply(project: &Project, changes: &Changes, dry_run: bool, world: &World<'_>) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let target = Target::resolve(&world.cwd, &project.shown)?;
    if dry_run {
        return apply::check_changes(changes, &target);
    }
    let interrupt = world.interrupt.clone();
    interrupt.hold();
    apply::apply_changes(changes, &target, &mut |_| interrupt.check())
}

/// Whether a person can be asked.
pub fn may_ask(yes: bool, no_input: bool, mode: Mode, world: &World<'_>) -> bool {
    world.interactive && !yes && !no_input && !mode.json && !world.is_set("CI")
}
