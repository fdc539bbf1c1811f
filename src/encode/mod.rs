//! One encoder per target language: writes any text so that the language reads back exactly that text.
//!
//! An encoder accepts any text, and no text can break out of its literal. If a language can't represent a character, the
//! encoder's documentation states the replacement. The output matches Prettier's, so generated files need no formatting.

pub mod env;
pub mod html;
pub mod js;
pub mod json;
pub mod md;
pub mod shell;
pub mod toml;
mod width;

pub(crate) use width::width as display_width;

/// The column at which Prettier breaks a line in generated applications.
const PRINT_WIDTH: usize = 100;

use crate::spec::characters;

/// Returns each character and whether it is hidden from readers: whitespace other than a plain space, control characters,
/// and characters that are invisible or change the text direction. Those are written as escapes where the language has
/// them.
fn characters(text: &str) -> impl Iterator<Item = (char, bool)> {
    let mut before = None;
    text.chars().map(move |c| {
        let is_hidden = characters::fault(before, c).is_some() || (c.is_whitespace() && c != ' ');
        before = Some(c);
        (c, is_hidden)
    })
}
