//! Every combination of answers, rendered in memory and held against `snapshots/`.
//!
//! `snapshots/texts/PATH/COMBINATION` is the whole text of a file that varies, under the first combination that has it;
//! `snapshots/copies.txt` has the hash of every file that is copied as it is; `snapshots/combinations/` says which files, and
//! which of the texts, each combination gets. `scripts/update-snapshots` writes them anew.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::combinations::{plans, render};
use carto_app::plan::PlannedFile;

#[test]
fn every_combination_is_as_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots");
    let expected = snapshots();
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        return write(&folder, &expected);
    }
    let mut found = BTreeMap::new();
    read(&folder, &folder, &mut found);
    let paths: BTreeSet<&String> = expected.keys().chain(found.keys()).collect();
    let differing: Vec<&String> =
        paths.into_iter().filter(|path| expected.get(*path) != found.get(*path)).collect();
    if let Some(first) = differing.first() {
        let (new, old) = (expected.get(*first), found.get(*first));
        panic!(
            "{differing:#?} differ. The first was:\n{old:#?}\nand is:\n{new:#?}\nscripts/update-snapshots writes them anew"
        );
    }
}

#[test]
fn the_same_answers_give_the_same_bytes() {
    for ((name, first), (_, second)) in plans().iter().zip(&render()) {
        assert_eq!(first, second, "{name}");
    }
}

fn snapshots() -> BTreeMap<String, String> {
    let plans = plans();
    let mut variants: BTreeMap<&str, Vec<(&[u8], &str)>> = BTreeMap::new();
    for (combination, plan) in plans {
        for file in plan.files() {
            let known = variants.entry(&file.path).or_default();
            if !known.iter().any(|(bytes, _)| *bytes == &*file.bytes) {
                known.push((&file.bytes, combination));
            }
        }
    }
    let mut snapshots = BTreeMap::new();
    let mut hashes = String::new();
    for (path, known) in &variants {
        let file = plans.iter().flat_map(|(_, plan)| plan.files()).find(|file| file.path == *path);
        let file = file.expect("found");
        if is_copy(file) {
            assert_eq!(known.len(), 1, "{path} has no tags and varies");
            writeln!(hashes, "{}  {path}", file.sha256()).expect("written");
        } else {
            for (bytes, combination) in known {
                let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
                let text = if *path == "package-lock.json" { head_and_hash(&text) } else { text };
                snapshots.insert(format!("texts/{path}/{combination}"), text);
            }
        }
    }
    snapshots.insert("copies.txt".to_owned(), hashes);
    for (combination, plan) in plans {
        let mut listing = String::new();
        for file in plan.files() {
            let known = &variants[file.path.as_str()];
            let variant = known.iter().find(|(bytes, _)| *bytes == &*file.bytes).expect("noted").1;
            let text = if is_copy(file) { "" } else { variant };
            writeln!(listing, "{}", format!("{}  {text}", file.path).trim_end()).expect("written");
        }
        snapshots.insert(format!("combinations/{combination}.txt"), listing);
    }
    snapshots
}

/// Whether it has the bytes of a template without tags.
fn is_copy(file: &PlannedFile) -> bool {
    matches!(file.bytes, Cow::Borrowed(_))
}

/// The lock file is far too long to be read.
fn head_and_hash(lock: &str) -> String {
    let file = PlannedFile { path: String::new(), bytes: lock.as_bytes().to_vec().into(), private: false };
    let head: Vec<&str> = lock.lines().take(8).collect();
    format!("{}\n… sha256 of the whole: {}\n", head.join("\n"), file.sha256())
}

fn read(folder: &Path, below: &Path, into: &mut BTreeMap<String, String>) {
    let Ok(entries) = fs::read_dir(below) else { return };
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path == folder.join("screens") || path == folder.join("said") {
            // Those are held by another test.
        } else if path.is_dir() {
            read(folder, &path, into);
        } else {
            let name = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
            into.insert(name, fs::read_to_string(&path).expect("text"));
        }
    }
}

fn write(folder: &Path, snapshots: &BTreeMap<String, String>) {
    let mut old = BTreeMap::new();
    read(folder, folder, &mut old);
    for path in old.keys() {
        fs::remove_file(folder.join(path)).expect("removed");
    }
    for (path, text) in snapshots {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("created");
        fs::write(path, text).expect("written");
    }
}
