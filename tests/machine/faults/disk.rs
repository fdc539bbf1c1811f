//! Disks that are full, read-only or forbidden.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::scene::{arguments, carto_app, describe, put, with_clean_environment};
use crate::scratch;
use crate::tree::{assert_same, snapshot};

/// The ID of a user and group without files.
const NOBODY: u32 = 65_534;

fn mode(path: &std::path::Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions can be set");
}

/// Whether the tests run as root: new files then belong to root.
fn is_root() -> bool {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.as_file().metadata().expect("a file can be looked at").uid() == 0
}

/// Runs the program as a user to whom permissions apply; they don't apply to root.
fn without_privileges(place: &TempDir, more: &[&str]) -> Output {
    let program = scratch::directory();
    let binary = program.path().join("carto-app");
    fs::copy(carto_app().get_program(), &binary).expect("the program can be copied");
    mode(program.path(), 0o755);
    let mut command = with_clean_environment(Command::new(binary));
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command.args(arguments("demo")).args(more).current_dir(place.path()).output().expect("the program runs")
}

#[test]
fn without_permission_nothing_changes() {
    let place = scratch::directory();
    mode(place.path(), 0o555);
    let before = snapshot(place.path());
    let output = without_privileges(&place, &[]);
    assert_eq!(output.status.code(), Some(4), "{}", describe(&output));
    assert!(describe(&output).contains("permission denied"), "{}", describe(&output));
    assert_same(&before, &snapshot(place.path()), "a forbidden parent");
    mode(place.path(), 0o755);
}

#[test]
fn without_permission_in_a_subdirectory_nothing_changes() {
    let place = scratch::directory();
    put(place.path(), "demo/src/mine.js", "theirs");
    put(place.path(), "demo/vite.config.js", "theirs");
    mode(place.path(), 0o755);
    mode(&place.path().join("demo"), 0o777);
    mode(&place.path().join("demo/src"), 0o555);
    let before = snapshot(place.path());
    let output = without_privileges(&place, &["--overwrite"]);
    assert_eq!(output.status.code(), Some(4), "{}", describe(&output));
    assert!(describe(&output).contains("permission denied"), "{}", describe(&output));
    assert_same(&before, &snapshot(place.path()), "a forbidden part");
    mode(&place.path().join("demo/src"), 0o755);
}

/// Runs a script in a mount namespace of its own, or returns `None` if that is not permitted, as in some containers. There,
/// only the tests of system calls cover full disks.
fn run_with_private_mounts(script: &str) -> Option<Output> {
    let unshare = if is_root() { "-m" } else { "-rm" };
    let mut probe = with_clean_environment(Command::new("unshare"));
    let probe = probe.args([unshare, "mount", "-t", "tmpfs", "none", "/mnt"]).output();
    if !probe.is_ok_and(|output| output.status.success()) {
        return None;
    }
    let place = scratch::directory();
    let mut command = with_clean_environment(Command::new("unshare"));
    command.args([unshare, "bash", "-euc", script]).arg(carto_app().get_program()).args(arguments("demo"));
    Some(command.current_dir(place.path()).output().expect("unshare runs"))
}

/// The beginning of each script. The function `tree` prints everything about a directory that must not change.
const TREE: &str = r#"
    tree() { (cd "$1" && find . -printf '%P %y %m %l\n' | sort && find . -type f -exec cksum {} + | sort -k3); }
    mkdir disk
"#;

#[test]
fn a_full_disk_changes_nothing() {
    let script = format!(
        r#"{TREE}
        try() {{
            mount -t tmpfs -o "$1" none disk
            (cd disk; "$2" "$1")
            before=$(tree disk) code=0
            (cd disk && exec "$0" "${{@:3}}" 2>../log) || code=$?
            if [ $code = 4 ]; then
                grep -q 'the disk is full' log || {{ echo "$1: no message that the disk is full"; cat log; }}
                [ "$before" = "$(tree disk)" ] || {{ echo "$1: changed"; diff <(echo "$before") <(tree disk) || true; }}
            elif [ $code = 0 ]; then
                diff -rq whole/demo disk/demo | grep -v '^Only in disk' && echo "$1: not whole"
            else
                echo "$1: exit code $code"; cat log
            fi
            echo $code >> codes
            umount disk
        }}
        mkdir whole
        (cd whole && exec "$0" "$@" 2>/dev/null)
        empty() {{ touch bystander; }}
        used() {{ mkdir -p demo/src; for file in vite.config.js package.json src/mine.js; do echo theirs > demo/$file; done; }}
        for size in 8 16 32 64 96 128 192 256 320 384 448 512 576 4096; do
            try size=${{size}}k empty "$@"
            try size=$((size + 24))k used "$@" --overwrite
        done
        for inodes in 3 5 8 13 21 34 55 89 400; do
            try size=4m,nr_inodes=$inodes empty "$@"
            try size=4m,nr_inodes=$((inodes + 8)) used "$@" --overwrite
        done
        [ "$(sort -u codes | tr '\n' ' ')" = "0 4 " ] || echo "never full or never done: $(sort codes | uniq -c)"
        "#
    );
    if let Some(output) = run_with_private_mounts(&script) {
        assert!(output.status.success() && output.stdout.is_empty(), "{}", describe(&output));
    }
}

#[test]
fn a_read_only_disk_stays_unchanged_and_mount_points_are_supported() {
    let script = format!(
        r#"{TREE}
        mount -t tmpfs none disk
        (cd disk && exec "$0" "$@" 2>../log) || {{ echo "below a mount point: $?"; cat log; }}
        mkdir disk/there disk/there/src
        mount -t tmpfs none disk/there/src
        (cd disk/there && exec "$0" new . "${{@:3}}" 2>../../log) || {{ echo "with a mount point in it: $?"; cat log; }}
        [ -f disk/there/src/store/store.js ] || echo "a file is not on the disk mounted in it"
        mount -o remount,bind,ro disk
        before=$(tree disk) code=0
        (cd disk && exec "$0" new other "${{@:3}}" 2>../log) || code=$?
        [ $code = 4 ] || echo "read-only: exit code $code"
        grep -q 'the file system is read-only' log || cat log
        [ "$before" = "$(tree disk)" ] || echo "read-only: changed"
        "#
    );
    if let Some(output) = run_with_private_mounts(&script) {
        assert!(output.status.success() && output.stdout.is_empty(), "{}", describe(&output));
    }
}
