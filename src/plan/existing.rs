//! What becomes of a file of the owner that exists where one of the application belongs.

/// How a file of the application gets along with one of the owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// The lines of both stand in one file.
    Join,
    /// Both exist; that of the application has a name of its own.
    Beside,
    /// Either will do. The text says what follows if that of the owner stays.
    Either(&'static str),
    /// The application doesn't work without its own.
    Needed,
}

/// What tells a file beside that of the owner from it.
const BESIDE: &str = ".carto-app.";

/// The files of which that of the owner will do.
const EITHER: [(&str, &str); 5] = [
    (".editorconfig", "Prettier follows it, so format:check may report files that carto-app wrote"),
    (".env.example", "it should name VITE_CARTO_API_KEY"),
    (".nvmrc", "the application needs Node 22.13 or newer"),
    (".prettierrc.json", "Prettier follows it, so format:check may report files that carto-app wrote"),
    ("public/favicon.svg", "it is the icon of the application"),
];

/// How a file of the application gets along with one of the owner that has the same path.
pub fn manner(path: &str) -> Manner {
    match path {
        ".gitattributes" | ".gitignore" | ".prettierignore" => Manner::Join,
        "README.md" => Manner::Beside,
        // One that an earlier run has put beside that of the owner.
        path if path.contains(BESIDE) => Manner::Either("it may be of another version"),
        path if path.starts_with(".github/") => Manner::Beside,
        path => EITHER
            .iter()
            .find(|(either, _)| *either == path)
            .map_or(Manner::Needed, |(_, consequence)| Manner::Either(consequence)),
    }
}

/// The path of a file of the application where the owner has one of its name: `README.md` becomes `README.carto-app.md`.
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
