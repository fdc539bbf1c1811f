//! The answers for `carto-app add`, from flags, prompts or defaults. All wrong and missing answers are reported together.

use clap::ValueEnum;

use crate::command::edit::RunArgs;
use crate::error::{Error, Problem, Result};
use crate::spec::{HIDDEN, Invalid, closest, quoted};
use crate::ui::{Asked, Field, Mode, Prompter, Question, Row, Stop};
use crate::world::World;

use super::edit::may_ask;

/// The width of the labels, so that answers align.
const LONGEST_LABEL: usize = 15;

/// Reads answers from flags, prompts for them, or uses defaults.
///
/// To go back to the previous question, a command fails and starts again; the answers before that question are then given
/// without asking.
pub struct Inputs<'w> {
    prompter: Option<Box<dyn Prompter + 'w>>,
    problems: Vec<Problem>,
    /// The answers at the terminal, in order.
    answers: Vec<Answer>,
    /// How many of them this attempt has used.
    used: usize,
    /// The answer that the user went back to.
    again: Option<Answer>,
    goes_back: bool,
}

/// An answer at the terminal.
#[derive(Clone)]
enum Answer {
    Text(String),
    Row(usize),
    Switch(bool),
}

/// A question with its flag.
#[derive(Default)]
pub struct Prompt<'a> {
    /// The flag, or the argument's name: `--column`, `NAME`.
    pub flag: &'a str,
    /// The question, without a colon.
    pub question: &'a str,
    /// Help for answering it; may be empty.
    pub help: &'a str,
    /// What joins the lines of pasted text, as in [`Question::joint`].
    pub joint: Option<&'static str>,
    /// What becomes of a pasted line before the next one, as in [`Question::close_line`].
    pub close_line: Option<fn(&str) -> String>,
    /// The answer if none is given; `None` if one is required.
    pub default: Option<String>,
    /// An example, for a missing answer.
    pub example: &'a str,
    /// Whether there may be more choices than known, so that an only choice is not the default.
    pub is_partial: bool,
}

impl Prompt<'_> {
    fn question(&self, back: bool) -> Question<'_> {
        let (prompt, help, joint, close_line) = (self.question, self.help, self.joint, self.close_line);
        Question { prompt, help, joint, close_line, back, ..Question::default() }
    }

    /// Returns the label of a given answer: a short question, or else the flag's name.
    fn label(&self) -> String {
        let is_short = self.question.chars().count() <= LONGEST_LABEL && !self.question.ends_with('?');
        if is_short && self.flag != "NAME" {
            return self.question.to_owned();
        }
        let word = self.flag.trim_start_matches('-').to_lowercase();
        let mut characters = word.chars();
        characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
    }
}

impl<'w> Inputs<'w> {
    /// Creates the inputs, with prompts if those are possible.
    pub fn new(run: RunArgs, mode: Mode, world: &mut World<'w>) -> Self {
        let prompter = may_ask(run.yes, run.no_input, mode, world).then(|| (world.prompter)(mode));
        Self { prompter, problems: Vec::new(), answers: Vec::new(), used: 0, again: None, goes_back: false }
    }

    /// Whether the user has gone back, so that the command starts again.
    pub fn starts_again(&mut self) -> bool {
        self.used = 0;
        std::mem::take(&mut self.goes_back)
    }

    /// Whether a question was answered at the terminal.
    pub fn has_asked(&self) -> bool {
        !self.answers.is_empty()
    }

    /// Goes back to the last question: the command starts again, and asks it again.
    pub fn go_back(&mut self) {
        if let Some(prompter) = &mut self.prompter {
            prompter.take_back(1);
        }
        self.again = self.answers.pop();
        self.used = 0;
    }

    /// Asks a question unless it has been answered before going back. `ask` gets the prompter, whether the user can go back, and
    /// the answer to edit; it returns the answer and its text.
    fn asked(
        &mut self,
        label: &str,
        ask: impl FnOnce(&mut dyn Prompter, bool, Option<Answer>) -> Asked<(Answer, String)>,
    ) -> Result<Answer> {
        self.used += 1;
        if let Some(answer) = self.answers.get(self.used - 1) {
            return Ok(answer.clone());
        }
        let Some(prompter) = &mut self.prompter else {
            return Err(Error::internal("a question without a terminal"));
        };
        match ask(&mut **prompter, !self.answers.is_empty(), self.again.take()) {
            Ok((answer, text)) => {
                prompter.answered(&Row::new(label, text));
                self.answers.push(answer.clone());
                Ok(answer)
            }
            Err(stop) => {
                if matches!(stop, Stop::Back) {
                    self.go_back();
                    self.goes_back = true;
                }
                Err(stop.into())
            }
        }
    }

    /// Whether prompts are possible.
    pub fn can_prompt(&self) -> bool {
        self.prompter.is_some()
    }

    /// Returns a value, or `None` if it is wrong or missing, which [`Self::close`] reports.
    ///
    /// # Errors
    /// Ctrl-C, or a terminal that is gone.
    pub fn text<T>(
        &mut self,
        prompt: &Prompt<'_>,
        given: Option<&str>,
        parse: impl Fn(&str) -> std::result::Result<T, Invalid>,
    ) -> Result<Option<T>> {
        self.before_asking(given)?;
        let text = match (given, self.can_prompt(), &prompt.default) {
            (Some(given), _, _) => given.to_owned(),
            (None, true, default) => {
                let judge = |text: &str| parse(text).map(drop).map_err(|why| about(text, why));
                let answer = self.asked(&prompt.label(), |prompter, back, again| {
                    let text = match again {
                        Some(Answer::Text(text)) => text,
                        _ => String::new(),
                    };
                    let field = Field { text, default: default.clone(), secret: false, judge: &judge };
                    let text = prompter.text(&prompt.question(back), &field)?;
                    Ok((Answer::Text(text.clone()), text))
                })?;
                match answer {
                    Answer::Text(text) => text,
                    Answer::Row(_) | Answer::Switch(_) => return Err(other_question()),
                }
            }
            (None, false, Some(default)) => default.clone(),
            (None, false, None) => {
                self.missing(prompt.flag, prompt.example);
                return Ok(None);
            }
        };
        Ok(match parse(&text) {
            Ok(value) => Some(value),
            Err(why) => {
                self.refuse(prompt.flag, Some(&text), why);
                None
            }
        })
    }

    /// Returns a variant of an enum, by its name in any case, or `None` if it is wrong or missing.
    ///
    /// # Errors
    /// Ctrl-C, or a terminal that is gone.
    pub fn choose_variant<T: ValueEnum>(
        &mut self,
        prompt: &Prompt<'_>,
        given: Option<&str>,
    ) -> Result<Option<T>> {
        let rows = T::value_variants().iter().map(|variant| {
            let (name, meaning) = name_and_meaning(variant);
            (Row::new(name, meaning), variant.clone())
        });
        self.choose(prompt, given, rows)
    }

    /// Returns one of several values, by the name of its row in any case, or `None` if it is wrong or missing.
    ///
    /// # Errors
    /// Ctrl-C, or a terminal that is gone.
    pub fn choose<T>(
        &mut self,
        prompt: &Prompt<'_>,
        given: Option<&str>,
        choices: impl IntoIterator<Item = (Row, T)>,
    ) -> Result<Option<T>> {
        let (rows, values): (Vec<Row>, Vec<T>) = choices.into_iter().unzip();
        let chosen = self.choose_row(prompt, given, &rows)?;
        Ok(chosen.and_then(|at| values.into_iter().nth(at)))
    }

    fn choose_row(
        &mut self,
        prompt: &Prompt<'_>,
        given: Option<&str>,
        rows: &[Row],
    ) -> Result<Option<usize>> {
        let find = |name: &str| rows.iter().position(|row| row.name.eq_ignore_ascii_case(name));
        let default = prompt.default.as_deref().and_then(find);
        let is_choice = rows.len() > 1 || prompt.is_partial && !rows.is_empty();
        if is_choice {
            self.before_asking(given)?;
        }
        let name = match (given, self.can_prompt()) {
            (Some(given), _) => given,
            (None, true) if is_choice => {
                let answer = self.asked(&prompt.label(), |prompter, back, again| {
                    let default = match again {
                        Some(Answer::Row(row)) => row,
                        _ => default.unwrap_or_default(),
                    };
                    let chosen = prompter.choose(&prompt.question(back), rows, default)?;
                    let name = rows.get(chosen).map(|row| row.name.clone()).unwrap_or_default();
                    Ok((Answer::Row(chosen), name))
                })?;
                return match answer {
                    Answer::Row(chosen) => Ok(Some(chosen)),
                    Answer::Text(_) | Answer::Switch(_) => Err(other_question()),
                };
            }
            (None, _) if default.is_some() => return Ok(default),
            (None, _) if rows.len() == 1 && !prompt.is_partial => return Ok(Some(0)),
            (None, _) => {
                let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
                self.missing(
                    prompt.flag,
                    if names.is_empty() { prompt.example.to_owned() } else { one_of(&names) },
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
        let suggestion = if suggestion.is_empty() { prompt.example.to_owned() } else { suggestion };
        self.refuse(prompt.flag, Some(name), refusal.suggest(suggestion));
        Ok(None)
    }

    /// Returns yes or no.
    ///
    /// # Errors
    /// Ctrl-C, or a terminal that is gone.
    pub fn confirm(&mut self, prompt: &Prompt<'_>, given: Option<&str>, default: bool) -> Result<bool> {
        self.before_asking(given)?;
        match (given, self.can_prompt()) {
            (Some(given), _) => match crate::spec::parse_switch(given) {
                Ok(value) => Ok(value),
                Err(why) => {
                    self.refuse(prompt.flag, Some(given), why);
                    Ok(default)
                }
            },
            (None, true) => {
                let answer = self.asked(&prompt.label(), |prompter, back, again| {
                    let default = match again {
                        Some(Answer::Switch(answer)) => answer,
                        _ => default,
                    };
                    let answer = prompter.confirm(&prompt.question(back), default)?;
                    Ok((Answer::Switch(answer), if answer { "yes" } else { "no" }.to_owned()))
                })?;
                match answer {
                    Answer::Switch(answer) => Ok(answer),
                    Answer::Text(_) | Answer::Row(_) => Err(other_question()),
                }
            }
            (None, false) => Ok(default),
        }
    }

    /// Reports problems with the flags before further questions, whose answers would be in vain.
    fn before_asking(&mut self, given: Option<&str>) -> Result<()> {
        if given.is_none() && self.can_prompt() { self.close() } else { Ok(()) }
    }

    /// Records the problem with a value, or with an answer that has none.
    pub fn refuse(&mut self, flag: &str, value: Option<&str>, why: Invalid) {
        let origin = Some(flag.to_owned());
        self.problems.push(match value {
            Some(value) => Problem::refused(None, value, origin, why),
            None => Problem::missing(None, origin, why),
        });
    }

    /// Records that an answer is missing.
    pub fn missing(&mut self, flag: &str, example: impl Into<String>) {
        let example = example.into();
        let suggestion = if flag.starts_with("--") { format!("{flag} {example}") } else { example };
        self.refuse(flag, None, Invalid::new("is required").suggest(suggestion));
    }

    /// Reports all wrong and missing answers together.
    ///
    /// # Errors
    /// There is a wrong or missing answer.
    pub fn close(&mut self) -> Result<()> {
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(Error::refused(std::mem::take(&mut self.problems)))
        }
    }
}

/// The error if a second attempt asks another question than the first one.
fn other_question() -> Error {
    Error::internal("the questions before the one to go back to have changed")
}

/// Returns the name and meaning of a variant.
pub fn name_and_meaning(variant: &impl ValueEnum) -> (String, String) {
    let value = variant.to_possible_value().unwrap_or_default();
    let meaning = value.get_help().map(ToString::to_string).unwrap_or_default();
    (value.get_name().to_owned(), meaning)
}

/// Adds the value to its problem: users may no longer see what they typed.
fn about(text: &str, why: Invalid) -> Invalid {
    let Problem { value, message, suggestion, .. } = Problem::refused(None, text, None, why);
    let subject = match value.as_deref() {
        None | Some("") => "An answer".to_owned(),
        Some(HIDDEN) => "This".to_owned(),
        Some(text) => quoted(text),
    };
    Invalid { message: format!("{subject} {message}"), suggestion }
}

/// Returns names as a phrase: "a, b or c".
pub fn one_of(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
