//! Random plans in random trees.
#![allow(clippy::disallowed_methods, reason = "tests make and break what apply meets")]

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::tree::Entry;
use super::*;

/// Generates the files, directories and links that exist before, with their paths.
fn some_tree() -> impl Strategy<Value = Vec<(String, u8)>> {
    proptest::collection::vec((some_path(), 0..3u8), 0..8)
}

fn some_path() -> impl Strategy<Value = String> {
    proptest::collection::vec(prop::sample::select(vec!["a", "b", "c", ".carto-app-backup"]), 1..4)
        .prop_map(|parts| parts.join("/"))
}

fn some_plan() -> impl Strategy<Value = Plan> {
    proptest::collection::vec(
        (
            proptest::collection::vec(prop::sample::select(vec!["a", "b", "c"]), 1..4),
            any::<Vec<u8>>(),
            any::<bool>(),
        ),
        1..8,
    )
    .prop_filter_map("a path is a file and a directory", |files| {
        let file = |(parts, bytes, private): (Vec<&str>, Vec<u8>, bool)| PlannedFile {
            path: parts.join("/"),
            bytes,
            private,
        };
        Plan::new(files.into_iter().map(file).collect()).ok()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_plan_in_any_tree_is_applied_completely_or_not_at_all(
        plan in some_plan(), tree in some_tree(), exists in any::<bool>(), overwrite in any::<bool>(), fails_at in prop::option::of(0..40usize),
    ) {
        let place = tempfile::tempdir().unwrap();
        let root = place.path().join("demo");
        if exists {
            fs::create_dir(&root).unwrap();
            for (path, kind) in &tree {
                let path = root.join(path);
                // A path that conflicts with another one is skipped.
                let _ = fs::create_dir_all(path.parent().unwrap());
                let _ = match kind {
                    0 => fs::create_dir(&path),
                    1 if !path.exists() => fs::write(&path, "theirs"),
                    _ => symlink("a", &path),
                };
            }
        }
        let probe = tempfile::tempdir().unwrap();
        fs::write(probe.path().join("probe"), "").unwrap();
        let usual = fs::metadata(probe.path().join("probe")).unwrap().permissions().mode() & 0o777;
        let before = snapshot(place.path());
        let target = Target::resolve(place.path(), Path::new("demo")).unwrap();
        let looked = inspect(&plan, &target).and_then(|conflicts| {
            let is_free = overwrite || conflicts.is_empty();
            if is_free { Ok(conflicts) } else { Err(in_the_way(conflicts, &target)) }
        });
        assert_same(&before, &snapshot(place.path()), "a look");

        let mut checkpoint = at_step(fails_at.unwrap_or(usize::MAX - 1), || Err(Error::interrupted()));
        let result = apply(&plan, &Changes::default(), &target, &|_| overwrite, &mut checkpoint);
        let after = snapshot(place.path());
        let applied = match result {
            Err(error) => {
                assert_same(&before, &after, "a failure");
                prop_assert!(error.kind == Kind::Interrupted || looked == Err(error));
                return Ok(());
            }
            Ok(applied) => applied,
        };
        for file in plan.files() {
            let mode = if file.private { 0o600 } else { usual };
            let expected = Entry::File { mode, bytes: file.bytes.clone() };
            prop_assert!(after[&Path::new("demo").join(&file.path)] == expected);
        }
        let replaced: BTreeSet<PathBuf> =
            looked.unwrap().into_iter().map(|conflict| PathBuf::from(conflict.path)).collect();
        prop_assert_eq!(applied.backup.is_some(), !replaced.is_empty());
        let backup = applied.backup.map(|backup| Path::new("demo").join(backup.file_name().unwrap()));
        for (path, entry) in before.iter().filter(|(path, _)| path.starts_with("demo")) {
            let below = path.strip_prefix("demo").unwrap();
            let moved = below.ancestors().any(|path| replaced.contains(path));
            let now = if moved { backup.as_ref().unwrap().join(below) } else { path.clone() };
            prop_assert!(after.get(&now) == Some(entry), "{} -> {}", path.display(), now.display());
        }
        assert_nothing_hidden(place.path());
    }
}
