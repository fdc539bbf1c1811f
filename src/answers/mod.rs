//! Answers as they come in: one file a source, and `resolve`, which makes an `AppSpec` of them.

mod key;

pub use key::Key;
