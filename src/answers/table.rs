//! The table of answers.

use super::Value;
use crate::spec::{AppSpec, AuthMode, DatasetName, Key};

/// The properties of one answer, except for the rules for its value, which are in `spec`.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// The answer's key.
    pub key: Key,
    /// Its name in JSON, and in upper case in its environment variable.
    pub id: &'static str,
    /// What to type on the command line: a flag, or the argument's name for DIRECTORY.
    pub flag: &'static str,
    /// Another name of the flag.
    pub alias: Option<&'static str>,
    /// Its dotted key in the answers file. The directory and keys, which are secrets, have none.
    pub file_key: Option<&'static str>,
    /// What kind of value it has.
    pub shape: Shape,
    /// The only mode in which it applies; `None` for both.
    pub mode: Option<AuthMode>,
    /// The heading of its flag in `--help`.
    pub heading: &'static str,
    /// What `--help` calls the flag's value.
    pub value_name: &'static str,
    /// Whether a value may begin with a hyphen.
    pub hyphen: bool,
    /// Its text in `--help`.
    pub about: &'static str,
    /// The default in `--help`; empty for none.
    pub default: &'static str,
    /// Its name in the review and next to its value.
    pub label: &'static str,
    /// The question for it.
    pub question: &'static str,
    /// A hint for answering the question.
    pub hint: &'static str,
    /// What can be given, shown when nothing similar to a refused value can be suggested.
    pub example: &'static str,
    /// Its comment in `carto-app.toml`.
    pub comment: &'static str,
    /// Its value in an application; `None` if the application has no such answer or keeps the value out of files.
    pub value: fn(&AppSpec) -> Option<Value>,
}

/// The kind of value that an answer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// Yes or no.
    Switch,
    /// Any number of texts.
    List {
        /// A list as an answers file writes it.
        example: &'static str,
    },
}

/// Every answer, in display order, which is the order of the variants of [`Key`].
pub const ANSWERS: &[Answer] = &[
    Answer {
        key: Key::Directory,
        id: "directory",
        flag: "DIRECTORY",
        label: "Directory",
        question: "Directory of the new application",
        hint: "A new directory, or one with files, which stay; . is the current one.",
        example: "my-map",
        ..TEXT
    },
    Answer {
        key: Key::Name,
        id: "name",
        flag: "--name",
        file_key: Some("name"),
        heading: "Application",
        value_name: "NAME",
        about: "npm package name",
        default: "the last part of DIRECTORY",
        label: "Package name",
        question: "Package name",
        hint: "As npm accepts it: lower-case letters, digits, - and _.",
        example: "my-map",
        comment: "npm package name",
        value: |spec| Some(spec.name.as_str().into()),
        ..TEXT
    },
    Answer {
        key: Key::Title,
        id: "title",
        flag: "--title",
        file_key: Some("title"),
        heading: "Application",
        value_name: "TEXT",
        hyphen: true,
        about: "Title of the page",
        default: "from the directory's name",
        label: "Title",
        question: "Title",
        hint: "Appears in the header and on the browser's tab.",
        example: "My map",
        comment: "Title of the page, also in its header",
        value: |spec| Some(spec.title.as_str().into()),
        ..TEXT
    },
    Answer {
        key: Key::Language,
        id: "language",
        flag: "--language",
        file_key: Some("language"),
        heading: "Application",
        value_name: "LANGUAGE",
        about: "`javascript` or `typescript`",
        default: "javascript",
        label: "Language",
        question: "Language of the application's modules",
        example: "javascript or typescript",
        comment: "javascript or typescript",
        value: |spec| Some(spec.language.as_str().into()),
        ..TEXT
    },
    Answer {
        key: Key::Auth,
        id: "auth",
        flag: "--auth",
        file_key: Some("auth.mode"),
        heading: "Authentication",
        value_name: "MODE",
        about: "`api-key` or `oauth`",
        default: "oauth, or what the other answers imply",
        label: "Authentication",
        question: "How does the application authenticate?",
        example: "oauth or api-key",
        comment: "oauth or api-key",
        value: |spec| Some(spec.auth.mode().as_str().into()),
        ..TEXT
    },
    Answer {
        key: Key::Username,
        id: "username",
        flag: "--username",
        file_key: Some("carto.username"),
        heading: "Authentication",
        value_name: "NAME",
        about: "CARTO account that owns the data",
        default: "public",
        label: "Account",
        question: "CARTO account that owns the data",
        hint: "As in https://NAME.carto.com; public has CARTO's open data.",
        example: "the account's name as in https://NAME.carto.com, or public for CARTO's open data",
        comment: "CARTO account that owns the data",
        value: |spec| Some(spec.username.as_str().into()),
        ..TEXT
    },
    Answer {
        key: Key::ApiKey,
        id: "api_key",
        flag: "--api-key",
        mode: Some(AuthMode::ApiKey),
        heading: "Authentication",
        value_name: "KEY",
        hyphen: true,
        about: "API key; prefer the environment variable",
        default: "`default_public`",
        label: "API key",
        question: "API key of that account",
        hint: "It is not shown here and git ignores it, but it reaches the browser: anyone who opens the application can \
               read it.",
        example: "a key from CARTO's dashboard, under API keys, or default_public",
        ..TEXT
    },
    Answer {
        key: Key::ClientId,
        id: "client_id",
        flag: "--client-id",
        file_key: Some("auth.client_id"),
        mode: Some(AuthMode::OAuth),
        heading: "Authentication",
        value_name: "ID",
        hyphen: true,
        about: "Client ID of the OAuth app",
        default: "to be filled in later",
        label: "Client ID",
        question: "Client ID of your OAuth app",
        hint: "CARTO's dashboard shows it: Developer settings, OAuth apps.",
        example: "the 12 characters from CARTO's dashboard, under Developer settings, OAuth apps, or leave it out",
        comment: "Client ID of the OAuth app; empty: to be filled in",
        value: |spec| {
            let id = spec.oauth()?.client_id.as_ref();
            Some(id.map_or("", |id| id.as_str()).into())
        },
        ..TEXT
    },
    Answer {
        key: Key::Scopes,
        id: "scopes",
        flag: "--scope",
        alias: Some("scopes"),
        file_key: Some("auth.scopes"),
        shape: Shape::List { example: "[\"user:profile\"]" },
        mode: Some(AuthMode::OAuth),
        heading: "Authentication",
        value_name: "SCOPE",
        about: "OAuth scope; repeatable, or comma-separated",
        default: "user:profile and the example's scopes",
        label: "Scopes",
        question: "Scopes that the application requests",
        example: "user:profile, datasets:r:TABLE, datasets:rw:TABLE, datasets:metadata, dataservices:geocoding, \
                  dataservices:isolines, dataservices:routing, schemas:c, apis:do",
        comment: "Scopes that the application requests from its users",
        value: |spec| Some(spec.oauth()?.scopes.iter().collect()),
        ..TEXT
    },
    Answer {
        key: Key::ForceOAuthLogin,
        id: "force_oauth_login",
        flag: "--force-oauth-login",
        file_key: Some("auth.force_oauth_login"),
        mode: Some(AuthMode::OAuth),
        heading: "Authentication",
        about: "Show nothing before login",
        default: "false",
        label: "Forced login",
        question: "Force login, so that nothing is shown before it?",
        hint: "Otherwise only the parts that need a login ask for it.",
        comment: "Whether nothing is shown before login",
        value: |spec| Some(spec.oauth()?.force_login.into()),
        ..SWITCH
    },
    Answer {
        key: Key::Datasets,
        id: "datasets",
        flag: "--dataset",
        alias: Some("datasets"),
        file_key: Some("data.datasets"),
        shape: Shape::List { example: "[\"roads\", \"acme.parks\"]" },
        heading: "Data",
        value_name: "TABLE",
        about: "Dataset of your own, `TABLE` or `SCHEMA.TABLE`; repeatable",
        label: "Datasets",
        question: "Your datasets, separated by commas",
        hint: "Each as table or schema.table, such as roads, acme.parks.",
        example: "roads or acme.parks",
        comment: "Datasets of your own",
        value: |spec| Some(spec.datasets.iter().map(DatasetName::as_str).collect()),
        ..TEXT
    },
    Answer {
        key: Key::Example,
        id: "example",
        flag: "--example",
        file_key: Some("data.example"),
        heading: "Data",
        about: "Include the example",
        default: "true if no dataset is given",
        label: "Example",
        question: "What does the application show?",
        comment: "Whether the example is included",
        value: |spec| Some(spec.example.into()),
        ..SWITCH
    },
    Answer {
        key: Key::Sandbox,
        id: "sandbox",
        flag: "--sandbox",
        file_key: Some("sandbox"),
        heading: "Data",
        about: "Include a local CARTO, to try the application without an account",
        default: "true",
        label: "Sandbox",
        question: "Add a local CARTO for trying the application?",
        hint: "It needs no account and no network, and is never part of a build.",
        comment: "Whether a local CARTO is included, for `npm run sandbox`",
        value: |spec| Some(spec.sandbox.into()),
        ..SWITCH
    },
    Answer {
        key: Key::BasemapKey,
        id: "basemap_key",
        flag: "--basemap-key",
        heading: "Data",
        value_name: "KEY",
        hyphen: true,
        about: "Key of CARTO's basemaps; customers of CARTO need none",
        label: "Basemap key",
        question: "Key of CARTO's basemaps",
        hint: "Git ignores it, but it reaches the browser. Customers of CARTO need none: leave it empty.",
        example: "a key for CARTO's basemaps, or nothing",
        ..TEXT
    },
    Answer {
        key: Key::ServerUrlTemplate,
        id: "server_url_template",
        flag: "--server-url-template",
        file_key: Some("carto.server_url_template"),
        about: "SQL API",
        default: "https://{user}.carto.com",
        label: "SQL API",
        question: "SQL API, with {user} for the account",
        example: "https://gis.example.com/user/{user}",
        comment: "SQL API; {user} stands for the account",
        value: |spec| Some(spec.server_url_template.as_str().into()),
        ..URL
    },
    Answer {
        key: Key::MapsUrl,
        id: "maps_url",
        flag: "--maps-url",
        file_key: Some("carto.maps_url"),
        about: "Maps API",
        default: "CARTO's own",
        label: "Maps API",
        question: "Maps API, with {user} for the account",
        example: "https://maps.example.com/user/{user}",
        comment: "Maps API",
        value: |spec| spec.maps_url.as_ref().map(|url| url.as_str().into()),
        ..URL
    },
    Answer {
        key: Key::AuthorizeUrl,
        id: "authorize_url",
        flag: "--authorize-url",
        file_key: Some("carto.authorize_url"),
        mode: Some(AuthMode::OAuth),
        about: "Page where people log in",
        default: "https://carto.com/oauth2/authorize",
        label: "Authorize URL",
        question: "Page where people log in and allow access",
        example: "https://gis.example.com/oauth2/authorize",
        comment: "Where login begins",
        value: |spec| Some(spec.oauth()?.authorize_url.as_str().into()),
        ..URL
    },
    Answer {
        key: Key::PackageManager,
        id: "package_manager",
        flag: "--package-manager",
        file_key: Some("package_manager"),
        heading: "Afterwards",
        value_name: "NAME",
        about: "npm, pnpm, yarn or bun",
        default: "the one of the surrounding project, else the one that runs carto-app, else npm",
        label: "Package manager",
        question: "Package manager",
        example: "npm, pnpm, yarn or bun",
        comment: "npm, pnpm, yarn or bun",
        value: |spec| Some(spec.package_manager.as_str().into()),
        ..TEXT
    },
    Answer {
        key: Key::Git,
        id: "git",
        flag: "--git",
        file_key: Some("git"),
        heading: "Afterwards",
        about: "Run `git init` outside a repository",
        default: "true",
        label: "git init",
        question: "Run git init?",
        comment: "Whether to run `git init`",
        value: |spec| Some(spec.git.into()),
        ..SWITCH
    },
    Answer {
        key: Key::Commit,
        id: "commit",
        flag: "--commit",
        file_key: Some("commit"),
        heading: "Afterwards",
        about: "Commit what was generated, in the repository that `git init` made",
        default: "true",
        label: "First commit",
        question: "Commit what was generated?",
        hint: "Only in the repository that git init makes.",
        comment: "Whether a first commit was asked for",
        value: |spec| spec.git.then(|| spec.commit.into()),
        ..SWITCH
    },
    Answer {
        key: Key::Install,
        id: "install",
        flag: "--install",
        file_key: Some("install"),
        heading: "Afterwards",
        about: "Install the dependencies",
        default: "false",
        label: "Install",
        question: "Install the dependencies?",
        hint: "Takes about a minute; otherwise it is the next step.",
        comment: "Whether to install the dependencies",
        value: |spec| Some(spec.install.into()),
        ..SWITCH
    },
];

/// The defaults of a row.
const TEXT: Answer = Answer {
    key: Key::Directory,
    id: "",
    flag: "",
    alias: None,
    file_key: None,
    shape: Shape::Text,
    mode: None,
    heading: "",
    value_name: "",
    hyphen: false,
    about: "",
    default: "",
    label: "",
    question: "",
    hint: "",
    example: "",
    comment: "",
    value: |_| None,
};

const SWITCH: Answer = Answer { shape: Shape::Switch, value_name: "BOOL", example: "true or false", ..TEXT };

const URL: Answer =
    Answer { heading: "On-premise", value_name: "URL", hint: "Leave it empty for CARTO's own.", ..TEXT };

impl Answer {
    /// The environment variable; the directory has none.
    pub fn env(&self) -> Option<String> {
        (self.key != Key::Directory).then(|| format!("CARTO_APP_{}", self.id.to_uppercase()))
    }
}

impl Key {
    /// Every answer, in display order.
    pub const ALL: [Self; ANSWERS.len()] = {
        let mut all = [Self::Directory; ANSWERS.len()];
        let mut index = 0;
        while index < all.len() {
            all[index] = ANSWERS[index].key;
            assert!(all[index] as usize == index, "the rows are not in the order of the variants");
            index += 1;
        }
        all
    };

    /// Returns the answers that apply in only one mode.
    pub fn only_in(mode: AuthMode) -> impl Iterator<Item = Self> {
        ANSWERS.iter().filter(move |answer| answer.mode == Some(mode)).map(|answer| answer.key)
    }

    /// Whether switching to the other mode replaces it: the mode itself, and the answers that apply in only one mode.
    pub fn changes_with_mode(self) -> bool {
        self == Self::Auth || self.answer().mode.is_some()
    }

    /// Its value in an application, if it has one.
    pub fn value_in(self, spec: &AppSpec) -> Option<Value> {
        (self.answer().value)(spec)
    }

    /// Its row in the table.
    pub const fn answer(self) -> &'static Answer {
        &ANSWERS[self as usize]
    }

    /// Its name in JSON output.
    pub const fn id(self) -> &'static str {
        self.answer().id
    }

    /// What to type on the command line: a flag, or the argument's name for DIRECTORY.
    pub const fn flag(self) -> &'static str {
        self.answer().flag
    }

    /// Its environment variable; the directory has none.
    pub fn env(self) -> Option<String> {
        self.answer().env()
    }

    /// Its dotted key in the answers file. The directory and keys, which are secrets, have none.
    pub const fn file_key(self) -> Option<&'static str> {
        self.answer().file_key
    }

    /// What can be given, shown when nothing similar to a refused value can be suggested.
    pub const fn example(self) -> &'static str {
        self.answer().example
    }

    /// Its name in the review and next to its value.
    pub const fn label(self) -> &'static str {
        self.answer().label
    }

    /// Whether it is yes or no.
    pub fn is_switch(self) -> bool {
        self.answer().shape == Shape::Switch
    }

    /// Whether it is a list.
    pub const fn is_list(self) -> bool {
        matches!(self.answer().shape, Shape::List { .. })
    }
}

/// Every answer that an application has, except for its directory and its API key.
pub fn values(spec: &AppSpec) -> impl Iterator<Item = (Key, Value)> {
    ANSWERS.iter().filter_map(|answer| Some((answer.key, (answer.value)(spec)?)))
}
