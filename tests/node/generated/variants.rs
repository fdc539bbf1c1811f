//! Tests every combination of answers with the packages of one application of its language, which is cheaper than installing
//! each.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::apps;
use super::tools::{clear, copy_packages, folder, program, run};
use crate::combinations::plans;

/// Files that the tools need in the folder of each application.
const SETTINGS: [&str; 4] = [".editorconfig", ".prettierrc.json", "eslint.config.js", "package.json"];

/// Runs Prettier and `ESLint` with the application's own settings over each distinct file of any combination. `ESLint` needs all
/// files of an application to know the types, so TypeScript is linted in [`assert_tested_and_built`].
pub fn assert_formatted_and_linted() {
    let all = folder().join("variants");
    clear(&all);
    let mut seen = BTreeSet::new();
    for (name, plan) in plans() {
        let mut is_new = false;
        for file in plan.files() {
            let is_data =
                ["sandbox/basemap/", "sandbox/data/"].iter().any(|each| file.path.starts_with(each));
            let is_read = file.path != "package-lock.json" && !is_data;
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
    eslint.extend(plans().iter().map(|(name, _)| name.as_str()).filter(|name| !is_typescript(name)));
    step("eslint", &eslint);
}

/// Combinations of mode, data and language that [`apps`] doesn't cover: with them, each mode has each language, the example and no
/// example. The package manager and the servers change no module, and [`assert_typed`] compiles the other combinations.
const KINDS: [&str; 6] = [
    "api-key,both,carto,npm,typescript",
    "private-key,example,carto,npm,typescript",
    "private-key,both,carto,npm",
    "oauth,example,carto,npm",
    "oauth,empty,carto,npm,typescript",
    "forced,empty,carto,npm",
];

/// Runs the application's own tests and its build for each of [`KINDS`], and for TypeScript `ESLint` and the compiler.
pub fn assert_tested_and_built() {
    let in_both = [("kinds", &apps::API_KEY), ("kinds-typescript", &apps::FORCED)];
    let [app, typed] = in_both.map(|(name, owner)| {
        let app = folder().join(name);
        clear(&app);
        copy_packages(&owner.node_modules(), &app.join("node_modules"));
        app
    });
    for kind in KINDS {
        let app = if is_typescript(kind) { &typed } else { &app };
        put(kind, app);
        let step = |what: &str, arguments: &[&str]| {
            run(&format!("{kind}: {what}"), &mut program("node", arguments, app))
                .unwrap_or_else(|why| panic!("{why}"));
        };
        if is_typescript(kind) {
            step("eslint", &["node_modules/eslint/bin/eslint.js", "--max-warnings", "0", "."]);
            step("tsc", &TSC);
        }
        step("vitest", &["node_modules/vitest/vitest.mjs", "run"]);
        step("vite build", &["node_modules/vite/bin/vite.js", "build"]);
        // Most of the sandbox is the same in all combinations, and has tests of its own. This loads all its modules.
        step("sandbox", &["--eval", "await import('./sandbox/run.js')", "--input-type=module"]);
    }
}

/// The compiler, without what it knows of another combination.
const TSC: [&str; 4] = ["node_modules/typescript/bin/tsc", "--build", "--force", "tsconfig.json"];

/// Runs the compiler for each mode and data in TypeScript that [`apps`] and [`KINDS`] don't cover, with and without the sandbox.
pub fn assert_typed() {
    let app = folder().join("typed");
    clear(&app);
    copy_packages(&apps::FORCED.node_modules(), &app.join("node_modules"));
    let all = plans().iter().map(|(name, _)| name.as_str());
    for kind in all.filter(|name| is_typescript(name) && !KINDS.contains(name)) {
        put(kind, &app);
        run(&format!("{kind}: tsc"), &mut program("node", &TSC, &app)).unwrap_or_else(|why| panic!("{why}"));
    }
}

/// Runs the sandbox's tests, which are in `tests/sandbox`, in an application that has all of it.
pub fn assert_sandbox_tested() {
    let app = folder().join("sandbox-tests");
    clear(&app);
    copy_packages(&apps::API_KEY.node_modules(), &app.join("node_modules"));
    put("oauth,both,carto,npm", &app);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sandbox"), &app.join("sandbox"));
    let arguments = ["node_modules/vitest/vitest.mjs", "run", "--config=sandbox/vitest.config.js"];
    run("sandbox: vitest", &mut program("node", &arguments, &app)).unwrap_or_else(|why| panic!("{why}"));
}

fn is_typescript(name: &str) -> bool {
    name.ends_with(",typescript")
}

/// Replaces the files of the combination that a folder has.
fn put(name: &str, app: &Path) {
    let (_, plan) = plans().iter().find(|(other, _)| *other == name).expect("a known combination");
    for entry in fs::read_dir(app).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            fs::remove_file(path).expect("removed");
        } else if !path.ends_with("node_modules") {
            fs::remove_dir_all(path).expect("removed");
        }
    }
    for file in plan.files() {
        write(app, &file.path, &file.bytes);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("created");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("copied");
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
