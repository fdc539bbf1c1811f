//! Applications in TypeScript: a module is known by its name, whatever its extension, and typed values are read and edited like
//! others.

use crate::tree::{assert_same, snapshot};
use crate::world::Run;

const STATE: &str = "src/store/initialStateSlice.ts";
const SLICE: &str = "src/store/appSlice.ts";
const STORE: &str = "src/store/store.ts";

/// Writes an application with one dataset, and turns its store into TypeScript.
fn app() -> Run {
    let mut run = Run::new();
    let words = ["new", ".", "--name", "my-map", "--yes", "--no-git", "--client-id", "AbCdEfGhIjKl"];
    run.go(&[&words[..], &["--dataset", "roads", "--force-oauth-login"]].concat()).expect(0);
    for path in [STATE, SLICE, STORE] {
        let old = path.replace(".ts", ".js");
        let mut text = run.read(&old);
        for (from, to) in [
            ("export const initialState = {", "export const initialState: State = {"),
            ("clientId: 'AbCdEfGhIjKl'", "clientId: 'AbCdEfGhIjKl' as string"),
            ("    ],\n    authorizeEndPoint", "    ] as Scope[],\n    authorizeEndPoint"),
            ("oauthInitialState = {", "oauthInitialState = <const>{"),
            ("apiKey: 'default_public',\n", "apiKey: 'default_public'!,\n"),
            ("forceOAuthLogin: true,", "forceOAuthLogin: true as boolean,"),
            ("createSlice({", "createSlice<State, Reducers, 'app'>({"),
            ("reducers = {", "reducers = <Reducers>{"),
        ] {
            text = text.replace(from, to);
        }
        std::fs::remove_file(run.path(&old)).expect("removed");
        run.write(path, &text);
    }
    run
}

#[test]
fn typed_values_are_shown_with_their_places() {
    let mut run = app();
    run.go(&["check"]).expect(0);
    let shown = run.go(&["auth", "show", "--json"]).expect(0).json();
    for (key, value, path) in [
        ("client_id", "AbCdEfGhIjKl", STATE),
        ("username", "public", STATE),
        ("authorize_url", "https://carto.com/oauth2/authorize", STATE),
        ("api_key", "default_public", STATE),
    ] {
        assert_eq!((&shown[key]["value"], &shown[key]["path"]), (&value.into(), &path.into()), "{shown}");
    }
    assert_eq!(shown["scopes"][1]["value"], "datasets:r:roads", "{shown}");
    assert_eq!(shown["force_oauth_login"]["value"], true, "{shown}");
    assert_eq!(shown["force_oauth_login"]["path"], SLICE, "{shown}");
    // The slice may also contain the state itself.
    let slice = run.read(SLICE);
    let (state, rest) = slice.split_once("\n\nconst appSlice").expect("a slice");
    let object = &state[state.find("= {").expect("a state") + 2..].trim_end_matches(';');
    let inline = format!(
        "const appSlice{}",
        rest.replacen("initialState,", &format!("initialState: {object} satisfies State,"), 1)
    );
    run.write(SLICE, &inline);
    let shown = run.go(&["auth", "show", "--json"]).expect(0).json();
    assert_eq!(shown["force_oauth_login"]["value"], true, "{inline} {shown}");
}

#[test]
fn typed_values_are_edited_in_place() {
    let mut run = app();
    let words =
        ["auth", "set", "--client-id", "MnOpQrStUvWx", "--username", "acme", "--no-force-oauth-login"];
    run.go(&[&words[..], &["--add-scope", "datasets:r:parks", "--remove-scope", "datasets:r:roads"]].concat())
        .expect(0);
    let (state, slice) = (run.read(STATE), run.read(SLICE));
    for part in ["'MnOpQrStUvWx' as string", "username: 'acme'", "'datasets:r:parks', //", "] as Scope[]"] {
        assert!(state.contains(part), "no {part} in {state}");
    }
    assert!(!state.contains("datasets:r:roads"), "{state}");
    assert!(slice.contains("forceOAuthLogin: false as boolean"), "{slice}");
    assert!(
        !run.path("src/store/appSlice.js").exists() && !run.path("src/store/initialStateSlice.js").exists()
    );
}

#[test]
fn additions_and_fixes_edit_the_typed_modules() {
    let mut run = app();
    run.go(&["add", "source", "parks", "--dataset", "parks"]).expect(0);
    assert!(run.read(STATE).contains("'datasets:r:parks'"), "{}", run.read(STATE));
    run.go(&["add", "layer", "parks", "--geometry", "line", "--view", "datasets"]).expect(0);
    run.go(&["add", "slice", "filters"]).expect(0);
    let store = run.read(STORE);
    assert!(store.contains("filters: filtersReducer,"), "{store}");
    run.go(&["check"]).expect(0);
    let text = run.read(STATE);
    run.write(
        STATE,
        &text.replace("      'datasets:r:parks'", "      'user:profile',\n      'datasets:r:other'"),
    );
    let shown = run.go(&["check"]).expect(6).stdout;
    for code in ["scope-twice", "scope-missing"] {
        assert!(shown.contains(code) && shown.contains(STATE), "no {code}: {shown}");
    }
    run.go(&["check", "--fix"]);
    let text = run.read(STATE);
    assert!(text.contains("'datasets:r:parks'") && text.matches("user:profile").count() == 1, "{text}");
    // The record follows a value in a typed module.
    let slice = run.read(SLICE);
    run.write(SLICE, &slice.replace("forceOAuthLogin: true", "forceOAuthLogin: false"));
    run.go(&["check", "--fix"]);
    assert!(run.read("carto-app.toml").contains("force_oauth_login = false"));
}

#[test]
fn a_switch_of_the_mode_is_refused_without_changes() {
    let mut run = app();
    let before = snapshot(&run.path("."));
    let output = run.go(&["auth", "use", "api-key"]).expect(3);
    assert!(output.stderr.contains("initialStateSlice.js must be edited, but it is"), "{}", output.stderr);
    assert_same(&before, &snapshot(&run.path(".")), "after a refusal");
}

#[test]
fn two_files_of_one_module_are_ambiguous() {
    for path in [STATE, SLICE] {
        let mut run = app();
        let other = path.replace(".ts", ".js");
        run.write(&other, "export const initialState = {};\n");
        let before = snapshot(&run.path("."));
        for words in
            [&["auth", "show"][..], &["auth", "set", "--username", "acme"], &["auth", "use", "api-key"]]
        {
            let output = run.go(words).expect(3);
            assert!(
                output.stderr.contains(&format!("{other} and {path} are the same module")),
                "{}",
                output.stderr
            );
        }
        let shown = run.go(&["check"]).expect(6).stdout;
        assert!(shown.contains(&format!("{other} and {path} are the same module")), "{shown}");
        run.go(&["check", "--fix"]).expect(6);
        assert_same(&before, &snapshot(&run.path(".")), "an ambiguous module");
    }
    let mut run = app();
    run.write("src/store/store.js", &run.read(STORE).replace("<Reducers>", ""));
    let output = run.go(&["add", "slice", "filters"]).expect(3);
    assert!(output.stderr.contains("are the same module"), "{}", output.stderr);
}
