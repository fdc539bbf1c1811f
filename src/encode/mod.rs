//! One encoder a target language: how a text that came from an answer is written so that it arrives as it is.
//!
//! Each takes any text at all and can't be made to write anything but that text; where a language has no way
//! to hold a character, the encoder says what becomes of it. They also write what Prettier would, so that
//! generated files need no formatting.

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

/// Each character, and whether people would not see it as it is: blanks other than the usual one, control characters,
/// and what can't be seen or turns the direction of writing. Those are written by their number where a language can.
fn characters(text: &str) -> impl Iterator<Item = (char, bool)> {
    let mut before = None;
    text.chars().map(move |c| {
        let is_hidden = characters::fault(before, c).is_some() || (c.is_whitespace() && c != ' ');
        before = Some(c);
        (c, is_hidden)
    })
}
