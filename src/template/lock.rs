use std::collections::HashSet;

use super::tree;
use crate::encode::json;
use crate::error::{Error, Result};
use crate::spec::{AppSpec, Language};

/// The package name in the template's lock file, which contains it twice, near the start.
const PLACEHOLDER: &str = "\"carto-app-template\"";

/// The template files that list what only the sandbox and only TypeScript need, one per line: packages, as the lock file names
/// them, and direct dependencies on packages that others need, too. `scripts/refresh-versions` writes them, and compares the
/// lock file without these packages with npm's own.
const SANDBOX_PACKAGES: &str = "sandbox-packages.txt";
const TYPESCRIPT_PACKAGES: &str = "typescript-packages.txt";

/// Returns `package-lock.json` for an application.
///
/// # Errors
/// A lock file without exactly two placeholders, or with a package of a list missing: a bug in the templates.
pub fn of(spec: &AppSpec, lock: &[u8]) -> Result<Vec<u8>> {
    let lock = std::str::from_utf8(lock).map_err(|_| bug("is not UTF-8"))?;
    let mut omitted = Vec::new();
    if !spec.sandbox {
        omitted.push(tree::file(SANDBOX_PACKAGES)?);
    }
    if spec.language != Language::TypeScript {
        omitted.push(tree::file(TYPESCRIPT_PACKAGES)?);
    }
    let left = without(lock, omitted.iter().flat_map(|list| list.lines()).collect())?;
    with_name(&left, spec.name.as_str())
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

/// Removes packages: their entries, and the application's dependencies on them. It goes by the lines that npm writes, since
/// parsing the whole file would take as long as all the rest of `new`.
fn without(lock: &str, mut packages: HashSet<&str>) -> Result<String> {
    let dependencies: HashSet<&str> =
        packages.iter().map(|package| package.strip_prefix("node_modules/").unwrap_or(package)).collect();
    packages.retain(|package| package.starts_with("node_modules/"));
    let mut left = String::with_capacity(lock.len());
    let mut lines = lock.split_inclusive('\n');
    let mut is_application = true;
    while let Some(line) = lines.next() {
        let text = line.trim_start();
        let key = text.strip_prefix('"').and_then(|rest| rest.split('"').next());
        match (key, line.len() - text.len()) {
            (Some(package), 4) if packages.remove(package) => {
                lines.find(|line| line.starts_with("    }"));
            }
            (Some(package), 8) if is_application && dependencies.contains(package) => {}
            _ => {
                // The last entry of an object has no comma.
                if text.starts_with('}') && left.ends_with(",\n") {
                    left.replace_range(left.len() - 2.., "\n");
                }
                is_application &= !line.starts_with("    }");
                left.push_str(line);
            }
        }
    }
    match packages.iter().next() {
        Some(missing) => Err(bug(&format!("does not contain {missing}"))),
        None => Ok(left),
    }
}

fn bug(what: &str) -> Error {
    Error::internal(format!("the template's package-lock.json {what}"))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    const WHOLE: &str = include_str!("../../templates/app/carto2/package-lock.json");

    /// The lock file without each part, and without both, with what was removed.
    fn smaller() -> Vec<(String, HashSet<&'static str>)> {
        let lists: [&[&str]; 3] =
            [&[SANDBOX_PACKAGES], &[TYPESCRIPT_PACKAGES], &[SANDBOX_PACKAGES, TYPESCRIPT_PACKAGES]];
        let packages = lists.map(|lists| {
            lists.iter().flat_map(|list| tree::file(list).expect("exists").lines()).collect::<HashSet<_>>()
        });
        packages
            .into_iter()
            .map(|packages| (without(WHOLE, packages.clone()).expect("fits"), packages))
            .collect()
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
        assert_eq!(without(WHOLE, HashSet::new()).as_deref(), Ok(WHOLE));
        assert!(without(WHOLE, HashSet::from(["node_modules/nothing"])).is_err());
        for (left, packages) in smaller() {
            let value: Value = serde_json::from_str(&left).expect("JSON");
            assert_eq!(format!("{value:#}\n"), left);
            for package in packages {
                let name = package.trim_start_matches("node_modules/");
                assert!(package == name || value["packages"].get(package).is_none(), "{package}");
                assert!(value["packages"][""]["devDependencies"].get(name).is_none(), "{name}");
            }
        }
    }

    #[test]
    fn no_remaining_package_needs_a_removed_one() {
        for (left, removed) in smaller() {
            let left: Value = serde_json::from_str(&left).expect("JSON");
            let gone: HashSet<&str> =
                removed.iter().filter_map(|package| package.strip_prefix("node_modules/")).collect();
            for (package, block) in left["packages"].as_object().expect("blocks") {
                for kind in ["dependencies", "devDependencies", "optionalDependencies"] {
                    let names = block[kind].as_object().into_iter().flat_map(|names| names.keys());
                    let missing: Vec<_> = names.filter(|name| gone.contains(name.as_str())).collect();
                    assert!(missing.is_empty(), "{package} needs {missing:?}");
                }
            }
        }
    }
}
