use std::collections::BTreeMap;

use super::finding::{Code, Finding, Fix};
use super::survey::Survey;
use crate::project::INITIAL_STATE;
use crate::project::inventory::SOURCES;
use crate::spec::{DatasetName, Scope, Scopes};
use crate::sql::{Access, Table};

/// Where the application asks CARTO something.
const MODELS: &str = "src/data/models";

/// What stands in a new application for a dataset of one's own.
const PLACEHOLDER: &str = "my_private_dataset";

/// Schemas of the database's own, which everybody may read.
const OWN_SCHEMAS: [&str; 4] = ["pg_catalog", "information_schema", "cartodb", "topology"];

/// Tables of the database's own.
const OWN_TABLES: [&str; 5] =
    ["spatial_ref_sys", "geometry_columns", "geography_columns", "raster_columns", "raster_overviews"];

/// Each data service with its scope and what the names of its functions hold.
const SERVICES: [(&str, &[&str]); 3] = [
    ("dataservices:geocoding", &["geocode"]),
    ("dataservices:isolines", &["isochrone", "isodistance", "isoline"]),
    ("dataservices:routing", &["route"]),
];

/// Scopes and what the queries need of them, one against the other.
pub fn check(survey: &Survey, findings: &mut Vec<Finding>) {
    let Some(oauth) = survey.oauth() else { return };
    let list = match &oauth.scopes {
        None => &[][..],
        Some(scopes) => match scopes.get() {
            Some(list) => list,
            // Only the running program knows which there are.
            None => return,
        },
    };
    if list.iter().any(|scope| scope.value.is_none()) {
        return;
    }
    let scopes: Scopes = list.iter().filter_map(|scope| scope.get()?.parse().ok()).collect();
    missing(survey, &scopes, findings);
    let mut seen = Vec::new();
    for stated in list {
        let Some(scope) = stated.get().and_then(|text| text.parse::<Scope>().ok()) else { continue };
        if seen.contains(&scope) || !is_unneeded(survey, &scope) {
            continue;
        }
        findings.push(Finding::new(
            Code::ScopeUnneeded,
            (stated.path, stated.line),
            format!("nothing needs the scope {scope}"),
            format!("people are asked for more than the application uses: {}", scope.meaning()),
            format!("carto-app auth set --remove-scope {scope}"),
        ));
        seen.push(scope);
    }
}

/// What queries read with the credentials of whoever is logged in, and no scope covers. Each scope once.
fn missing(survey: &Survey, scopes: &Scopes, findings: &mut Vec<Finding>) {
    let mut needed: BTreeMap<String, Finding> = BTreeMap::new();
    for module in &survey.modules {
        if !(module.path.starts_with(SOURCES) || module.path.starts_with(MODELS)) {
            continue;
        }
        for query in module.queries.iter().filter(|query| query.is_users && !query.is_words) {
            for table in query.reading.tables.iter().filter(|table| !is_own(table)) {
                if covers(scopes, table) {
                    continue;
                }
                let place = (module.path.as_str(), query.line(table.offset));
                let (key, finding) = uncovered(table, place);
                needed.entry(key).or_insert(finding);
            }
            for (scope, _) in query.reading.functions.iter().filter_map(|name| service_of(name)) {
                let Ok(scope) = scope.parse::<Scope>() else { continue };
                if !scopes.covers(&scope) {
                    let place = (module.path.as_str(), query.line(0));
                    let message = format!("no scope covers what is called here: {}", scope.meaning());
                    needed.entry(scope.to_string()).or_insert_with(|| lacks(scope, place, message));
                }
            }
        }
    }
    findings.extend(needed.into_values());
}

fn lacks(scope: Scope, place: (&str, usize), message: String) -> Finding {
    let why = "CARTO refuses the request of everybody who is logged in";
    let mend = format!("carto-app auth set --add-scope {scope}");
    Finding::new(Code::ScopeMissing, place, message, why, mend).with_fix(Fix::AddScope(scope))
}

/// The finding for a table, by the scope that lacks.
fn uncovered(table: &Table, place: (&str, usize)) -> (String, Finding) {
    let name = name_of(table);
    let verb = if table.access == Access::Write { "written" } else { "read" };
    let message = format!("no scope covers {name}, which is {verb} here");
    if let Some(scope) = scope_for(table, table.schema.as_deref()) {
        return (scope.to_string(), lacks(scope, place, message));
    }
    let access = if table.access == Access::Write { "rw" } else { "r" };
    let why = "a scope can't name it: those know small letters, digits and underscores only";
    let mend = format!("rename the table, or: carto-app auth set --add-scope 'datasets:{access}:*'");
    (format!("{name} {access}"), Finding::new(Code::ScopeMissing, place, message, why, mend))
}

fn name_of(table: &Table) -> String {
    match &table.schema {
        Some(schema) => format!("{schema}.{}", table.name),
        None => table.name.clone(),
    }
}

/// The scope that a table needs, if one can name it.
fn scope_for(table: &Table, schema: Option<&str>) -> Option<Scope> {
    let access = if table.access == Access::Write { "rw" } else { "r" };
    let schema = schema.map(|schema| format!("{schema}.")).unwrap_or_default();
    format!("datasets:{access}:{schema}{}", table.name).parse().ok()
}

/// Whether a scope covers a table. One without a schema is the same as one in `public`.
fn covers(scopes: &Scopes, table: &Table) -> bool {
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

/// Whether a table needs no scope.
fn is_own(table: &Table) -> bool {
    match table.schema.as_deref() {
        Some(schema) => {
            OWN_SCHEMAS.contains(&schema) || schema.starts_with("pg_") || schema.starts_with("cdb_")
        }
        None => {
            table.name == PLACEHOLDER
                || table.name.starts_with("pg_")
                || OWN_TABLES.contains(&table.name.as_str())
        }
    }
}

/// Whether nothing in the application needs a scope, as far as that can be told.
fn is_unneeded(survey: &Survey, scope: &Scope) -> bool {
    if survey.is_partial {
        return false;
    }
    if let Some((_, words)) = SERVICES.iter().find(|(service, _)| *service == scope.as_str()) {
        let texts = survey.modules.iter().flat_map(|module| &module.texts);
        let mut calls = texts.filter(|text| text.contains("cdb_"));
        let is_built = survey.modules.iter().any(|module| module.has_unknown);
        return !is_built && !calls.any(|text| words.iter().any(|word| text.contains(word)));
    }
    let name = scope.as_str().strip_prefix("datasets:").and_then(|rest| rest.split_once(':'));
    let Some((_, name)) = name.filter(|(_, name)| *name != "*") else { return false };
    let Ok(dataset) = name.parse::<DatasetName>() else { return false };
    let hides = |module: &super::module::Module| {
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
            // Perhaps a query is made from it somewhere. The list of scopes is no such place.
            || module.texts.contains(name) && module.path != INITIAL_STATE
    });
    !is_named
}

fn service_of(function: &str) -> Option<(&'static str, &'static [&'static str])> {
    let is_called =
        |words: &&[&str]| function.starts_with("cdb_") && words.iter().any(|word| function.contains(word));
    SERVICES.into_iter().find(|(_, words)| is_called(words))
}
