//! The report of `carto-app new`.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::path::{Component, Path, PathBuf};

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::answers::{Resolved, Value, values};
use crate::encode::shell;
use crate::error::{Error, Warning};
use crate::plan::{Plan, PlannedFile};
use crate::spec::characters::unseen;
use crate::spec::{AppSpec, Argv, Key, is_visible, shown_as};
use crate::ui::Speaker;

use super::{Report, ReportedError, ReportedWarning, document};

/// A run that wrote an application, or a dry run that would have.
pub struct NewReport {
    /// The directory as the user named it.
    pub directory: PathBuf,
    /// The application.
    pub spec: AppSpec,
    /// What became of the files.
    pub outcome: Outcome,
    /// The existing files and what happened to them, or would happen.
    pub existing: Existing,
    /// A warning for the user.
    pub warnings: Vec<Warning>,
    /// Commands that were requested and have not succeeded, in order.
    pub open: Vec<Argv>,
    /// Why the first of them failed.
    pub failure: Option<Error>,
    /// The first commit of the repository, or why there is none.
    pub commit: Result<String, String>,
    plan: Plan,
}

/// What became of the files.
pub enum Outcome {
    /// Nothing: it was a dry run.
    Planned,
    /// They are on disk.
    Written {
        /// Where files that were in the way were moved.
        backup: Option<PathBuf>,
    },
}

/// The existing files in the directory. Paths are relative to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Existing {
    /// Files that received the application's lines that they lacked.
    pub joined: Vec<String>,
    /// Files that stay unchanged.
    pub kept: Vec<Kept>,
    /// Conflicting files, which move to a backup.
    pub replaced: Vec<String>,
    /// Planned files that are there already, so that nothing is written.
    pub there: BTreeSet<String>,
}

/// An existing file that stays in place of the application's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Kept {
    /// Its path relative to the directory.
    pub path: String,
    /// The path of the application's own file; null if there is none.
    pub beside: Option<String>,
    /// The consequence; null if there is none.
    pub note: Option<&'static str>,
}

/// carto-app new. If git or npm, which run last, fails, ok is false and error is added.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NewDocument<'a> {
    ok: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "ReportedError")]
    error: Option<ReportedError<'a>>,
    /// As the user gave it.
    directory: String,
    dry_run: bool,
    /// Where files that were in the way were moved.
    backup: Option<String>,
    /// Their paths below the directory.
    replaced: &'a [String],
    /// Files of yours that have got the lines of the application that they lacked.
    joined: &'a [String],
    /// Files of yours that stay where one of the application belongs.
    kept: &'a [Kept],
    files: Vec<WrittenFile<'a>>,
    /// Every answer by its name; never an API key.
    answers: Answers,
    /// The hash of the first commit of the repository.
    commit: Option<&'a str>,
    /// Why there is none.
    no_commit: Option<&'a str>,
    warnings: Vec<ReportedWarning<'a>>,
    /// Commands that come next.
    next: Vec<String>,
}

/// A file of the new application.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct WrittenFile<'a> {
    /// Below the directory, with slashes.
    path: &'a str,
    bytes: usize,
    #[schemars(regex(pattern = r"^[0-9a-f]{64}$"))]
    sha256: String,
    /// Whether it was there already, so that it was not written.
    was_there: bool,
}

/// Answers by their names, in the order of [`values`].
#[derive(JsonSchema)]
#[schemars(inline)]
struct Answers(#[schemars(with = "std::collections::BTreeMap<String, Value>")] Vec<(&'static str, Value)>);

impl NewReport {
    /// Puts a report together.
    pub fn new(resolved: Resolved, plan: Plan, existing: Existing, outcome: Outcome) -> Self {
        let Resolved { directory, spec, warnings } = resolved;
        let commit = Err("nothing was written".to_owned());
        Self { directory, spec, outcome, existing, warnings, open: Vec::new(), failure: None, commit, plan }
    }

    /// The paths of the files that everybody may have.
    pub fn public_files(&self) -> impl Iterator<Item = &str> {
        self.plan.files().iter().filter(|file| !file.private).map(|file| file.path.as_str())
    }

    /// The plan of a dry run: one file per line, its size first.
    fn plan(&self) -> String {
        self.plan.files().iter().fold(String::new(), |mut lines, file| {
            let _ = writeln!(lines, "{:>8}  {}", file.bytes.len(), file.path);
            lines
        })
    }

    /// Returns the `cd` command to the application's directory, unless that is the working directory.
    pub fn enter(&self) -> Option<String> {
        let is_here = self.directory.components().all(|part| part == Component::CurDir);
        // `cd` would take `-x` for an option.
        let dashed = self.directory.as_os_str().as_encoded_bytes().starts_with(b"-");
        let directory = if dashed { &Path::new(".").join(&self.directory) } else { &self.directory };
        (!is_here).then(|| format!("cd {}", word(directory)))
    }

    /// The commands that come next.
    fn next(&self) -> Vec<String> {
        let starts = self.starts().into_iter().map(|(command, _)| command);
        self.preparations().into_iter().chain(starts).collect()
    }

    /// The commands to run once, in this order.
    fn preparations(&self) -> Vec<String> {
        let mut commands = self.open.clone();
        let install = self.spec.package_manager.install();
        let is_done = self.spec.install && !matches!(self.outcome, Outcome::Planned);
        if !is_done && !commands.contains(&install) {
            commands.push(install);
        }
        self.enter().into_iter().chain(commands.into_iter().map(shell::command)).collect()
    }

    /// The commands that open the application, each with its purpose.
    fn starts(&self) -> Vec<(String, &'static str)> {
        let run = shell::command(self.spec.package_manager.run());
        let sandbox = (format!("{run} sandbox"), "opens it with a local CARTO, without account or network");
        let dev = (format!("{run} dev"), "opens it with CARTO");
        if self.spec.sandbox { vec![sandbox, dev] } else { vec![dev] }
    }
}

impl Report for NewReport {
    fn json(&self) -> String {
        let (dry_run, backup) = match &self.outcome {
            Outcome::Planned => (true, None),
            Outcome::Written { backup, .. } => (false, backup.as_ref()),
        };
        let files = self.plan.files().iter().map(|file| WrittenFile {
            path: &file.path,
            bytes: file.bytes.len(),
            sha256: file.sha256(),
            was_there: self.existing.there.contains(&file.path),
        });
        document(&NewDocument {
            ok: self.failure.is_none(),
            error: self.failure.as_ref().map(ReportedError::of),
            directory: self.directory.display().to_string(),
            dry_run,
            backup: backup.map(|path| path.display().to_string()),
            replaced: &self.existing.replaced,
            joined: &self.existing.joined,
            kept: &self.existing.kept,
            files: files.collect(),
            answers: Answers::of(&self.spec),
            commit: self.commit.as_deref().ok(),
            no_commit: self.commit.as_ref().err().map(String::as_str),
            warnings: self.warnings.iter().map(ReportedWarning::of).collect(),
            next: self.next(),
        })
    }

    fn stdout(&self, _: bool) -> String {
        match self.outcome {
            Outcome::Planned => self.plan(),
            Outcome::Written { .. } => String::new(),
        }
    }

    fn after_write_note(&self) -> String {
        match self.outcome {
            Outcome::Planned => String::new(),
            Outcome::Written { .. } => format!("; the application is in {}", self.directory.display()),
        }
    }

    fn failure(&self) -> Option<&Error> {
        self.failure.as_ref()
    }

    fn add_warnings(&mut self, warnings: Vec<Warning>) {
        self.warnings.splice(..0, warnings);
    }

    fn summarize(&self, speaker: &mut Speaker<'_>, verbose: bool) {
        for warning in &self.warnings {
            speaker.warn(warning);
        }
        let place = crate::spec::visible(&self.directory.display().to_string());
        let existing = &self.existing;
        let (there, written): (Vec<_>, Vec<_>) =
            self.plan.files().iter().partition(|file| existing.there.contains(&file.path));
        let backup = match &self.outcome {
            Outcome::Written { backup } => backup,
            Outcome::Planned => {
                existing.sentences(false).iter().for_each(|(verb, rest)| speaker.done(verb, rest));
                if !existing.replaced.is_empty() {
                    speaker.say(&format!("Would move conflicting files to a backup in {place}:"));
                    speaker.list(&existing.replaced);
                }
                let rest = match there.len() {
                    0 => String::new(),
                    1 => "1 file is there already; ".to_owned(),
                    many => format!("{many} files are there already; "),
                };
                let size = size(&written);
                return speaker.say(&format!("Would write {size} to {place}; {rest}nothing was written."));
            }
        };
        if verbose {
            self.plan.files().iter().for_each(|file| speaker.say(&format!("  {}", file.path)));
        }
        existing.sentences(true).iter().for_each(|(verb, rest)| speaker.done(verb, rest));
        if let Some(backup) = backup {
            let backup = crate::spec::visible(&backup.display().to_string());
            speaker.say(&format!("Moved conflicting files to {backup}:"));
            speaker.list(&existing.replaced);
        }
        let title = &self.spec.title;
        let rest = match there.len() {
            0 => String::new(),
            1 => "; 1 file was there already".to_owned(),
            many => format!("; {many} files were there already"),
        };
        if written.is_empty() {
            speaker.done("Unchanged:", &format!("{title} in {place} already exists ({})", size(&there)));
        } else {
            speaker.done("Created", &format!("{title} in {place} ({}{rest})", size(&written)));
        }
        if let Ok(hash) = &self.commit {
            speaker.done("Committed", &format!("it to a new repository ({})", &hash[..10]));
        }
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

/// The number of files and their size.
fn size(files: &[&PlannedFile]) -> String {
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    let files = if files.len() == 1 { "1 file".to_owned() } else { format!("{} files", files.len()) };
    format!("{files}, {} kB", bytes.div_ceil(1000))
}

impl Existing {
    /// What is joined and kept, or would be: the verb and the rest of each sentence.
    pub fn sentences(&self, is_done: bool) -> Vec<(&'static str, String)> {
        let verb = |done, planned| if is_done { done } else { planned };
        let joined = (!self.joined.is_empty()).then(|| {
            (verb("Added", "Would add"), format!("carto-app's lines to {}.", self.joined.join(", ")))
        });
        let kept = self.kept.iter().map(|Kept { path, beside, note }| {
            let beside = beside.as_ref().map(|beside| format!("; carto-app's is {beside}"));
            let note = note.map(|note| format!("; {note}"));
            let path = crate::spec::visible(path);
            let rest = beside.into_iter().chain(note).collect::<String>();
            (verb("Kept", "Would keep"), format!("your {path}{rest}."))
        });
        joined.into_iter().chain(kept).collect()
    }
}

impl Answers {
    fn of(spec: &AppSpec) -> Self {
        let shown = |(key, value): (Key, Value)| (key.id(), value.map(|text| shown_as(key, &text)));
        Self(values(spec).map(shown).collect())
    }
}

impl Serialize for Answers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// Returns a path as a shell word that people can read and type. Invisible characters are escaped in `$'…'`, which bash, zsh
/// and POSIX 2024 understand.
fn word(path: &Path) -> String {
    if let Some(text) = path.to_str().filter(|text| is_visible(text)) {
        return shell::word(text);
    }
    let mut word = "$'".to_owned();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        let mut before = None;
        for c in chunk.valid().chars() {
            match c {
                '\n' => word.push_str("\\n"),
                '\'' | '\\' => word.extend(['\\', c]),
                _ if unseen(before, c).is_none() => word.push(c),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_readable_shell_word() {
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
    fn a_path_that_is_not_utf_8_can_be_typed() {
        use std::os::unix::ffi::OsStrExt;

        let path = Path::new(std::ffi::OsStr::from_bytes(b"\xff1/x"));
        assert_eq!(word(path), r"$'\3771/x'");
        let path = Path::new(std::ffi::OsStr::from_bytes(b"$(x) \xff\n'y'\t\xc3\xbc"));
        let script = format!("printf %s {}", word(path));
        let output = std::process::Command::new("bash").args(["-c", &script]).output().unwrap();
        assert_eq!(output.stdout, path.as_os_str().as_bytes());
    }
}
