//! `docs/reference.md` is made from the code: commands from the command line's own types, answers, exit codes and findings from
//! their tables.
//!
//! `UPDATE_SNAPSHOTS=1` writes it.

mod page;

use std::fs;
use std::path::Path;

#[test]
fn the_reference_is_what_the_code_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference.md");
    let page = page::page();
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, &page).expect("written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    for (number, (is, says)) in page.lines().zip(written.lines()).enumerate() {
        assert_eq!(is, says, "docs/reference.md:{}; scripts/update-snapshots writes it anew", number + 1);
    }
    assert_eq!(page.len(), written.len(), "docs/reference.md is longer or shorter than the code says");
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
