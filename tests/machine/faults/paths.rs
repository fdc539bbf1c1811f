//! Valid and invalid places for the application's directory.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};

use super::scene::{Scene, arguments, carto_app, describe, put, with_clean_environment};
use crate::scratch;
use crate::tree::{Entry, assert_same, snapshot};

fn new_in(cwd: &Path, directory: impl AsRef<OsStr>) -> Output {
    carto_app().current_dir(cwd).args(arguments(directory)).output().expect("the program runs")
}

#[test]
fn conflicts_are_listed_in_a_dry_run_too() {
    let scene = Scene::conflicting();
    for more in [&[][..], &["--dry-run"]] {
        let output = scene.in_place(carto_app()).args(more).output().expect("the program runs");
        assert_eq!(output.status.code(), Some(3), "{}", describe(&output));
        for path in [
            "vite.config.js",
            "package.json",
            "index.html",
            ".gitignore",
            "public",
            "src/store/store.js",
            "--conflicts backup",
        ] {
            assert!(describe(&output).contains(path), "{path}: {}", describe(&output));
        }
        scene.assert_untouched("a conflict");
    }
}

#[test]
fn overwriting_keeps_the_old_files() {
    let scene = Scene::overwriting();
    let before = scene.snapshot();
    let output = scene.run();
    assert!(
        output.status.success() && describe(&output).contains(".carto-app-backup-2"),
        "{}",
        describe(&output)
    );
    let after = scene.snapshot();
    for path in
        ["vite.config.js", "package.json", "index.html/inner", "public", ".gitignore", "src/store/store.js"]
    {
        let was = before.get(&Path::new("demo").join(path));
        assert!(
            was.is_some() && was == after.get(&Path::new("demo/.carto-app-backup-2").join(path)),
            "{path}"
        );
    }
    for path in ["demo/src/mine.js", "demo/.carto-app-backup/earlier", "outside", "outside/kept"] {
        assert!(before.get(Path::new(path)) == after.get(Path::new(path)), "{path}");
    }
    scene.assert_complete("overwritten");
}

#[test]
fn an_existing_directory_keeps_its_other_files() {
    let scene = Scene::existing();
    let before = scene.snapshot();
    let output = scene.run();
    assert!(output.status.success(), "{}", describe(&output));
    let after = scene.snapshot();
    assert!(before.iter().all(|(path, entry)| after.get(path) == Some(entry)));
}

#[test]
fn links_are_not_followed() {
    let place = scratch::directory();
    put(place.path(), "real/kept", "theirs");
    put(place.path(), "file", "theirs");
    symlink("real", place.path().join("link")).expect("a link can be made");
    symlink("nowhere", place.path().join("dangling")).expect("a link can be made");
    symlink("loop", place.path().join("loop")).expect("a link can be made");
    let before = snapshot(place.path());
    for (directory, code) in [
        ("link", 3),
        ("link/", 3),
        ("dangling", 3),
        ("dangling/demo", 3),
        ("file", 3),
        ("file/", 3),
        ("file/demo", 3),
        ("loop", 3),
        ("loop/demo", 4),
    ] {
        for overwrite in [&["--overwrite"][..], &[]] {
            let mut command = carto_app();
            let output =
                command.current_dir(place.path()).args(arguments(directory)).args(overwrite).output();
            let output = output.expect("the program runs");
            assert_eq!(output.status.code(), Some(code), "{directory}: {}", describe(&output));
            let loops = describe(&output)
                .contains("loop/demo: it contains a symbolic link that leads back to itself");
            assert_eq!(loops, directory == "loop/demo", "{}", describe(&output));
            assert_same(&before, &snapshot(place.path()), directory);
        }
    }
    // A link above the directory is followed.
    let scene = Scene::fresh();
    let output = new_in(place.path(), "link/demo");
    assert!(output.status.success(), "{}", describe(&output));
    assert_same(&scene.reference("demo"), &snapshot(&place.path().join("real/demo")), "through a link");
}

#[test]
fn the_name_and_next_steps_follow_the_real_directory() {
    let place = scratch::directory();
    put(place.path(), "here/kept", "theirs");
    put(place.path(), "elsewhere/inner/kept", "theirs");
    symlink("../elsewhere/inner", place.path().join("here/link")).expect("a link can be made");
    let real = fs::canonicalize(place.path()).expect("a real path");
    let output = new_in(&place.path().join("here"), "link/..");
    assert!(output.status.success(), "{}", describe(&output));
    assert!(
        describe(&output).contains(&format!("\n  cd {}\n", real.join("elsewhere").display())),
        "{}",
        describe(&output)
    );
    let package = fs::read_to_string(place.path().join("elsewhere/package.json")).expect("written");
    assert!(package.contains("\"name\": \"elsewhere\""), "{package}");
    let output = new_in(&place.path().join("here"), "link/../demo");
    assert!(
        describe(&output).contains(&format!("\n  cd {}\n", real.join("elsewhere/demo").display())),
        "{}",
        describe(&output)
    );
    // A path that leads to the same directory is printed as typed.
    for same in ["link/a/../demo2", "../here/demo3", "nowhere/../demo4"] {
        let output = new_in(&place.path().join("here"), same);
        assert!(describe(&output).contains(&format!("\n  cd {same}\n")), "{}", describe(&output));
    }
}

#[test]
fn any_parent_directory_is_accepted() {
    let scene = Scene::fresh();
    for parent in ["with blank", "quote'\"$(x)`y`", "new\nline", "-dash", "ünï", "back\\slash"]
        .map(OsStr::new)
        .into_iter()
        .chain([OsStr::from_bytes(b"not\xff\xfeutf8")])
    {
        let place = scratch::directory();
        let parent = place.path().join(parent);
        fs::create_dir(&parent).expect("a directory can be made");
        let before = snapshot(place.path());
        for directory in [parent.join("demo"), parent.join("./demo2/../demo3/")] {
            let output = new_in(place.path(), &directory);
            assert!(output.status.success(), "{parent:?}: {}", describe(&output));
            assert!(directory.parent().is_some());
        }
        assert_same(&scene.reference("demo"), &snapshot(&parent.join("demo")), "an odd parent");
        let output = new_in(place.path(), parent.join("demo"));
        assert!(
            output.status.success() && describe(&output).contains("Unchanged: "),
            "{parent:?}: {}",
            describe(&output)
        );
        assert!(before.keys().all(|path| place.path().join(path).exists()));
    }
}

#[test]
fn rejects_names_that_are_too_long_for_a_disk() {
    let place = scratch::directory();
    let long = "x".repeat(300);
    let deep = "d/".repeat(3000) + "demo";
    for directory in [long.as_str(), &format!("{long}/demo"), &deep] {
        let before = snapshot(place.path());
        let output = new_in(place.path(), directory);
        assert!(matches!(output.status.code(), Some(2 | 4)), "{}", describe(&output));
        assert_same(&before, &snapshot(place.path()), directory);
    }
}

#[test]
fn a_deleted_working_directory_is_an_error() {
    for directory in ["demo", ".", "./x/..", ".."] {
        let place = scratch::directory();
        let mut command = with_clean_environment(Command::new("sh"));
        command
            .args(["-c", r#"mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@""#])
            .arg(carto_app().get_program());
        let output = command.args(arguments(directory)).current_dir(place.path()).output().expect("sh runs");
        assert_eq!(output.status.code(), Some(4), "{}", describe(&output));
        assert!(describe(&output).contains("cannot use the current directory"), "{}", describe(&output));
        assert_eq!(snapshot(place.path()).len(), 1);
    }
}

#[test]
fn files_respect_umask_and_secrets_are_private() {
    for (mask, file, directory) in [("000", 0o666, 0o777), ("022", 0o644, 0o755), ("077", 0o600, 0o700)] {
        let place = scratch::directory();
        let mut command = with_clean_environment(Command::new("sh"));
        command.arg("-c").arg(format!(r#"umask {mask} && exec "$0" "$@""#)).arg(carto_app().get_program());
        let output = command.args(arguments("demo")).current_dir(place.path()).output().expect("sh runs");
        assert!(output.status.success(), "{}", describe(&output));
        for (path, entry) in snapshot(&place.path().join("demo")) {
            let expected = if path == Path::new(".env.local") { 0o600 } else { file };
            match entry {
                Entry::File { mode, .. } => assert_eq!(mode, expected, "{}", path.display()),
                Entry::Directory { mode } => assert_eq!(mode, directory, "{}", path.display()),
                _ => panic!("{} is neither a file nor a directory", path.display()),
            }
        }
        assert!(place.path().join("demo/.env.local").exists());
    }
}
