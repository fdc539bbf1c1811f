//! `add` uses the sandbox's data: it verifies columns, and proposes values and breaks.

use carto_app::ui::Reply;

use super::apps::{Mode, add, app, put, read, tree};
use crate::tree::assert_same;
use crate::world::Run;

const DATA: &str = "sandbox/data/roads_2020";

/// Writes an application with a source whose table has this data in the sandbox.
fn with_data(ending: &str, text: &str) -> Run {
    let mut run = app(Mode::ApiKey);
    add(&mut run, &["source", "roads", "--dataset", "roads_2020"]).expect(0);
    std::fs::remove_file(run.path(&format!("app/{DATA}.geojson"))).expect("the sample data");
    put(&run, &format!("{DATA}.{ending}"), text);
    run
}

/// Returns a table of 100 roads; every tenth is a highway.
fn roads() -> String {
    let rows = (0..100).map(|at| {
        let kind = if at % 10 == 0 { "highway" } else { "street" };
        format!("{at},{kind},{}\n", at * 25)
    });
    format!("cartodb_id,kind,length\n{}", rows.collect::<String>())
}

#[track_caller]
fn assert_rejected(run: &mut Run, words: &[&str], expected: &[&str]) {
    let before = tree(run);
    let output = add(run, words).expect(2);
    for part in expected {
        assert!(output.stderr.contains(part), "no {part:?} in {}", output.stderr);
    }
    assert_same(&before, &tree(run), &words.join(" "));
}

#[test]
fn rejects_a_column_that_is_not_in_the_data() {
    let geojson = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null,
        "properties": {"kind": "street", "length": 3}}]}"#;
    for (ending, text) in [("csv", roads()), ("geojson", geojson.to_owned())] {
        let mut run = with_data(ending, &text);
        let layer = ["layer", "roads", "--style", "bins", "--breaks", "1,2", "--column"];
        assert_rejected(
            &mut run,
            &[&layer[..], &["lenght"]].concat(),
            &["--column \"lenght\" does not exist", "try: length"],
        );
        let widget =
            ["widget", "kinds", "--kind", "category", "--source", "roads", "--view", "kpi", "--column"];
        assert_rejected(&mut run, &[&widget[..], &["knid"]].concat(), &["does not exist", "try: kind"]);
        assert_rejected(&mut run, &widget[..8], &["--column", "length"]);
        for column in ["length", "cartodb_id"] {
            let name = format!("by-{column}").replace('_', "-");
            add(
                &mut run,
                &[
                    "layer", &name, "--source", "roads", "--style", "bins", "--breaks", "1,2", "--column",
                    column,
                ],
            )
            .expect(0);
        }
        add(&mut run, &[&widget[..], &["kind"]].concat()).expect(0);
    }
}

#[test]
fn accepts_any_column_if_the_columns_are_unknown() {
    let words =
        ["layer", "roads", "--source", "roads", "--style", "bins", "--breaks", "1,2", "--column", "other"];
    // Sample data by carto-app, unreadable data, and column names that CARTO changes.
    let mut run = app(Mode::ApiKey);
    add(&mut run, &["source", "roads", "--dataset", "roads_2020"]).expect(0);
    add(&mut run, &words).expect(0);
    for text in ["", "a,b\n1\n", "Kind of road,length\na,1\n"] {
        let mut run = with_data("csv", text);
        add(&mut run, &words).expect(0);
    }
    // Queries that compute columns or join tables.
    for sql in [
        "SELECT *, length / 1000 AS other FROM roads_2020",
        "SELECT * FROM roads_2020 JOIN lakes USING (cartodb_id)",
        "SELECT r.* FROM roads_2020 r",
    ] {
        let mut run = with_data("csv", &roads());
        add(&mut run, &["source", "own", "--sql", sql]).expect(0);
        let words: Vec<&str> = words.iter().map(|word| if *word == "roads" { "own" } else { word }).collect();
        add(&mut run, &words).expect(0);
    }
}

#[test]
fn proposes_values_and_breaks_from_the_data() {
    let mut run = with_data("csv", &roads());
    add(&mut run, &["layer", "kinds", "--source", "roads", "--style", "categories", "--column", "kind"])
        .expect(0);
    let text = read(&run, "src/components/layers/KindsLayer.js");
    let (street, highway) = (text.find("label: 'street'"), text.find("label: 'highway'"));
    assert!(street.is_some() && street < highway, "{text}");
    add(&mut run, &["layer", "lengths", "--source", "roads", "--style", "bins", "--column", "length"])
        .expect(0);
    let text = read(&run, "src/components/layers/LengthsLayer.js");
    let number = |number: &str| format!("${{formatNumber({number})}}");
    let ranges = [("500", "1000"), ("1000", "1500"), ("1500", "2000")];
    let ranges = ranges.map(|(from, to)| format!("{} – {}", number(from), number(to)));
    let ends = [format!("Below {}", number("500")), format!("{} and more", number("2000"))];
    for label in ranges.iter().chain(&ends) {
        assert!(text.contains(&format!("label: `{label}`")), "no {label}: {text}");
    }
    assert!(text.contains("`Length: ${value == null ? UNKNOWN.label : formatNumber(value)}`"), "{text}");
    add(&mut run, &["layer", "shades", "--source", "roads", "--style", "continuous", "--column", "length"])
        .expect(0);
    let text = read(&run, "src/components/layers/ShadesLayer.js");
    assert!(text.contains("value: 2500,") && text.contains("label: formatNumber(2500)"), "{text}");
    let words = [
        "widget",
        "lengths",
        "--kind",
        "histogram",
        "--column",
        "length",
        "--source",
        "roads",
        "--view",
        "kpi",
    ];
    add(&mut run, &words).expect(0);
    // The widget finds ticks itself.
    assert!(!read(&run, "src/components/views/Kpi.jsx").contains("TICKS"));
    // A text column has no breaks.
    assert_rejected(
        &mut run,
        &["layer", "x", "--source", "roads", "--style", "bins", "--column", "kind"],
        &["--breaks"],
    );
}

#[test]
fn a_widget_has_the_colors_of_its_layer() {
    let mut run = with_data("csv", &roads());
    let widget = ["widget", "kinds", "--kind", "category", "--source", "roads", "--view", "kpi", "--column"];
    let layer =
        ["layer", "kinds", "--source", "roads", "--view", "kpi", "--style", "categories", "--column", "kind"];
    add(&mut run, &layer).expect(0);
    add(&mut run, &[&widget[..], &["kind"]].concat()).expect(0);
    let view = read(&run, "src/components/views/Kpi.jsx");
    assert!(view.contains("colors={kindsLayer.colors.kind}"), "{view}");
    let text = read(&run, "src/components/layers/KindsLayer.js");
    assert!(text.contains("  colors: { kind: COLORS },\n"), "{text}");
    // A widget for another column or in another view doesn't use these colors.
    let lengths = [
        "widget", "lengths", "--kind", "category", "--source", "roads", "--view", "kpi", "--column", "length",
    ];
    add(&mut run, &lengths).expect(0);
    add(&mut run, &["view", "town"]).expect(0);
    let other =
        ["widget", "kinds", "--kind", "category", "--source", "roads", "--view", "town", "--column", "kind"];
    add(&mut run, &other).expect(0);
    assert_eq!(read(&run, "src/components/views/Kpi.jsx").matches("colors={kindsLayer").count(), 1);
    assert!(!read(&run, "src/components/views/Town.jsx").contains("colors={"));
}

#[test]
fn a_person_chooses_among_the_columns() {
    let run = with_data("csv", &roads());
    let mut run = run.person([
        Reply::Choose("roads".to_owned()),
        Reply::Choose("any".to_owned()),
        Reply::Choose("bins".to_owned()),
        Reply::Choose("length".to_owned()),
        Reply::Enter,
        Reply::Choose("none".to_owned()),
    ]);
    let output = add(&mut run, &["layer", "lengths"]).expect(0);
    let transcript = output.transcript.join("\n");
    assert!(transcript.contains("? Column\nColumn: length\n"), "{transcript}");
    // The proposed breaks.
    assert!(transcript.contains("500,1000,1500,2000"), "{transcript}");
    assert!(read(&run, "src/components/layers/LengthsLayer.js").contains("limit: 1500"), "{transcript}");
}

/// As in the interview of `new`.
#[test]
fn going_back_asks_the_previous_question_again() {
    let mut run = with_data("csv", &roads()).person([
        Reply::Choose("roads".to_owned()),
        Reply::Choose("any".to_owned()),
        Reply::Choose("single".to_owned()),
        Reply::Back,
        Reply::Back,
        Reply::Back,
        Reply::Enter,
        Reply::Choose("line".to_owned()),
        Reply::Choose("bins".to_owned()),
        Reply::Choose("length".to_owned()),
        Reply::Enter,
        Reply::Choose("none".to_owned()),
    ]);
    let output = add(&mut run, &["layer", "lengths"]).expect(0);
    let transcript = output.transcript.join("\n");
    assert_eq!(transcript.matches("? Source\n").count(), 2, "{transcript}");
    assert!(read(&run, "src/components/layers/LengthsLayer.js").contains("limit: 1500"), "{transcript}");
}
