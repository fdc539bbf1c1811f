//! The command line: clap types without logic. `answers` and `spec` decide what the values mean.

#![allow(
    missing_docs,
    clippy::doc_markdown,
    clippy::doc_link_with_quotes,
    rustdoc::bare_urls,
    reason = "the doc comments are the help"
)]
#![allow(clippy::struct_excessive_bools, reason = "each is a flag")]

pub mod choose;
pub mod man;
pub mod npm;
pub mod usage;

use clap::{Parser, Subcommand, ValueEnum};

use crate::command::Deferred;
use crate::command::add::AddArgs;
use crate::command::auth::AuthArgs;
use crate::command::check::CheckArgs;
use crate::command::new::NewArgs;
use crate::ui::OutputArgs;

/// The end of `--help`.
const AFTER_HELP: &str = "\
Exit codes:
  0    done
  1    internal error
  2    wrong usage or an invalid answer
  3    conflict with what is on disk
  4    file system: full, read-only, no permission
  5    another program failed (git, npm)
  6    findings of `carto-app check`
  130  interrupted";

const COMPLETIONS_EXAMPLES: &str = "\
Load it when the shell starts:
  bash, in ~/.bashrc
    eval \"$(carto-app completions bash)\"
  zsh, in ~/.zshrc, after compinit
    eval \"$(carto-app completions zsh)\"
  fish, in ~/.config/fish/config.fish
    carto-app completions fish | source
  PowerShell, in $PROFILE
    carto-app completions powershell | Out-String | Invoke-Expression
  elvish, in ~/.config/elvish/rc.elv
    eval (carto-app completions elvish | slurp)";

const MAN_EXAMPLES: &str = "\
Examples:
  carto-app man | man -l -
  carto-app man add layer | man -l -";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  carto-app schema answers > answers.schema.json
  carto-app schema output > output.schema.json";

/// Writes whole CARTO for React applications.
#[derive(Debug, Parser)]
#[command(name = "carto-app", version, about, after_help = AFTER_HELP, max_term_width = 100)]
#[command(subcommand_required = true, arg_required_else_help = true, disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// A command.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a new application
    New(Box<NewArgs>),
    /// Add a source, layer, view, model, widget, slice or component to the application
    Add(Deferred<AddArgs>),
    /// Show or change how the application authenticates
    Auth(Deferred<AuthArgs>),
    /// Find what CARTO would reject, what is unsafe and what is unused
    Check(CheckArgs),
    /// Print a completion script for a shell; it also completes the parts of the current application
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print a manual page: carto-app man | man -l -
    #[command(after_help = MAN_EXAMPLES)]
    Man {
        /// The command, such as: add layer
        #[arg(value_name = "COMMAND")]
        command: Vec<String>,
    },
    /// Print the JSON Schema of the answers file or of the output of --json
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema {
        /// Which schema
        of: Schema,
    },
    /// Print this help or the help of a command
    Help {
        /// The command, such as: add layer
        #[arg(value_name = "COMMAND")]
        command: Vec<String>,
    },
}

/// A document that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Schema {
    /// The answers file of `carto-app new`, such as `carto-app.toml`
    Answers,
    /// The output of every command with `--json`
    Output,
}

/// A shell with completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "lower")]
pub enum Shell {
    /// Bash.
    Bash,
    /// Zsh.
    Zsh,
    /// Fish.
    Fish,
    /// PowerShell.
    PowerShell,
    /// Elvish.
    Elvish,
}

impl Shell {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
            Self::PowerShell => "powershell",
            Self::Elvish => "elvish",
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::spec::Key;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_answer_has_its_flag_and_its_help_names_its_variable() {
        let cli = Cli::command();
        let new = cli.find_subcommand("new").expect("new");
        for key in Key::ALL.into_iter().filter(|key| *key != Key::Directory) {
            let long = key.flag().trim_start_matches("--");
            let arg = new.get_arguments().find(|arg| arg.get_long() == Some(long)).expect(long);
            let help = arg.get_help().expect(long).to_string();
            let variable = key.env().expect(long);
            assert!(help.contains(&format!("[env: {variable}]")), "{long}: {help}");
            let opposite = format!("no-{long}");
            if new.get_arguments().any(|arg| arg.get_long() == Some(&opposite)) {
                assert!(help.contains(&format!("also --{opposite} ")), "{long}: {help}");
            }
        }
    }
}
