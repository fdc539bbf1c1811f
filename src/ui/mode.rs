use crate::cli::ColorChoice;

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
