use std::fmt;

/// Why a value was refused, worded for the user, and what to give instead.
///
/// It names no flags or variables; the caller adds those.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    /// What is wrong, as a sentence without a capital letter or a period: "is longer than 63 characters". The value itself is
    /// not repeated, since it may be a secret.
    pub message: String,
    /// A valid value close to the given one, or advice, if there is any.
    pub suggestion: Option<String>,
}

impl Invalid {
    /// A refusal without a suggestion.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), suggestion: None }
    }

    /// Adds what to type instead.
    #[must_use]
    pub fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = Some(suggestion.into());
        self
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.suggestion {
            Some(suggestion) => write!(f, " ({suggestion})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Invalid {}
