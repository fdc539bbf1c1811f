//! Whatever goes wrong while an application is written, the disk is as it was before; on the real program.
#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, reason = "tests make and break what the program meets")]

#[path = "support/faults_disk.rs"]
mod disk;
#[path = "support/faults_paths.rs"]
mod paths;
#[path = "support/faults_races.rs"]
mod races;
#[path = "support/faults_scene.rs"]
mod scene;
#[path = "support/faults_strace.rs"]
mod strace;
#[path = "support/faults_streams.rs"]
mod streams;
#[path = "support/faults_system_calls.rs"]
mod system_calls;
#[path = "support/tree.rs"]
mod tree;
