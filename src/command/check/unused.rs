use super::finding::{Code, Finding};
use super::survey::Survey;
use crate::project::inventory::{LAYERS, SOURCES, VIEWS};

/// Finds every layer of its folder, whatever the views do.
const ALL_LAYERS: [&str; 2] = ["src/components/layers/index.js", "src/components/layers/index.jsx"];

/// Sources, layers and views that nothing uses; tests don't count.
pub fn check(survey: &Survey, findings: &mut Vec<Finding>) {
    // What can't be read may use any of them.
    if survey.is_partial {
        return;
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
                "no view puts it into the store, so nobody sees its data",
            )
        } else if is_layer {
            (
                Code::UnusedLayer,
                "no view adds this layer",
                "the map never draws it, but it is loaded all the same",
            )
        } else if path.starts_with(VIEWS) {
            (Code::UnusedView, "no route leads to this view", "nobody can open it")
        } else {
            continue;
        };
        if !is_used() {
            let stem = name.split('.').next().unwrap_or(name);
            let command = match code {
                Code::UnusedView => format!("carto-app add view {stem}"),
                Code::UnusedLayer => format!("carto-app add layer {stem} --view VIEW"),
                _ => format!("carto-app add layer NAME --source {stem} --view VIEW"),
            };
            let mend = format!("{command}, or delete {path}");
            findings.push(Finding::new(code, (path, 1), message, why, mend));
        }
    }
}
