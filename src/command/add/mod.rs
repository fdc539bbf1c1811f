//! `carto-app add`: a source, layer, view, model, widget, slice or component, in an application that its owner has changed.

mod args;
mod component;
mod inputs;
mod layer;
mod model;
mod site;
mod slice;
mod source;
mod tables;
mod view;
mod widget;

use crate::app::Project;
use crate::app::prettier::{Prettier, format_changes};
use crate::code::essence;
use crate::command::edit;
use crate::command::edit::EditArgs;
use crate::error::Result;
use crate::error::Warning;
use crate::report::{ChangeReport, Told};
use crate::ui::Mode;
use crate::world::World;
use args::AddCommand;
use inputs::Desk;

pub use args::AddArgs;

pub use layer::{GEOMETRIES, STYLES};
pub use widget::{KINDS, OPERATIONS};

use site::Site;

/// What was added.
struct Added {
    /// What it is, with its name: "the source roadsSource".
    what: String,
    warnings: Vec<String>,
    next: Vec<String>,
}

impl Added {
    fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), warnings: Vec::new(), next: Vec::new() }
    }
}

/// Adds something to the application, or says what would change.
///
/// # Errors
/// No application, wrong or missing answers, what is in the way, a place that can't be found: nothing is changed then.
pub fn run(args: &AddArgs, mode: Mode, world: &mut World<'_>) -> Result<Box<dyn Told>> {
    let project = Project::find(&world.cwd)?;
    let mut site = Site::of(&project)?;
    let run = args.what.run();
    let mut desk = Desk::new(run, mode, world);
    let mut added = match &args.what {
        AddCommand::Source(args) => source::add(args, &mut site, &mut desk),
        AddCommand::Layer(args) => layer::add(args, &mut site, &mut desk),
        AddCommand::View(args) => view::add(args, &mut site, &mut desk),
        AddCommand::Model(args) => model::add(args, &mut site, &mut desk),
        AddCommand::Widget(args) => widget::add(args, &mut site, &mut desk),
        AddCommand::Slice(args) => slice::add(args, &mut site, &mut desk),
        AddCommand::Component(args) => component::add(args, &mut site, &mut desk),
    }?;
    drop(desk);
    let mut prettier = Prettier::of(&mut site.draft, world.programs)?;
    added.warnings.extend(format_changes(&mut site.draft, &mut prettier)?);
    let changes = site.draft.changes();
    edit::apply(&project, &changes, run.dry_run, world)?;
    let warn = |message| Warning { answer: None, message };
    Ok(Box::new(ChangeReport {
        directory: project.shown.clone(),
        changes,
        dry_run: run.dry_run,
        done: format!("Added {}", added.what),
        unchanged: format!("{} is there already", capitalized(&added.what)),
        warnings: added.warnings.into_iter().map(warn).collect(),
        next: added.next,
    }))
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}

impl AddCommand {
    fn run(&self) -> EditArgs {
        match self {
            Self::Source(args) => args.run,
            Self::Layer(args) => args.run,
            Self::View(args) => args.run,
            Self::Model(args) => args.run,
            Self::Widget(args) => args.run,
            Self::Slice(args) | Self::Component(args) => args.run,
        }
    }
}
