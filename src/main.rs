//! The `carto-app` program: runs the library with the real environment.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::thread;

use carto_app::programs::{PATIENCE, RealPrograms};
use carto_app::report::Happened;
use carto_app::signals::Interrupt;
use carto_app::ui::{Mode, Plain, Prompter, Terminal};
use carto_app::world::World;
use carto_app::{report, run};
use console::Term;

/// The JavaScript parser recurses, and must not overflow the stack on any input. Only the used part of the stack costs memory.
const STACK: usize = 256 << 20;

fn main() -> ExitCode {
    let json = std::env::args_os().any(|arg| arg == "--json");
    let happened = Happened::default();
    let told = happened.clone();
    let interrupt = Interrupt::new(move || report::last_words(json, &told));
    let fallback = (interrupt.clone(), happened.clone());
    let thread = thread::Builder::new().stack_size(STACK).spawn(move || start(interrupt, happened));
    thread.map_or_else(|_| start(fallback.0, fallback.1), |thread| thread.join().unwrap_or(ExitCode::FAILURE))
}

#[expect(clippy::disallowed_methods, reason = "the real environment is read here")]
fn start(interrupt: Interrupt, happened: Happened) -> ExitCode {
    let stderr_is_terminal = io::stderr().is_terminal();
    let env: BTreeMap<_, _> = std::env::vars_os().collect();
    let mut world = World {
        args: std::env::args_os().collect(),
        env: env.clone(),
        cwd: std::env::current_dir().unwrap_or_default(),
        ceiling: std::env::home_dir(),
        stdin: &mut io::stdin(),
        stdout: &mut io::stdout(),
        stderr: &mut io::stderr(),
        interactive: io::stdin().is_terminal() && stderr_is_terminal,
        stdout_is_terminal: io::stdout().is_terminal(),
        stderr_is_terminal,
        columns: Term::stderr().size_checked().map(|(_, columns)| columns.into()),
        prompter: Box::new(|mode| prompter(mode)),
        programs: &mut RealPrograms { env, patience: PATIENCE, interrupt: interrupt.clone() },
        interrupt,
        happened,
    };
    ExitCode::from(run(&mut world))
}

fn prompter<'a>(mode: Mode) -> Box<dyn Prompter + 'a> {
    if mode.plain { Box::new(Plain) } else { Box::new(Terminal::new(mode.color)) }
}
