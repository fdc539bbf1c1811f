//! Code that is valid but does not do what it seems to do.

use super::finding::{Code, Finding};
use crate::app::imports::Target;
use crate::app::inventory::Layer;
use crate::app::module::Import;
use crate::app::redirect::VITE_CONFIGS;
use crate::app::survey::Survey;
use crate::app::{Draft, LAYERS, SOURCES, inventory, module_stem};
use crate::error::Result;
use crate::spec::DatasetName;

/// Texts in Vite's configuration that indicate that modules have a `process.env`.
const ENV_MAKERS: [&str; 4] = ["process.env", "env-compatible", "plugin-environment", "node-polyfills"];

/// Finds sources with a table in place of a query, sources and layers of a view with one ID, layers that no list has, and values
/// that only other platforms have.
///
/// # Errors
/// Files that can't be read.
pub fn check(survey: &Survey, draft: &mut Draft<'_>, findings: &mut Vec<Finding>) -> Result<()> {
    sources(survey, draft, findings)?;
    let vite = VITE_CONFIGS.into_iter().find(|path| survey.has(path));
    let settings = vite.map(|path| draft.text(path)).transpose()?.flatten();
    let has_env = settings.is_none_or(|text| ENV_MAKERS.iter().any(|maker| text.contains(maker)));
    for module in &survey.modules {
        let variables = module.process_env.iter().filter(|_| !has_env);
        findings.extend(variables.map(|(name, line)| {
            Finding::new(
                Code::ProcessEnv,
                (&module.path, *line),
                format!("process.env.{name} does not exist in a browser"),
                "Vite does not replace it, so the module fails when it is loaded or used, or gets no value",
                format!(
                    "import.meta.env.VITE_{0}, with VITE_{0} in .env",
                    name.trim_start_matches("REACT_APP_")
                ),
            )
        }));
        findings.extend(module.of_carto3.iter().map(|(what, line)| {
            Finding::new(
                Code::OtherPlatform,
                (&module.path, *line),
                format!("{what} belongs to CARTO 3"),
                "CARTO 2 rejects it: its credentials are a username and an API key",
                "credentials with apiVersion V2, username and apiKey; see src/store/initialStateSlice",
            )
        }));
    }
    Ok(())
}

fn sources(survey: &Survey, draft: &mut Draft<'_>, findings: &mut Vec<Finding>) -> Result<()> {
    let sources = inventory::sources(draft)?;
    // CARTO 3 has sources of tables.
    let is_carto3 = survey.modules.iter().any(|module| !module.of_carto3.is_empty());
    for source in &sources {
        let table = source.data.as_deref().and_then(table_of);
        let query = |table: &DatasetName| format!("data: 'SELECT * FROM {}'", table.sql_reference());
        if let Some(table) = table.as_ref().filter(|_| source.is_query) {
            findings.push(Finding::new(
                Code::TableNotQuery,
                (source.path.as_str(), source.data_line),
                format!("the type is a query, but the data is the table name {table}"),
                "CARTO rejects it as a syntax error, so the map stays empty",
                query(table),
            ));
        }
        if let Some(line) = source.table_line.filter(|_| !is_carto3) {
            let data = table.as_ref().map_or_else(|| "a query as its data".to_owned(), query);
            findings.push(Finding::new(
                Code::TableNotQuery,
                (source.path.as_str(), line),
                "the type is a table, which CARTO 2 does not have",
                "deck.gl rejects every type but a query or a tileset, so the map fails",
                format!("type: MAP_TYPES.QUERY, with {data}"),
            ));
        }
    }
    let sources = sources.iter().map(|source| Identified {
        path: &source.path,
        name: &source.name,
        export: &source.export,
        id: source.id.as_ref(),
    });
    same_ids(&sources.collect::<Vec<_>>(), Code::SourceIdTwice, survey, findings);
    let layers = inventory::layers(draft)?;
    unlisted(&layers, survey, findings);
    let layers = layers.iter().map(|layer| Identified {
        path: &layer.path,
        name: &layer.name,
        export: &layer.export,
        id: layer.id.as_ref(),
    });
    same_ids(&layers.collect::<Vec<_>>(), Code::LayerIdTwice, survey, findings);
    Ok(())
}

/// Finds layers in the folder of layers that the pattern in the list of layers leaves out, such as after a renaming to TypeScript.
fn unlisted(layers: &[Layer], survey: &Survey, findings: &mut Vec<Finding>) {
    for list in survey.modules.iter().filter(|module| module_stem(&module.path) == LAYERS) {
        let targets: Vec<(&Import, Target)> = list
            .imports
            .iter()
            .map(|import| (import, survey.resolver().target(&import.specifier, &list.path)))
            .collect();
        let is_here =
            |target: &Target| matches!(target, Target::Like(before, _) if before.starts_with(LAYERS));
        let Some((pattern, _)) = targets.iter().find(|(_, target)| is_here(target)) else { continue };
        for layer in layers.iter().filter(|layer| layer.export == "default") {
            let is_near = layer.path.strip_prefix(LAYERS).is_some_and(|rest| rest.starts_with('/'));
            let is_listed = layer.path == list.path
                || targets.iter().any(|(_, target)| target.is(&layer.path))
                // Another module of the folder may be a list of its own.
                || survey.imports_of(&layer.path).any(|(importer, _)| importer.starts_with(LAYERS));
            if is_near && !is_listed {
                findings.push(Finding::new(
                    Code::LayerUnlisted,
                    (layer.path.as_str(), 1),
                    format!("the pattern in {}, line {}, does not match this file", list.path, pattern.line),
                    "the list of layers leaves this layer out, so the map never draws it",
                    format!(
                        "extend the pattern in {}, such as './*Layer.{{js,ts}}', or rename {}",
                        list.path, layer.path
                    ),
                ));
            }
        }
    }
}

/// Returns the table that a text names, also in the quotes of SQL: `roads`, `public."roads"`.
fn table_of(text: &str) -> Option<DatasetName> {
    let bare = |part: &str| part.strip_prefix('"').and_then(|part| part.strip_suffix('"')).map(str::to_owned);
    let parts = text.trim().split('.').map(|part| bare(part).unwrap_or_else(|| part.to_owned()));
    parts.collect::<Vec<_>>().join(".").parse().ok()
}

/// A source or a layer, with the line of its ID.
struct Identified<'p> {
    path: &'p str,
    name: &'p str,
    export: &'p str,
    id: Option<&'p (String, usize)>,
}

/// Finds parts with the same ID that one module uses.
fn same_ids(parts: &[Identified<'_>], code: Code, survey: &Survey, findings: &mut Vec<Finding>) {
    let (kind, why) = match code {
        Code::LayerIdTwice => {
            ("layer", "the second one replaces the first, so the map draws only one of them")
        }
        _ => ("source", "the second one replaces the first, so a layer and its widgets show other data"),
    };
    // A list of all parts does not use them.
    let is_list = |importer: &str| [SOURCES, LAYERS].iter().any(|folder| importer.starts_with(folder));
    for (index, part) in parts.iter().enumerate() {
        let Some((id, line)) = part.id else { continue };
        for other in parts[..index].iter().filter(|other| other.id.is_some_and(|(own, _)| own == id)) {
            let others: Vec<&str> = importers(other, survey).collect();
            let both =
                importers(part, survey).find(|importer| others.contains(importer) && !is_list(importer));
            let Some(both) = both else { continue };
            let known = if other.path == part.path { other.name } else { other.path };
            findings.push(Finding::new(
                code,
                (part.path, *line),
                format!("{both} uses this {kind} and {known}, and both have the ID {id}"),
                why,
                format!("another ID, such as '{}'", part.name),
            ));
        }
    }
}

/// The modules that import a part for certain: its export, or its whole module.
fn importers<'s>(part: &Identified<'s>, survey: &'s Survey) -> impl Iterator<Item = &'s str> {
    let export = part.export;
    let imports = survey.imports_of(part.path).filter(move |(_, import)| {
        import.names.as_ref().is_none_or(|names| names.iter().any(|name| name == export))
    });
    imports.map(|(importer, _)| importer)
}
