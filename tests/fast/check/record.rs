//! The record, `carto-app.toml`.

use super::*;

#[test]
fn rejects_a_record_of_a_newer_version() {
    let mut run = app(OAUTH);
    edit(&run, RECORD, concat!("version = \"", env!("CARGO_PKG_VERSION"), "\""), "version = \"999.0.0\"");
    assert_eq!(run.go(&["check"]).code, 3);
}

#[test]
fn an_invalid_record_does_not_suggest_flags() {
    let mut run = app(OAUTH);
    edit(&run, RECORD, "[\"user:profile\"", "[\"bogus:x\"");
    for args in [&["check"][..], &["auth", "show"]] {
        let shown = run.go(args).expect(2).stderr;
        assert!(shown.contains("carto-app.toml, line ") && shown.contains("bogus:x"), "{shown}");
        assert!(!shown.contains("CARTO_APP_SCOPES") && !shown.contains("set with"), "{shown}");
    }
}

#[test]
fn finds_a_record_that_disagrees_with_the_code() {
    for (path, old, new, key) in [
        (STATE, "AbCdEfGhIjKl", "ZbCdEfGhIjKl", "client_id = "),
        (STATE, "'datasets:r:roads'", "'datasets:rw:roads'", "scopes = "),
        (STATE, "username: 'public'", "username: 'acme'", "username = "),
        (STATE, "https://{user}.carto.com", "https://gis.acme.com/user/{user}", "server_url_template = "),
        (
            STATE,
            "    serverUrlTemplate",
            "    mapsUrl: 'https://maps.acme.com/user/{user}',\n    serverUrlTemplate",
            "[carto]",
        ),
        (
            STATE,
            "https://carto.com/oauth2/authorize",
            "https://acme.com/oauth2/authorize",
            "authorize_url = ",
        ),
        (SLICE, "forceOAuthLogin: false", "forceOAuthLogin: true", "force_oauth_login = "),
        (SLICE, "title: '", "title: 'Our ", "title = "),
        ("package.json", "\"name\": \"my-map\"", "\"name\": \"our-map\"", "name = "),
    ] {
        let mut run = app(DATASETS);
        edit(&run, path, old, new);
        let code = run.read(path);
        let record = run.read(RECORD);
        let place = line(&run, RECORD, key);
        assert_one_finding(&mut run, Code::Drift, RECORD, place);
        let dry = run.go(&["check", "--fix", "--dry-run"]).expect(6);
        assert!(dry.stdout.contains("--- a/carto-app.toml\n"), "{}", dry.stdout);
        assert_eq!(run.read(RECORD), record);
        apply_suggestion_and_assert_clean(&mut run);
        assert_eq!(run.read(path), code, "the code is not changed");
        assert!(run.read(RECORD).contains("# Title of the page"), "comments stay");
    }
    // The order of scopes does not matter.
    let mut run = app(DATASETS);
    edit(&run, RECORD, "[\"user:profile\", \"datasets:r:roads\"", "[\"datasets:r:roads\", \"user:profile\"");
    assert_clean(&mut run);
}

#[test]
fn finds_a_record_of_the_other_mode() {
    let titled = |answers: &[&'static str]| [answers, &["--title", "My map"]].concat();
    let mut run = app(&titled(OAUTH));
    let other = app(&titled(API_KEY));
    run.write(RECORD, &other.read(RECORD));
    let place = line(&run, RECORD, "mode = ");
    assert_one_finding(&mut run, Code::Drift, RECORD, place);
    apply_suggestion_and_assert_clean(&mut run);
    assert!(run.read(RECORD).contains("client_id = \"AbCdEfGhIjKl\""), "{}", run.read(RECORD));
    let mut run = other;
    run.write(RECORD, &app(&titled(OAUTH)).read(RECORD));
    assert_one_finding(&mut run, Code::Drift, RECORD, place);
    apply_suggestion_and_assert_clean(&mut run);
    assert!(!run.read(RECORD).contains("client_id"), "{}", run.read(RECORD));
}
