//! What is published to npm: packed, served by a registry of the test's own, installed and run by package managers.

mod launcher;
mod machine;
mod managers;
mod packages;
