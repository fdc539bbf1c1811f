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
    // clap_mangen would fill the examples like a paragraph, under the heading EXTRA.
    let without_end = command.clone().after_help(None::<&str>).after_long_help(None::<&str>);
    let man = Man::new(without_end).title(name.to_uppercase()).manual("carto-app").source(SOURCE);
    man.render(&mut page).map_err(|error| Error::internal(error.to_string()))?;
    let page = String::from_utf8(page).map_err(|error| Error::internal(error.to_string()))?;
    let end = command.get_after_long_help().or(command.get_after_help()).map(ToString::to_string);
    Ok(page + &end.map_or_else(String::new, |end| sections(&end)))
}

/// Returns the end of a help text in roff: a list under a heading becomes a section, everything else a paragraph.
fn sections(text: &str) -> String {
    let section = |block: &str| {
        let (first, lines) = block.split_once('\n').unwrap_or((block, ""));
        match first.strip_suffix(':').filter(|_| lines.starts_with(' ')) {
            Some(heading) => {
                format!(".SH {}\n.nf\n{}\n.fi\n", escaped(&heading.to_uppercase()), escaped(lines))
            }
            None => format!(".PP\n{}\n", escaped(block)),
        }
    };
    text.split("\n\n").map(section).collect()
}

/// Escapes a text for roff, where a backslash is a command, a hyphen may be typeset as a dash, and a line may be a request.
fn escaped(text: &str) -> String {
    let plain = text.replace('\\', "\\e").replace('-', "\\-");
    let is_request = |line: &&str| line.starts_with(['.', '\'']);
    let lines =
        plain.lines().map(|line| if is_request(&line) { format!("\\&{line}") } else { line.to_owned() });
    lines.collect::<Vec<_>>().join("\n")
}

fn visible(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help")
}
