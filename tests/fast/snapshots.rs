//! Every combination of answers, rendered in memory and compared with `snapshots/`.
//!
//! For the [`RECORDED`] combinations, `texts/PATH.txt` has each text of a file with the combinations that get it, and
//! `copies.txt` the hash of each file that is copied as it is. `hashes.txt` has one hash for each other combination.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use carto_app::plan::{Plan, PlannedFile};

use crate::combinations::{RECORDED, plans, render};
use crate::snapshot::{self, HINT};

const HASHES: &str = "snapshots/hashes.txt";

/// How many combinations without recorded texts are explained when they differ.
const EXPLAINED: usize = 2;

/// How many lines of a diff between two combinations are shown.
const SHOWN: usize = 40;

#[test]
fn every_combination_is_as_recorded() {
    let files = snapshots();
    let mut differences: Vec<String> = below("snapshots/texts")
        .into_iter()
        .filter(|path| !files.contains_key(path))
        .filter_map(|path| {
            if snapshot::is_update() {
                fs::remove_file(snapshot::repository(&path)).expect("an old snapshot can be removed");
                return None;
            }
            Some(format!("{path} belongs to no file of any recorded combination"))
        })
        .collect();
    differences.extend(files.iter().filter_map(|(path, text)| snapshot::compare(path, text).err()));
    let old = fs::read_to_string(snapshot::repository(HASHES)).unwrap_or_default();
    let new = hashes();
    if snapshot::compare(HASHES, &new).is_err() {
        let names = differing(&old, &new);
        differences.push(format!("{HASHES}: {} combinations differ: {}", names.len(), names.join(" ")));
        // What changed in the recorded combinations explains the hashes.
        if differences.len() == 1 {
            differences.extend(names.iter().take(EXPLAINED).map(|name| beside_nearest(name)));
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

/// So `copies.txt` has the hash of every one.
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
fn every_two_answers_meet_in_a_recorded_combination() {
    let values: Vec<BTreeSet<&str>> =
        (0..5).map(|place| plans().iter().map(|(name, _)| answers(name)[place]).collect()).collect();
    let recorded: Vec<Vec<&str>> = RECORDED.iter().map(|name| answers(name)).collect();
    for (first, second) in (0..5).flat_map(|first| (first + 1..5).map(move |second| (first, second))) {
        for one in &values[first] {
            for other in &values[second] {
                let meet = recorded.iter().any(|answers| answers[first] == *one && answers[second] == *other);
                assert!(meet, "{one} and {other}");
            }
        }
    }
}

/// The files that record what the recorded combinations get.
fn snapshots() -> BTreeMap<String, String> {
    // By path, then by content: the combinations that have it.
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
            text.push_str(&shown(file));
        }
        snapshots.insert(format!("snapshots/texts/{path}.txt"), text);
    }
    let copies = copies.into_iter().map(|(names, lines)| format!("{}\n{lines}", heading(&names)));
    snapshots.insert("snapshots/copies.txt".to_owned(), copies.collect());
    snapshots
}

/// The combinations that get what follows, one a line.
fn heading(names: &[&str]) -> String {
    if names.len() == RECORDED.len() {
        return "===== all".to_owned();
    }
    names.iter().map(|name| format!("===== {name}")).collect::<Vec<_>>().join("\n")
}

/// The content of a file; of the lock file, which nobody would read, only the first lines and the hash.
fn shown(file: &PlannedFile) -> String {
    let text = String::from_utf8(file.bytes.to_vec()).expect("UTF-8");
    if file.path == "package-lock.json" {
        let head: Vec<&str> = text.lines().take(8).collect();
        return format!("{}\n… sha256 of the whole: {}\n", head.join("\n"), file.sha256());
    }
    text
}

/// A line for each combination that is not recorded.
fn hashes() -> String {
    let others = plans().iter().filter(|(name, _)| !RECORDED.contains(&name.as_str()));
    others.fold(String::new(), |mut lines, (name, plan)| {
        let _ = writeln!(lines, "{}  {name}", hash(plan));
        lines
    })
}

/// The hash of all paths of a combination with their contents, but for those that are copied: `copies.txt` has theirs.
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
    PlannedFile { path: String::new(), bytes: all.into(), private: false }.sha256()
}

/// The combinations that only one of two lists of hashes has, or that have another hash in the other.
fn differing(old: &str, new: &str) -> Vec<String> {
    let [old, new] = [old, new].map(|text| text.lines().collect::<BTreeSet<&str>>());
    let names: BTreeSet<&str> =
        old.symmetric_difference(&new).filter_map(|line| line.split("  ").nth(1)).collect();
    names.into_iter().map(str::to_owned).collect()
}

/// What a combination has now and the nearest recorded one has not.
///
/// Only a hash is known of what it had, but the recorded one is as it was.
fn beside_nearest(name: &str) -> String {
    let Some((_, plan)) = plans().iter().find(|(other, _)| other == name) else {
        return format!("{name} is no combination any more");
    };
    let in_common = |other: &str| answers(name).iter().zip(answers(other)).filter(|(a, b)| **a == *b).count();
    let nearest = RECORDED.into_iter().max_by_key(|other| in_common(other)).expect("some are recorded");
    let content = |plan: &Plan, path: &str| {
        let file = plan.files().iter().find(|file| file.path == path);
        file.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).unwrap_or_default()
    };
    let paths = plan.files().iter().chain(plan_of(nearest).files()).map(|file| file.path.as_str());
    let mut out = format!("{name}, beside {nearest}, which is as recorded:\n");
    for path in paths.collect::<BTreeSet<_>>() {
        let (old, new) = (content(plan_of(nearest), path), content(plan, path));
        if old != new {
            let difference = diffy::create_patch(&old, &new).to_string();
            let lines: Vec<&str> = difference.lines().skip(2).take(SHOWN).collect();
            writeln!(out, "{path}\n{}", lines.join("\n")).expect("written");
        }
    }
    out
}

fn plan_of(name: &str) -> &'static Plan {
    &plans().iter().find(|(other, _)| other == name).unwrap_or_else(|| panic!("{name} is not rendered")).1
}

/// The answers of a combination: mode, data, server, package manager and whether there is a sandbox.
fn answers(name: &str) -> Vec<&str> {
    let mut answers: Vec<&str> = name.split(',').collect();
    if answers.len() == 4 {
        answers.push("sandbox");
    }
    answers
}

/// Whether it has the bytes of a template without tags.
fn is_copy(file: &PlannedFile) -> bool {
    matches!(file.bytes, Cow::Borrowed(_))
}

/// The files in a folder of the repository and in those below it, as paths from its root.
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
