//! From what the tool would have written to what it would write now, merged with what is there.

mod additions;
mod dangling;
mod differing;
mod merge;
mod state_reads;
pub mod stated_spec;
mod transition;
mod trouble;

use crate::app::Draft;
use crate::app::prettier::Prettier;
use crate::error::Result;
use crate::spec::AppSpec;

pub use dangling::dangling;
pub use merge::{Hunk, merge};
pub use transition::Transition;

/// Has what depends on values that were changed in the code say the same, such as the README, as far as its owner left it
/// alone; answers with the files that were not.
///
/// # Errors
/// Files that can't be read.
pub fn follow(from: &AppSpec, to: &AppSpec, draft: &mut Draft<'_>) -> Result<Vec<String>> {
    let transition = Transition {
        from: vec![from.clone()],
        to,
        values: Vec::new(),
        kept: Vec::new(),
        secrets: Vec::new(),
    };
    transition.what_follows(draft, &mut Prettier::none())
}
