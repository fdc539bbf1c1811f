//! Helpers shared by the tests of `apply`: scenes on disk, and a fault at any step.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests make and break what apply meets")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::*;
use crate::error::Kind;
use crate::plan::PlannedFile;
use tree::{assert_same, snapshot};

mod changed;
mod faults;
mod races;
mod random;
mod refusals;
#[path = "../../../tests/support/tree.rs"]
mod tree;

const PATHS: [&str; 7] = [
    ".env.local",
    ".github/workflows/ci.yml",
    "README.md",
    "index.html",
    "src/App.jsx",
    "src/data/models/a.js",
    "src/main.jsx",
];

fn plan_of(paths: &[&str], text: &'static str) -> Plan {
    let file = |path: &&str| PlannedFile {
        path: (*path).to_owned(),
        bytes: text.as_bytes().to_vec(),
        private: path.starts_with(".env"),
    };
    Plan::new(paths.iter().map(file).collect()).unwrap()
}

fn plan() -> Plan {
    plan_of(&PATHS, "ours")
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A place on disk, the target directory in it, what is edited there, and whether to overwrite.
struct Scene {
    place: TempDir,
    directory: &'static str,
    edits: Changes,
    overwrite: bool,
}

impl Scene {
    fn new(directory: &'static str, overwrite: bool, prepare: impl FnOnce(&Path)) -> Self {
        let place = tempfile::tempdir().unwrap();
        put(place.path(), "bystander", "theirs");
        prepare(place.path());
        Self { place, directory, edits: Changes::default(), overwrite }
    }

    fn all() -> Vec<fn() -> Self> {
        vec![Self::fresh, Self::nested, Self::existing, Self::here, Self::overwriting, Self::joining]
    }

    fn fresh() -> Self {
        Self::new("demo", false, |_| {})
    }

    fn nested() -> Self {
        Self::new("a/b/demo", false, |place| put(place, "a/other", ""))
    }

    fn existing() -> Self {
        Self::new("demo", false, |place| {
            put(place, "demo/.git/HEAD", "ref");
            put(place, "demo/src/data/theirs.js", "theirs");
            fs::set_permissions(place.join("demo/src"), fs::Permissions::from_mode(0o750)).unwrap();
        })
    }

    fn here() -> Self {
        Self::new(".", false, |_| {})
    }

    fn overwriting() -> Self {
        Self::new("demo", true, |place| {
            put(place, "demo/README.md", "theirs");
            put(place, "demo/index.html/inner", "theirs");
            put(place, "demo/.github", "theirs");
            put(place, "demo/src/data/theirs.js", "theirs");
            put(place, "demo/.carto-app-backup/earlier", "theirs");
            put(place, "outside/models/kept.js", "theirs");
            symlink("../../../outside/models", place.join("demo/src/data/models")).unwrap();
            symlink("nowhere", place.join("demo/src/main.jsx")).unwrap();
        })
    }

    fn joining() -> Self {
        let mut scene = Self::overwriting();
        let (old, new) = (b"theirs\r\n".to_vec(), b"theirs\r\nours\r\n".to_vec());
        put(scene.place.path(), "demo/.gitignore", "theirs\r\n");
        let ignored = scene.place.path().join("demo/.gitignore");
        fs::set_permissions(ignored, fs::Permissions::from_mode(0o640)).unwrap();
        scene.edits.insert(".gitignore", crate::plan::Change::Edit { old, new, private: false });
        scene
    }

    fn target(&self) -> Target {
        Target::resolve(self.place.path(), Path::new(self.directory)).unwrap()
    }

    fn apply(&self, checkpoint: &mut dyn FnMut(Step) -> Result<()>) -> Result<Applied> {
        apply(&plan(), &self.edits, &self.target(), &|_| self.overwrite, checkpoint)
    }

    fn snapshot(&self) -> tree::Tree {
        snapshot(self.place.path())
    }
}

/// Returns a checkpoint that calls `act` once, after `n` steps.
fn at_step<'a>(n: usize, mut act: impl FnMut() -> Result<()> + 'a) -> impl FnMut(Step) -> Result<()> + 'a {
    let mut passed = 0;
    move |_| {
        passed += 1;
        if passed == n + 1 { act() } else { Ok(()) }
    }
}

fn steps(scene: &Scene) -> usize {
    let mut count = 0;
    scene
        .apply(&mut |_| {
            count += 1;
            Ok(())
        })
        .unwrap();
    count
}

fn assert_arrived(root: &Path, text: &str) {
    for path in PATHS {
        assert_eq!(fs::read_to_string(root.join(path)).unwrap(), text, "{path}");
    }
}

fn assert_nothing_hidden(root: &Path) {
    let hidden: Vec<PathBuf> =
        snapshot(root).into_keys().filter(|path| path.to_string_lossy().contains(".carto-app-tmp")).collect();
    assert_eq!(hidden, Vec::<PathBuf>::new());
}
