//! The names that CARTO's importer gives to columns and tables. `sandbox/files/names.js` in the application lists the
//! rules and applies them too; both are tested with `tests/sandbox/files/nameCases.json`.

use unicode_normalization::UnicodeNormalization as _;

const MAX_LENGTH: usize = 63;

/// Returns the name that the importer gives to a column.
pub(super) fn column(text: &str) -> String {
    let mut name = plain(text);
    if name.is_empty() {
        "untitled_column".clone_into(&mut name);
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) || RESERVED.contains(&name.as_str()) {
        name.insert(0, '_');
    }
    name.truncate(MAX_LENGTH);
    name
}

/// Returns the name that the importer gives to the table in a file of this name; a name that `PostgreSQL` accepts stays.
pub(super) fn table(text: &str) -> String {
    let is_taken = |name: &str| TAKEN_TABLES.contains(&name);
    if (1..=MAX_LENGTH).contains(&text.len()) && text.chars().all(is_word) && !is_taken(text) {
        return text.to_owned();
    }
    let mut name = plain(text);
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        name.insert_str(0, "table_");
    }
    name.truncate(MAX_LENGTH);
    if is_taken(&name) || RESERVED.contains(&name.as_str()) {
        name.push_str("_t");
    }
    name
}

/// Whether any character of a text remains in its name.
pub(super) fn has_letters(text: &str) -> bool {
    !plain(text).is_empty()
}

/// Returns the plain letters that the importer writes for a lower-case letter, if it replaces that.
pub(super) fn letters(c: char) -> Option<&'static str> {
    LETTERS.iter().find(|(_, others)| others.contains(c)).map(|(plain, _)| *plain)
}

/// Returns the name in plain letters, digits and underscores, or empty if there are none.
fn plain(text: &str) -> String {
    let composed: String = text.nfc().collect();
    let lower = replace_enclosed(&composed, '<', '>', "").to_lowercase();
    let mut letters = String::new();
    for c in lower.chars() {
        match self::letters(c) {
            Some(plain) => letters.push_str(plain),
            None => letters.push(c),
        }
    }
    let mut name = String::new();
    for c in replace_enclosed(&letters, '&', ';', "-").chars() {
        if is_word(c) {
            name.push(c);
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_matches('-').replace('-', "_")
}

fn is_word(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'
}

/// Replaces each part that begins with `open`, goes on with other characters than `close`, and ends with `close`.
fn replace_enclosed(text: &str, open: char, close: char, with: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        let Some((inside, behind)) = after.split_once(close) else { break };
        out.push_str(before);
        if inside.is_empty() {
            out.push(open);
            rest = after;
        } else {
            out.push_str(with);
            rest = behind;
        }
    }
    out + rest
}

/// The letters that the importer replaces, by their plain letters.
#[rustfmt::skip]
const LETTERS: [(&str, &str); 37] = [
    ("a", "àáâãäåāăа"), ("ae", "æ"), ("b", "б"), ("c", "çćčĉċ"), ("ch", "ч"), ("cz", "ц"), ("d", "ďđд"),
    ("e", "èéêëēęěĕėеэ"), ("f", "ƒф"), ("g", "ĝğġģг"), ("h", "ĥħ"), ("i", "ìíîïīĩĭи"), ("j", "įıĳĵй"), ("k", "ķĸк"),
    ("l", "łľĺļŀл"), ("m", "м"), ("n", "ñńňņŉŋн"), ("o", "òóôõöøōőŏо"), ("oe", "œ"), ("p", "п"), ("q", "ą"),
    ("r", "ŕřŗр"), ("s", "śšşŝșс"), ("sh", "ш"), ("shh", "щ"), ("t", "ťţŧțт"), ("u", "ùúûüūůűŭũųу"), ("v", "в"),
    ("w", "ŵ"), ("x", "х"), ("y", "ýÿŷы"), ("ya", "я"), ("yo", "ё"), ("yu", "ю"), ("z", "žżźз"), ("zh", "ж"), ("", "ъь"),
];

/// The words that the importer never uses as a name.
#[rustfmt::skip]
const RESERVED: [&str; 113] = [
    "action", "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization",
    "between", "binary", "both", "case", "cast", "check", "cmax", "cmin", "collate", "collation", "column",
    "concurrently", "constraint", "controller", "create", "cross", "ctid", "current_catalog", "current_date",
    "current_role", "current_schema", "current_time", "current_timestamp", "current_user", "default", "deferrable",
    "desc", "distinct", "do", "else", "end", "except", "false", "fetch", "for", "foreign", "format", "freeze", "from",
    "full", "grant", "group", "having", "ilike", "in", "initially", "inner", "intersect", "into", "is", "isnull",
    "join", "lateral", "leading", "left", "like", "limit", "localtime", "localtimestamp", "natural", "new", "not",
    "notnull", "null", "off", "offset", "old", "on", "only", "or", "order", "outer", "overlaps", "placing", "primary",
    "references", "returning", "right", "select", "session_user", "similar", "some", "symmetric", "table", "tableoid",
    "tablesample", "then", "to", "trailing", "true", "union", "unique", "user", "using", "variadic", "verbose",
    "when", "where", "window", "with", "xmax", "xmin",
];

/// Tables of `PostGIS`.
const TAKEN_TABLES: [&str; 3] = ["geography_columns", "geometry_columns", "spatial_ref_sys"];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    fn read(path: &str) -> String {
        std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    /// The sandbox's tests read the same cases.
    #[test]
    fn names_are_those_of_the_sandbox() {
        let cases: Value = serde_json::from_str(&read("tests/sandbox/files/nameCases.json")).unwrap();
        for (kind, name) in [("columns", column as fn(&str) -> String), ("tables", table)] {
            let cases = cases[kind].as_array().unwrap();
            assert!(cases.len() > 10);
            for case in cases {
                let text = case[0].as_str().unwrap();
                assert_eq!(name(text), case[1].as_str().unwrap(), "{kind}: {text:?}");
            }
        }
    }

    #[test]
    fn letters_and_words_are_those_of_the_sandbox() {
        let module = read("templates/app/common/sandbox/files/names.js");
        let between = |from: &str, to: &str| {
            let (_, rest) = module.split_once(from).unwrap();
            rest.split_once(to).unwrap().0.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>()
        };
        let letters = LETTERS.iter().map(|(plain, others)| format!("{plain}:{others}")).collect();
        assert_eq!(between("new Map(\n  `", "`"), letters);
        assert_eq!(between("RESERVED = new Set(\n  `", "`"), RESERVED.map(str::to_owned).into());
        let taken = between("TAKEN_TABLES = new Set([", "]");
        let taken: BTreeSet<&str> = taken.iter().map(|word| word.trim_matches([',', '\''])).collect();
        assert_eq!(taken, TAKEN_TABLES.into());
    }
}
