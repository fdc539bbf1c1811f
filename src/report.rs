//! What a run has to say when it is done: words on stderr, or one JSON document on stdout.

use std::io::{self, Write as _};
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use crate::answers::{Resolved, Warning, values};
use crate::error::{Error, Problem};
use crate::plan::Plan;
use crate::spec::AppSpec;
use crate::template::encode::shell;
use crate::ui::Speaker;

/// A run that did what was asked for.
pub struct Report {
    /// The directory as it was named.
    pub directory: PathBuf,
    /// What went there.
    pub spec: AppSpec,
    /// What became of the files.
    pub outcome: Outcome,
    warnings: Vec<Warning>,
    plan: Plan,
}

/// What became of the files.
pub enum Outcome {
    /// Nothing: it was a dry run.
    Planned,
    /// They are on disk.
    Written {
        /// Where files that were in the way have gone.
        backup: Option<PathBuf>,
    },
}

impl Report {
    /// Puts a report together.
    pub fn new(resolved: Resolved, plan: Plan, outcome: Outcome) -> Self {
        let Resolved { directory, spec, warnings } = resolved;
        Self { directory, spec, outcome, warnings, plan }
    }

    /// The document of `--json`.
    pub fn json(&self) -> Value {
        let (dry_run, backup) = match &self.outcome {
            Outcome::Planned => (true, None),
            Outcome::Written { backup } => (false, backup.as_ref().map(|path| path.display().to_string())),
        };
        let warnings: Vec<Value> = self
            .warnings
            .iter()
            .map(|warning| json!({ "answer": warning.answer.id(), "message": warning.message }))
            .collect();
        let files = self
            .plan
            .files()
            .iter()
            .map(|file| json!({ "path": file.path, "bytes": file.bytes.len(), "sha256": file.sha256() }));
        let files: Vec<Value> = files.collect();
        json!({
            "ok": true,
            "directory": self.directory.display().to_string(),
            "dry_run": dry_run,
            "backup": backup,
            "files": files,
            "answers": answers(&self.spec),
            "warnings": warnings,
            "next": self.next(),
        })
    }

    /// The plan of a dry run, a file a line, its size first.
    pub fn plan(&self) -> String {
        let lines = self.plan.files().iter().map(|file| format!("{:>8}  {}", file.bytes.len(), file.path));
        let lines: Vec<String> = lines.collect();
        lines.join(
            "
",
        ) + "
"
    }

    /// Tells a person what was done and what comes next.
    pub fn tell(&self, speaker: &mut Speaker<'_>, verbose: bool) {
        for warning in &self.warnings {
            speaker.warn(warning);
        }
        let bytes: usize = self.plan.files().iter().map(|file| file.bytes.len()).sum();
        let place = crate::ui::visible(&self.directory.display().to_string());
        let size = format!("{} files, {} kB", self.plan.files().len(), bytes.div_ceil(1000));
        let Outcome::Written { backup } = &self.outcome else {
            return speaker.say(&format!("Would write {size} to {place}; nothing was written."));
        };
        if verbose {
            self.plan.files().iter().for_each(|file| speaker.say(&format!("  {}", file.path)));
        }
        if let Some(backup) = backup {
            speaker.say(&format!(
                "Moved what was in the way to {}",
                crate::ui::visible(&backup.display().to_string())
            ));
        }
        let done = speaker.green().apply_to("Created").to_string();
        speaker.say(&format!("{done} {} in {place} ({size})", self.spec.title));
        speaker.say("\nNext:");
        for step in self.preparations() {
            speaker.say(&format!("  {}", speaker.bold().apply_to(step)));
        }
        let starts = self.starts();
        let width = starts.iter().map(|(command, _)| command.len()).max().unwrap_or_default();
        for (command, meaning) in starts {
            let command = format!("{command:width$}");
            speaker.say(&format!("  {}  {meaning}", speaker.bold().apply_to(command)));
        }
    }

    /// The commands that come next, for a shell.
    fn next(&self) -> Vec<String> {
        let starts = self.starts().into_iter().map(|(command, _)| command);
        self.preparations().into_iter().chain(starts).collect()
    }

    /// What has to be done once, in this order.
    fn preparations(&self) -> Vec<String> {
        let mut next = Vec::new();
        let directory = self.directory.to_string_lossy();
        if directory != "." {
            // `cd -x` would take the directory for an option.
            let lead = if directory.starts_with('-') { "./" } else { "" };
            next.push(format!("cd {}", shell::word(&format!("{lead}{directory}"))));
        }
        let words = self.spec.package_manager;
        if !self.spec.install || matches!(self.outcome, Outcome::Planned) {
            next.push(words.install().to_owned());
        }
        next
    }

    /// What opens the application, each with what it is good for.
    fn starts(&self) -> Vec<(String, &'static str)> {
        let run = self.spec.package_manager.run();
        let sandbox = (format!("{run} sandbox"), "opens it with a local CARTO: no account, no network");
        let dev = (format!("{run} dev"), "opens it with CARTO");
        if self.spec.sandbox { vec![sandbox, dev] } else { vec![dev] }
    }
}

/// The document of `--json` for a failure.
pub fn failure(error: &Error) -> Value {
    let problems: Vec<Value> = error.problems.iter().map(problem).collect();
    json!({
        "ok": false,
        "error": {
            "kind": error.kind.name(),
            "message": error.message,
            "problems": problems,
            "details": error.details,
            "hint": error.hint,
        },
    })
}

/// What is said when a signal ends the process, past everything that could say it better.
pub fn last_words(json: bool) {
    let error = Error::interrupted();
    let _ = if json {
        writeln!(io::stdout(), "{}", failure(&error))
    } else {
        writeln!(io::stderr(), "\n{}", error.message)
    };
}

fn problem(problem: &Problem) -> Value {
    json!({
        "answer": problem.answer.map(crate::answers::Key::id),
        "flag": problem.answer.map(crate::answers::Key::flag),
        "env": problem.answer.and_then(crate::answers::Key::env),
        "value": problem.value,
        "message": problem.message,
        "suggestion": problem.suggestion,
    })
}

/// Every answer under its name; the API key is a secret and is not among them.
fn answers(spec: &AppSpec) -> Map<String, Value> {
    values(spec).into_iter().map(|(key, value)| (key.id().to_owned(), plain(&value))).collect()
}

fn plain(value: &toml_edit::Value) -> Value {
    match value {
        toml_edit::Value::Boolean(value) => Value::Bool(*value.value()),
        toml_edit::Value::Array(array) => array.iter().map(plain).collect(),
        other => Value::String(other.as_str().unwrap_or_default().to_owned()),
    }
}
