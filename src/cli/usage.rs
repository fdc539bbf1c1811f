//! Explains what is wrong with a command line, from clap's error.

use std::ffi::OsString;

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::Cli;
use crate::error::{Error, Kind};
use crate::spec::{self, HIDDEN};

/// The error for a command line that clap refused. Anything the user typed is hidden if it may be a secret.
pub fn usage_error(error: &clap::Error, args: &[OsString]) -> Error {
    let facts = Facts(error);
    let (message, mut details) = facts.message();
    if let Some(usage) = facts.usage() {
        details.push(usage);
    }
    let suggestions = facts.suggestions();
    let hint =
        if suggestions.is_empty() { format!("{} --help", command(args)) } else { suggestions.join(" or ") };
    Error::new(Kind::Usage, message).with_details(details).with_hint(hint)
}

/// The error for `--quiet` with `--verbose`. clap misses conflicts between global flags on either side of the subcommand.
pub fn quiet_and_verbose() -> clap::Error {
    let mut error = clap::Error::new(ErrorKind::ArgumentConflict);
    error.insert(ContextKind::InvalidArg, ContextValue::String("--quiet".to_owned()));
    error.insert(ContextKind::PriorArg, ContextValue::String("--verbose".to_owned()));
    error
}

/// The command that was meant, as far as clap could read the command line: `carto-app add layer`.
fn command(args: &[OsString]) -> String {
    let mut words = vec!["carto-app"];
    let matches = Cli::command().ignore_errors(true).try_get_matches_from(args).unwrap_or_default();
    let mut matches = &matches;
    while let Some((name, inner)) = matches.subcommand() {
        words.push(name);
        matches = inner;
    }
    words.join(" ")
}

/// The context of a clap error.
struct Facts<'e>(&'e clap::Error);

impl Facts<'_> {
    /// What is wrong, and details below it.
    fn message(&self) -> (String, Vec<String>) {
        let arg = self.text(ContextKind::InvalidArg);
        let value = self.text(ContextKind::InvalidValue);
        let subcommand = self.text(ContextKind::InvalidSubcommand);
        let number = |kind| match self.0.get(kind) {
            Some(ContextValue::Number(number)) => *number,
            _ => 0,
        };
        let message = match self.0.kind() {
            ErrorKind::ArgumentConflict => {
                let others = self.texts(ContextKind::PriorArg);
                let culprit = if subcommand.is_empty() {
                    format!("the argument {arg}")
                } else {
                    format!("the subcommand {subcommand}")
                };
                if others == [arg.as_str()] {
                    format!("{culprit} cannot be used multiple times")
                } else {
                    format!("{culprit} cannot be used with {}", others.join(", "))
                }
            }
            ErrorKind::NoEquals => format!("{arg} needs an equals sign before its value"),
            ErrorKind::InvalidValue if value.is_empty() => format!("{arg} needs a value"),
            ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
                format!("invalid value {value} for {arg}")
            }
            ErrorKind::InvalidSubcommand => format!("unrecognized subcommand {subcommand}"),
            ErrorKind::UnknownArgument => format!("unexpected argument {arg}"),
            ErrorKind::TooManyValues => format!("unexpected value {value} for {arg}: too many values"),
            ErrorKind::TooFewValues => format!(
                "{arg} needs {} values, but {} were given",
                number(ContextKind::MinValues),
                number(ContextKind::ActualNumValues)
            ),
            ErrorKind::WrongNumberOfValues => format!(
                "{arg} needs {} values, but {} were given",
                number(ContextKind::ExpectedNumValues),
                number(ContextKind::ActualNumValues)
            ),
            ErrorKind::MissingRequiredArgument => {
                format!("missing argument: {}", self.texts(ContextKind::InvalidArg).join(", "))
            }
            ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                "a subcommand is missing".to_owned()
            }
            kind => kind.as_str().unwrap_or("the command line can't be used").to_owned(),
        };
        let list = |name: &str, kind| {
            let names = self.plain(kind);
            (!names.is_empty()).then(|| format!("[{name}: {}]", names.join(", ")))
        };
        let values = list("possible values", ContextKind::ValidValue);
        let subcommands = list("subcommands", ContextKind::ValidSubcommand);
        (message, values.into_iter().chain(subcommands).collect())
    }

    /// The usage line, which names arguments and holds no values.
    fn usage(&self) -> Option<String> {
        let usage = self.0.get(ContextKind::Usage)?.to_string();
        Some(usage.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|usage| !usage.is_empty())
    }

    /// Similar arguments, values and subcommands.
    fn suggestions(&self) -> Vec<String> {
        let kinds =
            [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
        kinds.into_iter().flat_map(|kind| self.plain(kind)).collect()
    }

    /// One quoted text; empty if there is none.
    fn text(&self, kind: ContextKind) -> String {
        match self.0.get(kind) {
            Some(ContextValue::String(text)) => shown(text),
            _ => String::new(),
        }
    }

    fn texts(&self, kind: ContextKind) -> Vec<String> {
        self.plain(kind).iter().map(|text| shown(text)).collect()
    }

    fn plain(&self, kind: ContextKind) -> Vec<String> {
        match self.0.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    }
}

/// What the user typed, in quotes, unless it may be a secret.
fn shown(text: &str) -> String {
    match spec::shown(text) {
        shown if shown.is_empty() || shown == HIDDEN => shown,
        shown => format!("'{shown}'"),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    fn refused(args: &[&str]) -> Error {
        let args: Vec<OsString> = ["carto-app"].iter().chain(args).map(Into::into).collect();
        usage_error(&Cli::try_parse_from(&args).unwrap_err(), &args)
    }

    #[test]
    fn each_mistake_has_a_message_and_a_hint() {
        for (args, message, hint) in [
            (&["new", "a", "--colr=always"][..], "unexpected argument '--colr'", "--color"),
            (&["new", "a", "b"], "unexpected argument 'b'", "carto-app new --help"),
            (
                &["--color", "x", "add", "view"],
                "invalid value 'x' for '--color <WHEN>'",
                "carto-app add view --help",
            ),
            (&["ad"], "unrecognized subcommand 'ad'", "add"),
            (&["add"], "a subcommand is missing", "carto-app add --help"),
            (&["completions"], "missing argument: '<SHELL>'", "carto-app completions --help"),
            (&["new", "--name"], "'--name <NAME>' needs a value", "carto-app new --help"),
            (
                &["add", "source", "--sql", "a", "--tileset", "b"],
                "the argument '--sql <SQL>' cannot be used with '--tileset <NAME>'",
                "carto-app add source --help",
            ),
        ] {
            let error = refused(args);
            assert_eq!((error.message.as_str(), error.hint.as_deref()), (message, Some(hint)), "{args:?}");
        }
    }

    #[test]
    fn secrets_are_hidden() {
        let secret = "AbCdEfGhIjKlMnOpQrStUv";
        for args in
            [&["new", "a", secret][..], &["--color", secret], &[secret], &["new", &format!("--{secret}=x")]]
        {
            let error = refused(args);
            assert!(
                error.message.contains("(hidden)") && !format!("{error:?}").contains(secret),
                "{error:?}"
            );
        }
    }
}
