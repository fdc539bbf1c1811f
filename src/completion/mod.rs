//! Shell completion: commands and flags come from clap, values from CARTO's lists and from the current application.
//!
//! The shell's script calls the program with [`VARIABLE`] set and the words typed so far, so the script never contains outdated
//! values.

mod candidates;

use std::ffi::OsString;

use clap::{Command, CommandFactory};
use clap_complete::env::Shells;

use crate::cli::{Cli, Shell};
use crate::error::{Error, Result};
use crate::world::World;

/// The variable that the script sets to the name of the shell.
pub const VARIABLE: &str = "CARTO_APP_COMPLETE";

/// Bash splits words at `:` and `=`, which scopes and flags contain; clap's own script does not handle that.
const BASH: &str = include_str!("bash.sh");

/// Returns the completion script of a shell.
///
/// # Errors
/// clap does not support the shell, which is a bug.
pub fn script(shell: Shell) -> Result<String> {
    if shell == Shell::Bash {
        return Ok(BASH.replace("VARIABLE", VARIABLE));
    }
    let shells = Shells::builtins();
    let name = shell.name();
    let completer = shells.completer(name).ok_or_else(|| Error::internal(format!("{name} is not known")))?;
    let mut script = Vec::new();
    completer
        .write_registration(VARIABLE, "carto-app", "carto-app", "carto-app", &mut script)
        .map_err(|error| Error::internal(error.to_string()))?;
    let script = String::from_utf8_lossy(&script).trim().to_owned();
    Ok(script + "\n")
}

/// Returns the completions at the cursor in the shell's format, if a completion script is calling.
pub fn answer(world: &World<'_>) -> Option<Vec<u8>> {
    let shells = Shells::builtins();
    let completer = shells.completer(world.variable(VARIABLE)?)?;
    let words: Vec<OsString> = world.args.iter().skip_while(|word| *word != "--").skip(1).cloned().collect();
    let mut answer = Vec::new();
    // A shell can't show an error here.
    let done = completer.write_complete(&mut command(world), words, Some(&world.cwd), &mut answer);
    Some(if done.is_ok() { answer } else { Vec::new() })
}

/// Returns the command line with the possible values of its arguments.
fn command(world: &World<'_>) -> Command {
    let mut command = Cli::command();
    command.build();
    candidates::attach(command, &world.cwd)
}
