use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::sha256;

/// The complete list of changes that a command makes to an application, sorted by path; nothing is written yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    list: BTreeMap<String, Change>,
    /// Secrets that the files may contain and that are never shown.
    secrets: Vec<String>,
}

/// What a change does to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Creates it.
    Create,
    /// Replaces its content.
    Edit,
    /// Deletes it.
    Delete,
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// The change of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The file is created.
    Create {
        /// The new content.
        new: Vec<u8>,
        /// Whether it contains a secret: on Unix only its owner may read it, and its content is never shown.
        private: bool,
    },
    /// The content is replaced.
    Edit {
        /// The content that the file must still have when the change is applied; otherwise somebody else has edited it.
        old: Vec<u8>,
        /// The new content.
        new: Vec<u8>,
        /// As for a created file.
        private: bool,
    },
    /// The file is deleted.
    Delete {
        /// As for an edited file.
        old: Vec<u8>,
        /// As for a created file.
        private: bool,
    },
}

impl Changes {
    /// Adds the change of a file. An edit that changes nothing is ignored.
    pub fn insert(&mut self, path: impl Into<String>, change: Change) {
        if !matches!(&change, Change::Edit { old, new, .. } if old == new) {
            self.list.insert(path.into(), change);
        }
    }

    /// Whether there are no changes.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns each change with its path relative to the application, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Change)> {
        self.list.iter().map(|(path, change)| (path.as_str(), change))
    }

    /// Adds secrets that the files contain and that must not be shown.
    #[must_use]
    pub fn hiding(mut self, secrets: Vec<String>) -> Self {
        self.secrets.extend(secrets);
        self
    }

    /// The secrets that the files contain and that must not be shown.
    pub fn secrets(&self) -> impl Iterator<Item = &str> {
        self.secrets.iter().map(String::as_str).filter(|secret| !secret.is_empty())
    }
}

impl Change {
    /// What it does to the file.
    pub const fn verb(&self) -> Verb {
        match self {
            Self::Create { .. } => Verb::Create,
            Self::Edit { .. } => Verb::Edit,
            Self::Delete { .. } => Verb::Delete,
        }
    }

    /// The current content; `None` if the file doesn't exist yet.
    pub fn old(&self) -> Option<&[u8]> {
        match self {
            Self::Create { .. } => None,
            Self::Edit { old, .. } | Self::Delete { old, .. } => Some(old),
        }
    }

    /// The new content; `None` if the file is deleted.
    pub fn new_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Create { new, .. } | Self::Edit { new, .. } => Some(new),
            Self::Delete { .. } => None,
        }
    }

    /// Whether the file contains a secret.
    pub const fn is_private(&self) -> bool {
        match self {
            Self::Create { private, .. } | Self::Edit { private, .. } | Self::Delete { private, .. } => {
                *private
            }
        }
    }

    /// SHA-256 of what the file will hold, in hexadecimal.
    pub fn sha256(&self) -> Option<String> {
        self.new_bytes().map(sha256)
    }
}
