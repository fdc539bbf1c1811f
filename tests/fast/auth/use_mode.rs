//! `auth use` switches from one mode to the other.

use super::*;

#[test]
fn switching_back_restores_every_byte() {
    for args in [
        &[][..],
        &["--dataset", "roads,acme.parks"],
        &["--example=false"],
        &["--dataset", "roads", "--example", "--sandbox=false"],
        &["--force-oauth-login", "--package-manager", "pnpm"],
        &[
            "--server-url-template",
            "https://gis.example.com/user/{user}",
            "--maps-url",
            "https://maps.example.com/user/{user}",
        ],
    ] {
        for key in [None, Some(KEY)] {
            let mut run = app(args);
            let before = files(&run);
            let to_key = key.map(|key| format!("--api-key={key}"));
            let mut words = vec!["auth", "use", "api-key"];
            words.extend(to_key.as_deref());
            run.go(&words).expect(0);
            let mut fresh = match key {
                Some(key) => Run::new().env("CARTO_APP_API_KEY", key),
                None => Run::new(),
            };
            let others: Vec<&str> =
                args.iter().copied().filter(|arg| *arg != "--force-oauth-login").collect();
            let new = ["new", "my-map", "--yes", "--no-git", "--auth", "api-key"];
            fresh.go(&[&new[..], &others].concat()).expect(0);
            assert_eq!(differing_files(&files(&run), &files(&fresh)), Vec::<String>::new(), "{args:?}");
            let back: &[&str] = if others.len() < args.len() { &["--force-oauth-login"] } else { &[] };
            let output = run.go(&[&["auth", "use", "oauth"], back].concat()).expect(0);
            assert!(output.stderr.contains("https://localhost:3000/oauthCallback"), "{}", output.stderr);
            let left: &[&str] = if key.is_some() { &[".env.local"] } else { &[] };
            assert_eq!(differing_files(&before, &files(&run)), left, "{args:?}");
        }
    }
}

#[test]
fn keeps_a_private_key_and_finds_it_again() {
    let mut run = with_key();
    let before = files(&run);
    let output = run.go(&["auth", "use", "oauth", "--client-id", ID]).expect(0);
    assert!(output.stderr.contains(".env.local still contains the API key"), "{}", output.stderr);
    assert!(!output.stderr.contains(KEY) && read(&run, ".env.local").contains(KEY));
    let output = run.go(&["auth", "use", "api-key", "--json"]).expect(0);
    assert!(!output.stdout.contains(KEY), "{}", output.stdout);
    assert_eq!(differing_files(&before, &files(&run)), Vec::<String>::new());
}

#[test]
fn the_current_mode_changes_nothing() {
    let mut run = app(&[]);
    let output = run_without_changes(&mut run, &["auth", "use", "oauth"], 0);
    assert!(output.stderr.contains("already uses OAuth; nothing was changed"), "{}", output.stderr);
    let args = ["auth", "use", "oauth", "--client-id", ID, "--scope", "apis:do"];
    run.go(&args).expect(0);
    assert!(read(&run, STATE).contains(ID) && read(&run, STATE).contains("apis:do"));
    run_without_changes(&mut run, &args, 0);
    let mut run = app(&["--auth", "api-key"]);
    run_without_changes(&mut run, &["auth", "use", "api-key"], 0);
}

#[test]
fn manual_edits_survive() {
    let mut run = app(&[]);
    edit(&run, STATE, "CLIENT_ID || ''", "CLIENT_ID || 'BBBBBBBBBBBB'");
    edit(
        &run,
        STATE,
        "'user:profile', //",
        "'datasets:metadata', // list of datasets\n      'user:profile', //",
    );
    edit(&run, STATE, "username: 'public'", "username: 'acme'");
    edit(&run, STATE, "zoom: 3.4", "zoom: 9");
    edit(&run, APP, "forceOAuthLogin: false", "forceOAuthLogin: true");
    edit(&run, "src/routes.jsx", "  },\n];", "  },\n  { path: 'mine', View: Mine },\n];");
    write(&run, "src/components/views/Mine.jsx", "export default () => null;\n");
    std::fs::remove_file(run.path("my-map/src/App.test.jsx")).expect("removed");
    run.go(&["auth", "use", "api-key"]).expect(0);
    let state = read(&run, STATE);
    assert!(state.contains("username: 'acme'") && state.contains("zoom: 9") && !state.contains("oauth"));
    assert!(!read(&run, APP).contains("forceOAuthLogin"));
    assert!(
        read(&run, "src/routes.jsx").contains("Mine") && !read(&run, "src/routes.jsx").contains("Private")
    );
    assert!(!run.path("my-map/src/App.test.jsx").exists());
    assert!(read(&run, "carto-app.toml").contains("mode = \"api-key\""));
    run.go(&["auth", "use", "oauth", "--client-id", ID, "--scope", "apis:do", "--force-oauth-login"])
        .expect(0);
    let state = read(&run, STATE);
    assert!(state.contains(ID) && state.contains("apis:do") && state.contains("username: 'acme'"), "{state}");
    assert!(read(&run, APP).contains("forceOAuthLogin: true"));
    assert!(
        read(&run, "src/routes.jsx").contains("Mine") && read(&run, "src/routes.jsx").contains("Private")
    );
}

#[test]
fn values_may_be_written_in_any_style() {
    let mut run = app(&[]);
    edit(&run, STATE, "import.meta.env.VITE_CARTO_CLIENT_ID || '',", "\"AbCdEfGhIjKl\",");
    let list = "[\n      'user:profile', // name and avatar\n      'dataservices:geocoding', // geocoding, which consumes credits\n      'dataservices:isolines', // isochrones, which consume credits\n    ]";
    edit(&run, STATE, list, "['user:profile', 'datasets:r:roads']");
    edit(&run, STATE, "username: 'public'", "username: ACCOUNT");
    edit(&run, STATE, "export const initialState", "const ACCOUNT = 'acme';\n\nexport const initialState");
    run.go(&["auth", "use", "api-key"]).expect(0);
    let state = read(&run, STATE);
    assert!(state.contains("username: ACCOUNT") && !state.contains("oauth"), "{state}");
    run.go(&["auth", "set", &format!("--api-key={KEY}"), "--username", "other"]).expect(0);
    let state = read(&run, STATE);
    assert!(state.contains("const ACCOUNT = 'other';") && state.contains("VITE_CARTO_API_KEY"), "{state}");
    run.go(&["auth", "use", "oauth"]).expect(0);
    assert!(read(&run, STATE).contains("apiKey: 'default_public'"));
}

#[test]
fn added_parts_do_not_conflict() {
    let mut run = app(&["--auth", "api-key"]);
    for part in [&["slice", "filters"][..], &["view", "roads"], &["source", "roads"]] {
        run.go(&[&["add"], part].concat()).expect(0);
    }
    run.go(&["auth", "use", "oauth"]).expect(0);
    run.go(&["add", "source", "parks", "--dataset", "parks"]).expect(0);
    let store = read(&run, "src/store/store.js");
    assert!(store.contains("filters: filtersReducer") && store.contains("oauth: oauthReducer"), "{store}");
    run.go(&["auth", "use", "api-key"]).expect(0);
    let store = read(&run, "src/store/store.js");
    assert!(store.contains("filters: filtersReducer") && !store.contains("oauth"), "{store}");
    let routes = read(&run, "src/routes.jsx");
    assert!(routes.contains("views/Roads") && !routes.contains("Private"), "{routes}");
}

#[test]
fn the_login_asks_for_the_scopes_that_sources_need() {
    let mut run = app(&["--auth", "api-key"]);
    let sql = "SELECT * FROM parks JOIN acme.trees USING (cartodb_id)";
    run.go(&["add", "source", "green", "--sql", sql]).expect(0);
    run.go(&["add", "source", "roads"]).expect(0);
    let args =
        ["auth", "use", "oauth", "--client-id", ID, "--scope", "dataservices:isolines,datasets:rw:roads"];
    let output = run.go(&args).expect(0);
    let warned =
        "now also requests datasets:r:acme.trees, datasets:r:parks, which its sources and models need";
    assert!(output.stderr.contains(warned), "{}", output.stderr);
    let (state, record) = (read(&run, STATE), read(&run, "carto-app.toml"));
    for scope in ["datasets:r:acme.trees", "datasets:r:parks", "datasets:rw:roads"] {
        assert!(state.contains(&format!("'{scope}'")) && record.contains(&format!("\"{scope}\"")), "{state}");
    }
    assert!(!state.contains("'datasets:r:roads'"), "{state}");
    let found = run.go(&["check"]).stdout;
    assert!(!found.contains("scope-") && !found.contains("drift"), "{found}");
}

#[test]
fn removes_a_moved_state_from_its_new_place() {
    let mut run = app(&["--client-id", ID]);
    let state = read(&run, STATE);
    let (rest, oauth) = state.split_once("export const oauthInitialState").expect("the OAuth state");
    let oauth = format!("export const oauthInitialState{}", oauth.trim_end());
    for above in ["", "// The OAuth app,\n/* of our account. */\n"] {
        for mine in ["// mine\n\n", ""] {
            let moved = rest.replace(
                "export const initialState",
                &format!("{mine}{above}{oauth}\n\nexport const initialState"),
            );
            write(&run, STATE, &format!("{}\n", moved.trim_end()));
            run.go(&["auth", "use", "api-key"]).expect(0);
            let expected = rest
                .trim_end()
                .replace("export const initialState", &format!("{mine}export const initialState"));
            assert_eq!(read(&run, STATE), format!("{expected}\n"));
            run.go(&["auth", "use", "oauth", "--client-id", ID]).expect(0);
        }
    }
    // A moved state that the owner has also changed is a conflict.
    let mine = oauth.replace("  oauthApp: {", "  // mine\n  oauthApp: {");
    write(
        &run,
        STATE,
        &rest.replace("export const initialState", &format!("{mine}\nexport const initialState")),
    );
    let output = run_without_changes(&mut run, &["auth", "use", "api-key"], 3);
    assert!(output.stderr.contains("oauthInitialState"), "{}", output.stderr);
    write(&run, "src/store/mine.js", &oauth);
    write(&run, STATE, &format!("export {{ oauthInitialState }} from './mine';\n{rest}"));
    let output = run_without_changes(&mut run, &["auth", "use", "api-key"], 3);
    assert!(output.stderr.contains("was changed, so carto-app can't remove it"), "{}", output.stderr);
}

#[test]
fn changed_values_do_not_conflict() {
    let mut run = app(&["--dataset", "roads"]);
    let set = [
        "auth",
        "set",
        "--client-id",
        ID,
        "--add-scope",
        "apis:do",
        "--username",
        "acme",
        "--force-oauth-login",
    ];
    run.go(&set).expect(0);
    run.go(&["auth", "use", "api-key", "--yes"]).expect(0);
    let mut fresh = Run::new();
    let args = ["new", "my-map", "--yes", "--no-git", "--auth=api-key", "--dataset=roads", "--username=acme"];
    fresh.go(&args).expect(0);
    assert_eq!(differing_files(&files(&run), &files(&fresh)), Vec::<String>::new());
}

#[test]
fn keeps_crlf_line_endings() {
    let mut run = app(&[]);
    let crlf = |path: &str, run: &Run| write(run, path, &read(run, path).replace('\n', "\r\n"));
    let paths = [STATE, APP, "src/store/store.js", "src/data/oauth/login.js", "carto-app.toml", "README.md"];
    for path in paths {
        crlf(path, &run);
    }
    run.go(&["auth", "use", "api-key"]).expect(0);
    let mut fresh = app(&["--auth", "api-key"]);
    for path in paths.into_iter().filter(|path| !path.contains("oauth")) {
        assert_eq!(read(&run, path), read(&fresh, path).replace('\n', "\r\n"), "{path}");
    }
    assert!(!run.path("my-map/src/data/oauth/login.js").exists());
    run_without_changes(&mut fresh, &["auth", "use", "api-key"], 0);
}

#[test]
fn a_computed_value_of_the_mode_is_a_conflict() {
    for (from, to) in [
        (format!(" || '{ID}'"), String::new()),
        ("env.VITE_CARTO_CLIENT_ID".to_owned(), "env.MY_ID".to_owned()),
        ("scopes: [".to_owned(), "scopes: [\n      ...BASE,".to_owned()),
    ] {
        let mut run = app(&["--client-id", ID, "--dataset", "roads"]);
        edit(&run, STATE, &from, &to);
        let state = read(&run, STATE);
        write(
            &run,
            STATE,
            &state.replacen("export const", "const BASE = ['datasets:r:*'];\n\nexport const", 1),
        );
        let before = files(&run);
        let output = run.go(&["auth", "use", "api-key", "--yes"]).expect(3);
        assert!(output.stderr.contains(STATE), "{}", output.stderr);
        assert!(files(&run) == before);
    }
}

#[test]
fn a_conflict_writes_nothing_and_shows_the_hunks() {
    let mut run = app(&[]);
    let (theirs, own) = ("concat(oauthMiddleware, reportingMiddleware)", "concat(oauthMiddleware, mine)");
    edit(&run, "src/store/store.js", theirs, own);
    let output = run_without_changes(&mut run, &["auth", "use", "api-key"], 3);
    for words in ["src/store/store.js, line", "oauthMiddleware, mine", "<<<<<<<", "======="] {
        assert!(output.stderr.contains(words), "{words}: {}", output.stderr);
    }
    let json = run_without_changes(&mut run, &["auth", "use", "api-key", "--json"], 3).json();
    assert_eq!(json["error"]["kind"], "conflict");
    run_without_changes(&mut run, &["auth", "use", "api-key", "--dry-run"], 3);
}

#[test]
fn a_renamed_module_is_a_conflict() {
    for (old, new) in [
        ("src/components/common/MapLayer.jsx", "src/components/common/MapLayer.tsx"),
        ("vite.config.js", "vite.config.ts"),
    ] {
        let mut run = app(&["--auth", "api-key", "--dataset", "roads"]);
        std::fs::rename(run.path(&format!("my-map/{old}")), run.path(&format!("my-map/{new}")))
            .expect("renamed");
        let output = run_without_changes(&mut run, &["auth", "use", "oauth", "--client-id", ID], 3);
        assert!(
            output.stderr.contains(&format!("{old} must be edited, but it is {new} now")),
            "{}",
            output.stderr
        );
    }
}

#[test]
fn a_file_that_its_owner_changed_is_not_deleted() {
    let mut run = app(&[]);
    let login = read(&run, "src/components/views/Login.jsx");
    write(&run, "src/components/views/Login.jsx", &format!("// mine\n{login}"));
    let output = run_without_changes(&mut run, &["auth", "use", "api-key"], 3);
    assert!(
        output.stderr.contains("src/components/views/Login.jsx would be deleted, but was changed"),
        "{}",
        output.stderr
    );
}

#[test]
fn a_file_in_the_way_is_kept() {
    let mut run = app(&["--auth", "api-key"]);
    write(&run, "src/components/views/login.jsx", "// mine\n");
    write(&run, "oauthCallbackPlugin.js", "// mine\n");
    let output = run_without_changes(&mut run, &["auth", "use", "oauth"], 3);
    assert!(
        output.stderr.contains("login.jsx") && output.stderr.contains("oauthCallbackPlugin.js"),
        "{}",
        output.stderr
    );
}

#[test]
fn no_import_of_a_removed_module_remains() {
    let mut run = app(&[]);
    let module = "src/components/views/Mine.jsx";
    for (import, named) in [
        ("import OAuthLogin from 'components/common/OAuthLogin';", "imports components/common/OAuthLogin"),
        ("export { OAuthLogin } from '../common/OAuthLogin.jsx';", "imports ../common/OAuthLogin.jsx"),
        ("const login = () => import('data/oauth/login');", "imports data/oauth/login"),
        (
            "import { oauthInitialState } from 'store/initialStateSlice';",
            "imports oauthInitialState from store",
        ),
        ("vi.mock('store/oauthSlice');", "names store/oauthSlice, which would no longer exist"),
        ("const actual = await vi.importActual(`store/oauthSlice`);", "names store/oauthSlice"),
        (
            "export const useUser = () => useSelector((state) => state.oauth.userInfo);",
            "reads oauth from the state",
        ),
        ("const token = () => (dispatch, getState) => getState().oauth;", "reads oauth from the state"),
    ] {
        write(&run, module, &format!("import React from 'react';\n{import}\n"));
        let output = run_without_changes(&mut run, &["auth", "use", "api-key"], 3);
        assert!(output.stderr.contains(&format!("{module}, line 2 {named}")), "{}", output.stderr);
    }
    write(&run, module, "import { selectOAuthCredentials } from '@carto/react-redux';\n");
    let output = run_without_changes(&mut run, &["auth", "use", "api-key"], 3);
    assert!(
        output.stderr.contains("Mine.jsx, line 1 imports selectOAuthCredentials from @carto/react-redux"),
        "{}",
        output.stderr
    );
    write(
        &run,
        module,
        "import { initialState } from 'store/initialStateSlice';\nconst oauth = (state) => state.app.oauth;\n",
    );
    run.go(&["auth", "use", "api-key"]).expect(0);
}

#[test]
fn an_existing_forced_login_is_kept() {
    let forced = app(&["--client-id", ID, "--dataset", "roads", "--force-oauth-login"]);
    let flag = "--no-force-oauth-login";
    for (anchor, value, args, expected) in [
        ("by id\n", "true", &[][..], "true"),
        ("title: 'My map',\n", "true", &[], "true"),
        ("title: 'My map',\n", "false", &[], "false"),
        ("by id\n", "true", &[flag], "false"),
    ] {
        let mut run = app(&["--auth", "api-key", "--dataset", "roads"]);
        edit(&run, APP, anchor, &format!("{anchor}  forceOAuthLogin: {value},\n"));
        run.go(&[&["auth", "use", "oauth", "--client-id", ID], args].concat()).expect(0);
        let text = read(&run, APP);
        assert_eq!(text.matches("forceOAuthLogin").count(), 1, "{text}");
        assert!(text.contains(&format!("forceOAuthLogin: {expected}, //")), "{text}");
        let record = read(&run, "carto-app.toml");
        assert!(record.contains(&format!("force_oauth_login = {expected}")), "{record}");
        if expected == "true" {
            assert_eq!(differing_files(&files(&forced), &files(&run)), Vec::<String>::new());
        }
    }
    let mut run = app(&["--auth", "api-key", "--dataset", "roads"]);
    edit(&run, APP, "by id\n", "by id\n  forceOAuthLogin: isForced(),\n");
    let output = run_without_changes(&mut run, &["auth", "use", "oauth", "--client-id", ID], 3);
    assert!(output.stderr.contains("src/store/appSlice.js, line 14: forceOAuthLogin"), "{}", output.stderr);
    edit(&run, APP, "forceOAuthLogin: isForced()", "...mine");
    run.go(&["auth", "use", "oauth", "--client-id", ID]).expect(0);
}

#[test]
fn a_multiline_view_next_to_a_removed_one_does_not_conflict() {
    let title = "A rather long title of this view, which needs lines of its own";
    for name in ["mid", "zulu"] {
        let view = ["add", "view", name, "--title", title];
        let mut run = app(&[]);
        run.go(&view).expect(0);
        let before = files(&run);
        run.go(&["auth", "use", "api-key"]).expect(0);
        let mut fresh = app(&["--auth", "api-key"]);
        fresh.go(&view).expect(0);
        assert_eq!(read(&run, "src/routes.jsx"), read(&fresh, "src/routes.jsx"));
        run.go(&["auth", "use", "oauth"]).expect(0);
        assert_eq!(differing_files(&before, &files(&run)), [""; 0]);
        assert_eq!(read(&run, "src/routes.jsx").matches("View: lazy").count(), 5);
    }
}

#[test]
fn rejects_a_name_that_another_mode_needs() {
    let api_key = &["--auth", "api-key", "--dataset", "roads"][..];
    let login = "in applications with a login";
    for (args, added, words) in [
        (api_key, ["view", "login"], login),
        (api_key, ["component", "userMenu"], login),
        (api_key, ["component", "KeyGate"], "in applications with a private API key"),
        (&["--auth", "api-key"], ["source", "a"], login),
        (&["--no-example"], ["view", "home"], "in applications with an API key"),
    ] {
        let mut run = app(args);
        let output = run_without_changes(&mut run, &["add", added[0], added[1], "--yes"], 2);
        assert!(output.stderr.contains(words), "{}", output.stderr);
        let pascal = format!("{}{}", added[1][..1].to_uppercase(), &added[1][1..]);
        assert!(output.stderr.contains(&format!("my{pascal}")), "{}", output.stderr);
    }
    let mut run = app(api_key);
    run.go(&["add", "view", "myLogin"]).expect(0);
    run.go(&["add", "view", "home"]).expect(0);
    run.go(&["auth", "use", "oauth"]).expect(0);
}

#[test]
fn reports_pages_that_become_public() {
    let mut run = app(&["--client-id", ID, "--dataset", "roads"]);
    run.go(&["add", "view", "sec", "--login"]).expect(0);
    run.go(&["add", "view", "about"]).expect(0);
    let message = "src/components/views/Sec.jsx required a login before, and is public now.";
    let json = run_without_changes(&mut run, &["auth", "use", "api-key", "--dry-run", "--json"], 0).json();
    let warnings = json["warnings"].as_array().expect("a list").clone();
    assert_eq!(warnings.iter().filter(|each| each["message"] == message).count(), 1, "{warnings:?}");
    let output = run.go(&["auth", "use", "api-key"]).expect(0);
    assert_eq!(output.stderr.matches("is public now").count(), 1, "{}", output.stderr);
    assert!(!read(&run, "src/components/views/Sec.jsx").contains("OAuthLogin"));
    let back = run.go(&["auth", "use", "oauth", "--client-id", ID]).expect(0);
    assert!(!back.stderr.contains("is public now"), "{}", back.stderr);
}

#[test]
fn wrong_answers_are_reported() {
    let mut run = app(&[]);
    for args in [
        &["auth", "use"][..],
        &["auth", "use", "basic"],
        &["auth", "use", "api-key", "--client-id", ID],
        &["auth", "use", "api-key", "--api-key", "short"],
        &["auth", "use", "oauth", "--api-key", KEY],
    ] {
        let output = run_without_changes(&mut run, args, 2);
        assert!(!output.stderr.contains(KEY), "{}", output.stderr);
    }
    let mut run = app(&["--auth", "api-key"]);
    let args = ["auth", "use", "oauth", "--client-id", "a b", "--scope", "nope", "--json"];
    let problems = run_without_changes(&mut run, &args, 2).json()["error"]["problems"].clone();
    assert_eq!(problems.as_array().map(Vec::len), Some(2), "{problems}");
}

#[test]
fn environment_variables_replace_flags() {
    let mut run = inside(Run::new(), &["--auth", "api-key"]).env("CARTO_APP_CLIENT_ID", ID);
    run.go(&["auth", "use", "oauth"]).expect(0);
    assert!(read(&run, STATE).contains(ID));
    let mut run = run.env("CARTO_APP_API_KEY", KEY);
    let output = run.go(&["auth", "use", "api-key", "--json"]).expect(0);
    assert!(read(&run, ".env.local").contains(KEY) && !output.stdout.contains(KEY));
    run.unset("CARTO_APP_API_KEY");
    write(&run, ".env.local", &format!("MINE=1\nVITE_CARTO_API_KEY={KEY}\n"));
    let dry = run_without_changes(&mut run, &["auth", "use", "oauth", "--dry-run"], 0);
    assert!(!dry.stdout.contains(KEY), "{}", dry.stdout);
    run.go(&["auth", "use", "oauth"]).expect(0);
    assert_eq!(read(&run, ".env.local"), format!("MINE=1\nVITE_CARTO_API_KEY={KEY}\n"));
}

#[test]
fn every_question_goes_back_to_the_one_before() {
    let mut run = app(&["--auth", "api-key"]).person([
        choose("OAuth"),
        // To the mode, and on.
        Reply::Back,
        choose("OAuth"),
        text(ID),
        Reply::Enter,
        Reply::Confirm(true),
        // From the last question to the one before.
        Reply::Back,
        Reply::Confirm(false),
        Reply::Confirm(true),
    ]);
    let output = run.go(&["auth", "use"]).expect(0);
    assert_eq!(output.transcript.iter().filter(|line| line.starts_with("? Switch")).count(), 2);
    assert!(read(&run, APP).contains("forceOAuthLogin: false"), "{:?}", output.transcript);
    assert!(read(&run, STATE).contains(ID));
}

#[test]
fn prompts_for_the_answers_of_a_new_application() {
    let mut run = app(&["--auth", "api-key"]).person([
        choose("OAuth"),
        text(ID),
        Reply::Tick(vec!["user:profile".to_owned()]),
        Reply::Confirm(true),
        Reply::Enter,
    ]);
    let output = run.go(&["auth", "use"]).expect(0);
    assert!(
        output.transcript.join("\n").contains("? Switch the application to OAuth?"),
        "{:?}",
        output.transcript
    );
    let state = read(&run, STATE);
    assert!(state.contains(ID) && !state.contains("isolines"), "{state}");
    assert!(read(&run, APP).contains("forceOAuthLogin: true"));
    let mut run = run.person([Reply::Enter, Reply::Confirm(false)]);
    run_without_changes(&mut run, &["auth", "use", "api-key"], 130);
    let mut run = run.person([Reply::Enter, Reply::Confirm(true)]);
    run.go(&["auth", "use", "api-key"]).expect(0);
    assert!(read(&run, STATE).contains("apiKey: 'default_public'"));
    let mut run = run.person([Reply::Interrupt]);
    run_without_changes(&mut run, &["auth", "use", "oauth"], 130);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_a_new_private_file() {
    use std::os::unix::fs::PermissionsExt;
    let mut run = app(&[]);
    run.go(&["auth", "use", "api-key", "--api-key", KEY]).expect(0);
    let mode = std::fs::metadata(run.path("my-map/.env.local")).expect("written").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn literals_without_a_variable_are_kept_or_removed_as_well() {
    let mut run = app(&["--client-id", ID, "--server-url-template", "https://gis.example.com/user/{user}"]);
    edit(&run, STATE, "import.meta.env.VITE_CARTO_CLIENT_ID || ", "");
    edit(&run, STATE, "import.meta.env.VITE_CARTO_AUTHORIZE_URL || ", "");
    let text = read(&run, STATE);
    let (before, after) = text.split_once("serverUrlTemplate:").expect("a server");
    let (_, after) = after.split_once("'https").expect("a literal");
    write(&run, STATE, &format!("{before}serverUrlTemplate: 'https{after}"));
    run.go(&["auth", "use", "api-key", "--yes"]).expect(0);
    let state = read(&run, STATE);
    assert!(state.contains("    serverUrlTemplate: 'https://gis.example.com/user/{user}',\n"), "{state}");
    assert!(!state.contains("oauth"), "{state}");
    run.go(&["auth", "use", "oauth", "--client-id", ID, "--yes"]).expect(0);
    let state = read(&run, STATE);
    assert!(state.contains("    serverUrlTemplate: 'https://gis.example.com/user/{user}',\n"), "{state}");
    assert!(state.contains("clientId: import.meta.env.VITE_CARTO_CLIENT_ID || 'AbCdEfGhIjKl'"), "{state}");
}
