#![allow(
    missing_docs,
    clippy::doc_markdown,
    clippy::struct_excessive_bools,
    reason = "the doc comments are the help; each is a flag"
)]

use clap::{ArgAction, Args, Subcommand};

use crate::command::edit::EditArgs;

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
    pub run: EditArgs,
}

/// `carto-app auth set`.
#[derive(Debug, Default, Args)]
#[command(after_help = SET_EXAMPLES)]
pub struct SetArgs {
    /// Client ID of the OAuth app
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    pub client_id: Option<String>,
    /// OAuth scope to ask for; repeatable, or a list with commas
    #[arg(long = "add-scope", visible_alias = "add-scopes", value_name = "SCOPE", action = ArgAction::Append)]
    pub add_scopes: Vec<String>,
    /// OAuth scope to ask for no longer; repeatable, or a list with commas
    #[arg(long = "remove-scope", visible_alias = "remove-scopes", value_name = "SCOPE", action = ArgAction::Append)]
    pub remove_scopes: Vec<String>,
    /// Show nothing before login; also --no-force-oauth-login
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(overrides_with_all = ["force_oauth_login", "no_force_oauth_login"])]
    pub force_oauth_login: Option<String>,
    /// The same as --force-oauth-login=false
    #[arg(long, hide = true, overrides_with_all = ["force_oauth_login", "no_force_oauth_login"])]
    pub no_force_oauth_login: bool,
    /// CARTO account whose data are shown
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    pub username: Option<String>,
    /// API key; without KEY that of the variable [env: CARTO_APP_API_KEY], or asked for
    #[arg(long, value_name = "KEY", num_args = 0..=1, default_missing_value = "")]
    pub api_key: Option<String>,
    #[command(flatten)]
    pub run: EditArgs,
}

/// `carto-app auth use`.
#[derive(Debug, Default, Args)]
#[command(after_help = USE_EXAMPLES)]
pub struct UseArgs {
    /// `oauth` or `api-key`
    #[arg(value_name = "MODE")]
    pub mode: Option<String>,
    /// Client ID of the OAuth app [env: CARTO_APP_CLIENT_ID]
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    pub client_id: Option<String>,
    /// OAuth scope; repeatable, or a list with commas [env: CARTO_APP_SCOPES]
    #[arg(long = "scope", visible_alias = "scopes", value_name = "SCOPE", action = ArgAction::Append)]
    pub scopes: Vec<String>,
    /// Show nothing before login; also --no-force-oauth-login [env: CARTO_APP_FORCE_OAUTH_LOGIN]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(overrides_with_all = ["force_oauth_login", "no_force_oauth_login"])]
    pub force_oauth_login: Option<String>,
    /// The same as --force-oauth-login=false
    #[arg(long, hide = true, overrides_with_all = ["force_oauth_login", "no_force_oauth_login"])]
    pub no_force_oauth_login: bool,
    /// Page where people log in, on-premise [env: CARTO_APP_AUTHORIZE_URL]
    #[arg(long, value_name = "URL", allow_hyphen_values = true)]
    pub authorize_url: Option<String>,
    /// API key; better given by the variable [env: CARTO_APP_API_KEY]
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    pub api_key: Option<String>,
    #[command(flatten)]
    pub run: EditArgs,
}
