//! Applications laid out differently from those of `carto-app new`, such as CARTO's templates for React and applications made
//! from them. Code that can't be read counts as unknown, never as missing.

use super::apps::{Mode, add, app, app_with, put, read, tree};
use crate::tree::assert_same;
use crate::world::{Output, Run};

const ROUTES: &str = "src/routes.jsx";
const STATE: &str = "src/store/initialStateSlice.js";

/// Returns a source as in CARTO's templates.
fn source(id: &str, table: &str) -> String {
    format!(
        "import {{ MAP_TYPES }} from '@deck.gl/carto';\n\nconst source = {{\n  id: '{id}',\n  type: MAP_TYPES.QUERY,\n  \
         data: `SELECT * FROM {table}`,\n}};\n\nexport default source;\n"
    )
}

/// Returns a layer that `MapLayer` draws.
fn layer(id: &str) -> String {
    format!(
        "import {{ CartoLayer }} from '@deck.gl/carto';\n\nexport default {{\n  id: '{id}',\n  \
         create: (props) => new CartoLayer(props),\n}};\n"
    )
}

/// Returns a view with this content.
fn view(imports: &str, content: &str) -> String {
    format!(
        "{imports}\nimport ViewPanel from 'components/common/ViewPanel';\n\nexport default function View() {{\n  \
         return (\n    <ViewPanel title=\"A view\">\n      {content}\n    </ViewPanel>\n  );\n}}\n"
    )
}

/// Replaces the first occurrence of `old` in a file.
#[track_caller]
fn edit(run: &Run, path: &str, old: &str, new: &str) {
    let text = read(run, path);
    assert!(text.contains(old), "{path} has no {old}: {text}");
    put(run, path, &text.replacen(old, new, 1));
}

/// Returns the code and path of each finding, except for the client ID that a new application lacks.
#[track_caller]
fn findings(run: &mut Run) -> Vec<String> {
    let document = run.go(&["check", "--json"]).json();
    let findings = document["findings"].as_array().unwrap_or_else(|| panic!("{document}"));
    let lines = findings.iter().map(|each| {
        format!("{} {}", each["code"].as_str().expect("a code"), each["path"].as_str().expect("a path"))
    });
    let mut lines: Vec<String> = lines.filter(|line| !line.starts_with("client-id-empty")).collect();
    lines.sort();
    lines
}

/// Fails unless a command is rejected with all `expected` texts and writes nothing.
#[track_caller]
fn assert_rejected(run: &mut Run, words: &[&str], expected: &[&str]) -> Output {
    let before = tree(run);
    let output = add(run, words);
    assert!([2, 3].contains(&output.code), "{}{}", output.stdout, output.stderr);
    for part in expected {
        assert!(output.stderr.contains(part), "no {part:?} in {}", output.stderr);
    }
    assert_same(&before, &tree(run), &words.join(" "));
    output
}

/// Returns the application's list of scopes, without whitespace.
fn scopes(run: &Run) -> String {
    let text = read(run, STATE);
    let list = text.split("scopes: [").nth(1).and_then(|rest| rest.split(']').next()).expect("scopes");
    list.split_whitespace().collect()
}

#[test]
fn system_tables_need_no_scope_and_no_data() {
    for (table, has_data) in [
        ("geometry_columns", false),
        ("public.geometry_columns", false),
        ("pg_class", false),
        ("pg_catalog.pg_class", false),
        ("information_schema.columns", false),
        ("cdb_tablemetadata", false),
        ("lakes_2020", true),
    ] {
        let mut run = app(Mode::OAuth);
        let sql = format!("SELECT r.* FROM roads_2020 r JOIN {table} g ON true");
        add(&mut run, &["source", "x", "--sql", &sql]).expect(0);
        let scopes = scopes(&run);
        assert!(scopes.contains("datasets:r:roads_2020"), "{scopes}");
        assert_eq!(scopes.contains(table), has_data, "{scopes}");
        let files: Vec<String> = tree(&run).into_keys().map(|path| path.display().to_string()).collect();
        let name = table.rsplit('.').next().expect("a name");
        assert_eq!(files.iter().any(|path| path.contains(name)), has_data, "{files:?}");
    }
}

#[test]
fn data_services_add_their_scope() {
    for (call, scope) in [
        ("cdb_geocode_street_point(address)", "dataservices:geocoding"),
        ("cdb_dataservices_client.cdb_geocode_namedplace_point(address)", "dataservices:geocoding"),
        ("CDB_Isodistance(the_geom, 'walk', ARRAY[300])", "dataservices:isolines"),
        ("cdb_route_point_to_point(the_geom, the_geom, 'car')", "dataservices:routing"),
    ] {
        for part in ["source", "model"] {
            let mut run = app(Mode::OAuthDatasets);
            let sql = format!("SELECT cartodb_id, {call} AS the_geom FROM roads_2020");
            add(&mut run, &[part, "x", "--sql", &sql]).expect(0);
            assert!(scopes(&run).contains(scope), "{part} {call}: {}", scopes(&run));
            assert!(!findings(&mut run).iter().any(|line| line.starts_with("scope")), "{part} {call}");
        }
    }
}

#[test]
fn finds_a_source_by_its_file() {
    let mut run = app(Mode::OAuth);
    put(&run, "src/data/sources/pollutionSource.js", &source("pollutionSource", "pollution"));
    put(&run, "src/data/sources/noiseSource.js", &source("noiseSource", "noise"));
    let named = source("waysSource", "ways").replace("const source", "export const waysSource");
    put(&run, "src/data/sources/waysSource.js", &named.replace("\nexport default source;\n", ""));
    put(&run, "src/data/sources/made-up-source.js", "export default makeSource('made_up');\n");
    put(&run, "src/data/sources/builtSource.ts", "export default build<Source>('built');\n");
    for name in ["pollution", "noise", "ways", "built"] {
        let words = ["layer", name, "--source", name, "--view", "kpi"];
        add(&mut run, &words).expect(0);
    }
    let text = read(&run, "src/components/views/Kpi.jsx");
    for import in [
        "import pollutionSource from 'data/sources/pollutionSource';",
        "import noiseSource from 'data/sources/noiseSource';",
        "import { waysSource } from 'data/sources/waysSource';",
        "import builtSource from 'data/sources/builtSource';",
    ] {
        assert!(text.contains(import), "no {import}: {text}");
    }
    for layer in ["pollution", "noise", "ways", "built"] {
        assert!(
            text.contains(&format!("<MapLayer source={{{layer}Source}} layer={{{layer}Layer}} />")),
            "{text}"
        );
    }
    add(&mut run, &["model", "ways", "--source", "ways"]).expect(0);
    let model = read(&run, "src/data/models/waysModel.js");
    assert!(model.contains("import { waysSource } from 'data/sources/waysSource';"), "{model}");
    // An unreadable source might be a tileset.
    assert_rejected(&mut run, &["model", "built", "--source", "built"], &["builtSource", "may be a tileset"]);
}

#[test]
fn distinguishes_sources_of_the_same_name_by_their_folders() {
    let mut run = app(Mode::OAuth);
    put(&run, "src/data/sources/north/roadsSource.js", &source("northRoads", "north_roads"));
    put(&run, "src/data/sources/south/roadsSource.js", &source("southRoads", "south_roads"));
    assert_rejected(
        &mut run,
        &["layer", "x", "--source", "roads"],
        &["north/roadsSource", "south/roadsSource"],
    );
    add(&mut run, &["layer", "x", "--source", "south/roadsSource", "--view", "kpi"]).expect(0);
    let text = read(&run, "src/components/views/Kpi.jsx");
    assert!(text.contains("import roadsSource from 'data/sources/south/roadsSource';"), "{text}");
}

#[test]
fn reads_and_edits_typescript_modules() {
    let mut run = app(Mode::OAuth);
    let typed = source("roadsSource", "roads_2020").replace("const source =", "const source: Source =");
    put(&run, "src/data/sources/roadsSource.ts", &typed);
    put(&run, "src/components/layers/RoadsLayer.ts", &format!("type Id = string;\n{}", layer("roadsLayer")));
    edit(&run, "src/components/layers/index.js", "./*Layer.js", "./*Layer.{js,ts}");
    let imports = "import type { ReactNode } from 'react';\nimport MapLayer from 'components/common/MapLayer';\n\
                   import roadsLayer from 'components/layers/RoadsLayer';\nimport roadsSource from 'data/sources/roadsSource';";
    put(
        &run,
        "src/components/views/Roads.tsx",
        &view(imports, "<MapLayer source={roadsSource as Source} layer={roadsLayer!} />"),
    );
    edit(
        &run,
        ROUTES,
        "  { path: 'kpi'",
        "  { path: 'roads', View: lazy(() => import('components/views/Roads')) },\n  { path: 'kpi'",
    );
    run.go(&["auth", "set", "--add-scope", "datasets:r:roads_2020"]).expect(0);
    assert_eq!(findings(&mut run), [""; 0]);
    let there = "src/data/sources/roadsSource.ts already exists";
    assert_rejected(&mut run, &["source", "roads", "--dataset", "roads_2021"], &[there]);
    assert_rejected(
        &mut run,
        &["layer", "roads", "--geometry", "line", "--source", "roads"],
        &["RoadsLayer.ts already has"],
    );
    add(&mut run, &["widget", "count", "--source", "roads"]).expect(0);
    let text = read(&run, "src/components/views/Roads.tsx");
    assert!(text.contains("<FormulaWidget") && text.contains("sourceId={roadsSource.id}"), "{text}");
    add(&mut run, &["layer", "roads", "--source", "roads", "--view", "kpi"]).expect(0);
    assert!(!tree(&run).keys().any(|path| path.ends_with("RoadsLayer.js")));
    // The error for a broken module names its language.
    put(&run, "src/data/sources/roadsSource.ts", "const a: = 1;\n");
    let shown = run.go(&["check"]).stdout;
    assert!(shown.contains("roadsSource.ts can't be read as TypeScript"), "{shown}");
}

#[test]
fn finds_parts_in_subfolders() {
    let mut run = app(Mode::OAuth);
    put(&run, "src/components/layers/transport/Roads2020Layer.js", &layer("roads2020Layer"));
    put(
        &run,
        "src/data/sources/transport/roads2020Source/index.js",
        &source("roads2020Source", "roads_2020"),
    );
    put(&run, "src/components/layers/Streets.js", &layer("streetsLayer"));
    add(&mut run, &["layer", "roads2020", "--view", "kpi"]).expect(0);
    let text = read(&run, "src/components/views/Kpi.jsx");
    for import in [
        "import roads2020Layer from 'components/layers/transport/Roads2020Layer';",
        "import roads2020Source from 'data/sources/transport/roads2020Source';",
    ] {
        assert!(text.contains(import), "no {import}: {text}");
    }
    assert!(!tree(&run).keys().any(|path| path.ends_with("layers/Roads2020Layer.js")));
    let words = ["layer", "roads2020", "--geometry", "line"];
    assert_rejected(&mut run, &words, &["transport/Roads2020Layer.js already has the layer roads2020Layer"]);
    assert_rejected(
        &mut run,
        &["layer", "streets", "--geometry", "line", "--source", "roads2020"],
        &["Streets.js already has the layer streetsLayer"],
    );
    assert_rejected(
        &mut run,
        &["source", "roads2020"],
        &["transport/roads2020Source/index.js already exists"],
    );
}

/// Parts beside the view that uses them are known by their names, so a second part of that name is not added.
#[test]
fn finds_parts_in_folders_of_features() {
    let mut run = app(Mode::OAuth);
    put(&run, "src/features/roads/roadsSource.ts", &source("roadsSource", "roads_2020"));
    put(&run, "src/features/roads/RoadsLayer.js", &layer("roadsLayer"));
    put(&run, "src/features/roads/TextLayer.js", "export const title = 'no layer';\n");
    edit(
        &run,
        "src/components/layers/index.js",
        "import.meta.glob('./*Layer.js'",
        "import.meta.glob(['./*Layer.js', '/src/features/**/*Layer.js']",
    );
    for (words, file) in [
        (&["source", "roads", "--dataset", "roads_2021"][..], "src/features/roads/roadsSource.ts"),
        (&["layer", "roads", "--geometry", "line", "--source", "roads"], "src/features/roads/RoadsLayer.js"),
    ] {
        assert_rejected(&mut run, words, &[&format!("{file} already")]);
    }
    add(&mut run, &["layer", "roads", "--source", "roads", "--view", "kpi"]).expect(0);
    let text = read(&run, "src/components/views/Kpi.jsx");
    for import in [
        "import roadsLayer from '../../features/roads/RoadsLayer';",
        "import roadsSource from '../../features/roads/roadsSource';",
    ] {
        assert!(text.contains(import), "no {import}: {text}");
    }
}

/// New modules are in the language of those around them; `tsconfig.json` decides only where there are as many of each.
#[test]
fn new_modules_follow_the_language_of_their_folder() {
    let mut run = app(Mode::OAuth);
    put(&run, "tsconfig.json", "{}\n");
    let words = ["layer", "roads", "--source", "kpi", "--geometry", "line", "--view", "kpi"];
    add(&mut run, &words).expect(0);
    assert!(run.path("app/src/components/layers/RoadsLayer.js").exists());
    // A module of the other language among others.
    put(&run, "src/components/layers/ParksLayer.ts", &layer("parksLayer"));
    put(&run, "src/types.d.ts", "declare module '*.csv';\n");
    add(&mut run, &["layer", "ways", "--source", "kpi", "--geometry", "line"]).expect(0);
    assert!(run.path("app/src/components/layers/WaysLayer.js").exists());
    // A folder with as many of each, and an application with as many of each.
    put(&run, "src/data/models/aModel.ts", "export const a = 1;\n");
    put(&run, "src/data/models/bModel.js", "export const b = 1;\n");
    let model = ["model", "ways", "--sql", "SELECT 1"];
    let is_even = |run: &Run| {
        let all = std::fs::read_dir(run.path("app/src/data/models")).expect("models").flatten();
        let names: Vec<String> = all.map(|each| each.file_name().to_string_lossy().into_owned()).collect();
        let of =
            |end: &str| names.iter().filter(|name| name.ends_with(end) && !name.contains(".test.")).count();
        (of(".ts"), of(".js"))
    };
    for at in is_even(&run).0..is_even(&run).1 {
        put(&run, &format!("src/data/models/x{at}Model.ts"), "export const x = 1;\n");
    }
    assert_eq!(is_even(&run).0, is_even(&run).1);
    add(&mut run, &model).expect(0);
    assert!(run.path("app/src/data/models/waysModel.js").exists());
    // A folder that is mostly TypeScript, in an application of JavaScript without settings.
    std::fs::remove_file(run.path("app/tsconfig.json")).expect("removed");
    for at in 0..2 {
        put(&run, &format!("src/data/models/y{at}Model.ts"), "export const y = 1;\n");
    }
    add(&mut run, &["model", "paths", "--sql", "SELECT 1"]).expect(0);
    let text = read(&run, "src/data/models/pathsModel.ts");
    assert!(text.contains("import type { Credentials } from 'data/source';"), "{text}");
    assert!(run.path("app/src/data/source.ts").exists());
}

/// A layer that the list of layers does not contain would never be drawn.
#[test]
fn a_new_layer_must_match_the_pattern_of_the_list() {
    let mut run = app(Mode::OAuth);
    let list = "src/components/layers/index.js";
    edit(&run, list, "./*Layer.js", "./*Layer.ts");
    let words = ["layer", "roads", "--source", "kpi", "--geometry", "line"];
    assert_rejected(
        &mut run,
        &words,
        &["no pattern in src/components/layers/index.js matches", "'./*Layer.{js,ts}'"],
    );
    edit(&run, list, "./*Layer.ts", "./*Layer.{js,ts}");
    add(&mut run, &words).expect(0);
}

#[test]
fn finds_views_in_folders() {
    let mut run = app(Mode::OAuth);
    put(&run, "src/components/views/Town/index.jsx", &view("", "<p>Town</p>"));
    let shown = add(&mut run, &["view", "town"]).expect(0).stderr;
    assert!(
        shown.contains("src/components/views/Town/index.jsx already exists and stays as it is."),
        "{shown}"
    );
    assert!(read(&run, ROUTES).contains("import('components/views/Town')"));
    assert!(!tree(&run).keys().any(|path| path.ends_with("Town.jsx")));
    add(&mut run, &["layer", "a", "--view", "town"]).expect(0);
    assert!(read(&run, "src/components/views/Town/index.jsx").contains("<MapLayer source={aSource}"));
    assert_eq!(findings(&mut run), [""; 0]);
}

/// Routes whose paths and modules are only known at run time.
const UNKNOWN_ROUTES: &str = "import { lazy } from 'react';
import { PATHS } from './paths';

const load = (name) => lazy(() => import(`./components/views/${name}.jsx`));

export const views = [
  { path: PATHS.HOME, title: 'Stores', View: load('Stores') },
  { path: PATHS.STORE, View: load('StoreDetail') },
  { path: PATHS.KPI, title: 'KPI', View: load('Kpi') },
  { path: 'private', title: 'Private data', View: lazy(() => import('components/views/PrivateData')) },
];
";

#[test]
fn finds_views_through_a_list_of_views() {
    let list = "export { default as Stores } from './Stores';\nexport { Kpi } from './kpi/Page';\n";
    for (import, route) in [
        ("import { Kpi } from 'components/views';", "Kpi"),
        ("", "lazy(() => import('components/views').then((all) => ({ default: all.Kpi })))"),
        (
            "",
            "lazy(async () => {\n    const { Kpi } = await import('./components/views');\n    return { default: Kpi };\n  })",
        ),
    ] {
        let mut run = app(Mode::OAuth);
        put(&run, "src/components/views/index.js", list);
        let view = view("", "<p />").replace("function View", "function Kpi");
        put(&run, "src/components/views/kpi/Page.jsx", &format!("{view}\nexport {{ Kpi }};\n"));
        std::fs::remove_file(run.path("app/src/components/views/Kpi.jsx")).expect("removed");
        edit(&run, ROUTES, "lazy(() => import('components/views/Kpi'))", route);
        edit(
            &run,
            ROUTES,
            "import { lazy } from 'react';",
            &format!("import {{ lazy }} from 'react';\n{import}"),
        );
        add(&mut run, &["layer", "roads", "--source", "kpi", "--geometry", "line", "--view", "kpi"])
            .expect(0);
        let text = read(&run, "src/components/views/kpi/Page.jsx");
        assert!(text.contains("<MapLayer source={kpiSource} layer={roadsLayer} />"), "{route}: {text}");
    }
}

#[test]
fn reports_routes_that_cannot_be_read() {
    let mut run = app_with(Mode::OAuth, ROUTES, UNKNOWN_ROUTES);
    put(&run, "src/paths.js", "export const PATHS = { HOME: 'stores', STORE: 'stores/:id', KPI: 'kpi' };\n");
    assert_eq!(findings(&mut run), [""; 0]);
    let expected = [
        "not every path in src/routes.jsx can be read",
        "paste this into src/routes.jsx",
        "path: 'indicators'",
    ];
    assert_rejected(&mut run, &["view", "indicators"], &expected);
    // If some views can't be read, `--view` has no default, even if one readable view shows the source.
    assert_rejected(&mut run, &["widget", "count", "--source", "a"], &["--view", "Kpi"]);
    add(&mut run, &["widget", "count", "--source", "a", "--view", "kpi"]).expect(0);
    assert!(read(&run, "src/components/views/Kpi.jsx").contains("sourceId={aSource.id}"));
    // After the route is pasted, the command adds the rest.
    let pasted = "  { path: 'indicators', title: 'Indicators', View: lazy(() => import('components/views/Indicators')) },\n];";
    edit(&run, ROUTES, "];", pasted);
    add(&mut run, &["view", "indicators"]).expect(0);
    assert!(read(&run, "src/components/views/Indicators.jsx").contains("title=\"Indicators\""));
}

#[test]
fn reads_constants_of_the_same_module() {
    let mut run = app(Mode::OAuth);
    edit(&run, ROUTES, "export const views", "const PATHS = { KPI: '/kpi' };\n\nexport const views");
    edit(&run, ROUTES, "path: 'kpi'", "path: PATHS.KPI");
    edit(&run, ROUTES, "import('components/views/Kpi')", "import(`components/views/Kpi`)");
    assert_eq!(findings(&mut run), [""; 0]);
    assert_rejected(&mut run, &["view", "indicators", "--path", "kpi"], &["is the path of another view"]);
    add(&mut run, &["view", "indicators"]).expect(0);
}

#[test]
fn paths_that_the_router_does_not_distinguish_are_equal() {
    let mut run = app(Mode::OAuth);
    for path in ["stores/:id", "stores/:other", "Stores/:other", "KPI"] {
        assert_rejected(&mut run, &["view", "shops", "--path", path], &["--path"]);
    }
    assert_rejected(&mut run, &["view", "shops", "--path", "stores/:other"], &["try: stores-2/:other"]);
    add(&mut run, &["view", "shops", "--path", "stores/:id/edit"]).expect(0);
}

#[test]
fn unreadable_routes_cause_no_finding() {
    for routes in [
        "const modules = import.meta.glob('./components/views/{Stores,StoreDetail,Kpi,PrivateData}.jsx');\nexport const views = Object.keys(modules).map((path) => ({ path, View: modules[path] }));\n",
        "import { Stores, StoreDetail, Kpi, PrivateData } from '@views';\nexport const views = [Stores, StoreDetail, Kpi, PrivateData].map((View) => ({ path: View.path, View }));\n",
        "import * as all from './components/views';\nexport const views = Object.entries(all).map(([path, View]) => ({ path, View }));\n",
        "const name = (path) => path;\nexport const views = ['a', 'b'].map((path) => ({ path, View: () => import(/* @vite-ignore */ name(path)) }));\n",
        "import others from './others';\nexport const views = [...others];\nimport.meta.glob('./components/views/*.jsx');\n",
        "export const views = require.context('./components/views', false, /jsx$/).keys();\n",
    ] {
        let mut run = app_with(Mode::OAuth, ROUTES, routes);
        let all = "export { default as Stores } from './Stores';\nexport { default as StoreDetail } from './StoreDetail';\n\
                   export { default as Kpi } from './Kpi';\nexport { default as PrivateData } from './PrivateData';\n";
        put(&run, "src/components/views/index.js", all);
        put(&run, "src/others.js", "export default [];\n");
        let found = findings(&mut run);
        let index = "unused-view src/components/views/index.js";
        assert!(found.iter().all(|line| line == index), "{routes}: {found:?}");
        assert_rejected(&mut run, &["view", "town"], &["paste this into src/routes.jsx"]);
    }
}

#[test]
fn unknown_aliases_cause_no_finding() {
    let mut run = app(Mode::OAuth);
    for path in ["src/components/views/Kpi.jsx", "src/components/views/Stores.jsx", ROUTES] {
        let text = read(&run, path)
            .replace("'components/layers/", "'@layers/")
            .replace("'data/sources/", "'#sources/");
        put(&run, path, &text.replace("'components/views/", "'@app/pages/"));
    }
    assert_eq!(findings(&mut run), [""; 0]);
    // A source that no unknown alias could name is still found.
    put(&run, "src/data/sources/lostSource.js", &source("lostSource", "lost"));
    assert_eq!(
        findings(&mut run),
        ["scope-missing src/data/sources/lostSource.js", "unused-source src/data/sources/lostSource.js"]
    );
}

#[test]
fn a_layer_that_code_adds_by_its_id_counts_as_used() {
    for (call, expected) in [
        ("dispatch(addLayer({ id: 'roads2020Layer', source: aSource.id }));", &[][..]),
        ("dispatch(addLayer({ id: LAYER, source: aSource.id }));", &[]),
        ("dispatch(addLayer({ id: `${name}Layer`, source: aSource.id }));", &[]),
        ("dispatch(addLayer(layers.roads));", &[]),
        (
            "dispatch(addLayer({ id: 'otherLayer', source: aSource.id }));",
            &["unused-layer src/components/layers/Roads2020Layer.js"],
        ),
    ] {
        let mut run = app(Mode::OAuth);
        put(&run, "src/components/layers/Roads2020Layer.js", &layer("roads2020Layer"));
        let hook = format!(
            "import {{ addLayer }} from '@carto/react-redux';\nimport aSource from 'data/sources/aSource';\n\n\
             const LAYER = {};\n\nexport function useRoads(dispatch, name, layers) {{\n  {call}\n}}\n",
            if call.contains("LAYER") { "'roads2020Layer'" } else { "null" }
        );
        put(&run, "src/hooks/useRoads.js", &hook);
        assert_eq!(findings(&mut run), expected, "{call}");
    }
}

#[test]
fn resolves_relative_imports() {
    let mut run = app(Mode::OAuth);
    put(&run, "src/data/sources/roadsSource.js", &source("roadsSource", "roads_2020"));
    let imports = "import roads from '../../data/sources/roadsSource.js';\nimport MapLayer from '../common/MapLayer';\n\
                   import aLayer from '../layers/ALayer';";
    put(&run, "src/components/views/Kpi.jsx", &view(imports, "<MapLayer source={roads} layer={aLayer} />"));
    run.go(&["auth", "set", "--add-scope", "datasets:r:roads_2020"]).expect(0);
    add(&mut run, &["widget", "count", "--source", "roads"]).expect(0);
    let text = read(&run, "src/components/views/Kpi.jsx");
    assert!(text.contains("sourceId={roads.id}") && text.matches("roadsSource").count() == 1, "{text}");
    let shown = assert_rejected(&mut run, &["layer", "a", "--source", "a", "--view", "kpi"], &[]).stderr;
    assert!(shown.contains("Kpi already shows aLayer with roads"), "{shown}");
    add(&mut run, &["layer", "ways", "--source", "roads", "--view", "kpi"]).expect(0);
    let text = read(&run, "src/components/views/Kpi.jsx");
    assert!(text.contains("<MapLayer source={roads} layer={waysLayer} />"), "{text}");
    assert_eq!(text.matches("MapLayer from").count(), 1, "{text}");
    assert!(!findings(&mut run).iter().any(|line| line.contains("roads") || line.contains("ALayer")));
}

#[test]
fn computed_queries_are_unknown() {
    for data in [
        "['SELECT *', 'FROM roads_2020'].join('\\n')",
        "'SELECT * '.concat('FROM roads_2020')",
        "'SELECT * FROM lakes'.replace('lakes', 'roads_2020')",
        "queryOf('roads_2020')",
        "QUERIES.roads",
        "await load()",
        "sql`SELECT * FROM roads_2020`",
    ] {
        let text = source("roadsSource", "x").replace("`SELECT * FROM x`", data);
        for scope in [None, Some("datasets:r:roads_2020"), Some("datasets:r:other")] {
            let mut run = app_with(Mode::OAuth, "src/data/sources/roadsSource.js", &text);
            let shown = view("import roadsSource from 'data/sources/roadsSource';", "{roadsSource.id}");
            put(&run, "src/components/views/Kpi.jsx", &shown);
            if let Some(scope) = scope {
                run.go(&["auth", "set", "--add-scope", scope]).expect(0);
            }
            let found: Vec<String> =
                findings(&mut run).into_iter().filter(|line| line.starts_with("scope")).collect();
            assert_eq!(found, [""; 0], "{data} with {scope:?}");
        }
    }
    // Queries that can be read are checked.
    for data in ["`SELECT * FROM ${TABLE}`", "'SELECT * ' + 'FROM roads_2020'", "flag ? QUERY : base"] {
        let text = source("roadsSource", "x").replace("`SELECT * FROM x`", data);
        let constants =
            "const TABLE = 'roads_2020';\nconst QUERY = 'SELECT * FROM roads_2020';\n\nconst source";
        let mut run = app_with(
            Mode::OAuth,
            "src/data/sources/roadsSource.js",
            &text.replace("const source", constants),
        );
        let found = findings(&mut run);
        assert!(
            found.contains(&"scope-missing src/data/sources/roadsSource.js".to_owned()),
            "{data}: {found:?}"
        );
    }
}

#[test]
fn a_view_shows_what_its_components_show() {
    let map = "import MapLayer from 'components/common/MapLayer';\nimport aLayer from 'components/layers/ALayer';\n\
               import roads2020Source from 'data/sources/roads2020Source';\n\nexport default function RoadsMap() {\n  \
               return <MapLayer source={roads2020Source} layer={aLayer} />;\n}\n";
    let mut run = app(Mode::OAuth);
    put(&run, "src/data/sources/roads2020Source.js", &source("roads2020Source", "roads_2020"));
    put(
        &run,
        "src/components/views/Kpi.jsx",
        &view("import RoadsMap from './kpi/RoadsMap';", "<RoadsMap />"),
    );
    put(&run, "src/components/views/kpi/RoadsMap.jsx", map);
    let shown = add(&mut run, &["widget", "count", "--source", "roads2020"]).expect(0).stderr;
    assert!(!shown.contains("does not show"), "{shown}");
    assert!(read(&run, "src/components/views/Kpi.jsx").contains("sourceId={roads2020Source.id}"));
    // Behind two imports or a list of sources, it is unknown what a view shows: there is neither a default nor a warning.
    let wrap =
        "import Inner from './Inner';\n\nexport default function RoadsMap() {\n  return <Inner />;\n}\n";
    let hook = "import { roads2020Source } from 'data/sources';\n\nexport default function RoadsMap() {\n  return roads2020Source.id;\n}\n";
    for component in [wrap, hook] {
        put(
            &run,
            "src/data/sources/index.js",
            "export { default as roads2020Source } from './roads2020Source';\n",
        );
        put(
            &run,
            "src/components/views/Kpi.jsx",
            &view("import RoadsMap from './kpi/RoadsMap';", "<RoadsMap />"),
        );
        put(&run, "src/components/views/kpi/RoadsMap.jsx", component);
        put(&run, "src/components/views/kpi/Inner.jsx", map);
        assert_rejected(&mut run, &["widget", "count", "--source", "roads2020"], &["--view", "Kpi"]);
        let shown =
            add(&mut run, &["widget", "count", "--source", "roads2020", "--view", "kpi"]).expect(0).stderr;
        assert!(!shown.contains("does not show"), "{shown}");
    }
    let shown =
        add(&mut run, &["widget", "count", "--source", "roads2020", "--view", "stores"]).expect(0).stderr;
    assert!(shown.contains("The view Stores does not show roads2020Source"), "{shown}");
}

#[test]
fn a_source_of_unknown_type_may_be_a_tileset() {
    for (kind, expected) in [
        ("MAP_TYPES.QUERY", "done"),
        ("'query'", "done"),
        ("TYPES.roads", "done"),
        ("TYPE", "may be a tileset"),
        ("typeOf('roads')", "may be a tileset"),
        ("MAP_TYPES.TILESET", "is a tileset"),
        ("MAP_TYPES['TILESET']", "may be a tileset"),
        ("TYPES.tiles", "is a tileset"),
    ] {
        let text = source("roadsSource", "roads_2020").replace("MAP_TYPES.QUERY", kind);
        let constants = "import { TYPE } from '../types';\n\nconst TYPES = { roads: 'query', tiles: 'tileset' };\n\nconst source";
        let text = text.replace("const source", constants);
        let mut run = app_with(Mode::OAuth, "src/data/sources/roadsSource.js", &text);
        let words = ["model", "roads", "--source", "roads"];
        if expected == "done" {
            add(&mut run, &words).expect(0);
        } else {
            assert_rejected(&mut run, &words, &[expected]);
        }
    }
}

#[test]
fn reads_the_children_of_a_view() {
    let mut run = app(Mode::OAuth);
    let words = ["view", "town", "--path", "stores/:id", "--no-menu"];
    assert_rejected(&mut run, &words, &["is the path of another view"]);
    edit(&run, ROUTES, "path: ':id'", "path: ID");
    let expected = ["not every path in src/routes.jsx can be read", "paste this into src/routes.jsx"];
    assert_rejected(&mut run, &["view", "town"], &expected);
    edit(&run, ROUTES, "path: ID", "path: '/shops/:id'");
    let words = ["view", "town", "--path", "shops/:id", "--no-menu"];
    assert_rejected(&mut run, &words, &["is the path of another view"]);
    add(&mut run, &["view", "town", "--path", "stores/:id"]).expect(0);
    // The list of children does not change.
    assert!(read(&run, ROUTES).contains("children: [{ path: '/shops/:id'"), "{}", read(&run, ROUTES));
}

#[test]
fn inserts_a_new_view_last_but_before_a_catch_all_route() {
    let mut run = app(Mode::OAuth);
    add(&mut run, &["view", "alpha"]).expect(0);
    let text = read(&run, ROUTES);
    let place = |what: &str| text.find(what).expect(what);
    assert!(place("'alpha'") > place("'private'") && place("'alpha'") > place("':id'"), "{text}");
    let rest = "  { path: '*', View: lazy(() => import('components/views/NotFound')) },\n];";
    edit(&run, ROUTES, "];", rest);
    add(&mut run, &["view", "beta"]).expect(0);
    let text = read(&run, ROUTES);
    assert!(text.find("'beta'") < text.find("'*'") && text.find("'beta'") > text.find("'alpha'"), "{text}");
}

#[test]
fn rejects_queries_for_other_databases() {
    for (sql, expected) in [
        ("SELECT 1;  -- note", "try: SELECT 1\n"),
        ("SELECT * INTO copy FROM roads", "creates a table"),
        ("SELECT * FROM `project.dataset.roads`", "has `project.dataset.roads`"),
        ("SELECT * FROM project.dataset.roads", "has the table project.dataset.roads"),
        ("SELECT * FROM {my_table}", "the placeholder {my_table}"),
        ("SELECT * FROM <your_table>", "the placeholder <your_table>"),
        ("SELECT * FROM roads WHERE kind = @kind", "the placeholder @kind"),
        ("SELECT * FROM roads WHERE kind = $1", "the placeholder $1"),
    ] {
        let mut run = app(Mode::OAuth);
        assert_rejected(&mut run, &["source", "x", "--sql", sql], &[expected]);
    }
}

#[test]
fn reports_tables_that_no_scope_can_name() {
    let mut run = app(Mode::OAuth);
    let sql =
        "SELECT * FROM \"t with space\" JOIN local_fdw.x USING (cartodb_id) JOIN roads USING (cartodb_id)";
    let shown = add(&mut run, &["source", "x", "--sql", sql]).expect(0).stderr;
    for name in ["t with space", "local_fdw.x"] {
        assert!(shown.contains(&format!("No scope can name {name}")), "{shown}");
    }
    assert!(scopes(&run).contains("datasets:r:roads"));
    // A scope for all tables covers them.
    run.go(&["auth", "set", "--scope", "datasets:r:*"]).expect(0);
    let shown = add(&mut run, &["source", "y", "--sql", sql]).expect(0).stderr;
    assert!(!shown.contains("No scope"), "{shown}");
}
