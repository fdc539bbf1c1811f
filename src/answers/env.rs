//! Answers from the environment.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

use super::{Answers, Origin};
use crate::error::Warning;
use crate::spec::Key;
use crate::spec::{Invalid, closest, shown};

/// The prefix of every variable.
const PREFIX: &str = "CARTO_APP_";

/// Not an answer despite the prefix: the npm package's launcher finds this program through it.
const BINARY: &str = "CARTO_APP_BINARY";

/// Returns the answers in environment variables.
///
/// An empty variable counts as unset, as in shells and CI systems. An unknown one with the prefix is probably a misspelled
/// answer and gets a warning.
pub fn from_env(env: &BTreeMap<OsString, OsString>) -> Answers {
    let mut answers = Answers::default();
    for key in Key::ALL {
        let Some(name) = key.env() else { continue };
        let Some(value) = env.get(OsStr::new(&name)).filter(|value| !value.is_empty()) else { continue };
        let words = vec![value.to_string_lossy().into_owned()];
        if value.to_str().is_some() {
            answers.set(key, words, Origin::Env);
        } else {
            let why =
                Invalid::new("is not valid UTF-8").suggest(format!("set {name} to UTF-8 text, or unset it"));
            answers.set_unusable(key, words, Origin::Env, why);
        }
    }
    let known: Vec<String> = Key::ALL.into_iter().filter_map(Key::env).collect();
    for (name, value) in env {
        let name = name.to_string_lossy();
        let is_known = name == BINARY || known.iter().any(|known| *known == name);
        if name.starts_with(PREFIX) && !value.is_empty() && !is_known {
            let near = closest(
                name.trim_start_matches(PREFIX),
                known.iter().map(|known| known.trim_start_matches(PREFIX)),
            );
            let meant = near.map(|near| format!("{PREFIX}{near}"));
            let advice = meant.as_ref().map_or_else(
                || "carto-app new --help lists them".to_owned(),
                |meant| format!("did you mean {meant}?"),
            );
            answers.warnings.push(Warning {
                answer: Key::ALL.into_iter().find(|key| key.env().is_some() && key.env() == meant),
                message: format!("The variable {} is unknown and ignored: {advice}", shown(&name)),
            });
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::super::Given;
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Answers {
        from_env(&variables.iter().map(|(name, value)| (name.into(), value.into())).collect())
    }

    #[test]
    fn reads_every_variable_and_ignores_empty_ones() {
        let variables: Vec<String> = Key::ALL.into_iter().filter_map(Key::env).collect();
        let all: Vec<(&str, &str)> = variables.iter().map(|name| (name.as_str(), name.as_str())).collect();
        let answers = read(&all);
        assert!(Key::ALL.into_iter().all(|key| answers.get(key).map(Given::text) == key.env()));
        let given = answers.get(Key::ApiKey).expect("given");
        assert_eq!(given.origin_of(Key::ApiKey).as_deref(), Some("CARTO_APP_API_KEY"));
        assert_eq!(read(&[("CARTO_APP_TITLE", ""), ("CARTO_APP_BINARY", "x")]), Answers::default());
    }

    #[test]
    fn an_unknown_variable_gets_a_warning_with_a_suggestion() {
        for (name, answer, advice) in [
            ("CARTO_APP_DATASET", Some(Key::Datasets), "did you mean CARTO_APP_DATASETS?"),
            ("CARTO_APP_CLIENTID", Some(Key::ClientId), "did you mean CARTO_APP_CLIENT_ID?"),
            ("CARTO_APP_WEATHER", None, "--help"),
        ] {
            let warnings = read(&[(name, "x"), ("CARTO_APPS", "x"), ("CARTO_APP_TITEL", "")]).warnings;
            assert_eq!(warnings.len(), 1, "{warnings:?}");
            assert_eq!(warnings[0].answer, answer);
            assert!(
                warnings[0].message.contains(name) && warnings[0].message.contains(advice),
                "{warnings:?}"
            );
        }
    }
}
