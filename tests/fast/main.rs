//! Tests that run in this process: no terminals, no signals, no other programs.

#![allow(clippy::disallowed_methods, reason = "tests prepare files and look at what was written")]

mod above;
mod add;
mod auth;
mod check;
mod cli;
#[path = "../support/combinations.rs"]
mod combinations;
mod edits;
mod existing;
mod first_commit;
mod fuzz;
mod happened;
mod imports;
mod mangled;
mod npm_manifests;
mod order;
mod outside;
mod readme;
mod reference;
mod release;
mod repository;
mod sandbox;
#[path = "../support/scratch.rs"]
mod scratch;
mod secrets;
mod shell;
#[path = "../support/snapshot.rs"]
mod snapshot;
mod snapshots;
#[path = "../support/tree.rs"]
mod tree;
mod typescript;
mod world;
