//! Answers from the environment.

use super::{Answers, Key, Origin};

/// The answers that environment variables hold, read through `variable`.
///
/// A variable that is set to nothing counts as not set, as shells and CI systems do.
pub fn from_env(variable: impl Fn(&str) -> Option<String>) -> Answers {
    let mut answers = Answers::default();
    for key in Key::ALL {
        let value = key.env().and_then(|name| variable(&name)).filter(|value| !value.is_empty());
        if let Some(value) = value {
            answers.set(key, vec![value], Origin::Env);
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variable_is_read_and_an_empty_one_is_not_an_answer() {
        let answers = from_env(|name| match name {
            "CARTO_APP_TITLE" => Some(String::new()),
            name => Some(format!("value of {name}")),
        });
        assert_eq!(answers.get(Key::Title), None);
        let given = answers.get(Key::ApiKey).expect("given");
        assert_eq!(given.text(), "value of CARTO_APP_API_KEY");
        assert_eq!(given.origin_of(Key::ApiKey).as_deref(), Some("CARTO_APP_API_KEY"));
    }
}
