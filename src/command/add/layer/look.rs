//! How a layer is drawn: its geometry and its colors.

use clap::ValueEnum;
use serde_json::{Value, json};

use super::super::args::LayerArgs;
use super::super::inputs::{Inputs, Prompt};
use super::super::shared::{Holds, breaks_of, column, ends_of, joined, numbers, title_of};
use super::colors::{self, CATEGORIES, SEQUENTIAL};
use crate::app::columns::Column;
use crate::code::{Doc, Style, doc};
use crate::error::Result;
use crate::spec::{ColumnName, Invalid, PartName, refuse_secret};

/// The number of suggested limits between colors.
const PROPOSED_BREAKS: usize = 4;

/// The geometry of the features that a layer draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Geometry {
    /// Any geometry.
    #[value(help = "")]
    Any,
    /// Points.
    #[value(help = "")]
    Point,
    /// Lines.
    #[value(help = "")]
    Line,
    /// Polygons.
    #[value(help = "")]
    Polygon,
}

impl Geometry {
    /// The fact in the templates that represents it.
    pub const fn fact(self) -> &'static str {
        match self {
            Self::Any => "anything",
            Self::Point => "points",
            Self::Line => "lines",
            Self::Polygon => "polygons",
        }
    }
}

/// How a layer is colored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Coloring {
    /// In one color.
    #[value(help = "one color")]
    Single,
    /// By the values of a column.
    #[value(help = "a color for each of some values")]
    Categories,
    /// By ranges of a number.
    #[value(help = "a color for each range of a number")]
    Bins,
    /// By a number, gradually.
    #[value(help = "from one color to another")]
    Continuous,
}

/// How a layer is colored, with all parameters.
pub enum Look {
    /// In one color.
    Single,
    /// By the values of a column.
    Categories(ColumnName, Vec<String>),
    /// By the ranges between these numbers.
    Bins(ColumnName, Vec<f64>),
    /// Gradually, from one number to another.
    Continuous(ColumnName, f64, f64),
}

/// Asks for the geometry.
pub fn geometry(args: &LayerArgs, inputs: &mut Inputs<'_>) -> Result<Option<Geometry>> {
    let prompt = Prompt {
        flag: "--geometry",
        question: "Geometry",
        default: Some("any".to_owned()),
        ..Prompt::default()
    };
    inputs.choose_variant(&prompt, args.geometry.as_deref())
}

/// Asks for the colors; `columns` are the source's columns, if known.
pub fn look(args: &LayerArgs, columns: Option<&[Column]>, inputs: &mut Inputs<'_>) -> Result<Option<Look>> {
    let implied = match (args.values.is_empty(), args.breaks.is_empty()) {
        (false, true) => "categories",
        (true, false) => "bins",
        _ => "single",
    };
    let prompt = Prompt {
        flag: "--style",
        question: "Colors",
        default: Some(implied.to_owned()),
        ..Prompt::default()
    };
    let given = args.style.as_deref().or((implied != "single").then_some(implied));
    let Some(coloring) = inputs.choose_variant(&prompt, given)? else { return Ok(None) };
    refuse_meaningless(coloring, args, inputs);
    let (values, breaks) = (joined(&args.values), joined(&args.breaks));
    Ok(match coloring {
        Coloring::Single => Some(Look::Single),
        Coloring::Categories => {
            let column = column(args.column.as_deref(), Holds::Any, columns, inputs)?;
            let own = known(column.as_ref(), columns);
            let prompt = Prompt {
                flag: "--values",
                question: "Values, separated by commas",
                joint: Some(", "),
                default: values_of(own),
                example: "highway,street",
                ..Prompt::default()
            };
            let values = inputs.text(&prompt, values.as_deref(), categories)?;
            column.zip(values).map(|(column, values)| Look::Categories(column, values))
        }
        Coloring::Bins => {
            let column = column(args.column.as_deref(), Holds::Numbers, columns, inputs)?;
            let own = known(column.as_ref(), columns);
            let prompt = Prompt {
                flag: "--breaks",
                question: "Limits between the colors, separated by commas",
                joint: Some(", "),
                default: breaks_of(own, PROPOSED_BREAKS),
                example: "10,50,100",
                ..Prompt::default()
            };
            let breaks =
                inputs.text(&prompt, breaks.as_deref(), |text| numbers(text, 1, SEQUENTIAL.len() - 1))?;
            column.zip(breaks).map(|(column, breaks)| Look::Bins(column, breaks))
        }
        Coloring::Continuous => {
            let column = column(args.column.as_deref(), Holds::Numbers, columns, inputs)?;
            let own = known(column.as_ref(), columns);
            let prompt = Prompt {
                flag: "--breaks",
                question: "First and last number, separated by a comma",
                joint: Some(", "),
                default: ends_of(own),
                example: "0,100",
                ..Prompt::default()
            };
            let ends = inputs.text(&prompt, breaks.as_deref(), |text| numbers(text, 2, 2))?;
            column.zip(ends).map(|(column, ends)| Look::Continuous(column, ends[0], ends[1]))
        }
    })
}

/// Returns the known values of a column.
fn known<'c>(column: Option<&ColumnName>, columns: Option<&'c [Column]>) -> Option<&'c Column> {
    columns?.iter().find(|own| column.is_some_and(|column| column.as_str() == own.name))
}

/// Returns the most frequent values of a column that can have their own colors.
fn values_of(column: Option<&Column>) -> Option<String> {
    let words = column?.words();
    let plain = words.into_iter().filter(|word| !word.contains(',') && categories(word).is_ok());
    let list = plain.take(CATEGORIES.len()).collect::<Vec<_>>().join(",");
    (!list.is_empty()).then_some(list)
}

/// Refuses flags that have no meaning with these colors.
fn refuse_meaningless(coloring: Coloring, args: &LayerArgs, inputs: &mut Inputs<'_>) {
    let column = ("--column", args.column.is_some(), "--style categories, bins or continuous");
    let values = ("--values", !args.values.is_empty(), "--style categories");
    let breaks = ("--breaks", !args.breaks.is_empty(), "--style bins or continuous");
    let meaningless = match coloring {
        Coloring::Single => vec![column, values, breaks],
        Coloring::Categories => vec![breaks],
        Coloring::Bins | Coloring::Continuous => vec![values],
    };
    for (flag, is_given, other) in meaningless {
        if is_given {
            inputs.refuse(flag, None, Invalid::new("is not used with this style").suggest(other));
        }
    }
}

fn categories(text: &str) -> std::result::Result<Vec<String>, Invalid> {
    let mut values: Vec<String> = Vec::new();
    for value in text.split(',').map(str::trim).filter(|value| !value.is_empty()) {
        if value.chars().any(char::is_control) || value.chars().count() > 60 {
            return Err(Invalid::new("has a value of more than 60 characters, or with control characters"));
        }
        refuse_secret(value)?;
        if !values.iter().any(|own| own == value) {
            values.push(value.to_owned());
        }
    }
    if values.is_empty() {
        return Err(Invalid::new("is empty"));
    }
    if values.len() > CATEGORIES.len() {
        let most = CATEGORIES.len();
        return Err(Invalid::new(format!(
            "has more than {most} values; more colors would be indistinguishable"
        )));
    }
    Ok(values)
}

/// Returns a number in a template literal, written by the application's `formatNumber` as in the tooltip. That leaves out more than
/// three decimals.
fn shown(number: f64) -> String {
    let text = number.to_string();
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if decimals <= 3 { format!("${{formatNumber({text})}}") } else { text }
}

/// Returns the text of a legend: a template literal, or what can be simpler.
fn label(text: &str) -> Doc {
    match text.strip_prefix("${").and_then(|text| text.strip_suffix('}')) {
        Some(only) if !only.contains('}') => doc::text(only),
        _ if text.contains("${") => doc::text(format!("`{text}`")),
        _ => doc::string(text, &Style::OURS),
    }
}

/// Returns the template of a layer and its context.
pub fn context(look: &Look, name: &PartName) -> (&'static str, Value) {
    let style = Style::OURS;
    let title = |title: &str| format!("title: {}", doc::print(&doc::string(title, &style), &style, 0, 0, 0));
    match look {
        Look::Single => {
            let label =
                format!("label: {}", doc::print(&doc::string(&name.title(), &style), &style, 0, 0, 0));
            ("singleLayer.js", json!({ "legend_title": title(&name.title()), "legend_label": label }))
        }
        Look::Categories(column, values) => {
            let entries: Vec<Doc> = values
                .iter()
                .zip(CATEGORIES)
                .map(|(value, color)| {
                    let members = vec![
                        ("label".to_owned(), doc::string(value, &style)),
                        ("color".to_owned(), doc::string(color, &style)),
                    ];
                    doc::object(members, &style)
                })
                .collect();
            let list = if entries.len() > 1 {
                doc::array_of_records(entries, &style)
            } else {
                doc::array(entries, &style)
            };
            let start = "const CATEGORIES = ";
            let list = doc::print(&list, &style, 0, start.len(), 1);
            let context = json!({
                "legend_title": title(&title_of(column)),
                "column": column.as_str(),
                "column_title": title_of(column),
                "categories": list,
            });
            ("categoriesLayer.js", context)
        }
        Look::Bins(column, breaks) => {
            let bins = colors::of_bins(breaks).into_iter().enumerate().map(|(at, color)| {
                let before = at.checked_sub(1).map(|before| breaks[before]);
                let limit = breaks.get(at).map_or_else(|| "Infinity".to_owned(), ToString::to_string);
                let text = match (before, breaks.get(at)) {
                    (None, Some(to)) => format!("Below {}", shown(*to)),
                    (Some(from), Some(to)) => format!("{} – {}", shown(from), shown(*to)),
                    (Some(from), None) => format!("{} and more", shown(from)),
                    (None, None) => String::new(),
                };
                let members = vec![
                    ("limit".to_owned(), doc::text(limit)),
                    ("color".to_owned(), doc::string(color, &style)),
                    ("label".to_owned(), label(&text)),
                ];
                doc::object(members, &style)
            });
            let list = doc::array_of_records(bins.collect(), &style);
            let context = json!({
                "legend_title": title(&title_of(column)),
                "column": column.as_str(),
                "column_title": title_of(column),
                "bins": doc::print(&list, &style, 0, "const BINS = ".len(), 1),
            });
            ("binsLayer.js", context)
        }
        Look::Continuous(column, from, to) => {
            let end = |value: f64, color: &str, start: &str| {
                let members = vec![
                    ("value".to_owned(), doc::text(value.to_string())),
                    ("color".to_owned(), doc::string(color, &style)),
                    ("label".to_owned(), label(&shown(value))),
                ];
                doc::print(&doc::object(members, &style), &style, 0, start.len(), 1)
            };
            let context = json!({
                "legend_title": title(&title_of(column)),
                "column": column.as_str(),
                "column_title": title_of(column),
                "lowest": end(*from, SEQUENTIAL[0], "const LOWEST = "),
                "highest": end(*to, SEQUENTIAL[SEQUENTIAL.len() - 1], "const HIGHEST = "),
            });
            ("continuousLayer.js", context)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_by_the_application() {
        for (number, text) in [
            (0.0, "${formatNumber(0)}"),
            (-12_345_678.5, "${formatNumber(-12345678.5)}"),
            (0.125, "${formatNumber(0.125)}"),
            // `formatNumber` would write 0.
            (0.0001, "0.0001"),
        ] {
            assert_eq!(shown(number), text);
        }
        let written = |text: &str| doc::print(&label(text), &Style::OURS, 0, 0, 0);
        assert_eq!(written(&shown(5.0)), "formatNumber(5)");
        assert_eq!(written(&shown(0.0001)), "'0.0001'");
        assert_eq!(written(&format!("{} – {}", shown(0.0001), shown(1.0))), "`0.0001 – ${formatNumber(1)}`");
        assert_eq!(
            written(&format!("{} – {}", shown(1.0), shown(2.0))),
            "`${formatNumber(1)} – ${formatNumber(2)}`"
        );
    }
}
