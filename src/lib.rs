//! `carto-app` writes whole CARTO for React applications.
//!
//! Data flow one way:
//!
//! ```text
//! argv, env, answers file, prompts
//!     -> Answers      every field optional, each with its origin
//!     -> AppSpec      validated; newtypes only
//!     -> Plan         the complete list of files with their final bytes; nothing on disk yet
//!     -> apply        the only code that writes; all or nothing
//!     -> report       text on stderr, or one JSON document on stdout
//! ```
//!
//! A module imports only modules above it in this table, and no command imports another; `tests/fast/order.rs` reads the
//! table and enforces it.
//!
//! | module | what it holds |
//! |---|---|
//! | [`sql`] | what a query reads; reserved words |
//! | [`spec`] | the newtypes and every rule for a value |
//! | [`encode`] | one encoder per target language |
//! | [`error`] | errors and warnings, and the one table of exit codes |
//! | [`plan`] | what will be written or changed |
//! | [`answers`] | answers from flags, environment, file and prompts, and their resolution |
//! | [`record`] | `carto-app.toml`: written, read, edited |
//! | [`template`] | the embedded tree, its manifest, the engine |
//! | [`ui`] | output for people, and prompts |
//! | [`interview`] | the questions about an application, and their review |
//! | [`signals`] | Ctrl-C and other requests to end |
//! | [`programs`] | running git, package managers and other programs |
//! | [`apply`] | the only code that writes |
//! | [`code`] | the application's source: read by a parser, changed by splices |
//! | [`app`] | an existing application: its parts, its authentication, the scopes it needs |
//! | [`remake`] | regenerates files for another specification and merges them with the current ones |
//! | [`report`] | what a run reports at its end |
//! | [`world`] | arguments, environment, streams and programs of a run; tests inject others |
//! | [`command`] | `new`, `add`, `auth` and `check`, each with its arguments |
//! | [`schema`] | the JSON Schemas of the answers file and of `--json` |
//! | [`cli`] | the command line as a whole, and its manual pages |
//! | [`completion`] | what a shell completes |

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
pub mod schema;
pub mod signals;
pub mod spec;
pub mod sql;
pub mod template;
pub mod ui;
pub mod world;

pub use run::run;
