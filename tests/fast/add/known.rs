//! Parts that exist under another file name, in another folder or in a form that can't be read are not added a second time.

use super::apps::{Mode, add, app, put, read, tree};
use crate::tree::assert_same;
use crate::world::Run;

const KPI: &str = "src/components/views/Kpi.jsx";

const OBJECT: &str =
    "{\n  id: 'roads2020Source',\n  type: MAP_TYPES.QUERY,\n  data: 'SELECT * FROM roads_2020',\n}";

fn source(before: &str) -> String {
    format!("import {{ MAP_TYPES }} from '@deck.gl/carto';\n\n{before} {OBJECT};\n")
}

/// Fails unless a command is rejected with all `expected` texts, never suggests to create a source, and writes nothing.
#[track_caller]
fn assert_rejected(run: &mut Run, words: &[&str], expected: &[&str]) {
    let before = tree(run);
    let output = add(run, words);
    assert!([2, 3].contains(&output.code), "{}{}", output.stdout, output.stderr);
    for part in expected {
        assert!(output.stderr.contains(part), "no {part:?} in {}", output.stderr);
    }
    for part in ["does not exist", "add source"] {
        assert!(!output.stderr.contains(part), "{part:?} in {}", output.stderr);
    }
    assert_same(&before, &tree(run), &words.join(" "));
}

const ADD_SOURCE: [&str; 4] = ["source", "roads2020", "--dataset", "roads_2020"];

#[test]
fn a_source_is_known_wherever_it_is() {
    let id_alone = source("export default").replace("export default", "export const query =");
    for (path, text, import) in [
        (
            "src/data/sources/roads2020.ts",
            source("export default"),
            "import roads2020Source from 'data/sources/roads2020';",
        ),
        (
            "src/data/sources/roads2020/index.ts",
            source("export default"),
            "import roads2020Source from 'data/sources/roads2020';",
        ),
        (
            "src/data/sources.ts",
            source("export const roads2020Source ="),
            "import { roads2020Source } from 'data/sources';",
        ),
        (
            "src/data/sources/index.js",
            "export const roads2020Source = makeSource('roads_2020');\n".to_owned(),
            "import { roads2020Source } from 'data/sources';",
        ),
        (
            "src/features/roads/source.ts",
            source("export default"),
            "import roads2020Source from '../../features/roads/source';",
        ),
        (
            "src/features/roads/roads2020source.ts",
            source("export default"),
            "import roads2020Source from '../../features/roads/roads2020source';",
        ),
        ("src/features/roads/data.ts", id_alone, "import { query"),
    ] {
        let mut run = app(Mode::OAuth);
        put(&run, path, &text);
        assert_rejected(&mut run, &ADD_SOURCE, &[&format!("{path} already")]);
        add(&mut run, &["layer", "ways", "--source", "roads2020", "--geometry", "line", "--view", "kpi"])
            .expect(0);
        let view = read(&run, KPI);
        assert!(view.to_lowercase().contains(&import.to_lowercase()), "no {import}: {view}");
        add(&mut run, &["widget", "count", "--source", "roads2020", "--view", "kpi"]).expect(0);
        let widget = read(&run, KPI);
        assert!(widget.contains("title=\"Count\""), "{widget}");
        assert_eq!(widget.matches(" from ").count(), view.matches(" from ").count(), "{widget}");
    }
}

/// A default export of a module with a general name has the name by which another module exports it.
#[test]
fn a_source_has_the_name_of_its_export() {
    let mut run = app(Mode::OAuth);
    put(&run, "src/features/roads/index.ts", "export { default as waysSource } from './source';\n");
    put(&run, "src/features/roads/source.ts", &source("export default"));
    for name in ["ways", "roads2020"] {
        let words = ["source", name, "--dataset", "roads_2020"];
        assert_rejected(&mut run, &words, &["src/features/roads/source.ts already has"]);
    }
    add(&mut run, &["layer", "x", "--source", "ways", "--geometry", "line", "--view", "kpi"]).expect(0);
    let view = read(&run, KPI);
    assert!(view.contains("<MapLayer source={waysSource} layer={xLayer} />"), "{view}");
}

#[test]
fn a_source_that_cannot_be_read_is_unknown() {
    for (path, text) in [
        (
            "src/data/sources/index.js",
            "export default { roads: makeSource('roads2020Source') };\n".to_owned(),
        ),
        ("src/features/roads.js", source("export const all = [").replace("};\n", "}];\n")),
        ("src/features/roads.js", "export const roads2020Source = await load('roads');\n".to_owned()),
        ("src/features/roads.js", "export function roads2020Source() {\n  return build();\n}\n".to_owned()),
    ] {
        let mut run = app(Mode::OAuth);
        put(&run, path, &text);
        assert_rejected(&mut run, &ADD_SOURCE, &[&format!("{path} already has roads2020Source")]);
        let words = ["widget", "w", "--source", "roads2020", "-y"];
        assert_rejected(&mut run, &words, &[&format!("is in {path}, but can't be read as a source")]);
    }
    // What only refers to a source is none.
    let mut run = app(Mode::OAuth);
    put(&run, "src/features/a.js", "export { default as roads2020Source } from './gone';\n");
    put(&run, "src/features/b.js", "export const id = 'roads2020Source';\n");
    put(&run, "src/features/roads2020.js", "export const chart = { id: 'c', type: 'bar', data: [] };\n");
    let output = add(&mut run, &["widget", "w", "--source", "roads2020", "-y"]).expect(2);
    assert!(output.stderr.contains("does not exist"), "{}", output.stderr);
    add(&mut run, &ADD_SOURCE).expect(0);
}

#[test]
fn other_parts_are_not_added_twice() {
    let layer = "export default { id: 'roadsLayer', create: () => null };\n";
    let page = "export default function Roads() {\n  return null;\n}\n";
    for (path, text, words) in [
        (
            "src/components/layers/roads/index.js",
            layer,
            &["layer", "roads", "--source", "kpi", "--geometry", "line"][..],
        ),
        (
            "src/components/layers.js",
            "export const roadsLayer = makeLayer('roads');\n",
            &["layer", "roads", "--source", "kpi", "--geometry", "line"],
        ),
        (
            "src/components/layers/all.js",
            "export default [{ id: 'roadsLayer', create: () => null }];\n",
            &["layer", "roads", "--source", "kpi", "--geometry", "line"],
        ),
        (
            "src/data/models/roads.js",
            "export const getRoads = () => null;\n",
            &["model", "roads", "--sql", "SELECT 1"],
        ),
        (
            "src/data/models/roads/index.ts",
            "export const getRoads = () => null;\n",
            &["model", "roads", "--sql", "SELECT 1"],
        ),
    ] {
        let mut run = app(Mode::OAuth);
        put(&run, path, text);
        assert_rejected(&mut run, words, &[&format!("{path} already")]);
    }
    // A view under another file name that has a route.
    for path in ["src/components/views/RoadsView.jsx", "src/features/roads/RoadsView.jsx"] {
        let mut run = app(Mode::OAuth);
        put(&run, path, page);
        let module = path.trim_start_matches("src/").trim_end_matches(".jsx");
        let routes = read(&run, "src/routes.jsx");
        let route =
            format!("{{ path: 'streets', View: lazy(() => import('./{module}')) }},\n  {{ path: 'kpi'");
        put(&run, "src/routes.jsx", &routes.replacen("{ path: 'kpi'", &route, 1));
        assert_rejected(&mut run, &["view", "roads"], &[&format!("{path} already exists")]);
    }
}

/// A pattern that is only a part of the list of layers is not widened, or layers would be in the list twice.
#[test]
fn a_layer_joins_a_list_with_a_pattern() {
    let mut run = app(Mode::OAuth);
    let list = "src/components/layers/index.js";
    let text = "import kpiLayer from './KpiLayer';\nimport storesLayer from './StoresLayer';\n\n\
                export const layers = [\n  kpiLayer,\n  storesLayer,\n  \
                ...Object.values(import.meta.glob('./extra/*.js', { eager: true, import: 'default' })),\n];\n";
    put(&run, list, text);
    let words = ["layer", "roads", "--source", "kpi", "--geometry", "line"];
    add(&mut run, &words).expect(0);
    let new = read(&run, list);
    assert!(new.contains("import roadsLayer from './RoadsLayer';"), "{new}");
    assert!(new.contains("  kpiLayer,\n  roadsLayer,\n  storesLayer,\n"), "{new}");
    // A pattern of the list that matches the new file adds it already.
    put(&run, list, &text.replace("./extra/*.js", "./*Layer.js"));
    let before = read(&run, list);
    add(&mut run, &["layer", "ways", "--source", "kpi", "--geometry", "line"]).expect(0);
    assert_eq!(read(&run, list), before);
}
