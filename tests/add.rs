//! `carto-app add` in process: what is added to new applications and to those that their owners have changed.

#![allow(clippy::disallowed_methods, reason = "tests prepare and look at the disk")]

#[path = "support/add_apps.rs"]
mod apps;
#[path = "support/add_changed.rs"]
mod changed;
#[path = "support/add_fresh.rs"]
mod fresh;
#[path = "support/add_orders.rs"]
mod orders;
#[path = "support/add_refusals.rs"]
mod refusals;
#[path = "support/add_said.rs"]
mod said;
#[path = "support/tree.rs"]
mod tree;
#[path = "support/world.rs"]
#[allow(dead_code, reason = "other binaries use the rest")]
mod world;
