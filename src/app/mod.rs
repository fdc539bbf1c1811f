//! An existing application, in its current state.
//!
//! [`Project`] finds the application and reads its record; [`Draft`] is the application with a command's pending changes;
//! [`crate::plan::Changes`] is the result, complete before anything is written.

pub mod columns;
mod draft;
mod edit_setting;
pub mod env_file;
mod files;
mod folders;
pub mod git;
pub mod imports;
pub mod inventory;
pub mod logins;
pub mod mentions;
pub mod missing;
pub mod module;
mod mutations;
pub mod needs;
pub mod prettier;
pub mod redirect;
pub mod reexports;
pub mod routes;
mod rows;
mod setting;
pub mod specifiers;
mod stated;
mod style;
pub mod survey;
pub mod tables;
mod unseen;

use std::fs;
use std::path::{Path, PathBuf};

use crate::apply::{is_unfinished, no_cwd};
use crate::error::{Error, Kind, Result};
use crate::record::{RECORD, spec_of};
use crate::spec::AppSpec;

pub use draft::Draft;
pub use edit_setting::{
    add_scope, computed, overlay, remove_scope, remove_switch, set_switch, set_text, written,
};
pub use files::{
    LARGEST, is_asset, is_of_tests, is_program, module_stem, read_at_most, read_beginning, seen_from,
};
pub use folders::{LAYERS, MODELS, ROUTES, SOURCES, VIEWS};
pub use setting::{APP_SLICE, Found, INITIAL_STATE, Setting};
pub use stated::{Stated, StatedAuth, StatedKey, stated};
pub use style::style;

/// An application on disk.
#[derive(Debug, Clone)]
pub struct Project {
    /// The absolute path of its directory.
    pub root: PathBuf,
    /// Its directory relative to the working directory, for messages: `.`, `..`, `../..`.
    pub shown: PathBuf,
    /// The text of its `carto-app.toml`.
    pub record: String,
    /// The specification in `carto-app.toml`. No file that is read here contains a private key, so for a private key, the
    /// specification has a placeholder.
    pub spec: AppSpec,
}

impl Project {
    /// Finds the application that contains `cwd`: the nearest directory at or above it with a `carto-app.toml`.
    ///
    /// # Errors
    /// A missing working directory; a `carto-app.toml` that doesn't exist, can't be read, is invalid, or was written by a
    /// newer version.
    pub fn find(cwd: &Path) -> Result<Self> {
        let (root, shown) = Self::place(cwd, |directory| directory.join(RECORD).is_file())?;
        let named = shown.join(RECORD).display().to_string();
        let named = named.trim_start_matches("./");
        let record = files::read(&root.join(RECORD), named)?.unwrap_or_default();
        let record = String::from_utf8(record)
            .map_err(|_| Error::new(Kind::Usage, format!("{named} is not UTF-8 text")))?;
        let spec = spec_of(named, &record)?;
        Ok(Self { root, shown, record, spec })
    }

    /// Returns the directory of the application that contains `cwd`, relative to it. The application may be the unfinished
    /// result of a killed run, without a `carto-app.toml`.
    ///
    /// # Errors
    /// A missing working directory; no application.
    pub fn directory(cwd: &Path) -> Result<PathBuf> {
        let is_one = |directory: &Path| directory.join(RECORD).is_file() || is_unfinished(directory);
        Self::place(cwd, is_one).map(|(_, shown)| shown)
    }

    /// Returns the nearest directory at or above `cwd` that satisfies `is_one`, also relative to `cwd`.
    fn place(cwd: &Path, is_one: impl Fn(&Path) -> bool) -> Result<(PathBuf, PathBuf)> {
        let real = fs::canonicalize(cwd).map_err(|error| no_cwd(&error))?;
        let Some(root) = real.ancestors().find(|directory| is_one(directory)) else {
            return Err(Error::new(
                Kind::Usage,
                format!("there is no {RECORD} here or in a directory above, so this is not an application of carto-app"),
            )
            .with_hint("change to the directory of an application, or create one: carto-app new my-map"));
        };
        let climbed = real.strip_prefix(root).map_or(0, |below| below.components().count());
        let shown = if climbed == 0 { ".".into() } else { std::iter::repeat_n("..", climbed).collect() };
        Ok((root.to_owned(), shown))
    }

    /// Returns the name of a file of the application relative to the working directory, for messages.
    pub fn name_of(&self, path: &str) -> String {
        let named = self.shown.join(path).display().to_string();
        named.strip_prefix("./").map_or(named.clone(), str::to_owned)
    }
}
