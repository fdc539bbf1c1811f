//! The specification that an application's code states.

use crate::app::{Project, Stated, StatedAuth, StatedKey};
use crate::spec::{ApiKey, AppSpec, Auth, AuthMode, AuthorizeUrl, HIDDEN, Key, OAuth, Scopes, shown_as};

/// Returns the recorded specification, overridden by valid values in the code.
pub fn spec_from_code(project: &Project, stated: &StatedAuth) -> AppSpec {
    let mut spec = project.spec.clone();
    set(&mut spec.username, stated.username.as_ref());
    set(&mut spec.server_url_template, stated.server_url_template.as_ref());
    match &stated.maps_url {
        None => spec.maps_url = None,
        Some(url) => {
            if let Some(url) = url.get().and_then(|url| url.parse().ok()) {
                spec.maps_url = Some(url);
            }
        }
    }
    spec.auth = match stated.mode.get() {
        Some(AuthMode::OAuth) => Auth::OAuth(oauth(spec.oauth(), stated)),
        _ => Auth::ApiKey(key(&spec, stated)),
    };
    spec
}

fn oauth(recorded: Option<&OAuth>, stated: &StatedAuth) -> OAuth {
    let mut oauth = recorded.cloned().unwrap_or_else(|| OAuth {
        client_id: None,
        scopes: Scopes::default(),
        force_login: false,
        authorize_url: AuthorizeUrl::carto(),
    });
    match stated.client_id.as_ref().and_then(Stated::get) {
        Some(id) if id.is_empty() => oauth.client_id = None,
        Some(id) => oauth.client_id = id.parse().ok().or(oauth.client_id),
        None => {}
    }
    oauth.scopes = scopes(&oauth.scopes, stated);
    match &stated.force_oauth_login {
        None => oauth.force_login = false,
        Some(force) => oauth.force_login = *force.get().unwrap_or(&oauth.force_login),
    }
    set(&mut oauth.authorize_url, stated.authorize_end_point.as_ref());
    oauth
}

/// Returns the scopes in the code. If not all of them can be read, includes the recorded ones.
pub fn scopes(recorded: &Scopes, stated: &StatedAuth) -> Scopes {
    let Some(list) = stated.scopes.as_ref().and_then(Stated::get) else { return recorded.clone() };
    let is_whole = list.iter().all(|scope| scope.get().is_some());
    let known = list.iter().filter_map(|scope| scope.get()?.parse().ok());
    let unseen = recorded.iter().filter(|_| !is_whole).cloned();
    unseen.chain(known).collect()
}

/// Returns the kind of key that the code reads, without the value of a private one.
fn key(recorded: &AppSpec, stated: &StatedAuth) -> ApiKey {
    let is_private = match stated.api_key.as_ref().and_then(Stated::get) {
        Some(StatedKey::Environment(_)) => true,
        Some(StatedKey::Literal(_)) => false,
        None => recorded.has_private_key(),
    };
    if is_private { ApiKey::Elsewhere } else { ApiKey::Public }
}

fn set<T: std::str::FromStr>(value: &mut T, stated: Option<&Stated<String>>) {
    if let Some(new) = stated.and_then(Stated::get).and_then(|text| text.parse().ok()) {
        *value = new;
    }
}

/// Whether a scope is in the code.
pub fn is_in_code(stated: &StatedAuth, scope: &str) -> bool {
    let scopes = stated.scopes.as_ref().and_then(Stated::get);
    scopes.is_some_and(|scopes| scopes.iter().any(|each| each.get().is_some_and(|text| text == scope)))
}

/// Returns the scopes of an OAuth application.
pub fn oauth_scopes(spec: &AppSpec) -> Option<Scopes> {
    spec.oauth().map(|oauth| oauth.scopes.clone())
}

/// Returns secrets in the code, which must not be shown.
pub fn secrets(stated: &StatedAuth) -> Vec<String> {
    let key = match stated.api_key.as_ref().and_then(Stated::get) {
        Some(StatedKey::Literal(key)) if *key != ApiKey::PUBLIC => Some(key),
        _ => None,
    };
    let id = stated.client_id.as_ref().and_then(Stated::get);
    let id = id.filter(|id| shown_as(Key::ClientId, id) == HIDDEN);
    key.into_iter().chain(id).filter(|secret| !secret.is_empty()).cloned().collect()
}
