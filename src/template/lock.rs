use serde_json::{Map, Value};

use super::tree;
use crate::encode::json;
use crate::error::{Error, Result};
use crate::spec::AppSpec;

/// The package name in the template's lock file, which contains it twice, near the start.
const PLACEHOLDER: &str = "\"carto-app-template\"";

/// The template file that lists the packages that only the sandbox needs, one per line, as the lock file names them.
/// `scripts/refresh-versions` writes it, and compares the lock file without them with npm's own.
const SANDBOX_PACKAGES: &str = "sandbox-packages.txt";

/// Returns `package-lock.json` for an application.
///
/// # Errors
/// A lock file without exactly two placeholders, or with a package of the sandbox missing: a bug in the templates.
pub fn of(spec: &AppSpec, lock: &[u8]) -> Result<Vec<u8>> {
    let lock = std::str::from_utf8(lock).map_err(|_| bug("is not UTF-8"))?;
    let name = spec.name.as_str();
    if spec.sandbox {
        with_name(lock, name)
    } else {
        with_name(&without(lock, tree::file(SANDBOX_PACKAGES)?.lines())?, name)
    }
}

/// Inserts the name. The file is far too long to compile it as a template for two names.
fn with_name(lock: &str, name: &str) -> Result<Vec<u8>> {
    let mut parts = lock.splitn(3, PLACEHOLDER);
    let (Some(head), Some(middle), Some(tail)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(bug("does not contain its placeholder twice"));
    };
    let name = json::string(name);
    Ok([head, &name, middle, &name, tail].concat().into_bytes())
}

/// Removes packages: their entries, and the application's dependencies on them.
fn without<'a>(lock: &str, packages: impl Iterator<Item = &'a str>) -> Result<String> {
    let mut whole: Value = serde_json::from_str(lock).map_err(|error| bug(&error.to_string()))?;
    for package in packages {
        let blocks = object(&mut whole, "/packages")?;
        blocks.shift_remove(package).ok_or_else(|| bug(&format!("does not contain {package}")))?;
        if let Some(name) = package.strip_prefix("node_modules/") {
            object(&mut whole, "/packages//devDependencies")?.shift_remove(name);
        }
    }
    Ok(format!("{whole:#}\n"))
}

fn object<'a>(lock: &'a mut Value, pointer: &str) -> Result<&'a mut Map<String, Value>> {
    lock.pointer_mut(pointer).and_then(Value::as_object_mut).ok_or_else(|| bug(&format!("has no {pointer}")))
}

fn bug(what: &str) -> Error {
    Error::internal(format!("the template's package-lock.json {what}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const WHOLE: &str = include_str!("../../templates/app/carto2/package-lock.json");

    fn packages_of_the_sandbox() -> std::str::Lines<'static> {
        tree::file(SANDBOX_PACKAGES).expect("exists").lines()
    }

    #[test]
    fn both_names_are_replaced() {
        let lock =
            r#"{ "name": "carto-app-template", "packages": { "": { "name": "carto-app-template" } } }"#;
        let named = with_name(lock, "my-map").expect("fits");
        assert_eq!(
            std::str::from_utf8(&named),
            Ok(r#"{ "name": "my-map", "packages": { "": { "name": "my-map" } } }"#)
        );
        assert!(with_name("{}", "my-map").is_err());
    }

    #[test]
    fn the_lock_file_is_formatted_as_by_npm() {
        assert_eq!(without(WHOLE, [].into_iter()).as_deref(), Ok(WHOLE));
        assert!(without(WHOLE, ["node_modules/nothing"].into_iter()).is_err());
        let left = without(WHOLE, packages_of_the_sandbox()).expect("fits");
        let lines: BTreeSet<&str> = WHOLE.lines().map(|line| line.trim_end_matches(',')).collect();
        assert!(left.lines().all(|line| lines.contains(line.trim_end_matches(','))));
        assert!(!left.contains("pglite") && !left.contains("\"node_modules/playwright\""));
    }

    #[test]
    fn no_remaining_package_needs_a_removed_one() {
        let left: Value =
            serde_json::from_str(&without(WHOLE, packages_of_the_sandbox()).expect("fits")).expect("JSON");
        let gone: BTreeSet<&str> =
            packages_of_the_sandbox().map(|line| &line["node_modules/".len()..]).collect();
        for (package, block) in left["packages"].as_object().expect("blocks") {
            for kind in ["dependencies", "devDependencies", "optionalDependencies"] {
                let names = block[kind].as_object().into_iter().flat_map(|names| names.keys());
                let missing: Vec<_> = names.filter(|name| gone.contains(name.as_str())).collect();
                assert!(missing.is_empty(), "{package} needs {missing:?}");
            }
        }
    }
}
