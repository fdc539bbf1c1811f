//! The launcher runs the program unnoticed: exit codes, signals, terminals and errors are the same.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;

use super::machine::{Machine, all_output, json};
use crate::terminal::{CTRL_C, terminal};

/// Far longer than any wait.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A program that takes a moment to end after a signal, and ends by itself after a minute.
const SLOW: &str = "
trap 'sleep 0.3; echo > ended; exit 130' INT TERM HUP
echo $$ > running
for _ in $(seq 1200); do sleep 0.05; done";

#[test]
#[ignore = "needs npm; scripts/test runs it"]
fn exits_as_the_program_does() {
    let machine = Machine::with_carto_app();
    let run = |script: &str| {
        let stand_in = machine.script("stand-in", script);
        let mut command = machine.command("node_modules/.bin/carto-app", &[]);
        command.env("CARTO_APP_BINARY", stand_in).output().expect("runs").status
    };
    for code in [0, 1, 2, 3, 4, 5, 6, 130] {
        assert_eq!(run(&format!("exit {code}")).code(), Some(code));
    }
    for signal in [Signal::SIGTERM, Signal::SIGINT, Signal::SIGHUP, Signal::SIGKILL, Signal::SIGSEGV] {
        let status = run(&format!("kill -{} $$", &signal.as_str()[3..]));
        assert_eq!(status.signal(), Some(signal as i32), "{signal}: {status}");
    }
}

#[test]
#[ignore = "needs npm; scripts/test runs it"]
fn forwards_signals_and_waits_for_the_program() {
    let machine = Machine::with_carto_app();
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
        let stand_in = machine.script("stand-in", SLOW);
        let mut command = machine.command("node_modules/.bin/carto-app", &[]);
        let mut launcher = command.env("CARTO_APP_BINARY", stand_in).spawn().expect("runs");
        let running = wait_for_text(&machine.path("project/running"));
        let program = Pid::from_raw(running.trim().parse().expect("an id"));
        kill(Pid::from_raw(launcher.id().try_into().expect("an id")), signal).expect("sent");
        let status = wait_for("the end", || launcher.try_wait().expect("a status"));
        assert_eq!(status.code(), Some(130), "{signal}");
        assert!(kill(program, None).is_err(), "the program still runs after {signal}");
        for file in ["running", "ended"] {
            fs::remove_file(machine.path("project").join(file)).expect("the program ended by itself");
        }
    }
}

#[test]
#[ignore = "needs npm; scripts/test runs it"]
fn leaves_the_terminal_to_the_program() {
    let machine = Machine::with_carto_app();
    let launcher = machine.launcher().display().to_string();
    let at = |words: &str| terminal(words).typed_as(&["/usr/bin/env", "node", &launcher]);
    let path = &machine.env()[0].1;

    let mut session = at("new my-map").env("PATH", path).start();
    session.sees("? How does the application authenticate?").types(CTRL_C).ends_without_a_trace(130);
    assert!(session.bytes().contains("\x1b[36m"), "no colors: {}", session.bytes());

    let mut session = at("new my-map").env("PATH", path).start();
    session.sees("? How does the application authenticate?").sends(Signal::SIGTERM);
    session.ends_without_a_trace(130);

    // Nothing reads keys during an installation, so the terminal sends Ctrl-C as a signal to all processes.
    machine.script(
        "npm",
        "trap 'echo > interrupted; exit 1' INT; echo waits > ready; for _ in $(seq 1200); do sleep 0.05; done",
    );
    let mut session = at("new my-map --yes --no-git --install").env("PATH", path).start();
    wait_for_text(&session.path("my-map/ready"));
    session.types(CTRL_C).ends(130);
    assert!(session.path("my-map/interrupted").exists(), "{}", session.text());
}

#[test]
#[ignore = "needs npm; scripts/test runs it"]
fn names_the_command_that_installs_a_missing_platform_package() {
    let installations = [
        "npm install --no-audit --omit=optional carto-app",
        // The result of copying node_modules from a Mac.
        "npm install --no-audit --os=darwin --cpu=arm64 carto-app",
    ];
    for install in installations {
        let machine = Machine::new();
        machine.run_ok(install);
        let output = machine.command("npx carto-app --version", &[]).output().expect("runs");
        assert_eq!(output.status.code(), Some(1), "{install}: {}", all_output(&output));
        let shown = all_output(&output);
        let (sentence, hint) = shown.split_once("\n  try: ").expect("a hint");
        assert!(
            sentence.starts_with("error: carto-app needs its package for this system, @carto-app/"),
            "{shown}"
        );
        machine.run_ok(hint.trim_end());
        assert_eq!(
            machine.run_ok("npx carto-app --version"),
            concat!("carto-app ", env!("CARGO_PKG_VERSION"), "\n")
        );
    }
}

#[test]
#[ignore = "needs npm; scripts/test runs it"]
fn names_the_npx_command_when_the_platform_package_is_missing() {
    let machine = Machine::new();
    let mut command = machine.command("npm create carto-app@latest -- --version", &[]);
    let output = command.env("npm_config_omit", "optional").output().expect("runs");
    assert_eq!(output.status.code(), Some(1), "{}", all_output(&output));
    let shown = all_output(&output);
    let hint = shown.lines().find_map(|line| line.strip_prefix("  try: ")).expect("a hint");
    let mut command = machine.command(hint, &["new", "my-map", "--yes"]);
    let output = command.env("npm_config_omit", "optional").output().expect("runs");
    assert!(output.status.success(), "{hint}: {output:?}");
}

#[test]
#[ignore = "needs npm; scripts/test runs it"]
fn looks_for_the_package_of_its_platform() {
    let machine = Machine::new();
    machine.run_ok("npm install --no-audit --omit=optional carto-app");
    let on = |os: &str, cpu: &str, libc: Option<&str>| {
        let version = if libc == Some("glibc") { "glibcVersionRuntime: '2.36'" } else { "" };
        let system = format!(
            "const set = (name, value) => Object.defineProperty(process, name, {{ value }});
             set('platform', '{os}'); set('arch', '{cpu}'); set('report', {{ getReport: () => ({{ header: {{ {version} }} }}) }});"
        );
        fs::write(machine.path("system.cjs"), system).expect("written");
        let mut command = machine.command("node --require ../system.cjs", &[]);
        let output = command.arg(machine.launcher()).arg("--version").output().expect("runs");
        assert_eq!(output.status.code(), Some(1), "{}", all_output(&output));
        all_output(&output)
    };
    for (name, platform) in json("npm/platforms.json").as_object().expect("platforms") {
        let of = |key: &str| platform[key].as_str();
        let shown = on(of("os").expect("an os"), of("cpu").expect("a cpu"), of("libc"));
        assert!(shown.contains(&format!("its package for this system, @carto-app/{name}, ")), "{shown}");
    }
    let shown = on("freebsd", "x64", None);
    assert!(shown.starts_with("error: there is no carto-app for freebsd on x64\n  try: build it"), "{shown}");
}

#[test]
#[ignore = "needs npm; scripts/test runs it"]
fn reports_errors_as_the_program_does() {
    let machine = Machine::with_carto_app();
    let run = |binary: &Path, word: &str| {
        let mut command = machine.command("node_modules/.bin/carto-app new my-map --yes", &[word]);
        command.env("CARTO_APP_BINARY", binary).output().expect("runs")
    };
    let text = machine.path("project/package.json");
    let odd = machine.script("odd", "");
    fs::write(&odd, "#!/no/such/loader\n").expect("written");
    let folder = machine.path("project");
    for (binary, why, hint) in [
        (Path::new("/nowhere"), "does not exist", "CARTO_APP_BINARY"),
        (&folder, "is not a file", "CARTO_APP_BINARY"),
        (&text, "is not executable", "chmod +x '"),
        (&odd, "needs a loader (such as ld-linux or ld-musl) that this system doesn't have", "C library"),
    ] {
        let output = run(binary, "--no-git");
        assert_eq!(output.status.code(), Some(1));
        let shown = all_output(&output);
        let sentence = format!("error: {} {why}\n  try: ", binary.display());
        assert!(
            shown.starts_with(&sentence) && shown.lines().count() == 2 && shown.contains(hint),
            "{shown}"
        );

        let output = run(binary, "--json");
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(output.stderr, b"");
        let document: Value = serde_json::from_slice(&output.stdout).expect("one document");
        let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
        let error = carto_app::error::Error::internal("");
        let expected =
            serde_json::to_value(carto_app::report::FailureDocument::of(&error, &[])).expect("JSON");
        assert_eq!(keys(&document), keys(&expected));
        assert_eq!(keys(&document["error"]), keys(&expected["error"]));
        assert_eq!(document["error"]["kind"], "internal");
    }
}

#[test]
#[ignore = "needs npm; scripts/test runs it"]
fn runs_only_the_package_of_its_own_version() {
    let machine = Machine::with_carto_app();
    let folder = fs::read_dir(machine.path("project/node_modules/@carto-app")).expect("read").next();
    let manifest = folder.expect("a package").expect("read").path().join("package.json");
    let text = fs::read_to_string(&manifest).expect("read");
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    for (old, new) in [(version.as_str(), "\"version\": \"9.9.9\""), ("\"@carto-app/", "\"@other/")] {
        assert!(text.contains(old), "{text}");
        fs::write(&manifest, text.replacen(old, new, 1)).expect("written");
        let output = machine.command("node_modules/.bin/carto-app --version", &[]).output().expect("runs");
        assert_eq!(output.status.code(), Some(1), "{}", all_output(&output));
        assert!(all_output(&output).contains("is in its place, at "), "{}", all_output(&output));
    }
}

/// Waits until a file has a complete line, and returns its text.
fn wait_for_text(path: &Path) -> String {
    wait_for(&path.display().to_string(), || {
        fs::read_to_string(path).ok().filter(|text| text.ends_with('\n'))
    })
}

/// Waits until `look` returns a value, and returns it.
fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < TIMEOUT, "timed out waiting for {what}");
        thread::sleep(Duration::from_millis(10));
    }
}
