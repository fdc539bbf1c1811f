//! Finds secrets in the text of a file. Takes time proportional to its length.

use std::collections::BTreeSet;

use super::context::{Meaning, continues_commit, is_client_secret, is_near, meaning, of_prefix};
use super::token::{self, Token};
use crate::spec::{is_api_key, refuse_secret};

/// The kind of secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secret {
    MasterKey,
    OfClient,
    ApiKey,
    Token,
}

/// The kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Source code, in which values are quoted.
    Code,
    /// Documentation, which may contain the examples of standards.
    Prose,
    /// A list of checksums or commits, in which only values count that are named as secrets.
    Checksums,
    Other,
}

/// The length of a master key, in hexadecimal digits.
const MASTER_KEY_LENGTH: usize = 40;

/// The minimum length of a client secret with a name, in characters; CARTO's have 24.
const MIN_SECRET_LENGTH: usize = 16;

/// The minimum length of a part of a token with a name, in characters.
const MIN_TOKEN_LENGTH: usize = 22;

/// A file with more different words of 40 hexadecimal digits, none of them named a key, is a list of commits or checksums.
const MOST_UNNAMED: usize = 4;

/// How far before a value the address of a repository counts, in bytes.
const LINK: usize = 200;

/// Names of API keys that count anywhere near a value, in lower case without punctuation.
const KEY_NAMES: [&str; 5] = ["apikey", "cartokey", "authorization", "bearer", "accesstoken"];

/// Parts of placeholders for secrets.
const PLACEHOLDERS: [&str; 9] =
    ["your", "replace", "example", "placeholder", "xxxx", "change", "insert", "here", "secret"];

/// Returns each secret in a text with its line, sorted; each kind once per line.
pub fn scan(text: &[u8], language: Language) -> Vec<(usize, Secret)> {
    let mut found = Vec::new();
    let mut unnamed: Vec<(usize, &[u8])> = Vec::new();
    let (mut line, mut counted) = (1, 0);
    let mut token_end = 0;
    for (start, end) in words(text).filter(|(start, end)| end - start >= MIN_SECRET_LENGTH) {
        line += text[counted..start].split(|byte| *byte == b'\n').count() - 1;
        counted = start;
        if start < token_end {
            continue;
        }
        // The key that Mapbox gives to browsers.
        if text[..start].ends_with(b"pk.") {
            token_end = token::rest(text, end);
            continue;
        }
        if let Some(token) = token::at(text, start, end) {
            token_end = token.end;
            if is_secret_token(text, start, &token, language) {
                found.push((line, Secret::Token));
            }
            continue;
        }
        for key in master_keys(text, start, end) {
            let word = &text[key.0..key.1];
            let prefix = &text[start..key.0];
            let named = of_prefix(prefix).or_else(|| meaning(text, key.0));
            match named {
                Some(Meaning::Commit) => {}
                named if is_commit_by_form(text, key, named.is_some()) => {}
                // `crash-…`, as in names of files and images.
                None if prefix.ends_with(b"-") || continues_commit(text, key.0) => {}
                Some(_) => found.push((line, Secret::MasterKey)),
                // CARTO writes its keys in lower case; fingerprints are often in upper case.
                None if !word.iter().any(u8::is_ascii_lowercase) => {}
                None if language == Language::Checksums => {}
                None => unnamed.push((line, word)),
            }
        }
        found.extend(named_secret(text, start, end, language).map(|secret| (line, secret)));
    }
    let different: BTreeSet<&[u8]> = unnamed.iter().map(|(_, word)| *word).collect();
    if different.len() <= MOST_UNNAMED {
        found.extend(unnamed.into_iter().map(|(line, _)| (line, Secret::MasterKey)));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Returns the start and end of each run of characters that occur in keys.
fn words(text: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].iter().position(is_part)?;
        at = text[start..].iter().position(|byte| !is_part(byte)).map_or(text.len(), |length| start + length);
        Some((start, at))
    })
}

fn is_secret_token(text: &[u8], start: usize, token: &Token, language: Language) -> bool {
    let is_named = || matches!(meaning(text, start), Some(Meaning::Key | Meaning::ClientSecret));
    let is_example = token.is_example && language == Language::Prose;
    !token.is_public && !is_example && (token.is_cartos || is_named())
}

/// Finds a secret by its name: an API key, a client secret, or a part of a token.
fn named_secret(text: &[u8], start: usize, end: usize, language: Language) -> Option<Secret> {
    let word = std::str::from_utf8(&text[start..end]).ok()?;
    let is_name = text.get(end).is_some_and(|byte| b"([".contains(byte)) || text[..start].ends_with(b"*");
    let is_random = is_api_key(word)
        && refuse_secret(word).is_err()
        && !(is_name && language == Language::Code)
        && !is_in_base64(text, (start, end));
    let is_token = word.starts_with("eyJ") && word.len() >= MIN_TOKEN_LENGTH;
    if is_random || is_token {
        let is_key = match meaning(text, start) {
            Some(Meaning::Key | Meaning::ClientSecret) => true,
            Some(Meaning::Commit) => false,
            None => is_random && language != Language::Checksums && is_near(text, (start, end), &KEY_NAMES),
        };
        if is_key {
            return Some(if is_token { Secret::Token } else { Secret::ApiKey });
        }
    }
    let is_client = is_stated(text, start, end, language)
        && looks_drawn(word)
        && is_client_secret(text, start)
        && meaning(text, start) == Some(Meaning::ClientSecret);
    is_client.then_some(Secret::OfClient)
}

/// Whether a word stands where a value does, and not where a name does.
fn is_stated(text: &[u8], start: usize, end: usize, language: Language) -> bool {
    let before = &text[..start];
    let is_plain = match before.last() {
        Some(b'"' | b'\'' | b'`' | b'=') => true,
        Some(b' ' | b'\t' | b'\n' | b':' | b'>') | None => language != Language::Code,
        _ => false,
    };
    // `process.env.CLIENT_SECRET` and `${CLIENT_SECRET}` are names, not values.
    is_plain && !text.get(end).is_some_and(|byte| b".([".contains(byte))
}

/// Whether a word may be a random value: neither words nor the name of a variable nor a placeholder.
fn looks_drawn(word: &str) -> bool {
    let has_digit = word.contains(|c: char| c.is_ascii_digit());
    let is_name = !has_digit && word == word.to_ascii_uppercase();
    let small = word.to_ascii_lowercase();
    (has_digit || word != small) && !is_name && !PLACEHOLDERS.iter().any(|part| small.contains(part))
}

/// Whether a word is probably a piece of longer base64, which contains `+` and `/` as well.
fn is_in_base64(text: &[u8], (start, end): (usize, usize)) -> bool {
    let is_part = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'=');
    let before = start >= 2 && matches!(text[start - 1], b'+' | b'/') && is_part(text.get(start - 2));
    let is_padded = text[end..].starts_with(b"==");
    let after = text.get(end).is_some_and(|byte| matches!(byte, b'+' | b'/')) && is_part(text.get(end + 1));
    is_padded || (before && after)
}

/// Returns the words of 40 hexadecimal digits in a word of key characters. A random key has many different digits, including
/// letters.
fn master_keys(text: &[u8], start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut keys = Vec::new();
    let mut at = start;
    for part in text[start..end].split(|byte| !byte.is_ascii_alphanumeric()) {
        let digits = part
            .iter()
            .try_fold(0_u16, |digits, byte| char::from(*byte).to_digit(16).map(|digit| digits | 1 << digit));
        if part.len() == MASTER_KEY_LENGTH
            && digits.is_some_and(|digits| digits.count_ones() >= 8 && digits >= 1 << 10)
        {
            keys.push((at, at + part.len()));
        }
        at += part.len() + 1;
    }
    keys
}

/// Whether the characters around a word show that it is a commit or a checksum: `actions/checkout@…`, `…/commit/…`, `#…`,
/// `sha1-…`, `acme/app:…`, `…..…`, a line of `git format-patch`, a line of a list of files, or the name of a file. `is_named`
/// means that it has the name of a key.
fn is_commit_by_form(text: &[u8], (start, end): (usize, usize), is_named: bool) -> bool {
    let (before, after) = (&text[..start], &text[end..]);
    // No more of the line counts, which may be the whole file.
    let near = &before[before.len().saturating_sub(LINK)..];
    let line = near.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_whole = line.len() < near.len() || near.len() == before.len();
    let is_first = is_whole && line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'^'));
    let is_after = |parts: &[&[u8]]| parts.iter().any(|part| after.starts_with(part));
    match before {
        [.., other, b'/'] => return *other != b'/' || is_after(&[b"/"]),
        [.., b'@' | b'#'] | [.., b's', b'h', b'a', b'1', b'-' | b'.' | b':'] | [.., b'.', b'.'] => {
            return true;
        }
        // The tag of an image, but not the password of a URL.
        [.., other, b':'] if other.is_ascii_alphanumeric() && !after.starts_with(b"@") => {
            let image = line.rsplit(|byte| byte.is_ascii_whitespace() || b"\"'`=".contains(byte)).next();
            if image.is_some_and(|image| image.contains(&b'/')) {
                return true;
            }
        }
        _ => {}
    }
    // After the address of a repository, or in it: some sites name the commit in a parameter.
    let has = |part: &[u8]| line.windows(part.len()).any(|window| window == part);
    if !is_named && has(b"://") && [&b"git"[..], b"commit", b"source"].into_iter().any(has) {
        return true;
    }
    let extension = after.strip_prefix(b".").unwrap_or_default();
    let extension =
        extension.iter().take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()).count();
    let is_file = (1..=5).contains(&extension) && !is_named;
    let is_at = !is_named && (line.ends_with(b" at ") || line == b"at ");
    if is_file || is_at {
        return true;
    }
    let is_list = is_first && (is_after(&[b"  ", b" *", b" refs/", b"\t"]));
    is_list
        || (line == b"From " && is_after(&[b" Mon Sep 17"]))
        || is_after(&[b".."])
        || is_after(&[b"\trefs/"])
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "0123456789abcdef0123456789ABCDEF01234567";
    const REGULAR: &str = "AbCdEfGhIjKlMnOpQrStUv";
    const TOKEN: &str =
        "eyJhbGciOiJIUzI1NiJ9.eyJhIjoiYWNfN3hoZnd5bWwiLCJqdGkiOiI4YWZlZDk3ZSJ9.dozjgNryP4J3jVmNHl0w5N";
    const EXAMPLE: &str =
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

    fn found(text: &str) -> Vec<(usize, Secret)> {
        scan(text.as_bytes(), Language::Code)
    }

    #[test]
    fn master_keys_are_whole_words_and_not_commits() {
        for text in [
            "{}",
            "a\n'{}'",
            "x={}&y",
            "key_{}",
            "// {}",
            "//{}",
            "é{}é",
            "api_key:{}\n",
            "https://me:{}@x.org",
            "git config carto.key {}",
            "preview: {}",
            "tree {}",
            "https://x.org/?api_key={}",
        ] {
            let line = if text.starts_with("a\n") { 2 } else { 1 };
            assert_eq!(found(&text.replace("{}", KEY)), [(line, Secret::MasterKey)], "{text}");
        }
        for text in [
            "{}0",
            "a{}",
            "actions/checkout@{}",
            "/commit/{}",
            "me/x#{}",
            "sha1-{}",
            "#{}",
            "g{}",
            "rev: {}",
            "  ref: '{}'",
            "ARG COMMIT={}",
            "GIT_COMMIT = \"{}\"",
            "\"commitHash\": \"{}\"",
            "sha256:{}",
            "head-ref: {}",
            "git checkout {}",
            "git reset --hard {}",
            "This reverts commit {}.",
            "newTag: {}",
            "  tag: \"{}\"",
            "From {} Mon Sep 17 00:00:00 2001",
            "index {}..{} 100644",
            "<sha1 value=\"{}\"",
            "image: ghcr.io/acme/app:{}",
            "thumbprint_list = [\n  \"{}\",\n]",
            "{} refs/heads/main",
            "{}  dist/app.js",
            "compare/{}...{}",
            "\"gitHead\": \"{}\"",
            "GIT_TAG {}",
            "\"builtin-baseline\": \"{}\"",
            "git show {}",
            "Fixes: {} (\"x\")",
            "targetRevision: {}",
            "version: {}",
        ] {
            assert_eq!(found(&text.replace("{}", KEY)), [], "{text}");
        }
        assert_eq!(found(&format!("{KEY} {KEY}\n\n{KEY}")), [(1, Secret::MasterKey), (3, Secret::MasterKey)]);
        assert_eq!(found(&KEY[1..]), []);
        for text in ["1234567890".repeat(4), "0".repeat(40), "ab".repeat(20), "deadbeef".repeat(5)] {
            assert_eq!(found(&text), [], "{text}");
        }
        assert_eq!(found(&format!("gpg --recv-keys \\\n  {}", KEY.to_uppercase())), []);
    }

    #[test]
    fn commits_in_the_comments_of_programs_are_not_keys() {
        for text in [
            "//! derived from x at commit\n//! {} (2 commits later)",
            "# at revision\n# {}.",
            "const REVISION: &str = \"{}\";",
            "https://git.kernel.org/x.git/tools?h=next&id={}",
            "// https://cs.opensource.google/x;l=20-21;drc={}",
            "\"crash-{}\",",
            "<img src=\"{}.png\">",
            "(specifically, at {})",
            "generated from https://github.com/a/b/tree/c ({})",
        ] {
            assert_eq!(found(&text.replace("{}", &KEY.to_lowercase())), [], "{text}");
        }
        for text in ["the key is\n{}", "api-key-{}", "https://x.github.io/?api_key={}", "key: {}.\n"] {
            assert_eq!(found(&text.replace("{}", KEY)).len(), 1, "{text}");
        }
        assert_eq!(found("EVP_PKEY *d2i_PKCS8PrivateKey_fp(FILE *fp"), []);
    }

    #[test]
    fn a_list_of_hashes_has_no_master_key_unless_one_is_named() {
        let hash = |digit: u32| format!("{digit:x}{}", &KEY[1..]);
        let list: Vec<String> = (1..9).map(hash).collect();
        assert_eq!(found(&list.join("\n")), []);
        let named = format!("{}\napi_key: {KEY}", list.join("\n"));
        assert_eq!(found(&named), [(9, Secret::MasterKey)]);
        assert_eq!(found(&list[..3].join(",")), [(1, Secret::MasterKey)]);
    }

    #[test]
    fn an_api_key_is_found_beside_its_name() {
        for line in [
            "Authorization: 'Bearer {}'",
            "window.cartoKey = '{}';",
            "url + '?api_key={}'",
            "VITE_CARTO_API_KEY={}",
            "<meta name=\"carto-key\" content=\"{}\">",
            "<meta content=\"{}\" name=\"carto-key\">",
            "headers.set('Authorization', `Bearer {}`)",
            "CARTO_TOKEN={}",
            "auth_token: {}",
            "VITE_KEY={}",
            "const apiKey: string = '{}'",
            "const apiKey = { production: '{}' }",
            "apiKey: isProduction ? '{}' : 'default_public'",
        ] {
            assert_eq!(found(&line.replace("{}", REGULAR)), [(1, Secret::ApiKey)], "{line}");
            for example in [
                "xxxxxxxxxxxxxxxxxxxxxx",
                "YOUR_CARTO_API_KEY_HERE",
                "replace-with-your-key1",
                "default_public",
            ] {
                assert_eq!(found(&line.replace("{}", example)), [], "{line} {example}");
            }
        }
        for (text, line) in
            [("{ apiKey:\n  '{}' }", 2), ("const apiKey: string =\n  '{}'", 2), ("keys:\n- {}", 2)]
        {
            assert_eq!(found(&text.replace("{}", REGULAR)), [(line, Secret::ApiKey)], "{text}");
        }
        for text in [
            "const name = '{}';",
            "<symbol id=\"key\"><path d=\"{}\"/>",
            "integrity: sha512-{}==",
            "\"md5_key\": \"{}==\"",
        ] {
            assert_eq!(found(&text.replace("{}", REGULAR)), [], "{text}");
        }
    }

    #[test]
    fn tokens_are_found_by_their_names_or_their_content() {
        for text in
            ["Bearer {}", "accessToken: '{}'", "const token: string =\n  '{}'", "x('{}')", "CARTO_TOKEN={}"]
        {
            let line = text.lines().count();
            assert_eq!(found(&text.replace("{}", TOKEN)), [(line, Secret::Token)], "{text}");
        }
        assert_eq!(found(&format!("accessToken: '{EXAMPLE}'")), [(1, Secret::Token)]);
        assert_eq!(scan(format!("Bearer {EXAMPLE}").as_bytes(), Language::Prose), []);
        assert_eq!(found(&format!("x('{EXAMPLE}')")), []);
        assert_eq!(found("accessToken: 'eyJhbGciOiJIUzI1NiJ9aB'"), [(1, Secret::Token)]);
        for text in [
            "//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjozLCJmaWxlIjoieC5q",
            "mapboxToken = 'pk.eyJ1IjoiYWNtZSIsImEiOiJjazEyMyJ9.dozjgNryP4J3jVmNHl0w5N'",
            "nextPageToken: 'eyJhbGciOiJIUzI1NiJ9aB'",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn client_secrets_are_random_values() {
        for line in [
            "clientSecret: 'AbCdEfGhIjKlMnOpQrStUvWx',",
            "const CLIENT_SECRET = \"abcdefghijklmnopqrstuv12\";",
            "\"client_secret\": \"AbCdEfGhIjKlMnOpQrStUvWx\"",
            "'?client_secret=AbCdEfGhIjKlMnOpQrStUvWx'",
            "const oauthClientSecret = `AbCdEfGhIjKlMnOpQrStUvWx`",
            "clientSecret: string = 'AbCdEfGhIjKlMnOpQrStUvWx'",
            "const clientSecret: string | undefined = 'AbCdEfGhIjKlMnOpQrStUvWx'",
            "params['client_secret'] = 'AbCdEfGhIjKlMnOpQrStUvWx'",
        ] {
            assert_eq!(found(line), [(1, Secret::OfClient)], "{line}");
        }
        assert_eq!(found("clientSecret:\n  'AbCdEfGhIjKlMnOpQrStUvWx',"), [(2, Secret::OfClient)]);
        for line in [
            "client_secret: 'x'",
            "clientSecret: process.env.CLIENT_SECRET_1",
            "clientSecret = theClientSecretOfThis2",
            "client_secret: 'your-client-secret-here'",
            "if (params.client_secret !== undefined) {",
            "The client_secret must not be part of this request",
            "clientSecret: 'YOUR_CLIENT_SECRET_HERE_1'",
            "client_secret: replace-with-Your-Client-Id-12",
            "clientSecret = 'Xxxxxxxxxxxxxxxxxxxxxxx1'",
        ] {
            assert_eq!(found(line), [], "{line}");
        }
        for line in
            ["VITE_CLIENT_SECRET=AbCdEfGhIjKlMnOpQrStUvWx", "client-secret: AbCdEfGhIjKlMnOpQrStUvWx # x"]
        {
            assert_eq!(scan(line.as_bytes(), Language::Other), [(1, Secret::OfClient)], "{line}");
        }
    }

    #[test]
    fn endless_lines_take_linear_time() {
        let hash = format!("{},", KEY.to_lowercase());
        for part in ["AbCdEfGhIjKlMnOpQrStUv,", "eyJhbGciOiJIUzI1NiJ9.", &hash, " ", "a", "\n"] {
            found(&part.repeat((1 << 20) / part.len()));
        }
    }
}
