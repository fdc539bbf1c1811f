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

use clap::{Args, ValueEnum};

use crate::answers::{Answer, AnswerFlags, Answers, FlagSet, Help};
use crate::command::own_flag::own_flag;
use crate::spec::Key;

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

/// `carto-app new`. `answers::resolve` judges the values, all together.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct NewArgs {
    /// Where the application goes: a new directory, an existing one, or `.`
    #[arg(value_name = "DIRECTORY")]
    pub directory: Option<PathBuf>,

    #[command(flatten)]
    pub flags: AnswerFlags<NewFlags>,
    #[command(flatten)]
    pub run: RunArgs,
}

/// The answers that are flags: all except DIRECTORY, which is an argument.
#[derive(Debug)]
pub struct NewFlags;

impl FlagSet for NewFlags {
    const HELP: Help = Help::Default;

    fn takes(answer: &Answer) -> bool {
        answer.key != Key::Directory
    }
}

impl NewArgs {
    /// Returns the answers on the command line.
    pub fn answers(&self) -> Answers {
        let mut answers = self.flags.answers(own_flag::<Self>);
        answers.directory.clone_from(&self.directory);
        answers
    }
}

/// Where answers come from and what is done with them.
#[derive(Debug, Args)]
#[command(next_help_heading = "Run")]
pub struct RunArgs {
    /// Read answers from a TOML file, such as a `carto-app.toml`; `-` is stdin
    #[arg(long, value_name = "FILE")]
    pub answers: Option<PathBuf>,
    /// Use the default for every missing answer; never prompts
    #[arg(long, short, overrides_with = "yes")]
    pub yes: bool,
    /// Never prompt, as without a terminal or with the variable CI
    #[arg(long, overrides_with = "no_input")]
    pub no_input: bool,
    /// Print what would be written and write nothing
    #[arg(long, overrides_with = "dry_run")]
    pub dry_run: bool,
    /// What to do with files that are in the way; the default is stop, but at a terminal each is asked about
    #[arg(long, value_name = "HOW", value_enum, overrides_with = "conflicts")]
    pub conflicts: Option<Conflicts>,
    /// Short for --conflicts backup
    #[arg(long, overrides_with = "overwrite", conflicts_with = "conflicts")]
    pub overwrite: bool,
}

/// What to do with files that are in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Conflicts {
    /// Keep yours, where the application can do without its own.
    Keep,
    /// Move yours to a backup folder.
    Backup,
    /// Write nothing.
    Stop,
}

impl RunArgs {
    /// What to do with files that are in the way, if that was said.
    pub fn conflicts(&self) -> Option<Conflicts> {
        if self.overwrite { Some(Conflicts::Backup) } else { self.conflicts }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::{Cli, Command};

    fn parse(args: &[&str]) -> Answers {
        let cli = Cli::try_parse_from(["carto-app", "new"].iter().chain(args)).expect("parses");
        let Command::New(args) = cli.command else { panic!("not `new`") };
        args.answers()
    }

    fn text(answers: &Answers, key: Key) -> Option<String> {
        answers.get(key).map(|given| given.words.join("|"))
    }

    #[test]
    fn a_switch_has_four_forms_and_the_last_one_counts() {
        for (args, expected) in [
            (vec!["--git"], "true"),
            (vec!["--git=false"], "false"),
            (vec!["--no-git"], "false"),
            (vec!["--git=maybe"], "maybe"),
            (vec!["--git", "--no-git"], "false"),
            (vec!["--no-git", "--git"], "true"),
        ] {
            assert_eq!(text(&parse(&args), Key::Git).as_deref(), Some(expected), "{args:?}");
        }
        assert_eq!(parse(&[]).get(Key::Git), None);
    }

    #[test]
    fn a_flag_is_not_the_value_of_another() {
        for (flag, value) in [
            ("--client-id", "--yes"),
            ("--client-id", "-y"),
            ("--api-key", "--dataset=roads"),
            ("--title", "--json"),
            ("--title", "--no-git"),
            ("--title", "--help"),
        ] {
            let answers = parse(&[flag, value]);
            let key = Key::ALL.into_iter().find(|key| key.flag() == flag).expect("a key");
            let fault = answers.get(key).and_then(|given| given.fault.clone()).expect(value);
            assert!(fault.message.contains(value.split('=').next().expect("a flag")), "{fault}");
        }
        for (flag, value) in
            [("--client-id", "-yCdEfGhIjKl"), ("--client-id", "-z"), ("--title", "--"), ("--title", "- -")]
        {
            let answers = parse(&[flag, value]);
            assert!(
                Key::ALL.into_iter().all(|key| answers.get(key).is_none_or(|given| given.fault.is_none())),
                "{value}"
            );
        }
    }

    #[test]
    fn lists_keep_every_word_and_values_may_begin_with_a_hyphen() {
        let answers = parse(&["--scope", "a,b", "--scopes", "c", "--client-id", "-AbCdEfGhIjK"]);
        assert_eq!(text(&answers, Key::Scopes).as_deref(), Some("a,b|c"));
        assert_eq!(text(&answers, Key::ClientId).as_deref(), Some("-AbCdEfGhIjK"));
    }
}
