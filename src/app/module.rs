//! A module's imports and its requests to CARTO.

mod credentials;
mod environment;
mod facts;
mod reader;
mod texts;
mod visitor;

use oxc_allocator::Allocator;
use oxc_ast_visit::Visit;

use crate::code::Script;
use crate::error::Result;
use reader::Reader;

pub use facts::{Import, Module, Query};

/// Reads a module.
///
/// # Errors
/// The module is not valid JavaScript.
pub fn read(path: &str, name: &str, text: &str) -> Result<Module> {
    let arena = Allocator::default();
    let script = Script::parse(&arena, name, text)?;
    let mut reader = Reader::new(&script, path);
    reader.visit_program(script.program);
    Ok(reader.done())
}

#[cfg(test)]
mod tests;
