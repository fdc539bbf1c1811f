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
use crate::command::edit::{apply, formatting, may_ask};
use crate::command::own_flag::own_flag;
use crate::error::{Error, Kind, Problem, Result};
use crate::interview::Asking;
use crate::plan::Change;
use crate::remake::stated_spec::{is_in_code, spec_from_code};
use crate::report::ChangeReport;
use crate::spec::Key;
use crate::spec::{ApiKey, AuthMode, Invalid};
use crate::ui::{Asked, Mode, Prompter, Question, Stop, in_line};
use crate::world::World;

/// What was answered at the terminal.
struct Dialog<'w> {
    prompter: Option<Box<dyn Prompter + 'w>>,
    mode: Option<AuthMode>,
    asking: Asking,
    /// The answers after the questions in `asking`.
    answers: Option<Answers>,
}

impl Dialog<'_> {
    fn is_empty(&self) -> bool {
        self.mode.is_none() && self.asking.is_empty()
    }

    /// Goes back to the last answered question.
    fn go_back(&mut self) {
        let Some(prompter) = &mut self.prompter else { return };
        let is_back =
            self.answers.as_mut().is_some_and(|answers| self.asking.go_back(answers, &mut **prompter));
        if !is_back {
            prompter.take_back(1);
            (self.mode, self.answers) = (None, None);
        }
    }
}

/// Makes or previews the switch to a mode.
///
/// # Errors
/// All invalid answers at once; all conflicts at once; file system errors. Nothing is changed then.
pub fn run(args: &UseArgs, project: &Project, mode: Mode, world: &mut World<'_>) -> Result<ChangeReport> {
    let asks = may_ask(args.edit.run.yes, args.edit.run.no_input, mode, world);
    let prompter = asks.then(|| (world.prompter)(mode));
    let mut dialog = Dialog { prompter, mode: None, asking: Asking::default(), answers: None };
    loop {
        match attempt(args, project, &mut dialog, mode, world) {
            Err(Stop::Back) => dialog.go_back(),
            ended => return Ok(ended?),
        }
    }
}

/// Asks what is still open, and makes or previews the switch. Going back ends the attempt.
fn attempt(
    args: &UseArgs,
    project: &Project,
    dialog: &mut Dialog<'_>,
    mode: Mode,
    world: &mut World<'_>,
) -> Asked<ChangeReport> {
    let mut draft = Draft::of(project);
    let stated = stated(&mut draft)?;
    let now = stated.mode.get().copied().unwrap_or(AuthMode::ApiKey);
    let wanted = match (wanted(args)?.or(dialog.mode), &mut dialog.prompter) {
        (Some(wanted), _) => wanted,
        (None, Some(prompter)) => {
            let mut answers = Answers::of(&spec_from_code(project, &stated));
            ask_mode(&mut **prompter, &mut answers)?;
            *dialog.mode.insert(answers::mode(&answers))
        }
        (None, None) => {
            let why =
                Invalid::new("is required: the authentication mode").suggest("carto-app auth use oauth");
            let problem = Problem::missing(Some(Key::Auth), Some("MODE".to_owned()), why);
            return Err(Error::refused(vec![problem]).into());
        }
    };
    contradictions(args, wanted)?;
    if wanted == now {
        return again(args, draft, &stated, now, dialog, mode, world);
    }
    let mut answers = match dialog.answers.take() {
        Some(answers) => answers,
        None => answers_for(wanted, args, project, &mut draft, &stated, world)?,
    };
    if let Some(prompter) = &mut dialog.prompter {
        let first = resolve(&answers, &Surroundings::detached());
        first.map_err(Error::refused)?;
        let (back, asking) = (dialog.mode.is_some(), &mut dialog.asking);
        interview(&mut **prompter, |interview| interview.ask_of_mode(&mut answers, back, asking))?;
    }
    let resolved = resolve(&answers, &Surroundings::detached()).map_err(Error::refused)?;
    dialog.answers = Some(answers);
    let formatting = formatting(&mut draft, args.edit, !dialog.is_empty(), mode, world)?;
    let mut prettier = formatting.prettier(&draft, world);
    let mut report = switch(project, draft, &stated, resolved.spec.auth, &mut prettier)?;
    drop(prettier);
    report.dry_run = args.edit.run.dry_run;
    let back = !dialog.is_empty();
    if let Some(prompter) = &mut dialog.prompter
        && !report.dry_run
        && !report.changes.is_empty()
    {
        review(&report, wanted, back, &mut **prompter)?;
    }
    report.warnings.extend(apply(project, &report.changes, args.edit.run.dry_run, world)?);
    Ok(report)
}

/// Returns the answers that are known before any question.
fn answers_for(
    wanted: AuthMode,
    args: &UseArgs,
    project: &Project,
    draft: &mut Draft<'_>,
    stated: &StatedAuth,
    world: &World<'_>,
) -> Result<Answers> {
    let mut answers = Answers::of(&spec_from_code(project, stated)).only(|key| !key.changes_with_mode());
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
    Ok(given.or(answers))
}

/// Shows which files the switch affects, and asks whether to make it.
fn review(report: &ChangeReport, wanted: AuthMode, back: bool, prompter: &mut dyn Prompter) -> Asked<()> {
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
    let question =
        Question { prompt: &prompt, help: &help, warnings: &warnings, back, ..Question::default() };
    if prompter.confirm(&question, true)? {
        return Ok(());
    }
    Err(Error::new(Kind::Interrupted, "discarded; nothing was changed").into())
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
    mut draft: Draft<'_>,
    stated: &StatedAuth,
    now: AuthMode,
    dialog: &Dialog<'_>,
    mode: Mode,
    world: &mut World<'_>,
) -> Asked<ChangeReport> {
    let project = draft.project();
    let scopes = args.flags.words(Key::Scopes).unwrap_or_default();
    let new = words(scopes).filter(|scope| !is_in_code(stated, scope)).map(str::to_owned).collect();
    let set = SetArgs { flags: args.flags.shared(), add_scopes: new, ..SetArgs::default() };
    let key = args.flags.text(Key::ApiKey).map(|key| (key, "--api-key"));
    let change = judged(&set, key, stated).map_err(Error::refused)?;
    let formatting = formatting(&mut draft, args.edit, !dialog.is_empty(), mode, world)?;
    let mut prettier = formatting.prettier(&draft, world);
    let mut report = settle(project, draft, stated, &change, &mut prettier)?;
    report.unchanged = format!("The application already uses {}", named(now));
    report.dry_run = args.edit.run.dry_run;
    report.warnings.extend(apply(project, &report.changes, args.edit.run.dry_run, world)?);
    Ok(report)
}
