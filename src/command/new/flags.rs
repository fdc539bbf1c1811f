//! Answers from the command line.

use super::args::NewArgs;
use crate::answers::{Answers, Origin};
use crate::command::own_flag::own_flag;
use crate::spec::Invalid;
use crate::spec::Key;

/// The answers that stand on the command line.
pub fn from_flags(args: &NewArgs) -> Answers {
    let mut answers = Answers::default();
    answers.directory.clone_from(&args.directory);
    let singles = [
        (Key::Name, &args.application.name),
        (Key::Title, &args.application.title),
        (Key::Auth, &args.auth.auth),
        (Key::Username, &args.auth.username),
        (Key::ApiKey, &args.auth.api_key),
        (Key::ClientId, &args.auth.client_id),
        (Key::ServerUrlTemplate, &args.server.server_url_template),
        (Key::MapsUrl, &args.server.maps_url),
        (Key::AuthorizeUrl, &args.server.authorize_url),
        (Key::PackageManager, &args.after.package_manager),
    ];
    for (key, value) in singles {
        if let Some(value) = value {
            match own_flag::<NewArgs>(value) {
                None => answers.set(key, vec![value.clone()], Origin::Flag),
                Some(flag) => {
                    let why = Invalid::new(format!("is the flag {flag} and not a value"));
                    let why = why.suggest(format!("give {} a value, or leave it out", key.flag()));
                    answers.set_unusable(key, vec![value.clone()], Origin::Flag, why);
                }
            }
        }
    }
    for (key, values) in [(Key::Scopes, &args.auth.scopes), (Key::Datasets, &args.data.datasets)] {
        if !values.is_empty() {
            answers.set(key, values.clone(), Origin::Flag);
        }
    }
    let switches = [
        (Key::ForceOAuthLogin, &args.auth.force_oauth_login, args.auth.no_force_oauth_login),
        (Key::Example, &args.data.example, args.data.no_example),
        (Key::Sandbox, &args.data.sandbox, args.data.no_sandbox),
        (Key::Git, &args.after.git, args.after.no_git),
        (Key::Install, &args.after.install, args.after.no_install),
    ];
    for (key, yes, no) in switches {
        if no {
            answers.set(key, vec!["false".to_owned()], Origin::Flag);
        } else if let Some(value) = yes {
            answers.set(key, vec![value.clone()], Origin::Flag);
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::{Cli, Command};

    fn parse(args: &[&str]) -> Answers {
        let cli = Cli::try_parse_from(["carto-app", "new"].iter().chain(args)).expect("parses");
        let Command::New(args) = cli.command else { panic!("not `new`") };
        from_flags(&args)
    }

    fn text(answers: &Answers, key: Key) -> Option<String> {
        answers.get(key).map(|given| given.words.join("|"))
    }

    #[test]
    fn a_switch_can_be_said_in_four_ways_and_the_last_one_counts() {
        for (args, expected) in [
            (vec!["--git"], "true"),
            (vec!["--git=false"], "false"),
            (vec!["--no-git"], "false"),
            (vec!["--git=maybe"], "maybe"),
            (vec!["--git", "--no-git"], "false"),
            (vec!["--no-git", "--git"], "true"),
        ] {
            assert_eq!(text(&parse(&args), Key::Git).as_deref(), Some(expected), "{args:?}");
        }
        assert_eq!(parse(&[]).get(Key::Git), None);
    }

    #[test]
    fn a_flag_is_not_the_value_of_another() {
        for (flag, value) in [
            ("--client-id", "--yes"),
            ("--client-id", "-y"),
            ("--api-key", "--dataset=roads"),
            ("--title", "--json"),
            ("--title", "--no-git"),
            ("--title", "--help"),
        ] {
            let answers = parse(&[flag, value]);
            let key = Key::ALL.into_iter().find(|key| key.flag() == flag).expect("a key");
            let fault = answers.get(key).and_then(|given| given.fault.clone()).expect(value);
            assert!(fault.message.contains(value.split('=').next().expect("a flag")), "{fault}");
        }
        for (flag, value) in
            [("--client-id", "-yCdEfGhIjKl"), ("--client-id", "-z"), ("--title", "--"), ("--title", "- -")]
        {
            let answers = parse(&[flag, value]);
            assert!(
                Key::ALL.into_iter().all(|key| answers.get(key).is_none_or(|given| given.fault.is_none())),
                "{value}"
            );
        }
    }

    #[test]
    fn lists_keep_every_word_and_values_may_begin_with_a_hyphen() {
        let answers = parse(&["--scope", "a,b", "--scopes", "c", "--client-id", "-AbCdEfGhIjK"]);
        assert_eq!(text(&answers, Key::Scopes).as_deref(), Some("a,b|c"));
        assert_eq!(text(&answers, Key::ClientId).as_deref(), Some("-AbCdEfGhIjK"));
    }
}
