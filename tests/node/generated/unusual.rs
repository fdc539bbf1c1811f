//! Data that layers and widgets can easily get wrong: NULLs, each type of geometry, names that every JavaScript object knows,
//! many categories, and no rows.

use std::fs;
use std::path::Path;

use super::extended::carto_app;

/// The browser test of the data.
pub const TEST: &str = "e2e/unusual.e2e.js";

/// 500 points.
const MANY: &str = "\
    SELECT n AS cartodb_id, n % 3 AS three, n % 8 AS eight, n % 9 AS nine, 'name ' || n AS five_hundred,
      ST_Transform(ST_SetSRID(ST_MakePoint(-118 + n % 40, 31 + n / 40), 4326), 3857) AS the_geom_webmercator
    FROM generate_series(1, 500) AS n";

const PARTS: [&[&str]; 7] = [
    &["source", "unusual", "--dataset=unusual"],
    &["source", "many", "--sql", MANY],
    &["source", "none", "--sql=SELECT * FROM unusual WHERE FALSE"],
    &["view", "unusual"],
    &[
        "layer",
        "unusual",
        "--source=unusual",
        "--style=categories",
        "--column=name",
        "--values=__proto__,toString",
        "--view=unusual",
    ],
    &["layer", "many", "--source=many", "--view=unusual"],
    &["layer", "none", "--source=none", "--view=unusual"],
];

/// The name, the source, the kind and the column of each widget.
const WIDGETS: [[&str; 4]; 15] = [
    ["notFirst", "unusual", "--operation=sum", "--column=not_first"],
    ["notLast", "unusual", "--operation=sum", "--column=not_last"],
    ["nothing", "unusual", "--operation=sum", "--column=nothing"],
    ["nothings", "unusual", "--kind=category", "--column=nothing"],
    ["nothingBins", "unusual", "--kind=histogram", "--column=nothing"],
    ["notFirstBins", "unusual", "--kind=histogram", "--column=not_first"],
    ["names", "unusual", "--kind=category", "--column=name"],
    ["three", "many", "--kind=category", "--column=three"],
    ["eight", "many", "--kind=category", "--column=eight"],
    ["nine", "many", "--kind=category", "--column=nine"],
    ["fiveHundred", "many", "--kind=category", "--column=five_hundred"],
    ["noRows", "none", "--operation=count", ""],
    ["noSum", "none", "--operation=sum", "--column=n"],
    ["noNames", "none", "--kind=category", "--column=name"],
    ["noBins", "none", "--kind=histogram", "--column=n"],
];

/// Adds the data to an application without a login, with a view that shows it and the test.
pub fn add(folder: &Path) -> Result<(), String> {
    let data = [
        ("sandbox/data/unusual.geojson", include_str!("unusual.geojson")),
        (TEST, include_str!("unusual.e2e.js")),
    ];
    for (path, text) in data {
        fs::write(folder.join(path), text).map_err(|error| error.to_string())?;
    }
    for words in PARTS {
        carto_app(&[&["add"], words].concat(), folder)?;
    }
    for [name, source, kind, column] in WIDGETS {
        let mut words = vec!["add", "widget", name, "--source", source, kind];
        words.extend(Some(column).filter(|column| !column.is_empty()));
        if kind == "--kind=histogram" {
            words.push("--ticks=4,16");
        }
        carto_app(&words, folder)?;
    }
    Ok(())
}
