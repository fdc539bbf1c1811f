//! The few settings of git that say which files it ignores. Its configuration files are read as data, since they can name
//! programs that git would start.

use std::path::{Path, PathBuf};

use super::pattern::Pattern;
use super::{LARGEST, read_at_most};

/// How many configuration files are read: they may include each other, and themselves.
const MOST_FILES: usize = 20;

/// The most steps of matching the pattern of a condition.
const MOST_STEPS: usize = 1 << 24;

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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The ignore file of the person, for all repositories.
    pub excludes: Option<PathBuf>,
    /// Whether letters match regardless of case.
    pub ignores_case: bool,
    /// The conditions that decide about these settings and that can't be evaluated here.
    pub unknown: Vec<String>,
}

/// The repository that settings are for.
#[derive(Clone, Copy)]
pub struct Place<'p> {
    /// The directory with its `HEAD`.
    pub data: &'p Path,
    /// The directory with its configuration, which linked working trees share.
    pub common: &'p Path,
    /// Its working tree.
    pub top: &'p Path,
}

impl Settings {
    /// Reads the settings of a person and of a repository.
    pub fn of(person: &Person, place: Place<'_>) -> Self {
        let mut settings = Self { excludes: person.excludes.clone(), ..Self::default() };
        for file in person.files.iter().cloned().chain([place.common.join("config")]) {
            settings.read(&file, person, place, &mut MOST_FILES.clone());
        }
        settings
    }

    fn read(&mut self, file: &Path, person: &Person, place: Place<'_>, left: &mut usize) {
        if *left == 0 {
            return;
        }
        *left -= 1;
        let bytes = read_at_most(file, LARGEST).unwrap_or_default();
        let base = file.parent().unwrap_or(place.top);
        for Entry { key, condition, value } in entries(&String::from_utf8_lossy(&bytes)) {
            match (key.as_str(), value) {
                ("core.ignorecase", value) => self.ignores_case = value.is_none_or(|value| is_true(&value)),
                ("core.excludesfile", Some(path)) => {
                    self.excludes = expanded(&path, person, place.top).filter(|_| !path.is_empty());
                }
                ("include.path" | "includeif.path", Some(path)) => {
                    let holds = condition
                        .as_deref()
                        .map_or(Some(true), |condition| condition_holds(condition, base, person, place));
                    let Some(path) = expanded(&path, person, base).filter(|_| holds != Some(false)) else {
                        continue;
                    };
                    let before = self.clone();
                    self.read(&path, person, place, left);
                    let is_changed = *self != before;
                    if holds.is_none() {
                        *self = before;
                        self.unknown.extend(condition.filter(|_| is_changed));
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether the condition of an `includeIf` holds; `None` if it can't be evaluated here.
fn condition_holds(condition: &str, base: &Path, person: &Person, place: Place<'_>) -> Option<bool> {
    let (kind, pattern) = condition.split_once(':')?;
    match kind {
        "gitdir" | "gitdir/i" => {
            let inside = |folder: &Path, rest: &str| Some(format!("{}/{rest}", literal(folder.to_str()?)));
            let pattern = match (pattern.strip_prefix("~/"), pattern.strip_prefix("./")) {
                (Some(rest), _) => inside(person.home.as_ref()?, rest)?,
                (_, Some(rest)) => inside(base, rest)?,
                _ if pattern.starts_with('/') => pattern.to_owned(),
                _ => format!("**/{pattern}"),
            };
            // git tries the path as it is and without symbolic links.
            let real = std::fs::canonicalize(place.data).ok()?;
            let paths = [place.data.to_str()?, real.to_str()?];
            Some(paths.iter().any(|path| matches(&pattern, path, kind == "gitdir/i")))
        }
        "onbranch" => {
            let head = String::from_utf8(read_at_most(&place.data.join("HEAD"), LARGEST).ok()?).ok()?;
            let branch =
                head.trim().strip_prefix("ref:").and_then(|name| name.trim().strip_prefix("refs/heads/"));
            // A repository with another format of references has a branch of this name.
            let branch = branch.filter(|name| *name != ".invalid");
            match branch {
                Some(branch) => Some(matches(pattern, branch, false)),
                None => (!head.contains(".invalid")).then_some(false),
            }
        }
        _ => None,
    }
}

/// Whether a pattern matches a path. One that ends in a slash matches everything inside.
fn matches(pattern: &str, path: &str, ignores_case: bool) -> bool {
    let pattern = if pattern.ends_with('/') { format!("{pattern}**") } else { pattern.to_owned() };
    let path: Vec<char> = path.chars().collect();
    Pattern::parse(&pattern)
        .is_some_and(|pattern| pattern.steps(&path) < MOST_STEPS && pattern.matches(&path, ignores_case))
}

/// Returns a pattern that matches just this text.
fn literal(text: &str) -> String {
    text.chars().fold(String::new(), |mut pattern, c| {
        if matches!(c, '*' | '?' | '[' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
        pattern
    })
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

/// An entry of a configuration file.
struct Entry {
    /// `section.name`, in lower case.
    key: String,
    /// The condition of an `includeIf`.
    condition: Option<String>,
    value: Option<String>,
}

/// Returns the entries of a configuration file. Sections with a subsection are left out, except for conditions.
fn entries(text: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut section = None;
    let mut lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines();
    while let Some(line) = lines.next() {
        let mut line = line.trim();
        if let Some(head) = line.strip_prefix('[') {
            let Some((name, subsection, rest)) = section_of(head) else {
                section = None;
                continue;
            };
            let is_condition = name.eq_ignore_ascii_case("includeif");
            section = (subsection.is_some() == is_condition).then(|| (name.to_ascii_lowercase(), subsection));
            line = rest.trim_start();
        }
        let name: &str = line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or("");
        let Some((section, condition)) = section.as_ref().filter(|_| !name.is_empty()) else { continue };
        let value = line[name.len()..].trim_start().strip_prefix('=').map(|value| {
            let mut value = value.to_owned();
            while ends_in_backslash(&value) {
                value.pop();
                let Some(next) = lines.next() else { break };
                value.push_str(next);
            }
            unquoted(&value)
        });
        let key = format!("{section}.{}", name.to_ascii_lowercase());
        entries.push(Entry { key, condition: condition.clone(), value });
    }
    entries
}

/// Splits the text after the `[` of a section: its name, its subsection in quotes, and the rest of the line.
fn section_of(head: &str) -> Option<(&str, Option<String>, &str)> {
    let length = head.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '.'))?;
    let (name, rest) = head.split_at(length);
    if let Some(rest) = rest.strip_prefix(']') {
        return Some((name, None, rest));
    }
    let mut characters = rest.trim_start().strip_prefix('"')?.chars();
    let mut subsection = String::new();
    loop {
        match characters.next()? {
            '"' => break,
            '\\' => subsection.push(characters.next()?),
            c => subsection.push(c),
        }
    }
    Some((name, Some(subsection), characters.as_str().strip_prefix(']')?))
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
        let entries: Vec<_> =
            entries.iter().map(|entry| (entry.key.as_str(), entry.value.as_deref())).collect();
        assert_eq!(entries, expected);
    }

    #[test]
    fn files_that_include_themselves_are_read_a_few_times() {
        let place = tempfile::tempdir().expect("a folder");
        let text = format!("[core]\nignorecase\n{}", "[include]\npath = config\n".repeat(2000));
        std::fs::write(place.path().join("config"), text).expect("written");
        let (data, common, top) = (place.path(), place.path(), place.path());
        let settings = Settings::of(&Person::default(), Place { data, common, top });
        assert!(settings.ignores_case);
    }

    #[test]
    fn conditions_are_evaluated_where_they_can_be_read() {
        let home = tempfile::tempdir().expect("a folder");
        let home = std::fs::canonicalize(home.path()).expect("a folder");
        let top = home.join("work/map");
        let data = top.join(".git");
        std::fs::create_dir_all(&data).expect("written");
        std::fs::write(data.join("HEAD"), "ref: refs/heads/feature/x\n").expect("written");
        std::fs::write(home.join("own"), "[core]\nexcludesFile = /own\n").expect("written");
        std::fs::write(home.join("other"), "[user]\nname = x\n").expect("written");
        let person =
            Person { home: Some(home.clone()), files: vec![home.join(".gitconfig")], excludes: None };
        let of = |condition: &str, file: &str| {
            let text = format!("[includeIf \"{condition}\"]\n\tpath = {file}\n");
            std::fs::write(home.join(".gitconfig"), text).expect("written");
            let settings = Settings::of(&person, Place { data: &data, common: &data, top: &top });
            (settings.excludes.is_some(), settings.unknown)
        };
        for (condition, holds) in [
            ("gitdir:~/work/", true),
            ("gitdir:~/work", false),
            ("gitdir:./work/**", true),
            ("gitdir:map/.git", true),
            ("gitdir:map/", true),
            ("gitdir:**/other/**", false),
            ("gitdir/i:~/WORK/", true),
            ("gitdir:~/WORK/", false),
            ("onbranch:feature/", true),
            ("onbranch:feature/x", true),
            ("onbranch:main", false),
        ] {
            assert_eq!(of(condition, "own"), (holds, vec![]), "{condition}");
        }
        for condition in ["hasconfig:remote.*.url:https://example.com/**", "later:x", "x"] {
            assert_eq!(of(condition, "own"), (false, vec![condition.to_owned()]));
            // It decides about nothing that matters here.
            assert_eq!(of(condition, "other"), (false, vec![]));
        }
    }
}
