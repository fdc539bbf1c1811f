//! An empty place, and the program in it.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_carto-app");

/// What makes an application without a question, and without git.
pub const ANSWERS: [&str; 5] = ["--yes", "--no-git", "--auth=api-key", "--name=my-map", "--title=My map"];

/// `new DIRECTORY`, with nothing in the environment but the way to programs.
pub fn new_in(cwd: &Path, directory: impl AsRef<OsStr>) -> Output {
    let mut command = carto_app();
    command.arg("new").arg(directory).args(ANSWERS).current_dir(cwd).output().expect("the program runs")
}

pub fn carto_app() -> Command {
    let mut command = Command::new(PROGRAM);
    command.env_clear().stdin(Stdio::null());
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    command
}

/// How a run ended and what it said.
pub fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!("{}\n{}{}", output.status, text(&output.stderr), text(&output.stdout))
}

#[track_caller]
pub fn assert_refused(output: &Output, code: i32, words: &[&str]) {
    assert_eq!(output.status.code(), Some(code), "{}", said(output));
    for word in words {
        assert!(said(output).contains(word), "{word}: {}", said(output));
    }
}
