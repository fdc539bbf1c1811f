//! Rows chosen by typing their numbers or names.

use crate::spec::{Invalid, quoted};

/// Returns the chosen row: by its number from 1, by its name, or by an unambiguous beginning of its name.
///
/// # Errors
/// The text matches no row, or several.
pub fn one(names: &[&str], typed: &str) -> Result<usize, Invalid> {
    let typed = typed.trim();
    let wanted = typed.to_lowercase();
    let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    if let Some(index) = lower.iter().position(|name| *name == wanted) {
        return Ok(index);
    }
    if let Some(index) = typed.parse::<usize>().ok().filter(|number| (1..=names.len()).contains(number)) {
        return Ok(index - 1);
    }
    let mut near = (0..).zip(&lower).filter(|(_, name)| !wanted.is_empty() && name.starts_with(&wanted));
    match (near.next(), near.next()) {
        (Some((index, _)), None) => Ok(index),
        (Some(_), Some(_)) => Err(Invalid::new(format!(
            "{} matches several rows; type more of the name, or the number.",
            quoted(typed)
        ))),
        _ => Err(Invalid::new(format!(
            "{} is not in the list; type a number from 1 to {}, or a name.",
            quoted(typed),
            names.len()
        ))),
    }
}

/// Returns all chosen rows, given with commas or blanks between them, each once and in order.
///
/// # Errors
/// As for [`one`].
pub fn several(names: &[&str], typed: &str) -> Result<Vec<usize>, Invalid> {
    let mut chosen = Vec::new();
    for part in typed.split(',').filter(|part| !part.trim().is_empty()) {
        match one(names, part) {
            Ok(index) => chosen.push(index),
            Err(_) => {
                for word in part.split_whitespace() {
                    chosen.push(one(names, word)?);
                }
            }
        }
    }
    chosen.sort_unstable();
    chosen.dedup();
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 4] = ["The example", "My datasets", "Both", "My own"];

    #[test]
    fn a_row_is_chosen_by_number_name_or_beginning() {
        for (typed, expected) in
            [("1", 0), (" 4 ", 3), ("both", 2), ("my DATASETS", 1), ("t", 0), ("my d", 1)]
        {
            assert_eq!(one(&NAMES, typed), Ok(expected), "{typed}");
        }
        for (typed, message) in [
            ("0", "\"0\" is not in the list; type a number from 1 to 4, or a name."),
            ("5", "\"5\" is not in the list"),
            ("", "\"\" is not in the list"),
            ("my", "\"my\" matches several rows"),
        ] {
            let why = one(&NAMES, typed).unwrap_err();
            assert!(why.message.starts_with(message), "{why}");
        }
        // A name takes precedence over a number.
        assert_eq!(one(&["2", "b"], "2"), Ok(0));
    }

    #[test]
    fn several_rows_are_separated_by_commas_or_blanks() {
        assert_eq!(several(&NAMES, "3, my datasets,1, both"), Ok(vec![0, 1, 2]));
        assert_eq!(several(&NAMES, "3 1"), Ok(vec![0, 2]));
        assert_eq!(several(&NAMES, " , "), Ok(vec![]));
        assert!(several(&NAMES, "1, x").unwrap_err().message.starts_with("\"x\" is not in the list"));
    }
}
