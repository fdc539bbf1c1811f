//! `docs/reference.md` is generated from the code: commands from clap's types; answers, exit codes and findings from their
//! tables.

mod page;

use crate::snapshot::assert_file;

#[test]
fn the_reference_is_up_to_date() {
    assert_file("docs/reference.md", &page::page());
}

/// Fails if a flag has no description.
#[test]
fn every_row_has_a_description() {
    for line in page::page().lines().filter(|line| line.starts_with("| `")) {
        let (_, meaning) =
            line.split_once("` | ").unwrap_or_else(|| panic!("a row without a meaning: {line}"));
        assert!(meaning.trim_matches(['|', ' ']).len() > 2, "{line}");
    }
}
