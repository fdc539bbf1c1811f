use std::collections::{HashMap, HashSet};

use super::DatasetName;
use super::title::capitalized;

/// The JavaScript names of a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// For values and files: `roads2020`.
    pub id: String,
    /// For components: `Roads2020`.
    pub component: String,
}

/// The maximum length in characters, to keep lines short.
const MAX_LENGTH: usize = 40;

/// Names that no dataset may get, in lower case: keywords, names that `ESLint` rejects, and globals that the code relies
/// on.
#[rustfmt::skip]
const RESERVED: [&str; 126] = [
    "abstract", "alert", "any", "arguments", "array", "as", "async", "await", "bigint", "blob", "blur", "boolean",
    "break", "buffer", "case", "catch", "class", "close", "component", "confirm", "console", "const", "constructor",
    "continue", "date", "debugger", "default", "delete", "do", "document", "element", "else", "enum", "error", "eval",
    "event", "export", "exports", "extends", "false", "fetch", "file", "finally", "focus", "for", "fragment",
    "frames", "from", "function", "get", "global", "globalthis", "history", "if", "image", "implements", "import",
    "in", "index", "infinity", "instanceof", "interface", "intl", "isfinite", "isnan", "json", "let", "location",
    "map", "math", "module", "name", "nan", "navigator", "new", "node", "null", "number", "object", "of", "open",
    "option", "origin", "package", "parent", "performance", "print", "private", "process", "promise", "protected",
    "prototype", "proxy", "public", "react", "reflect", "regexp", "require", "response", "return", "screen", "self",
    "set", "static", "status", "stop", "string", "super", "switch", "symbol", "this", "throw", "top", "true", "try",
    "typeof", "undefined", "url", "var", "void", "weakmap", "weakset", "while", "window", "with", "yield",
];

/// Whether an application must not use this name, in any case.
pub(super) fn is_reserved(name: &str) -> bool {
    RESERVED.contains(&name.to_ascii_lowercase().as_str())
}

/// Returns an identifier for each dataset, in their order: valid, unique even on file systems that ignore case, and not in
/// `taken`.
///
/// Each depends only on the previous ones, so adding a dataset at the end renames nothing.
pub fn identifiers(datasets: &[DatasetName], taken: &[&str]) -> Vec<Identifier> {
    let used = taken.iter().map(|name| name.to_ascii_lowercase()).collect();
    let mut names = Names { used, tried: HashMap::new() };
    datasets
        .iter()
        .map(|dataset| {
            let id = names.unused(dataset);
            names.used.insert(id.to_ascii_lowercase());
            Identifier { component: capitalized(&id), id }
        })
        .collect()
}

/// The names in use, in lower case.
struct Names {
    used: HashSet<String>,
    /// The next number to try for a name, so that thousands of datasets with the same name don't each start at 2.
    tried: HashMap<String, u32>,
}

impl Names {
    fn is_free(&self, id: &str) -> bool {
        let lower = id.to_ascii_lowercase();
        !RESERVED.contains(&lower.as_str()) && !self.used.contains(&lower)
    }

    /// Returns the table's name, or if that is taken, the name with its schema or with the word "dataset", or a numbered
    /// name.
    fn unused(&mut self, dataset: &DatasetName) -> String {
        let table = camel_case(dataset.table(), MAX_LENGTH);
        let longer = match dataset.schema() {
            Some(schema) => camel_case(&format!("{schema}_{}", dataset.table()), MAX_LENGTH),
            None => camel_case(&format!("{}_dataset", dataset.table()), MAX_LENGTH),
        };
        let is_reserved = RESERVED.contains(&table.to_ascii_lowercase().as_str());
        let words =
            if is_reserved || dataset.schema().is_some() { vec![&table, &longer] } else { vec![&table] };
        if let Some(free) = words.into_iter().find(|id| self.is_free(id)) {
            return free.clone();
        }
        self.numbered(if is_reserved { &longer } else { &table })
    }

    /// Returns the name with the first free number. Names are cut to make room for the number, so names with the same beginning
    /// share the numbers of one length.
    fn numbered(&mut self, name: &str) -> String {
        let mut number = 2_u32;
        loop {
            let digits = number.to_string().len();
            let stem = &name[..name.len().min(MAX_LENGTH - digits)];
            let tried = self.tried.entry(format!("{} {digits}", stem.to_ascii_lowercase())).or_insert(number);
            number = number.max(*tried);
            if number.to_string().len() > digits {
                // One more digit needs a shorter stem.
                continue;
            }
            let numbered = format!("{stem}{number}");
            number += 1;
            *tried = number;
            if self.is_free(&numbered) {
                return numbered;
            }
        }
    }
}

fn camel_case(name: &str, longest: usize) -> String {
    let mut id = String::new();
    for word in name.split(['_', '-']).filter(|word| !word.is_empty()) {
        if id.is_empty() {
            id.push_str(word);
        } else {
            id.push_str(&capitalized(word));
        }
    }
    if !id.starts_with(|c: char| c.is_ascii_alphabetic()) {
        id.insert_str(0, "dataset");
    }
    id.truncate(longest);
    id
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    const TAKEN: [&str; 3] = ["stores", "a", "kpi"];

    fn ids(names: &[&str]) -> Vec<String> {
        let datasets: Vec<DatasetName> = names.iter().map(|name| name.parse().unwrap()).collect();
        identifiers(&datasets, &TAKEN).into_iter().map(|identifier| identifier.id).collect()
    }

    #[test]
    fn names_become_camel_case() {
        for (name, id) in [
            ("roads", "roads"),
            ("roads_2020", "roads2020"),
            ("_x", "x"),
            ("2020_census", "dataset2020Census"),
            ("___", "dataset"),
            ("my-user.roads_2020", "roads2020"),
            ("a__b_", "aB"),
        ] {
            assert_eq!(ids(&[name]), [id]);
        }
    }

    #[test]
    fn keywords_and_names_in_use_are_avoided() {
        for (name, id) in [
            ("class", "classDataset"),
            ("map", "mapDataset"),
            ("na_n", "naNDataset"),
            ("my-user.class", "myUserClass"),
            ("stores", "stores2"),
            ("a", "a2"),
            ("my-user.kpi", "myUserKpi"),
        ] {
            assert_eq!(ids(&[name]), [id]);
        }
    }

    #[test]
    fn colliding_names_are_made_unique() {
        assert_eq!(ids(&["a_b", "a__b", "ab", "ab2", "ab_2"]), ["aB", "aB2", "ab3", "ab22", "ab23"]);
        assert_eq!(
            ids(&["s1.roads", "s2.roads", "roads", "s2_roads"]),
            ["roads", "s2Roads", "roads2", "s2Roads2"]
        );
        assert_eq!(ids(&["class", "class_dataset"]), ["classDataset", "classDataset2"]);
    }

    #[test]
    fn long_names_are_cut_and_stay_unique() {
        let (first, second) = ("x".repeat(62) + "1", "x".repeat(62) + "2");
        assert_eq!(ids(&[&first, &second]), ["x".repeat(40), "x".repeat(39) + "2"]);
        let many: Vec<String> = (0..120).map(|n| format!("{}{n}", "x".repeat(38 + n % 20))).collect();
        let many = ids(&many.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(
            many.contains(&("x".repeat(38) + "10")) && many.contains(&("x".repeat(37) + "100")),
            "{many:?}"
        );
    }

    #[test]
    fn components_begin_with_a_capital() {
        let datasets = ["my_roads".parse().unwrap()];
        assert_eq!(identifiers(&datasets, &[])[0].component, "MyRoads");
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn identifiers_are_legal_unique_and_stable(
            names in prop::collection::vec("([a-z-]{1,3}\\.)?([ab_1]{1,4}|class|map|stores|kpi|[a-z0-9_]{38,63})", 1..12)
        ) {
            let datasets: Vec<DatasetName> = names.iter().map(|name| name.parse().unwrap()).collect();
            let all = identifiers(&datasets, &TAKEN);
            let mut seen: HashSet<String> = TAKEN.map(str::to_owned).into();
            for Identifier { id, component } in &all {
                prop_assert!(id.len() <= MAX_LENGTH);
                prop_assert!(id.starts_with(|c: char| c.is_ascii_lowercase()));
                prop_assert!(component.starts_with(|c: char| c.is_ascii_uppercase()));
                prop_assert!(id.chars().all(|c| c.is_ascii_alphanumeric()));
                prop_assert_eq!(&component[1..], &id[1..]);
                prop_assert!(!RESERVED.contains(&id.to_ascii_lowercase().as_str()));
                prop_assert!(seen.insert(id.to_ascii_lowercase()), "{} occurs twice", id);
            }
            let fewer = identifiers(&datasets[..datasets.len() - 1], &TAKEN);
            prop_assert_eq!(&fewer[..], &all[..all.len() - 1]);
        }
    }
}
