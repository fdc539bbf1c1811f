#![allow(
    missing_docs,
    clippy::doc_markdown,
    clippy::struct_excessive_bools,
    reason = "the doc comments are the help; each is a flag"
)]

use clap::{ArgAction, Args, Subcommand};

use crate::command::edit::EditArgs;

const EXAMPLES: &str = "\
Examples:
  carto-app add source roads --dataset roads_2020
  carto-app add view roads --title Roads
  carto-app add layer roads --source roads --view roads
  carto-app add widget roadsByKind --kind category --column kind --source roads
  carto-app add layer roads --dry-run   shows the diff and writes nothing

The suffix is optional: roads, Roads and roadsSource name the same source.";

const SOURCE_EXAMPLES: &str = "\
Examples:
  carto-app add source roads                        the dataset of the same name
  carto-app add source parks --dataset acme.parks   a dataset of another account
  carto-app add source ways --sql \"SELECT * FROM roads WHERE kind = 'way'\"";

const LAYER_EXAMPLES: &str = "\
Examples:
  carto-app add layer roads                         the source of the same name
  carto-app add layer parks --source parks --view green --geometry polygon
  carto-app add layer ways --style categories --column kind --values foot,bike
  carto-app add layer roads --style bins --column lanes --breaks 2,4";

const VIEW_EXAMPLES: &str = "\
Examples:
  carto-app add view green --title \"Green city\" --login
  carto-app add view about --path info/about --no-menu";

const MODEL_EXAMPLES: &str = "\
Examples:
  carto-app add model roads --source roads          its rows
  carto-app add model wideRoads --param lanes=integer \\
    --sql \"SELECT name FROM roads WHERE lanes >= {lanes}\"";

const WIDGET_EXAMPLES: &str = "\
Examples:
  carto-app add widget roads --source roads         how many are in view
  carto-app add widget length --operation sum --column length --source roads
  carto-app add widget kinds --kind category --column kind --source roads
  carto-app add widget lanes --kind histogram --column lanes --ticks 2,4,6 \\
    --source roads
  carto-app add widget ages --kind time-series --column built --source roads
  carto-app add widget sizes --kind scatter --column length,lanes --source roads
  carto-app add widget list --kind table --columns name,kind --source roads";

const SLICE_EXAMPLES: &str = "\
Examples:
  carto-app add slice filters";

const COMPONENT_EXAMPLES: &str = "\
Examples:
  carto-app add component Footer";

/// `carto-app add`.
#[derive(Debug, Args)]
#[command(subcommand_required = true, arg_required_else_help = true, after_help = EXAMPLES)]
pub struct AddArgs {
    /// What to add.
    #[command(subcommand)]
    pub what: AddCommand,
}

/// What can be added.
#[derive(Debug, Subcommand)]
pub enum AddCommand {
    /// A source: a dataset, query or tileset that layers show
    Source(Box<SourceArgs>),
    /// A layer: how a source is drawn, with a legend, in a view
    Layer(Box<LayerArgs>),
    /// A view: a page beside the map, with its route and menu entry
    View(Box<ViewArgs>),
    /// A model: a query to CARTO with validated parameters
    Model(Box<ModelArgs>),
    /// A widget: a number or a chart about the features in view
    Widget(Box<WidgetArgs>),
    /// A slice of the store
    #[command(after_help = SLICE_EXAMPLES)]
    Slice(NameArgs),
    /// A component
    #[command(after_help = COMPONENT_EXAMPLES)]
    Component(NameArgs),
}

/// A part that only has a name.
#[derive(Debug, Default, Args)]
pub struct NameArgs {
    /// Its name, in any case, with or without the suffix
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    #[command(flatten)]
    pub edit: EditArgs,
}

/// `carto-app add source`.
#[derive(Debug, Default, Args)]
#[command(after_help = SOURCE_EXAMPLES)]
pub struct SourceArgs {
    /// Its name, in any case, with or without "Source"
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// A whole dataset, `TABLE` or `SCHEMA.TABLE` [default: the name]
    #[arg(long, value_name = "TABLE", conflicts_with_all = ["sql", "tileset"])]
    pub dataset: Option<String>,
    /// A query; it must return cartodb_id and the_geom_webmercator
    #[arg(long, value_name = "SQL", conflicts_with = "tileset", allow_hyphen_values = true)]
    pub sql: Option<String>,
    /// A tileset
    #[arg(long, value_name = "NAME")]
    pub tileset: Option<String>,
    /// Whose credentials to use: `user` or `application` [default: user with OAuth]
    #[arg(long, value_name = "WHOSE")]
    pub credentials: Option<String>,
    /// Do not add OAuth scopes
    #[arg(long, overrides_with = "no_scope")]
    pub no_scope: bool,
    #[command(flatten)]
    pub edit: EditArgs,
}

/// `carto-app add layer`.
#[derive(Debug, Default, Args)]
#[command(after_help = LAYER_EXAMPLES)]
pub struct LayerArgs {
    /// Its name, in any case, with or without "Layer"
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// The source that it shows [default: the source of the same name]
    #[arg(long, value_name = "SOURCE")]
    pub source: Option<String>,
    /// The geometry: `point`, `line`, `polygon` or `any` [default: any]
    #[arg(long, value_name = "KIND")]
    pub geometry: Option<String>,
    /// How it is colored: `single`, `categories`, `bins` or `continuous` [default: single]
    #[arg(long, value_name = "STYLE")]
    pub style: Option<String>,
    /// The column that determines the color
    #[arg(long, value_name = "COLUMN")]
    pub column: Option<String>,
    /// With categories: the values with their own colors; repeatable, or comma-separated
    #[arg(long = "values", visible_alias = "value", value_name = "VALUE", action = ArgAction::Append, allow_hyphen_values = true)]
    pub values: Vec<String>,
    /// With bins: the limits between the colors. With continuous: the first and last number. Separated by commas
    #[arg(long = "breaks", value_name = "NUMBERS", action = ArgAction::Append, allow_hyphen_values = true)]
    pub breaks: Vec<String>,
    /// The view that shows it
    #[arg(long, value_name = "VIEW")]
    pub view: Option<String>,
    #[command(flatten)]
    pub edit: EditArgs,
}

/// `carto-app add view`.
#[derive(Debug, Default, Args)]
#[command(after_help = VIEW_EXAMPLES)]
pub struct ViewArgs {
    /// Its name, in any case
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Its path in the URL, as in https://localhost:3000/PATH [default: from the name]
    #[arg(long, value_name = "PATH")]
    pub path: Option<String>,
    /// Its title, also in the menu [default: from the name]
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub title: Option<String>,
    /// Whether it is in the menu, as the last entry; also --no-menu [default: true]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(overrides_with_all = ["menu", "no_menu"])]
    pub menu: Option<String>,
    /// The same as --menu=false
    #[arg(long, hide = true, overrides_with_all = ["menu", "no_menu"])]
    pub no_menu: bool,
    /// Whether it is only shown to users who are logged in; also --no-login [default: false]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    #[arg(overrides_with_all = ["login", "no_login"])]
    pub login: Option<String>,
    /// The same as --login=false
    #[arg(long, hide = true, overrides_with_all = ["login", "no_login"])]
    pub no_login: bool,
    #[command(flatten)]
    pub edit: EditArgs,
}

/// `carto-app add model`.
#[derive(Debug, Default, Args)]
#[command(after_help = MODEL_EXAMPLES)]
pub struct ModelArgs {
    /// Its name, in any case, with or without "Model"
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// The source whose rows it reads
    #[arg(long, value_name = "SOURCE", conflicts_with = "sql")]
    pub source: Option<String>,
    /// A query for the SQL API, with {name} for a parameter
    #[arg(long, value_name = "SQL", allow_hyphen_values = true)]
    pub sql: Option<String>,
    /// A parameter: `NAME=integer`, `NAME=number` or `NAME=one,of,these,words`; repeatable
    #[arg(long = "param", visible_alias = "params", value_name = "NAME=KIND", action = ArgAction::Append)]
    pub params: Vec<String>,
    #[command(flatten)]
    pub edit: EditArgs,
}

/// `carto-app add widget`.
#[derive(Debug, Default, Args)]
#[command(after_help = WIDGET_EXAMPLES)]
pub struct WidgetArgs {
    /// Its name, in any case, with or without "Widget"
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// What it shows: `formula`, `category`, `pie`, `bar`, `histogram`, `range`, `time-series`, `scatter` or `table`
    /// [default: formula]
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// The source whose features it summarizes [default: the only source]
    #[arg(long, value_name = "SOURCE")]
    pub source: Option<String>,
    /// The column that it summarizes; with scatter two, with table several, separated by commas
    #[arg(long, value_name = "COLUMN", visible_alias = "columns")]
    pub column: Option<String>,
    /// What a formula computes: `count`, `sum`, `avg`, `min` or `max` [default: count]
    #[arg(long, value_name = "OPERATION")]
    pub operation: Option<String>,
    /// With histogram: the limits between the bars, separated by commas [default: round ones that fit the data]
    #[arg(long, value_name = "NUMBERS", action = ArgAction::Append, allow_hyphen_values = true)]
    pub ticks: Vec<String>,
    /// Its title [default: from the name]
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub title: Option<String>,
    /// The view that shows it [default: the only view that shows the source]
    #[arg(long, value_name = "VIEW")]
    pub view: Option<String>,
    #[command(flatten)]
    pub edit: EditArgs,
}
