//! Environments without common variables and programs.

use std::fs;
use std::process::{Command, Stdio};

use super::place::{ANSWERS, PROGRAM, assert_rejected, carto_app, describe};
use crate::scratch;
use crate::tree::{assert_same, snapshot};

#[test]
fn the_environment_does_not_change_an_application() {
    let reference = scratch::directory();
    let output = carto_app().args(["new", "demo"]).args(ANSWERS).current_dir(&reference).output();
    assert!(output.expect("the program runs").status.success());
    let reference = snapshot(reference.path());
    for environment in [
        &[][..],
        &[("PATH", "")],
        &[("HOME", "/proc/nowhere"), ("USER", "nobody")],
        &[("HOME", "")],
        &[("HOME", "relative"), ("TMPDIR", "/proc")],
        &[("LANG", "C"), ("LC_ALL", "C")],
        &[("LC_ALL", "xx_YY.ISO-8859-1"), ("LANGUAGE", "ar")],
        &[("TERM", "dumb"), ("COLUMNS", "0"), ("LINES", "-1")],
        &[("TERM", "no such terminal")],
        &[("TZ", "nowhere"), ("SOURCE_DATE_EPOCH", "x")],
    ] {
        let place = scratch::directory();
        let mut command = Command::new(PROGRAM);
        command.env_clear().envs(environment.iter().copied()).stdin(Stdio::null());
        let output = command.args(["new", "demo"]).args(ANSWERS).current_dir(&place).output();
        let output = output.expect("the program runs");
        assert!(output.status.success(), "{environment:?}: {}", describe(&output));
        assert_same(&reference, &snapshot(place.path()), &format!("{environment:?}"));
    }
}

/// git itself reads the home directory and its configuration.
#[test]
fn works_without_home_and_without_git() {
    for (environment, is_repository) in [
        (&[("PATH", "/usr/bin:/bin")][..], true),
        (&[("PATH", "/usr/bin:/bin"), ("HOME", "/proc/nowhere")], true),
        (&[("PATH", "/nowhere")], false),
    ] {
        let place = scratch::directory();
        let mut command = Command::new(PROGRAM);
        command.env_clear().envs(environment.iter().copied()).args(["new", "demo", "--yes"]);
        let output = command.current_dir(&place).output().expect("the program runs");
        assert!(output.status.success(), "{environment:?}: {}", describe(&output));
        assert_eq!(place.path().join("demo/.git").exists(), is_repository, "{environment:?}");
        assert_eq!(
            describe(&output).contains("git is not installed"),
            !is_repository,
            "{}",
            describe(&output)
        );
    }
    let place = scratch::directory();
    let mut command = Command::new(PROGRAM);
    command.env_clear().env("PATH", "/nowhere").args(["new", "demo", "--yes", "--no-git", "--install"]);
    let output = command.current_dir(&place).output().expect("the program runs");
    assert_rejected(
        &output,
        5,
        &["npm is not installed; the application is in demo", "cd demo && npm install"],
    );
    assert!(place.path().join("demo/package.json").exists());
}

#[test]
fn non_ascii_answers_need_no_locale() {
    let place = scratch::directory();
    let mut command = carto_app();
    command.envs([("LANG", "C"), ("LC_ALL", "C")]).args(["new", "größe", "--yes", "--name=size"]);
    let output =
        command.args(["--title", "Größe 地図"]).current_dir(&place).output().expect("the program runs");
    assert!(output.status.success(), "{}", describe(&output));
    assert!(describe(&output).contains("Created Größe 地図 in größe"), "{}", describe(&output));
    let page = fs::read_to_string(place.path().join("größe/index.html")).expect("written");
    assert!(page.contains("Größe 地図"), "{page}");
}

#[test]
fn runs_with_closed_streams() {
    for command in ["new demo --yes --no-git", "new demo --yes --no-git --json"] {
        for streams in ["<&-", ">&-", "2>&-", "<&- >&-", "<&- 2>&-", ">&- 2>&-", "<&- >&- 2>&-"] {
            let place = scratch::directory();
            let script = format!(r#""$0" {command} {streams} && cd demo && "$0" add slice roads {streams}"#);
            let output = Command::new("bash").args(["-c", &script, PROGRAM]).current_dir(&place).output();
            let output = output.expect("bash runs");
            assert!(output.status.success(), "{command} {streams}: {}", describe(&output));
            assert!(place.path().join("demo/src/store/roadsSlice.js").exists(), "{command} {streams}");
        }
    }
}
