//! Disks that are full, read-only or forbidden.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::process::{Command, Output};

use tempfile::TempDir;

use super::scene::{arguments, carto_app, put, said, with_clean_environment};
use crate::scratch;
use crate::tree::{assert_same, snapshot};

/// Whom nothing belongs to.
const NOBODY: u32 = 65_534;

fn mode(path: &std::path::Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions can be set");
}

/// Whether what we make belongs to the superuser.
fn is_superuser() -> bool {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.as_file().metadata().expect("a file can be looked at").uid() == 0
}

/// Runs the program as somebody whom permissions hold back: for the superuser they don't count.
fn without_privileges(place: &TempDir, more: &[&str]) -> Output {
    let program = scratch::directory();
    let binary = program.path().join("carto-app");
    fs::copy(carto_app().get_program(), &binary).expect("the program can be copied");
    mode(program.path(), 0o755);
    let mut command = with_clean_environment(Command::new(binary));
    if is_superuser() {
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
    assert_eq!(output.status.code(), Some(4), "{}", said(&output));
    assert!(said(&output).contains("permission denied"), "{}", said(&output));
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
    assert_eq!(output.status.code(), Some(4), "{}", said(&output));
    assert!(said(&output).contains("permission denied"), "{}", said(&output));
    assert_same(&before, &snapshot(place.path()), "a forbidden part");
    mode(&place.path().join("demo/src"), 0o755);
}

/// Runs a script where it can mount disks of its own. Not every container may; there `strace` alone answers for full
/// disks, in the tests of system calls.
fn with_disks_of_its_own(script: &str) -> Option<Output> {
    let unshare = if is_superuser() { "-m" } else { "-rm" };
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

/// What every script begins with: `tree` prints a directory in all that must not change.
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
            (cd disk && exec "$0" "${{@:3}}" 2>../said) || code=$?
            if [ $code = 4 ]; then
                grep -q 'the disk is full' said || {{ echo "$1: not told that the disk is full"; cat said; }}
                [ "$before" = "$(tree disk)" ] || {{ echo "$1: changed"; diff <(echo "$before") <(tree disk) || true; }}
            elif [ $code = 0 ]; then
                diff -rq whole/demo disk/demo | grep -v '^Only in disk' && echo "$1: not whole"
            else
                echo "$1: exit code $code"; cat said
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
    if let Some(output) = with_disks_of_its_own(&script) {
        assert!(output.status.success() && output.stdout.is_empty(), "{}", said(&output));
    }
}

#[test]
fn a_read_only_disk_changes_nothing_and_a_mount_point_is_no_obstacle() {
    let script = format!(
        r#"{TREE}
        mount -t tmpfs none disk
        (cd disk && exec "$0" "$@" 2>../said) || {{ echo "below a mount point: $?"; cat said; }}
        mkdir disk/there disk/there/src
        mount -t tmpfs none disk/there/src
        (cd disk/there && exec "$0" new . "${{@:3}}" 2>../../said) || {{ echo "with a mount point in it: $?"; cat said; }}
        [ -f disk/there/src/store/store.js ] || echo "a file is not on the disk mounted in it"
        mount -o remount,bind,ro disk
        before=$(tree disk) code=0
        (cd disk && exec "$0" new other "${{@:3}}" 2>../said) || code=$?
        [ $code = 4 ] || echo "read-only: exit code $code"
        grep -q 'the file system is read-only' said || cat said
        [ "$before" = "$(tree disk)" ] || echo "read-only: changed"
        "#
    );
    if let Some(output) = with_disks_of_its_own(&script) {
        assert!(output.status.success() && output.stdout.is_empty(), "{}", said(&output));
    }
}
