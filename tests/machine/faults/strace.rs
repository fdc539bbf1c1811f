//! Injects errors and signals at chosen system calls, with `strace`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::process::{Command, Output};

use super::scene::{Scene, carto_app, describe, with_clean_environment};

/// A system call of a run, with its number among the calls of that name.
#[derive(Debug, Clone)]
pub struct Call {
    pub name: String,
    pub number: usize,
}

/// System calls that change a disk, with their names on all processors.
const CHANGES: &str = "?open,openat,?mkdir,mkdirat,write,close,?rename,?renameat,renameat2,?link,linkat,?unlink,unlinkat,?rmdir";

/// Runs the program while `strace` injects these faults, in the syntax of its option `inject`.
pub fn run_with(scene: &Scene, faults: &[&str]) -> Output {
    let mut strace = strace();
    // This is faster, but can't inject signals.
    if !faults.iter().any(|fault| fault.contains("signal=")) {
        strace.arg("--seccomp-bpf");
    }
    let calls: Vec<&str> = faults.iter().filter_map(|fault| fault.split(':').next()).collect();
    strace.args(["-o", "/dev/null", "-e", &format!("trace={}", calls.join(","))]);
    inject(&mut strace, faults);
    started(scene, strace)
}

/// Returns the calls of a successful run from its first change of the place to its last. Includes `close` for written files
/// only, as closing a directory can't lose data.
pub fn changes(scene: &Scene, faults: &[&str]) -> Vec<Call> {
    let log = tempfile::NamedTempFile::new().expect("a temporary file");
    let mut strace = strace();
    strace.arg("-o").arg(log.path()).args(["-e", &format!("trace={CHANGES}")]);
    inject(&mut strace, faults);
    let output = started(scene, strace);
    assert!(output.status.success(), "{}", describe(&output));
    scene.assert_complete("a traced run");
    let log = fs::read_to_string(log.path()).expect("strace wrote its log");
    // strace counts the calls of each thread separately, and a fault hits the first thread that reaches its number. So this
    // leaves out calls whose number the loader's thread reaches, too.
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
    /// Returns a fault at this call.
    pub fn with(&self, fault: &str) -> String {
        format!("{}:{fault}:when={}", self.name, self.number)
    }

    /// Returns a fault at this call and at all later calls of its name.
    pub fn and_later_with(&self, fault: &str) -> String {
        format!("{}+", self.with(fault))
    }

    /// The name of the call, the same on all processors.
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
