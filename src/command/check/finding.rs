use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use crate::spec::Scope;

/// What is wrong at one place of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Finding {
    /// What sort of thing.
    pub code: Code,
    /// The file, below the application.
    pub path: String,
    /// The line, from 1; 1 if the whole file is meant, or if it does not exist.
    #[schemars(range(min = 1))]
    pub line: usize,
    /// What is wrong, in a few words. Never a secret.
    pub message: String,
    /// The consequence.
    pub why: String,
    /// The command that fixes it, or what to edit.
    pub mend: String,
    /// What `--fix` does about it; none if only a person can decide.
    #[serde(skip)]
    pub fix: Option<Fix>,
}

/// What `--fix` does: only what can be told and loses nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// Takes what stands at this place of the list of scopes out of it.
    DropScope(usize),
    /// Asks people for one scope more.
    AddScope(Scope),
    /// Has `carto-app.toml` say what the code says.
    FollowCode,
    /// Has git ignore what holds secrets.
    Ignore,
    /// Brings a file back that the tool writes.
    Restore,
}

/// The sorts of findings. Their names are relied upon by scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each has its meaning")]
pub enum Code {
    Unreadable,
    DeclaredTwice,
    ClientIdEmpty,
    ClientIdForm,
    ScopeRefused,
    ScopeTwice,
    ScopeMissing,
    ScopeUnneeded,
    #[serde(rename = "forced-without-oauth")]
    ForcedWithoutOAuth,
    EndPointNotHttps,
    Secret,
    KeyInCode,
    EnvNotIgnored,
    EnvTracked,
    CallbackRouteGone,
    DeckGlTwice,
    ReactUnsupported,
    UnusedSource,
    UnusedLayer,
    UnusedView,
    Drift,
}

impl Code {
    /// All of them.
    pub const ALL: [Self; 21] = [
        Self::Unreadable,
        Self::DeclaredTwice,
        Self::ClientIdEmpty,
        Self::ClientIdForm,
        Self::ScopeRefused,
        Self::ScopeTwice,
        Self::ScopeMissing,
        Self::ScopeUnneeded,
        Self::ForcedWithoutOAuth,
        Self::EndPointNotHttps,
        Self::Secret,
        Self::KeyInCode,
        Self::EnvNotIgnored,
        Self::EnvTracked,
        Self::CallbackRouteGone,
        Self::DeckGlTwice,
        Self::ReactUnsupported,
        Self::UnusedSource,
        Self::UnusedLayer,
        Self::UnusedView,
        Self::Drift,
    ];

    /// What it is about, in a few words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Unreadable => "code that can't be read",
            Self::DeclaredTwice => "a name that a module declares twice",
            Self::ClientIdEmpty => "OAuth without a client ID",
            Self::ClientIdForm => "a client ID that can't be one of CARTO's",
            Self::ScopeRefused => "a scope that CARTO does not know",
            Self::ScopeTwice => "a scope that is asked for twice",
            Self::ScopeMissing => "a dataset without its scope",
            Self::ScopeUnneeded => "a scope that nothing needs",
            Self::ForcedWithoutOAuth => "a forced login without OAuth",
            Self::EndPointNotHttps => "a server that is not called by https",
            Self::Secret => "a secret in a file",
            Self::KeyInCode => "a private API key in the code",
            Self::EnvNotIgnored => "a .env.local that git would take",
            Self::EnvTracked => "a file of secrets that git has",
            Self::CallbackRouteGone => "a login whose way back nothing serves",
            Self::DeckGlTwice => "two versions of deck.gl",
            Self::ReactUnsupported => "a version of React that CARTO for React can't use",
            Self::UnusedSource => "a source that nothing imports",
            Self::UnusedLayer => "a layer that no view adds",
            Self::UnusedView => "a view that no route leads to",
            Self::Drift => "a carto-app.toml that says something else than the code",
        }
    }
}

impl fmt::Display for Code {
    /// Its name in JSON, which never changes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl Finding {
    /// A finding that only a person can mend.
    pub fn new(
        code: Code,
        place: (impl Into<String>, usize),
        message: impl Into<String>,
        why: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self {
            code,
            path: place.0.into(),
            line: place.1.max(1),
            message: message.into(),
            why: why.into(),
            mend: mend.into(),
            fix: None,
        }
    }

    /// The same, which `--fix` can mend.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_with_hyphens_and_none_is_there_twice() {
        let names: std::collections::BTreeSet<String> = Code::ALL.iter().map(ToString::to_string).collect();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    }
}
