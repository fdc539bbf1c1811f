//! The needs of a query's tables: scopes, and data in the sandbox.

use super::Added;
use super::essence::has_text;
use super::site::{Paste, Site};
use crate::app::needs::{Need, needs_of};
use crate::app::tables::{SETTINGS, public_list};
use crate::app::{INITIAL_STATE, add_scope, stated};
use crate::code::Script;
use crate::code::edit::insert_text;
use crate::error::Result;
use crate::record::RECORD;
use crate::record::RecordEdit;
use crate::remake::stated_spec::{self, oauth_scopes};
use crate::spec::Key;
use crate::spec::{Auth, DatasetName, Scope, Scopes};
use crate::sql;
use crate::template;

/// Adds the scopes that a query needs, unless the application's scopes cover them.
pub fn request_scopes(query: &str, site: &mut Site<'_>, added: &mut Added) -> Result<()> {
    let auth = stated(&mut site.draft)?;
    let recorded = oauth_scopes(&site.draft.project().spec).unwrap_or_default();
    let mut scopes = stated_spec::scopes(&recorded, &auth);
    let mut missing = Vec::new();
    for need in needs_of(&sql::read(query)) {
        if need.is_covered_by(&scopes) {
            continue;
        }
        match (need.scope(), need) {
            (Some(scope), _) => {
                scopes.push_unless_covered(scope.clone());
                missing.push(scope);
            }
            (None, Need::Table(table)) => added.warnings.push(format!(
                "No scope can name {table}, so no user can read it in this application: rename the table, or let the application read \
                 everything with carto-app auth set --add-scope 'datasets:r:*'."
            )),
            (None, Need::Service(_)) => {}
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    if auth.scopes.as_ref().is_some_and(|scopes| scopes.get().is_none()) && are_mentioned(&missing, site)? {
        return Ok(());
    }
    for scope in &missing {
        add_scope(&mut site.draft, scope)?;
    }
    let auth = stated(&mut site.draft)?;
    record(&stated_spec::scopes(&recorded, &auth), site)?;
    let names: Vec<&str> = missing.iter().map(Scope::as_str).collect();
    added.warnings.push(format!(
        "Users must log in again, because the application now also requests {}.",
        names.join(" and ")
    ));
    Ok(())
}

/// Whether the module of the unreadable list mentions all scopes.
fn are_mentioned(scopes: &[Scope], site: &mut Site<'_>) -> Result<bool> {
    let path = site.draft.module_or(INITIAL_STATE)?;
    let text = site.draft.text(&path)?.unwrap_or_default();
    let arena = oxc_allocator::Allocator::default();
    let script = Script::parse(&arena, &site.draft.project().name_of(&path), &text)?;
    Ok(scopes.iter().all(|scope| has_text(&script, scope.as_str())))
}

/// Updates `carto-app.toml` to the scopes in the code, and everything that depends on them, such as the README.
fn record(scopes: &Scopes, site: &mut Site<'_>) -> Result<()> {
    let project = site.draft.project();
    let mut spec = project.spec.clone();
    let Auth::OAuth(oauth) = &mut spec.auth else { return Ok(()) };
    oauth.scopes = scopes.clone();
    if let Some(text) = site.draft.text(RECORD)? {
        let mut record = RecordEdit::of(&text)?;
        record.set(Key::Scopes, &scopes.iter().collect());
        site.draft.put(RECORD, record.text())?;
    }
    crate::remake::update_dependents(&project.spec, &spec, &mut site.draft)?;
    Ok(())
}

/// Adds sample data to the sandbox for tables that have none, and publishes tables that are read without a login.
pub fn add_to_sandbox(
    datasets: &[DatasetName],
    is_public: bool,
    site: &mut Site<'_>,
    added: &mut Added,
) -> Result<()> {
    if site.draft.text(SETTINGS)?.is_none() {
        return Ok(());
    }
    let is_private_key = site.draft.project().spec.has_private_key();
    let mut open = Vec::new();
    for dataset in datasets {
        let table = dataset.table();
        let schema = dataset.schema();
        let names = [Some(format!("{table}.")), schema.map(|schema| format!("{schema}.{table}."))];
        let names: Vec<String> =
            if schema.is_some() { names[1].clone() } else { names[0].clone() }.into_iter().collect();
        let has_data = site.draft.below("sandbox/data")?.iter().any(|path| {
            let file = path.rsplit('/').next().unwrap_or_default();
            names.iter().any(|name| file.strip_prefix(name.as_str()).is_some_and(|end| !end.contains('.')))
        });
        if !has_data && let Some((path, text)) = template::data_for(dataset, false)? {
            site.draft.put(&path, text)?;
            added.next.push(format!("replace the sample data for the sandbox in {path}"));
        }
        if is_public && !is_private_key {
            open.push(dataset.as_str());
        }
    }
    if open.is_empty() {
        return Ok(());
    }
    let style = site.style;
    let shown = site.draft.project().name_of(SETTINGS);
    for table in &open {
        site.draft.edit(SETTINGS, |script, splices| {
            let Some(list) = public_list(script) else {
                if open.iter().all(|table| has_text(script, table)) {
                    return Ok(());
                }
                let lines = open.iter().map(|table| format!("'{table}',")).collect();
                let what = "the public tables";
                let paste = Paste { what, top: Vec::new(), place: "in PUBLIC_TABLES", lines };
                return Err(paste.refusal(&shown));
            };
            let texts = list.elements.iter().filter_map(|each| script.string(each.as_expression()?));
            if !texts.into_iter().any(|(own, _)| own == *table) {
                insert_text(script, list, table, None, &style, splices);
            }
            Ok(())
        })?;
    }
    Ok(())
}
