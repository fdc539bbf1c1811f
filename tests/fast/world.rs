//! Runs the command in process, in a `World` made for the test.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::LazyLock;

use carto_app::programs::{Ended, Programs, Status};
use carto_app::report::Happened;
use carto_app::signals::Interrupt;
use carto_app::ui::{Asked, Field, Prompter, Question, Reply, Row, Script};
use carto_app::world::World;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::scratch;

/// The schema of `--json`.
static OUTPUT: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = serde_json::from_str(&carto_app::schema::output()).expect("JSON");
    jsonschema::draft202012::new(&schema).expect("a schema")
});

/// The setup of runs: directory, environment, input and programs.
pub struct Run {
    pub home: TempDir,
    /// The directory below `home` that commands run in.
    pub inside: PathBuf,
    env: BTreeMap<OsString, OsString>,
    stdin: String,
    script: Option<Vec<Reply>>,
    programs: Recorder,
    /// Whether stdout and stderr are terminals.
    pub terminals: (bool, bool),
}

/// The result of a run.
pub struct Output {
    pub code: u8,
    pub stdout: String,
    pub stderr: String,
    /// The questions and messages at the terminal.
    pub transcript: Vec<String>,
    /// The programs that were called, each with the last part of its working directory.
    pub called: Vec<String>,
}

impl Run {
    /// Returns a run in an empty directory, with an empty environment and no terminal.
    pub fn new() -> Self {
        let home = scratch::directory();
        Self {
            home,
            inside: PathBuf::new(),
            env: BTreeMap::new(),
            stdin: String::new(),
            script: None,
            programs: Recorder::default(),
            terminals: (false, false),
        }
    }

    pub fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.env.insert(name.into(), value.into());
        self
    }

    pub fn unset(&mut self, name: &str) {
        self.env.remove(std::ffi::OsStr::new(name));
    }

    pub fn stdin(mut self, text: &str) -> Self {
        text.clone_into(&mut self.stdin);
        self
    }

    /// Adds a terminal at which a person gives these replies.
    pub fn person(mut self, replies: impl IntoIterator<Item = Reply>) -> Self {
        self.script = Some(replies.into_iter().collect());
        self
    }

    /// Sets the outcome of a program's calls.
    pub fn program(mut self, name: &str, fate: Fate) -> Self {
        self.programs.fates.insert(name.to_owned(), fate);
        self
    }

    /// Sets the function that replaces the application's Prettier; it gets a path and a text.
    pub fn prettier(mut self, format: fn(&str, &str) -> Option<String>) -> Self {
        self.programs.prettier = Some(format);
        self
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.home.path().join(below)
    }

    pub fn read(&self, below: &str) -> String {
        std::fs::read_to_string(self.path(below)).expect(below)
    }

    pub fn write(&self, below: &str, text: &str) {
        let path = self.path(below);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect(below);
        std::fs::write(path, text).expect(below);
    }

    /// Runs `carto-app` with these arguments.
    pub fn go(&mut self, args: &[&str]) -> Output {
        let script = Rc::new(RefCell::new(Script::new(self.script.clone().unwrap_or_default())));
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        self.programs.called.clear();
        let shared = Rc::clone(&script);
        let mut world = World {
            args: std::iter::once("carto-app").chain(args.iter().copied()).map(Into::into).collect(),
            env: self.env.clone(),
            cwd: self.home.path().join(&self.inside),
            ceiling: Some(self.home.path().to_owned()),
            stdin: &mut self.stdin.as_bytes(),
            stdout: &mut stdout,
            stderr: &mut stderr,
            interactive: self.script.is_some(),
            stdout_is_terminal: self.terminals.0,
            stderr_is_terminal: self.terminals.1,
            columns: None,
            prompter: Box::new(move |_| Box::new(Shared(Rc::clone(&shared)))),
            programs: &mut self.programs,
            interrupt: Interrupt::never(),
            happened: Happened::default(),
        };
        let code = carto_app::run(&mut world);
        drop(world);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let transcript = script.borrow().transcript.clone();
        Output {
            code,
            stdout: text(stdout),
            stderr: text(stderr),
            transcript,
            called: self.programs.called.clone(),
        }
    }
}

impl Output {
    /// Returns the only document on stdout. Fails unless it matches the schema.
    pub fn json(&self) -> Value {
        let document =
            serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {:?}", self.stdout));
        let errors: Vec<String> = OUTPUT
            .iter_errors(&document)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:?} in {document}");
        document
    }

    /// Fails with the whole output unless this is the exit code.
    #[track_caller]
    pub fn expect(self, code: u8) -> Self {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }
}

/// The outcome of calling a program.
#[derive(Clone)]
pub enum Fate {
    Missing,
    Fails(Vec<String>),
    /// It succeeds and prints these lines.
    Prints(Vec<String>),
}

/// Records called programs. They succeed and do nothing, except that `install` creates `node_modules`, unless a fate is set.
#[derive(Default)]
struct Recorder {
    fates: BTreeMap<String, Fate>,
    prettier: Option<fn(&str, &str) -> Option<String>>,
    called: Vec<String>,
}

impl Programs for Recorder {
    fn run(&mut self, words: &[&str], directory: &Path, progress: &mut dyn FnMut(&str)) -> io::Result<Ended> {
        let place = directory.file_name().unwrap_or_default().to_string_lossy();
        self.called.push(format!("{} in {place}", words.join(" ")));
        progress("working");
        let command = words.join(" ");
        let fate = self.fates.iter().rev().find(|(name, _)| command.starts_with(name.as_str()));
        match fate.map(|(_, fate)| fate) {
            None => {
                if words.last() == Some(&"install") {
                    std::fs::create_dir_all(directory.join("node_modules"))?;
                }
                Ok(Ended { status: Status::Code(0), tail: Vec::new() })
            }
            Some(Fate::Missing) => Err(io::ErrorKind::NotFound.into()),
            Some(Fate::Fails(tail)) => Ok(Ended { status: Status::Code(7), tail: tail.clone() }),
            Some(Fate::Prints(tail)) => Ok(Ended { status: Status::Code(0), tail: tail.clone() }),
        }
    }

    /// Runs the test's Prettier, if there is one; no other program filters text.
    fn filter(&mut self, words: &[&str], directory: &Path, text: &str) -> io::Result<Option<String>> {
        let place = directory.file_name().unwrap_or_default().to_string_lossy();
        self.called.push(format!("{} in {place}", words.join(" ")));
        let format = self.prettier.ok_or(io::ErrorKind::NotFound)?;
        let asked: Vec<Value> = serde_json::from_str(text)?;
        let part = |each: &Value, key: &str| each[key].as_str().unwrap_or_default().to_owned();
        let answers = asked.iter().map(|each| format(&part(each, "path"), &part(each, "text")));
        let answers: Vec<Value> = answers
            .map(|own| own.map_or(Value::Null, |own| json!({ "own": own, "mergeable": own })))
            .collect();
        serde_json::to_string(&answers).map(Some).map_err(Into::into)
    }
}

/// A script that the test can still read after the run.
struct Shared(Rc<RefCell<Script>>);

impl Prompter for Shared {
    fn text(&mut self, question: &Question<'_>, field: &Field<'_>) -> Asked<String> {
        self.0.borrow_mut().text(question, field)
    }

    fn choose(&mut self, question: &Question<'_>, rows: &[Row], default: usize) -> Asked<usize> {
        self.0.borrow_mut().choose(question, rows, default)
    }

    fn tick(&mut self, question: &Question<'_>, rows: &[(Row, bool)]) -> Asked<Vec<usize>> {
        self.0.borrow_mut().tick(question, rows)
    }

    fn confirm(&mut self, question: &Question<'_>, default: bool) -> Asked<bool> {
        self.0.borrow_mut().confirm(question, default)
    }

    fn answered(&mut self, row: &Row) {
        self.0.borrow_mut().answered(row);
    }

    fn take_back(&mut self, rows: usize) {
        self.0.borrow_mut().take_back(rows);
    }

    fn tell(&mut self, line: &str) {
        self.0.borrow_mut().tell(line);
    }
}
