//! Every combination of answers, rendered in memory and held against `snapshots/`.
//!
//! `snapshots/texts/PATH/COMBINATION` is the whole text of a file that varies, under the first combination that has it;
//! `snapshots/copies.txt` has the hash of every file that is copied as it is; `snapshots/combinations/` says which files, and
//! which of the texts, each combination gets. `UPDATE_SNAPSHOTS=1 cargo test --test snapshots` writes them anew.

#![allow(clippy::disallowed_methods, reason = "tests read and write the snapshots")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use carto_app::answers::{Answers, Key, Origin, Surroundings, resolve};
use carto_app::plan::Plan;
use carto_app::template;

type Given = &'static [(Key, &'static str)];

const MODES: [(&str, Given); 4] = [
    ("api-key", &[(Key::Auth, "api-key")]),
    ("private-key", &[(Key::Username, "acme"), (Key::ApiKey, "AbCdEfGhIjKlMnOpQrStUv")]),
    ("oauth", &[(Key::Auth, "oauth")]),
    (
        "forced",
        &[(Key::ClientId, "AbCdEfGhIjKl"), (Key::ForceOAuthLogin, "true"), (Key::Title, "It's 100 % “ours”")],
    ),
];

const DATA: [(&str, Given); 5] = [
    ("example", &[]),
    ("empty", &[(Key::Example, "false")]),
    ("dataset", &[(Key::Datasets, "roads_2020")]),
    ("datasets", &[(Key::Datasets, "2020_census, my-user.roads_2020, _x, class, roads_2020, a__b, a_b")]),
    ("both", &[(Key::Datasets, "parks"), (Key::Example, "true")]),
];

const SERVERS: [(&str, Given); 2] = [
    ("carto", &[]),
    (
        "on-premise",
        &[
            (Key::ServerUrlTemplate, "https://gis.acme.com/user/{user}"),
            (Key::MapsUrl, "https://maps.acme.com:8443/user/{user}"),
        ],
    ),
];

const MANAGERS: [(&str, Given); 4] = [
    ("npm", &[(Key::PackageManager, "npm")]),
    ("pnpm", &[(Key::PackageManager, "pnpm")]),
    ("yarn", &[(Key::PackageManager, "yarn")]),
    ("bun", &[(Key::PackageManager, "bun")]),
];

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
            "{differing:#?} differ. The first was:\n{old:#?}\nand is:\n{new:#?}\nUPDATE_SNAPSHOTS=1 cargo test --test snapshots"
        );
    }
}

#[test]
fn the_same_answers_give_the_same_bytes() {
    let given: Vec<_> = [MODES[3].1, DATA[3].1].concat();
    assert_eq!(plan(&given), plan(&given));
}

fn snapshots() -> BTreeMap<String, String> {
    let plans = plans();
    let mut variants: BTreeMap<&str, Vec<(&[u8], &str)>> = BTreeMap::new();
    for (combination, plan) in &plans {
        for file in plan.files() {
            let known = variants.entry(&file.path).or_default();
            if !known.iter().any(|(bytes, _)| *bytes == &*file.bytes) {
                known.push((&file.bytes, combination));
            }
        }
    }
    let copies = template::copies().expect("the tree loads");
    let mut snapshots = BTreeMap::new();
    let mut hashes = String::new();
    for (path, known) in &variants {
        if copies.contains(*path) {
            assert_eq!(known.len(), 1, "{path} has no tags and varies");
            let file = plans.iter().flat_map(|(_, plan)| plan.files()).find(|file| file.path == *path);
            writeln!(hashes, "{}  {path}", file.expect("found").sha256()).expect("written");
        } else {
            for (bytes, combination) in known {
                let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
                // The lock file is the same but for its two names, and far too long to be read here.
                let text = if *path == "package-lock.json" {
                    text.lines().take(8).map(|l| format!("{l}\n")).collect()
                } else {
                    text
                };
                snapshots.insert(format!("texts/{path}/{combination}"), text);
            }
        }
    }
    snapshots.insert("copies.txt".to_owned(), hashes);
    for (combination, plan) in &plans {
        let mut listing = String::new();
        for file in plan.files() {
            let known = &variants[file.path.as_str()];
            let variant = known.iter().find(|(bytes, _)| *bytes == &*file.bytes).expect("noted").1;
            let text = if copies.contains(&file.path) { "" } else { variant };
            writeln!(listing, "{}", format!("{}  {text}", file.path).trim_end()).expect("written");
        }
        snapshots.insert(format!("combinations/{combination}.txt"), listing);
    }
    snapshots
}

fn plans() -> Vec<(String, Plan)> {
    let mut plans = Vec::new();
    for (manager, by_manager) in MANAGERS {
        for (server, by_server) in SERVERS {
            for (data, by_data) in DATA {
                for (mode, by_mode) in MODES {
                    let name = format!("{mode},{data},{server},{manager}");
                    plans.push((name, plan(&[by_manager, by_server, by_data, by_mode].concat())));
                }
            }
        }
    }
    plans
}

fn plan(given: &[(Key, &str)]) -> Plan {
    let mut answers = Answers::for_directory("my-map");
    for (key, text) in given {
        answers.set(*key, vec![(*text).to_owned()], Origin::Flag);
    }
    let around = Surroundings { cwd: Path::new("/"), is_there: &|_| false, user_agent: None };
    let resolved = resolve(&answers, &around).unwrap_or_else(|problems| panic!("{problems:#?}"));
    template::plan(&resolved.spec).expect("renders")
}

fn read(folder: &Path, below: &Path, into: &mut BTreeMap<String, String>) {
    let Ok(entries) = fs::read_dir(below) else { return };
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read(folder, &path, into);
        } else {
            let name = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
            into.insert(name, fs::read_to_string(&path).expect("text"));
        }
    }
}

fn write(folder: &Path, snapshots: &BTreeMap<String, String>) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("removed");
    }
    for (path, text) in snapshots {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("created");
        fs::write(path, text).expect("written");
    }
}
