//! The command line: clap types, no logic. What the values mean is decided in `answers` and `spec`.

#![allow(
    missing_docs,
    clippy::doc_markdown,
    clippy::doc_link_with_quotes,
    rustdoc::bare_urls,
    reason = "the doc comments are the help"
)]
#![allow(clippy::struct_excessive_bools, reason = "each is a flag")]

mod add;
mod auth;
mod check;
mod edit;

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

pub use add::{AddArgs, AddCommand, LayerArgs, ModelArgs, NameArgs, SourceArgs, ViewArgs, WidgetArgs};
pub use auth::{AuthArgs as AuthCommandArgs, AuthCommand, SetArgs, ShowArgs, UseArgs};
pub use check::CheckArgs;
pub use edit::EditArgs;

/// Exit codes and examples, at the foot of `--help`.
const AFTER_HELP: &str = "\
Exit codes:
  0    done
  1    internal error
  2    wrong usage or an invalid answer
  3    conflict with what is on disk
  4    file system: full, read-only, no permission
  5    a program that was called failed (git, npm)
  6    findings of `carto-app check`
  130  interrupted";

const NEW_EXAMPLES: &str = "\
Examples:
  carto-app new my-map                          asks, shows a review, writes
  carto-app new my-map --yes                    the example, without a question
  carto-app new my-map --yes --client-id AbCdEfGhIjKl --force-oauth-login
  carto-app new roads --yes --auth api-key --username acme --dataset roads_2020
  carto-app new copy --yes --answers my-map/carto-app.toml
  carto-app new my-map --yes --json --dry-run   what would be written, as JSON

Each answer has a flag, an environment variable and a key in the answers file;
a flag beats the variable, the variable beats the file.";

const COMPLETIONS_EXAMPLES: &str = "\
Have your shell read it when it starts:
  bash, in ~/.bashrc
    eval \"$(carto-app completions bash)\"
  zsh, in ~/.zshrc, behind compinit
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

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a new application
    New(Box<NewArgs>),
    /// Add a source, layer, view, model, widget, slice or component to the application
    Add(AddArgs),
    /// Show or change how the application authenticates
    Auth(AuthCommandArgs),
    /// Find what CARTO would refuse, what is not safe and what nothing uses
    Check(CheckArgs),
    /// Print what a shell needs to complete commands, flags and values, also those of the application around
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print a manual page: carto-app man | man -l -
    #[command(after_help = MAN_EXAMPLES)]
    Man {
        /// The command that it is about, such as: add layer
        #[arg(value_name = "COMMAND")]
        command: Vec<String>,
    },
    /// Print the JSON Schema of the answers file, or of what --json prints
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema {
        /// Which of both
        of: Schema,
    },
    /// Print this help, or that of a command
    Help {
        /// The command, such as: add layer
        #[arg(value_name = "COMMAND")]
        command: Vec<String>,
    },
}

/// How the run speaks; the same for every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// Print exactly one JSON document on stdout; never asks. Help and version stay text
    #[arg(long, global = true, overrides_with = "json")]
    pub json: bool,
    /// Say nothing but warnings and errors
    #[arg(long, short, global = true, overrides_with = "quiet")]
    pub quiet: bool,
    /// Name every file that is written
    #[arg(long, short, global = true, overrides_with = "verbose")]
    pub verbose: bool,
    /// When to use colours
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    #[arg(overrides_with = "color")]
    pub color: ColorChoice,
    /// Speak and ask in plain lines, for a screen reader; also where TERM is dumb or not set
    #[arg(long, global = true, overrides_with = "plain")]
    pub plain: bool,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// At a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Schema {
    /// The answers file of `carto-app new`, such as `carto-app.toml`
    Answers,
    /// What every command prints with `--json`
    Output,
}

/// A shell that completes.
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

/// `carto-app new`. Values are taken as they come; `answers::resolve` judges them, all together.
#[derive(Debug, Args)]
#[command(after_help = NEW_EXAMPLES)]
pub struct NewArgs {
    /// Where the application goes: a new directory, an existing one, or `.`
    #[arg(value_name = "DIRECTORY")]
    pub directory: Option<PathBuf>,

    #[command(flatten)]
    pub application: ApplicationArgs,
    #[command(flatten)]
    pub auth: AuthArgs,
    #[command(flatten)]
    pub data: DataArgs,
    #[command(flatten)]
    pub server: ServerArgs,
    #[command(flatten)]
    pub after: AfterArgs,
    #[command(flatten)]
    pub run: RunArgs,
}

/// The application itself.
#[derive(Debug, Args)]
#[command(next_help_heading = "Application")]
pub struct ApplicationArgs {
    /// npm package name [default: the last part of DIRECTORY] [env: CARTO_APP_NAME]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Title of the page [default: from the directory's name] [env: CARTO_APP_TITLE]
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub title: Option<String>,
}

/// How the application authenticates.
#[derive(Debug, Args)]
#[command(next_help_heading = "Authentication")]
pub struct AuthArgs {
    /// `api-key` or `oauth` [default: oauth, or what the other answers imply] [env: CARTO_APP_AUTH]
    #[arg(long, value_name = "MODE")]
    pub auth: Option<String>,
    /// CARTO account whose data are shown [default: public] [env: CARTO_APP_USERNAME]
    #[arg(long, value_name = "NAME")]
    pub username: Option<String>,
    /// API key; better given by the variable [default: `default_public`] [env: CARTO_APP_API_KEY]
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    pub api_key: Option<String>,
    /// Client ID of the OAuth app [default: to be filled in later] [env: CARTO_APP_CLIENT_ID]
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    pub client_id: Option<String>,
    /// OAuth scope; repeatable, or a list with commas [default: user:profile and what the example needs]
    /// [env: CARTO_APP_SCOPES]
    #[arg(long = "scope", visible_alias = "scopes", value_name = "SCOPE", action = ArgAction::Append)]
    pub scopes: Vec<String>,
    /// Show nothing before login; also --no-force-oauth-login [default: false] [env: CARTO_APP_FORCE_OAUTH_LOGIN]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(overrides_with_all = ["force_oauth_login", "no_force_oauth_login"])]
    pub force_oauth_login: Option<String>,
    /// The same as --force-oauth-login=false
    #[arg(long, hide = true, overrides_with_all = ["force_oauth_login", "no_force_oauth_login"])]
    pub no_force_oauth_login: bool,
}

/// What the application shows.
#[derive(Debug, Args)]
#[command(next_help_heading = "Data")]
pub struct DataArgs {
    /// Dataset of your own, `TABLE` or `SCHEMA.TABLE`; repeatable [env: CARTO_APP_DATASETS]
    #[arg(long = "dataset", visible_alias = "datasets", value_name = "TABLE", action = ArgAction::Append)]
    pub datasets: Vec<String>,
    /// Bring the example along; also --no-example [default: true when no dataset is named] [env: CARTO_APP_EXAMPLE]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(overrides_with_all = ["example", "no_example"])]
    pub example: Option<String>,
    /// The same as --example=false
    #[arg(long, hide = true, overrides_with_all = ["example", "no_example"])]
    pub no_example: bool,
    /// Bring a local CARTO along, to try it without an account; also --no-sandbox [default: true] [env: CARTO_APP_SANDBOX]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(overrides_with = "no_sandbox")]
    pub sandbox: Option<String>,
    /// The same as --sandbox=false
    #[arg(long, hide = true, overrides_with = "sandbox")]
    pub no_sandbox: bool,
}

/// Servers of one's own.
#[derive(Debug, Args)]
#[command(next_help_heading = "On-premise")]
pub struct ServerArgs {
    /// SQL API [default: https://{user}.carto.com] [env: CARTO_APP_SERVER_URL_TEMPLATE]
    #[arg(long, value_name = "URL")]
    pub server_url_template: Option<String>,
    /// Maps API [default: CARTO's own] [env: CARTO_APP_MAPS_URL]
    #[arg(long, value_name = "URL")]
    pub maps_url: Option<String>,
    /// Authorize end point [default: https://carto.com/oauth2/authorize] [env: CARTO_APP_AUTHORIZE_URL]
    #[arg(long, value_name = "URL")]
    pub authorize_url: Option<String>,
}

/// What happens when the files are written.
#[derive(Debug, Args)]
#[command(next_help_heading = "Afterwards")]
pub struct AfterArgs {
    /// npm, pnpm, yarn or bun [default: the one that called, else npm] [env: CARTO_APP_PACKAGE_MANAGER]
    #[arg(long, value_name = "NAME")]
    pub package_manager: Option<String>,
    /// Run `git init` outside a repository; also --no-git [default: true] [env: CARTO_APP_GIT]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(overrides_with_all = ["git", "no_git"])]
    pub git: Option<String>,
    /// The same as --git=false
    #[arg(long, hide = true, overrides_with_all = ["git", "no_git"])]
    pub no_git: bool,
    /// Install the dependencies; also --no-install [default: false] [env: CARTO_APP_INSTALL]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(overrides_with_all = ["install", "no_install"])]
    pub install: Option<String>,
    /// The same as --install=false
    #[arg(long, hide = true, overrides_with_all = ["install", "no_install"])]
    pub no_install: bool,
}

/// How the answers come in and what is done with them.
#[derive(Debug, Args)]
#[command(next_help_heading = "Run")]
pub struct RunArgs {
    /// Read answers from a TOML file, such as a `carto-app.toml`; `-` is stdin
    #[arg(long, value_name = "FILE")]
    pub answers: Option<PathBuf>,
    /// Take the default for every answer that is not given; never asks
    #[arg(long, short, overrides_with = "yes")]
    pub yes: bool,
    /// Never ask; the same as no terminal or the variable CI
    #[arg(long, overrides_with = "no_input")]
    pub no_input: bool,
    /// Print what would be written and write nothing
    #[arg(long, overrides_with = "dry_run")]
    pub dry_run: bool,
    /// Move files that are in the way to a backup folder instead of stopping
    #[arg(long, overrides_with = "overwrite")]
    pub overwrite: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::answers::Key;

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
