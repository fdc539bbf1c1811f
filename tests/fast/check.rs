//! `carto-app check` in process: finds faults planted in a generated application, reports where they are, and suggests commands
//! that fix them.

use carto_app::command::check::Code;
use proptest::prelude::*;

use crate::combinations::plans;
use crate::world::{Output, Run};

const STATE: &str = "src/store/initialStateSlice.js";
const SLICE: &str = "src/store/appSlice.js";
const RECORD: &str = "carto-app.toml";
const KEY: &str = "0123456789abcdef0123456789abcdef01234567";
const REGULAR_KEY: &str = "AbCdEfGhIjKlMnOpQrStUv";

/// Answers for an application with OAuth and a client ID.
const OAUTH: &[&str] = &["--client-id", "AbCdEfGhIjKl"];
const DATASETS: &[&str] =
    &["--client-id", "AbCdEfGhIjKl", "--dataset", "roads", "--dataset", "my-user.trees"];
const API_KEY: &[&str] = &["--auth", "api-key"];

/// Writes a new application into the directory of the run.
fn app(answers: &[&str]) -> Run {
    let mut run = Run::new();
    run.go(&[&["new", ".", "--name", "my-map", "--yes", "--no-git"], answers].concat()).expect(0);
    run
}

/// Replaces the first occurrence of `old` in a file.
#[track_caller]
fn edit(run: &Run, path: &str, old: &str, new: &str) {
    let text = run.read(path);
    assert!(text.contains(old), "{path} has no {old}: {text}");
    run.write(path, &text.replacen(old, new, 1));
}

fn delete(run: &Run, path: &str) {
    std::fs::remove_file(run.path(path)).expect(path);
}

/// Returns the line of the first occurrence of `what`.
#[track_caller]
fn line(run: &Run, path: &str, what: &str) -> usize {
    let text = run.read(path);
    text[..text.find(what).expect(what)].matches('\n').count() + 1
}

/// Returns the code, path and line of each finding.
fn parse_findings(output: &Output) -> Vec<(String, String, usize)> {
    let document = output.json();
    assert_eq!(document["ok"], true, "{document}");
    let findings = document["findings"].as_array().expect("findings");
    let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().expect("a text").to_owned();
    for finding in findings {
        let code = text(finding, "code");
        assert!(Code::ALL.iter().any(|known| known.to_string() == code), "{code}");
        for key in ["message", "why", "fix"] {
            assert!(!text(finding, key).is_empty(), "{finding}");
        }
    }
    findings
        .iter()
        .map(|finding| {
            let line = finding["line"].as_u64().and_then(|line| usize::try_from(line).ok()).expect("a line");
            (text(finding, "code"), text(finding, "path"), line)
        })
        .collect()
}

fn check(run: &mut Run) -> Vec<(String, String, usize)> {
    let output = run.go(&["check", "--json"]);
    assert!([0, 6].contains(&output.code), "{}{}", output.stdout, output.stderr);
    let findings = parse_findings(&output);
    assert_eq!(output.code == 6, !findings.is_empty());
    findings
}

#[track_caller]
fn assert_clean(run: &mut Run) {
    let output = run.go(&["check"]);
    assert_eq!((output.code, output.stdout.as_str(), output.stderr.as_str()), (0, "", "No findings.\n"));
}

/// Fails unless the application has exactly this finding.
#[track_caller]
fn assert_one_finding(run: &mut Run, code: Code, path: &str, line: usize) {
    assert_eq!(check(run), [(code.to_string(), path.to_owned(), line)]);
}

/// Runs the carto-app command that the first finding suggests.
#[track_caller]
fn apply_suggestion(run: &mut Run) {
    let document = run.go(&["check", "--json"]).json();
    let fix = document["findings"][0]["fix"].as_str().expect("a command");
    let fix = fix.split(", or ").next().unwrap_or(fix);
    let fix = fix.replace(" ID", " AbCdEfGhIjKl").replace(" VIEW", " parks").replace(" NAME", " parks");
    let fix = fix.replace(" SOURCE", " roads");
    let words = fix.strip_prefix("carto-app ").expect("a command of ours");
    let words: Vec<&str> = words.split(' ').map(|word| word.trim_matches('\'')).collect();
    run.go(&words).expect(0);
}

#[track_caller]
fn apply_suggestion_and_assert_clean(run: &mut Run) {
    apply_suggestion(run);
    assert_clean(run);
}

#[test]
fn every_generated_application_is_clean() {
    // The package managers make a difference to one rule only, so npm stands for most combinations.
    let is_one = |name: &str| {
        name.contains(",npm")
            || name.contains(",example,carto,")
            || name.contains("no-sandbox")
            || name.ends_with("typescript")
    };
    for (name, plan) in plans().iter().filter(|(name, _)| is_one(name)) {
        let mut run = Run::new();
        for file in plan.files() {
            run.write(&file.path, &String::from_utf8_lossy(&file.bytes));
        }
        let expected: &[&str] = if name.starts_with("oauth") { &["client-id-empty"] } else { &[] };
        let codes: Vec<String> = check(&mut run).into_iter().map(|(code, ..)| code).collect();
        assert_eq!(codes, expected, "{name}");
    }
}

#[test]
fn runs_from_any_subdirectory_of_the_application() {
    let mut run = app(&[]);
    run.inside = "src/store".into();
    let output = run.go(&["check"]).expect(6);
    let place = format!("initialStateSlice.js:{}", line(&run, STATE, "clientId"));
    assert!(
        output.stdout.starts_with(&format!("../../src/store/{place}  client-id-empty  ")),
        "{}",
        output.stdout
    );
    assert!(output.stdout.contains("\n    fix: carto-app auth set --client-id ID\n"), "{}", output.stdout);
    assert_eq!(output.stderr, "1 finding.\n");
    run.inside = "".into();
    delete(&run, RECORD);
    assert_eq!(run.go(&["check"]).code, 2);
}

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
fn finds_wrong_client_ids() {
    let mut run = app(&[]);
    let place = line(&run, STATE, "clientId");
    assert_one_finding(&mut run, Code::ClientIdEmpty, STATE, place);
    apply_suggestion_and_assert_clean(&mut run);
    for odd in ["short", "AbCdEf GhIjKl", "AbCdEfGhIjKlMnOpQrStUvWx"] {
        let mut run = app(OAUTH);
        edit(&run, STATE, "AbCdEfGhIjKl", odd);
        edit(&run, RECORD, "AbCdEfGhIjKl", if odd == "short" { odd } else { "AbCdEfGhIjKl" });
        assert_one_finding(&mut run, Code::ClientIdForm, STATE, place);
        assert!(!run.go(&["check"]).stdout.contains("MnOpQ"), "a secret is shown");
        apply_suggestion_and_assert_clean(&mut run);
    }
    // Client IDs of other servers may look different, and the value of a variable is unknown.
    let mut run = app(&["--client-id", "short", "--authorize-url", "https://gis.acme.com/oauth2/authorize"]);
    assert_clean(&mut run);
    edit(&run, STATE, "'short'", "import.meta.env.VITE_CLIENT_ID");
    assert_clean(&mut run);
}

#[test]
fn finds_wrong_scopes() {
    let mut run = app(OAUTH);
    for (scope, suggestion) in [("offline", None), ("dataset:r:roads", Some("datasets:r:roads"))] {
        edit(&run, STATE, "    scopes: [", &format!("    scopes: [\n      '{scope}',"));
        let place = line(&run, STATE, scope);
        assert_one_finding(&mut run, Code::ScopeRefused, STATE, place);
        let text = run.go(&["check"]).stdout;
        assert!(text.contains(&format!("fix: carto-app auth set --remove-scope {scope}")), "{text}");
        assert_eq!(suggestion.is_none(), !text.contains("--add-scope"), "{text}");
        edit(&run, STATE, &format!("\n      '{scope}',"), "");
    }
    edit(&run, STATE, "    scopes: [", "    scopes: [\n      \"user:profile\",");
    let text = run.read(STATE);
    let second = text[..text.rfind("user:profile").expect("a scope")].matches('\n').count() + 1;
    assert_one_finding(&mut run, Code::ScopeTwice, STATE, second);
    apply_suggestion_and_assert_clean(&mut run);
    assert!(run.read(STATE).contains("\n      \"user:profile\",\n"), "the first one stays");
}

#[test]
fn finds_unneeded_scopes() {
    let mut run = app(DATASETS);
    for scope in
        ["datasets:r:parks", "datasets:rw:my-user.roads", "dataservices:routing", "dataservices:isolines"]
    {
        run.go(&["auth", "set", "--add-scope", scope]).expect(0);
        let place = line(&run, STATE, scope);
        assert_one_finding(&mut run, Code::ScopeUnneeded, STATE, place);
        apply_suggestion_and_assert_clean(&mut run);
    }
    for scope in [
        "datasets:metadata",
        "schemas:c",
        "apis:do",
        "datasets:r:*",
        "datasets:rw:roads",
        "datasets:r:public.roads",
    ] {
        run.go(&["auth", "set", "--add-scope", scope]).expect(0);
        assert_clean(&mut run);
    }
    // A query that can't be read might use the dataset, so the scope is not reported.
    run.go(&["auth", "set", "--add-scope", "datasets:r:parks"]).expect(0);
    assert_eq!(check(&mut run).len(), 1);
    let model = "src/data/models/parkModel.js";
    for body in [
        "const query = `SELECT * FROM ${table}`;\n  return executeSql({ credentials, query });",
        "const query = queryOf(table);\n  return executeSql({ credentials, query });",
        "return executeSql({ credentials, query: PARKS + ' LIMIT 1' });\n}\nconst PARKS = queryOf('parks');\nexport function g() {",
        "return 'parks';",
    ] {
        run.write(model, &format!("import {{ executeSql }} from 'data/executeSql';\nexport function f({{ credentials, table }}) {{\n  {body}\n}}\n"));
        assert_clean(&mut run);
    }
}

/// A title that equals the name of a dataset, in any case, is no use of the dataset.
#[test]
fn finds_scopes_of_removed_datasets() {
    for title in ["Roads", "roads"] {
        let mut run = app(&["--client-id", "AbCdEfGhIjKl", "--dataset", "roads"]);
        edit(&run, "src/components/views/Datasets.jsx", "'Roads'", &format!("'{title}'"));
        edit(&run, "src/data/sources/roadsSource.js", "FROM roads", "FROM other");
        run.go(&["auth", "set", "--add-scope", "datasets:r:other"]).expect(0);
        let place = line(&run, STATE, "'datasets:r:roads'");
        assert_one_finding(&mut run, Code::ScopeUnneeded, STATE, place);
        apply_suggestion_and_assert_clean(&mut run);
    }
}

#[test]
fn finds_tables_without_a_scope() {
    let source = "src/data/sources/roadsSource.js";
    for (sql, scope) in [
        ("SELECT * FROM parks, roads", "datasets:r:parks"),
        ("SELECT * FROM roads r LEFT JOIN PARKS p ON true", "datasets:r:parks"),
        ("SELECT * FROM roads, other.parks", "datasets:r:other.parks"),
        ("SELECT * FROM (SELECT * FROM \"my-user\".parks) AS s, roads", "datasets:r:my-user.parks"),
        ("WITH p AS (SELECT * FROM parks) SELECT * FROM p, roads", "datasets:r:parks"),
        ("SELECT * FROM roads WHERE EXISTS (SELECT 1 FROM parks)", "datasets:r:parks"),
        ("INSERT INTO roads SELECT * FROM roads", "datasets:rw:roads"),
    ] {
        let mut run = app(DATASETS);
        edit(&run, source, "'SELECT * FROM roads'", &format!("`\n    {sql}\n  `"));
        let place = line(&run, source, sql);
        assert_one_finding(&mut run, Code::ScopeMissing, source, place);
        assert!(
            run.go(&["check"]).stdout.contains(&format!("fix: carto-app auth set --add-scope {scope}\n")),
            "{sql}"
        );
        apply_suggestion(&mut run);
        assert!(check(&mut run).iter().all(|(code, ..)| code != "scope-missing"), "{sql}");
    }
    let mut run = app(DATASETS);
    for sql in [
        "SELECT * FROM roads -- FROM parks",
        "SELECT 'x FROM parks', EXTRACT(year FROM day) FROM public.roads /* JOIN parks */",
        "WITH parks AS (SELECT * FROM roads) SELECT * FROM parks",
        "SELECT * FROM \"roads\", \"my-user\".\"trees\", generate_series(1, 2) AS parks, pg_catalog.pg_class",
    ] {
        run.write(
            source,
            &format!(
                "const roadsSource = {{ id: 'roadsSource', data: `{sql}` }};\nexport default roadsSource;\n"
            ),
        );
        assert_clean(&mut run);
    }
    run.write(source, "const roadsSource = { id: 'roadsSource', data: 'SELECT * FROM \"Parks\", roads' };\nexport default roadsSource;\n");
    assert_one_finding(&mut run, Code::ScopeMissing, source, 1);
    run.go(&["auth", "set", "--add-scope", "datasets:r:*"]).expect(0);
    assert_clean(&mut run);
    // A source with its own credentials needs no scope, and neither does an application without a login.
    run.write(source, "const roadsSource = { data: 'SELECT * FROM lakes', credentials: own };\nexport default roadsSource;\n");
    run.go(&["auth", "set", "--remove-scope", "datasets:r:*"]).expect(0);
    assert!(check(&mut run).iter().all(|(code, ..)| code != "scope-missing"));
    let mut run = app(&["--auth", "api-key", "--dataset", "roads"]);
    edit(&run, source, "FROM roads", "FROM parks");
    assert_clean(&mut run);
}

#[test]
fn finds_models_without_the_scope_that_they_need() {
    let mut run = app(OAUTH);
    let model = "src/data/models/storeModel.js";
    edit(&run, model, "credentials: publicAccount, query", "credentials, query");
    edit(&run, model, "getStore({ id, signal })", "getStore({ credentials, id, signal })");
    let place = line(&run, model, "FROM retail_stores");
    assert_one_finding(&mut run, Code::ScopeMissing, model, place);
    let mut run = app(OAUTH);
    run.go(&["auth", "set", "--remove-scope", "dataservices:isolines"]).expect(0);
    let model = "src/data/models/isochroneModel.js";
    let place = line(&run, model, "const query");
    assert_one_finding(&mut run, Code::ScopeMissing, model, place);
    apply_suggestion_and_assert_clean(&mut run);
}

#[test]
fn finds_a_forced_login_without_a_login() {
    let mut run = app(API_KEY);
    edit(
        &run,
        SLICE,
        "export const initialState = {",
        "export const initialState = {\n  forceOAuthLogin: true,",
    );
    let place = line(&run, SLICE, "forceOAuthLogin");
    assert_one_finding(&mut run, Code::ForcedWithoutOAuth, SLICE, place);
    edit(&run, SLICE, "forceOAuthLogin: true", "forceOAuthLogin: false");
    assert_clean(&mut run);
}

#[test]
fn finds_endpoints_without_https() {
    for (own, other) in [
        ("https://{user}.carto.com", "http://{user}.carto.com"),
        ("https://carto.com/oauth2/authorize", "ftp://carto.com/oauth2/authorize"),
    ] {
        let mut run = app(OAUTH);
        edit(&run, STATE, own, other);
        let place = line(&run, STATE, other);
        // An endpoint without https is not reported as drift as well.
        assert_one_finding(&mut run, Code::EndPointNotHttps, STATE, place);
    }
    let mut run = app(OAUTH);
    edit(&run, STATE, "https://{user}.carto.com", "https://");
    let drift = line(&run, RECORD, "server_url_template");
    assert_one_finding(&mut run, Code::Drift, RECORD, drift);
    let place = line(&run, STATE, "serverUrlTemplate");
    let fix = format!("fix: write a valid https:// URL into {STATE}, line {place}\n");
    assert!(run.go(&["check"]).stdout.contains(&fix), "{}", run.go(&["check"]).stdout);
    let mut run = app(OAUTH);
    let servers = "src/data/cartoServers.js";
    edit(&run, servers, "https://maps", "http://maps");
    let place = line(&run, servers, "http://maps");
    assert_one_finding(&mut run, Code::EndPointNotHttps, servers, place);
    edit(&run, servers, "http://maps-api-v2.us.carto.com", "http://localhost:9000");
    assert_clean(&mut run);
}

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

/// Makes the application a repository that tracks these files.
fn track(run: &Run, paths: &[&str]) {
    let mut index =
        [&b"DIRC\0\0\0\x02"[..], &u32::try_from(paths.len()).expect("few").to_be_bytes()].concat();
    for path in paths {
        let start = index.len();
        index.extend([0; 60]);
        index.extend(u16::try_from(path.len()).expect("short").to_be_bytes());
        index.extend(path.bytes());
        index.resize(index.len() + 8 - (index.len() - start) % 8, 0);
    }
    index.extend([0; 20]);
    std::fs::create_dir_all(run.path(".git")).expect("a repository");
    std::fs::write(run.path(".git/index"), index).expect("written");
}

#[test]
fn no_key_is_written_where_git_would_publish_it() {
    let commands: [(&[&str], &[&str]); 2] =
        [(API_KEY, &["auth", "set", "--yes"]), (OAUTH, &["auth", "use", "api-key", "--yes"])];
    for (answers, command) in commands {
        let set = |run: &mut Run| run.go(&[command, &["--api-key", REGULAR_KEY]].concat());
        let mut run = app(answers);
        run.write(".env.local", "X=1\n");
        track(&run, &[".env.local"]);
        let output = set(&mut run).expect(3);
        assert!(output.stderr.contains("git rm --cached .env.local"), "{}", output.stderr);
        assert_eq!(run.read(".env.local"), "X=1\n");

        track(&run, &[]);
        let ignored = run.read(".gitignore");
        run.write(".gitignore", "node_modules\n");
        let output = set(&mut run).expect(3);
        assert!(output.stderr.contains("add .env.local to .gitignore"), "{}", output.stderr);
        run.write(".gitignore", &ignored);
        set(&mut run).expect(0);
        assert!(run.read(".env.local").contains(REGULAR_KEY));
    }
    let mut run = Run::new();
    track(&run, &[".env.local"]);
    let args = ["new", ".", "--name", "my-map", "--yes", "--username", "acme", "--api-key", REGULAR_KEY];
    let output = run.go(&args).expect(3);
    assert!(output.stderr.contains("git rm --cached .env.local"), "{}", output.stderr);
    assert!(!run.path("package.json").exists());
}

#[test]
fn finds_secret_files_that_git_would_publish() {
    let mut run = app(OAUTH);
    let ignored = run.read(".gitignore").replace(".env*.local\n", "");
    run.write(".gitignore", &ignored);
    assert_clean(&mut run);
    track(&run, &[]);
    assert_one_finding(&mut run, Code::EnvNotIgnored, ".gitignore", ignored.lines().count());
    let output = run.go(&["check", "--fix"]).expect(0);
    assert!(
        output.stdout.contains("env-not-ignored") && output.stdout.contains("fixed"),
        "{}",
        output.stdout
    );
    assert_eq!(run.read(".gitignore"), format!("{ignored}.env*.local\n"));

    let mut run = app(OAUTH);
    track(&run, &[".env.local", "src/App.jsx"]);
    assert_one_finding(&mut run, Code::EnvTracked, ".env.local", 1);
    assert!(run.go(&["check"]).stdout.contains("fix: git rm --cached .env.local\n"));

    // Other .env files may be tracked, as long as they contain no key.
    let mut run = app(API_KEY);
    track(&run, &[".env", ".env.example", ".env.production", "src/.env.staging"]);
    run.write(".env", "VITE_OTHER=1\nVITE_CARTO_API_KEY=default_public\n");
    assert_clean(&mut run);
    for path in [".env.production", "src/.env.staging"] {
        run.write(path, &format!("VITE_CARTO_API_KEY={REGULAR_KEY}\n"));
        assert_one_finding(&mut run, Code::EnvTracked, path, 1);
        let output = run.go(&["check"]);
        assert!(output.stdout.contains(&format!("fix: git rm --cached {path}\n")), "{}", output.stdout);
        assert!(!format!("{}{}", output.stdout, output.stderr).contains(REGULAR_KEY));
        delete(&run, path);
    }

    // A key under another name is found whether or not git tracks its file.
    let mut run = app(API_KEY);
    run.write("tools/.env.staging", &format!("API_KEY={REGULAR_KEY}\n"));
    assert_one_finding(&mut run, Code::KeyInCode, "tools/.env.staging", 1);
    track(&run, &["tools/.env.staging"]);
    assert_one_finding(&mut run, Code::KeyInCode, "tools/.env.staging", 1);
    delete(&run, "tools/.env.staging");
    run.write(".env.example", &format!("VITE_CARTO_API_KEY={REGULAR_KEY}\n"));
    track(&run, &[".env.example"]);
    assert_one_finding(&mut run, Code::KeyInCode, ".env.example", 1);

    // An unreadable index gives no findings.
    let mut run = app(OAUTH);
    run.write(".git/index", "DIRC");
    let output = run.go(&["check"]).expect(0);
    assert!(output.stderr.contains("unknown which files git tracks"), "{}", output.stderr);
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
        "clientId: '",
        &format!("// api_key={REGULAR_KEY}\n    clientSecret: '{secret}',\n    clientId: '"),
    );
    for output in ["--quiet", "--json"] {
        let diff =
            run.go(&["auth", "set", "--client-id", "ZzCdEfGhIjKl", "--dry-run", output]).expect(0).stdout;
        assert!(diff.contains("ZzCdEfGhIjKl") && diff.contains("clientSecret: '(hidden)'"), "{diff}");
        assert!(!diff.contains(secret) && !diff.contains(REGULAR_KEY), "{diff}");
    }
}

#[test]
fn finds_parts_that_git_ignores() {
    let mut run = Run::new();
    run.go(&["new", "apps/map", "--yes", "--no-git", "--client-id", "AbCdEfGhIjKl"]).expect(0);
    run.inside = "apps/map".into();
    run.write(".git/HEAD", "");
    run.write(".gitignore", "# build\nnode_modules/\ndata/\n");
    let mut ignored = |path: &str, line: usize| {
        assert_eq!(
            parse_findings(&run.go(&["check", "--json"]).expect(6)),
            [("source-ignored".to_owned(), path.to_owned(), line)]
        );
        run.go(&["check"]).stdout
    };
    let told = ignored("../../.gitignore", 3);
    assert!(told.contains("the rule data/ makes git ignore src/data"), "{told}");
    assert!(told.contains("add below that line: !/apps/map/src/data/"), "{told}");
    // What it says helps.
    run.write(".gitignore", "data/\n!/apps/map/src/data/\n");
    assert_clean(&mut run);
    for (file, rule, parts) in [
        (".gitignore", "public", "public"),
        (".gitignore", "/apps/", ".."),
        (".git/info/exclude", "*.jsx", ".jsx and "),
        ("apps/.gitignore", "map/src/store/", "src/store"),
        ("apps/map/.gitignore", "src/", "src"),
    ] {
        let own = std::fs::read_to_string(run.path(file)).unwrap_or_default();
        run.write(".gitignore", "");
        run.write(file, &format!("{rule}\n"));
        let told = run.go(&["check"]).expect(6).stdout;
        assert!(
            told.contains(&format!("the rule {rule} makes git ignore ")) && told.contains(parts),
            "{told}"
        );
        run.write(file, &own);
        run.write(".gitignore", "");
        assert_clean(&mut run);
    }
    // Its owner may ignore what a program writes, and data of the sandbox.
    run.write(".gitignore", "sandbox/data/\n");
    run.write("apps/map/.gitignore", ".env*.local\nsrc/generated/\n*.gen.js\n");
    run.write("apps/map/src/generated/x.js", "export {};\n");
    run.write("apps/map/src/y.gen.js", "export {};\n");
    assert_clean(&mut run);
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

#[test]
fn finds_a_broken_callback() {
    for path in ["public/oauthCallback.html", "public/oauthCallback.js", "oauthCallbackPlugin.js"] {
        let mut run = app(OAUTH);
        let was = run.read(path);
        delete(&run, path);
        assert_one_finding(&mut run, Code::CallbackRouteGone, path, 1);
        apply_suggestion_and_assert_clean(&mut run);
        assert_eq!(run.read(path), was);
    }
    let mut run = app(OAUTH);
    edit(&run, "vite.config.js", "    oauthCallbackPlugin(),\n", "    // oauthCallbackPlugin(),\n");
    assert_one_finding(&mut run, Code::CallbackRouteGone, "vite.config.js", 1);
    let mut run = app(API_KEY);
    assert_clean(&mut run);
}

#[test]
fn finds_a_callback_without_a_working_page() {
    const REQUEST: &str = "src/data/oauth/authorizationRequest.js";
    const PAGE: &str = "public/oauthCallback.html";
    const PROGRAM: &str = "public/oauthCallback.js";
    const PLUGIN: &str = "oauthCallbackPlugin.js";
    let mut run = app(OAUTH);
    edit(&run, REQUEST, "'/oauthCallback'", "'/cb'");
    let place = line(&run, REQUEST, "'/cb'");
    assert_one_finding(&mut run, Code::CallbackRouteGone, REQUEST, place);
    for (path, text) in [
        ("public/cb.html", "<script src='/oauthCallback.js'></script>"),
        ("public/cb/index.html", "<script src='/oauthCallback.js'></script>"),
        ("src/data/x.js", "export const routes = [{ path: 'cb' }];"),
        ("servePlugin.js", "export const serve = { path: /^\\/cb$/ };"),
        ("public/_redirects", "/cb /oauthCallback.html 200"),
    ] {
        run.write(path, text);
        assert_clean(&mut run);
        delete(&run, path);
    }
    run.write("src/data/x.test.js", "export const path = '/cb';");
    assert_one_finding(&mut run, Code::CallbackRouteGone, REQUEST, place);
    edit(&run, PLUGIN, "/^\\/oauthCallback(", "/^\\/cb(");
    assert_clean(&mut run);
    for path in ["'/oauthCallback.html'", "'/'", "pathOf()"] {
        let mut run = app(OAUTH);
        edit(&run, REQUEST, "'/oauthCallback'", path);
        assert_clean(&mut run);
    }

    for path in [PAGE, PROGRAM, PLUGIN] {
        let mut run = app(OAUTH);
        let was = run.read(path);
        run.write(path, "\n");
        assert_one_finding(&mut run, Code::CallbackRouteGone, path, 1);
        apply_suggestion_and_assert_clean(&mut run);
        assert_eq!(run.read(path), was);
    }
    let script = "<script src=\"/oauthCallback.js\"></script>";
    for other in
        ["", "<!-- <script src=\"/oauthCallback.js\"></script> -->", "<script src=\"/x.js\"></script>"]
    {
        let mut run = app(OAUTH);
        edit(&run, PAGE, script, other);
        assert_one_finding(&mut run, Code::CallbackRouteGone, PAGE, 1);
        assert_eq!(run.go(&["check", "--fix"]).code, 6, "a page that the owner edited is not overwritten");
    }
    for other in [
        "<script>takeAnswer()</script>",
        "<script async src='./oauthCallback.js'></script>",
        "<script src=https://x.org/a.js></script>",
    ] {
        let mut run = app(OAUTH);
        edit(&run, PAGE, script, other);
        assert_clean(&mut run);
    }
    for (old, new) in [("/^\\/oauthCallback(", "/^\\/other("), ("'/oauthCallback.html'", "'/index.html'")] {
        let mut run = app(OAUTH);
        edit(&run, PLUGIN, old, new);
        let place = if new.contains("html") { line(&run, PLUGIN, new) } else { 1 };
        assert_one_finding(&mut run, Code::CallbackRouteGone, PLUGIN, place);
    }
    let mut run = app(OAUTH);
    edit(&run, PLUGIN, "'/oauthCallback.html'", "pageOf(request)");
    assert_clean(&mut run);
}

#[test]
fn finds_wrong_installed_packages() {
    let lock = "package-lock.json";
    let mut run = app(OAUTH);
    let old = "    \"node_modules/@deck.gl/core\": {\n";
    let nested =
        "    \"node_modules/x/node_modules/@deck.gl/core\": {\n      \"version\": \"9.1.0\"\n    },\n";
    edit(&run, lock, old, &format!("{nested}{old}"));
    let place = check(&mut run);
    assert_eq!(place.len(), 1, "{place:?}");
    assert_eq!((place[0].0.as_str(), place[0].1.as_str()), ("deck-gl-twice", lock));
    edit(&run, lock, nested, "");
    assert_clean(&mut run);
    for version in ["17.0.2", "19.1.0"] {
        let mut run = app(OAUTH);
        let text = run.read(lock);
        let at = text.find("\"node_modules/react\"").expect("react");
        let (before, after) = text.split_at(at);
        run.write(lock, &format!("{before}{}", after.replacen("18.3.1", version, 1)));
        let place = line(&run, lock, "\"node_modules/react\"");
        assert_one_finding(&mut run, Code::ReactUnsupported, lock, place);
        // Without a lock file, package.json decides.
        delete(&run, lock);
        assert_clean(&mut run);
        edit(&run, "package.json", "\"react\": \"18.3.1\"", &format!("\"react\": \"^{version}\""));
        let place = line(&run, "package.json", "\"react\"");
        assert_one_finding(&mut run, Code::ReactUnsupported, "package.json", place);
    }
}

#[test]
fn finds_unused_parts() {
    let mut run = app(OAUTH);
    let source = "src/data/sources/parkSource.js";
    run.write(source, "// x\nconst parkSource = { id: 'parkSource', credentials: {}, data: 'SELECT 1 FROM a' };\nexport default parkSource;\n");
    run.write("src/data/sources/parkSource.test.js", "import parkSource from './parkSource';\n");
    assert_one_finding(&mut run, Code::UnusedSource, source, 1);
    for import in [
        "import parkSource from 'data/sources/parkSource';",
        "import x from '../data/sources/parkSource.js';",
        "export * from './../data/sources/parkSource';",
        "import.meta.glob('./../data/sources/*Source.js');",
    ] {
        run.write("src/hooks/x.js", &format!("{import}\n"));
        assert_clean(&mut run);
    }
    delete(&run, source);
    delete(&run, "src/hooks/x.js");
    delete(&run, "src/data/sources/parkSource.test.js");
    let layer = "src/components/layers/ParkLayer.js";
    run.write(layer, "export default { id: 'parkLayer', create: () => null };\n");
    assert_one_finding(&mut run, Code::UnusedLayer, layer, 1);
    delete(&run, layer);
    let view = "src/components/views/Parks.jsx";
    run.write(view, "export default function Parks() {\n  return null;\n}\n");
    assert_one_finding(&mut run, Code::UnusedView, view, 1);
    edit(
        &run,
        "src/routes.jsx",
        "export const views = [",
        "export const views = [\n  { path: 'parks', View: lazy(() => import('components/views/Parks')) },",
    );
    assert_clean(&mut run);
}

#[test]
fn finds_tables_in_place_of_queries() {
    let source = "src/data/sources/roadsSource.js";
    let mut run = app(DATASETS);
    edit(&run, source, "SELECT * FROM roads", "roads");
    let place = line(&run, source, "'roads'");
    assert_one_finding(&mut run, Code::TableNotQuery, source, place);
    assert!(run.go(&["check"]).stdout.contains("fix: data: 'SELECT * FROM roads'\n"));
    for (kind, data) in [("MAP_TYPES.TABLE", "roads"), ("'table'", "SELECT * FROM roads")] {
        let mut run = app(DATASETS);
        edit(&run, source, "SELECT * FROM roads", data);
        edit(&run, source, "MAP_TYPES.QUERY", kind);
        let place = line(&run, source, "type: ");
        assert_one_finding(&mut run, Code::TableNotQuery, source, place);
        let fix = "fix: type: MAP_TYPES.QUERY, with ";
        assert!(run.go(&["check"]).stdout.contains(fix));
    }
    for kind in ["MAP_TYPES.TILESET", "TYPE"] {
        let mut run = app(DATASETS);
        edit(&run, source, "SELECT * FROM roads", "roads");
        edit(&run, source, "MAP_TYPES.QUERY", kind);
        assert_clean(&mut run);
    }
}

#[test]
fn finds_duplicate_source_ids_in_a_view() {
    let mut run = app(DATASETS);
    let other = "src/data/sources/treesSource.js";
    edit(&run, other, "id: 'treesSource'", "id: 'roadsSource'");
    let place = line(&run, other, "id: ");
    assert_one_finding(&mut run, Code::SourceIdTwice, other, place);
    // Sources in different views may share an ID.
    let view = "src/components/views/Datasets.jsx";
    let text = run.read(view);
    let without: Vec<&str> = text.split_inclusive('\n').filter(|line| !line.contains("treesLayer")).collect();
    let without: Vec<&str> = without.into_iter().filter(|line| !line.contains("treesSource")).collect();
    run.write(view, &without.concat());
    let found = check(&mut run);
    assert!(!found.iter().any(|(code, ..)| code == "source-id-twice"), "{found:?}");
}

#[test]
fn finds_duplicate_layer_ids_in_a_view() {
    let mut run = app(DATASETS);
    let other = "src/components/layers/TreesLayer.js";
    edit(&run, other, "id: 'treesLayer'", "id: 'roadsLayer'");
    let place = line(&run, other, "id: ");
    assert_one_finding(&mut run, Code::LayerIdTwice, other, place);
    // A list of all layers does not draw them.
    run.write(
        "src/components/layers/index.js",
        "import roadsLayer from './RoadsLayer';\nimport treesLayer from './TreesLayer';\n\nexport const layers = [roadsLayer, treesLayer];\n",
    );
    let view = "src/components/views/Datasets.jsx";
    let text = run.read(view);
    let without: Vec<&str> = text.split_inclusive('\n').filter(|line| !line.contains("treesLayer")).collect();
    run.write(view, &without.concat());
    let found = check(&mut run);
    assert!(!found.iter().any(|(code, ..)| code == "layer-id-twice"), "{found:?}");
}

#[test]
fn finds_variables_of_the_environment() {
    let module = "src/hooks/x.js";
    for (text, place) in [
        ("export const a = process.env['KEY'];\n", Some(1)),
        ("export const a = process['env'].KEY;\n", Some(1)),
        ("export const a = globalThis.process?.env.KEY;\n", Some(1)),
        ("export const a = window.process.env.KEY;\n", Some(1)),
        ("export const a = process?.env?.KEY;\n", Some(1)),
        ("export const { KEY: a } = process.env;\n", Some(1)),
        (
            "export const a = typeof process === 'undefined' ? null : process.env.HOME;\nexport const b = process.env.KEY;\n",
            Some(2),
        ),
        ("const has = typeof process === 'object';\nexport const a = has && process.env.HOME;\n", None),
        (
            "export function a() {\n  if (typeof process === 'undefined') return null;\n  return process.env.HOME;\n}\n",
            None,
        ),
        (
            "export function a() {\n  if (typeof process === 'undefined') return null;\n  return 1;\n}\nexport const b = process.env.KEY;\n",
            Some(5),
        ),
        ("export const a = process.env['NODE_ENV'];\n", None),
        ("const process = { env: {} };\nexport const a = process.env.HOME;\n", None),
    ] {
        let mut run = app(OAUTH);
        run.write(module, text);
        match place {
            Some(place) => assert_one_finding(&mut run, Code::ProcessEnv, module, place),
            None => assert_clean(&mut run),
        }
    }
}

#[test]
fn finds_features_of_other_platforms() {
    let module = "src/hooks/x.js";
    for (text, expected) in [
        ("export const a = process.env.REACT_APP_KEY;\n", Some(Code::ProcessEnv)),
        ("export const a = process.env.NODE_ENV;\n", None),
        ("export const a = typeof process === 'undefined' ? null : process.env.HOME;\n", None),
        ("import process from 'process';\nexport const a = process.env.HOME;\n", None),
        ("export const a = { apiVersion: API_VERSIONS.V3 };\n", Some(Code::OtherPlatform)),
        ("export const a = { apiVersion: 'v3' };\n", Some(Code::OtherPlatform)),
        (
            "export const a = { apiBaseUrl: 'https://gcp-us-east1.api.carto.com' };\n",
            Some(Code::OtherPlatform),
        ),
        ("export const a = { apiVersion: API_VERSIONS.V2, accessToken: token };\n", None),
        ("export const a = { apiVersion: version };\n", None),
    ] {
        let mut run = app(OAUTH);
        run.write(module, text);
        match expected {
            Some(code) => assert_one_finding(&mut run, code, module, 1),
            None => assert_clean(&mut run),
        }
    }
    // A plugin can define process.env.
    let mut run = app(OAUTH);
    run.write(module, "export const a = process.env.REACT_APP_KEY;\n");
    edit(&run, "vite.config.js", "import ", "import environment from 'vite-plugin-environment';\nimport ");
    assert_clean(&mut run);
}

#[test]
fn suggested_commands_resolve_unused_parts() {
    let mut run = app(DATASETS);
    run.go(&["add", "view", "parks", "--yes"]).expect(0);
    run.go(&["add", "source", "parks", "--dataset", "parks", "--yes"]).expect(0);
    assert_one_finding(&mut run, Code::UnusedSource, "src/data/sources/parksSource.js", 1);
    apply_suggestion_and_assert_clean(&mut run);
    let routes = run.read("src/routes.jsx");
    let without: Vec<&str> = routes.split_inclusive('\n').filter(|line| !line.contains("'parks'")).collect();
    run.write("src/routes.jsx", &without.concat());
    assert_one_finding(&mut run, Code::UnusedView, "src/components/views/Parks.jsx", 1);
    apply_suggestion_and_assert_clean(&mut run);
    // A layer that the owner wrote, and a layer with the name of a source.
    for (layer, command) in [
        ("LakesLayer", "carto-app add layer lakes --source SOURCE --view VIEW"),
        ("RoadsLayer", "carto-app add layer roads --source roads --view VIEW"),
    ] {
        let path = format!("src/components/layers/{layer}.js");
        let is_new = !run.path(&path).exists();
        if is_new {
            run.write(&path, &run.read("src/components/layers/RoadsLayer.js").replace("roads", "lakes"));
        } else {
            let view = run.read("src/components/views/Datasets.jsx");
            let without: Vec<&str> =
                view.split_inclusive('\n').filter(|line| !line.contains("roadsLayer")).collect();
            run.write("src/components/views/Datasets.jsx", &without.concat());
        }
        assert_one_finding(&mut run, Code::UnusedLayer, &path, 1);
        let output = run.go(&["check"]).expect(6);
        assert!(output.stdout.contains(&format!("fix: {command}, or delete {path}\n")), "{}", output.stdout);
        apply_suggestion_and_assert_clean(&mut run);
    }
}

#[test]
fn findings_without_a_command_suggest_a_manual_fix() {
    let mut run = app(OAUTH);
    for (path, text, fix) in [
        ("src/components/views/Class.jsx", "export default () => null;\n", "add it to src/routes.jsx"),
        ("src/components/views/parks.jsx", "export default () => null;\n", "add it to src/routes.jsx"),
        ("src/components/layers/OldLayer.js", "export class OldLayer {}\n", "show it in a view"),
    ] {
        run.write(path, text);
        let output = run.go(&["check"]).expect(6);
        assert!(output.stdout.contains(&format!("fix: {fix}, or delete {path}\n")), "{}", output.stdout);
        delete(&run, path);
    }
}

#[test]
fn finds_unreadable_files() {
    let mut run = app(OAUTH);
    edit(
        &run,
        "src/components/views/Kpi.jsx",
        "export default function Kpi() {",
        "\nexport default function Kpi( {",
    );
    let findings = check(&mut run);
    assert_eq!(
        (findings.len(), findings[0].0.as_str(), findings[0].1.as_str()),
        (1, "unreadable", "src/components/views/Kpi.jsx")
    );
    let mut run = app(OAUTH);
    run.write(STATE, "export const initialState = {");
    let findings = check(&mut run);
    assert!(findings.iter().any(|(code, path, _)| code == "unreadable" && path == STATE), "{findings:?}");
    let mut run = app(OAUTH);
    delete(&run, STATE);
    let findings = check(&mut run);
    assert!(findings.contains(&("unreadable".to_owned(), STATE.to_owned(), 1)), "{findings:?}");
}

#[test]
fn finds_duplicate_declarations() {
    let mut run = app(OAUTH);
    let view = "src/components/views/Kpi.jsx";
    edit(&run, view, "import ", "import Kpi from './Kpi';\nimport ");
    let place = line(&run, view, "function Kpi");
    assert_one_finding(&mut run, Code::DeclaredTwice, view, place);
    let first = line(&run, view, "import Kpi");
    let text = run.go(&["check"]).stdout;
    assert!(text.contains(&format!("Kpi is declared here and in line {first}\n")), "{text}");
    assert!(text.contains(&format!("fix: rename one of them in {view}\n")), "{text}");
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

/// Covers a scope that a dataset of `new` implied and the record did not list.
#[test]
fn finds_a_removed_scope() {
    let mut run = app(DATASETS);
    edit(&run, "src/data/sources/roadsSource.js", "FROM roads", "FROM \"my-user\".trees");
    let scope = "      'datasets:r:roads', // read roads\n";
    edit(&run, STATE, scope, "");
    let before = check(&mut run);
    assert!(before.contains(&("drift".to_owned(), RECORD.to_owned(), line(&run, RECORD, "scopes = "))));
    let output = run.go(&["check", "--fix"]).expect(0);
    assert!(output.stderr.contains("  edit    carto-app.toml\n"), "{}", output.stderr);
    let codes: Vec<_> = check(&mut run).into_iter().map(|(code, ..)| code).collect();
    assert!(!codes.contains(&"drift".to_owned()), "{codes:?}");
    let again = run.go(&["check", "--fix", "--json"]);
    assert_eq!(again.json()["changes"], serde_json::json!([]));
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

#[test]
fn reports_fixed_and_remaining_findings() {
    let mut run = app(DATASETS);
    edit(&run, "src/data/sources/roadsSource.js", "FROM roads", "FROM roads, parks");
    edit(&run, STATE, "AbCdEfGhIjKl", "short");
    edit(&run, SLICE, "forceOAuthLogin: false", "forceOAuthLogin: true");
    let dry = run.go(&["check", "--fix", "--dry-run", "--json"]).expect(6).json();
    assert!(
        dry["diff"].as_str().expect("a diff").contains("+      'datasets:r:parks', // read parks\n"),
        "{dry}"
    );
    assert!(!run.read(STATE).contains("parks"));
    let output = run.go(&["check", "--fix", "--json"]).expect(6);
    let codes: Vec<_> = parse_findings(&output).into_iter().map(|(code, ..)| code).collect();
    assert_eq!(codes, ["client-id-form"]);
    let document = output.json();
    let changed: Vec<_> =
        document["changes"].as_array().expect("a list").iter().map(|each| each["path"].clone()).collect();
    assert!(changed.contains(&RECORD.into()) && changed.contains(&STATE.into()), "{changed:?}");
    let fixed: Vec<_> =
        document["fixed"].as_array().expect("a list").iter().map(|each| each["code"].clone()).collect();
    assert_eq!(fixed, ["drift", "drift", "scope-missing"]);
    assert!(run.read(STATE).contains("      'datasets:r:parks', // read parks\n"), "{}", run.read(STATE));
    assert!(
        run.read(RECORD).contains("\"datasets:r:parks\"")
            && run.read(RECORD).contains("force_oauth_login = true")
    );
    let again = run.go(&["check", "--fix"]).expect(6);
    assert_eq!(again.stderr, "1 finding.\n");
    for flag in ["--dry-run", "--yes", "-y", "--no-input"] {
        let record = run.read(RECORD);
        assert_eq!(run.go(&["check", flag]).stderr, "1 finding.\n", "{flag}");
        assert_eq!(run.read(RECORD), record);
    }
}

#[test]
fn checks_applications_changed_by_hand() {
    let mut run = app(DATASETS);
    // Double quotes, a different order, other names and comments, and CRLF line endings.
    run.write(
        STATE,
        "import { API_VERSIONS } from \"@deck.gl/carto\";\nimport { POSITRON } from \"data/basemaps\";\n\nconst CLIENT_ID = \"AbCdEfGhIjKl\"; // ours\n\
         const oauthApp = Object.freeze({\n  scopes: [\"datasets:r:my-user.trees\", /* all */ \"datasets:r:roads\", \"user:profile\"],\n\
           authorizeEndPoint: \"https://carto.com/oauth2/authorize\",\n  clientId: CLIENT_ID,\n});\nexport const oauthInitialState = { oauthApp };\n\
         export const initialState = {\n  credentials: { serverUrlTemplate: `https://{user}.carto.com`, \"apiKey\": \"default_public\", username: \"public\", apiVersion: API_VERSIONS.V2 },\n\
           basemap: POSITRON,\n  viewState: {},\n};\n",
    );
    assert_clean(&mut run);
    for path in [
        STATE,
        RECORD,
        SLICE,
        "src/data/sources/roadsSource.js",
        "src/routes.jsx",
        ".gitignore",
        "vite.config.js",
    ] {
        let text = run.read(path).replace('\n', "\r\n");
        run.write(path, &text);
    }
    assert_clean(&mut run);
    edit(&run, "src/data/sources/roadsSource.js", "FROM roads", "FROM roads, parks");
    let place = line(&run, "src/data/sources/roadsSource.js", "parks");
    assert_one_finding(&mut run, Code::ScopeMissing, "src/data/sources/roadsSource.js", place);
    run.go(&["check", "--fix"]).expect(0);
    assert_clean(&mut run);
    for path in [STATE, RECORD] {
        let text = run.read(path);
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{path}: {text:?}");
    }
}

#[test]
fn mangled_files_never_cause_an_internal_error() {
    let mut run = app(DATASETS);
    let paths = [
        STATE,
        SLICE,
        RECORD,
        "src/routes.jsx",
        "vite.config.js",
        "package-lock.json",
        "package.json",
        "src/data/sources/roadsSource.js",
        "src/data/models/countModel.js",
        ".gitignore",
    ];
    let originals: Vec<String> = paths.iter().map(|path| run.read(path)).collect();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let strategy = (
        0..paths.len(),
        any::<prop::sample::Index>(),
        0..60_usize,
        any::<bool>(),
        prop::sample::select(vec!["", "'", "`", "{", "*/", "\u{0}", "\u{FFFC}", "é"]),
    );
    let run = std::cell::RefCell::new(&mut run);
    runner
        .run(&strategy, |(file, at, length, cut, insert)| {
            let mut run = run.borrow_mut();
            let bytes = originals[file].as_bytes();
            let from = at.index(bytes.len());
            let to = if cut { bytes.len() } else { (from + length).min(bytes.len()) };
            let mangled = [&bytes[..from], insert.as_bytes(), &bytes[to..]].concat();
            std::fs::write(run.path(paths[file]), mangled).expect("writes");
            for args in [&["check", "--json"][..], &["check", "--fix", "--dry-run", "--json"]] {
                let output = run.go(args);
                prop_assert!([0, 2, 3, 6].contains(&output.code), "{}: {}", output.code, output.stdout);
                output.json();
            }
            run.write(paths[file], &originals[file]);
            Ok(())
        })
        .expect("no other exit code");
}
