//! Completions, manual pages and schemas.

use std::time::Instant;

use crate::world::Run;

/// Writes an application with a view, two sources and two layers.
fn app() -> Run {
    let mut run = Run::new();
    let new =
        ["new", ".", "--name=my-map", "--yes", "--no-git", "--username=acme", "--dataset=roads,acme.parks"];
    run.go(&new).expect(0);
    run.env("CARTO_APP_COMPLETE", "fish")
}

/// Returns the completions of the last word, each with its description.
fn completed(run: &mut Run, words: &[&str]) -> Vec<(String, String)> {
    let output = run.go(&[&["--", "carto-app"], words].concat()).expect(0);
    assert_eq!(output.stderr, "");
    let pair = |line: &str| {
        let (value, meaning) = line.split_once('\t').unwrap_or((line, ""));
        (value.to_owned(), meaning.to_owned())
    };
    output.stdout.lines().map(pair).collect()
}

fn values(run: &mut Run, words: &[&str]) -> Vec<String> {
    completed(run, words).into_iter().map(|(value, _)| value).collect()
}

#[test]
fn completes_values_of_the_application() {
    let mut run = app();
    for (words, expected) in [
        (&["add", "layer", "x", "--source", ""][..], vec!["parks", "roads"]),
        (&["add", "layer", "x", "--source", "r"], vec!["roads"]),
        (&["add", "widget", "x", "--view", ""], vec!["Datasets"]),
        (&["add", "layer", "pa"], vec!["parks"]),
        (&["auth", "set", "--remove-scope", "datasets"], vec!["datasets:r:acme.parks", "datasets:r:roads"]),
        (&["auth", "set", "--username", ""], vec!["acme", "public"]),
        (&["auth", "set", "--add-scope", "datasets:r:a"], vec!["datasets:r:acme.parks"]),
    ] {
        let mut found = values(&mut run, words);
        found.sort();
        assert_eq!(found, expected, "{words:?}");
    }
    run.inside = "src/components".into();
    assert_eq!(values(&mut run, &["add", "layer", "x", "--view", ""]), ["Datasets"]);
    let sources = completed(&mut run, &["add", "layer", "x", "--source", "r"]);
    assert_eq!(sources, [("roads".to_owned(), "SELECT * FROM roads".to_owned())]);
}

/// A source can be in any module, so listing them takes time that other words must not take.
#[test]
fn modules_are_read_only_for_values_that_they_hold() {
    let mut run = app();
    let lines = (0..250).map(|line| format!("export const x{line} = (a) => [a, {{ b: a }}];\n"));
    let module: String = ["// data of a Source\n".to_owned()].into_iter().chain(lines).collect();
    for number in 0..100 {
        run.write(&format!("src/features/f{number}.js"), &module);
    }
    let mut fastest = |words: &[&str]| {
        let times = (0..3).map(|_| {
            let start = Instant::now();
            assert!(!values(&mut run, words).is_empty());
            start.elapsed()
        });
        times.min().expect("three times")
    };
    let (sources, other) =
        (fastest(&["add", "layer", "x", "--source", ""]), fastest(&["add", "layer", "x", "--geometry", ""]));
    assert!(other * 2 < sources, "{other:?} {sources:?}");
}

#[test]
fn completes_values_of_carto_anywhere() {
    let mut run = Run::new().env("CARTO_APP_COMPLETE", "fish");
    for (words, expected) in [
        (&["new", "x", "--scope", "user"][..], vec!["user:profile"]),
        (&["new", "x", "--scope", "user:profile,apis"], vec!["user:profile,apis:do"]),
        (&["new", "x", "--auth", ""], vec!["api-key", "oauth"]),
        (&["new", "x", "--package-manager", "p"], vec!["pnpm"]),
        (
            &["new", "x", "--force-oauth-login="],
            vec!["--force-oauth-login=true", "--force-oauth-login=false"],
        ),
        (&["new", "x", "--server-url-template", "https://{"], vec!["https://{user}.carto.com"]),
        (&["add", "layer", "x", "--style", "c"], vec!["categories", "continuous"]),
        (&["add", "widget", "x", "--operation", "a"], vec!["avg"]),
        (&["add", "source", "x", "--credentials", "u"], vec!["user"]),
        (&["add", "layer", "x", "--source", ""], vec![]),
        (&["auth", "use", "o"], vec!["oauth"]),
        (&["completions", "z"], vec!["zsh"]),
        (&["ne"], vec!["new"]),
    ] {
        assert_eq!(values(&mut run, words), expected, "{words:?}");
    }
    let scopes = completed(&mut run, &["new", "x", "--scope", "dataservices:iso"]);
    assert_eq!(scopes[0].1, "isochrones, which consume credits");
}

#[test]
fn each_shell_has_a_completion_script() {
    for (shell, words) in [
        ("bash", "complete -o bashdefault -o default -F _carto_app carto-app"),
        ("zsh", "compdef"),
        ("fish", "complete --keep-order --exclusive --command carto-app"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion:arg-completer"),
    ] {
        let script = Run::new().go(&["completions", shell]).expect(0).stdout;
        assert!(script.contains(words) && script.contains("CARTO_APP_COMPLETE"), "{shell}: {script}");
    }
    assert!(Run::new().go(&["completions", "bash", "--json"]).json()["text"].is_string());
    let output = Run::new().go(&["completions", "tcsh"]).expect(2);
    assert!(output.stderr.contains("powershell"), "{}", output.stderr);
    // With an unknown shell, the command runs normally.
    let mut run = Run::new().env("CARTO_APP_COMPLETE", "tcsh");
    assert!(run.go(&["--version"]).expect(0).stdout.starts_with("carto-app "));
}

#[test]
fn each_command_has_a_manual_page() {
    let page = |words: &[&str]| Run::new().go(&[&["man"], words].concat()).expect(0).stdout;
    let whole = page(&[]);
    for words in ["carto\\-app\\-new(1)", ".SH EXIT CODES\n.nf", "conflict with what is on disk"] {
        assert!(whole.contains(words), "{words}: {whole}");
    }
    for words in [&["new"][..], &["add", "layer"], &["auth", "use"], &["check"], &["completions"]] {
        let page = page(words);
        let title = format!(".TH CARTO-APP-{} 1", words.join("-").to_uppercase());
        assert!(page.contains(&title), "{title}: {page}");
    }
    assert!(page(&["new"]).contains("CARTO_APP_CLIENT_ID"));
    // Examples keep their lines.
    assert!(page(&["new"]).contains(".SH EXAMPLES\n.nf\n  carto\\-app new my\\-map "), "{}", page(&["new"]));
    let output = Run::new().go(&["man", "add", "lair"]).expect(2);
    assert!(output.stderr.contains("carto-app add has no command \"lair\""), "{}", output.stderr);
}

#[test]
fn answers_files_match_their_schema() {
    let schema = Run::new().go(&["schema", "answers"]).expect(0).stdout;
    let schema = serde_json::from_str(&schema).expect("JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    let document = |text: &str| {
        let table: toml_edit::DocumentMut = text.parse().expect("TOML");
        json_of(table.as_item())
    };
    for answers in [
        &[
            "--client-id=AbCdEfGhIjKl",
            "--scope=user:profile,datasets:rw:my-org.roads",
            "--dataset=roads,a-b.c",
        ][..],
        &["--auth=api-key", "--api-key=AbCdEfGhIjKlMnOpQrStUv", "--username=acme"],
        &["--maps-url=http://localhost:8080/user/{user}", "--force-oauth-login", "--package-manager=bun"],
    ] {
        let mut run = Run::new();
        run.go(&[&["new", "a", "--yes", "--no-git"], answers].concat()).expect(0);
        let record = document(&run.read("a/carto-app.toml"));
        let errors: Vec<String> = validator.iter_errors(&record).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?} in {record}");
    }
    // The schema rejects what the command rejects.
    for text in [
        "nam = \"x\"",
        "auth.mode = \"o-auth\"",
        "auth.client_id = \"two words\"",
        "auth.scopes = [\"datasets:w:roads\"]",
        "auth.scopes = \"user:profile\"",
        "auth.api_key = \"AbCdEfGhIjKlMnOpQrStUv\"",
        "data.datasets = [\"Roads\"]",
        "package_manager = \"deno\"",
        "git = \"yes\"",
        "carto.server_url_template = \"http://x\"",
    ] {
        assert!(!validator.is_valid(&document(text)), "{text}");
        let mut run = Run::new();
        run.write("answers.toml", text);
        run.go(&["new", "a", "--yes", "--answers", "answers.toml"]).expect(2);
    }
}

#[test]
fn the_schema_has_every_key_of_an_answers_file() {
    let schema: serde_json::Value =
        serde_json::from_str(&Run::new().go(&["schema", "answers"]).expect(0).stdout).expect("JSON");
    for key in carto_app::spec::Key::ALL.into_iter().filter_map(carto_app::spec::Key::file_key) {
        let pointer = format!("/properties/{}", key.replace('.', "/properties/"));
        assert!(schema.pointer(&pointer).is_some(), "{key}");
    }
}

fn json_of(item: &toml_edit::Item) -> serde_json::Value {
    if let Some(table) = item.as_table_like() {
        return table.iter().map(|(key, value)| (key.to_owned(), json_of(value))).collect();
    }
    match item.as_value().expect("a value") {
        toml_edit::Value::Boolean(value) => (*value.value()).into(),
        toml_edit::Value::Array(list) => {
            list.iter().map(|value| json_of(&toml_edit::Item::Value(value.clone()))).collect()
        }
        value => value.as_str().expect("a text").into(),
    }
}
