//! How paths are resolved, and which conflicts are reported.
#![allow(clippy::disallowed_methods, reason = "tests make and break what apply meets")]

use super::*;

#[test]
fn conflicts_are_listed_with_what_exists() {
    let mut scene = Scene::overwriting();
    scene.overwrite = false;
    let before = scene.snapshot();
    let error = scene.apply(&mut |_| panic!("conflicts are found before anything is written")).unwrap_err();
    assert_eq!(error, in_the_way(inspect(&plan(), &scene.target()).unwrap(), &scene.target()));
    assert_eq!((error.kind, error.message.as_str()), (Kind::Conflict, "5 paths in demo are in the way"));
    let expected = [
        ".github (a file, where a directory belongs)",
        "README.md",
        "index.html (a directory, where a file belongs)",
        "src/data/models (a symbolic link, where a directory belongs)",
        "src/main.jsx (a symbolic link, where a file belongs)",
    ];
    assert_eq!(error.conflicts.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
    assert!(error.hint.unwrap().contains("--conflicts backup"));
    assert_same(&before, &scene.snapshot(), "conflict");
}

#[test]
fn paths_are_resolved_as_by_the_system() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().canonicalize().unwrap();
    fs::create_dir_all(root.join("real/inner")).unwrap();
    symlink("real/inner", root.join("link")).unwrap();
    for (typed, expected) in [
        (".", ""),
        ("", ""),
        ("./x/", "x"),
        ("real/..", ""),
        ("new/..", ""),
        ("new/../x//y/.", "x/y"),
        ("link/../x", "real/x"),
        ("link/x", "real/inner/x"),
    ] {
        let target = Target::resolve(&root, Path::new(typed)).unwrap();
        assert_eq!(target.path(), root.join(expected).components().collect::<PathBuf>(), "{typed}");
    }
    let linked = Target::resolve(&root, Path::new("link/new/x")).unwrap();
    let shown = |path: &str| linked.shown_path(&root.join("real/inner").join(path));
    assert_eq!(
        ["new/x/y", "new/x", "new", "other"].map(shown),
        ["link/new/x/y", "link/new/x", "link/new", "real/inner/other"]
    );
    let absolute = Target::resolve(Path::new("/no/such/place"), &root.join("x")).unwrap();
    assert_eq!(absolute.path(), root.join("x"));
    let gone = Target::resolve(&root.join("gone"), Path::new("x")).unwrap_err();
    assert_eq!(gone.kind, Kind::FileSystem);
}

#[test]
fn a_target_that_is_not_a_directory_is_refused() {
    let scene = Scene::new("demo", true, |place| {
        put(place, "real/inner", "");
        put(place, "file", "theirs");
        symlink("real", place.join("link")).unwrap();
        symlink("nowhere", place.join("dangling")).unwrap();
        symlink("loop", place.join("loop")).unwrap();
    });
    let before = scene.snapshot();
    for (directory, message, hint) in [
        ("file", "file is not a directory", "choose another directory"),
        ("file/x/y", "file is not a directory", "choose another directory"),
        ("link", "link is a symbolic link", "/real"),
        ("link/", "link is a symbolic link", "/real"),
        ("dangling", "dangling is a symbolic link", "nowhere, which doesn't exist"),
        ("dangling/x", "dangling is a symbolic link", "nowhere, which doesn't exist"),
    ] {
        let target = Target::resolve(scene.place.path(), Path::new(directory)).unwrap();
        let error = apply(&plan(), &Changes::default(), &target, &|_| true, &mut |_| Ok(())).unwrap_err();
        assert_eq!((error.kind, error.message.as_str()), (Kind::Conflict, message));
        assert!(error.hint.as_ref().unwrap().contains(hint), "{error:?}");
    }
    for (directory, kind) in [("loop/x", Kind::FileSystem), (&*"x".repeat(300), Kind::FileSystem)] {
        let target = Target::resolve(scene.place.path(), Path::new(directory)).unwrap();
        assert_eq!(
            apply(&plan(), &Changes::default(), &target, &|_| true, &mut |_| Ok(())).unwrap_err().kind,
            kind,
            "{directory}"
        );
    }
    assert_same(&before, &scene.snapshot(), "refused");
    let through = Target::resolve(scene.place.path(), Path::new("link/demo")).unwrap();
    apply(&plan(), &Changes::default(), &through, &|_| false, &mut |_| Ok(())).unwrap();
    assert_arrived(&scene.place.path().join("real/demo"), "ours");
}
