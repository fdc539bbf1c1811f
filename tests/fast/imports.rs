//! Checks on the modules and packages of all combinations.

use std::collections::{BTreeMap, BTreeSet};

use carto_app::plan::Plan;
use serde_json::Value;

use crate::combinations::plans;

/// The sandbox and the language decide which packages an application has.
#[test]
fn all_combinations_have_the_packages_of_their_lock_file() {
    let packages_of = |package: &Value| [package["dependencies"].clone(), package["devDependencies"].clone()];
    let mut locked = None;
    let mut seen = BTreeSet::new();
    for (name, plan) in plans() {
        let package = packages_of(&json(plan, "package.json").expect("a package.json"));
        seen.insert(package.clone().map(|packages| packages.to_string()));
        assert!(seen.len() <= 4, "{name} needs a fifth set of packages");
        if let Some(lock) = json(plan, "package-lock.json") {
            assert_eq!(
                packages_of(&lock["packages"][""]),
                package,
                "{name}'s lock file is for other packages"
            );
            assert!(
                locked
                    .replace(lock["packages"]["node_modules/react"].clone())
                    .is_none_or(|react| react.is_object())
            );
        }
    }
    assert!(locked.is_some(), "no combination has a lock file");
}

/// Imports name files that exist, and every module is imported or found by its name.
#[test]
fn every_import_exists_and_every_module_is_used() {
    for (name, plan) in plans() {
        let files: BTreeMap<&str, &str> = plan
            .files()
            .iter()
            .filter_map(|file| Some((file.path.as_str(), std::str::from_utf8(&file.bytes).ok()?)))
            .collect();
        let mut reached = BTreeSet::new();
        let mut waiting: Vec<&str> = files.keys().copied().filter(|path| is_entry(path)).collect();
        while let Some(path) = waiting.pop() {
            if !reached.insert(path) {
                continue;
            }
            for import in imports(files[path]) {
                let Some(target) = resolve(path, import) else { continue };
                let found = ["", ".js", ".jsx", "/index.js", ".ts", ".tsx", "/index.ts", ".d.ts"]
                    .iter()
                    .find_map(|ending| files.get_key_value(format!("{target}{ending}").as_str()));
                let (found, _) =
                    found.unwrap_or_else(|| panic!("{name}: {path} imports {import}, which isn't there"));
                waiting.push(found);
            }
        }
        let is_module = |path: &str| {
            ["e2e/", "sandbox/", "src/"].iter().any(|folder| path.starts_with(folder))
                && [".js", ".jsx", ".ts", ".tsx"].iter().any(|ending| path.ends_with(ending))
                && !path.ends_with(".d.ts")
        };
        let unused: Vec<_> =
            files.keys().filter(|path| is_module(path) && !reached.contains(*path)).collect();
        assert!(unused.is_empty(), "{name}: nothing imports {unused:?}");
    }
}

/// Modules that tools start or that vite.config puts in the place of a package, without their extensions.
const ENTRIES: [&str; 6] = [
    "playwright.config",
    "sandbox/start",
    "src/data/features/reactWorkers",
    "src/main",
    "src/setupTests",
    "vite.config",
];

fn is_entry(path: &str) -> bool {
    // Modules that tools start, tests, modules that sandbox/vitePlugin.js substitutes, and layers, which
    // src/components/layers/index finds by their names.
    let Some((stem, "js" | "jsx" | "ts" | "tsx")) = path.rsplit_once('.') else { return false };
    ENTRIES.contains(&stem)
        || matches!(stem.rsplit_once('.'), Some((_, "e2e" | "test")))
        || stem.starts_with("sandbox/app/")
        || stem.contains("/__mocks__/")
        || (stem.starts_with("src/components/layers/") && stem.ends_with("Layer"))
}

/// Returns the quoted paths after `from`, `import`, `vi.mock` and `new Worker`.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    ["from '", "import '", "import('", "vi.mock('", "Worker(new URL('"]
        .into_iter()
        .flat_map(move |before| text.split(before).skip(1).filter_map(|rest| rest.split('\'').next()))
}

/// Returns the path of an imported module of the application, possibly without its extension.
fn resolve(from: &str, import: &str) -> Option<String> {
    let folders = ["components/", "data/", "hooks/", "store/"];
    let import = import.split('?').next().expect("there is a first part");
    if folders.iter().any(|folder| import.starts_with(folder)) {
        return Some(format!("src/{import}"));
    }
    let mut folder: Vec<&str> = from.split('/').collect();
    folder.pop();
    if !import.starts_with('.') {
        return None;
    }
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => drop(folder.pop()),
            part => folder.push(part),
        }
    }
    Some(folder.join("/"))
}

fn json(plan: &Plan, path: &str) -> Option<Value> {
    let file = plan.files().iter().find(|file| file.path == path)?;
    Some(serde_json::from_slice(&file.bytes).expect("JSON"))
}
