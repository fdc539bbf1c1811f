use std::str::FromStr;

use super::{Invalid, characters, letters, secrets};

/// A column of a table: `[A-Za-z_][A-Za-z0-9_]*`, up to 63 characters, the form that CARTO gives to imported columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnName(String);

super::text_newtype!(ColumnName);

impl FromStr for ColumnName {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        secrets::refuse_secret(text)?;
        characters::check(text)?;
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let refuse = |message: &str| {
            let near = imported(text);
            let refusal = Invalid::new(message);
            if near != text && near.parse::<Self>().is_ok() { refusal.suggest(near) } else { refusal }
        };
        if text.is_empty() {
            Err(Invalid::new("is empty"))
        } else if !text.chars().all(is_word) {
            Err(refuse("may only contain letters, digits and underscores"))
        } else if text.starts_with(|c: char| c.is_ascii_digit()) {
            Err(refuse("begins with a digit"))
        } else if text.len() > 63 {
            Err(Invalid::new("is longer than 63 characters"))
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

/// Returns the name that CARTO's importer gives to a column; `sandbox/files/names.js` in the application has the same
/// rules.
fn imported(text: &str) -> String {
    let mut name = String::new();
    let mut gap = false;
    for c in letters::imported(text).chars() {
        if !(c.is_ascii_alphanumeric() || c == '_') {
            gap = !name.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            name.push('_');
        }
        name.push(c);
    }
    if name.is_empty() {
        return name;
    }
    if !name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_') || RESERVED.contains(&name.as_str()) {
        name.insert(0, '_');
    }
    name.truncate(63);
    name
}

/// The words that CARTO's importer never uses as the name of a column.
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    #[test]
    fn other_text_is_refused_with_the_nearest_name() {
        for (text, suggestion) in [
            ("", None),
            ("store type", Some("store_type")),
            ("Store-Type", Some("store_type")),
            ("Størrelse (km²)", Some("storrelse_km")),
            ("2x", Some("_2x")),
            ("Order no.", Some("order_no")),
            ("order!", Some("_order")),
            (" Щука ", Some("shhuka")),
            ("日本", None),
            ("a'b", Some("a_b")),
            ("a;\n", None),
        ] {
            assert_eq!(text.parse::<ColumnName>().unwrap_err().suggestion.as_deref(), suggestion, "{text:?}");
        }
        for text in ["kind", "_x", "cartodb_id", "Kind"] {
            assert_eq!(text.parse::<ColumnName>().unwrap().as_str(), text);
        }
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn any_text_is_accepted_unchanged_or_refused_with_a_valid_suggestion(text in testing::texts()) {
            testing::assert_sound(&text, ColumnName::as_str, false);
        }
    }
}
