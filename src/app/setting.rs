//! The places in the code that set the values of the authentication.

use oxc_ast::ast::{
    Expression, ObjectExpression, ObjectProperty, ObjectPropertyKind, PropertyKey, PropertyKind, Statement,
};
use oxc_span::{GetSpan, Span};

use crate::code::{Script, call_to, key_of};
use crate::spec::Key;

/// The module with the account, key, servers and OAuth app, as a new application calls it. [`super::Draft::module_or`] finds it
/// whatever its extension.
pub const INITIAL_STATE: &str = "src/store/initialStateSlice.js";

/// The module with the forced login, as a new application calls it.
pub const APP_SLICE: &str = "src/store/appSlice.js";

/// The maximum depth of nested spreads; nobody nests deeper, and an object may be spread into itself.
pub const MAX_DEPTH: usize = 8;

/// A value that is a literal in the code and that the guide tells people to edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// The client ID of the OAuth app.
    ClientId,
    /// The scopes that the application requests.
    Scopes,
    /// Whether nothing is shown before login.
    ForceOAuthLogin,
    /// The account whose data is read without a login.
    Username,
    /// The API key of that account.
    ApiKey,
    /// The URL of the SQL API.
    ServerUrlTemplate,
    /// The URL of the Maps API.
    MapsUrl,
    /// The URL of the login page.
    AuthorizeEndPoint,
}

/// The result of looking for a setting.
#[derive(Clone, Copy)]
pub enum Found<'a> {
    /// The setting is missing.
    Absent,
    /// Its value is only known at run time.
    Unreadable(Span),
    /// The property that holds it.
    At(&'a ObjectProperty<'a>),
}

impl Setting {
    /// All settings.
    pub const ALL: [Self; 8] = [
        Self::ClientId,
        Self::Scopes,
        Self::ForceOAuthLogin,
        Self::Username,
        Self::ApiKey,
        Self::ServerUrlTemplate,
        Self::MapsUrl,
        Self::AuthorizeEndPoint,
    ];

    /// The module that contains the setting, as a new application calls it.
    pub const fn file(self) -> &'static str {
        match self {
            Self::ForceOAuthLogin => APP_SLICE,
            _ => INITIAL_STATE,
        }
    }

    /// The path to the setting; the first name is at the top level of the module.
    pub const fn path(self) -> &'static [&'static str] {
        match self {
            Self::ClientId => &["oauthInitialState", "oauthApp", "clientId"],
            Self::Scopes => &["oauthInitialState", "oauthApp", "scopes"],
            Self::AuthorizeEndPoint => &["oauthInitialState", "oauthApp", "authorizeEndPoint"],
            Self::ForceOAuthLogin => &["initialState", "forceOAuthLogin"],
            Self::Username => &["initialState", "credentials", "username"],
            Self::ApiKey => &["initialState", "credentials", "apiKey"],
            Self::ServerUrlTemplate => &["initialState", "credentials", "serverUrlTemplate"],
            Self::MapsUrl => &["initialState", "credentials", "mapsUrl"],
        }
    }

    /// The answer that the setting was made from.
    pub const fn key(self) -> Key {
        match self {
            Self::ClientId => Key::ClientId,
            Self::Scopes => Key::Scopes,
            Self::ForceOAuthLogin => Key::ForceOAuthLogin,
            Self::Username => Key::Username,
            Self::ApiKey => Key::ApiKey,
            Self::ServerUrlTemplate => Key::ServerUrlTemplate,
            Self::MapsUrl => Key::MapsUrl,
            Self::AuthorizeEndPoint => Key::AuthorizeUrl,
        }
    }

    /// The variable of the environment that replaces the setting in a build of a new application.
    pub const fn variable(self) -> Option<&'static str> {
        match self {
            Self::ClientId => Some("VITE_CARTO_CLIENT_ID"),
            Self::ServerUrlTemplate => Some("VITE_CARTO_SERVER_URL_TEMPLATE"),
            Self::MapsUrl => Some("VITE_CARTO_MAPS_URL"),
            Self::AuthorizeEndPoint => Some("VITE_CARTO_AUTHORIZE_URL"),
            Self::Scopes | Self::ForceOAuthLogin | Self::Username | Self::ApiKey => None,
        }
    }

    /// Finds the setting in its module, through names, `Object.freeze` and spreads.
    pub fn find<'a>(self, script: &Script<'a>) -> Found<'a> {
        let [first, rest @ ..] = self.path() else { return Found::Absent };
        let Some(mut expression) = root(script, first) else {
            return match import(script, first) {
                Some(span) => Found::Unreadable(span),
                None => Found::Absent,
            };
        };
        let mut found = Found::Absent;
        for key in rest {
            let Some(object) = script.object(expression) else {
                return Found::Unreadable(script.resolved(expression).span());
            };
            found = member(script, object, key, MAX_DEPTH);
            match found {
                Found::At(property) => expression = &property.value,
                other => return other,
            }
        }
        found
    }
}

/// Returns the value of a top-level name. The initial state of a slice may also be in the call that creates the slice.
pub fn root<'a>(script: &Script<'a>, name: &str) -> Option<&'a Expression<'a>> {
    if let Some(value) = script.binding(name).or_else(|| script.binding(&exported(script, name)?)) {
        return Some(value);
    }
    let slice = ["appSlice", "slice"].into_iter().find_map(|slice| script.binding(slice));
    let call = call_to(slice?, "createSlice")?;
    let options = script.object(call.arguments.first()?.as_expression()?)?;
    match member(script, options, name, MAX_DEPTH) {
        Found::At(property) => Some(&property.value),
        _ => None,
    }
}

/// Returns the local name for a name that the module exports.
pub(super) fn exported(script: &Script<'_>, name: &str) -> Option<String> {
    script.program.body.iter().find_map(|statement| match statement {
        Statement::ExportNamedDeclaration(export) => {
            let specifier = export.specifiers.iter().find(|each| each.exported.name() == name)?;
            Some(specifier.local.name().to_string())
        }
        _ => None,
    })
}

/// Returns the place where a name is imported or re-exported.
fn import(script: &Script<'_>, name: &str) -> Option<Span> {
    script.program.body.iter().find_map(|statement| match statement {
        Statement::ImportDeclaration(import) => {
            let mut names = import.specifiers.iter().flatten();
            names.any(|each| each.local().name == name).then_some(import.span)
        }
        Statement::ExportFromDeclaration(export) => {
            let mut names = export.specifiers.iter();
            names.any(|each| each.exported.name() == name).then_some(export.span)
        }
        Statement::ExportAllDeclaration(export) => Some(export.span),
        _ => None,
    })
}

/// Returns the last member with a name, as in the language, unless something after it may replace it.
fn member<'a>(script: &Script<'a>, object: &'a ObjectExpression<'a>, key: &str, depth: usize) -> Found<'a> {
    for property in object.properties.iter().rev() {
        match property {
            ObjectPropertyKind::ObjectProperty(property) => match key_of(property) {
                Some(name) if name == key => {
                    let is_value = property.kind == PropertyKind::Init && !property.method;
                    return if is_value { Found::At(property) } else { Found::Unreadable(property.span) };
                }
                Some(_) => {}
                None if matches!(&property.key, PropertyKey::NumericLiteral(_)) => {}
                None => return Found::Unreadable(property.span),
            },
            ObjectPropertyKind::SpreadProperty(spread) => match script.object(&spread.argument) {
                Some(inner) if depth > 0 => match member(script, inner, key, depth - 1) {
                    Found::Absent => {}
                    found => return found,
                },
                _ => return Found::Unreadable(spread.span),
            },
        }
    }
    Found::Absent
}
