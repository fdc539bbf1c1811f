//! Runs npm and the applications' programs. Their output appears only on failure, and may not contain a warning.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use super::times;

/// Texts that identify warnings, in lower case.
const WARNINGS: [&str; 6] = ["warning", "npm warn", "deprecat", "eresolve", "(!)", "not wrapped in act"];

/// Texts of warnings about the machine and its settings, which are ignored.
const IGNORED: [&str; 4] = [
    "unknown user config",
    "unknown env config",
    "unknown global config",
    // From Redux Toolkit, if the processor is busy with other tests.
    "more than the warning threshold",
];

/// Folders in which the tools of an application keep caches among its packages.
const CACHES: [&str; 3] = [".cache", ".vite", ".vite-temp"];

/// Returns the folder of these tests.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated")
}

/// Returns a command of Node, such as `npm`, in a folder.
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

/// Runs a step of an application and returns its output. If it fails or prints a warning, the error has the end of the output.
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

/// Makes an empty folder.
pub fn clear(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("removed");
    }
    fs::create_dir_all(folder).expect("created");
}

/// Copies the packages of an application as hard links, as Vitest serves only files below its folder.
#[cfg(unix)]
pub fn copy_packages(from: &Path, to: &Path) {
    fs::create_dir(to).expect("created");
    for entry in fs::read_dir(from).expect("installed packages") {
        let entry = entry.expect("an entry");
        let (kind, name) = (entry.file_type().expect("an entry"), entry.file_name());
        let (path, target) = (entry.path(), to.join(&name));
        if kind.is_symlink() {
            let link = fs::read_link(path).expect("a link");
            std::os::unix::fs::symlink(link, target).expect("linked");
        } else if kind.is_file() {
            fs::hard_link(path, target).expect("linked");
        } else if !CACHES.contains(&name.to_string_lossy().as_ref()) {
            copy_packages(&path, &target);
        }
    }
}

fn warning(text: &str) -> Option<&str> {
    text.lines().find(|line| {
        // npm prints the command of a script after `> `.
        let line = if line.starts_with("> ") { String::new() } else { line.to_lowercase() };
        WARNINGS.iter().any(|word| line.contains(word)) && !IGNORED.iter().any(|word| line.contains(word))
    })
}

fn end_of(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(120)..].join("\n")
}
