use clap::ValueEnum;
use oxc_ast::ast::{JSXAttribute, JSXAttributeValue};
use oxc_ast_visit::{Visit, walk};

use super::Added;
use super::args::WidgetArgs;
use super::inputs::{Inputs, Prompt};
use super::shared::{Holds, column, joined, numbers, row, source, stem, title_of, view};
use super::site::{About, Needed, Site, behind_login};
use crate::app::columns::{Column, columns_of};
use crate::app::imports::{Reached, Resolver, Target, reached, targets};
use crate::app::inventory;
use crate::app::inventory::Source;
use crate::app::routes::View;
use crate::app::specifiers::specifier_in;
use crate::app::{MODELS, SOURCES, is_program};
use crate::code::doc::Doc;
use crate::code::{Script, Style, doc};
use crate::error::{Error, Kind, Result};
use crate::spec::{ColumnName, Invalid, PartName, Title};

/// The folder of all components.
const COMPONENTS: &str = "src/components/";

/// What a widget shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WidgetKind {
    /// One number.
    #[value(help = "one number")]
    Formula,
    /// A bar for each value of a column.
    #[value(help = "bars by the values of a column")]
    Category,
    /// A slice for each value of a column.
    #[value(help = "a ring by the values of a column")]
    Pie,
    /// An upright bar for each value of a column.
    #[value(help = "upright bars by the values of a column")]
    Bar,
    /// A bar for each range of a number.
    #[value(help = "bars by ranges of a number")]
    Histogram,
    /// A slider over a number.
    #[value(help = "a slider over a number")]
    Range,
    /// A line over a date.
    #[value(help = "a line over a date")]
    TimeSeries,
    /// A point for each feature, by two numbers.
    #[value(help = "points by two numbers")]
    Scatter,
    /// A row for each feature.
    #[value(help = "rows, with a download")]
    Table,
}

/// Files of several kinds.
const FILTER: &[&str] = &["src/hooks/useColumnFilter.js", "src/widgetTestUtils.jsx"];
const STATS: &[&str] = &[
    "src/data/models/columnStatsModel.js",
    "src/data/models/columnStatsModel.test.js",
    "src/hooks/useColumnStats.js",
];
const CATEGORIES: &[&str] = &[
    "src/components/widgets/categoryBars.js",
    "src/components/widgets/categoryBars.test.js",
    "src/components/widgets/categoryProps.js",
    "src/hooks/useCategories.js",
];
const LIST: &[&str] = &["src/components/widgets/CategoryList.jsx"];
const COLUMNS: &[&str] =
    &["src/components/widgets/ColumnChart.jsx", "src/components/widgets/ColumnChart.test.js"];
const TICKS: &[&str] = &["src/components/widgets/ticks.js", "src/components/widgets/ticks.test.js"];
const PIE: &[&str] = &["src/components/widgets/PieChart.jsx"];
const SLIDER: &[&str] = &["src/components/widgets/RangeSlider.jsx"];
const TIME: &[&str] = &["src/components/widgets/TimeChart.jsx"];
const PLOT: &[&str] = &["src/components/widgets/ScatterPlot.jsx"];
const TABLE: &[&str] = &[
    "src/components/widgets/DataTable.jsx",
    "src/components/widgets/saveFile.js",
    "src/widgetTestUtils.jsx",
];

impl WidgetKind {
    /// The component that draws it.
    const fn component(self) -> &'static str {
        match self {
            Self::Formula => "FormulaWidget",
            Self::Category => "CategoryWidget",
            Self::Pie => "PieWidget",
            Self::Bar => "BarWidget",
            Self::Histogram => "HistogramWidget",
            Self::Range => "RangeWidget",
            Self::TimeSeries => "TimeSeriesWidget",
            Self::Scatter => "ScatterWidget",
            Self::Table => "TableWidget",
        }
    }

    /// The files that the component consists of, besides its own and its test.
    const fn parts(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Formula => &[],
            Self::Category => &[CATEGORIES, LIST, FILTER],
            Self::Pie => &[PIE, CATEGORIES, LIST, FILTER],
            Self::Bar => &[COLUMNS, CATEGORIES, FILTER],
            Self::Histogram => &[COLUMNS, TICKS, STATS, FILTER],
            Self::Range => &[SLIDER, STATS, FILTER],
            Self::TimeSeries => &[TIME, FILTER],
            Self::Scatter => &[PLOT, STATS, FILTER],
            Self::Table => &[TABLE],
        }
    }

    /// The files that the component consists of.
    fn files(self) -> Vec<String> {
        let own =
            [".jsx", ".test.jsx"].map(|end| format!("src/components/widgets/{}{end}", self.component()));
        let parts = self.parts().iter().copied().flatten().map(|path| (*path).to_owned());
        own.into_iter().chain(parts).collect()
    }

    /// What its column must hold.
    const fn holds(self) -> Holds {
        match self {
            Self::Category | Self::Pie | Self::Bar | Self::Table => Holds::Any,
            Self::Formula | Self::Histogram | Self::Range | Self::Scatter => Holds::Numbers,
            Self::TimeSeries => Holds::Dates,
        }
    }

    /// Whether it counts the features by a column.
    const fn counts(self) -> bool {
        matches!(self, Self::Category | Self::Pie | Self::Bar | Self::TimeSeries)
    }

    /// Whether its bars may have the colors of a layer.
    const fn has_colors(self) -> bool {
        matches!(self, Self::Category | Self::Pie | Self::Bar)
    }

    /// Whether it filters, and so has an ID. Another one is recognized by its title.
    const fn filters(self) -> bool {
        !matches!(self, Self::Formula | Self::Table)
    }
}

/// What a formula computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Operation {
    /// The number of features.
    #[value(help = "")]
    Count,
    /// The sum of a column.
    #[value(help = "")]
    Sum,
    /// The average of a column.
    #[value(help = "")]
    Avg,
    /// The minimum of a column.
    #[value(help = "")]
    Min,
    /// The maximum of a column.
    #[value(help = "")]
    Max,
}

impl Operation {
    /// Its name in CARTO's `AggregationTypes`.
    const fn aggregation(self) -> &'static str {
        match self {
            Self::Count => "COUNT",
            Self::Sum => "SUM",
            Self::Avg => "AVG",
            Self::Min => "MIN",
            Self::Max => "MAX",
        }
    }
}

/// A widget to add.
struct Widget {
    name: PartName,
    kind: WidgetKind,
    columns: Vec<ColumnName>,
    operation: Operation,
    ticks: Vec<f64>,
    title: Title,
}

/// Adds a widget: an element in a view, and its component unless the application has it.
pub fn add(args: &WidgetArgs, site: &mut Site<'_>, inputs: &mut Inputs<'_>) -> Result<Added> {
    let prompt =
        Prompt { flag: "NAME", question: "Name of the widget", example: "roadsByKind", ..Prompt::default() };
    let name = inputs.text(&prompt, args.name.as_deref(), |text| PartName::parse(text, "Widget"))?;
    let source = source(args.source.as_deref(), None, site, inputs)?;
    let columns = source.as_ref().map(|source| columns_of(source, &mut site.draft)).transpose()?.flatten();
    let widget = widget(args, name, columns.as_deref(), inputs)?;
    let view = place(args, source.as_ref(), site, inputs)?;
    inputs.close()?;
    let (Some(widget), Some(source), Some(view)) = (widget, source, view) else {
        return Ok(Added::new("nothing"));
    };
    for path in widget.kind.files() {
        site.ensure_file(&path)?;
    }
    let mut added = Added::new(format!("the widget {} to the view {}", widget.name, view.name()));
    if shows(&view, &source, site)? == Some(false) {
        added.warnings.push(format!(
            "The view {} does not show {}, and a widget only counts what is on the map: carto-app add layer NAME --source {} --view {}",
            view.name(), source.name, stem(&source.name), view.name()
        ));
    }
    show(&widget, &source, &view, site)?;
    Ok(added)
}

fn widget(
    args: &WidgetArgs,
    name: Option<PartName>,
    columns: Option<&[Column]>,
    inputs: &mut Inputs<'_>,
) -> Result<Option<Widget>> {
    let prompt =
        Prompt { flag: "--kind", question: "Kind", default: Some("formula".to_owned()), ..Prompt::default() };
    let Some(kind) = inputs.choose_variant(&prompt, args.kind.as_deref())? else { return Ok(None) };
    let operation = if kind == WidgetKind::Formula || args.operation.is_some() {
        let prompt = Prompt {
            flag: "--operation",
            question: "Operation",
            default: Some("count".to_owned()),
            ..Prompt::default()
        };
        inputs.choose_variant(&prompt, args.operation.as_deref())?
    } else {
        Some(Operation::Count)
    };
    let counts = operation.is_none_or(|operation| operation == Operation::Count);
    if kind != WidgetKind::Formula && !counts {
        let refusal = Invalid::new("is only for a formula; this kind counts");
        inputs.refuse("--operation", args.operation.as_deref(), refusal.suggest("count, or --kind formula"));
    }
    let needs_column = kind != WidgetKind::Formula || !counts;
    let chosen = if needs_column {
        columns_of_kind(kind, args.column.as_deref(), columns, inputs)?
    } else {
        if args.column.is_some() {
            let refusal = Invalid::new("is not used when counting features");
            inputs.refuse(
                "--column",
                args.column.as_deref(),
                refusal.suggest("--operation sum, avg, min or max"),
            );
        }
        Vec::new()
    };
    let ticks = match joined(&args.ticks) {
        Some(ticks) if kind == WidgetKind::Histogram => {
            let prompt = Prompt { flag: "--ticks", question: "Limits between the bars", ..Prompt::default() };
            inputs.text(&prompt, Some(&ticks), |text| numbers(text, 1, 20))?
        }
        Some(ticks) => {
            let refusal = Invalid::new("is only for a histogram").suggest("--kind histogram");
            inputs.refuse("--ticks", Some(&ticks), refusal);
            None
        }
        None => Some(Vec::new()),
    };
    let default = match (&name, chosen.first()) {
        (Some(name), _) => name.title(),
        (None, Some(column)) => title_of(column),
        (None, None) => "Count".to_owned(),
    };
    let prompt = Prompt { flag: "--title", question: "Title", default: Some(default), ..Prompt::default() };
    let title = inputs.text(&prompt, args.title.as_deref(), str::parse::<Title>)?;
    let (Some(name), Some(operation), Some(ticks), Some(title)) = (name, operation, ticks, title) else {
        return Ok(None);
    };
    if needs_column && chosen.is_empty() {
        return Ok(None);
    }
    Ok(Some(Widget { name, kind, columns: chosen, operation, ticks, title }))
}

/// Returns the columns of a widget: several for a table, two for points, else one. None if they were refused.
fn columns_of_kind(
    kind: WidgetKind,
    given: Option<&str>,
    known: Option<&[Column]>,
    inputs: &mut Inputs<'_>,
) -> Result<Vec<ColumnName>> {
    let holds = kind.holds();
    let given: Vec<&str> = match kind {
        WidgetKind::Table | WidgetKind::Scatter => {
            given.into_iter().flat_map(|list| list.split(',')).map(str::trim).collect()
        }
        _ => given.into_iter().collect(),
    };
    let wanted: Vec<Option<&str>> = match kind {
        WidgetKind::Scatter if given.is_empty() => vec![None, None],
        WidgetKind::Scatter if given.len() != 2 => {
            let refusal = Invalid::new("needs two columns").suggest("--column length,lanes");
            inputs.refuse("--column", Some(&given.join(",")), refusal);
            return Ok(Vec::new());
        }
        WidgetKind::Table if given.is_empty() => match known {
            // More would not fit beside the map.
            Some(known) => {
                let names = known.iter().map(|column| column.name.as_str());
                names.filter(|name| *name != "cartodb_id").map(Some).take(TABLE_COLUMNS).collect()
            }
            None => vec![None],
        },
        _ if given.is_empty() => vec![None],
        _ => given.into_iter().map(Some).collect(),
    };
    let mut columns = Vec::new();
    for name in &wanted {
        columns.extend(column(*name, holds, known, inputs)?);
    }
    Ok(if columns.len() == wanted.len() { columns } else { Vec::new() })
}

/// The columns of a table that names none.
const TABLE_COLUMNS: usize = 4;

/// Returns the view that shows the widget: the named one, or the only one that shows the source.
fn place(
    args: &WidgetArgs,
    source: Option<&Source>,
    site: &mut Site<'_>,
    inputs: &mut Inputs<'_>,
) -> Result<Option<View>> {
    if args.view.is_some() {
        return view(args.view.as_deref(), "--view", site, inputs);
    }
    let views = site.views()?;
    let mut is_partial = !views.is_whole;
    let mut showing = Vec::new();
    for view in &views.list {
        let shown = source.map_or(Ok(Some(false)), |source| shows(view, source, site))?;
        is_partial |= shown.is_none();
        if shown == Some(true) {
            showing.push(view.name().to_owned());
        }
    }
    let default = match showing.as_slice() {
        [only] if !is_partial => Some(only.clone()),
        _ => None,
    };
    let prompt = Prompt {
        flag: "--view",
        question: "View that shows it",
        default,
        example: "roads, after: carto-app add view roads",
        is_partial,
        ..Prompt::default()
    };
    inputs.choose(&prompt, None, views.list.into_iter().map(|view| (row(&view), view)))
}

/// Whether a view shows a source: its module or one of its components imports it. `None` if the import is further away or can't
/// be determined.
fn shows(view: &View, source: &Source, site: &mut Site<'_>) -> Result<Option<bool>> {
    let Some(path) = &view.path else { return Ok(None) };
    let resolver = Resolver::of(&mut site.draft)?;
    let is_drawn = |file: &str| ![SOURCES, MODELS].iter().any(|folder| file.starts_with(*folder));
    let mut is_known = true;
    for Reached { path: file, depth, imports } in reached(path, &is_drawn, &resolver, &mut site.draft) {
        let Some(imports) = imports else {
            is_known = false;
            continue;
        };
        for (_, target) in imports {
            match target {
                Target::File(other) if other == source.path => {
                    // A list of all sources doesn't show which one is used.
                    return Ok((depth == 0 || depth == 1 && file.starts_with(COMPONENTS)).then_some(true));
                }
                Target::File(other) if is_program(&other) && is_drawn(&other) => {}
                // Another module of sources may re-export this one.
                Target::File(other) => is_known &= !is_list_with(&other, source, &resolver, site),
                target => is_known &= !resolver.may_be(&target, &source.path),
            }
        }
    }
    Ok(is_known.then_some(false))
}

/// Whether a module in the folder of sources imports this one.
fn is_list_with(path: &str, source: &Source, resolver: &Resolver, site: &mut Site<'_>) -> bool {
    path.starts_with(SOURCES)
        && is_program(path)
        && targets(path, resolver, &mut site.draft)
            .map_or(true, |targets| targets.iter().any(|(_, target)| resolver.may_be(target, &source.path)))
}

fn show(widget: &Widget, source: &Source, view: &View, site: &mut Site<'_>) -> Result<()> {
    let module = format!("components/widgets/{}", widget.kind.component());
    let types = "AggregationTypes";
    let path = view.path.clone().unwrap_or_default();
    let source_module = specifier_in(&path, &source.path);
    let mut needed = vec![
        Needed { imported: "default", local: widget.kind.component(), source: &module },
        Needed { imported: &source.export, local: &source.name, source: &source_module },
    ];
    if widget.kind == WidgetKind::Formula || widget.kind.counts() {
        needed.push(Needed { imported: types, local: types, source: "@carto/react-core" });
    }
    let mut locals = Vec::new();
    for each in &needed {
        locals.push(site.local(view, each)?);
    }
    for (each, local) in needed.iter_mut().zip(&locals) {
        each.local = local;
    }
    let (component, about) = (needed[0].local, needed[1].local);
    let types = needed.get(2).map_or(types, |each| each.local);
    let ticks = format!("{}_TICKS", widget.name.constant());
    let constant = (!widget.ticks.is_empty()).then(|| {
        let numbers: Vec<String> = widget.ticks.iter().map(ToString::to_string).collect();
        format!("const {ticks} = [{}]{}", numbers.join(", "), site.style.end())
    });
    let constant = constant.as_ref().map(|statement| (ticks.as_str(), "_TICKS", statement.as_str()));
    let colors = widget.columns.first().filter(|_| widget.kind.has_colors());
    let colors = colors.map(|column| colors_of(column, about, view, site)).transpose()?.flatten();
    let before = site.draft.text(&path)?.unwrap_or_default();
    let needs_login = site.has_login()? && !source.has_credentials;
    site.attach(view, &needed, constant, About { source: about, needs_login }, &|_, style, is_private| {
        let mut attributes = Vec::new();
        if widget.kind.filters() {
            attributes.push(doc::text_attribute("id", widget.name.camel(), style));
        }
        attributes.push(doc::text_attribute("title", widget.title.as_str(), style));
        attributes.push(doc::text(format!("sourceId={{{about}.id}}")));
        if widget.kind == WidgetKind::Formula {
            let operation = widget.operation.aggregation();
            attributes.push(doc::text(format!("operation={{{types}.{operation}}}")));
        }
        attributes.extend(column_attributes(widget, style));
        if widget.kind.counts() {
            attributes.push(doc::text(format!("operation={{{types}.COUNT}}")));
        }
        attributes.extend(colors.as_ref().map(|colors| doc::text(format!("colors={{{colors}}}"))));
        if !widget.ticks.is_empty() {
            attributes.push(doc::text(format!("ticks={{{ticks}}}")));
        }
        let shown = doc::element(component, attributes, Vec::new(), style);
        behind_login(shown, needs_login, is_private, style)
    })?;
    let is_new = site.draft.text(&path)?.is_some_and(|text| text != before);
    let shown = site.draft.project().name_of(&path);
    let (attribute, own, flag, other) = if widget.kind.filters() {
        ("id", widget.name.camel(), "name", format!("{}2", widget.name.camel()))
    } else {
        ("title", widget.title.as_str(), "--title", format!("{} 2", widget.title.as_str()))
    };
    if is_new && has_attribute(&shown, &before, attribute, own)? {
        let what = format!("{shown} already has another element with the {attribute} {own}");
        let hint = format!("take another {flag}, such as {other}");
        return Err(Error::new(Kind::Conflict, what).with_hint(hint));
    }
    Ok(())
}

/// Returns the attributes that name the columns: one, those of the axes, or those of a table, with their titles.
fn column_attributes(widget: &Widget, style: &Style) -> Vec<Doc> {
    let titled = |column: &ColumnName| {
        let label = doc::string(&title_of(column), style);
        doc::object(
            vec![("column".to_owned(), doc::string(column.as_str(), style)), ("label".to_owned(), label)],
            style,
        )
    };
    let expression =
        |name: &str, value| doc::concat([doc::text(format!("{name}={{")), value, doc::text("}")]);
    match widget.kind {
        WidgetKind::Scatter => {
            let axes = ["x", "y"].into_iter().zip(&widget.columns);
            axes.map(|(axis, column)| expression(axis, titled(column))).collect()
        }
        WidgetKind::Table => {
            let records = widget.columns.iter().map(titled).collect::<Vec<_>>();
            let list = if records.len() > 1 { doc::array_of_records } else { doc::array };
            vec![expression("columns", list(records, style))]
        }
        _ => {
            let column = widget.columns.first();
            column.map(|column| doc::text_attribute("column", column.as_str(), style)).into_iter().collect()
        }
    }
}

/// Returns the colors of a layer of the same source for the values of a column in this view: `roadsLayer.colors.kind`.
fn colors_of(column: &ColumnName, source: &str, view: &View, site: &mut Site<'_>) -> Result<Option<String>> {
    let shown = site.shown_in(view)?;
    for layer in inventory::layers(&mut site.draft)? {
        if !layer.colored.iter().any(|colored| colored == column.as_str()) {
            continue;
        }
        let module = specifier_in(view.path.as_deref().unwrap_or_default(), &layer.path);
        let needed = Needed { imported: &layer.export, local: &layer.name, source: &module };
        let local = site.local(view, &needed)?;
        if shown.iter().any(|(own, layer)| own == source && *layer == local) {
            return Ok(Some(format!("{local}.colors.{column}")));
        }
    }
    Ok(None)
}

/// Whether an element in a module has an attribute with this value.
fn has_attribute(shown: &str, text: &str, name: &str, value: &str) -> Result<bool> {
    struct Attributes<'s>(&'s str, &'s str, bool);
    impl<'a> Visit<'a> for Attributes<'_> {
        fn visit_jsx_attribute(&mut self, attribute: &JSXAttribute<'a>) {
            if let Some(JSXAttributeValue::StringLiteral(value)) = &attribute.value {
                self.2 |= attribute.is_identifier(self.0) && value.value == self.1;
            }
            walk::walk_jsx_attribute(self, attribute);
        }
    }
    let arena = oxc_allocator::Allocator::default();
    let mut attributes = Attributes(name, value, false);
    attributes.visit_program(Script::parse(&arena, shown, text)?.program);
    Ok(attributes.2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::logins::WIDGETS;

    #[test]
    fn every_kind_is_known_as_a_widget() {
        let kinds: Vec<&str> = WidgetKind::value_variants().iter().map(|kind| kind.component()).collect();
        assert_eq!(kinds, WIDGETS);
    }
}
