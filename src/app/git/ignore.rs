//! Ignore files: the format is git's `gitignore`.

use std::path::PathBuf;

/// The rules of one ignore file.
pub struct Rules {
    file: PathBuf,
    /// The folder that they apply to, empty or with a slash at its end.
    base: String,
    all: Vec<Rule>,
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
    /// For each of them the rule that includes it again, further below in the same file.
    pub inclusions: Vec<String>,
}

struct Rule {
    text: String,
    /// Counted from 1.
    line: usize,
    pattern: Vec<char>,
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
    fn decisive(&self, path: &str, is_directory: bool) -> Option<&Rule> {
        let path = path.strip_prefix(&self.base)?;
        let name = path.rsplit('/').next().unwrap_or(path);
        self.all.iter().rev().find(|rule| {
            (is_directory || !rule.only_directories)
                && matches(&rule.pattern, if rule.is_path { path } else { name })
        })
    }
}

/// Why a path is ignored, if it is. The last rules that mention it decide.
pub fn decide<'a>(
    all: impl DoubleEndedIterator<Item = &'a Rules>,
    path: &str,
    is_directory: bool,
) -> Option<Ignored> {
    let (rules, rule) = all.rev().find_map(|rules| Some((rules, rules.decisive(path, is_directory)?)))?;
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
            pattern: line.chars().collect(),
            is_negative,
            only_directories,
            is_path,
        })
    }
}

/// Matches the whole text. Takes time in proportion to the product of both lengths, whatever the pattern.
fn matches(pattern: &[char], text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    // Which beginnings of the text the pattern matches so far.
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    let mut at = 0;
    while at < pattern.len() {
        let is_first = at == 0 || pattern[at - 1] == '/';
        let rest = &pattern[at..];
        let mut next = vec![false; text.len() + 1];
        if is_first && rest.starts_with(&['*', '*', '/']) {
            // Any folders, also none.
            let mut is_inside = false;
            for end in 0..=text.len() {
                next[end] = reached[end] || (is_inside && text[end - 1] == '/');
                is_inside |= reached[end];
            }
            at += 3;
        } else if is_first && rest == ['*', '*'] {
            // Everything inside, but not the folder itself.
            return reached.iter().take(text.len()).any(|is_reached| *is_reached);
        } else if rest[0] == '*' {
            for end in 0..=text.len() {
                next[end] = reached[end] || (end > 0 && next[end - 1] && text[end - 1] != '/');
            }
            at += 1;
        } else {
            let Some((length, one)) = One::parse(rest) else { return false };
            for end in 1..=text.len() {
                next[end] = reached[end - 1] && one.takes(text[end - 1]);
            }
            at += length;
        }
        reached = next;
    }
    reached[text.len()]
}

/// What matches a single character.
enum One<'p> {
    Any,
    Literal(char),
    Class { is_negative: bool, members: &'p [char] },
}

impl<'p> One<'p> {
    /// Returns how long the part of the pattern is, and what it matches. `None` for a part that never matches.
    fn parse(pattern: &'p [char]) -> Option<(usize, Self)> {
        match pattern {
            ['?', ..] => Some((1, Self::Any)),
            ['\\', escaped, ..] => Some((2, Self::Literal(*escaped))),
            ['[', rest @ ..] => {
                let is_negative = rest.starts_with(&['!']) || rest.starts_with(&['^']);
                let start = 1 + usize::from(is_negative);
                let mut end = start;
                // A bracket that comes first is a member.
                while end == start || *pattern.get(end)? != ']' {
                    end += match (&pattern[end..], class_name(&pattern[end..])) {
                        (_, Some(name)) if is_of_class(&name, 'a').is_none() => return None,
                        (_, Some(name)) => name.len() + 4,
                        (['\\', _, ..], None) => 2,
                        _ => 1,
                    };
                }
                Some((end + 1, Self::Class { is_negative, members: &pattern[start..end] }))
            }
            // A backslash at the end escapes nothing.
            ['\\'] | [] => None,
            [literal, ..] => Some((1, Self::Literal(*literal))),
        }
    }

    fn takes(&self, c: char) -> bool {
        match self {
            Self::Any => c != '/',
            Self::Literal(literal) => c == *literal,
            Self::Class { is_negative, members } => c != '/' && has_member(members, c) != *is_negative,
        }
    }
}

fn has_member(mut members: &[char], c: char) -> bool {
    let escaped = |part: &[char]| match part {
        ['\\', escaped, ..] => Some((*escaped, 2)),
        [first, ..] => Some((*first, 1)),
        [] => None,
    };
    while let Some((first, length)) = escaped(members) {
        if let Some(name) = class_name(members) {
            if is_of_class(&name, c) == Some(true) {
                return true;
            }
            members = &members[name.len() + 4..];
            continue;
        }
        members = &members[length..];
        if let ['-', rest @ ..] = members
            && let Some((last, length)) = escaped(rest)
        {
            if (first..=last).contains(&c) {
                return true;
            }
            members = &rest[length..];
        } else if first == c {
            return true;
        }
    }
    false
}

/// Returns the name in `[:name:]`, if that is how the members begin.
fn class_name(members: &[char]) -> Option<String> {
    let ['[', ':', rest @ ..] = members else { return None };
    let end = rest.iter().position(|c| *c == ']')?;
    let name: String = rest[..end].iter().collect();
    name.strip_suffix(':').filter(|name| name.is_ascii()).map(str::to_owned)
}

/// Whether a character is of a class; `None` if there is no such class.
fn is_of_class(name: &str, c: char) -> Option<bool> {
    Some(match name {
        "alnum" => c.is_ascii_alphanumeric(),
        "alpha" => c.is_ascii_alphabetic(),
        "blank" => matches!(c, ' ' | '\t'),
        "cntrl" => c.is_ascii_control(),
        "digit" => c.is_ascii_digit(),
        "graph" => c.is_ascii_graphic(),
        "lower" => c.is_ascii_lowercase(),
        "print" => c == ' ' || c.is_ascii_graphic(),
        "punct" => c.is_ascii_punctuation(),
        "space" => c.is_ascii_whitespace(),
        "upper" => c.is_ascii_uppercase(),
        "xdigit" => c.is_ascii_hexdigit(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_does_not_explode() {
        let pattern: String = "*a".repeat(2000) + "b";
        assert!(!matches(&pattern.chars().collect::<Vec<_>>(), &"a".repeat(4000)));
    }
}
