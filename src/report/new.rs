//! What `carto-app new` has to say.

use std::fmt;
use std::iter;
use std::path::{Component, Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::answers::{Resolved, values};
use crate::encode::shell;
use crate::error::Error;
use crate::error::Warning;
use crate::plan::Plan;
use crate::spec::AppSpec;
use crate::spec::Key;
use crate::spec::characters::fault;
use crate::ui::Speaker;

use super::{Told, failure};

/// A run that wrote what was asked for, or would have.
pub struct Report {
    /// The directory as it was named.
    pub directory: PathBuf,
    /// What went there.
    pub spec: AppSpec,
    /// What became of the files.
    pub outcome: Outcome,
    /// What the person should know.
    pub warnings: Vec<Warning>,
    /// Commands that were asked for and have not done their work, in order.
    pub open: Vec<String>,
    /// Why the first of them has not.
    pub failure: Option<Error>,
    plan: Plan,
}

/// What became of the files.
pub enum Outcome {
    /// Nothing: it was a dry run.
    Planned {
        /// What would be moved to a backup: paths below the directory.
        replaced: Vec<String>,
    },
    /// They are on disk.
    Written {
        /// Where files that were in the way have gone.
        backup: Option<PathBuf>,
        /// Which these are: paths below the directory.
        replaced: Vec<String>,
    },
}

impl Report {
    /// Puts a report together.
    pub fn new(resolved: Resolved, plan: Plan, outcome: Outcome) -> Self {
        let Resolved { directory, spec, warnings } = resolved;
        Self { directory, spec, outcome, warnings, open: Vec::new(), failure: None, plan }
    }

    fn done(&self) -> Value {
        let (dry_run, backup, replaced) = match &self.outcome {
            Outcome::Planned { replaced } => (true, None, replaced),
            Outcome::Written { backup, replaced } => (false, backup.as_ref(), replaced),
        };
        let warnings: Vec<Value> = self
            .warnings
            .iter()
            .map(|warning| json!({ "answer": warning.answer.map(Key::id), "message": warning.message }))
            .collect();
        let files = self
            .plan
            .files()
            .iter()
            .map(|file| json!({ "path": file.path, "bytes": file.bytes.len(), "sha256": file.sha256() }));
        let files: Vec<Value> = files.collect();
        json!({
            "directory": self.directory.display().to_string(),
            "dry_run": dry_run,
            "backup": backup.map(|path| path.display().to_string()),
            "replaced": replaced,
            "files": files,
            "answers": answers(&self.spec),
            "warnings": warnings,
            "next": self.next(),
        })
    }

    /// The plan of a dry run, a file a line, its size first.
    fn plan(&self) -> String {
        let lines = self.plan.files().iter().map(|file| format!("{:>8}  {}", file.bytes.len(), file.path));
        let lines: Vec<String> = lines.collect();
        lines.join(
            "
",
        ) + "
"
    }

    /// The command that leads a shell into the application, unless it is there.
    pub fn enter(&self) -> Option<String> {
        let is_here = self.directory.components().all(|part| part == Component::CurDir);
        // `cd -x` would take the directory for an option.
        let dashed = self.directory.as_os_str().as_encoded_bytes().starts_with(b"-");
        let directory = if dashed { &Path::new(".").join(&self.directory) } else { &self.directory };
        (!is_here).then(|| format!("cd {}", word(directory)))
    }

    /// The commands that come next, for a shell.
    fn next(&self) -> Vec<String> {
        let starts = self.starts().into_iter().map(|(command, _)| command);
        self.preparations().into_iter().chain(starts).collect()
    }

    /// What has to be done once, in this order.
    fn preparations(&self) -> Vec<String> {
        let mut next: Vec<String> = self.enter().into_iter().chain(self.open.iter().cloned()).collect();
        let words = self.spec.package_manager;
        if !self.spec.install || matches!(self.outcome, Outcome::Planned { .. }) {
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

impl Told for Report {
    /// When a program failed it tells the failure first, and then all that was done.
    fn json(&self) -> Value {
        let mut document = self.failure.as_ref().map_or_else(|| json!({ "ok": true }), failure);
        if let (Some(document), Value::Object(done)) = (document.as_object_mut(), self.done()) {
            document.extend(done);
        }
        document
    }

    fn asked_for(&self, _: bool) -> String {
        match self.outcome {
            Outcome::Planned { .. } => self.plan(),
            Outcome::Written { .. } => String::new(),
        }
    }

    fn besides(&self) -> String {
        match self.outcome {
            Outcome::Planned { .. } => String::new(),
            Outcome::Written { .. } => format!("; the application is in {}", self.directory.display()),
        }
    }

    fn failure(&self) -> Option<&Error> {
        self.failure.as_ref()
    }

    fn tell(&self, speaker: &mut Speaker<'_>, verbose: bool) {
        for warning in &self.warnings {
            speaker.warn(warning);
        }
        let bytes: usize = self.plan.files().iter().map(|file| file.bytes.len()).sum();
        let place = crate::ui::visible(&self.directory.display().to_string());
        let size = format!("{} files, {} kB", self.plan.files().len(), bytes.div_ceil(1000));
        let (backup, replaced) = match &self.outcome {
            Outcome::Written { backup, replaced } => (backup, replaced),
            Outcome::Planned { replaced } => {
                if !replaced.is_empty() {
                    speaker.say(&format!("Would move what is in the way to a backup in {place}:"));
                    speaker.list(replaced);
                }
                return speaker.say(&format!("Would write {size} to {place}; nothing was written."));
            }
        };
        if verbose {
            self.plan.files().iter().for_each(|file| speaker.say(&format!("  {}", file.path)));
        }
        if let Some(backup) = backup {
            let backup = crate::ui::visible(&backup.display().to_string());
            speaker.say(&format!("Moved what was in the way to {backup}:"));
            speaker.list(replaced);
        }
        speaker.done("Created", &format!("{} in {place} ({size})", self.spec.title));
        speaker.say("\nNext:");
        for step in self.preparations() {
            speaker.say(&format!("  {}", speaker.bold().apply_to(step)));
        }
        speaker.commands(&self.starts());
        if let Some(error) = &self.failure {
            speaker.say("");
            speaker.fail(error);
        }
    }
}

/// A path as a word of a command line that can be read, and typed, as it stands: what can't be seen is written as bash, zsh
/// and POSIX 2024 do.
fn word(path: &Path) -> String {
    let is_seen = |text: &str| {
        let befores = iter::once(None).chain(text.chars().map(Some));
        text.chars().zip(befores).all(|(c, before)| fault(before, c).is_none())
    };
    if let Some(text) = path.to_str().filter(|text| is_seen(text)) {
        return shell::word(text);
    }
    let mut word = "$'".to_owned();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        let mut before = None;
        for c in chunk.valid().chars() {
            match c {
                '\n' => word.push_str("\\n"),
                '\'' | '\\' => word.extend(['\\', c]),
                _ if fault(before, c).is_none() => word.push(c),
                _ => octal(c.encode_utf8(&mut [0; 4]).as_bytes(), &mut word),
            }
            before = Some(c);
        }
        octal(chunk.invalid(), &mut word);
    }
    word + "'"
}

fn octal(bytes: &[u8], word: &mut String) {
    for byte in bytes {
        let _ = fmt::Write::write_fmt(word, format_args!("\\{byte:03o}"));
    }
}

/// Every answer under its name; the API key is a secret and is not among them.
fn answers(spec: &AppSpec) -> Map<String, Value> {
    values(spec).map(|(key, value)| (key.id().to_owned(), json!(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_word_that_can_be_read_and_typed() {
        for (path, expected) in [
            ("my-map", "my-map"),
            ("it's here", r"'it'\''s here'"),
            ("größe", "'größe'"),
            ("a\nb", r"$'a\nb'"),
            ("a\u{1b}[31m'b\\", r"$'a\033[31m\'b\\'"),
            ("a\u{202e}b", r"$'a\342\200\256b'"),
        ] {
            assert_eq!(word(Path::new(path)), expected);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_not_text_can_be_typed_as_well() {
        use std::os::unix::ffi::OsStrExt;

        let path = Path::new(std::ffi::OsStr::from_bytes(b"\xff1/x"));
        assert_eq!(word(path), r"$'\3771/x'");
        let path = Path::new(std::ffi::OsStr::from_bytes(b"$(x) \xff\n'y'\t\xc3\xbc"));
        let script = format!("printf %s {}", word(path));
        let output = std::process::Command::new("bash").args(["-c", &script]).output().unwrap();
        assert_eq!(output.stdout, path.as_os_str().as_bytes());
    }
}
