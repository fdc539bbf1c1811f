//! What an application is made from: newtypes that hold only valid values, one file each.
//!
//! Validation stands here and nowhere else; prompts, flags, environment and files all come through it.

mod invalid;

pub use invalid::Invalid;
