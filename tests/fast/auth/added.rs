//! `auth use` converts parts of `add` as if they had been added in the new mode.

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

/// Arguments of `new`, each with a view of the resulting application.
const APPS: [(&[&str], &str); 3] = [
    (&[], "kpi"),
    (&["--dataset", "roads"], "datasets"),
    (&["--dataset", "roads,acme.trees", "--example"], "datasets"),
];

/// Files whose content depends on the order of commands.
const HISTORY: [&str; 1] = ["src/store/store.js"];

/// Files in which parts behind a login are grouped, so their order differs from that of parts without a login.
const MIXED: [&str; 1] = ["src/components/views/Kpi.jsx"];

#[track_caller]
fn assert_same_except(one: &Tree, other: &Tree, except: &[&[&str]]) {
    let differ = differing_files(one, other);
    let differ: Vec<_> = differ.iter().filter(|path| !except.concat().contains(&path.as_str())).collect();
    let texts = |tree: &Tree| match tree.get(&PathBuf::from(differ[0])) {
        Some(Entry::File { bytes, .. }) => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    };
    assert!(differ.is_empty(), "{differ:?}\n{}\n{}", texts(one), texts(other));
}

/// Returns the first line of each finding of `check`.
fn findings_of(run: &mut Run) -> Vec<String> {
    let all = run.go(&["check"]).stdout;
    let heads = all.lines().filter(|line| !line.starts_with(' '));
    heads.map(str::to_owned).collect()
}

fn switch_and_switch_back(from: &str, to: &str, except: &[&[&str]], except_after_return: &[&[&str]]) {
    for (args, view) in APPS {
        let with = |mode| [args, &["--auth", mode][..]].concat();
        let mut run = app(&with(from));
        add(&mut run, view);
        let before = files(&run);
        let findings = findings_of(&mut run);
        run.go(&["auth", "use", to]).expect(0);
        let mut fresh = app(&with(to));
        add(&mut fresh, view);
        assert_same_except(&files(&run), &files(&fresh), except);
        assert_eq!(findings_of(&mut run), findings_of(&mut fresh), "{from} {args:?}");
        run.go(&["auth", "use", from]).expect(0);
        assert_same_except(&before, &files(&run), except_after_return);
        assert_eq!(findings_of(&mut run), findings, "{from} {args:?} and back");
    }
}

#[test]
fn switches_from_oauth_to_an_api_key_and_back() {
    switch_and_switch_back("oauth", "api-key", &[&MIXED], &[&HISTORY]);
}

const VIEW: &str = "src/components/views/Gardens.jsx";
const DATASETS: &str = "src/components/views/Datasets.jsx";
const SETTINGS: &str = "sandbox/settings.js";

#[test]
fn public_parts_stay_public() {
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
    assert_same_except(&before, &files(&run), &[&HISTORY]);
}

#[test]
fn private_data_is_behind_the_login_after_a_switch() {
    let parts = |run: &mut Run| {
        for part in [&["source", "parks"][..], &["view", "gardens"], &["layer", "parks", "--view", "gardens"]]
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
    assert_same_except(&files(&run), &files(&private()), &[]);
    run.go(&["auth", "use", "oauth"]).expect(0);
    assert!(read(&run, VIEW).contains("OAuthLogin") && read(&run, SETTINGS).contains("PUBLIC_TABLES = [];"));
    run.go(&["auth", "use", "api-key"]).expect(0);
    assert_same_except(&files(&run), &files(&private()), &[]);
    run.go(&["auth", "set", to_public]).expect(0);
    assert_same_except(&files(&run), &public, &[&[".env.local"]]);
}

#[test]
fn a_view_loses_its_login_without_oauth() {
    let mut run = app(&["--example=false"]);
    run.go(&["add", "view", "gardens", "--login"]).expect(0);
    run.go(&["auth", "use", "api-key"]).expect(0);
    let mut fresh = app(&["--example=false", "--auth", "api-key"]);
    fresh.go(&["add", "view", "gardens"]).expect(0);
    assert_same_except(&files(&run), &files(&fresh), &[]);
}

#[test]
fn the_owners_code_behind_a_login_stays() {
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
    // Without the owner's lines, switching back restores the view.
    edit(&run, DATASETS, "      {/* Green */}\n      <p>Mine</p>\n", "");
    run.go(&["auth", "use", "oauth"]).expect(0);
    let view = view.replace("        {/* Green */}\n        <p>Mine</p>\n", "");
    assert_eq!(read(&run, DATASETS), view);
    assert_eq!(read(&run, SETTINGS), settings);
}

#[test]
fn an_edited_login_is_not_removed() {
    let mut run = app(&["--dataset", "roads"]);
    edit(&run, DATASETS, "Log in to see these datasets from your CARTO account.", "Come in.");
    let output = run_without_changes(&mut run, &["auth", "use", "api-key"], 3);
    assert!(output.stderr.contains("Come in."), "{}", output.stderr);
    let mut run = app(&[]);
    run.go(&["add", "view", "gardens", "--login"]).expect(0);
    edit(&run, VIEW, "Log in to see this page.", "Come in.");
    let output = run_without_changes(&mut run, &["auth", "use", "api-key"], 3);
    assert!(
        output.stderr.contains("Gardens.jsx, line 1 imports components/common/OAuthLogin"),
        "{}",
        output.stderr
    );
}

#[test]
fn switches_from_an_api_key_to_oauth_and_back() {
    switch_and_switch_back("api-key", "oauth", &[&HISTORY], &[&MIXED]);
}
