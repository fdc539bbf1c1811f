//! `carto-app auth use`: asks for the other mode's answers, and switches.

use super::args::{SetArgs, UseArgs};
use super::ask::{ask_mode, interview};
use super::change::{judged, words};
use super::set::settle;
use super::switch::{named, switch};
use crate::answers::{self, Answers, Origin, Surroundings, from_env, resolve};
use crate::app::env_file;
use crate::app::env_file::{ENV_LOCAL, KEY_VARIABLE};
use crate::app::{Draft, Project, Stated, StatedAuth, stated};
use crate::command::edit::{apply, may_ask, prettier};
use crate::command::own_flag::own_flag;
use crate::error::{Error, Kind, Problem, Result};
use crate::plan::Change;
use crate::remake::stated_spec::{is_in_code, spec_from_code};
use crate::report::ChangeReport;
use crate::spec::Key;
use crate::spec::{ApiKey, AuthMode, Invalid};
use crate::ui::{Mode, Prompter, Question, in_line};
use crate::world::World;

/// Makes or previews the switch to a mode.
///
/// # Errors
/// All invalid answers at once; all conflicts at once; file system errors. Nothing is changed then.
pub fn run(args: &UseArgs, project: &Project, mode: Mode, world: &mut World<'_>) -> Result<ChangeReport> {
    let mut draft = Draft::of(project);
    let stated = stated(&mut draft)?;
    let asks = may_ask(args.edit.run.yes, args.edit.run.no_input, mode, world);
    let now = stated.mode.get().copied().unwrap_or(AuthMode::ApiKey);
    let mut answers = Answers::of(&spec_from_code(project, &stated));
    let mut prompter = asks.then(|| (world.prompter)(mode));
    let wanted = match (wanted(args)?, &mut prompter) {
        (Some(wanted), _) => wanted,
        (None, Some(prompter)) => {
            ask_mode(&mut **prompter, &mut answers)?;
            answers::mode(&answers)
        }
        (None, None) => {
            let why =
                Invalid::new("is required: the authentication mode").suggest("carto-app auth use oauth");
            let problem = Problem::missing(Some(Key::Auth), Some("MODE".to_owned()), why);
            return Err(Error::refused(vec![problem]));
        }
    };
    contradictions(args, wanted)?;
    if wanted == now {
        return again(args, project, draft, &stated, now, mode, world);
    }
    answers = answers.only(|key| !key.changes_with_mode());
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
        // The code's existing switch, although there is no login yet.
        answers.set(Key::ForceOAuthLogin, vec![force.to_string()], Origin::Prompt);
    }
    answers = given.or(answers);
    if let Some(prompter) = &mut prompter {
        let first = resolve(&answers, &Surroundings::detached());
        first.map_err(Error::refused)?;
        interview(&mut **prompter, |interview| interview.ask_of_mode(&mut answers))?;
    }
    let resolved = resolve(&answers, &Surroundings::detached()).map_err(Error::refused)?;
    let mut prettier = prettier(&mut draft, args.edit, mode, world)?;
    let mut report = switch(project, draft, &stated, resolved.spec.auth, &mut prettier)?;
    drop(prettier);
    report.dry_run = args.edit.run.dry_run;
    if asks && !report.dry_run && !report.changes.is_empty() {
        review(&report, wanted, &mut *(world.prompter)(mode))?;
    }
    report.warnings.extend(apply(project, &report.changes, args.edit.run.dry_run, world)?);
    Ok(report)
}

/// Shows which files the switch affects, and asks whether to make it.
fn review(report: &ChangeReport, wanted: AuthMode, prompter: &mut dyn Prompter) -> Result<()> {
    let mut counts = [("creates", 0), ("changes", 0), ("deletes", 0)];
    for (_, change) in report.changes.iter() {
        counts[match change {
            Change::Create { .. } => 0,
            Change::Edit { .. } => 1,
            Change::Delete { .. } => 2,
        }]
        .1 += 1;
    }
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts.map(|(verb, count)| format!("{verb} {}", files(*count))).collect();
    let help = format!("This {}. To see them, answer no and add --dry-run.", in_line(&counts));
    let prompt = format!("Switch the application to {}?", named(wanted));
    let warnings: Vec<String> = report.warnings.iter().map(|warning| warning.message.clone()).collect();
    let question = Question { prompt: &prompt, help: &help, warnings: &warnings, ..Question::default() };
    if prompter.confirm(&question, true)? {
        return Ok(());
    }
    Err(Error::new(Kind::Interrupted, "discarded; nothing was changed"))
}

fn files(count: usize) -> String {
    if count == 1 { "1 file".to_owned() } else { format!("{count} files") }
}

/// Returns the mode that was given, or that the flags imply.
fn wanted(args: &UseArgs) -> Result<Option<AuthMode>> {
    if let Some(mode) = &args.mode {
        let parsed = mode.parse().map(Some);
        let problem = |why| Problem::refused(Some(Key::Auth), mode, Some("MODE".to_owned()), why);
        return parsed.map_err(|why| Error::refused(vec![problem(why)]));
    }
    let implies = |mode: &AuthMode| Key::only_in(*mode).any(|key| args.flags.words(key).is_some());
    Ok([AuthMode::OAuth, AuthMode::ApiKey].into_iter().find(implies))
}

/// Refuses flags of the other mode.
fn contradictions(args: &UseArgs, wanted: AuthMode) -> Result<()> {
    let other = match wanted {
        AuthMode::ApiKey => AuthMode::OAuth,
        AuthMode::OAuth => AuthMode::ApiKey,
    };
    let given = Key::only_in(other).filter_map(|key| Some((key, args.flags.words(key)?.join(","))));
    // An OAuth application reads public data with the public key, so naming that key contradicts nothing.
    let is_wrong = |(key, text): &(Key, String)| *key != Key::ApiKey || text != ApiKey::PUBLIC;
    let wrong: Vec<(Key, String)> = given.filter(is_wrong).collect();
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

/// Reads the flags, and environment variables for missing ones.
fn given(args: &UseArgs, wanted: AuthMode, world: &World<'_>) -> Answers {
    let answers = args.flags.answers(own_flag::<UseArgs>).or(from_env(&world.env));
    answers.only(|key| key.answer().mode == Some(wanted))
}

/// Changes other values as `carto-app auth set` does, because the mode is already in use.
fn again(
    args: &UseArgs,
    project: &Project,
    mut draft: Draft<'_>,
    stated: &StatedAuth,
    now: AuthMode,
    mode: Mode,
    world: &mut World<'_>,
) -> Result<ChangeReport> {
    let scopes = args.flags.words(Key::Scopes).unwrap_or_default();
    let new = words(scopes).filter(|scope| !is_in_code(stated, scope)).map(str::to_owned).collect();
    let set = SetArgs { flags: args.flags.shared(), add_scopes: new, ..SetArgs::default() };
    let key = args.flags.text(Key::ApiKey).map(|key| (key, "--api-key"));
    let change = judged(&set, key, stated).map_err(Error::refused)?;
    let mut prettier = prettier(&mut draft, args.edit, mode, world)?;
    let mut report = settle(project, draft, stated, &change, &mut prettier)?;
    report.unchanged = format!("The application already uses {}", named(now));
    report.dry_run = args.edit.run.dry_run;
    report.warnings.extend(apply(project, &report.changes, args.edit.run.dry_run, world)?);
    Ok(report)
}
