//! Where an application keeps its parts.

/// The folders of `src` that a new application's modules import from without a relative path.
pub const IMPORTABLE: [&str; 4] = ["components", "data", "hooks", "store"];

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
