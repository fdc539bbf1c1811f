//! The real program in unusual environments: it works, or it explains why it can't and leaves nothing behind.

mod case;
mod environment;
mod narrow;
mod paths;
mod place;
