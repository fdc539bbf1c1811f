use super::Invalid;

/// Reads a yes or no: `true`, `false`, `yes`, `no`, `on`, `off`, `1`, `0`, in any case.
///
/// # Errors
/// Any other word.
pub fn parse_switch(text: &str) -> Result<bool, Invalid> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" => Ok(true),
        "false" | "no" | "off" | "0" => Ok(false),
        _ => Err(Invalid::new("is neither true nor false").suggest("true or false")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_usual_words_are_accepted() {
        assert_eq!(["true", "YES", "on", "1"].map(parse_switch), [const { Ok(true) }; 4]);
        assert_eq!(["false", "no", "Off", "0"].map(parse_switch), [const { Ok(false) }; 4]);
        assert!(["", "y", "2", "tru"].iter().all(|text| parse_switch(text).is_err()));
    }
}
