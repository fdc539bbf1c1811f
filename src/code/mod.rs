//! The JavaScript of an application, read by a complete parser and edited by splices at the places found in it.
//!
//! [`Script`] is a module as the user wrote it. Queries are answered from the syntax tree and look through parentheses,
//! `Object.freeze` and names of top-level declarations. Edits change only the bytes concerned; they follow the application's
//! [`Style`] and are refused if their place can't be found.

mod calls;
pub mod doc;
pub mod edit;
pub mod essence;
mod markup;
mod script;
mod splice;
mod style;

pub use calls::calls_to;
pub use doc::Doc;
pub use edit::append_child;
pub use markup::Markup;
pub use script::{Import, Script, call_to, key_of, object_of, place_of as place, unwrapped};
pub use splice::Splices;
pub use style::{Quote, Style, TrailingComma};
