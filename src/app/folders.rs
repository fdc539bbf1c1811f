//! Where an application keeps its parts.

/// The folder of the sources.
pub const SOURCES: &str = "src/data/sources";
/// The folder of the models, which query CARTO.
pub const MODELS: &str = "src/data/models";
/// The folder of the layers.
pub const LAYERS: &str = "src/components/layers";
/// The folder of the views.
pub const VIEWS: &str = "src/components/views";
/// The module with the routes of the views.
pub const ROUTES: &str = "src/routes.jsx";
