//! The sandbox of a generated application: which application has what.

use crate::combinations::plans;

/// Words of a login. What other programs say is not one of them.
const WORDS: [&str; 7] = ["oauth", "authorize", "authorise", "token", "consent", "login", "log in"];
const MESSAGES: [&str; 2] = ["unauthorized", "unexpected token"];

#[test]
fn an_application_with_an_api_key_has_nothing_of_a_login() {
    let mut count = 0;
    for (name, plan) in plans().iter().filter(|(name, _)| !name.contains(",no-sandbox")) {
        let has_login = name.starts_with("oauth") || name.starts_with("forced");
        let of_logins: Vec<String> = (plan.files().iter())
            .filter(|file| ["sandbox/", "e2e/"].iter().any(|folder| file.path.starts_with(folder)))
            .filter_map(|file| {
                let text = std::str::from_utf8(&file.bytes).ok()?.to_lowercase();
                let text = MESSAGES.iter().fold(text, |text, message| text.replace(message, ""));
                let word = WORDS
                    .iter()
                    .find(|word| file.path.to_lowercase().contains(*word) || text.contains(*word))?;
                Some(format!("{}: {word}", file.path))
            })
            .collect();
        if has_login {
            assert!(of_logins.len() > 10, "{name}: {of_logins:#?}");
        } else {
            assert!(of_logins.is_empty(), "{name}: {of_logins:#?}");
            count += 1;
        }
    }
    assert!(count > 10);
}
