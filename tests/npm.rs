//! What is published to npm: packed, served by a registry of the test's own, installed and run by package managers.
//!
//! `UPDATE_SNAPSHOTS=1` writes the version of Cargo.toml into the manifests.

#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests prepare and look at the disk")]

#[path = "support/npm_launcher.rs"]
mod launcher;
#[path = "support/npm_machine.rs"]
mod machine;
#[path = "support/npm_managers.rs"]
mod managers;
#[path = "support/npm_manifests.rs"]
mod manifests;
#[path = "support/node_packages.rs"]
mod node_packages;
#[path = "support/npm_packages.rs"]
mod packages;
#[allow(dead_code, reason = "other tests use more of it")]
#[path = "support/terminal.rs"]
mod terminal;
#[path = "support/tree.rs"]
mod tree;
