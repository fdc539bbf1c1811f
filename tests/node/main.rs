//! Tests that need Node: they install packages, build generated applications and open them in a browser.
//!
//! All are ignored by default; `scripts/test` runs them. Tests start in the order of their names, so the longest one, of `docs`,
//! starts first and leaves no core idle at the end.

#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests prepare files and look at what was written")]

#[path = "../support/combinations.rs"]
mod combinations;
mod docs;
mod encoders;
mod generated;
mod node_packages;
mod npm;
#[path = "../support/scratch.rs"]
mod scratch;
#[path = "../support/terminal.rs"]
#[allow(dead_code, reason = "the tests in `machine` use the rest")]
mod terminal;
#[path = "../support/tree.rs"]
mod tree;
