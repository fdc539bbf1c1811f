//! The one table of answers: flag, environment variable and key in the answers file of each.

/// An answer that an application is made from.
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
    /// Datasets of one's own.
    Datasets,
    /// Whether the example comes along.
    Example,
    /// Whether a local CARTO comes along.
    Sandbox,
    /// SQL API of an on-premise server.
    ServerUrlTemplate,
    /// Maps API of an on-premise server.
    MapsUrl,
    /// Authorize end point of an on-premise server.
    AuthorizeUrl,
    /// Whose words the instructions use.
    PackageManager,
    /// Whether `git init` runs.
    Git,
    /// Whether the dependencies are installed.
    Install,
}

impl Key {
    /// Every answer, in the order in which people see them.
    pub const ALL: [Self; 18] = [
        Self::Directory,
        Self::Name,
        Self::Title,
        Self::Auth,
        Self::Username,
        Self::ApiKey,
        Self::ClientId,
        Self::Scopes,
        Self::ForceOAuthLogin,
        Self::Datasets,
        Self::Example,
        Self::Sandbox,
        Self::ServerUrlTemplate,
        Self::MapsUrl,
        Self::AuthorizeUrl,
        Self::PackageManager,
        Self::Git,
        Self::Install,
    ];

    const fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Directory => ("directory", "DIRECTORY", ""),
            Self::Name => ("name", "--name", "name"),
            Self::Title => ("title", "--title", "title"),
            Self::Auth => ("auth", "--auth", "auth.mode"),
            Self::Username => ("username", "--username", "carto.username"),
            Self::ApiKey => ("api_key", "--api-key", ""),
            Self::ClientId => ("client_id", "--client-id", "auth.client_id"),
            Self::Scopes => ("scopes", "--scope", "auth.scopes"),
            Self::ForceOAuthLogin => ("force_oauth_login", "--force-oauth-login", "auth.force_oauth_login"),
            Self::Datasets => ("datasets", "--dataset", "data.datasets"),
            Self::Example => ("example", "--example", "data.example"),
            Self::Sandbox => ("sandbox", "--sandbox", "sandbox"),
            Self::ServerUrlTemplate => {
                ("server_url_template", "--server-url-template", "carto.server_url_template")
            }
            Self::MapsUrl => ("maps_url", "--maps-url", "carto.maps_url"),
            Self::AuthorizeUrl => ("authorize_url", "--authorize-url", "carto.authorize_url"),
            Self::PackageManager => ("package_manager", "--package-manager", "package_manager"),
            Self::Git => ("git", "--git", "git"),
            Self::Install => ("install", "--install", "install"),
        }
    }

    /// Its name in JSON output.
    pub const fn id(self) -> &'static str {
        self.names().0
    }

    /// What to type on the command line: a flag, or the argument's name for DIRECTORY.
    pub const fn flag(self) -> &'static str {
        self.names().1
    }

    /// What can be given, for whoever gave something that nothing near could be right for.
    pub const fn example(self) -> &'static str {
        match self {
            Self::Directory | Self::Name => "my-map",
            Self::Title => "My map",
            Self::Auth => "oauth or api-key",
            Self::Username => {
                "the account's name as in https://NAME.carto.com, or public for CARTO's open data"
            }
            Self::ApiKey => "a key from CARTO's dashboard, under API keys, or default_public",
            Self::ClientId => {
                "the 12 characters from CARTO's dashboard, under Developer settings, OAuth apps, or leave it out"
            }
            Self::Scopes => {
                "user:profile, datasets:r:TABLE, datasets:rw:TABLE, datasets:metadata, dataservices:geocoding, \
                 dataservices:isolines, dataservices:routing, schemas:c, apis:do"
            }
            Self::Datasets => "roads or acme.parks",
            Self::ServerUrlTemplate => "https://gis.example.com/user/{user}",
            Self::MapsUrl => "https://maps.example.com/user/{user}",
            Self::AuthorizeUrl => "https://gis.example.com/oauth2/authorize",
            Self::PackageManager => "npm, pnpm, yarn or bun",
            Self::ForceOAuthLogin | Self::Example | Self::Sandbox | Self::Git | Self::Install => {
                "true or false"
            }
        }
    }

    /// Its environment variable; the directory has none.
    pub fn env(self) -> Option<String> {
        match self {
            Self::Directory => None,
            other => Some(format!("CARTO_APP_{}", other.id().to_uppercase())),
        }
    }

    /// Its dotted key in the answers file; the directory has none, nor has the API key, which is a secret.
    pub fn file_key(self) -> Option<&'static str> {
        match self.names().2 {
            "" => None,
            key => Some(key),
        }
    }
}
