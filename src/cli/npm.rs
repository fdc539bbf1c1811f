//! Flags that npm takes for itself: it reads all flags before a `--` as its own settings.
//!
//! `npm create carto-app my-map --title Roads` sets npm's setting `title`, which programs see as the variable
//! `npm_config_title`, and leaves `Roads` behind as an argument.

use std::collections::BTreeSet;
use std::ffi::OsStr;

use clap::{Arg, CommandFactory};

use super::Cli;
use crate::error::{Error, Kind};
use crate::world::World;

/// Settings of npm with the names of our flags that don't change what is written.
const HARMLESS: [&str; 6] = ["yes", "color", "quiet", "verbose", "help", "version"];

/// Returns the error for flags of `new` that npm has taken and not passed on.
pub fn taken_flags(world: &World<'_>) -> Option<Error> {
    if !is_started_by_npm(world) || world.args.get(1).is_none_or(|command| command != "new") {
        return None;
    }
    let mut command = Cli::command();
    command.build();
    let new = command.find_subcommand("new")?;
    let taken: BTreeSet<String> = new.get_arguments().filter_map(|arg| taken(arg, world)).collect();
    if taken.is_empty() {
        return untraceable(world);
    }
    let (flag, it) = if taken.len() == 1 { ("flag", "it") } else { ("flags", "them") };
    let names: Vec<&str> = taken.iter().filter_map(|typed| typed.split(' ').next()).collect();
    let message =
        format!("npm took the {flag} {} for itself, because no -- came before {it}", names.join(", "));
    let taken: Vec<String> = taken.into_iter().collect();
    Some(Error::new(Kind::Usage, message).with_hint(typed(&taken.join(" "), world)))
}

/// Returns the hint for arguments that may be values of flags that npm has taken.
pub fn hint_for_stray_words(world: &World<'_>) -> Option<String> {
    (is_started_by_npm(world) && world.args.get(1)? == "new").then(|| typed("FLAGS", world))
}

/// Returns the error for a script whose flags may be lost: npm leaves no trace of `--auth`, which it reads as its own
/// `--auth-type`. A script that creates an application must pass at least one flag; at a terminal, `new` asks.
fn untraceable(world: &World<'_>) -> Option<Error> {
    let asks = world.interactive && !world.is_set("CI");
    let creates =
        world.variable("npm_lifecycle_script").is_some_and(|script| script.contains("create-carto-app"));
    let has_flag = world.args.iter().any(|arg| arg.as_encoded_bytes().starts_with(b"-"));
    (creates && !asks && !has_flag).then(|| {
        let message = "no flag has arrived, and npm takes those that come before a -- for itself";
        Error::new(Kind::Usage, message).with_hint(typed("--yes", world))
    })
}

fn is_started_by_npm(world: &World<'_>) -> bool {
    world.variable("npm_config_user_agent").is_some_and(|agent| agent.starts_with("npm/"))
}

/// Returns the command line with which npm passes flags on.
fn typed(flags: &str, world: &World<'_>) -> String {
    match world.variable("npm_lifecycle_event") {
        None | Some("npx") => format!("npm create carto-app@latest DIRECTORY -- {flags}"),
        Some(_) => format!("npm run SCRIPT -- {flags}"),
    }
}

/// Returns a flag that npm has taken as it should be typed, without its value, which may be a secret.
fn taken(arg: &Arg, world: &World<'_>) -> Option<String> {
    let long = arg.get_long()?;
    let names =
        [Some(long)].into_iter().chain(arg.get_all_aliases().unwrap_or_default().into_iter().map(Some));
    let mut settings = names.flatten().map(|name| name.strip_prefix("no-").unwrap_or(name));
    if settings.clone().any(|name| HARMLESS.contains(&name) || is_given(name, world)) {
        return None;
    }
    let (name, value) = settings.find_map(|name| {
        let variable = format!("npm_config_{}", name.replace('-', "_"));
        Some((name, world.env.get(OsStr::new(&variable))?.to_string_lossy()))
    })?;
    match (name, &*value) {
        // npm's own: the program to call, and the owner of packages.
        ("git", value) if !matches!(value, "" | "true" | "false") => None,
        ("scope", value) if value.starts_with('@') => None,
        (name, "" | "false") => Some(format!("--no-{name}")),
        (name, _) => match arg.get_value_names() {
            Some([value, ..]) if arg.get_num_args().is_some_and(|count| count.min_values() > 0) => {
                Some(format!("--{name} {value}"))
            }
            _ => Some(format!("--{name}")),
        },
    }
}

/// Whether a flag was passed on.
fn is_given(name: &str, world: &World<'_>) -> bool {
    world.args.iter().filter_map(|arg| arg.to_str()).any(|arg| {
        let typed = arg.split('=').next().unwrap_or_default();
        typed.strip_prefix("--").is_some_and(|typed| typed.strip_prefix("no-").unwrap_or(typed) == name)
    })
}
