//! `carto-app auth use`: from one way to authenticate to the other.

use super::ask::{ask_mode, interview, nowhere};
use super::callback::callback;
use super::set::{KEY_IN_ENV, kept_key, put_key, settle};
use super::transition::Transition;
use super::truth::{answers_of, is_in_code, secrets, truth};
use super::wish::{wish, words};
use crate::answers::{
    Answers, Key, Origin, RecordEdit, Warning, from_env, own_flag, resolve, shown, values, warnings,
};
use crate::cli::{SetArgs, UseArgs};
use crate::code::edit::place_among;
use crate::command::edit::{apply, may_ask};
use crate::command::{Mode, check};
use crate::error::{Error, Kind, Problem, Result};
use crate::project::env_file::{self, ENV_LOCAL, KEY_VARIABLE};
use crate::project::prettier::{Prettier, as_the_application_does};
use crate::project::{Draft, Project, STAND_IN, Setting, Stated, StatedAuth, StatedKey, stated, written};
use crate::report::ChangeReport;
use crate::spec::{ApiKey, AppSpec, Auth, AuthMode, Invalid, Scope};
use crate::template::RECORD;
use crate::world::World;

/// Answers that only one mode has.
const OF_ONE_MODE: [Key; 6] =
    [Key::Auth, Key::ClientId, Key::Scopes, Key::ForceOAuthLogin, Key::AuthorizeUrl, Key::ApiKey];

/// Other answers that stand in the code.
pub const OF_THE_CODE: [Key; 3] = [Key::Username, Key::ServerUrlTemplate, Key::MapsUrl];

/// Switches the application to a mode, or says what would change.
///
/// # Errors
/// Wrong answers, all together; everything in the application that stands against it, all together; failures of the file
/// system. Nothing is changed then.
pub fn run(args: &UseArgs, project: &Project, mode: Mode, world: &mut World<'_>) -> Result<ChangeReport> {
    let mut draft = Draft::of(project);
    let stated = stated(&mut draft)?;
    let asks = may_ask(args.run.yes, args.run.no_input, mode, world);
    let now = stated.mode.get().copied().unwrap_or(AuthMode::ApiKey);
    let mut answers = answers_of(&truth(project, &stated));
    let mut prompter = asks.then(|| (world.prompter)(mode.color));
    let wanted = match (wanted(args)?, &mut prompter) {
        (Some(wanted), _) => wanted,
        (None, Some(prompter)) => {
            ask_mode(&mut **prompter, &mut answers)?;
            resolve(&answers, &nowhere()).map_or(now, |resolved| match resolved.spec.auth {
                Auth::OAuth(_) => AuthMode::OAuth,
                Auth::ApiKey(_) => AuthMode::ApiKey,
            })
        }
        (None, None) => {
            let why = Invalid::new("is needed: the way to authenticate").suggest("carto-app auth use oauth");
            let problem = Problem { value: None, ..mode_problem("", why) };
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
    answers.set(Key::Auth, vec![wanted.as_str().to_owned()], Origin::Prompt);
    let given = given(args, wanted, world);
    if wanted == AuthMode::ApiKey && given.get(Key::ApiKey).is_none() {
        // A private key that the application had before.
        let local = draft.text(ENV_LOCAL)?.unwrap_or_default();
        let key = env_file::value_of(&local, KEY_VARIABLE).and_then(|key| key.parse::<ApiKey>().ok());
        if let Some(key) = key.filter(|key| !key.is_public()) {
            answers.set(Key::ApiKey, vec![key.as_str().to_owned()], Origin::Prompt);
        }
    }
    answers = given.or(answers);
    if let Some(prompter) = &mut prompter {
        let first = resolve(&answers, &nowhere());
        first.map_err(Error::refused)?;
        interview(&mut **prompter, |interview| interview.ask_of_mode(&mut answers))?;
    }
    let resolved = resolve(&answers, &nowhere()).map_err(Error::refused)?;
    let key = answers.get(Key::ApiKey).map(crate::answers::Given::text);
    let mut prettier = Prettier::of(&mut draft, world.programs)?;
    let mut report = switch(project, draft, &stated, resolved.spec.auth, key.as_deref(), &mut prettier)?;
    report.dry_run = args.run.dry_run;
    apply(project, &report.changes, args.run.dry_run, world)?;
    Ok(report)
}

/// The mode that was named, or that the flags imply.
fn wanted(args: &UseArgs) -> Result<Option<AuthMode>> {
    if let Some(mode) = &args.mode {
        let parsed = mode.parse().map(Some);
        return parsed.map_err(|why| Error::refused(vec![mode_problem(mode, why)]));
    }
    let is_oauth = !oauth_flags(args).is_empty();
    Ok(match (is_oauth, args.api_key.is_some()) {
        (true, _) => Some(AuthMode::OAuth),
        (false, true) => Some(AuthMode::ApiKey),
        (false, false) => None,
    })
}

fn mode_problem(text: &str, why: Invalid) -> Problem {
    Problem::refused(Key::Auth, shown(Key::Auth, text), Some("MODE".to_owned()), why)
}

/// The flags that only OAuth has, with what they say.
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

/// Flags of the mode that is not wanted.
fn contradictions(args: &UseArgs, wanted: AuthMode) -> Result<()> {
    let mut wrong = Vec::new();
    if wanted == AuthMode::ApiKey {
        wrong = oauth_flags(args);
    } else if let Some(key) = args.api_key.clone().filter(|key| *key != ApiKey::public().as_str()) {
        wrong.push((Key::ApiKey, key));
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let problem = |(key, text): (Key, String)| {
        let why = Invalid::new(format!("contradicts `carto-app auth use {wanted}`"));
        let why = why.suggest(format!("leave {} out", key.flag()));
        Problem::refused(key, shown(key, &text), Some(key.flag().to_owned()), why)
    };
    Err(Error::refused(wrong.into_iter().map(problem).collect()))
}

/// What flags say, and variables where those are silent.
fn given(args: &UseArgs, wanted: AuthMode, world: &World<'_>) -> Answers {
    let mut answers = Answers::default();
    let mut flags = oauth_flags(args);
    if wanted == AuthMode::ApiKey {
        flags.extend(args.api_key.clone().map(|key| (Key::ApiKey, key)));
    }
    for (key, text) in flags {
        match own_flag(&text, &["auth", "use"]) {
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

/// The mode is in use already: what else was said is changed as `carto-app auth set` does.
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

/// Decides on all changes that the other mode makes; the report is not yet that of a dry run.
fn switch<'p>(
    project: &'p Project,
    mut draft: Draft<'p>,
    stated_before: &StatedAuth,
    auth: Auth,
    key: Option<&str>,
    prettier: &mut Prettier<'_>,
) -> Result<ChangeReport> {
    let before = truth(project, stated_before);
    let key_before = stated_before.api_key.as_ref().and_then(Stated::get);
    let key: Option<ApiKey> = match &auth {
        Auth::ApiKey(given) if !given.is_public() => key.and_then(|key| key.parse().ok()),
        _ => None,
    };
    let auth = match (&key, auth) {
        // The key itself goes nowhere but into .env.local.
        (Some(_), _) => Auth::ApiKey(STAND_IN.parse().unwrap_or_else(|_| ApiKey::public())),
        (None, auth) => auth,
    };
    let mut to = AppSpec { auth, ..before.clone() };
    let wanted = if to.oauth().is_some() { AuthMode::OAuth } else { AuthMode::ApiKey };
    let values = written(&mut draft)?;
    let mut stays = vec![Setting::Username, Setting::ServerUrlTemplate, Setting::MapsUrl];
    if key.is_none() && matches!(key_before, Some(StatedKey::Literal(_))) {
        stays.push(Setting::ApiKey);
    }
    let kept: Vec<_> = values.iter().filter(|(setting, _)| stays.contains(setting)).cloned().collect();
    let same_mode = project.spec.oauth().is_some() == before.oauth().is_some();
    let recorded = if same_mode { project.spec.clone() } else { before.clone() };
    let mut transition = |to: &AppSpec, draft: &mut Draft<'_>| {
        let from = vec![recorded.clone(), before.clone()];
        let (values, kept) = (values.clone(), kept.clone());
        Transition { from, to, values, kept, secrets: secrets(stated_before) }.all(draft, prettier)
    };
    transition(&to, &mut draft)?;
    // As in a new application, the scopes of datasets follow from what is read, which can only be told of the application as
    // it will be.
    let missing = check::missing_datasets(&mut draft)?;
    let asked = ask_for(&missing, &mut to);
    if asked.is_some() {
        draft = Draft::of(project);
        transition(&to, &mut draft)?;
    }
    if let Some(key) = &key {
        put_key(&mut draft, KEY_VARIABLE, key)?;
    }
    let after = stated(&mut draft)?.mode;
    if after.value != Some(wanted) {
        return Err(left_over(project, &after));
    }
    record(project, &mut draft, &to)?;
    let next = next(&to, key.is_some(), &mut draft)?;
    let kept = if to.private_key().is_none() { kept_key(&mut draft, stated_before)? } else { None };
    let is_of_mode = |warning: &Warning| warning.answer.is_some_and(|key| OF_ONE_MODE.contains(&key));
    let unformatted = as_the_application_does(&mut draft, prettier)?;
    let unformatted = unformatted.into_iter().map(|message| Warning { answer: None, message });
    let warnings =
        warnings(&to).into_iter().filter(is_of_mode).chain(kept).chain(asked).chain(unformatted).collect();
    Ok(ChangeReport {
        directory: project.shown.clone(),
        changes: draft.changes().hiding(secrets(stated_before)),
        dry_run: false,
        done: format!("Switched the application to {}", named(wanted)),
        unchanged: format!("The application uses {} already", named(wanted)),
        warnings,
        next,
    })
}

/// Lets the application ask people for more, and says so.
fn ask_for(missing: &[Scope], to: &mut AppSpec) -> Option<Warning> {
    let Auth::OAuth(oauth) = &mut to.auth else { return None };
    let mut scopes: Vec<Scope> = oauth.scopes.iter().cloned().collect();
    let added: Vec<&Scope> = missing.iter().filter(|scope| !oauth.scopes.covers(scope)).collect();
    for scope in &added {
        // Where `carto-app add source` would have put it.
        let names: Vec<&str> = scopes.iter().map(Scope::as_str).collect();
        scopes.insert(place_among(&names, &scope.as_str()), (*scope).clone());
    }
    oauth.scopes = scopes.into_iter().collect();
    let added: Vec<&str> = added.into_iter().map(Scope::as_str).collect();
    let message =
        format!("The application also asks for {}, which its sources and models read.", added.join(", "));
    (!added.is_empty()).then_some(Warning { answer: Some(Key::Scopes), message })
}

/// An initial state of OAuth that is still there when all has changed.
fn left_over(project: &Project, mode: &Stated<AuthMode>) -> Error {
    let name = project.name_of(mode.path);
    Error::new(
        Kind::Conflict,
        format!(
            "{name}, line {}: this oauthInitialState does not stand there as carto-app wrote it, so it is not taken out; \
             nothing was written",
            mode.line
        ),
    )
    .with_hint(format!(
        "write it into {name} as `export const oauthInitialState = {{ … }};` behind initialState, or take it out by hand, then try again"
    ))
}

const fn named(mode: AuthMode) -> &'static str {
    match mode {
        AuthMode::OAuth => "OAuth",
        AuthMode::ApiKey => "an API key",
    }
}

/// The record with the answers of this mode in the place of those of the other, and the servers as the code has them: the
/// README is written anew from them.
fn record(project: &Project, draft: &mut Draft<'_>, to: &AppSpec) -> Result<()> {
    let mut edit = RecordEdit::of(&project.record)?;
    let values = values(to);
    for key in OF_ONE_MODE.into_iter().chain(OF_THE_CODE) {
        match values.iter().find(|(other, _)| *other == key) {
            Some((_, value)) => edit.set(key, value),
            None => edit.remove(key),
        }
    }
    edit.set_private_key(to.private_key().is_some());
    draft.put(RECORD, edit.text())
}

fn next(to: &AppSpec, has_new_key: bool, draft: &mut Draft<'_>) -> Result<Vec<String>> {
    let mut next = Vec::new();
    if let Some(oauth) = to.oauth() {
        let url = callback(draft)?.value.unwrap_or_default();
        next.push(format!(
            "Register the callback URL {url} at CARTO: Developer settings, OAuth apps, and that of the production site."
        ));
        if oauth.client_id.is_none() {
            next.push(
                "carto-app auth set --client-id ID, with the client ID that CARTO shows there".to_owned(),
            );
        }
    }
    if has_new_key {
        next.push("Start the development server again: it reads .env.local when it starts.".to_owned());
    } else if to.oauth().is_none() {
        next.push(format!("For private data: carto-app auth set --api-key, with the key in {KEY_IN_ENV}"));
    }
    let package = "package.json";
    if draft.text(package)? != Draft::of(draft.project()).text(package)? {
        next.push(to.package_manager.install().to_owned());
    }
    Ok(next)
}
