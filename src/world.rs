//! The world a run sees: arguments, environment, terminal, programs. Tests inject another.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{Read, Write};
use std::path::PathBuf;

use crate::programs::Programs;
use crate::signals::Interrupt;
use crate::ui::{Mode, Prompter};

/// Everything outside the program that a run may touch, but for the files that `apply` writes.
pub struct World<'a> {
    /// The command line, the program's own name first.
    pub args: Vec<OsString>,
    /// The environment.
    pub env: BTreeMap<OsString, OsString>,
    /// The working directory.
    pub cwd: PathBuf,
    /// Standard input, read for `--answers -` only.
    pub stdin: &'a mut dyn Read,
    /// Where what was asked for goes: a JSON document, a plan, help.
    pub stdout: &'a mut dyn Write,
    /// Where words for people go.
    pub stderr: &'a mut dyn Write,
    /// Whether a person can be asked: stdin and stderr are terminals.
    pub interactive: bool,
    /// Whether stdout is a terminal, so that colours can be seen in the help.
    pub stdout_is_terminal: bool,
    /// Whether stderr is a terminal, so that progress can be shown and colours seen.
    pub stderr_is_terminal: bool,
    /// How wide that terminal is.
    pub columns: Option<usize>,
    /// Makes the prompter once it is known how it may speak.
    pub prompter: Box<dyn FnMut(Mode) -> Box<dyn Prompter + 'a> + 'a>,
    /// Other programs: git and package managers.
    pub programs: &'a mut dyn Programs,
    /// Ctrl-C and its kin.
    pub interrupt: Interrupt,
}

impl World<'_> {
    /// A variable that is set, and not to nothing, as far as it is text.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.env.get(OsStr::new(name)).and_then(|value| value.to_str()).filter(|value| !value.is_empty())
    }

    /// Whether a switch is set in the environment: `CI=false` and `CI=0` are not.
    pub fn is_set(&self, name: &str) -> bool {
        self.variable(name).is_some_and(|value| !matches!(value.to_ascii_lowercase().as_str(), "0" | "false"))
    }
}
