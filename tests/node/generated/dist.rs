//! Build output: `npm run build` includes nothing of the sandbox, and the sandbox serves no real key.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::apps::App;

/// Texts that occur only in the sandbox's modules.
const SANDBOX_ONLY: [&str; 5] =
    ["sandbox_key_of_owner", "sandbox-client", "localhost:3001", "SANDBOX_", "carto-sandbox"];

/// Fails unless both applications are built to identical files.
#[track_caller]
pub fn assert_same(one: &'static App, other: &'static App) {
    let (one, other) = (read(one, "dist"), read(other, "dist"));
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    for (name, bytes) in one {
        assert!(other[&name] == bytes, "{name} differs");
    }
}

/// Fails if a built file contains a text of the sandbox.
#[track_caller]
pub fn assert_without_sandbox(app: &'static App) {
    assert_without(app, "dist", &SANDBOX_ONLY);
}

/// Fails if the sandbox's own build for the browser contains the application's real API key.
#[track_caller]
pub fn assert_key_stays_out(app: &'static App) {
    let key: Vec<&str> = app.api_key().into_iter().collect();
    assert_without(app, "node_modules/.cache/carto-sandbox/dist", &key);
}

/// The most JavaScript of a build, in bytes after gzip, workers included.
pub struct Bounds {
    /// Of what the page itself names.
    pub first_screen: usize,
    pub whole: usize,
}

/// Fails if the build of an application has more JavaScript than allowed.
#[track_caller]
pub fn assert_small(app: &'static App, bounds: &Bounds) {
    let files = read(app, "dist");
    let page = String::from_utf8_lossy(&files["/index.html"]);
    let dist = app.folder().join("dist");
    let (mut first_screen, mut whole) = (0, 0);
    for name in files.keys().filter(|name| Path::new(name).extension().is_some_and(|end| end == "js")) {
        let size = gzipped(&dist.join(name.trim_start_matches('/')));
        whole += size;
        if page.contains(name.as_str()) {
            first_screen += size;
        }
    }
    assert!((1..=bounds.first_screen).contains(&first_screen), "{}: {first_screen} bytes at first", app.name);
    assert!((first_screen..=bounds.whole).contains(&whole), "{}: {whole} bytes in all", app.name);
}

fn gzipped(path: &Path) -> usize {
    let output = Command::new("gzip").args(["-9", "--stdout"]).arg(path).output().expect("gzip runs");
    assert!(output.status.success(), "{}", path.display());
    output.stdout.len()
}

#[track_caller]
fn assert_without(app: &'static App, folder: &str, texts: &[&str]) {
    for (name, bytes) in read(app, folder) {
        let content = String::from_utf8_lossy(&bytes);
        let found = texts.iter().find(|text| content.contains(**text));
        assert!(found.is_none(), "{}: {folder}{name} holds {found:?}", app.name);
    }
}

type Files = BTreeMap<String, Vec<u8>>;

#[track_caller]
fn read(app: &'static App, folder: &str) -> Files {
    let mut files = Files::new();
    collect(&app.folder().join(folder), "", &mut files);
    assert!(files.contains_key("/index.html"), "{} is not built", app.name);
    files
}

fn collect(folder: &Path, name: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("a build") {
        let path = entry.expect("an entry").path();
        let name = format!("{name}/{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            collect(&path, &name, files);
        } else {
            files.insert(name, fs::read(path).expect("read"));
        }
    }
}
