//! Real parsers and formatters in Node, Python and the shell. If one is missing, the tests fail instead of skipping it.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

use crate::node_packages;

/// Returns the verdicts of `judges/judge.mjs` on these cases, in their order.
pub fn ask(cases: &[Value]) -> Vec<Value> {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let input = serde_json::to_vec(cases).expect("cases are JSON");
    let folder = FOLDER.get_or_init(|| node_packages::installed("judges", &["judge.mjs"]));
    let output = run(Command::new("node").arg(folder.join("judge.mjs")), &input);
    let verdicts: Vec<Value> = serde_json::from_slice(&output).expect("verdicts are JSON");
    assert_eq!(verdicts.len(), cases.len());
    verdicts
}

/// Runs a program with `input` on stdin and returns its stdout.
pub fn run(command: &mut Command, input: &[u8]) -> Vec<u8> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("these tests need {name}: {error}"));
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_vec();
    // A second thread avoids a deadlock: the program may write before it has read everything.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("ended");
    assert!(output.status.success(), "{name} failed: {}", String::from_utf8_lossy(&output.stderr));
    writer.join().expect("the writer ends").expect("everything was read");
    output.stdout
}
