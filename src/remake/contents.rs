//! The contents of files: line endings and validity.

use oxc_allocator::Allocator;

use crate::app::is_program;
use crate::code::Script;

/// Converts a text with only CRLF line endings to LF.
pub fn with_lf(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let has_crlf = text.contains("\r\n") && text.matches('\n').count() == text.matches("\r\n").count();
    has_crlf.then(|| text.replace("\r\n", "\n"))
}

/// Whether a file is a valid module, if it must be one.
pub fn is_module_still(path: &str, bytes: &[u8]) -> bool {
    if !is_program(path) {
        return true;
    }
    let arena = Allocator::default();
    std::str::from_utf8(bytes).is_ok_and(|text| Script::parse(&arena, path, text).is_ok())
}
