//! Tests that run the real program: at terminals, under signals, on full disks, in unusual directories.

#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests prepare files and look at what was written")]

mod bash;
#[cfg(target_os = "linux")]
mod faults;
mod git;
mod interview;
mod paste;
mod plain;
mod programs;
#[cfg(target_os = "linux")]
mod reliability;
#[path = "../support/scratch.rs"]
mod scratch;
#[path = "../support/snapshot.rs"]
mod snapshot;
#[cfg(target_os = "linux")]
mod surroundings;
#[path = "../support/terminal.rs"]
mod terminal;
#[path = "../support/tree.rs"]
mod tree;
mod untrusted;
mod walk;
