//! Finds secrets in the text of a file. Takes time proportional to its length.

use std::collections::BTreeSet;

use super::commit::{is_by_form, is_file_name, is_in_sentence};
use super::context::{Context, continues_commit, is_after_login, is_client_secret, is_near, own_line};
use super::encoded::{base64, plain};
use super::env;
use super::names::{Meaning, of_prefix};
use super::random::looks_drawn;
use super::token::{self, Token};
use crate::spec::{is_api_key, refuse_secret};

/// The kind of secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secret {
    MasterKey,
    OfClient,
    ApiKey,
    Token,
    /// A secret of any service.
    Other,
}

/// The kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Source code, in which values are quoted.
    Code,
    /// Documentation, which may contain the examples of standards.
    Prose,
    /// A list of checksums or commits, in which only values count that are named as secrets.
    Checksums,
    /// A `.env*` file, which must not hold secrets of any service if git publishes it.
    Env,
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

/// The longest login in base64 that is decoded, in characters.
const LONGEST_LOGIN: usize = 200;

/// Names of API keys that count anywhere near a value, in lower case without punctuation.
const KEY_NAMES: [&str; 5] = ["apikey", "cartokey", "authorization", "bearer", "accesstoken"];

/// Returns each secret in the text of a file with its line, sorted; each kind once per line.
pub fn scan(text: &[u8], kind: FileKind, file: &str) -> Vec<(usize, Secret)> {
    let text: &[u8] = &plain(text);
    let context = Context::of(text, file);
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
            if is_secret_token(&context, (start, end), &token, kind) {
                found.push((line, Secret::Token));
            }
            continue;
        }
        for key in master_keys(text, start, end) {
            let word = &text[key.0..key.1];
            let prefix = &text[start..key.0];
            let of_prefix = of_prefix(prefix);
            let named = of_prefix.or_else(|| context.meaning(key));
            let is_key = matches!(named, Some(Meaning::Key | Meaning::ClientSecret));
            match named {
                Some(Meaning::Commit) => {}
                _ if is_by_form(text, key, is_key) => {}
                // `crash-…`, as in the names of files, images and caches.
                _ if of_prefix.is_none() && prefix.ends_with(b"-") => {}
                _ if is_key => found.push((line, Secret::MasterKey)),
                _ if continues_commit(text, key.0) => {}
                // CARTO writes its keys in lower case; fingerprints are often in upper case.
                _ if !word.iter().any(u8::is_ascii_lowercase) => {}
                _ if kind == FileKind::Checksums => {}
                _ if is_in_sentence(text, key, opening(kind)) && !is_after_login(text, key.0) => {}
                _ => unnamed.push((line, word)),
            }
        }
        found.extend(named_secret(&context, text, (start, end), kind).map(|secret| (line, secret)));
        found.extend(basic(text, start).into_iter().map(|secret| (line, secret)));
    }
    if kind == FileKind::Env {
        let known: BTreeSet<usize> = found.iter().map(|(line, _)| *line).collect();
        let others = env::scan(text).into_iter().filter(|line| !known.contains(line));
        found.extend(others.map(|line| (line, Secret::Other)));
    }
    let different: BTreeSet<&[u8]> = unnamed.iter().map(|(_, word)| *word).collect();
    if different.len() <= MOST_UNNAMED {
        found.extend(unnamed.into_iter().map(|(line, _)| (line, Secret::MasterKey)));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Returns what may stand between a word and the sentence or command that it is a part of. In source code, quotes make a value.
fn opening(kind: FileKind) -> &'static [u8] {
    match kind {
        FileKind::Code => b"",
        FileKind::Prose => b"\"'`*_([",
        _ => b"\"'",
    }
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

fn is_secret_token(context: &Context<'_>, word: (usize, usize), token: &Token, kind: FileKind) -> bool {
    let is_named =
        || matches!(context.meaning(word), Some(Meaning::Key | Meaning::ClientSecret | Meaning::Login));
    let is_example = token.is_example && kind == FileKind::Prose;
    !token.is_public && !is_example && (token.is_cartos || is_named())
}

/// Finds the secret in the login of a header, such as `Authorization: Basic YWNtZTr…`.
fn basic(text: &[u8], start: usize) -> Option<Secret> {
    let scheme = b"basic ";
    let before = &text[start.saturating_sub(scheme.len())..start];
    if !before.eq_ignore_ascii_case(scheme) {
        return None;
    }
    let login = base64(&text[start..text.len().min(start + LONGEST_LOGIN)]);
    let found = scan(&[b"curl -u ", login.as_slice()].concat(), FileKind::Other, "");
    found.first().map(|(_, secret)| *secret)
}

/// Finds a secret by its name: an API key, a client secret, or a part of a token.
fn named_secret(
    context: &Context<'_>,
    text: &[u8],
    (start, end): (usize, usize),
    kind: FileKind,
) -> Option<Secret> {
    let word = std::str::from_utf8(&text[start..end]).ok()?;
    let is_random = is_api_key(word)
        && refuse_secret(word).is_err()
        && !(kind == FileKind::Code && is_identifier(text, (start, end)))
        && !is_file_name(&text[end..])
        && !is_in_base64(text, (start, end));
    let is_token = word.starts_with("eyJ") && word.len() >= MIN_TOKEN_LENGTH;
    if is_random || is_token {
        let is_key = match context.meaning((start, end)) {
            Some(Meaning::Key | Meaning::ClientSecret | Meaning::Login) => true,
            Some(Meaning::Commit) => false,
            None => is_random && kind != FileKind::Checksums && is_near(text, (start, end), &KEY_NAMES),
        };
        if is_key {
            return Some(if is_token { Secret::Token } else { Secret::ApiKey });
        }
    }
    // In a `.env*` file, other secrets are those of other services.
    let is_cartos = kind != FileKind::Env || is_near(text, (start, end), &["clientsecret"]);
    let is_client = is_cartos
        && is_stated(text, start, end, kind)
        && looks_drawn(word)
        && is_client_secret(text, start)
        && context.meaning((start, end)) == Some(Meaning::ClientSecret);
    is_client.then_some(Secret::OfClient)
}

/// Whether a word of source code is the name of a variable, function or type: it is called, or stands outside of quotes and
/// comments where an argument or an import does.
fn is_identifier(text: &[u8], (start, end): (usize, usize)) -> bool {
    if text.get(end).is_some_and(|byte| b"([".contains(byte)) || text[..start].ends_with(b"*") {
        return true;
    }
    let Some(line) = own_line(text, start) else { return false };
    let before = &text[line..start];
    let is_quoted = b"\"'`".iter().any(|quote| before.split(|byte| byte == quote).count() % 2 == 0);
    let is_comment = before.trim_ascii_start().starts_with(b"*")
        || before.contains(&b'#')
        || before.windows(2).any(|pair| matches!(pair, b"//" | b"/*"));
    let is_plain = !text[start].is_ascii_digit() && !text[start..end].contains(&b'-');
    let is_after = before.last().is_none_or(|byte| b" \t([{,!".contains(byte));
    let is_before = text[end..].trim_ascii_start().first().is_some_and(|byte| b",;)]}".contains(byte));
    is_plain && !is_quoted && !is_comment && is_after && is_before
}

/// Whether a word stands where a value does, and not where a name does.
fn is_stated(text: &[u8], start: usize, end: usize, kind: FileKind) -> bool {
    let before = &text[..start];
    let is_plain = match before.last() {
        Some(b'"' | b'\'' | b'`' | b'=') => true,
        Some(b' ' | b'\t' | b'\n' | b':' | b'>') | None => kind != FileKind::Code,
        _ => false,
    };
    // `process.env.CLIENT_SECRET` and `${CLIENT_SECRET}` are names, not values.
    is_plain && !text.get(end).is_some_and(|byte| b".([".contains(byte))
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

#[cfg(test)]
mod tests;
