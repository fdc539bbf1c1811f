use crate::error::Result;
use crate::spec::Invalid;

/// Prompts a person. Tests answer from a script.
///
/// An answered question is cleared; `answered` shows the answer.
pub trait Prompter {
    /// Asks for a line of text until `field.judge` accepts it, each time with the reason.
    ///
    /// # Errors
    /// Ctrl-C, or a terminal that is gone; the same holds for every question.
    fn text(&mut self, question: &Question<'_>, field: &Field<'_>) -> Result<String>;

    /// Asks for one row and returns its index; the cursor starts at `default`.
    ///
    /// # Errors
    /// As for `text`.
    fn choose(&mut self, question: &Question<'_>, rows: &[Row], default: usize) -> Result<usize>;

    /// Asks for any number of rows and returns their indices.
    ///
    /// # Errors
    /// As for `text`.
    fn tick(&mut self, question: &Question<'_>, rows: &[(Row, bool)]) -> Result<Vec<usize>>;

    /// Asks for yes or no.
    ///
    /// # Errors
    /// As for `text`.
    fn confirm(&mut self, question: &Question<'_>, default: bool) -> Result<bool>;

    /// Shows an answer.
    fn answered(&mut self, row: &Row);

    /// Shows a line before the next question.
    fn tell(&mut self, line: &str);

    /// How to accept a default, as the beginning of a sentence.
    fn manner(&self) -> &'static str {
        "Enter accepts the default in [brackets]"
    }
}

/// A question.
#[derive(Default)]
pub struct Question<'a> {
    /// The question itself, without a colon.
    pub prompt: &'a str,
    /// Help to answer it; may be empty.
    pub help: &'a str,
    /// The keys that answer it on a terminal; may be empty.
    pub keys: &'a str,
    /// Warnings to read before answering, one sentence each.
    pub warnings: &'a [String],
}

/// A line of text to type.
pub struct Field<'a> {
    /// The text that is there already, to be edited.
    pub text: String,
    /// The value that Enter on an empty line accepts, if any.
    pub default: Option<String>,
    /// Whether the typed text stays hidden.
    pub secret: bool,
    /// Accepts an answer or tells why not.
    pub judge: &'a dyn Fn(&str) -> std::result::Result<(), Invalid>,
}

/// A name with a note: something to choose, or an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Short, and distinguishable from the others by its beginning.
    pub name: String,
    /// Of any length; may be empty.
    pub note: String,
}

impl Row {
    /// A row.
    pub fn new(name: impl Into<String>, note: impl Into<String>) -> Self {
        Self { name: name.into(), note: note.into() }
    }
}
