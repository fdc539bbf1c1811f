//! Resolves the imports of a module to files.

use std::collections::{HashSet, VecDeque};

use super::files::{is_of_tests, is_program, module_stem};
use super::module::Import;
use super::{Draft, module};
use crate::error::Result;

/// The endings that an import may omit, in the order in which they are tried.
const ENDINGS: [&str; 13] = [
    "",
    ".js",
    ".jsx",
    ".mjs",
    ".ts",
    ".tsx",
    ".mts",
    ".cjs",
    "/index.js",
    "/index.jsx",
    "/index.mjs",
    "/index.ts",
    "/index.tsx",
];

/// TypeScript's extensions for the JavaScript extensions in imports: `./x.js` may be `x.ts`.
const WRITTEN: [(&str, &[&str]); 3] = [(".js", &[".ts", ".tsx"]), (".jsx", &[".tsx"]), (".mjs", &[".mts"])];

/// What an import refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A file of the application.
    File(String),
    /// Every file whose path begins and ends like this: a pattern, or a path that is only known at run time.
    Like(String, String),
    /// A package, or a file that does not exist.
    Elsewhere,
    /// An unknown alias; the last part of the path, without its extension.
    Alias(String),
}

impl Target {
    /// Whether a file is the target, or one that the pattern matches.
    pub fn is(&self, path: &str) -> bool {
        match self {
            Self::File(file) => file == path,
            Self::Like(before, after) => path.starts_with(before.as_str()) && path.ends_with(after.as_str()),
            Self::Elsewhere | Self::Alias(_) => false,
        }
    }
}

/// Resolves imports.
pub struct Resolver {
    files: HashSet<String>,
    /// The last parts of the paths of modules below `src`.
    stems: HashSet<String>,
    /// The packages that the application lists; `None` if the list can't be read.
    packages: Option<HashSet<String>>,
}

impl Resolver {
    /// Reads the application's files and packages.
    ///
    /// # Errors
    /// Folders that can't be read.
    pub fn of(draft: &mut Draft<'_>) -> Result<Self> {
        let files = draft.below("")?;
        let manifest = draft.text("package.json").ok().flatten();
        Ok(Self::new(files, manifest.and_then(|text| packages(&text))))
    }

    /// Adds files that no longer exist, so that imports of them are recognized.
    #[must_use]
    pub fn with<'f>(mut self, files: impl Iterator<Item = &'f String>) -> Self {
        self.files.extend(files.cloned());
        self
    }

    fn new(files: Vec<String>, packages: Option<HashSet<String>>) -> Self {
        let modules = files.iter().filter(|path| path.starts_with("src/") && is_program(path));
        let stems = modules.map(|path| last(module_stem(path)).to_owned()).collect();
        Self { files: files.into_iter().collect(), stems, packages }
    }

    /// Returns what an import in the module `importer` refers to. A `*` stands for a part that can be anything.
    pub fn target(&self, specifier: &str, importer: &str) -> Target {
        let specifier = specifier.split('?').next().unwrap_or(specifier);
        let is_relative = specifier.starts_with('.');
        let candidates: Vec<String> = if is_relative {
            joined(importer, specifier).into_iter().collect()
        } else {
            let below = |start: &str| specifier.strip_prefix(start).map(|rest| format!("src/{rest}"));
            let from_root = specifier.strip_prefix('/').unwrap_or(specifier).to_owned();
            let aliases = ["@/", "~/", "#/", "/"].into_iter().filter_map(below);
            // Vite serves the files in public from the root.
            let public = specifier.strip_prefix('/').map(|rest| format!("public/{rest}"));
            aliases.chain([format!("src/{specifier}"), from_root]).chain(public).collect()
        };
        if specifier.contains('*') {
            let ends = |path: &String| {
                let (before, rest) = path.split_once('*').unwrap_or((path, ""));
                let after = rest.rsplit_once('*').map_or(rest, |(_, after)| after);
                (before.to_owned(), after.to_owned())
            };
            let mut all = candidates.iter().map(ends);
            let known =
                all.find(|(before, _)| self.files.iter().any(|file| file.starts_with(before.as_str())));
            return match known {
                Some((before, after)) => Target::Like(before, after),
                None if is_relative => Target::Elsewhere,
                // An alias, or a path without a beginning.
                None => Target::Like(String::new(), String::new()),
            };
        }
        if let Some(file) = candidates.iter().find_map(|path| self.file(path)) {
            return Target::File(file);
        }
        if is_relative || specifier.contains(':') || self.is_package(specifier) {
            return Target::Elsewhere;
        }
        Target::Alias(last(module_stem(specifier)).to_owned())
    }

    /// Whether a target is this file, or may be.
    pub fn may_be(&self, target: &Target, path: &str) -> bool {
        match target {
            Target::File(file) => file == path,
            Target::Like(before, after) => {
                let is_end =
                    path.ends_with(after.as_str()) || module_stem(path).ends_with(module_stem(after));
                path.starts_with(before.as_str()) && is_end
            }
            Target::Elsewhere => false,
            // The alias may stand for a folder, or for a file with another name.
            Target::Alias(name) => !self.stems.contains(name) || last(module_stem(path)) == name,
        }
    }

    /// Returns the file at a path from the root, whose extension may be missing.
    pub fn file(&self, path: &str) -> Option<String> {
        let path = path.trim_end_matches('/');
        let omitted = ENDINGS.iter().map(|ending| format!("{path}{ending}"));
        let written =
            WRITTEN.iter().filter_map(|(ending, others)| Some((path.strip_suffix(ending)?, others)));
        let written =
            written.flat_map(|(stem, others)| others.iter().map(move |other| format!("{stem}{other}")));
        omitted.chain(written).find(|file| self.files.contains(file))
    }

    fn is_package(&self, specifier: &str) -> bool {
        self.packages.as_ref().is_some_and(|packages| packages.contains(&package_of(specifier)))
    }
}

/// Returns the package of a specifier: `@scope/name` for `@scope/name/part`.
pub fn package_of(specifier: &str) -> String {
    let parts = if specifier.starts_with('@') { 2 } else { 1 };
    specifier.split('/').take(parts).collect::<Vec<_>>().join("/")
}

/// Returns a module's imports with their targets.
///
/// # Errors
/// The module can't be read.
pub fn targets(path: &str, resolver: &Resolver, draft: &mut Draft<'_>) -> Result<Vec<(Import, Target)>> {
    let text = draft.text(path)?.unwrap_or_default();
    let read = module::read(path, &draft.project().name_of(path), &text)?;
    let with_target = |import: Import| {
        let target = resolver.target(&import.specifier, path);
        (import, target)
    };
    Ok(read.imports.into_iter().map(with_target).collect())
}

/// A module that another one imports, directly or through others.
pub struct Reached {
    /// Its path.
    pub path: String,
    /// The number of imports between the modules: 0 for the first one itself.
    pub depth: usize,
    /// Its own imports with their targets; `None` if it can't be read.
    pub imports: Option<Vec<(Import, Target)>>,
}

/// Returns a module, and the modules that `enters` accepts among those that it imports directly or through others, nearest
/// first.
pub fn reached(
    start: &str,
    enters: &dyn Fn(&str) -> bool,
    resolver: &Resolver,
    draft: &mut Draft<'_>,
) -> Vec<Reached> {
    let mut seen = HashSet::from([start.to_owned()]);
    let mut all = Vec::new();
    let mut open = VecDeque::from([(start.to_owned(), 0)]);
    while let Some((path, depth)) = open.pop_front() {
        let imports = targets(&path, resolver, draft).ok();
        for (_, target) in imports.iter().flatten() {
            if let Target::File(other) = target
                && is_program(other)
                && enters(other)
                && seen.insert(other.clone())
            {
                open.push_back((other.clone(), depth + 1));
            }
        }
        all.push(Reached { path, depth, imports });
    }
    all
}

/// Returns the modules of a folder, except for tests.
///
/// # Errors
/// A folder that can't be read.
pub fn modules_below(folder: &str, draft: &Draft<'_>) -> Result<Vec<String>> {
    Ok(draft.below(folder)?.into_iter().filter(|path| is_program(path) && !is_of_tests(path)).collect())
}

/// The packages that a manifest lists, and those whose types it lists: `geojson` for `@types/geojson`.
pub fn packages(manifest: &str) -> Option<HashSet<String>> {
    let manifest: serde_json::Value = serde_json::from_str(manifest).ok()?;
    let lists = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
    let listed = lists.iter().filter_map(|list| manifest[*list].as_object()).flat_map(|list| list.keys());
    let typed = |package: &String| {
        let name = package.strip_prefix("@types/")?;
        Some(
            name.split_once("__").map_or_else(|| name.to_owned(), |(scope, name)| format!("@{scope}/{name}")),
        )
    };
    Some(listed.flat_map(|package| [Some(package.clone()), typed(package)]).flatten().collect())
}

/// Resolves a relative import to a path from the root; `None` if it leads out of the application.
pub fn joined(importer: &str, specifier: &str) -> Option<String> {
    let mut parts: Vec<&str> = importer.split('/').collect();
    parts.pop();
    for part in specifier.split('/') {
        match part {
            "." | "" => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    let slash = if specifier.ends_with('/') { "/" } else { "" };
    Some(parts.join("/") + slash)
}

/// The last part of a path.
fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_resolve_to_files() {
        let files = [
            "src/components/b.tsx",
            "src/components/views/b.jsx",
            "src/components/c/index.ts",
            "src/data/x.js",
            "src/components/layers/RoadsLayer.js",
            "public/logo.svg",
        ];
        let packages = Some(HashSet::from(["react".to_owned(), "@carto/react-core".to_owned()]));
        let resolver = Resolver::new(files.map(str::to_owned).to_vec(), packages);
        let file = |path: &str| Target::File(path.to_owned());
        for (specifier, expected) in [
            ("./b", file("src/components/views/b.jsx")),
            ("./b?url", file("src/components/views/b.jsx")),
            ("../b.js", file("src/components/b.tsx")),
            ("../c", file("src/components/c/index.ts")),
            ("components/b", file("src/components/b.tsx")),
            ("@/data/x", file("src/data/x.js")),
            ("/src/data/x", file("src/data/x.js")),
            ("src/data/x", file("src/data/x.js")),
            ("/logo.svg", file("public/logo.svg")),
            ("../../../data/x", Target::Elsewhere),
            ("./gone", Target::Elsewhere),
            ("react/jsx-runtime", Target::Elsewhere),
            ("@carto/react-core", Target::Elsewhere),
            ("virtual:routes", Target::Elsewhere),
            ("@views/b", Target::Alias("b".to_owned())),
            ("../layers/*Layer.js", Target::Like("src/components/layers/".to_owned(), "Layer.js".to_owned())),
            ("components/*", Target::Like("src/components/".to_owned(), String::new())),
            ("@views/*.jsx", Target::Like(String::new(), String::new())),
            ("*", Target::Like("src/".to_owned(), String::new())),
        ] {
            assert_eq!(resolver.target(specifier, "src/components/views/A.jsx"), expected, "{specifier}");
        }
        let may_be = |specifier: &str, path: &str| {
            resolver.may_be(&resolver.target(specifier, "src/components/views/A.jsx"), path)
        };
        for (specifier, path, expected) in [
            ("@views/b", "src/components/views/b.jsx", true),
            ("@views/b", "src/data/x.js", false),
            ("@views", "src/data/x.js", true),
            ("./*.jsx", "src/components/views/b.jsx", true),
            ("./*", "src/data/x.js", false),
            ("../layers/*Layer", "src/components/layers/RoadsLayer.js", true),
            ("../layers/*Source", "src/components/layers/RoadsLayer.js", false),
        ] {
            assert_eq!(may_be(specifier, path), expected, "{specifier} {path}");
        }
    }
}
