use clap::{Args, Command};

use crate::ui::OutputArgs;

/// Returns the command's flag that a value really is. A flag that accepts any value also swallows the next flag if its own
/// value is missing. `A` holds the arguments of the command.
pub fn own_flag<A: Args>(value: &str) -> Option<&str> {
    if !value.starts_with('-') {
        return None;
    }
    let name = value.split('=').next().unwrap_or_default();
    let mut command = OutputArgs::augment_args(A::augment_args(Command::new("carto-app")));
    command.build();
    let is_own = command.get_arguments().any(|arg| {
        let long = name.strip_prefix("--").is_some_and(|name| {
            arg.get_long_and_visible_aliases().is_some_and(|longs| longs.contains(&name))
        });
        let short = name.strip_prefix('-').and_then(|name| name.parse::<char>().ok());
        long || short.is_some_and(|short| arg.get_short() == Some(short))
    });
    is_own.then_some(name)
}
