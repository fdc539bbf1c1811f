//! Questions that several kinds of parts ask: which source, which view, which numbers.

use super::inputs::{Inputs, Prompt, one_of};
use super::site::Site;
use crate::app::inventory;
use crate::app::inventory::{Source, View, specifier};
use crate::error::Result;
use crate::spec::{ColumnName, Invalid, PartName, quoted};
use crate::ui::Row;

/// The longest excerpt of a source's data in a list, in characters.
const LONGEST_EXCERPT: usize = 60;

/// The source that a part is about: the one that was named, the one with the part's own name, or the only one.
pub fn source(
    given: Option<&str>,
    name: Option<&PartName>,
    site: &mut Site<'_>,
    inputs: &mut Inputs<'_>,
) -> Result<Option<Source>> {
    let sources = inventory::sources(&mut site.draft)?;
    let choices: Vec<(Row, Source)> = sources
        .iter()
        .map(|source| {
            let data = source.data.as_deref().map(excerpt).unwrap_or_default();
            let is_one_of_several = sources.iter().filter(|other| other.name == source.name).count() > 1;
            let path = specifier(&source.path).trim_start_matches("data/sources/");
            let name = if is_one_of_several { path } else { stem(&source.name) };
            (Row::new(name, data), source.clone())
        })
        .collect();
    let has = |name: &&str| choices.iter().any(|(row, _)| row.name == *name);
    let same = name.map(PartName::camel).filter(has).map(str::to_owned);
    // A name is accepted in any case, with or without its suffix.
    let given = given.map(|given| match PartName::parse(given, "Source") {
        Ok(name) => name.camel().to_owned(),
        Err(_) => given.to_owned(),
    });
    let prompt = Prompt {
        flag: "--source",
        question: "Source",
        default: same,
        example: "roads, after: carto-app add source roads",
        ..Prompt::default()
    };
    inputs.choose(&prompt, given.as_deref(), choices)
}

/// The view to show something in. None if there is none yet.
pub fn view(
    given: Option<&str>,
    flag: &str,
    site: &mut Site<'_>,
    inputs: &mut Inputs<'_>,
) -> Result<Option<View>> {
    if given.is_none() && !inputs.asks() {
        return Ok(None);
    }
    let views = site.views()?;
    let Some(given) = given else {
        let choices = views.list.into_iter().map(|view| (row(&view), Some(view)));
        let choices = choices.chain([(Row::new("none", "not yet"), None)]);
        let prompt = Prompt { flag, question: "View that shows it", ..Prompt::default() };
        return Ok(inputs.choose(&prompt, None, choices)?.flatten());
    };
    match views.called(given).as_slice() {
        [only] => return Ok(Some((*only).clone())),
        [] => {
            let names: Vec<&str> = views.list.iter().map(View::name).collect();
            let near = crate::spec::closest(given, names.iter().copied());
            let suggestion = near.unwrap_or_else(|| one_of(&names));
            inputs.refuse(flag, Some(given), Invalid::new("does not exist").suggest(suggestion));
        }
        several => {
            let places: Vec<String> = several.iter().map(|view| view.place()).collect();
            let places: Vec<&str> = places.iter().map(String::as_str).collect();
            inputs.refuse(flag, Some(given), Invalid::new(format!("may be {}", one_of(&places))));
        }
    }
    Ok(None)
}

/// A view in a list to choose from.
pub fn row(view: &View) -> Row {
    Row::new(view.name(), view.place())
}

/// The name of a source without its suffix: `roads` of `roadsSource`.
pub fn stem(name: &str) -> &str {
    name.strip_suffix("Source").unwrap_or(name)
}

/// The values of a repeatable flag as one list with commas.
pub fn joined(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| values.join(","))
}

/// Ascending numbers, at least and at most so many.
pub fn numbers(text: &str, least: usize, most: usize) -> std::result::Result<Vec<f64>, Invalid> {
    let parts = text.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty());
    let mut numbers = Vec::new();
    for part in parts {
        match part.parse::<f64>() {
            Ok(number) if number.is_finite() && number.abs() < 1e15 => numbers.push(number),
            _ => return Err(Invalid::new(format!("has {}, which is not a number", quoted(part)))),
        }
    }
    if numbers.len() < least || numbers.len() > most {
        let wanted = if least == most { least.to_string() } else { format!("{least} to {most}") };
        return Err(Invalid::new(format!("needs {wanted} numbers, not {}", numbers.len())));
    }
    if numbers.windows(2).any(|pair| pair[0] >= pair[1]) {
        let mut sorted = numbers.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.dedup();
        let refusal = Invalid::new("has numbers that are not in ascending order");
        let is_enough = sorted.len() >= least;
        let sorted: Vec<String> = sorted.iter().map(ToString::to_string).collect();
        return Err(if is_enough { refusal.suggest(sorted.join(",")) } else { refusal });
    }
    Ok(numbers)
}

/// A column's name as a title: `store_type` becomes "Store type".
pub fn title_of(column: &ColumnName) -> String {
    let words: Vec<&str> = column.as_str().split('_').filter(|word| !word.is_empty()).collect();
    let words = if words.is_empty() { column.as_str().to_owned() } else { words.join(" ") };
    super::capitalized(&words)
}

/// The beginning of a text, on one line.
fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > LONGEST_EXCERPT {
        line.chars().take(LONGEST_EXCERPT - 1).chain(['…']).collect()
    } else {
        line
    }
}
