//! The npm packages: packed, served by the test's own registry, installed and run by package managers.

mod launcher;
mod machine;
mod managers;
mod packages;
