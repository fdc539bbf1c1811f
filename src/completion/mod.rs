//! What a shell completes: commands and flags by clap, values by what CARTO knows and by the application around.
//!
//! The script that a shell reads calls the program with [`VARIABLE`] and what was typed so far; the answer is made where the
//! values are, so a shell never knows an old list.

mod candidates;

use std::ffi::OsString;

use clap::{Command, CommandFactory};
use clap_complete::env::Shells;

use crate::cli::{Cli, Shell};
use crate::error::{Error, Result};
use crate::world::World;

/// The variable that a shell's script sets, to the name of the shell.
pub const VARIABLE: &str = "CARTO_APP_COMPLETE";

/// Bash ends words at `:` and `=`, which scopes and flags have; clap's own script does not mend that.
const BASH: &str = include_str!("bash.sh");

/// The script that a shell reads to complete `carto-app`.
///
/// # Errors
/// A shell that is not known: a fault of ours.
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

/// Answers a shell's script, if one has called: what may stand where the person is, in the shell's own form.
pub fn answer(world: &World<'_>) -> Option<Vec<u8>> {
    let shells = Shells::builtins();
    let completer = shells.completer(world.variable(VARIABLE)?)?;
    let words: Vec<OsString> = world.args.iter().skip_while(|word| *word != "--").skip(1).cloned().collect();
    let mut answer = Vec::new();
    // A shell has no use for an error.
    let done = completer.write_complete(&mut command(world), words, Some(&world.cwd), &mut answer);
    Some(if done.is_ok() { answer } else { Vec::new() })
}

/// The command line with the values that its arguments may have.
fn command(world: &World<'_>) -> Command {
    let mut command = Cli::command();
    command.build();
    candidates::attach(command, &world.cwd)
}
