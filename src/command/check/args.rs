#![allow(
    missing_docs,
    clippy::doc_markdown,
    clippy::struct_excessive_bools,
    reason = "the doc comments are the help; each is a flag"
)]

use clap::Args;

use super::Code;
use crate::command::edit::RunArgs;

const EXAMPLES: &str = "\
Examples:
  carto-app check            exit code 0: clean, 6: findings
  carto-app check --fix      fixes what can be fixed safely
  carto-app check --json     the findings as one JSON document";

/// `carto-app check`.
#[derive(Debug, Clone, Copy, Default, Args)]
#[command(after_help = EXAMPLES, after_long_help = examples_and_findings())]
pub struct CheckArgs {
    /// Fix what can be fixed safely
    #[arg(long, overrides_with = "fix")]
    pub fix: bool,
    /// The command asks no questions, so only `dry_run` has an effect; scripts may pass the other flags to every command.
    #[command(flatten)]
    pub run: RunArgs,
}

fn examples_and_findings() -> String {
    let findings = Code::ALL.map(|code| format!("\n  {code:<22}{}", code.meaning()));
    format!("{EXAMPLES}\n\nFindings:{}", findings.concat())
}
