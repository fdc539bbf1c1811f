use std::collections::BTreeMap;

use serde_json::Value;

use super::finding::{Code, Finding};
use crate::app::survey::Survey;
use crate::app::{Project, read_at_most};
use crate::encode::shell;

/// The major version of React that CARTO for React and deck.gl 8 support.
const REACT: &str = "18";

/// The largest lock file that is read, in bytes. Lock files may be larger than other files of an application.
const LARGEST_LOCK: u64 = 32 << 20;

/// The lock files with their readers.
const LOCKS: [(&str, Reader); 6] = [
    ("package-lock.json", npm),
    ("npm-shrinkwrap.json", npm),
    ("pnpm-lock.yaml", names_with_versions),
    ("yarn.lock", yarn),
    ("bun.lock", names_with_versions),
    ("package.json", ranges),
];

/// The installed packages with their versions and lines.
type Installed = Vec<(String, String, usize)>;

type Reader = fn(&str) -> Installed;

/// Checks the versions of deck.gl and React in the first lock file or, without one, in `package.json`.
pub fn check(survey: &Survey, project: &Project, findings: &mut Vec<Finding>) {
    let install = shell::command(project.spec.package_manager.install());
    let Some((path, reader)) = LOCKS.into_iter().find(|(path, _)| survey.has(path)) else { return };
    let Ok(bytes) = read_at_most(&project.root.join(path), LARGEST_LOCK) else { return };
    let installed = reader(&String::from_utf8_lossy(&bytes));
    let mut versions: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    for (name, version, line) in installed.iter().filter(|(name, ..)| is_deck(name)) {
        versions.entry(version).or_insert((name, *line));
    }
    if versions.len() > 1 {
        let mut places: Vec<_> =
            versions.iter().map(|(version, (name, line))| (*line, *name, *version)).collect();
        places.sort_unstable();
        let list: Vec<String> = places.iter().map(|(_, name, version)| format!("{name} {version}")).collect();
        let place = places.last().map_or(1, |(line, ..)| *line);
        findings.push(Finding::new(
            Code::DeckGlTwice,
            (path, place),
            format!("there are {} versions of deck.gl: {}", list.len(), list.join(", ")),
            "two versions on one page can't use each other's layers, so the map stays empty",
            format!("use one version for all packages of deck.gl in package.json, then run {install}"),
        ));
    }
    for (name, version, line) in installed.iter().filter(|(name, ..)| name == "react" || name == "react-dom")
    {
        if version.split('.').next() == Some(REACT) {
            continue;
        }
        findings.push(Finding::new(
            Code::ReactUnsupported,
            (path, *line),
            format!("{name} is {version}"),
            "CARTO for React needs 18: older versions are not supported, and with 19 the map of deck.gl 8 stays blank",
            format!("set react and react-dom to 18.3.1 in package.json, then run {install}"),
        ));
        break;
    }
}

fn is_deck(name: &str) -> bool {
    name.starts_with("@deck.gl/") || name == "deck.gl"
}

fn is_wanted(name: &str) -> bool {
    is_deck(name) || name == "react" || name == "react-dom"
}

/// Returns the line of the first occurrence of a text.
fn line_of(text: &str, what: &str) -> usize {
    text.find(what).map_or(1, |at| text[..at].matches('\n').count() + 1)
}

/// Reads npm's lock file: `packages` by path, or nested `dependencies` in old ones.
fn npm(text: &str) -> Installed {
    let Ok(lock) = serde_json::from_str::<Value>(text) else { return Vec::new() };
    let mut installed = Vec::new();
    if let Some(packages) = lock.get("packages").and_then(Value::as_object) {
        for (path, package) in packages {
            let Some((_, name)) = path.rsplit_once("node_modules/") else { continue };
            // An alias states the real name.
            let name = package.get("name").and_then(Value::as_str).unwrap_or(name);
            let version = package.get("version").and_then(Value::as_str);
            if let Some(version) = version.filter(|_| is_wanted(name)) {
                installed.push((name.to_owned(), version.to_owned(), line_of(text, &format!("\"{path}\":"))));
            }
        }
        return installed;
    }
    let mut open: Vec<&Value> = vec![&lock];
    while let Some(value) = open.pop() {
        let Some(packages) = value.get("dependencies").and_then(Value::as_object) else { continue };
        for (name, package) in packages {
            let version = package.get("version").and_then(Value::as_str);
            if let Some(version) = version.filter(|_| is_wanted(name)) {
                installed.push((name.clone(), version.to_owned(), line_of(text, &format!("\"{name}\":"))));
            }
            open.push(package);
        }
    }
    installed
}

/// Reads the lock files of pnpm and Bun: `NAME@VERSION`, or `/NAME/VERSION` in old ones of pnpm.
fn names_with_versions(text: &str) -> Installed {
    let mut installed = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for word in line.split(['\'', '"', ' ', '\t', '(', ')', ',', '[', ']']) {
            // The suffix lists the peer dependencies.
            let word = word.split('_').next().unwrap_or(word);
            let word = word.trim_start_matches('/').trim_end_matches(':');
            let Some((name, version)) = word.rsplit_once(['@', '/']) else { continue };
            if is_wanted(name) && is_version(version) {
                installed.push((name.to_owned(), version.to_owned(), number + 1));
            }
        }
    }
    installed
}

/// Reads Yarn's lock file: names with ranges, followed by lines with the version.
fn yarn(text: &str) -> Installed {
    let (mut installed, mut name) = (Vec::new(), None);
    for (number, line) in text.lines().enumerate() {
        if !line.starts_with([' ', '\t', '#']) && !line.is_empty() {
            let first = line.trim_start_matches('"');
            let end = first.get(1..).and_then(|rest| rest.find('@')).map_or(0, |at| at + 1);
            name = first.get(..end).filter(|name| is_wanted(name)).map(str::to_owned);
        } else if let Some(rest) = line.trim_start().strip_prefix("version")
            && let Some(name) = name.take_if(|_| line.starts_with("  "))
        {
            let version = rest.trim_matches([' ', ':', '"']);
            installed.push((name, version.to_owned(), number + 1));
        }
    }
    installed
}

/// Returns the lowest versions that `package.json` allows, if it states any.
fn ranges(text: &str) -> Installed {
    let Ok(package) = serde_json::from_str::<Value>(text) else { return Vec::new() };
    let lists =
        ["dependencies", "devDependencies"].into_iter().filter_map(|list| package.get(list)?.as_object());
    let of = |(name, range): (&String, &Value)| {
        let range = range.as_str()?;
        let version = range.trim_start_matches(['^', '~', '=', 'v', '>', ' ']);
        let version = version.split([' ', '|', '<']).next().unwrap_or(version);
        let is_plain = is_wanted(name) && version.starts_with(|c: char| c.is_ascii_digit());
        is_plain.then(|| (name.clone(), version.to_owned(), line_of(text, &format!("\"{name}\":"))))
    };
    lists.flatten().filter_map(of).collect()
}

fn is_version(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && text.contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(installed: Installed) -> Vec<String> {
        installed.into_iter().map(|(name, version, line)| format!("{name} {version} {line}")).collect()
    }

    #[test]
    fn npm_lock_files() {
        let new = "{\"packages\":{\"\":{},\n\"node_modules/react\":{\"version\":\"18.3.1\"},\n\"node_modules/preact\":{\"version\":\"1.0.0\"},\n\
            \"node_modules/x/node_modules/@deck.gl/core\":{\"version\":\"8.9.36\"},\n\"node_modules/deck\":{\"name\":\"deck.gl\",\"version\":\"9.0.0\"}}}";
        assert_eq!(listed(npm(new)), ["react 18.3.1 2", "@deck.gl/core 8.9.36 4", "deck.gl 9.0.0 5"]);
        let old = "{\"dependencies\":{\"a\":{\"version\":\"1.0.0\",\n\"dependencies\":{\"deck.gl\":{\"version\":\"8.0.0\"}}}}}";
        assert_eq!(listed(npm(old)), ["deck.gl 8.0.0 2"]);
        assert_eq!(listed(npm("{")), [""; 0]);
    }

    #[test]
    fn pnpm_and_bun_lock_files() {
        let new = "packages:\n\n  '@deck.gl/core@8.9.36':\n    resolution: {}\n  react@18.3.1:\n  react-redux@8.1.3(react@18.3.1):\n";
        assert_eq!(
            listed(names_with_versions(new)),
            ["@deck.gl/core 8.9.36 3", "react 18.3.1 5", "react 18.3.1 6"]
        );
        assert_eq!(
            listed(names_with_versions("  /@deck.gl/core/8.9.36_react@18.3.1:\n")),
            ["@deck.gl/core 8.9.36 1"]
        );
        let bun = "    \"react\": [\"react@18.3.1\", \"\", {}, \"sha512-x\"],\n";
        assert_eq!(listed(names_with_versions(bun)), ["react 18.3.1 1"]);
    }

    #[test]
    fn yarn_lock_files() {
        let old = "# yarn lockfile v1\n\n\"@deck.gl/core@8.9.36\", \"@deck.gl/core@^8.9\":\n  version \"8.9.36\"\n\nreact-is@^16:\n  version \"16.0.0\"\n\nreact@18.3.1:\n  version \"18.3.1\"\n";
        assert_eq!(listed(yarn(old)), ["@deck.gl/core 8.9.36 4", "react 18.3.1 10"]);
        assert_eq!(listed(yarn("\"react@npm:18.3.1\":\n  version: 18.3.1\n")), ["react 18.3.1 2"]);
    }

    #[test]
    fn package_json_ranges() {
        let text = "{\"dependencies\":{\"react\":\"^18.2.0\",\n\"deck.gl\":\"8.9.x\",\"@deck.gl/core\":\"*\"},\"devDependencies\":{\"react-dom\":\">=17 <19\"}}";
        assert_eq!(listed(ranges(text)), ["react 18.2.0 1", "deck.gl 8.9.x 2", "react-dom 17 2"]);
    }
}
