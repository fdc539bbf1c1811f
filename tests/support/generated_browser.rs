//! The scenarios of `tests/browser`, which run in Node with a real Chromium.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;

use crate::tools::{folder, program, run};

const CHROMIUM: &str = "/usr/bin/chromium";

/// Plays a scenario; see `tests/browser/stage.mjs` for its settings. `step` is its name for people.
#[track_caller]
pub fn play(step: &str, settings: &Value) {
    let chromium = std::env::var("CHROMIUM_PATH").unwrap_or_else(|_| CHROMIUM.to_owned());
    assert!(
        Path::new(&chromium).exists(),
        "these tests need Chromium, which is not at {chromium}; CHROMIUM_PATH says where else"
    );
    let mut settings = settings.clone();
    settings["chromium"] = chromium.into();
    settings["screenshots"] = folder().join("screenshots").to_string_lossy().into();
    let player = installed().join("browser/main.mjs").to_string_lossy().into_owned();
    let command = &mut program("node", &[&player, &settings.to_string()], &folder());
    if let Err(why) = run(step, command) {
        panic!("{why}");
    }
}

/// A copy of the scenarios and the stand-in, with the packages that they need.
fn installed() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
        let to = folder().join("player");
        fs::create_dir_all(&to).expect("the target folder can be written");
        for part in ["browser", "standin"] {
            let _ = fs::remove_dir_all(to.join(part));
            copy(&tests.join(part), &to.join(part));
        }
        let lock = fs::read(tests.join("browser/package-lock.json")).expect("it is in the repository");
        let installed = to.join("node_modules/.lock");
        if fs::read(&installed).ok().as_ref() != Some(&lock) {
            for file in ["package.json", "package-lock.json"] {
                fs::copy(to.join("browser").join(file), to.join(file)).expect("it can be copied");
            }
            run("the browser's packages: npm ci", &mut program("npm", &["ci"], &to)).expect("installed");
            fs::write(installed, &lock).expect("it can be written");
        }
        to
    })
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).expect("it isn't there yet");
    for entry in fs::read_dir(from).expect("it is in the repository") {
        let entry = entry.expect("it can be read").path();
        let target = to.join(entry.file_name().expect("it has a name"));
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            fs::copy(&entry, &target).expect("it can be copied");
        }
    }
}
