//! `carto-app` writes whole CARTO for React applications.
//!
//! Data flow one way through these modules:
//!
//! | module | what it is |
//! |---|---|
//! | [`answers`] | what was said by flag, environment, file or prompt, and its resolution |
//! | [`spec`] | the application that was asked for: validated newtypes only |
//! | [`error`] | what can go wrong, and the one table of exit codes |

pub mod answers;
pub mod apply;
pub mod error;
pub mod plan;
pub mod signals;
pub mod spec;
pub mod template;
