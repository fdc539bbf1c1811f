//! Real parsers and formatters, in Node, Python and the shell. A missing one is a failure, never a reason to skip.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

const FILES: [&str; 3] = ["package.json", "package-lock.json", "judge.mjs"];

/// The verdicts on some cases, in their order; see `judges/judge.mjs`.
pub fn ask(cases: &[Value]) -> Vec<Value> {
    let input = serde_json::to_vec(cases).expect("cases are JSON");
    let output = run(Command::new("node").arg(installed().join("judge.mjs")), &input);
    let verdicts: Vec<Value> = serde_json::from_slice(&output).expect("verdicts are JSON");
    assert_eq!(verdicts.len(), cases.len());
    verdicts
}

/// What a program answers on stdout to `input` on stdin.
pub fn run(command: &mut Command, input: &[u8]) -> Vec<u8> {
    let name = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("these tests need {name}: {error}"));
    let mut stdin = child.stdin.take().expect("it is piped");
    let input = input.to_vec();
    // A second thread, since neither side waits for the other to have written all.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("it can be waited for");
    assert!(output.status.success(), "{name} failed: {}", String::from_utf8_lossy(&output.stderr));
    writer.join().expect("the writer ends").expect("everything was read");
    output.stdout
}

/// The folder of the judges with their packages, installed where the same ones aren't yet.
fn installed() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges");
        let mut hasher = DefaultHasher::new();
        for file in FILES {
            fs::read(source.join(file)).expect("it is in the repository").hash(&mut hasher);
        }
        let parent = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let folder = parent.join(format!("judges-{:016x}", hasher.finish()));
        if !folder.exists() {
            // One rename at the end, so that a folder of this name is always whole.
            let staged = tempfile::tempdir_in(parent).expect("the target folder can be written");
            for file in FILES {
                fs::copy(source.join(file), staged.path().join(file)).expect("it can be copied");
            }
            let arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
            run(Command::new("npm").args(arguments).current_dir(staged.path()), b"");
            let renamed = fs::rename(staged.path(), &folder);
            assert!(renamed.is_ok() || folder.exists(), "{renamed:?}");
        }
        folder
    })
}
