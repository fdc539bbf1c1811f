use clap::{Args, ValueEnum};

/// How a run may write and prompt.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub struct Mode {
    /// One JSON document, no text.
    pub json: bool,
    /// Only warnings and errors.
    pub quiet: bool,
    /// Only plain lines, without colors and signs.
    pub plain: bool,
    /// Whether stderr may be colored.
    pub color: bool,
    /// The choice about colors, for other streams.
    pub choice: ColorChoice,
}

/// When to use colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// At a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The output options, the same for every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
#[expect(clippy::struct_excessive_bools, reason = "the doc comments are the help; each is a flag")]
pub struct OutputArgs {
    /// Print exactly one JSON document on stdout and never prompt; help and version stay text
    #[arg(long, global = true, overrides_with = "json")]
    pub json: bool,
    /// Print only warnings and errors
    #[arg(long, short, global = true, overrides_with = "quiet")]
    pub quiet: bool,
    /// Name every file that is written
    #[arg(long, short, global = true, overrides_with = "verbose")]
    pub verbose: bool,
    /// When to use colors
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    #[arg(overrides_with = "color")]
    pub color: ColorChoice,
    /// Print and prompt in plain lines, for a screen reader; also if TERM is dumb or unset
    #[arg(long, global = true, overrides_with = "plain")]
    pub plain: bool,
}
