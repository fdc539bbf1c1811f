//! Keys in files and in the code.

use super::*;

#[test]
fn finds_secrets_in_any_file() {
    for (path, text) in [
        (".env.local", format!("A=1\nVITE_CARTO_API_KEY={KEY}\n")),
        (".env", format!("\nKEY={KEY}")),
        ("docs/notes.md", format!("# Notes\nThe key is `{KEY}`.\n")),
        ("src/data/x.js", format!("\nexport const key = '{KEY}';\n")),
        ("public/config.json", format!("{{\n\"k\":\"{KEY}\"}}")),
        ("server/settings.yaml", "a: 1\nclient_secret: AbCdEfGhIjKlMnOpQrStUvWx\n".to_owned()),
        ("src/data/x.js", "\nexport const clientSecret = 'AbCdEfGhIjKlMnOpQrStUvWx';".to_owned()),
        ("big.txt", format!("{}\n{KEY}", "x".repeat(2 << 20))),
    ] {
        let mut run = app(OAUTH);
        run.write(path, &text);
        assert_one_finding(&mut run, Code::Secret, path, 2);
        let output = run.go(&["check", "--fix"]).expect(6);
        let shown = format!("{}{}", output.stdout, output.stderr);
        assert!(!shown.contains(&KEY[..12]) && !shown.contains("MnOpQ"), "{shown}");
        assert_eq!(run.read(path), text);
    }
    for (answers, fix) in
        [(OAUTH, "an application with OAuth needs no key"), (API_KEY, "auth set --api-key KEY")]
    {
        let mut run = app(answers);
        run.write("notes.md", KEY);
        let text = run.go(&["check"]).expect(6).stdout;
        assert!(text.contains(fix), "{text}");
        assert_eq!(text.contains("--api-key"), answers == API_KEY, "{text}");
    }
    let mut run = app(OAUTH);
    run.write(".github/workflows/x.yml", &format!("- uses: actions/checkout@{KEY}\n"));
    run.write("node_modules/x/y.js", KEY);
    run.write("yarn.lock", &format!("  resolved \"https://x#{KEY}\"\n"));
    assert_clean(&mut run);
}

#[test]
fn finds_private_keys_in_the_code() {
    let mut run = app(API_KEY);
    edit(&run, STATE, "'default_public'", &format!("'{REGULAR_KEY}'"));
    let place = line(&run, STATE, REGULAR_KEY);
    assert_one_finding(&mut run, Code::KeyInCode, STATE, place);
    let output = run.go(&["check"]);
    assert!(output.stdout.contains("fix: carto-app auth set --api-key, with"), "{}", output.stdout);
    assert!(!output.stdout.contains(REGULAR_KEY));

    for text in [
        format!("\nconst OLD_API_KEY = '{REGULAR_KEY}';"),
        format!("\nexport const credentials = {{ username: 'x', apiKey: '{REGULAR_KEY}' }};"),
        format!("\nexport const url = `https://x.carto.com/api/v2/sql?q=${{q}}&api_key={REGULAR_KEY}&x=1`;"),
    ] {
        for answers in [OAUTH, API_KEY] {
            let mut run = app(answers);
            run.write("src/data/x.js", &text);
            assert_one_finding(&mut run, Code::KeyInCode, "src/data/x.js", 2);
            let output = run.go(&["check", "--fix"]).expect(6);
            assert!(!format!("{}{}", output.stdout, output.stderr).contains(REGULAR_KEY));
            assert_eq!(run.read("src/data/x.js"), text);
        }
    }
    let mut run = app(API_KEY);
    run.write(
        "src/data/x.js",
        "export const apiKey = 'default_public';\nexport const a = '?api_key=${key}';",
    );
    assert_clean(&mut run);
}

#[test]
fn finds_named_secrets_in_lists_of_checksums() {
    for name in ["public/sources.json", "src/changes.json", "docs/changelog.md", "package-lock.json"] {
        let mut run = app(API_KEY);
        let commit = &KEY[1..].replace('a', "b");
        run.write(name, &format!("{{ \"apiKey\": \"{REGULAR_KEY}\",\n\"commit\": \"0{commit}\" }}\n"));
        let found = check(&mut run);
        let here: Vec<_> =
            found.iter().filter(|(code, path, _)| code == "key-in-code" && path == name).collect();
        assert_eq!(here.len(), 1, "{found:?}");
        assert!(!found.iter().any(|(code, ..)| code == "secret"), "{found:?}");
    }
}

#[test]
fn many_secrets_of_a_file_are_listed_in_linear_time() {
    let mut run = app(API_KEY);
    run.write("public/keys.js", &format!("apiKey='{REGULAR_KEY}'\n").repeat(100_000));
    let output = run.go(&["check", "--json"]).expect(6);
    let here = parse_findings(&output).into_iter().filter(|(_, path, _)| path == "public/keys.js").count();
    assert_eq!(here, 50);
    assert!(output.stdout.contains("100000 secrets, of which the first 50"), "{}", output.stdout);
}

#[test]
fn placeholders_are_not_keys() {
    let mut run = app(API_KEY);
    for placeholder in ["xxxxxxxxxxxxxxxxxxxxxx", "YOUR_API_KEY_GOES_HERE", "replace-with-your-key1"] {
        run.write("src/data/demo.js", &format!("export const apiKey = '{placeholder}';\n"));
        assert_clean(&mut run);
    }
}

/// Only at the top of an application do `dist` and `coverage` hold the output of tools.
#[test]
fn folders_below_src_are_read_whatever_their_names() {
    let mut run = app(DATASETS);
    let view = "src/components/views/Datasets.jsx";
    let old = run.read(view);
    run.write("src/components/coverage/Show.jsx", &old.replace("Datasets()", "Show()"));
    run.write(
        view,
        "import Show from '../coverage/Show';\n\nexport default function Datasets() {\n  return <Show />;\n}\n",
    );
    assert_clean(&mut run);
    run.write("src/dist/key.js", &format!("export const apiKey = '{REGULAR_KEY}';\n"));
    assert_one_finding(&mut run, Code::KeyInCode, "src/dist/key.js", 1);
}

#[test]
fn a_diff_hides_secrets_that_stand_in_the_code() {
    let mut run = app(OAUTH);
    let secret = "AbCdEfGhIjKlMnOpQrSt0v1x";
    edit(
        &run,
        STATE,
        "clientId: ",
        &format!("// api_key={REGULAR_KEY}\n    clientSecret: '{secret}',\n    clientId: "),
    );
    for output in ["--quiet", "--json"] {
        let diff =
            run.go(&["auth", "set", "--client-id", "ZzCdEfGhIjKl", "--dry-run", output]).expect(0).stdout;
        assert!(diff.contains("ZzCdEfGhIjKl") && diff.contains("clientSecret: '(hidden)'"), "{diff}");
        assert!(!diff.contains(secret) && !diff.contains(REGULAR_KEY), "{diff}");
    }
}

#[test]
fn finds_api_keys_in_every_file_that_git_keeps() {
    let mut run = app(API_KEY);
    for (path, text) in [
        ("public/config.js", "window.cartoKey = '{}';"),
        ("public/other.html", "<script>const API_KEY = '{}'</script>"),
        ("src/x.ts", "export const headers = { Authorization: 'Bearer {}' };"),
        ("src/x.tsx", "export const carto_api_key: string = '{}';"),
        ("deploy/values.yaml", "apiKey: {}"),
        (".env.staging", "VITE_CARTO_API_KEY={}"),
        ("packages/a/.env.production", "VITE_CARTO_API_KEY={}"),
        ("server/x.js", "new CartoClient('acme', '{}');"),
        ("server/x.py", "from carto.auth import Auth; auth = Auth('acme', '{}')"),
        ("server/x.ts", "export const CREDENTIALS = ['acme', '{}'];"),
        ("scripts/x.sh", "curl -u acme:{} https://acme.carto.com"),
        ("docs/x.md", "https://x.org/?config=%7B%22api_key%22%3A%22{}%22%7D"),
        ("carto-key.txt", "{}"),
    ] {
        run.write(path, &text.replace("{}", REGULAR_KEY));
        assert_one_finding(&mut run, Code::KeyInCode, path, 1);
        assert!(!run.go(&["check"]).stdout.contains(REGULAR_KEY));
        run.write(path, &text.replace("{}", "YOUR_CARTO_API_KEY_HERE"));
        assert_clean(&mut run);
        delete(&run, path);
    }
    run.write(".env.local", &format!("VITE_CARTO_API_KEY={REGULAR_KEY}\n"));
    assert_clean(&mut run);
    track(&run, &[]);
    run.write(".env.staging", &format!("VITE_CARTO_API_KEY={REGULAR_KEY}\n"));
    assert_one_finding(&mut run, Code::KeyInCode, ".env.staging", 1);
    run.write(".gitignore", &format!("{}.env.staging\n", run.read(".gitignore")));
    assert_clean(&mut run);
}

#[test]
fn finds_secrets_of_any_service_in_environment_files() {
    let mut run = app(API_KEY);
    for (path, text) in [
        (".env", "STRIPE_SECRET_KEY=sk_live_51HxG2jK8sLqP9vRt"),
        (".env.staging", "DB_PASSWORD='p4ssw0rd12r'"),
        ("server/.env.production", "DATABASE_URL=postgres://acme:p4ssw0rd12r@db.example.org/x"),
    ] {
        run.write(path, text);
        assert_one_finding(&mut run, Code::Secret, path, 1);
        delete(&run, path);
    }
    run.write("src/data/x.js", "export const sessionKey = '9f86d081884c7d659a2f';\n");
    run.write(".env.example", "SECRET_KEY=changeme12345\nDB_PASSWORD=\n");
    run.write(".env.local", "STRIPE_SECRET_KEY=sk_live_51HxG2jK8sLqP9vRt\n");
    assert_clean(&mut run);
}

#[test]
fn commits_checksums_and_fingerprints_are_not_keys() {
    let mut run = app(API_KEY);
    let key = KEY.to_lowercase();
    for (path, text) in [
        ("REVISION", "{}\n"),
        ("public/VERSION", "{}\n"),
        ("docs/data.md", "magnet:?xt=urn:btih:{}&dn=planet"),
        ("docs/log.txt", "{} Fix the map\n"),
        ("docs/build.log", "Checked out {}\n"),
        ("docs/keys.md", "gpg --recv-keys {}\ngpg: key {}: public key imported\n"),
        (".github/workflows/x.yml", "- uses: google-github-actions/auth@{} # v4\n"),
    ] {
        run.write(path, &text.replace("{}", &key));
        assert_clean(&mut run);
    }
}
