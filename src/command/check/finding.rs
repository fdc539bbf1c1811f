use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use crate::spec::Scope;

/// A problem at one place of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Finding {
    /// The kind of problem.
    pub code: Code,
    /// The path of the file, relative to the application.
    pub path: String,
    /// The line, counted from 1; 1 if the whole file is meant or it does not exist.
    #[schemars(range(min = 1))]
    pub line: usize,
    /// The problem, in a few words, and without secrets.
    pub message: String,
    /// The consequence.
    pub why: String,
    /// How to fix it: a command, or what to edit.
    pub fix: String,
    /// What `--fix` does; `None` if the fix needs a person.
    #[serde(skip)]
    pub automatic: Option<Fix>,
}

/// An automatic fix: unambiguous, and without any loss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fix {
    /// Removes the scope at this index from the list.
    DropScope(usize),
    /// Adds a scope to the list.
    AddScope(Scope),
    /// Updates `carto-app.toml` with the value of the code.
    FollowCode,
    /// Adds a line to `.gitignore` for files with secrets.
    Ignore,
    /// Restores a generated file.
    Restore,
}

/// The kinds of findings. Scripts rely on their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each has its meaning")]
pub enum Code {
    Unreadable,
    DeclaredTwice,
    ImportMissing,
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
    SourceIgnored,
    CallbackRouteGone,
    DeckGlTwice,
    ReactUnsupported,
    UnusedSource,
    UnusedLayer,
    UnusedView,
    TableNotQuery,
    SourceIdTwice,
    LayerIdTwice,
    LayerUnlisted,
    ProcessEnv,
    OtherPlatform,
    Drift,
}

impl Code {
    /// All kinds.
    pub const ALL: [Self; 29] = [
        Self::Unreadable,
        Self::DeclaredTwice,
        Self::ImportMissing,
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
        Self::SourceIgnored,
        Self::CallbackRouteGone,
        Self::DeckGlTwice,
        Self::ReactUnsupported,
        Self::UnusedSource,
        Self::UnusedLayer,
        Self::UnusedView,
        Self::TableNotQuery,
        Self::SourceIdTwice,
        Self::LayerIdTwice,
        Self::LayerUnlisted,
        Self::ProcessEnv,
        Self::OtherPlatform,
        Self::Drift,
    ];

    /// The meaning, in a few words.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Unreadable => "code that can't be read",
            Self::DeclaredTwice => "a name that a module declares twice",
            Self::ImportMissing => "an import of a file that does not exist",
            Self::ClientIdEmpty => "OAuth without a client ID",
            Self::ClientIdForm => "a client ID with an unexpected form",
            Self::ScopeRefused => "a scope that CARTO does not support",
            Self::ScopeTwice => "a scope that is listed twice",
            Self::ScopeMissing => "a dataset without its scope",
            Self::ScopeUnneeded => "a scope that nothing needs",
            Self::ForcedWithoutOAuth => "a forced login without OAuth",
            Self::EndPointNotHttps => "an endpoint that does not use https",
            Self::Secret => "a secret in a file",
            Self::KeyInCode => "a private API key in the code",
            Self::EnvNotIgnored => "a .env.local that git does not ignore",
            Self::EnvTracked => "a file with secrets that git tracks",
            Self::SourceIgnored => "a part of the application that git ignores",
            Self::CallbackRouteGone => "a login callback that nothing serves",
            Self::DeckGlTwice => "two versions of deck.gl",
            Self::ReactUnsupported => "a version of React that CARTO for React does not support",
            Self::UnusedSource => "a source that nothing imports",
            Self::UnusedLayer => "a layer that no view adds",
            Self::UnusedView => "a view that no route leads to",
            Self::TableNotQuery => "a table's name in place of a query",
            Self::SourceIdTwice => "two sources of a view with the same ID",
            Self::LayerIdTwice => "two layers of a view with the same ID",
            Self::LayerUnlisted => "a layer that the list of layers leaves out",
            Self::ProcessEnv => "a variable that does not exist in browsers",
            Self::OtherPlatform => "credentials of another CARTO platform",
            Self::Drift => "a carto-app.toml that differs from the code",
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
    /// Returns a finding that only a person can fix.
    pub fn new(
        code: Code,
        place: (impl Into<String>, usize),
        message: impl Into<String>,
        why: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        Self {
            code,
            path: place.0.into(),
            line: place.1.max(1),
            message: message.into(),
            why: why.into(),
            fix: fix.into(),
            automatic: None,
        }
    }

    /// Adds what `--fix` does.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.automatic = Some(fix);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_words_with_hyphens() {
        let names: std::collections::BTreeSet<String> = Code::ALL.iter().map(ToString::to_string).collect();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    }
}
