//! Ignore files, in the format of git's `gitignore`.

use std::cell::Cell;
use std::path::PathBuf;

use super::pattern::Pattern;

/// The most steps of matching, about half a second. Ignore files may be a stranger's; nobody writes so many rules by hand.
const STEPS: usize = 1 << 27;

/// The rules of one ignore file.
pub struct Rules {
    file: PathBuf,
    /// The folder that they apply to, empty or with a slash at its end.
    base: String,
    all: Vec<Rule>,
}

/// How rules are matched, and how many steps that may still take. What the budget isn't enough for is unknown, so no rule
/// decides about it.
#[derive(Debug)]
pub struct Budget {
    ignores_case: bool,
    steps: Cell<usize>,
}

impl Budget {
    /// Returns a budget for a repository, which may ignore case.
    pub fn new(ignores_case: bool) -> Self {
        Self { ignores_case, steps: Cell::new(STEPS) }
    }

    /// Takes steps from the budget; `None` if too few are left.
    fn take(&self, steps: usize) -> Option<()> {
        let left = self.steps.get().checked_sub(steps);
        self.steps.set(left.unwrap_or(0));
        left.map(drop)
    }
}

/// A rule that makes git ignore files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ignored {
    /// The rule.
    pub rule: String,
    /// Where the rule stands.
    pub file: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
    /// What the rule matches: files, or folders around them.
    pub paths: Vec<PathBuf>,
    /// For each of them the rule that includes it again, further below in the same file or in `overruled_in`.
    pub inclusions: Vec<String>,
    /// The ignore file of the repository that overrules this one, if this one is for all repositories of a person.
    pub overruled_in: Option<PathBuf>,
}

struct Rule {
    text: String,
    /// Counted from 1.
    line: usize,
    pattern: Pattern,
    is_negative: bool,
    only_directories: bool,
    /// Whether the pattern is for the whole path below `base`, not for the last name.
    is_path: bool,
}

impl Rules {
    /// Reads the text of an ignore file.
    pub fn parse(text: &str, file: PathBuf, base: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let all = (1..).zip(text.lines()).filter_map(|(line, text)| Rule::parse(text, line)).collect();
        Self { file, base: base.to_owned(), all }
    }

    /// The rule that decides about a path; `None` if none mentions it.
    fn decisive(&self, path: &str, is_directory: bool, budget: &Budget) -> Option<&Rule> {
        let path = path.strip_prefix(&self.base)?;
        let name: Vec<char> = path.rsplit('/').next().unwrap_or(path).chars().collect();
        let path: Vec<char> = path.chars().collect();
        for rule in self.all.iter().rev().filter(|rule| is_directory || !rule.only_directories) {
            let text = if rule.is_path { &path } else { &name };
            budget.take(rule.pattern.steps(text))?;
            if rule.pattern.matches(text, budget.ignores_case) {
                return Some(rule);
            }
        }
        None
    }
}

/// Why a path is ignored, if it is. The last rules that mention it decide.
pub fn decide<'a>(
    all: impl DoubleEndedIterator<Item = &'a Rules>,
    path: &str,
    is_directory: bool,
    budget: &Budget,
) -> Option<Ignored> {
    let (rules, rule) =
        all.rev().find_map(|rules| Some((rules, rules.decisive(path, is_directory, budget)?)))?;
    budget.take(1)?;
    let below = path.strip_prefix(&rules.base).unwrap_or(path);
    let mut inclusion = below.chars().fold("!/".to_owned(), |mut inclusion, c| {
        if matches!(c, '*' | '?' | '[' | '\\') {
            inclusion.push('\\');
        }
        inclusion.push(c);
        inclusion
    });
    if is_directory {
        inclusion.push('/');
    }
    (!rule.is_negative).then(|| Ignored {
        rule: rule.text.clone(),
        file: rules.file.clone(),
        line: rule.line,
        paths: vec![path.into()],
        inclusions: vec![inclusion],
        overruled_in: None,
    })
}

impl Rule {
    fn parse(text: &str, number: usize) -> Option<Self> {
        let mut line = text.strip_suffix('\r').unwrap_or(text);
        // Blanks at the end don't count unless they are escaped.
        while let Some(shorter) = line.strip_suffix(' ').filter(|shorter| !shorter.ends_with('\\')) {
            line = shorter;
        }
        if line.starts_with('#') {
            return None;
        }
        let text = line.to_owned();
        let (is_negative, line) = line.strip_prefix('!').map_or((false, line), |rest| (true, rest));
        let (only_directories, line) = line.strip_suffix('/').map_or((false, line), |rest| (true, rest));
        let is_path = line.contains('/');
        let line = line.strip_prefix('/').unwrap_or(line);
        if line.is_empty() {
            return None;
        }
        Some(Self {
            text,
            line: number,
            pattern: Pattern::parse(line)?,
            is_negative,
            only_directories,
            is_path,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ignores(rules: &str, path: &str, budget: &Budget) -> bool {
        let rules = [Rules::parse(rules, PathBuf::new(), "")];
        decide(rules.iter(), path, false, budget).is_some()
    }

    #[test]
    fn hostile_patterns_take_little_time() {
        let budget = Budget::new(false);
        let path = format!("{}/{}", "a".repeat(200), "a".repeat(200));
        for rule in ["a*", "*a", "**/", "a/**/", "[a]*", "?*"] {
            let rules = rule.repeat((1 << 20) / rule.len());
            assert!(!ignores(&rules, &path, &budget), "{rule}");
        }
        assert!(!ignores(&format!("[{}]{}", "b".repeat(1 << 20), "?".repeat(300)), &path, &budget));
        let rules = "*a*b*c*\n".repeat(10_000);
        let rules = [Rules::parse(&rules, PathBuf::new(), "")];
        for _ in 0..100 {
            assert_eq!(decide(rules.iter(), &path, false, &budget), None);
        }
        // Then nothing is known.
        assert!(!ignores("*", &path, &budget) && ignores("*", &path, &Budget::new(false)));
    }

    #[test]
    fn a_class_without_an_end_is_read_once() {
        let rules = "[".repeat(1 << 20);
        assert!(!ignores(&rules, "a", &Budget::new(false)));
        let rules = "[[:a".repeat(1 << 18);
        assert!(!ignores(&rules, "a", &Budget::new(false)));
    }

    #[test]
    fn case_is_ignored_where_git_ignores_it() {
        for (rule, path) in [("DATA/x", "data/X"), ("*.JS", "a.js"), ("[A-C].x", "b.X"), ("a[!b]c", "ADC")] {
            assert!(ignores(rule, path, &Budget::new(true)), "{rule}");
            assert!(!ignores(rule, path, &Budget::new(false)), "{rule}");
        }
        assert!(!ignores("a[!b]c", "ABC", &Budget::new(true)));
    }
}
