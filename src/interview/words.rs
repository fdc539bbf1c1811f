//! The words of every question and answer, in one place so that they go together.

use crate::answers::Resolved;
use crate::record::values;
use crate::spec::{Auth, Key};

/// An answer's name in the review and beside what was answered.
pub const fn label(key: Key) -> &'static str {
    match key {
        Key::Directory => "Directory",
        Key::Name => "Package name",
        Key::Title => "Title",
        Key::Auth => "Authentication",
        Key::Username => "Account",
        Key::ApiKey => "API key",
        Key::ClientId => "Client ID",
        Key::Scopes => "Scopes",
        Key::ForceOAuthLogin => "Forced login",
        Key::Datasets => "Datasets",
        Key::Example => "Example",
        Key::Sandbox => "Sandbox",
        Key::ServerUrlTemplate => "SQL API",
        Key::MapsUrl => "Maps API",
        Key::AuthorizeUrl => "Authorize URL",
        Key::PackageManager => "Package manager",
        Key::Git => "git init",
        Key::Install => "Install",
    }
}

/// The question for an answer.
pub const fn prompt(key: Key) -> &'static str {
    match key {
        Key::Directory => "Directory of the new application",
        Key::Name => "Package name",
        Key::Title => "Title",
        Key::Auth => "How does the application authenticate?",
        Key::Username => "CARTO account whose data are shown",
        Key::ApiKey => "API key of that account",
        Key::ClientId => "Client ID of your OAuth app",
        Key::Scopes => "Scopes that the application asks for",
        Key::ForceOAuthLogin => "Force login, so that nothing is shown before it?",
        Key::Datasets => "Your datasets, separated by commas",
        Key::Example => "What does the application show?",
        Key::Sandbox => "Add a local CARTO to try the application with?",
        Key::ServerUrlTemplate => "SQL API, with {user} for the account",
        Key::MapsUrl => "Maps API, with {user} for the account",
        Key::AuthorizeUrl => "Page where people log in and allow access",
        Key::PackageManager => "Package manager",
        Key::Git => "Run git init?",
        Key::Install => "Install the dependencies?",
    }
}

/// What helps to answer.
pub const fn help(key: Key) -> &'static str {
    match key {
        Key::Directory => "A new one, or one with nothing in the way; . is this one.",
        Key::Name => "As npm takes it: small letters, digits, - and _.",
        Key::Title => "Stands in the header and on the browser's tab.",
        Key::Auth | Key::Scopes | Key::Example | Key::PackageManager | Key::Git => "",
        Key::Username => "As in https://NAME.carto.com; public has CARTO's open data.",
        Key::ApiKey => {
            "It is not shown here and git ignores it, but it reaches the browser: whoever opens the application can \
             read it."
        }
        Key::ClientId => "CARTO's dashboard shows it: Developer settings, OAuth apps.",
        Key::ForceOAuthLogin => "Otherwise only what needs a login asks for one.",
        Key::Datasets => "Each as table or schema.table, such as roads, acme.parks.",
        Key::Sandbox => "It needs no account and no network, and is never part of a build.",
        Key::ServerUrlTemplate | Key::MapsUrl | Key::AuthorizeUrl => "Nothing at all means CARTO's own.",
        Key::Install => "Takes a minute or so; otherwise it is the next step.",
    }
}

/// The keys that answer, told where a person first meets such a list.
pub const fn keys(key: Key) -> &'static str {
    match key {
        Key::Auth => "Arrow keys choose, Enter goes on.",
        Key::Scopes => "Space ticks, Enter goes on.",
        _ => "",
    }
}

/// All answers in the order of the review, each as it is given.
pub fn texts(resolved: &Resolved) -> Vec<(Key, String)> {
    let values = values(&resolved.spec);
    let mut texts = Vec::new();
    for key in Key::ALL {
        if key == Key::Directory {
            texts.push((key, resolved.directory.display().to_string()));
        } else if key == Key::ApiKey {
            if let Auth::ApiKey(api_key) = &resolved.spec.auth {
                texts.push((key, api_key.masked()));
            }
        } else if let Some((_, value)) = values.iter().find(|(other, _)| *other == key) {
            texts.push((key, plain(value)));
        } else if key == Key::MapsUrl {
            texts.push((key, String::new()));
        }
    }
    texts
}

/// All answers in words for people.
pub fn readable(resolved: &Resolved) -> Vec<(Key, String)> {
    let passing = resolved.spec.oauth().is_some_and(|oauth| !oauth.force_login);
    let words = texts(resolved).into_iter().map(|(key, text)| match key {
        Key::Username if passing => (key, format!("{text} (until somebody logs in)")),
        key => (key, in_words(key, &text)),
    });
    words.collect()
}

fn in_words(key: Key, text: &str) -> String {
    let words = match (key, text) {
        (Key::Auth, "oauth") => "OAuth",
        (Key::Auth, "api-key") => "API key",
        (Key::ClientId, "") => "to be filled in later",
        (Key::Scopes | Key::Datasets, "") => "none",
        (Key::MapsUrl, "") => "CARTO's own",
        (Key::ForceOAuthLogin | Key::Example | Key::Sandbox | Key::Git | Key::Install, "true") => "yes",
        (Key::ForceOAuthLogin | Key::Example | Key::Sandbox | Key::Git | Key::Install, "false") => "no",
        _ => text,
    };
    words.to_owned()
}

fn plain(value: &toml_edit::Value) -> String {
    match value {
        toml_edit::Value::Array(array) => {
            array.iter().filter_map(|item| item.as_str()).collect::<Vec<_>>().join(", ")
        }
        toml_edit::Value::String(text) => text.value().clone(),
        other => other.to_string().trim().to_owned(),
    }
}
