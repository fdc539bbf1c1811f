//! Lets the user choose a command if the command line names none.

use std::ffi::OsString;

use clap::{Command, CommandFactory};

use super::Cli;
use crate::error::{Error, Result};
use crate::ui::{Prompter, Question, Row, Stop};

/// The commands offered after a bare `carto-app`; the others are for scripts and shells.
const OFFERED: [&str; 4] = ["new", "add", "auth", "check"];

/// Completes a command line without a command, such as `carto-app` or `carto-app add`, with the user's choices.
///
/// # Errors
/// Ctrl-C, or a terminal that is gone.
pub fn choose_command(args: &[OsString], prompter: &mut dyn Prompter) -> Result<Vec<OsString>> {
    let mut whole = Cli::command();
    whole.build();
    let mut line: Vec<OsString> =
        std::iter::once("carto-app".into()).chain(args.iter().skip(1).cloned()).collect();
    let given = line.len();
    loop {
        let mut command = whole.clone();
        for word in &line[1..] {
            command = inner(&command, |name| word == name)?;
        }
        if !command.is_subcommand_required_set() {
            return Ok(line);
        }
        let is_first = line.len() == 1;
        let offered = command.get_subcommands().filter(|inner| {
            !inner.is_hide_set()
                && inner.get_name() != "help"
                && (!is_first || OFFERED.contains(&inner.get_name()))
        });
        let rows: Vec<Row> = offered
            .map(|inner| {
                Row::new(inner.get_name(), inner.get_about().map(ToString::to_string).unwrap_or_default())
            })
            .collect();
        let prompt = line.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
        let question = Question {
            prompt: &prompt,
            keys: "Arrow keys select, Enter continues.",
            help: if is_first { "carto-app --help lists all commands." } else { "" },
            back: line.len() > given,
            ..Question::default()
        };
        match prompter.choose(&question, &rows, 0) {
            Err(Stop::Back) => drop(line.pop()),
            chosen => {
                let row =
                    rows.get(chosen?).ok_or_else(|| Error::internal("the chosen row does not exist"))?;
                line.push(row.name.clone().into());
            }
        }
    }
}

fn inner(command: &Command, is_meant: impl Fn(&str) -> bool) -> Result<Command> {
    let found = command.get_subcommands().find(|inner| is_meant(inner.get_name()));
    found.cloned().ok_or_else(|| Error::internal("a command that is not there"))
}
