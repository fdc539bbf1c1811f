use std::io::Write;

use console::Style;
use unicode_width::UnicodeWidthStr;

use super::layout::wrap;
use crate::error::Warning;
use crate::error::{Error, Problem};
use crate::spec::{quoted, visible};

/// How many items of a list are shown.
const SHOWN: usize = 20;

/// Writes text for people to stderr.
///
/// A closed stderr is not a failure: the run still does its work.
pub struct Speaker<'a> {
    /// Where the text goes.
    pub out: &'a mut dyn Write,
    /// Whether it may be colored.
    pub color: bool,
    /// Whether only warnings and errors are written.
    pub quiet: bool,
    /// The width of the terminal, at which sentences wrap; without it, each sentence is one line
    pub columns: Option<usize>,
    /// Whether words replace symbols that a screen reader reads badly.
    pub plain: bool,
}

impl Speaker<'_> {
    /// Writes a line, unless the run is quiet.
    pub fn say(&mut self, line: &str) {
        if !self.quiet {
            let _ = writeln!(self.out, "{line}");
        }
    }

    /// Writes what was done, a verb and the rest of the sentence, unless the run is quiet.
    pub fn done(&mut self, verb: &str, rest: &str) {
        if !self.quiet {
            self.sentence("", (verb, &self.green()), rest);
        }
    }

    /// Writes commands to copy, each with its purpose beside it, or below it if there is no room.
    pub fn commands(&mut self, commands: &[(String, &str)]) {
        let width = commands.iter().map(|(command, _)| command.len()).max().unwrap_or_default();
        let fits = |meaning: &str| self.columns.is_none_or(|columns| width + meaning.len() + 4 <= columns);
        let beside = commands.iter().all(|(_, meaning)| fits(meaning));
        for (command, meaning) in commands {
            let shown =
                self.bold().apply_to(if beside { format!("{command:width$}") } else { command.clone() });
            if beside {
                self.say(&format!("  {shown}  {meaning}"));
                continue;
            }
            self.say(&format!("  {shown}"));
            for line in wrap(meaning, self.columns.unwrap_or(usize::MAX).saturating_sub(4)) {
                self.say(&format!("    {line}"));
            }
        }
    }

    /// Writes items such as paths, one per line, unless the run is quiet; only the first of many.
    pub fn list(&mut self, items: &[String]) {
        for item in few(items) {
            self.say(&format!("  {}", visible(&item)));
        }
    }

    /// Writes a warning.
    pub fn warn(&mut self, warning: &Warning) {
        self.sentence("", ("warning:", &self.yellow()), &warning.message);
    }

    /// Writes an error with everything that helps to fix it.
    pub fn fail(&mut self, error: &Error) {
        let conflicts = error.conflicts.iter().map(ToString::to_string);
        // The message may name the only one already.
        let conflicts: Vec<String> =
            conflicts.filter(|conflict| !error.message.starts_with(conflict.as_str())).collect();
        let paths = if conflicts.is_empty() { String::new() } else { format!(": {}", in_line(&conflicts)) };
        self.sentence("", ("error:", &self.red()), &format!("{}{paths}", error.message));
        let alone = error.problems.len() == 1;
        for (place, problem) in error.problems.iter().enumerate() {
            let again = error.problems[..place].iter().any(|other| other.answer == problem.answer);
            let ways = if error.only_flags {
                None
            } else if alone {
                all_ways(problem, if self.plain { " or " } else { " · " })
            } else if again {
                None
            } else {
                other_ways(problem)
            };
            self.problem(problem, ways, alone);
        }
        for line in &error.details {
            let _ = writeln!(self.out, "  {}", visible(line));
        }
        if let Some(hint) = &error.hint {
            let _ = writeln!(self.out, "  {} {}", self.green().apply_to("try:"), visible(hint));
        }
    }

    /// Writes a sentence that begins with a label, wrapped at the width of the terminal.
    fn sentence(&mut self, indent: &str, (label, style): (&str, &Style), text: &str) {
        let text = format!("{label} {}", visible(text));
        let room = self.columns.map_or(usize::MAX, |columns| columns.saturating_sub(indent.len()));
        let lines = if text.width() <= room { vec![text] } else { wrap(&text, room.saturating_sub(2)) };
        for (number, line) in lines.iter().enumerate() {
            let _ = match line.strip_prefix(label).filter(|_| number == 0) {
                Some(rest) => writeln!(self.out, "{indent}{}{rest}", style.apply_to(label)),
                None => writeln!(self.out, "{indent}{}{line}", if number == 0 { "" } else { "  " }),
            };
        }
    }

    /// Writes what is wrong with an answer and the ways to give it, which go on a separate line if `apart`.
    fn problem(&mut self, problem: &Problem, ways: Option<String>, apart: bool) {
        let value = problem.value.as_ref().map(|value| format!("{} ", quoted(value))).unwrap_or_default();
        let (beside, below) = if apart { (None, ways) } else { (ways, None) };
        let beside = beside.map(|ways| format!("  {ways}")).unwrap_or_default();
        let text = format!("{value}{}{beside}", problem.message);
        self.sentence("  ", (&visible(&subject(problem)), &self.bold()), &text);
        if let Some(suggestion) = &problem.suggestion {
            let _ = writeln!(self.out, "    {} {}", self.green().apply_to("try:"), visible(suggestion));
        }
        if let Some(ways) = below {
            self.sentence("    ", ("set with", &self.dim()), &ways);
        }
    }

    /// The style of what to type.
    pub fn bold(&self) -> Style {
        Style::new().bold().force_styling(self.color)
    }

    /// The style of details.
    pub fn dim(&self) -> Style {
        Style::new().dim().force_styling(self.color)
    }

    /// The style of success.
    pub fn green(&self) -> Style {
        Style::new().green().force_styling(self.color)
    }

    fn yellow(&self) -> Style {
        Style::new().yellow().bold().force_styling(self.color)
    }

    fn red(&self) -> Style {
        Style::new().red().bold().force_styling(self.color)
    }
}

/// Returns the answer's name as the user gave it, or could give it.
fn subject(problem: &Problem) -> String {
    let flag = problem.answer.map(|key| key.flag().to_owned());
    problem.origin.clone().or(flag).unwrap_or_default()
}

/// Returns every way to give an answer, or `None` if only the one just named exists.
fn all_ways(problem: &Problem, between: &str) -> Option<String> {
    let key = problem.answer?;
    let in_file = key.file_key().map(|key| format!("{key} in a file"));
    let ways: Vec<String> = [Some(key.flag().to_owned()), key.env(), in_file].into_iter().flatten().collect();
    (ways.len() > 1).then(|| ways.join(between))
}

/// Returns the flag and the variable, except the one that the user used, in brackets as in the help.
fn other_ways(problem: &Problem) -> Option<String> {
    let key = problem.answer?;
    let used = subject(problem);
    let flag = Some(key.flag().to_owned()).filter(|flag| *flag != used);
    let env = key.env().filter(|env| *env != used).map(|env| format!("env: {env}"));
    let ways: Vec<String> = [flag, env].into_iter().flatten().collect();
    (!ways.is_empty()).then(|| format!("[{}]", ways.join(", ")))
}

/// Returns the first items in one line, and how many more there are.
pub fn in_line(items: &[String]) -> String {
    const SHOWN: usize = 6;
    match items.get(SHOWN..) {
        None | Some([] | [_]) => items.join(", "),
        Some(rest) => format!("{} and {} more", items[..SHOWN].join(", "), rest.len()),
    }
}

/// Returns the first items, and how many more there are.
pub fn few(items: &[String]) -> Vec<String> {
    let mut few: Vec<String> = items.iter().take(SHOWN).cloned().collect();
    if items.len() > SHOWN {
        few.push(format!("and {} more", items.len() - SHOWN));
    }
    few
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;
    use crate::spec::{Invalid, Key};

    #[test]
    fn a_failure_names_every_problem_and_every_way_to_fix_it() {
        let mut error = Error::new(Kind::Usage, "one answer is wrong");
        let why = Invalid::new("is not a scope").suggest("user:profile");
        let origin = Some("--scope".to_owned());
        error.problems.push(Problem::refused(Some(Key::Scopes), "a\u{1b}[31m", origin, why));
        let mut out = Vec::new();
        Speaker { out: &mut out, color: false, quiet: true, columns: None, plain: false }
            .fail(&error.with_hint("carto-app --help"));
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(
            text,
            r#"error: one answer is wrong
  --scope "a\u{1b}[31m" is not a scope
    try: user:profile
    set with --scope · CARTO_APP_SCOPES · auth.scopes in a file
  try: carto-app --help
"#
        );
    }

    #[test]
    fn several_problems_name_the_other_ways_to_give_each_answer_once() {
        let problem = |answer, origin: Option<&str>, value: Option<&str>| {
            let why = Invalid::new("is wrong").suggest("right");
            let origin = origin.map(str::to_owned);
            match value {
                Some(value) => Problem::refused(answer, value, origin, why),
                None => Problem::missing(answer, origin, why),
            }
        };
        let error = Error::refused(vec![
            problem(Some(Key::Directory), None, None),
            problem(Some(Key::Username), Some("CARTO_APP_USERNAME"), Some("A")),
            problem(Some(Key::Scopes), Some("--scope"), Some("a")),
            problem(Some(Key::Scopes), Some("--scope"), Some("b")),
            problem(Some(Key::Git), Some("git in a.toml, line 2"), None),
            problem(None, Some("gti in a.toml, line 3"), Some("gti")),
        ]);
        let mut out = Vec::new();
        Speaker { out: &mut out, color: false, quiet: true, columns: None, plain: false }.fail(&error);
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(
            text,
            r#"error: 6 answers can't be used
  DIRECTORY is wrong
    try: right
  CARTO_APP_USERNAME "A" is wrong  [--username]
    try: right
  --scope "a" is wrong  [env: CARTO_APP_SCOPES]
    try: right
  --scope "b" is wrong
    try: right
  git in a.toml, line 2 is wrong  [--git, env: CARTO_APP_GIT]
    try: right
  gti in a.toml, line 3 "gti" is wrong
    try: right
"#
        );
    }
}
