//! Answers from the command line.

use std::marker::PhantomData;

use clap::error::Error;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use super::{ANSWERS, Answer, Answers, Origin, Shape};
use crate::spec::{Invalid, Key};

/// The answers that a command takes as flags.
pub trait FlagSet {
    /// How detailed the help of each flag is.
    const HELP: Help;

    /// Whether the set contains an answer.
    fn takes(answer: &Answer) -> bool;
}

/// How detailed the help of a flag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Help {
    /// What the answer means.
    Meaning,
    /// Its meaning and environment variable.
    Variable,
    /// Its meaning, environment variable and default, below the heading of the answer.
    Default,
}

/// The answers on a command line, as flags built from the table of answers.
#[derive(Debug)]
pub struct AnswerFlags<S> {
    given: Vec<(Key, Vec<String>)>,
    set: PhantomData<S>,
}

impl<S> AnswerFlags<S> {
    /// The words of an answer, if it was given.
    pub fn words(&self, key: Key) -> Option<&[String]> {
        self.given.iter().find(|(other, _)| *other == key).map(|(_, words)| words.as_slice())
    }

    /// The first word of an answer.
    pub fn text(&self, key: Key) -> Option<&str> {
        self.words(key)?.first().map(String::as_str)
    }

    /// Returns only the answers that another command takes as well.
    pub fn shared<T: FlagSet>(&self) -> AnswerFlags<T> {
        let shared = self.given.iter().filter(|(key, _)| T::takes(key.answer()));
        AnswerFlags { given: shared.cloned().collect(), set: PhantomData }
    }

    /// Returns the answers. `own_flag` recognizes the command's own flags in a value: a flag that takes any value swallows the
    /// next flag if its own value is missing.
    pub fn answers(&self, own_flag: impl Fn(&str) -> Option<&str>) -> Answers {
        let mut answers = Answers::default();
        for (key, words) in &self.given {
            let is_text = key.answer().shape == Shape::Text;
            match words.iter().find_map(|word| own_flag(word).filter(|_| is_text)) {
                None => answers.set(*key, words.clone(), Origin::Flag),
                Some(flag) => {
                    let why = Invalid::new(format!("is the flag {flag}, not a value"))
                        .suggest(format!("give {} a value, or leave it out", key.flag()));
                    answers.set_unusable(*key, words.clone(), Origin::Flag, why);
                }
            }
        }
        answers
    }
}

impl<S> Default for AnswerFlags<S> {
    fn default() -> Self {
        Self { given: Vec::new(), set: PhantomData }
    }
}

impl<S: FlagSet> Args for AnswerFlags<S> {
    fn augment_args(command: Command) -> Command {
        ANSWERS
            .iter()
            .filter(|answer| S::takes(answer))
            .fold(command, |command, answer| command.args(args(answer, S::HELP)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<S: FlagSet> FromArgMatches for AnswerFlags<S> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let taken = ANSWERS.iter().filter(|answer| S::takes(answer));
        let given = taken.filter_map(|answer| Some((answer.key, words(answer, matches)?)));
        Ok(Self { given: given.collect(), set: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Returns the flag of an answer and, for a switch, the one that turns it off.
fn args(answer: &'static Answer, help: Help) -> Vec<Arg> {
    let long = answer.flag.trim_start_matches("--");
    let mut arg = Arg::new(answer.id)
        .long(long)
        .value_name(answer.value_name)
        .help(about(answer, help))
        .visible_aliases(answer.alias)
        .allow_hyphen_values(answer.hyphen);
    if help == Help::Default {
        arg = arg.help_heading(answer.heading);
    }
    match answer.shape {
        Shape::Text => vec![arg],
        Shape::List { .. } => vec![arg.action(ArgAction::Append)],
        Shape::Switch => {
            let off = format!("no_{}", answer.id);
            let both = [answer.id.to_owned(), off.clone()];
            let no = Arg::new(off)
                .long(format!("no-{long}"))
                .action(ArgAction::SetTrue)
                .hide(true)
                .help(format!("The same as --{long}=false"))
                .overrides_with_all(both.clone());
            let yes = arg
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("true")
                .overrides_with_all(both);
            vec![yes, no]
        }
    }
}

fn about(answer: &Answer, help: Help) -> String {
    let opposite = (answer.shape == Shape::Switch)
        .then(|| format!("; also --no-{}", answer.flag.trim_start_matches("--")));
    let default = (help >= Help::Default && !answer.default.is_empty())
        .then(|| format!(" [default: {}]", answer.default));
    let variable =
        answer.env().filter(|_| help >= Help::Variable).map(|variable| format!(" [env: {variable}]"));
    let notes: String = [opposite, default, variable].into_iter().flatten().collect();
    format!("{}{notes}", answer.about)
}

/// Returns the words of an answer on the command line.
fn words(answer: &Answer, matches: &ArgMatches) -> Option<Vec<String>> {
    if answer.shape == Shape::Switch && matches.get_flag(&format!("no_{}", answer.id)) {
        return Some(vec!["false".to_owned()]);
    }
    matches.get_many(answer.id).map(|words| words.cloned().collect())
}
