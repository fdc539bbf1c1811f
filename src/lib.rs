//! `carto-app` writes whole CARTO for React applications.
//!
//! Data flow one way through these modules:
//!
//! ```text
//! argv, env, answers file, prompts
//!     -> Answers      every field optional, each remembering where it came from
//!     -> AppSpec      validated; newtypes only
//!     -> Plan         the complete list of files with their final bytes; nothing on disk yet
//!     -> apply        the only code that writes; all or nothing
//!     -> report       words on stderr, or one JSON document on stdout
//! ```
//!
//! | module | what it is |
//! |---|---|
//! | [`cli`] | the command line: clap types, no logic |
//! | [`world`] | what a run sees of the machine; tests inject another |
//! | [`completion`] | what a shell completes |
//! | [`command`] | the commands, each resolve, plan, apply, report |
//! | [`answers`] | what was said by flag, environment, file or prompt, and its resolution |
//! | [`spec`] | the application that was asked for: the newtypes and all validation |
//! | [`template`] | the embedded tree, its manifest, the engine, one encoder a target language |
//! | [`plan`] | the list of files |
//! | [`project`] | an application that is there already, and what a command changes in it |
//! | [`code`] | the JavaScript of an application: read by a parser, changed by splices |
//! | [`sql`] | the tables and functions that a query is about |
//! | [`apply`] | the writing, atomic |
//! | [`programs`] | git and package managers |
//! | [`signals`] | Ctrl-C and its kin |
//! | [`report`] | what is said at the end |
//! | [`ui`] | words for people, and questions |
//! | [`error`] | what can go wrong, and the one table of exit codes |

pub mod answers;
pub mod app;
pub mod apply;
pub mod cli;
pub mod code;
pub mod command;
pub mod completion;
pub mod encode;
pub mod error;
pub mod interview;
pub mod plan;
pub mod programs;
pub mod record;
pub mod remake;
pub mod report;
mod run;
pub mod signals;
pub mod spec;
pub mod sql;
pub mod template;
pub mod ui;
pub mod world;

pub use run::run;
