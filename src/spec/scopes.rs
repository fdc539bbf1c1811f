use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use super::{Invalid, Scope};

/// Scopes in the order in which they were given, none twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scopes {
    ordered: Vec<Scope>,
    /// The same, since there is one for each dataset and each is looked up.
    known: HashSet<Scope>,
}

impl Scopes {
    /// Reads a list separated by commas or blanks; answers with everything that is wrong in it, each with its reason.
    ///
    /// # Errors
    /// Each part of the list that is no scope, with why.
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

    /// Adds a scope that isn't there; tells whether it did.
    pub fn insert(&mut self, scope: Scope) -> bool {
        let new = self.known.insert(scope.clone());
        if new {
            self.ordered.push(scope);
        }
        new
    }

    /// Adds a scope that none of those there makes needless; tells whether it did.
    pub fn push_unless_covered(&mut self, scope: Scope) -> bool {
        !self.covers(&scope) && self.insert(scope)
    }

    /// Whether one of them makes `scope` needless.
    pub fn covers(&self, scope: &Scope) -> bool {
        scope.covering().any(|wider| self.known.contains(&wider))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ordered.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ordered.len()
    }

    /// Each of them, in order.
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
    fn a_list_keeps_its_order_and_nothing_twice() {
        let scopes = Scopes::parse_list("user:profile, datasets:r:a\n,,datasets:rw:a user:profile").unwrap();
        assert_eq!(scopes.to_string(), "user:profile datasets:r:a datasets:rw:a");
        assert_eq!(scopes.to_string().parse(), Ok(scopes.clone()));
        assert_eq!(scopes.len(), 3);
        assert!(Scopes::parse_list(" , ").unwrap().is_empty());
    }

    #[test]
    fn a_list_reports_everything_that_is_wrong_in_it() {
        let problems = Scopes::parse_list("offline user:profile,datasets:w:a").unwrap_err();
        let names: Vec<&str> = problems.iter().map(|(scope, _)| scope.as_str()).collect();
        assert_eq!(names, ["offline", "datasets:w:a"]);
    }

    #[test]
    fn what_is_covered_is_not_added() {
        let mut scopes = Scopes::parse_list("datasets:r:*").unwrap();
        assert!(!scopes.push_unless_covered(parsed("datasets:r:a")));
        assert!(scopes.push_unless_covered(parsed("datasets:rw:a")));
        assert_eq!(scopes.to_string(), "datasets:r:* datasets:rw:a");
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn a_list_is_read_back_as_it_is_shown(text in testing::texts()) {
            if let Ok(scopes) = Scopes::parse_list(&text) {
                prop_assert_eq!(scopes.to_string().parse(), Ok(scopes));
            }
        }
    }

    fn parsed(text: &str) -> Scope {
        text.parse().unwrap()
    }
}
