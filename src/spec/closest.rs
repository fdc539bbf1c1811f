/// Returns the candidate that `word` most likely misspells, if one is close enough.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(similarity, _)| *similarity > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelling_is_recognized_and_another_word_is_not() {
        let candidates = ["name", "auth.client_id", "data.datasets"];
        assert_eq!(closest("nmae", candidates).as_deref(), Some("name"));
        assert_eq!(closest("auth.clientid", candidates).as_deref(), Some("auth.client_id"));
        assert_eq!(closest("weather", candidates), None);
    }
}
