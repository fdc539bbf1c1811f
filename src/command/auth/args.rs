#![allow(
    missing_docs,
    clippy::doc_markdown,
    clippy::struct_excessive_bools,
    reason = "the doc comments are the help; each is a flag"
)]

use clap::{ArgAction, Args, Subcommand};

use crate::answers::{Answer, AnswerFlags, FlagSet, Help};
use crate::command::edit::{EditArgs, RunArgs};
use crate::spec::Key;

const SET_EXAMPLES: &str = "\
Examples:
  carto-app auth set --client-id AbCdEfGhIjKl
  carto-app auth set --add-scope datasets:r:roads
  carto-app auth set --remove-scope dataservices:isolines
  carto-app auth set --force-oauth-login --dry-run   shows the diff, no more";

const USE_EXAMPLES: &str = "\
Examples:
  carto-app auth use oauth --client-id AbCdEfGhIjKl
  carto-app auth use api-key --dry-run               shows the diff, no more";

/// `carto-app auth`.
#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct AuthArgs {
    /// What about it.
    #[command(subcommand)]
    pub command: AuthCommand,
}

/// What to do about how an application authenticates.
#[derive(Debug, Subcommand)]
pub enum AuthCommand {
    /// Show how the application authenticates, each value with file and line
    Show(ShowArgs),
    /// Change client ID, scopes, forced login, account or key, where they stand in the code
    Set(Box<SetArgs>),
    /// Make an API-key application an OAuth one, or the other way round
    Use(Box<UseArgs>),
}

/// `carto-app auth show`.
#[derive(Debug, Default, Args)]
pub struct ShowArgs {
    /// It asks and changes nothing, so none has an effect; scripts may give them everywhere.
    #[command(flatten)]
    pub run: RunArgs,
}

/// `carto-app auth set`.
#[derive(Debug, Default, Args)]
#[command(after_help = SET_EXAMPLES)]
pub struct SetArgs {
    #[command(flatten)]
    pub flags: AnswerFlags<SetFlags>,
    /// OAuth scope to ask for; repeatable, or a list with commas
    #[arg(long = "add-scope", visible_aliases = ["add-scopes", "scope", "scopes"], value_name = "SCOPE", action = ArgAction::Append)]
    pub add_scopes: Vec<String>,
    /// OAuth scope to ask for no longer; repeatable, or a list with commas
    #[arg(long = "remove-scope", visible_alias = "remove-scopes", value_name = "SCOPE", action = ArgAction::Append)]
    pub remove_scopes: Vec<String>,
    /// API key; without KEY that of the variable [env: CARTO_APP_API_KEY], or asked for
    #[arg(long, value_name = "KEY", num_args = 0..=1, default_missing_value = "")]
    pub api_key: Option<String>,
    #[command(flatten)]
    pub edit: EditArgs,
}

/// `carto-app auth use`.
#[derive(Debug, Default, Args)]
#[command(after_help = USE_EXAMPLES)]
pub struct UseArgs {
    /// `oauth` or `api-key`
    #[arg(value_name = "MODE")]
    pub mode: Option<String>,
    #[command(flatten)]
    pub flags: AnswerFlags<UseFlags>,
    #[command(flatten)]
    pub edit: EditArgs,
}

/// The answers that `auth set` takes as `new` does; scopes are added and removed instead, and the key may be left out.
#[derive(Debug)]
pub struct SetFlags;

impl FlagSet for SetFlags {
    const HELP: Help = Help::Meaning;

    fn takes(answer: &Answer) -> bool {
        matches!(answer.key, Key::ClientId | Key::ForceOAuthLogin | Key::Username)
    }
}

/// The answers that `auth use` takes: those that mean something in one mode only.
#[derive(Debug)]
pub struct UseFlags;

impl FlagSet for UseFlags {
    const HELP: Help = Help::Variable;

    fn takes(answer: &Answer) -> bool {
        answer.mode.is_some()
    }
}
