//! Faults at every step, and the report if undoing fails as well.
#![allow(clippy::disallowed_methods, reason = "tests make and break what apply meets")]

use super::*;

#[test]
fn all_files_are_written_and_nothing_else_changes() {
    for scene in Scene::all() {
        let scene = scene();
        let before = scene.snapshot();
        let applied = scene.apply(&mut |_| Ok(())).unwrap();
        assert_eq!(
            applied.directory,
            scene
                .place
                .path()
                .canonicalize()
                .unwrap()
                .join(scene.directory)
                .components()
                .collect::<PathBuf>()
        );
        assert_arrived(&applied.directory, "ours");
        assert_nothing_hidden(scene.place.path());
        let after = scene.snapshot();
        if applied.backup.is_none() {
            for (path, entry) in &before {
                assert!(after.get(path) == Some(entry), "{}", path.display());
            }
        }
        let mode = fs::metadata(applied.directory.join(".env.local")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn replaced_files_are_kept_in_the_backup() {
    let scene = Scene::overwriting();
    let before = scene.snapshot();
    let conflicts = inspect(&plan(), &scene.target()).unwrap();
    let replaced = [".github", "README.md", "index.html", "src/data/models", "src/main.jsx"];
    assert_eq!(conflicts.iter().map(|conflict| &conflict.path).collect::<Vec<_>>(), replaced.each_ref());
    let applied = scene.apply(&mut |_| Ok(())).unwrap();
    assert_eq!(applied.replaced, replaced);
    let backup = applied.backup.unwrap();
    assert_eq!(backup.file_name().unwrap(), ".carto-app-backup-2");
    assert_eq!(fs::metadata(&backup).unwrap().permissions().mode() & 0o777, 0o700);
    let after = scene.snapshot();
    for path in ["README.md", "index.html", "index.html/inner", ".github", "src/data/models", "src/main.jsx"]
    {
        let original = &before[&Path::new("demo").join(path)];
        assert!(after[&Path::new("demo/.carto-app-backup-2").join(path)] == *original, "{path}");
    }
    for path in [
        "demo/src/data/theirs.js",
        "demo/.carto-app-backup/earlier",
        "outside/models/kept.js",
        "outside/models",
    ] {
        assert!(after[Path::new(path)] == before[Path::new(path)], "{path}");
    }
    assert!(after.keys().filter(|path| path.starts_with("outside")).count() == 3);
}

#[test]
fn an_edited_file_keeps_its_permissions_and_a_planned_one_that_is_there_is_not_moved() {
    let scene = Scene::joining();
    put(scene.place.path(), "demo/README.md", "ours");
    put(scene.place.path(), "demo/.env.local", "ours");
    let secret = scene.place.path().join("demo/.env.local");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o644)).unwrap();
    let applied = scene.apply(&mut |_| Ok(())).unwrap();
    // A secret that everybody can read is not as planned.
    assert_eq!(applied.replaced, [".env.local", ".github", "index.html", "src/data/models", "src/main.jsx"]);
    assert_eq!(fs::metadata(&secret).unwrap().permissions().mode() & 0o777, 0o600);
    let joined = scene.place.path().join("demo/.gitignore");
    assert_eq!(fs::read(&joined).unwrap(), b"theirs\r\nours\r\n");
    assert_eq!(fs::metadata(&joined).unwrap().permissions().mode() & 0o777, 0o640);
    let again = apply(&plan(), &Changes::default(), &scene.target(), &|_| false, &mut |_| Ok(())).unwrap();
    assert!(again.there.len() == plan().files().len() && again.backup.is_none());
    assert_nothing_hidden(scene.place.path());
}

#[test]
fn a_file_that_is_no_longer_what_was_joined_stays() {
    let scene = Scene::joining();
    put(scene.place.path(), "demo/.gitignore", "edited meanwhile\n");
    let before = scene.snapshot();
    let error = scene.apply(&mut |_| Ok(())).unwrap_err();
    assert_eq!((error.kind, error.message.contains(".gitignore")), (Kind::Conflict, true), "{error}");
    assert_same(&before, &scene.snapshot(), "an edit meanwhile");
}

#[test]
fn a_fault_at_any_step_changes_nothing() {
    for scene in Scene::all() {
        let total = steps(&scene());
        assert!(total > PATHS.len());
        for n in 0..total {
            let scene = scene();
            let before = scene.snapshot();
            let error = scene.apply(&mut at_step(n, || Err(Error::interrupted()))).unwrap_err();
            assert_eq!(error, Error::interrupted());
            assert_same(&before, &scene.snapshot(), &format!("{} at step {n}", scene.directory));
        }
    }
}

#[test]
fn a_name_left_by_a_killed_run_is_skipped() {
    let scene = Scene::fresh();
    let next: u32 = disk::hidden_name().rsplit_once('-').unwrap().1.parse().unwrap();
    for number in next..next + 2000 {
        let name = format!(".carto-app-tmp-{}-{number}", std::process::id());
        fs::write(scene.place.path().join(name), "killed").unwrap();
    }
    let before = scene.snapshot();
    let applied = scene.apply(&mut |_| Ok(())).unwrap();
    assert_arrived(&applied.directory, "ours");
    let after = scene.snapshot();
    assert!(before.iter().all(|(path, entry)| after.get(path) == Some(entry)));
}

#[test]
fn remains_of_a_failed_undo_are_reported() {
    let scene = Scene::fresh();
    let place = scene.place.path().to_owned();
    let spoil = || {
        let mut names = fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().path());
        let hidden = names.find(|path| path.to_string_lossy().contains(".carto-app-tmp")).unwrap();
        put(&hidden, "stranger", "");
        Err(Error::interrupted())
    };
    let error = scene.apply(&mut at_step(3, spoil)).unwrap_err();
    assert_eq!(error.kind, Kind::FileSystem);
    assert_eq!(error.details.len(), 1, "{error:?}");
    let (path, _) = error.details[0].split_once(" is left behind: ").unwrap();
    let below: Vec<_> = snapshot(&place.join(path)).into_keys().collect();
    assert_eq!(below, [PathBuf::new(), "stranger".into()]);
}

#[test]
fn a_backup_that_cannot_be_restored_is_reported_and_kept() {
    let scene = Scene::new("demo", true, |place| put(place, "demo/README.md", "theirs"));
    let readme = scene.place.path().join("demo/README.md");
    let mut spoil = |step| {
        if step == Step::Arrive && !readme.exists() {
            fs::write(&readme, "stranger").unwrap();
            return Err(Error::interrupted());
        }
        Ok(())
    };
    let error = scene.apply(&mut spoil).unwrap_err();
    assert_eq!(error.kind, Kind::FileSystem);
    assert!(
        error.details[0].starts_with("demo/.carto-app-backup/README.md belongs at demo/README.md: "),
        "{error:?}"
    );
    assert_eq!(
        fs::read_to_string(scene.place.path().join("demo/.carto-app-backup/README.md")).unwrap(),
        "theirs"
    );
    assert_eq!(fs::read_to_string(&readme).unwrap(), "stranger");
}
