//! The command line in process: exit codes, messages and files for given arguments and answers.

use std::ffi::OsString;

use carto_app::ui::Reply;
use clap::CommandFactory as _;
use serde_json::{Value, json};

use crate::world::{Fate, Output, Run};

const PRIVATE_KEY: &str = "AbCdEfGhIjKlMnOpQrStUv";

/// The first commit, as it is typed.
const COMMIT: &str = "git commit --message 'Initial commit from carto-app'";

/// The programs that were called, each with its command but no options.
fn commands(output: &Output) -> Vec<String> {
    let command = |called: &String| {
        let mut words = called.split(' ');
        let program = words.next().unwrap_or_default();
        let known =
            words.find(|word| ["init", "var", "add", "commit", "rev-parse", "install"].contains(word));
        format!("{program} {}", known.unwrap_or("?"))
    };
    output.called.iter().map(command).collect()
}

fn text(text: &str) -> Reply {
    Reply::Text(text.to_owned())
}

fn choose(item: &str) -> Reply {
    Reply::Choose(item.to_owned())
}

#[test]
fn a_directory_and_yes_are_enough() {
    let mut run = Run::new();
    let output = run.go(&["new", "my-map", "--yes"]).expect(0);
    assert_eq!(output.stdout, "");
    assert!(output.stderr.contains("warning: The client ID is empty"), "{}", output.stderr);
    assert!(output.stderr.contains("Created My map in my-map"), "{}", output.stderr);
    assert!(output.stderr.contains("  cd my-map\n  npm install\n  npm run sandbox"), "{}", output.stderr);
    assert!(output.stderr.contains("\n  npm run dev "), "{}", output.stderr);
    assert_eq!(
        commands(&output),
        ["git init", "git add", "git var", "git var", "git commit", "git rev-parse"]
    );
    assert!(output.called.iter().all(|called| called.ends_with(" in my-map")), "{:?}", output.called);
    let package: Value = serde_json::from_str(&run.read("my-map/package.json")).expect("JSON");
    assert_eq!(package["name"], "my-map");
}

#[test]
fn flags_take_precedence_over_variables_and_variables_over_the_file() {
    let mut run = Run::new().env("CARTO_APP_TITLE", "From env").env("CARTO_APP_USERNAME", "from-env");
    run.write(
        "a.toml",
        "title = \"From file\"\n[carto]\nusername = \"from-file\"\n[auth]\nclient_id = \"FromFile1234\"\n",
    );
    let output =
        run.go(&["new", "a", "--answers", "a.toml", "--title", "From flag", "--dry-run", "--json"]).expect(0);
    let answers = &output.json()["answers"];
    assert_eq!(answers["title"], "From flag");
    assert_eq!(answers["username"], "from-env");
    assert_eq!(answers["client_id"], "FromFile1234");
    assert_eq!(answers["auth"], "oauth");
}

#[cfg(unix)]
#[test]
fn invalid_and_unknown_variables_are_reported() {
    let broken = || std::os::unix::ffi::OsStringExt::from_vec(b"caf\xe9".to_vec());
    let mut run = Run::new().env("CARTO_APP_TITLE", OsString::clone(&broken()));
    let output = run.go(&["new", "a", "--yes"]).expect(2);
    assert!(
        output.stderr.contains("CARTO_APP_TITLE") && output.stderr.contains("UTF-8"),
        "{}",
        output.stderr
    );
    // A flag takes precedence even over an invalid variable.
    run.go(&["new", "a", "--yes", "--title", "Café"]).expect(0);
    let output = Run::new().env("CARTO_APP_API_KEY", broken()).go(&["new", "a", "--json"]).expect(2);
    assert_eq!(output.json()["error"]["problems"][0]["value"], "(hidden)");
    let mut run = Run::new().env("CARTO_APP_DATASET", "roads");
    let output = run.go(&["new", "a", "--json"]).expect(0).json();
    assert_eq!(output["warnings"][0]["answer"], "datasets");
    assert!(
        output["warnings"][0]["message"].as_str().is_some_and(|text| text.contains("CARTO_APP_DATASETS"))
    );
}

#[test]
fn a_flag_is_not_mistaken_for_a_value() {
    let output = Run::new().go(&["new", "a", "--client-id", "--yes"]).expect(2);
    assert!(output.stderr.contains("is the flag --yes, not a value"), "{}", output.stderr);
}

#[test]
fn reads_the_answers_file_from_stdin() {
    let mut run = Run::new().stdin("title = \"Typed\"");
    let output = run.go(&["new", "a", "--answers", "-", "--dry-run", "--json"]).expect(0);
    assert_eq!(output.json()["answers"]["title"], "Typed");
    let mut run = Run::new().stdin("titel = \"Typed\"");
    let output = run.go(&["new", "a", "--answers", "-"]).expect(2);
    assert!(output.stderr.contains("titel in standard input, line 1"), "{}", output.stderr);
    assert!(output.stderr.contains("try: title"), "{}", output.stderr);
    Run::new().go(&["new", "a", "--answers", "nowhere.toml"]).expect(2);
    let endless = "#".repeat((1 << 20) + 1);
    let mut run = Run::new().stdin(&endless);
    run.write("large.toml", &endless);
    run.write("largest.toml", &endless[1..]);
    for file in [
        "-",
        "large.toml",
        #[cfg(unix)]
        "/dev/zero",
    ] {
        let output = run.go(&["new", "a", "--answers", file]).expect(2);
        assert!(output.stderr.contains("larger than 1 MiB"), "{}", output.stderr);
    }
    run.go(&["new", "a", "--answers", "largest.toml"]).expect(0);
}

#[test]
fn every_mode_can_be_recreated_from_its_record() {
    let private_key = format!("--api-key={PRIVATE_KEY}");
    for flags in [
        vec![],
        vec!["--client-id", "AbCdEfGhIjKl", "--force-oauth-login", "--scope", "user:profile,datasets:rw:*"],
        vec!["--scope", "", "--no-example", "--package-manager", "pnpm", "--no-git"],
        vec!["--no-sandbox"],
        vec!["--auth", "api-key", "--title", "It's \"quoted\" \\ ${x} `y` </script> {{z}}"],
        vec![&private_key, "--username", "acme", "--dataset", "roads", "--dataset", "s-1.parks", "--example"],
        vec![
            "--server-url-template=https://gis.acme.com/user/{user}",
            "--maps-url=https://maps.acme.com/user/{user}",
            "--authorize-url=https://gis.acme.com/oauth2/authorize",
            "--install",
        ],
    ] {
        let mut run = Run::new()
            .env("CARTO_APP_API_KEY", if flags.contains(&private_key.as_str()) { PRIVATE_KEY } else { "" });
        let args: Vec<&str> =
            ["new", "my-map", "--yes", "--json"].into_iter().chain(flags.iter().copied()).collect();
        let first = run.go(&args).expect(0).json();
        let again = ["new", "again/my-map", "--yes", "--json", "--answers", "my-map/carto-app.toml"];
        let second = run.go(&again).expect(0).json();
        assert_eq!(first["files"], second["files"], "{flags:?}");
        assert_eq!(first["answers"], second["answers"], "{flags:?}");
    }
}

#[test]
fn recreating_a_private_key_application_needs_the_key() {
    let key = format!("--api-key={PRIVATE_KEY}");
    let mut run = Run::new();
    run.go(&["new", "my-map", "--yes", "--username", "acme", &key]).expect(0);
    let record = run.read("my-map/carto-app.toml");
    assert!(record.contains("\nprivate_key = true\n") && !record.contains(PRIVATE_KEY), "{record}");
    let again = ["new", "again/my-map", "--answers", "my-map/carto-app.toml"];
    for more in [[].as_slice(), &["--yes"], &["--no-input", "--dry-run"]] {
        let output = run.go(&[&again, more].concat()).expect(2);
        assert!(
            output.stderr.contains("auth.private_key in my-map/carto-app.toml, line"),
            "{}",
            output.stderr
        );
        assert!(output.stderr.contains("export CARTO_APP_API_KEY"), "{}", output.stderr);
        assert!(!run.path("again").exists());
    }
    let problem =
        run.go(&[&again[..], &["--json"]].concat()).expect(2).json()["error"]["problems"][0].clone();
    assert_eq!((&problem["answer"], &problem["env"]), (&json!("api_key"), &json!("CARTO_APP_API_KEY")));
    // A public key or another mode overrides the record.
    run.go(&[&again[..], &["--dry-run", "--api-key=default_public"]].concat()).expect(0);
    run.go(&[&again[..], &["--dry-run", "--auth=oauth"]].concat()).expect(0);
    let mut run = run.env("CARTO_APP_API_KEY", PRIVATE_KEY);
    run.go(&[&again[..], &["--yes"]].concat()).expect(0);
    assert_eq!(files_below(&run, "my-map").len(), files_below(&run, "again/my-map").len());
    for path in files_below(&run, "my-map") {
        assert_eq!(run.read(&path), run.read(&format!("again/{path}")), "{path}");
    }
    run.write("leaked.toml", &format!("auth.private_key = \"{PRIVATE_KEY}\""));
    let output = run.go(&["new", "b", "--answers", "leaked.toml"]).expect(2);
    assert!(
        !output.stderr.contains(PRIVATE_KEY) && output.stderr.contains("true or false"),
        "{}",
        output.stderr
    );
}

#[test]
fn lists_missing_answers_without_a_terminal() {
    let output = Run::new().go(&["new"]).expect(2);
    assert!(output.stderr.contains("DIRECTORY is required"), "{}", output.stderr);
    Run::new().go(&["new", "a"]).expect(0);
    for (variable, flag) in
        [("CI", None), ("X", Some("--no-input")), ("X", Some("--yes")), ("X", Some("--json"))]
    {
        let mut run = Run::new().env(variable, "true").person([]);
        let args: Vec<&str> = ["new"].into_iter().chain(flag).collect();
        assert_eq!(run.go(&args).code, 2, "{variable} {flag:?}");
    }
    let output = Run::new().env("CI", "false").person([Reply::Interrupt]).go(&["new"]).expect(130);
    assert_eq!(output.transcript.last().map(String::as_str), Some("? Directory of the new application"));
}

#[test]
fn reports_all_problems_with_flag_variable_and_suggestion() {
    let mut run = Run::new();
    let args =
        ["new", "con", "--json", "--scope", "datasets:w:x,offline", "--username", "ACME", "--git=perhaps"];
    let output = run.go(&args).expect(2);
    let document = output.json();
    assert_eq!(document["ok"], false);
    assert_eq!(document["error"]["kind"], "usage");
    let problems = document["error"]["problems"].as_array().expect("a list");
    let seen: Vec<_> = problems.iter().map(|problem| problem["flag"].as_str().expect("a flag")).collect();
    assert_eq!(seen, ["DIRECTORY", "--username", "--scope", "--scope", "--git"]);
    assert_eq!(problems[1]["env"], "CARTO_APP_USERNAME");
    assert_eq!(problems[1]["suggestion"], "acme");
    assert_eq!(problems[2]["value"], "datasets:w:x");
    let keys: Vec<_> = problems[0].as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["answer", "flag", "env", "origin", "value", "message", "suggestion"]);
    assert!(!run.path("con").exists());
}

#[test]
fn json_reports_the_origin_and_a_suggestion_for_a_wrong_answer() {
    let mut run = Run::new().env("CARTO_APP_USERNAME", "ACME");
    run.write("a.toml", "[auth]\nscopes = [\"offline\"]\n");
    let document = run.go(&["new", "a", "--json", "--git=perhaps", "--answers", "a.toml"]).expect(2).json();
    let problems = document["error"]["problems"].as_array().expect("a list");
    let origins: Vec<_> = problems.iter().map(|problem| problem["origin"].as_str()).collect();
    let expected = ["CARTO_APP_USERNAME", "auth.scopes in a.toml, line 2", "--git"];
    assert_eq!(origins, expected.map(Some));
    for (flags, message, detail, hint) in [
        (&["--color", "sometimes"][..], "'sometimes'", "[possible values: auto, always, never]", "--help"),
        (&["--colr=always"], "'--colr'", "Usage: carto-app new --json --color", "--color"),
        (&["b"], "'b'", "Usage: carto-app new [OPTIONS] [DIRECTORY]", "--help"),
    ] {
        let error = &run.go(&[&["new", "a", "--json"], flags].concat()).expect(2).json()["error"];
        let has = |field: &Value, words: &str| field.as_str().is_some_and(|text| text.contains(words));
        assert!(has(&error["message"], message) && has(&error["hint"], hint), "{error}");
        assert!(has(&error["details"][0], detail), "{error}");
    }
}

#[test]
fn json_always_prints_one_document() {
    let mut run = Run::new();
    let done = run.go(&["new", "a", "--json"]).expect(0);
    let document = done.json();
    let keys: Vec<_> = document.as_object().expect("an object").keys().collect();
    assert_eq!(
        keys,
        [
            "ok",
            "directory",
            "dry_run",
            "backup",
            "replaced",
            "joined",
            "kept",
            "files",
            "answers",
            "commit",
            "no_commit",
            "warnings",
            "next"
        ]
    );
    assert_eq!(document["next"], json!(["cd a", "npm install", "npm run sandbox", "npm run dev"]));
    assert_eq!(done.stderr, "");
    assert_eq!(document["files"][0]["sha256"].as_str().map(str::len), Some(64));
    run.write("a/index.html", "mine");
    assert_eq!(run.go(&["new", "a", "--json"]).expect(3).json()["error"]["kind"], "conflict");
    assert_eq!(run.go(&["new", "b", "--nonsense", "--json"]).expect(2).json()["error"]["kind"], "usage");
    let mut run = Run::new().program("npm", Fate::Fails(vec!["npm error".to_owned()]));
    let failed = run.go(&["new", "a", "--install", "--json"]).expect(5).json();
    assert_eq!(failed["error"]["details"], json!(["npm error"]));
}

#[test]
fn reports_written_files_even_when_a_program_fails_later() {
    let fails = || Run::new().program("git", Fate::Fails(vec!["fatal: no".to_owned()]));
    let mut run = fails();
    run.write("a/index.html", "mine");
    let output = run.go(&["new", "a", "--overwrite", "--install"]).expect(5);
    let expected = [
        "warning: The client ID",
        "a/.carto-app-backup",
        "Created A in a",
        "fatal: no",
        "try: cd a && git -c core.hooksPath=/dev/null init --template=\n",
    ];
    let places: Vec<_> = expected.iter().map(|words| output.stderr.find(words)).collect();
    assert!(places.is_sorted() && places[0].is_some(), "{places:?} {}", output.stderr);
    assert!(
        output.stderr.contains(&format!(
            "  cd a\n  git init\n  git add .\n  {COMMIT}\n  npm install\n  npm run sandbox  "
        )),
        "{}",
        output.stderr
    );
    let mut run = fails();
    run.write("a/index.html", "mine");
    let document = run.go(&["new", "a", "--overwrite", "--install", "--json"]).expect(5).json();
    assert_eq!((&document["ok"], &document["error"]["kind"]), (&json!(false), &json!("program")));
    assert_eq!((&document["directory"], &document["backup"]), (&json!("a"), &json!("a/.carto-app-backup")));
    assert_eq!(document["warnings"][0]["answer"], "client_id");
    assert!(document["files"].as_array().is_some_and(|files| files.len() > 10), "{document}");
    assert_eq!(
        document["next"],
        json!(["cd a", "git init", "git add .", COMMIT, "npm install", "npm run sandbox", "npm run dev"])
    );
}

#[test]
fn an_api_key_is_written_to_one_file_only() {
    let mut run = Run::new();
    let key = format!("--api-key={PRIVATE_KEY}");
    let human = run.go(&["new", "a", "--verbose", &key]).expect(0);
    assert!(human.stderr.contains("reaches the browser"), "{}", human.stderr);
    let machine = run.go(&["new", "b", "--json", &key]).expect(0);
    for shown in [human.stdout, human.stderr, machine.stdout, machine.stderr] {
        assert!(!shown.contains(PRIVATE_KEY), "{shown}");
    }
    let listed = files_below(&run, "a");
    let holding: Vec<_> = listed.iter().filter(|path| run.read(path).contains(PRIVATE_KEY)).collect();
    assert_eq!(holding, ["a/.env.local"]);
    assert!(run.read("a/.gitignore").lines().any(|line| line == ".env*.local"));
    for wrong in ["0123456789abcdef0123456789abcdef01234567", "AbCdEfGhIjKlMnOpQrStUvWx"] {
        for flag in ["--api-key", "--client-id"] {
            let output = run.go(&["new", "c", "--json", flag, wrong]).expect(2);
            assert!(!output.stdout.contains(wrong), "{}", output.stdout);
        }
    }
}

#[test]
fn a_basemap_key_is_written_to_one_file_only() {
    const KEY: &str = "cb_3f9aQ7xLw0ZpR5tN";
    let mut run = Run::new();
    let key = format!("--basemap-key={KEY}");
    let human = run.go(&["new", "a", "--verbose", &key]).expect(0);
    let machine = run.go(&["new", "b", "--json", &key]).expect(0);
    let refused = run.go(&["new", "c", "--basemap-key", &format!("{KEY}&x=1")]).expect(2);
    for shown in [human.stdout, human.stderr, machine.stdout, machine.stderr, refused.stderr] {
        assert!(!shown.contains(KEY), "{shown}");
    }
    let listed = files_below(&run, "a");
    let holding: Vec<_> = listed.iter().filter(|path| run.read(path).contains(KEY)).collect();
    assert_eq!(holding, ["a/.env.local"]);
    assert_eq!(run.read("a/.env.local"), format!("VITE_CARTO_BASEMAP_KEY={KEY}\n"));
    run.write("answers.toml", &format!("basemap_key = \"{KEY}\"\n"));
    let output = run.go(&["new", "d", "--answers", "answers.toml"]).expect(2);
    assert!(output.stderr.contains("CARTO_APP_BASEMAP_KEY"), "{}", output.stderr);
}

fn files_below(run: &Run, below: &str) -> Vec<String> {
    let mut files = Vec::new();
    let mut open = vec![run.path(below)];
    while let Some(directory) = open.pop() {
        for entry in std::fs::read_dir(directory).expect("reads") {
            let path = entry.expect("reads").path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.push(path.strip_prefix(run.home.path()).expect("below").to_string_lossy().into_owned());
            }
        }
    }
    files
}

#[test]
fn a_dry_run_prints_the_plan_and_writes_nothing() {
    let mut run = Run::new();
    let output = run.go(&["new", "a", "--dry-run"]).expect(0);
    assert!(
        output.stdout.lines().any(|line| line.ends_with("  src/store/initialStateSlice.js")),
        "{}",
        output.stdout
    );
    assert!(output.stderr.contains("nothing was written"), "{}", output.stderr);
    assert!(!run.path("a").exists());
    assert!(output.called.is_empty());
    run.write("b/package.json", "mine");
    assert!(run.go(&["new", "b", "--dry-run"]).expect(3).stderr.contains("package.json"));
    run.write("b/index.html/inner", "mine");
    let output = run.go(&["new", "b", "--dry-run", "--overwrite"]).expect(0);
    assert!(output.stderr.contains("to a backup in b:\n  index.html\n  package.json\n"), "{}", output.stderr);
    assert_eq!(run.read("b/package.json"), "mine");
    let would = run.go(&["new", "b", "--dry-run", "--overwrite", "--json"]).expect(0).json();
    assert_eq!(
        (&would["backup"], &would["replaced"]),
        (&Value::Null, &json!(["index.html", "package.json"]))
    );
    let did = run.go(&["new", "b", "--overwrite", "--json"]).expect(0).json();
    assert_eq!(did["replaced"], would["replaced"]);
    assert_eq!(run.go(&["new", "c", "--json"]).expect(0).json()["replaced"], json!([]));
}

#[test]
fn quiet_prints_only_warnings_and_errors() {
    let mut run = Run::new();
    let output = run.go(&["new", "a", "--quiet", "--client-id", "AbCdEfGhIjKl"]).expect(0);
    assert_eq!((output.stdout.as_str(), output.stderr.as_str()), ("", ""));
    let output = run.go(&["new", "b", "-q"]).expect(0);
    assert!(output.stderr.starts_with("warning:") && output.stderr.lines().count() == 1, "{}", output.stderr);
    let output = run.go(&["new", "c", "--verbose"]).expect(0);
    assert!(
        output.stderr.contains("  src/App.jsx") || output.stderr.contains("  src/main.jsx"),
        "{}",
        output.stderr
    );
    for args in [["new", "d", "--quiet", "--verbose"], ["-q", "new", "d", "-v"], ["-v", "new", "d", "-q"]] {
        let output = run.go(&args).expect(2);
        assert!(output.stderr.contains("'--quiet' cannot be used with '--verbose'"), "{}", output.stderr);
    }
}

#[test]
fn the_last_of_repeated_switches_counts() {
    let mut run = Run::new();
    for (flags, git) in [
        (&["--git=false", "--git"][..], true),
        (&["--git", "--git", "--git=no"], false),
        (&["--no-git", "--no-git"], false),
        (&["--no-git", "--no-git", "--git=true"], true),
    ] {
        let args = [&["--json", "new", "a", "--json", "--dry-run"], flags].concat();
        assert_eq!(run.go(&args).expect(0).json()["answers"]["git"], git, "{flags:?}");
    }
    for flag in ["-y", "--no-input", "--dry-run", "--overwrite", "-q", "-v", "--no-example", "--no-install"] {
        run.go(&["new", "a", "--dry-run", flag, flag]).expect(0);
    }
    run.go(&["new", "a", "--title=A", "--title=B"]).expect(2);
}

#[test]
fn colors_follow_the_flag_the_variables_and_the_terminal() {
    let colored = |run: Run, args: &[&str]| {
        let mut run = run;
        run.go(&[&["new", "a", "--dry-run"], args].concat()).expect(0).stderr.contains('\u{1b}')
    };
    assert!(!colored(Run::new(), &[]));
    assert!(colored(Run::new(), &["--color", "always"]));
    assert!(colored(Run::new().env("CLICOLOR_FORCE", "1"), &[]));
    assert!(!colored(Run::new().env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1"), &[]));
    assert!(colored(Run::new().env("NO_COLOR", "1"), &["--color=always"]));
    assert!(!colored(Run::new().env("CLICOLOR_FORCE", "1"), &["--color=never"]));
}

#[test]
fn help_and_usage_errors_are_colored_as_their_stream_allows() {
    let none = ("TERM", "xterm");
    let always: &[&str] = &["--color", "always"];
    for (stdout, stderr, env, flags, help, refusal) in [
        (true, true, none, &[][..], true, true),
        (false, true, none, &[], false, true),
        (true, false, none, &[], true, false),
        (true, true, ("TERM", "dumb"), &[], false, false),
        (true, true, ("TERM", ""), &[], false, false),
        (true, true, none, &["--plain", "--color=always"], false, false),
        (true, true, ("NO_COLOR", "1"), &[], false, false),
        (false, false, ("CLICOLOR_FORCE", "1"), &[], true, true),
        (true, true, none, &["--color=never"], false, false),
        (false, false, none, always, true, true),
        (false, false, ("NO_COLOR", "1"), always, true, true),
        (true, true, ("TERM", "dumb"), always, true, true),
        (true, true, none, &["--color=always", "--color", "never"], false, false),
    ] {
        let mut run = Run::new().env(env.0, env.1);
        run.terminals = (stdout, stderr);
        for words in [&["--help"][..], &["new", "--help"]] {
            let shown = run.go(&[flags, words].concat()).expect(0).stdout;
            assert_eq!(shown.contains('\u{1b}'), help, "{stdout} {stderr} {env:?} {flags:?} {words:?}");
        }
        let shown = run.go(&[&["new", "--nonsense"], flags].concat()).expect(2).stderr;
        assert_eq!(shown.contains('\u{1b}'), refusal, "{stdout} {stderr} {env:?} {flags:?}");
    }
}

#[test]
fn conflicting_files_are_named_or_backed_up() {
    let mut run = Run::new();
    run.write("a/package.json", "mine");
    run.write("a/notes.txt", "mine too");
    let output = run.go(&["new", "a"]).expect(3);
    assert!(
        output.stderr.contains("package.json") && output.stderr.contains("--conflicts backup"),
        "{}",
        output.stderr
    );
    assert_eq!(files_below(&run, "a").len(), 2);
    let output = run.go(&["new", "a", "--overwrite"]).expect(0);
    assert!(output.stderr.contains("to a/.carto-app-backup:\n  package.json\n"), "{}", output.stderr);
    assert_eq!(run.read("a/.carto-app-backup/package.json"), "mine");
    run.write("a/package.json", "mine again");
    assert_eq!(run.read("a/notes.txt"), "mine too");
    let json = run.go(&["new", "a", "--overwrite", "--json"]).expect(0).json();
    assert_eq!(json["backup"], "a/.carto-app-backup-2");
}

#[test]
fn json_lists_all_conflicts_and_text_the_first_ones() {
    let mut run = Run::new();
    run.go(&["new", "a", "--quiet"]).expect(0);
    for path in
        files_below(&run, "a").iter().filter(|path| path.starts_with("a/src/") || *path == "a/package.json")
    {
        run.write(path, "mine");
    }
    std::fs::remove_file(run.path("a/index.html")).expect("removed");
    run.write("a/index.html/inner", "mine");
    let document = run.go(&["new", "a", "--json"]).expect(3).json();
    let conflicts = document["error"]["conflicts"].as_array().expect("a list");
    assert_eq!(document["error"]["message"], format!("{} paths in a are in the way", conflicts.len()));
    assert!(conflicts.contains(&json!({ "path": "index.html", "found": "directory", "expected": "file" })));
    assert!(conflicts.contains(&json!({ "path": "package.json", "found": "file", "expected": "file" })));
    let shown = run.go(&["new", "a"]).expect(3).stderr;
    let (sentence, rest) = shown.split_once('\n').expect("lines");
    assert!(
        sentence.starts_with(&format!("error: {} paths in a are in the way: ", conflicts.len())),
        "{shown}"
    );
    assert!(sentence.ends_with(&format!(" and {} more", conflicts.len() - 6)), "{shown}");
    assert!(rest.starts_with("  try: ") && rest.lines().count() == 1, "{shown}");
}

#[test]
fn git_init_runs_only_outside_a_repository_and_reports_failure() {
    let mut run = Run::new();
    run.write("repo/.git/HEAD", "");
    assert!(run.go(&["new", "repo/a"]).expect(0).called.is_empty());
    assert!(Run::new().go(&["new", "a", "--no-git"]).expect(0).called.is_empty());
    let mut run = Run::new().program("git", Fate::Fails(vec!["fatal: no".to_owned()]));
    assert!(run.go(&["new", "a"]).expect(5).stderr.contains("fatal: no"));
}

#[test]
fn a_separator_of_a_package_manager_is_dropped() {
    for args in [
        &["new", "a", "--json", "--dry-run", "--", "--auth", "api-key"][..],
        &["new", "--", "a", "--json", "--dry-run", "--auth=api-key"],
        &["new", "--", "--auth=api-key", "--json", "--dry-run", "a"],
    ] {
        let document = Run::new().go(args).expect(0).json();
        assert_eq!((&document["directory"], &document["answers"]["auth"]), (&json!("a"), &json!("api-key")));
    }
    let run = &mut Run::new();
    run.go(&["--", "new", ".", "--name=a", "--yes", "--no-git", "--client-id=AbCdEfGhIjKl"]).expect(0);
    for args in [
        &["--", "add", "source", "x", "--sql", "SELECT 1", "--dry-run"][..],
        &["add", "--", "source", "x", "--sql", "SELECT 1", "--dry-run"],
        &["add", "source", "--", "x", "--sql", "SELECT 1", "--dry-run"],
        &["auth", "--", "show"],
        &["--", "check"],
    ] {
        run.go(args).expect(0);
    }
    let rejected =
        Run::new().go(&["new", "a", "--json", "--", "--auth", "api-key", "--nonsense"]).expect(2).json();
    assert!(rejected.to_string().contains("--nonsense"), "{rejected}");
    let run = &mut Run::new();
    std::fs::create_dir(run.path("-z")).expect("created");
    assert_eq!(
        run.go(&["new", "--name=z", "--json", "--dry-run", "--", "-z"]).expect(0).json()["directory"],
        "-z"
    );
}

#[test]
fn reports_whether_git_and_the_installation_ran() {
    let mut run = Run::new();
    run.write("repo/.git/HEAD", "");
    run.inside = "repo".into();
    let document = run.go(&["new", "a", "--git=true", "--json"]).expect(0).json();
    assert_eq!(document["answers"]["git"], false);
    let warning =
        document["warnings"].as_array().expect("a list").iter().find(|each| each["answer"] == "git");
    assert!(warning.expect("a warning")["message"].as_str().expect("a text").contains("is already in one"));
    assert!(run.go(&["new", "b", "--git=true"]).expect(0).stderr.contains("is already in one"));
    let planned = run.go(&["new", "c", "--json", "--dry-run"]).expect(0).json();
    assert_eq!(planned["answers"]["git"], false);
    assert!(planned["warnings"].as_array().expect("a list").iter().all(|each| each["answer"] != "git"));
    let mut run = Run::new();
    let document = run.go(&["new", "a", "--install", "--json"]).expect(0).json();
    assert_eq!((&document["answers"]["git"], &document["answers"]["install"]), (&json!(true), &json!(true)));
    let mut run = Run::new().program("npm", Fate::Prints(vec!["up to date".to_owned()]));
    let document = run.go(&["new", "a", "--install", "--json"]).expect(5).json();
    assert_eq!((&document["answers"]["git"], &document["answers"]["install"]), (&json!(true), &json!(false)));
    let mut run = Run::new().program("git", Fate::Missing);
    assert_eq!(run.go(&["new", "a", "--json"]).expect(0).json()["answers"]["git"], false);
}

#[test]
fn a_missing_git_is_an_error_only_when_requested() {
    let missing = || Run::new().program("git", Fate::Missing);
    let mut run = missing();
    let output = run.go(&["new", "a"]).expect(0);
    assert!(output.stderr.contains("warning: git is not installed"), "{}", output.stderr);
    assert!(output.stderr.contains("  cd a\n  npm install\n"), "{}", output.stderr);
    assert_eq!(run.go(&["new", "b", "--json"]).expect(0).json()["warnings"][1]["answer"], "git");
    let file = missing();
    file.write("a.toml", "git = true");
    for (mut run, flag) in
        [(missing(), "--git"), (missing().env("CARTO_APP_GIT", "true"), "--yes"), (file, "--answers=a.toml")]
    {
        let output = run.go(&["new", "a", flag]).expect(5);
        for words in ["git is not installed", "Install it first", "try: cd a && git init\n", "--no-git"] {
            assert!(output.stderr.contains(words), "{words}: {}", output.stderr);
        }
        assert!(run.path("a/package.json").exists());
    }
}

#[cfg(unix)]
#[test]
fn finds_an_enclosing_repository_on_disk_not_in_the_path() {
    let mut run = Run::new();
    std::fs::create_dir_all(run.path("clone/.git")).expect("created");
    let output = run.go(&["new", "clone/../my-map"]).expect(0);
    assert_eq!(
        commands(&output),
        ["git init", "git add", "git var", "git var", "git commit", "git rev-parse"]
    );
    assert!(output.called.iter().all(|called| called.ends_with(" in my-map")), "{:?}", output.called);
    std::os::unix::fs::symlink("clone", run.path("link")).expect("linked");
    assert!(run.go(&["new", "link/my-map"]).expect(0).called.is_empty());
}

#[test]
fn a_failed_installation_keeps_the_application() {
    let mut run = Run::new().program("pnpm", Fate::Fails(vec!["line 1".to_owned(), "ERR_PNPM".to_owned()]));
    let output =
        run.go(&["new", "my map", "--name", "my-map", "--install", "--package-manager", "pnpm"]).expect(5);
    for words in ["Running pnpm install", "exit code 7", "ERR_PNPM", "try: cd 'my map' && pnpm install\n"] {
        assert!(output.stderr.contains(words), "{words}: {}", output.stderr);
    }
    assert!(run.path("my map/package.json").exists());
    let mut run = Run::new();
    let output = run.go(&["new", "it's", "--name", "its", "--install"]).expect(0);
    assert_eq!(output.called.last().map(String::as_str), Some("npm install in it's"));
    assert!(
        output.stderr.contains(r"cd 'it'\''s'") && !output.stderr.contains("  npm install\n"),
        "{}",
        output.stderr
    );
}

#[test]
fn next_steps_quote_paths_and_skip_cd_to_the_current_directory() {
    for here in [".", "./", "./."] {
        let json = Run::new().go(&["new", here, "--name=a", "--title=A", "--json"]).expect(0).json();
        assert_eq!(json["next"], json!(["npm install", "npm run sandbox", "npm run dev"]), "{here}");
    }
    let mut run = Run::new();
    run.write("a\u{1b}[2J/-b/kept", "mine");
    let output = run.go(&["new", "a\u{1b}[2J/-b", "--name=b", "--title=B"]).expect(0);
    assert!(output.stderr.contains("  cd $'a\\033[2J/-b'\n"), "{}", output.stderr);
    run.write("-c/kept", "mine");
    assert!(run.go(&["new", "--name=c", "--title=C", "--", "-c"]).expect(0).stderr.contains("  cd ./-c\n"));
}

#[test]
fn next_steps_use_the_calling_package_manager() {
    let mut run = Run::new().env("npm_config_user_agent", "pnpm/9.1.0 npm/? node/v20.0.0 linux x64");
    assert!(run.go(&["new", "a"]).expect(0).stderr.contains("  pnpm install\n"));
    assert!(!run.path("a/package-lock.json").exists());
}

#[test]
fn the_review_comes_before_anything_is_written() {
    let answers = [
        text("my-map"),
        choose("API key"),
        choose("My datasets"),
        text("roads, s-1.parks"),
        text("acme"),
        text(PRIVATE_KEY),
        choose("Title"),
        text("Roads of Acme"),
        choose("Write"),
    ];
    let mut run = Run::new().person(answers);
    let output = run.go(&["new"]).expect(0);
    let transcript = output.transcript.join("\n");
    assert!(transcript.contains("reaches the browser") && !transcript.contains(PRIVATE_KEY), "{transcript}");
    assert!(run.read("my-map/.env.local").contains(PRIVATE_KEY));
    assert!(run.read("my-map/index.html").contains("<title>Roads of Acme</title>"));
    assert!(run.path("my-map/src/data/sources/roadsSource.js").exists());
}

#[test]
fn the_review_of_a_dry_run_announces_the_plan() {
    let replies =
        [choose("API key"), choose("The example"), Reply::Enter, Reply::Enter, choose("Show the plan")];
    let mut run = Run::new().person(replies);
    let output = run.go(&["new", "a", "--dry-run"]).expect(0);
    assert!(output.stdout.contains("package.json") && !run.path("a").exists());
    let transcript = output.transcript.join("\n");
    assert!(
        transcript.contains("show the plan") && !transcript.to_lowercase().contains("write the"),
        "{transcript}"
    );
}

#[test]
fn wrong_flags_are_reported_before_the_first_question() {
    let mut run = Run::new().person([]);
    let output = run.go(&["new", "--title", "a\u{202e}b"]).expect(2);
    assert!(output.transcript.is_empty() && output.stderr.contains("U+202E"), "{}", output.stderr);
    run.write("taken/package.json", "mine");
    for how in ["--conflicts=stop", "--conflicts=keep"] {
        let output = run.go(&["new", "taken", how]).expect(3);
        assert!(output.transcript.is_empty() && output.stderr.contains("package.json"), "{}", output.stderr);
    }
    run.write("file", "mine");
    assert!(run.go(&["new", "file"]).expect(3).transcript.is_empty());
}

#[test]
fn rejects_a_directory_with_conflicts_at_the_prompt() {
    let mut run = Run::new().person([text("taken"), Reply::Interrupt]);
    run.write("taken", "mine");
    let output = run.go(&["new"]).expect(130);
    let refusal = output.transcript.iter().find(|line| line.starts_with("! ")).expect("a refusal");
    assert!(refusal.contains("taken is not a directory"), "{refusal}");
}

#[test]
fn the_choice_of_a_command_goes_back() {
    let mut run = Run::new().person([choose("add"), Reply::Back, choose("check")]);
    let output = run.go(&[]).expect(2);
    let asked: Vec<&String> = output.transcript.iter().filter(|line| line.starts_with("? ")).collect();
    assert_eq!(asked, ["? carto-app", "? carto-app add", "? carto-app"]);
}

#[test]
fn dropping_all_answers_writes_nothing() {
    let replies =
        [choose("OAuth"), choose("The example"), Reply::Enter, Reply::Enter, Reply::Enter, choose("Discard")];
    let mut run = Run::new().person(replies);
    let output = run.go(&["new", "a"]).expect(130);
    assert!(output.stderr.contains("nothing was written"), "{}", output.stderr);
    assert!(!run.path("a").exists());
}

/// A terminal of 80 columns would wrap longer examples in arbitrary places.
#[test]
fn examples_fit_into_eighty_columns() {
    fn look_at(command: &clap::Command, called: &str) {
        for below in command.get_subcommands() {
            look_at(below, &format!("{called} {}", below.get_name()));
        }
        let foot = [command.get_after_help(), command.get_after_long_help()];
        let foot = foot.map(|text| text.map(ToString::to_string).unwrap_or_default()).join("\n");
        for line in foot.lines() {
            assert!(line.chars().count() <= 80, "{called}: {line}");
        }
        let is_one = called.starts_with("carto-app add ");
        assert!(!is_one || foot.contains(&format!("\n  {called} ")), "{called} has no example: {foot}");
    }
    let mut cli = carto_app::cli::Cli::command();
    cli.build();
    look_at(&cli, "carto-app");
}

#[test]
fn help_names_the_exit_codes_and_every_answer() {
    let output = Run::new().go(&["--help"]).expect(0);
    for code in ["0  ", "1  ", "2  ", "3  ", "4  ", "5  ", "130  "] {
        assert!(output.stdout.contains(&format!("\n  {code}")), "{code}: {}", output.stdout);
    }
    assert!(Run::new().go(&["new", "--help"]).expect(0).stdout.contains("--force-oauth-login"));
    let help_of_new = Run::new().go(&["new", "--help"]).expect(0).stdout;
    for args in [
        &["help", "new"][..],
        &["help", "new", "--json"],
        &["--json", "help", "new"],
        &["help", "--color", "never", "new"],
        &["new", "--json", "--help"],
    ] {
        assert_eq!(Run::new().go(args).expect(0).stdout, help_of_new, "{args:?}");
    }
    assert_eq!(Run::new().go(&["help"]).expect(0).stdout, output.stdout);
    let help_of_layer = Run::new().go(&["add", "layer", "--help"]).expect(0).stdout;
    assert_eq!(Run::new().go(&["help", "add", "layer"]).expect(0).stdout, help_of_layer);
    let unknown = Run::new().go(&["help", "old", "--json"]).expect(2).json();
    assert_eq!(unknown["error"]["message"], "unrecognized subcommand 'old'");
    assert!(Run::new().go(&["--version"]).expect(0).stdout.starts_with("carto-app "));
    assert!(Run::new().go(&[]).code == 2);
}

#[test]
fn flags_that_npm_takes_for_itself_are_not_lost_silently() {
    let npm = |variables: &[(&str, &str)]| {
        let run = Run::new().env("npm_config_user_agent", "npm/11.19.1 node/v24.22.3 linux x64");
        variables.iter().fold(run.env("npm_lifecycle_event", "npx"), |run, (name, value)| {
            run.env(&format!("npm_config_{name}"), *value)
        })
    };
    // What npm 11 makes of `npm create carto-app my-map …`.
    for (variables, args, said, typed) in [
        (&[("title", "true")][..], &["my-map", "A b"][..], "--title", "--title TEXT"),
        (&[("api_key", "AbCdEfGhIjKlMnOpQrStUv")], &["my-map"], "--api-key", "--api-key KEY"),
        (&[("force_oauth_login", "true")], &["my-map"], "--force-oauth-login", "--force-oauth-login"),
        (&[("sandbox", ""), ("git", "")], &["my-map"], "--no-git, --no-sandbox", "--no-git --no-sandbox"),
        (&[("dry_run", "true")], &["my-map"], "--dry-run", "--dry-run"),
        (&[("scopes", "true")], &["my-map", "user:profile"], "--scopes", "--scopes SCOPE"),
        (&[("scope", "user:profile")], &["my-map"], "--scope", "--scope SCOPE"),
        (&[("input", "")], &["my-map"], "--no-input", "--no-input"),
    ] {
        let mut run = npm(variables);
        let output = run.go(&[&["new"], args].concat()).expect(2);
        assert!(output.stderr.contains(&format!(" {said} for itself")), "{}", output.stderr);
        assert!(
            output.stderr.contains(&format!("try: npm create carto-app@latest DIRECTORY -- {typed}\n")),
            "{}",
            output.stderr
        );
        assert!(!run.path("my-map").exists() && !output.stderr.contains("AbCdEf"), "{}", output.stderr);
    }
    // What a person has in npm's own settings, or asks npm for, and what arrives nevertheless.
    for (variables, args) in [
        (&[("yes", "true"), ("scope", "@acme"), ("git", "/usr/bin/git"), ("color", "always")][..], &[][..]),
        (&[("username", "jdoe")], &["--username", "acme"]),
        (&[("git", "")], &["--no-git"]),
        (&[("registry", "https://example.com"), ("cache", "x")], &[]),
    ] {
        npm(variables).go(&[&["new", "my-map", "--dry-run"], args].concat()).expect(0);
    }
    let shown = npm(&[]).go(&["new", "my-map", "A b"]).expect(2).stderr;
    assert!(shown.contains("try: npm create carto-app@latest DIRECTORY -- FLAGS"), "{shown}");
    // npm takes `--auth api-key` for its own `--auth-type`, and leaves no trace of it.
    let create = || npm(&[]).env("npm_lifecycle_script", "'create-carto-app' 'my-map'");
    let shown = create().go(&["new", "my-map"]).expect(2).stderr;
    assert!(shown.contains("try: npm create carto-app@latest DIRECTORY -- --yes\n"), "{shown}");
    create().go(&["new", "my-map", "--yes", "--dry-run"]).expect(0);
    npm(&[]).env("npm_lifecycle_script", "'carto-app' 'new'").go(&["new", "my-map"]).expect(0);
    let output = create().person([Reply::Interrupt]).go(&["new", "my-map"]).expect(130);
    assert!(output.transcript.iter().any(|line| line.contains("authenticate?")), "{:?}", output.transcript);
    let document = npm(&[("title", "true")]).go(&["new", "my-map", "--json"]).expect(2).json();
    assert_eq!(document["error"]["kind"], "usage");
    // Other package managers pass everything on.
    let mut other = npm(&[("title", "true")]).env("npm_config_user_agent", "pnpm/10.1.0 npm/? node/v24");
    other.go(&["new", "my-map", "--dry-run"]).expect(0);
}

#[test]
fn only_commands_that_write_code_take_format() {
    let mut run = Run::new();
    run.go(&["new", ".", "--name=a", "--title=A", "--auth=api-key"]).expect(0);
    for command in [&["check"][..], &["check", "--fix"], &["auth", "show"]] {
        assert!(
            run.go(&[command, &["--format"]].concat()).expect(2).stderr.contains("'--format'"),
            "{command:?}"
        );
        assert!(
            !run.go(&[command, &["--help"]].concat()).expect(0).stdout.contains("--format"),
            "{command:?}"
        );
        run.go(&[command, &["--yes", "--no-input", "--dry-run"]].concat()).expect(0);
    }
    run.go(&["add", "slice", "roads", "--format", "--dry-run"]).expect(0);
    assert!(run.go(&["auth", "set", "--help"]).expect(0).stdout.contains("--format"));
}

#[test]
fn other_names_of_a_file_keep_the_old_text_and_that_is_told() {
    let mut run = Run::new();
    run.go(&["new", ".", "--name=a", "--title=A", "--client-id=AbCdEfGhIjKl"]).expect(0);
    let state = "src/store/initialStateSlice.js";
    std::fs::hard_link(run.path(state), run.path("other.js")).expect("linked");
    std::fs::hard_link(run.path("index.html"), run.path("other.html")).expect("linked");
    let old = run.read(state);
    let shown = format!("Other names (hard links) of {state} keep the old text.");
    let add = ["auth", "set", "--client-id=ZyXwVuTsRqPo"];
    let planned = run.go(&[&add[..], &["--dry-run"]].concat()).expect(0);
    assert!(planned.stderr.contains(&shown), "{}", planned.stderr);
    assert_eq!(run.read(state), old);
    let document = run.go(&[&add[..], &["--json"]].concat()).expect(0).json();
    assert_eq!(document["warnings"], json!([{ "answer": null, "message": shown }]));
    assert_eq!(run.read("other.js"), old);
    assert!(run.read(state).contains("ZyXwVuTsRqPo"));
    // By now it has one name.
    let again = run.go(&["auth", "set", "--client-id=AbCdEfGhIjKl", "--json"]).expect(0).json();
    assert_eq!(again["warnings"], json!([]));
}
