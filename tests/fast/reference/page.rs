//! Renders the reference as Markdown from the tables and types that the program itself uses.

use std::fmt::Write as _;

use carto_app::cli::Cli;
use carto_app::command::check::Code;
use carto_app::error::Kind;
use carto_app::spec::Key;
use clap::{Arg, Command, CommandFactory};

const HEAD: &str = "\
# Reference

Made from the code, and held against it by `tests/fast/reference/`. What a command prints is shown in
[a day's work](a-days-work.md) and for [scripts and agents](scripts-and-agents.md).
";

const KINDS: [Kind; 6] =
    [Kind::Internal, Kind::Usage, Kind::Conflict, Kind::FileSystem, Kind::Program, Kind::Interrupted];

/// Returns the whole page.
pub fn page() -> String {
    let mut whole = Cli::command();
    whole.build();
    let mut page = HEAD.to_owned();
    page.push_str("\n## Every command\n\nThese flags go with each of them.\n");
    table(&mut page, whole.get_arguments().filter(|arg| arg.is_global_set()));
    commands(&mut page, &whole, "carto-app");
    answers(&mut page);
    exit_codes(&mut page, &whole);
    findings(&mut page);
    page
}

/// Writes a section for each runnable subcommand, in their order.
fn commands(page: &mut String, command: &Command, called: &str) {
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let called = format!("{called} {}", sub.get_name());
        if sub.get_subcommands().any(|below| below.get_name() != "help") {
            commands(page, sub, &called);
            continue;
        }
        let usage = sub.clone().render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ").trim();
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        write!(page, "\n## `{called}`\n\n{about}.\n\n```text\n{usage}\n```\n").expect("a string takes all");
        let own = || sub.get_arguments().filter(|arg| !arg.is_global_set() && arg.get_id() != "help");
        if own().next().is_some() {
            table(page, own());
        }
        if let Some(examples) = sub.get_after_help() {
            write!(page, "\n```text\n{examples}\n```\n").expect("a string takes all");
        }
    }
}

fn table<'a>(page: &mut String, arguments: impl Iterator<Item = &'a Arg>) {
    page.push_str("\n| argument | meaning |\n|---|---|\n");
    for argument in arguments.filter(|argument| !argument.is_hide_set()) {
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        writeln!(page, "| `{}` | {} |", cell(&typed(argument)), cell(&meaning(argument, &help)))
            .expect("a string takes all");
    }
}

/// Returns an argument as in a usage line: `-q, --quiet`, `--scope SCOPE`, `DIRECTORY`.
fn typed(argument: &Arg) -> String {
    let names = argument.get_value_names().unwrap_or_default();
    let takes_value = argument.get_action().takes_values();
    let value = names.first().map(ToString::to_string).filter(|_| takes_value).unwrap_or_default();
    let Some(long) = argument.get_long() else { return value };
    let short = argument.get_short().map(|short| format!("-{short}, ")).unwrap_or_default();
    let is_optional = argument.get_num_args().is_some_and(|range| range.min_values() == 0);
    match (value.as_str(), is_optional) {
        ("", _) => format!("{short}--{long}"),
        (value, true) => format!("{short}--{long}[={value}]"),
        (value, false) => format!("{short}--{long} {value}"),
    }
}

fn meaning(argument: &Arg, help: &str) -> String {
    let mut meaning = help.to_owned();
    let values: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| format!("`{}`", value.get_name()))
        .collect();
    let is_boolean = values == ["`true`", "`false`"];
    if argument.get_action().takes_values() && !values.is_empty() && !is_boolean {
        write!(meaning, ": {}", values.join(", ")).expect("a string takes all");
    }
    let defaults: Vec<_> = argument.get_default_values().iter().filter_map(|value| value.to_str()).collect();
    if argument.get_action().takes_values() && !defaults.is_empty() {
        write!(meaning, " [default: {}]", defaults.join(" ")).expect("a string takes all");
    }
    let others = argument.get_visible_aliases().unwrap_or_default();
    if !others.is_empty() {
        write!(meaning, " [also: --{}]", others.join(", --")).expect("a string takes all");
    }
    meaning
}

fn answers(page: &mut String) {
    page.push_str(
        "\n## Answers\n\nA flag beats the variable, the variable beats the answers file, the file beats the prompt. The schema of the\n\
         file is `carto-app schema answers`.\n\n| name in JSON | flag | variable | key in the file | such as |\n|---|---|---|---|---|\n",
    );
    for key in Key::ALL {
        let variable = key.env().map_or("none".to_owned(), |variable| format!("`{variable}`"));
        let in_file = key.file_key().map_or("none".to_owned(), |key| format!("`{key}`"));
        writeln!(
            page,
            "| `{}` | `{}` | {variable} | {in_file} | {} |",
            key.id(),
            key.flag(),
            cell(key.example())
        )
        .expect("a string takes all");
    }
}

/// Writes the exit codes with the meanings from `carto-app --help`.
fn exit_codes(page: &mut String, whole: &Command) {
    page.push_str("\n## Exit codes\n\n| code | `kind` in JSON | meaning |\n|---|---|---|\n");
    let help = whole.get_after_help().expect("exit codes").to_string();
    for line in help.lines().filter_map(|line| line.strip_prefix("  ")) {
        let (code, meaning) = line.split_once(' ').expect("a code and its meaning");
        let kind = KINDS.into_iter().find(|kind| kind.exit_code().to_string() == code);
        let kind = kind.map_or("none".to_owned(), |kind| format!("`{kind}`"));
        writeln!(page, "| {code} | {kind} | {} |", meaning.trim()).expect("a string takes all");
    }
}

fn findings(page: &mut String) {
    page.push_str("\n## Findings of `carto-app check`\n\n| code | meaning |\n|---|---|\n");
    for code in Code::ALL {
        writeln!(page, "| `{code}` | {} |", code.meaning()).expect("a string takes all");
    }
}

/// Escapes a text for a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ").trim().to_owned()
}
