//! The real program in odd surroundings: it works there, or says in words why it can't, and leaves nothing behind.
#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, reason = "tests make the surroundings")]

#[path = "support/surroundings_case.rs"]
mod case;
#[path = "support/surroundings_environment.rs"]
mod environment;
#[path = "support/surroundings_narrow.rs"]
mod narrow;
#[path = "support/surroundings_paths.rs"]
mod paths;
#[path = "support/surroundings_place.rs"]
mod place;
#[allow(dead_code, reason = "a narrow terminal needs only some of it")]
#[path = "support/terminal.rs"]
mod terminal;
#[path = "support/tree.rs"]
mod tree;
