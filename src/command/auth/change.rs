//! The change that `carto-app auth set` is to make.

use std::str::FromStr;

use super::args::SetArgs;
use crate::app::StatedAuth;
use crate::command::own_flag::own_flag;
use crate::error::Problem;
use crate::remake::stated_spec::is_in_code;
use crate::spec::Key;
use crate::spec::{ApiKey, AuthMode, ClientId, Invalid, Scope, Username, parse_switch};

/// The values to change; the others stay as they are.
#[derive(Debug, Clone, Default)]
pub struct AuthChange {
    /// The client ID; empty to remove it.
    pub client_id: Option<String>,
    /// Scopes to request.
    pub add: Vec<Scope>,
    /// Scopes to stop asking for, as the code has them.
    pub remove: Vec<String>,
    /// Whether nothing is shown before login.
    pub force: Option<bool>,
    /// The account.
    pub username: Option<Username>,
    /// Its key.
    pub api_key: Option<ApiKey>,
}

impl AuthChange {
    /// Whether there is nothing to change.
    pub fn is_empty(&self) -> bool {
        self.keys().is_empty()
    }

    /// The answers to change.
    pub fn keys(&self) -> Vec<Key> {
        let all = [
            (Key::ClientId, self.client_id.is_some()),
            (Key::Scopes, !self.add.is_empty() || !self.remove.is_empty()),
            (Key::ForceOAuthLogin, self.force.is_some()),
            (Key::Username, self.username.is_some()),
            (Key::ApiKey, self.api_key.is_some()),
        ];
        all.into_iter().filter(|(_, is_wanted)| *is_wanted).map(|(key, _)| key).collect()
    }
}

/// Returns the change that the flags request, or all problems with them. `key` is the API key with its origin.
pub fn judged(
    args: &SetArgs,
    key: Option<(&str, &str)>,
    stated: &StatedAuth,
) -> Result<AuthChange, Vec<Problem>> {
    let mut judge = Judge { problems: Vec::new(), is_oauth: stated.mode.get() == Some(&AuthMode::OAuth) };
    let client_id = args.flags.text(Key::ClientId).and_then(|text| {
        judge.only_oauth(Key::ClientId, "--client-id", text);
        let is_open = text.is_empty();
        let is_valid = is_open || judge.value::<ClientId>(Key::ClientId, "--client-id", text).is_some();
        is_valid.then(|| text.to_owned())
    });
    let mut add: Vec<Scope> = Vec::new();
    for text in words(&args.add_scopes) {
        judge.only_oauth(Key::Scopes, "--add-scope", text);
        add.extend(judge.value(Key::Scopes, "--add-scope", text));
    }
    let mut remove: Vec<String> = Vec::new();
    for text in words(&args.remove_scopes) {
        judge.only_oauth(Key::Scopes, "--remove-scope", text);
        // Anything in the code can be removed, even if it is not one of CARTO's scopes.
        if is_in_code(stated, text) || judge.value::<Scope>(Key::Scopes, "--remove-scope", text).is_some() {
            remove.push(text.to_owned());
        }
    }
    for scope in &add {
        if remove.iter().any(|other| other == scope.as_str()) {
            let why = Invalid::new("contradicts --add-scope").suggest("leave one of them out");
            judge.refuse(Key::Scopes, "--remove-scope", scope.as_str(), why);
        }
    }
    let force = args.flags.text(Key::ForceOAuthLogin).and_then(|text| {
        judge.only_oauth(Key::ForceOAuthLogin, "--force-oauth-login", text);
        let switch = parse_switch(text);
        switch.map_err(|why| judge.refuse(Key::ForceOAuthLogin, "--force-oauth-login", text, why)).ok()
    });
    let username =
        args.flags.text(Key::Username).and_then(|text| judge.value(Key::Username, "--username", text));
    let api_key = key.and_then(|(text, origin)| {
        let key: ApiKey = judge.value(Key::ApiKey, origin, text)?;
        if judge.is_oauth && !key.is_public() {
            judge.refuse(Key::ApiKey, origin, text, private_in_oauth());
        }
        Some(key)
    });
    let change = AuthChange { client_id, add, remove, force, username, api_key };
    if judge.problems.is_empty() { Ok(change) } else { Err(judge.problems) }
}

/// Returns why a private key is refused in an OAuth application.
pub fn private_in_oauth() -> Invalid {
    Invalid::new("is a private key, but an OAuth application uses the credentials of the user who logs in")
        .suggest("carto-app auth use api-key")
}

/// Returns the items of lists separated by commas or blanks, or given as several values.
pub fn words(lists: &[String]) -> impl Iterator<Item = &str> {
    lists.iter().flat_map(|list| list.split([',', ' ', '\t', '\n', '\r'])).filter(|word| !word.is_empty())
}

struct Judge {
    problems: Vec<Problem>,
    is_oauth: bool,
}

impl Judge {
    fn value<T: FromStr<Err = Invalid>>(&mut self, key: Key, flag: &str, text: &str) -> Option<T> {
        if let Some(other) = own_flag::<SetArgs>(text) {
            let why = Invalid::new(format!("is the flag {other} and not a value"));
            self.refuse(key, flag, text, why.suggest(format!("give {flag} a value, or leave it out")));
            return None;
        }
        T::from_str(text).map_err(|why| self.refuse(key, flag, text, why)).ok()
    }

    fn only_oauth(&mut self, key: Key, flag: &str, text: &str) {
        let is_known = self.problems.iter().any(|problem| problem.origin.as_deref() == Some(flag));
        if !self.is_oauth && !is_known {
            let why = Invalid::new("is for OAuth, but this application uses an API key");
            self.refuse(key, flag, text, why.suggest("carto-app auth use oauth"));
        }
    }

    fn refuse(&mut self, key: Key, flag: &str, text: &str, why: Invalid) {
        self.problems.push(Problem::refused(Some(key), text, Some(flag.to_owned()), why));
    }
}
