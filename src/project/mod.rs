//! An application that is there already, as its owner has it now.
//!
//! [`Project`] finds it and reads what it was made from; [`Draft`] is what it will be: the files on disk with the changes that a
//! command has decided on so far; [`Changes`] is the outcome, complete before anything is written.

mod changes;
mod dangling;
mod diff;
mod draft;
pub mod env_file;
mod files;
pub mod inventory;
pub mod logins;
mod merge;
pub mod prettier;
mod setting;
mod settle;
mod state_reads;
mod stated;
mod style;
pub mod tables;

use std::fs;
use std::path::{Path, PathBuf};

use crate::answers::{Answers, Key, Origin, Surroundings, from_file, resolve};
use crate::apply::no_cwd;
use crate::error::{Error, Kind, Result};
use crate::spec::{AppSpec, Auth, may_be_secret};
use crate::template::RECORD;

pub use changes::{Change, Changes};
pub use dangling::dangling;
pub use draft::Draft;
pub use files::{LARGEST, PROGRAMS};
pub use merge::{Hunk, merge};
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

/// What stands for a private key where only its place matters.
pub const STAND_IN: &str = "a-private-key-of-yours";

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
        refuse_newer(named, &record)?;
        let spec = spec_of(named, &record)?;
        Ok(Self { root: root.to_owned(), shown, record, spec })
    }

    /// A path below the application as people in the working directory would name it.
    pub fn name_of(&self, path: &str) -> String {
        let named = self.shown.join(path).display().to_string();
        named.strip_prefix("./").map_or(named.clone(), str::to_owned)
    }
}

/// The specification that the record stands for.
fn spec_of(named: &str, record: &str) -> Result<AppSpec> {
    let mut answers: Answers = from_file(named, record)?;
    answers.directory = Some("my-map".into());
    if answers.private_key.take().is_some() {
        answers.set(Key::ApiKey, vec![STAND_IN.to_owned()], Origin::Env);
    }
    let around = Surroundings { cwd: Path::new("/"), is_there: &|_| false, home: None, user_agent: None };
    let scopes = answers.get(Key::Scopes).map(|given| given.words.clone());
    let with_recorded = |mut spec: AppSpec| {
        if let (Auth::OAuth(oauth), Some(scopes)) = (&mut spec.auth, scopes) {
            // One that a dataset needs comes with it into a new application, and may be gone from this one.
            oauth.scopes = scopes.iter().filter_map(|scope| scope.parse().ok()).collect();
        }
        spec
    };
    resolve(&answers, &around).map(|resolved| with_recorded(resolved.spec)).map_err(|problems| {
        let mut error = Error::refused(problems);
        error.message = format!("{named} can't be used: {}", error.message);
        // It is the file that gives them here, and neither a flag nor a variable would be heard.
        error.only_flags = true;
        error
    })
}

/// A newer tool may have written what this one would take apart.
fn refuse_newer(named: &str, record: &str) -> Result<()> {
    let Ok(document) = record.parse::<toml_edit::DocumentMut>() else { return Ok(()) };
    let Some(version) = document.get("version").and_then(toml_edit::Item::as_str) else { return Ok(()) };
    let own = env!("CARGO_PKG_VERSION");
    if numbers(version) <= numbers(own) {
        return Ok(());
    }
    let version = if may_be_secret(version) { "(hidden)" } else { version };
    Err(Error::new(
        Kind::Conflict,
        format!("{named} was written by carto-app {version}, and this is the older {own}"),
    )
    .with_hint(format!("use carto-app {version} or newer")))
}

/// The numbers of a version; what is no number counts as nothing.
fn numbers(version: &str) -> Vec<u64> {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    core.split('.').map(|part| part.parse().unwrap_or_default()).collect()
}
