use std::fs::File;
use std::io::{BufRead, BufReader};

use super::finding::{Code, Finding};
use crate::app::survey::Survey;
use crate::app::{LARGEST, Project};

/// The length of a master key, in hexadecimal digits.
const MASTER_KEY_LENGTH: usize = 40;

/// The minimum length of a client secret, in characters; CARTO's have 24.
const MIN_SECRET_LENGTH: usize = 16;

/// Generated files that contain checksums of packages or IDs of commits.
const CHECKSUMS: [&str; 9] = [
    "package-lock.json",
    "npm-shrinkwrap.json",
    "pnpm-lock.yaml",
    "yarn.lock",
    "bun.lock",
    "bun.lockb",
    ".pnp.cjs",
    ".pnp.loader.mjs",
    ".git-blame-ignore-revs",
];

/// The extensions of source files, in which values are quoted.
const SOURCE_FILES: [&str; 9] = [".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".json", ".html", ".css"];

/// Finds master keys and client secrets in all files of the application.
pub fn check(survey: &Survey, project: &Project, findings: &mut Vec<Finding>) {
    for path in &survey.files {
        let name = path.rsplit('/').next().unwrap_or(path);
        if CHECKSUMS.contains(&name) || path.starts_with(".yarn/") {
            continue;
        }
        let Ok(file) = File::open(project.root.join(path)) else { continue };
        let is_large = file.metadata().is_ok_and(|found| found.len() > LARGEST);
        for (line, secret) in scan(BufReader::with_capacity(1 << 16, file), is_large, is_source(name)) {
            findings.push(finding(path, line, secret, survey.oauth().is_some()));
        }
    }
}

/// The kind of secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Secret {
    MasterKey,
    ClientSecret,
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
        Secret::ClientSecret => (
            "this looks like a client secret",
            "the implicit flow needs none, and the application and its repository are published",
            "remove it, and create a new one at CARTO",
        ),
    };
    Finding::new(Code::Secret, (path, line), message, why, fix)
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
        if lower.contains("secret") {
            found.extend(client_secrets(&text, is_source).map(|line| (line, Secret::ClientSecret)));
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
    /// The bytes before the current word.
    before: [u8; 5],
    /// The last bytes that were read.
    last: [u8; 5],
}

impl Keys {
    fn new() -> Self {
        Self { line: 1, word: 0, is_hexadecimal: true, before: [b' '; 5], last: [b' '; 5] }
    }

    /// Reads a byte; returns the line of a key that ends before it.
    fn take(&mut self, byte: u8) -> Option<usize> {
        let mut found = None;
        if byte.is_ascii_alphanumeric() {
            if self.word == 0 {
                self.before = self.last;
            }
            self.word += 1;
            self.is_hexadecimal &= byte.is_ascii_hexdigit();
        } else {
            if self.word == MASTER_KEY_LENGTH && self.is_hexadecimal && !is_commit(self.before) {
                found = Some(self.line);
            }
            (self.word, self.is_hexadecimal) = (0, true);
            self.line += usize::from(byte == b'\n');
        }
        self.last.rotate_left(1);
        self.last[4] = byte;
        found
    }
}

/// Whether the bytes before a word show that it is a commit or a checksum: `actions/checkout@…`, `…/commit/…`, `#…`,
/// `sha1-…`.
fn is_commit(before: [u8; 5]) -> bool {
    match before {
        [_, _, _, other, b'/'] => other != b'/',
        [_, _, _, _, b'@' | b'#'] | [b's', b'h', b'a', b'1', b'-' | b'.' | b':'] => true,
        _ => false,
    }
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
        is_stated && is_drawn && !is_name && length >= MIN_SECRET_LENGTH
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
    fn client_secrets_are_random_values() {
        for line in [
            "clientSecret: 'AbCdEfGhIjKlMnOpQrStUvWx',",
            "const CLIENT_SECRET = \"abcdefghijklmnopqrstuv12\";",
            "\"client_secret\": \"AbCdEfGhIjKlMnOpQrStUvWx\"",
            "'?client_secret=AbCdEfGhIjKlMnOpQrStUvWx'",
            "const oauthClientSecret = `AbCdEfGhIjKlMnOpQrStUvWx`",
        ] {
            assert_eq!(found(line), [(1, Secret::ClientSecret)], "{line}");
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
