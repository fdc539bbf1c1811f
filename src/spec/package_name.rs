use std::str::FromStr;

use super::{Invalid, characters, letters, secrets, text_newtype};

/// A name that npm accepts for a new package (by the rules of `validate-npm-package-name`).
///
/// At most 214 characters; lower-case letters, digits, `-`, `_` and `.`, not beginning with `-`, `_` or `.`; not the name
/// of one of Node's built-in modules. A scope may precede it (`@team/my-map`) and is not part of a directory's name. npm
/// tolerates `~'!()*` in a scope; they are refused here, since no registry has such scopes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageName(String);

text_newtype!(PackageName);

/// Names that npm reserves, and Node's built-in modules (`require('module').builtinModules` of Node 20).
#[rustfmt::skip]
const TAKEN: [&str; 70] = [
    "node_modules", "favicon.ico",
    "_http_agent", "_http_client", "_http_common", "_http_incoming", "_http_outgoing", "_http_server", "_stream_duplex",
    "_stream_passthrough", "_stream_readable", "_stream_transform", "_stream_wrap", "_stream_writable", "_tls_common",
    "_tls_wrap", "assert", "assert/strict", "async_hooks", "buffer", "child_process", "cluster", "console", "constants",
    "crypto", "dgram", "diagnostics_channel", "dns", "dns/promises", "domain", "events", "fs", "fs/promises", "http", "http2",
    "https", "inspector", "inspector/promises", "module", "net", "os", "path", "path/posix", "path/win32", "perf_hooks",
    "process", "punycode", "querystring", "readline", "readline/promises", "repl", "stream", "stream/consumers",
    "stream/promises", "stream/web", "string_decoder", "sys", "timers", "timers/promises", "tls", "trace_events", "tty",
    "url", "util", "util/types", "v8", "vm", "wasi", "worker_threads", "zlib",
];

impl PackageName {
    /// The most characters that npm accepts.
    pub const MAX_LENGTH: usize = 214;

    /// Returns the package name closest to a directory's name: `MyMap` and `My Map` become `my-map`. `None` if no character can
    /// be kept, or if the name looks like a secret.
    pub fn from_directory_name(name: &str) -> Option<Self> {
        secrets::refuse_secret(name).ok()?;
        slug(&separated(name)).parse().ok()
    }
}

impl FromStr for PackageName {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        secrets::refuse_secret(text)?;
        let Some(message) = problem(text) else {
            return Ok(Self(text.to_owned()));
        };
        let refusal = Invalid::new(message);
        let suggestion = near(text);
        Err(if problem(&suggestion).is_none() { refusal.suggest(suggestion) } else { refusal })
    }
}

fn problem(text: &str) -> Option<String> {
    if let Err(refusal) = secrets::refuse_secret(text) {
        return Some(refusal.message);
    }
    let (scope, name) = match text.strip_prefix('@').and_then(|scoped| scoped.split_once('/')) {
        Some((scope, name)) => (Some(scope), name),
        None => (None, text),
    };
    if let Err(refusal) = characters::check(text) {
        return Some(refusal.message);
    }
    if text.is_empty() {
        return Some("is empty".into());
    }
    if text.chars().any(char::is_uppercase) {
        return Some("has capital letters, which npm refuses".into());
    }
    if scope == Some("") || name.is_empty() {
        return Some("is missing a part of @scope/name".into());
    }
    if !scope.unwrap_or_default().chars().chain(name.chars()).all(is_allowed) {
        return Some("may only contain lower-case letters, digits, hyphens, underscores and dots".into());
    }
    if let Some(first) = name.chars().next().filter(|c| !c.is_ascii_alphanumeric())
        && (first == '.' || scope.is_none())
    {
        return Some(format!("begins with {first}, which npm refuses"));
    }
    if TAKEN.contains(&text) {
        return Some("is reserved by Node or npm".into());
    }
    if text.len() > PackageName::MAX_LENGTH {
        return Some(format!("is longer than {} characters", PackageName::MAX_LENGTH));
    }
    None
}

fn is_allowed(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.')
}

fn near(text: &str) -> String {
    match text.trim().strip_prefix('@').and_then(|scoped| scoped.split_once('/')) {
        Some((scope, name)) if !slug(scope).is_empty() => format!("@{}/{}", slug(scope), slug(name)),
        _ => slug(&separated(text)),
    }
}

/// Puts a hyphen before each capital letter that begins a new word, as in `MyMap`.
fn separated(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut separated = String::new();
    for (place, letter) in letters.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| letters[before]);
        let is_next_lower = letters.get(place + 1).is_some_and(|next| next.is_lowercase());
        let begins = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase() || before.is_numeric() || (before.is_uppercase() && is_next_lower)
            });
        if begins {
            separated.push('-');
        }
        separated.push(*letter);
    }
    separated
}

/// Returns the plain letters and digits of a text as words joined by hyphens.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in letters::plain(text).chars().flat_map(char::to_lowercase) {
        match c {
            c if is_allowed(c) => slug.push(c),
            _ if slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.truncate(PackageName::MAX_LENGTH);
    let slug = slug.trim_matches(['-', '_', '.']);
    if TAKEN.contains(&slug) { format!("{slug}-app") } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    #[test]
    fn names_that_npm_accepts_are_accepted() {
        let longest = "a".repeat(214);
        for text in [
            "my-map",
            "a",
            "0",
            "a.b_c-d",
            "2020-map",
            "@team/my-map",
            "@my.team/-x",
            "@team/http",
            "con",
            &longest,
        ] {
            assert!(text.parse::<PackageName>().is_ok(), "{text}");
        }
    }

    #[test]
    fn names_that_npm_refuses_are_refused_with_a_suggestion() {
        let long = "a".repeat(215);
        let cut = "a".repeat(214);
        for (text, suggestion) in [
            ("", None),
            ("My Map", Some("my-map")),
            ("MyMap", Some("my-map")),
            (".hidden", Some("hidden")),
            ("_private", Some("private")),
            ("-x", Some("x")),
            ("http", Some("http-app")),
            ("node_modules", Some("node_modules-app")),
            ("favicon.ico", Some("favicon.ico-app")),
            ("fs/promises", Some("fs-promises")),
            ("a/b", Some("a-b")),
            ("a~b", Some("a-b")),
            ("karte größe", Some("karte-grosse")),
            ("Ærø kort", Some("aero-kort")),
            ("cafe\u{301}", Some("cafe")),
            ("地図", None),
            ("a\0b", Some("a-b")),
            ("a\u{2028}b", Some("a-b")),
            ("</script>", Some("script")),
            (" x ", Some("x")),
            ("@team/", None),
            ("@/x", Some("x")),
            ("@Team/My Map", Some("@team/my-map")),
            ("@team/a/b", Some("@team/a-b")),
            ("@team/.x", Some("@team/x")),
            (&long, Some(&cut)),
        ] {
            let refusal = text.parse::<PackageName>().unwrap_err();
            assert_eq!(refusal.suggestion.as_deref(), suggestion, "{text:?}: {refusal}");
        }
    }

    #[test]
    fn a_package_name_comes_from_a_directory_name() {
        for (name, expected) in
            [("My Map", Some("my-map")), ("http", Some("http-app")), ("..", None), ("İzmir", Some("izmir"))]
        {
            assert_eq!(PackageName::from_directory_name(name).as_ref().map(PackageName::as_str), expected);
        }
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn any_text_is_accepted_unchanged_or_refused_with_a_valid_suggestion(text in testing::texts()) {
            testing::assert_sound(&text, PackageName::as_str, false);
            if let Some(name) = PackageName::from_directory_name(&text) {
                prop_assert!(name.as_str().parse::<PackageName>().is_ok());
            }
        }
    }
}
