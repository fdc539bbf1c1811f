//! Tests every combination of answers with the packages of one application, which is cheaper than installing each.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::apps;
use super::tools::{clear, copy_packages, folder, program, run};
use crate::combinations::plans;

/// Files that the tools need in the folder of each application.
const SETTINGS: [&str; 4] = [".editorconfig", ".prettierrc.json", "eslint.config.js", "package.json"];

/// Runs Prettier and `ESLint` with the application's own settings over each distinct file of any combination.
pub fn assert_formatted_and_linted() {
    let all = folder().join("variants");
    clear(&all);
    let mut seen = BTreeSet::new();
    for (name, plan) in plans() {
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
    // Each folder has its own configuration, so each is an argument.
    let mut eslint = vec!["node_modules/eslint/bin/eslint.js", "--max-warnings", "0"];
    eslint.extend(plans().iter().map(|(name, _)| name.as_str()));
    step("eslint", &eslint);
}

/// Combinations of mode and data that [`apps`] doesn't cover. The package manager and the servers change no module.
const KINDS: [&str; 10] = [
    "api-key,dataset",
    "api-key,both",
    "private-key,example",
    "private-key,empty",
    "private-key,both",
    "oauth,example",
    "oauth,empty",
    "oauth,dataset",
    "forced,empty",
    "forced,both",
];

/// Runs the application's own tests and its build for each of [`KINDS`].
pub fn assert_tested_and_built() {
    let app = folder().join("kinds");
    clear(&app);
    copy_packages(&apps::API_KEY.node_modules(), &app.join("node_modules"));
    for kind in KINDS {
        let name = format!("{kind},carto,npm");
        let (_, plan) = plans().iter().find(|(other, _)| *other == name).expect("a known combination");
        for part in ["e2e", "sandbox", "src"] {
            clear(&app.join(part));
        }
        for file in plan.files() {
            write(&app, &file.path, &file.bytes);
        }
        let tests = ["node_modules/vitest/vitest.mjs", "run", "src"];
        let build = ["node_modules/vite/bin/vite.js", "build"];
        // Most of the sandbox is the same in all combinations, and tested in the applications. This loads all its modules.
        let sandbox = ["--eval", "await import('./sandbox/run.js')", "--input-type=module"];
        for (what, arguments) in [("vitest", &tests[..]), ("vite build", &build), ("sandbox", &sandbox)] {
            run(&format!("{kind}: {what}"), &mut program("node", arguments, &app))
                .unwrap_or_else(|why| panic!("{why}"));
        }
    }
}

fn write(folder: &Path, path: &str, bytes: &[u8]) {
    let path: PathBuf = folder.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("created");
    fs::write(path, bytes).expect("written");
}

fn link_packages(folder: &Path) {
    std::os::unix::fs::symlink(apps::API_KEY.node_modules(), folder.join("node_modules")).expect("linked");
}
