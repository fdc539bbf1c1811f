use std::str::FromStr;

use super::title::capitalized;
use super::{Invalid, Scope, characters, imported_name, secrets, text_newtype};
use crate::sql::is_reserved_word;

/// A dataset: `TABLE` or `SCHEMA.TABLE`, with TABLE = `[a-z0-9_]+` and SCHEMA = `[a-z0-9-]+`, each up to 63 characters.
///
/// This is the set of names that a scope can express, so every dataset has a scope; with quotes, `PostgreSQL` would also
/// accept other names. Schemas are accounts and therefore contain hyphens but no underscores.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DatasetName(String);

text_newtype!(DatasetName);

impl DatasetName {
    /// The rule as a regular expression, for a JSON Schema.
    pub const PATTERN: &'static str = r"^([a-z0-9-]{1,63}\.)?[a-z0-9_]{1,63}$";

    /// The schema, if there is one.
    pub fn schema(&self) -> Option<&str> {
        self.0.split_once('.').map(|(schema, _)| schema)
    }

    /// The table without its schema.
    pub fn table(&self) -> &str {
        self.0.split_once('.').map_or(self.as_str(), |(_, table)| table)
    }

    /// Returns the name as SQL writes it, quoted only where needed: `"my-user".roads`.
    pub fn sql_reference(&self) -> String {
        match self.schema() {
            Some(schema) => format!("{}.{}", quoted(schema), quoted(self.table())),
            None => quoted(self.table()),
        }
    }

    /// Returns the scope that lets an application read the dataset.
    pub fn read_scope(&self) -> Scope {
        Scope::reading(self)
    }

    /// Returns a title for people: `roads_2020` becomes "Roads 2020".
    pub fn human_title(&self) -> String {
        let words: Vec<&str> = self.table().split('_').filter(|word| !word.is_empty()).collect();
        if words.is_empty() { self.table().to_owned() } else { capitalized(&words.join(" ")) }
    }
}

impl FromStr for DatasetName {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        secrets::refuse_secret(text)?;
        let Err(refusal) = check(text) else {
            return Ok(Self(text.to_owned()));
        };
        Err(match near(text).filter(|near| check(near).is_ok()) {
            Some(near) => refusal.suggest(near),
            None => refusal,
        })
    }
}

fn check(text: &str) -> Result<(), Invalid> {
    secrets::refuse_secret(text)?;
    characters::check(text)?;
    let (schema, table) = match text.split_once('.') {
        Some((schema, table)) => (Some(schema), table),
        None => (None, text),
    };
    if text.is_empty() {
        return Err(Invalid::new("is empty"));
    }
    if schema == Some("") || table.is_empty() {
        return Err(Invalid::new("is missing a part of schema.table"));
    }
    if let Some(schema) = schema {
        if !schema.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            return Err(Invalid::new("has a schema with characters other than a-z, digits and hyphens"));
        }
        if schema.len() > 63 {
            return Err(Invalid::new("has a schema of more than 63 characters"));
        }
    }
    if !table.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        return Err(Invalid::new(
            "may only contain the letters a-z, digits and underscores, and a schema with a dot before it",
        ));
    }
    if table.len() > 63 {
        return Err(Invalid::new("is longer than 63 characters"));
    }
    Ok(())
}

/// Returns the name that was probably meant, if anything in the text could be one.
fn near(text: &str) -> Option<String> {
    let bare = text.trim().trim_matches('"').replace("\".\"", ".");
    let (schema, table) = match bare.split_once('.') {
        Some((schema, table)) => (Some(schema), table),
        None => (None, bare.as_str()),
    };
    if table.contains('.') || !imported_name::has_letters(table) {
        return None;
    }
    let table = imported_name::table(table);
    Some(match schema {
        Some(schema) => format!("{}.{table}", schema.to_ascii_lowercase().replace(['_', ' '], "-")),
        None => table,
    })
}

fn quoted(name: &str) -> String {
    let plain =
        !name.starts_with(|c: char| c.is_ascii_digit()) && !name.contains('-') && !is_reserved_word(name);
    if plain { name.to_owned() } else { format!("\"{name}\"") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    fn dataset(text: &str) -> DatasetName {
        text.parse().unwrap()
    }

    #[test]
    fn tables_with_and_without_a_schema_are_accepted() {
        let longest = format!("{}.{}", "s".repeat(63), "t".repeat(63));
        for text in ["roads", "_x", "2020_census", "class", "my-user.roads_2020", "0.0", "_", &longest] {
            assert!(text.parse::<DatasetName>().is_ok(), "{text}");
        }
    }

    #[test]
    fn other_text_is_refused_with_the_nearest_name() {
        let long = "t".repeat(64);
        for (text, suggestion) in [
            ("", None),
            ("Roads", Some("roads")),
            ("my roads", Some("my_roads")),
            ("my-roads", Some("my_roads")),
            ("Rutas (año 2020)", Some("rutas_ano_2020")),
            ("2020 Census", Some("table_2020_census")),
            ("Order", Some("order_t")),
            ("\"roads\"", Some("roads")),
            ("\"my-user\".\"roads\"", Some("my-user.roads")),
            ("my_user.roads", Some("my-user.roads")),
            ("a.b.c", None),
            (".a", None),
            ("a.", None),
            ("é", Some("e")),
            ("a;drop", Some("a_drop")),
            ("a'b", Some("a_b")),
            ("a\0", Some("a")),
            ("a\u{202E}", Some("a")),
            ("*", None),
            ("日本", None),
            (&long, Some(&long[1..])),
        ] {
            let refusal = text.parse::<DatasetName>().unwrap_err();
            assert_eq!(refusal.suggestion.as_deref(), suggestion, "{text:?}: {refusal}");
        }
    }

    #[test]
    fn sql_quotes_only_what_needs_it() {
        for (name, sql) in [
            ("roads", "roads"),
            ("_x", "_x"),
            ("2020_census", "\"2020_census\""),
            ("user", "\"user\""),
            ("order", "\"order\""),
            ("left", "\"left\""),
            ("my-user.roads_2020", "\"my-user\".roads_2020"),
            ("gis.select", "gis.\"select\""),
            ("0.1", "\"0\".\"1\""),
        ] {
            assert_eq!(dataset(name).sql_reference(), sql);
        }
    }

    #[test]
    fn every_dataset_has_a_scope_and_a_title() {
        assert_eq!(dataset("my-user.roads").read_scope().as_str(), "datasets:r:my-user.roads");
        for (name, title) in
            [("roads_2020", "Roads 2020"), ("s.__a__b", "A b"), ("___", "___"), ("2020", "2020")]
        {
            assert_eq!(dataset(name).human_title(), title);
        }
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn any_text_is_accepted_unchanged_or_refused_with_a_valid_suggestion(text in testing::texts()) {
            testing::assert_sound(&text, DatasetName::as_str, false);
        }

        #[test]
        fn every_dataset_has_a_valid_scope(text in "([a-z0-9-]{1,63}\\.)?[a-z0-9_]{1,63}") {
            let dataset: DatasetName = text.parse().unwrap();
            let scope = dataset.read_scope();
            prop_assert_eq!(scope.as_str().parse::<Scope>(), Ok(scope.clone()));
            prop_assert!(dataset.human_title().parse::<super::super::Title>().is_ok());
            prop_assert_eq!(dataset.sql_reference().replace('"', ""), text);
        }
    }
}
