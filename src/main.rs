//! The `carto-app` program: the real world, and its exit code.

use std::io::{self, IsTerminal};
use std::process::ExitCode;
use std::thread;

use carto_app::programs::RealPrograms;
use carto_app::signals::Interrupt;
use carto_app::ui::{Mode, Plain, Prompter, Terminal};
use carto_app::world::World;
use carto_app::{report, run};
use console::Term;

fn main() -> ExitCode {
    let reads_programs = std::env::args_os().any(|arg| READERS.iter().any(|reader| arg == *reader));
    if !reads_programs {
        return start();
    }
    let thread = thread::Builder::new().stack_size(STACK).spawn(start);
    thread.map_or_else(|_| start(), |thread| thread.join().unwrap_or(ExitCode::FAILURE))
}

/// The commands that read the programs of an application.
const READERS: [&str; 3] = ["add", "auth", "check"];

/// The parser of programs recurses, and has to end well whatever somebody calls a program. What is not used of a stack costs
/// nothing.
const STACK: usize = 256 << 20;

#[expect(clippy::disallowed_methods, reason = "here the real environment enters")]
fn start() -> ExitCode {
    let json = std::env::args_os().any(|arg| arg == "--json");
    let interrupt = Interrupt::install(move || report::last_words(json)).unwrap_or_default();
    let stderr_is_terminal = io::stderr().is_terminal();
    let mut world = World {
        args: std::env::args_os().collect(),
        env: std::env::vars_os().collect(),
        cwd: std::env::current_dir().unwrap_or_default(),
        stdin: &mut io::stdin(),
        stdout: &mut io::stdout(),
        stderr: &mut io::stderr(),
        interactive: io::stdin().is_terminal() && stderr_is_terminal,
        stdout_is_terminal: io::stdout().is_terminal(),
        stderr_is_terminal,
        columns: Term::stderr().size_checked().map(|(_, columns)| columns.into()),
        prompter: Box::new(|mode| prompter(mode)),
        programs: &mut RealPrograms { interrupt: interrupt.clone() },
        interrupt,
    };
    ExitCode::from(run(&mut world))
}

fn prompter<'a>(mode: Mode) -> Box<dyn Prompter + 'a> {
    if mode.plain { Box::new(Plain) } else { Box::new(Terminal::new(mode.color)) }
}
