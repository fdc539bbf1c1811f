//! Renders every combination of answers in memory and compares it with `snapshots/`.
//!
//! For the [`RECORDED`] combinations, `texts/PATH.txt` has each variant of a file with the combinations that contain it, and
//! `copies.txt` has the hash of each file that is copied verbatim. `hashes.txt` has a hash of each other combination.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;
use std::fs;
use std::sync::LazyLock;

use carto_app::plan::{Plan, PlannedFile};

use crate::combinations::{RECORDED, plans, render};
use crate::snapshot::{self, HINT};

const HASHES: &str = "snapshots/hashes.txt";

/// The number of differing combinations without recorded texts that get a diff.
const MAX_DIFFS: usize = 2;

/// The number of lines of each file's diff.
const MAX_LINES: usize = 40;

#[test]
fn every_combination_matches_its_snapshot() {
    let files = snapshots();
    let mut differences: Vec<String> = below("snapshots/texts")
        .into_iter()
        .filter(|path| !files.contains_key(path))
        .filter_map(|path| {
            if snapshot::is_update() {
                fs::remove_file(snapshot::repository(&path)).expect("an old snapshot can be removed");
                return None;
            }
            Some(format!("{path} matches no file of any recorded combination"))
        })
        .collect();
    differences.extend(files.iter().filter_map(|(path, text)| snapshot::compare(path, text).err()));
    let old = fs::read_to_string(snapshot::repository(HASHES)).unwrap_or_default();
    let new = hashes();
    if snapshot::compare(HASHES, &new).is_err() {
        let names = differing(&old, &new);
        differences.push(format!("{HASHES}: {} combinations differ: {}", names.len(), names.join(" ")));
        // Differences in the recorded combinations explain the hashes.
        if differences.len() == 1 {
            differences.extend(names.iter().take(MAX_DIFFS).map(|name| diff_with_nearest(name)));
        }
    }
    assert!(differences.is_empty(), "{}\n{HINT}", differences.join("\n"));
}

#[test]
fn the_same_answers_give_the_same_bytes() {
    for ((name, first), (_, second)) in plans().iter().zip(&render()) {
        assert_eq!(first, second, "{name}");
    }
}

/// This way `copies.txt` has the hash of every copied file.
#[test]
fn every_copied_file_is_in_a_recorded_combination() {
    let recorded: BTreeSet<&str> =
        RECORDED.iter().flat_map(|name| plan_of(name).files()).map(|file| file.path.as_str()).collect();
    for (name, plan) in plans() {
        for file in plan.files().iter().filter(|file| is_copy(file)) {
            assert!(recorded.contains(file.path.as_str()), "{name}: {}", file.path);
        }
    }
}

#[test]
fn recorded_combinations_cover_every_pair_of_answers() {
    let values: Vec<BTreeSet<&str>> =
        (0..6).map(|place| plans().iter().map(|(name, _)| answers(name)[place]).collect()).collect();
    let recorded: Vec<Vec<&str>> = RECORDED.iter().map(|name| answers(name)).collect();
    for (first, second) in (0..6).flat_map(|first| (first + 1..6).map(move |second| (first, second))) {
        for one in &values[first] {
            for other in &values[second] {
                let meet = recorded.iter().any(|answers| answers[first] == *one && answers[second] == *other);
                assert!(meet, "{one} and {other}");
            }
        }
    }
}

/// Returns the snapshot files of the recorded combinations, by path.
fn snapshots() -> BTreeMap<String, String> {
    // By path, the variants of the file with the combinations that contain them.
    let mut files: BTreeMap<&str, Vec<(&PlannedFile, Vec<&str>)>> = BTreeMap::new();
    for (name, plan) in RECORDED.iter().map(|name| (*name, plan_of(name))) {
        for file in plan.files() {
            let variants = files.entry(&file.path).or_default();
            match variants.iter_mut().find(|(known, _)| known.bytes == file.bytes) {
                Some((_, names)) => names.push(name),
                None => variants.push((file, vec![name])),
            }
        }
    }
    let mut snapshots = BTreeMap::new();
    let mut copies: BTreeMap<Vec<&str>, String> = BTreeMap::new();
    for (path, variants) in files {
        if let [(file, names)] = variants.as_slice()
            && is_copy(file)
        {
            let lines = copies.entry(names.clone()).or_default();
            writeln!(lines, "{}  {path}", file.sha256()).expect("written");
            continue;
        }
        let mut text = String::new();
        for (file, names) in variants {
            writeln!(text, "{}", heading(&names)).expect("written");
            text.push_str(&recorded_text(file));
        }
        snapshots.insert(format!("snapshots/texts/{path}.txt"), text);
    }
    let copies = copies.into_iter().map(|(names, lines)| format!("{}\n{lines}", heading(&names)));
    snapshots.insert("snapshots/copies.txt".to_owned(), copies.collect());
    snapshots
}

/// Returns the heading of a variant: the combinations that contain it, one per line.
fn heading(names: &[&str]) -> String {
    if names.len() == RECORDED.len() {
        return "===== all".to_owned();
    }
    names.iter().map(|name| format!("===== {name}")).collect::<Vec<_>>().join("\n")
}

/// Returns the content of a file, but only the first lines and the hash of the long lock file.
fn recorded_text(file: &PlannedFile) -> String {
    let text = String::from_utf8(file.bytes.clone()).expect("UTF-8");
    if file.path == "package-lock.json" {
        let head: Vec<&str> = text.lines().take(8).collect();
        return format!("{}\n… sha256 of the whole: {}\n", head.join("\n"), file.sha256());
    }
    text
}

/// Returns a line for each combination that is not recorded.
fn hashes() -> String {
    let others = plans().iter().filter(|(name, _)| !RECORDED.contains(&name.as_str()));
    others.fold(String::new(), |mut lines, (name, plan)| {
        let _ = writeln!(lines, "{}  {name}", hash(plan));
        lines
    })
}

/// Returns the hash of all paths and contents of a combination, except contents that `copies.txt` covers.
fn hash(plan: &Plan) -> String {
    let mut all = Vec::new();
    for file in plan.files() {
        all.extend_from_slice(file.path.as_bytes());
        all.push(0);
        if !is_copy(file) {
            all.extend_from_slice(&file.bytes);
        }
        all.push(0);
    }
    PlannedFile { path: String::new(), bytes: all, private: false }.sha256()
}

/// Returns the combinations whose hash differs or is missing in one of the lists.
fn differing(old: &str, new: &str) -> Vec<String> {
    let [old, new] = [old, new].map(|text| text.lines().collect::<BTreeSet<&str>>());
    let names: BTreeSet<&str> =
        old.symmetric_difference(&new).filter_map(|line| line.split("  ").nth(1)).collect();
    names.into_iter().map(str::to_owned).collect()
}

/// Returns a diff between the nearest recorded combination and this one.
///
/// Only a hash of the old content exists, but the recorded combination is unchanged.
fn diff_with_nearest(name: &str) -> String {
    let Some((_, plan)) = plans().iter().find(|(other, _)| other == name) else {
        return format!("{name} is no longer a combination");
    };
    let in_common = |other: &str| answers(name).iter().zip(answers(other)).filter(|(a, b)| **a == *b).count();
    let nearest = RECORDED.into_iter().max_by_key(|other| in_common(other)).expect("some are recorded");
    let content = |plan: &Plan, path: &str| {
        let file = plan.files().iter().find(|file| file.path == path);
        file.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default()
    };
    let paths = plan.files().iter().chain(plan_of(nearest).files()).map(|file| file.path.as_str());
    let mut out = format!("{name}, compared with {nearest}, which is unchanged:\n");
    for path in paths.collect::<BTreeSet<_>>() {
        let (old, new) = (content(plan_of(nearest), path), content(plan, path));
        if old != new {
            let difference = diffy::create_patch(&old, &new).to_string();
            let lines: Vec<&str> = difference.lines().skip(2).take(MAX_LINES).collect();
            writeln!(out, "{path}\n{}", lines.join("\n")).expect("written");
        }
    }
    out
}

fn plan_of(name: &str) -> &'static Plan {
    &plans().iter().find(|(other, _)| other == name).unwrap_or_else(|| panic!("{name} is not rendered")).1
}

/// Returns the answers of a combination: mode, data, server, package manager and whether there is a sandbox.
fn answers(name: &str) -> Vec<&str> {
    let mut answers: Vec<&str> = name.split(',').take(4).collect();
    answers.push(if name.contains(",no-sandbox") { "no-sandbox" } else { "sandbox" });
    answers.push(if name.ends_with(",typescript") { "typescript" } else { "javascript" });
    answers
}

/// Whether the file is copied from a template without tags.
fn is_copy(file: &PlannedFile) -> bool {
    static TEMPLATES: LazyLock<HashSet<Vec<u8>>> = LazyLock::new(|| {
        let paths = below("templates/app").into_iter();
        paths.map(|path| fs::read(snapshot::repository(&path)).expect("a template")).collect()
    });
    TEMPLATES.contains(&file.bytes)
}

/// Returns all files below a folder of the repository, relative to its root.
fn below(path: &str) -> Vec<String> {
    let full = snapshot::repository(path);
    let mut files = Vec::new();
    for entry in fs::read_dir(full).into_iter().flatten() {
        let entry = entry.expect("an entry");
        let path = format!("{path}/{}", entry.file_name().to_str().expect("UTF-8"));
        if entry.path().is_dir() {
            files.extend(below(&path));
        } else {
            files.push(path);
        }
    }
    files
}
