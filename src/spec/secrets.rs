//! What looks like a secret of CARTO's, wherever it was given.

use super::Invalid;

/// The alphabet that CARTO draws API keys, client IDs and client secrets from.
pub fn is_key_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// Whether this is what the client secret of an OAuth app looks like.
pub(super) fn is_client_secret(text: &str) -> bool {
    text.len() == 24 && text.chars().all(is_key_character)
}

/// Whether this is what a regular API key looks like.
pub fn is_api_key(text: &str) -> bool {
    text.len() == 22 && text.chars().all(is_key_character)
}

/// Refuses a text that holds what CARTO's master keys look like, 40 hexadecimal digits, alone or among other words: every
/// answer ends up in files that are published.
pub(super) fn check(text: &str) -> Result<(), Invalid> {
    let is_master_key = |word: &str| word.len() == 40 && word.chars().all(|c| c.is_ascii_hexdigit());
    if text.split(|c: char| !c.is_ascii_alphanumeric()).any(is_master_key) {
        return Err(Invalid::new(
            "looks like a master key (40 hexadecimal digits), which can do everything with the account and must never be in an application that people open",
        ));
    }
    Ok(())
}

/// Whether a text that was refused holds what may be a secret, so that it must not be shown.
///
/// What stands about a secret does not matter, nor whether it is whole: people paste keys into the wrong field, with a
/// blank at the end, or broken in two lines. A word in small letters only is taken for a name.
pub fn may_be_secret(text: &str) -> bool {
    let joined: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let is_digits = |word: &str| word.len() >= 32 && word.chars().all(|c| c.is_ascii_hexdigit());
    let is_mixed = |word: &str| {
        let has = |test: fn(&char) -> bool| word.chars().any(|c| test(&c));
        (word.len() >= 22 && has(char::is_ascii_uppercase) && has(char::is_ascii_lowercase))
            && (word.len() <= 24 || has(char::is_ascii_digit))
    };
    is_digits(&joined)
        || text.split(|c: char| !c.is_ascii_alphanumeric()).any(is_digits)
        || text.split(|c: char| !is_key_character(c)).any(is_mixed)
        || has_credentials(text)
}

/// Whether a text holds anything at all that is as long as a key, where no name of that length is expected.
pub fn is_long_as_secret(text: &str) -> bool {
    let joined: String = text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    joined.split(|c: char| !is_key_character(c)).any(|word| word.len() >= 22)
}

/// `https://me:password@example.com`.
fn has_credentials(text: &str) -> bool {
    text.split("//")
        .skip(1)
        .any(|rest| rest.split(['/', '?', '#']).next().is_some_and(|host| host.contains('@')))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MASTER: &str = "0123456789abcdef0123456789ABCDEF01234567";

    #[test]
    fn a_master_key_is_found_among_other_words() {
        for text in [
            MASTER.to_owned(),
            format!(" {MASTER}\n"),
            format!("datasets:r:{MASTER}"),
            format!("a {MASTER}-b"),
        ] {
            assert!(check(&text).is_err() && may_be_secret(&text), "{text}");
        }
        for text in ["", "my-map", &MASTER[1..], &format!("{MASTER}0"), "deadbeef"] {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    #[test]
    fn keys_are_not_shown_and_names_are() {
        for text in [
            "AbCdEfGhIjKlMnOpQrStUv",
            " AbCdEfGhIjKlMnOpQrStUv\n",
            "AbCdEfGhIjKlMnOpQrStUvWx",
            "https://h.org/?api_key=AbCdEfGhIjKlMnOpQrStUv",
            "https://me:pass@h.org/x",
            "0123456789abcdef0123\n456789abcdef01234567",
            "0123456789abcdef0123456789abcdef0123456",
        ] {
            assert!(may_be_secret(text), "{text}");
        }
        for text in [
            "my_very_long_dataset_name_of_2020",
            "My Great Map Of All The Roads Of The Town",
            "https://maps.example.com/user/{user}",
            "datasets:r:roads_of_the_whole_world_2020",
        ] {
            assert!(!may_be_secret(text), "{text}");
        }
        for text in [" abcdefghijklmnopqrstuvwx", "abcdefghijkl\nmnopqrstuvwx", "abcdefghijklmnopqrstuvwx."] {
            assert!(is_long_as_secret(text), "{text}");
        }
        assert!(!is_long_as_secret("AbCdEfGhIjKl"));
    }
}
