//! The files of `templates`, which `build.rs` packed to two fifths of their size.

use std::ops::Range;
use std::sync::OnceLock;

/// The bytes of one file, by its path below `templates`, with `/` on every system.
pub fn bytes(path: &str) -> Option<&'static [u8]> {
    let at = INDEX.binary_search_by(|(name, _)| (*name).cmp(path)).ok()?;
    whole().get(INDEX[at].1.clone())
}

/// The paths of all files, in their order.
#[cfg(test)]
pub fn paths() -> impl Iterator<Item = &'static str> {
    INDEX.iter().map(|(path, _)| *path)
}

/// Where each file lies in the block, in the order of their paths.
#[allow(clippy::unreadable_literal, reason = "build.rs writes them")]
static INDEX: &[(&str, Range<usize>)] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/templates.lz4"));

/// All files one after the other, unpacked when the first of them is asked for.
fn whole() -> &'static [u8] {
    static WHOLE: OnceLock<Vec<u8>> = OnceLock::new();
    // What build.rs packed, this unpacks; a block that can't be read has no files, and each says that it is missing.
    WHOLE.get_or_init(|| lz4_flex::decompress_size_prepended(PACKED).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn every_file_comes_out_as_it_went_in() {
        let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        assert!(paths().count() > 200);
        for path in paths() {
            let on_disk = std::fs::read(templates.join(path)).expect(path);
            assert_eq!(bytes(path), Some(on_disk.as_slice()), "{path}");
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_none() {
        assert_eq!(bytes("app/nothing"), None);
    }
}
