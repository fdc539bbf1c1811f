use clap::{Args, ValueEnum};

/// How the run may speak and ask.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub struct Mode {
    /// One JSON document, no words.
    pub json: bool,
    /// Only warnings and errors.
    pub quiet: bool,
    /// Only lines that stay, without colours and signs.
    pub plain: bool,
    /// Whether colours may be used on stderr.
    pub color: bool,
    /// What was said about colours, for other streams.
    pub choice: ColorChoice,
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

/// How the run speaks; the same for every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
#[expect(clippy::struct_excessive_bools, reason = "the doc comments are the help; each is a flag")]
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
