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
            let part = part_of(name);
            let command = format!("carto-app add layer {part} --source {part} --view VIEW");
            let mend = match code {
                Code::UnusedView => format!("name it in src/routes.jsx, or delete {path}"),
                Code::UnusedSource if !survey.has(&layer_of(&part)) => command,
                Code::UnusedSource => {
                    format!("put it into the store in a view, with addSource, or delete {path}")
                }
                // The command leaves a layer alone that says something else than its own.
                _ => format!("put it into the store in a view, with addLayer, or delete {path}"),
            };
            findings.push(Finding::new(code, (path, 1), message, why, mend));
        }
    }
}

/// The file of the layer of this name.
fn layer_of(part: &str) -> String {
    let mut letters = part.chars();
    let name: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    format!("{LAYERS}/{name}Layer.js")
}

/// What a part is called in commands: `parkSource.js` is the source `park`.
fn part_of(file: &str) -> String {
    let stem = file.split('.').next().unwrap_or(file);
    let stem = stem.strip_suffix("Layer").or_else(|| stem.strip_suffix("Source")).unwrap_or(stem);
    let mut letters = stem.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
