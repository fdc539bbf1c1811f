use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::{DatasetName, Invalid, characters, secrets};

/// A permission that an OAuth application requests from its users.
///
/// ```text
/// named    user:profile | datasets:metadata | apis:do | dataservices:(geocoding|isolines|routing)
/// dataset  datasets:(r|rw):( TABLE | SCHEMA.TABLE | * )     TABLE = [a-z0-9_]+   SCHEMA = [a-z0-9-]+
/// schema   schemas:c | schemas:c:NAME                       NAME = [a-z0-9_-]+
/// ```
/// Case matters. This is the grammar of CARTO's server, without `offline`, which the server grants only to applications
/// that can keep a client secret. Tables and schemas have at most 63 characters, as in `PostgreSQL`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Scope(Cow<'static, str>);

impl Scope {
    /// The grammar as a regular expression, for a JSON Schema.
    pub const PATTERN: &'static str = "^(user:profile|datasets:metadata|apis:do|dataservices:(geocoding|isolines|routing)|\
        datasets:(r|rw):(\\*|([a-z0-9-]{1,63}\\.)?[a-z0-9_]{1,63})|schemas:c(:[a-z0-9_-]{1,63})?)$";

    /// The user's name and avatar.
    pub const USER_PROFILE: Self = Self(Cow::Borrowed("user:profile"));
    /// Geocoding, with which an application finds places.
    pub const GEOCODING: Self = Self(Cow::Borrowed("dataservices:geocoding"));
    /// Isochrones, which the example application shows.
    pub const ISOLINES: Self = Self(Cow::Borrowed("dataservices:isolines"));

    /// The scopes that don't name a dataset.
    pub const ALL_NAMED: [Self; 7] = [
        Self::USER_PROFILE,
        Self(Cow::Borrowed("datasets:metadata")),
        Self::GEOCODING,
        Self::ISOLINES,
        Self(Cow::Borrowed("dataservices:routing")),
        Self(Cow::Borrowed("schemas:c")),
        Self(Cow::Borrowed("apis:do")),
    ];

    /// The scope as CARTO reads it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Describes what the scope allows, as a phrase: "read roads".
    pub fn meaning(&self) -> String {
        if let Some((access, table)) = self.dataset() {
            let verb = if access == "rw" { "read and write" } else { "read" };
            return format!("{verb} {}", if table == "*" { "every dataset" } else { table });
        }
        match self.as_str() {
            "user:profile" => "name and avatar".into(),
            "datasets:metadata" => "list of datasets".into(),
            "dataservices:geocoding" => "geocoding, which consumes credits".into(),
            "dataservices:isolines" => "isochrones, which consume credits".into(),
            "dataservices:routing" => "routes, which consume credits".into(),
            "apis:do" => "Data Observatory".into(),
            other => match other.strip_prefix("schemas:c:") {
                Some(schema) => format!("create tables in {schema}"),
                None => "create tables".into(),
            },
        }
    }

    /// Returns the scopes that include this one: itself, and for a dataset also wider ones, since writing includes reading
    /// and `*` includes every table.
    pub fn covering(&self) -> impl Iterator<Item = Self> {
        let wider = self.dataset().into_iter().flat_map(|(access, table)| {
            let accesses: &[&str] = if access == "r" { &["r", "rw"] } else { &["rw"] };
            accesses
                .iter()
                .flat_map(move |access| [table, "*"].map(|table| format!("datasets:{access}:{table}")))
        });
        std::iter::once(self.clone()).chain(wider.map(|wider| Self(Cow::Owned(wider))))
    }

    /// Whether it allows more than an application should request: writing every dataset.
    pub fn deserves_warning(&self) -> bool {
        self.as_str() == "datasets:rw:*"
    }

    /// Returns the scope that lets an application read one dataset.
    pub(super) fn reading(dataset: &DatasetName) -> Self {
        Self(Cow::Owned(format!("datasets:r:{dataset}")))
    }

    /// The access and the table of a scope for a dataset: `r` or `rw`, and its name or `*`.
    pub fn dataset(&self) -> Option<(&str, &str)> {
        self.0.strip_prefix("datasets:")?.split_once(':')
    }
}

impl FromStr for Scope {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        secrets::refuse_secret(text)?;
        if let Some(named) = Self::ALL_NAMED.into_iter().find(|named| named.as_str() == text) {
            return Ok(named);
        }
        let Err(refusal) = check(text) else {
            return Ok(Self(Cow::Owned(text.to_owned())));
        };
        Err(match near(text) {
            Some(suggestion) => refusal.suggest(suggestion),
            None => refusal,
        })
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Checks a scope that isn't in `ALL_NAMED`.
fn check(text: &str) -> Result<(), Invalid> {
    secrets::refuse_secret(text)?;
    if text.is_empty() {
        return Err(Invalid::new("is empty"));
    }
    characters::check(text)?;
    if text == "offline" {
        return Err(Invalid::new(
            "is a scope that CARTO grants only to applications with a client secret, which a browser application can't have",
        )
        .suggest("leave it out"));
    }
    let parts: Vec<&str> = text.split(':').collect();
    match parts.as_slice() {
        ["datasets", "r" | "rw", "*"] => Ok(()),
        ["datasets", "r" | "rw", name] => check_dataset(name),
        ["datasets", "w", _] => {
            Err(Invalid::new("asks to write without reading, which CARTO doesn't support"))
        }
        // Unlike in `datasets:`, CARTO's server accepts underscores here.
        ["schemas", "c", schema] => check_schema(schema, "_-", "a-z, digits, hyphens and underscores"),
        _ => Err(Invalid::new("is not a CARTO scope")),
    }
}

fn check_dataset(name: &str) -> Result<(), Invalid> {
    let table = match name.split_once('.') {
        Some((schema, table)) => {
            check_schema(schema, "-", "a-z, digits and hyphens")?;
            table
        }
        None => name,
    };
    if table.is_empty() {
        Err(Invalid::new("is missing the name of a table"))
    } else if !table.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
        Err(Invalid::new("names a table with characters other than a-z, digits and underscores"))
    } else if table.len() > 63 {
        Err(Invalid::new("names a table of more than 63 characters"))
    } else {
        Ok(())
    }
}

/// Checks the name of a schema, which holds letters, digits and some `separators`; `allowed` names all of them.
fn check_schema(name: &str, separators: &str, allowed: &str) -> Result<(), Invalid> {
    let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || separators.contains(c);
    if name.is_empty() {
        Err(Invalid::new("is missing the name of a schema"))
    } else if !name.chars().all(is_allowed) {
        Err(Invalid::new(format!("names a schema with characters other than {allowed}")))
    } else if name.len() > 63 {
        Err(Invalid::new("names a schema of more than 63 characters"))
    } else {
        Ok(())
    }
}

/// Returns the scope that was probably meant.
fn near(text: &str) -> Option<String> {
    // Longer texts aren't typing mistakes, and comparing them is slow.
    if text.len() > 200 {
        return None;
    }
    let lower: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let parts: Vec<&str> = lower.split(':').collect();
    let spelled = match parts.as_slice() {
        [kind, access, name] if is_near(kind, "datasets") => {
            let access = match *access {
                "r" | "read" | "ro" | "select" => "r",
                _ => "rw",
            };
            format!("datasets:{access}:{name}")
        }
        [kind, name] if is_near(kind, "datasets") && !is_near(name, "metadata") => {
            format!("datasets:r:{name}")
        }
        [kind, _, name] if is_near(kind, "schemas") => format!("schemas:c:{name}"),
        [kind, ..] if is_near(kind, "schemas") => "schemas:c".to_owned(),
        _ => lower.clone(),
    };
    let is_scope =
        |text: &str| Scope::ALL_NAMED.iter().any(|named| named.as_str() == text) || check(text).is_ok();
    if is_scope(&spelled) {
        return Some(spelled);
    }
    let distances =
        Scope::ALL_NAMED.iter().map(|named| (strsim::damerau_levenshtein(&lower, named.as_str()), named));
    match distances.min_by_key(|(distance, _)| *distance) {
        Some((distance, named)) if distance <= 4 => Some(named.to_string()),
        _ => None,
    }
}

fn is_near(text: &str, word: &str) -> bool {
    strsim::damerau_levenshtein(text, word) <= 2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    fn scope(text: &str) -> Scope {
        text.parse().unwrap()
    }

    #[test]
    fn everything_in_the_grammar_is_accepted() {
        for text in [
            "user:profile",
            "datasets:metadata",
            "apis:do",
            "dataservices:geocoding",
            "dataservices:isolines",
            "dataservices:routing",
            "datasets:r:roads",
            "datasets:rw:roads_2020",
            "datasets:r:2020_census",
            "datasets:r:_x",
            "datasets:r:*",
            "datasets:rw:*",
            "datasets:r:my-user.roads",
            "schemas:c",
            "schemas:c:my-user",
            "schemas:c:my_schema",
        ] {
            assert_eq!(text.parse::<Scope>().map(|scope| scope.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn other_text_is_refused_with_the_nearest_scope() {
        let long = format!("datasets:r:{}", "x".repeat(64));
        for (text, suggestion) in [
            ("", None),
            ("offline", Some("leave it out")),
            ("profile", None),
            ("user:profil", Some("user:profile")),
            ("User:Profile", Some("user:profile")),
            (" user:profile", Some("user:profile")),
            ("dataset:metadata", Some("datasets:metadata")),
            ("dataservices:isochrones", Some("dataservices:isolines")),
            ("dataservices:isoline", Some("dataservices:isolines")),
            ("datasets:w:roads", Some("datasets:rw:roads")),
            ("datasets:read:roads", Some("datasets:r:roads")),
            ("datasets:wr:roads", Some("datasets:rw:roads")),
            ("datasets:roads", Some("datasets:r:roads")),
            ("dataset:r:Roads", Some("datasets:r:roads")),
            ("datasets:r:my-table", None),
            ("datasets:r:my_user.roads", None),
            ("datasets:r:s.*", None),
            ("datasets:r:a.b.c", None),
            ("datasets:r:", None),
            ("datasets:r", Some("datasets:r:r")),
            ("schema:c", Some("schemas:c")),
            ("schemas:create:x", Some("schemas:c:x")),
            ("schemas:c:", Some("schemas:c")),
            ("api:do", Some("apis:do")),
            ("datasets:r:ro\u{2028}ads", Some("datasets:r:roads")),
            ("datasets:r:'; DROP", None),
            ("user:profile\0", Some("user:profile")),
            (&long, None),
        ] {
            let refusal = text.parse::<Scope>().unwrap_err();
            assert_eq!(refusal.suggestion.as_deref(), suggestion, "{text:?}: {refusal}");
        }
    }

    #[test]
    fn offline_is_refused_with_a_reason() {
        assert!("offline".parse::<Scope>().unwrap_err().message.contains("client secret"));
    }

    #[test]
    fn each_scope_has_a_description() {
        for (text, meaning) in [
            ("user:profile", "name and avatar"),
            ("datasets:r:roads", "read roads"),
            ("datasets:rw:my-user.roads", "read and write my-user.roads"),
            ("datasets:r:*", "read every dataset"),
            ("schemas:c", "create tables"),
            ("schemas:c:gis", "create tables in gis"),
            ("apis:do", "Data Observatory"),
        ] {
            assert_eq!(scope(text).meaning(), meaning);
        }
    }

    #[test]
    fn writing_covers_reading_and_the_star_covers_every_table() {
        for (wide, narrow, covered) in [
            ("datasets:r:a", "datasets:r:a", true),
            ("datasets:rw:a", "datasets:r:a", true),
            ("datasets:r:a", "datasets:rw:a", false),
            ("datasets:r:*", "datasets:r:s.a", true),
            ("datasets:r:*", "datasets:rw:a", false),
            ("datasets:rw:*", "datasets:r:*", true),
            ("datasets:r:a", "datasets:r:*", false),
            ("datasets:r:s.a", "datasets:r:a", false),
            ("datasets:rw:*", "datasets:metadata", false),
            ("user:profile", "user:profile", true),
            ("schemas:c", "schemas:c:x", false),
        ] {
            assert_eq!(
                scope(narrow).covering().any(|wider| wider == scope(wide)),
                covered,
                "{wide} covers {narrow}"
            );
        }
    }

    #[test]
    fn only_writing_everything_deserves_a_warning() {
        assert!(scope("datasets:rw:*").deserves_warning());
        assert!(!scope("datasets:r:*").deserves_warning());
        assert!(!scope("datasets:rw:a").deserves_warning());
    }

    #[test]
    fn every_named_scope_is_valid() {
        for named in Scope::ALL_NAMED {
            assert_eq!(named.as_str().parse(), Ok(named.clone()));
            assert!(!named.meaning().is_empty());
        }
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn any_text_is_accepted_unchanged_or_refused_with_a_valid_suggestion(text in testing::texts()) {
            testing::assert_sound(&text, Scope::as_str, false);
        }
    }
}
