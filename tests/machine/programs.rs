//! Calls real processes: the test's own git and package managers, found on PATH.

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
    /// Creates a directory with an empty folder as PATH.
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

    /// Starts an installation, sends a signal after the package manager has created the file `ready`, and waits for the end.
    fn install_and_send(&self, signal: Signal) -> Output {
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

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn shows_the_last_output_of_a_failing_package_manager() {
    let script =
        "i=0; while [ $i -lt 40 ]; do i=$((i+1)); echo \"line $i\"; done; pwd; echo 'the reason' >&2; exit 7";
    let bench = Bench::new().program("npm", script);
    let output = bench.run(&["new", "my-map", "--yes", "--no-git", "--install"]);
    assert_eq!(output.status.code(), Some(5), "{}", stderr(&output));
    let stderr = stderr(&output);
    for words in
        ["Running npm install", "`npm install` failed with exit code 7", "line 40", "/my-map\n", "the reason"]
    {
        assert!(stderr.contains(words), "{words}: {stderr}");
    }
    assert!(!stderr.contains("line 20\n"), "{stderr}");
    assert!(bench.path("my-map/package.json").exists());
}

#[test]
fn hides_the_output_of_a_successful_package_manager() {
    let bench = Bench::new().program("pnpm", "echo noise; : > installed; /bin/mkdir node_modules");
    let output = bench.run(&["new", "my-map", "--yes", "--no-git", "--install", "--package-manager=pnpm"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(!stderr(&output).contains("noise"));
    assert!(bench.path("my-map/installed").exists());
}

#[test]
fn reports_missing_programs_and_keeps_the_application() {
    let bench = Bench::new();
    for (flags, missing) in [(["--git", "--no-install"], "git"), (["--no-git", "--install"], "npm")] {
        let output = bench.run(&["new", missing, "--name=a", "--yes", flags[0], flags[1]]);
        assert_eq!(output.status.code(), Some(5), "{}", stderr(&output));
        assert!(stderr(&output).contains(&format!("{missing} is not installed")), "{}", stderr(&output));
        assert!(bench.path(missing).join("package.json").exists());
    }
}

#[test]
fn git_ignores_the_variables_of_a_hook() {
    let bench = Bench::new().program("git", "echo \"$@ ${GIT_DIR-unset}\" >> called");
    let output = bench.run(&["new", "my-map", "--yes"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let called = fs::read_to_string(bench.path("my-map/called")).expect("called");
    assert!(called.starts_with("-c init.defaultBranch=main init --quiet unset\n"), "{called}");
    assert!(called.lines().all(|line| line.ends_with(" unset")), "{called}");
}

/// If a hook of the user's template rejects the first reference, git leaves half a repository.
#[test]
fn removes_a_failed_repository_and_suggests_a_working_command() {
    let script = r#"case "$*" in
        *defaultBranch*--template=*) /bin/mkdir .git; exit 128 ;;
        *--template=*) /bin/mkdir .git ;;
        *) /bin/mkdir .git; : > .git/config; printf '\033[31mfatal: \033]0;title\007refused\033[0m\n' >&2; exit 128 ;;
    esac"#;
    let bench = Bench::new().program("git", script);
    let output = bench.run(&["new", "my-map", "--yes", "--json"]);
    assert_eq!(output.status.code(), Some(5), "{}", stderr(&output));
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
fn an_installation_without_packages_fails() {
    let bench = Bench::new().program("pnpm", "case $2 in --ignore-workspace) /bin/mkdir node_modules;; esac");
    let output =
        bench.run(&["new", "my-map", "--yes", "--no-git", "--install", "--package-manager=pnpm", "--json"]);
    assert_eq!(output.status.code(), Some(5), "{}", stderr(&output));
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
    kill(Pid::from_raw(background.trim().parse().expect("an id")), Signal::SIGKILL).expect("still running");
    assert!(start.elapsed() < Duration::from_secs(30));
    assert_eq!(output.status.code(), Some(5), "{}", stderr(&output));
    assert!(stderr(&output).contains("the reason"), "{}", stderr(&output));
}

#[test]
fn a_signal_reaches_all_child_processes() {
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
        // A shell ignores SIGINT in background processes, where it can't be trapped either.
        let script = "(trap 'echo terminated > terminated; exit' TERM; : > ready; while :; do /bin/sleep 0.05; done) & wait";
        let bench = Bench::new().program("npm", script);
        let output = bench.install_and_send(signal);
        assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
        assert!(stderr(&output).contains("interrupted before `npm install` was done"), "{}", stderr(&output));
        assert!(bench.path("my-map/terminated").exists() && bench.path("my-map/package.json").exists());
    }
}

#[test]
fn a_program_that_ignores_signals_is_killed() {
    let script = "trap '' INT TERM HUP; : > ready; while :; do /bin/sleep 0.5; done";
    let bench = Bench::new().program("npm", script);
    let start = Instant::now();
    let output = bench.install_and_send(Signal::SIGINT);
    assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
    assert!(start.elapsed() > Duration::from_secs(5) && start.elapsed() < Duration::from_secs(30));
}
