//! Long paths, paths that are not UTF-8, and a deleted working directory.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::place::{ANSWERS, PROGRAM, assert_rejected, carto_app, describe, new_in};
use crate::scratch;
use crate::tree::{assert_same, snapshot};

/// The maximum length of a path on Linux in bytes, including the terminator.
const PATH_MAX: usize = 4096;

/// Creates a directory whose path has this length.
fn deep(below: &Path, length: usize) -> PathBuf {
    let mut path = below.to_owned();
    while path.as_os_str().len() < length {
        let room = length - path.as_os_str().len() - 1;
        // Never leaves a single byte, which has no room for a slash and a name.
        let part = if room > 200 { 100 } else { room };
        path.push("d".repeat(part));
    }
    fs::create_dir_all(&path).expect("made");
    path
}

#[test]
fn accepts_names_up_to_the_limit_of_the_disk() {
    let place = scratch::directory();
    let before = snapshot(place.path());
    let output = new_in(place.path(), "n".repeat(256));
    assert_rejected(&output, 2, &["is longer than 255 bytes"]);
    assert_same(&before, &snapshot(place.path()), "a name of 256 bytes");
    let output = new_in(place.path(), "n".repeat(255));
    assert!(output.status.success(), "{}", describe(&output));
    let output = carto_app().args(["new", &"m".repeat(255), "--yes"]).current_dir(&place).output();
    assert_rejected(
        &output.expect("the program runs"),
        2,
        &["longer than 214 characters", "try: --name mmm"],
    );
}

#[test]
fn accepts_paths_up_to_the_limit_of_the_system() {
    let (mut written, mut rejected) = (0, 0);
    for length in (3900..PATH_MAX).step_by(13).chain(PATH_MAX - 20..PATH_MAX - 1) {
        let place = scratch::directory();
        let cwd = deep(place.path(), length);
        for directory in ["x", "."] {
            let before = snapshot_of(&cwd);
            let output = new_in(&cwd, directory);
            if output.status.success() {
                written += 1;
                fs::remove_dir_all(&cwd).expect("removed");
                fs::create_dir(&cwd).expect("made");
            } else {
                rejected += 1;
                assert_rejected(
                    &output,
                    4,
                    &["the name or the whole path is too long", "try: choose a directory"],
                );
                assert_eq!(before, snapshot_of(&cwd), "{length}");
            }
        }
    }
    assert!(written > 0 && rejected > 0, "{written} written, {rejected} rejected");
}

/// Lists a directory by relative paths, as its own path may be too long for the system.
fn snapshot_of(directory: &Path) -> Vec<u8> {
    let mut find = Command::new("find");
    find.args([".", "-ls"]).current_dir(directory).output().expect("find runs").stdout
}

#[test]
fn reports_a_working_directory_that_is_too_deep() {
    let place = scratch::directory();
    let script = r#"d=$(printf 'd%.0s' {1..200}); for i in {1..25}; do mkdir $d; cd -P $d; done
        "$0" new x "$@"; code=$?; [ -z "$(ls -A)" ] || echo left; exit $code"#;
    let mut command = Command::new("bash");
    command.args(["-c", script, PROGRAM]).args(ANSWERS).current_dir(&place);
    let output = command.output().expect("bash runs");
    assert_rejected(
        &output,
        4,
        &["cannot use the current directory: the name or the whole path is too long"],
    );
    assert!(!describe(&output).contains("left\n"), "{}", describe(&output));
    let removed = Command::new("rm").arg("-rf").arg(place.path()).status();
    assert!(removed.is_ok_and(|status| status.success()));
}

#[test]
fn rejects_a_directory_name_that_is_not_utf8() {
    let place = scratch::directory();
    let name = OsStr::from_bytes(b"p\xff");
    let before = snapshot(place.path());
    let output = new_in(place.path(), name);
    assert_rejected(&output, 2, &["DIRECTORY \"p\u{fffd}\" is not UTF-8 text", "try: p"]);
    assert_same(&before, &snapshot(place.path()), "a name that is no text");
    let there = place.path().join(name);
    fs::create_dir(&there).expect("made");
    let output = carto_app().args(["new", ".", "--yes"]).current_dir(&there).output();
    assert_rejected(
        &output.expect("the program runs"),
        2,
        &["the directory's name", "is not UTF-8 text", "--name p"],
    );
    assert_eq!(snapshot(&there).len(), 1);
    let output = new_in(&there, "below");
    assert!(output.status.success(), "{}", describe(&output));
    for words in [&["add", "slice", "roads", "--yes"][..], &["auth", "show"], &["check"]] {
        let output =
            carto_app().args(words).current_dir(there.join("below")).output().expect("the program runs");
        assert!(output.status.success(), "{words:?}: {}", describe(&output));
    }
    fs::remove_dir_all(there.join("below")).expect("removed");
    // With `--name`, the directory's name doesn't matter.
    let output = new_in(&there, ".");
    assert!(output.status.success(), "{}", describe(&output));
}

#[test]
fn every_command_reports_a_deleted_working_directory() {
    let place = scratch::directory();
    let script = r#"mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@""#;
    let gone = |words: &[&str]| {
        let mut command = Command::new("bash");
        command.args(["-c", script, PROGRAM]).args(words).current_dir(&place).output().expect("bash runs")
    };
    for words in [
        &["new", "demo", "--yes"][..],
        &["check"],
        &["auth", "show"],
        &["auth", "set", "--client-id", "AbCdEfGhIjKl"],
        &["add", "source", "roads", "--dataset", "roads"],
    ] {
        let output = gone(words);
        assert_rejected(&output, 4, &["cannot use the current directory: it no longer exists"]);
    }
    // An absolute path needs no working directory.
    let whole = place.path().join("whole");
    let output = gone(&["new", whole.to_str().expect("text"), "--yes"]);
    assert!(output.status.success() && whole.join("package.json").exists(), "{}", describe(&output));
    assert!(gone(&["--help"]).status.success() && gone(&["man"]).status.success());
}
