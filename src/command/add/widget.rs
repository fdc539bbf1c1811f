use oxc_ast::ast::{JSXAttribute, JSXAttributeValue};
use oxc_ast_visit::{Visit, walk};

use super::Added;
use super::args::WidgetArgs;
use super::inputs::{Inputs, Prompt};
use super::layer::{joined, numbers, source, stem, view, words};
use super::site::{About, Needed, Site, behind_login};
use crate::app::inventory::{Source, View};
use crate::code::{Script, doc};
use crate::error::{Error, Kind, Result};
use crate::spec::{ColumnName, Invalid, PartName, Title};
use crate::ui::Row;

/// What a widget may be, with what that means.
pub const KINDS: [(&str, &str); 3] = [
    ("formula", "one number"),
    ("category", "bars by the values of a column"),
    ("histogram", "bars by ranges of a number"),
];

/// What can be computed, as people and as CARTO's library name it.
pub const OPERATIONS: [(&str, &str); 5] =
    [("count", "COUNT"), ("sum", "SUM"), ("avg", "AVG"), ("min", "MIN"), ("max", "MAX")];

/// What each kind needs of the application's own widgets.
const FORMULA: [&str; 2] =
    ["src/components/widgets/FormulaWidget.jsx", "src/components/widgets/FormulaWidget.test.jsx"];
const CATEGORY: [&str; 3] = [
    "src/components/widgets/CategoryWidget.jsx",
    "src/components/widgets/CategoryWidget.test.jsx",
    "src/hooks/useColumnFilter.js",
];
const HISTOGRAM: [&str; 3] = [
    "src/components/widgets/HistogramWidget.jsx",
    "src/components/widgets/HistogramWidget.test.jsx",
    "src/hooks/useColumnFilter.js",
];

/// A widget that was prompt for.
struct Widget {
    name: PartName,
    kind: usize,
    column: Option<ColumnName>,
    operation: usize,
    ticks: Vec<f64>,
    title: Title,
}

/// Adds a widget: its place in a view, and the component where the application has none of its kind.
pub fn add(args: &WidgetArgs, site: &mut Site<'_>, inputs: &mut Inputs<'_>) -> Result<Added> {
    let prompt =
        Prompt { flag: "NAME", question: "Name of the widget", example: "roadsByKind", ..Prompt::default() };
    let name = inputs.text(&prompt, args.name.as_deref(), |text| PartName::parse(text, "Widget"))?;
    let widget = widget(args, name, inputs)?;
    let source = source(args.source.as_deref(), None, site, inputs)?;
    let view = place(args, source.as_ref(), site, inputs)?;
    inputs.close()?;
    let (Some(widget), Some(source), Some(view)) = (widget, source, view) else {
        return Ok(Added::new("nothing"));
    };
    let files: &[&str] = match widget.kind {
        0 => &FORMULA,
        1 => &CATEGORY,
        _ => &HISTOGRAM,
    };
    for path in files {
        site.bring(path)?;
    }
    let mut added = Added::new(format!("the widget {} to the view {}", widget.name, view.name()));
    if !is_shown(&source, &view, site)? {
        added.warnings.push(format!(
            "The view {} does not show {}, and a widget counts what is on the map: carto-app add layer NAME --source {} --view {}",
            view.name(), source.name, stem(&source.name), view.name()
        ));
    }
    show(&widget, &source, &view, site)?;
    Ok(added)
}

fn widget(args: &WidgetArgs, name: Option<PartName>, inputs: &mut Inputs<'_>) -> Result<Option<Widget>> {
    let rows = KINDS.map(|(name, meaning)| Row::new(name, meaning));
    let prompt = Prompt {
        flag: "--kind",
        question: "Kind",
        default: Some(KINDS[0].0.to_owned()),
        ..Prompt::default()
    };
    let Some(kind) = inputs.choose(&prompt, args.kind.as_deref(), &rows)? else { return Ok(None) };
    let operation = if kind == 0 || args.operation.is_some() {
        let rows = OPERATIONS.map(|(name, _)| Row::new(name, ""));
        let prompt = Prompt {
            flag: "--operation",
            question: "Operation",
            default: Some("count".to_owned()),
            ..Prompt::default()
        };
        inputs.choose(&prompt, args.operation.as_deref(), &rows)?
    } else {
        Some(0)
    };
    if kind != 0 && operation.is_some_and(|at| at != 0) {
        let refusal = Invalid::new("is for a formula; this kind counts");
        inputs.refuse("--operation", args.operation.as_deref(), refusal.suggest("count, or --kind formula"));
    }
    let needs_column = kind != 0 || operation.is_some_and(|at| at != 0);
    let column = if needs_column {
        let prompt = Prompt { flag: "--column", question: "Column", example: "kind", ..Prompt::default() };
        inputs.text(&prompt, args.column.as_deref(), str::parse::<ColumnName>)?
    } else {
        if args.column.is_some() {
            let refusal = Invalid::new("means nothing where features are counted");
            inputs.refuse(
                "--column",
                args.column.as_deref(),
                refusal.suggest("--operation sum, avg, min or max"),
            );
        }
        None
    };
    let ticks = joined(&args.ticks);
    let ticks = if kind == 2 {
        let prompt = Prompt {
            flag: "--ticks",
            question: "Limits between bars, with commas between",
            example: "10,20,50",
            ..Prompt::default()
        };
        inputs.text(&prompt, ticks.as_deref(), |text| numbers(text, 1, 20))?
    } else {
        if ticks.is_some() {
            inputs.refuse(
                "--ticks",
                ticks.as_deref(),
                Invalid::new("is for a histogram").suggest("--kind histogram"),
            );
        }
        Some(Vec::new())
    };
    let default = match (&name, &column) {
        (Some(name), _) => name.title(),
        (None, Some(column)) => words(column),
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

/// The view that shows it: named, or the only one that shows the source.
fn place(
    args: &WidgetArgs,
    source: Option<&Source>,
    site: &mut Site<'_>,
    inputs: &mut Inputs<'_>,
) -> Result<Option<View>> {
    if args.view.is_some() {
        return view(args.view.as_deref(), "--view", site, inputs);
    }
    let views: Vec<View> = site.views()?.into_iter().filter(|view| view.path.is_some()).collect();
    let mut showing = Vec::new();
    for view in &views {
        if let Some(source) = source
            && is_shown(source, view, site)?
        {
            showing.push(view.name().to_owned());
        }
    }
    let rows: Vec<Row> = views.iter().map(|view| Row::new(view.name(), format!("/{}", view.route))).collect();
    let default = match showing.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    };
    let prompt = Prompt {
        flag: "--view",
        question: "View that shows it",
        default,
        example: "roads, after: carto-app add view roads",
        ..Prompt::default()
    };
    Ok(inputs.choose(&prompt, None, &rows)?.and_then(|at| views.get(at).cloned()))
}

/// Whether a view's module imports the source.
fn is_shown(source: &Source, view: &View, site: &mut Site<'_>) -> Result<bool> {
    let Some(path) = &view.path else { return Ok(false) };
    let Some(text) = site.draft.text(path)? else { return Ok(false) };
    let arena = oxc_allocator::Allocator::default();
    let script = Script::parse(&arena, &site.draft.project().name_of(path), &text)?;
    Ok(script.import(&source.name).is_some())
}

fn show(widget: &Widget, source: &Source, view: &View, site: &mut Site<'_>) -> Result<()> {
    let component = ["FormulaWidget", "CategoryWidget", "HistogramWidget"][widget.kind];
    let module = format!("components/widgets/{component}");
    let source_module = source.path.trim_start_matches("src/").trim_end_matches(".js").to_owned();
    let mut needed = vec![
        Needed { imported: "default", local: component, source: &module },
        Needed { imported: "default", local: &source.name, source: &source_module },
    ];
    if widget.kind != 2 {
        let types = "AggregationTypes";
        needed.push(Needed { imported: types, local: types, source: "@carto/react-core" });
    }
    let ticks = format!("{}_TICKS", widget.name.constant());
    let constant = (widget.kind == 2).then(|| {
        let numbers: Vec<String> = widget.ticks.iter().map(ToString::to_string).collect();
        format!("const {ticks} = [{}]{}", numbers.join(", "), site.style.end())
    });
    let constant = constant.as_ref().map(|statement| (ticks.as_str(), "_TICKS", statement.as_str()));
    let about = source.name.clone();
    let path = view.path.clone().unwrap_or_default();
    let before = site.draft.text(&path)?.unwrap_or_default();
    let needs_login = site.has_login()? && !source.has_credentials;
    site.attach(view, &needed, constant, About { source: &about, needs_login }, &|_, style, is_private| {
        let mut attributes = Vec::new();
        if widget.kind != 0 {
            attributes.push(doc::text_attribute("id", widget.name.camel(), style));
        }
        attributes.push(doc::text_attribute("title", widget.title.as_str(), style));
        attributes.push(doc::text(format!("sourceId={{{about}.id}}")));
        if widget.kind == 0 {
            let operation = OPERATIONS[widget.operation].1;
            attributes.push(doc::text(format!("operation={{AggregationTypes.{operation}}}")));
        }
        if let Some(column) = &widget.column {
            attributes.push(doc::text_attribute("column", column.as_str(), style));
        }
        match widget.kind {
            1 => attributes.push(doc::text("operation={AggregationTypes.COUNT}")),
            2 => attributes.push(doc::text(format!("ticks={{{ticks}}}"))),
            _ => {}
        }
        let shown = doc::element(component, attributes, Vec::new(), style);
        behind_login(shown, needs_login, is_private, style)
    })?;
    let is_new = site.draft.text(&path)?.is_some_and(|text| text != before);
    let shown = site.draft.project().name_of(&path);
    // A formula is known by its title alone.
    let (attribute, own, flag) = match widget.kind {
        0 => ("title", widget.title.as_str(), "--title"),
        _ => ("id", widget.name.camel(), "name"),
    };
    if is_new && has_attribute(&shown, &before, attribute, own)? {
        let what =
            format!("{shown} has something with the {attribute} {own} already, and it is something else");
        let hint = format!("take another {flag}, such as {own}{}2", if widget.kind == 0 { " " } else { "" });
        return Err(Error::new(Kind::Conflict, what).with_hint(hint));
    }
    Ok(())
}

/// Whether an element of a module has an attribute with this text.
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
