//! Code and data that an application may load from where they can't be read.

use std::collections::HashSet;

use super::imports::{Resolver, Target, package_of, packages};
use super::module::Module;
use super::{Draft, is_asset, is_program, module_stem};
use crate::error::Result;
use crate::template;

/// The modules of a new application that load something at run time, which is neither a query nor a source.
const FETCHING: [&str; 3] = ["src/data/executeSql", "src/data/fetchTile", "src/data/oauth/userInfo"];

/// Whether queries or sources may come from a package that new applications don't have, from a file that is not a module, from
/// outside the application, or from the network.
///
/// # Errors
/// Bugs in the templates only.
pub fn is_any(modules: &[Module], files: &[String], resolver: &Resolver, draft: &Draft<'_>) -> Result<bool> {
    let mut foreign = HashSet::new();
    for module in modules {
        if !module.fetches.is_empty() && !FETCHING.contains(&module_stem(&module.path)) {
            return Ok(true);
        }
        for import in &module.imports {
            let is_unseen = match resolver.target(&import.specifier, &module.path) {
                Target::File(file) => is_data(&file),
                Target::Like(before, after) => {
                    let is_it = |file: &&String| file.starts_with(&before) && file.ends_with(&after);
                    after.contains('.') && is_data(&after)
                        || files.iter().filter(is_it).any(|file| is_data(file))
                }
                Target::Alias(_) => true,
                Target::Elsewhere
                    if import.specifier.starts_with(['.', '/']) || import.specifier.contains(':') =>
                {
                    true
                }
                Target::Elsewhere => {
                    foreign.insert(package_of(&import.specifier));
                    false
                }
            };
            if is_unseen {
                return Ok(true);
            }
        }
    }
    let known = known_packages(draft)?;
    Ok(foreign.iter().any(|package| !known.contains(package) && !known.contains(scope_of(package))))
}

/// Whether a file may contain queries without being a module.
fn is_data(path: &str) -> bool {
    !is_program(path) && !is_asset(path)
}

/// Returns the packages of new applications, and their scopes.
fn known_packages(draft: &Draft<'_>) -> Result<HashSet<String>> {
    let manifest = template::file_of_example(&draft.project().spec, "package.json")?.unwrap_or_default();
    let mut known = packages(&String::from_utf8_lossy(&manifest)).unwrap_or_default();
    let scopes: Vec<String> = known
        .iter()
        .map(|package| scope_of(package))
        .filter(|scope| !scope.is_empty())
        .map(str::to_owned)
        .collect();
    known.extend(scopes);
    Ok(known)
}

/// Returns the scope of a package: `@mui` for `@mui/material`; empty if it has none.
fn scope_of(package: &str) -> &str {
    package.split_once('/').map_or("", |(scope, _)| scope)
}
