/// An answer that an application is made from. The table `answers::ANSWERS` describes each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// Where the application goes.
    Directory,
    /// npm package name.
    Name,
    /// Title in the page and its header.
    Title,
    /// JavaScript or TypeScript.
    Language,
    /// API key or OAuth.
    Auth,
    /// CARTO account that owns the data.
    Username,
    /// API key of that account.
    ApiKey,
    /// Client ID of the OAuth app.
    ClientId,
    /// OAuth scopes.
    Scopes,
    /// Whether nothing is shown before login.
    ForceOAuthLogin,
    /// The user's own datasets.
    Datasets,
    /// Whether the example is included.
    Example,
    /// Whether a local CARTO is included.
    Sandbox,
    /// Key of CARTO's basemaps.
    BasemapKey,
    /// SQL API of an on-premise server.
    ServerUrlTemplate,
    /// Maps API of an on-premise server.
    MapsUrl,
    /// Authorize endpoint of an on-premise server.
    AuthorizeUrl,
    /// The package manager of the instructions.
    PackageManager,
    /// Whether `git init` runs.
    Git,
    /// Whether the new repository gets a first commit.
    Commit,
    /// Whether the dependencies are installed.
    Install,
}

impl Key {
    /// Whether its value is a key, which is never shown and which only `.env.local` holds.
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::ApiKey | Self::BasemapKey)
    }
}
