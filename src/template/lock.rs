use std::borrow::Cow;

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

/// The folder of the packages.
const FOLDER: &str = "node_modules/";

/// Returns `package-lock.json` for an application.
///
/// # Errors
/// A lock file without exactly two placeholders, or with a package of a list missing: a bug in the templates.
pub fn of(spec: &AppSpec, lock: &str) -> Result<Vec<u8>> {
    let mut left = Cow::Borrowed(lock);
    if !spec.sandbox {
        left = without(&left, &tree::file(SANDBOX_PACKAGES)?)?.into();
    }
    if spec.language != Language::TypeScript {
        left = without(&left, &tree::file(TYPESCRIPT_PACKAGES)?)?.into();
    }
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

/// Removes listed packages, which are in the order of the lock file: their entries, and the application's dependencies on them. It
/// goes by the lines that npm writes, since parsing the whole file would take as long as all the rest of `new`.
fn without(lock: &str, list: &str) -> Result<String> {
    let end = lock.find("\n    },").ok_or_else(|| bug("has no packages"))?;
    let (application, mut rest) = lock.split_at(end);
    let mut left = String::with_capacity(lock.len());
    for line in application.split_inclusive('\n') {
        let is_listed =
            |name: &str| list.lines().any(|package| package.strip_prefix(FOLDER).unwrap_or(package) == name);
        let dependency = line.strip_prefix("        \"").and_then(|line| line.split_once("\": "));
        if dependency.is_some_and(|(name, _)| is_listed(name)) {
            continue;
        }
        if line.trim_start().starts_with('}') {
            end_object(&mut left);
        }
        left.push_str(line);
    }
    for package in list.lines().filter(|package| package.starts_with(FOLDER)) {
        let missing = || bug(&format!("does not contain {package}, or not in the order of the list"));
        let (before, entry) = rest.split_once(&format!("\n    \"{package}\": {{\n")).ok_or_else(missing)?;
        let end = entry.find("\n    }").ok_or_else(missing)? + "\n    }".len();
        left.push_str(before);
        left.push('\n');
        rest = &entry[end..];
        if let Some(others) = rest.strip_prefix(',') {
            rest = others;
        } else {
            end_object(&mut left);
        }
        // What follows begins with a line break, by which the next entry is found.
        left.pop();
    }
    left.push_str(rest);
    Ok(left)
}

/// Removes the comma after what is now the last entry of an object.
fn end_object(left: &mut String) {
    if left.ends_with(",\n") {
        left.replace_range(left.len() - 2.., "\n");
    }
}

fn bug(what: &str) -> Error {
    Error::internal(format!("the template's package-lock.json {what}"))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::Value;

    use super::*;

    const WHOLE: &str = include_str!("../../templates/app/carto2/package-lock.json");

    /// The lock file without each part, and without both, with what was removed.
    fn smaller() -> [(String, HashSet<String>); 3] {
        let lists = [SANDBOX_PACKAGES, TYPESCRIPT_PACKAGES].map(|list| tree::file(list).expect("exists"));
        let lines = |list: &str| list.lines().map(str::to_owned).collect();
        let [sandbox, typescript] = &lists;
        let both = without(&without(WHOLE, sandbox).expect("fits"), typescript).expect("fits");
        [
            (without(WHOLE, sandbox).expect("fits"), lines(sandbox)),
            (without(WHOLE, typescript).expect("fits"), lines(typescript)),
            (both, lines(&lists.concat())),
        ]
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
        assert_eq!(without(WHOLE, "").as_deref(), Ok(WHOLE));
        assert!(without(WHOLE, "node_modules/nothing").is_err());
        for (left, packages) in smaller() {
            let value: Value = serde_json::from_str(&left).expect("JSON");
            assert_eq!(format!("{value:#}\n"), left);
            for package in packages {
                let name = package.trim_start_matches("node_modules/");
                assert!(package == name || value["packages"].get(&package).is_none(), "{package}");
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
