use std::str::FromStr;

use super::{Invalid, characters, imported_name, secrets};

/// A column of a table: `[A-Za-z_][A-Za-z0-9_]*`, up to 63 characters, the form that CARTO gives to imported columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnName(String);

super::text_newtype!(ColumnName);

impl FromStr for ColumnName {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        secrets::refuse_secret(text)?;
        characters::check(text)?;
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let refuse = |message: &str| {
            let near = imported_name::column(text);
            let refusal = Invalid::new(message);
            if imported_name::has_letters(text) && near.parse::<Self>().is_ok() {
                refusal.suggest(near)
            } else {
                refusal
            }
        };
        if text.is_empty() {
            Err(Invalid::new("is empty"))
        } else if !text.chars().all(is_word) {
            Err(refuse("may only contain letters, digits and underscores"))
        } else if text.starts_with(|c: char| c.is_ascii_digit()) {
            Err(refuse("begins with a digit"))
        } else if text.len() > 63 {
            Err(Invalid::new("is longer than 63 characters"))
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing;
    use super::*;

    #[test]
    fn other_text_is_refused_with_the_nearest_name() {
        for (text, suggestion) in [
            ("", None),
            ("store type", Some("store_type")),
            ("Store-Type", Some("store_type")),
            ("Størrelse (km²)", Some("storrelse_km")),
            ("2x", Some("_2x")),
            ("Order no.", Some("order_no")),
            ("order!", Some("_order")),
            (" Щука ", Some("shhuka")),
            ("日本", None),
            ("a'b", Some("a_b")),
            ("a;\n", None),
        ] {
            assert_eq!(text.parse::<ColumnName>().unwrap_err().suggestion.as_deref(), suggestion, "{text:?}");
        }
        for text in ["kind", "_x", "cartodb_id", "Kind"] {
            assert_eq!(text.parse::<ColumnName>().unwrap().as_str(), text);
        }
    }

    proptest! {
        #![proptest_config(testing::config())]

        #[test]
        fn any_text_is_accepted_unchanged_or_refused_with_a_valid_suggestion(text in testing::texts()) {
            testing::assert_sound(&text, ColumnName::as_str, false);
        }
    }
}
