//! `carto-app auth set`: changes single values in the code.

use super::args::SetArgs;
use super::ask::ask_one;
use super::change::{AuthChange, judged, private_in_oauth};
use super::key::{KEY_IN_ENV, kept_key, put_key};
use super::switch::of_both_modes;
use crate::answers::{values, warnings};
use crate::app::env_file::{ENV_LOCAL, KEY_VARIABLE};
use crate::app::prettier::{Prettier, format_changes};
use crate::app::{
    Draft, Project, Setting, Stated, StatedAuth, StatedKey, add_scope, remove_scope, set_switch, set_text,
    stated, written,
};
use crate::command::edit::{apply, formatting, may_ask};
use crate::error::Warning;
use crate::error::{Error, Kind, Problem, Result};
use crate::record::RECORD;
use crate::record::RecordEdit;
use crate::remake::Transition;
use crate::remake::stated_spec::{oauth_scopes, secrets, spec_from_code};
use crate::report::ChangeReport;
use crate::spec::Key;
use crate::spec::{ApiKey, AppSpec, Auth, AuthMode, Invalid, Scope};
use crate::ui::{Mode, Stop};
use crate::world::World;

/// Makes or previews the requested changes.
///
/// # Errors
/// All invalid values at once; code in which the place of a value can't be found; conflicts and file system errors. Nothing
/// is changed then.
pub fn run(args: &SetArgs, project: &Project, mode: Mode, world: &mut World<'_>) -> Result<ChangeReport> {
    let mut draft = Draft::of(project);
    let stated = stated(&mut draft)?;
    let asks = may_ask(args.edit.run.yes, args.edit.run.no_input, mode, world);
    let key = match args.api_key.as_deref() {
        Some("") => match world.variable(KEY_IN_ENV) {
            Some(key) => Some((key.to_owned(), KEY_IN_ENV)),
            None if stated.mode.get() == Some(&AuthMode::OAuth) => {
                let problem = Problem::missing(Some(Key::ApiKey), None, private_in_oauth());
                return Err(Error::refused(vec![problem]));
            }
            None if asks => None,
            None => return Err(Error::refused(vec![no_key()])),
        },
        key => key.map(|key| (key.to_owned(), "--api-key")),
    };
    let key = key.as_ref().map(|(key, origin)| (key.as_str(), *origin));
    let mut change = judged(args, key, &stated).map_err(Error::refused)?;
    let asks_for_key = args.api_key.is_some() && key.is_none();
    let is_asked = asks_for_key || change.is_empty();
    if is_asked && !asks {
        return Err(Error::new(Kind::Usage, "no setting to change is given").with_hint(
                "carto-app auth set with --client-id, --add-scope, --remove-scope, --force-oauth-login, --username or --api-key",
            ));
    }
    let given = change.clone();
    let mut prompter = is_asked.then(|| (world.prompter)(mode));
    let formatting = loop {
        if let Some(prompter) = &mut prompter {
            change = given.clone();
            ask_one(&mut **prompter, project, &stated, asks_for_key.then_some(Key::ApiKey), &mut change)?;
        }
        match formatting(&mut draft, args.edit, is_asked, mode, world) {
            Err(Stop::Back) => prompter.iter_mut().for_each(|prompter| prompter.take_back(1)),
            formatting => break formatting?,
        }
    };
    drop(prompter);
    let mut prettier = formatting.prettier(&draft, world);
    let mut report = settle(project, draft, &stated, &change, &mut prettier)?;
    report.dry_run = args.edit.run.dry_run;
    report.warnings.extend(apply(project, &report.changes, args.edit.run.dry_run, world)?);
    Ok(report)
}

/// Plans all requested changes; the report does not yet consider a dry run.
///
/// # Errors
/// As for [`run`].
pub fn settle(
    project: &Project,
    mut draft: Draft<'_>,
    stated_before: &StatedAuth,
    change: &AuthChange,
    prettier: &mut Prettier<'_>,
) -> Result<ChangeReport> {
    if let Some(id) = &change.client_id {
        set_text(&mut draft, Setting::ClientId, id)?;
    }
    for scope in &change.remove {
        remove_scope(&mut draft, scope)?;
    }
    for scope in &change.add {
        add_scope(&mut draft, scope)?;
    }
    if let Some(force) = change.force {
        set_switch(&mut draft, Setting::ForceOAuthLogin, force)?;
    }
    if let Some(username) = &change.username {
        set_text(&mut draft, Setting::Username, username.as_str())?;
    }
    if let Some(key) = &change.api_key {
        set_key(project, &mut draft, stated_before, key, prettier)?;
    }
    let mut after = spec_from_code(project, &stated(&mut draft)?);
    if let Auth::OAuth(oauth) = &mut after.auth {
        // A list that can't be read as a whole is assumed to contain the recorded scopes, including the removed ones.
        let is_removed = |scope: &Scope| change.remove.iter().any(|other| other == scope.as_str());
        oauth.scopes = oauth.scopes.iter().filter(|scope| !is_removed(scope)).cloned().collect();
    }
    let keys = change.keys();
    let recorded = with_answers_of(&project.spec, &after, &keys);
    let follows = recorded.oauth().is_some() == after.oauth().is_some() && recorded != project.spec;
    let left = if follows && recorded.has_private_key() == project.spec.has_private_key() {
        let transition = Transition {
            from: vec![project.spec.clone()],
            to: &recorded,
            values: Vec::new(),
            kept: Vec::new(),
            secrets: Vec::new(),
        };
        transition.update_dependents(&mut draft, prettier)?
    } else {
        Vec::new()
    };
    let mut recorded_keys = keys.clone();
    let was_private =
        [spec_from_code(project, stated_before), project.spec.clone()].map(|spec| spec.has_private_key());
    if keys.contains(&Key::ApiKey) && was_private.contains(&!after.has_private_key()) {
        // The README was regenerated from everything in the code.
        recorded_keys.extend(of_both_modes());
    }
    record(project, &mut draft, &after, &recorded_keys)?;
    let mut all: Vec<Warning> = warnings(&after)
        .into_iter()
        .filter(|each| each.answer.is_some_and(|key| keys.contains(&key)))
        .collect();
    all.extend(lost_datasets(&after, change));
    if change.api_key.as_ref().is_some_and(ApiKey::is_public) {
        all.extend(kept_key(&mut draft, stated_before)?);
    }
    all.extend(left.iter().map(|path| Warning {
        answer: None,
        message: format!(
            "{} was not updated, because it has manual changes in the affected places.",
            project.name_of(path)
        ),
    }));
    let unformatted = format_changes(&mut draft, prettier)?;
    all.extend(unformatted.into_iter().map(|message| Warning { answer: None, message }));
    let mut next = Vec::new();
    if keys.contains(&Key::Scopes) {
        next.push("Users must log in again before the new scopes take effect.".to_owned());
    }
    let hidden = [secrets(stated_before), secrets(&stated(&mut draft)?)].concat();
    let changes = draft.changes().hiding(hidden);
    if changes.iter().any(|(path, _)| path == ENV_LOCAL) {
        next.push("Restart the development server: it reads .env.local only when it starts.".to_owned());
    }
    Ok(ChangeReport {
        directory: project.shown.clone(),
        changes,
        dry_run: false,
        done: format!("Changed {}", named(&keys)),
        unchanged: "Everything is set that way already".to_owned(),
        warnings: all,
        next,
    })
}

fn no_key() -> Problem {
    let why = Invalid::new("has no value, and the variable CARTO_APP_API_KEY is not set");
    Problem::missing(Some(Key::ApiKey), None, why.suggest("export CARTO_APP_API_KEY with the key"))
}

/// Writes a private key to `.env.local`. A switch between the public key and a private one changes more than the key, so that
/// is merged.
fn set_key(
    project: &Project,
    draft: &mut Draft<'_>,
    before: &StatedAuth,
    key: &ApiKey,
    prettier: &mut Prettier<'_>,
) -> Result<()> {
    let now = before.api_key.as_ref().and_then(Stated::get);
    match (now, key) {
        (Some(StatedKey::Environment(variable)), ApiKey::Private(key)) => put_key(draft, variable, key),
        (Some(StatedKey::Environment(_)), ApiKey::Elsewhere) => Ok(()),
        // After a private key was pasted into the code, other files still have the text for a private key.
        (Some(StatedKey::Literal(_)), ApiKey::Public) if !project.spec.has_private_key() => {
            set_text(draft, Setting::ApiKey, ApiKey::PUBLIC)
        }
        (Some(now), key) => {
            let middle = stated(draft)?;
            let from = spec_from_code(project, &middle);
            let new = if key.is_public() { ApiKey::Public } else { ApiKey::Elsewhere };
            let to = AppSpec { auth: Auth::ApiKey(new), ..from.clone() };
            let values = written(draft)?;
            let kept = values.iter().filter(|(setting, _)| *setting != Setting::ApiKey).cloned().collect();
            let transition = Transition {
                from: vec![project.spec.clone(), spec_from_code(project, before), from],
                to: &to,
                values,
                kept,
                secrets: secrets(before),
            };
            transition.all(draft, prettier)?;
            match (now, key) {
                (StatedKey::Literal(_), ApiKey::Private(key)) => put_key(draft, KEY_VARIABLE, key),
                _ => Ok(()),
            }
        }
        (None, ApiKey::Public) => set_text(draft, Setting::ApiKey, ApiKey::PUBLIC),
        (None, _) => {
            let name = project.name_of(&draft.module_or(Setting::ApiKey.file())?);
            let place = format!("In {name}, in initialState.credentials, write:");
            Err(Error::new(Kind::Conflict, format!("{name} has no readable apiKey; nothing was changed"))
                .with_details(vec![place, format!("  apiKey: import.meta.env.{KEY_VARIABLE},")]))
        }
    }
}

/// Returns a specification with some answers of another one.
fn with_answers_of(spec: &AppSpec, other: &AppSpec, keys: &[Key]) -> AppSpec {
    let mut spec = spec.clone();
    if keys.contains(&Key::Username) {
        spec.username = other.username.clone();
    }
    match (&mut spec.auth, &other.auth) {
        (Auth::OAuth(own), Auth::OAuth(other)) => {
            if keys.contains(&Key::ClientId) {
                own.client_id.clone_from(&other.client_id);
            }
            if keys.contains(&Key::Scopes) {
                own.scopes.clone_from(&other.scopes);
            }
            if keys.contains(&Key::ForceOAuthLogin) {
                own.force_login = other.force_login;
            }
        }
        (Auth::ApiKey(own), Auth::ApiKey(other)) if keys.contains(&Key::ApiKey) => own.clone_from(other),
        _ => {}
    }
    spec
}

/// Updates only these answers in the record to their values in the code.
fn record(project: &Project, draft: &mut Draft<'_>, after: &AppSpec, keys: &[Key]) -> Result<()> {
    let mut edit = RecordEdit::of(&project.record)?;
    for (key, value) in values(after) {
        if keys.contains(&key) {
            edit.set(key, &value);
        }
    }
    if keys.contains(&Key::ApiKey) && after.oauth().is_none() {
        edit.set_private_key(after.has_private_key());
    }
    draft.put(RECORD, edit.text())
}

/// Returns warnings about removed scopes that datasets need.
fn lost_datasets(after: &AppSpec, change: &AuthChange) -> Vec<Warning> {
    let scopes = oauth_scopes(after);
    let is_lost = |scope: &Scope| {
        scopes.as_ref().is_some_and(|scopes| !scopes.covers(scope))
            && change.remove.iter().any(|removed| removed == scope.as_str())
    };
    let lost = after.datasets.iter().map(crate::spec::DatasetName::read_scope).filter(is_lost);
    lost.map(|scope| Warning {
        answer: Some(Key::Scopes),
        message: format!("Without {scope}, the application can't read this dataset."),
    })
    .collect()
}

/// Returns the names of the changed answers for a sentence.
fn named(keys: &[Key]) -> String {
    let words: Vec<&str> = keys
        .iter()
        .map(|key| match key {
            Key::ClientId => "the client ID",
            Key::Scopes => "the scopes",
            Key::ForceOAuthLogin => "the forced login",
            Key::Username => "the account",
            _ => "the API key",
        })
        .collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.join(""),
    }
}
