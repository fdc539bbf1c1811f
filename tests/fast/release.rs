//! The release workflow and scripts cover every platform and every command.

use std::collections::BTreeSet;

use carto_app::cli::Cli;
use clap::CommandFactory;

fn read(path: &str) -> String {
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).expect(path)
}

#[test]
fn every_platform_is_built() {
    let platforms: serde_json::Value = serde_json::from_str(&read("npm/platforms.json")).expect("JSON");
    let platforms = platforms.as_object().expect("an object").values();
    let listed: BTreeSet<String> =
        platforms.map(|platform| platform["triple"].as_str().expect("a triple").to_owned()).collect();
    let workflow = read(".github/workflows/release.yml");
    let built: BTreeSet<String> = workflow
        .lines()
        .filter_map(|line| line.split_once("{ target: ")?.1.split(',').next())
        .map(str::to_owned)
        .collect();
    assert_eq!(built, listed);
}

#[test]
fn every_command_has_its_manual_page_in_the_archives() {
    let script = read("scripts/pack-release");
    let (_, list) = script.split_once("for command in ").expect("the list of commands");
    let (list, _) = list.split_once("; do").expect("its end");
    let list = list.replace("\\\n", " ");
    let mut listed: BTreeSet<String> = BTreeSet::new();
    for (place, part) in list.split('\'').enumerate() {
        // A quoted part is one command of several words.
        let words: Vec<&str> = if place % 2 == 1 { vec![part] } else { part.split_whitespace().collect() };
        listed.extend(words.into_iter().map(str::to_owned));
    }
    let mut expected = BTreeSet::new();
    let mut cli = Cli::command();
    cli.build();
    let is_command = |command: &&clap::Command| command.get_name() != "help";
    for command in cli.get_subcommands().filter(is_command) {
        expected.insert(command.get_name().to_owned());
        for sub in command.get_subcommands().filter(is_command) {
            expected.insert(format!("{} {}", command.get_name(), sub.get_name()));
        }
    }
    assert_eq!(listed, expected);
}
