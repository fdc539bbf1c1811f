//! `carto-app man`: manual pages, generated from the help.

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::cli::Cli;
use crate::error::{Error, Kind, Result};
use crate::spec::quoted;

/// The program and version in the footer of a page.
const SOURCE: &str = concat!("carto-app ", env!("CARGO_PKG_VERSION"));

/// The manual page of a command such as `["add", "layer"]`, or of the whole program, in roff.
///
/// # Errors
/// There is no such command.
pub fn page(words: &[String]) -> Result<String> {
    let mut whole = Cli::command();
    whole.build();
    let mut command = &whole;
    for (place, word) in words.iter().enumerate() {
        command = visible(command).find(|sub| sub.get_name() == word).ok_or_else(|| {
            let before =
                [vec!["carto-app"], words[..place].iter().map(String::as_str).collect()].concat().join(" ");
            let names: Vec<&str> = visible(command).map(Command::get_name).collect();
            let error = Error::new(Kind::Usage, format!("{before} has no command {}", quoted(word)));
            match names.as_slice() {
                [] => error,
                names => error.with_hint(names.join(", ")),
            }
        })?;
    }
    let name = [vec!["carto-app".to_owned()], words.to_vec()].concat().join("-");
    let mut page = Vec::new();
    let man = Man::new(command.clone()).title(name.to_uppercase()).manual("carto-app").source(SOURCE);
    man.render(&mut page).map_err(|error| Error::internal(error.to_string()))?;
    String::from_utf8(page).map_err(|error| Error::internal(error.to_string()))
}

fn visible(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help")
}
