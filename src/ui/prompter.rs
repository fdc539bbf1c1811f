use crate::error::Result;
use crate::spec::Invalid;

/// How a person is asked. One policy for every question; tests answer from a script.
pub trait Prompter {
    /// A line of text, asked again with the reason until `question.judge` accepts it.
    ///
    /// # Errors
    /// Ctrl-C, or a terminal that is gone; the same holds for every question.
    fn text(&mut self, question: &Question<'_>) -> Result<String>;

    /// The same, for a secret: what is typed is not shown, and nothing typed is an empty answer.
    ///
    /// # Errors
    /// As for `text`.
    fn secret(&mut self, question: &Question<'_>) -> Result<String>;

    /// The index of the one item that is chosen; `default` is where the cursor stands.
    ///
    /// # Errors
    /// As for `text`.
    fn choose(&mut self, prompt: &str, items: &[String], default: usize) -> Result<usize>;

    /// The indices of the items that are ticked.
    ///
    /// # Errors
    /// As for `text`.
    fn tick(&mut self, prompt: &str, items: &[(String, bool)]) -> Result<Vec<usize>>;

    /// Yes or no.
    ///
    /// # Errors
    /// As for `text`.
    fn confirm(&mut self, prompt: &str, default: bool) -> Result<bool>;

    /// Something to read before the next question.
    fn tell(&mut self, line: &str);
}

/// A question for a line of text.
pub struct Question<'a> {
    /// What is asked, without a colon.
    pub prompt: &'a str,
    /// What Enter alone means.
    pub default: Option<String>,
    /// Accepts an answer or says why not.
    pub judge: &'a dyn Fn(&str) -> std::result::Result<(), Invalid>,
}
