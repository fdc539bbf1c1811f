use clap::Args;

/// How a command that changes an application runs.
#[derive(Debug, Clone, Copy, Default, Args)]
#[command(next_help_heading = "Run")]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag")]
pub struct EditArgs {
    /// Show what would change as a diff, and change nothing
    #[arg(long, overrides_with = "dry_run")]
    pub dry_run: bool,
    /// Take the default for everything that is not given; never asks
    #[arg(long, short, overrides_with = "yes")]
    pub yes: bool,
    /// Never ask; the same as no terminal or the variable CI
    #[arg(long, overrides_with = "no_input")]
    pub no_input: bool,
}
