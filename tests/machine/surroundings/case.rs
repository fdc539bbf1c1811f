//! File systems that treat `Roads` and `roads` as the same name.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use super::place::{PROGRAM, carto_app, describe};
use crate::scratch;
use crate::tree::snapshot;

/// Names that differ only in case, directly or after conversion to JavaScript names.
const NAMES: [&str; 8] =
    ["stores", "STORES", "storeS", "store_s", "Store-s", "maplayer", "mapLayer", "MAPLAYER"];

#[track_caller]
fn assert_no_case_collisions(root: &Path, when: &str) {
    let mut folded = BTreeMap::new();
    for path in snapshot(root).into_keys() {
        let other = folded.insert(path.to_string_lossy().to_lowercase(), path.clone());
        assert_eq!(other, None, "{when}: {}", path.display());
    }
}

#[test]
fn no_two_paths_of_an_application_differ_only_in_case() {
    let place = scratch::directory();
    for data in ["--example", "--dataset=store_s,stores,my_stores,mystores,me.my_stores,kp_i", "--no-example"]
    {
        for mode in ["--auth=api-key", "--auth=oauth"] {
            let app = place.path().join("app");
            let words = ["new", "app", "--yes", "--no-git", "--example", data, mode];
            let output = carto_app().args(words).current_dir(&place).output().expect("the program runs");
            assert!(output.status.success(), "{}", describe(&output));
            assert_no_case_collisions(&app, data);
            for name in NAMES {
                for part in [
                    &["source", name, "--dataset", "x"][..],
                    &["layer", name, "--source", "x"],
                    &["view", name],
                    &["model", name, "--sql", "SELECT 1"],
                    &["slice", name],
                    &["component", name],
                ] {
                    let mut command = carto_app();
                    let output = command.arg("add").args(part).arg("--yes").current_dir(&app).output();
                    let output = output.expect("the program runs");
                    assert!(
                        matches!(output.status.code(), Some(0 | 2 | 3)),
                        "{part:?}: {}",
                        describe(&output)
                    );
                    assert_no_case_collisions(&app, &part.join(" "));
                }
            }
            std::fs::remove_dir_all(&app).expect("removed");
        }
    }
}

/// Mounts a case-insensitive disk, the first that this system supports: ext4 with `casefold`, VFAT, or exFAT with FUSE.
const MOUNT: &str = r#"
    folds() { touch "$1/Aa" && [ -e "$1/aA" ] && rm "$1/Aa"; }
    mkdir disk
    truncate -s 64M image
    if mkfs.ext4 -q -O casefold image && mount -o loop image disk && mkdir disk/f && chattr +F disk/f && folds disk/f; then
        place=disk/f
    else
        umount disk || true
        if mkfs.vfat image && mount -o loop image disk && folds disk; then
            place=disk
        else
            umount disk || true
            mkfs.exfat image && loop=$(losetup -f --show image) || exit 77
            mount.exfat-fuse "$loop" disk || { losetup -d "$loop"; exit 77; }
            losetup -d "$loop" || true
            folds disk || { umount disk; exit 77; }
            place=disk
        fi
    fi
    trap 'cd /; umount "$top"/disk' EXIT
"#;

/// Runs commands on the mounted disk, and prints what is wrong.
const COMMANDS: &str = r#"
    cd $place
    expects() { [ "$1" = "$2" ] || { echo "$3: exit code $1"; cat "$top/log"; }; }
    run() { local expected=$1 code=0; shift; "$0" "$@" > "$top/log" 2>&1 || code=$?; expects $code $expected "$*"; }
    run 0 new App --name app --yes --no-git --client-id AbCdEfGhIjKl
    run 3 new APP --name app --yes --no-git
    (
        cd app
        run 0 check
        run 0 add source Roads --dataset roads --yes
        run 0 add source ROADS --dataset roads --yes
        run 0 add view roads --yes
        run 3 add component header --yes
        run 0 add layer roads --source roads --view ROADS --yes
        run 0 check
    )
    mkdir other
    echo mine > other/readme.md
    echo mine > other/Package.json
    run 3 new other --yes --no-git
    grep -q package.json "$top/log" || cat "$top/log"
    run 0 new other --yes --no-git --overwrite
    grep -q 'Kept your readme.md' "$top/log" || cat "$top/log"
    [ "$(cat other/.carto-app-backup/Package.json)" = mine ] || echo "the backup is not what was there"
    [ "$(cat other/README.md)" = mine ] || echo "README.md is not theirs"
    grep -q Other other/README.carto-app.md || echo "README.carto-app.md is not ours"
    find . -name '.carto-app-tmp*'
"#;

/// Not every system can mount such a disk. Without one, this test prints a note, and only the test above covers case.
#[test]
#[allow(clippy::disallowed_macros, reason = "prints a note if no disk can be mounted")]
fn works_on_a_case_insensitive_disk() {
    let place = scratch::directory();
    let script = format!("top=$PWD place=\nset +e\n{{ {MOUNT} }} > mounting 2>&1\nset -e\n{COMMANDS}");
    let mut command = Command::new("unshare");
    command.args(["-m", "bash", "-uc", &script, PROGRAM]).current_dir(&place).env_remove("CARTO_APP_API_KEY");
    let output = command.output();
    match output {
        Ok(output) if output.status.success() => assert!(output.stdout.is_empty(), "{}", describe(&output)),
        Ok(output) if output.status.code() != Some(77) && place.path().join("mounting").exists() => {
            panic!("{}", describe(&output))
        }
        _ => eprintln!("no case-insensitive disk can be mounted here: only planned names were tried"),
    }
}
