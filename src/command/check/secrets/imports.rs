//! The names that come from CARTO's packages.

use std::collections::BTreeSet;

/// Words in the names of what is CARTO's.
const CARTO: [&str; 4] = ["carto", "cartodb", "cartoframes", "pycarto"];

/// The longest import, in bytes.
const LONGEST: usize = 2000;

/// Whether a word is CARTO's name.
pub fn is_carto(word: &str) -> bool {
    CARTO.contains(&word)
}

/// Returns the names in the imports from CARTO's packages, in JavaScript and Python: `import { Client } from 'carto'`,
/// `const { Client } = require('carto')`, `from carto.auth import Client`, `import carto as c`.
pub fn imported(text: &[u8]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut statement = String::new();
    for line in text.split(|byte| *byte == b'\n') {
        if statement.is_empty() && !begins_import(line) {
            continue;
        }
        statement.push_str(&String::from_utf8_lossy(&line[..line.len().min(LONGEST)]));
        statement.push('\n');
        let count = |brackets: [char; 2]| statement.matches(brackets).count();
        if count(['{', '(']) > count(['}', ')']) && statement.len() < LONGEST {
            continue;
        }
        let is_import = ["import", "require(", "from "].iter().any(|word| statement.contains(word));
        if is_import && words(&statement).any(|word| is_carto(&word.to_ascii_lowercase())) {
            names.extend(identifiers(&statement).map(str::to_owned));
        }
        statement.clear();
    }
    names
}

fn begins_import(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    let is_destructured = |rest: &[u8]| {
        rest.trim_ascii_start().starts_with(b"{")
            || rest.windows(8).take(LONGEST).any(|part| part == b"require(")
    };
    line.starts_with(b"import")
        || line.starts_with(b"from ")
        || [&b"const "[..], b"let ", b"var "]
            .iter()
            .any(|word| line.strip_prefix(*word).is_some_and(is_destructured))
}

/// The words of a statement, in which names of packages count part by part: `@carto/react-core` has three.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
}

fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    let is_keyword = |name: &&str| {
        !name.is_empty() && !["import", "from", "const", "let", "var", "as", "type", "require"].contains(name)
    };
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(is_keyword)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_cartos_packages_are_found() {
        for text in [
            "import { Client } from 'carto';",
            "import {\n  Other,\n  Client,\n} from '@carto/api-client'",
            "const { Client } = require('cartodb');",
            "const {\n  Client,\n} = require('carto');",
            "from carto.auth import Client",
            "from carto import (\n    Client,\n)",
            "import carto as Client",
        ] {
            assert!(imported(text.as_bytes()).contains("Client"), "{text}");
        }
        for text in [
            "import { Client } from 'pg';",
            "const { Client } = carto;",
            "import { Client } from 'cartoon';\nimport x from 'carto';",
            "from pg import Client",
        ] {
            assert!(!imported(text.as_bytes()).contains("Client"), "{text}");
        }
    }
}
