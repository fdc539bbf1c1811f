//! The authentication that the code of an application states. The code is authoritative, even after manual edits.

use std::fmt;

use oxc_allocator::Allocator;
use oxc_ast::ast::{ArrayExpression, ArrayExpressionElement, Expression};
use oxc_span::{GetSpan, Span};

use super::Draft;
use super::mutations::{Mutations, mutations};
use super::setting::{APP_SLICE, Found, INITIAL_STATE, MAX_DEPTH, Setting, root};
use crate::code::Script;
use crate::error::{Error, Kind, Result};
use crate::spec::{ApiKey, AuthMode};

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated<T> {
    /// The value; `None` if it is only known at run time.
    pub value: Option<T>,
    /// The path of the file, relative to the application.
    pub path: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The variable of the environment that replaces the value when the application is built.
    pub variable: Option<String>,
}

/// The authentication that the code states; `None` for a missing value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedAuth {
    /// The mode: OAuth if there is an `oauthInitialState`.
    pub mode: Stated<AuthMode>,
    /// The client ID of the OAuth app, which may be empty.
    pub client_id: Option<Stated<String>>,
    /// The scopes, each with its own place.
    pub scopes: Option<Stated<Vec<Stated<String>>>>,
    /// Whether nothing is shown before login.
    pub force_oauth_login: Option<Stated<bool>>,
    /// The account whose data is read without a login.
    pub username: Option<Stated<String>>,
    /// The API key of that account.
    pub api_key: Option<Stated<StatedKey>>,
    /// The URL of the SQL API.
    pub server_url_template: Option<Stated<String>>,
    /// The URL of the Maps API; `None` for the library's default.
    pub maps_url: Option<Stated<String>>,
    /// The URL of the login page.
    pub authorize_end_point: Option<Stated<String>>,
}

/// An API key in the code. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub enum StatedKey {
    /// A literal: the public key, or a private one that should not be in the code.
    Literal(String),
    /// The name of a variable in `import.meta.env`.
    Environment(String),
}

impl<T> Stated<T> {
    /// The value, if it is known.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }
}

impl StatedKey {
    /// Whether it is the public key, which is not a secret.
    pub fn is_public(&self) -> bool {
        matches!(self, Self::Literal(key) if key == ApiKey::PUBLIC)
    }
}

impl fmt::Debug for StatedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(_) if self.is_public() => f.write_str("Literal(default_public)"),
            Self::Literal(_) => f.write_str("Literal(…)"),
            Self::Environment(name) => f.debug_tuple("Environment").field(name).finish(),
        }
    }
}

/// Reads the authentication from the code of the application.
///
/// # Errors
/// Files that don't exist, or can't be read or parsed.
pub fn stated(draft: &mut Draft<'_>) -> Result<StatedAuth> {
    let (path, state) = own_module(draft, INITIAL_STATE)?;
    let arena = Allocator::default();
    let script = Script::parse(&arena, &draft.project().name_of(&path), &state)?;
    let mutations = mutations(draft)?;
    let oauth =
        root(&script, "oauthInitialState").map(GetSpan::span).or(match Setting::ClientId.find(&script) {
            Found::Unreadable(span) => Some(span),
            _ => None,
        });
    let place = oauth.or_else(|| root(&script, "initialState").map(GetSpan::span));
    // A variable may get its value after its declaration.
    let is_oauth = oauth.is_some() || mutations.of(Setting::ClientId, &script).is_some();
    let mode = Stated {
        value: Some(if is_oauth { AuthMode::OAuth } else { AuthMode::ApiKey }),
        path: path.clone(),
        line: script.line(place.map_or(0, |span| span.start)),
        variable: None,
    };
    let string = |setting: Setting| {
        let mut read = read(&script, &path, setting, &mutations, |value| script.string_or_default(value))?;
        if let (Some(_), Found::At(property)) = (&read.value, setting.find(&script)) {
            read.variable = script.variable_or(&property.value).map(|(variable, _)| variable.to_owned());
        }
        Some(read)
    };
    Ok(StatedAuth {
        mode,
        client_id: string(Setting::ClientId),
        scopes: read(&script, &path, Setting::Scopes, &mutations, |value| scopes(&script, &path, value)),
        username: string(Setting::Username),
        api_key: read(&script, &path, Setting::ApiKey, &mutations, |value| key(&script, value)),
        server_url_template: string(Setting::ServerUrlTemplate),
        maps_url: string(Setting::MapsUrl),
        authorize_end_point: string(Setting::AuthorizeEndPoint),
        force_oauth_login: forced(draft, &mutations)?,
    })
}

fn forced(draft: &mut Draft<'_>, mutations: &Mutations) -> Result<Option<Stated<bool>>> {
    let path = draft.module_or(APP_SLICE)?;
    let Some(text) = draft.text(&path)? else { return Ok(None) };
    let arena = Allocator::default();
    let script = Script::parse(&arena, &draft.project().name_of(&path), &text)?;
    Ok(read(&script, &path, Setting::ForceOAuthLogin, mutations, |value| script.boolean(value)))
}

/// Returns the path and the text of a module that every application has, such as `initialStateSlice.ts` for
/// `initialStateSlice.js`.
pub(super) fn own_module(draft: &mut Draft<'_>, path: &str) -> Result<(String, String)> {
    let path = draft.module_or(path)?;
    if let Some(text) = draft.text(&path)? {
        return Ok((path, text));
    }
    let name = draft.project().name_of(&path);
    Err(Error::new(Kind::Conflict, format!("{name} does not exist"))
        .with_hint(format!("restore {name} as `carto-app new` writes it, then run the command again")))
}

/// Reads a setting; `value` returns it with the place of its literal.
fn read<'a, T>(
    script: &Script<'a>,
    path: &str,
    setting: Setting,
    mutations: &Mutations,
    value: impl Fn(&'a Expression<'a>) -> Option<(T, Span)>,
) -> Option<Stated<T>> {
    if let Some(changed) = mutations.of(setting, script) {
        return Some(Stated { value: None, path: changed.path.clone(), line: changed.line, variable: None });
    }
    let (value, span) = match setting.find(script) {
        Found::Absent => return None,
        Found::Unreadable(span) => (None, span),
        Found::At(property) => match value(&property.value) {
            Some((value, span)) => (Some(value), span),
            None => (None, property.value.span()),
        },
    };
    Some(Stated { value, path: path.to_owned(), line: script.line(span.start), variable: None })
}

fn scopes<'a>(
    script: &Script<'a>,
    path: &str,
    value: &'a Expression<'a>,
) -> Option<(Vec<Stated<String>>, Span)> {
    let Expression::ArrayExpression(array) = script.resolved(value) else { return None };
    let scope = |(array, place): (&'a ArrayExpression<'a>, usize)| {
        let element = &array.elements[place];
        let literal = element.as_expression().and_then(|element| script.string(element));
        let (value, span) = match literal {
            Some((value, span)) => (Some(value), span),
            None => (None, element.span()),
        };
        Stated { value, path: path.to_owned(), line: script.line(span.start), variable: None }
    };
    Some((elements(script, array, MAX_DEPTH).into_iter().map(scope).collect(), array.span))
}

/// Returns the elements of a list, including those of spread lists, each with the list that contains it. An unreadable spread
/// counts as an element.
pub(super) fn elements<'a>(
    script: &Script<'a>,
    array: &'a ArrayExpression<'a>,
    depth: usize,
) -> Vec<(&'a ArrayExpression<'a>, usize)> {
    let mut all = Vec::new();
    for (place, element) in array.elements.iter().enumerate() {
        let inner = match element {
            ArrayExpressionElement::SpreadElement(spread) if depth > 0 => script.resolved(&spread.argument),
            _ => {
                all.push((array, place));
                continue;
            }
        };
        match inner {
            Expression::ArrayExpression(inner) => all.extend(elements(script, inner, depth - 1)),
            _ => all.push((array, place)),
        }
    }
    all
}

fn key<'a>(script: &Script<'a>, value: &'a Expression<'a>) -> Option<(StatedKey, Span)> {
    if let Some((literal, span)) = script.string(value) {
        return Some((StatedKey::Literal(literal), span));
    }
    let variable = script.variable(value)?;
    Some((StatedKey::Environment(variable.to_owned()), script.resolved(value).span()))
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests prepare the disk")]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::super::Project;
    use super::*;

    const RECORD: &str = "name = \"x\"\ntitle = \"X\"\n";

    fn of(state: &str, app: &str) -> StatedAuth {
        let home = TempDir::new().expect("a directory");
        fs::create_dir_all(home.path().join("src/store")).expect("writes");
        for (path, text) in [("carto-app.toml", RECORD), (INITIAL_STATE, state), (APP_SLICE, app)] {
            fs::write(home.path().join(path), text).expect("writes");
        }
        let project = Project::find(home.path()).expect("is found");
        stated(&mut Draft::of(&project)).expect("reads")
    }

    fn value<T: Clone>(stated: Option<&Stated<T>>) -> Option<(Option<T>, usize)> {
        stated.map(|stated| (stated.value.clone(), stated.line))
    }

    #[test]
    fn values_are_found_through_names_and_spreads() {
        let state = "\
const CLIENT_ID = \"-bCdEfGhIjKl\";
const APP = Object.freeze({ 'authorizeEndPoint': `https://carto.com/oauth2/authorize`, clientId: CLIENT_ID });
const oauthInitialState = {
  oauthApp: {
    ...APP, // above
    scopes: [
      'user:profile', // who
      scope(),
    ],
  },
};
export const initialState = Object.freeze({
  credentials: { apiKey: import.meta.env.VITE_CARTO_API_KEY, username: name(), 'mapsUrl': (\"https://m\") },
});
export { oauthInitialState };
";
        let all = of(state, "createSlice;\nexport const initialState = {\n  forceOAuthLogin: true };\n");
        assert_eq!((all.mode.value, all.mode.line), (Some(AuthMode::OAuth), 3));
        assert_eq!(value(all.client_id.as_ref()), Some((Some("-bCdEfGhIjKl".to_owned()), 1)));
        assert_eq!(
            value(all.authorize_end_point.as_ref()),
            Some((Some("https://carto.com/oauth2/authorize".to_owned()), 2))
        );
        let scopes = all.scopes.and_then(|scopes| scopes.value).expect("reads");
        let scopes: Vec<_> = scopes.iter().map(|scope| (scope.value.as_deref(), scope.line)).collect();
        assert_eq!(scopes, [(Some("user:profile"), 7), (None, 8)]);
        assert_eq!(
            value(all.api_key.as_ref()),
            Some((Some(StatedKey::Environment("VITE_CARTO_API_KEY".to_owned())), 13))
        );
        assert_eq!(value(all.username.as_ref()), Some((None, 13)));
        assert_eq!(value(all.maps_url.as_ref()), Some((Some("https://m".to_owned()), 13)));
        assert_eq!(value(all.server_url_template.as_ref()), None);
        assert_eq!(value(all.force_oauth_login.as_ref()), Some((Some(true), 3)));
    }

    #[test]
    fn unreadable_values_differ_from_missing_ones() {
        let credentials = |inner: &str| format!("export const initialState = {{ credentials: {inner} }};\n");
        let name = |inner: &str| value(of(&credentials(inner), "").username.as_ref());
        assert_eq!(name("{}"), None);
        assert_eq!(name("{ username: 'a', ...{ b: 1 } }"), Some((Some("a".to_owned()), 1)));
        for unreadable in
            ["make()", "{ username: 'a', ...other }", "{ [key]: 1 }", "{ get username() {} }", "{ username }"]
        {
            assert_eq!(name(unreadable), Some((None, 1)), "{unreadable}");
        }
        let elsewhere =
            of("import { oauthInitialState } from './oauth';\nexport const initialState = {};\n", "");
        assert_eq!(elsewhere.mode.value, Some(AuthMode::OAuth));
        assert_eq!(value(elsewhere.client_id.as_ref()), Some((None, 1)));
        let plain = of(
            "export const initialState = {};\n",
            "const appSlice = createSlice({ initialState: { forceOAuthLogin: !1 } });",
        );
        assert_eq!(plain.mode.value, Some(AuthMode::ApiKey));
        assert_eq!(value(plain.force_oauth_login.as_ref()), Some((None, 1)));
        let itself = of("const a = { ...a };\nexport const initialState = { credentials: a };\n", "");
        assert_eq!(value(itself.username.as_ref()), Some((None, 1)));
    }

    #[test]
    fn a_default_is_read_with_its_variable() {
        let name = |value: &str| {
            let state = format!(
                "const ID = import.meta.env.VITE_ID;\nconst NAME = 'a';\n\
                 export const initialState = {{ credentials: {{ username: {value} }} }};\n"
            );
            let stated = of(&state, "").username.expect("a name");
            (stated.value, stated.variable, stated.line)
        };
        for (default, line) in [
            ("import.meta.env.VITE_ID || 'a'", 3),
            ("import.meta.env.VITE_ID ?? `a`", 3),
            ("(import.meta.env.VITE_ID || ('a'))", 3),
            ("ID || NAME", 2),
            ("import.meta.env.VITE_ID ? import.meta.env.VITE_ID : 'a'", 3),
        ] {
            let expected = (Some("a".to_owned()), Some("VITE_ID".to_owned()), line);
            assert_eq!(name(default), expected, "{default}");
        }
        for unknown in [
            "import.meta.env.VITE_ID",
            "import.meta.env.VITE_ID && 'a'",
            "import.meta.env.VITE_ID || make()",
            "import.meta.env.VITE_ID || import.meta.env.VITE_B || 'a'",
            "import.meta.env.VITE_ID ? 'a' : 'b'",
            "process.env.VITE_ID || 'a'",
            "import.meta.env[ID] || 'a'",
            "'a' || import.meta.env.VITE_ID",
        ] {
            assert_eq!(name(unknown), (None, None, 3), "{unknown}");
        }
    }

    #[test]
    fn a_key_is_not_shown() {
        let all =
            of("export const initialState = { credentials: { apiKey: 'AbCdEfGhIjKlMnOpQrStUv' } };", "");
        assert!(!format!("{all:?}").contains("AbCd"));
    }
}
