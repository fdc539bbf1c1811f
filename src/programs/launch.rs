//! Where a program is found, and the environment that it gets.

use std::collections::BTreeMap;
use std::env::{join_paths, split_paths};
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The search path if `PATH` is not set.
const DEFAULT_PATH: &str = if cfg!(windows) { "" } else { "/usr/local/bin:/usr/bin:/bin" };

/// The variables that belong to one repository, as `git rev-parse --local-env-vars` lists them. If a git hook runs carto-app,
/// they would point git at the hook's repository.
const REPOSITORY_VARIABLES: [&str; 15] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// Settings that keep every git command from starting a program that the repository's configuration names.
const GIT_SETTINGS: [(&str, &str); 2] = [("safe.bareRepository", "explicit"), ("core.fsmonitor", "false")];

/// The sections of git's settings that say in whose name to commit.
const IDENTITY: [&str; 3] = ["user.", "author.", "committer."];

/// The most settings in variables that are read.
const MOST_SETTINGS: usize = 1000;

/// Returns the command with its program searched on `PATH`, to be started in `directory`.
///
/// # Errors
/// `NotFound` if the program is not installed.
pub fn command(words: &[&str], directory: &Path, env: &BTreeMap<OsString, OsString>) -> io::Result<Command> {
    let (program, args) = words.split_first().ok_or_else(|| io::Error::other("the command is empty"))?;
    let path = env.iter().find(|(name, _)| is_name(name, "PATH")).map(|(_, path)| path.as_os_str());
    let folders = trusted(path.unwrap_or_else(|| OsStr::new(DEFAULT_PATH)), directory);
    let found = find(program, &folders).ok_or(io::ErrorKind::NotFound)?;
    let mut command = Command::new(found);
    command.args(args).current_dir(directory).env_clear();
    command.envs(env.iter().filter(|(name, _)| !is_withheld(name)));
    command.env("PATH", join_paths(folders).map_err(io::Error::other)?);
    if *program == "git" {
        command.envs(git_settings(env));
    }
    Ok(command)
}

/// Returns variables with our settings, after those of the person's settings in variables that are about the identity.
fn git_settings(env: &BTreeMap<OsString, OsString>) -> Vec<(String, String)> {
    let text = |name: String| env.get(OsStr::new(&name)).and_then(|value| value.to_str()).map(str::to_owned);
    let count = text("GIT_CONFIG_COUNT".to_owned()).and_then(|count| count.parse().ok()).unwrap_or(0);
    let given = (0..count.min(MOST_SETTINGS)).filter_map(|at| {
        let (key, value) = (text(format!("GIT_CONFIG_KEY_{at}"))?, text(format!("GIT_CONFIG_VALUE_{at}"))?);
        IDENTITY.iter().any(|section| key.to_ascii_lowercase().starts_with(section)).then_some((key, value))
    });
    let own = GIT_SETTINGS.map(|(key, value)| (key.to_owned(), value.to_owned()));
    let all: Vec<(String, String)> = given.chain(own).collect();
    let mut variables = vec![("GIT_CONFIG_COUNT".to_owned(), all.len().to_string())];
    for (at, (key, value)) in all.into_iter().enumerate() {
        variables.push((format!("GIT_CONFIG_KEY_{at}"), key));
        variables.push((format!("GIT_CONFIG_VALUE_{at}"), value));
    }
    variables
}

/// Whether a variable is withheld from programs: answers for carto-app, such as the key, are private.
fn is_withheld(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_ascii_uppercase();
    let is_setting = name.starts_with("GIT_CONFIG_KEY_") || name.starts_with("GIT_CONFIG_VALUE_");
    name.starts_with("CARTO_APP_")
        || is_setting
        || name == "PATH"
        || REPOSITORY_VARIABLES.contains(&name.as_str())
}

fn is_name(name: &OsStr, other: &str) -> bool {
    if cfg!(windows) { name.eq_ignore_ascii_case(other) } else { name == other }
}

/// Returns the folders of `PATH` to search: absolute ones outside of the application, its repository and the packages installed
/// for them.
fn trusted(path: &OsStr, directory: &Path) -> Vec<PathBuf> {
    let real = directory.canonicalize().unwrap_or_else(|_| directory.to_owned());
    let mut own = vec![directory.to_owned(), real.clone()];
    own.extend(real.ancestors().find(|above| above.join(".git").exists()).map(Path::to_owned));
    own.extend(real.ancestors().map(|above| above.join("node_modules")));
    let is_own = |folder: &Path| own.iter().any(|own| folder.starts_with(own));
    split_paths(path)
        .filter(|folder| folder.is_absolute() && !is_own(folder))
        .filter(|folder| folder.canonicalize().is_ok_and(|real| !is_own(&real)))
        .collect()
}

fn find(program: &str, folders: &[PathBuf]) -> Option<PathBuf> {
    // On Windows, package managers are batch files.
    let endings: &[&str] = if cfg!(windows) { &[".exe", ".cmd"] } else { &[""] };
    let places = folders
        .iter()
        .flat_map(|folder| endings.iter().map(move |ending| folder.join(format!("{program}{ending}"))));
    places.into_iter().find(|place| is_program(place))
}

fn is_program(place: &Path) -> bool {
    let Ok(found) = place.metadata() else { return false };
    #[cfg(unix)]
    let may_run = std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o111 != 0;
    #[cfg(not(unix))]
    let may_run = true;
    found.is_file() && may_run
}
