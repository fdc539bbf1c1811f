#![allow(
    missing_docs,
    clippy::doc_markdown,
    clippy::struct_excessive_bools,
    reason = "the doc comments are the help; each is a flag"
)]

use clap::{ArgAction, Args, Subcommand};

use crate::answers::{Answer, AnswerFlags, FlagSet, Help};
use crate::command::edit::EditArgs;
use crate::spec::Key;

const SET_EXAMPLES: &str = "\
Examples:
  carto-app auth set --client-id AbCdEfGhIjKl
  carto-app auth set --add-scope datasets:r:roads
  carto-app auth set --remove-scope dataservices:isolines
  carto-app auth set --force-oauth-login --dry-run   only shows the diff";

const USE_EXAMPLES: &str = "\
Examples:
  carto-app auth use oauth --client-id AbCdEfGhIjKl
  carto-app auth use api-key --dry-run               only shows the diff";

/// `carto-app auth`.
#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct AuthArgs {
    /// The operation.
    #[command(subcommand)]
    pub command: AuthCommand,
}

/// An operation on the authentication of an application.
#[derive(Debug, Subcommand)]
pub enum AuthCommand {
    /// Show how the application authenticates, each value with file and line
    Show(ShowArgs),
    /// Change the client ID, scopes, forced login, account or key in the code
    Set(Box<SetArgs>),
    /// Switch an application from an API key to OAuth, or back
    Use(Box<UseArgs>),
}

/// `carto-app auth show`.
#[derive(Debug, Default, Args)]
pub struct ShowArgs {
    // The command prompts and changes nothing, so these flags have no effect; scripts may pass them to every command.
    #[arg(long, overrides_with = "dry_run", hide = true)]
    pub dry_run: bool,
    #[arg(long, short, overrides_with = "yes", hide = true)]
    pub yes: bool,
    #[arg(long, overrides_with = "no_input", hide = true)]
    pub no_input: bool,
}

/// `carto-app auth set`.
#[derive(Debug, Default, Args)]
#[command(after_help = SET_EXAMPLES)]
pub struct SetArgs {
    #[command(flatten)]
    pub flags: AnswerFlags<SetFlags>,
    /// OAuth scope to request; repeatable, or comma-separated
    #[arg(long = "add-scope", visible_aliases = ["add-scopes", "scope", "scopes"], value_name = "SCOPE", action = ArgAction::Append)]
    pub add_scopes: Vec<String>,
    /// OAuth scope to remove; repeatable, or a list with commas
    #[arg(long = "remove-scope", visible_alias = "remove-scopes", value_name = "SCOPE", action = ArgAction::Append)]
    pub remove_scopes: Vec<String>,
    /// API key; without KEY, from the variable or a prompt [env: CARTO_APP_API_KEY]
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

/// The answers that `auth set` takes in the same way as `new`. Scopes are added and removed instead, and the key's value is
/// optional.
#[derive(Debug)]
pub struct SetFlags;

impl FlagSet for SetFlags {
    const HELP: Help = Help::Meaning;

    fn takes(answer: &Answer) -> bool {
        matches!(answer.key, Key::ClientId | Key::ForceOAuthLogin | Key::Username)
    }
}

/// The answers that `auth use` takes: the answers that apply in only one mode.
#[derive(Debug)]
pub struct UseFlags;

impl FlagSet for UseFlags {
    const HELP: Help = Help::Variable;

    fn takes(answer: &Answer) -> bool {
        answer.mode.is_some()
    }
}
