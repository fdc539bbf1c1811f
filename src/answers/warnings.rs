//! Warnings about answers that are allowed but often not intended.

use crate::error::Warning;
use crate::spec::{AppSpec, Auth, Key, shown_as};

/// Returns what the user should know about an application before it is written.
pub fn warnings(spec: &AppSpec) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |answer, message: String| warnings.push(Warning { answer: Some(answer), message });
    match &spec.auth {
        Auth::OAuth(oauth) => {
            match &oauth.client_id {
                None => warn(
                    Key::ClientId,
                    format!(
                        "The client ID is empty: nobody can log in until it is in {}.",
                        spec.language.module("src/store/initialStateSlice.js")
                    ),
                ),
                Some(id) if !id.is_usual() => warn(
                    Key::ClientId,
                    format!(
                        "The client ID {} does not have CARTO's form: 12 characters of A-Z a-z 0-9 _ -.",
                        shown_as(Key::ClientId, id.as_str())
                    ),
                ),
                Some(_) => {}
            }
            if !oauth.authorize_url.is_site_of(&spec.server_url_template) {
                warn(
                    Key::ServerUrlTemplate,
                    format!(
                        "Nobody can log in if CARTO's user information is at {}: the application sends tokens only to the \
                         host of {} and to those below it.",
                        spec.server_url_template.as_str(),
                        oauth.authorize_url.as_str()
                    ),
                );
            }
            if let Some(scope) = oauth.scopes.iter().find(|scope| scope.deserves_warning()) {
                warn(
                    Key::Scopes,
                    format!(
                        "The scope {scope} lets the application change every dataset of the person who logs in."
                    ),
                );
            }
        }
        Auth::ApiKey(key) => {
            if !key.is_public() {
                warn(
                    Key::ApiKey,
                    "The API key reaches the browser: anyone who can open the application can read it, and use it."
                        .to_owned(),
                );
            }
            if !spec.datasets.is_empty() && spec.username.as_str() == "public" {
                warn(
                    Key::Username,
                    "The datasets are read from CARTO's account `public`; your own datasets are in your account."
                        .to_owned(),
                );
            }
        }
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::super::{Answers, Origin, Surroundings, resolve};
    use super::*;

    #[test]
    fn unusual_answers_have_warnings() {
        let warned = |given: &[(Key, &str)]| {
            let mut answers = Answers::for_directory("my-map");
            for (key, text) in given {
                answers.set(*key, vec![(*text).to_owned()], Origin::Flag);
            }
            let resolved = resolve(&answers, &Surroundings::detached()).expect("resolves");
            resolved.warnings.iter().filter_map(|warning| warning.answer).collect::<Vec<_>>()
        };
        assert_eq!(warned(&[(Key::ClientId, "short")]), [Key::ClientId]);
        assert_eq!(warned(&[(Key::ClientId, "AbCdEfGhIjKl"), (Key::Scopes, "datasets:rw:*")]), [Key::Scopes]);
        let server = |url| warned(&[(Key::ClientId, "AbCdEfGhIjKl"), (Key::ServerUrlTemplate, url)]);
        assert_eq!(server("https://{user}.gis.example.com"), [Key::ServerUrlTemplate]);
        assert_eq!(server("https://gis.example.com/user/{user}"), []);
        assert_eq!(warned(&[(Key::ApiKey, "AbCdEfGhIjKlMnOpQrStUv")]), [Key::ApiKey]);
        assert_eq!(warned(&[(Key::Auth, "api-key"), (Key::Datasets, "roads")]), [Key::Username]);
        assert_eq!(warned(&[(Key::Auth, "api-key")]), []);
    }
}
