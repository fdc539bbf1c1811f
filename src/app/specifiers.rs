//! How modules import files of the application.

use super::folders::IMPORTABLE;
use super::module_stem;

/// Returns the specifier by which other modules import a file: `data/sources/roadsSource`.
pub fn specifier(path: &str) -> &str {
    module_stem(path.strip_prefix("src/").unwrap_or(path))
}

/// Returns the specifier by which a certain module imports a file: relative if no alias leads to the file's folder.
pub fn specifier_in(importer: &str, path: &str) -> String {
    let plain = specifier(path);
    if IMPORTABLE.contains(&plain.split('/').next().unwrap_or_default()) {
        return plain.to_owned();
    }
    let from: Vec<&str> = importer.split('/').collect();
    let to: Vec<&str> = module_stem(path).split('/').collect();
    let folders = &from[..from.len() - 1];
    let common = folders.iter().zip(&to[..to.len() - 1]).take_while(|(one, other)| one == other).count();
    let ups = if common == folders.len() { "./".to_owned() } else { "../".repeat(folders.len() - common) };
    ups + &to[common..].join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_without_an_alias_are_imported_relatively() {
        for (importer, path, expected) in [
            ("src/components/views/Kpi.jsx", "src/data/sources/kpiSource.js", "data/sources/kpiSource"),
            ("src/components/views/Kpi.jsx", "src/features/kpi/kpiSource.ts", "../../features/kpi/kpiSource"),
            ("src/features/kpi/Kpi.jsx", "src/features/kpi/kpiSource.ts", "./kpiSource"),
            ("src/features/kpi/Kpi.jsx", "src/features/kpi/source/index.ts", "./source"),
            ("src/features/kpi/Kpi.jsx", "src/features/roads/roadsSource.ts", "../roads/roadsSource"),
            ("src/Kpi.jsx", "src/roadsSource.ts", "./roadsSource"),
        ] {
            assert_eq!(specifier_in(importer, path), expected, "{importer} {path}");
        }
    }
}
