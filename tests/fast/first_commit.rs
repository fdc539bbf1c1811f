//! The first commit of a new application. That git does it is shown in `tests/machine/git.rs`.

use serde_json::{Value, json};

use crate::world::{Fate, Output, Run};

/// How the commands for the first commit begin.
const FIRST: &str = "git -c core.hooksPath=/dev/null -c core.safecrlf=false -c commit.gpgSign=false \
                     -c user.useConfigOnly=true ";

const HASH: &str = "0123456789abcdef0123456789abcdef01234567";

fn git() -> Run {
    Run::new().program("git rev-parse", Fate::Prints(vec![HASH.to_owned()]))
}

fn added(output: &Output) -> Vec<&str> {
    let adds = output.called.iter().filter_map(|called| called.strip_prefix(FIRST)?.strip_suffix(" in a"));
    let lists = adds.filter_map(|called| called.strip_prefix("--literal-pathspecs add --force -- "));
    lists.flat_map(|list| list.split(' ')).collect()
}

#[test]
fn everything_that_was_generated_is_committed_but_no_secret() {
    let mut run = git();
    run.write("a/.gitignore", "mine\n");
    run.write("a/.nvmrc", "22\n");
    run.write("a/README.md", "mine\n");
    run.write("a/notes.txt", "mine\n");
    let key = "--api-key=AbCdEfGhIjKlMnOpQrStUv";
    let output = run.go(&["new", "a", "--json", "--conflicts=keep", key]).expect(0);
    let document = output.json();
    let files: Vec<&str> = document["files"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|file| file["path"].as_str())
        .collect();
    let public: Vec<&str> = files.iter().copied().filter(|path| *path != ".env.local").collect();
    assert_eq!((added(&output), files.len()), (public.clone(), public.len() + 1));
    assert!(public.contains(&".gitignore") && public.contains(&"README.carto-app.md"));
    assert!(!public.contains(&"README.md") && !public.contains(&".nvmrc") && !public.contains(&"notes.txt"));
    assert_eq!((&document["commit"], &document["no_commit"]), (&json!(HASH), &Value::Null));
    assert_eq!(document["answers"]["commit"], true);
    assert!(
        output.called[0].starts_with("git -c init.defaultBranch=main init --quiet"),
        "{:?}",
        output.called
    );
}

#[test]
fn many_paths_are_added_in_several_calls() {
    let datasets: Vec<String> = (0..300).map(|number| format!("roads_{number}")).collect();
    let output = git().go(&["new", "a", "--json", "--dataset", &datasets.join(",")]).expect(0);
    let adds = output.called.iter().filter(|called| called.contains(" add --force ")).collect::<Vec<_>>();
    assert!(adds.len() > 1 && adds.iter().all(|add| add.len() < 25_000));
    assert_eq!(added(&output).len(), output.json()["files"].as_array().map_or(0, Vec::len));
}

#[test]
fn the_answer_has_a_flag_a_variable_and_a_key() {
    let refused = |output: Output| {
        assert!(!output.called.iter().any(|called| called.contains(" commit ")), "{:?}", output.called);
        let document = output.json();
        assert_eq!((&document["commit"], &document["answers"]["commit"]), (&Value::Null, &json!(false)));
        assert_eq!(document["no_commit"], "it was not requested");
        assert_eq!(document["answers"]["git"], true);
    };
    refused(git().go(&["new", "a", "--json", "--no-commit"]).expect(0));
    refused(git().env("CARTO_APP_COMMIT", "no").go(&["new", "a", "--json"]).expect(0));
    let mut run = git();
    run.write("a.toml", "commit = false\n");
    refused(run.go(&["new", "a", "--json", "--answers=a.toml"]).expect(0));
    assert!(
        run.read("a/carto-app.toml").contains("\ngit = true\n")
            && run.read("a/carto-app.toml").contains("\ncommit = false\n")
    );
}

#[test]
fn without_a_repository_of_its_own_there_is_no_commit() {
    let mut run = git();
    let document = run.go(&["new", "a", "--json", "--no-git"]).expect(0).json();
    assert_eq!(document["no_commit"], "no repository was created");
    assert!(document["warnings"].as_array().expect("a list").iter().all(|each| each["answer"] != "commit"));
    let contradicting = run.go(&["new", "d", "--no-git", "--commit"]).expect(0).stderr;
    assert!(contradicting.contains("No first commit is made without a repository"), "{contradicting}");
    run.write("repo/.git/HEAD", "");
    let output = run.go(&["new", "repo/b", "--json"]).expect(0);
    assert_eq!((output.called.len(), &output.json()["commit"]), (0, &Value::Null));
    for application in ["a", "repo/b"] {
        let record = run.read(&format!("{application}/carto-app.toml"));
        assert!(record.contains("\ngit = false\n") && !record.contains("commit"), "{record}");
    }
    let document = run.go(&["new", "c", "--json", "--dry-run"]).expect(0).json();
    assert_eq!(document["no_commit"], "nothing was written");
}

#[test]
fn without_an_identity_it_is_left_to_the_person() {
    let mut run =
        git().program(&format!("{FIRST}var"), Fate::Fails(vec!["fatal: no email was given".to_owned()]));
    let output = run.go(&["new", "a", "--json", "--install"]).expect(0);
    let document = output.json();
    assert_eq!((&document["ok"], &document["answers"]["install"]), (&json!(true), &json!(true)));
    assert_eq!(document["no_commit"], "git does not know who you are");
    let warnings = document["warnings"].as_array().expect("a list");
    let warning = warnings.iter().find(|each| each["answer"] == "commit").expect("a warning");
    let message = warning["message"].as_str().expect("a text");
    assert!(message.contains("git config --global user.email"), "{message}");
    let commit = "git commit --message 'Initial commit from carto-app'";
    assert_eq!(document["next"], json!(["cd a", commit, "npm run sandbox", "npm run dev"]));
    assert!(!output.called.iter().any(|called| called.contains(" commit ")), "{:?}", output.called);
}

#[test]
fn what_else_git_says_about_the_author_is_told() {
    let told = "fatal: invalid date format: garbage";
    let mut run = git().program(&format!("{FIRST}var"), Fate::Fails(vec![told.to_owned()]));
    let output = run.go(&["new", "a", "--yes"]).expect(0);
    assert!(output.stderr.contains(told) && !output.stderr.contains("who you are"), "{}", output.stderr);
    let translated = vec!["Bitte geben Sie an, wer Sie sind.".to_owned()];
    let mut run = git().program(&format!("{FIRST}var"), Fate::Fails(translated));
    let output = run.go(&["new", "b", "--yes"]).expect(0);
    assert!(output.stderr.contains("git does not know who you are"), "{}", output.stderr);
}

#[test]
fn a_requested_commit_without_an_identity_is_a_failure() {
    let git = || git().program(&format!("{FIRST}var"), Fate::Fails(vec!["fatal: no email".to_owned()]));
    let commit = "git commit --message 'Initial commit from carto-app'";
    let mut run = git();
    let document = run.go(&["new", "a", "--json", "--commit"]).expect(5).json();
    assert_eq!((&document["ok"], &document["answers"]["commit"]), (&json!(false), &json!(false)));
    assert_eq!(
        (&document["commit"], &document["no_commit"]),
        (&Value::Null, &json!("git does not know who you are"))
    );
    assert_eq!(document["error"]["kind"], "program");
    assert_eq!(document["error"]["hint"], format!("cd a && {commit}"));
    assert!(document["error"]["details"][0].to_string().contains("git config --global user.email"));
    assert_eq!(document["next"].as_array().map(|next| &next[..2]), Some(&[json!("cd a"), json!(commit)][..]));
    assert!(run.path("a/package.json").exists());
    let told = git().env("CARTO_APP_COMMIT", "yes").go(&["new", "a"]).expect(5).stderr;
    assert!(told.contains("error: git does not know who you are; the application is in a\n"), "{told}");
}

#[test]
fn a_failing_commit_is_reported_with_the_commands_that_remain() {
    for (step, command) in [("--literal-pathspecs add", "git add ."), ("commit", "git commit")] {
        let fails = Fate::Fails(vec!["fatal: no space".to_owned()]);
        let document = git()
            .program(&format!("{FIRST}{step}"), fails)
            .go(&["new", "a", "--json", "--commit"])
            .expect(5)
            .json();
        assert_eq!((&document["ok"], &document["answers"]["commit"]), (&json!(false), &json!(false)));
        assert_eq!(document["answers"]["git"], true);
        let reason = document["no_commit"].as_str().expect("a reason");
        assert!(reason.contains(command) && reason.contains("exit code 7"), "{reason}");
        assert_eq!(document["error"]["details"][0], "fatal: no space");
        let hint = document["error"]["hint"].as_str().expect("a hint");
        assert!(
            hint.starts_with(&format!("cd a && {command}")) && hint.contains("git commit --message"),
            "{hint}"
        );
        // Where nobody has asked for it, the application is no failure, and the installation goes on.
        let fails = Fate::Fails(vec!["fatal: no space".to_owned()]);
        let mut run = git().program(&format!("{FIRST}{step}"), fails);
        let document = run.go(&["new", "a", "--json", "--install"]).expect(0).json();
        assert_eq!((&document["ok"], &document["answers"]["install"]), (&json!(true), &json!(true)));
        let warnings = document["warnings"].to_string();
        assert!(
            warnings.contains("No first commit was made") && warnings.contains("fatal: no space"),
            "{warnings}"
        );
        assert!(document["next"][1].as_str().is_some_and(|next| next.starts_with(command)), "{document}");
    }
}

#[test]
fn a_template_that_git_init_fails_with_is_left_out() {
    let fails = Fate::Fails(vec!["fatal: refused".to_owned()]);
    let mut run = git().program("git -c init.defaultBranch=main init", fails);
    let document = run.go(&["new", "a", "--json"]).expect(0).json();
    assert_eq!((&document["answers"]["git"], &document["commit"]), (&json!(true), &json!(HASH)));
    let warnings = document["warnings"].to_string();
    assert!(
        warnings.contains("without your own template and hooks, which failed: fatal: refused"),
        "{warnings}"
    );
}

#[test]
fn the_same_again_finds_everything_there() {
    let mut run = git();
    run.go(&["new", "a"]).expect(0);
    let before = crate::tree::snapshot(run.home.path());
    // Killed before `git init`: the second run makes up for it.
    let output = run.go(&["new", "a", "--json"]).expect(0);
    assert_eq!((&output.json()["commit"], added(&output).is_empty()), (&json!(HASH), false));
    crate::tree::assert_same(&before, &crate::tree::snapshot(run.home.path()), "again");
    // Killed before the first commit: git runs nothing in a repository that may be a stranger's.
    run.write("a/.git/HEAD", "ref: refs/heads/main\n");
    let output = run.go(&["new", "a", "--json"]).expect(0);
    let document = output.json();
    assert_eq!((output.called.len(), &document["answers"]["git"]), (0, &json!(false)));
    assert!(document["warnings"].to_string().contains("has no commit yet"), "{document}");
    let commit = "git commit --message 'Initial commit from carto-app'";
    assert_eq!(
        document["next"].as_array().map(|next| &next[..4]),
        Some(&[json!("cd a"), json!("git init"), json!("git add ."), json!(commit)][..])
    );
    assert!(run.go(&["new", "a"]).expect(0).stderr.contains("Unchanged: "));
    // A whole repository.
    run.write("a/.git/refs/heads/main", HASH);
    let document = run.go(&["new", "a", "--json"]).expect(0).json();
    assert!(!document["warnings"].to_string().contains("commit"), "{document}");
    assert_eq!(document["next"][1], "npm install");
    let document = run.go(&["new", "a", "--json", "--dry-run"]).expect(0).json();
    assert_eq!(document["answers"]["git"], false);
}

#[test]
fn the_variable_email_is_an_identity() {
    let mut run = git().env("EMAIL", "ada@example.com");
    let output = run.go(&["new", "a", "--json"]).expect(0);
    assert_eq!(output.json()["commit"], json!(HASH));
    let has = |part: &str| output.called.iter().any(|called| called.contains(part));
    assert!(has(" commit --message") && !has("useConfigOnly=true commit"), "{:?}", output.called);
}
