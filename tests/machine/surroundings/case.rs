//! File systems that take `Roads` and `roads` for one name.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use super::place::{PROGRAM, carto_app, said};
use crate::scratch;
use crate::tree::snapshot;

/// Names that differ in case alone, or do once they are written as JavaScript wants them.
const NAMES: [&str; 8] =
    ["stores", "STORES", "storeS", "store_s", "Store-s", "maplayer", "mapLayer", "MAPLAYER"];

#[track_caller]
fn assert_no_two_fold_to_one(root: &Path, when: &str) {
    let mut folded = BTreeMap::new();
    for path in snapshot(root).into_keys() {
        let other = folded.insert(path.to_string_lossy().to_lowercase(), path.clone());
        assert_eq!(other, None, "{when}: {}", path.display());
    }
}

#[test]
fn no_two_paths_of_an_application_differ_in_case_alone() {
    let place = scratch::directory();
    for data in ["--example", "--dataset=store_s,stores,my_stores,mystores,me.my_stores,kp_i", "--no-example"]
    {
        for mode in ["--auth=api-key", "--auth=oauth"] {
            let app = place.path().join("app");
            let words = ["new", "app", "--yes", "--no-git", "--example", data, mode];
            let output = carto_app().args(words).current_dir(&place).output().expect("the program runs");
            assert!(output.status.success(), "{}", said(&output));
            assert_no_two_fold_to_one(&app, data);
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
                    assert!(matches!(output.status.code(), Some(0 | 2 | 3)), "{part:?}: {}", said(&output));
                    assert_no_two_fold_to_one(&app, &part.join(" "));
                }
            }
            std::fs::remove_dir_all(&app).expect("removed");
        }
    }
}

/// Mounts the first kind of disk that this system has of those that fold case: ext4 with that feature, VFAT, exFAT by FUSE.
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

/// All that can be tried there; what is wrong is printed.
const TRIED: &str = r#"
    cd $place
    expects() { [ "$1" = "$2" ] || { echo "$3: exit code $1"; cat "$top/said"; }; }
    run() { local expected=$1 code=0; shift; "$0" "$@" > "$top/said" 2>&1 || code=$?; expects $code $expected "$*"; }
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
    grep -q package.json "$top/said" || cat "$top/said"
    run 0 new other --yes --no-git --overwrite
    grep -q 'Kept your readme.md' "$top/said" || cat "$top/said"
    [ "$(cat other/.carto-app-backup/Package.json)" = mine ] || echo "the backup is not what was there"
    [ "$(cat other/README.md)" = mine ] || echo "README.md is not theirs"
    grep -q Other other/README.carto-app.md || echo "README.carto-app.md is not ours"
    find . -name '.carto-app-tmp*'
"#;

/// Not every system has such a disk, or lets one be mounted; then the test above answers alone, and this says so.
#[test]
#[allow(clippy::disallowed_macros, reason = "says what was not tried")]
fn case_insensitive_disks_mix_nothing_up() {
    let place = scratch::directory();
    let script = format!("top=$PWD place=\nset +e\n{{ {MOUNT} }} > mounting 2>&1\nset -e\n{TRIED}");
    let mut command = Command::new("unshare");
    command.args(["-m", "bash", "-uc", &script, PROGRAM]).current_dir(&place).env_remove("CARTO_APP_API_KEY");
    let output = command.output();
    match output {
        Ok(output) if output.status.success() => assert!(output.stdout.is_empty(), "{}", said(&output)),
        Ok(output) if output.status.code() != Some(77) && place.path().join("mounting").exists() => {
            panic!("{}", said(&output))
        }
        _ => eprintln!("no disk that folds case can be mounted here: only planned names were tried"),
    }
}
