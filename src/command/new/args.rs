//! The arguments of `carto-app new`. Their doc comments are the help.

#![allow(
    missing_docs,
    clippy::doc_markdown,
    clippy::doc_link_with_quotes,
    rustdoc::bare_urls,
    reason = "the doc comments are the help"
)]
#![allow(clippy::struct_excessive_bools, reason = "each is a flag")]

use std::path::PathBuf;

use clap::{ArgAction, Args};

const EXAMPLES: &str = "\
Examples:
  carto-app new my-map                          asks, shows a review, writes
  carto-app new my-map --yes                    the example, without a question
  carto-app new my-map --yes --client-id AbCdEfGhIjKl --force-oauth-login
  carto-app new roads --yes --auth api-key --username acme --dataset roads_2020
  carto-app new copy --yes --answers my-map/carto-app.toml
  carto-app new my-map --yes --json --dry-run   what would be written, as JSON

Each answer has a flag, an environment variable and a key in the answers file;
a flag beats the variable, the variable beats the file.";

/// `carto-app new`. Values are taken as they come; `answers::resolve` judges them, all together.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
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
