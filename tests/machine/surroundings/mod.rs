//! The real program in odd surroundings: it works there, or says in words why it can't, and leaves nothing behind.

mod case;
mod environment;
mod narrow;
mod paths;
mod place;
