//! The table in `src/lib.rs` orders the modules: each imports only from modules above it, and no command imports another.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn modules_import_only_from_modules_above_them() {
    let order = order();
    let rank = |name: &str| order.iter().position(|module| module == name);
    let mut wrong = Vec::new();
    for Source { path, module, uses } in sources() {
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
                fn f() -> crate::plan::Plan { crate::apply::run() }\n// crate::cli\n\
                #[cfg(test)]\nmod tests {\n    use crate::world::World;\n}\n";
    let expected = ["crate::apply", "crate::error", "crate::plan", "crate::spec", "crate::sql", "crate::ui"];
    let found: BTreeSet<String> =
        uses(text).iter().map(|path| path.split("::").take(2).collect::<Vec<_>>().join("::")).collect();
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

/// One file of `src`.
struct Source {
    path: PathBuf,
    /// The top-level module that contains the file.
    module: String,
    /// The paths into the crate that the file uses outside its tests.
    uses: Vec<String>,
}

/// Returns the modules in the order of the table.
fn order() -> Vec<String> {
    let library = fs::read_to_string(root().join("src/lib.rs")).expect("read");
    let rows = library.lines().filter_map(|line| line.strip_prefix("//! | [`")?.split('`').next());
    rows.map(str::to_owned).collect()
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
                sources.push(Source { path, module, uses: uses(&text) });
            }
        }
    }
    assert!(sources.len() > 100, "src has too few files");
    sources
}

/// Returns the paths into the crate that a file uses outside comments and tests.
fn uses(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let code: String = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| line.to_owned() + "\n")
        .collect();
    let mut paths = Vec::new();
    for (at, found) in code.match_indices("crate::") {
        let rest = &code[at + found.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').unwrap_or(rest.len());
            paths.push(format!("crate::{}", &rest[..end]));
            continue;
        };
        let mut depth = 0;
        for part in group.split_inclusive([',', '{', '}']) {
            let name = part.trim_end_matches([',', '{', '}']).trim();
            if depth == 0 && !name.is_empty() {
                paths.push(format!("crate::{name}"));
            }
            match part.chars().next_back() {
                Some('{') => depth += 1,
                Some('}') if depth == 0 => break,
                Some('}') => depth -= 1,
                _ => {}
            }
        }
    }
    paths
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
