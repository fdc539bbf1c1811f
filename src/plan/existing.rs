//! How a file of the application and an existing file with the same path are reconciled.

/// How two files with the same path are reconciled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// One file has the lines of both.
    Join,
    /// Both exist; the application's file gets another name.
    Beside,
    /// Either works. The text is the consequence of keeping the owner's file.
    Either(&'static str),
    /// The application needs its own file.
    Needed,
}

/// The part of the name that distinguishes a file from the owner's.
const BESIDE: &str = ".carto-app.";

/// The files for which the owner's file works, too.
const EITHER: [(&str, &str); 5] = [
    (".editorconfig", "Prettier follows it, so format:check may report files that carto-app wrote"),
    (".env.example", "it should name VITE_CARTO_API_KEY"),
    (".nvmrc", "the application needs Node 22.13 or newer"),
    (".prettierrc.json", "Prettier follows it, so format:check may report files that carto-app wrote"),
    ("public/favicon.svg", "it is the icon of the application"),
];

/// Returns how a file of the application and an existing one with this path are reconciled.
pub fn manner(path: &str) -> Manner {
    match path {
        ".gitattributes" | ".gitignore" | ".prettierignore" => Manner::Join,
        "README.md" => Manner::Beside,
        // An earlier run wrote this file next to the owner's.
        path if path.contains(BESIDE) => Manner::Either("it may be of another version"),
        path if path.starts_with(".github/") => Manner::Beside,
        path => EITHER
            .iter()
            .find(|(either, _)| *either == path)
            .map_or(Manner::Needed, |(_, consequence)| Manner::Either(consequence)),
    }
}

/// Returns the path of a file next to the owner's: `README.md` becomes `README.carto-app.md`.
pub fn beside(path: &str) -> String {
    let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
    format!("{stem}{BESIDE}{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_needed_and_documents_are_not() {
        for path in ["package.json", "package-lock.json", "carto-app.toml", "src/main.jsx", ".env.local"] {
            assert_eq!(manner(path), Manner::Needed, "{path}");
        }
        assert_eq!(manner("README.md"), Manner::Beside);
        assert_eq!(manner("sandbox/README.md"), Manner::Needed);
        assert_eq!(manner(".gitignore"), Manner::Join);
        assert!(matches!(manner(".nvmrc"), Manner::Either(_)));
    }

    #[test]
    fn a_file_beside_keeps_its_folder_and_its_extension() {
        assert_eq!(beside("README.md"), "README.carto-app.md");
        assert_eq!(beside(".github/workflows/ci.yml"), ".github/workflows/ci.carto-app.yml");
    }
}
