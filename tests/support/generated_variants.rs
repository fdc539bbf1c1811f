//! Every combination of answers, more cheaply than by installing each: with the packages of one application.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use carto_app::plan::Plan;
use serde_json::Value;

use crate::apps;
use crate::combinations;
use crate::tools::{clear, copy_packages, folder, program, run};

/// What a tool needs to find in the folder of each application, whatever else is there.
const SETTINGS: [&str; 4] = [".editorconfig", ".prettierrc.json", "eslint.config.js", "package.json"];

/// The lock file was made for one set of packages, so all combinations must have this one, or the one without the sandbox.
pub fn assert_same_packages() {
    let wanted = |package: &Value| [package["dependencies"].clone(), package["devDependencies"].clone()];
    let mut locked = None;
    let mut seen = BTreeSet::new();
    for (name, plan) in applications() {
        let package = wanted(&json(plan, "package.json").expect("it has one"));
        let sandbox = !name.ends_with(",no-sandbox");
        seen.insert((sandbox, package.clone().map(|packages| packages.to_string())));
        assert!(seen.len() <= 2, "{name} has other packages");
        if let Some(lock) = json(plan, "package-lock.json") {
            assert_eq!(wanted(&lock["packages"][""]), package, "{name}'s lock file is for other packages");
            assert!(
                locked
                    .replace(lock["packages"]["node_modules/react"].clone())
                    .is_none_or(|react| react.is_object())
            );
        }
    }
    assert!(locked.is_some(), "no combination has a lock file");
}

/// Every import names a file that the application has, and every module is imported or found by its name.
pub fn assert_whole() {
    for (name, plan) in applications() {
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
                let found = ["", ".js", ".jsx", "/index.js"]
                    .iter()
                    .find_map(|ending| files.get_key_value(format!("{target}{ending}").as_str()));
                let (found, _) =
                    found.unwrap_or_else(|| panic!("{name}: {path} imports {import}, which isn't there"));
                waiting.push(found);
            }
        }
        let is_module = |path: &str| {
            ["e2e/", "sandbox/", "src/"].iter().any(|folder| path.starts_with(folder))
                && [".js", ".jsx"].iter().any(|ending| path.ends_with(ending))
        };
        let unused: Vec<_> =
            files.keys().filter(|path| is_module(path) && !reached.contains(*path)).collect();
        assert!(unused.is_empty(), "{name}: nothing imports {unused:?}");
    }
}

/// Prettier and `ESLint`, with the application's own settings, over each text that any combination has.
pub fn assert_formatted_and_linted() {
    let all = folder().join("variants");
    clear(&all);
    let mut seen = BTreeSet::new();
    for (name, plan) in applications() {
        let mut is_new = false;
        for file in plan.files() {
            let is_read = file.path != "package-lock.json" && !file.path.starts_with("sandbox/data/");
            if is_read && seen.insert((file.path.clone(), file.bytes.clone())) {
                write(&all.join(name), &file.path, &file.bytes);
                is_new = true;
            }
        }
        for file in plan.files().iter().filter(|file| is_new && SETTINGS.contains(&file.path.as_str())) {
            write(&all.join(name), &file.path, &file.bytes);
        }
    }
    link_packages(&all);
    let step = |what: &str, arguments: &[&str]| {
        run(&format!("every combination: {what}"), &mut program("node", arguments, &all))
            .unwrap_or_else(|why| panic!("{why}"))
    };
    step("prettier", &["node_modules/prettier/bin/prettier.cjs", "--check", "."]);
    // Each folder has its own configuration, so each is named.
    let mut eslint = vec!["node_modules/eslint/bin/eslint.js", "--max-warnings", "0"];
    eslint.extend(applications().iter().map(|(name, _)| name.as_str()));
    step("eslint", &eslint);
}

/// The application's own tests and its build, for each mode with each kind of data that no application of `apps` has.
/// The package manager and the servers change no module.
pub fn assert_tested_and_built() {
    let app = folder().join("kinds");
    clear(&app);
    copy_packages(&apps::API_KEY.node_modules(), &app.join("node_modules"));
    let mut count = 0;
    for (name, plan) in applications() {
        let Some(kind) = name.strip_suffix(",carto,npm").map(|kind| kind.replace(',', "-")) else { continue };
        if apps::have(&kind) {
            continue;
        }
        for part in ["e2e", "sandbox", "src"] {
            clear(&app.join(part));
        }
        for file in plan.files() {
            write(&app, &file.path, &file.bytes);
        }
        // Most of the sandbox is the same in all, and tested in the applications.
        let tests = ["node_modules/vitest/vitest.mjs", "run", "src", "sandbox/settings.test.js"];
        let build = ["node_modules/vite/bin/vite.js", "build"];
        for (what, arguments) in [("vitest", &tests[..]), ("vite build", &build)] {
            run(&format!("{kind}: {what}"), &mut program("node", arguments, &app))
                .unwrap_or_else(|why| panic!("{why}"));
        }
        count += 1;
    }
    assert_eq!(count, 12, "four modes with five kinds of data, less the eight applications");
}

fn applications() -> &'static [(String, Plan)] {
    static ALL: OnceLock<Vec<(String, Plan)>> = OnceLock::new();
    ALL.get_or_init(combinations::plans)
}

const ENTRIES: [&str; 5] =
    ["playwright.config.js", "sandbox/start.js", "src/main.jsx", "src/setupTests.js", "vite.config.js"];

fn is_entry(path: &str) -> bool {
    // Those that tools start, the tests, what sandbox/vitePlugin.js puts in place of others, and the layers, which
    // src/components/layers/index.js finds.
    ENTRIES.contains(&path)
        || path.ends_with(".e2e.js")
        || path.starts_with("sandbox/app/")
        || path.ends_with(".test.js")
        || path.ends_with(".test.jsx")
        || path.contains("/__mocks__/")
        || (path.starts_with("src/components/layers/") && path.ends_with("Layer.js"))
}

/// What stands in quotes after `from`, `import` or `vi.mock`.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    ["from '", "import '", "import('", "vi.mock('"]
        .into_iter()
        .flat_map(move |before| text.split(before).skip(1).filter_map(|rest| rest.split('\'').next()))
}

/// The file that an import of the application's own means, perhaps without its ending.
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
    Some(serde_json::from_slice(&file.bytes).expect("it is JSON"))
}

fn write(folder: &Path, path: &str, bytes: &[u8]) {
    let path: PathBuf = folder.join(path);
    fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
    fs::write(path, bytes).expect("it can be written");
}

#[cfg(unix)]
fn link_packages(folder: &Path) {
    std::os::unix::fs::symlink(apps::API_KEY.node_modules(), folder.join("node_modules")).expect("linked");
}
