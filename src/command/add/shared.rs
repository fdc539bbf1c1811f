//! Questions shared by several kinds of parts: source, view, column, numbers.

use super::inputs::{Inputs, Prompt, one_of};
use super::site::Site;
use crate::app::columns::Column;
use crate::app::inventory;
use crate::app::inventory::Source;
use crate::app::routes::View;
use crate::app::specifiers::specifier;
use crate::error::Result;
use crate::spec::{ColumnName, Invalid, PartName, quoted};
use crate::ui::Row;

/// The longest excerpt of a source's data in a list, in characters.
const LONGEST_EXCERPT: usize = 60;

/// Returns the source for a part: the named one, the one with the part's own name, or the only one.
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
    // The row of a source by its name, or else by its ID.
    let row_of = |name: &str| {
        let is_id = |id: &str| id == name || id.strip_suffix("Source") == Some(name);
        let by_name = choices.iter().find(|(row, _)| row.name.eq_ignore_ascii_case(name));
        let mut by_id =
            choices.iter().filter(|(_, source)| source.id.as_ref().is_some_and(|(id, _)| is_id(id)));
        by_name.or_else(|| by_id.next().filter(|_| by_id.next().is_none())).map(|(row, _)| row.name.clone())
    };
    let same = name.and_then(|name| row_of(name.camel()));
    // A name is accepted in any case, with or without its suffix.
    let given = match given.map(|given| (given, PartName::parse(given, "Source"))) {
        Some((given, Ok(name))) => {
            let row = row_of(name.camel());
            if row.is_none() {
                // What can't be read is no reason to create a second one.
                let is_several = sources.iter().any(|source| stem(&source.name) == name.camel());
                let found = inventory::module_with_source(&name, &mut site.draft)?;
                if let Some(path) = found.filter(|_| !is_several) {
                    let path = site.draft.project().name_of(&path);
                    let why = format!("is in {path}, but can't be read as a source");
                    inputs.refuse("--source", Some(given), Invalid::new(why));
                    return Ok(None);
                }
            }
            Some(row.unwrap_or_else(|| name.camel().to_owned()))
        }
        Some((given, Err(_))) => Some(given.to_owned()),
        None => None,
    };
    let prompt = Prompt {
        flag: "--source",
        question: "Source",
        default: same,
        example: "roads, after: carto-app add source roads",
        ..Prompt::default()
    };
    inputs.choose(&prompt, given.as_deref(), choices)
}

/// Returns the view to show something in, or `None` if there is none yet.
pub fn view(
    given: Option<&str>,
    flag: &str,
    site: &mut Site<'_>,
    inputs: &mut Inputs<'_>,
) -> Result<Option<View>> {
    if given.is_none() && !inputs.can_prompt() {
        return Ok(None);
    }
    let views = site.views()?;
    let Some(given) = given else {
        let choices = views.list.into_iter().map(|view| (row(&view), Some(view)));
        let choices = choices.chain([(Row::new("none", "not yet"), None)]);
        let prompt = Prompt { flag, question: "View that shows it", ..Prompt::default() };
        return Ok(inputs.choose(&prompt, None, choices)?.flatten());
    };
    match views.find(given).as_slice() {
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

/// Returns a view as a row to choose.
pub fn row(view: &View) -> Row {
    Row::new(view.name(), view.place())
}

/// Returns the name of a source without its suffix: `roads` for `roadsSource`.
pub fn stem(name: &str) -> &str {
    name.strip_suffix("Source").unwrap_or(name)
}

/// Joins the values of a repeatable flag to one list with commas.
pub fn joined(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| values.join(","))
}

/// Parses a list of `least` to `most` ascending numbers.
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

/// What a column must hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Anything.
    Any,
    /// Numbers.
    Numbers,
    /// Dates or times.
    Dates,
}

/// Returns a column, one of the source's if those are known.
pub fn column(
    given: Option<&str>,
    holds: Holds,
    columns: Option<&[Column]>,
    inputs: &mut Inputs<'_>,
) -> Result<Option<ColumnName>> {
    let prompt = Prompt {
        flag: "--column",
        question: "Column",
        example: "kind",
        is_partial: true,
        ..Prompt::default()
    };
    let Some(columns) = columns else {
        return inputs.text(&prompt, given, str::parse);
    };
    let row = |column: &Column| {
        let meaning = match column.numbers().as_deref() {
            Some([least, .., most]) => format!("{least} to {most}"),
            _ => column.words().into_iter().take(4).collect::<Vec<_>>().join(", "),
        };
        (Row::new(column.name.as_str(), excerpt(&meaning)), column.name.clone())
    };
    let (fitting, others): (Vec<&Column>, Vec<&Column>) = columns.iter().partition(|column| match holds {
        Holds::Any => true,
        Holds::Numbers => !column.has_text(),
        Holds::Dates => column.has_dates(),
    });
    if let Some(other) = others.iter().find(|column| given == Some(&column.name)) {
        let names: Vec<&str> = fitting.iter().map(|column| column.name.as_str()).collect();
        let refusal = Invalid::new(match holds {
            Holds::Dates => "holds something else, where dates are needed",
            _ => "holds text, where numbers are needed",
        });
        let refusal = if names.is_empty() { refusal } else { refusal.suggest(names.join(" or ")) };
        inputs.refuse("--column", Some(&other.name), refusal);
        return Ok(None);
    }
    let chosen = inputs.choose(&prompt, given, fitting.into_iter().map(row))?;
    Ok(chosen.and_then(|name| name.parse().ok()))
}

/// Returns limits that divide the values of a column into groups of about the same size, each with two significant digits.
pub fn breaks_of(column: Option<&Column>, most: usize) -> Option<String> {
    let numbers = column?.numbers()?;
    let limits = (1..=most).map(|part| rounded(numbers[part * numbers.len() / (most + 1)]));
    let (least, highest) = (numbers[0], numbers[numbers.len() - 1]);
    let mut limits: Vec<f64> = limits.filter(|limit| *limit > least && *limit <= highest).collect();
    limits.dedup();
    list_of(&limits)
}

/// Returns the first and the last value of a column.
pub fn ends_of(column: Option<&Column>) -> Option<String> {
    let numbers = column?.numbers()?;
    let ends = [rounded(numbers[0]), rounded(numbers[numbers.len() - 1])];
    (ends[0] < ends[1]).then(|| list_of(&ends)).flatten()
}

/// Rounds a number to two significant digits.
fn rounded(number: f64) -> f64 {
    format!("{number:.1e}").parse().unwrap_or(number)
}

/// Returns numbers in the form of a flag's value, or `None` if the flag would refuse them.
fn list_of(list: &[f64]) -> Option<String> {
    let text = list.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    numbers(&text, 1, list.len()).is_ok().then_some(text)
}

/// Returns a column's name as a title: `store_type` becomes "Store type".
pub fn title_of(column: &ColumnName) -> String {
    let words: Vec<&str> = column.as_str().split('_').filter(|word| !word.is_empty()).collect();
    let words = if words.is_empty() { column.as_str().to_owned() } else { words.join(" ") };
    super::capitalized(&words)
}

/// Returns the beginning of a text, on one line.
fn excerpt(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > LONGEST_EXCERPT {
        line.chars().take(LONGEST_EXCERPT - 1).chain(['…']).collect()
    } else {
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_round_and_within_the_values() {
        let column = |values: &[f64]| Column::of("a", values);
        let all: Vec<f64> = (0..100).map(|at| f64::from(at) * 12.3).collect();
        assert_eq!(breaks_of(Some(&column(&all)), 4).as_deref(), Some("250,490,740,980"));
        assert_eq!(ends_of(Some(&column(&all))).as_deref(), Some("0,1200"));
        assert_eq!(breaks_of(Some(&column(&[1.0, 1.0, 1.0, 2.0])), 7).as_deref(), Some("2"));
        for values in [&[][..], &[4.0], &[4.0, 4.0]] {
            assert_eq!(breaks_of(Some(&column(values)), 4), None);
        }
        assert_eq!(ends_of(None), None);
    }
}
