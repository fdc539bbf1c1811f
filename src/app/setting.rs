//! Where each value of how an application authenticates stands in its code.

use oxc_ast::ast::{
    Expression, ObjectExpression, ObjectProperty, ObjectPropertyKind, PropertyKey, PropertyKind, Statement,
};
use oxc_span::{GetSpan, Span};

use crate::code::{Script, call_to, key_of};
use crate::spec::Key;

/// The module with the account, the key, the servers and the OAuth app.
pub const INITIAL_STATE: &str = "src/store/initialStateSlice.js";

/// The module with the forced login.
pub const APP_SLICE: &str = "src/store/appSlice.js";

/// How deep one object may be spread into another; nobody goes deeper, and an object may be spread into itself.
const DEEPEST: usize = 8;

/// A value that stands in the code as a literal, where the guide says that people edit it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// Client ID of the OAuth app.
    ClientId,
    /// What the application asks its users for.
    Scopes,
    /// Whether nothing is shown before login.
    ForceOAuthLogin,
    /// Account whose data are read without login.
    Username,
    /// Key of that account.
    ApiKey,
    /// SQL API.
    ServerUrlTemplate,
    /// Maps API.
    MapsUrl,
    /// Where login begins.
    AuthorizeEndPoint,
}

/// What a search for a setting comes to.
#[derive(Clone, Copy)]
pub enum Found<'a> {
    /// It is not there.
    Absent,
    /// Something is there that only the running program could tell.
    Unreadable(Span),
    /// The property that it is the value of.
    At(&'a ObjectProperty<'a>),
}

impl Setting {
    /// All of them.
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

    /// The module that it stands in.
    pub const fn file(self) -> &'static str {
        match self {
            Self::ForceOAuthLogin => APP_SLICE,
            _ => INITIAL_STATE,
        }
    }

    /// The names that lead to it, the first one at the top of the module.
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

    /// The answer that it was made from.
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

    /// Looks for it in its module: through names, `Object.freeze` and objects that are spread into others.
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
            found = member(script, object, key, DEEPEST);
            match found {
                Found::At(property) => expression = &property.value,
                other => return other,
            }
        }
        found
    }
}

/// What a name at the top of the module stands for. The initial state of a slice may also stand in the call that makes it.
pub fn root<'a>(script: &Script<'a>, name: &str) -> Option<&'a Expression<'a>> {
    if let Some(there) = script.binding(name).or_else(|| script.binding(&exported(script, name)?)) {
        return Some(there);
    }
    let slice = ["appSlice", "slice"].into_iter().find_map(|slice| script.binding(slice));
    let call = call_to(slice?, "createSlice")?;
    let options = script.object(call.arguments.first()?.as_expression()?)?;
    match member(script, options, name, DEEPEST) {
        Found::At(property) => Some(&property.value),
        _ => None,
    }
}

/// The name in the module of what it exports under another.
fn exported(script: &Script<'_>, name: &str) -> Option<String> {
    script.program.body.iter().find_map(|statement| match statement {
        Statement::ExportNamedDeclaration(export) => {
            let specifier = export.specifiers.iter().find(|each| each.exported.name() == name)?;
            Some(specifier.local.name().to_string())
        }
        _ => None,
    })
}

/// Where a name is imported, or handed on from another module.
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

/// The last member of a name, as the language has it, unless something behind it might be another.
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
