//! `carto-app new`: a whole application from a handful of answers.

mod above;
mod afterwards;
mod args;
mod existing;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::answers::{Answers, Resolved, Surroundings, from_env, from_file, resolve};
use crate::app::git::{self, Ignored, Person, is_committed};
use crate::app::seen_from;
use crate::apply::{self, Target};
use crate::command::edit::{leftover_warning, may_ask, refuse_published, undone_warning};
use crate::error::{Error, Kind, Result, Warning};
use crate::interview::{Asking, Interview, Review};
use crate::plan::Plan;
use crate::report::{NewReport, Outcome};
use crate::spec::{Invalid, shown, visible};
use crate::template;
use crate::ui::{Mode, Stop, in_line};
use crate::world::World;

use args::Conflicts;
pub use args::NewArgs;
use existing::Settled;

/// The maximum size of an answers file, in bytes.
const LONGEST: u64 = 1 << 20;

/// Writes a new application, or shows what it would write.
///
/// # Errors
/// Everything that prevents the application; later failures are in the report.
pub fn run(args: &NewArgs, mode: Mode, world: &mut World<'_>) -> Result<NewReport> {
    let mut answers = gather(args, world)?;
    if let Some(directory) = answers.directory.take_if(|directory| !directory.as_os_str().is_empty()) {
        answers.directory = Some(Target::resolve(&world.cwd, &directory)?.name_for(&directory));
    }
    if let Some(directory) = answers.directory.as_ref().filter(|_| !args.run.dry_run) {
        let undone = apply::undo_unfinished(&Target::resolve(&world.cwd, directory)?, true)?;
        world.happened.add(undone_warning(&undone));
    }
    let mut is_again = false;
    let (mut resolved, surroundings, target, settled) = loop {
        let mut resolved = decide(&mut answers, args, is_again, mode, world)?;
        let directory = world.cwd.join(&resolved.directory);
        let surroundings = above::above(&directory, &world.cwd, world.ceiling.as_deref());
        afterwards::correct_git_answer(&mut resolved, &answers, &surroundings, &world.cwd);
        let target = Target::resolve(&world.cwd, &resolved.directory)?;
        let settled = Settled::of(&template::plan(&resolved.spec)?, &target)?;
        let settled = match args.run.conflicts() {
            None if asks(args, mode, world) => match settled.ask(&mut *(world.prompter)(mode), &target) {
                // Back to the review.
                Err(Stop::Back) => {
                    is_again = true;
                    continue;
                }
                settled => settled?,
            },
            how => settled.decide(how.unwrap_or(Conflicts::Stop), &target)?,
        };
        break (resolved, surroundings, target, settled);
    };
    if settled.plan.files().iter().any(|file| file.private) {
        refuse_published(&above::real(&world.cwd.join(&resolved.directory)), true, world)?;
    }
    let leftovers = apply::leftovers(&target);
    resolved.warnings.extend(ignored_warnings(&settled.plan, &resolved.directory, world));
    let mut settled = settled;
    let outcome = if args.run.dry_run {
        settled.existing.there = apply::there(&settled.created(), &target)?;
        Outcome::Planned
    } else {
        let interrupt = world.interrupt.clone();
        interrupt.hold();
        let may_move = |path: &str| settled.existing.replaced.iter().any(|replaced| replaced == path);
        let applied =
            apply::apply(&settled.created(), &settled.joins, &target, &may_move, &mut |_| interrupt.check())?;
        // Relative to the directory as it was named, so that the report has no path of this machine.
        let below = |path: &PathBuf| {
            path.strip_prefix(&applied.directory).map(|path| resolved.directory.join(path)).ok()
        };
        let backup = applied.backup.as_ref().and_then(below);
        settled.existing.there = applied.there;
        Outcome::Written { backup }
    };
    let mut report = NewReport::new(resolved, settled.plan, settled.existing, outcome);
    report.warnings.extend(leftover_warning(&leftovers));
    if !args.run.dry_run {
        afterwards::run(&mut report, &|key| answers.get(key).is_none(), &surroundings, mode, world);
    } else if surroundings.is_own_repository {
        report.spec.git = false;
    }
    Ok(report)
}

/// Returns warnings about files of the application that git will ignore.
fn ignored_warnings(plan: &Plan, directory: &Path, world: &World<'_>) -> Vec<Warning> {
    let cwd = above::real(&world.cwd);
    let person = Person::of(|name| world.variable(name));
    let to_commit = plan.files().iter().map(|file| file.path.as_str()).filter(|path| is_committed(path));
    let warning = |ignored: Ignored| {
        let shown: Vec<String> = ignored.paths.iter().map(|path| visible(&seen_from(&cwd, path))).collect();
        let place = ignored.overruled_in.as_ref().map_or_else(
            || "below that line".to_owned(),
            |file| format!("to {}", visible(&seen_from(&cwd, file))),
        );
        let inclusions: Vec<String> = ignored.inclusions.iter().map(|rule| visible(rule)).collect();
        let message = format!(
            "git ignores {}, because of {} in {}, line {}. To commit what is in the application, add {place}: {}.",
            in_line(&shown),
            visible(&ignored.rule),
            visible(&seen_from(&cwd, &ignored.file)),
            ignored.line,
            in_line(&inclusions),
        );
        Warning { answer: None, message }
    };
    let (ignored, unknown) = git::ignored(&above::real(&cwd.join(directory)), to_commit, &person);
    ignored.into_iter().map(warning).chain(git::unknown_conditions(&unknown)).collect()
}

/// Flags take precedence over the environment, and the environment over the answers file.
fn gather(args: &NewArgs, world: &mut World<'_>) -> Result<Answers> {
    let env = from_env(&world.env);
    let file = match &args.run.answers {
        None => Answers::default(),
        Some(path) if path == Path::new("-") => {
            from_file("-", &read("standard input", Ok(&mut *world.stdin))?)?
        }
        Some(path) => {
            let name = path.to_string_lossy();
            from_file(&name, &read(&name, File::open(world.cwd.join(path)))?)?
        }
    };
    Ok(args.answers().or(env).or(file))
}

/// Reads an answers file. Its size is limited, since the source may be endless.
fn read(name: &str, source: io::Result<impl Read>) -> Result<String> {
    let mut bytes = Vec::new();
    let name = shown(name);
    let unreadable = |why: String| {
        Error::new(Kind::Usage, format!("{name} can't be read: {why}"))
            .with_hint("--answers FILE, with a TOML file of answers")
    };
    source
        .and_then(|source| source.take(LONGEST + 1).read_to_end(&mut bytes))
        .map_err(|error| unreadable(error.to_string()))?;
    if bytes.len() as u64 > LONGEST {
        return Err(unreadable("it is larger than 1 MiB".to_owned()));
    }
    String::from_utf8(bytes).map_err(|_| unreadable("it is not UTF-8 text".to_owned()))
}

/// Resolves every answer: prompts if possible, and uses defaults otherwise. `is_again` means that all questions are answered and
/// only the review is shown again.
fn decide(
    answers: &mut Answers,
    args: &NewArgs,
    is_again: bool,
    mode: Mode,
    world: &mut World<'_>,
) -> Result<Resolved> {
    let cwd = world.cwd.clone();
    let home = world.variable("HOME").map(PathBuf::from);
    let is_there = |directory: &Path| cwd.join(directory).exists();
    let above = |directory: &Path| above::above(directory, &cwd, world.ceiling.as_deref());
    let around = Surroundings {
        cwd: &cwd,
        is_there: &is_there,
        above: &above,
        home: home.as_deref(),
        user_agent: world.variable("npm_config_user_agent").map(str::to_owned),
        has_env_local: false,
    };
    let first = resolve(answers, &around);
    if !asks(args, mode, world) {
        return first.map_err(Error::refused);
    }
    // A wrong answer is reported at once, not after five questions; a missing one can be asked for.
    let how = args.run.conflicts();
    let judge = |directory: &Path| blocked(directory, how, &around);
    // What can't be looked at is reported when it is to be written.
    let notes = |resolved: &Resolved| {
        look(resolved, &cwd).map_or_else(|_| Vec::new(), |(settled, _)| settled.notes(how))
    };
    match first {
        Ok(resolved) => {
            check(&resolved, how, &cwd)?;
        }
        Err(problems) => {
            let given: Vec<_> = problems.into_iter().filter(|problem| problem.value.is_some()).collect();
            if !given.is_empty() {
                return Err(Error::refused(given));
            }
        }
    }
    let mut prompter = (world.prompter)(mode);
    let mut interview = Interview {
        prompter: &mut *prompter,
        around: &around,
        judge_directory: &judge,
        notes: &notes,
        dry_run: args.run.dry_run,
        asked: Asking::default(),
    };
    if !is_again {
        interview.ask(answers)?;
    }
    match interview.review(answers)? {
        Review::Write(resolved) => Ok(*resolved),
        Review::Drop => Err(Error::new(Kind::Interrupted, "discarded; nothing was written")),
    }
}

/// Why no application can go into a directory, as far as that is known before the other answers: most files do not depend
/// on them.
fn blocked(
    directory: &Path,
    how: Option<Conflicts>,
    around: &Surroundings<'_>,
) -> std::result::Result<(), Invalid> {
    let answers = Answers::for_directory(directory);
    if let Ok(target) = Target::resolve(around.cwd, directory) {
        let named = target.name_for(directory);
        if named != directory {
            let real = named.display().to_string();
            return Err(
                Invalid::new("Behind a symbolic link, .. leads elsewhere than it seems.").suggest(real)
            );
        }
    }
    let Ok(resolved) = resolve(&answers, around) else {
        return Ok(());
    };
    check(&resolved, how, around.cwd).map_err(|error| {
        let mut message = error.message;
        if !error.conflicts.is_empty() {
            let conflicts: Vec<String> = error.conflicts.iter().map(ToString::to_string).collect();
            message = format!("{message}: {}", in_line(&conflicts));
        }
        Invalid { message, suggestion: error.hint }
    })
}

/// Checks whether the files can be written; writes nothing. What is in the way is no obstacle if the person will be asked.
fn check(resolved: &Resolved, how: Option<Conflicts>, cwd: &Path) -> Result<()> {
    let (settled, target) = look(resolved, cwd)?;
    how.map_or(Ok(()), |how| settled.decide(how, &target).map(drop))
}

/// Looks at what is in the directory.
fn look(resolved: &Resolved, cwd: &Path) -> Result<(Settled, Target)> {
    let target = Target::resolve(cwd, &resolved.directory)?;
    Ok((Settled::of(&template::plan(&resolved.spec)?, &target)?, target))
}

/// Whether a person is asked.
fn asks(args: &NewArgs, mode: Mode, world: &World<'_>) -> bool {
    may_ask(args.run.yes, args.run.no_input, mode, world)
}
