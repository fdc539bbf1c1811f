use std::fs::File;
use std::io::{BufRead, BufReader, Read};

use super::finding::{Code, Finding};
use crate::app::env_file::ENV_LOCAL;
use crate::app::survey::Survey;
use crate::app::{LARGEST, Project};
use crate::spec::{is_api_key, is_key_character, refuse_secret};

/// How much of a file is scanned, in bytes.
const LARGEST_SCANNED: u64 = 64 << 20;

/// The length of a master key, in hexadecimal digits.
const MASTER_KEY_LENGTH: usize = 40;

/// The minimum length of a client secret, in characters; CARTO's have 24.
const MIN_SECRET_LENGTH: usize = 16;

/// Generated files that contain checksums of packages or IDs of commits, apart from files recognized by the end of their name.
const CHECKSUMS: [&str; 7] = [
    "package-lock.json",
    "npm-shrinkwrap.json",
    "pnpm-lock.yaml",
    ".pnp.cjs",
    ".pnp.loader.mjs",
    ".git-blame-ignore-revs",
    "package.resolved",
];

/// The ends of the names of such files: lock files of all package managers, and lists of checksums.
const CHECKSUM_ENDINGS: [&str; 10] =
    [".lock", ".lockb", ".lockfile", ".sum", "sums", "sums.txt", ".md5", ".sha1", ".sha256", ".sha512"];

/// Parts of names whose values are commits and checksums.
const COMMIT_PARTS: [&str; 7] = ["commit", "sha", "hash", "digest", "checksum", "integrity", "revision"];
const COMMIT_NAMES: [&str; 6] = ["rev", "ref", "head", "oid", "tree", "etag"];

/// Names of API keys, in lower case without punctuation.
const KEY_NAMES: [&str; 5] = ["apikey", "cartokey", "authorization", "bearer", "accesstoken"];

/// Parts of placeholders for secrets.
const PLACEHOLDERS: [&str; 9] =
    ["your", "replace", "example", "placeholder", "xxxx", "change", "insert", "here", "secret"];

/// The extensions of source files, in which values are quoted.
const SOURCE_FILES: [&str; 9] = [".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".json", ".html", ".css"];

/// Finds master keys and client secrets in all files of the application.
pub fn check(survey: &Survey, project: &Project, findings: &mut Vec<Finding>) {
    for path in &survey.files {
        let name = path.rsplit('/').next().unwrap_or(path);
        if has_checksums(&name.to_lowercase()) || path.starts_with(".yarn/") {
            continue;
        }
        let Ok(file) = File::open(project.root.join(path)) else { continue };
        let is_large = file.metadata().is_ok_and(|found| found.len() > LARGEST);
        let file = BufReader::with_capacity(1 << 16, file.take(LARGEST_SCANNED));
        for (line, secret) in scan(file, is_large, is_source(name)) {
            let is_known =
                |found: &Finding| (found.code, &found.path, found.line) == (Code::KeyInCode, path, line);
            let is_reported = |found: &Finding| found.code == Code::EnvTracked && found.path == *path;
            let is_expected = stays_private(survey, path)
                || findings.iter().any(|found| is_known(found) || is_reported(found));
            if secret == Secret::ApiKey && is_expected {
                continue;
            }
            findings.push(finding(path, line, secret, survey.oauth().is_some()));
        }
    }
}

fn has_checksums(name: &str) -> bool {
    CHECKSUMS.contains(&name) || CHECKSUM_ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Whether git doesn't publish a file. Whether it ignores `.env.local` is a finding of its own, and without a repository the
/// rules of the application ignore files such as `.env.production.local`.
fn stays_private(survey: &Survey, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_local = name.starts_with(".env") && name.rsplit('.').next() == Some("local");
    let is_tracked = survey.git.tracked.iter().any(|tracked| tracked == path);
    path == ENV_LOCAL
        || (is_local && survey.git.ignores_env_local.is_none())
        || (!is_tracked && survey.git.ignores(path))
}

/// The kind of secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Secret {
    MasterKey,
    OfClient,
    ApiKey,
}

fn finding(path: &str, line: usize, secret: Secret, is_oauth: bool) -> Finding {
    let (message, why, fix) = match secret {
        Secret::MasterKey => (
            "this looks like a master key",
            "it gives full access to the account, and the application and its repository are published",
            if is_oauth {
                "remove it, and create a new one at CARTO; an application with OAuth needs no key"
            } else {
                "remove it, create a new one at CARTO, and use a regular key: carto-app auth set --api-key KEY"
            },
        ),
        Secret::OfClient => (
            "this looks like a client secret",
            "the implicit flow needs none, and the application and its repository are published",
            "remove it, and create a new one at CARTO",
        ),
        Secret::ApiKey => (
            "this looks like a private API key",
            "git stores it, so everybody with access to the repository can read it; it reaches the browser either way",
            "read it from import.meta.env, with the key in .env.local",
        ),
    };
    let code = if secret == Secret::ApiKey { Code::KeyInCode } else { Code::Secret };
    Finding::new(code, (path, line), message, why, fix)
}

fn is_source(name: &str) -> bool {
    SOURCE_FILES.iter().any(|ending| name.ends_with(ending))
}

/// Scans a file to its end, or to the first sign that it is binary; each line is reported once. A large file is read in
/// pieces and only scanned for master keys.
fn scan(mut file: impl BufRead, is_large: bool, is_source: bool) -> Vec<(usize, Secret)> {
    let mut found = Vec::new();
    if is_large {
        let mut keys = Keys::new();
        while let Ok(piece) = file.fill_buf() {
            if piece.is_empty() || piece.contains(&0) {
                break;
            }
            let length = piece.len();
            for byte in piece {
                found.extend(keys.take(*byte).map(|line| (line, Secret::MasterKey)));
            }
            file.consume(length);
        }
        found.extend(keys.take(b'\n').map(|line| (line, Secret::MasterKey)));
    } else {
        let mut bytes = Vec::new();
        if file.read_to_end(&mut bytes).is_err() || bytes.contains(&0) {
            return found;
        }
        let mut keys = Keys::new();
        let master = bytes.iter().chain(b"\n").filter_map(|byte| keys.take(*byte));
        found.extend(master.map(|line| (line, Secret::MasterKey)));
        let text = String::from_utf8_lossy(&bytes);
        let lower = text.to_ascii_lowercase();
        let keys = text.lines().enumerate().filter(|(_, line)| has_api_key(line));
        found.extend(keys.map(|(at, _)| (at + 1, Secret::ApiKey)));
        if lower.contains("secret") {
            found.extend(client_secrets(&text, is_source).map(|line| (line, Secret::OfClient)));
        }
    }
    found.sort_by_key(|(line, _)| *line);
    found.dedup();
    found
}

/// Finds words of 40 hexadecimal digits, byte by byte.
struct Keys {
    line: usize,
    /// The length of the current word.
    word: usize,
    is_hexadecimal: bool,
    /// The digits in the current word, one bit each.
    digits: u16,
    /// The bytes before the current word.
    before: [u8; BEFORE],
    /// The last bytes that were read.
    last: [u8; BEFORE],
}

/// The number of bytes before a word that are kept to classify it.
const BEFORE: usize = 40;

impl Keys {
    fn new() -> Self {
        Self {
            line: 1,
            word: 0,
            is_hexadecimal: true,
            digits: 0,
            before: [b' '; BEFORE],
            last: [b' '; BEFORE],
        }
    }

    /// Reads a byte; returns the line of a key that ends before it.
    fn take(&mut self, byte: u8) -> Option<usize> {
        let mut found = None;
        if byte.is_ascii_alphanumeric() {
            if self.word == 0 {
                self.before = self.last;
            }
            self.word += 1;
            match char::from(byte).to_digit(16) {
                Some(digit) => self.digits |= 1 << digit,
                None => self.is_hexadecimal = false,
            }
        } else {
            // A random key has many different digits, including letters.
            let is_drawn = self.digits.count_ones() >= 8 && self.digits >= 1 << 10;
            let is_key = self.word == MASTER_KEY_LENGTH && self.is_hexadecimal && is_drawn;
            if is_key && !is_commit(&self.before) {
                found = Some(self.line);
            }
            (self.word, self.is_hexadecimal, self.digits) = (0, true, 0);
            self.line += usize::from(byte == b'\n');
        }
        self.last.rotate_left(1);
        self.last[BEFORE - 1] = byte;
        found
    }
}

/// Whether the bytes before a word show that it is a commit or a checksum: `actions/checkout@…`, `…/commit/…`, `#…`,
/// `sha1-…`, `rev: …`, `ARG COMMIT=…`.
fn is_commit(before: &[u8]) -> bool {
    match before {
        [.., other, b'/'] => return *other != b'/',
        [.., b'@' | b'#'] | [.., b's', b'h', b'a', b'1', b'-' | b'.' | b':'] => return true,
        _ => {}
    }
    let line = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line).to_ascii_lowercase();
    let value = line.trim_end_matches(['"', '\'', '`', ' ', '\t']);
    let Some(name) = value.strip_suffix([':', '=']) else { return false };
    let name = name.trim_end_matches(['"', '\'', '`', ' ', '\t', ':', ']']);
    let start = name.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
    let name = &name[start.map_or(0, |start| start + 1)..];
    COMMIT_PARTS.iter().any(|part| name.contains(part))
        || name.split(['_', '-']).any(|part| COMMIT_NAMES.contains(&part))
}

/// Whether a line names an API key and holds what looks like one.
fn has_api_key(line: &str) -> bool {
    let plain = line.to_ascii_lowercase().replace(['_', '-'], "");
    KEY_NAMES.iter().any(|name| plain.contains(name))
        && line.split(|c| !is_key_character(c)).any(|word| is_api_key(word) && refuse_secret(word).is_err())
}

/// Returns the lines that set something like `clientSecret` to a value that isn't an example.
fn client_secrets(text: &str, is_source: bool) -> impl Iterator<Item = usize> {
    text.lines().enumerate().filter(move |(_, line)| has_client_secret(line, is_source)).map(|(at, _)| at + 1)
}

fn has_client_secret(line: &str, is_source: bool) -> bool {
    let lower = line.to_ascii_lowercase();
    let names = ["client_secret", "client-secret", "clientsecret"];
    let ends = names.iter().flat_map(|name| lower.match_indices(name).map(|(at, name)| at + name.len()));
    ends.into_iter().any(|end| {
        // The lower-case line has the same byte offsets.
        let rest = line[end..].trim_start_matches(['"', '\'', '`', ']']).trim_start();
        let Some(value) = rest.strip_prefix(['=', ':']) else { return false };
        let bare = value.trim_start_matches(['=', ' ', '\t']);
        let quoted = bare.trim_start_matches(['"', '\'', '`']);
        let is_stated =
            quoted.len() < bare.len() || !is_source || (rest.starts_with('=') && bare.len() == value.len());
        let length = quoted
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))
            .unwrap_or(quoted.len());
        let word = &quoted[..length];
        let is_drawn = word.contains(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
        // `process.env.CLIENT_SECRET` and `${CLIENT_SECRET}` are names, not values.
        let is_name = quoted[length..].starts_with(['.', '(', '['])
            || word == word.to_ascii_uppercase() && !word.contains(|c: char| c.is_ascii_digit());
        let small = word.to_ascii_lowercase();
        let is_example = PLACEHOLDERS.iter().any(|part| small.contains(part));
        is_stated && is_drawn && !is_name && !is_example && length >= MIN_SECRET_LENGTH
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "0123456789abcdef0123456789ABCDEF01234567";

    fn found(text: &str) -> Vec<(usize, Secret)> {
        let small = scan(text.as_bytes(), false, true);
        let large = scan(BufReader::with_capacity(7, text.as_bytes()), true, true);
        let keys: Vec<_> = small.iter().copied().filter(|(_, secret)| *secret == Secret::MasterKey).collect();
        assert_eq!(keys, large, "{text}");
        small
    }

    #[test]
    fn master_keys_are_whole_words_and_not_commits() {
        for text in ["{}", "a\n'{}'", "x={}&y", "key_{}", "// {}", "//{}", "é{}é", "api_key:{}\n"] {
            let line = if text.starts_with("a\n") { 2 } else { 1 };
            assert_eq!(found(&text.replace("{}", KEY)), [(line, Secret::MasterKey)], "{text}");
        }
        for text in
            ["{}0", "a{}", "actions/checkout@{}", "/commit/{}", "me/x#{}", "sha1-{}", "\0{}", "#{}", "g{}"]
        {
            assert_eq!(found(&text.replace("{}", KEY)), [], "{text}");
        }
        assert_eq!(found(&format!("{KEY} {KEY}\n\n{KEY}")), [(1, Secret::MasterKey), (3, Secret::MasterKey)]);
        assert_eq!(found(&KEY[1..]), []);
    }

    #[test]
    fn commits_checksums_and_examples_are_not_keys() {
        for text in [
            "rev: {}",
            "  ref: '{}'",
            "ARG COMMIT={}",
            "GIT_COMMIT = \"{}\"",
            "\"commitHash\": \"{}\"",
            "sha256:{}",
            "tree {}",
            "head-ref: {}",
        ] {
            let expected = if text == "tree {}" { vec![(1, Secret::MasterKey)] } else { Vec::new() };
            assert_eq!(found(&text.replace("{}", KEY)), expected, "{text}");
        }
        assert_eq!(found(&format!("preview: {KEY}")), [(1, Secret::MasterKey)]);
        for text in ["1234567890".repeat(4), "0".repeat(40), "ab".repeat(20), "deadbeef".repeat(5)] {
            assert_eq!(found(&text), [], "{text}");
        }
        for name in [
            "Gemfile.lock",
            "composer.lock",
            "flake.lock",
            "Podfile.lock",
            "sha1sums.txt",
            "go.sum",
            "bun.lockb",
        ] {
            assert!(has_checksums(&name.to_lowercase()), "{name}");
        }
        for line in [
            "clientSecret: 'YOUR_CLIENT_SECRET_HERE_1'",
            "client_secret: replace-with-Your-Client-Id-12",
            "clientSecret = 'Xxxxxxxxxxxxxxxxxxxxxxx1'",
        ] {
            assert_eq!(found(line), [], "{line}");
        }
    }

    #[test]
    fn an_api_key_is_found_beside_its_name() {
        const REGULAR: &str = "AbCdEfGhIjKlMnOpQrStUv";
        for line in [
            "Authorization: 'Bearer {}'",
            "window.cartoKey = '{}';",
            "url + '?api_key={}'",
            "VITE_CARTO_API_KEY={}",
            "<meta name=\"carto-key\" content=\"{}\">",
            "headers.set('Authorization', `Bearer {}`)",
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
        assert_eq!(found(&format!("const name = '{REGULAR}';")), []);
    }

    #[test]
    fn client_secrets_are_random_values() {
        for line in [
            "clientSecret: 'AbCdEfGhIjKlMnOpQrStUvWx',",
            "const CLIENT_SECRET = \"abcdefghijklmnopqrstuv12\";",
            "\"client_secret\": \"AbCdEfGhIjKlMnOpQrStUvWx\"",
            "'?client_secret=AbCdEfGhIjKlMnOpQrStUvWx'",
            "const oauthClientSecret = `AbCdEfGhIjKlMnOpQrStUvWx`",
        ] {
            assert_eq!(found(line), [(1, Secret::OfClient)], "{line}");
        }
        for line in [
            "client_secret: 'x'",
            "clientSecret: process.env.CLIENT_SECRET_1",
            "clientSecret = theClientSecretOfThis2",
            "client_secret: 'your-client-secret-here'",
            "if (params.client_secret !== undefined) {",
            "The client_secret must not be part of this request",
        ] {
            assert_eq!(found(line), [], "{line}");
        }
        assert!(has_client_secret("VITE_CLIENT_SECRET=AbCdEfGhIjKlMnOpQrStUvWx", false));
        assert!(has_client_secret("client-secret: AbCdEfGhIjKlMnOpQrStUvWx # x", false));
    }
}
