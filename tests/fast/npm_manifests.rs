//! The npm manifests in the repository agree with Cargo.toml and with each other.

use std::fs;

use serde_json::{Map, Value};

use crate::snapshot::{assert_file, repository};

const MANIFESTS: [&str; 2] = ["npm/carto-app/package.json", "npm/create-carto-app/package.json"];

#[test]
fn manifests_agree_with_cargo() {
    for path in MANIFESTS {
        let mut manifest = json(path);
        set_version(&mut manifest);
        assert_file(path, &format!("{}\n", serde_json::to_string_pretty(&manifest).expect("JSON")));
        assert_eq!(manifest["description"], env!("CARGO_PKG_DESCRIPTION"), "{path}");
        assert_eq!(manifest["license"], env!("CARGO_PKG_LICENSE"), "{path}");
        let repository = Some(env!("CARGO_PKG_REPOSITORY")).filter(|repository| !repository.is_empty());
        assert_eq!(manifest["repository"]["url"].as_str(), repository, "{path}");
    }
}

fn set_version(manifest: &mut Value) {
    manifest["version"] = env!("CARGO_PKG_VERSION").into();
    for kind in ["dependencies", "optionalDependencies"] {
        let dependencies = manifest.get_mut(kind).and_then(Value::as_object_mut);
        for version in dependencies.into_iter().flat_map(Map::values_mut) {
            *version = env!("CARGO_PKG_VERSION").into();
        }
    }
}

#[test]
fn depends_on_a_package_for_each_platform() {
    let manifest = json(MANIFESTS[0]);
    let dependencies: Vec<String> =
        manifest["optionalDependencies"].as_object().expect("some").keys().cloned().collect();
    let platforms = json("npm/platforms.json");
    let platforms = platforms.as_object().expect("platforms").keys();
    assert_eq!(dependencies, platforms.map(|name| format!("@carto-app/{name}")).collect::<Vec<_>>());
}

fn json(path: &str) -> Value {
    serde_json::from_slice(&fs::read(repository(path)).expect(path)).expect("JSON")
}
