mod colors;

use oxc_allocator::Allocator;
use oxc_ast::ast::JSXOpeningElement;
use oxc_ast_visit::{Visit, walk};
use oxc_span::GetSpan;
use serde_json::{Value, json};

use super::Added;
use super::args::LayerArgs;
use super::essence::has_text;
use super::inputs::{Inputs, Prompt, one_of};
use super::site::{About, Needed, Paste, Site, behind_login};
use crate::app::inventory;
use crate::app::inventory::{Source, View};
use crate::code::{Doc, Script, Style, doc};
use crate::error::{Error, Kind, Result};
use crate::spec::{ColumnName, Invalid, PartName, quoted, refuse_secret};
use crate::template;
use crate::ui::Row;
use colors::{BLUES, CATEGORIES};

/// What a layer may be drawn for.
pub const GEOMETRIES: [&str; 4] = ["any", "point", "line", "polygon"];

/// How it may be coloured, with what that means.
pub const STYLES: [(&str, &str); 4] = [
    ("single", "one colour"),
    ("categories", "a colour for each of some values"),
    ("bins", "a colour between each two limits"),
    ("continuous", "from one colour to another"),
];

/// How a layer is coloured.
enum Look {
    Single,
    Categories(ColumnName, Vec<String>),
    Bins(ColumnName, Vec<f64>),
    Continuous(ColumnName, f64, f64),
}

/// Adds a layer: its file with its legend, and its place in a view.
pub fn add(args: &LayerArgs, site: &mut Site<'_>, inputs: &mut Inputs<'_>) -> Result<Added> {
    let prompt =
        Prompt { flag: "NAME", question: "Name of the layer", example: "roads", ..Prompt::default() };
    let name = inputs.text(&prompt, args.name.as_deref(), |text| site.name(text, "Layer", file_of))?;
    let source = source(args.source.as_deref(), name.as_ref(), site, inputs)?;
    let is_there = is_there(args, name.as_ref(), site)?;
    let drawn = if is_there { None } else { geometry(args, inputs)?.zip(look(args, inputs)?) };
    let view = view(args.view.as_deref(), "--view", site, inputs)?;
    inputs.close()?;
    let (Some(name), Some(source)) = (name, source) else { return Ok(Added::new("nothing")) };

    let local = format!("{name}Layer");
    if let Some((geometry, look)) = drawn {
        let (template, mut context) = context(&look, &name);
        for (fact, kind) in
            [("points", "point"), ("lines", "line"), ("polygons", "polygon"), ("anything", "any")]
        {
            context[fact] = Value::Bool(kind == geometry);
        }
        context["name"] = local.as_str().into();
        site.create(&file_of(&name), &template::piece(template, context)?, &name)?;
        register(&local, &name, site)?;
    }

    let mut added = Added::new(format!("the layer {local}"));
    match view {
        Some(view) => {
            site.bring("src/components/common/MapLayer.jsx")?;
            site.bring("src/components/common/MapLayer.test.jsx")?;
            show(&source, &local, &name, &view, site)?;
            added.what = format!("the layer {local} to the view {}", view.name());
            added.next.push(format!(
                "carto-app add widget NAME --source {} --view {}",
                stem(&source.name),
                view.name()
            ));
        }
        None => {
            added
                .next
                .push(format!("carto-app add layer {name} --source {} --view VIEW", stem(&source.name)));
        }
    }
    Ok(added)
}

fn file_of(name: &PartName) -> String {
    format!("src/components/layers/{}Layer.js", name.pascal())
}

/// Whether it is a layer that the application has, whose owner says nothing of how it is drawn: it stays as it is, and may be
/// shown in one more view.
fn is_there(args: &LayerArgs, name: Option<&PartName>, site: &mut Site<'_>) -> Result<bool> {
    let says = args.geometry.is_some() || args.style.is_some() || args.column.is_some();
    let Some(name) = name.filter(|_| !says && args.values.is_empty() && args.breaks.is_empty()) else {
        return Ok(false);
    };
    let file = file_of(name);
    Ok(inventory::layers(&mut site.draft)?.iter().any(|layer| layer.path == file))
}

/// `roadsSource` without its suffix.
pub fn stem(name: &str) -> &str {
    name.strip_suffix("Source").unwrap_or(name)
}

/// The source that something is about: named, or the one of the same name, or the only one.
pub fn source(
    given: Option<&str>,
    name: Option<&PartName>,
    site: &mut Site<'_>,
    inputs: &mut Inputs<'_>,
) -> Result<Option<Source>> {
    let mut sources = inventory::sources(&mut site.draft)?;
    let rows: Vec<Row> = sources
        .iter()
        .map(|source| Row::new(stem(&source.name), source.data.as_deref().map(one_line).unwrap_or_default()))
        .collect();
    let same =
        name.map(|name| name.camel().to_owned()).filter(|name| rows.iter().any(|row| row.name == *name));
    // A name is understood in any case, with or without its suffix.
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
    let chosen = inputs.choose(&prompt, given.as_deref(), &rows)?;
    Ok(chosen.filter(|at| *at < sources.len()).map(|at| sources.swap_remove(at)))
}

fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > 60 { line.chars().take(59).chain(['…']).collect() } else { line }
}

/// A view to show something in. None is one too, where nothing is said.
pub fn view(
    given: Option<&str>,
    flag: &str,
    site: &mut Site<'_>,
    inputs: &mut Inputs<'_>,
) -> Result<Option<View>> {
    if given.is_none() && !inputs.asks() {
        return Ok(None);
    }
    let views: Vec<View> = site.views()?.into_iter().filter(|view| view.path.is_some()).collect();
    let Some(given) = given else {
        let mut rows: Vec<Row> =
            views.iter().map(|view| Row::new(view.name(), format!("/{}", view.route))).collect();
        rows.push(Row::new("none", "not yet"));
        let prompt = Prompt { flag, question: "View that shows it", ..Prompt::default() };
        return Ok(inputs.choose(&prompt, None, &rows)?.and_then(|at| views.get(at).cloned()));
    };
    if let Some(found) = Site::view_called(&views, given) {
        return Ok(Some(found.clone()));
    }
    let names: Vec<&str> = views.iter().map(View::name).collect();
    let near = crate::spec::closest(given, names.iter().copied());
    let suggestion = near.unwrap_or_else(|| one_of(&names));
    inputs.refuse(flag, Some(given), Invalid::new("does not exist").suggest(suggestion));
    Ok(None)
}

fn geometry(args: &LayerArgs, inputs: &mut Inputs<'_>) -> Result<Option<&'static str>> {
    let rows = GEOMETRIES.map(|kind| Row::new(kind, ""));
    let prompt = Prompt {
        flag: "--geometry",
        question: "Geometry",
        default: Some("any".to_owned()),
        ..Prompt::default()
    };
    Ok(inputs.choose(&prompt, args.geometry.as_deref(), &rows)?.map(|at| GEOMETRIES[at]))
}

fn look(args: &LayerArgs, inputs: &mut Inputs<'_>) -> Result<Option<Look>> {
    let rows = STYLES.map(|(name, meaning)| Row::new(name, meaning));
    let implied = match (args.values.is_empty(), args.breaks.is_empty()) {
        (false, true) => "categories",
        (true, false) => "bins",
        _ => "single",
    };
    let prompt = Prompt {
        flag: "--style",
        question: "Colours",
        default: Some(implied.to_owned()),
        ..Prompt::default()
    };
    let given = args.style.as_deref().or((implied != "single").then_some(implied));
    let Some(style) = inputs.choose(&prompt, given, &rows)? else { return Ok(None) };
    if style == 0 {
        for (flag, given) in [
            ("--column", args.column.is_some()),
            ("--values", !args.values.is_empty()),
            ("--breaks", !args.breaks.is_empty()),
        ] {
            if given {
                let refusal = Invalid::new("means nothing where there is one colour");
                inputs.refuse(flag, None, refusal.suggest("--style categories, bins or continuous"));
            }
        }
        return Ok(Some(Look::Single));
    }
    let stray = if style == 1 {
        ("--breaks", !args.breaks.is_empty(), "--style bins or continuous")
    } else {
        ("--values", !args.values.is_empty(), "--style categories")
    };
    if let (flag, true, other) = stray {
        inputs.refuse(flag, None, Invalid::new("means nothing with these colours").suggest(other));
    }
    let prompt = Prompt { flag: "--column", question: "Column", example: "kind", ..Prompt::default() };
    let column = inputs.text(&prompt, args.column.as_deref(), str::parse::<ColumnName>)?;
    let (values, breaks) = (joined(&args.values), joined(&args.breaks));
    match style {
        1 => {
            let prompt = Prompt {
                flag: "--values",
                question: "Values, with commas between",
                example: "highway,street",
                ..Prompt::default()
            };
            let values = inputs.text(&prompt, values.as_deref(), categories)?;
            Ok(column.zip(values).map(|(column, values)| Look::Categories(column, values)))
        }
        2 => {
            let prompt = Prompt {
                flag: "--breaks",
                question: "Limits between colours, with commas between",
                example: "10,50,100",
                ..Prompt::default()
            };
            let breaks = inputs.text(&prompt, breaks.as_deref(), |text| numbers(text, 1, BLUES.len() - 1))?;
            Ok(column.zip(breaks).map(|(column, breaks)| Look::Bins(column, breaks)))
        }
        _ => {
            let prompt = Prompt {
                flag: "--breaks",
                question: "From and to, with a comma between",
                example: "0,100",
                ..Prompt::default()
            };
            let ends = inputs.text(&prompt, breaks.as_deref(), |text| numbers(text, 2, 2))?;
            Ok(column.zip(ends).map(|(column, ends)| Look::Continuous(column, ends[0], ends[1])))
        }
    }
}

/// A list that was given in one go or by and by.
pub fn joined(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(","))
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
            "has more than {most} values, whose colours nobody could tell apart"
        )));
    }
    Ok(values)
}

/// Numbers that grow, so many at least and at most.
pub fn numbers(text: &str, least: usize, most: usize) -> std::result::Result<Vec<f64>, Invalid> {
    let parts = text.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty());
    let mut numbers = Vec::new();
    for part in parts {
        match part.parse::<f64>() {
            Ok(number) if number.is_finite() && number.abs() < 1e15 => numbers.push(number),
            _ => return Err(Invalid::new(format!("has {}, which is no number", quoted(part)))),
        }
    }
    if numbers.len() < least || numbers.len() > most {
        let wanted = if least == most { least.to_string() } else { format!("{least} to {most}") };
        return Err(Invalid::new(format!("has {} numbers, where {wanted} belong", numbers.len())));
    }
    if numbers.windows(2).any(|pair| pair[0] >= pair[1]) {
        let mut sorted = numbers.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.dedup();
        let refusal = Invalid::new("has numbers that don't grow");
        let is_enough = sorted.len() >= least;
        let sorted: Vec<String> = sorted.iter().map(ToString::to_string).collect();
        return Err(if is_enough { refusal.suggest(sorted.join(",")) } else { refusal });
    }
    Ok(numbers)
}

/// What the template needs, and which one it is.
fn context(look: &Look, name: &PartName) -> (&'static str, Value) {
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
                "legend_title": title(&words(column)),
                "column": column.as_str(),
                "categories": format!("{start}{list};"),
            });
            ("categoriesLayer.js", context)
        }
        Look::Bins(column, breaks) => {
            let bins: Vec<Value> = (0..=breaks.len())
                .map(|at| {
                    let before = at.checked_sub(1).map(|before| breaks[before]);
                    let limit = breaks.get(at).map_or_else(|| "Infinity".to_owned(), ToString::to_string);
                    let label = match (before, breaks.get(at)) {
                        (None, Some(to)) => format!("Below {to}"),
                        (Some(from), Some(to)) => format!("{from} – {to}"),
                        (Some(from), None) => format!("{from} and more"),
                        (None, None) => String::new(),
                    };
                    let color = BLUES[at * (BLUES.len() - 1) / breaks.len().max(1)];
                    json!({ "limit": limit, "color": color, "label": label })
                })
                .collect();
            let context = json!({
                "legend_title": title(&words(column)),
                "column": column.as_str(),
                "bin_list": bins,
            });
            ("binsLayer.js", context)
        }
        Look::Continuous(column, from, to) => {
            let context = json!({
                "legend_title": title(&words(column)),
                "column": column.as_str(),
                "from": from.to_string(),
                "to": to.to_string(),
            });
            ("continuousLayer.js", context)
        }
    }
}

/// A column for people: `store_type` is "Store type".
pub fn words(column: &ColumnName) -> String {
    let words: Vec<&str> = column.as_str().split('_').filter(|word| !word.is_empty()).collect();
    let words = if words.is_empty() { column.as_str().to_owned() } else { words.join(" ") };
    super::capitalized(&words)
}

/// A folder that lists its layers by hand gets one more; one that takes all its files needs nothing.
fn register(local: &str, name: &PartName, site: &mut Site<'_>) -> Result<()> {
    const LIST: &str = "src/components/layers/index.js";
    if site.draft.text(LIST)?.is_none() {
        return Ok(());
    }
    let style = site.style;
    let shown = site.draft.project().name_of(LIST);
    let module = format!("./{}Layer", name.pascal());
    site.draft.edit(LIST, |script, splices| {
        if !crate::code::calls_to(script, "import.meta.glob").is_empty() {
            return Ok(());
        }
        let needed = Needed { imported: "default", local, source: &module };
        let unplaced = || {
            let top = vec![super::site::statement(&needed, &style)];
            let lines = vec![format!("{local},")];
            Paste { what: "the layer", top, place: "among the layers", lines }.refusal(&shown)
        };
        let Some(oxc_ast::ast::Expression::ArrayExpression(list)) =
            script.at(&["layers"]).map(crate::code::unwrapped)
        else {
            return if has_text(script, &module) { Ok(()) } else { Err(unplaced()) };
        };
        let names: Vec<&str> =
            list.elements.iter().map(|each| &script.text[crate::code::place(each)]).collect();
        if names.contains(&local) {
            return Ok(());
        }
        crate::code::edit::add_import(script, "default", local, &module, &style, splices)
            .ok_or_else(unplaced)?;
        let at = crate::code::edit::place_among(&names, &local);
        crate::code::edit::insert_element(script, list, at, &doc::text(local), None, &style, splices);
        Ok(())
    })
}

/// Shows a source with a layer in a view: behind the login where the source is private and the view is not.
fn show(source: &Source, local: &str, name: &PartName, view: &View, site: &mut Site<'_>) -> Result<()> {
    let needs_login = site.has_login()? && !source.has_credentials;
    let module = source.path.trim_start_matches("src/").trim_end_matches(".js").to_owned();
    let layer = format!("components/layers/{}Layer", name.pascal());
    let needed = [
        Needed { imported: "default", local: "MapLayer", source: "components/common/MapLayer" },
        Needed { imported: "default", local, source: &layer },
        Needed { imported: "default", local: &source.name, source: &module },
    ];
    let about = source.name.clone();
    if let Some(other) = shown_with(view, local, &about, site)? {
        let what = format!("{} shows {local} with {other} already, and a layer has one source", view.name());
        let hint = format!("carto-app add layer {0} --source {0} --view {1}", stem(&about), view.name());
        return Err(Error::new(Kind::Conflict, what).with_hint(hint));
    }
    site.attach(view, &needed, None, About { source: &about, needs_login }, &|_, style, is_private| {
        let attributes =
            vec![doc::text(format!("source={{{about}}}")), doc::text(format!("layer={{{local}}}"))];
        let shown = doc::element("MapLayer", attributes, Vec::new(), style);
        behind_login(shown, needs_login, is_private, style)
    })
}

/// The other source that a view shows a layer with.
fn shown_with(view: &View, layer: &str, source: &str, site: &mut Site<'_>) -> Result<Option<String>> {
    struct Shown<'s, 'a>(&'s Script<'a>, [String; 2], Option<String>);
    impl<'a> Visit<'a> for Shown<'_, 'a> {
        fn visit_jsx_opening_element(&mut self, element: &JSXOpeningElement<'a>) {
            let values: Vec<(&str, &str)> = element
                .attributes
                .iter()
                .filter_map(|each| self.0.slice(each.span()).split_once('='))
                .collect();
            let value = |name: &str| values.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
            let [layer, source] = &self.1;
            if value("layer") == Some(layer)
                && let Some(other) = value("source").filter(|other| other != source)
            {
                self.2 = Some(other.trim_matches(['{', '}']).to_owned());
            }
            walk::walk_jsx_opening_element(self, element);
        }
    }
    let Some(path) = &view.path else { return Ok(None) };
    let text = site.draft.text(path)?.unwrap_or_default();
    let arena = Allocator::default();
    let script = Script::parse(&arena, &site.draft.project().name_of(path), &text)?;
    let mut shown = Shown(&script, [format!("{{{layer}}}"), format!("{{{source}}}")], None);
    shown.visit_program(script.program);
    Ok(shown.2)
}
