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
            ("|| 'AbCdEfGhIjKl'", "|| ('AbCdEfGhIjKl' as string)"),
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

/// Writes an application in TypeScript.
fn typed(more: &[&str]) -> Run {
    let mut run = Run::new();
    let words = ["new", ".", "--name", "my-map", "--yes", "--no-git", "--language", "typescript"];
    run.go(&[&words[..], more].concat()).expect(0);
    run
}

#[test]
fn parts_are_added_in_the_language_of_the_application() {
    let mut run = typed(&["--client-id", "AbCdEfGhIjKl", "--dataset", "parks", "--no-example"]);
    for (words, created) in [
        (&["source", "roads", "--dataset", "roads_2020"][..], &["src/data/sources/roadsSource.ts"][..]),
        (&["view", "roads"], &["src/components/views/Roads.tsx"]),
        (
            &[
                "layer",
                "roads",
                "--style",
                "categories",
                "--column",
                "kind",
                "--values",
                "a,b",
                "--view",
                "roads",
            ],
            &["src/components/layers/RoadsLayer.ts"],
        ),
        (
            &[
                "widget", "kinds", "--kind", "category", "--column", "kind", "--source", "roads", "--view",
                "roads",
            ],
            &[
                "src/components/widgets/CategoryWidget.tsx",
                "src/components/widgets/CategoryWidget.test.tsx",
                "src/hooks/useColumnFilter.ts",
            ],
        ),
        (
            &["model", "roads", "--source", "roads"],
            &["src/data/models/roadsModel.ts", "src/data/models/roadsModel.test.ts"],
        ),
        (&["slice", "filters"], &["src/store/filtersSlice.ts", "src/store/filtersSlice.test.ts"]),
        (
            &["component", "RoadCard"],
            &["src/components/common/RoadCard.tsx", "src/components/common/RoadCard.test.tsx"],
        ),
    ] {
        let added = run.go(&[&["add"], words, &["--json"]].concat()).expect(0).json();
        let changes = added["changes"].as_array().expect("changes");
        for path in created {
            assert!(
                changes.iter().any(|change| change["path"] == *path && change["change"] == "create"),
                "{added}"
            );
        }
        let again = run.go(&[&["add"], words].concat()).expect(0);
        assert!(again.stderr.contains("nothing was changed"), "{}", again.stderr);
    }
    let view = run.read("src/components/views/Roads.tsx");
    assert!(view.contains("colors={roadsLayer.colors.kind}"), "{view}");
    assert!(run.read("src/store/store.ts").contains("filters: filtersReducer"));
    assert!(run.read("src/routes.tsx").contains("import('components/views/Roads')"));
    let below = snapshot(&run.path("src"));
    let stray: Vec<_> = below.keys().filter(|path| path.ends_with(".js") || path.ends_with(".jsx")).collect();
    assert!(stray.is_empty(), "{stray:?}");
    run.go(&["check"]).expect(0);
}

#[test]
fn an_application_that_became_typescript_gets_the_types_that_new_modules_import() {
    let mut run = Run::new();
    run.go(&["new", ".", "--name", "my-map", "--yes", "--no-git", "--auth", "api-key"]).expect(0);
    run.write("tsconfig.json", "{}\n");
    // New modules follow those in their folder.
    run.go(&["add", "source", "parks"]).expect(0);
    assert!(run.path("src/data/sources/parksSource.js").exists());
    for folder in ["src/data/sources", "src/components/layers"] {
        for file in std::fs::read_dir(run.path(folder)).expect(folder).flatten() {
            std::fs::rename(file.path(), file.path().with_extension("ts")).expect("renamed");
        }
    }
    run.go(&["add", "source", "roads"]).expect(0);
    // Layers are found by a pattern.
    let layers = "src/components/layers/index.ts";
    let found = run.go(&["add", "layer", "roads"]).expect(3).stderr;
    assert!(found.contains("such as './*Layer.{js,ts}'"), "{found}");
    run.write(layers, &run.read(layers).replace("*Layer.js'", "*Layer.{js,ts}'"));
    run.go(&["add", "layer", "roads"]).expect(0);
    for path in [
        "src/data/sources/roadsSource.ts",
        "src/data/source.ts",
        "src/components/layers/RoadsLayer.ts",
        "src/components/layers/layerDefinition.ts",
    ] {
        assert!(run.path(path).exists(), "{path}");
    }
}

/// TypeScript would refuse a column that the type of the source does not have.
#[test]
fn columns_come_from_the_type_of_a_source() {
    let mut run = typed(&["--client-id", "AbCdEfGhIjKl", "--dataset", "roads"]);
    let source = "src/data/sources/roadsSource.ts";
    let text = run.read(source);
    let widget = |name, kind, column| {
        ["add", "widget", name, "--kind", kind, "--column", column, "--source", "roads", "--view", "datasets"]
    };
    for (of, is_known) in [
        ("Source<{ kind: string; length?: number | null }>", true),
        ("Source<Road>", true),
        ("Source<Pick<Road, 'kind'>>", false),
    ] {
        let road = if of.contains("Road") {
            "interface Road {\n  kind: string;\n  length?: number;\n}\n\n"
        } else {
            ""
        };
        let changed = text.replace("const roadsSource: Source", &format!("{road}const roadsSource: {of}"));
        assert_ne!(changed, text);
        run.write(source, &changed);
        for (kind, column, why) in [
            ("histogram", "kind", "holds text, where numbers are needed"),
            ("category", "knid", "does not exist"),
            ("time-series", "length", "holds something else, where dates are needed"),
        ] {
            let words = [&widget("w", kind, column)[..], &["--dry-run"]].concat();
            let shown = run.go(&words);
            assert_eq!(shown.code, if is_known { 2 } else { 0 }, "{of} {kind} {}", shown.stderr);
            assert_eq!(shown.stderr.contains(why), is_known, "{of} {kind} {}", shown.stderr);
        }
        for (kind, column) in [("histogram", "length"), ("category", "kind"), ("time-series", "kind")] {
            run.go(&[&widget("w", kind, column)[..], &["--dry-run"]].concat()).expect(0);
        }
        let bins = ["add", "layer", "ways", "--source", "roads", "--breaks", "1,2", "--dry-run", "--column"];
        run.go(&[&bins[..], &["kind"]].concat()).expect(if is_known { 2 } else { 0 });
        run.go(&[&bins[..], &["length"]].concat()).expect(0);
    }
}

#[test]
fn the_mode_is_switched_and_back() {
    let mut run = typed(&["--client-id", "AbCdEfGhIjKl", "--example", "--dataset", "parks"]);
    run.go(&["add", "view", "roads"]).expect(0);
    let before = snapshot(&run.path(""));
    run.go(&["auth", "use", "api-key", "--yes"]).expect(0);
    run.go(&["check"]).expect(0);
    assert!(!run.path("oauthCallbackPlugin.ts").exists() && run.path("src/App.tsx").exists());
    run.go(&["auth", "use", "oauth", "--client-id", "AbCdEfGhIjKl", "--yes"]).expect(0);
    assert_same(&before, &snapshot(&run.path("")), "the application");
}

#[test]
fn changed_values_reach_what_depends_on_them() {
    let mut run = typed(&["--client-id", "AbCdEfGhIjKl", "--dataset", "parks"]);
    run.go(&["auth", "set", "--username", "acme", "--force-oauth-login", "--client-id", "MnOpQrStUvWx"])
        .expect(0);
    assert!(run.read("e2e/support/enter.ts").contains("logIn"), "{}", run.read("e2e/support/enter.ts"));
    run.go(&["check"]).expect(0);
}

#[test]
fn findings_name_the_files_of_the_application() {
    let mut run = typed(&["--client-id", "AbCdEfGhIjKl"]);
    std::fs::remove_file(run.path("oauthCallbackPlugin.ts")).expect("removed");
    let found = run.go(&["check"]).expect(6).stdout;
    assert!(found.contains("oauthCallbackPlugin.ts is missing"), "{found}");
    run.go(&["check", "--fix"]).expect(0);
    assert!(run.read("oauthCallbackPlugin.ts").contains("oauthCallbackPlugin"));
}

#[test]
fn parts_that_nothing_uses_are_found() {
    let mut run = typed(&["--client-id", "AbCdEfGhIjKl", "--no-example"]);
    run.go(&["add", "source", "roads"]).expect(0);
    run.go(&["add", "layer", "roads"]).expect(0);
    run.go(&["auth", "set", "--add-scope", "datasets:r:nobody"]).expect(0);
    let found = run.go(&["check"]).expect(6).stdout;
    for code in ["unused-source", "unused-layer", "scope-unneeded"] {
        assert!(found.contains(code), "no {code} in {found}");
    }
}
