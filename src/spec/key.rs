/// An answer that an application is made from. What there is to know of each is in the table `answers::ANSWERS`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// Where the application goes.
    Directory,
    /// npm package name.
    Name,
    /// Title in the page and its header.
    Title,
    /// API key or OAuth.
    Auth,
    /// CARTO account whose data are shown.
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
