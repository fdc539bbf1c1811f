//! What is built: nothing of the sandbox in `npm run build`, and no real key in what the sandbox serves.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::apps::App;

/// What the sandbox's modules say and nobody else does.
const OF_THE_SANDBOX: [&str; 5] =
    ["sandbox_key_of_owner", "sandbox-client", "localhost:3001", "SANDBOX_", "carto-sandbox"];

/// Two applications are built to the same files, to the byte.
#[track_caller]
pub fn assert_same(one: &'static App, other: &'static App) {
    let (one, other) = (read(one, "dist"), read(other, "dist"));
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    for (name, bytes) in one {
        assert!(other[&name] == bytes, "{name} differs");
    }
}

/// No file of it holds what only the sandbox says.
#[track_caller]
pub fn assert_without_sandbox(app: &'static App) {
    assert_without(app, "dist", &OF_THE_SANDBOX);
}

/// What the sandbox has built for the browser does not hold the application's real API key.
#[track_caller]
pub fn assert_key_stays_out(app: &'static App) {
    let key: Vec<&str> = app.api_key().into_iter().collect();
    assert_without(app, "node_modules/.cache/carto-sandbox/dist", &key);
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
    for entry in fs::read_dir(folder).expect("it is built") {
        let path = entry.expect("it can be read").path();
        let name = format!("{name}/{}", path.file_name().expect("it has a name").to_string_lossy());
        if path.is_dir() {
            collect(&path, &name, files);
        } else {
            files.insert(name, fs::read(path).expect("it can be read"));
        }
    }
}
