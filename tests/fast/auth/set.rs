//! `auth set` changes values in place.

use super::*;

#[test]
fn changes_literals_in_place_and_updates_the_record() {
    let mut run = app(&[]);
    write(&run, "carto-app.toml", &read(&run, "carto-app.toml").replace("[auth]", "[auth] # mine"));
    let before = files(&run);
    let state = read(&run, STATE);
    let args = ["auth", "set", "--client-id", ID, "--add-scope", "datasets:r:roads", "--username", "acme"];
    let output = run.go(&args).expect(0);
    assert!(output.stderr.contains("Changed the client ID, the scopes and the account"), "{}", output.stderr);
    let expected = state
        .replace("CLIENT_ID || ''", &format!("CLIENT_ID || '{ID}'"))
        .replace("username: 'public'", "username: 'acme'")
        .replace("consume credits\n", "consume credits\n      'datasets:r:roads', // read roads\n");
    assert_eq!(read(&run, STATE), expected);
    let record = read(&run, "carto-app.toml");
    assert!(
        record.contains("[auth] # mine\n# oauth or api-key\n") && record.contains("client_id = \"AbCdEf")
    );
    assert!(record.contains("scopes = [\"user:profile\", \"dataservices:geocoding\", \"dataservices:isolines\", \"datasets:r:roads\"]"));
    // The README has the command that recreates the application, and lists the scopes.
    assert_eq!(differing_files(&before, &files(&run)), ["README.md", "carto-app.toml", STATE]);
    assert!(read(&run, "README.md").contains("- datasets:r:roads: read roads\n"));
    let again = run_without_changes(&mut run, &args, 0);
    assert!(
        again.stderr.contains("Everything is set that way already; nothing was changed."),
        "{}",
        again.stderr
    );
    let back = ["auth", "set", "--client-id=", "--remove-scope", "datasets:r:roads", "--username=public"];
    run.go(&back).expect(0);
    assert_eq!(differing_files(&before, &files(&run)), Vec::<String>::new());
    assert!(run_without_changes(&mut run, &back, 0).stderr.contains("already"));
}

#[test]
fn adds_and_removes_the_tests_of_the_forced_login() {
    let mut run = app(&[]);
    let before = files(&run);
    run.go(&["auth", "set", "--force-oauth-login"]).expect(0);
    assert!(read(&run, APP).contains("forceOAuthLogin: true,"));
    assert!(run.path("my-map/e2e/login/forced.e2e.js").exists());
    assert!(!run.path("my-map/e2e/login/optional.e2e.js").exists());
    run_without_changes(&mut run, &["auth", "set", "--force-oauth-login=yes"], 0);
    run.go(&["auth", "set", "--no-force-oauth-login"]).expect(0);
    assert_eq!(differing_files(&before, &files(&run)), Vec::<String>::new());
}

/// What the search for places consists of.
const SEARCH: [&str; 5] = [
    "e2e/search.e2e.js",
    "src/components/common/PlaceSearch.jsx",
    "src/components/common/PlaceSearch.test.jsx",
    "src/data/models/placeModel.js",
    "src/hooks/usePlaceSearch.js",
];

#[test]
fn adds_and_removes_the_search_for_places_with_its_scope() {
    let mut run = app(&["--client-id", ID, "--dataset", "roads"]);
    let before = files(&run);
    run.go(&["auth", "set", "--add-scope", "dataservices:geocoding"]).expect(0);
    assert!(SEARCH.iter().all(|path| run.path(&format!("my-map/{path}")).exists()));
    assert!(read(&run, "src/components/common/MapControls.jsx").contains("<PlaceSearch "));
    run.go(&["auth", "set", "--remove-scope", "dataservices:geocoding"]).expect(0);
    assert_eq!(differing_files(&before, &files(&run)), Vec::<String>::new());
}

#[test]
fn modules_that_the_owners_code_imports_stay() {
    let mut run = app(&["--client-id", ID, "--dataset", "roads", "--scope", "dataservices:geocoding"]);
    edit(&run, "src/components/common/MapControls.jsx", "<PlaceSearch ", "<PlaceSearch key=\"mine\" ");
    let output = run.go(&["auth", "set", "--remove-scope", "dataservices:geocoding"]).expect(0);
    assert!(output.stderr.contains("MapControls.jsx was not updated"), "{}", output.stderr);
    let stay = SEARCH.map(|path| run.path(&format!("my-map/{path}")).exists());
    assert_eq!(stay, [false, true, false, true, true]);
    assert!(run.path("my-map/src/hooks/useServiceCredentials.js").exists());
}

#[test]
fn a_scope_that_a_dataset_needs_can_be_removed() {
    let mut run = app(&["--client-id", ID, "--dataset", "roads"]);
    for args in [
        &["--remove-scope", "datasets:r:roads"][..],
        &["--username", "acme"],
        &["--force-oauth-login"],
        &["--no-force-oauth-login", "--username", "public"],
    ] {
        let output = run.go(&[&["auth", "set"], args].concat()).expect(0);
        assert!(!output.stderr.contains("stays as it is"), "{args:?}: {}", output.stderr);
        let readme = read(&run, "README.md");
        assert!(!readme.contains("- datasets:r:roads: "), "{readme}");
    }
    let json = run.go(&["check", "--json"]).json();
    assert!(!json.to_string().contains("drift"), "{json}");
    run.go(&["auth", "set", "--add-scope", "datasets:r:roads"]).expect(0);
    assert!(read(&run, "README.md").contains("- datasets:r:roads: read roads\n"));
}

#[test]
fn a_public_key_replaces_every_trace_of_a_private_key() {
    let env = || Run::new().env("CARTO_APP_API_KEY", KEY);
    let args = ["--auth", "api-key", "--username", "acme", "--dataset", "roads"];
    let public = ["auth", "set", "--api-key", "default_public"];
    let mut plain = inside(env(), &args);
    let mut run = inside(env(), &args);
    edit(&run, STATE, "import.meta.env.VITE_CARTO_API_KEY", &format!("'{OTHER_KEY}'"));
    for run in [&mut plain, &mut run] {
        run.unset("CARTO_APP_API_KEY");
        let output = run.go(&public).expect(0);
        assert!(!format!("{}{}", output.stdout, output.stderr).contains(&OTHER_KEY[..6]));
    }
    assert_eq!(differing_files(&files(&plain), &files(&run)), Vec::<String>::new());
    assert!(!run.path("my-map/src/components/common/KeyGate.jsx").exists());
    run_without_changes(&mut run, &public, 0);
}

#[test]
fn keeps_the_owners_changes() {
    let mut run = app(&[]);
    edit(&run, "README.md", "Users can log in with", "You can log in with");
    write(&run, "e2e/login/optional.e2e.js", "// mine\n");
    let output = run.go(&["auth", "set", "--force-oauth-login", "--add-scope", "schemas:c"]).expect(0);
    assert!(output.stderr.contains("README.md was not updated"), "{}", output.stderr);
    assert!(output.stderr.contains("e2e/login/optional.e2e.js was not updated"), "{}", output.stderr);
    assert_eq!(read(&run, "e2e/login/optional.e2e.js"), "// mine\n");
}

/// The initial state after edits by the owner.
const BY_HAND: &str = "\
import { POSITRON } from \"data/basemaps\"
const CLIENT_ID = \"-bCdEfGhIjKl\" // of the dashboard
const SCOPES = [ /* all */ \"user:profile\", 'datasets:r:roads' ]

export const oauthInitialState = Object.freeze({
  // the OAuth app
  oauthApp: {
    \"authorizeEndPoint\": 'https://carto.com/oauth2/authorize',
    'scopes': SCOPES, /* why */
    clientId: CLIENT_ID,
  },
})

export const initialState = Object.freeze({
  credentials: { apiKey: 'default_public', \"username\": `public`, serverUrlTemplate: 'https://{user}.carto.com' },
  basemap: POSITRON,
})
";

#[test]
fn finds_values_in_edited_files() {
    for eol in ["\n", "\r\n"] {
        let mut run = app(&[]);
        let by_hand = BY_HAND.replace('\n', eol);
        write(&run, STATE, &by_hand);
        let args = [
            "auth",
            "set",
            "--client-id",
            ID,
            "--username",
            "acme",
            "--add-scope",
            "schemas:c",
            "--remove-scope",
            "user:profile",
        ];
        run.go(&args).expect(0);
        let expected = by_hand
            .replace("\"-bCdEfGhIjKl\"", &format!("\"{ID}\""))
            .replace("`public`", "'acme'")
            .replace("\"user:profile\", 'datasets:r:roads' ]", "'datasets:r:roads', 'schemas:c' ]");
        let found = read(&run, STATE);
        // Only the list is reformatted.
        let without = |text: &str| {
            text.lines().filter(|line| !line.contains("SCOPES = ")).collect::<Vec<_>>().join(eol)
        };
        assert_eq!(without(&found), without(&expected));
        let json = run.go(&["auth", "show", "--json"]).expect(0).json();
        assert_eq!(json["scopes"][0]["value"], "datasets:r:roads");
        assert_eq!(json["scopes"][1]["value"], "schemas:c");
        run_without_changes(&mut run, &args, 0);
    }
}

/// Writes an application whose list of scopes spreads another list.
fn with_spread(base: &str) -> Run {
    let run = app(&[]);
    let list = "const SCOPES = [ /* all */ \"user:profile\", 'datasets:r:roads' ]";
    assert!(BY_HAND.contains(list));
    write(
        &run,
        STATE,
        &BY_HAND.replace(list, &format!("{base}\nconst SCOPES = [...BASE, 'datasets:r:roads']")),
    );
    run
}

#[test]
fn changes_a_scope_in_a_spread_list_in_place() {
    let mut run = with_spread("const BASE = ['user:profile', ...['datasets:r:stores']]");
    let shown = run.go(&["auth", "show", "--json"]).expect(0).json();
    let values: Vec<_> =
        shown["scopes"].as_array().expect("a list").iter().map(|each| &each["value"]).collect();
    assert_eq!(values, ["user:profile", "datasets:r:stores", "datasets:r:roads"]);
    let before = read(&run, STATE);
    run.go(&["auth", "set", "--add-scope", "user:profile,datasets:r:stores"]).expect(0);
    assert_eq!(read(&run, STATE), before);
    run.go(&["auth", "set", "--remove-scope", "user:profile"]).expect(0);
    let state = read(&run, STATE);
    assert!(!state.contains("user:profile"), "{state}");
    for kept in ["...BASE", "'datasets:r:stores'", "'datasets:r:roads'"] {
        assert!(state.contains(kept), "{kept}: {state}");
    }
    let record = read(&run, "carto-app.toml");
    assert!(!record.contains("user:profile") && record.contains("datasets:r:stores"), "{record}");
}

#[test]
fn scopes_that_cannot_be_read_are_kept() {
    for base in
        ["import { BASE } from './base'", "const BASE = baseScopes()", "const BASE = LATER ? ['a'] : []"]
    {
        let mut run = with_spread(base);
        assert!(read(&run, "carto-app.toml").contains("user:profile"));
        let output = run_without_changes(&mut run, &["auth", "set", "--remove-scope", "user:profile"], 3);
        assert!(output.stderr.contains("scopes"), "{}", output.stderr);
        run.go(&["auth", "set", "--remove-scope", "datasets:r:roads", "--add-scope", "schemas:c"]).expect(0);
        let state = read(&run, STATE);
        assert!(
            state.contains("...BASE") && state.contains("'schemas:c'") && !state.contains("r:roads"),
            "{state}"
        );
        run.go(&["add", "source", "lakes", "--yes"]).expect(0);
        assert!(read(&run, STATE).contains("'datasets:r:lakes'"));
        let record = read(&run, "carto-app.toml");
        for scope in ["user:profile", "schemas:c", "datasets:r:lakes"] {
            assert!(record.contains(scope), "{scope}: {record}");
        }
        assert!(!record.contains("datasets:r:roads"), "{record}");
    }
}

#[test]
fn values_edited_by_hand_are_not_reverted() {
    let mut run = app(&["--client-id", "AAAAAAAAAAAA"]);
    edit(&run, STATE, "AAAAAAAAAAAA", "BBBBBBBBBBBB");
    edit(&run, STATE, "'user:profile', // name and avatar", "'user:profile', // mine");
    let state = read(&run, STATE);
    run.go(&["auth", "set", "--username", "acme"]).expect(0);
    assert_eq!(read(&run, STATE), state.replace("username: 'public'", "username: 'acme'"));
    assert!(read(&run, "carto-app.toml").contains("client_id = \"AAAAAAAAAAAA\""));
    // Only the record is out of date, so only the record changes.
    let before = files(&run);
    run.go(&["auth", "set", "--client-id", "BBBBBBBBBBBB"]).expect(0);
    assert_eq!(differing_files(&before, &files(&run)), ["carto-app.toml"]);
}

#[test]
fn shows_the_code_to_paste_if_no_place_is_found() {
    let mut run = app(&[]);
    edit(&run, STATE, "import.meta.env.VITE_CARTO_CLIENT_ID || ''", "idOf(window)");
    let output = run_without_changes(&mut run, &["auth", "set", "--client-id", ID], 3);
    assert!(output.stderr.contains("src/store/initialStateSlice.js, line 22"), "{}", output.stderr);
    assert!(output.stderr.contains(&format!("  clientId: '{ID}',")), "{}", output.stderr);
    edit(&run, STATE, "    clientId: idOf(window),\n", "");
    let output = run_without_changes(&mut run, &["auth", "set", "--client-id", ID], 3);
    assert!(output.stderr.contains("has no clientId in oauthInitialState.oauthApp"), "{}", output.stderr);
    write(&run, STATE, "export const = 1;\n");
    run_without_changes(&mut run, &["auth", "set", "--client-id", ID], 3);
    run_without_changes(&mut run, &["auth", "show"], 3);
    std::fs::remove_file(run.path("my-map").join(STATE)).expect("removed");
    run_without_changes(&mut run, &["auth", "set", "--client-id", ID], 3);
}

#[test]
fn all_wrong_values_are_reported_together() {
    let mut run = app(&[]);
    let args = [
        "auth",
        "set",
        "--json",
        "--client-id",
        "a b",
        "--add-scope",
        "datasets:w:x",
        "--remove-scope",
        "nope",
        "--force-oauth-login=perhaps",
        "--username",
        "ACME",
        &format!("--api-key={KEY}"),
    ];
    let output = run_without_changes(&mut run, &args, 2);
    let problems = output.json()["error"]["problems"].clone();
    assert_eq!(problems.as_array().map(Vec::len), Some(6), "{problems}");
    assert!(!output.stdout.contains(KEY), "{}", output.stdout);
    run_without_changes(&mut run, &["auth", "set"], 2);
    run_without_changes(&mut run, &["auth", "set", "--client-id", "--add-scope"], 2);
    run_without_changes(&mut run, &["auth", "set", "--add-scope", "apis:do", "--remove-scope", "apis:do"], 2);
    run_without_changes(&mut run, &["auth", "set", "--api-key"], 2);
    let mut run = app(&["--auth", "api-key"]);
    let output =
        run_without_changes(&mut run, &["auth", "set", "--client-id", ID, "--add-scope", "apis:do"], 2);
    assert!(output.stderr.contains("carto-app auth use oauth"), "{}", output.stderr);
}

#[test]
fn an_unknown_scope_can_be_removed() {
    let mut run = app(&[]);
    edit(&run, STATE, "'user:profile', //", "'offline', 'user:profile', //");
    run.go(&["auth", "set", "--remove-scope", "offline"]).expect(0);
    assert!(!read(&run, STATE).contains("offline"));
    run.go(&["auth", "set", "--remove-scope", "user:profile,dataservices:geocoding,dataservices:isolines"])
        .expect(0);
    assert!(read(&run, STATE).contains("    scopes: [],\n"), "{}", read(&run, STATE));
    run.go(&["auth", "set", "--add-scope", "user:profile dataservices:isolines"]).expect(0);
    assert!(read(&run, STATE).contains(
        "    scopes: [\n      'dataservices:isolines', // isochrones, which consume credits\n      'user"
    ));
}

#[test]
fn warns_of_a_dataset_without_its_scope() {
    let mut run = app(&["--dataset", "roads"]);
    let output = run.go(&["auth", "set", "--remove-scope", "datasets:r:roads"]).expect(0);
    assert!(output.stderr.contains("Without datasets:r:roads"), "{}", output.stderr);
}

#[test]
fn a_dry_run_shows_the_diff_and_writes_nothing() {
    let mut run = app(&[]);
    let output = run_without_changes(&mut run, &["auth", "set", "--client-id", ID, "--dry-run"], 0);
    assert!(
        output.stdout.contains(&format!("+    clientId: import.meta.env.VITE_CARTO_CLIENT_ID || '{ID}',\n")),
        "{}",
        output.stdout
    );
    assert!(!output.stdout.contains('\u{1b}'));
    let output =
        run_without_changes(&mut run, &["auth", "set", "--client-id", ID, "--dry-run", "--color=always"], 0);
    assert!(output.stdout.contains("\u{1b}[32m+    clientId"), "{}", output.stdout);
    let json =
        run_without_changes(&mut run, &["auth", "set", "--client-id", ID, "--dry-run", "--json"], 0).json();
    assert_eq!(json["dry_run"], true);
    assert!(json["diff"].as_str().is_some_and(|diff| diff.contains(ID)));
}

#[test]
fn replacing_a_private_key_changes_only_the_ignored_file() {
    let mut run = with_key();
    write(&run, ".env.local", &format!("# mine\nOTHER=1\nVITE_CARTO_API_KEY={KEY} # key\nLAST=2\n"));
    let before = files(&run);
    let key = format!("--api-key={OTHER_KEY}");
    let mut all = String::new();
    for args in [&["--dry-run"][..], &["--dry-run", "--json"], &["--json"], &[]] {
        let output = run.go(&[&["auth", "set", &key], args].concat()).expect(0);
        all.push_str(&output.stdout);
        all.push_str(&output.stderr);
    }
    assert_eq!(differing_files(&before, &files(&run)), [".env.local"]);
    let expected = format!("# mine\nOTHER=1\nVITE_CARTO_API_KEY={OTHER_KEY} # key\nLAST=2\n");
    assert_eq!(read(&run, ".env.local"), expected);
    assert!(!all.contains(&KEY[..8]) && !all.contains(&OTHER_KEY[..8]), "{all}");
    assert!(all.contains("Everything is set that way already"));
}

#[test]
fn the_variable_is_read_only_when_a_key_is_needed() {
    let mut run = inside(Run::new().env("CARTO_APP_API_KEY", KEY), &[]);
    run.unset("CARTO_APP_API_KEY");
    let mut run = run.env("CARTO_APP_API_KEY", OTHER_KEY);
    run.go(&["auth", "set", "--username", "acme"]).expect(0);
    assert!(read(&run, ".env.local").contains(KEY));
    run.go(&["auth", "set", "--api-key"]).expect(0);
    assert!(read(&run, ".env.local").contains(OTHER_KEY));
}

#[test]
fn an_error_names_only_variables_that_are_read() {
    let mut run = app(&[]);
    for (args, env) in [
        (["auth", "set", "--client-id", "a b", "--json"], serde_json::Value::Null),
        (["new", "other", "--client-id", "a b", "--json"], "CARTO_APP_CLIENT_ID".into()),
    ] {
        let json = run_without_changes(&mut run, &args, 2).json();
        assert_eq!(json["error"]["problems"][0]["env"], env, "{json}");
    }
}

#[test]
fn switches_from_the_public_key_to_a_private_one_and_back() {
    for args in [&["--auth", "api-key"][..], &["--auth", "api-key", "--dataset", "roads"]] {
        let mut run = app(args);
        let before = files(&run);
        let output = run.go(&["auth", "set", &format!("--api-key={KEY}")]).expect(0);
        assert!(!output.stderr.contains(KEY));
        let mut fresh = Run::new().env("CARTO_APP_API_KEY", KEY);
        fresh.go(&[&["new", "my-map", "--yes", "--no-git"], args].concat()).expect(0);
        assert_eq!(differing_files(&files(&run), &files(&fresh)), Vec::<String>::new());
        let dry = run_without_changes(&mut run, &["auth", "set", "--api-key=default_public", "--dry-run"], 0);
        assert!(!dry.stdout.contains(KEY), "{}", dry.stdout);
        let output = run.go(&["auth", "set", "--api-key=default_public"]).expect(0);
        // The file may have the only copy of the key.
        assert!(output.stderr.contains(".env.local still contains the API key"), "{}", output.stderr);
        assert!(read(&run, ".env.local").contains(KEY));
        assert_eq!(differing_files(&before, &files(&run)), [".env.local"]);
        run_without_changes(&mut run, &["auth", "set", "--api-key=default_public"], 0);
    }
}

#[test]
fn moves_a_private_key_out_of_the_code_without_printing_it() {
    let mut run = app(&["--auth", "api-key"]);
    edit(&run, STATE, "'default_public'", &format!("'{KEY}'"));
    let args = ["auth", "set", "--username", "acme", "--dry-run"];
    let output = run_without_changes(&mut run, &args, 0);
    assert!(output.stdout.contains("username: 'acme'") && !output.stdout.contains(KEY), "{}", output.stdout);
    let output =
        run_without_changes(&mut run, &["auth", "set", &format!("--api-key={OTHER_KEY}"), "--dry-run"], 0);
    assert!(
        !output.stdout.contains(&KEY[..8]) && !output.stdout.contains(&OTHER_KEY[..8]),
        "{}",
        output.stdout
    );
    run.go(&["auth", "set", &format!("--api-key={OTHER_KEY}")]).expect(0);
    assert!(read(&run, STATE).contains("apiKey: import.meta.env.VITE_CARTO_API_KEY,"));
    assert!(!read(&run, STATE).contains(KEY));
}

#[test]
fn prompts_for_the_value_to_change() {
    let mut run = app(&[]).person([choose("Client ID"), text("a b"), text(ID)]);
    run.go(&["auth", "set"]).expect(0);
    assert!(read(&run, STATE).contains(&format!("CLIENT_ID || '{ID}'")));
    let scopes = Reply::Tick(vec!["user:profile".to_owned(), "apis:do".to_owned()]);
    let mut run = run.person([choose("Scopes"), scopes]);
    run.go(&["auth", "set"]).expect(0);
    assert!(read(&run, STATE).contains("'apis:do', // Data Observatory"));
    assert!(!read(&run, STATE).contains("isolines"));
    let mut run = run.person([choose("Forced login"), Reply::Confirm(true)]);
    run.go(&["auth", "set"]).expect(0);
    assert!(read(&run, APP).contains("forceOAuthLogin: true"));
    // Back from the value to the question which one.
    let mut run = run.person([choose("Client ID"), Reply::Back, choose("Account"), text("acme")]);
    run.go(&["auth", "set"]).expect(0);
    assert!(read(&run, STATE).contains("username: 'acme'") && read(&run, STATE).contains(ID));
    let mut run = run.person([choose("Account"), Reply::Interrupt]);
    run_without_changes(&mut run, &["auth", "set"], 130);
    let mut run = run.person([]);
    let output = run_without_changes(&mut run, &["auth", "set", "--api-key"], 2);
    for words in ["the credentials of the user who logs in", "carto-app auth use api-key"] {
        assert!(output.stderr.contains(words), "{}", output.stderr);
    }
    let mut run = with_key().person([text(OTHER_KEY)]);
    let output = run.go(&["auth", "set", "--api-key"]).expect(0);
    assert!(read(&run, ".env.local").contains(OTHER_KEY));
    assert!(!output.transcript.join("\n").contains(&OTHER_KEY[..6]));
}

#[test]
fn a_value_that_is_changed_after_its_literal_is_unknown() {
    let args = ["--client-id", ID, "--dataset", "roads"];
    let scopes = &["--remove-scope", "datasets:r:roads"][..];
    let other_id = &["--client-id", "ZbCdEfGhIjKl"][..];
    let username = &["--username", "acme"][..];
    for (code, unknown, known) in [
        ("oauthInitialState.oauthApp.scopes.push('datasets:r:zz');", scopes, username),
        ("oauthInitialState?.oauthApp['scopes'].push('datasets:r:zz');", scopes, username),
        ("oauthInitialState.oauthApp.scopes[0] = 'datasets:r:zz';", scopes, other_id),
        ("oauthInitialState.oauthApp.scopes = [];", scopes, other_id),
        ("oauthInitialState.oauthApp.clientId = import.meta.env.VITE_ID;", other_id, scopes),
        ("oauthInitialState.oauthApp.clientId ||= import.meta.env.VITE_ID;", other_id, scopes),
        ("Object.assign(oauthInitialState.oauthApp, { clientId: window.ID });", other_id, scopes),
        ("Object.assign(oauthInitialState.oauthApp, window.settings);", scopes, username),
        ("Object.defineProperty(oauthInitialState.oauthApp, 'scopes', {});", scopes, username),
        ("delete oauthInitialState.oauthApp.clientId;", other_id, scopes),
        ("const { oauthApp } = oauthInitialState;\noauthApp.scopes = [];", scopes, username),
        ("function f() {\n  oauthInitialState.oauthApp = g();\n}", other_id, username),
        ("initialState.credentials.username = import.meta.env.VITE_NAME;", username, scopes),
        ("initialState.credentials[key()] = 'x';", username, scopes),
        ("[initialState.credentials.username] = names();", username, scopes),
    ] {
        for module in [STATE, "src/store/later.js"] {
            let mut run = app(&args);
            let import = "import { initialState, oauthInitialState } from './initialStateSlice';\n";
            let before = if module == STATE { read(&run, STATE) } else { import.to_owned() };
            write(&run, module, &format!("{before}{code}\n"));
            let output = run_without_changes(&mut run, &[&["auth", "set"], unknown].concat(), 3);
            assert!(
                output.stderr.contains("is changed here") && output.stderr.contains(module),
                "{code}: {}",
                output.stderr
            );
            run.go(&[&["auth", "set"], known].concat()).expect(0);
        }
    }
    let mut run = app(&args);
    write(&run, STATE, &format!("{}oauthInitialState.oauthApp.scopes.push('x');\n", read(&run, STATE)));
    let json = run.go(&["auth", "show", "--json"]).expect(0).json();
    assert!(json["scopes"].is_null() || json["scopes"]["value"].is_null(), "{json}");
    assert_eq!(json["client_id"]["value"], ID);
}

#[test]
fn code_that_only_reads_a_value_leaves_it_known() {
    let mut run = app(&["--client-id", ID, "--dataset", "roads"]);
    let code = "export const all = oauthInitialState.oauthApp.scopes.map((scope) => scope).sort();\n\
                initialState.viewState.zoom = 3;\nlet { username } = initialState.credentials;\nusername = 'x';\n\
                const copy = Object.assign({}, oauthInitialState.oauthApp);\n";
    write(&run, STATE, &format!("{}{code}", read(&run, STATE)));
    run.go(&["auth", "set", "--remove-scope", "datasets:r:roads", "--username", "acme"]).expect(0);
    assert!(!read(&run, STATE).contains("datasets:r:roads"));
}

#[test]
fn a_default_is_replaced_and_its_variable_stays() {
    let (long, short) = ("x".repeat(60), "ZyXwVuTsRqPo");
    for (now, new, then) in [
        ("'AbCdEfGhIjKl'", short, "'ZyXwVuTsRqPo'".to_owned()),
        (
            "import.meta.env.MY_ID ?? \"AbCdEfGhIjKl\"",
            short,
            "import.meta.env.MY_ID ?? \"ZyXwVuTsRqPo\"".to_owned(),
        ),
        (
            "(import.meta.env.MY_ID || ('AbCdEfGhIjKl'))",
            &long,
            format!("(import.meta.env.MY_ID || ('{long}'))"),
        ),
        ("import.meta.env.MY_ID || DEFAULT", short, "import.meta.env.MY_ID || DEFAULT".to_owned()),
        (
            "import.meta.env.MY_ID ? import.meta.env.MY_ID : 'AbCdEfGhIjKl'",
            short,
            "import.meta.env.MY_ID ? import.meta.env.MY_ID : 'ZyXwVuTsRqPo'".to_owned(),
        ),
    ] {
        let mut run = app(&["--client-id", ID]);
        edit(&run, STATE, "import.meta.env.VITE_CARTO_CLIENT_ID || 'AbCdEfGhIjKl'", now);
        let state = format!("const DEFAULT = 'AbCdEfGhIjKl';\n{}", read(&run, STATE));
        write(&run, STATE, &state);
        run.go(&["auth", "set", "--client-id", new]).expect(0);
        let after = read(&run, STATE);
        assert!(after.contains(&format!("    clientId: {then},\n")), "{now}: {after}");
        assert_eq!(after.contains("const DEFAULT = 'AbCdEfGhIjKl'"), !then.contains("DEFAULT"), "{after}");
    }
}

#[test]
fn a_default_is_laid_out_like_one_of_a_new_application() {
    let ids = [1, 12, 44, 45, 46, 51, 52, 53, 54, 100, 12].map(|length| "x".repeat(length));
    for language in ["javascript", "typescript"] {
        let mut run = app(&["--client-id", "x", "--language", language]);
        let state = if language == "javascript" { STATE } else { "src/store/initialStateSlice.ts" };
        for id in &ids {
            run.go(&["auth", "set", "--client-id", id]).expect(0);
            let fresh = app(&["--client-id", id, "--language", language]);
            assert_eq!(read(&run, state), read(&fresh, state), "{id}");
        }
    }
}
