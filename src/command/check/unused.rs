use super::finding::{Code, Finding};
use crate::app::Draft;
use crate::app::inventory;
use crate::app::inventory::{LAYERS, ROUTES, SOURCES, VIEWS};
use crate::app::survey::Survey;
use crate::error::Result;
use crate::spec::PartName;

/// The modules that list all layers, whether or not a view uses them.
const ALL_LAYERS: [&str; 2] = ["src/components/layers/index.js", "src/components/layers/index.jsx"];

/// Finds sources, layers and views that nothing uses; uses in tests don't count.
///
/// # Errors
/// Folders that can't be read.
pub fn check(survey: &Survey, draft: &mut Draft<'_>, findings: &mut Vec<Finding>) -> Result<()> {
    // A module that can't be parsed may use any of them.
    if survey.is_partial {
        return Ok(());
    }
    for module in &survey.modules {
        let path = module.path.as_str();
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_layer = path.starts_with(LAYERS) && name.contains("Layer.");
        let is_used = || survey.importers(path).any(|other| !(is_layer && ALL_LAYERS.contains(&other)));
        let (code, message, why) = if module.is_source && path.starts_with(SOURCES) {
            (
                Code::UnusedSource,
                "nothing imports this source",
                "no view adds it to the store, so its data are never shown",
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
        if !is_used() {
            let stem = name.split('.').next().unwrap_or(name);
            let fix = match code {
                Code::UnusedView => fix_for_view(path, stem),
                Code::UnusedLayer => fix_for_layer(path, stem, survey, draft)?,
                _ => format!("carto-app add layer NAME --source {stem} --view VIEW"),
            };
            let fix = format!("{fix}, or delete {path}");
            findings.push(Finding::new(code, (path, 1), message, why, fix));
        }
    }
    Ok(())
}

/// Returns the command that gives a view a route, if the file is named as the command expects.
fn fix_for_view(path: &str, stem: &str) -> String {
    match PartName::parse(stem, "View") {
        Ok(name) if path == format!("{VIEWS}/{}.jsx", name.pascal()) => format!("carto-app add view {name}"),
        _ => format!("add it to {ROUTES}"),
    }
}

/// Returns the command that shows a layer, if a `MapLayer` can draw it.
fn fix_for_layer(path: &str, stem: &str, survey: &Survey, draft: &mut Draft<'_>) -> Result<String> {
    let is_drawn = inventory::layers(draft)?.iter().any(|layer| layer.path == path);
    Ok(match PartName::parse(stem, "Layer") {
        Ok(name) if is_drawn && path == format!("{LAYERS}/{}Layer.js", name.pascal()) => {
            let has_source = survey.has(&format!("{SOURCES}/{name}Source.js"));
            let source = if has_source { name.camel() } else { "SOURCE" };
            format!("carto-app add layer {name} --source {source} --view VIEW")
        }
        _ => "show it in a view".to_owned(),
    })
}
