//! Questions at a real terminal, on stderr.

use console::{Style, Term};
use dialoguer::{Confirm, MultiSelect, Select};

use super::layout::{table, wrap};
use super::line::{Line, Pressed};
use super::list::List;
use super::prompter::{Field, Prompter, Question, Row};
use super::raw::raw;
use crate::error::{Error, Kind, Result};
use crate::spec::Invalid;

/// The first column of answers, wide enough for every label.
const LABELS: usize = 15;

/// dialoguer panics where there are fewer lines.
const LOWEST: usize = 3;

/// Below this, only the question itself stands above what is typed.
const LOW: usize = 8;

/// Asks lists and yes or no through dialoguer. Lines of text are edited here: dialoguer's miscounts what wraps, and has
/// no Home, End or Delete.
pub struct Terminal {
    term: Term,
    color: bool,
}

impl Terminal {
    /// A prompter on stderr.
    pub fn new(color: bool) -> Self {
        Self { term: Term::buffered_stderr(), color }
    }

    /// What is asked and what Enter means, in lines that fit.
    fn prompt(&self, question: &Question<'_>, enter: Option<&str>) -> Vec<String> {
        let enter = enter.map(|text| format!(" [{text}]")).unwrap_or_default();
        self.block("?", &format!("{}{enter}", question.prompt), &self.style().bold())
    }

    /// What else there is to know.
    fn rest(&self, question: &Question<'_>) -> Vec<String> {
        let mut lines = Vec::new();
        let help = [question.keys, question.help].join(" ");
        if !help.trim().is_empty() {
            lines.extend(self.block(" ", help.trim(), &self.style().dim()));
        }
        for warning in question.warnings {
            lines.extend(self.block("!", warning, &self.style().yellow()));
        }
        lines
    }

    fn refusal(&self, why: &Invalid) -> Vec<String> {
        let mut lines = self.block("!", &why.message, &self.style().red());
        if let Some(suggestion) = &why.suggestion {
            lines.extend(self.block(" ", &format!("Try: {suggestion}"), &self.style().green()));
        }
        lines
    }

    fn block(&self, mark: &str, text: &str, style: &Style) -> Vec<String> {
        let lines = wrap(text, self.size().1.saturating_sub(3)).into_iter().enumerate();
        let marked = lines.map(|(index, line)| format!("{} {line}", if index == 0 { mark } else { " " }));
        marked.map(|line| style.apply_to(line).to_string()).collect()
    }

    /// Asks once for a line of text.
    fn line(
        &self,
        question: &Question<'_>,
        field: &Field<'_>,
        line: &mut Line,
        refusal: Option<&Invalid>,
    ) -> Result<String> {
        let mut heading = self.prompt(question, field.default.as_deref().filter(|_| !field.secret));
        if self.size().0 >= LOW {
            heading.extend(self.rest(question));
        }
        heading.extend(refusal.iter().flat_map(|why| self.refusal(why)));
        self.done(self.write(&heading))?;
        self.done(self.edit(line))?;
        self.done(self.term.clear_last_lines(heading.len()))?;
        Ok(match line.text().trim() {
            "" => field.default.clone().unwrap_or_default(),
            typed => typed.to_owned(),
        })
    }

    /// Lets a person type until they press Enter.
    fn edit(&self, line: &mut Line) -> std::io::Result<()> {
        loop {
            let (shown, column) = line.view(self.size().1.saturating_sub(3));
            self.term.write_str(&format!("\r\x1b[2K> {shown}\r\x1b[{}C", column + 2))?;
            self.term.flush()?;
            match line.press(&self.term.read_key_raw()?) {
                Pressed::On => {}
                Pressed::Done => return self.term.clear_line(),
                Pressed::Broken => return Err(std::io::ErrorKind::Interrupted.into()),
            }
        }
    }

    fn write(&self, lines: &[String]) -> std::io::Result<()> {
        lines.iter().try_for_each(|line| self.term.write_line(line))?;
        self.term.flush()
    }

    fn list(&self, question: &Question<'_>, rows: &[Row], prefix: usize) -> Result<List> {
        let size = self.size();
        if size.0 < LOWEST {
            return Err(unasked(&format!("it has fewer than {LOWEST} lines")));
        }
        let active = self.style().cyan();
        let heading = (&*self.prompt(question, None), &*self.rest(question));
        Ok(List::new(heading, rows, prefix, size, active))
    }

    fn size(&self) -> (usize, usize) {
        let (height, width) = self.term.size();
        (height.into(), width.into())
    }

    fn style(&self) -> Style {
        Style::new().force_styling(self.color)
    }

    /// dialoguer leaves the cursor hidden when a question is broken off.
    fn done<T>(&self, answer: std::io::Result<T>) -> Result<T> {
        answer.map_err(|error| {
            let _ = self
                .term
                .show_cursor()
                .and_then(|()| self.term.write_line(""))
                .and_then(|()| self.term.flush());
            match error.kind() {
                std::io::ErrorKind::Interrupted => Error::interrupted(),
                _ => unasked(&error.to_string()),
            }
        })
    }
}

impl Prompter for Terminal {
    fn text(&mut self, question: &Question<'_>, field: &Field<'_>) -> Result<String> {
        raw(|| {
            let mut line = Line::new(&field.text, field.secret);
            let mut refusal = None;
            loop {
                let text = self.line(question, field, &mut line, refusal.as_ref())?;
                match (field.judge)(&text) {
                    Ok(()) => return Ok(text),
                    Err(why) => refusal = Some(why),
                }
                if field.secret {
                    line = Line::new("", true);
                }
            }
        })
    }

    fn choose(&mut self, question: &Question<'_>, rows: &[Row], default: usize) -> Result<usize> {
        raw(|| {
            let list = self.list(question, rows, 2)?;
            let select = Select::with_theme(&list).with_prompt(&list.heading).report(false);
            let mut select = select.items(0..rows.len()).default(default);
            if let Some(page) = list.page {
                select = select.max_length(page);
            }
            self.done(select.interact_on(&self.term).map_err(io_error))
        })
    }

    fn tick(&mut self, question: &Question<'_>, rows: &[(Row, bool)]) -> Result<Vec<usize>> {
        raw(|| {
            let (rows, ticked): (Vec<Row>, Vec<bool>) = rows.iter().cloned().unzip();
            let list = self.list(question, &rows, 6)?;
            let select = MultiSelect::with_theme(&list).with_prompt(&list.heading).report(false);
            let mut select = select.items_checked((0..rows.len()).zip(ticked));
            if let Some(page) = list.page {
                select = select.max_length(page);
            }
            self.done(select.interact_on(&self.term).map_err(io_error))
        })
    }

    fn confirm(&mut self, question: &Question<'_>, default: bool) -> Result<bool> {
        raw(|| {
            let list = self.list(question, &[], 0)?;
            let mut heading = self.prompt(question, Some(if default { "Y/n" } else { "y/N" }));
            heading.extend(self.rest(question));
            self.done(self.write(&heading))?;
            let confirm = Confirm::with_theme(&list).with_prompt("> ").default(default).report(false);
            let answer = self.done(confirm.interact_on(&self.term).map_err(io_error))?;
            self.done(self.term.clear_last_lines(heading.len()))?;
            Ok(answer)
        })
    }

    fn answered(&mut self, row: &Row) {
        let width = self.size().1.saturating_sub(3);
        let lines = table(std::slice::from_ref(row), LABELS, width).concat();
        let lines: Vec<String> = lines.iter().map(|line| format!("  {line}")).collect();
        let _ = self.write(&lines);
    }

    fn tell(&mut self, line: &str) {
        let style = self.style().dim();
        let lines = wrap(line, self.size().1.saturating_sub(1));
        let lines: Vec<String> = lines.iter().map(|line| style.apply_to(line).to_string()).collect();
        let _ = self.write(&lines);
    }
}

fn io_error(error: dialoguer::Error) -> std::io::Error {
    let dialoguer::Error::IO(error) = error;
    error
}

fn unasked(why: &str) -> Error {
    Error::new(Kind::Usage, format!("the terminal can't be asked: {why}"))
        .with_hint("--plain asks line by line; or give the answers as flags, with --yes")
}
