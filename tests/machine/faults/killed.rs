//! A run that is killed at a system call leaves nothing that the next run takes for done: the same command again gives the whole
//! result, and a command that only reads says what to do.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use tempfile::TempDir;

use super::scene::{Scene, carto_app, put, said};
use super::strace::{Call, changes, run_with};
use crate::scratch;
use crate::tree::{Entry, Tree, assert_same};

/// An OAuth application with a source.
static APPLICATION: LazyLock<TempDir> = LazyLock::new(|| {
    let place = scratch::directory();
    let words = "new . --name demo --yes --git=false --example=false --auth oauth --dataset stores";
    let made = carto_app().args(words.split(' ')).current_dir(place.path()).output();
    let made = made.expect("the program runs");
    assert!(made.status.success(), "{}", said(&made));
    place
});

fn application(place: &Path) {
    let from = APPLICATION.path().join(".");
    let copied = Command::new("cp").arg("-a").arg(from).arg(place).status().expect("cp runs");
    assert!(copied.success());
}

fn scene(words: &str) -> Scene {
    Scene::new(words.split(' ').map(Into::into).collect(), application)
}

/// Without hidden files.
fn visible(tree: &Tree) -> Tree {
    let is_hidden = |path: &Path| path.to_string_lossy().contains(".carto-app-tmp-");
    tree.iter()
        .filter(|(path, _)| !is_hidden(path))
        .map(|(path, entry)| (path.clone(), entry.clone()))
        .collect()
}

/// The same without directories: only the end of a run removes empty ones.
fn files(tree: &Tree) -> Tree {
    visible(tree).into_iter().filter(|(_, entry)| !matches!(entry, Entry::Directory { .. })).collect()
}

/// Kills the run at every `step`th of its calls that change something.
fn killed_at_every(step: usize, scene: &Scene, is_application: bool) {
    let (mut refused, mut killed) = (0, 0);
    let calls: Vec<Call> = changes(scene, &[]).into_iter().step_by(step).collect();
    for call in &calls {
        let fault = call.with("signal=SIGKILL");
        let output = run_with(scene, &[&fault]);
        if output.status.success() {
            scene.assert_complete(&fault);
            continue;
        }
        killed += 1;
        let half = scene.snapshot();
        if is_application {
            let check = carto_app().args(["check", "--json"]).current_dir(scene.path()).output();
            let check = check.expect("the program runs");
            let when = format!("{fault}: {}", said(&check));
            assert_same(&half, &scene.snapshot(), &format!("check writes nothing: {when}"));
            if check.status.code() == Some(3) {
                assert!(String::from_utf8_lossy(&check.stdout).contains("carto-app check --fix"), "{when}");
                refused += 1;
            } else {
                assert!(matches!(check.status.code(), Some(0 | 6)), "{when}");
                let whole =
                    [scene.before(), scene.after()].into_iter().any(|tree| files(&half) == files(tree));
                assert!(whole, "{when}: half a change was taken for a whole one");
            }
        }
        if half != *scene.after() {
            let again = scene.run();
            assert!(again.status.success(), "{fault}, then again: {}", said(&again));
            assert_same(scene.after(), &scene.snapshot(), &format!("{fault}, then again: {}", said(&again)));
        }
        scene.reset();
    }
    assert!(killed > calls.len() / 2, "{killed} of {}", calls.len());
    assert!(!is_application || refused > 0);
}

const SWITCH: &str = "auth use api-key --yes";
const SET: &str = "auth set --client-id AbCdEfGhIjKl --add-scope dataservices:geocoding --yes";
const ADD: &str = "add source roads --dataset roads --yes";

#[test]
fn a_killed_switch_is_undone_and_made_anew() {
    let scene = scene(SWITCH);
    killed_at_every(11, &scene, true);
}

#[test]
fn a_killed_overwrite_is_undone_and_made_anew() {
    let scene = Scene::overwriting();
    killed_at_every(47, &scene, false);
}

#[test]
fn a_killed_join_is_undone_and_made_anew() {
    let scene = Scene::joining();
    killed_at_every(47, &scene, false);
    // The last calls replace the files of the owner.
    let calls = changes(&scene, &[]);
    for call in &calls[calls.len() - 40..] {
        let fault = call.with("signal=SIGKILL");
        let output = run_with(&scene, &[&fault]);
        let again = scene.run();
        assert!(output.status.success() || again.status.success(), "{fault}: {}", said(&again));
        assert_same(scene.after(), &scene.snapshot(), &format!("{fault}, then again"));
        scene.reset();
    }
}

#[test]
#[ignore = "takes minutes; scripts/test runs it"]
fn a_change_killed_anywhere_is_undone_and_made_anew() {
    for words in [SWITCH, SET, ADD] {
        let scene = scene(words);
        killed_at_every(2, &scene, true);
    }
    for scene in [Scene::existing(), Scene::overwriting(), Scene::joining()] {
        // Each file is written in the same way.
        killed_at_every(13, &scene, false);
    }
}

/// Kills the switch when some files are replaced.
fn half_switched() -> Scene {
    let scene = scene(SWITCH);
    let renames: Vec<Call> =
        changes(&scene, &[]).into_iter().filter(|call| call.name.starts_with("rename")).collect();
    let output = run_with(&scene, &[&renames[renames.len() / 2].with("signal=SIGKILL")]);
    assert!(!output.status.success(), "{}", said(&output));
    scene
}

#[test]
fn check_fix_undoes_what_a_killed_run_has_left() {
    let scene = half_switched();
    let fixed = carto_app().args(["check", "--fix"]).current_dir(scene.path()).output().expect("it runs");
    assert!(said(&fixed).contains("that change was undone"), "{}", said(&fixed));
    scene.assert_untouched("check --fix");
}

#[test]
fn a_file_that_was_edited_after_the_kill_is_neither_lost_nor_replaced() {
    let scene = half_switched();
    let edited = scene.path().join("README.md");
    let mut text = fs::read_to_string(&edited).expect("a README");
    text.push_str("theirs\n");
    fs::write(&edited, text).expect("can be written");
    let half = scene.snapshot();
    let again = scene.run();
    assert_eq!(again.status.code(), Some(3), "{}", said(&again));
    assert!(said(&again).contains("is the version before of README.md"), "{}", said(&again));
    assert_same(&half, &scene.snapshot(), "nothing is undone by halves");
}

/// Somebody else's repository may hold anything under that name.
#[test]
fn a_foreign_journal_moves_nothing_out_of_its_place() {
    let scene = scene(SWITCH);
    for entry in [
        r#"{"back_up":{"from":".git/hooks/post-checkout","to":".carto-app-backup/hook"}}"#,
        r#"{"back_up":{"from":".GIT/hooks/post-checkout","to":".carto-app-backup/hook"}}"#,
        r#"{"back_up":{"from":"../stolen","to":".carto-app-backup/hook"}}"#,
        r#"{"back_up":{"from":"/tmp/stolen","to":".carto-app-backup/hook"}}"#,
        r#"{"back_up":{"from":"link/stolen","to":".carto-app-backup/hook"}}"#,
        r#"{"file":{"path":"src/main.jsx","sha256":""}}"#,
        r#"{"directory":{"path":"src"}}"#,
        r#"{"delete":{"place":"src/main.jsx","kept":".env.local"}}"#,
        r#"{"unknown":{}}"#,
        "not JSON",
    ] {
        scene.reset();
        put(scene.path(), ".git/HEAD", "ref: refs/heads/main\n");
        put(scene.path(), ".carto-app-backup/hook", "theirs");
        put(scene.path(), ".carto-app-tmp-journal", &format!("{entry}\n"));
        std::os::unix::fs::symlink("/tmp", scene.path().join("link")).expect("a link can be made");
        let before = scene.snapshot();
        let output = scene.run();
        assert_eq!(output.status.code(), Some(3), "{entry}: {}", said(&output));
        assert_same(&before, &scene.snapshot(), entry);
    }
}

#[test]
fn what_a_killed_new_has_left_is_named() {
    let scene = Scene::fresh();
    let calls = changes(&scene, &[]);
    let rename = calls.iter().find(|call| call.name.starts_with("rename")).expect("a rename");
    let output = run_with(&scene, &[&rename.with("signal=SIGKILL")]);
    assert!(!output.status.success(), "{}", said(&output));
    let hidden: Vec<String> = fs::read_dir(scene.path())
        .expect("the place is there")
        .map(|entry| entry.expect("the place is there").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".carto-app-tmp-"))
        .collect();
    assert_eq!(hidden.len(), 1);
    let again = scene.run();
    assert!(again.status.success() && said(&again).contains(&hidden[0]), "{}", said(&again));
    assert_same(scene.after(), &visible(&scene.snapshot()), "again");
}
