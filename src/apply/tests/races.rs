//! Other programs that change the disk at the same time.
#![allow(clippy::disallowed_methods, reason = "tests make and break what apply meets")]

use std::sync::Barrier;
use std::thread;

use super::*;

#[test]
fn one_of_two_concurrent_runs_succeeds() {
    for round in 0..60 {
        let scene = if round % 2 == 0 { Scene::fresh() } else { Scene::existing() };
        let target = scene.target();
        let barrier = Barrier::new(2);
        // The plans begin with different files, so that the first one doesn't stop either of them.
        let plans = [plan(), plan_of(&["AUTHORS", "README.md", "index.html", "src/App.jsx"], "others")];
        let results: Vec<Result<Applied>> = thread::scope(|scope| {
            let run = |plan| {
                let (target, barrier) = (&target, &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    apply(plan, &Changes::default(), target, &|_| false, &mut |_| Ok(()))
                })
            };
            plans.iter().map(run).collect::<Vec<_>>().into_iter().map(|run| run.join().unwrap()).collect()
        });
        let winners: Vec<usize> = (0..2).filter(|&run| results[run].is_ok()).collect();
        let [winner] = winners[..] else { panic!("round {round}: {results:?}") };
        assert_eq!(results[1 - winner].as_ref().unwrap_err().kind, Kind::Conflict);
        for file in plans[winner].files() {
            assert_eq!(fs::read(target.path().join(&file.path)).unwrap(), *file.bytes);
        }
        assert_eq!(target.path().join("AUTHORS").exists(), winner == 1);
        assert_nothing_hidden(scene.place.path());
    }
}

#[test]
fn two_runs_below_the_same_new_parent_both_succeed() {
    for _ in 0..30 {
        let place = tempfile::tempdir().unwrap();
        let barrier = Barrier::new(2);
        thread::scope(|scope| {
            for name in ["a/b/one", "a/b/two"] {
                let (place, barrier) = (place.path(), &barrier);
                scope.spawn(move || {
                    let target = Target::resolve(place, Path::new(name)).unwrap();
                    barrier.wait();
                    apply(&plan(), &Changes::default(), &target, &|_| false, &mut |_| Ok(())).unwrap();
                });
            }
        });
        assert_arrived(&place.path().join("a/b/one"), "ours");
        assert_arrived(&place.path().join("a/b/two"), "ours");
        assert_nothing_hidden(place.path());
    }
}

#[test]
fn a_concurrently_created_file_is_a_conflict_and_stays() {
    for scene in [Scene::fresh, Scene::nested, Scene::existing] {
        for n in 0..steps(&scene()) {
            let scene = scene();
            let directory = scene.target().path().to_owned();
            let error = scene.apply(&mut at_step(n, || {
                put(&directory, "src/main.jsx", "stranger");
                Ok(())
            }));
            assert_eq!(error.unwrap_err().kind, Kind::Conflict, "step {n}");
            assert_eq!(fs::read(directory.join("src/main.jsx")).unwrap(), b"stranger");
            assert!(!directory.join("README.md").exists());
            assert_nothing_hidden(scene.place.path());
        }
    }
}

#[test]
fn a_concurrently_created_empty_directory_is_used() {
    for n in 0..steps(&Scene::fresh()) {
        let scene = Scene::fresh();
        let directory = scene.target().path().to_owned();
        let appear = || {
            fs::create_dir(&directory).unwrap();
            fs::set_permissions(&directory, fs::Permissions::from_mode(0o711)).unwrap();
            Ok(())
        };
        scene.apply(&mut at_step(n, appear)).unwrap();
        assert_arrived(&directory, "ours");
        assert_eq!(fs::metadata(&directory).unwrap().permissions().mode() & 0o777, 0o711, "step {n}");
        assert_nothing_hidden(scene.place.path());
    }
}

#[test]
fn a_parent_that_disappears_leaves_nothing_behind() {
    for n in 0..steps(&Scene::nested()) {
        let scene = Scene::nested();
        let parent = scene.place.path().join("a");
        let error = scene
            .apply(&mut at_step(n, || {
                fs::remove_dir_all(&parent).unwrap();
                Ok(())
            }))
            .unwrap_err();
        assert_eq!(error.kind, Kind::FileSystem);
        let names: Vec<_> = scene.snapshot().into_keys().collect();
        assert_eq!(names, [PathBuf::new(), "bystander".into()], "step {n}");
    }
}

#[test]
fn a_directory_swapped_for_a_link_is_not_followed() {
    for make in [Scene::existing as fn() -> Scene, Scene::overwriting] {
        for n in 0..steps(&make()) {
            let scene = make();
            let place = scene.place.path().to_owned();
            put(&place, "elsewhere/data/models/theirs.js", "theirs");
            put(&place, "elsewhere/main.jsx", "theirs");
            let before = snapshot(&place.join("elsewhere"));
            let swap = || {
                fs::rename(place.join("demo/src"), place.join("demo/away")).unwrap();
                symlink("../elsewhere", place.join("demo/src")).unwrap();
                Ok(())
            };
            let _ = scene.apply(&mut at_step(n, swap));
            assert_same(&before, &snapshot(&place.join("elsewhere")), &format!("step {n}"));
        }
    }
}
