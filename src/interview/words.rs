//! Answers as text for people.

use crate::answers::Resolved;
use crate::spec::{Auth, BasemapKey, Key, Language};

/// Returns the keys that answer a question, shown for the first question of each kind.
pub const fn keys(key: Key) -> &'static str {
    match key {
        Key::Auth => "Arrow keys select, Enter continues.",
        Key::Scopes => "Space selects, Enter continues.",
        _ => "",
    }
}

/// Returns all answers in the order of the review, each in the form in which it is given.
pub fn texts(resolved: &Resolved) -> Vec<(Key, String)> {
    let spec = &resolved.spec;
    let text = |key: Key| match key {
        Key::Directory => Some(resolved.directory.display().to_string()),
        Key::ApiKey => match &spec.auth {
            Auth::ApiKey(api_key) => Some(api_key.masked()),
            Auth::OAuth(_) => None,
        },
        Key::BasemapKey => spec.basemap_key.as_ref().map(BasemapKey::masked),
        Key::MapsUrl => Some(key.value_in(spec).map(|url| url.to_string()).unwrap_or_default()),
        key => key.value_in(spec).map(|value| value.to_string()),
    };
    Key::ALL.into_iter().filter_map(|key| Some((key, text(key)?))).collect()
}

/// The most values of a list that are shown.
const FEW: usize = 4;

/// Returns all answers as text for people, each short enough for a line or two.
pub fn readable(resolved: &Resolved) -> Vec<(Key, String)> {
    let passing = resolved.spec.oauth().is_some_and(|oauth| !oauth.force_login);
    let words = texts(resolved).into_iter().map(|(key, text)| match key {
        Key::Username if passing => (key, format!("{text} (until someone logs in)")),
        key => (key, in_words(key, &text)),
    });
    words.collect()
}

/// The words that show a value of an answer.
pub fn in_words(key: Key, text: &str) -> String {
    let words = match (key, text) {
        (Key::Auth, "oauth") => "OAuth",
        (Key::Auth, "api-key") => "API key",
        (Key::Language, "javascript") => Language::JavaScript.title(),
        (Key::Language, "typescript") => Language::TypeScript.title(),
        (Key::ClientId, "") => "to be filled in later",
        (key, "") if key.is_list() => "none",
        (Key::MapsUrl, "") => "CARTO's own",
        (key, list) if key.is_list() => return shortened(list),
        (key, "true") if key.is_switch() => "yes",
        (key, "false") if key.is_switch() => "no",
        _ => text,
    };
    words.to_owned()
}

/// Returns the first values of a list, and how many more there are.
fn shortened(list: &str) -> String {
    let values: Vec<&str> = list.split([',', ' ']).filter(|value| !value.is_empty()).collect();
    match values.len() {
        0..=FEW => values.join(", "),
        all => format!("{} and {} more", values[..FEW - 1].join(", "), all - (FEW - 1)),
    }
}
