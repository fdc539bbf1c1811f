//! Questions answered from a list, for tests and for whoever embeds the command.

use std::collections::VecDeque;

use super::prompter::{Prompter, Question};
use crate::error::{Error, Result};

/// One prepared answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Typed text; for a secret too.
    Text(String),
    /// Enter alone: the default.
    Enter,
    /// The item that begins with this text.
    Choose(String),
    /// The items that begin with these texts, and no others.
    Tick(Vec<String>),
    /// Yes or no.
    Confirm(bool),
    /// Ctrl-C.
    Interrupt,
}

/// Answers questions in order and keeps what was asked and told.
#[derive(Debug, Default)]
pub struct Script {
    replies: VecDeque<Reply>,
    /// Everything that a person would have read.
    pub transcript: Vec<String>,
}

impl Script {
    /// A script of these replies.
    pub fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self { replies: replies.into_iter().collect(), transcript: Vec::new() }
    }

    /// Replies that no question has taken.
    pub fn left(&self) -> usize {
        self.replies.len()
    }

    fn next(&mut self, prompt: &str) -> Result<Reply> {
        self.transcript.push(format!("? {prompt}"));
        match self.replies.pop_front() {
            Some(Reply::Interrupt) => Err(Error::interrupted()),
            Some(reply) => Ok(reply),
            None => Err(Error::internal(format!("the script has no reply to {prompt:?}"))),
        }
    }

    fn line(&mut self, question: &Question<'_>, default: Option<&String>) -> Result<String> {
        loop {
            let text = match self.next(question.prompt)? {
                Reply::Text(text) => text,
                Reply::Enter => default.cloned().unwrap_or_default(),
                reply => return Err(misfit(question.prompt, &reply)),
            };
            match (question.judge)(&text) {
                Ok(()) => return Ok(text),
                Err(why) => self.transcript.push(format!("! {why}")),
            }
        }
    }
}

impl Prompter for Script {
    fn text(&mut self, question: &Question<'_>) -> Result<String> {
        self.line(question, question.default.as_ref())
    }

    fn secret(&mut self, question: &Question<'_>) -> Result<String> {
        self.line(question, None)
    }

    fn choose(&mut self, prompt: &str, items: &[String], default: usize) -> Result<usize> {
        match self.next(prompt)? {
            Reply::Choose(start) => position(prompt, items.iter(), &start),
            Reply::Enter => Ok(default),
            reply => Err(misfit(prompt, &reply)),
        }
    }

    fn tick(&mut self, prompt: &str, items: &[(String, bool)]) -> Result<Vec<usize>> {
        match self.next(prompt)? {
            Reply::Tick(starts) => starts
                .iter()
                .map(|start| position(prompt, items.iter().map(|(item, _)| item), start))
                .collect(),
            Reply::Enter => Ok((0..items.len()).filter(|index| items[*index].1).collect()),
            reply => Err(misfit(prompt, &reply)),
        }
    }

    fn confirm(&mut self, prompt: &str, default: bool) -> Result<bool> {
        match self.next(prompt)? {
            Reply::Confirm(answer) => Ok(answer),
            Reply::Enter => Ok(default),
            reply => Err(misfit(prompt, &reply)),
        }
    }

    fn tell(&mut self, line: &str) {
        self.transcript.push(line.to_owned());
    }
}

fn position<'a>(prompt: &str, mut items: impl Iterator<Item = &'a String>, start: &str) -> Result<usize> {
    items
        .position(|item| item.starts_with(start))
        .ok_or_else(|| Error::internal(format!("{prompt:?} has no item that begins with {start:?}")))
}

fn misfit(prompt: &str, reply: &Reply) -> Error {
    Error::internal(format!("{reply:?} does not answer {prompt:?}"))
}
