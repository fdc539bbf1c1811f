//! `carto-app auth use`: asks for what the other mode needs, and switches.

use super::args::{SetArgs, UseArgs};
use super::ask::{ask_mode, interview};
use super::set::settle;
use super::switch::{named, switch};
use super::wish::{wish, words};
use crate::answers::{self, Answers, Origin, Surroundings, from_env, resolve};
use crate::app::env_file;
use crate::app::env_file::{ENV_LOCAL, KEY_VARIABLE};
use crate::app::prettier::Prettier;
use crate::app::{Draft, Project, Stated, StatedAuth, stated};
use crate::command::edit::{apply, may_ask};
use crate::command::own_flag::own_flag;
use crate::error::{Error, Problem, Result};
use crate::remake::truth::{answers_of, is_in_code, truth};
use crate::report::ChangeReport;
use crate::spec::Key;
use crate::spec::{ApiKey, AuthMode, Invalid};
use crate::ui::Mode;
use crate::world::World;

/// The answers that only one mode has.
pub const OF_ONE_MODE: [Key; 6] =
    [Key::Auth, Key::ClientId, Key::Scopes, Key::ForceOAuthLogin, Key::AuthorizeUrl, Key::ApiKey];

/// Other answers that the code contains.
pub const OF_THE_CODE: [Key; 3] = [Key::Username, Key::ServerUrlTemplate, Key::MapsUrl];

/// Makes or previews the switch to a mode.
///
/// # Errors
/// All invalid answers at once; all conflicts at once; file system errors. Nothing is changed then.
pub fn run(args: &UseArgs, project: &Project, mode: Mode, world: &mut World<'_>) -> Result<ChangeReport> {
    let mut draft = Draft::of(project);
    let stated = stated(&mut draft)?;
    let asks = may_ask(args.run.yes, args.run.no_input, mode, world);
    let now = stated.mode.get().copied().unwrap_or(AuthMode::ApiKey);
    let mut answers = answers_of(&truth(project, &stated));
    let mut prompter = asks.then(|| (world.prompter)(mode));
    let wanted = match (wanted(args)?, &mut prompter) {
        (Some(wanted), _) => wanted,
        (None, Some(prompter)) => {
            ask_mode(&mut **prompter, &mut answers)?;
            answers::mode(&answers)
        }
        (None, None) => {
            let why = Invalid::new("is needed: the way to authenticate").suggest("carto-app auth use oauth");
            let problem = Problem::missing(Some(Key::Auth), Some("MODE".to_owned()), why);
            return Err(Error::refused(vec![problem]));
        }
    };
    contradictions(args, wanted)?;
    if wanted == now {
        return again(args, project, draft, &stated, now, world);
    }
    for key in OF_ONE_MODE {
        answers.clear(key);
    }
    answers.private_key = None;
    answers.set(Key::Auth, vec![wanted.as_str().to_owned()], Origin::Prompt);
    let given = given(args, wanted, world);
    if wanted == AuthMode::ApiKey && given.get(Key::ApiKey).is_none() {
        // A private key that the application used before.
        let local = draft.text(ENV_LOCAL)?.unwrap_or_default();
        let key = env_file::value_of(&local, KEY_VARIABLE).and_then(|key| key.parse().ok());
        if let Some(ApiKey::Private(key)) = key {
            answers.set(Key::ApiKey, vec![key.as_str().to_owned()], Origin::Prompt);
        }
    }
    let force = stated.force_oauth_login.as_ref().and_then(Stated::get);
    if let (AuthMode::OAuth, Some(force)) = (wanted, force) {
        // The switch that the code already has, although there is no login yet.
        answers.set(Key::ForceOAuthLogin, vec![force.to_string()], Origin::Prompt);
    }
    answers = given.or(answers);
    if let Some(prompter) = &mut prompter {
        let first = resolve(&answers, &Surroundings::detached());
        first.map_err(Error::refused)?;
        interview(&mut **prompter, |interview| interview.ask_of_mode(&mut answers))?;
    }
    let resolved = resolve(&answers, &Surroundings::detached()).map_err(Error::refused)?;
    let mut prettier = Prettier::of(&mut draft, world.programs)?;
    let mut report = switch(project, draft, &stated, resolved.spec.auth, &mut prettier)?;
    report.dry_run = args.run.dry_run;
    apply(project, &report.changes, args.run.dry_run, world)?;
    Ok(report)
}

/// Returns the mode that was given, or that the flags imply.
fn wanted(args: &UseArgs) -> Result<Option<AuthMode>> {
    if let Some(mode) = &args.mode {
        let parsed = mode.parse().map(Some);
        let problem = |why| Problem::refused(Some(Key::Auth), mode, Some("MODE".to_owned()), why);
        return parsed.map_err(|why| Error::refused(vec![problem(why)]));
    }
    let is_oauth = !oauth_flags(args).is_empty();
    Ok(match (is_oauth, args.api_key.is_some()) {
        (true, _) => Some(AuthMode::OAuth),
        (false, true) => Some(AuthMode::ApiKey),
        (false, false) => None,
    })
}

/// Returns the flags that only OAuth has, with their values.
fn oauth_flags(args: &UseArgs) -> Vec<(Key, String)> {
    let mut flags = Vec::new();
    flags.extend(args.client_id.clone().map(|id| (Key::ClientId, id)));
    if !args.scopes.is_empty() {
        flags.push((Key::Scopes, args.scopes.join(",")));
    }
    let force = args.force_oauth_login.clone().or(args.no_force_oauth_login.then(|| "false".to_owned()));
    flags.extend(force.map(|force| (Key::ForceOAuthLogin, force)));
    flags.extend(args.authorize_url.clone().map(|url| (Key::AuthorizeUrl, url)));
    flags
}

/// Refuses flags of the other mode.
fn contradictions(args: &UseArgs, wanted: AuthMode) -> Result<()> {
    let mut wrong = Vec::new();
    if wanted == AuthMode::ApiKey {
        wrong = oauth_flags(args);
    } else if let Some(key) = args.api_key.clone().filter(|key| *key != ApiKey::PUBLIC) {
        wrong.push((Key::ApiKey, key));
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let problem = |(key, text): (Key, String)| {
        let why = Invalid::new(format!("contradicts `carto-app auth use {wanted}`"));
        let why = why.suggest(format!("leave {} out", key.flag()));
        Problem::refused(Some(key), &text, Some(key.flag().to_owned()), why)
    };
    Err(Error::refused(wrong.into_iter().map(problem).collect()))
}

/// Reads the flags, and environment variables for those that are missing.
fn given(args: &UseArgs, wanted: AuthMode, world: &World<'_>) -> Answers {
    let mut answers = Answers::default();
    let mut flags = oauth_flags(args);
    if wanted == AuthMode::ApiKey {
        flags.extend(args.api_key.clone().map(|key| (Key::ApiKey, key)));
    }
    for (key, text) in flags {
        match own_flag::<UseArgs>(&text) {
            None => answers.set(key, vec![text], Origin::Flag),
            Some(flag) => {
                let why = Invalid::new(format!("is the flag {flag} and not a value"));
                let why = why.suggest(format!("give {} a value, or leave it out", key.flag()));
                answers.set_unusable(key, vec![text.clone()], Origin::Flag, why);
            }
        }
    }
    let env = from_env(&world.env);
    let of_mode: &[Key] = match wanted {
        AuthMode::ApiKey => &[Key::ApiKey],
        AuthMode::OAuth => &[Key::ClientId, Key::Scopes, Key::ForceOAuthLogin, Key::AuthorizeUrl],
    };
    for key in of_mode {
        if let (None, Some(given)) = (answers.get(*key), env.get(*key)) {
            match given.fault.clone() {
                None => answers.set(*key, given.words.clone(), Origin::Env),
                Some(why) => answers.set_unusable(*key, given.words.clone(), Origin::Env, why),
            }
        }
    }
    answers
}

/// The mode is already in use: other values are changed as by `carto-app auth set`.
fn again(
    args: &UseArgs,
    project: &Project,
    mut draft: Draft<'_>,
    stated: &StatedAuth,
    now: AuthMode,
    world: &mut World<'_>,
) -> Result<ChangeReport> {
    let new: Vec<String> =
        words(&args.scopes).filter(|scope| !is_in_code(stated, scope)).map(str::to_owned).collect();
    let set = SetArgs {
        client_id: args.client_id.clone(),
        add_scopes: new,
        force_oauth_login: args.force_oauth_login.clone(),
        no_force_oauth_login: args.no_force_oauth_login,
        ..SetArgs::default()
    };
    let key = args.api_key.as_deref().map(|key| (key, "--api-key"));
    let wish = wish(&set, key, stated).map_err(Error::refused)?;
    let mut prettier = Prettier::of(&mut draft, world.programs)?;
    let mut report = settle(project, draft, stated, &wish, &mut prettier)?;
    report.unchanged = format!("The application uses {} already", named(now));
    report.dry_run = args.run.dry_run;
    apply(project, &report.changes, args.run.dry_run, world)?;
    Ok(report)
}
