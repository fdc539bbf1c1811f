use crate::error::Result;
use crate::spec::Invalid;

/// How a person is asked. One policy for every question; tests answer from a script.
///
/// A question leaves nothing behind when it is answered; `answered` says what came of it.
pub trait Prompter {
    /// A line of text, asked again with the reason until `field.judge` accepts it.
    ///
    /// # Errors
    /// Ctrl-C, or a terminal that is gone; the same holds for every question.
    fn text(&mut self, question: &Question<'_>, field: &Field<'_>) -> Result<String>;

    /// The index of the one row that is chosen; `default` is where the cursor stands.
    ///
    /// # Errors
    /// As for `text`.
    fn choose(&mut self, question: &Question<'_>, rows: &[Row], default: usize) -> Result<usize>;

    /// The indices of the rows that are ticked.
    ///
    /// # Errors
    /// As for `text`.
    fn tick(&mut self, question: &Question<'_>, rows: &[(Row, bool)]) -> Result<Vec<usize>>;

    /// Yes or no.
    ///
    /// # Errors
    /// As for `text`.
    fn confirm(&mut self, question: &Question<'_>, default: bool) -> Result<bool>;

    /// An answer as it now stands.
    fn answered(&mut self, row: &Row);

    /// Something to read before the next question.
    fn tell(&mut self, line: &str);

    /// How a default is taken, the beginning of a sentence.
    fn manner(&self) -> &'static str {
        "Enter takes what stands in [brackets]"
    }
}

/// What is asked.
#[derive(Default)]
pub struct Question<'a> {
    /// The question itself, without a colon.
    pub prompt: &'a str,
    /// What helps to answer it; may be empty.
    pub help: &'a str,
    /// The keys that answer it where it is drawn; may be empty.
    pub keys: &'a str,
    /// What the person should know before they answer, a sentence each.
    pub warnings: &'a [String],
}

/// What is typed into a line of text.
pub struct Field<'a> {
    /// What stands there already, to be edited.
    pub text: String,
    /// What Enter alone means on an empty line; without one, nothing.
    pub default: Option<String>,
    /// Whether what is typed stays hidden.
    pub secret: bool,
    /// Accepts an answer or says why not.
    pub judge: &'a dyn Fn(&str) -> std::result::Result<(), Invalid>,
}

/// A name and what is to be known of it: something to choose, or an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Short, and told from all others by its beginning.
    pub name: String,
    /// As long as it takes; may be empty.
    pub note: String,
}

impl Row {
    /// A row.
    pub fn new(name: impl Into<String>, note: impl Into<String>) -> Self {
        Self { name: name.into(), note: note.into() }
    }
}
