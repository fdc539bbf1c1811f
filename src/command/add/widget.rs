use clap::ValueEnum;
use oxc_ast::ast::{JSXAttribute, JSXAttributeValue};
use oxc_ast_visit::{Visit, walk};

use super::Added;
use super::args::WidgetArgs;
use super::inputs::{Inputs, Prompt};
use super::shared::{Holds, column, joined, numbers, row, source, stem, ticks_of, title_of, view};
use super::site::{About, Needed, Site, behind_login};
use crate::app::columns::{Column, columns_of};
use crate::app::imports::{Reached, Resolver, Target, reached, targets};
use crate::app::inventory;
use crate::app::inventory::Source;
use crate::app::routes::View;
use crate::app::specifiers::specifier_in;
use crate::app::{MODELS, SOURCES, is_program};
use crate::code::{Script, doc};
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
    /// A bar for each range of a number.
    #[value(help = "bars by ranges of a number")]
    Histogram,
}

impl WidgetKind {
    /// The component that draws it.
    const fn component(self) -> &'static str {
        match self {
            Self::Formula => "FormulaWidget",
            Self::Category => "CategoryWidget",
            Self::Histogram => "HistogramWidget",
        }
    }

    /// The files that the component consists of.
    const fn files(self) -> &'static [&'static str] {
        match self {
            Self::Formula => {
                &["src/components/widgets/FormulaWidget.jsx", "src/components/widgets/FormulaWidget.test.jsx"]
            }
            Self::Category => &[
                "src/components/widgets/CategoryWidget.jsx",
                "src/components/widgets/CategoryWidget.test.jsx",
                "src/components/widgets/categoryBars.js",
                "src/components/widgets/categoryBars.test.js",
                "src/hooks/useColumnFilter.js",
            ],
            Self::Histogram => &[
                "src/components/widgets/HistogramWidget.jsx",
                "src/components/widgets/HistogramWidget.test.jsx",
                "src/hooks/useColumnFilter.js",
            ],
        }
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
    column: Option<ColumnName>,
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
        site.ensure_file(path)?;
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
    let column = if needs_column {
        let holds = if kind == WidgetKind::Category { Holds::Any } else { Holds::Numbers };
        column(args.column.as_deref(), holds, columns, inputs)?
    } else {
        if args.column.is_some() {
            let refusal = Invalid::new("is not used when counting features");
            inputs.refuse(
                "--column",
                args.column.as_deref(),
                refusal.suggest("--operation sum, avg, min or max"),
            );
        }
        None
    };
    let ticks = joined(&args.ticks);
    let is_own = |own: &&Column| column.as_ref().is_some_and(|column| column.as_str() == own.name);
    let own = columns.and_then(|columns| columns.iter().find(is_own));
    let ticks = if kind == WidgetKind::Histogram {
        let prompt = Prompt {
            flag: "--ticks",
            question: "Limits between the bars, separated by commas",
            joint: Some(", "),
            default: ticks_of(own),
            example: "10,20,50",
            ..Prompt::default()
        };
        inputs.text(&prompt, ticks.as_deref(), |text| numbers(text, 1, 20))?
    } else {
        if ticks.is_some() {
            inputs.refuse(
                "--ticks",
                ticks.as_deref(),
                Invalid::new("is only for a histogram").suggest("--kind histogram"),
            );
        }
        Some(Vec::new())
    };
    let default = match (&name, &column) {
        (Some(name), _) => name.title(),
        (None, Some(column)) => title_of(column),
        (None, None) => "Count".to_owned(),
    };
    let prompt = Prompt { flag: "--title", question: "Title", default: Some(default), ..Prompt::default() };
    let title = inputs.text(&prompt, args.title.as_deref(), str::parse::<Title>)?;
    let (Some(name), Some(operation), Some(ticks), Some(title)) = (name, operation, ticks, title) else {
        return Ok(None);
    };
    if needs_column && column.is_none() {
        return Ok(None);
    }
    Ok(Some(Widget { name, kind, column, operation, ticks, title }))
}

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
    if widget.kind != WidgetKind::Histogram {
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
    let constant = (widget.kind == WidgetKind::Histogram).then(|| {
        let numbers: Vec<String> = widget.ticks.iter().map(ToString::to_string).collect();
        format!("const {ticks} = [{}]{}", numbers.join(", "), site.style.end())
    });
    let constant = constant.as_ref().map(|statement| (ticks.as_str(), "_TICKS", statement.as_str()));
    let colors = widget.column.as_ref().filter(|_| widget.kind == WidgetKind::Category);
    let colors = colors.map(|column| colors_of(column, about, view, site)).transpose()?.flatten();
    let before = site.draft.text(&path)?.unwrap_or_default();
    let needs_login = site.has_login()? && !source.has_credentials;
    site.attach(view, &needed, constant, About { source: about, needs_login }, &|_, style, is_private| {
        let mut attributes = Vec::new();
        if widget.kind != WidgetKind::Formula {
            attributes.push(doc::text_attribute("id", widget.name.camel(), style));
        }
        attributes.push(doc::text_attribute("title", widget.title.as_str(), style));
        attributes.push(doc::text(format!("sourceId={{{about}.id}}")));
        if widget.kind == WidgetKind::Formula {
            let operation = widget.operation.aggregation();
            attributes.push(doc::text(format!("operation={{{types}.{operation}}}")));
        }
        if let Some(column) = &widget.column {
            attributes.push(doc::text_attribute("column", column.as_str(), style));
        }
        match widget.kind {
            WidgetKind::Formula => {}
            WidgetKind::Category => {
                attributes.push(doc::text(format!("operation={{{types}.COUNT}}")));
                attributes.extend(colors.as_ref().map(|colors| doc::text(format!("colors={{{colors}}}"))));
            }
            WidgetKind::Histogram => attributes.push(doc::text(format!("ticks={{{ticks}}}"))),
        }
        let shown = doc::element(component, attributes, Vec::new(), style);
        behind_login(shown, needs_login, is_private, style)
    })?;
    let is_new = site.draft.text(&path)?.is_some_and(|text| text != before);
    let shown = site.draft.project().name_of(&path);
    // A formula has no id and is recognized by its title.
    let (attribute, own, flag, other) = match widget.kind {
        WidgetKind::Formula => {
            ("title", widget.title.as_str(), "--title", format!("{} 2", widget.title.as_str()))
        }
        _ => ("id", widget.name.camel(), "name", format!("{}2", widget.name.camel())),
    };
    if is_new && has_attribute(&shown, &before, attribute, own)? {
        let what = format!("{shown} already has another element with the {attribute} {own}");
        let hint = format!("take another {flag}, such as {other}");
        return Err(Error::new(Kind::Conflict, what).with_hint(hint));
    }
    Ok(())
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
