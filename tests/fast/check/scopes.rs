//! The client ID, the scopes and the endpoints.

use super::*;

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
fn environment_files_replace_values_in_the_code() {
    let mut run = app(&[]);
    assert_eq!(check(&mut run).len(), 1);
    run.write(".env.example", "VITE_CARTO_CLIENT_ID=of-an-example\n");
    assert_eq!(check(&mut run).len(), 1);
    // Another client ID than that of the code is what the variable is for.
    for text in ["VITE_CARTO_CLIENT_ID=ZyXwVuTsRqPo\n", "VITE_CARTO_CLIENT_ID=${STAGING_ID}\n"] {
        run.write(".env.staging", text);
        assert_clean(&mut run);
    }
    let text =
        "# of staging\nVITE_CARTO_CLIENT_ID=short\nVITE_CARTO_SERVER_URL_TEMPLATE='http://gis.acme.com'\n";
    run.write(".env.staging", text);
    let found = [(Code::ClientIdForm, 2), (Code::EndPointNotHttps, 3)]
        .map(|(code, line)| (code.to_string(), ".env.staging".to_owned(), line));
    assert_eq!(check(&mut run), found);
    let shown = run.go(&["check"]).expect(6).stdout;
    assert!(
        shown.contains("fix: in .env.staging, begin VITE_CARTO_SERVER_URL_TEMPLATE with https://"),
        "{shown}"
    );
    // Other servers may use other forms.
    let login = "VITE_CARTO_AUTHORIZE_URL=http://localhost:9000/oauth2/authorize";
    run.write(".env.staging", &format!("VITE_CARTO_CLIENT_ID=short\n{login}\n"));
    assert_clean(&mut run);
    // The code no longer reads the variable.
    edit(&run, STATE, "import.meta.env.VITE_CARTO_CLIENT_ID || ''", "'AbCdEfGhIjKl'");
    run.write(".env.staging", "VITE_CARTO_CLIENT_ID=short\n");
    run.go(&["check", "--fix"]);
    assert_clean(&mut run);
}

#[test]
fn reads_the_defaults_of_variables() {
    let mut run = app(OAUTH);
    edit(&run, STATE, "|| 'https://{user}", "?? 'http://{user}");
    let place = line(&run, STATE, "http://{user}");
    assert_one_finding(&mut run, Code::EndPointNotHttps, STATE, place);
    let mut run = app(API_KEY);
    edit(&run, STATE, "'default_public'", &format!("import.meta.env.MY_KEY || '{REGULAR_KEY}'"));
    let place = line(&run, STATE, "MY_KEY");
    assert_one_finding(&mut run, Code::KeyInCode, STATE, place);
}
