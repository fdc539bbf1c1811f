//! The contents of the npm packages.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::machine::{all_output, json, pack, repository, run_ok};

#[test]
#[ignore = "needs npm; scripts/test runs it"]
fn packing_is_reproducible_and_runs_no_scripts() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let binary = folder.path().join("binary");
    fs::write(&binary, "#!/bin/sh\n").expect("written");
    let [once, again] = ["once", "again"].map(|name| {
        pack(&folder.path().join(name), &binary);
        read(&folder.path().join(name))
    });
    assert!(once == again, "packing twice gives different files");

    let platforms = json("npm/platforms.json");
    let platforms = platforms.as_object().expect("platforms");
    assert_eq!(once.len(), platforms.len() + 2);
    for name in once.keys() {
        let tarball = folder.path().join("once").join(name);
        let manifest = manifest(&tarball);
        assert_eq!(manifest.get("scripts"), None, "{name}");
        assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
        assert!(list(&tarball).contains(" package/LICENSE"), "{name} has no license");
    }
    for (name, platform) in platforms {
        let version = env!("CARGO_PKG_VERSION");
        let tarball = folder.path().join(format!("once/carto-app-{name}-{version}.tgz"));
        let manifest = manifest(&tarball);
        assert_eq!(manifest["name"], format!("@carto-app/{name}"));
        for key in ["os", "cpu", "libc"] {
            let expected = platform.get(key).map(|value| json!([value]));
            assert_eq!(manifest.get(key), expected.as_ref(), "{name}: {key}");
        }
        let program = if platform["os"] == "win32" { "carto-app.exe" } else { "carto-app" };
        let listed = list(&tarball);
        let line = listed.lines().find(|line| line.ends_with(&format!(" package/bin/{program}")));
        assert!(line.is_some_and(|line| line.starts_with("-rwxr-xr-x")), "{listed}");
    }
}

#[test]
#[ignore = "needs npm; scripts/test runs it"]
fn packing_needs_all_platforms_without_partial() {
    let folder = tempfile::tempdir().expect("a temporary directory");
    let script = |words: &[&str]| {
        let mut script = Command::new(repository("scripts/pack-npm"));
        let output = script.args(words).current_dir(folder.path()).output().expect("runs");
        (output.status.success(), all_output(&output))
    };
    fs::write(folder.path().join("binary"), "").expect("written");
    let one = "x86_64-unknown-linux-musl=binary";
    let (success, message) = script(&["packed", one]);
    assert!(!success && message.contains("no binary for x86_64-unknown-linux-gnu, aarch64"), "{message}");
    assert!(!folder.path().join("packed").exists());
    let (success, message) = script(&["--partial", "packed", one]);
    assert!(success && read(&folder.path().join("packed")).len() == 3, "{message}");
    let (success, message) = script(&["--partial", "packed", "m68k-unknown-linux-gnu=binary"]);
    assert!(!success && message.contains("m68k-unknown-linux-gnu: not in npm/platforms.json"), "{message}");
}

fn read(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("packed").map(|entry| entry.expect("readable"));
    let read = |path: &Path| fs::read(path).expect("readable");
    entries.map(|entry| (entry.file_name().into_string().expect("UTF-8"), read(&entry.path()))).collect()
}

fn manifest(tarball: &Path) -> Value {
    let text = run_ok(Command::new("tar").arg("-xzOf").arg(tarball).arg("package/package.json"));
    serde_json::from_str(&text).expect("JSON")
}

fn list(tarball: &Path) -> String {
    run_ok(Command::new("tar").arg("-tvzf").arg(tarball))
}
