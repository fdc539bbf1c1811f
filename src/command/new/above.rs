//! Finds the repository, project and workspaces above a new application. They are read as data; no package manager runs.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};

use saphyr_parser::{Event, Parser};
use serde_json::Value;
use toml_edit::{DocumentMut, Item};

use crate::answers::above::{Above, Project, Workspace};
use crate::app::{LARGEST, read_at_most, seen_from};
use crate::record::RECORD;
use crate::spec::PackageManager;

const MANIFEST: &str = "package.json";
const PNPM_WORKSPACE: &str = "pnpm-workspace.yaml";
const LERNA: &str = "lerna.json";
const RUSH: &str = "rush.json";

/// How many folders of a workspace are looked into for its packages.
const MOST_FOLDERS: usize = 2000;

/// The files that say which package manager a project uses.
const TRACES: [(&str, PackageManager); 7] = [
    (PNPM_WORKSPACE, PackageManager::Pnpm),
    ("pnpm-lock.yaml", PackageManager::Pnpm),
    ("yarn.lock", PackageManager::Yarn),
    ("bun.lock", PackageManager::Bun),
    ("bun.lockb", PackageManager::Bun),
    ("package-lock.json", PackageManager::Npm),
    ("npm-shrinkwrap.json", PackageManager::Npm),
];

/// Looks at the folders above a directory, which may not exist yet: up to the top of its repository, and only inside `ceiling`.
pub fn above(directory: &Path, cwd: &Path, ceiling: Option<&Path>) -> Above {
    let real = real(directory);
    let (cwd, ceiling) = (self::real(cwd), ceiling.map(self::real));
    let manifest = manifest(&real).and_then(|text| serde_json::from_str(&text).ok());
    let mut above = Above {
        is_own_repository: is_repository(&real) && is_recorded(&real),
        own_package_manager: package_manager(&real, manifest.as_ref(), &cwd),
        ..Above::default()
    };
    let mut folder = real.as_path();
    while !is_repository(folder) {
        match folder.parent() {
            Some(parent) if Some(parent) != ceiling.as_deref() => folder = parent,
            home => {
                above.is_in_home_repository = home.is_some_and(is_repository);
                return above;
            }
        }
        look(&mut above, folder, &real, &cwd);
        above.is_in_repository = is_repository(folder);
    }
    above.repository = Some(folder.to_owned());
    above
}

/// Whether an application in a directory was made with a repository of its own.
fn is_recorded(directory: &Path) -> bool {
    let record = text(&directory.join(RECORD)).and_then(|text| text.parse::<DocumentMut>().ok());
    record.is_some_and(|record| record.get("git").and_then(Item::as_bool) == Some(true))
}

/// Resolves the symbolic links in the existing part of a path.
pub fn real(path: &Path) -> PathBuf {
    let there = path.ancestors().find(|folder| folder.exists()).unwrap_or(path);
    let rest = path.strip_prefix(there).unwrap_or(Path::new(""));
    fs::canonicalize(there)
        .map_or_else(|_| path.to_owned(), |there| there.components().chain(rest.components()).collect())
}

/// Whether a folder is the top of a repository.
fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}

/// Notes the project and workspaces of one folder.
fn look(above: &mut Above, folder: &Path, application: &Path, cwd: &Path) {
    let shown = |name: &str| seen_from(cwd, &folder.join(name));
    let manifest = manifest(folder);
    let parsed = manifest.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let package_manager = package_manager(folder, parsed.as_ref(), cwd);
    if package_manager.is_some() || folder.join(MANIFEST).is_file() {
        let file = package_manager.as_ref().map_or_else(|| shown(MANIFEST), |(_, file)| file.clone());
        let project = above.project.get_or_insert(Project { file, package_manager: None });
        project.package_manager = project.package_manager.take().or(package_manager);
    }
    let uses_pnpm = above.project.as_ref().and_then(|project| project.package_manager.as_ref());
    let uses_pnpm = uses_pnpm.is_some_and(|(manager, _)| *manager == PackageManager::Pnpm);
    let mut add = |name: &str, is_of_pnpm, key, members| {
        let below = application.strip_prefix(folder).unwrap_or(application);
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        let mut workspace = Workspace {
            file: shown(name),
            is_of_pnpm,
            key,
            path: parts.join("/"),
            members,
            names: Vec::new(),
        };
        if workspace.lists_it() {
            workspace.names = names(folder, &workspace, cwd);
        }
        above.workspaces.push(workspace);
    };
    if folder.join(PNPM_WORKSPACE).is_file() {
        add(
            PNPM_WORKSPACE,
            true,
            "packages",
            text(&folder.join(PNPM_WORKSPACE)).and_then(|text| packages(&text)),
        );
    }
    match (manifest, parsed) {
        (_, Some(manifest)) => match &manifest["workspaces"] {
            Value::Null => {}
            Value::Object(workspaces) => {
                add(
                    MANIFEST,
                    false,
                    "workspaces",
                    Some(workspaces.get("packages").map(strings).unwrap_or_default()),
                );
            }
            list => add(MANIFEST, false, "workspaces", Some(strings(list))),
        },
        (Some(text), None) if text.contains("\"workspaces\"") => add(MANIFEST, false, "workspaces", None),
        _ => {}
    }
    if let Some(text) = text(&folder.join(RUSH)) {
        add(RUSH, uses_pnpm, "projects", rush_projects(&text));
    }
    // A current one has the workspace of its package manager.
    let lerna = text(&folder.join(LERNA)).and_then(|text| serde_json::from_str::<Value>(&text).ok());
    if let Some(list @ Value::Array(_)) = lerna.as_ref().map(|lerna| &lerna["packages"]) {
        add(LERNA, uses_pnpm, "packages", Some(strings(list)));
    }
}

/// Returns the names of the other packages of a workspace, each with its `package.json`. Only folders that the workspace may list
/// are looked into, and only so many.
fn names(top: &Path, workspace: &Workspace, cwd: &Path) -> Vec<(String, String)> {
    let mut names = Vec::new();
    let mut open = VecDeque::from([String::new()]);
    let mut left = MOST_FOLDERS;
    while let Some(path) = open.pop_front() {
        let folder = top.join(&path);
        if path != workspace.path && (path.is_empty() || workspace.lists(&path)) {
            let manifest = manifest(&folder).and_then(|text| serde_json::from_str::<Value>(&text).ok());
            if let Some(name) = manifest.as_ref().and_then(|manifest| manifest["name"].as_str()) {
                names.push((name.to_owned(), seen_from(cwd, &folder.join(MANIFEST))));
            }
        }
        if !workspace.may_list_below(&path) {
            continue;
        }
        let mut inner: Vec<String> = Vec::new();
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten().take(MOST_FOLDERS) {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_folder && name != "node_modules" && !name.starts_with('.') && left > 0 {
                left -= 1;
                inner.push(if path.is_empty() { name } else { format!("{path}/{name}") });
            }
        }
        inner.sort();
        open.extend(inner);
    }
    names
}

/// Returns the text of a folder's `package.json`.
fn manifest(folder: &Path) -> Option<String> {
    text(&folder.join(MANIFEST))
}

/// Returns the package manager that a folder names, and the file that names it, as seen from `cwd`.
fn package_manager(folder: &Path, manifest: Option<&Value>, cwd: &Path) -> Option<(PackageManager, String)> {
    let mut traces = TRACES.iter().filter(|(name, _)| folder.join(name).is_file());
    let stated = manifest.and_then(stated_manager).map(|manager| (manager, MANIFEST));
    let lerna = || {
        let settings: Value = serde_json::from_str(&text(&folder.join(LERNA))?).ok()?;
        Some((settings["npmClient"].as_str()?.parse().ok()?, LERNA))
    };
    let rush = || Some((rush_manager(&text(&folder.join(RUSH))?)?, RUSH));
    let found = stated
        .or_else(lerna)
        .or_else(rush)
        .or_else(|| traces.next().map(|(name, manager)| (*manager, *name)));
    found.map(|(manager, name)| (manager, seen_from(cwd, &folder.join(name))))
}

/// Returns the package manager that a `package.json` names: `"packageManager": "pnpm@10.1.0"`, or `devEngines`.
fn stated_manager(manifest: &Value) -> Option<PackageManager> {
    let engines = &manifest["devEngines"]["packageManager"];
    let engine = engines.as_array().map_or(Some(engines), |engines| engines.first());
    let named = [Some(&manifest["packageManager"]), engine.map(|engine| &engine["name"])];
    named.into_iter().flatten().find_map(|name| name.as_str()?.split('@').next()?.parse().ok())
}

/// Returns the package manager that a `rush.json` names by its version: `"pnpmVersion": "10.1.0"`.
fn rush_manager(text: &str) -> Option<PackageManager> {
    let settings = without_comments(text)?;
    let keys = [
        ("pnpmVersion", PackageManager::Pnpm),
        ("npmVersion", PackageManager::Npm),
        ("yarnVersion", PackageManager::Yarn),
    ];
    keys.into_iter().find(|(key, _)| settings[*key].is_string()).map(|(_, manager)| manager)
}

/// Returns the folders of the projects in a `rush.json`; `None` if it can't be read.
fn rush_projects(text: &str) -> Option<Vec<String>> {
    let settings = without_comments(text)?;
    let folders = settings["projects"].as_array().into_iter().flatten();
    Some(folders.filter_map(|project| project["projectFolder"].as_str()).map(str::to_owned).collect())
}

/// Reads JSON with the comments and trailing commas that Rush permits.
fn without_comments(text: &str) -> Option<Value> {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let length = match next {
            '"' => string_length(rest)?,
            '/' if rest.starts_with("//") => {
                rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
                continue;
            }
            '/' if rest.starts_with("/*") => {
                rest = &rest[rest.find("*/")? + 2..];
                continue;
            }
            ']' | '}' => {
                plain.truncate(plain.trim_end().trim_end_matches(',').len());
                1
            }
            other => other.len_utf8(),
        };
        plain.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    serde_json::from_str(&plain).ok()
}

/// Returns the length of the string that a text begins with, in bytes.
fn string_length(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    let end = text[1..].find(|next| {
        let is_end = next == '"' && !is_escaped;
        is_escaped = next == '\\' && !is_escaped;
        is_end
    })?;
    Some(end + 2)
}

/// Returns the patterns under `packages` in a `pnpm-workspace.yaml`; `None` if it is not YAML.
fn packages(yaml: &str) -> Option<Vec<String>> {
    let mut packages = Vec::new();
    let mut depth = 0_usize;
    // The key at the top whose value is being read.
    let mut key: Option<String> = None;
    for event in Parser::new_from_str(yaml) {
        match event.ok()?.0 {
            Event::Scalar(text, ..) if depth == 1 => key = key.is_none().then(|| text.into_owned()),
            Event::Alias(_) if depth == 1 => key = key.is_none().then(String::new),
            Event::Scalar(text, ..) if depth == 2 && key.as_deref() == Some("packages") => {
                packages.push(text.into_owned());
            }
            Event::SequenceStart(..) if depth == 0 => break,
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => {
                depth = depth.saturating_sub(1);
                if depth == 1 {
                    key = key.is_none().then(String::new);
                }
            }
            _ => {}
        }
    }
    Some(packages)
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn text(path: &Path) -> Option<String> {
    let text = String::from_utf8(read_at_most(path, LARGEST).ok()?).ok()?;
    Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_read_from_any_yaml() {
        for (yaml, expected) in [
            ("packages:\n  - apps/*\n  - '!apps/old' # not this\n", Some(vec!["apps/*", "!apps/old"])),
            ("packages: ['a', \"b\",\n  c]\ncatalog:\n  packages: [x]\n", Some(vec!["a", "b", "c"])),
            ("catalogs: {a: {packages: [x]}}\nx: [packages, y]\n'packages':\n- a\n", Some(vec!["a"])),
            ("onlyBuiltDependencies: &x [esbuild]\nother: *x\npackages: [a]", Some(vec!["a"])),
            ("packages:\n", Some(vec![])),
            ("", Some(vec![])),
            ("- packages\n- [a]\n", Some(vec![])),
            ("packages: [a", None),
            ("\t{", None),
        ] {
            let packages = packages(yaml);
            assert_eq!(
                packages.as_ref().map(|all| all.iter().map(String::as_str).collect()),
                expected,
                "{yaml}"
            );
        }
    }
}
