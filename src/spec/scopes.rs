use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use super::{Invalid, Scope};

/// A list of scopes in the order in which they were given, without duplicates.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scopes {
    ordered: Vec<Scope>,
    /// The same scopes as a set, since every dataset adds one and each is looked up.
    known: HashSet<Scope>,
}

impl Scopes {
    /// Reads a list separated by commas or whitespace.
    ///
    /// # Errors
    /// Every part of the list that is not a scope, each with the problem.
    pub fn parse_list(text: &str) -> Result<Self, Vec<(String, Invalid)>> {
        let mut scopes = Self::default();
        let mut problems = Vec::new();
        for part in text.split([',', ' ', '\t', '\n', '\r']).filter(|part| !part.is_empty()) {
            match part.parse() {
                Ok(scope) => _ = scopes.insert(scope),
                Err(why) => problems.push((part.to_owned(), why)),
            }
        }
        if problems.is_empty() { Ok(scopes) } else { Err(problems) }
    }

    /// Adds a scope unless it is already in the list; returns whether it was added.
    pub fn insert(&mut self, scope: Scope) -> bool {
        let new = self.known.insert(scope.clone());
        if new {
            self.ordered.push(scope);
        }
        new
    }

    /// Adds a scope unless the list already covers it; returns whether it was added.
    pub fn push_unless_covered(&mut self, scope: Scope) -> bool {
        !self.covers(&scope) && self.insert(scope)
    }

    /// Whether one of the scopes includes `scope`.
    pub fn covers(&self, scope: &Scope) -> bool {
        scope.covering().any(|wider| self.known.contains(&wider))
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.ordered.is_empty()
    }

    /// The number of scopes.
    pub fn len(&self) -> usize {
        self.ordered.len()
    }

    /// The scopes, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Scope> {
        self.ordered.iter()
    }
}

impl FromStr for Scopes {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::parse_list(text).map_err(|mut problems| {
            let (scope, why) = problems.swap_remove(0);
            Invalid { message: format!("has a scope, {scope}, that {}", why.message), ..why }
        })
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        let mut all = Self::default();
        for scope in scopes {
            all.insert(scope);
        }
        all
    }
}

impl<'a> IntoIterator for &'a Scopes {
    type Item = &'a Scope;
    type IntoIter = std::slice::Iter<'a, Scope>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, scope) in self.ordered.iter().enumerate() {
            write!(f, "{}{scope}", if position == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    #[test]
    fn a_list_keeps_its_order_and_drops_duplicates() {
        let scopes = Scopes::parse_list("user:profile, datasets:r:a\n,,datasets:rw:a user:profile").unwrap();
        assert_eq!(scopes.to_string(), "user:profile datasets:r:a datasets:rw:a");
        assert_eq!(scopes.to_string().parse(), Ok(scopes.clone()));
        assert_eq!(scopes.len(), 3);
        assert!(Scopes::parse_list(" , ").unwrap().is_empty());
    }

    #[test]
    fn a_list_reports_all_its_problems() {
        let problems = Scopes::parse_list("offline user:profile,datasets:w:a").unwrap_err();
        let names: Vec<&str> = problems.iter().map(|(scope, _)| scope.as_str()).collect();
        assert_eq!(names, ["offline", "datasets:w:a"]);
    }

    #[test]
    fn covered_scopes_are_not_added() {
        let mut scopes = Scopes::parse_list("datasets:r:*").unwrap();
        assert!(!scopes.push_unless_covered(parsed("datasets:r:a")));
        assert!(scopes.push_unless_covered(parsed("datasets:rw:a")));
        assert_eq!(scopes.to_string(), "datasets:r:* datasets:rw:a");
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn a_displayed_list_parses_to_itself(text in testing::texts()) {
            if let Ok(scopes) = Scopes::parse_list(&text) {
                prop_assert_eq!(scopes.to_string().parse(), Ok(scopes));
            }
        }
    }

    fn parsed(text: &str) -> Scope {
        text.parse().unwrap()
    }
}
