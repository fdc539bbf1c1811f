use std::ops::Range;

/// Replacements in a text, at places of the original text. All other bytes stay unchanged.
#[derive(Debug, Default)]
pub struct Splices {
    list: Vec<(Range<usize>, String)>,
}

impl Splices {
    /// Replaces a range.
    pub fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        self.list.push((range, with.into()));
    }

    /// Inserts text; of two insertions at the same place the first one comes first.
    pub fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// Returns the text with all replacements. `None` if two overlap, or one is not at a character boundary.
    pub fn apply(mut self, text: &str) -> Option<String> {
        self.list.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(text.len() + 256);
        let mut at = 0;
        for (range, with) in &self.list {
            if range.start < at {
                return None;
            }
            out.push_str(text.get(at..range.start)?);
            out.push_str(with);
            text.get(range.clone())?;
            at = range.end;
        }
        out.push_str(text.get(at..)?);
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spliced(list: &[(Range<usize>, &str)]) -> Option<String> {
        let mut splices = Splices::default();
        for (range, with) in list {
            splices.replace(range.clone(), *with);
        }
        splices.apply("héllo")
    }

    #[test]
    fn only_the_given_ranges_change() {
        assert_eq!(spliced(&[]).as_deref(), Some("héllo"));
        assert_eq!(spliced(&[(3..5, "LL"), (0..1, "H")]).as_deref(), Some("HéLLo"));
        assert_eq!(spliced(&[(6..6, "!"), (6..6, "?")]).as_deref(), Some("héllo!?"));
    }

    #[test]
    fn invalid_splices_are_refused() {
        assert_eq!(spliced(&[(0..3, "a"), (1..3, "b")]), None);
        assert_eq!(spliced(&[(2..3, "a")]), None);
        assert_eq!(spliced(&[(7..8, "a")]), None);
    }
}
