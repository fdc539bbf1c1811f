use std::io::Write;

use console::Style;

use crate::answers::Warning;
use crate::error::{Error, Problem};

/// How many of a list are shown to a person.
const SHOWN: usize = 20;

/// Words for a person, on stderr.
///
/// A closed stderr is not worth failing for: what was asked for is still done.
pub struct Speaker<'a> {
    /// Where the words go.
    pub out: &'a mut dyn Write,
    /// Whether they may be coloured.
    pub color: bool,
    /// Whether only warnings and errors are said.
    pub quiet: bool,
}

impl Speaker<'_> {
    /// A line, unless the run is to be quiet.
    pub fn say(&mut self, line: &str) {
        if !self.quiet {
            let _ = writeln!(self.out, "{line}");
        }
    }

    /// Paths or the like, one a line, unless the run is to be quiet; of very many only the first.
    pub fn list(&mut self, items: &[String]) {
        for item in few(items) {
            self.say(&format!("  {}", visible(&item)));
        }
    }

    /// Something that is allowed and seldom meant.
    pub fn warn(&mut self, warning: &Warning) {
        let label = self.yellow().apply_to("warning:").to_string();
        let _ = writeln!(self.out, "{label} {}", visible(&warning.message));
    }

    /// A failure with all that helps to mend it.
    pub fn fail(&mut self, error: &Error) {
        let label = self.red().apply_to("error:").to_string();
        let _ = writeln!(self.out, "{label} {}", visible(&error.message));
        for problem in &error.problems {
            self.problem(problem);
        }
        let conflicts: Vec<String> = error.conflicts.iter().map(ToString::to_string).collect();
        for line in few(&conflicts).iter().chain(&error.details) {
            let _ = writeln!(self.out, "  {}", visible(line));
        }
        if let Some(hint) = &error.hint {
            let _ = writeln!(self.out, "  {} {}", self.green().apply_to("try:"), visible(hint));
        }
    }

    fn problem(&mut self, problem: &Problem) {
        let subject = match (&problem.origin, problem.answer) {
            (Some(origin), _) => origin.clone(),
            (None, Some(key)) => key.flag().to_owned(),
            (None, None) => String::new(),
        };
        let value = problem.value.as_ref().map(|value| format!(" {value:?}")).unwrap_or_default();
        let _ = writeln!(
            self.out,
            "  {}{} {}",
            self.bold().apply_to(visible(&subject)),
            value,
            visible(&problem.message)
        );
        if let Some(suggestion) = &problem.suggestion {
            let _ = writeln!(self.out, "    {} {}", self.green().apply_to("try:"), visible(suggestion));
        }
        let ways = problem.answer.map(|key| {
            let others = [
                Some(key.flag().to_owned()),
                key.env(),
                key.file_key().map(|key| format!("{key} in a file")),
            ];
            others.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        });
        if let Some(ways) = ways {
            let _ = writeln!(self.out, "    {}", self.dim().apply_to(format!("given by {ways}")));
        }
    }

    /// The style of what to type.
    pub fn bold(&self) -> Style {
        Style::new().bold().force_styling(self.color)
    }

    /// The style of what matters less.
    pub fn dim(&self) -> Style {
        Style::new().dim().force_styling(self.color)
    }

    /// The style of what went well.
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

/// As many as a person reads; of the others, how many there are.
pub fn few(items: &[String]) -> Vec<String> {
    let mut few: Vec<String> = items.iter().take(SHOWN).cloned().collect();
    if items.len() > SHOWN {
        few.push(format!("… and {} more", items.len() - SHOWN));
    }
    few
}

/// A text with everything made visible that could move the cursor or hide: answers and paths may hold anything.
pub fn visible(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Key;
    use crate::error::Kind;

    #[test]
    fn a_failure_names_every_problem_and_every_way_to_mend_it() {
        let mut error = Error::new(Kind::Usage, "one answer is wrong");
        error.problems.push(Problem {
            answer: Some(Key::Scopes),
            value: Some("a\u{1b}[31m".to_owned()),
            origin: Some("--scope".to_owned()),
            message: "is not a scope".to_owned(),
            suggestion: Some("user:profile".to_owned()),
        });
        let mut out = Vec::new();
        Speaker { out: &mut out, color: false, quiet: true }.fail(&error.with_hint("carto-app --help"));
        let text = String::from_utf8(out).expect("UTF-8");
        insta::assert_snapshot!(text, @r#"
        error: one answer is wrong
          --scope "a\u{1b}[31m" is not a scope
            try: user:profile
            given by --scope · CARTO_APP_SCOPES · auth.scopes in a file
          try: carto-app --help
        "#);
    }
}
