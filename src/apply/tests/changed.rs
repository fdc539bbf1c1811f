use super::*;
use crate::plan::{Change, Changes};

/// Creates an application with a file for each kind of change, and one that stays unchanged.
fn application() -> TempDir {
    let place = TempDir::new().unwrap();
    for (path, text) in [
        (".env.local", "KEY=1\n"),
        ("src/a.js", "a\n"),
        ("src/b.js", "b\n"),
        ("src/oauth/c.js", "c\n"),
        ("mine.txt", "mine\n"),
    ] {
        put(place.path(), path, text);
    }
    fs::set_permissions(place.path().join(".env.local"), fs::Permissions::from_mode(0o600)).unwrap();
    fs::set_permissions(place.path().join("src/a.js"), fs::Permissions::from_mode(0o755)).unwrap();
    place
}

fn changes() -> Changes {
    let mut changes = Changes::default();
    let edit =
        |old: &str, new: &str, private: bool| Change::Edit { old: old.into(), new: new.into(), private };
    changes.insert(".env.local", edit("KEY=1\n", "KEY=2\n", true));
    changes.insert("src/a.js", edit("a\n", "A\n", false));
    changes.insert("src/new/deep/d.js", Change::Create { new: b"d\n".into(), private: false });
    changes.insert("src/e.js", Change::Create { new: b"e\n".into(), private: false });
    changes.insert("src/b.js", Change::Delete { old: b"b\n".into(), private: false });
    changes.insert("src/oauth/c.js", Change::Delete { old: b"c\n".into(), private: false });
    changes
}

fn run(place: &Path, changes: &Changes, checkpoint: &mut dyn FnMut(Step) -> Result<()>) -> Result<()> {
    apply_changes(changes, &Target::resolve(place, Path::new(".")).unwrap(), checkpoint)
}

fn text(place: &Path, path: &str) -> Option<String> {
    fs::read_to_string(place.join(path)).ok()
}

#[test]
fn each_change_is_applied_and_nothing_else() {
    let place = application();
    run(place.path(), &changes(), &mut |_| Ok(())).unwrap();
    for (path, expected) in [
        (".env.local", Some("KEY=2\n")),
        ("src/a.js", Some("A\n")),
        ("src/new/deep/d.js", Some("d\n")),
        ("src/e.js", Some("e\n")),
        ("src/b.js", None),
        ("src/oauth/c.js", None),
        ("mine.txt", Some("mine\n")),
    ] {
        assert_eq!(text(place.path(), path).as_deref(), expected, "{path}");
    }
    assert!(!place.path().join("src/oauth").exists(), "an empty folder is deleted");
    let mode = |path: &str| fs::metadata(place.path().join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(".env.local"), mode("src/a.js")), (0o600, 0o755));
    let hidden = |entry: fs::DirEntry| entry.file_name().to_string_lossy().starts_with(".carto-app-tmp");
    for folder in ["", "src", "src/new"] {
        assert!(
            !fs::read_dir(place.path().join(folder)).unwrap().any(|entry| hidden(entry.unwrap())),
            "{folder}"
        );
    }
}

#[test]
fn an_error_at_any_step_changes_nothing() {
    for stop in 0.. {
        let place = application();
        let before = snapshot(place.path());
        let mut steps = 0;
        let result = run(place.path(), &changes(), &mut |_| {
            steps += 1;
            if steps > stop { Err(Error::interrupted()) } else { Ok(()) }
        });
        if result.is_ok() {
            assert!(stop > 8, "{stop}");
            return;
        }
        assert_eq!(result.unwrap_err().kind, Kind::Interrupted);
        assert_same(&before, &snapshot(place.path()), &format!("stopped at step {stop}"));
    }
}

#[test]
fn concurrent_changes_are_kept_and_nothing_else_changes() {
    type Interference = fn(&Path);
    let interferences: [Interference; 4] = [
        |place| fs::write(place.join("src/a.js"), "theirs\n").unwrap(),
        |place| fs::remove_file(place.join("src/b.js")).unwrap(),
        |place| fs::write(place.join("src/oauth/c.js"), "theirs\n").unwrap(),
        |place| fs::write(place.join("src/e.js"), "theirs\n").unwrap(),
    ];
    for (number, interfere) in interferences.iter().enumerate() {
        for at in 0..10 {
            let place = application();
            let mut steps = 0;
            let result = run(place.path(), &changes(), &mut |step| {
                if steps == at && step != Step::Arrive {
                    interfere(place.path());
                }
                steps += 1;
                Ok(())
            });
            let expected = application();
            interfere(expected.path());
            match result {
                Ok(()) => assert!(at > 3, "interference {number} at {at} was not noticed"),
                Err(error) => {
                    assert_eq!(error.kind, Kind::Conflict, "{error}");
                    assert_same(
                        &snapshot(expected.path()),
                        &snapshot(place.path()),
                        &format!("interference {number} at {at}"),
                    );
                }
            }
        }
    }
}

#[test]
fn existing_files_and_paths_behind_links_are_refused() {
    let scenes: [fn(&Path); 4] = [
        |place| put(place, "src/e.js", "theirs\n"),
        |place| {
            fs::rename(place.join("src/a.js"), place.join("real.js")).unwrap();
            symlink("../real.js", place.join("src/a.js")).unwrap();
        },
        |place| {
            fs::rename(place.join("src"), place.join("real")).unwrap();
            symlink("real", place.join("src")).unwrap();
        },
        |place| fs::write(place.join("src/b.js"), "other\n").unwrap(),
    ];
    for (number, make) in scenes.iter().enumerate() {
        let place = application();
        make(place.path());
        let before = snapshot(place.path());
        let error = run(place.path(), &changes(), &mut |_| Ok(())).unwrap_err();
        assert_eq!(error.kind, Kind::Conflict, "scene {number}: {error}");
        assert_same(&before, &snapshot(place.path()), &format!("scene {number}"));
    }
}

#[test]
fn an_empty_change_touches_nothing() {
    let place = application();
    let before = snapshot(place.path());
    run(place.path(), &Changes::default(), &mut |_| Ok(())).unwrap();
    assert_same(&before, &snapshot(place.path()), "no changes");
}

#[test]
fn a_directory_swapped_for_a_link_is_left_alone() {
    for n in 0.. {
        let scene = application();
        let place = scene.path().to_owned();
        put(&place, "elsewhere/a.js", "a\n");
        put(&place, "elsewhere/b.js", "b\n");
        put(&place, "elsewhere/oauth/c.js", "c\n");
        let before = snapshot(&place.join("elsewhere"));
        let mut is_over = true;
        let swap = || {
            is_over = false;
            fs::rename(place.join("src"), place.join("away")).unwrap();
            symlink("elsewhere", place.join("src")).unwrap();
            Ok(())
        };
        let result = run(&place, &changes(), &mut at_step(n, swap));
        assert_same(&before, &snapshot(&place.join("elsewhere")), &format!("step {n}"));
        if is_over {
            return result.unwrap();
        }
        assert!(result.is_err(), "step {n}");
    }
}

#[test]
fn an_edit_keeps_owner_and_mode_but_a_secret_becomes_private() {
    use std::os::unix::fs::{MetadataExt, chown};

    let scene = application();
    let set = |path: &str, mode| {
        fs::set_permissions(scene.path().join(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    set(".env.local", 0o644);
    set("src/a.js", 0o640);
    let is_root = fs::metadata(scene.path()).unwrap().uid() == 0;
    if is_root {
        chown(scene.path().join("src/a.js"), Some(1234), Some(1235)).unwrap();
        chown(scene.path().join(".env.local"), Some(1234), Some(1235)).unwrap();
    }
    run(scene.path(), &changes(), &mut |_| Ok(())).unwrap();
    for (path, mode) in [(".env.local", 0o600), ("src/a.js", 0o640)] {
        let found = fs::metadata(scene.path().join(path)).unwrap();
        assert_eq!(found.permissions().mode() & 0o777, mode, "{path}");
        assert!(!is_root || (found.uid(), found.gid()) == (1234, 1235), "{path}");
    }
}

#[test]
fn a_read_only_file_is_refused() {
    for path in [".env.local", "src/a.js", "src/b.js"] {
        let scene = application();
        fs::set_permissions(scene.path().join(path), fs::Permissions::from_mode(0o444)).unwrap();
        let before = snapshot(scene.path());
        let error = run(scene.path(), &changes(), &mut |_| Ok(())).unwrap_err();
        assert!(error.kind == Kind::Conflict && error.message.ends_with("is read-only"), "{error:?}");
        assert!(error.hint.is_some_and(|hint| hint.contains("chmod u+w")), "{path}");
        assert_same(&before, &snapshot(scene.path()), path);
    }
}
