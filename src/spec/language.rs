use std::fmt;
use std::str::FromStr;

use super::{Invalid, closest};

/// The language of an application's modules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// JavaScript, with the file names of CARTO's guide.
    #[default]
    JavaScript,
    /// TypeScript, strict.
    TypeScript,
}

impl Language {
    /// All languages, in display order.
    pub const ALL: [Self; 2] = [Self::JavaScript, Self::TypeScript];

    /// Its name in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::JavaScript => "javascript",
            Self::TypeScript => "typescript",
        }
    }

    /// Its name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::JavaScript => "JavaScript",
            Self::TypeScript => "TypeScript",
        }
    }

    /// The extension of its modules.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::JavaScript => "js",
            Self::TypeScript => "ts",
        }
    }

    /// The extension of its modules with JSX.
    pub const fn jsx_extension(self) -> &'static str {
        match self {
            Self::JavaScript => "jsx",
            Self::TypeScript => "tsx",
        }
    }

    /// The path in this language of a module that is `path` in JavaScript; other files have the same path in every language.
    pub fn module(self, path: &str) -> String {
        match (self, path.rsplit_once('.')) {
            (Self::TypeScript, Some((stem, "js"))) => format!("{stem}.ts"),
            (Self::TypeScript, Some((stem, "jsx"))) => format!("{stem}.tsx"),
            _ => path.to_owned(),
        }
    }
}

impl FromStr for Language {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        if let Some(known) = Self::ALL.into_iter().find(|known| known.as_str() == text) {
            return Ok(known);
        }
        let refusal = Invalid::new("is neither javascript nor typescript");
        let meant = text.trim().to_ascii_lowercase();
        let short =
            Self::ALL.into_iter().find(|known| meant == known.extension() || meant == known.jsx_extension());
        let near = short.map(|known| known.as_str().to_owned());
        Err(match near.or_else(|| closest(&meant, Self::ALL.map(Self::as_str))) {
            Some(near) => refusal.suggest(near),
            None => refusal,
        })
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_is_recognized() {
        for known in Language::ALL {
            assert_eq!(known.to_string().parse(), Ok(known));
        }
        let suggestion = |text: &str| text.parse::<Language>().expect_err(text).suggestion;
        for (text, expected) in [
            ("TypeScript", "typescript"),
            ("ts", "typescript"),
            ("TS", "typescript"),
            ("js", "javascript"),
            ("jsx", "javascript"),
            ("javscript", "javascript"),
        ] {
            assert_eq!(suggestion(text).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(suggestion("rust"), None);
    }

    #[test]
    fn modules_have_the_extension_of_their_language() {
        for (javascript, typescript) in [
            ("src/store/store.js", "src/store/store.ts"),
            ("src/App.test.jsx", "src/App.test.tsx"),
            ("README.md", "README.md"),
            ("src/data.json", "src/data.json"),
        ] {
            assert_eq!(Language::JavaScript.module(javascript), javascript);
            assert_eq!(Language::TypeScript.module(javascript), typescript);
        }
    }
}
