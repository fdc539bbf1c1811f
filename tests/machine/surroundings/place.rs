//! Runs the program with a minimal environment.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Output, Stdio};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_carto-app");

/// Arguments that answer all questions, without git.
pub const ANSWERS: [&str; 5] = ["--yes", "--no-git", "--auth=api-key", "--name=my-map", "--title=My map"];

/// Runs `new DIRECTORY` with only PATH in the environment.
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

/// Returns the exit status and the output of a run.
pub fn describe(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    format!("{}\n{}{}", output.status, text(&output.stderr), text(&output.stdout))
}

#[track_caller]
pub fn assert_rejected(output: &Output, code: i32, words: &[&str]) {
    assert_eq!(output.status.code(), Some(code), "{}", describe(output));
    for word in words {
        assert!(describe(output).contains(word), "{word}: {}", describe(output));
    }
}
