//! `carto-app add`: adds a source, layer, view, model, widget, slice or component to an application that may have been edited.

mod args;
mod component;
mod drawn;
mod inputs;
mod layer;
mod model;
mod shared;
mod site;
mod slice;
mod source;
mod tables;
mod view;
mod widget;

use crate::app::prettier::format_changes;
use crate::code::essence;
use crate::command::edit;
use crate::command::edit::EditArgs;
use crate::error::Result;
use crate::error::Warning;
use crate::report::{ChangeReport, Report};
use crate::ui::{Mode, Stop};
use crate::world::World;
use args::AddCommand;
use inputs::Inputs;

pub use args::AddArgs;

pub use inputs::name_and_meaning;
pub use layer::{Coloring, Geometry};
pub use source::Credentials;
pub use widget::{Operation, WidgetKind};

use site::Site;

/// The result of adding a part.
struct Added {
    /// The part with its name: "the source roadsSource".
    what: String,
    warnings: Vec<String>,
    next: Vec<String>,
}

impl Added {
    fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), warnings: Vec::new(), next: Vec::new() }
    }
}

/// Adds a part to the application, or shows what would change.
///
/// # Errors
/// There is no application, an answer is wrong or missing, there is a conflict, or no place for the part can be found. Nothing
/// is changed then.
pub fn run(args: &AddArgs, mode: Mode, world: &mut World<'_>) -> Result<Box<dyn Report>> {
    let project = edit::open(!args.what.edit().run.dry_run, world)?;
    let EditArgs { run, .. } = args.what.edit();
    let mut inputs = Inputs::new(run, mode, world);
    let (mut site, mut added, formatting) = loop {
        let mut site = Site::of(&project)?;
        let added = match add(&args.what, &mut site, &mut inputs) {
            Err(_) if inputs.starts_again() => continue,
            added => added?,
        };
        if !site.draft.has_changes() {
            break (site, added, None);
        }
        let back = inputs.has_asked();
        match edit::formatting(&mut site.draft, args.what.edit(), back, mode, world) {
            Err(Stop::Back) => inputs.go_back(),
            formatting => break (site, added, Some(formatting?)),
        }
    };
    drop(inputs);
    if let Some(formatting) = formatting {
        let mut prettier = formatting.prettier(&site.draft, world);
        added.warnings.extend(format_changes(&mut site.draft, &mut prettier)?);
    }
    let changes = site.draft.changes();
    let linked = edit::apply(&project, &changes, run.dry_run, world)?;
    let warnings =
        linked.into_iter().chain(added.warnings.into_iter().map(|message| Warning { answer: None, message }));
    Ok(Box::new(ChangeReport {
        directory: project.shown.clone(),
        changes,
        dry_run: run.dry_run,
        done: format!("Added {}", added.what),
        unchanged: format!("{} already exists", capitalized(&added.what)),
        warnings: warnings.collect(),
        next: added.next,
    }))
}

fn add(what: &AddCommand, site: &mut Site<'_>, inputs: &mut Inputs<'_>) -> Result<Added> {
    match what {
        AddCommand::Source(args) => source::add(args, site, inputs),
        AddCommand::Layer(args) => layer::add(args, site, inputs),
        AddCommand::View(args) => view::add(args, site, inputs),
        AddCommand::Model(args) => model::add(args, site, inputs),
        AddCommand::Widget(args) => widget::add(args, site, inputs),
        AddCommand::Slice(args) => slice::add(args, site, inputs),
        AddCommand::Component(args) => component::add(args, site, inputs),
    }
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}

impl AddCommand {
    fn edit(&self) -> EditArgs {
        match self {
            Self::Source(args) => args.edit,
            Self::Layer(args) => args.edit,
            Self::View(args) => args.edit,
            Self::Model(args) => args.edit,
            Self::Widget(args) => args.edit,
            Self::Slice(args) | Self::Component(args) => args.edit,
        }
    }
}
