use std::ffi::OsString;

use clap::error::{ContextValue, ErrorKind};
use clap::{CommandFactory, Parser, ValueEnum};

use crate::cli::man;
use crate::cli::{Cli, Command, Schema};
use crate::command::{add, auth, check, new};
use crate::completion;
use crate::error::{Error, Kind, Result};
use crate::report::{Text, Told, failure};
use crate::spec::{may_be_secret, shown};
use crate::ui::ColorChoice;
use crate::ui::{Mode, Speaker};
use crate::world::World;

/// Does what the arguments say and answers with the exit code.
pub fn run(world: &mut World<'_>) -> u8 {
    if let Some(answer) = completion::answer(world) {
        let _ = world.stdout.write_all(&answer);
        return 0;
    }
    let cli = match Cli::try_parse_from(&world.args) {
        Ok(cli) => cli,
        Err(error) => return unparsed(error, world),
    };
    // Of two flags of which one stands before the command and one after it, clap sees no conflict.
    if cli.output.quiet && cli.output.verbose {
        let message = "the argument '--quiet' cannot be used with '--verbose'";
        return unparsed(Cli::command().error(ErrorKind::ArgumentConflict, message), world);
    }
    let choice = if cli.output.plain { ColorChoice::Never } else { cli.output.color };
    let mode = Mode {
        json: cli.output.json,
        quiet: cli.output.quiet,
        plain: cli.output.plain || (world.stderr_is_terminal && is_dumb(world)),
        color: color(choice, world.stderr_is_terminal, world),
        choice,
    };
    let result: Result<Box<dyn Told>> = match &cli.command {
        Command::New(args) => new::run(args, mode, world).map(|report| Box::new(report) as _),
        Command::Add(args) => add::run(args, mode, world),
        Command::Auth(args) => auth::run(args, mode, world),
        Command::Check(args) => check::run(*args, mode, world),
        Command::Completions { shell } => {
            completion::script(*shell).map(|script| Box::new(Text(script)) as _)
        }
        Command::Man { command } => man::page(command).map(|page| Box::new(Text(page)) as _),
        Command::Schema { of } => Ok(Box::new(Text(schema(*of).to_owned()))),
        Command::Help { command } => {
            let words = ["carto-app"].into_iter().chain(command.iter().map(String::as_str)).chain(["--help"]);
            return Cli::try_parse_from(words).map_or_else(|help| unparsed(help, world), |_| 0);
        }
    };
    // From here on the run says itself how it ended.
    world.interrupt.hold();
    match result {
        Ok(told) => reported(&*told, mode, cli.output.verbose, world),
        Err(error) => failed(&error, mode, world),
    }
}

/// The JSON Schema of what comes in, or of what goes out.
const fn schema(of: Schema) -> &'static str {
    match of {
        Schema::Answers => include_str!("schema/answers.json"),
        Schema::Output => include_str!("schema/output.json"),
    }
}

fn reported(told: &dyn Told, mode: Mode, verbose: bool, world: &mut World<'_>) -> u8 {
    let color = color(mode.choice, world.stdout_is_terminal, world);
    let asked_for = if mode.json { format!("{}\n", told.json()) } else { told.asked_for(color) };
    let mut printed = 0;
    let mut print_it = |world: &mut World<'_>| printed = print(&asked_for, &told.besides(), mode, world);
    if !told.begins_with_words() {
        print_it(world);
    }
    if !mode.json {
        told.tell(&mut speaker(mode, world), verbose);
    }
    if told.begins_with_words() {
        print_it(world);
    }
    match (told.failure(), printed) {
        (Some(error), _) => error.kind.exit_code(),
        (None, 0) => told.exit_code(),
        (None, code) => code,
    }
}

fn failed(error: &Error, mode: Mode, world: &mut World<'_>) -> u8 {
    // Ctrl-C at a list is a signal as well; only one of the two may speak.
    world.interrupt.hold();
    if mode.json {
        // Whatever becomes of the document, the exit code is that of the failure.
        print(&format!("{}\n", failure(error)), "", mode, world);
    } else {
        speaker(mode, world).fail(error);
    }
    error.kind.exit_code()
}

/// What was asked for goes to stdout. A reader that has gone away wants no more of it, which is no failure. `besides` ends
/// the sentence when it can't be written.
fn print(text: &str, besides: &str, mode: Mode, world: &mut World<'_>) -> u8 {
    let written = world.stdout.write_all(text.as_bytes()).and_then(|()| world.stdout.flush());
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let error =
                Error::new(Kind::FileSystem, format!("standard output can't be written: {error}{besides}"));
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

/// Help and version are what was asked for; anything else that clap stops at is a wrong command line.
fn unparsed(mut error: clap::Error, world: &mut World<'_>) -> u8 {
    hide_secrets(&mut error);
    let json = world.args.iter().any(|arg| arg == "--json");
    let plain = world.args.iter().any(|arg| arg == "--plain");
    let choice = if plain { ColorChoice::Never } else { color_in(&world.args) };
    let color_here = color(choice, world.stderr_is_terminal, world);
    let mode = Mode { json, quiet: false, plain, color: color_here, choice };
    let rendered = error.render();
    let styled = |color: bool| if color { rendered.ansi().to_string() } else { rendered.to_string() };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print(&styled(color(choice, world.stdout_is_terminal, world)), "", mode, world)
        }
        _ if json => failed(&refused(&rendered.to_string(), &world.args), mode, world),
        _ => {
            let _ = world.stderr.write_all(styled(mode.color).as_bytes());
            Kind::Usage.exit_code()
        }
    }
}

/// clap repeats what was typed, which may be a secret.
fn hide_secrets(error: &mut clap::Error) {
    let context: Vec<_> = error.context().map(|(kind, value)| (kind, value.clone())).collect();
    for (kind, value) in context {
        let value = match value {
            ContextValue::String(text) => ContextValue::String(shown(&text)),
            ContextValue::Strings(texts) => {
                ContextValue::Strings(texts.iter().map(|text| shown(text)).collect())
            }
            ContextValue::StyledStr(text) if may_be_secret(&text.to_string()) => ContextValue::None,
            ContextValue::StyledStrs(mut texts) => {
                texts.retain(|text| !may_be_secret(&text.to_string()));
                ContextValue::StyledStrs(texts)
            }
            other => other,
        };
        error.insert(kind, value);
    }
}

/// What clap says of a wrong command line, by its parts: what is wrong, what there is to know, what to type instead.
fn refused(rendered: &str, args: &[OsString]) -> Error {
    let mut lines = rendered.lines().map(str::trim).filter(|line| !line.is_empty());
    let message = lines.next().unwrap_or_default().trim_start_matches("error: ");
    let (tips, details): (Vec<&str>, Vec<&str>) = lines
        .filter(|line| !line.starts_with("For more information"))
        .partition(|line| line.starts_with("tip: "));
    let tips: Vec<&str> = tips.iter().map(|tip| tip.trim_start_matches("tip: ")).collect();
    let hint = if tips.is_empty() { help_for(args) } else { tips.join("; ") };
    let details = details.into_iter().map(str::to_owned).collect();
    Error::new(Kind::Usage, message).with_details(details).with_hint(hint)
}

/// The help of the command that was meant, as far as it is known.
fn help_for(args: &[OsString]) -> String {
    let mut words = vec!["carto-app"];
    let mut command = Cli::command();
    for arg in args.iter().skip(1).filter_map(|arg| arg.to_str()).filter(|arg| !arg.starts_with('-')) {
        let Some(next) = command.find_subcommand(arg) else { break };
        words.push(arg);
        command = next.clone();
    }
    words.push("--help");
    words.join(" ")
}

/// What `--color` says on a command line that could not be understood as a whole.
fn color_in(args: &[OsString]) -> ColorChoice {
    let args: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--").collect();
    let values = args.iter().enumerate().filter_map(|(place, arg)| match arg.strip_prefix("--color") {
        Some("") => args.get(place + 1).copied(),
        rest => rest?.strip_prefix('='),
    });
    values
        .filter_map(|value| ColorChoice::from_str(value, false).ok())
        .next_back()
        .unwrap_or(ColorChoice::Auto)
}

/// Whether a terminal can do nothing but show lines. On Windows nobody says what it can.
fn is_dumb(world: &World<'_>) -> bool {
    world.variable("TERM").map_or(cfg!(unix), |name| name == "dumb")
}

/// `--color` beats `NO_COLOR`, which beats `CLICOLOR_FORCE`, which beats whether the stream is a terminal.
fn color(choice: ColorChoice, is_terminal: bool, world: &World<'_>) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if world.variable("NO_COLOR").is_some() => false,
        ColorChoice::Auto if world.is_set("CLICOLOR_FORCE") => true,
        ColorChoice::Auto => is_terminal && !is_dumb(world),
    }
}
