//! Faults that the system reports or sends at a call of our choice, by `strace`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::process::{Command, Output};

use super::scene::{Scene, carto_app, said, with_clean_environment};

/// One system call of a run: the how-many-th of its name.
#[derive(Debug, Clone)]
pub struct Call {
    pub name: String,
    pub number: usize,
}

/// Calls that change a disk, whatever they are called on this processor.
const CHANGES: &str = "?open,openat,?mkdir,mkdirat,write,close,?rename,?renameat,renameat2,?link,linkat,?unlink,unlinkat,?rmdir";

/// Runs the program while `strace` puts in faults, each written as for its option `inject`.
pub fn run_with(scene: &Scene, faults: &[&str]) -> Output {
    let mut strace = strace();
    // Faster, but then it sends no signals.
    if !faults.iter().any(|fault| fault.contains("signal=")) {
        strace.arg("--seccomp-bpf");
    }
    let calls: Vec<&str> = faults.iter().filter_map(|fault| fault.split(':').next()).collect();
    strace.args(["-o", "/dev/null", "-e", &format!("trace={}", calls.join(","))]);
    inject(&mut strace, faults);
    started(scene, strace)
}

/// The calls from the first change of the place to the last, as a run without these faults makes them. Of the calls that close
/// something, those of files that were written: the others, of directories, can lose nothing.
pub fn changes(scene: &Scene, faults: &[&str]) -> Vec<Call> {
    let log = tempfile::NamedTempFile::new().expect("a temporary file");
    let mut strace = strace();
    strace.arg("-o").arg(log.path()).args(["-e", &format!("trace={CHANGES}")]);
    inject(&mut strace, faults);
    let output = started(scene, strace);
    assert!(output.status.success(), "{}", said(&output));
    scene.assert_complete("a traced run");
    let log = fs::read_to_string(log.path()).expect("strace wrote its log");
    // strace counts the calls of each thread for itself, and a fault comes to the first thread that reaches its number. Those that
    // the loader's thread reaches as well are left out.
    let writing = log.lines().find(|line| line.contains(".carto-app-")).expect("the run writes");
    let thread = writing.split_whitespace().next().expect("strace names the thread").to_owned();
    let mut counted = BTreeMap::<(&str, &str), usize>::new();
    let mut calls: Vec<(Call, &str)> = Vec::new();
    let mut written = BTreeSet::new();
    for line in log.lines() {
        let Some((head, rest)) = line.split_once('(') else { continue };
        let Some((caller, name)) = head.split_once(char::is_whitespace) else { continue };
        let name = name.trim_start();
        let number = counted.entry((caller, name)).or_default();
        *number += 1;
        let descriptor = rest.split([',', ')']).next().unwrap_or_default();
        if name == "write" {
            written.insert((caller, descriptor));
        }
        // Without a lock on a directory, a run goes on.
        let is_directory = rest.contains("O_DIRECTORY");
        let counts = !is_directory && (name != "close" || written.remove(&(caller, descriptor)));
        if caller == thread && counts {
            calls.push((Call { name: name.to_owned(), number: *number }, rest));
        }
    }
    let loader = log.split_whitespace().next().unwrap_or_default();
    let by_loader = |call: &Call| counted.get(&(loader, call.name.as_str())).copied().unwrap_or_default();
    let ours = |(_, rest): &(Call, &str)| rest.contains(".carto-app-");
    let first = calls.iter().position(ours).expect("the run writes");
    let last = calls.iter().rposition(ours).expect("the run writes");
    let changing = calls.into_iter().take(last + 1).skip(first).map(|(call, _)| call);
    changing.filter(|call| loader == thread || call.number > by_loader(call)).collect()
}

impl Call {
    /// The fault at this call.
    pub fn with(&self, fault: &str) -> String {
        format!("{}:{fault}:when={}", self.name, self.number)
    }

    /// The fault at this call and at all later ones of its name.
    pub fn and_later_with(&self, fault: &str) -> String {
        format!("{}+", self.with(fault))
    }

    /// Its name without what differs from processor to processor.
    pub fn kind(&self) -> &str {
        match self.name.as_str() {
            "open" | "openat" => "open",
            "mkdir" | "mkdirat" => "mkdir",
            "rename" | "renameat" | "renameat2" => "rename",
            "link" | "linkat" => "link",
            "unlink" | "unlinkat" | "rmdir" => "remove",
            other => other,
        }
    }
}

fn inject(strace: &mut Command, faults: &[&str]) {
    for fault in faults {
        strace.args(["-e", &format!("inject={fault}")]);
    }
}

fn strace() -> Command {
    let mut command = with_clean_environment(Command::new("strace"));
    command.args(["-f", "-qq", "--signal=none"]);
    command
}

fn started(scene: &Scene, mut strace: Command) -> Output {
    strace.arg(carto_app().get_program());
    match scene.in_place(strace).output() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            panic!("these tests need strace: apt-get install strace")
        }
        output => output.expect("strace runs"),
    }
}
