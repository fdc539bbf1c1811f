//! The tables of the README match the program.

use carto_app::error::Kind;
use carto_app::spec::Key;

const README: &str = include_str!("../../README.md");

#[test]
fn lists_every_answer_with_flag_variable_and_key() {
    for key in Key::ALL.into_iter().filter(|key| *key != Key::Directory) {
        let variable = format!("`{}`", key.env().expect("a variable"));
        let row = README
            .lines()
            .find(|line| line.starts_with('|') && line.contains(&variable))
            .unwrap_or_else(|| panic!("{variable}"));
        assert!(row.contains(&format!("`{}", key.flag())), "{row}");
        let key = key.file_key().map_or("never in a file".to_owned(), |key| format!("`{key}`"));
        assert!(row.contains(&key), "{row}");
    }
}

#[test]
fn lists_the_exit_codes_of_the_program() {
    for kind in
        [Kind::Internal, Kind::Usage, Kind::Conflict, Kind::FileSystem, Kind::Program, Kind::Interrupted]
    {
        assert!(README.contains(&format!("\n| {} | ", kind.exit_code())), "{kind:?}");
    }
    assert!(README.contains(&format!("\n| {} | ", carto_app::command::check::FINDINGS)));
}

#[test]
fn names_the_rust_version_of_the_manifest() {
    let version = env!("CARGO_PKG_RUST_VERSION");
    assert!(README.contains(&format!("{version} or newer")), "{version}");
}
