//! Faults while the real program writes an application leave the disk unchanged.

mod disk;
mod killed;
mod paths;
mod races;
mod scene;
mod strace;
mod streams;
mod system_calls;
