//! The scopes that an application needs, from the queries of its sources and models.

use std::collections::BTreeMap;

use super::folders::SOURCES;
use super::git::Git;
use super::module::{Module, Query};
use super::survey::Survey;
use super::{Draft, INITIAL_STATE, MODELS, module_stem};
use crate::error::Result;
use crate::spec::{DatasetName, Scope, Scopes};
use crate::sql::{self, Access, Reading, Table};

/// The table in a new application that stands for one of the user's datasets.
const PLACEHOLDER: &str = "my_private_dataset";

/// `PostgreSQL`'s and CARTO's own schemas, which everybody may read.
const SYSTEM_SCHEMAS: [&str; 4] = ["pg_catalog", "information_schema", "cartodb", "topology"];

/// `PostgreSQL`'s, `PostGIS`'s and CARTO's own tables, named without a schema or with `public`.
const SYSTEM_TABLES: [&str; 9] = [
    "spatial_ref_sys",
    "geometry_columns",
    "geography_columns",
    "raster_columns",
    "raster_overviews",
    "cdb_tablemetadata",
    "cdb_tablemetadata_text",
    "cdb_conf",
    "cdb_analysis_catalog",
];

/// The scope of each data service, with words that the names of its functions contain.
const SERVICES: [(&str, &[&str]); 3] = [
    ("dataservices:geocoding", &["geocode"]),
    ("dataservices:isolines", &["isochrone", "isodistance", "isoline"]),
    ("dataservices:routing", &["route"]),
];

/// Something in a query that requires a scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// A table.
    Table(Table),
    /// A data service, by its scope.
    Service(Scope),
}

/// A need that no scope of the application covers.
#[derive(Debug)]
pub struct Missing<'s> {
    /// What the query uses.
    pub need: Need,
    /// The scope to request; `None` if no scope can express the table's name.
    pub scope: Option<Scope>,
    /// The path of the module with the query.
    pub path: &'s str,
    /// The line of the query, or of the table in it.
    pub line: usize,
}

impl Need {
    /// Returns the scope that covers it, if one can name it.
    pub fn scope(&self) -> Option<Scope> {
        match self {
            Self::Table(table) => scope_for(table, table.schema.as_deref()),
            Self::Service(scope) => Some(scope.clone()),
        }
    }

    /// Whether one of these scopes covers it.
    pub fn is_covered_by(&self, scopes: &Scopes) -> bool {
        match self {
            Self::Table(table) => covers_table(scopes, table),
            Self::Service(scope) => scopes.covers(scope),
        }
    }
}

/// Returns the needs of a query: every table and data service that it uses, except for system tables.
pub fn needs_of(reading: &Reading) -> Vec<Need> {
    let tables = reading.tables.iter().filter(|table| !is_system(table)).cloned().map(Need::Table);
    let services = reading.functions.iter().filter_map(|name| service_of(name)).map(Need::Service);
    tables.chain(services).collect()
}

/// Returns the datasets that a query uses, without duplicates. System tables and names that no dataset can have are left
/// out.
pub fn datasets_of(query: &str) -> Vec<DatasetName> {
    let mut datasets: Vec<DatasetName> = Vec::new();
    for table in sql::tables(query).iter().filter(|table| !is_system(table)) {
        if let Ok(dataset) = name_without_public(table).parse::<DatasetName>()
            && !datasets.contains(&dataset)
        {
            datasets.push(dataset);
        }
    }
    datasets
}

/// Returns the needs of queries with the logged-in user's credentials that no scope covers; each scope once.
pub fn missing<'s>(survey: &'s Survey, scopes: &Scopes) -> Vec<Missing<'s>> {
    let mut missing = BTreeMap::new();
    for module in &survey.modules {
        // Elsewhere, a text may only look like a query.
        let is_in_folder = module.path.starts_with(SOURCES) || module.path.starts_with(MODELS);
        let is_read = |query: &&Query| query.is_users && !query.is_words && query.is_whole;
        let is_sent = |query: &&Query| is_in_folder || query.is_sent;
        for query in module.queries.iter().filter(is_read).filter(is_sent) {
            for need in needs_of(&query.reading) {
                if need.is_covered_by(scopes) {
                    continue;
                }
                let scope = need.scope();
                let (name, offset) = match (&scope, &need) {
                    (Some(scope), Need::Table(table)) => (scope.to_string(), table.offset),
                    (Some(scope), Need::Service(_)) => (scope.to_string(), 0),
                    (None, Need::Table(table)) => (format!("{table} {:?}", table.access), table.offset),
                    (None, Need::Service(_)) => continue,
                };
                let path = module.path.as_str();
                missing.entry(name).or_insert(Missing { need, scope, path, line: query.line(offset) });
            }
        }
    }
    missing.into_values().collect()
}

/// Returns the scopes of datasets that the application needs but does not request.
///
/// # Errors
/// Folders that can't be read.
pub fn missing_datasets(draft: &mut Draft<'_>) -> Result<Vec<Scope>> {
    let survey = Survey::of(draft, Git::default())?;
    let Some(scopes) = survey.known_scopes() else { return Ok(Vec::new()) };
    let missing = missing(&survey, &scopes).into_iter().filter_map(|missing| missing.scope);
    Ok(missing.filter(|scope| scope.dataset().is_some()).collect())
}

/// Whether nothing in the application needs a scope, as far as can be determined.
pub fn is_unneeded(survey: &Survey, scope: &Scope) -> bool {
    if survey.loads_unseen {
        return false;
    }
    if let Some((_, words)) = SERVICES.iter().find(|(service, _)| *service == scope.as_str()) {
        let texts = survey.modules.iter().flat_map(|module| &module.texts);
        let mut calls = texts.filter(|text| text.contains("cdb_"));
        let is_built = survey.modules.iter().any(|module| module.has_unknown);
        return !is_built && !calls.any(|text| words.iter().any(|word| text.contains(word)));
    }
    let Some((_, name)) = scope.dataset().filter(|(_, name)| *name != "*") else { return false };
    let Ok(dataset) = name.parse::<DatasetName>() else { return false };
    let hides = |module: &Module| {
        module.has_unknown || module.queries.iter().any(|query| query.reading.unknown && !query.is_words)
    };
    if survey.modules.iter().any(hides) {
        return false;
    }
    let schema_of = |schema: Option<&str>| schema.filter(|schema| *schema != "public").map(str::to_owned);
    let wanted = (schema_of(dataset.schema()), dataset.table());
    let reads = |table: &Table| (schema_of(table.schema.as_deref()), table.name.as_str()) == wanted;
    let is_named = survey.modules.iter().any(|module| {
        module.queries.iter().any(|query| query.reading.tables.iter().any(reads))
            // A query may be built from the name in another place, but not in the list of scopes.
            || module_stem(&module.path) != module_stem(INITIAL_STATE)
                && (module.texts.contains(name) || module.texts.contains(dataset.table()))
    });
    !is_named
}

/// Returns the scope of a table, as if the table were in `schema`.
fn scope_for(table: &Table, schema: Option<&str>) -> Option<Scope> {
    let access = if table.access == Access::Write { "rw" } else { "r" };
    let schema = schema.map(|schema| format!("{schema}.")).unwrap_or_default();
    format!("datasets:{access}:{schema}{}", table.name).parse().ok()
}

/// Whether the scopes cover a table. A table without a schema is the same as one in `public`.
fn covers_table(scopes: &Scopes, table: &Table) -> bool {
    let names: [Option<&str>; 2] = match table.schema.as_deref() {
        None | Some("public") => [None, Some("public")],
        schema => [schema, schema],
    };
    let by_name =
        names.iter().any(|schema| scope_for(table, *schema).is_some_and(|scope| scopes.covers(&scope)));
    let all: &[&str] =
        if table.access == Access::Write { &["datasets:rw:*"] } else { &["datasets:r:*", "datasets:rw:*"] };
    by_name || scopes.iter().any(|scope| all.contains(&scope.as_str()))
}

/// Whether a table needs no scope: a system table, or the placeholder in a new application.
fn is_system(table: &Table) -> bool {
    match table.schema.as_deref() {
        None | Some("public") => {
            table.name == PLACEHOLDER
                || table.name.starts_with("pg_")
                || SYSTEM_TABLES.contains(&table.name.as_str())
        }
        Some(schema) => {
            SYSTEM_SCHEMAS.contains(&schema) || schema.starts_with("pg_") || schema.starts_with("cdb_")
        }
    }
}

fn name_without_public(table: &Table) -> String {
    match &table.schema {
        Some(schema) if schema != "public" => format!("{schema}.{}", table.name),
        _ => table.name.clone(),
    }
}

/// Returns the scope of the data service that a function belongs to.
fn service_of(function: &str) -> Option<Scope> {
    let is_called =
        |words: &[&str]| function.starts_with("cdb_") && words.iter().any(|word| function.contains(word));
    SERVICES.into_iter().find(|(_, words)| is_called(words)).and_then(|(scope, _)| scope.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scopes_for(query: &str) -> Vec<String> {
        needs_of(&sql::read(query)).iter().filter_map(Need::scope).map(|scope| scope.to_string()).collect()
    }

    #[test]
    fn system_tables_need_no_scope() {
        for query in [
            "SELECT * FROM pg_catalog.pg_class",
            "SELECT * FROM pg_stat_activity",
            "SELECT * FROM information_schema.tables",
            "SELECT * FROM spatial_ref_sys",
            "SELECT 1 FROM public.geometry_columns, pg_class, cdb_tablemetadata",
            "SELECT * FROM cdb_dataservices_client.settings",
            "SELECT * FROM my_private_dataset",
        ] {
            assert_eq!(scopes_for(query), [""; 0], "{query}");
            assert_eq!(datasets_of(query), [], "{query}");
        }
    }

    #[test]
    fn tables_and_services_need_a_scope() {
        for (query, expected) in [
            ("SELECT * FROM roads", &["datasets:r:roads"][..]),
            (
                "SELECT * FROM acme.roads JOIN parks USING (id)",
                &["datasets:r:acme.roads", "datasets:r:parks"],
            ),
            (
                "SELECT cdb_isochrone(the_geom, 'walk', ARRAY[300]) FROM a",
                &["datasets:r:a", "dataservices:isolines"],
            ),
            ("SELECT * FROM \"Roads of 2020\"", &[]),
        ] {
            assert_eq!(scopes_for(query), expected, "{query}");
        }
    }

    #[test]
    fn a_table_in_public_is_the_same_dataset() {
        let datasets = datasets_of("SELECT * FROM public.roads UNION SELECT * FROM roads");
        assert_eq!(datasets.iter().map(DatasetName::as_str).collect::<Vec<_>>(), ["roads"]);
    }
}
