//! Lets the user choose a command if the command line names none.

use std::ffi::OsString;

use clap::{Command, CommandFactory};

use super::Cli;
use crate::error::{Error, Result};
use crate::ui::{Prompter, Question, Row};

/// The commands offered after a bare `carto-app`; the others are for scripts and shells.
const OFFERED: [&str; 4] = ["new", "add", "auth", "check"];

/// Completes a command line without a command, such as `carto-app` or `carto-app add`, with the user's choices.
///
/// # Errors
/// Ctrl-C, or a terminal that is gone.
pub fn choose_command(args: &[OsString], prompter: &mut dyn Prompter) -> Result<Vec<OsString>> {
    let mut command = Cli::command();
    command.build();
    let mut line = vec![OsString::from("carto-app")];
    for word in args.iter().skip(1) {
        command = inner(&command, |name| word == name)?;
        line.push(word.clone());
    }
    while command.is_subcommand_required_set() {
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
            ..Question::default()
        };
        let chosen = prompter.choose(&question, &rows, 0)?;
        let row = rows.get(chosen).ok_or_else(|| Error::internal("a row that is not there"))?;
        command = inner(&command, |name| row.name == name)?;
        line.push(row.name.clone().into());
    }
    Ok(line)
}

fn inner(command: &Command, is_meant: impl Fn(&str) -> bool) -> Result<Command> {
    let found = command.get_subcommands().find(|inner| is_meant(inner.get_name()));
    found.cloned().ok_or_else(|| Error::internal("a command that is not there"))
}
