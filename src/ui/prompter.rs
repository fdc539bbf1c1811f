use crate::error::Error;
use crate::spec::Invalid;

/// An answer, or why there is none.
pub type Asked<T> = Result<T, Stop>;

/// Why a question has no answer.
#[derive(Debug)]
pub enum Stop {
    /// The user goes back to the previous question. Happens only if [`Question::back`] is set.
    Back,
    /// Ctrl-C, or a terminal that is gone.
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<Stop> for Error {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Back => Self::internal("there is no question to go back to"),
            Stop::Failed(error) => error,
        }
    }
}

/// Prompts the user. Tests answer from a script.
///
/// An answered question is cleared; `answered` shows the answer.
pub trait Prompter {
    /// Asks for a line of text until `field.judge` accepts it, and shows the reason after each refusal.
    ///
    /// # Errors
    /// The user goes back, Ctrl-C, or a terminal that is gone; the same holds for every question.
    fn text(&mut self, question: &Question<'_>, field: &Field<'_>) -> Asked<String>;

    /// Asks for one row and returns its index; the cursor starts at `default`.
    ///
    /// # Errors
    /// As for `text`.
    fn choose(&mut self, question: &Question<'_>, rows: &[Row], default: usize) -> Asked<usize>;

    /// Asks for any number of rows and returns their indices.
    ///
    /// # Errors
    /// As for `text`.
    fn tick(&mut self, question: &Question<'_>, rows: &[(Row, bool)]) -> Asked<Vec<usize>>;

    /// Asks for yes or no.
    ///
    /// # Errors
    /// As for `text`.
    fn confirm(&mut self, question: &Question<'_>, default: bool) -> Asked<bool>;

    /// Shows an answer.
    fn answered(&mut self, row: &Row);

    /// Removes the last rows that `answered` showed from the screen, if possible.
    fn take_back(&mut self, _rows: usize) {}

    /// Shows a line before the next question.
    fn tell(&mut self, line: &str);

    /// Explains how to accept a default, as the beginning of a sentence.
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
    /// What joins the lines of pasted text into one: the separator of a list, or a blank. `None` if the answer is one line.
    pub joint: Option<&'static str>,
    /// What becomes of the text before the next pasted line is joined to it. `None` leaves it as it is.
    pub close_line: Option<fn(&str) -> String>,
    /// Whether the user can go back to a previous question.
    pub back: bool,
}

/// A line of text to type.
pub struct Field<'a> {
    /// The prefilled text, to be edited.
    pub text: String,
    /// The value that Enter on an empty line accepts, if any.
    pub default: Option<String>,
    /// Whether the typed text stays hidden.
    pub secret: bool,
    /// Accepts an answer or returns why not.
    pub judge: &'a dyn Fn(&str) -> Result<(), Invalid>,
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
    /// Creates a row.
    pub fn new(name: impl Into<String>, note: impl Into<String>) -> Self {
        Self { name: name.into(), note: note.into() }
    }
}
