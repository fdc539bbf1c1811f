//! `docs/reference.md` is made from the code: commands from the command line's own types, answers, exit codes and findings from
//! their tables.

mod page;

use crate::snapshot::assert_file;

#[test]
fn the_reference_is_up_to_date() {
    assert_file("docs/reference.md", &page::page());
}

/// One page, `/` and `|` in tables included, that says something of each: nobody adds a flag without words for it.
#[test]
fn everything_in_it_is_explained() {
    for line in page::page().lines().filter(|line| line.starts_with("| `")) {
        let (_, meaning) =
            line.split_once("` | ").unwrap_or_else(|| panic!("a row without a meaning: {line}"));
        assert!(meaning.trim_matches(['|', ' ']).len() > 2, "{line}");
    }
}
