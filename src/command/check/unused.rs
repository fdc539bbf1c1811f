use super::finding::{Code, Finding};
use crate::app::inventory::{self, Layer, Source};
use crate::app::mentions::Mentions;
use crate::app::module::Module;
use crate::app::reexports::origin;
use crate::app::survey::Survey;
use crate::app::{Draft, LAYERS, ROUTES, SOURCES, VIEWS, module_stem};
use crate::error::Result;
use crate::spec::PartName;

/// The component that draws a layer.
const MAP_LAYER: &str = "src/components/common/MapLayer";

/// Finds sources, layers and views that nothing uses; uses in tests don't count.
///
/// # Errors
/// Folders that can't be read.
pub fn check(survey: &Survey, draft: &mut Draft<'_>, findings: &mut Vec<Finding>) -> Result<()> {
    // A module that can't be parsed may use any of them.
    if survey.is_partial {
        return Ok(());
    }
    let mut parts = None;
    let project = draft.project();
    let mut mentions = None;
    for module in &survey.modules {
        let path = module.path.as_str();
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_layer = path.starts_with(LAYERS) && name.contains("Layer.");
        // The list of layers contains all of them, whether or not a view uses them.
        let lists = |other: &str| is_layer && module_stem(other) == LAYERS;
        let mut is_used = || {
            survey.importers(path).any(|other| !lists(other))
                || is_layer && (may_be_added(module, survey, &lists) || is_reexported(path, survey, draft))
        };
        let (code, message, why) = if module.is_source && path.starts_with(SOURCES) {
            (
                Code::UnusedSource,
                "nothing imports this source",
                "no view adds it to the store, so its data is never shown",
            )
        } else if is_layer {
            (
                Code::UnusedLayer,
                "no view adds this layer",
                "the map never draws it, but the browser still loads it",
            )
        } else if path.starts_with(VIEWS) {
            (Code::UnusedView, "no route leads to this view", "nobody can open it")
        } else {
            continue;
        };
        let mut is_mentioned =
            || mentions.get_or_insert_with(|| Mentions::of(survey, project)).may_name(path);
        if !is_used() && !is_mentioned() {
            let stem = name.split('.').next().unwrap_or(name);
            let fix = match code {
                Code::UnusedView => fix_for_view(path, stem),
                Code::UnusedLayer => {
                    if parts.is_none() {
                        parts = Some((inventory::layers(draft)?, inventory::sources(draft)?));
                    }
                    fix_for_layer(path, stem, parts.as_ref())
                }
                _ => format!("carto-app add layer NAME --source {stem} --view VIEW"),
            };
            let fix = format!("{fix}, or delete {path}");
            findings.push(Finding::new(code, (path, 1), message, why, fix));
        }
    }
    Ok(())
}

/// Whether a module may add this layer to the map by its ID, or a view may add it through the list of all layers.
fn may_be_added(layer: &Module, survey: &Survey, lists: &dyn Fn(&str) -> bool) -> bool {
    let others = survey.modules.iter().filter(|other| other.path != layer.path && !lists(&other.path));
    // A layer that `MapLayer` adds is imported by the module that uses it.
    let mut others = others.filter(|other| module_stem(&other.path) != MAP_LAYER);
    let mut all = survey.modules.iter().filter(|list| lists(&list.path));
    // If its ID can't be read, it may be any of its texts.
    let mut ids: Vec<&String> = layer.ids.iter().collect();
    if ids.is_empty() {
        ids.extend(&layer.names);
    }
    others.any(|other| other.adds_unknown_layers || ids.iter().any(|id| other.names.contains(*id)))
        || all.any(|list| survey.importers(&list.path).any(|importer| importer.starts_with(VIEWS)))
}

/// Whether a module imports this layer from the list of layers: by a name that the list exports again, or together with all others.
fn is_reexported(layer: &str, survey: &Survey, draft: &mut Draft<'_>) -> bool {
    let lists = survey.modules.iter().map(|module| &module.path).filter(|path| module_stem(path) == LAYERS);
    let mut imports = lists.flat_map(|list| survey.imports_of(list).map(move |(_, import)| (list, import)));
    imports.any(|(list, import)| match &import.names {
        None => true,
        Some(names) => names.iter().any(|name| {
            origin(list, name, survey.resolver(), draft).is_some_and(|found| found.path == layer)
        }),
    })
}

/// Returns the command that gives a view a route, if the file is named as the command expects.
fn fix_for_view(path: &str, stem: &str) -> String {
    match PartName::parse(stem, "View") {
        Ok(name) if module_stem(path) == format!("{VIEWS}/{}", name.pascal()) => {
            format!("carto-app add view {name}")
        }
        _ => format!("add it to {ROUTES}"),
    }
}

/// Returns the command that shows a layer, if a `MapLayer` can draw it.
fn fix_for_layer(path: &str, stem: &str, parts: Option<&(Vec<Layer>, Vec<Source>)>) -> String {
    let (layers, sources) = parts.map_or((&[][..], &[][..]), |(layers, sources)| (layers, sources));
    match PartName::parse(stem, "Layer") {
        Ok(name)
            if layers.iter().any(|layer| layer.path == path)
                && module_stem(path) == format!("{LAYERS}/{}Layer", name.pascal()) =>
        {
            let has_source = sources.iter().any(|source| source.name == format!("{name}Source"));
            let source = if has_source { name.camel() } else { "SOURCE" };
            format!("carto-app add layer {name} --source {source} --view VIEW")
        }
        _ => "show it in a view".to_owned(),
    }
}
