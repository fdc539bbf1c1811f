//! Questions in plain lines on stderr: for screen readers, and for terminals that support nothing else.
//!
//! The terminal itself provides line editing. Nothing is drawn, so nothing is drawn over.

use std::io::{self, Write};

use super::choice;
use super::prompter::{Asked, Field, Prompter, Question, Row, Stop};
use super::raw::lines;
use crate::error::{Error, Kind, Result};
use crate::spec::visible;
use crate::spec::{Invalid, quoted};

/// The input that clears a prefilled answer, since Enter alone keeps it.
const NOTHING: &str = "-";

/// What is typed to go one question back.
const BACK: &str = "<";

/// Asks line by line.
pub struct Plain;

impl Plain {
    /// Asks until an answer is valid: first the question with all its context, then the problem and the question alone. `enter`
    /// explains Enter alone, `how` what to type.
    fn ask<T>(
        question: &Question<'_>,
        rows: &[String],
        (enter, how, secret): (&str, &str, bool),
        judge: impl Fn(&str) -> std::result::Result<T, Invalid>,
    ) -> Asked<T> {
        let mut before: Vec<String> = [question.prompt, question.help].map(str::to_owned).into();
        before.extend(question.warnings.iter().map(|warning| format!("Warning: {warning}")));
        before.extend(rows.iter().cloned());
        let back = if question.back { format!("{BACK} alone goes back.") } else { String::new() };
        loop {
            before.extend([enter.to_owned(), back.clone()]);
            let typed = lines(secret, || {
                for line in before.iter().filter(|line| !line.is_empty()) {
                    say(&visible(line));
                }
                read(&format!("{how}: "), secret)
            })?;
            if question.back && typed.trim() == BACK {
                return Err(Stop::Back);
            }
            match joined(&typed, question).and_then(|typed| judge(typed.trim())) {
                Ok(answer) => return Ok(answer),
                Err(why) => before = vec![refused(&why), question.prompt.to_owned()],
            }
        }
    }
}

impl Prompter for Plain {
    fn text(&mut self, question: &Question<'_>, field: &Field<'_>) -> Asked<String> {
        let enter = match &field.default {
            _ if field.secret => "What you type is not shown.".to_owned(),
            _ if !field.text.is_empty() => {
                format!("Enter alone keeps {}; {NOTHING} alone clears it.", field.text)
            }
            Some(default) => format!("Enter alone accepts {default}."),
            None => String::new(),
        };
        Self::ask(question, &[], (&enter, "Answer", field.secret), |typed| {
            let text = match typed {
                NOTHING if !field.text.is_empty() => field.default.clone().unwrap_or_default(),
                "" if field.text.is_empty() => field.default.clone().unwrap_or_default(),
                "" => field.text.clone(),
                typed => typed.to_owned(),
            };
            (field.judge)(&text).map(|()| text)
        })
    }

    fn choose(&mut self, question: &Question<'_>, rows: &[Row], default: usize) -> Asked<usize> {
        let shown: Vec<String> = (1..).zip(rows).map(|(number, row)| numbered(number, row, "")).collect();
        let enter = rows
            .get(default)
            .map_or(String::new(), |row| format!("Enter alone accepts {}, {}.", default + 1, row.name));
        Self::ask(question, &shown, (&enter, "Number or name", false), |typed| match typed {
            "" if default < rows.len() => Ok(default),
            typed => choice::one(&names(rows.iter()), typed),
        })
    }

    fn tick(&mut self, question: &Question<'_>, rows: &[(Row, bool)]) -> Asked<Vec<usize>> {
        let numbers = || (1..).zip(rows);
        let mark = |ticked: bool| if ticked { ", chosen" } else { "" };
        let shown: Vec<String> =
            numbers().map(|(number, (row, ticked))| numbered(number, row, mark(*ticked))).collect();
        let chosen: Vec<usize> = (0..rows.len()).filter(|index| rows[*index].1).collect();
        let kept: Vec<String> = chosen.iter().map(|index| (index + 1).to_string()).collect();
        let enter = match &*kept {
            [] => "Enter alone chooses none.".to_owned(),
            kept => format!("Enter alone keeps the selection, {}.", kept.join(" and ")),
        };
        let how = "Numbers or names, separated by commas, or none";
        Self::ask(question, &shown, (&enter, how, false), |typed| match typed {
            "" => Ok(chosen.clone()),
            none if none.eq_ignore_ascii_case("none") => Ok(Vec::new()),
            typed => choice::several(&names(rows.iter().map(|(row, _)| row)), typed),
        })
    }

    fn confirm(&mut self, question: &Question<'_>, default: bool) -> Asked<bool> {
        let enter = format!("Enter alone means {}.", if default { "yes" } else { "no" });
        Self::ask(question, &[], (&enter, "Yes or no", false), |typed| match typed.to_lowercase().as_str() {
            "" => Ok(default),
            "y" | "yes" => Ok(true),
            "n" | "no" => Ok(false),
            _ => Err(Invalid::new(format!("{} is neither yes nor no.", quoted(typed)))),
        })
    }

    fn answered(&mut self, row: &Row) {
        say(&visible(&format!("{}: {}", row.name, row.note)));
    }

    fn tell(&mut self, line: &str) {
        say(&visible(line));
    }

    fn manner(&self) -> &'static str {
        "Type an answer and press Enter"
    }
}

fn numbered(number: usize, row: &Row, mark: &str) -> String {
    let note = if row.note.is_empty() { String::new() } else { format!(", {}", row.note) };
    format!("{number}: {}{mark}{note}", row.name)
}

fn names<'a>(rows: impl Iterator<Item = &'a Row>) -> Vec<&'a str> {
    rows.map(|row| row.name.as_str()).collect()
}

/// Returns the refusal in one line.
fn refused(why: &Invalid) -> String {
    let suggestion = why.suggestion.as_ref().map(|suggestion| format!(" Try: {suggestion}"));
    format!("Not accepted: {}.{}", why.message.trim_end_matches('.'), suggestion.unwrap_or_default())
}

/// Returns the answer of one line, or the lines that were pasted at once, joined.
fn joined(typed: &str, question: &Question<'_>) -> std::result::Result<String, Invalid> {
    let separator = question.joint.unwrap_or(" ");
    let typed = typed.replace("\x1b[200~", "").replace("\x1b[201~", "");
    let mut lines = typed.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default();
    let rest: Vec<&str> = lines.collect();
    if question.joint.is_none() && !rest.is_empty() {
        return Err(Invalid::new("Several lines were pasted, but the answer is one line."));
    }
    let mut all = String::new();
    for (number, line) in [&[first], &*rest].concat().into_iter().enumerate() {
        if let Some(close) = question.close_line.filter(|_| number > 0) {
            all = close(&all);
        }
        for part in line.split('\t').filter(|part| !part.is_empty()) {
            if !all.is_empty() {
                all.push_str(separator);
            }
            all.push_str(part);
        }
    }
    Ok(all)
}

/// Ignores a closed terminal, which the next read reports.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Reads a line and those that were pasted with it, without the end of the last one.
fn read(how: &str, secret: bool) -> Result<String> {
    loop {
        let _ = write!(io::stderr(), "{how}").and_then(|()| io::stderr().flush());
        let mut bytes = Vec::new();
        match typed(&mut bytes, secret) {
            // Ctrl-D, also after an unfinished line, which is not an answer.
            Ok(()) if bytes.last() != Some(&b'\n') => {
                say("");
                return Err(Error::interrupted());
            }
            Ok(()) => {}
            Err(error) => {
                return Err(Error::new(Kind::Usage, format!("can't prompt on this terminal: {error}"))
                    .with_hint("give the answers as flags, with --yes"));
            }
        }
        match String::from_utf8(bytes) {
            Ok(line) => return Ok(line.trim_end_matches(['\n', '\r']).to_owned()),
            Err(_) => say("Not accepted: The terminal sent something that is not UTF-8 text."),
        }
    }
}

#[cfg(unix)]
fn typed(bytes: &mut Vec<u8>, _secret: bool) -> io::Result<()> {
    use super::input::{arrived, is_ready};
    use super::keys::PASTE;
    use super::raw::has_begun_line;

    loop {
        let more = arrived()?;
        let is_end = more.is_empty();
        bytes.extend(more);
        let is_line = bytes.last() == Some(&b'\n');
        if is_end || is_line && !is_ready(PASTE)? && !has_begun_line() {
            return Ok(());
        }
    }
}

#[cfg(not(unix))]
fn typed(bytes: &mut Vec<u8>, secret: bool) -> io::Result<()> {
    if secret {
        let line = console::Term::stderr().read_secure_line()?;
        bytes.extend(line.bytes().chain(*b"\n"));
        return Ok(());
    }
    io::BufRead::read_until(&mut io::stdin().lock(), b'\n', bytes).map(drop)
}
