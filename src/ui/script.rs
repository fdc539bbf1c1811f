//! Scripted answers, for tests and for programs that embed the command.

use std::collections::VecDeque;

use super::prompter::{Asked, Field, Prompter, Question, Row, Stop};
use crate::error::{Error, Result};

/// One prepared answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// A line of text, replacing the prefilled one.
    Text(String),
    /// Enter alone: the prefilled text, or else the default.
    Enter,
    /// The row that begins with this text.
    Choose(String),
    /// The rows that begin with these texts, and no others.
    Tick(Vec<String>),
    /// Yes or no.
    Confirm(bool),
    /// Goes back to the previous question, if possible.
    Back,
    /// Ctrl-C.
    Interrupt,
}

/// Answers questions in order and records everything that was shown.
#[derive(Debug, Default)]
pub struct Script {
    replies: VecDeque<Reply>,
    /// Everything that a user would have read: questions begin with `?`, refusals and warnings with `!`.
    pub transcript: Vec<String>,
}

impl Script {
    /// Creates a script of these replies.
    pub fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self { replies: replies.into_iter().collect(), transcript: Vec::new() }
    }

    /// The number of unused replies.
    pub fn left(&self) -> usize {
        self.replies.len()
    }

    fn next(&mut self, question: &Question<'_>) -> Asked<Reply> {
        self.transcript.extend(question.warnings.iter().map(|warning| format!("! {warning}")));
        self.transcript.push(format!("? {}", question.prompt));
        match self.replies.pop_front() {
            Some(Reply::Interrupt) => Err(Error::interrupted().into()),
            Some(Reply::Back) if question.back => Err(Stop::Back),
            Some(reply) => Ok(reply),
            None => Err(Error::internal(format!("the script has no reply to {:?}", question.prompt)).into()),
        }
    }
}

impl Prompter for Script {
    fn text(&mut self, question: &Question<'_>, field: &Field<'_>) -> Asked<String> {
        loop {
            let text = match self.next(question)? {
                Reply::Text(text) => text,
                Reply::Enter if field.text.is_empty() => field.default.clone().unwrap_or_default(),
                Reply::Enter => field.text.clone(),
                reply => return Err(misfit(question, &reply).into()),
            };
            match (field.judge)(&text) {
                Ok(()) => return Ok(text),
                Err(why) => self.transcript.push(format!("! {why}")),
            }
        }
    }

    fn choose(&mut self, question: &Question<'_>, rows: &[Row], default: usize) -> Asked<usize> {
        match self.next(question)? {
            Reply::Choose(start) => Ok(position(question, rows.iter(), &start)?),
            Reply::Enter => Ok(default),
            reply => Err(misfit(question, &reply).into()),
        }
    }

    fn tick(&mut self, question: &Question<'_>, rows: &[(Row, bool)]) -> Asked<Vec<usize>> {
        match self.next(question)? {
            Reply::Tick(starts) => {
                let at = |start: &String| position(question, rows.iter().map(|row| &row.0), start);
                Ok(starts.iter().map(at).collect::<Result<_>>()?)
            }
            Reply::Enter => Ok((0..rows.len()).filter(|index| rows[*index].1).collect()),
            reply => Err(misfit(question, &reply).into()),
        }
    }

    fn confirm(&mut self, question: &Question<'_>, default: bool) -> Asked<bool> {
        match self.next(question)? {
            Reply::Confirm(answer) => Ok(answer),
            Reply::Enter => Ok(default),
            reply => Err(misfit(question, &reply).into()),
        }
    }

    fn answered(&mut self, row: &Row) {
        self.transcript.push(format!("{}: {}", row.name, row.note));
    }

    fn tell(&mut self, line: &str) {
        self.transcript.push(line.to_owned());
    }
}

fn position<'a>(
    question: &Question<'_>,
    mut rows: impl Iterator<Item = &'a Row>,
    start: &str,
) -> Result<usize> {
    rows.position(|row| row.name.starts_with(start)).ok_or_else(|| {
        Error::internal(format!("{:?} has no row that begins with {start:?}", question.prompt))
    })
}

fn misfit(question: &Question<'_>, reply: &Reply) -> Error {
    Error::internal(format!("{reply:?} does not answer {:?}", question.prompt))
}
