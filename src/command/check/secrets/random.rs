//! Tells random values from words and placeholders.

/// Parts of placeholders for secrets.
const PLACEHOLDERS: [&str; 9] =
    ["your", "replace", "example", "placeholder", "xxxx", "change", "insert", "here", "secret"];

/// The length of the shortest part of a secret, in characters.
const SHORTEST: usize = 10;

/// Whether a word may be a random value: neither words nor the name of a variable nor a placeholder.
pub fn looks_drawn(word: &str) -> bool {
    let has_digit = word.contains(|c: char| c.is_ascii_digit());
    let is_name = !has_digit && word == word.to_ascii_uppercase();
    let small = word.to_ascii_lowercase();
    (has_digit || word != small) && !is_name && !is_placeholder(word)
}

/// Whether a value seems to be drawn at random: it is no placeholder, no reference, no path and no public key, and a part of it
/// changes more often between letters and digits, or between capitals and other letters, than words do.
pub fn is_random(value: &str) -> bool {
    let is_other = value.starts_with(['/', '.', '~', '$', '<', '{', '['])
        || value.starts_with("pk.")
        || value.starts_with("pk_")
        || value.contains(char::is_whitespace)
        || is_placeholder(value);
    !is_other && value.split(|c: char| !c.is_ascii_alphanumeric()).any(changes_often)
}

fn changes_often(part: &str) -> bool {
    let kind = |c: char| (c.is_ascii_digit(), c.is_ascii_uppercase());
    let kinds: Vec<_> = part.chars().map(kind).collect();
    let changes = kinds.windows(2).filter(|pair| pair[0] != pair[1]).count();
    part.len() >= SHORTEST && changes * 4 > part.len()
}

/// Whether a value is a placeholder for a secret.
fn is_placeholder(value: &str) -> bool {
    let small = value.to_ascii_lowercase();
    PLACEHOLDERS.iter().any(|part| small.contains(part))
}
