use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// What a command changes in an application, complete before anything is written; sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    list: BTreeMap<String, Change>,
    /// Secrets that the files may hold, which are shown to nobody.
    secrets: Vec<String>,
}

/// What a change does to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// It makes a new file.
    Create,
    /// It gives the file another content.
    Edit,
    /// It deletes the file.
    Delete,
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// What becomes of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    Create {
        /// Its content.
        new: Vec<u8>,
        /// Whether it holds a secret: on Unix nobody but its owner may read it, and its content is never shown.
        private: bool,
    },
    /// It has other content.
    Edit {
        /// What it has to hold when the change is applied; something else is somebody else's work.
        old: Vec<u8>,
        /// Its content.
        new: Vec<u8>,
        /// As for a new file.
        private: bool,
    },
    /// It goes.
    Delete {
        /// As for an edited file.
        old: Vec<u8>,
        /// As for a new file.
        private: bool,
    },
}

impl Changes {
    /// Notes what becomes of a file. What changes nothing is none.
    pub fn insert(&mut self, path: impl Into<String>, change: Change) {
        if !matches!(&change, Change::Edit { old, new, .. } if old == new) {
            self.list.insert(path.into(), change);
        }
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Each change with its path below the application, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Change)> {
        self.list.iter().map(|(path, change)| (path.as_str(), change))
    }

    /// The same changes with secrets that their files hold, which are not shown.
    #[must_use]
    pub fn hiding(mut self, secrets: Vec<String>) -> Self {
        self.secrets.extend(secrets);
        self
    }

    /// Secrets that the files hold, which are not shown.
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

    /// What the file holds now; none where it is not there.
    pub fn old(&self) -> Option<&[u8]> {
        match self {
            Self::Create { .. } => None,
            Self::Edit { old, .. } | Self::Delete { old, .. } => Some(old),
        }
    }

    /// What the file will hold; none where it goes.
    pub fn new_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Create { new, .. } | Self::Edit { new, .. } => Some(new),
            Self::Delete { .. } => None,
        }
    }

    /// Whether it holds a secret.
    pub const fn is_private(&self) -> bool {
        match self {
            Self::Create { private, .. } | Self::Edit { private, .. } | Self::Delete { private, .. } => {
                *private
            }
        }
    }

    /// SHA-256 of what the file will hold, in hexadecimal.
    pub fn sha256(&self) -> Option<String> {
        use std::fmt::Write as _;
        let bytes = self.new_bytes()?;
        Some(Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        }))
    }
}
