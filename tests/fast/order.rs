//! The table in `src/lib.rs` orders the modules: each imports only from modules above it, and no command imports another.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn modules_import_only_from_modules_above_them() {
    let order = order();
    let rank = |name: &str| order.iter().position(|module| module == name);
    let mut wrong = Vec::new();
    for Source { path, module, uses, .. } in sources() {
        // Modules that the table omits, such as `main`, may import any module.
        let Some(own) = rank(&module) else { continue };
        for other in uses.iter().filter_map(|path| path.split("::").nth(1)) {
            if rank(other).is_none_or(|other| other > own) {
                wrong.push(format!("{} imports {other}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_command_imports_another() {
    let commands = ["new", "add", "auth", "check"];
    let mut wrong = Vec::new();
    for Source { path, uses, .. } in sources() {
        let Ok(below) = path.strip_prefix("src/command") else { continue };
        let own = below.iter().next().map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
        for used in uses.iter().filter_map(|path| path.strip_prefix("crate::command::")) {
            let other = used.split("::").next().unwrap_or_default();
            if commands.contains(&other) && other != own.trim_end_matches(".rs") {
                wrong.push(format!("{} imports the command {other}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A module and its parent may import from each other; only cycles between other files count.
#[test]
fn files_do_not_import_each_other_in_a_cycle() {
    let sources = sources();
    let names: BTreeSet<&str> = sources.iter().map(|source| source.name.as_str()).collect();
    let mut imports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for Source { name, uses, .. } in &sources {
        for used in uses {
            let mut ends = used.match_indices("::").map(|(end, _)| &used[..end]).collect::<Vec<_>>();
            ends.push(used);
            let file = ends.into_iter().rev().find_map(|path| names.get(path).copied());
            let is_parent = |file: &str| name.strip_prefix(file).is_some_and(|rest| rest.starts_with("::"));
            if let Some(file) = file.filter(|file| *file != name && !is_parent(file)) {
                imports.entry(name).or_default().insert(file);
            }
        }
    }
    assert!(imports.len() > 100, "imports were not found");
    // Remove files that import none of the remaining ones, until only cycles remain.
    while let Some(free) =
        imports.iter().find(|(_, files)| files.iter().all(|file| !imports.contains_key(file)))
    {
        let free = *free.0;
        imports.remove(free);
    }
    assert!(imports.is_empty(), "files in a cycle, or that import one: {imports:#?}");
}

#[test]
fn the_table_names_every_public_module_once() {
    let library = fs::read_to_string(root().join("src/lib.rs")).expect("read");
    let declared = library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let declared: BTreeSet<String> = declared.map(str::to_owned).collect();
    let order = order();
    assert_eq!(order.iter().cloned().collect::<BTreeSet<_>>(), declared);
    assert_eq!(order.len(), declared.len());
}

#[test]
fn finds_paths_in_every_form_of_use() {
    let text = "use crate::spec::{Key, part::{A, B}};\npub use crate::sql;\nuse crate::{error::Error, ui};\n\
                fn f() -> crate::plan::Plan { super::super::apply::run() }\n// crate::cli\n\
                #[cfg(test)]\nmod tests {\n    use crate::world::World;\n}\n";
    let expected = ["crate::apply", "crate::error", "crate::plan", "crate::spec", "crate::sql", "crate::ui"];
    let found: BTreeSet<String> = uses(text, "crate::world::inner")
        .iter()
        .map(|path| path.split("::").take(2).collect::<Vec<_>>().join("::"))
        .collect();
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

/// One file of `src`.
struct Source {
    path: PathBuf,
    /// The top-level module that contains the file.
    module: String,
    /// The path of the file's own module, such as `crate::app::files`.
    name: String,
    /// The paths into the crate that the file uses outside its tests.
    uses: Vec<String>,
}

/// Returns the modules in the order of the table.
fn order() -> Vec<String> {
    let library = fs::read_to_string(root().join("src/lib.rs")).expect("read");
    let rows = library.lines().filter_map(|line| line.strip_prefix("//! | [`")?.split('`').next());
    rows.map(str::to_owned).collect()
}

/// Returns the path of the module that a file below `src` holds.
fn module_path(path: &Path) -> String {
    let path = path.with_extension("");
    let parts = path.iter().skip(1).map(|part| part.to_string_lossy()).filter(|part| part != "mod");
    parts.fold("crate".to_owned(), |path, part| path + "::" + &part)
}

fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("read") {
            let path = entry.expect("an entry").path();
            // The files of a `tests` folder are modules for tests only.
            if path.is_dir() && !path.ends_with("tests") {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
                let text = fs::read_to_string(&path).expect("read");
                let path = path.strip_prefix(root()).expect("below").to_owned();
                let module = path.iter().nth(1).expect("a module").to_string_lossy();
                let module = module.trim_end_matches(".rs").to_owned();
                let name = module_path(&path);
                sources.push(Source { path, module, uses: uses(&text, &name), name });
            }
        }
    }
    assert!(sources.len() > 100, "src has too few files");
    sources
}

/// Returns the paths into the crate that a file uses outside comments and tests. `module` is the path of the file's own
/// module, which `super` is relative to.
fn uses(text: &str, module: &str) -> Vec<String> {
    let code = text.split("\nmod tests {").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = absolute(&lines.map(|line| line.to_owned() + "\n").collect::<String>(), module);
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        expand("", &code[at..], &mut paths);
    }
    paths
}

/// Replaces each `super::super::` by the path of that ancestor of a module.
fn absolute(code: &str, module: &str) -> String {
    let ancestors: Vec<&str> = module.split("::").collect();
    let mut rest = code;
    let mut new = String::new();
    while let Some(at) = rest.find("super::") {
        let after = rest[at..].trim_start_matches("super::");
        let depth = (rest.len() - at - after.len()) / "super::".len();
        let kept = ancestors.len().saturating_sub(depth);
        new += &rest[..at];
        new += &ancestors[..kept].join("::");
        new += "::";
        rest = after;
    }
    new + rest
}

/// Adds the paths of a tree such as `a::{b::C, d}`, each below a prefix; returns what follows the tree.
fn expand<'t>(prefix: &str, tree: &'t str, paths: &mut Vec<String>) -> &'t str {
    let end = tree.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').unwrap_or(tree.len());
    let (path, rest) = tree.split_at(end);
    let path = format!("{prefix}{path}");
    let Some(mut rest) = rest.strip_prefix('{').filter(|_| path.ends_with("::")) else {
        paths.push(path);
        return rest;
    };
    loop {
        rest = rest.trim_start_matches([',', ' ', '\n']);
        if let Some(after) = rest.strip_prefix('}') {
            return after;
        }
        let after = expand(&path, rest, paths);
        // `*` and `as name` end a path as well.
        rest = &after[after.find([',', '}']).unwrap_or(after.len())..];
        if rest.is_empty() {
            return rest;
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
