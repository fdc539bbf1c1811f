//! The programs that are called, for real: a package manager and a git of the test's own, found on its PATH.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;

use crate::scratch;

struct Bench {
    home: TempDir,
}

impl Bench {
    /// A directory with an empty PATH of its own.
    fn new() -> Self {
        let home = scratch::directory();
        fs::create_dir(home.path().join("bin")).expect("created");
        Self { home }
    }

    /// Puts a program on the PATH.
    fn program(self, name: &str, script: &str) -> Self {
        let path = self.path("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("set");
        self
    }

    fn path(&self, below: &str) -> PathBuf {
        self.home.path().join(below)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_carto-app"));
        command.args(args).env_clear().env("PATH", self.path("bin")).env("GIT_DIR", self.path("elsewhere"));
        command.current_dir(self.home.path());
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("runs")
    }

    /// Installs, sends a signal once the package manager has made the file `ready`, and waits for the end.
    fn is_sent(&self, signal: Signal) -> Output {
        let mut command = self.command(&["new", "my-map", "--yes", "--no-git", "--install"]);
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("runs");
        let start = Instant::now();
        while !self.path("my-map/ready").exists() {
            assert!(start.elapsed() < Duration::from_secs(30), "the package manager does not run");
            thread::sleep(Duration::from_millis(10));
        }
        kill(Pid::from_raw(child.id().try_into().expect("an id")), signal).expect("sent");
        child.wait_with_output().expect("ends")
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn shows_the_last_output_of_a_failing_package_manager() {
    let script =
        "i=0; while [ $i -lt 40 ]; do i=$((i+1)); echo \"line $i\"; done; pwd; echo 'the reason' >&2; exit 7";
    let bench = Bench::new().program("npm", script);
    let output = bench.run(&["new", "my-map", "--yes", "--no-git", "--install"]);
    assert_eq!(output.status.code(), Some(5), "{}", said(&output));
    let said = said(&output);
    for words in
        ["Running npm install", "`npm install` failed with exit code 7", "line 40", "/my-map\n", "the reason"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("line 20\n"), "{said}");
    assert!(bench.path("my-map/package.json").exists());
}

#[test]
fn hides_the_output_of_a_successful_package_manager() {
    let bench = Bench::new().program("pnpm", "echo noise; : > installed; /bin/mkdir node_modules");
    let output = bench.run(&["new", "my-map", "--yes", "--no-git", "--install", "--package-manager=pnpm"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(!said(&output).contains("noise"));
    assert!(bench.path("my-map/installed").exists());
}

#[test]
fn reports_missing_programs_and_keeps_the_application() {
    let bench = Bench::new();
    for (flags, missing) in [(["--git", "--no-install"], "git"), (["--no-git", "--install"], "npm")] {
        let output = bench.run(&["new", missing, "--name=a", "--yes", flags[0], flags[1]]);
        assert_eq!(output.status.code(), Some(5), "{}", said(&output));
        assert!(said(&output).contains(&format!("{missing} is not installed")), "{}", said(&output));
        assert!(bench.path(missing).join("package.json").exists());
    }
}

#[test]
fn git_ignores_the_variables_of_a_hook() {
    let bench = Bench::new().program("git", "echo \"$@ ${GIT_DIR-unset}\" >> called");
    let output = bench.run(&["new", "my-map", "--yes"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let called = fs::read_to_string(bench.path("my-map/called")).expect("called");
    assert!(called.starts_with("-c init.defaultBranch=main init --quiet unset\n"), "{called}");
    assert!(called.lines().all(|line| line.ends_with(" unset")), "{called}");
}

/// What git does when a hook of its template refuses the first reference: it has made half a repository then.
#[test]
fn a_refused_repository_is_removed_and_the_advice_helps() {
    let script = r#"case "$*" in
        *defaultBranch*--template=*) /bin/mkdir .git; exit 128 ;;
        *--template=*) /bin/mkdir .git ;;
        *) /bin/mkdir .git; : > .git/config; printf '\033[31mfatal: \033]0;title\007refused\033[0m\n' >&2; exit 128 ;;
    esac"#;
    let bench = Bench::new().program("git", script);
    let output = bench.run(&["new", "my-map", "--yes", "--json"]);
    assert_eq!(output.status.code(), Some(5), "{}", said(&output));
    assert!(!bench.path("my-map/.git").exists());
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(document["answers"]["git"], false);
    let advice = document["error"]["hint"].as_str().expect("advice");
    let mut shell = Command::new("/bin/sh");
    let tried =
        shell.args(["-c", advice]).current_dir(bench.path("")).env("PATH", bench.path("bin")).status();
    assert!(tried.expect("runs").success(), "{advice}");
    assert!(bench.path("my-map/.git").exists());
}

#[test]
fn an_installation_that_installs_nothing_is_no_success() {
    let bench = Bench::new().program("pnpm", "case $2 in --ignore-workspace) /bin/mkdir node_modules;; esac");
    let output =
        bench.run(&["new", "my-map", "--yes", "--no-git", "--install", "--package-manager=pnpm", "--json"]);
    assert_eq!(output.status.code(), Some(5), "{}", said(&output));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&document["ok"], &document["answers"]["install"]), (&false.into(), &false.into()));
    assert!(document.to_string().contains("cd my-map && pnpm install --ignore-workspace"), "{document}");
}

#[test]
fn does_not_wait_for_background_processes() {
    let bench =
        Bench::new().program("npm", "/bin/sleep 60 & echo $! > background; echo 'the reason' >&2; exit 7");
    let start = Instant::now();
    let output = bench.run(&["new", "my-map", "--yes", "--no-git", "--install"]);
    let background = fs::read_to_string(bench.path("my-map/background")).expect("called");
    kill(Pid::from_raw(background.trim().parse().expect("an id")), Signal::SIGKILL).expect("goes on");
    assert!(start.elapsed() < Duration::from_secs(30));
    assert_eq!(output.status.code(), Some(5), "{}", said(&output));
    assert!(said(&output).contains("the reason"), "{}", said(&output));
}

#[test]
fn a_signal_reaches_all_child_processes() {
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
        // A shell ignores SIGINT in what it puts in the background, and then this can't be trapped either.
        let script =
            "(trap 'echo told > told; exit' TERM; : > ready; while :; do /bin/sleep 0.05; done) & wait";
        let bench = Bench::new().program("npm", script);
        let output = bench.is_sent(signal);
        assert_eq!(output.status.code(), Some(130), "{}", said(&output));
        assert!(said(&output).contains("interrupted before `npm install` was done"), "{}", said(&output));
        assert!(bench.path("my-map/told").exists() && bench.path("my-map/package.json").exists());
    }
}

#[test]
fn a_program_that_ignores_signals_is_killed() {
    let script = "trap '' INT TERM HUP; : > ready; while :; do /bin/sleep 0.5; done";
    let bench = Bench::new().program("npm", script);
    let start = Instant::now();
    let output = bench.is_sent(Signal::SIGINT);
    assert_eq!(output.status.code(), Some(130), "{}", said(&output));
    assert!(start.elapsed() > Duration::from_secs(5) && start.elapsed() < Duration::from_secs(30));
}
