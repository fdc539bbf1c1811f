//! The JavaScript of an application: read by a real parser, changed by splices at the places that it found.
//!
//! [`Script`] is a module as its owner wrote it. Questions about it are answered from the syntax tree, through parentheses,
//! `Object.freeze` and names that stand for something further up. Edits give back the text with only their own
//! bytes changed; they follow the [`Style`] of the application and are refused where the place can't be found.

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
