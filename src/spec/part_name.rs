use super::identifiers::is_reserved;
use super::title::capitalized;
use super::{Invalid, characters, letters, secrets};

/// The name of a part of an application: a source, a layer, a view and so on. Accepted in any case, with or without the
/// suffix of its kind: `roads`, `Roads`, `roads-source` and `roadsSource` are the same source.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartName(String);

/// The maximum length in characters, to keep lines short.
const MAX_LENGTH: usize = 40;

impl PartName {
    /// Reads a name; `suffix` is the suffix of its kind, such as `Source`, or empty.
    ///
    /// # Errors
    /// A text that is not an identifier, is a reserved word, or is a path.
    pub fn parse(text: &str, suffix: &str) -> Result<Self, Invalid> {
        secrets::refuse_secret(text.strip_suffix(suffix).unwrap_or(text))?;
        characters::check(text)?;
        if text.contains(['/', '\\']) || text.contains("..") {
            let last = text.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or_default();
            let refusal = Invalid::new("must be a name, not a path");
            return Err(suggested(refusal, last, text, suffix));
        }
        let camel = camel_case(text);
        let name = without_suffix(&camel, suffix);
        // Without its separators, a name may look like a key.
        secrets::refuse_secret(&name)?;
        if let Some(message) = problem(text, &name) {
            return Err(suggested(Invalid::new(message), text, text, suffix));
        }
        Ok(Self(name))
    }

    /// The form for values and files: `roads2020`.
    pub fn camel(&self) -> &str {
        &self.0
    }

    /// The form for components: `Roads2020`.
    pub fn pascal(&self) -> String {
        capitalized(&self.0)
    }

    /// The form for constants: `ROADS_2020`.
    pub fn constant(&self) -> String {
        self.words().join("_").to_uppercase()
    }

    /// The form for routes: `roads-2020`.
    pub fn kebab(&self) -> String {
        self.words().join("-").to_lowercase()
    }

    /// The form for people: `Roads 2020`.
    pub fn title(&self) -> String {
        capitalized(&self.words().join(" ").to_lowercase())
    }

    /// The words of the name: `roads`, `2020`.
    fn words(&self) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        let mut before = ' ';
        for c in self.0.chars() {
            let begins = (c.is_ascii_uppercase() && !before.is_ascii_uppercase())
                || (c.is_ascii_digit() != before.is_ascii_digit() && before != ' ');
            match words.last_mut() {
                Some(word) if !begins => word.push(c),
                _ => words.push(c.to_string()),
            }
            before = c;
        }
        words
    }
}

impl std::fmt::Display for PartName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn problem(text: &str, name: &str) -> Option<&'static str> {
    if text.trim().is_empty() {
        return Some("is empty");
    }
    if text.chars().any(|c| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | ' ' | '.')) {
        return Some("may only contain letters, digits, spaces, dots, hyphens and underscores");
    }
    if name.is_empty() {
        return Some("contains only the suffix of its kind");
    }
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Some("begins with a digit, which JavaScript forbids in names");
    }
    if name.len() > MAX_LENGTH {
        return Some("is longer than 40 characters");
    }
    is_reserved(name).then_some("is reserved in JavaScript or in browsers")
}

/// Adds a valid name close to the given text to a refusal, if there is one.
fn suggested(refusal: Invalid, text: &str, given: &str, suffix: &str) -> Invalid {
    let plain: String = letters::plain(text)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect::<String>()
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ')
        .to_owned();
    let mut near = without_suffix(&camel_case(&plain), suffix);
    near.truncate(MAX_LENGTH);
    if is_reserved(&near) {
        near = format!("my{}", capitalized(&near));
    }
    let is_good = near != given
        && without_suffix(&near, suffix) == near
        && problem(&near, &near).is_none()
        && secrets::refuse_secret(&near).is_ok();
    if is_good { refusal.suggest(near) } else { refusal }
}

/// Returns the words in camel case; existing capitals stay, but words in all capitals become lower case.
fn camel_case(text: &str) -> String {
    let mut name = String::new();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let has_small = word.chars().any(|c| c.is_ascii_lowercase());
        let word = if has_small { word.to_owned() } else { word.to_lowercase() };
        if name.is_empty() {
            let mut characters = word.chars();
            name.extend(characters.next().map(|first| first.to_ascii_lowercase()));
            name.push_str(characters.as_str());
        } else {
            name.push_str(&capitalized(&word));
        }
    }
    name
}

/// Removes the suffix of the kind from the name, but not from a word like `resource`.
fn without_suffix(name: &str, suffix: &str) -> String {
    match name.strip_suffix(suffix) {
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    fn camel(text: &str) -> String {
        PartName::parse(text, "Source").unwrap().0
    }

    #[test]
    fn names_in_any_case_are_equal() {
        for text in [
            "roads2020",
            "Roads2020",
            "roads_2020",
            "ROADS_2020",
            "roads-2020-source",
            "roads2020Source",
            "Roads 2020 Source",
        ] {
            assert_eq!(camel(text), "roads2020", "{text}");
        }
        for (text, name) in [
            ("resource", "resource"),
            ("dataSource", "data"),
            ("myKPIs", "myKPIs"),
            ("KPI", "kpi"),
            ("a", "a"),
        ] {
            assert_eq!(camel(text), name);
        }
    }

    #[test]
    fn each_use_has_its_form() {
        let name = PartName::parse("myRoads2020", "Source").unwrap();
        assert_eq!(name.pascal(), "MyRoads2020");
        assert_eq!(name.constant(), "MY_ROADS_2020");
        assert_eq!(name.kebab(), "my-roads-2020");
        assert_eq!(name.title(), "My roads 2020");
    }

    #[test]
    fn other_text_is_refused_with_the_nearest_name() {
        for (text, suggestion) in [
            ("", None),
            (" ", None),
            ("class", Some("myClass")),
            ("Map", Some("myMap")),
            ("../../etc/passwd", Some("passwd")),
            ("a/b", Some("b")),
            ("..", None),
            ("2020_roads", Some("roads")),
            ("straße", Some("strasse")),
            ("Ærø kort", Some("aeroKort")),
            ("Київ", Some("kiyiv")),
            ("Αθήνα", Some("athina")),
            ("ﬁsh", Some("fish")),
            ("roads;", Some("roads")),
            ("a\0", None),
        ] {
            let refusal = PartName::parse(text, "Source").unwrap_err();
            assert_eq!(refusal.suggestion.as_deref(), suggestion, "{text:?}: {refusal}");
        }
        assert!(PartName::parse(&"x".repeat(41), "").is_err());
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn every_name_is_an_identifier_and_parses_to_itself(text in testing::texts()) {
            if let Ok(name) = PartName::parse(&text, "Layer") {
                prop_assert!(name.0.starts_with(|c: char| c.is_ascii_lowercase()));
                prop_assert!(name.0.chars().all(|c| c.is_ascii_alphanumeric()));
                for form in [name.0.clone(), name.pascal(), format!("{name}Layer"), format!("{}Layer", name.pascal())] {
                    prop_assert_eq!(PartName::parse(&form, "Layer"), Ok(name.clone()), "{}", form);
                }
            }
        }
    }
}
