//! What the README of an application tells of how it was made: the command in it has every answer.

use clap::Parser;

use crate::answers::{from_flags, resolve};
use crate::cli::{Cli, Command};
use crate::project::STAND_IN;
use crate::spec::{AppSpec, Auth};

use super::ask::nowhere;

/// The specification that the README was written from. None where its owner has taken the command out, or made it one that
/// is none.
pub fn told(readme: &str, has_private_key: bool) -> Option<AppSpec> {
    let line = readme.lines().rev().find(|line| line.starts_with("carto-app new "))?;
    let cli = Cli::try_parse_from(words(line.trim_end())?).ok()?;
    let Command::New(args) = cli.command else { return None };
    // The answers are in the record.
    if args.run.answers.is_some() {
        return None;
    }
    let mut spec = resolve(&from_flags(&args), &nowhere()).ok()?.spec;
    if let (Auth::ApiKey(key), true) = (&mut spec.auth, has_private_key) {
        // The key itself is in no command.
        *key = STAND_IN.parse().ok()?;
    }
    Some(spec)
}

/// The words of a command line as `shell::word` writes them. None where a quote has no end.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        match c {
            ' ' => words.extend(word.take()),
            '\'' => {
                let word = word.get_or_insert_default();
                loop {
                    match characters.next()? {
                        '\'' => break,
                        c => word.push(c),
                    }
                }
            }
            '\\' => word.get_or_insert_default().push(characters.next()?),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::command_line;

    #[test]
    fn the_command_in_the_readme_gives_the_answers_again() {
        for command in [
            "carto-app new my-map --yes --package-manager=npm --git=false --client-id=AbCdEfGhIjKl",
            r"carto-app new my-map --yes --title='It'\''s a map' --package-manager=yarn --auth=api-key --dataset=roads",
            "carto-app new my-map --yes --package-manager=npm --scope=datasets:r:b --scope=user:profile --force-oauth-login=true",
        ] {
            let readme = format!("# Map\n\n```shell\n{command}\n```\n");
            let spec = told(&readme, false).expect(command);
            assert_eq!(command_line(&spec), command);
        }
        for readme in ["", "# Map", "carto-app new 'my-map", "carto-app new my-map --colour=blue"] {
            assert_eq!(told(readme, false), None, "{readme}");
        }
    }
}
