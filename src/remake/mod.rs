//! Regenerates an application for another specification, and merges the differences into its current files.

mod additions;
mod conflicts;
mod contents;
mod dangling;
mod differing;
mod merge;
mod state_reads;
pub mod stated_spec;
mod transition;

use crate::app::Draft;
use crate::app::prettier::Prettier;
use crate::error::Result;
use crate::spec::AppSpec;

pub use dangling::dangling;
pub use merge::{Hunk, merge};
pub use transition::Transition;

/// Updates files that depend on values changed in the code, such as the README, unless the user changed them. Returns the files
/// that were not updated.
///
/// # Errors
/// Files that can't be read.
pub fn update_dependents(from: &AppSpec, to: &AppSpec, draft: &mut Draft<'_>) -> Result<Vec<String>> {
    let transition = Transition {
        from: vec![from.clone()],
        to,
        values: Vec::new(),
        kept: Vec::new(),
        secrets: Vec::new(),
    };
    transition.update_dependents(draft, &mut Prettier::none(None))
}
