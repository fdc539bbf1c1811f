//! Questions at a real terminal, on stderr.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use console::{Style, Term};

use super::keys::{Key, Keys, PASTE};
use super::layout::{table, wrap};
use super::line::Line;
use super::list::{List, Look};
use super::prompter::{Asked, Field, Prompter, Question, Row, Stop};
use super::raw::{PASTE_MARKED, PASTE_UNMARKED, drawing, raw, suspend};
use crate::error::{Error, Kind, Result};
use crate::spec::Invalid;

/// The first column of answers, wide enough for every label.
const LABELS: usize = 15;

/// Shown when several lines were pasted as an answer of one line.
const ONE_LINE: &str = "Only the first of the pasted lines was kept. Enter accepts it.";

/// The minimum height for a question, in lines.
const LOWEST: usize = 3;

/// Below this height, only the question itself is shown above the input.
const LOW: usize = 8;

/// Draws a question, waits for a key and redraws it for the terminal's current size.
///
/// dialoguer's own prompts don't suffice: they mistake a slowly arriving arrow for the Escape key, have no key to go back, and
/// repeat a list when the terminal shrinks. Its theme draws the rows.
pub struct Terminal {
    term: Term,
    color: bool,
    keys: Keys,
    /// How many lines the cursor is below the first line of the question.
    below: usize,
    /// The number of lines of each answer on the screen.
    answers: Vec<usize>,
}

/// The result of a key press, other than editing.
enum Pressed {
    Key(Key),
    /// The screen must be redrawn.
    Redraw,
}

impl Terminal {
    /// Creates a prompter on stderr.
    pub fn new(color: bool) -> Self {
        Self { term: Term::buffered_stderr(), color, keys: Keys::default(), below: 0, answers: Vec::new() }
    }

    /// Asks one question in raw mode, and removes it from the screen.
    fn ask<T>(&mut self, ask: impl FnOnce(&mut Self) -> Asked<T>) -> Asked<T> {
        raw(|| {
            self.keys.forget();
            self.below = 0;
            let marked =
                self.term.write_str(PASTE_MARKED).map_err(|error| unasked(&error.to_string()).into());
            let answer = marked.and_then(|()| ask(self));
            let cleared = match &answer {
                Ok(_) | Err(Stop::Back) => self.draw(&[], Some(0)),
                // The question stays readable.
                Err(Stop::Failed(_)) => self.term.show_cursor().and_then(|()| self.term.write_line("")),
            };
            let unmarked = self.term.write_str(PASTE_UNMARKED);
            let flushed = cleared.and(unmarked).and_then(|()| self.term.flush());
            match (answer, flushed) {
                (Ok(answer), Ok(())) => Ok(answer),
                (Ok(_), Err(error)) => Err(unasked(&error.to_string()).into()),
                (stopped, _) => stopped,
            }
        })
    }

    /// Replaces the drawn lines. The cursor goes to this column of the last line, or is hidden.
    fn draw(&mut self, lines: &[String], column: Option<usize>) -> io::Result<()> {
        let lines = &lines[lines.len().saturating_sub(self.size().0)..];
        let _drawing = drawing();
        let up = if self.below > 0 { format!("\x1b[{}A", self.below) } else { String::new() };
        self.term.write_str(&format!("\r{up}\x1b[J{}", lines.join("\n")))?;
        match column {
            Some(column) => {
                let right = if column > 0 { format!("\x1b[{column}C") } else { String::new() };
                self.term.write_str(&format!("\r{right}"))?;
                self.term.show_cursor()?;
            }
            None => self.term.hide_cursor()?,
        }
        self.below = lines.len().saturating_sub(1);
        self.term.flush()
    }

    fn next(&mut self) -> Result<Key> {
        self.keys.next().map_err(|error| unasked(&error.to_string()))
    }

    /// Waits for a key.
    fn key(&mut self, question: &Question<'_>) -> Asked<Pressed> {
        let key = self.next()?;
        self.pressed(key, question)
    }

    /// Waits for keys of which those in `waiting` come first. Text that arrived at once was pasted: without a meaning here, it
    /// must neither choose nor confirm, so its line breaks and blanks are dropped.
    fn key_of(
        &mut self,
        waiting: &mut VecDeque<Key>,
        has_meaning: impl Fn(&str) -> bool,
        question: &Question<'_>,
    ) -> Asked<Pressed> {
        if waiting.is_empty() {
            waiting.push_back(self.next()?);
            while self.keys.has_more(Duration::ZERO) {
                waiting.push_back(self.next()?);
            }
            let chars = waiting.iter().filter_map(|key| if let Key::Char(c) = key { Some(*c) } else { None });
            if !has_meaning(&chars.collect::<String>()) {
                waiting.retain(|key| !matches!(key, Key::Enter | Key::Char(' ')));
            }
        }
        waiting.pop_front().map_or(Ok(Pressed::Redraw), |key| self.pressed(key, question))
    }

    /// Handles the keys that mean the same everywhere: Ctrl-C, Ctrl-Z, and Escape if the user can go back.
    fn pressed(&mut self, key: Key, question: &Question<'_>) -> Asked<Pressed> {
        match key {
            Key::Ctrl('c') => Err(Error::interrupted().into()),
            Key::Ctrl('z') => {
                let _ = self.draw(&[], Some(0)).and_then(|()| self.term.write_str(PASTE_UNMARKED));
                let _ = self.term.flush();
                suspend();
                let _ = self.term.write_str(PASTE_MARKED);
                Ok(Pressed::Redraw)
            }
            Key::Escape if question.back => Err(Stop::Back),
            key => Ok(Pressed::Key(key)),
        }
    }

    /// Lets the user choose rows until Enter, and returns the active one. `ticked` marks the chosen rows of a list for several
    /// choices.
    fn rows(
        &mut self,
        question: &Question<'_>,
        rows: &[Row],
        mut active: usize,
        mut ticked: Option<&mut [bool]>,
    ) -> Asked<usize> {
        let look = Look { active: self.style().cyan() };
        let prefix = if ticked.is_some() { 6 } else { 2 };
        let mut waiting = VecDeque::new();
        let has_meaning = |text: &str| text.chars().all(|c| matches!(c, 'j' | 'k' | ' '));
        loop {
            let size = self.fitting_size()?;
            let back = if question.back { "Esc or Left goes back." } else { "" };
            let list =
                List::new((&self.prompt(question, None), &self.rest(question, back)), rows, prefix, size);
            let lines = list.lines(active, ticked.as_deref(), &look);
            self.draw(&lines, None).map_err(|error| unasked(&error.to_string()))?;
            let Pressed::Key(key) = self.key_of(&mut waiting, has_meaning, question)? else { continue };
            match key {
                Key::Down | Key::Tab | Key::Char('j') => active = (active + 1) % rows.len(),
                Key::Up | Key::BackTab | Key::Char('k') => active = (active + rows.len() - 1) % rows.len(),
                Key::Home => active = 0,
                Key::End => active = rows.len() - 1,
                Key::Left if question.back => return Err(Stop::Back),
                Key::Enter => return Ok(active),
                Key::Char(' ') => match &mut ticked {
                    Some(ticked) => ticked[active] = !ticked[active],
                    None => return Ok(active),
                },
                _ => {}
            }
        }
    }

    /// Returns the question and the meaning of Enter, in lines that fit.
    fn prompt(&self, question: &Question<'_>, enter: Option<&str>) -> Vec<String> {
        let enter = enter.map(|text| format!(" [{text}]")).unwrap_or_default();
        self.block("?", &format!("{}{enter}", question.prompt), &self.style().bold())
    }

    /// Returns the help, keys and warnings; `back` explains how to go back.
    fn rest(&self, question: &Question<'_>, back: &str) -> Vec<String> {
        let mut lines = Vec::new();
        let help = [question.help, question.keys, back].join(" ");
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

    /// Drops the lines after the first one. Returns whether they have any text.
    fn drop_lines(&mut self) -> Asked<bool> {
        let mut is_text = false;
        while self.keys.has_more(PASTE) {
            match self.next()? {
                Key::Ctrl('c') => return Err(Error::interrupted().into()),
                Key::Char(c) | Key::Pasted(c) => is_text |= !c.is_whitespace(),
                _ => {}
            }
        }
        Ok(is_text)
    }

    /// Lets the user edit a line until Enter. The lines of pasted text are joined if the question says so.
    fn edit(
        &mut self,
        question: &Question<'_>,
        field: &Field<'_>,
        line: &mut Line,
        refusal: Option<&Invalid>,
    ) -> Asked<()> {
        let mut notice = None;
        loop {
            let (height, width) = self.size();
            let mut lines = self.prompt(question, field.default.as_deref().filter(|_| !field.secret));
            if height >= LOW {
                lines.extend(self.rest(question, if question.back { "Esc goes back." } else { "" }));
            }
            lines.extend(notice.as_ref().or(refusal).iter().flat_map(|why| self.refusal(why)));
            let (shown, column) = line.view(width.saturating_sub(3));
            lines.push(format!("> {shown}"));
            self.draw(&lines, Some(column + 2)).map_err(|error| unasked(&error.to_string()))?;
            let Pressed::Key(key) = self.key(question)? else { continue };
            match key {
                Key::Enter if !self.keys.has_more(PASTE) => return Ok(()),
                Key::Enter | Key::Pasted('\n') => match question.joint {
                    Some(joint) => {
                        if let Some(close) = question.close_line {
                            line.replace_before(close);
                        }
                        line.separate(joint);
                    }
                    None if line.is_empty() => {}
                    None if self.drop_lines()? => notice = Some(Invalid::new(ONE_LINE)),
                    None => return Ok(()),
                },
                Key::Pasted('\t') => line.separate(question.joint.unwrap_or(" ")),
                Key::Tab if self.keys.has_more(Duration::ZERO) => {
                    line.separate(question.joint.unwrap_or(" "));
                }
                Key::Ctrl('d') if line.is_empty() => return Err(Error::interrupted().into()),
                Key::Left if question.back && line.is_empty() => return Err(Stop::Back),
                key => line.press(key),
            }
        }
    }

    fn write(&self, lines: &[String]) -> io::Result<()> {
        lines.iter().try_for_each(|line| self.term.write_line(line))?;
        self.term.flush()
    }

    /// The size of the terminal, if a question fits.
    fn fitting_size(&self) -> Result<(usize, usize)> {
        let size = self.size();
        if size.0 < LOWEST { Err(unasked(&format!("it has fewer than {LOWEST} lines"))) } else { Ok(size) }
    }

    fn size(&self) -> (usize, usize) {
        let (height, width) = self.term.size();
        (height.into(), width.into())
    }

    fn style(&self) -> Style {
        Style::new().force_styling(self.color)
    }
}

impl Prompter for Terminal {
    fn text(&mut self, question: &Question<'_>, field: &Field<'_>) -> Asked<String> {
        self.ask(|terminal| {
            let mut line = Line::new(&field.text, field.secret);
            let mut refusal = None;
            loop {
                terminal.edit(question, field, &mut line, refusal.as_ref())?;
                let typed = line.text();
                // Pasted lines may end with a line break.
                let joint: Vec<char> = question.joint.unwrap_or_default().chars().collect();
                let typed = typed.trim_end_matches(&*joint);
                let text = match typed.trim() {
                    "" => field.default.clone().unwrap_or_default(),
                    typed => typed.to_owned(),
                };
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

    fn choose(&mut self, question: &Question<'_>, rows: &[Row], default: usize) -> Asked<usize> {
        self.ask(|terminal| terminal.rows(question, rows, default, None))
    }

    fn tick(&mut self, question: &Question<'_>, rows: &[(Row, bool)]) -> Asked<Vec<usize>> {
        let (rows, mut ticked): (Vec<Row>, Vec<bool>) = rows.iter().cloned().unzip();
        self.ask(|terminal| terminal.rows(question, &rows, 0, Some(&mut ticked)))?;
        Ok((0..rows.len()).filter(|index| ticked[*index]).collect())
    }

    fn confirm(&mut self, question: &Question<'_>, default: bool) -> Asked<bool> {
        self.ask(|terminal| {
            let mut answer = None;
            let mut waiting = VecDeque::new();
            let has_meaning = |text: &str| ["", "y", "n", "yes", "no"].contains(&&*text.to_lowercase());
            loop {
                let (height, _) = terminal.fitting_size()?;
                let mut lines = terminal.prompt(question, Some(if default { "Y/n" } else { "y/N" }));
                if height >= LOW {
                    lines.extend(
                        terminal.rest(question, if question.back { "Esc or Left goes back." } else { "" }),
                    );
                }
                let shown = answer.map(|yes| if yes { "yes" } else { "no" }).unwrap_or_default();
                lines.push(format!("> {shown}"));
                terminal.draw(&lines, Some(shown.len() + 2)).map_err(|error| unasked(&error.to_string()))?;
                let pressed = terminal.key_of(&mut waiting, has_meaning, question)?;
                let Pressed::Key(key) = pressed else { continue };
                match key {
                    Key::Char('y' | 'Y') => answer = Some(true),
                    Key::Char('n' | 'N') => answer = Some(false),
                    Key::Backspace | Key::Delete | Key::Ctrl('u' | 'w') => answer = None,
                    Key::Left if question.back => return Err(Stop::Back),
                    Key::Ctrl('d') => return Err(Error::interrupted().into()),
                    Key::Enter => return Ok(answer.unwrap_or(default)),
                    _ => {}
                }
            }
        })
    }

    fn answered(&mut self, row: &Row) {
        let width = self.size().1.saturating_sub(3);
        let lines = table(std::slice::from_ref(row), LABELS, width).concat();
        let lines: Vec<String> = lines.iter().map(|line| format!("  {line}")).collect();
        self.answers.push(lines.len());
        let _ = self.write(&lines);
    }

    fn take_back(&mut self, rows: usize) {
        let kept = self.answers.len().saturating_sub(rows);
        let lines: usize = self.answers.split_off(kept).iter().sum();
        let _ = self.term.clear_last_lines(lines).and_then(|()| self.term.flush());
    }

    fn tell(&mut self, line: &str) {
        let style = self.style().dim();
        let lines = wrap(line, self.size().1.saturating_sub(1));
        let lines: Vec<String> = lines.iter().map(|line| style.apply_to(line).to_string()).collect();
        let _ = self.write(&lines);
    }
}

fn unasked(why: &str) -> Error {
    Error::new(Kind::Usage, format!("can't prompt on this terminal: {why}"))
        .with_hint("--plain asks line by line; or give the answers as flags, with --yes")
}
