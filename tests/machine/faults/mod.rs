//! Whatever goes wrong while an application is written, the disk is as it was before; on the real program.

mod disk;
mod killed;
mod paths;
mod races;
mod scene;
mod strace;
mod streams;
mod system_calls;
