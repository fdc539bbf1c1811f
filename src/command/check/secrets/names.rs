//! The meaning of names, which tell a key from a commit.

/// The meaning of a name for the value that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// An API key or a token.
    Key,
    /// The secret of an OAuth app.
    ClientSecret,
    /// A commit, a checksum or a fingerprint.
    Commit,
    /// Something of CARTO's, or a login: `new CartoClient('acme', '…')`. Only a random value is a key.
    Login,
}

/// Words in the names of API keys and tokens.
const KEY_WORDS: [&str; 11] = [
    "key",
    "keys",
    "token",
    "tokens",
    "bearer",
    "authorization",
    "password",
    "passphrase",
    "passwd",
    "pass",
    "pwd",
];

/// Words in the names of what takes or holds a login, which may be a key, and of what encodes one.
const LOGIN_WORDS: [&str; 7] = ["credentials", "credential", "creds", "auth", "login", "btoa", "b64encode"];

/// The ends of names with the same meaning that are written as one word.
const KEY_ENDS: [&str; 4] = ["key", "keys", "token", "tokens"];

/// Names of other kinds of keys and tokens.
const OTHER_KEYS: [&str; 13] = [
    "publickey",
    "publishablekey",
    "anonkey",
    "pubkey",
    "cachekey",
    "sitekey",
    "primarykey",
    "foreignkey",
    "sortkey",
    "keyid",
    "pagetoken",
    "continuationtoken",
    "nexttoken",
];

/// Parts of the names of commits and checksums.
const COMMIT_PARTS: [&str; 8] =
    ["commit", "checksum", "digest", "integrity", "revision", "fingerprint", "thumbprint", "shasum"];

/// Words in such names. Words about commits that stand in sentences and commands are not needed here; see
/// [`is_in_sentence`](super::commit::is_in_sentence).
const COMMIT_WORDS: [&str; 16] = [
    "gpg", "pgp", "recv", "sha", "hash", "hashes", "rev", "git", "checkout", "revert", "merge", "cherry",
    "bisect", "blob", "oid", "etag",
];

/// Words in the names of PGP, whose keys have fingerprints of 40 hexadecimal digits.
pub const PGP_WORDS: [&str; 3] = ["gpg", "pgp", "openpgp"];

/// Words that mean a commit only in the name of the value itself: `tag: …`.
const COMMIT_NAMES: [&str; 14] = [
    "ref",
    "refs",
    "head",
    "tag",
    "tags",
    "version",
    "release",
    "build",
    "baseline",
    "reference",
    "fixes",
    "branch",
    "parent",
    "tree",
];

/// Returns the meaning of a name that is a part of a word.
pub fn of_prefix(name: &[u8]) -> Option<Meaning> {
    of_name(&String::from_utf8_lossy(name), true)
}

/// Returns the meaning of a name. `is_direct` means that it is the name of the value itself.
pub fn of_name(name: &str, is_direct: bool) -> Option<Meaning> {
    let plain: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let words = words(name);
    let has_word = |all: &[&str]| {
        words.iter().any(|word| all.contains(&word.trim_end_matches(|c: char| c.is_ascii_digit())))
    };
    let is_commit = COMMIT_PARTS.iter().any(|part| plain.contains(part))
        || ["sha", "sha1", "hash"].iter().any(|end| plain.ends_with(end))
        || has_word(&COMMIT_WORDS)
        || (is_direct && has_word(&COMMIT_NAMES));
    if is_commit {
        Some(Meaning::Commit)
    } else if OTHER_KEYS.iter().any(|other| plain.ends_with(other)) {
        None
    } else if plain.contains("secret") {
        Some(Meaning::ClientSecret)
    } else {
        let is_key = has_word(&KEY_WORDS)
            || KEY_ENDS.iter().any(|end| plain.ends_with(end))
            || plain.contains("apikey");
        let is_login = has_word(&LOGIN_WORDS);
        is_key.then_some(Meaning::Key).or(is_login.then_some(Meaning::Login))
    }
}

/// Returns the names in a text, the last one first, and whether each is directly before the value.
pub fn names(text: &[u8]) -> impl Iterator<Item = (String, bool)> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.iter().rposition(is_part)? + 1;
        let start = rest[..end].iter().rposition(|byte| !is_part(byte)).map_or(0, |at| at + 1);
        let name = String::from_utf8_lossy(&rest[start..end]).into_owned();
        let between = &text[end..];
        let is_quote = |byte: &u8| b"\"'`[](: \t\r\n=>|".contains(byte);
        let is_assigned = between.iter().any(|byte| b":=>".contains(byte)) || name.starts_with('-');
        let is_direct = is_assigned && between.iter().all(is_quote);
        rest = &rest[..start];
        Some((name, is_direct))
    })
}

/// Returns the words of a name in lower case: `newTag`, `new_tag` and `NEW-TAG` have two.
pub fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        let is_end = matches!(c, '_' | '-') || (c.is_ascii_uppercase() && was_small);
        if is_end && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if !matches!(c, '_' | '-')
            && let Some(word) = words.last_mut()
        {
            word.push(c.to_ascii_lowercase());
        }
        was_small = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    words
}
