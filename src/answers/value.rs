use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

/// The value of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Value {
    /// A text.
    Text(String),
    /// Yes or no.
    Switch(bool),
    /// Any number of texts.
    List(Vec<String>),
}

impl Value {
    /// The value with each of its texts replaced.
    #[must_use]
    pub fn map(self, mut text: impl FnMut(String) -> String) -> Self {
        match self {
            Self::Text(own) => Self::Text(text(own)),
            Self::Switch(yes) => Self::Switch(yes),
            Self::List(texts) => Self::List(texts.into_iter().map(text).collect()),
        }
    }

    /// Returns the words that give this value as an answer, one for each item of a list.
    pub fn into_words(self) -> Vec<String> {
        match self {
            Self::Text(text) => vec![text],
            Self::Switch(yes) => vec![yes.to_string()],
            Self::List(texts) => texts,
        }
    }
}

/// Writes the value as one text, with commas between the items of a list.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.clone().into_words().join(", "))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Switch(yes)
    }
}

impl<T: ToString> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::List(items.into_iter().map(|item| item.to_string()).collect())
    }
}
