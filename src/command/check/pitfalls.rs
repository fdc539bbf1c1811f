//! Code that is valid but does not do what it seems to do.

use super::finding::{Code, Finding};
use crate::app::redirect::VITE_CONFIGS;
use crate::app::survey::Survey;
use crate::app::{Draft, SOURCES, inventory};
use crate::error::Result;
use crate::spec::DatasetName;

/// Texts in Vite's configuration that indicate that modules have a `process.env`.
const ENV_MAKERS: [&str; 4] = ["process.env", "env-compatible", "plugin-environment", "node-polyfills"];

/// Finds sources with a table in place of a query, sources of a view with one ID, and values that only other platforms have.
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
                "Vite does not replace it, so the module fails when it is loaded or used",
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
    for (index, source) in sources.iter().enumerate() {
        let place = |line: usize| (source.path.as_str(), line);
        if source.is_query
            && let Some(table) =
                source.data.as_deref().and_then(|data| data.trim().parse::<DatasetName>().ok())
        {
            findings.push(Finding::new(
                Code::TableNotQuery,
                place(source.data_line),
                format!("the type is a query, but the data is the table name {table}"),
                "CARTO rejects it as a syntax error, so the map stays empty",
                format!("data: 'SELECT * FROM {}'", table.sql_reference()),
            ));
        }
        let Some((id, line)) = &source.id else { continue };
        let is_same = |other: &&inventory::Source| {
            other.path != source.path && other.id.as_ref().is_some_and(|(own, _)| own == id)
        };
        for other in sources[..index].iter().filter(is_same) {
            let importers: Vec<&str> = survey.certain_importers(&other.path).collect();
            let both = survey
                .certain_importers(&source.path)
                .find(|importer| importers.contains(importer) && !importer.starts_with(SOURCES));
            if let Some(both) = both {
                findings.push(Finding::new(
                    Code::SourceIdTwice,
                    place(*line),
                    format!("{both} uses this source and {}, and both have the ID {id}", other.path),
                    "the second one replaces the first, so a layer and its widgets show other data",
                    format!("another ID, such as '{}'", source.name),
                ));
            }
        }
    }
    Ok(())
}
