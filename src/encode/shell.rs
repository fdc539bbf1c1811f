//! The POSIX shell.

/// Returns one word of a command line, in single quotes only if it needs them.
///
/// NULs are dropped, since no argument can contain one.
pub fn word(text: &str) -> String {
    let text = text.replace('\0', "");
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_@%+=:,./-".contains(c);
    // zsh replaces a word that begins with an equals sign by the path of a program.
    if !text.is_empty() && !text.starts_with('=') && text.chars().all(is_plain) {
        return text;
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Returns a command, with its program first, as one would type it.
pub fn command(words: &[&str]) -> String {
    words.iter().map(|each| word(each)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_need_quotes_are_quoted() {
        for (text, expected) in [
            ("my-map", "my-map"),
            ("https://carto.com:8443/user/x", "https://carto.com:8443/user/x"),
            ("datasets:r:roads", "datasets:r:roads"),
            ("", "''"),
            ("My map", "'My map'"),
            ("it's", r"'it'\''s'"),
            ("{user}", "'{user}'"),
            ("*", "'*'"),
            ("~", "'~'"),
            ("$(x)`y`\\", "'$(x)`y`\\'"),
            ("=x", "'=x'"),
            ("a\0b", "ab"),
        ] {
            assert_eq!(word(text), expected);
        }
    }
}
