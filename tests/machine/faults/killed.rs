//! After a run was killed at a system call, running the same command again gives the whole result, and commands that only read
//! say what to do.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use tempfile::TempDir;

use super::scene::{Scene, carto_app, describe, put};
use super::strace::{Call, changes, run_with};
use crate::scratch;
use crate::tree::{Entry, Tree, assert_same};

/// An application with OAuth and a source.
static APPLICATION: LazyLock<TempDir> = LazyLock::new(|| {
    let place = scratch::directory();
    let words = "new . --name demo --yes --git=false --example=false --auth oauth --dataset stores";
    let made = carto_app().args(words.split(' ')).current_dir(place.path()).output();
    let made = made.expect("the program runs");
    assert!(made.status.success(), "{}", describe(&made));
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

/// Returns the tree without hidden files.
fn visible(tree: &Tree) -> Tree {
    let is_hidden = |path: &Path| path.to_string_lossy().contains(".carto-app-tmp-");
    tree.iter()
        .filter(|(path, _)| !is_hidden(path))
        .map(|(path, entry)| (path.clone(), entry.clone()))
        .collect()
}

/// Returns the visible files without directories, as empty directories are removed only at the end of a run.
fn files(tree: &Tree) -> Tree {
    visible(tree).into_iter().filter(|(_, entry)| !matches!(entry, Entry::Directory { .. })).collect()
}

/// Kills the run at every `step`th of its calls that change the disk.
fn kill_at_every(step: usize, scene: &Scene, is_application: bool) {
    let (mut rejected, mut killed) = (0, 0);
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
            let when = format!("{fault}: {}", describe(&check));
            assert_same(&half, &scene.snapshot(), &format!("check writes nothing: {when}"));
            if check.status.code() == Some(3) {
                assert!(String::from_utf8_lossy(&check.stdout).contains("carto-app check --fix"), "{when}");
                rejected += 1;
            } else {
                assert!(matches!(check.status.code(), Some(0 | 6)), "{when}");
                let whole =
                    [scene.before(), scene.after()].into_iter().any(|tree| files(&half) == files(tree));
                assert!(whole, "{when}: a partial change was accepted");
            }
        }
        if half != *scene.after() {
            let again = scene.run();
            assert!(again.status.success(), "{fault}, then again: {}", describe(&again));
            assert_same(
                scene.after(),
                &scene.snapshot(),
                &format!("{fault}, then again: {}", describe(&again)),
            );
        }
        scene.reset();
    }
    assert!(killed > calls.len() / 2, "{killed} of {}", calls.len());
    assert!(!is_application || rejected > 0);
}

const SWITCH: &str = "auth use api-key --yes";
const SET: &str = "auth set --client-id AbCdEfGhIjKl --add-scope dataservices:geocoding --yes";
const ADD: &str = "add source roads --dataset roads --yes";

#[test]
fn a_killed_switch_is_undone_and_repeated() {
    let scene = scene(SWITCH);
    kill_at_every(19, &scene, true);
}

#[test]
fn a_killed_overwrite_is_undone_and_repeated() {
    let scene = Scene::overwriting();
    kill_at_every(47, &scene, false);
}

#[test]
fn a_killed_join_is_undone_and_made_anew() {
    let scene = Scene::joining();
    kill_at_every(47, &scene, false);
    // The last calls replace the files of the owner.
    let calls = changes(&scene, &[]);
    for call in &calls[calls.len() - 40..] {
        let fault = call.with("signal=SIGKILL");
        let output = run_with(&scene, &[&fault]);
        let again = scene.run();
        assert!(output.status.success() || again.status.success(), "{fault}: {}", describe(&again));
        assert_same(scene.after(), &scene.snapshot(), &format!("{fault}, then again"));
        scene.reset();
    }
}

#[test]
#[ignore = "takes minutes; scripts/test runs it"]
fn a_change_killed_at_any_call_is_undone_and_repeated() {
    for words in [SWITCH, SET, ADD] {
        let scene = scene(words);
        kill_at_every(2, &scene, true);
    }
    for scene in [Scene::existing(), Scene::overwriting(), Scene::joining()] {
        // Each file is written in the same way.
        kill_at_every(13, &scene, false);
    }
}

/// Kills a switch of the mode after half of the renames.
fn half_switched() -> Scene {
    let scene = scene(SWITCH);
    let renames: Vec<Call> =
        changes(&scene, &[]).into_iter().filter(|call| call.name.starts_with("rename")).collect();
    let output = run_with(&scene, &[&renames[renames.len() / 2].with("signal=SIGKILL")]);
    assert!(!output.status.success(), "{}", describe(&output));
    scene
}

#[test]
fn check_fix_undoes_a_killed_run() {
    let scene = half_switched();
    let fixed =
        carto_app().args(["check", "--fix"]).current_dir(scene.path()).output().expect("the program runs");
    assert!(describe(&fixed).contains("which is now undone"), "{}", describe(&fixed));
    scene.assert_untouched("check --fix");
}

#[test]
fn a_file_edited_after_the_kill_is_kept() {
    let scene = half_switched();
    let edited = scene.path().join("README.md");
    let mut text = fs::read_to_string(&edited).expect("a README");
    text.push_str("theirs\n");
    fs::write(&edited, text).expect("can be written");
    let half = scene.snapshot();
    let again = scene.run();
    assert_eq!(again.status.code(), Some(3), "{}", describe(&again));
    assert!(describe(&again).contains("is the previous version of README.md"), "{}", describe(&again));
    assert_same(&half, &scene.snapshot(), "nothing is partially undone");
}

/// In an untrusted repository, a file with the journal's name may contain anything.
#[test]
fn a_foreign_journal_moves_no_files() {
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
        assert_eq!(output.status.code(), Some(3), "{entry}: {}", describe(&output));
        assert_same(&before, &scene.snapshot(), entry);
    }
}

#[test]
fn names_the_leftovers_of_a_killed_new() {
    let scene = Scene::fresh();
    let calls = changes(&scene, &[]);
    let rename = calls.iter().find(|call| call.name.starts_with("rename")).expect("a rename");
    let output = run_with(&scene, &[&rename.with("signal=SIGKILL")]);
    assert!(!output.status.success(), "{}", describe(&output));
    let hidden: Vec<String> = fs::read_dir(scene.path())
        .expect("the place is there")
        .map(|entry| entry.expect("the place is there").file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(".carto-app-tmp-"))
        .collect();
    assert_eq!(hidden.len(), 1);
    let again = scene.run();
    assert!(again.status.success() && describe(&again).contains(&hidden[0]), "{}", describe(&again));
    assert_same(scene.after(), &visible(&scene.snapshot()), "again");
}
