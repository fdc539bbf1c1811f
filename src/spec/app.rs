use super::{
    ApiKey, AuthMode, AuthorizeUrl, BasemapKey, ClientId, DatasetName, Language, MapsUrl, PackageManager,
    PackageName, PrivateKey, Scopes, ServerUrlTemplate, Title, Username,
};

/// The application to write. Every value is valid, and every default is resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is an answer")]
pub struct AppSpec {
    /// npm package name.
    pub name: PackageName,
    /// Title of the page, and in its header.
    pub title: Title,
    /// The language of its modules.
    pub language: Language,
    /// How it authenticates.
    pub auth: Auth,
    /// Account whose data the application reads with its own key.
    pub username: Username,
    /// The user's own datasets without duplicates, in the order in which they were named.
    pub datasets: Vec<DatasetName>,
    /// Whether it includes the example.
    pub example: bool,
    /// Whether it includes a local CARTO.
    pub sandbox: bool,
    /// Key of CARTO's basemaps, if one is given.
    pub basemap_key: Option<BasemapKey>,
    /// SQL API.
    pub server_url_template: ServerUrlTemplate,
    /// Maps API; `None` for the library's own.
    pub maps_url: Option<MapsUrl>,
    /// The package manager of its scripts and instructions.
    pub package_manager: PackageManager,
    /// Whether to run `git init`.
    pub git: bool,
    /// Whether to make a first commit.
    pub commit: bool,
    /// Whether to install the dependencies.
    pub install: bool,
    /// What it is part of.
    pub host: Host,
}

/// What an application is part of, as far as that decides which files it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Host {
    /// Nothing: it is the top of its repository.
    #[default]
    Alone,
    /// A repository, whose top is above.
    Repository,
    /// A folder of another project, whose package manager must not take the application for its own.
    Project,
    /// A workspace that lists it: the lock file and the workflows are those of the workspace.
    Workspace,
}

/// How an application authenticates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Auth {
    /// With an API key of the account.
    ApiKey(ApiKey),
    /// With the account of the person who logs in.
    OAuth(OAuth),
}

/// An application's side of the implicit flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OAuth {
    /// Client ID of the OAuth app; `None` if it is filled in later.
    pub client_id: Option<ClientId>,
    /// The scopes that it requests.
    pub scopes: Scopes,
    /// Whether nothing is shown before login.
    pub force_login: bool,
    /// Where login begins.
    pub authorize_url: AuthorizeUrl,
}

impl Auth {
    /// The mode.
    pub const fn mode(&self) -> AuthMode {
        match self {
            Self::ApiKey(_) => AuthMode::ApiKey,
            Self::OAuth(_) => AuthMode::OAuth,
        }
    }
}

impl AppSpec {
    /// The OAuth settings, if the application uses OAuth.
    pub fn oauth(&self) -> Option<&OAuth> {
        match &self.auth {
            Auth::OAuth(oauth) => Some(oauth),
            Auth::ApiKey(_) => None,
        }
    }

    /// Whether it reads CARTO with a private key, known here or not.
    pub fn has_private_key(&self) -> bool {
        matches!(&self.auth, Auth::ApiKey(key) if !key.is_public())
    }

    /// The value of its private key, if known.
    pub fn private_key(&self) -> Option<&PrivateKey> {
        match &self.auth {
            Auth::ApiKey(ApiKey::Private(key)) => Some(key),
            _ => None,
        }
    }
}
