//! The few settings of git that say which files it ignores. Its configuration files are read as data, since they can name
//! programs that git would start.

use std::path::{Path, PathBuf};

use super::{LARGEST, read_at_most};

/// How many configuration files are read: they may include each other, and themselves.
const MOST_FILES: usize = 20;

/// Where the configuration files of the person are.
#[derive(Debug, Clone, Default)]
pub struct Person {
    home: Option<PathBuf>,
    /// The configuration files, the one that takes precedence last.
    files: Vec<PathBuf>,
    /// The ignore file if the configuration names none.
    excludes: Option<PathBuf>,
}

impl Person {
    /// Finds the files by the environment. Without a home directory, there are none.
    pub fn of<'e>(variable: impl Fn(&str) -> Option<&'e str>) -> Self {
        let Some(home) = variable("HOME").map(PathBuf::from) else { return Self::default() };
        let own = variable("XDG_CONFIG_HOME").map_or_else(|| home.join(".config"), PathBuf::from).join("git");
        let mut files = Vec::new();
        if variable("GIT_CONFIG_NOSYSTEM").is_none() {
            files.push(variable("GIT_CONFIG_SYSTEM").unwrap_or("/etc/gitconfig").into());
        }
        match variable("GIT_CONFIG_GLOBAL") {
            Some(file) => files.push(file.into()),
            None => files.extend([own.join("config"), home.join(".gitconfig")]),
        }
        Self { home: Some(home), files, excludes: Some(own.join("ignore")) }
    }
}

/// The settings that apply in a repository.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The ignore file of the person, for all repositories.
    pub excludes: Option<PathBuf>,
    /// Whether letters match regardless of case.
    pub ignores_case: bool,
}

impl Settings {
    /// Reads the settings of a person and of a repository, whose working tree is `top`.
    pub fn of(person: &Person, repository: &Path, top: &Path) -> Self {
        let mut settings = Self { excludes: person.excludes.clone(), ..Self::default() };
        for file in person.files.iter().cloned().chain([repository.join("config")]) {
            settings.read(&file, person, top, &mut MOST_FILES.clone());
        }
        settings
    }

    fn read(&mut self, file: &Path, person: &Person, top: &Path, left: &mut usize) {
        if *left == 0 {
            return;
        }
        *left -= 1;
        let bytes = read_at_most(file, LARGEST).unwrap_or_default();
        for (key, value) in entries(&String::from_utf8_lossy(&bytes)) {
            match (key.as_str(), value) {
                ("core.ignorecase", value) => self.ignores_case = value.is_none_or(|value| is_true(&value)),
                ("core.excludesfile", Some(path)) => {
                    self.excludes = expanded(&path, person, top).filter(|_| !path.is_empty());
                }
                // `includeIf` depends on much else, so it is unknown.
                ("include.path", Some(path)) => {
                    let base = file.parent().unwrap_or(top);
                    if let Some(path) = expanded(&path, person, base) {
                        self.read(&path, person, top, left);
                    }
                }
                _ => {}
            }
        }
    }
}

fn is_true(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    matches!(value.as_str(), "true" | "yes" | "on") || value.parse::<i64>().is_ok_and(|number| number != 0)
}

/// Returns a path with the home directory for `~`. `None` for the home of somebody else.
fn expanded(path: &str, person: &Person, base: &Path) -> Option<PathBuf> {
    match path.strip_prefix('~') {
        Some(below) if below.is_empty() || below.starts_with('/') => {
            Some(person.home.as_ref()?.join(below.trim_start_matches('/')))
        }
        Some(_) => None,
        None => Some(base.join(path)),
    }
}

/// Returns the entries of a configuration file: `section.name` in lower case, and the value if there is one. Sections with a
/// subsection are left out.
fn entries(text: &str) -> Vec<(String, Option<String>)> {
    let mut entries = Vec::new();
    let mut section = None;
    let mut lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines();
    while let Some(line) = lines.next() {
        let mut line = line.trim();
        if let Some(head) = line.strip_prefix('[') {
            let Some((name, rest)) = head.split_once(']') else {
                section = None;
                continue;
            };
            let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.');
            section = is_plain.then(|| name.to_ascii_lowercase());
            line = rest.trim_start();
        }
        let name: &str = line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or("");
        let Some(section) = section.as_ref().filter(|_| !name.is_empty()) else { continue };
        let value = line[name.len()..].trim_start().strip_prefix('=').map(|value| {
            let mut value = value.to_owned();
            while ends_in_backslash(&value) {
                value.pop();
                let Some(next) = lines.next() else { break };
                value.push_str(next);
            }
            unquoted(&value)
        });
        entries.push((format!("{section}.{}", name.to_ascii_lowercase()), value));
    }
    entries
}

fn ends_in_backslash(value: &str) -> bool {
    value.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// Returns a value without its quotes, its escapes and the comment behind it.
fn unquoted(value: &str) -> String {
    let mut plain = String::new();
    // Blanks at the end don't count unless they are quoted.
    let mut end = 0;
    let mut is_quoted = false;
    let mut characters = value.trim_start().chars();
    while let Some(c) = characters.next() {
        match c {
            '"' => is_quoted = !is_quoted,
            '#' | ';' if !is_quoted => break,
            '\\' => match characters.next() {
                Some('n') => plain.push('\n'),
                Some('t') => plain.push('\t'),
                Some(escaped) => plain.push(escaped),
                None => {}
            },
            c => plain.push(c),
        }
        if is_quoted || !c.is_whitespace() {
            end = plain.len();
        }
    }
    plain.truncate(end);
    plain
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests prepare the disk")]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_as_git_does() {
        let text = "[Core]\n\tExcludesFile = ~/x y.txt ; mine\n ignorecase\n[core \"x\"]\nignorecase = no\n[a.b] c=\"d # \"  \n\
                    # [z]\ne = f\\\ng \\\"h\\\\\n[broken\nx = 1\n";
        let expected = [
            ("core.excludesfile", Some("~/x y.txt")),
            ("core.ignorecase", None),
            ("a.b.c", Some("d # ")),
            ("a.b.e", Some("fg \"h\\")),
        ];
        let entries = entries(text);
        let entries: Vec<_> = entries.iter().map(|(key, value)| (key.as_str(), value.as_deref())).collect();
        assert_eq!(entries, expected);
    }

    #[test]
    fn files_that_include_themselves_are_read_a_few_times() {
        let place = tempfile::tempdir().expect("a folder");
        let text = format!("[core]\nignorecase\n{}", "[include]\npath = config\n".repeat(2000));
        std::fs::write(place.path().join("config"), text).expect("written");
        let settings = Settings::of(&Person::default(), place.path(), place.path());
        assert!(settings.ignores_case);
    }
}
