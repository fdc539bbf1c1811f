//! The questions of `carto-app auth` at a terminal.

use super::change::AuthChange;
use crate::answers::{Answers, Surroundings, resolve};
use crate::app::{Project, Stated, StatedAuth, StatedKey};
use crate::error::{Error, Result};
use crate::interview::{Asking, Interview};
use crate::remake::stated_spec::spec_from_code;
use crate::spec::{AuthMode, Key, shown_as};
use crate::ui::{Prompter, Question, Row, Stop};

/// Runs an interview about an existing application, with the questions of `carto-app new`.
pub fn interview<T>(prompter: &mut dyn Prompter, ask: impl FnOnce(&mut Interview<'_>) -> T) -> T {
    let around = Surroundings::detached();
    ask(&mut Interview {
        prompter,
        around: &around,
        judge_directory: &|_| Ok(()),
        notes: &|_| Vec::new(),
        dry_run: false,
        asked: Asking::default(),
    })
}

/// Asks for the new value of `key`, or first which value to change.
///
/// # Errors
/// Ctrl-C, or a closed terminal.
pub fn ask_one(
    prompter: &mut dyn Prompter,
    project: &Project,
    stated: &StatedAuth,
    key: Option<Key>,
    change: &mut AuthChange,
) -> Result<()> {
    let spec = spec_from_code(project, stated);
    let mut answers = Answers::of(&spec);
    let key = loop {
        let chosen = match key {
            Some(key) => key,
            None => which(prompter, stated)?,
        };
        match interview(prompter, |interview| interview.change(&mut answers, chosen, key.is_none())) {
            Err(Stop::Back) => {}
            changed => {
                changed?;
                break chosen;
            }
        }
    };
    let new = resolve(&answers, &Surroundings::detached()).map_err(Error::refused)?.spec;
    match key {
        Key::ClientId => {
            let id = |oauth: &crate::spec::OAuth| oauth.client_id.as_ref().map(ToString::to_string);
            change.client_id = new.oauth().map(|oauth| id(oauth).unwrap_or_default());
        }
        Key::ForceOAuthLogin => change.force = new.oauth().map(|oauth| oauth.force_login),
        Key::Username => change.username = Some(new.username),
        Key::Scopes => {
            let (old, new) = (spec.oauth(), new.oauth());
            let (Some(old), Some(new)) = (old, new) else { return Ok(()) };
            let is_old = |scope: &&crate::spec::Scope| old.scopes.iter().any(|other| other == *scope);
            change.add = new.scopes.iter().filter(|scope| !is_old(scope)).cloned().collect();
            let gone = old.scopes.iter().filter(|scope| !new.scopes.iter().any(|other| other == *scope));
            change.remove = gone.map(ToString::to_string).collect();
        }
        _ => {
            if let crate::spec::Auth::ApiKey(key) = new.auth {
                change.api_key = Some(key);
            }
        }
    }
    Ok(())
}

fn which(prompter: &mut dyn Prompter, stated: &StatedAuth) -> Result<Key> {
    let text = |key: Key, stated: &Option<Stated<String>>| {
        stated.as_ref().and_then(Stated::get).map_or_else(String::new, |text| shown_as(key, text))
    };
    let scopes = stated.scopes.as_ref().and_then(Stated::get).map_or_else(String::new, |scopes| {
        scopes
            .iter()
            .filter_map(Stated::get)
            .map(|scope| shown_as(Key::Scopes, scope))
            .collect::<Vec<_>>()
            .join(", ")
    });
    let force = stated.force_oauth_login.as_ref().and_then(Stated::get);
    let key = match stated.api_key.as_ref().and_then(Stated::get) {
        Some(key) if key.is_public() => "default_public",
        Some(StatedKey::Environment(_)) => "a private key",
        _ => "",
    };
    let mut rows =
        vec![(Key::Username, text(Key::Username, &stated.username)), (Key::ApiKey, key.to_owned())];
    if stated.mode.get() == Some(&AuthMode::OAuth) {
        rows = vec![
            (Key::ClientId, text(Key::ClientId, &stated.client_id)),
            (Key::Scopes, scopes),
            (Key::ForceOAuthLogin, force.map_or("", |force| if *force { "yes" } else { "no" }).to_owned()),
            (Key::Username, text(Key::Username, &stated.username)),
        ];
    }
    let shown: Vec<Row> = rows.iter().map(|(key, value)| Row::new(key.label(), value)).collect();
    let keys = "Arrow keys select, Enter continues.";
    let question = Question { prompt: "What should change?", keys, ..Question::default() };
    let chosen = prompter.choose(&question, &shown, 0)?;
    rows.get(chosen).map(|(key, _)| *key).ok_or_else(|| Error::internal("the chosen row does not exist"))
}

/// Asks for the mode.
///
/// # Errors
/// As for [`ask_one`].
pub fn ask_mode(prompter: &mut dyn Prompter, answers: &mut Answers) -> Result<()> {
    Ok(interview(prompter, |interview| interview.change(answers, Key::Auth, false))?)
}
