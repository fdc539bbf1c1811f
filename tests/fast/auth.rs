//! `carto-app auth` in process, on applications as they are written and as their owners make them.

use std::path::PathBuf;

use crate::tree::{Entry, Tree, snapshot};
use crate::world::{Output, Run};
use carto_app::ui::Reply;
use proptest::prelude::*;

const STATE: &str = "src/store/initialStateSlice.js";
const APP: &str = "src/store/appSlice.js";
const ID: &str = "AbCdEfGhIjKl";
const KEY: &str = "AbCdEfGhIjKlMnOpQrStUv";
const OTHER_KEY: &str = "ZyXwVuTsRqPoNmLkJiHgFe";

/// An application, with the runs inside it.
fn app(args: &[&str]) -> Run {
    inside(Run::new(), args)
}

/// The same with a private key.
fn with_key() -> Run {
    let mut run = inside(Run::new().env("CARTO_APP_API_KEY", KEY), &[]);
    run.unset("CARTO_APP_API_KEY");
    run
}

fn inside(mut run: Run, args: &[&str]) -> Run {
    run.go(&[&["new", "my-map", "--yes", "--no-git"], args].concat()).expect(0);
    run.inside = "my-map".into();
    run
}

/// What is on disk, without directories: empty ones are nothing to git.
fn files(run: &Run) -> Tree {
    let tree = snapshot(&run.path("my-map"));
    tree.into_iter().filter(|(_, entry)| matches!(entry, Entry::File { .. })).collect()
}

fn read(run: &Run, path: &str) -> String {
    run.read(&format!("my-map/{path}"))
}

fn write(run: &Run, path: &str, text: &str) {
    run.write(&format!("my-map/{path}"), text);
}

/// Replaces a text that is there once.
#[track_caller]
fn edit(run: &Run, path: &str, from: &str, to: &str) {
    let text = read(run, path);
    assert_eq!(text.matches(from).count(), 1, "{from} in {path}: {text}");
    write(run, path, &text.replace(from, to));
}

/// The files that differ, or are on one side only.
fn changed(before: &Tree, after: &Tree) -> Vec<String> {
    let paths: std::collections::BTreeSet<&PathBuf> = before.keys().chain(after.keys()).collect();
    let differ = paths.into_iter().filter(|path| before.get(*path) != after.get(*path));
    differ.map(|path| path.display().to_string()).collect()
}

/// Runs a command that has to change nothing, and holds the disk against what was there.
#[track_caller]
fn refused(run: &mut Run, args: &[&str], code: u8) -> Output {
    let before = files(run);
    let output = run.go(args).expect(code);
    assert_eq!(changed(&before, &files(run)), Vec::<String>::new(), "{args:?}");
    assert!(!output.stderr.is_empty() || !output.stdout.is_empty());
    output
}

fn text(text: &str) -> Reply {
    Reply::Text(text.to_owned())
}

fn choose(item: &str) -> Reply {
    Reply::Choose(item.to_owned())
}

mod show {
    use super::*;

    #[test]
    fn every_value_has_its_place() {
        let mut run = app(&["--client-id", ID, "--dataset", "roads"]);
        run.inside = "my-map/src/components".into();
        let output = run.go(&["auth", "show"]).expect(0);
        for words in [
            "OAuth",
            ID,
            "datasets:r:roads (read roads)",
            "../../src/store/initialStateSlice.js:23",
            "../../src/store/appSlice.js:5",
            "https://localhost:3000/oauthCallback",
            "default_public",
            "https://carto.com/oauth2/authorize",
        ] {
            assert!(output.stdout.contains(words), "{words}: {}", output.stdout);
        }
        for flag in ["--yes", "-y", "--no-input", "--dry-run"] {
            assert_eq!(run.go(&["auth", "show", flag]).expect(0).stdout, output.stdout, "{flag}");
        }
        assert!(!output.stdout.contains("Maps API"), "nothing stands there: {}", output.stdout);
        let json = run.go(&["auth", "show", "--json"]).expect(0).json();
        assert_eq!(json["ok"], true);
        assert_eq!(json["client_id"]["value"], ID);
        assert_eq!(json["client_id"]["path"], STATE);
        let line = json["client_id"]["line"].as_u64().expect("a line");
        let text = read(&run, STATE);
        let line = text.lines().nth(usize::try_from(line).expect("fits") - 1);
        assert!(line.is_some_and(|line| line.contains(ID)), "{line:?}");
        assert_eq!(json["scopes"][1]["meaning"], "read roads");
    }

    #[test]
    fn a_private_key_is_never_shown() {
        let mut run = with_key();
        let both = |run: &mut Run| {
            let words = run.go(&["auth", "show"]).expect(0);
            let json = run.go(&["auth", "show", "--json"]).expect(0);
            let all = format!("{}{}{}{}", words.stdout, words.stderr, json.stdout, json.stderr);
            assert!(!all.contains(&KEY[..6]), "{all}");
            all
        };
        let all = both(&mut run);
        assert!(all.contains("VITE_CARTO_API_KEY, which .env.local has") && all.contains("\"is_set\":true"));
        write(&run, ".env.local", "VITE_CARTO_API_KEY=\n");
        assert!(both(&mut run).contains(".env.local lacks"));
        edit(&run, STATE, "import.meta.env.VITE_CARTO_API_KEY", &format!("'{KEY}'"));
        assert!(both(&mut run).contains("private_in_code"));
        edit(&run, STATE, &format!("'{KEY}'"), "secret()");
        assert!(both(&mut run).contains("computed"));
    }

    #[test]
    fn a_secret_in_the_place_of_the_client_id_is_not_shown() {
        let mut run = app(&[]);
        let master = "0123456789abcdef0123456789abcdef01234567";
        edit(&run, STATE, "clientId: ''", &format!("clientId: '{master}'"));
        let output = run.go(&["auth", "show"]).expect(0);
        assert!(!output.stdout.contains(master) && output.stdout.contains("(hidden)"));
    }
}

mod set {
    use super::*;

    #[test]
    fn literals_change_in_place_and_the_record_follows() {
        let mut run = app(&[]);
        write(&run, "carto-app.toml", &read(&run, "carto-app.toml").replace("[auth]", "[auth] # mine"));
        let before = files(&run);
        let state = read(&run, STATE);
        let args =
            ["auth", "set", "--client-id", ID, "--add-scope", "datasets:r:roads", "--username", "acme"];
        let output = run.go(&args).expect(0);
        assert!(
            output.stderr.contains("Changed the client ID, the scopes and the account"),
            "{}",
            output.stderr
        );
        let expected = state
            .replace("clientId: ''", &format!("clientId: '{ID}'"))
            .replace("username: 'public'", "username: 'acme'")
            .replace("consume credits\n", "consume credits\n      'datasets:r:roads', // read roads\n");
        assert_eq!(read(&run, STATE), expected);
        let record = read(&run, "carto-app.toml");
        assert!(
            record.contains("[auth] # mine\n# oauth or api-key\n") && record.contains("client_id = \"AbCdEf")
        );
        assert!(
            record.contains("scopes = [\"user:profile\", \"dataservices:isolines\", \"datasets:r:roads\"]")
        );
        // The README tells how the application can be made again, and which scopes it has.
        assert_eq!(changed(&before, &files(&run)), ["README.md", "carto-app.toml", STATE]);
        assert!(read(&run, "README.md").contains("- datasets:r:roads: read roads\n"));
        let again = refused(&mut run, &args, 0);
        assert!(again.stderr.contains("All of that is so already; nothing was changed."), "{}", again.stderr);
        let back = ["auth", "set", "--client-id=", "--remove-scope", "datasets:r:roads", "--username=public"];
        run.go(&back).expect(0);
        assert_eq!(changed(&before, &files(&run)), Vec::<String>::new());
        assert!(refused(&mut run, &back, 0).stderr.contains("already"));
    }

    #[test]
    fn the_forced_login_takes_its_tests_along() {
        let mut run = app(&[]);
        let before = files(&run);
        run.go(&["auth", "set", "--force-oauth-login"]).expect(0);
        assert!(read(&run, APP).contains("forceOAuthLogin: true,"));
        assert!(run.path("my-map/e2e/login/forced.e2e.js").exists());
        assert!(!run.path("my-map/e2e/login/optional.e2e.js").exists());
        refused(&mut run, &["auth", "set", "--force-oauth-login=yes"], 0);
        run.go(&["auth", "set", "--no-force-oauth-login"]).expect(0);
        assert_eq!(changed(&before, &files(&run)), Vec::<String>::new());
    }

    #[test]
    fn a_scope_that_a_dataset_needs_can_go() {
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
            assert_eq!(
                readme.contains("--username=acme"),
                args != ["--remove-scope", "datasets:r:roads"] && !args.contains(&"public")
            );
        }
        let json = run.go(&["check", "--json"]).json();
        assert!(!json.to_string().contains("drift"), "{json}");
        run.go(&["auth", "set", "--add-scope", "datasets:r:roads"]).expect(0);
        assert!(read(&run, "README.md").contains("- datasets:r:roads: read roads\n"));
    }

    #[test]
    fn a_key_that_stands_in_the_code_goes_with_all_that_is_for_a_private_one() {
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
        assert_eq!(changed(&files(&plain), &files(&run)), Vec::<String>::new());
        assert!(!run.path("my-map/src/components/common/KeyGate.jsx").exists());
        refused(&mut run, &public, 0);
    }

    #[test]
    fn what_the_owner_changed_stays_as_it_is() {
        let mut run = app(&[]);
        edit(&run, "README.md", "carto-app new my-map --yes", "npx carto-app new my-map --yes");
        write(&run, "e2e/login/optional.e2e.js", "// mine\n");
        let output = run.go(&["auth", "set", "--force-oauth-login", "--add-scope", "schemas:c"]).expect(0);
        assert!(output.stderr.contains("README.md stays as it is"), "{}", output.stderr);
        assert!(output.stderr.contains("e2e/login/optional.e2e.js stays as it is"), "{}", output.stderr);
        assert_eq!(read(&run, "e2e/login/optional.e2e.js"), "// mine\n");
    }

    /// The initial state as an owner may have made it.
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
    fn the_places_are_found_in_what_the_owner_made_of_the_file() {
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
            // The list is laid out anew where it stands; nothing else is.
            let without = |text: &str| {
                text.lines().filter(|line| !line.contains("SCOPES = ")).collect::<Vec<_>>().join(eol)
            };
            assert_eq!(without(&found), without(&expected));
            let json = run.go(&["auth", "show", "--json"]).expect(0).json();
            assert_eq!(json["scopes"][0]["value"], "datasets:r:roads");
            assert_eq!(json["scopes"][1]["value"], "schemas:c");
            refused(&mut run, &args, 0);
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
        // Only the record is behind: that alone changes.
        let before = files(&run);
        run.go(&["auth", "set", "--client-id", "BBBBBBBBBBBB"]).expect(0);
        assert_eq!(changed(&before, &files(&run)), ["README.md", "carto-app.toml"]);
    }

    #[test]
    fn where_there_is_no_place_it_says_what_to_paste() {
        let mut run = app(&[]);
        edit(&run, STATE, "clientId: ''", "clientId: idOf(window)");
        let output = refused(&mut run, &["auth", "set", "--client-id", ID], 3);
        assert!(output.stderr.contains("src/store/initialStateSlice.js, line 23"), "{}", output.stderr);
        assert!(output.stderr.contains(&format!("  clientId: '{ID}',")), "{}", output.stderr);
        edit(&run, STATE, "    clientId: idOf(window),\n", "");
        let output = refused(&mut run, &["auth", "set", "--client-id", ID], 3);
        assert!(output.stderr.contains("has no clientId in oauthInitialState.oauthApp"), "{}", output.stderr);
        write(&run, STATE, "export const = 1;\n");
        refused(&mut run, &["auth", "set", "--client-id", ID], 3);
        refused(&mut run, &["auth", "show"], 3);
        std::fs::remove_file(run.path("my-map").join(STATE)).expect("goes");
        refused(&mut run, &["auth", "set", "--client-id", ID], 3);
    }

    #[test]
    fn wrong_values_are_told_together() {
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
        let output = refused(&mut run, &args, 2);
        let problems = output.json()["error"]["problems"].clone();
        assert_eq!(problems.as_array().map(Vec::len), Some(6), "{problems}");
        assert!(!output.stdout.contains(KEY), "{}", output.stdout);
        refused(&mut run, &["auth", "set"], 2);
        refused(&mut run, &["auth", "set", "--client-id", "--add-scope"], 2);
        refused(&mut run, &["auth", "set", "--add-scope", "apis:do", "--remove-scope", "apis:do"], 2);
        refused(&mut run, &["auth", "set", "--api-key"], 2);
        let mut run = app(&["--auth", "api-key"]);
        let output = refused(&mut run, &["auth", "set", "--client-id", ID, "--add-scope", "apis:do"], 2);
        assert!(output.stderr.contains("carto-app auth use oauth"), "{}", output.stderr);
    }

    #[test]
    fn a_scope_that_carto_does_not_know_can_be_taken_out() {
        let mut run = app(&[]);
        edit(&run, STATE, "'user:profile', //", "'offline', 'user:profile', //");
        run.go(&["auth", "set", "--remove-scope", "offline"]).expect(0);
        assert!(!read(&run, STATE).contains("offline"));
        run.go(&["auth", "set", "--remove-scope", "user:profile,dataservices:isolines"]).expect(0);
        assert!(read(&run, STATE).contains("    scopes: [],\n"), "{}", read(&run, STATE));
        run.go(&["auth", "set", "--add-scope", "user:profile dataservices:isolines"]).expect(0);
        assert!(read(&run, STATE).contains(
            "    scopes: [\n      'dataservices:isolines', // isochrones, which consume credits\n      'user"
        ));
    }

    #[test]
    fn a_dataset_without_its_scope_deserves_a_warning() {
        let mut run = app(&["--dataset", "roads"]);
        let output = run.go(&["auth", "set", "--remove-scope", "datasets:r:roads"]).expect(0);
        assert!(output.stderr.contains("Without datasets:r:roads"), "{}", output.stderr);
    }

    #[test]
    fn a_dry_run_shows_the_diff_and_writes_nothing() {
        let mut run = app(&[]);
        let output = refused(&mut run, &["auth", "set", "--client-id", ID, "--dry-run"], 0);
        assert!(output.stdout.contains(&format!("+    clientId: '{ID}',\n")), "{}", output.stdout);
        assert!(!output.stdout.contains('\u{1b}'));
        let output = refused(&mut run, &["auth", "set", "--client-id", ID, "--dry-run", "--color=always"], 0);
        assert!(output.stdout.contains("\u{1b}[32m+    clientId"), "{}", output.stdout);
        let json = refused(&mut run, &["auth", "set", "--client-id", ID, "--dry-run", "--json"], 0).json();
        assert_eq!(json["dry_run"], true);
        assert!(json["diff"].as_str().is_some_and(|diff| diff.contains(ID)));
    }

    #[test]
    fn one_private_key_for_another_changes_only_the_file_that_git_ignores() {
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
        assert_eq!(changed(&before, &files(&run)), [".env.local"]);
        let expected = format!("# mine\nOTHER=1\nVITE_CARTO_API_KEY={OTHER_KEY} # key\nLAST=2\n");
        assert_eq!(read(&run, ".env.local"), expected);
        assert!(!all.contains(&KEY[..8]) && !all.contains(&OTHER_KEY[..8]), "{all}");
        assert!(all.contains("All of that is so already"));
    }

    #[test]
    fn the_variable_is_the_key_only_where_one_is_wanted() {
        let mut run = inside(Run::new().env("CARTO_APP_API_KEY", KEY), &[]);
        run.unset("CARTO_APP_API_KEY");
        let mut run = run.env("CARTO_APP_API_KEY", OTHER_KEY);
        run.go(&["auth", "set", "--username", "acme"]).expect(0);
        assert!(read(&run, ".env.local").contains(KEY));
        run.go(&["auth", "set", "--api-key"]).expect(0);
        assert!(read(&run, ".env.local").contains(OTHER_KEY));
    }

    #[test]
    fn a_refusal_names_a_variable_only_where_it_is_read() {
        let mut run = app(&[]);
        for (args, env) in [
            (["auth", "set", "--client-id", "a b", "--json"], serde_json::Value::Null),
            (["new", "other", "--client-id", "a b", "--json"], "CARTO_APP_CLIENT_ID".into()),
        ] {
            let json = refused(&mut run, &args, 2).json();
            assert_eq!(json["error"]["problems"][0]["env"], env, "{json}");
        }
    }

    #[test]
    fn from_the_public_key_to_a_private_one_and_back() {
        for args in [&["--auth", "api-key"][..], &["--auth", "api-key", "--dataset", "roads"]] {
            let mut run = app(args);
            let before = files(&run);
            let output = run.go(&["auth", "set", &format!("--api-key={KEY}")]).expect(0);
            assert!(!output.stderr.contains(KEY));
            let mut fresh = Run::new().env("CARTO_APP_API_KEY", KEY);
            fresh.go(&[&["new", "my-map", "--yes", "--no-git"], args].concat()).expect(0);
            assert_eq!(changed(&files(&run), &files(&fresh)), Vec::<String>::new());
            let dry = refused(&mut run, &["auth", "set", "--api-key=default_public", "--dry-run"], 0);
            assert!(!dry.stdout.contains(KEY), "{}", dry.stdout);
            let output = run.go(&["auth", "set", "--api-key=default_public"]).expect(0);
            // It may be the only copy.
            assert!(output.stderr.contains(".env.local still holds the API key"), "{}", output.stderr);
            assert!(read(&run, ".env.local").contains(KEY));
            assert_eq!(changed(&before, &files(&run)), [".env.local"]);
            refused(&mut run, &["auth", "set", "--api-key=default_public"], 0);
        }
    }

    #[test]
    fn a_private_key_moves_from_the_code_unseen() {
        let mut run = app(&["--auth", "api-key"]);
        edit(&run, STATE, "'default_public'", &format!("'{KEY}'"));
        let args = ["auth", "set", "--username", "acme", "--dry-run"];
        let output = refused(&mut run, &args, 0);
        assert!(
            output.stdout.contains("username: 'acme'") && !output.stdout.contains(KEY),
            "{}",
            output.stdout
        );
        let output = refused(&mut run, &["auth", "set", &format!("--api-key={OTHER_KEY}"), "--dry-run"], 0);
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
    fn a_person_is_asked_what_to_change() {
        let mut run = app(&[]).person([choose("Client ID"), text("a b"), text(ID)]);
        run.go(&["auth", "set"]).expect(0);
        assert!(read(&run, STATE).contains(&format!("clientId: '{ID}'")));
        let scopes = Reply::Tick(vec!["user:profile".to_owned(), "apis:do".to_owned()]);
        let mut run = run.person([choose("Scopes"), scopes]);
        run.go(&["auth", "set"]).expect(0);
        assert!(read(&run, STATE).contains("'apis:do', // Data Observatory"));
        assert!(!read(&run, STATE).contains("isolines"));
        let mut run = run.person([choose("Forced login"), Reply::Confirm(true)]);
        run.go(&["auth", "set"]).expect(0);
        assert!(read(&run, APP).contains("forceOAuthLogin: true"));
        let mut run = run.person([choose("Account"), Reply::Interrupt]);
        refused(&mut run, &["auth", "set"], 130);
        let mut run = run.person([]);
        let output = refused(&mut run, &["auth", "set", "--api-key"], 2);
        for words in ["the key of whoever logs in", "carto-app auth use api-key"] {
            assert!(output.stderr.contains(words), "{}", output.stderr);
        }
        let mut run = with_key().person([text(OTHER_KEY)]);
        let output = run.go(&["auth", "set", "--api-key"]).expect(0);
        assert!(read(&run, ".env.local").contains(OTHER_KEY));
        assert!(!output.transcript.join("\n").contains(&OTHER_KEY[..6]));
    }
}

mod use_mode {
    use super::*;

    #[test]
    fn there_and_back_again_gives_the_same_bytes() {
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
                assert_eq!(changed(&files(&run), &files(&fresh)), Vec::<String>::new(), "{args:?}");
                let back: &[&str] = if others.len() < args.len() { &["--force-oauth-login"] } else { &[] };
                let output = run.go(&[&["auth", "use", "oauth"], back].concat()).expect(0);
                assert!(output.stderr.contains("https://localhost:3000/oauthCallback"), "{}", output.stderr);
                let left: &[&str] = if key.is_some() { &[".env.local"] } else { &[] };
                assert_eq!(changed(&before, &files(&run)), left, "{args:?}");
            }
        }
    }

    #[test]
    fn a_private_key_is_never_lost_and_is_found_again() {
        let mut run = with_key();
        let before = files(&run);
        let output = run.go(&["auth", "use", "oauth", "--client-id", ID]).expect(0);
        assert!(output.stderr.contains(".env.local still holds the API key"), "{}", output.stderr);
        assert!(!output.stderr.contains(KEY) && read(&run, ".env.local").contains(KEY));
        let output = run.go(&["auth", "use", "api-key", "--json"]).expect(0);
        assert!(!output.stdout.contains(KEY), "{}", output.stdout);
        assert_eq!(changed(&before, &files(&run)), Vec::<String>::new());
    }

    #[test]
    fn the_mode_that_is_there_already_changes_nothing() {
        let mut run = app(&[]);
        let output = refused(&mut run, &["auth", "use", "oauth"], 0);
        assert!(output.stderr.contains("uses OAuth already; nothing was changed"), "{}", output.stderr);
        let args = ["auth", "use", "oauth", "--client-id", ID, "--scope", "apis:do"];
        run.go(&args).expect(0);
        assert!(read(&run, STATE).contains(ID) && read(&run, STATE).contains("apis:do"));
        refused(&mut run, &args, 0);
        let mut run = app(&["--auth", "api-key"]);
        refused(&mut run, &["auth", "use", "api-key"], 0);
    }

    #[test]
    fn edits_by_hand_survive() {
        let mut run = app(&[]);
        edit(&run, STATE, "clientId: ''", "clientId: 'BBBBBBBBBBBB'");
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
        std::fs::remove_file(run.path("my-map/src/App.test.jsx")).expect("goes");
        run.go(&["auth", "use", "api-key"]).expect(0);
        let state = read(&run, STATE);
        assert!(state.contains("username: 'acme'") && state.contains("zoom: 9") && !state.contains("oauth"));
        assert!(!read(&run, APP).contains("forceOAuthLogin"));
        assert!(
            read(&run, "src/routes.jsx").contains("Mine")
                && !read(&run, "src/routes.jsx").contains("Private")
        );
        assert!(!run.path("my-map/src/App.test.jsx").exists());
        assert!(read(&run, "carto-app.toml").contains("mode = \"api-key\""));
        run.go(&["auth", "use", "oauth", "--client-id", ID, "--scope", "apis:do", "--force-oauth-login"])
            .expect(0);
        let state = read(&run, STATE);
        assert!(
            state.contains(ID) && state.contains("apis:do") && state.contains("username: 'acme'"),
            "{state}"
        );
        assert!(read(&run, APP).contains("forceOAuthLogin: true"));
        assert!(
            read(&run, "src/routes.jsx").contains("Mine") && read(&run, "src/routes.jsx").contains("Private")
        );
    }

    #[test]
    fn values_may_be_written_in_any_way() {
        let mut run = app(&[]);
        edit(&run, STATE, "clientId: '',", "clientId: import.meta.env.VITE_CLIENT_ID,");
        let list = "[\n      'user:profile', // name and avatar\n      'dataservices:isolines', // isochrones, which consume credits\n    ]";
        edit(&run, STATE, list, "['user:profile', 'datasets:r:roads']");
        edit(&run, STATE, "username: 'public'", "username: ACCOUNT");
        edit(
            &run,
            STATE,
            "export const initialState",
            "const ACCOUNT = 'acme';\n\nexport const initialState",
        );
        run.go(&["auth", "use", "api-key"]).expect(0);
        let state = read(&run, STATE);
        assert!(state.contains("username: ACCOUNT") && !state.contains("oauth"), "{state}");
        run.go(&["auth", "set", &format!("--api-key={KEY}"), "--username", "other"]).expect(0);
        let state = read(&run, STATE);
        assert!(
            state.contains("const ACCOUNT = 'other';") && state.contains("VITE_CARTO_API_KEY"),
            "{state}"
        );
        run.go(&["auth", "use", "oauth"]).expect(0);
        assert!(read(&run, STATE).contains("apiKey: 'default_public'"));
    }

    #[test]
    fn parts_that_were_added_are_no_conflict() {
        let mut run = app(&["--auth", "api-key"]);
        for part in [&["slice", "filters"][..], &["view", "roads"], &["source", "roads"]] {
            run.go(&[&["add"], part].concat()).expect(0);
        }
        run.go(&["auth", "use", "oauth"]).expect(0);
        run.go(&["add", "source", "parks", "--dataset", "parks"]).expect(0);
        let store = read(&run, "src/store/store.js");
        assert!(
            store.contains("filters: filtersReducer") && store.contains("oauth: oauthReducer"),
            "{store}"
        );
        run.go(&["auth", "use", "api-key"]).expect(0);
        let store = read(&run, "src/store/store.js");
        assert!(store.contains("filters: filtersReducer") && !store.contains("oauth"), "{store}");
        let routes = read(&run, "src/routes.jsx");
        assert!(routes.contains("views/Roads") && !routes.contains("Private"), "{routes}");
    }

    #[test]
    fn the_login_asks_for_what_the_sources_that_are_there_need() {
        let mut run = app(&["--auth", "api-key"]);
        let sql = "SELECT * FROM parks JOIN acme.trees USING (cartodb_id)";
        run.go(&["add", "source", "green", "--sql", sql]).expect(0);
        run.go(&["add", "source", "roads"]).expect(0);
        let args =
            ["auth", "use", "oauth", "--client-id", ID, "--scope", "dataservices:isolines,datasets:rw:roads"];
        let output = run.go(&args).expect(0);
        let warned =
            "also asks for datasets:r:acme.trees, datasets:r:parks, which its sources and models read";
        assert!(output.stderr.contains(warned), "{}", output.stderr);
        let (state, record) = (read(&run, STATE), read(&run, "carto-app.toml"));
        for scope in ["datasets:r:acme.trees", "datasets:r:parks", "datasets:rw:roads"] {
            assert!(
                state.contains(&format!("'{scope}'")) && record.contains(&format!("\"{scope}\"")),
                "{state}"
            );
        }
        assert!(!state.contains("'datasets:r:roads'"), "{state}");
        let found = run.go(&["check"]).stdout;
        assert!(!found.contains("scope-") && !found.contains("drift"), "{found}");
    }

    #[test]
    fn a_state_that_was_moved_goes_from_there() {
        let mut run = app(&["--client-id", ID]);
        let state = read(&run, STATE);
        let (rest, oauth) = state.split_once("export const oauthInitialState").expect("is there");
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
        // One that its owner has changed as well is the owner's to take out.
        let mine = oauth.replace("  oauthApp: {", "  // mine\n  oauthApp: {");
        write(
            &run,
            STATE,
            &rest.replace("export const initialState", &format!("{mine}\nexport const initialState")),
        );
        let output = refused(&mut run, &["auth", "use", "api-key"], 3);
        assert!(output.stderr.contains("oauthInitialState"), "{}", output.stderr);
        write(&run, "src/store/mine.js", &oauth);
        write(&run, STATE, &format!("export {{ oauthInitialState }} from './mine';\n{rest}"));
        let output = refused(&mut run, &["auth", "use", "api-key"], 3);
        assert!(output.stderr.contains("does not stand there as carto-app wrote it"), "{}", output.stderr);
    }

    #[test]
    fn values_that_were_set_are_no_conflict() {
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
        let args =
            ["new", "my-map", "--yes", "--no-git", "--auth=api-key", "--dataset=roads", "--username=acme"];
        fresh.go(&args).expect(0);
        assert_eq!(changed(&files(&run), &files(&fresh)), Vec::<String>::new());
    }

    #[test]
    fn lines_that_end_in_cr_lf_stay_so() {
        let mut run = app(&[]);
        let crlf = |path: &str, run: &Run| write(run, path, &read(run, path).replace('\n', "\r\n"));
        let paths =
            [STATE, APP, "src/store/store.js", "src/data/oauth/login.js", "carto-app.toml", "README.md"];
        for path in paths {
            crlf(path, &run);
        }
        run.go(&["auth", "use", "api-key"]).expect(0);
        let mut fresh = app(&["--auth", "api-key"]);
        for path in paths.into_iter().filter(|path| !path.contains("oauth")) {
            assert_eq!(read(&run, path), read(&fresh, path).replace('\n', "\r\n"), "{path}");
        }
        assert!(!run.path("my-map/src/data/oauth/login.js").exists());
        refused(&mut fresh, &["auth", "use", "api-key"], 0);
    }

    #[test]
    fn a_conflict_writes_nothing_and_shows_the_hunks() {
        let mut run = app(&[]);
        edit(&run, "src/store/store.js", "concat(oauthMiddleware)", "concat(oauthMiddleware, mine)");
        let output = refused(&mut run, &["auth", "use", "api-key"], 3);
        for words in ["src/store/store.js, line", "oauthMiddleware, mine", "<<<<<<<", "======="] {
            assert!(output.stderr.contains(words), "{words}: {}", output.stderr);
        }
        let json = refused(&mut run, &["auth", "use", "api-key", "--json"], 3).json();
        assert_eq!(json["error"]["kind"], "conflict");
        refused(&mut run, &["auth", "use", "api-key", "--dry-run"], 3);
    }

    #[test]
    fn a_file_that_its_owner_changed_is_not_deleted() {
        let mut run = app(&[]);
        let login = read(&run, "src/components/views/Login.jsx");
        write(&run, "src/components/views/Login.jsx", &format!("// mine\n{login}"));
        let output = refused(&mut run, &["auth", "use", "api-key"], 3);
        assert!(
            output.stderr.contains("src/components/views/Login.jsx would be deleted, but was changed"),
            "{}",
            output.stderr
        );
    }

    #[test]
    fn a_file_that_stands_in_the_way_stays() {
        let mut run = app(&["--auth", "api-key"]);
        write(&run, "src/components/views/login.jsx", "// mine\n");
        write(&run, "oauthCallbackPlugin.js", "// mine\n");
        let output = refused(&mut run, &["auth", "use", "oauth"], 3);
        assert!(
            output.stderr.contains("login.jsx") && output.stderr.contains("oauthCallbackPlugin.js"),
            "{}",
            output.stderr
        );
    }

    #[test]
    fn nothing_is_left_that_imports_what_went() {
        let mut run = app(&[]);
        let module = "src/components/views/Mine.jsx";
        for (import, named) in [
            (
                "import OAuthLogin from 'components/common/OAuthLogin';",
                "imports components/common/OAuthLogin",
            ),
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
            let output = refused(&mut run, &["auth", "use", "api-key"], 3);
            assert!(output.stderr.contains(&format!("{module}, line 2 {named}")), "{}", output.stderr);
        }
        write(&run, module, "import { selectOAuthCredentials } from '@carto/react-redux';\n");
        let output = refused(&mut run, &["auth", "use", "api-key"], 3);
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
    fn a_forced_login_that_is_there_already_is_the_value() {
        let forced = app(&["--client-id", ID, "--dataset", "roads", "--force-oauth-login"]);
        let flag = "--no-force-oauth-login";
        for (behind, value, args, expected) in [
            ("their ids\n", "true", &[][..], "true"),
            ("title: 'My map',\n", "true", &[], "true"),
            ("title: 'My map',\n", "false", &[], "false"),
            ("their ids\n", "true", &[flag], "false"),
        ] {
            let mut run = app(&["--auth", "api-key", "--dataset", "roads"]);
            edit(&run, APP, behind, &format!("{behind}  forceOAuthLogin: {value},\n"));
            run.go(&[&["auth", "use", "oauth", "--client-id", ID], args].concat()).expect(0);
            let text = read(&run, APP);
            assert_eq!(text.matches("forceOAuthLogin").count(), 1, "{text}");
            assert!(text.contains(&format!("forceOAuthLogin: {expected}, //")), "{text}");
            let record = read(&run, "carto-app.toml");
            assert!(record.contains(&format!("force_oauth_login = {expected}")), "{record}");
            if expected == "true" {
                assert_eq!(changed(&files(&forced), &files(&run)), Vec::<String>::new());
            }
        }
        let mut run = app(&["--auth", "api-key", "--dataset", "roads"]);
        edit(&run, APP, "their ids\n", "their ids\n  forceOAuthLogin: isForced(),\n");
        let output = refused(&mut run, &["auth", "use", "oauth", "--client-id", ID], 3);
        assert!(
            output.stderr.contains("src/store/appSlice.js, line 9: forceOAuthLogin"),
            "{}",
            output.stderr
        );
        edit(&run, APP, "forceOAuthLogin: isForced()", "...mine");
        run.go(&["auth", "use", "oauth", "--client-id", ID]).expect(0);
    }

    #[test]
    fn a_view_of_many_lines_beside_one_that_goes_is_no_conflict() {
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
            // What both add at one place comes with that of the tool first.
            let expected: &[&str] = if name == "mid" { &["src/routes.jsx"] } else { &[] };
            assert_eq!(changed(&before, &files(&run)), expected);
            assert_eq!(read(&run, "src/routes.jsx").matches("View: lazy").count(), 5);
        }
    }

    #[test]
    fn a_name_that_another_mode_needs_is_refused() {
        let api_key = &["--auth", "api-key", "--dataset", "roads"][..];
        let login = "an application with a login has";
        for (args, added, words) in [
            (api_key, ["view", "login"], login),
            (api_key, ["component", "userMenu"], login),
            (api_key, ["component", "KeyGate"], "an application with a private API key has"),
            (&["--auth", "api-key"], ["source", "a"], login),
            (&["--no-example"], ["view", "home"], "an application with an API key has"),
        ] {
            let mut run = app(args);
            let output = refused(&mut run, &["add", added[0], added[1], "--yes"], 2);
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
    fn a_page_that_opens_to_everybody_is_told() {
        let mut run = app(&["--client-id", ID, "--dataset", "roads"]);
        run.go(&["add", "view", "sec", "--login"]).expect(0);
        run.go(&["add", "view", "about"]).expect(0);
        let told = "src/components/views/Sec.jsx was only for people who are logged in, and is open to everybody now.";
        let json = refused(&mut run, &["auth", "use", "api-key", "--dry-run", "--json"], 0).json();
        let warnings = json["warnings"].as_array().expect("a list").clone();
        assert_eq!(warnings.iter().filter(|each| each["message"] == told).count(), 1, "{warnings:?}");
        let output = run.go(&["auth", "use", "api-key"]).expect(0);
        assert_eq!(output.stderr.matches("open to everybody now").count(), 1, "{}", output.stderr);
        assert!(!read(&run, "src/components/views/Sec.jsx").contains("OAuthLogin"));
        let back = run.go(&["auth", "use", "oauth", "--client-id", ID]).expect(0);
        assert!(!back.stderr.contains("open to everybody"), "{}", back.stderr);
    }

    #[test]
    fn wrong_answers_are_told() {
        let mut run = app(&[]);
        for args in [
            &["auth", "use"][..],
            &["auth", "use", "basic"],
            &["auth", "use", "api-key", "--client-id", ID],
            &["auth", "use", "api-key", "--api-key", "short"],
            &["auth", "use", "oauth", "--api-key", KEY],
        ] {
            let output = refused(&mut run, args, 2);
            assert!(!output.stderr.contains(KEY), "{}", output.stderr);
        }
        let mut run = app(&["--auth", "api-key"]);
        let args = ["auth", "use", "oauth", "--client-id", "a b", "--scope", "nope", "--json"];
        let problems = refused(&mut run, &args, 2).json()["error"]["problems"].clone();
        assert_eq!(problems.as_array().map(Vec::len), Some(2), "{problems}");
    }

    #[test]
    fn variables_stand_in_for_flags() {
        let mut run = inside(Run::new(), &["--auth", "api-key"]).env("CARTO_APP_CLIENT_ID", ID);
        run.go(&["auth", "use", "oauth"]).expect(0);
        assert!(read(&run, STATE).contains(ID));
        let mut run = run.env("CARTO_APP_API_KEY", KEY);
        let output = run.go(&["auth", "use", "api-key", "--json"]).expect(0);
        assert!(read(&run, ".env.local").contains(KEY) && !output.stdout.contains(KEY));
        run.unset("CARTO_APP_API_KEY");
        write(&run, ".env.local", &format!("MINE=1\nVITE_CARTO_API_KEY={KEY}\n"));
        let dry = refused(&mut run, &["auth", "use", "oauth", "--dry-run"], 0);
        assert!(!dry.stdout.contains(KEY), "{}", dry.stdout);
        run.go(&["auth", "use", "oauth"]).expect(0);
        assert_eq!(read(&run, ".env.local"), format!("MINE=1\nVITE_CARTO_API_KEY={KEY}\n"));
    }

    #[test]
    fn a_person_is_asked_as_for_a_new_application() {
        let mut run = app(&["--auth", "api-key"]).person([
            choose("OAuth"),
            text(ID),
            Reply::Tick(vec!["user:profile".to_owned()]),
            Reply::Confirm(true),
        ]);
        run.go(&["auth", "use"]).expect(0);
        let state = read(&run, STATE);
        assert!(state.contains(ID) && !state.contains("isolines"), "{state}");
        assert!(read(&run, APP).contains("forceOAuthLogin: true"));
        let mut run = run.person([Reply::Enter]);
        run.go(&["auth", "use", "api-key"]).expect(0);
        assert!(read(&run, STATE).contains("apiKey: 'default_public'"));
        let mut run = run.person([Reply::Interrupt]);
        refused(&mut run, &["auth", "use", "oauth"], 130);
    }

    #[cfg(unix)]
    #[test]
    fn a_new_private_file_is_the_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let mut run = app(&[]);
        run.go(&["auth", "use", "api-key", "--api-key", KEY]).expect(0);
        let mode = std::fs::metadata(run.path("my-map/.env.local")).expect("is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

/// Applications whose owner has everything formatted in another way.
mod styled {
    use super::*;

    /// A Prettier with tabs and without semicolons.
    fn tabs(path: &str, text: &str) -> Option<String> {
        if path.ends_with("package.json") {
            return Some(text.replace("  ", "\t"));
        }
        let is_ours = path.rsplit('.').next().is_some_and(|end| ["js", "jsx"].contains(&end));
        let line = |line: &str| {
            let rest = line.trim_start_matches(' ');
            let indent = "\t".repeat((line.len() - rest.len()) / 2);
            format!("{indent}{}\n", rest.trim_end_matches(';'))
        };
        is_ours.then(|| text.lines().map(line).collect())
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
    fn its_own_prettier_formats_what_is_compared_and_what_comes() {
        let mut run = styled(&["--dataset", "roads"]);
        let before = files(&run);
        let output = run.go(&["auth", "use", "api-key"]).expect(0);
        assert_eq!(
            output.called.len(),
            2,
            "one call for what was, one for what is: {:?}",
            output.called.len()
        );
        let fresh = styled(&["--dataset", "roads", "--auth", "api-key"]);
        assert_eq!(changed(&files(&run), &files(&fresh)), Vec::<String>::new());
        run.go(&["auth", "use", "oauth"]).expect(0);
        assert_eq!(changed(&before, &files(&run)), Vec::<String>::new());
    }

    #[test]
    fn what_set_brings_is_formatted_as_well() {
        let mut run = styled(&["--dataset", "roads"]);
        run.go(&["auth", "set", "--force-oauth-login"]).expect(0);
        let new = read(&run, "e2e/login/forced.e2e.js");
        assert_eq!(Some(&new), tabs("a.js", &new).as_ref());
        assert!(!run.path("my-map/e2e/login/optional.e2e.js").exists());
    }

    #[test]
    fn a_file_that_was_not_formatted_is_compared_as_it_is() {
        let mut run = styled(&["--dataset", "roads"]);
        let plain = read(&app(&["--dataset", "roads"]), "src/store/store.js");
        write(&run, "src/store/store.js", &plain);
        run.go(&["auth", "use", "api-key"]).expect(0);
        assert_eq!(
            read(&run, "src/store/store.js"),
            read(&app(&["--auth", "api-key"]), "src/store/store.js")
        );
    }

    #[test]
    fn without_its_prettier_the_packages_have_to_be_installed_first() {
        let mut run = styled(&["--dataset", "roads"]);
        std::fs::remove_file(run.path("my-map/node_modules/prettier/package.json")).expect("goes");
        let output = refused(&mut run, &["auth", "use", "api-key"], 3);
        assert!(output.stderr.contains("try: npm install, so that"), "{}", output.stderr);
        assert_eq!(output.called, Vec::<String>::new());
    }

    #[test]
    fn nothing_is_called_where_the_style_is_ours() {
        let mut run = app(&["--dataset", "roads"]).prettier(tabs);
        write(&run, "node_modules/prettier/package.json", "{}\n");
        let output = run.go(&["auth", "use", "api-key"]).expect(0);
        assert_eq!(output.called, Vec::<String>::new());
    }

    #[test]
    fn new_files_get_the_line_ends_of_the_others() {
        let mut run = app(&["--dataset", "roads"]);
        for (path, _) in files(&run) {
            let path = path.display().to_string();
            write(&run, &path, &read(&run, &path).replace('\n', "\r\n"));
        }
        let before = files(&run);
        run.go(&["auth", "use", "api-key"]).expect(0);
        run.go(&["auth", "use", "oauth"]).expect(0);
        assert_eq!(changed(&before, &files(&run)), Vec::<String>::new());
        run.go(&["auth", "set", "--force-oauth-login"]).expect(0);
        assert!(read(&run, "e2e/login/forced.e2e.js").contains("\r\n"));
    }
}

#[test]
fn outside_of_an_application_and_in_a_newer_one_nothing_is_done() {
    let mut run = Run::new();
    for args in [&["auth", "show"][..], &["auth", "set", "--client-id", ID], &["auth", "use", "oauth"]] {
        let output = run.go(args).expect(2);
        assert!(output.stderr.contains("carto-app.toml"), "{}", output.stderr);
    }
    let mut run = app(&[]);
    let version = format!("version = \"{}\"", env!("CARGO_PKG_VERSION"));
    edit(&run, "carto-app.toml", &version, "version = \"99.0.0\"");
    for args in [&["auth", "show"][..], &["auth", "set", "--client-id", ID], &["auth", "use", "api-key"]] {
        let output = refused(&mut run, args, 3);
        assert!(output.stderr.contains("99.0.0"), "{}", output.stderr);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_client_id_and_scope_changes_its_literal_and_reads_back(
        id in "[!-~]{1,12}|[A-Za-z0-9_-]{12}|[A-Za-z'\"\\\\<>$é]{60,120}", table in "[a-z_][a-z0-9_]{0,30}"
    ) {
        let mut run = app(&[]);
        let before = read(&run, STATE);
        let scope = format!("datasets:rw:{table}");
        let id_flag = format!("--client-id={id}");
        let output = run.go(&["auth", "set", &id_flag, "--add-scope", &scope]);
        prop_assume!(output.code == 0);
        let after = read(&run, STATE);
        let json = run.go(&["auth", "show", "--json"]).expect(0).json();
        let shown = json["client_id"]["value"].as_str().unwrap_or_default().to_owned();
        prop_assert!(shown == id || shown == "(hidden)" || shown.ends_with('…'), "{shown} {id}");
        prop_assert_eq!(json["scopes"][2]["value"].as_str(), Some(scope.as_str()));
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let (before, after) = (lines(&before), lines(&after));
        let at = before.iter().position(|line| line.contains("clientId")).expect("is there");
        prop_assert_eq!(&before[..at], &after[..at]);
        let rest = before.len() - before.iter().position(|line| line == "    ],").expect("is there");
        prop_assert_eq!(&before[before.len() - rest..], &after[after.len() - rest..]);
    }
}

/// Parts that were added are moved from one mode to the other as they would have been added there.
mod added {
    use super::*;

    const PARTS: [&[&str]; 12] = [
        &["source", "parks", "--sql", "SELECT * FROM acme.parks JOIN alleys USING (kind)"],
        &["source", "benches", "--dataset", "benches"],
        &["layer", "parks", "--source", "parks", "--view", "VIEW"],
        &["layer", "benches", "--source", "benches"],
        &[
            "widget",
            "parksByKind",
            "--source",
            "parks",
            "--view",
            "VIEW",
            "--kind",
            "category",
            "--column",
            "kind",
        ],
        &["widget", "parks", "--source", "parks", "--view", "VIEW"],
        &[
            "widget",
            "size",
            "--source",
            "parks",
            "--view",
            "VIEW",
            "--kind=histogram",
            "--column=size",
            "--ticks=1,2",
        ],
        &["view", "gardens"],
        &["layer", "benches", "--source", "benches", "--view", "gardens"],
        &["model", "stats", "--sql", "SELECT COUNT(*) FROM parks"],
        &["slice", "filters"],
        &["component", "ParkCard"],
    ];

    fn add(run: &mut Run, view: &str) {
        for part in PARTS {
            let part: Vec<&str> = part.iter().map(|word| if *word == "VIEW" { view } else { word }).collect();
            run.go(&[&["add"], &part[..]].concat()).expect(0);
        }
    }

    /// Each way to make an application, with a view of it.
    const APPS: [(&[&str], &str); 3] = [
        (&[], "kpi"),
        (&["--dataset", "roads"], "datasets"),
        (&["--dataset", "roads,acme.trees", "--example"], "datasets"),
    ];

    /// What tells what was done in which order, such as scopes and reducers that were added.
    const HISTORY: [&str; 1] = ["src/store/store.js"];

    /// Parts behind a login stand together, and without one among others.
    const MIXED: [&str; 1] = ["src/components/views/Kpi.jsx"];

    #[track_caller]
    fn same(one: &Tree, other: &Tree, but: &[&[&str]]) {
        let differ = changed(one, other);
        let differ: Vec<_> = differ.iter().filter(|path| !but.concat().contains(&path.as_str())).collect();
        let texts = |tree: &Tree| match tree.get(&PathBuf::from(differ[0])) {
            Some(Entry::File { bytes, .. }) => String::from_utf8_lossy(bytes).into_owned(),
            _ => String::new(),
        };
        assert!(differ.is_empty(), "{differ:?}\n{}\n{}", texts(one), texts(other));
    }

    /// What is wrong with it, but for scopes, which an application in the other mode does not have.
    fn found(run: &mut Run) -> Vec<String> {
        let all = run.go(&["check"]).stdout;
        let heads = all.lines().filter(|line| !line.starts_with(' '));
        heads.map(str::to_owned).collect()
    }

    fn there_and_back(from: &str, to: &str, but: &[&[&str]], but_back: &[&[&str]]) {
        for (args, view) in APPS {
            let with = |mode| [args, &["--auth", mode][..]].concat();
            let mut run = app(&with(from));
            add(&mut run, view);
            let before = files(&run);
            let findings = found(&mut run);
            run.go(&["auth", "use", to]).expect(0);
            let mut fresh = app(&with(to));
            add(&mut fresh, view);
            same(&files(&run), &files(&fresh), but);
            assert_eq!(found(&mut run), found(&mut fresh), "{from} {args:?}");
            run.go(&["auth", "use", from]).expect(0);
            same(&before, &files(&run), but_back);
            assert_eq!(found(&mut run), findings, "{from} {args:?} and back");
        }
    }

    #[test]
    fn from_oauth_to_an_api_key_and_back() {
        there_and_back("oauth", "api-key", &[&MIXED], &[&HISTORY]);
    }

    const VIEW: &str = "src/components/views/Gardens.jsx";
    const DATASETS: &str = "src/components/views/Datasets.jsx";
    const SETTINGS: &str = "sandbox/settings.js";

    #[test]
    fn what_is_public_stays_without_a_login() {
        let mut run = app(&["--dataset", "roads"]);
        for part in [
            &["source", "parks"][..],
            &["source", "trees", "--credentials", "application"],
            &["view", "gardens"],
            &["layer", "parks", "--view", "gardens"],
            &["layer", "trees", "--view", "gardens"],
        ] {
            run.go(&[&["add"], part].concat()).expect(0);
        }
        let before = files(&run);
        let view = read(&run, VIEW);
        run.go(&["auth", "use", "api-key"]).expect(0);
        assert!(!read(&run, VIEW).contains("OAuthLogin"));
        let list = "[\n  'parks',\n  // The tables of the application.\n  'roads',\n  'trees',\n]";
        assert!(read(&run, SETTINGS).contains(list), "{}", read(&run, SETTINGS));
        run.go(&["auth", "use", "oauth"]).expect(0);
        assert_eq!(read(&run, VIEW), view);
        same(&before, &files(&run), &[&HISTORY]);
    }

    #[test]
    fn what_a_private_key_reads_is_not_open_to_everybody() {
        let parts = |run: &mut Run| {
            for part in
                [&["source", "parks"][..], &["view", "gardens"], &["layer", "parks", "--view", "gardens"]]
            {
                run.go(&[&["add"], part].concat()).expect(0);
            }
        };
        let private = || {
            let mut run = Run::new().env("CARTO_APP_API_KEY", KEY);
            run = inside(run, &["--dataset", "roads"]);
            parts(&mut run);
            run.unset("CARTO_APP_API_KEY");
            run
        };
        let (to_private, to_public) = (format!("--api-key={KEY}"), "--api-key=default_public");
        let mut run = app(&["--dataset", "roads", "--auth", "api-key"]);
        parts(&mut run);
        let public = files(&run);
        run.go(&["auth", "set", &to_private]).expect(0);
        same(&files(&run), &files(&private()), &[]);
        run.go(&["auth", "use", "oauth"]).expect(0);
        assert!(
            read(&run, VIEW).contains("OAuthLogin") && read(&run, SETTINGS).contains("PUBLIC_TABLES = [];")
        );
        run.go(&["auth", "use", "api-key"]).expect(0);
        same(&files(&run), &files(&private()), &[]);
        run.go(&["auth", "set", to_public]).expect(0);
        same(&files(&run), &public, &[&[".env.local"]]);
    }

    #[test]
    fn a_view_for_people_who_are_logged_in_loses_its_login() {
        let mut run = app(&["--example=false"]);
        run.go(&["add", "view", "gardens", "--login"]).expect(0);
        run.go(&["auth", "use", "api-key"]).expect(0);
        let mut fresh = app(&["--example=false", "--auth", "api-key"]);
        fresh.go(&["add", "view", "gardens"]).expect(0);
        same(&files(&run), &files(&fresh), &[]);
    }

    #[test]
    fn what_the_owner_wrote_behind_a_login_stays() {
        let mut run = app(&["--dataset", "roads"]);
        run.go(&["add", "source", "parks"]).expect(0);
        run.go(&["add", "layer", "parks", "--view", "datasets"]).expect(0);
        edit(
            &run,
            DATASETS,
            "<MapLayer source={parksSource}",
            "{/* Green */}\n        <p>Mine</p>\n        <MapLayer source={parksSource}",
        );
        edit(&run, DATASETS, "title=\"Datasets\"", "title=\"My data\"");
        edit(&run, SETTINGS, "PUBLIC_TABLES = [];", "PUBLIC_TABLES = [\n  // mine\n  'a', // why\n];");
        let (view, settings) = (read(&run, DATASETS), read(&run, SETTINGS));
        run.go(&["auth", "use", "api-key"]).expect(0);
        let plain = "\
    <ViewPanel title=\"My data\">
      <DatasetList />
      {/* Green */}
      <p>Mine</p>
      <MapLayer source={parksSource} layer={parksLayer} />
    </ViewPanel>
";
        assert!(read(&run, DATASETS).contains(plain), "{}", read(&run, DATASETS));
        let list = "  // mine\n  'a', // why\n";
        let opened = read(&run, SETTINGS);
        assert!(opened.contains(list) && opened.contains("'parks',\n"), "{opened}");
        // What is the owner's own may stand where it stood.
        edit(&run, DATASETS, "      {/* Green */}\n      <p>Mine</p>\n", "");
        run.go(&["auth", "use", "oauth"]).expect(0);
        let view = view.replace("        {/* Green */}\n        <p>Mine</p>\n", "");
        assert_eq!(read(&run, DATASETS), view);
        assert_eq!(read(&run, SETTINGS), settings);
    }

    #[test]
    fn a_login_that_says_something_else_is_not_taken_away() {
        let mut run = app(&["--dataset", "roads"]);
        edit(&run, DATASETS, "Log in to see these datasets from your CARTO account.", "Come in.");
        let output = refused(&mut run, &["auth", "use", "api-key"], 3);
        assert!(output.stderr.contains("Come in."), "{}", output.stderr);
        let mut run = app(&[]);
        run.go(&["add", "view", "gardens", "--login"]).expect(0);
        edit(&run, VIEW, "Log in to see this page.", "Come in.");
        let output = refused(&mut run, &["auth", "use", "api-key"], 3);
        assert!(
            output.stderr.contains("Gardens.jsx, line 1 imports components/common/OAuthLogin"),
            "{}",
            output.stderr
        );
    }

    #[test]
    fn from_an_api_key_to_oauth_and_back() {
        there_and_back("api-key", "oauth", &[&HISTORY], &[&MIXED]);
    }
}
