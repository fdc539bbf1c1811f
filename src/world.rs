//! A run's access to the machine: arguments, environment, terminal, programs. Tests inject their own.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{Read, Write};
use std::path::PathBuf;

use crate::programs::Programs;
use crate::report::Happened;
use crate::signals::Interrupt;
use crate::ui::{Mode, Prompter};

/// Everything outside the program that a run may use, except for the files that `apply` writes.
pub struct World<'a> {
    /// The command line, the program's own name first.
    pub args: Vec<OsString>,
    /// The environment.
    pub env: BTreeMap<OsString, OsString>,
    /// The working directory.
    pub cwd: PathBuf,
    /// The folder at which a look upwards from an application ends: the person's home directory, which is no project.
    pub ceiling: Option<PathBuf>,
    /// Standard input, only read for `--answers -`.
    pub stdin: &'a mut dyn Read,
    /// Standard output, for requested text: a JSON document, a plan, help.
    pub stdout: &'a mut dyn Write,
    /// Standard error, for messages to people.
    pub stderr: &'a mut dyn Write,
    /// Whether prompts are possible: stdin and stderr are terminals.
    pub interactive: bool,
    /// Whether stdout is a terminal, so that help may be colored.
    pub stdout_is_terminal: bool,
    /// Whether stderr is a terminal, so that progress and colors can be shown.
    pub stderr_is_terminal: bool,
    /// The width of stderr's terminal.
    pub columns: Option<usize>,
    /// Creates the prompter once the mode of output is known.
    pub prompter: Box<dyn FnMut(Mode) -> Box<dyn Prompter + 'a> + 'a>,
    /// Other programs: git and package managers.
    pub programs: &'a mut dyn Programs,
    /// Ctrl-C and similar signals.
    pub interrupt: Interrupt,
    /// What the user is told however the run ends.
    pub happened: Happened,
}

impl World<'_> {
    /// Returns a variable that is set, not empty, and UTF-8.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.env.get(OsStr::new(name)).and_then(|value| value.to_str()).filter(|value| !value.is_empty())
    }

    /// Whether a variable is switched on: `CI=false` and `CI=0` are off.
    pub fn is_set(&self, name: &str) -> bool {
        self.variable(name).is_some_and(|value| !matches!(value.to_ascii_lowercase().as_str(), "0" | "false"))
    }
}
