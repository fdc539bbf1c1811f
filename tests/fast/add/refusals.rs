//! Commands that `add` rejects: their messages, and that nothing is written.

use carto_app::ui::Reply;

use super::apps::{Mode, add, app, app_with, put, read, tree};
use crate::tree::assert_same;
use crate::world::Run;

/// Fails unless a command ends with this exit code, prints all `expected` texts, and writes nothing.
#[track_caller]
fn assert_rejected(run: &mut Run, words: &[&str], code: u8, expected: &[&str]) {
    let before = tree(run);
    let output = add(run, words).expect(code);
    for part in expected {
        assert!(output.stderr.contains(part), "{words:?}: no {part:?} in\n{}", output.stderr);
    }
    let json = run.go(&[&["add"], words, &["--json"]].concat()).expect(code).json();
    assert_eq!(json["ok"], false, "{words:?}");
    assert_same(&before, &tree(run), &format!("{words:?}"));
}

#[test]
fn rejects_invalid_names_with_a_suggestion() {
    let mut run = app(Mode::OAuth);
    for kind in ["source", "layer", "view", "model", "widget", "slice", "component"] {
        for (name, expected) in [
            ("class", "myClass"),
            ("Map", "myMap"),
            ("../../etc/passwd", "passwd"),
            ("2020_roads", "roads"),
            ("roads;", "roads"),
            ("", "is empty"),
            ("straße", "letters"),
            ("0123456789abcdef0123456789abcdef01234567", "(hidden)"),
        ] {
            assert_rejected(&mut run, &[kind, name], 2, &["NAME", expected]);
        }
        assert_rejected(&mut run, &[kind, "--no-input"], 2, &["NAME is required"]);
    }
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn all_wrong_flags_are_reported_together() {
    let mut run = app(Mode::OAuth);
    let cases: [(&[&str], &[&str]); 22] = [
        (
            &["source", "class", "--sql", "DROP TABLE x", "--credentials", "mine"],
            &["myClass", "SELECT * FROM roads", "--credentials", "user or application"],
        ),
        (&["source", "a", "--dataset", "Roads!"], &["--dataset"]),
        (&["source", "a", "--tileset", "a b"], &["--tileset", "letters, digits, dots"]),
        (&["source", "a", "--sql", "SELECT 1;"], &["semicolon", "SELECT 1"]),
        (&["source", "a", "--sql", "SELECT 1", "--tileset", "b"], &["cannot be used with"]),
        (&["source", "a", "--dataset", "b", "--sql", "SELECT 1"], &["cannot be used with"]),
        (
            &[
                "layer",
                "class",
                "--source",
                "rods",
                "--style",
                "category",
                "--geometry",
                "points",
                "--view",
                "Storse",
            ],
            &["myClass", "rods", "kpi", "categories", "point", "Stores"],
        ),
        (
            &["layer", "a", "--source", "kpi", "--style", "bins", "--breaks", "3,2"],
            &["--column", "is required", "2,3"],
        ),
        (&["layer", "a", "--source", "kpi", "--values", "x", "--column", "drop table"], &["--column"]),
        (
            &["layer", "a", "--source", "kpi", "--style", "continuous", "--column", "a", "--breaks", "1"],
            &["needs 2 numbers, not 1"],
        ),
        (
            &["layer", "a", "--source", "kpi", "--column", "a", "--style", "single", "--values", "b"],
            &["--column", "--values", "is not used with this style"],
        ),
        (
            &[
                "layer", "a", "--source", "kpi", "--style", "bins", "--column", "a", "--values", "b",
                "--breaks", "1",
            ],
            &["--values"],
        ),
        (
            &[
                "layer",
                "a",
                "--source",
                "kpi",
                "--style",
                "categories",
                "--column",
                "a",
                "--values",
                "b",
                "--breaks",
                "1",
            ],
            &["--breaks"],
        ),
        (&["layer", "roads"], &["--source", "is required"]),
        (&["view", "class", "--menu=perhaps", "--login=perhaps"], &["myClass", "--menu", "--login"]),
        (&["view", "a", "--path", "../x", "--title", ""], &["--path", "--title"]),
        (&["view", "a", "--path", "stores"], &["is the path of another view", "stores-2"]),
        (
            &["model", "class", "--sql", "SELECT 1", "--param", "x", "--param", "y=integer"],
            &["myClass", "x=integer", "is not used", "{y} in the query"],
        ),
        (&["model", "a", "--source", "kpi", "--param", "x=integer"], &["--param", "query of your own"]),
        (
            &["model", "a", "--sql", "SELECT {x}", "--param", "x=integer", "--param", "x=number"],
            &["is a duplicate parameter"],
        ),
        (
            &["widget", "class", "--kind", "donut", "--source", "rods", "--view", "x"],
            &["myClass", "formula", "kpi", "--view"],
        ),
        (
            &[
                "widget",
                "a",
                "--kind",
                "category",
                "--operation",
                "sum",
                "--ticks",
                "1",
                "--source",
                "kpi",
                "--view",
                "kpi",
            ],
            &["--operation", "--ticks", "--column", "is required"],
        ),
    ];
    for (words, expected) in cases {
        assert_rejected(&mut run, words, 2, expected);
    }
    assert_rejected(
        &mut run,
        &["widget", "a", "--column", "b", "--source", "kpi", "--view", "kpi"],
        2,
        &["counting features"],
    );
    assert_rejected(
        &mut run,
        &["widget", "a", "--source", "kpi", "--kind", "pie", "--column", "b", "--ticks", "1,2"],
        2,
        &["--kind histogram"],
    );
    assert_rejected(&mut run, &["slice", "oauth"], 2, &["oauthData"]);
    assert_rejected(
        &mut run,
        &["model", "a", "--sql", "SELECT * FROM a WHERE b > {lanes}"],
        2,
        &["{lanes}", "--param lanes=integer"],
    );
}

#[test]
fn rejects_parts_that_need_a_login_without_one() {
    for mode in [Mode::ApiKey, Mode::ApiKeyEmpty, Mode::PrivateKey] {
        let mut run = app(mode);
        assert_rejected(&mut run, &["view", "roads", "--login"], 2, &["--login", "carto-app auth use oauth"]);
        assert_rejected(
            &mut run,
            &["source", "roads", "--credentials", "user"],
            2,
            &["--credentials", "carto-app auth use oauth"],
        );
        add(&mut run, &["source", "roads", "--credentials", "application"]).expect(0);
        add(&mut run, &["view", "roads", "--login=false"]).expect(0);
    }
}

#[test]
fn rejects_an_existing_name_and_suggests_a_free_one() {
    let mut run = app(Mode::OAuth);
    for (words, expected) in [
        (
            &["source", "stores", "--dataset", "other"][..],
            &["src/data/sources/storesSource.js", "stores2"][..],
        ),
        (&["layer", "kpi", "--source", "kpi", "--style", "single"], &["KpiLayer.js", "kpi2"]),
        (&["view", "Kpi", "--title", "Other"], &["already has components/views/Kpi, at /kpi"]),
        (&["view", "login"], &["src/components/views/Login.jsx", "login2"]),
        (&["component", "mapLayer"], &["src/components/common/MapLayer.jsx", "mapLayer2"]),
        (&["component", "MAPLAYER"], &["src/components/common/MapLayer.jsx"]),
        (&["slice", "initialState"], &["initialStateSlice.js", "initialState2"]),
        (&["model", "isochrone", "--source", "kpi"], &["src/data/models/isochroneModel.js", "isochrone2"]),
    ] {
        assert_rejected(&mut run, words, 3, expected);
    }
    // A part is rejected as a whole if one of its files is in the way.
    put(&run, "src/store/filtersSlice.test.js", "// mine\n");
    assert_rejected(&mut run, &["slice", "filters"], 3, &["src/store/filtersSlice.test.js", "filters2"]);
    // Parts that differ only in parentheses or digits are different parts.
    add(&mut run, &["source", "other", "--sql", "SELECT (b + c) * d FROM e"]).expect(0);
    assert_rejected(&mut run, &["source", "other", "--sql", "SELECT b + c * d FROM e"], 3, &["other2"]);
    let bins = ["layer", "other", "--source", "other", "--column", "b", "--breaks"];
    add(&mut run, &[&bins[..], &["1,23"]].concat()).expect(0);
    assert_rejected(&mut run, &[&bins[..], &["12,30"]].concat(), 3, &["OtherLayer.js"]);
}

#[test]
fn rejects_a_slice_whose_key_the_store_already_has() {
    let store = read(&app(Mode::OAuth), "src/store/store.js")
        .replace("app: appReducer,", "app: appReducer,\n      filters: (state = {}) => state,");
    let mut run = app_with(Mode::OAuth, "src/store/store.js", &store);
    assert_rejected(&mut run, &["slice", "filters"], 3, &["state as filters", "filters2"]);
}

#[test]
fn rejects_a_widget_with_an_existing_name() {
    let mut run = app(Mode::OAuth);
    let words =
        ["widget", "revenueByState", "--kind=category", "--source=kpi", "--column=name", "--view=kpi"];
    assert_rejected(&mut run, &words, 3, &["revenueByState", "revenueByState2"]);
}

#[test]
fn rejects_newer_applications_and_other_directories() {
    let mut run = Run::new();
    for words in [&["add", "slice", "a"][..], &["add", "slice", "a", "--json"]] {
        let output = run.go(words).expect(2);
        assert!(
            format!("{}{}", output.stdout, output.stderr).contains("carto-app new my-map"),
            "{}",
            output.stderr
        );
    }
    let record = read(&app(Mode::OAuth), "carto-app.toml");
    let own = format!("version = \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(record.contains(&own), "{record}");
    for (version, code) in [("99.0.0", 3), ("0.0.1", 0)] {
        let newer = record.replace(&own, &format!("version = \"{version}\""));
        let mut run = app_with(Mode::OAuth, "carto-app.toml", &newer);
        if code == 3 {
            assert_rejected(
                &mut run,
                &["slice", "a"],
                3,
                &["carto-app.toml was written by carto-app 99.0.0", "use carto-app 99.0.0 or newer"],
            );
            run.inside = "app/src".into();
            assert_rejected(&mut run, &["slice", "a"], 3, &["../carto-app.toml"]);
        } else {
            add(&mut run, &["slice", "a"]).expect(0);
        }
    }
    for record in ["", "name = ", "name = \"x\"\ntitle = \"X\"\nunknown = 1\n"] {
        let mut run = app_with(Mode::OAuth, "carto-app.toml", record);
        let code = add(&mut run, &["slice", "a", "--dry-run"]).code;
        assert!(code == 0 || code == 2, "{record:?}: {code}");
    }
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let words: [&[&str]; 3] = [&["slice", "a"], &["slice", "a", "--dry-run"], &["slice", "a", "--yes"]];
    for linked in ["src/store/store.js", "src/store", "src", "src/store/aSlice.js"] {
        let mut run = app(Mode::OAuth);
        let (place, outside) = (run.path("app").join(linked), run.path("outside"));
        if place.exists() {
            std::fs::rename(&place, &outside).expect("moved");
        }
        symlink(&outside, &place).expect("linked");
        let before = crate::tree::snapshot(run.home.path());
        for words in words {
            let output = add(&mut run, words).expect(3);
            assert!(output.stderr.contains("symbolic link"), "{linked} {words:?}: {}", output.stderr);
        }
        assert_same(&before, &crate::tree::snapshot(run.home.path()), linked);
    }
}

#[test]
fn unparsable_files_are_reported() {
    for (text, expected) in [
        ("export const views = [;", "src/routes.jsx can't be read as JavaScript: line 1"),
        (&"[".repeat(1000), "brackets are more than 400 deep"),
        (&format!("//{}", "x".repeat(300_000)), "longer than 256 KiB"),
        (&format!("//{}", "x".repeat(1 << 20)), "larger than 1 MiB"),
        ("", "views"),
        ("export const views = makeViews();", "views"),
    ] {
        let mut run = app_with(Mode::OAuth, "src/routes.jsx", text);
        assert_rejected(&mut run, &["view", "roads"], 3, &["src/routes.jsx", expected]);
    }
    let mut run = app(Mode::OAuth);
    std::fs::write(run.path("app/src/routes.jsx"), b"export const views = ['\xff'];").expect("written");
    assert_rejected(&mut run, &["view", "roads"], 3, &["src/routes.jsx is not UTF-8 text"]);
    std::fs::remove_file(run.path("app/src/routes.jsx")).expect("removed");
    assert_rejected(&mut run, &["view", "roads"], 3, &["src/routes.jsx"]);
}

#[test]
fn asks_again_after_an_invalid_answer() {
    let replies = ["class", "app", "filters"].map(|text| Reply::Text(text.to_owned()));
    let mut run = app(Mode::OAuth).person(replies);
    let output = add(&mut run, &["slice"]).expect(0);
    let refusals: Vec<&String> = output.transcript.iter().filter(|line| line.starts_with("! ")).collect();
    assert_eq!(refusals.len(), 2, "{:?}", output.transcript);
}

#[test]
fn wrong_flags_are_reported_before_any_prompt() {
    for (words, expected) in [
        (&["widget", "x!"][..], "NAME \"x!\" may only contain letters"),
        (&["source", "parks", "--dataset", "Parks"], "--dataset \"Parks\""),
        (&["layer", "x!", "--source", "nonsense"], "2 answers can't be used"),
        (&["view", "x!"], "NAME \"x!\" may only contain letters"),
    ] {
        let mut run = app(Mode::OAuth).person([]);
        let output = add(&mut run, words).expect(2);
        assert!(output.stderr.contains(expected), "{words:?}: {}", output.stderr);
        assert!(output.transcript.is_empty(), "{words:?}: {:?}", output.transcript);
    }
}

#[test]
fn rejects_names_that_clash_with_generated_code() {
    let mut run = app(Mode::OAuth);
    for (words, expected) in [
        (&["view", "ViewPanel"][..], "try: myViewPanel"),
        (&["view", "OAuthLogin", "--login"], "try: myOAuthLogin"),
        (&["view", "mapLayer"], "is the name of a component that views import"),
        (&["view", "formula-widget"], "is the name of a component that views import"),
        (&["component", "Box"], "\"Box\" is a name that the file itself imports\n    try: myBox"),
        (
            &["model", "m", "--sql", "SELECT {executeSql} FROM roads", "--param", "executeSql=integer"],
            "has a name that the model uses itself",
        ),
        (&["view", "one", "--path", "one/:id", "--menu"], "this path has a parameter"),
    ] {
        assert_rejected(&mut run, words, 2, &[expected]);
    }
    add(&mut run, &["view", "one", "--path", "one/:id"]).expect(0);
    let routes = read(&run, "src/routes.jsx");
    assert!(routes.contains("{ path: 'one/:id', View: lazy("), "{routes}");
}

#[test]
fn rejects_names_that_clash_with_the_owners_code() {
    let kpi = "src/components/views/Kpi.jsx";
    let view = |head: &str| format!("{head}\nexport default () => <main>{{1}}</main>;\n");
    let layer: &[&str] = &["layer", "roads", "--source", "kpi", "--view", "kpi"];
    let widget: &[&str] =
        &["widget", "many", "--kind=histogram", "--column=a", "--ticks=1,2", "--source=kpi", "--view=kpi"];
    for (head, words, expected) in [
        ("const roadsLayer = 1;", layer, "uses the name roadsLayer for something else"),
        ("const MANY_TICKS = 2;", widget, "already has another constant MANY_TICKS"),
    ] {
        let mut run = app_with(Mode::OAuth, kpi, &view(head));
        assert_rejected(&mut run, words, 3, &[expected, "nothing was changed", "try: "]);
    }
}

#[test]
fn a_view_has_one_source_per_layer_and_one_formula_per_title() {
    let mut run = app(Mode::OAuth);
    add(&mut run, &["view", "town"]).expect(0);
    for name in ["roads", "parks"] {
        add(&mut run, &["source", name]).expect(0);
    }
    add(&mut run, &["layer", "roads", "--view", "town"]).expect(0);
    let expected = "Town already shows roadsLayer with roadsSource, but a layer can have only one source";
    let next = "try: carto-app add layer parks --source parks --view Town";
    assert_rejected(
        &mut run,
        &["layer", "roads", "--source", "parks", "--view", "town"],
        3,
        &[expected, next],
    );
    let widget = ["widget", "total", "--source", "roads", "--view", "town"];
    add(&mut run, &widget).expect(0);
    let other = [&widget[..], &["--operation", "sum", "--column", "length"]].concat();
    assert_rejected(
        &mut run,
        &other,
        3,
        &["already has another element with the title Total", "take another --title"],
    );
    assert_rejected(
        &mut run,
        &["layer", "x", "--source", "roads", "--style", "continuous", "--column", "a", "--breaks=5,5"],
        2,
        &["has numbers that are not in ascending order"],
    );
}

#[test]
fn columns_of_a_source_that_lists_them_are_known() {
    let mut run = Run::new();
    run.go(&["new", ".", "--name", "my-map", "--yes", "--no-git", "--auth", "api-key"]).expect(0);
    let layer = ["add", "layer", "size", "--source", "stores", "--yes", "--dry-run"];
    for (words, part) in [
        (&["--style", "categories", "--column", "TYPO", "--values", "a"][..], "does not exist"),
        (&["--style", "bins", "--column", "revenu", "--breaks", "1,2"], "try: revenue"),
        (
            &["--style", "bins", "--column", "storetype", "--breaks", "1,2"],
            "holds text, where numbers are needed",
        ),
    ] {
        let refused = run.go(&[&layer[..], words].concat()).expect(2).stderr;
        assert!(refused.contains(part), "no {part} in {refused}");
    }
    run.go(&[&layer[..], &["--style", "bins", "--column", "revenue", "--breaks", "1000000"]].concat())
        .expect(0);
    let widget = ["add", "widget", "w", "--source", "stores", "--view", "Stores", "--dry-run"];
    let words = ["--operation", "sum", "--column", "storetype"];
    run.go(&[&widget[..], &words].concat()).expect(2);
    let proposed = run.go(&[&layer[..], &["--style", "bins", "--column", "revenue"]].concat()).expect(0);
    assert!(
        proposed.stdout.contains("limit: ") && !proposed.stdout.contains("limit: 10,"),
        "{}",
        proposed.stdout
    );
}
