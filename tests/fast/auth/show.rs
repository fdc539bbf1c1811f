//! `auth show` prints every value and its place.

use super::*;

#[test]
fn shows_every_value_with_its_place() {
    let mut run = app(&["--client-id", ID, "--dataset", "roads"]);
    run.inside = "my-map/src/components".into();
    let output = run.go(&["auth", "show"]).expect(0);
    for words in [
        "OAuth",
        ID,
        "datasets:r:roads (read roads)",
        "../../src/store/initialStateSlice.js:22",
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
    assert!(!output.stdout.contains("Maps API"), "the default is not shown: {}", output.stdout);
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
    assert!(all.contains("VITE_CARTO_API_KEY, set in .env.local") && all.contains("\"is_set\":true"));
    write(&run, ".env.local", "VITE_CARTO_API_KEY=\n");
    assert!(both(&mut run).contains("not set in .env.local"));
    edit(&run, STATE, "import.meta.env.VITE_CARTO_API_KEY", &format!("'{KEY}'"));
    assert!(both(&mut run).contains("private_in_code"));
    edit(&run, STATE, &format!("'{KEY}'"), "secret()");
    assert!(both(&mut run).contains("computed"));
}

#[test]
fn a_secret_used_as_client_id_is_not_shown() {
    let mut run = app(&[]);
    let master = "0123456789abcdef0123456789abcdef01234567";
    edit(&run, STATE, "CLIENT_ID || ''", &format!("CLIENT_ID || '{master}'"));
    let output = run.go(&["auth", "show"]).expect(0);
    assert!(!output.stdout.contains(master) && output.stdout.contains("(hidden)"));
}

#[test]
fn names_the_variables_that_replace_values() {
    let mut run = app(&["--client-id", ID]);
    let shown = run.go(&["auth", "show"]).expect(0).stdout;
    for words in [
        "AbCdEfGhIjKl, or VITE_CARTO_CLIENT_ID if set",
        "https://{user}.carto.com, or VITE_CARTO_SERVER_URL_TEMPLATE if set",
        "https://carto.com/oauth2/authorize, or VITE_CARTO_AUTHORIZE_URL if set",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let json = run.go(&["auth", "show", "--json"]).expect(0).json();
    assert_eq!(json["client_id"]["variable"], "VITE_CARTO_CLIENT_ID", "{json}");
    assert!(json["username"].get("variable").is_none(), "{json}");
    edit(&run, STATE, "import.meta.env.VITE_CARTO_CLIENT_ID ||", "import.meta.env.MY_ID ??");
    assert!(run.go(&["auth", "show"]).expect(0).stdout.contains("AbCdEfGhIjKl, or MY_ID if set"));
    edit(&run, STATE, "import.meta.env.MY_ID ??", "import.meta.env.MY_ID &&");
    assert!(run.go(&["auth", "show"]).expect(0).stdout.contains("(computed, so it can't be read)"));
}
