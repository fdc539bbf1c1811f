//! Causes a fault in an empty place, and compares the place before and after.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::cases::Case;
use crate::scratch;

const PROGRAM: &str = env!("CARGO_BIN_EXE_carto-app");

/// The outcome of a run.
#[derive(Debug)]
pub struct Trial {
    pub code: i32,
    pub message: String,
    pub left: Left,
    /// The same command again without the fault, if the first run left something incomplete.
    pub again: Option<Box<Trial>>,
}

/// The state of the disk after a run.
#[derive(Debug)]
pub enum Left {
    Unchanged,
    /// As after a run without faults.
    Whole,
    /// As after a run without faults, with leftovers of an earlier run.
    WholeWithLeftovers(Leftovers),
    /// Paths that are gone, new or changed, without leftovers and without paths below gone or new ones.
    Other {
        gone: Vec<String>,
        new: Vec<String>,
        changed: Vec<String>,
        leftovers: Leftovers,
    },
}

/// Leftovers of a run next to the application.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Leftovers {
    /// Whether there are hidden files, which a run writes before it moves them into place.
    pub hidden: bool,
    /// Paths of backups.
    pub backups: Vec<String>,
    /// Files whose old content is lost.
    pub lost: Vec<String>,
    /// Files that have neither their old nor their new content.
    pub torn: Vec<String>,
}

/// Paths with all of their properties that must not change.
type Listing = BTreeMap<String, String>;

/// The results of runs without faults, by preparation and arguments.
pub type CompleteRuns = BTreeMap<(&'static str, &'static str), Listing>;

/// The beginning of each script. git and npm are stand-ins that do nothing and succeed.
const FUNCTIONS: &str = r#"
    stand_in() { mkdir -p "$top/bin"; printf '#!/bin/sh\n%s\n' "${2:-}" > "$top/bin/$1"; chmod +x "$top/bin/$1"; }
    stand_in git; stand_in npm
    PATH=$top/bin:$PATH
    list() {
        (cd "$1" && find . -mindepth 1 -printf '%P\t%y %m %l\n' && find . -type f -exec cksum {} + |
            while read -r sum size path; do printf '%s\t%s %s\n' "${path#./}" "$sum" "$size"; done)
    }
    inject() { strace -f -qq --signal=none -o /dev/null -e "trace=${1%%:*}" -e "inject=$1" "${@:2}"; }
    program=$0
    run() { "$program" "$@"; }
"#;

impl Trial {
    /// Causes the fault, or returns `None` if this system doesn't permit it.
    pub fn of(case: &Case, complete_runs: &mut CompleteRuns) -> Option<Self> {
        let place = Place::new();
        let script = format!(
            "{FUNCTIONS}\n{}\n(cd place; {})\n{}\nlist place > before\n\
             (cd place; {}) > message 2>&1\necho $? > code\nlist place > after; chmod -R u+rwX place",
            case.mount, case.prepare, case.begin, case.run
        );
        if !place.script(&script, case, !case.mount.is_empty()) {
            return None;
        }
        let whole = complete_runs.entry((case.prepare, case.words)).or_insert_with(|| Self::whole(case));
        let mut trial = place.trial(whole);
        if !matches!(trial.left, Left::Unchanged | Left::Whole) {
            let script = format!(
                "{FUNCTIONS}\n(cd place; run \"$@\") > message 2>&1\necho $? > code\nlist place > after"
            );
            assert!(place.script(&script, case, false), "{}", case.fault);
            trial.again = Some(Box::new(place.trial(whole)));
        }
        Some(trial)
    }

    /// Returns the result of a run without faults.
    fn whole(case: &Case) -> Listing {
        let place = Place::new();
        let script = format!(
            "{FUNCTIONS}\n(cd place; {}; run \"$@\") > message 2>&1\nlist place > after",
            case.prepare
        );
        assert!(place.script(&script, case, false), "{}", case.fault);
        place.listing("after")
    }
}

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(scratch::directory());
        // The user without privileges needs access, too.
        let everyone = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(place.path(), everyone).expect("opened");
        fs::create_dir(place.path().join("place")).expect("made");
        place
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs a script, in its own mount namespace if it mounts disks. Returns false if mounting is not permitted here.
    fn script(&self, script: &str, case: &Case, mounts: bool) -> bool {
        let mut bash = Command::new(if mounts { "unshare" } else { "bash" });
        if mounts {
            bash.args(["-m", "bash"]);
        }
        let path = std::env::var("PATH").unwrap_or_default();
        bash.args(["-uc", script, PROGRAM]).args(case.words.split(' ')).current_dir(self.path());
        bash.env_clear()
            .env("PATH", path)
            .env("LC_ALL", "C")
            .env("CARTO_APP_CLIENT_ID", "AbCdEfGhIjKl")
            .env("top", self.path());
        let output = bash.stdin(Stdio::null()).output().expect("bash runs");
        let is_done = self.path().join("after").exists();
        assert!(is_done || mounts, "{}: {}", case.fault, String::from_utf8_lossy(&output.stderr));
        is_done
    }

    fn trial(&self, whole: &Listing) -> Trial {
        let (before, after) = (self.listing("before"), self.listing("after"));
        let read =
            |name: &str| String::from_utf8_lossy(&fs::read(self.path().join(name)).expect(name)).into_owned();
        Trial {
            code: read("code").trim().parse().expect("a code"),
            message: self.sentence(&read("message")),
            left: left(&before, &after, whole),
            again: None,
        }
    }

    fn listing(&self, name: &str) -> Listing {
        let text = fs::read(self.path().join(name)).expect(name);
        let mut listing = Listing::new();
        for line in String::from_utf8_lossy(&text).lines() {
            let (path, facts) = line.split_once('\t').expect("a path and its properties");
            listing.entry(path.to_owned()).or_default().push_str(facts);
        }
        listing
    }

    /// Returns the most important sentence of the output, without details that differ between runs.
    fn sentence(&self, message: &str) -> String {
        let message = message.replace(&*self.path().to_string_lossy(), "");
        let begins = ["error: ", "interrupted", "warning: ", "Created ", "Added ", "The "];
        let line = begins.iter().find_map(|begin| message.lines().find(|line| line.starts_with(begin)));
        // The file depends on the templates.
        let words = line.unwrap_or_default().split(' ').map(|word| match word.split_once('/') {
            Some((first @ ("demo" | "src" | "sandbox"), rest)) => {
                let end: String = rest.chars().rev().take_while(|c| ":;,".contains(*c)).collect();
                format!("{first}/…{end}")
            }
            _ => word.to_owned(),
        });
        let sentence = words.collect::<Vec<_>>().join(" ");
        let sentence = match sentence.split_once(" (os error ") {
            Some((begin, end)) => {
                format!("{begin}{}", end.trim_start_matches(|c| c != ')').replacen(')', "", 1))
            }
            None => sentence.split(" (").next().unwrap_or_default().to_owned(),
        };
        let problem = message.lines().nth(1).filter(|_| sentence.ends_with("answer can't be used"));
        problem.map_or(sentence.clone(), |problem| format!("{sentence}: {}", problem.trim()))
    }
}

fn is_hidden(path: &str) -> bool {
    path.contains(".carto-app-tmp-")
}

fn is_leftover(path: &str) -> bool {
    is_hidden(path) || path.contains(".carto-app-backup")
}

fn left(before: &Listing, after: &Listing, whole: &Listing) -> Left {
    if after == before {
        return Left::Unchanged;
    }
    if after == whole {
        return Left::Whole;
    }
    let is_lost = |facts: &String| facts.starts_with('f') && !after.values().any(|other| other == facts);
    let backups = after.keys().filter(|path| {
        path.rsplit('/').next().is_some_and(|name| name.starts_with(".carto-app-backup")) && !is_hidden(path)
    });
    let is_torn = |(path, facts): &(&String, &String)| {
        !is_leftover(path) && before.get(*path) != Some(facts) && whole.get(*path) != Some(facts)
    };
    let leftovers = Leftovers {
        torn: after.iter().filter(is_torn).map(|(path, _)| path.clone()).collect(),
        hidden: after.keys().any(|path| is_hidden(path)),
        backups: backups.cloned().collect(),
        lost: before.iter().filter(|(_, facts)| is_lost(facts)).map(|(path, _)| path.clone()).collect(),
    };
    let [seen, whole] = [after, whole].map(|all| {
        let mut all = all.clone();
        all.retain(|path, _| !is_leftover(path));
        all
    });
    if seen == whole {
        return Left::WholeWithLeftovers(leftovers);
    }
    let changed = seen.iter().filter(|(path, facts)| before.get(*path).is_some_and(|was| was != *facts));
    Left::Other {
        gone: topmost_only_in(before, &seen),
        new: topmost_only_in(&seen, before),
        changed: changed.map(|(path, _)| path.clone()).collect(),
        leftovers,
    }
}

/// Returns the topmost paths that exist only in `here`.
fn topmost_only_in(here: &Listing, there: &Listing) -> Vec<String> {
    let is_only = |path: &str| here.contains_key(path) && !there.contains_key(path);
    let has_higher = |path: &str| path.rsplit_once('/').is_some_and(|(parent, _)| is_only(parent));
    here.keys().filter(|path| is_only(path) && !has_higher(path)).cloned().collect()
}
