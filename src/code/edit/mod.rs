//! Edits of a module: each gives the splices that make it, or nothing where its place can't be found.

mod imports;
mod literals;

pub use imports::add_import;
pub use literals::{set_boolean, set_string};
