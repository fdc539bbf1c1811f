//! Where the answers of a command come from that has a few of its own: flags, a person, defaults. All that is wrong or lacks is
//! told together.

use clap::ValueEnum;

use crate::command::edit::EditArgs;
use crate::error::{Error, Problem, Result};
use crate::spec::{Invalid, closest, may_be_secret, quoted};
use crate::ui::{Field, Mode, Prompter, Question, Row};
use crate::world::World;

use super::edit::may_ask;

/// So that answers stand below each other.
const LONGEST_LABEL: usize = 15;

/// Asks, or takes defaults.
pub struct Desk<'w> {
    prompter: Option<Box<dyn Prompter + 'w>>,
    problems: Vec<Problem>,
}

/// What is asked for.
#[derive(Default)]
pub struct Asked<'a> {
    /// The flag, or the argument's name: `--column`, `NAME`.
    pub flag: &'a str,
    /// The question, without a colon.
    pub prompt: &'a str,
    /// What helps to answer it; may be empty.
    pub help: &'a str,
    /// What holds when nothing is said. None: it has to be said.
    pub default: Option<String>,
    /// What could be given, where nothing was.
    pub example: &'a str,
}

impl Asked<'_> {
    fn question(&self) -> Question<'_> {
        Question { prompt: self.prompt, help: self.help, ..Question::default() }
    }

    /// What an answer is called once it is given: the question where it is short, else what the flag is called.
    fn label(&self) -> String {
        let is_short = self.prompt.chars().count() <= LONGEST_LABEL && !self.prompt.ends_with('?');
        if is_short && self.flag != "NAME" {
            return self.prompt.to_owned();
        }
        let word = self.flag.trim_start_matches('-').to_lowercase();
        let mut characters = word.chars();
        characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
    }
}

impl<'w> Desk<'w> {
    /// Asks a person if there is one who may be asked.
    pub fn new(run: EditArgs, mode: Mode, world: &mut World<'w>) -> Self {
        let prompter = may_ask(run.yes, run.no_input, mode, world).then(|| (world.prompter)(mode));
        Self { prompter, problems: Vec::new() }
    }

    /// Whether somebody can be asked.
    pub fn asks(&self) -> bool {
        self.prompter.is_some()
    }

    /// A value. None where it is wrong or lacks, which [`Self::close`] tells.
    ///
    /// # Errors
    /// Ctrl-C, or a terminal that is gone.
    pub fn text<T>(
        &mut self,
        asked: &Asked<'_>,
        given: Option<&str>,
        parse: impl Fn(&str) -> std::result::Result<T, Invalid>,
    ) -> Result<Option<T>> {
        self.before_asking(given)?;
        let text = match (given, &mut self.prompter, &asked.default) {
            (Some(given), _, _) => given.to_owned(),
            (None, Some(prompter), default) => {
                let judge = |text: &str| parse(text).map(drop).map_err(|why| about(text, why));
                let field =
                    Field { text: String::new(), default: default.clone(), secret: false, judge: &judge };
                let question = asked.question();
                let text = prompter.text(&question, &field)?;
                prompter.answered(&Row::new(asked.label(), text.as_str()));
                text
            }
            (None, None, Some(default)) => default.clone(),
            (None, None, None) => {
                self.lacks(asked.flag, asked.example);
                return Ok(None);
            }
        };
        Ok(match parse(&text) {
            Ok(value) => Some(value),
            Err(why) => {
                self.refuse(asked.flag, Some(&text), why);
                None
            }
        })
    }

    /// One of the variants of an enum, by its name in any case. None if it is wrong or missing.
    ///
    /// # Errors
    /// Ctrl-C, or a terminal that is gone.
    pub fn choose_variant<T: ValueEnum>(
        &mut self,
        asked: &Asked<'_>,
        given: Option<&str>,
    ) -> Result<Option<T>> {
        let rows = T::value_variants().iter().map(|variant| {
            let (name, meaning) = name_and_meaning(variant);
            (Row::new(name, meaning), variant.clone())
        });
        self.choose(asked, given, rows)
    }

    /// One of several values, by the name of its row in any case. None if it is wrong or missing.
    ///
    /// # Errors
    /// Ctrl-C, or a terminal that is gone.
    pub fn choose<T>(
        &mut self,
        asked: &Asked<'_>,
        given: Option<&str>,
        choices: impl IntoIterator<Item = (Row, T)>,
    ) -> Result<Option<T>> {
        let (rows, values): (Vec<Row>, Vec<T>) = choices.into_iter().unzip();
        let chosen = self.choose_row(asked, given, &rows)?;
        Ok(chosen.and_then(|at| values.into_iter().nth(at)))
    }

    fn choose_row(&mut self, asked: &Asked<'_>, given: Option<&str>, rows: &[Row]) -> Result<Option<usize>> {
        let find = |name: &str| rows.iter().position(|row| row.name.eq_ignore_ascii_case(name));
        let default = asked.default.as_deref().and_then(find);
        if rows.len() > 1 {
            self.before_asking(given)?;
        }
        let name = match (given, &mut self.prompter) {
            (Some(given), _) => given,
            (None, Some(prompter)) if rows.len() > 1 => {
                let question = asked.question();
                let chosen = prompter.choose(&question, rows, default.unwrap_or_default())?;
                if let Some(row) = rows.get(chosen) {
                    prompter.answered(&Row::new(asked.label(), row.name.as_str()));
                }
                return Ok(Some(chosen));
            }
            (None, _) if default.is_some() => return Ok(default),
            (None, _) if rows.len() == 1 => return Ok(Some(0)),
            (None, _) => {
                let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
                self.lacks(
                    asked.flag,
                    if names.is_empty() { asked.example.to_owned() } else { one_of(&names) },
                );
                return Ok(None);
            }
        };
        if let Some(found) = find(name) {
            return Ok(Some(found));
        }
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        let near = closest(&name.to_lowercase(), names.iter().copied());
        let refusal = Invalid::new("does not exist");
        let suggestion = near.unwrap_or_else(|| one_of(&names));
        let suggestion = if suggestion.is_empty() { asked.example.to_owned() } else { suggestion };
        self.refuse(asked.flag, Some(name), refusal.suggest(suggestion));
        Ok(None)
    }

    /// Yes or no.
    ///
    /// # Errors
    /// Ctrl-C, or a terminal that is gone.
    pub fn confirm(&mut self, asked: &Asked<'_>, given: Option<&str>, default: bool) -> Result<bool> {
        self.before_asking(given)?;
        match (given, &mut self.prompter) {
            (Some(given), _) => match crate::spec::parse_switch(given) {
                Ok(value) => Ok(value),
                Err(why) => {
                    self.refuse(asked.flag, Some(given), why);
                    Ok(default)
                }
            },
            (None, Some(prompter)) => {
                let question = asked.question();
                let answer = prompter.confirm(&question, default)?;
                prompter.answered(&Row::new(asked.label(), if answer { "yes" } else { "no" }));
                Ok(answer)
            }
            (None, None) => Ok(default),
        }
    }

    /// What was said and is wrong is told before anybody answers in vain.
    fn before_asking(&mut self, given: Option<&str>) -> Result<()> {
        if given.is_none() && self.asks() { self.close() } else { Ok(()) }
    }

    /// Notes what is wrong with a value.
    pub fn refuse(&mut self, flag: &str, value: Option<&str>, why: Invalid) {
        let shown = value.map(|value| if may_be_secret(value) { "(hidden)" } else { value }.to_owned());
        self.problems.push(Problem {
            answer: None,
            value: shown,
            origin: Some(flag.to_owned()),
            message: why.message,
            suggestion: why.suggestion,
        });
    }

    /// Notes that something has to be said.
    pub fn lacks(&mut self, flag: &str, example: impl Into<String>) {
        let example = example.into();
        let suggestion = if flag.starts_with("--") { format!("{flag} {example}") } else { example };
        self.refuse(flag, None, Invalid::new("is needed").suggest(suggestion));
    }

    /// All that was wrong or lacks, together.
    ///
    /// # Errors
    /// If there was anything.
    pub fn close(&mut self) -> Result<()> {
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(Error::refused(std::mem::take(&mut self.problems)))
        }
    }
}

/// The name of a variant and what it means.
pub fn name_and_meaning(variant: &impl ValueEnum) -> (String, String) {
    let value = variant.to_possible_value().unwrap_or_default();
    let meaning = value.get_help().map(ToString::to_string).unwrap_or_default();
    (value.get_name().to_owned(), meaning)
}

/// What is wrong, with what it is wrong with: the person may no longer see what they typed.
fn about(text: &str, why: Invalid) -> Invalid {
    let subject = match text {
        "" => "An answer".to_owned(),
        text if may_be_secret(text) => "This".to_owned(),
        text => quoted(text),
    };
    Invalid { message: format!("{subject} {}", why.message), ..why }
}

/// Names as a person says them: "a, b or c".
pub fn one_of(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
