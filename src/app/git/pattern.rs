//! Patterns of ignore files.

/// A pattern. Since a sequence of stars is one part, it has at most three times as many parts as the shortest text that it matches
/// has characters. So apart from long classes, matching takes time proportional to the square of the text's length.
#[derive(Debug)]
pub struct Pattern {
    parts: Vec<Part>,
    /// How many comparisons one character of a text takes at most.
    weight: usize,
    /// The length of the shortest text that matches.
    shortest: usize,
    /// The pattern, if it has only literal characters.
    literal: Option<Vec<char>>,
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// `**/`: any number of folders, including none.
    Folders,
    /// `/**` at the end: everything inside, but not the folder itself.
    Inside,
    /// `*`: any part of a name.
    Star,
    One(One),
}

/// A pattern for a single character.
#[derive(Debug, PartialEq, Eq)]
enum One {
    Any,
    Literal(char),
    Class { is_negative: bool, members: Vec<char> },
}

impl Pattern {
    /// Reads a pattern. `None` if it never matches.
    pub fn parse(text: &str) -> Option<Self> {
        let all: Vec<char> = text.chars().collect();
        let mut parts = Vec::new();
        let mut at = 0;
        while at < all.len() {
            let is_first = at == 0 || all[at - 1] == '/';
            let rest = &all[at..];
            let (length, part) = if is_first && rest.starts_with(&['*', '*', '/']) {
                (3, Part::Folders)
            } else if is_first && rest == ['*', '*'] {
                (2, Part::Inside)
            } else if rest[0] == '*' {
                (1, Part::Star)
            } else {
                let (length, one) = One::parse(rest)?;
                (length, Part::One(one))
            };
            let is_repeated = matches!(part, Part::Star | Part::Folders) && parts.last() == Some(&part);
            if !is_repeated {
                parts.push(part);
            }
            at += length;
        }
        let shortest = parts.iter().filter(|part| matches!(part, Part::One(_) | Part::Inside)).count();
        let literal = parts.iter().map(|part| match part {
            Part::One(One::Literal(literal)) => Some(*literal),
            _ => None,
        });
        let literal = literal.collect();
        let weight = parts.iter().map(|part| match part {
            Part::One(One::Class { members, .. }) => 1 + members.len(),
            _ => 1,
        });
        Some(Self { weight: weight.sum(), shortest, literal, parts })
    }

    /// How many steps matching a text takes.
    pub fn steps(&self, text: &[char]) -> usize {
        if self.literal.is_some() || !self.may_match(text) { 1 } else { self.weight * (text.len() + 4) }
    }

    /// Whether the length and the ends of a text allow a match, regardless of case.
    fn may_match(&self, text: &[char]) -> bool {
        let allows = |part: Option<&Part>, c: Option<&char>| match (part, c) {
            (Some(Part::One(One::Literal(literal))), Some(c)) => literal.eq_ignore_ascii_case(c),
            _ => true,
        };
        text.len() >= self.shortest
            && allows(self.parts.first(), text.first())
            && allows(self.parts.last(), text.last())
    }

    /// Matches the whole text.
    pub fn matches(&self, text: &[char], ignores_case: bool) -> bool {
        if !self.may_match(text) {
            return false;
        }
        if let Some(literal) = &self.literal {
            let is_same = |(a, b): (&char, &char)| a == b || ignores_case && a.eq_ignore_ascii_case(b);
            return literal.len() == text.len() && literal.iter().zip(text).all(is_same);
        }
        // Whether each prefix of the text matches the pattern so far.
        let mut reached = vec![false; text.len() + 1];
        reached[0] = true;
        let mut next = reached.clone();
        for part in &self.parts {
            let mut is_inside = false;
            for end in 0..=text.len() {
                let before = end.checked_sub(1);
                next[end] = match part {
                    Part::Folders => {
                        let is_end = is_inside && before.is_some_and(|before| text[before] == '/');
                        is_inside |= reached[end];
                        reached[end] || is_end
                    }
                    Part::Inside => {
                        let is_below = is_inside;
                        is_inside |= reached[end];
                        is_below
                    }
                    Part::Star => {
                        reached[end] || before.is_some_and(|before| next[before] && text[before] != '/')
                    }
                    Part::One(one) => {
                        before.is_some_and(|before| reached[before] && one.takes(text[before], ignores_case))
                    }
                };
            }
            std::mem::swap(&mut reached, &mut next);
        }
        reached[text.len()]
    }
}

impl One {
    /// Returns how long the part of the pattern is, and what it matches. `None` for a part that never matches.
    fn parse(pattern: &[char]) -> Option<(usize, Self)> {
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
                Some((end + 1, Self::Class { is_negative, members: pattern[start..end].to_vec() }))
            }
            // A backslash at the end escapes nothing.
            ['\\'] | [] => None,
            [literal, ..] => Some((1, Self::Literal(*literal))),
        }
    }

    fn takes(&self, c: char, ignores_case: bool) -> bool {
        match self {
            Self::Any => c != '/',
            Self::Literal(literal) => c == *literal || ignores_case && c.eq_ignore_ascii_case(literal),
            Self::Class { is_negative, members } => {
                let is_member = has_member(members, c)
                    || ignores_case
                        && (has_member(members, c.to_ascii_lowercase())
                            || has_member(members, c.to_ascii_uppercase()));
                c != '/' && is_member != *is_negative
            }
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

/// How far the end of a class's name is searched, so that reading a pattern takes linear time.
const LONGEST_CLASS: usize = 32;

/// Returns the name in `[:name:]`, if that is how the members begin.
fn class_name(members: &[char]) -> Option<String> {
    let ['[', ':', rest @ ..] = members else { return None };
    let end = rest.iter().take(LONGEST_CLASS).position(|c| *c == ']')?;
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
