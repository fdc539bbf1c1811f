use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Parser, ValueEnum};

use crate::cli::choose::choose_command;
use crate::cli::usage::{quiet_and_verbose, usage_error};
use crate::cli::{Cli, Command, Schema};
use crate::cli::{man, npm};
use crate::command::{add, auth, check, new};
use crate::completion;
use crate::error::{Error, Kind, Result};
use crate::report::{FailureDocument, Report, Text, document};
use crate::schema;
use crate::ui::ColorChoice;
use crate::ui::{Mode, Speaker};
use crate::world::World;

/// Runs the command that the arguments name and returns the exit code.
pub fn run(world: &mut World<'_>) -> u8 {
    if let Some(answer) = completion::answer(world) {
        let _ = world.stdout.write_all(&answer);
        return 0;
    }
    drop_separator(&mut world.args);
    if let Some(error) = npm::taken_flags(world) {
        return failed(&error, unparsed_mode(world), world);
    }
    let cli = match Cli::try_parse_from(&world.args) {
        Ok(cli) => cli,
        Err(error) if is_missing_command(&error) && world.interactive && !world.is_set("CI") => {
            return with_chosen_command(world);
        }
        Err(error) => return unparsed(&error, world),
    };
    if cli.output.quiet && cli.output.verbose {
        return unparsed(&quiet_and_verbose(), world);
    }
    let choice = if cli.output.plain { ColorChoice::Never } else { cli.output.color };
    let mode = Mode {
        json: cli.output.json,
        quiet: cli.output.quiet,
        plain: cli.output.plain || (world.stderr_is_terminal && is_dumb(world)),
        color: color(choice, world.stderr_is_terminal, world),
        choice,
    };
    world.interrupt.listen();
    let result: Result<Box<dyn Report>> = match &cli.command {
        Command::New(args) => new::run(args, mode, world).map(|report| Box::new(report) as _),
        Command::Add(args) => add::run(args, mode, world),
        Command::Auth(args) => auth::run(args, mode, world),
        Command::Check(args) => check::run(*args, mode, world),
        Command::Completions { shell } => {
            completion::script(*shell).map(|script| Box::new(Text(script)) as _)
        }
        Command::Man { command } => man::page(command).map(|page| Box::new(Text(page)) as _),
        Command::Schema { of } => Ok(Box::new(Text(match of {
            Schema::Answers => schema::answers(),
            Schema::Output => schema::output(),
        }))),
        Command::Help { command } => {
            let words = ["carto-app"].into_iter().chain(command.iter().map(String::as_str)).chain(["--help"]);
            return Cli::try_parse_from(words).map_or_else(|help| unparsed(&help, world), |_| 0);
        }
    };
    // From here on, the run itself reports how it ended.
    world.interrupt.hold();
    match result {
        Ok(mut report) => {
            report.add_warnings(world.happened.take());
            reported(&*report, mode, cli.output.verbose, world)
        }
        Err(error) => failed(&error, mode, world),
    }
}

/// Drops a `--` that a package manager passed on: `npx create-carto-app my-map -- --yes`, `pnpm carto-app -- check`. A necessary
/// `--` stays, such as the one before a directory whose name begins with a hyphen.
fn drop_separator(args: &mut Vec<OsString>) {
    let Some(place) = args.iter().position(|arg| arg == "--") else { return };
    let mut without = args.clone();
    without.remove(place);
    if Cli::try_parse_from(&without).is_ok() || Cli::try_parse_from(&*args).is_err() {
        *args = without;
    }
}

fn reported(report: &dyn Report, mode: Mode, verbose: bool, world: &mut World<'_>) -> u8 {
    let color = color(mode.choice, world.stdout_is_terminal, world);
    let text = if mode.json { format!("{}\n", report.json()) } else { report.stdout(color) };
    let mut printed = 0;
    let mut print_it =
        |world: &mut World<'_>| printed = print(&text, &report.after_write_note(), mode, world);
    if !report.summary_first() {
        print_it(world);
    }
    if !mode.json {
        report.summarize(&mut speaker(mode, world), verbose);
    }
    if report.summary_first() {
        print_it(world);
    }
    match (report.failure(), printed) {
        (Some(error), _) => error.kind.exit_code(),
        (None, 0) => report.exit_code(),
        (None, code) => code,
    }
}

fn failed(error: &Error, mode: Mode, world: &mut World<'_>) -> u8 {
    // Ctrl-C at a prompt is also a signal; only one of the two may be reported.
    world.interrupt.hold();
    let warnings = world.happened.take();
    if mode.json {
        // The exit code stays the failure's even if the document can't be printed.
        print(&format!("{}\n", document(&FailureDocument::of(error, &warnings))), "", mode, world);
    } else {
        let mut speaker = speaker(mode, world);
        for warning in &warnings {
            speaker.warn(warning);
        }
        speaker.fail(error);
    }
    error.kind.exit_code()
}

/// Prints to stdout. A closed pipe is not a failure: its reader needs no more. `after_write_note` ends the error message if
/// stdout cannot be written.
fn print(text: &str, after_write_note: &str, mode: Mode, world: &mut World<'_>) -> u8 {
    let written = world.stdout.write_all(text.as_bytes()).and_then(|()| world.stdout.flush());
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let error = Error::new(
                Kind::FileSystem,
                format!("standard output can't be written: {error}{after_write_note}"),
            );
            speaker(mode, world).fail(&error);
            error.kind.exit_code()
        }
        _ => 0,
    }
}

fn speaker<'a>(mode: Mode, world: &'a mut World<'_>) -> Speaker<'a> {
    let columns = world.columns.filter(|_| world.stderr_is_terminal && !mode.plain);
    Speaker { out: world.stderr, color: mode.color, quiet: mode.quiet, columns, plain: mode.plain }
}

/// Whether a command line ends before its command.
fn is_missing_command(error: &clap::Error) -> bool {
    error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
}

/// Lets the user choose a command and runs it.
fn with_chosen_command(world: &mut World<'_>) -> u8 {
    let choice = ColorChoice::Auto;
    let color = color(choice, world.stderr_is_terminal, world);
    let mode = Mode { json: false, quiet: false, plain: is_dumb(world), color, choice };
    world.interrupt.listen();
    let chosen = choose_command(&world.args, &mut *(world.prompter)(mode));
    match chosen {
        Ok(args) => {
            world.args = args;
            run(world)
        }
        Err(error) => failed(&error, mode, world),
    }
}

/// Prints help and the version, which clap reports as errors; everything else is a usage error.
fn unparsed(error: &clap::Error, world: &mut World<'_>) -> u8 {
    let mode = unparsed_mode(world);
    let Mode { json, choice, .. } = mode;
    let help = |color: bool| {
        let rendered = error.render();
        if color { rendered.ansi().to_string() } else { rendered.to_string() }
    };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print(&help(color(choice, world.stdout_is_terminal, world)), "", mode, world)
        }
        _ if is_missing_command(error) && !json => {
            let _ = world.stderr.write_all(help(mode.color).as_bytes());
            Kind::Usage.exit_code()
        }
        kind => {
            let refusal = usage_error(error, &world.args);
            let stray =
                (kind == ErrorKind::UnknownArgument).then(|| npm::hint_for_stray_words(world)).flatten();
            let refusal = match stray {
                Some(hint) => refusal.with_hint(hint),
                None => refusal,
            };
            failed(&refusal, mode, world)
        }
    }
}

/// How to report what is wrong with a command line that has not been parsed.
fn unparsed_mode(world: &World<'_>) -> Mode {
    let has = |flag: &str| world.args.iter().any(|arg| arg == flag);
    let (json, plain) = (has("--json"), has("--plain"));
    let choice = if plain { ColorChoice::Never } else { color_in(&world.args) };
    Mode { json, quiet: false, plain, color: color(choice, world.stderr_is_terminal, world), choice }
}

/// The value of `--color` on a command line that clap refused.
fn color_in(args: &[OsString]) -> ColorChoice {
    let mut choice = ColorChoice::Auto;
    let mut words = args.iter().filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--");
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--color") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        choice = value.and_then(|value| ColorChoice::from_str(value, false).ok()).unwrap_or(choice);
    }
    choice
}

/// Whether the terminal can only print lines. On Windows, `TERM` is usually not set.
fn is_dumb(world: &World<'_>) -> bool {
    world.variable("TERM").map_or(cfg!(unix), |name| name == "dumb")
}

/// `--color` takes precedence over `NO_COLOR`, then `CLICOLOR_FORCE`, then whether the stream is a terminal.
fn color(choice: ColorChoice, is_terminal: bool, world: &World<'_>) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if world.variable("NO_COLOR").is_some() => false,
        ColorChoice::Auto if world.is_set("CLICOLOR_FORCE") => true,
        ColorChoice::Auto => is_terminal && !is_dumb(world),
    }
}
