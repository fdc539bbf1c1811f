//! Questions at a real terminal, on stderr.

use console::Term;
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{Confirm, Input, MultiSelect, Password, Select};

use super::prompter::{Prompter, Question};
use crate::error::{Error, Kind, Result};

/// Asks through dialoguer.
pub struct Terminal {
    theme: Box<dyn Theme>,
    term: Term,
}

impl Terminal {
    /// A prompter on stderr.
    pub fn new(color: bool) -> Self {
        let theme: Box<dyn Theme> =
            if color { Box::new(ColorfulTheme::default()) } else { Box::new(SimpleTheme) };
        Self { theme, term: Term::stderr() }
    }

    /// dialoguer leaves the cursor hidden when a question is broken off.
    fn done<T>(&self, answer: dialoguer::Result<T>) -> Result<T> {
        answer.map_err(|dialoguer::Error::IO(error)| {
            let _ = self.term.show_cursor();
            if error.kind() == std::io::ErrorKind::Interrupted {
                return Error::interrupted();
            }
            Error::new(Kind::Usage, format!("the terminal can't be asked: {error}"))
                .with_hint("give the answers as flags, with --yes")
        })
    }
}

impl Prompter for Terminal {
    fn text(&mut self, question: &Question<'_>) -> Result<String> {
        let mut input = Input::<String>::with_theme(&*self.theme)
            .with_prompt(question.prompt)
            .validate_with(|text: &String| (question.judge)(text.trim()));
        if let Some(default) = &question.default {
            input = input.default(default.clone()).show_default(!default.is_empty());
        }
        self.done(input.allow_empty(true).interact_text_on(&self.term)).map(|text| text.trim().to_owned())
    }

    fn secret(&mut self, question: &Question<'_>) -> Result<String> {
        let password = Password::with_theme(&*self.theme)
            .with_prompt(question.prompt)
            .allow_empty_password(true)
            .validate_with(|text: &String| (question.judge)(text.trim()));
        self.done(password.interact_on(&self.term)).map(|text| text.trim().to_owned())
    }

    fn choose(&mut self, prompt: &str, items: &[String], default: usize) -> Result<usize> {
        let select = Select::with_theme(&*self.theme).with_prompt(prompt).items(items).default(default);
        self.done(select.interact_on(&self.term))
    }

    fn tick(&mut self, prompt: &str, items: &[(String, bool)]) -> Result<Vec<usize>> {
        let items = items.iter().map(|(item, ticked)| (item, *ticked));
        let list = MultiSelect::with_theme(&*self.theme).with_prompt(prompt).items_checked(items);
        self.done(list.interact_on(&self.term))
    }

    fn confirm(&mut self, prompt: &str, default: bool) -> Result<bool> {
        let confirm = Confirm::with_theme(&*self.theme).with_prompt(prompt).default(default);
        self.done(confirm.interact_on(&self.term))
    }

    fn tell(&mut self, line: &str) {
        let _ = self.term.write_line(line);
    }
}
