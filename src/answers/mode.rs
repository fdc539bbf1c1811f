//! The authentication mode that answers request or imply, and their contradictions.

use super::resolve::{Judged, Refused, Resolver};
use super::{Answers, Given, Origin, file_name};
use crate::error::Problem;
use crate::spec::{ApiKey, AuthMode, Invalid, Key, parse_switch, shown_as};

/// Returns the mode that the answers request or imply, or else OAuth, CARTO's preferred way.
pub fn mode(answers: &Answers) -> AuthMode {
    if let Some(mode) = answers.get(Key::Auth).and_then(|given| given.text().parse().ok()) {
        return mode;
    }
    let has_key = answers.get(Key::ApiKey).is_some() || answers.private_key.is_some();
    if has_key && !Key::only_in(AuthMode::OAuth).any(|key| requests_oauth(answers, key)) {
        AuthMode::ApiKey
    } else {
        AuthMode::OAuth
    }
}

/// Whether an answer really requests OAuth: an empty client ID, no scopes or no forced login do not.
pub fn requests_oauth(answers: &Answers, key: Key) -> bool {
    answers.get(key).is_some_and(|given| {
        if key.is_switch() {
            parse_switch(&given.text()) != Ok(false)
        } else {
            given.words.iter().any(|word| !word.is_empty())
        }
    })
}

impl Resolver<'_> {
    /// Returns the mode.
    ///
    /// # Errors
    /// Answers that contradict each other; each contradiction is noted.
    pub(super) fn mode(&mut self) -> Judged<AuthMode> {
        let given: Option<AuthMode> = self.given(Key::Auth)?;
        // An OAuth application reads public data with the public key, so naming that key contradicts nothing.
        let is_private = |key: &&Given| key.text() != ApiKey::PUBLIC;
        let key = self.answers.get(Key::ApiKey).filter(|key| given.is_none() || is_private(key));
        let oauth = Key::only_in(AuthMode::OAuth).filter(|key| requests_oauth(self.answers, *key));
        let (wrong, against): (Vec<Key>, Key) = match given {
            Some(AuthMode::ApiKey) => (oauth.collect(), Key::Auth),
            Some(AuthMode::OAuth) => (key.map(|_| Key::ApiKey).into_iter().collect(), Key::Auth),
            None if key.is_some() => (oauth.collect(), Key::ApiKey),
            None => (Vec::new(), Key::Auth),
        };
        for key in &wrong {
            self.contradiction(*key, against);
        }
        if wrong.is_empty() { Ok(mode(self.answers)) } else { Err(Refused) }
    }

    fn contradiction(&mut self, key: Key, against: Key) {
        let (Some(this), Some(other)) = (self.answers.get(key), self.answers.get(against)) else { return };
        let why = Invalid::new(format!("contradicts {}", quoted(against, other)));
        let why = why.suggest(format!("{}, or {}", way_out(key, this), way_out(against, other)));
        self.problems.push(Problem::refused(Some(key), &this.text(), this.origin_of(key), why));
    }
}

/// Returns an answer in the form of its source.
fn quoted(key: Key, given: &Given) -> String {
    let value = if key.is_secret() { String::new() } else { shown_as(key, &given.text()) };
    match (&given.origin, key.env()) {
        (Origin::Env, Some(variable)) if value.is_empty() => variable,
        (Origin::Env, Some(variable)) => format!("{variable}={value}"),
        (Origin::File { name, line }, _) => {
            let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
            format!("{} = {value:?} in {}{line}", key.file_key().unwrap_or_default(), file_name(name))
        }
        _ => format!("{} {value}", key.flag()).trim_end().to_owned(),
    }
}

/// Returns how to take an answer back at its source.
fn way_out(key: Key, given: &Given) -> String {
    match (&given.origin, key.env()) {
        (Origin::Env, Some(variable)) => format!("unset {variable}"),
        (Origin::File { name, .. }, _) => {
            format!("remove {} from {}", key.file_key().unwrap_or_default(), file_name(name))
        }
        _ => format!("leave {} out", key.flag()),
    }
}
