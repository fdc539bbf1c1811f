//! No output contains a secret, wherever it was entered by mistake.

use carto_app::cli::Cli;
use carto_app::spec::Key;
use clap::{Arg, Command, CommandFactory as _};

use crate::world::{Output, Run};

/// API keys with and without digits, a master key, a client secret and a JSON Web Token.
const SECRETS: [&str; 5] = [
    "AbCdEfGhIjKlMnOpQrStUv",
    "xY7_kPq-2LmZr9TbWc4JdE",
    "0123456789abcdef0123456789ABCDEF01234567",
    "Qw8rT2yU-iOp5AsD_fGh1JkL",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
];

/// The length of the shortest part of a secret that must never be printed.
const LEAK: usize = 12;

/// Fails if the output contains a part of the secret, in any case.
#[track_caller]
fn assert_hidden(secret: &str, output: &Output, what: &str) {
    let shown = format!("{}\n{}\n{}", output.stdout, output.stderr, output.transcript.join("\n"));
    let (shown, secret) = (shown.to_lowercase(), secret.to_lowercase());
    for start in 0..=secret.len() - LEAK {
        let piece = &secret[start..start + LEAK];
        assert!(!shown.contains(piece), "{what} prints {piece}:\n{shown}");
    }
}

/// Returns values that contain a secret.
fn values(secret: &str) -> [String; 6] {
    [
        secret.to_owned(),
        format!(" {secret}\n"),
        format!("datasets:r:{secret}"),
        format!("{secret}=1"),
        format!("https://x.org/?api_key={secret}"),
        format!("roads,{secret}"),
    ]
}

/// Returns runs outside an application, in an application with a login, and in an application without one.
fn places() -> [Run; 3] {
    let app = |flags: &[&str]| {
        let mut run = Run::new();
        run.go(&[&["new", ".", "--name=my-map", "--yes", "--no-git", "--dataset=roads"], flags].concat())
            .expect(0);
        run
    };
    [Run::new(), app(&["--client-id=ZzTopZzTopZz"]), app(&["--auth=api-key", "--username=acme"])]
}

/// Returns every command without subcommands, with the arguments that call it.
fn commands() -> Vec<(Vec<String>, Command)> {
    fn collect(before: &[String], command: &Command, found: &mut Vec<(Vec<String>, Command)>) {
        let mut is_last = true;
        for each in command.get_subcommands().filter(|each| each.get_name() != "help" || before.is_empty()) {
            is_last = false;
            collect(&[before, &[each.get_name().to_owned()]].concat(), each, found);
        }
        if is_last {
            found.push((before.to_vec(), command.clone()));
        }
    }
    let mut whole = Cli::command();
    whole.build();
    let mut found = Vec::new();
    collect(&[], &whole, &mut found);
    assert!(found.len() > 12, "{}", found.len());
    found
}

fn has_flag(command: &Command, name: &str) -> bool {
    command.get_arguments().any(|arg| arg.get_long() == Some(name))
}

/// Returns the command lines that give this value to an argument.
fn lines(command: &Command, arg: &Arg, value: &str) -> Vec<Vec<String>> {
    let named = command.get_positionals().next().map(|_| "x".to_owned()).filter(|_| {
        // Other positional arguments take the names of commands, modes or shells.
        command.get_positionals().any(|arg| ["NAME", "DIRECTORY"].map(Some).contains(&value_name(arg)))
    });
    if arg.is_positional() {
        return vec![vec!["--".to_owned(), value.to_owned()], vec![value.to_owned()]];
    }
    let long = arg.get_long().expect("a flag");
    let spaced = vec![format!("--{long}"), value.to_owned()];
    let joined = vec![format!("--{long}={value}")];
    [spaced, joined].into_iter().map(|line| named.iter().cloned().chain(line).collect()).collect()
}

fn value_name(arg: &Arg) -> Option<&str> {
    arg.get_value_names()?.first().map(clap::builder::Str::as_str)
}

/// Runs a command line with and without `--json`, as a dry run where possible.
#[track_caller]
fn check(run: &mut Run, words: &[String], command: &Command, arguments: &[String], secret: &str) {
    let dry: &[&str] = if has_flag(command, "dry-run") { &["--dry-run", "--yes"] } else { &[] };
    for json in [&[][..], &["--json"]] {
        let mut line: Vec<&str> = words.iter().map(String::as_str).collect();
        line.extend(dry.iter().chain(json));
        line.extend(arguments.iter().map(String::as_str));
        let output = run.go(&line);
        assert_hidden(secret, &output, &format!("{line:?}"));
    }
}

#[test]
fn hides_a_secret_in_any_argument_of_any_command() {
    let mut places = places();
    let mut turn = 0;
    for (words, command) in commands() {
        for arg in command.get_arguments().filter(|arg| arg.get_id() != "help") {
            for (number, secret) in SECRETS.into_iter().enumerate() {
                let values = values(secret);
                // Each secret alone, and inside one of the other values.
                for value in [&values[0], &values[1 + (turn + number) % (values.len() - 1)]] {
                    for line in lines(&command, arg, value) {
                        turn += 1;
                        check(&mut places[turn % 3], &words, &command, &line, secret);
                    }
                }
            }
        }
    }
    assert!(turn > 1000, "{turn}");
}

#[test]
fn hides_a_secret_in_unexpected_arguments() {
    let mut places = places();
    for (words, command) in commands() {
        for secret in SECRETS {
            for (number, line) in [
                vec![format!("--{secret}")],
                vec![format!("--{secret}=1")],
                vec![format!("-{secret}")],
                vec![secret.to_owned(); 4],
                vec![format!("--color={secret}")],
                vec![format!("--json={secret}")],
                vec![format!("--yes={secret}")],
            ]
            .into_iter()
            .enumerate()
            {
                check(&mut places[number % 3], &words, &command, &line, secret);
            }
        }
    }
    for secret in SECRETS {
        for words in [&[secret][..], &["add", secret], &["auth", secret], &["--color", secret, "check"]] {
            let words: Vec<String> = words.iter().copied().map(str::to_owned).collect();
            check(&mut places[1], &words, &Command::new("none"), &[], secret);
        }
    }
}

#[test]
fn hides_a_secret_among_valid_answers() {
    let mut places = places();
    for line in [
        "add layer x --source roads --style categories --column kind --values a,SECRET",
        "add layer x --source roads --style categories --column SECRET --values a",
        "add layer x --source roads --style bins --column lanes --breaks 1,SECRET",
        "add layer x --source roads --view SECRET",
        "add source x --dataset SECRET",
        "add source x --sql SELECT/**/'SECRET'",
        "add source x --tileset SECRET",
        "add model x --sql SELECT/**/{SECRET} --param SECRET=integer",
        "add model x --sql SELECT/**/{a} --param a=SECRET,b",
        "add model x --source SECRET",
        "add widget x --source roads --kind category --column SECRET",
        "add widget x --source roads --title SECRET",
        "add view x --title SECRET",
        "add view x --path SECRET",
        "add component SECRET",
        "auth set --username SECRET",
        "auth set --client-id SECRET",
        "auth set --add-scope SECRET --remove-scope datasets:r:SECRET",
        "auth use oauth --client-id SECRET",
        "auth use oauth --client-id=AbCdEfGhIjKl --scope SECRET",
        "auth use api-key --api-key SECRET",
        "auth use SECRET",
        "new SECRET",
        "new a/SECRET/b",
        "new ~/SECRET",
        "new x --title SECRET --name SECRET",
        "new x --auth oauth --client-id SECRET",
        "new x --auth api-key --api-key SECRET",
        "new x --auth oauth --api-key SECRET",
        "new x --maps-url https://x.org/SECRET",
        "new x --maps-url https://me:SECRET@x.org",
    ] {
        for (number, secret) in SECRETS.into_iter().enumerate() {
            let line = line.replace("SECRET", secret);
            let words: Vec<&str> = line.split(' ').chain(["--dry-run", "--yes"]).collect();
            for json in [&[][..], &["--json"]] {
                let output = places[1 + number % 2].go(&[&words, json].concat());
                assert_hidden(secret, &output, &line);
            }
        }
    }
}

#[test]
fn rejects_a_directory_that_looks_like_a_secret_and_shows_a_long_name() {
    for secret in &SECRETS[..4] {
        let output = Run::new().go(&["new", secret, "--yes"]).expect(2);
        assert!(output.stderr.contains("looks like a"), "{}", output.stderr);
        // An existing directory with a secret as its name can't name the application either.
        let mut run = Run::new();
        run.write(&format!("{secret}/.keep"), "");
        run.inside = secret.into();
        assert_hidden(secret, &run.go(&["new", ".", "--yes"]).expect(2), secret);
    }
    let long = "a".repeat(240);
    let output = Run::new().go(&["new", &format!("{long}:"), "--yes"]).expect(2);
    assert!(output.stderr.contains(&long), "{}", output.stderr);
}

#[test]
fn refuses_hosts_below_which_anyone_can_have_a_site() {
    for (flag, value) in [
        ("--server-url-template", "https://{user}.amazonaws.com"),
        ("--server-url-template", "https://{user}.azurewebsites.net"),
        ("--maps-url", "https://us-east-1.elasticbeanstalk.com"),
        ("--authorize-url", "https://amazonaws.com/x"),
        ("--authorize-url", "https://vercel.app/x"),
    ] {
        let output = Run::new().go(&["new", "x", "--yes", flag, value]).expect(2);
        assert!(output.stderr.contains("anyone can have a site"), "{flag} {value}: {}", output.stderr);
    }
}

#[test]
fn hides_a_secret_in_a_variable() {
    let variables = Key::ALL.into_iter().filter_map(Key::env);
    let mut names: Vec<String> = variables.collect();
    names.extend(["NO_COLOR", "TERM", "HOME", "npm_config_user_agent"].map(str::to_owned));
    for secret in SECRETS {
        for value in values(secret) {
            for name in &names {
                let mut run = Run::new().env(name, value.as_str());
                for json in [&[][..], &["--json"]] {
                    let output = run.go(&[&["new", "x", "--dry-run"], json].concat());
                    assert_hidden(secret, &output, name);
                }
            }
        }
        for name in [format!("CARTO_APP_{secret}"), format!("CARTO_APP_TITLE_{secret}")] {
            let mut run = Run::new().env(&name, "x");
            for json in [&[][..], &["--json"]] {
                assert_hidden(secret, &run.go(&[&["new", "x", "--dry-run"], json].concat()).expect(0), &name);
            }
        }
    }
}

#[test]
fn hides_a_secret_in_an_answers_file() {
    let keys: Vec<&str> = Key::ALL.into_iter().filter_map(Key::file_key).collect();
    for secret in SECRETS {
        let mut texts = vec![
            format!("{secret} = 1\n"),
            format!("\"{secret}\" = 1\n\"{secret}\" = 2\n"),
            format!("[{secret}]\nx = 1\n"),
            format!("[auth]\n{secret} = true\n"),
            format!("auth = \"{secret}\"\n"),
            format!("{secret}\n"),
            format!("name = {secret}\n"),
            format!("version = \"99.{secret}\"\n"),
            format!("auth.private_key = \"{secret}\"\n"),
            format!("auth.api_key = \"{secret}\"\n"),
            format!("api_key_{secret} = \"x\"\n"),
        ];
        for key in &keys {
            texts.extend([
                format!("{key} = \"{secret}\"\n"),
                format!("{key} = [\"{secret}\"]\n"),
                format!("{key} = {{ {secret} = 1 }}\n"),
                format!("{key} = \"datasets:r:{secret}\"\n"),
            ]);
        }
        for text in texts {
            let mut run = Run::new().stdin(&text);
            run.write("a.toml", &text);
            run.write("app/carto-app.toml", &text);
            for json in [&[][..], &["--json"]] {
                for file in ["a.toml", "-"] {
                    let output = run.go(&[&["new", "x", "--dry-run", "--answers", file], json].concat());
                    assert_hidden(secret, &output, &text);
                }
                run.inside = "app".into();
                for command in [&["check"][..], &["auth", "show"], &["add", "component", "x", "--dry-run"]] {
                    assert_hidden(secret, &run.go(&[command, json].concat()), &text);
                }
                run.inside = "".into();
            }
        }
        let mut run = Run::new();
        run.write(&format!("{secret}.toml"), "titel = 1");
        assert_hidden(
            secret,
            &run.go(&["new", "x", "--answers", &format!("{secret}.toml")]).expect(2),
            secret,
        );
    }
}

#[test]
fn hides_the_private_key_of_an_application() {
    let key = SECRETS[0];
    let mut run = Run::new();
    run.go(&["new", ".", "--name=my-map", "--yes", "--no-git", "--api-key", key]).expect(0);
    for line in [&["auth", "show"][..], &["auth", "show", "--json"], &["check"], &["check", "--json"]] {
        assert_hidden(key, &run.go(line), &format!("{line:?}"));
    }
}
