//! `add widget`: what each kind brings, writes, and demands of its columns.

use std::path::Path;

use super::apps::{Mode, add, app, assert_parses, put, read, tree};
use crate::tree::{Entry, assert_same};
use crate::world::Run;

/// Writes an application without any chart, with a source and its columns.
fn with_shops(mode: Mode) -> Run {
    let mut run = app(mode);
    put(
        &run,
        "sandbox/data/shops.csv",
        "cartodb_id,name,size,staff,opened\n1,A,20.5,3,2020-01-31\n2,B,,5,2021-12-01\n3,C,7,1,\n",
    );
    add(&mut run, &["source", "shops", "--dataset", "shops"]).expect(0);
    add(&mut run, &["view", "town"]).expect(0);
    run
}

fn widget<'a>(kind: &'a str, column: &[&'a str]) -> Vec<&'a str> {
    [&["widget", "shown", "--kind", kind, "--source", "shops", "--view", "town"], column].concat()
}

/// Each kind with its columns, and its element as Prettier formats it.
const KINDS: [(&str, &str, &str); 8] = [
    (
        "category",
        "name",
        "<CategoryWidget\n        id=\"shown\"\n        title=\"Shown\"\n        sourceId={shopsSource.id}\n        \
         column=\"name\"\n        operation={AggregationTypes.COUNT}\n      />",
    ),
    (
        "pie",
        "name",
        "<PieWidget\n        id=\"shown\"\n        title=\"Shown\"\n        sourceId={shopsSource.id}\n        \
         column=\"name\"\n        operation={AggregationTypes.COUNT}\n      />",
    ),
    (
        "bar",
        "staff",
        "<BarWidget\n        id=\"shown\"\n        title=\"Shown\"\n        sourceId={shopsSource.id}\n        \
         column=\"staff\"\n        operation={AggregationTypes.COUNT}\n      />",
    ),
    (
        "histogram",
        "size",
        "<HistogramWidget id=\"shown\" title=\"Shown\" sourceId={shopsSource.id} column=\"size\" />",
    ),
    (
        "range",
        "staff",
        "<RangeWidget id=\"shown\" title=\"Shown\" sourceId={shopsSource.id} column=\"staff\" />",
    ),
    (
        "time-series",
        "opened",
        "<TimeSeriesWidget\n        id=\"shown\"\n        title=\"Shown\"\n        sourceId={shopsSource.id}\n        \
         column=\"opened\"\n        operation={AggregationTypes.COUNT}\n      />",
    ),
    (
        "scatter",
        "size, staff",
        "<ScatterWidget\n        id=\"shown\"\n        title=\"Shown\"\n        sourceId={shopsSource.id}\n        \
         x={{ column: 'size', label: 'Size' }}\n        y={{ column: 'staff', label: 'Staff' }}\n      />",
    ),
    (
        "table",
        "name,opened",
        "<TableWidget\n        title=\"Shown\"\n        sourceId={shopsSource.id}\n        columns={[\n          \
         { column: 'name', label: 'Name' },\n          { column: 'opened', label: 'Opened' },\n        ]}\n      />",
    ),
];

#[test]
fn writes_the_element_of_every_kind() {
    for (kind, column, element) in KINDS {
        let mut run = with_shops(Mode::ApiKeyEmpty);
        let words = widget(kind, &["--column", column]);
        add(&mut run, &words).expect(0);
        let view = read(&run, "src/components/views/Town.jsx");
        assert_parses(&view);
        assert!(view.contains(element), "{kind}: {view}");
        // Again, nothing happens.
        let before = tree(&run);
        add(&mut run, &words).expect(0);
        assert_same(&before, &tree(&run), kind);
    }
}

#[test]
fn brings_everything_that_a_kind_imports() {
    for (kind, column, _) in KINDS {
        for mode in [Mode::ApiKeyEmpty, Mode::OAuthDatasets, Mode::ApiKey] {
            let mut run = with_shops(mode);
            add(&mut run, &widget(kind, &["--column", column])).expect(0);
            let files = tree(&run);
            let has = |path: &Path| matches!(files.get(path), Some(Entry::File { .. }));
            for (path, entry) in &files {
                let Entry::File { bytes, .. } = entry else { continue };
                if !path.starts_with("src") {
                    continue;
                }
                for specifier in imports(&String::from_utf8_lossy(bytes)) {
                    let folder = path.parent().unwrap_or(Path::new(""));
                    let from = if specifier.starts_with('.') { folder } else { Path::new("src") };
                    let target = normal(&from.join(&specifier));
                    let text = target.to_string_lossy();
                    let found = ["", ".js", ".jsx", "/index.js"]
                        .iter()
                        .any(|end| has(Path::new(&format!("{text}{end}"))));
                    assert!(found, "{kind}: {} imports {specifier}", path.display());
                }
            }
        }
    }
}

/// Returns the application's own modules that a text imports.
fn imports(text: &str) -> Vec<String> {
    let froms = text.split(" from '").skip(1).chain(text.split("vi.mock('").skip(1));
    froms
        .filter_map(|rest| rest.split('\'').next())
        .map(|specifier| specifier.split('?').next().unwrap_or_default().to_owned())
        .filter(|specifier| {
            ["./", "../", "components/", "data/", "hooks/", "store/"]
                .iter()
                .any(|start| specifier.starts_with(start))
        })
        .collect()
}

fn normal(path: &Path) -> std::path::PathBuf {
    use std::path::Component;
    let mut parts = Vec::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(parts.pop()),
            Component::CurDir => {}
            other => parts.push(other),
        }
    }
    parts.into_iter().collect()
}

#[test]
fn demands_columns_that_a_kind_can_show() {
    let mut run = with_shops(Mode::ApiKeyEmpty);
    for (kind, column, expected) in [
        ("range", "name", &["holds text, where numbers are needed", "size"][..]),
        ("time-series", "size", &["where dates are needed", "try: opened"][..]),
        ("scatter", "size", &["needs two columns", "length,lanes"][..]),
        ("scatter", "size,name", &["holds text"][..]),
        ("table", "name,sise", &["--column \"sise\" does not exist", "try: size"][..]),
        ("pie", "nam", &["does not exist", "try: name"][..]),
    ] {
        let before = tree(&run);
        let output = add(&mut run, &widget(kind, &["--column", column])).expect(2);
        for part in expected {
            assert!(output.stderr.contains(part), "{kind}: no {part:?} in {}", output.stderr);
        }
        assert_same(&before, &tree(&run), kind);
    }
    let output = add(&mut run, &widget("pie", &["--column", "name", "--operation", "sum"])).expect(2);
    assert!(output.stderr.contains("--kind formula"), "{}", output.stderr);
}

#[test]
fn a_table_without_columns_has_the_first_ones() {
    let mut run = with_shops(Mode::ApiKeyEmpty);
    add(&mut run, &widget("table", &[])).expect(0);
    let view = read(&run, "src/components/views/Town.jsx");
    for column in ["name", "size", "staff", "opened"] {
        assert!(view.contains(&format!("{{ column: '{column}', label: ")), "{view}");
    }
    assert!(!view.contains("cartodb_id"), "{view}");
}

#[test]
fn a_histogram_has_the_ticks_that_it_is_given() {
    let mut run = with_shops(Mode::ApiKeyEmpty);
    add(&mut run, &widget("histogram", &["--column", "size", "--ticks", "10,20"])).expect(0);
    let view = read(&run, "src/components/views/Town.jsx");
    assert!(view.contains("const SHOWN_TICKS = [10, 20];") && view.contains("ticks={SHOWN_TICKS}"), "{view}");
}
