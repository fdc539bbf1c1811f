//! Switches an application from one authentication mode to the other.

use super::key::{KEY_IN_ENV, kept_key, put_key};
use crate::answers::warnings;
use crate::app::env_file::KEY_VARIABLE;
use crate::app::needs::missing_datasets;
use crate::app::prettier::{Prettier, format_changes};
use crate::app::redirect::callback;
use crate::app::{
    Draft, Project, Setting, Stated, StatedAuth, StatedKey, computed, remove_switch, stated, written,
};
use crate::code::edit::place_among;
use crate::encode::shell;
use crate::error::Warning;
use crate::error::{Error, Kind, Result};
use crate::record::RECORD;
use crate::record::RecordEdit;
use crate::remake::Transition;
use crate::remake::stated_spec::{secrets, spec_from_code};
use crate::report::ChangeReport;
use crate::spec::Key;
use crate::spec::{ApiKey, AppSpec, Auth, AuthMode, Scope};

/// Plans all changes for the other mode; the report does not yet consider a dry run.
///
/// # Errors
/// All conflicts at once; files that can't be read.
pub fn switch<'p>(
    project: &'p Project,
    mut draft: Draft<'p>,
    stated_before: &StatedAuth,
    auth: Auth,
    prettier: &mut Prettier<'_>,
) -> Result<ChangeReport> {
    let before = spec_from_code(project, stated_before);
    let key_before = stated_before.api_key.as_ref().and_then(Stated::get);
    // The key itself goes to .env.local only.
    let (auth, key) = match auth {
        Auth::ApiKey(ApiKey::Private(key)) => (Auth::ApiKey(ApiKey::Elsewhere), Some(key)),
        auth => (auth, None),
    };
    let mut to = AppSpec { auth, ..before.clone() };
    let wanted = if to.oauth().is_some() { AuthMode::OAuth } else { AuthMode::ApiKey };
    let mut values = written(&mut draft)?;
    let mut stays = vec![Setting::Username, Setting::ServerUrlTemplate, Setting::MapsUrl];
    if key.is_none() && matches!(key_before, Some(StatedKey::Literal(_))) {
        stays.push(Setting::ApiKey);
    }
    // What is computed would be lost with the mode: it is a change by hand, and a conflict.
    let computed = computed(&mut draft)?;
    values.retain(|(setting, _)| stays.contains(setting) || !computed.contains(setting));
    let kept: Vec<_> = values.iter().filter(|(setting, _)| stays.contains(setting)).cloned().collect();
    let same_mode = project.spec.oauth().is_some() == before.oauth().is_some();
    let recorded = if same_mode { project.spec.clone() } else { before.clone() };
    let mut transition = |to: &AppSpec, draft: &mut Draft<'_>| {
        let from = vec![recorded.clone(), before.clone()];
        let (values, kept) = (values.clone(), kept.clone());
        if before.oauth().is_none() {
            // An application without login may already have the switch: its value is the answer, and it is rewritten with the
            // login.
            remove_switch(draft, Setting::ForceOAuthLogin)?;
        }
        Transition { from, to, values, kept, secrets: secrets(stated_before) }.all(draft, prettier)
    };
    let mut opened = transition(&to, &mut draft)?;
    // As in a new application, the scopes follow from the datasets that are read, which depend on the changed files.
    let missing = missing_datasets(&mut draft)?;
    let scope_warning = add_scopes(&missing, &mut to);
    if scope_warning.is_some() {
        draft = Draft::of(project);
        opened = transition(&to, &mut draft)?;
    }
    if let Some(key) = &key {
        put_key(&mut draft, KEY_VARIABLE, key)?;
    }
    let stated_after = stated(&mut draft)?;
    let after = &stated_after.mode;
    if after.value != Some(wanted) {
        return Err(left_over(project, after));
    }
    record(project, &mut draft, &to)?;
    let next = next(&to, key.is_some(), &mut draft)?;
    let kept = if to.has_private_key() { None } else { kept_key(&mut draft, stated_before)? };
    let is_of_mode = |warning: &Warning| warning.answer.is_some_and(Key::changes_with_mode);
    let unformatted = format_changes(&mut draft, prettier)?;
    let unformatted = unformatted.into_iter().map(|message| Warning { answer: None, message });
    let opened = opened.iter().map(|path| Warning {
        answer: None,
        message: format!("{} required a login before, and is public now.", project.name_of(path)),
    });
    let of_mode = warnings(&to).into_iter().filter(is_of_mode);
    let warnings = of_mode.chain(opened).chain(kept).chain(scope_warning).chain(unformatted).collect();
    Ok(ChangeReport {
        directory: project.shown.clone(),
        changes: draft.changes().hiding(secrets(stated_before)).hiding(secrets(&stated_after)),
        dry_run: false,
        done: format!("Switched the application to {}", named(wanted)),
        unchanged: format!("The application already uses {}", named(wanted)),
        warnings,
        next,
    })
}

/// Adds scopes for datasets, and returns a warning about them.
fn add_scopes(missing: &[Scope], to: &mut AppSpec) -> Option<Warning> {
    let Auth::OAuth(oauth) = &mut to.auth else { return None };
    let mut scopes: Vec<Scope> = oauth.scopes.iter().cloned().collect();
    let added: Vec<&Scope> = missing.iter().filter(|scope| !oauth.scopes.covers(scope)).collect();
    for scope in &added {
        // Insert where `carto-app add source` would have put it.
        let names: Vec<&str> = scopes.iter().map(Scope::as_str).collect();
        scopes.insert(place_among(&names, &scope.as_str()), (*scope).clone());
    }
    oauth.scopes = scopes.into_iter().collect();
    let added: Vec<&str> = added.into_iter().map(Scope::as_str).collect();
    let message =
        format!("The application now also requests {}, which its sources and models need.", added.join(", "));
    (!added.is_empty()).then_some(Warning { answer: Some(Key::Scopes), message })
}

/// The error for an initial state of OAuth that remains after all changes.
fn left_over(project: &Project, mode: &Stated<AuthMode>) -> Error {
    let name = project.name_of(&mode.path);
    Error::new(
        Kind::Conflict,
        format!(
            "{name}, line {}: this oauthInitialState was changed, so carto-app can't remove it; \
             nothing was written",
            mode.line
        ),
    )
    .with_hint(format!(
        "write it into {name} as `export const oauthInitialState = {{ … }};` after initialState, or remove it by hand, then run the command again"
    ))
}

/// Returns the name of a mode for messages.
pub const fn named(mode: AuthMode) -> &'static str {
    match mode {
        AuthMode::OAuth => "OAuth",
        AuthMode::ApiKey => "an API key",
    }
}

/// Returns the answers in the code that apply in both modes.
pub fn of_both_modes() -> impl Iterator<Item = Key> {
    Setting::ALL.into_iter().map(Setting::key).filter(|key| !key.changes_with_mode())
}

/// Updates the record with the answers of the new mode and with the servers in the code, since the README is generated from
/// them.
fn record(project: &Project, draft: &mut Draft<'_>, to: &AppSpec) -> Result<()> {
    let mut edit = RecordEdit::of(&project.record)?;
    let of_mode = Key::ALL.into_iter().filter(|key| key.changes_with_mode());
    for key in of_mode.chain(of_both_modes()) {
        match key.value_in(to) {
            Some(value) => edit.set(key, &value),
            None => edit.remove(key),
        }
    }
    edit.set_private_key(to.has_private_key());
    draft.put(RECORD, edit.text())
}

fn next(to: &AppSpec, has_new_key: bool, draft: &mut Draft<'_>) -> Result<Vec<String>> {
    let mut next = Vec::new();
    if let Some(oauth) = to.oauth() {
        let url = callback(draft)?.value.unwrap_or_default();
        next.push(format!(
            "Register the callback URL {url} at CARTO, under Developer settings, OAuth apps; register the production site's, too."
        ));
        if oauth.client_id.is_none() {
            next.push(
                "carto-app auth set --client-id ID, with the client ID that CARTO shows there".to_owned(),
            );
        }
    }
    if has_new_key {
        next.push("Restart the development server: it reads .env.local only when it starts.".to_owned());
    } else if to.oauth().is_none() {
        next.push(format!("For private data: carto-app auth set --api-key, with the key in {KEY_IN_ENV}"));
    }
    let package = "package.json";
    if draft.text(package)? != Draft::of(draft.project()).text(package)? {
        next.push(shell::command(to.package_manager.install()));
    }
    Ok(next)
}
