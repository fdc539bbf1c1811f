//! npm and the programs of the applications: what they print is for failures, and may hold no warning.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// What a tool says when something is not as it should be, in lower case.
const WARNINGS: [&str; 6] = ["warning", "npm warn", "deprecat", "eresolve", "(!)", "not wrapped in act"];

/// What npm says about the settings of the machine.
const ABOUT_THE_MACHINE: [&str; 3] = ["unknown user config", "unknown env config", "unknown global config"];

/// The folder where everything of these tests lies.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated")
}

/// A program of Node's, such as `npm`, in a folder.
pub fn program(name: &str, arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1");
    for (variable, _) in std::env::vars() {
        if variable.starts_with("npm_") || variable.starts_with("CARTO_APP_") || variable.starts_with("VITE_")
        {
            command.env_remove(variable);
        }
    }
    command
}

/// Runs a step of an application. Without success, or with a warning, the error is a sentence and the end of the output.
pub fn run(step: &str, command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let start = Instant::now();
    let output = command
        .output()
        .map_err(|error| format!("these tests need `{name}`, which did not start: {error}"))?;
    note(step, start.elapsed().as_secs_f32());
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if !output.status.success() {
        return Err(format!("{step} failed ({}):\n{}", output.status, end_of(&text)));
    }
    match warning(&text) {
        Some(line) => Err(format!("{step} warns: {line}\n{}", end_of(&text))),
        None => Ok(text),
    }
}

fn warning(text: &str) -> Option<&str> {
    text.lines().find(|line| {
        // npm repeats the command of a script after this sign.
        let line = if line.starts_with("> ") { String::new() } else { line.to_lowercase() };
        WARNINGS.iter().any(|word| line.contains(word))
            && !ABOUT_THE_MACHINE.iter().any(|word| line.contains(word))
    })
}

fn end_of(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(60)..].join("\n")
}

/// One line a step in `times.txt`, to see where the time goes.
fn note(step: &str, seconds: f32) {
    fs::create_dir_all(folder()).expect("the target folder can be written");
    let file = OpenOptions::new().create(true).append(true).open(folder().join("times.txt"));
    writeln!(file.expect("it can be opened"), "{seconds:6.1} s  {step}").expect("it can be written");
}
