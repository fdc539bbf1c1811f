//! Secrets in the files of an application.

mod commit;
mod context;
mod encoded;
mod env;
mod imports;
mod names;
mod random;
mod scan;
mod token;

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::finding::{Code, Finding};
use crate::app::env_file::ENV_LOCAL;
use crate::app::survey::Survey;
use crate::app::{Project, is_program, read_beginning};
use crate::error::Warning;
use crate::spec::visible;
use scan::{FileKind, Secret, scan};

/// How much of a file is scanned, in bytes.
const LARGEST_SCANNED: u64 = 64 << 20;

/// How many secrets of a file are listed.
const MOST_SHOWN: usize = 50;

/// How much of a file is searched for zero bytes, which mean that it is not text. Git looks as far.
const BINARY: usize = 8000;

/// Generated files that contain checksums of packages or IDs of commits, apart from files recognized by a part of their name.
const CHECKSUMS: [&str; 5] =
    [".pnp.cjs", ".pnp.loader.mjs", "verification-metadata.xml", "project.assets.json", "sources.json"];

/// The ends of the names of such files.
const CHECKSUM_ENDINGS: [&str; 8] =
    [".sum", "sums", "sums.txt", ".md5", ".sha1", ".sha256", ".sha512", ".lockb"];

/// Parts of the names of such files: lock files of all package managers, lists of checksums and lists of changes.
const CHECKSUM_PARTS: [&str; 7] =
    ["lock", "lockfile", "shrinkwrap", "resolved", "checksums", "changelog", "changes"];

/// The extensions of files in which values need no quotes.
const UNQUOTED: [&str; 15] = [
    "yml",
    "yaml",
    "ini",
    "cfg",
    "conf",
    "config",
    "properties",
    "toml",
    "sh",
    "bash",
    "zsh",
    "xml",
    "plist",
    "csv",
    "log",
];

/// The extensions of documentation.
const PROSE: [&str; 6] = ["md", "mdx", "rst", "adoc", "txt", "ipynb"];

/// Finds master keys, client secrets, API keys and tokens in all files of the application. Returns warnings about files that
/// can't be scanned.
pub fn check(survey: &Survey, project: &Project, findings: &mut Vec<Finding>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let unread = |path: &str, why: &str| Warning {
        answer: None,
        message: format!("{} was not searched for secrets: {why}.", visible(path)),
    };
    for path in &survey.files {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (bytes, is_whole) = match read_beginning(&project.root.join(path), LARGEST_SCANNED) {
            Ok(read) => read,
            Err(error) => {
                warnings.push(unread(path, &error.to_string()));
                continue;
            }
        };
        let Some(text) = text(&bytes) else { continue };
        if !is_whole {
            warnings.push(unread(path, "only the first 64 MiB of a file are"));
        }
        let is_list = has_checksums(&name.to_lowercase()) || path.starts_with(".yarn/");
        let secrets = scan(&text, if is_list { FileKind::Checksums } else { kind(name) }, name);
        if secrets.is_empty() {
            continue;
        }
        let may_hold_keys = stays_private(survey, path)
            || findings.iter().any(|found| found.code == Code::EnvTracked && found.path == *path);
        let known: BTreeSet<usize> = (findings.iter())
            .filter(|found| found.code == Code::KeyInCode && found.path == *path)
            .map(|found| found.line)
            .collect();
        let is_new = |(line, secret): &(usize, Secret)| {
            !matches!(secret, Secret::ApiKey | Secret::Token | Secret::Other)
                || !may_hold_keys && !known.contains(line)
        };
        let new: Vec<_> = secrets.into_iter().filter(is_new).collect();
        if new.len() > MOST_SHOWN {
            let message = format!(
                "{} seems to contain {} secrets, of which the first {MOST_SHOWN} are listed.",
                visible(path),
                new.len()
            );
            warnings.push(Warning { answer: None, message });
        }
        let new = new.into_iter().take(MOST_SHOWN);
        findings.extend(new.map(|(line, secret)| finding(path, line, secret, survey.oauth().is_some())));
    }
    warnings
}

/// Returns the text of a file, in UTF-16 as well, which some editors and shells of Windows write. `None` for a binary file.
fn text(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => {
            let is_binary = bytes.iter().take(BINARY).any(|byte| *byte == 0);
            return (!is_binary).then_some(Cow::Borrowed(bytes));
        }
    };
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Some(Cow::Owned(text.into_bytes()))
}

fn has_checksums(name: &str) -> bool {
    CHECKSUMS.contains(&name)
        || CHECKSUM_ENDINGS.iter().any(|ending| name.ends_with(ending))
        || (!is_program(name) && name.split(['.', '-', '_']).any(|part| CHECKSUM_PARTS.contains(&part)))
}

fn kind(name: &str) -> FileKind {
    // Files such as `Dockerfile` have no extension.
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    match extension.as_deref() {
        _ if name.starts_with(".env") => FileKind::Env,
        Some("env") => FileKind::Env,
        Some(extension) if PROSE.contains(&extension) => FileKind::Prose,
        Some(extension) if !UNQUOTED.contains(&extension) => FileKind::Code,
        _ => FileKind::Other,
    }
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

fn finding(path: &str, line: usize, secret: Secret, is_oauth: bool) -> Finding {
    let read_by_all = "git stores it, so everybody with access to the repository can read it; it reaches the browser either way";
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
            read_by_all,
            "read it from import.meta.env, with the key in .env.local",
        ),
        Secret::Token => {
            ("this looks like an access token", read_by_all, "remove it, and revoke it where it was created")
        }
        Secret::Other => (
            "this looks like a secret",
            "git stores it, so everybody with access to the repository can read it",
            "move it to .env.local, and replace it where it was created",
        ),
    };
    let is_key = matches!(secret, Secret::ApiKey | Secret::Token);
    let code = if is_key { Code::KeyInCode } else { Code::Secret };
    Finding::new(code, (path, line), message, why, fix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_checksums_are_recognized_by_their_names() {
        for name in [
            "Gemfile.lock",
            "composer.lock",
            "flake.lock",
            "Podfile.lock",
            "sha1sums.txt",
            "go.sum",
            "bun.lockb",
            "Cartfile.resolved",
            "Package.resolved",
            ".terraform.lock.hcl",
            "package-lock.json",
            "npm-shrinkwrap.json",
            "pnpm-lock.yaml",
            "packages.lock.json",
            "conda-lock.yml",
            "gradle.lockfile",
            "CHANGELOG.md",
        ] {
            assert!(has_checksums(&name.to_lowercase()), "{name}");
        }
        for name in ["lock.js", "file-lock.ts", "block.md", "settings.yaml", "locks.txt", "changes.ts"] {
            assert!(!has_checksums(name), "{name}");
        }
    }

    #[test]
    fn texts_are_recognized() {
        assert_eq!(text(b"a\0b"), None);
        let utf_16: Vec<u8> = "\u{feff}key".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(text(&utf_16).is_some_and(|text| text.ends_with(b"key")));
        assert!(text(&[b"x".repeat(BINARY).as_slice(), b"\0"].concat()).is_some());
    }
}
