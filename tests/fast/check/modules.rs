//! Modules and packages.

use super::*;

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
