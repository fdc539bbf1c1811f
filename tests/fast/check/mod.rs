//! `carto-app check` in process: finds faults planted in a generated application, reports where they are, and suggests commands
//! that fix them.

mod callback;
mod git;
mod keys;
mod modules;
mod parts;
mod record;
mod scopes;

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
