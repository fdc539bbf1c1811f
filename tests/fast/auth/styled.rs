//! Applications with their own Prettier settings.

use super::*;

/// A substitute for Prettier that uses tabs and no semicolons.
fn tabs(path: &str, text: &str) -> Option<String> {
    if path.ends_with("package.json") {
        return Some(text.replace("  ", "\t"));
    }
    let is_module = path.rsplit('.').next().is_some_and(|end| ["js", "jsx"].contains(&end));
    let line = |line: &str| {
        let rest = line.trim_start_matches(' ');
        let indent = "\t".repeat((line.len() - rest.len()) / 2);
        format!("{indent}{}\n", rest.trim_end_matches(';'))
    };
    is_module.then(|| text.lines().map(line).collect())
}

fn format(run: &Run) {
    write(
        run,
        ".prettierrc",
        "{ \"useTabs\": true, \"semi\": false, \"singleQuote\": true, \"printWidth\": 100 }\n",
    );
    write(run, "node_modules/prettier/package.json", "{}\n");
    for (path, _) in files(run) {
        let path = path.display().to_string();
        if let Some(new) = tabs(
            &path,
            &String::from_utf8_lossy(&std::fs::read(run.path("my-map").join(&path)).expect("reads")),
        ) {
            write(run, &path, &new);
        }
    }
}

fn styled(args: &[&str]) -> Run {
    let mut run = app(args).prettier(tabs);
    run.go(&["add", "source", "parks"]).expect(0);
    run.go(&["add", "layer", "parks", "--view", "datasets"]).expect(0);
    format(&run);
    run
}

#[test]
fn the_applications_prettier_formats_old_and_new_files() {
    let mut run = styled(&["--dataset", "roads"]);
    let before = files(&run);
    let output = run.go(&["auth", "use", "api-key", "--format"]).expect(0);
    assert_eq!(
        output.called.len(),
        2,
        "one call for the old files, one for the current files: {:?}",
        output.called.len()
    );
    let fresh = styled(&["--dataset", "roads", "--auth", "api-key"]);
    assert_eq!(differing_files(&files(&run), &files(&fresh)), Vec::<String>::new());
    run.go(&["auth", "use", "oauth", "--format"]).expect(0);
    assert_eq!(differing_files(&before, &files(&run)), Vec::<String>::new());
}

#[test]
fn set_formats_added_files() {
    let mut run = styled(&["--dataset", "roads"]);
    run.go(&["auth", "set", "--force-oauth-login", "--format"]).expect(0);
    let new = read(&run, "e2e/login/forced.e2e.js");
    assert_eq!(Some(&new), tabs("a.js", &new).as_ref());
    assert!(!run.path("my-map/e2e/login/optional.e2e.js").exists());
}

#[test]
fn an_unformatted_file_is_compared_unchanged() {
    let mut run = styled(&["--dataset", "roads"]);
    let plain = read(&app(&["--dataset", "roads"]), "src/store/store.js");
    write(&run, "src/store/store.js", &plain);
    run.go(&["auth", "use", "api-key", "--format"]).expect(0);
    assert_eq!(read(&run, "src/store/store.js"), read(&app(&["--auth", "api-key"]), "src/store/store.js"));
}

#[test]
fn asks_to_install_packages_when_prettier_is_missing() {
    let mut run = styled(&["--dataset", "roads"]);
    std::fs::remove_file(run.path("my-map/node_modules/prettier/package.json")).expect("removed");
    let output = run_without_changes(&mut run, &["auth", "use", "api-key", "--format"], 3);
    assert!(
        output.stderr.contains("try: npm install, then run the command again with --format"),
        "{}",
        output.stderr
    );
    assert_eq!(output.called, Vec::<String>::new());
}

/// Prettier is code of the application, which may be untrusted.
#[test]
fn prettier_runs_only_if_a_person_allows_it() {
    let add: &[&str] = &["add", "slice", "filters"];
    let set: &[&str] = &["auth", "set", "--force-oauth-login"];
    for command in [add, set] {
        for (more, reply, is_run, warning) in [
            (&[][..], None, false, "with --format"),
            (&["--yes"], Some(Reply::Confirm(true)), false, "with --format"),
            (&["--dry-run"], Some(Reply::Confirm(true)), false, "with --format"),
            (&["--dry-run", "--format"], Some(Reply::Confirm(true)), false, "a dry run doesn't run Prettier"),
            (&[], Some(Reply::Confirm(false)), false, "with --format"),
            (&[], Some(Reply::Confirm(true)), true, ""),
            (&["--format"], None, true, ""),
            (&["--json", "--format"], None, true, ""),
        ] {
            let mut run = styled(&["--dataset", "roads"]);
            if let Some(reply) = &reply {
                run = run.person([reply.clone()]);
            }
            let output = run.go(&[command, more].concat()).expect(0);
            assert_eq!(
                !output.called.is_empty(),
                is_run,
                "{command:?} {more:?} {reply:?}: {:?}",
                output.called
            );
            assert!(output.stderr.contains(warning), "{command:?} {more:?}: {}", output.stderr);
        }
    }
    let mut run = styled(&["--dataset", "roads"]);
    for more in [&[][..], &["--dry-run"]] {
        let output = run_without_changes(&mut run, &[&["auth", "use", "api-key"], more].concat(), 3);
        assert!(output.stderr.contains("try: run the command again with --format"), "{}", output.stderr);
        assert_eq!(output.called, Vec::<String>::new());
    }
}

#[test]
fn prettier_is_not_run_for_the_default_style() {
    let mut run = app(&["--dataset", "roads"]).prettier(tabs);
    write(&run, "node_modules/prettier/package.json", "{}\n");
    let output = run.go(&["auth", "use", "api-key"]).expect(0);
    assert_eq!(output.called, Vec::<String>::new());
}

#[test]
fn new_files_use_the_line_endings_of_the_others() {
    let mut run = app(&["--dataset", "roads"]);
    for (path, _) in files(&run) {
        let path = path.display().to_string();
        write(&run, &path, &read(&run, &path).replace('\n', "\r\n"));
    }
    let before = files(&run);
    run.go(&["auth", "use", "api-key"]).expect(0);
    run.go(&["auth", "use", "oauth"]).expect(0);
    assert_eq!(differing_files(&before, &files(&run)), Vec::<String>::new());
    run.go(&["auth", "set", "--force-oauth-login"]).expect(0);
    assert!(read(&run, "e2e/login/forced.e2e.js").contains("\r\n"));
}

#[test]
fn the_question_about_prettier_goes_back() {
    let mut run = styled(&["--dataset", "roads"]).person([
        Reply::Text("filters".to_owned()),
        Reply::Back,
        Reply::Text("parks".to_owned()),
        Reply::Confirm(false),
    ]);
    let output = run.go(&["add", "slice"]).expect(0);
    assert!(run.path("my-map/src/store/parksSlice.js").exists(), "{:?}", output.transcript);
    let mut run = styled(&["--dataset", "roads"]).person([
        Reply::Choose("Forced".to_owned()),
        Reply::Confirm(true),
        Reply::Back,
        Reply::Choose("Account".to_owned()),
        Reply::Text("acme".to_owned()),
        Reply::Confirm(false),
    ]);
    let output = run.go(&["auth", "set"]).expect(0);
    let (state, slice) = (read(&run, "src/store/initialStateSlice.js"), read(&run, "src/store/appSlice.js"));
    assert!(state.contains("acme") && slice.contains("forceOAuthLogin: false"), "{:?}", output.transcript);
}
