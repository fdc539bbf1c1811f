//! Edits of a module. Each adds the splices that make the edit, or none if its place can't be found.

mod arrays;
mod children;
mod imports;
mod lines;
mod lists;
mod literals;
mod objects;
mod statements;
mod strings;
mod wrapping;

pub use arrays::{insert_element, insert_text, push_element, remove_element};
pub use children::append_child;
pub use imports::{add_constant, add_import, remove_import};
pub use lines::Eol;
pub use lists::place_among;
pub use literals::{set_boolean, set_string, set_string_of};
pub use objects::{add_member, remove_member};
pub use statements::{remove_statement, statement};
pub use strings::{add_string, remove_string};
pub use wrapping::{elements, with_wrapper, without_wrapper};

#[cfg(test)]
mod tests;
