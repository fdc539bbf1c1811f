//! An application that is there already, as its owner has it now.
//!
//! [`Project`] finds it and reads what it was made from; [`Draft`] is what it will be: the files on disk with the changes that a
//! command has decided on so far; [`Changes`] is the outcome, complete before anything is written.

mod draft;
pub mod env_file;
mod files;
pub mod git;
pub mod inventory;
pub mod logins;
pub mod module;
pub mod needs;
pub mod prettier;
pub mod redirect;
mod setting;
mod settle;
mod stated;
mod style;
pub mod survey;
pub mod tables;

use std::fs;
use std::path::{Path, PathBuf};

use crate::apply::no_cwd;
use crate::error::{Error, Kind, Result};
use crate::record::{RECORD, spec_of};
use crate::spec::AppSpec;

pub use draft::Draft;
pub use files::{LARGEST, PROGRAMS};
pub use inventory::MODELS;
pub use setting::{APP_SLICE, Found, INITIAL_STATE, Setting};
pub use settle::{add_scope, overlay, remove_scope, set_switch, set_text, take_out, written};
pub use stated::{Stated, StatedAuth, StatedKey, stated};
pub use style::style;

/// An application on disk.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its directory, absolute.
    pub root: PathBuf,
    /// Its directory as people in the working directory would name it: `.`, `..`, `../..`.
    pub shown: PathBuf,
    /// The text of its `carto-app.toml`.
    pub record: String,
    /// What it was made from, as `carto-app.toml` says. A private key stands in no file that is read here, so where there is one
    /// the specification holds a stand-in.
    pub spec: AppSpec,
}

impl Project {
    /// The application that `cwd` is in: the nearest directory at or above it with a `carto-app.toml`.
    ///
    /// # Errors
    /// A working directory that is gone, no such file, one that can't be read or is wrong, and one that a newer tool wrote.
    pub fn find(cwd: &Path) -> Result<Self> {
        let real = fs::canonicalize(cwd).map_err(|error| no_cwd(&error))?;
        let Some(root) = real.ancestors().find(|directory| directory.join(RECORD).is_file()) else {
            return Err(Error::new(
                Kind::Usage,
                format!("there is no {RECORD} here or in a directory above, so this is no application of carto-app"),
            )
            .with_hint("go into an application that `carto-app new` wrote, or write one: carto-app new my-map"));
        };
        let climbed = real.strip_prefix(root).map_or(0, |below| below.components().count());
        let shown: PathBuf =
            if climbed == 0 { ".".into() } else { std::iter::repeat_n("..", climbed).collect() };
        let named = shown.join(RECORD).display().to_string();
        let named = named.trim_start_matches("./");
        let record = fs::read(root.join(RECORD))
            .map_err(|error| Error::new(Kind::FileSystem, format!("{named} can't be read: {error}")))?;
        let record = String::from_utf8(record)
            .map_err(|_| Error::new(Kind::Usage, format!("{named} is not UTF-8 text")))?;
        let spec = spec_of(named, &record)?;
        Ok(Self { root: root.to_owned(), shown, record, spec })
    }

    /// A path below the application as people in the working directory would name it.
    pub fn name_of(&self, path: &str) -> String {
        let named = self.shown.join(path).display().to_string();
        named.strip_prefix("./").map_or(named.clone(), str::to_owned)
    }
}
