//! Imports of files that surely do not exist.

use std::fs;
use std::path::Path;

use super::imports::{Target, joined, package_of};
use super::module::{Import, Module};
use super::survey::Survey;
use super::{Project, is_asset};

/// Endings of modules that an import may omit.
const OMITTED: [&str; 5] = ["", ".js", ".jsx", ".ts", ".tsx"];

/// Returns the imports of the application's modules whose file surely does not exist, with their modules. An import of a package,
/// of a file that git ignores, or of one that some plugin may provide is not among them.
pub fn missing_imports<'s>(survey: &'s Survey, project: &Project) -> Vec<(&'s Module, &'s Import)> {
    let in_src = survey.modules.iter().filter(|module| module.path.starts_with("src/"));
    let all = in_src.flat_map(|module| module.imports.iter().map(move |import| (module, import)));
    all.filter(|(module, import)| import.is_needed && is_missing(&import.specifier, module, survey, project))
        .collect()
}

fn is_missing(specifier: &str, module: &Module, survey: &Survey, project: &Project) -> bool {
    let path = match survey.resolver().target(specifier, &module.path) {
        Target::Elsewhere if specifier.starts_with('.') => joined(&module.path, without_query(specifier)),
        Target::Alias(_) => aliased(specifier, survey, project),
        _ => None,
    };
    path.is_some_and(|path| {
        let path = path.trim_end_matches('/');
        !may_exist(path, &project.root)
            && !OMITTED.iter().any(|ending| survey.git.ignores(&format!("{path}{ending}")))
    })
}

/// Returns the path in `src` that a specifier such as `components/Map` or `@/components/Map` stands for: another import shows that
/// its beginning stands for this folder, and no file elsewhere ends with the same path.
fn aliased(specifier: &str, survey: &Survey, project: &Project) -> Option<String> {
    let specifier = without_query(specifier);
    let (first, rest) = specifier.split_once('/')?;
    let folder = if ["@", "~", "#"].contains(&first) { "src".to_owned() } else { format!("src/{first}") };
    if project.root.join("node_modules").join(package_of(specifier)).exists() {
        return None;
    }
    let start = format!("{first}/");
    let is_shown = |module: &Module| {
        let mut others = module.imports.iter().map(|import| import.specifier.as_str());
        others.any(|other| {
            other.strip_prefix(&start).is_some_and(|rest| {
                let found = survey.resolver().target(other, &module.path);
                matches!(found, Target::File(file) if file.starts_with(&format!("{folder}/{}", without_query(rest))))
            })
        })
    };
    let end = format!("/{rest}");
    let own = format!("{folder}/");
    let is_elsewhere = |file: &String| {
        let at = file.rfind(&end).filter(|_| !file.starts_with(&own));
        at.is_some_and(|at| !file[at + end.len()..].contains('/'))
    };
    let is_known = survey.modules.iter().any(is_shown) && !survey.files.iter().any(is_elsewhere);
    is_known.then(|| format!("{folder}/{rest}"))
}

/// Whether an import of a path may find a file: one of this name, with any extension that a bundler may add, or a folder. What is
/// behind a symbolic link is not known.
fn may_exist(path: &str, root: &Path) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let mut place = root.to_owned();
    for part in folder.split('/').filter(|part| !part.is_empty()) {
        place.push(part);
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return true,
            Err(error) => return error.kind() != std::io::ErrorKind::NotFound || differs_in_case(&place),
        }
    }
    let Ok(entries) = fs::read_dir(&place) else { return true };
    // TypeScript's modules are imported with JavaScript's extensions.
    let stem = [".js", ".jsx", ".mjs", ".cjs"].iter().find_map(|ending| name.strip_suffix(ending));
    entries.into_iter().any(|entry| {
        let Ok(entry) = entry else { return true };
        let own = entry.file_name().to_string_lossy().to_lowercase();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            return own == name.to_lowercase() && is_module_folder(&entry.path());
        }
        let is_module = |stem: &str, ending: &str| {
            let rest = own.strip_prefix(&stem.to_lowercase()).unwrap_or("?");
            rest.is_empty()
                || rest == ".d.ts"
                || rest.starts_with(ending) && !rest[1..].contains('.') && !is_asset(rest)
        };
        is_module(name, ".") || stem.is_some_and(|stem| is_module(stem, ".ts") || is_module(stem, ".mts"))
    })
}

/// Whether a folder can be imported.
fn is_module_folder(place: &Path) -> bool {
    let Ok(entries) = fs::read_dir(place) else { return true };
    let mut names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().to_lowercase());
    names.any(|name| name.starts_with("index.") || name == "package.json")
}

/// Whether a folder exists under a name with other capitals, which some file systems find.
fn differs_in_case(place: &Path) -> bool {
    let (Some(parent), Some(name)) = (place.parent(), place.file_name()) else { return true };
    let Ok(mut entries) = fs::read_dir(parent) else { return true };
    let name = name.to_string_lossy().to_lowercase();
    entries.any(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().to_lowercase() == name))
}

fn without_query(specifier: &str) -> &str {
    specifier.split('?').next().unwrap_or(specifier)
}
