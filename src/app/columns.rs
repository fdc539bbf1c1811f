//! The columns of a source, from its type and the sandbox's data.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Draft;
use super::inventory::Source;
use super::rows::{Declared, row_of};
use crate::error::Result;
use crate::spec::DatasetName;
use crate::{sql, template};

/// The folder of the sandbox's data.
const DATA: &str = "sandbox/data";

/// The column that every table has, whether or not a file names it.
const ID: &str = "cartodb_id";

/// A column with its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The values that are not null, as texts.
    values: Vec<String>,
    /// What the source's type allows, if that declares the columns.
    declared: Option<Declared>,
}

impl Column {
    /// Creates a column with these numbers.
    #[cfg(test)]
    pub fn of(name: &str, numbers: &[f64]) -> Self {
        let values = numbers.iter().map(ToString::to_string).collect();
        Self { name: name.to_owned(), values, declared: None }
    }

    /// Returns its values in ascending order, if all are numbers and not all are equal.
    pub fn numbers(&self) -> Option<Vec<f64>> {
        let numbers: Option<Vec<f64>> = self
            .values
            .iter()
            .map(|value| value.parse().ok().filter(|number: &f64| number.is_finite()))
            .collect();
        let mut numbers = numbers?;
        numbers.sort_by(f64::total_cmp);
        (numbers.first() < numbers.last()).then_some(numbers)
    }

    /// Whether it has values that are not numbers, or can't have numbers.
    pub fn has_text(&self) -> bool {
        self.declared.is_some_and(|declared| !declared.number)
            || self.values.iter().any(|value| value.parse::<f64>().is_err())
    }

    /// Whether it has dates or times, and nothing else: 2026-01-31, with or without a time. Without values, a text may be one.
    pub fn has_dates(&self) -> bool {
        let is_date = |value: &String| {
            let day: Vec<char> = value.chars().take(10).collect();
            let fits =
                |(at, c): (usize, &char)| if at == 4 || at == 7 { *c == '-' } else { c.is_ascii_digit() };
            day.len() == 10 && day.iter().enumerate().all(fits)
        };
        let may_be = self.declared.map_or(!self.values.is_empty(), |declared| declared.text);
        may_be && self.values.iter().all(is_date)
    }

    /// Returns its distinct values, the most frequent ones first.
    pub fn words(&self) -> Vec<&str> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for value in &self.values {
            *counts.entry(value).or_default() += 1;
        }
        let mut words: Vec<(&str, usize)> = counts.into_iter().collect();
        words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        words.into_iter().map(|(word, _)| word).collect()
    }
}

/// Returns the columns of a source: those that its type declares, since no others compile, or those of the user's data in the
/// sandbox, where the values are from too. `None` if they are unknown.
///
/// # Errors
/// A folder that can't be read.
pub fn columns_of(source: &Source, draft: &mut Draft<'_>) -> Result<Option<Vec<Column>>> {
    let of_data = columns_of_data(source, draft)?;
    let Some(row) = row_of(source, draft) else { return Ok(of_data) };
    let column = |(name, declared): (String, Declared)| {
        let own = of_data.iter().flatten().find(|column| column.name == name);
        let values = own.map(|column| column.values.clone()).unwrap_or_default();
        Column { name, values, declared: Some(declared) }
    };
    Ok(Some(row.into_iter().map(column).collect()))
}

/// Returns the columns of a source that shows the rows of a table, from the user's data in the sandbox. `None` if they are unknown:
/// the source computes its own columns, or the sandbox has only carto-app's sample data.
fn columns_of_data(source: &Source, draft: &mut Draft<'_>) -> Result<Option<Vec<Column>>> {
    let Some(query) = source.data.as_deref().filter(|_| source.is_tileset == Some(false)) else {
        return Ok(None);
    };
    let Some((table, listed)) = sql::rows_of_table(query) else { return Ok(None) };
    let Ok(dataset) = table.to_string().trim_start_matches("public.").parse::<DatasetName>() else {
        return Ok(None);
    };
    let files = draft.below(DATA)?;
    let is_its = |path: &&String| {
        let name = path.rsplit('/').next().unwrap_or(path);
        name.rsplit_once('.').is_some_and(|(stem, _)| stem == dataset.as_str())
    };
    let [file] = files.iter().filter(is_its).collect::<Vec<_>>()[..] else { return Ok(None) };
    let Ok(Some(text)) = draft.text(file) else { return Ok(None) };
    let sample = template::data_for(&dataset, false)?;
    // Its line endings and indentation may have changed.
    let is_same = |sample: &str| {
        let read = |text: &str| serde_json::from_str::<Value>(text).ok();
        read(sample).is_some_and(|sample| read(&text) == Some(sample))
    };
    if sample.is_some_and(|(path, sample)| path == *file && is_same(&sample)) {
        return Ok(None);
    }
    let columns = match file.rsplit_once('.') {
        Some((_, "csv")) => of_csv(&text),
        _ => of_geojson(&text),
    };
    // CARTO gives other names to columns that are not plain words.
    let is_plain = |column: &Column| {
        let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        !column.name.starts_with(|c: char| c.is_ascii_digit()) && column.name.chars().all(is_word)
    };
    let is_known = |columns: &Vec<Column>| !columns.is_empty() && columns.iter().all(is_plain);
    let is_shown = |column: &Column| listed.as_ref().is_none_or(|listed| listed.contains(&column.name));
    let shown = |columns: Vec<Column>| columns.into_iter().filter(is_shown).collect();
    Ok(columns.filter(is_known).map(shown).map(with_id))
}

fn with_id(mut columns: Vec<Column>) -> Vec<Column> {
    columns.retain(|column| !column.name.starts_with("the_geom"));
    if !columns.iter().any(|column| column.name == ID) {
        columns.push(Column { name: ID.to_owned(), values: Vec::new(), declared: None });
    }
    columns
}

fn of_csv(text: &str) -> Option<Vec<Column>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().ok()?.clone();
    let column = |name: &str| Column { name: name.trim().to_owned(), values: Vec::new(), declared: None };
    let mut columns: Vec<Column> = header.iter().map(column).collect();
    for record in reader.records() {
        for (column, value) in columns.iter_mut().zip(record.ok()?.iter()) {
            if !value.is_empty() {
                column.values.push(value.to_owned());
            }
        }
    }
    Some(columns)
}

fn of_geojson(text: &str) -> Option<Vec<Column>> {
    let collection: Value = serde_json::from_str(text).ok()?;
    let mut columns: Vec<Column> = Vec::new();
    for feature in collection["features"].as_array()? {
        for (name, value) in feature["properties"].as_object()? {
            let at = columns.iter().position(|column| column.name == *name).unwrap_or_else(|| {
                columns.push(Column { name: name.clone(), values: Vec::new(), declared: None });
                columns.len() - 1
            });
            match value {
                Value::Null => {}
                Value::String(text) => columns[at].values.push(text.clone()),
                other => columns[at].values.push(other.to_string()),
            }
        }
    }
    Some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_come_from_all_rows() {
        let csv = of_csv("name,lanes\n\"a, b\",4\nc,\na,10\n").expect("columns");
        let geojson = of_geojson(
            r#"{"features": [{"properties": {"name": "a, b", "lanes": 4}}, {"properties": {"name": "c", "lanes": null}},
                {"properties": {"lanes": 10, "name": "a"}}]}"#,
        );
        assert_eq!(Some(&csv), geojson.as_ref());
        assert_eq!(csv[0].words(), ["a", "a, b", "c"]);
        assert_eq!((csv[0].numbers(), csv[1].numbers()), (None, Some(vec![4.0, 10.0])));
        assert_eq!(of_csv("a,b\n1\n"), None);
        assert_eq!(of_geojson("{}"), None);
    }
}
