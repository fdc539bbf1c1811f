//! npm and the programs of the applications: what they print is for failures, and may hold no warning.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use super::times;

/// What a tool says when something is not as it should be, in lower case.
const WARNINGS: [&str; 6] = ["warning", "npm warn", "deprecat", "eresolve", "(!)", "not wrapped in act"];

/// What is said about the machine and its settings.
const ABOUT_THE_MACHINE: [&str; 4] = [
    "unknown user config",
    "unknown env config",
    "unknown global config",
    // Redux Toolkit's, when the processor is busy with other tests.
    "more than the warning threshold",
];

/// What the tools of an application keep among its packages.
const CACHES: [&str; 3] = [".cache", ".vite", ".vite-temp"];

/// The folder where everything of these tests lies.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated")
}

/// A program of Node's, such as `npm`, in a folder.
pub fn program(name: &str, arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1");
    for (variable, _) in std::env::vars() {
        if ["npm_", "CARTO_APP_", "SANDBOX_", "VITE_"].iter().any(|start| variable.starts_with(start)) {
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
    times::note(step, start.elapsed());
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

/// Makes a folder, empty.
pub fn clear(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("it can be removed");
    }
    fs::create_dir_all(folder).expect("it can be made");
}

/// The packages of one application for another, by hard links: Vitest serves only what is below its folder.
#[cfg(unix)]
pub fn copy_packages(from: &Path, to: &Path) {
    fs::create_dir(to).expect("it can be made");
    for entry in fs::read_dir(from).expect("it is installed") {
        let entry = entry.expect("it can be read");
        let (kind, name) = (entry.file_type().expect("it can be read"), entry.file_name());
        let (path, target) = (entry.path(), to.join(&name));
        if kind.is_symlink() {
            let link = fs::read_link(path).expect("it is a link");
            std::os::unix::fs::symlink(link, target).expect("it can be linked");
        } else if kind.is_file() {
            fs::hard_link(path, target).expect("it can be linked");
        } else if !CACHES.contains(&name.to_string_lossy().as_ref()) {
            copy_packages(&path, &target);
        }
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
    lines[lines.len().saturating_sub(120)..].join("\n")
}
