//! Sources, layers and views.

use super::*;

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
fn modules_that_other_files_name_are_not_unused() {
    let mut run = app(OAUTH);
    let source = "src/data/sources/parkSource.js";
    let text = "const parkSource = { id: 'parkSource', credentials: {}, data: 'SELECT 1 FROM a' };\nexport default parkSource;\n";
    run.write(source, text);
    assert_one_finding(&mut run, Code::UnusedSource, source, 1);
    let import = "import s from '/src/data/sources/parkSource.js';\n";
    for path in [
        "stories/map.stories.jsx",
        "packages/k/i.js",
        "e2e/x.js",
        "other.mjs",
        "src/Old.vue",
        "docs/map.mdx",
        "src/New.svelte",
        "src/page.astro",
        "other.html",
    ] {
        run.write(path, import);
        assert_clean(&mut run);
        delete(&run, path);
    }
    edit(&run, "index.html", "</body>", &format!("<script type=\"module\">{import}</script></body>"));
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
    for data in ["\"roads\"", "public.roads", "\"public\".\"roads\""] {
        let mut run = app(DATASETS);
        edit(&run, source, "SELECT * FROM roads", data);
        assert_one_finding(&mut run, Code::TableNotQuery, source, place);
    }
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
fn finds_layers_that_the_list_leaves_out() {
    let mut run = app(DATASETS);
    let (layer, list) = ("src/components/layers/TreesLayer.js", "src/components/layers/index.js");
    let text = run.read(layer);
    for other in ["src/components/layers/TreesLayer.ts", "src/components/layers/trees.js"] {
        delete(&run, layer);
        run.write(other, &text);
        let view = "src/components/views/Datasets.jsx";
        let of_view = run.read(view);
        let stem = other.trim_start_matches("src/").rsplit_once('.').expect("an extension").0;
        run.write(view, &of_view.replace("components/layers/TreesLayer", stem));
        assert_one_finding(&mut run, Code::LayerUnlisted, other, 1);
        let shown = run.go(&["check"]).stdout;
        let place = line(&run, list, "import.meta.glob");
        assert!(shown.contains(&format!("{list}, line {place},")), "{shown}");
        // What the list imports by itself, or another module of the folder for it, is listed.
        let of_list = run.read(list);
        let own = other.rsplit('/').next().expect("a name");
        run.write(list, &format!("{of_list}export {{ default as trees }} from './{own}';\n"));
        assert_clean(&mut run);
        run.write(list, &of_list.replace("./*Layer.js", "./*.{js,ts}"));
        assert_clean(&mut run);
        run.write(list, &of_list);
        run.write(view, &of_view);
        delete(&run, other);
        run.write(layer, &text);
    }
    assert_clean(&mut run);
    // Sources and views in the other language are found by their imports.
    for (old, new) in [
        ("src/data/sources/treesSource.js", "src/data/sources/treesSource.ts"),
        ("src/components/views/Datasets.jsx", "src/components/views/Datasets.tsx"),
    ] {
        std::fs::rename(run.path(old), run.path(new)).expect("renamed");
    }
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
fn finds_duplicate_ids_within_one_file() {
    let mut run = app(DATASETS);
    let view = "src/components/views/Datasets.jsx";
    let both = "const type = 'query';\nexport const oneSource = { id: 'a', type, data: 'SELECT * FROM roads' };\n\
                export const otherSource = { id: 'a', type, data: 'SELECT * FROM roads' };\n";
    run.write("src/data/sources/both.js", both);
    let text = run.read(view);
    run.write(view, &format!("import {{ oneSource, otherSource }} from 'data/sources/both';\n{text}"));
    let output = run.go(&["check", "--json"]).expect(6);
    assert_eq!(
        parse_findings(&output),
        [(Code::SourceIdTwice.to_string(), "src/data/sources/both.js".to_owned(), 3)]
    );
    let message = output.json()["findings"][0]["message"].to_string();
    assert!(
        message.contains(&format!("{view} uses this source and oneSource, and both have the ID a")),
        "{message}"
    );
    // Another view uses the other one.
    run.write(view, &format!("import {{ oneSource }} from 'data/sources/both';\n{text}"));
    assert!(check(&mut run).is_empty());

    let layers = "export const oneLayer = { id: 'a', create() {} };\nexport const otherLayer = { id: 'a', create() {} };\n";
    delete(&run, "src/data/sources/both.js");
    run.write("src/components/layers/both.js", layers);
    run.write(view, &format!("import * as both from 'components/layers/both';\n{text}"));
    assert_one_finding(&mut run, Code::LayerIdTwice, "src/components/layers/both.js", 2);
}
