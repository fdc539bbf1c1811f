//! Adds parts to applications that their owners have changed: other styles, comments everywhere, parts in other places.

use super::apps::{Mode, add, app, app_with, assert_only_adds, assert_parses, put, read, tree};
use crate::tree::assert_same;
use crate::world::Run;

/// Adds a part to an application in which the owner has changed one file, and returns the new text of that file. Fails unless it
/// parses, keeps its old text, contains `wanted`, and running the same command again changes nothing.
#[track_caller]
fn assert_added(
    mode: Mode,
    path: &str,
    text: &str,
    before: &[&[&str]],
    words: &[&str],
    wanted: &[&str],
) -> String {
    let mut run = app_with(mode, path, text);
    for words in before {
        add(&mut run, words).expect(0);
    }
    let old = read(&run, path);
    add(&mut run, words).expect(0);
    let new = read(&run, path);
    assert_parses(&new);
    assert_only_adds(&old, &new);
    for part in wanted {
        assert!(new.contains(part), "no {part:?} in\n{new}");
    }
    if old.contains("\r\n") {
        assert_eq!(new.matches('\n').count(), new.matches("\r\n").count(), "{new:?}");
    }
    let whole = tree(&run);
    let again = add(&mut run, words).expect(0);
    assert!(again.stderr.contains("already exists; nothing was changed."), "{}", again.stderr);
    assert_same(&whole, &tree(&run), "the second time");
    new
}

/// Like [`assert_added`], but fails unless the edit adds exactly these lines.
#[track_caller]
fn assert_adds_lines(mode: Mode, path: &str, text: &str, words: &[&str], new_lines: &[&str]) {
    let new = assert_added(mode, path, text, &[], words, &[]);
    let mut rest: Vec<&str> = new.split('\n').collect();
    let mut old = text.split('\n').peekable();
    rest.retain(|line| old.next_if_eq(line).is_none());
    assert_eq!(rest, new_lines, "{new}");
}

/// Fails unless a command is rejected with the code to paste and its place, and writes nothing.
#[track_caller]
fn assert_asks_to_paste(path: &str, text: &str, words: &[&str], paste: &[&str]) {
    let mut run = app_with(Mode::OAuth, path, text);
    let before = tree(&run);
    let output = add(&mut run, words).expect(3);
    assert!(output.stderr.contains("nothing was changed"), "{}", output.stderr);
    let places = [format!("paste this into {path}, then run the command again"), format!("In {path}, in ")];
    assert!(places.iter().any(|place| output.stderr.contains(place)), "{}", output.stderr);
    for line in paste {
        assert!(output.stderr.contains(line), "no {line:?} in\n{}", output.stderr);
    }
    assert_same(&before, &tree(&run), "after a refusal");
    let json = run.go(&[&["add"], words, &["--json"]].concat()).expect(3).json();
    assert!(json["error"]["details"].as_array().is_some_and(|lines| lines.len() >= paste.len()), "{json}");
}

const VIEW: [&str; 2] = ["view", "roads"];

#[test]
fn adds_a_route_to_every_form_of_routes() {
    let path = "src/routes.jsx";
    assert_adds_lines(
        Mode::OAuth,
        path,
        "import { lazy } from 'react';\n\nexport const views = [\n  // the first page\n  { path: 'stores', View: lazy(() => import('components/views/Stores')) }, // stays first\n  /* the other */\n  { path: 'kpi', View: lazy(() => import('components/views/Kpi')) }, /* money */\n  // { path: 'old' },\n];\n",
        &VIEW,
        &["  { path: 'roads', title: 'Roads', View: lazy(() => import('components/views/Roads')) },"],
    );
    assert_adds_lines(
        Mode::OAuth,
        path,
        "import { lazy } from \"react\"\r\n\r\nconst views = [\r\n\t{ path: \"stores\", View: lazy(() => import(\"components/views/Stores\")) },\r\n]\r\n\r\nexport { views }\r\n",
        &VIEW,
        // New code follows the settings, not the style of the file.
        &["\t{ path: 'roads', title: 'Roads', View: lazy(() => import('components/views/Roads')) },\r"],
    );
    for (text, wanted) in [
        ("export const views = [];\n", "import { lazy } from 'react';"),
        ("export const views = [\n];\n", "path: 'roads'"),
        ("export const views = [ /* none yet */ ];\n", "/* none yet */"),
        ("export const views = [\n  // none yet\n];\n", "path: 'roads'"),
        (
            "import React, { lazy } from 'react';\nexport const views = Object.freeze([{ path: 'a', View: lazy(() => import('components/views/Kpi')) }]);\n",
            "import React, { lazy } from 'react';",
        ),
        (
            "import React from 'react';\nexport const views = [{ path: 'a', View: React.lazy(() => import('components/views/Kpi')) }];\n",
            "import { lazy } from 'react';",
        ),
        (
            "import Kpi from './components/views/Kpi';\nexport const views = [{ path: 'a', View: Kpi, /* eager */ }];\n",
            "/* eager */",
        ),
        (
            "import {\n  lazy, // split\n  Suspense, // wait\n} from 'react';\nexport const views = [\n    {\n        path: 'a',\n        View: lazy(() => import('components/views/Kpi')),\n    },\n];\nexport default Suspense;\n",
            "Suspense, // wait",
        ),
        (
            "import { Suspense /* wait */ } from 'react';\nexport const views = [{ path: 'a' }, { path: 'z' }]; // all\nexport default Suspense;\n",
            "{ Suspense /* wait */, lazy }",
        ),
        (
            "import {\n  // for memo\n  memo, // of views\n} from 'react';\nexport const views = [{ path: 'a', View: memo }];\n",
            "  memo, // of views\n",
        ),
    ] {
        assert_added(Mode::OAuth, path, text, &[], &VIEW, &["path: 'roads'", wanted]);
    }
    for text in [
        "export const views = makeViews();\n",
        "export default [];\n",
        "export const views = { stores: 1 };\n",
        "export { views } from './views';\n",
        "const lazy = 1;\nexport const views = [];\n",
        "",
    ] {
        assert_asks_to_paste(
            path,
            text,
            &VIEW,
            &["import { lazy } from", "path: ", "components/views/Roads"],
        );
    }
}

#[test]
fn adds_a_reducer_to_every_form_of_store() {
    let path = "src/store/store.js";
    let words = ["slice", "filters"];
    let import = "import filtersReducer from ";
    for (text, wanted) in [
        (
            "import { configureStore } from '@reduxjs/toolkit';\nimport app from './appSlice';\nconst reducer = { app, /* mine */ };\nexport const store = configureStore({ reducer });\n",
            "filters: filtersReducer",
        ),
        (
            "import { configureStore, combineReducers } from '@reduxjs/toolkit';\nconst ui = combineReducers({ a: (s = 1) => s });\nconst root = combineReducers({ ui, zoo: ui });\nexport const store = configureStore({ reducer: root });\n",
            "combineReducers({ filters: filtersReducer, ui, zoo: ui })",
        ),
        (
            "import { combineReducers, legacy_createStore } from 'redux';\nconst reducers = {\n\tapp: (s = 1) => s // the app\n}\nexport const store = legacy_createStore(combineReducers(reducers))\n",
            "\tfilters: filtersReducer",
        ),
        (
            "import { configureStore } from '@reduxjs/toolkit';\nconst ui = { app: (s = 1) => s, carto: (s = 1) => s };\nexport default configureStore({ devTools: false, 'reducer': ui, middleware: [] });\n",
            "filters: filtersReducer }",
        ),
        (
            "import { configureStore } from '@reduxjs/toolkit';\nconst others = {};\nexport default configureStore({\n    reducer: {\n        // all others\n        ...others,\n        app(state = 1) {\n            return state;\n        },\n    },\n});\n",
            "        filters: filtersReducer,\n",
        ),
        (
            "/* mine */ import { configureStore } from \"@reduxjs/toolkit\"; export default configureStore({ reducer: {} });",
            "filters: filtersReducer",
        ),
    ] {
        assert_added(Mode::OAuth, path, text, &[], &words, &[import, wanted]);
    }
    for text in [
        "export const store = makeStore();\n",
        "import { configureStore } from '@reduxjs/toolkit';\nimport { reducer } from './reducer';\nexport const store = configureStore({ reducer });\n",
        "import { configureStore } from '@reduxjs/toolkit';\nexport const one = configureStore({ reducer: {} });\nexport const two = configureStore({ reducer: {} });\n",
        "import { filtersReducer } from './other';\nexport default configureStore({ reducer: { filtersReducer } });\n",
        "",
    ] {
        assert_asks_to_paste(
            path,
            text,
            &words,
            &["import filtersReducer from './filtersSlice';", "filters: filtersReducer,"],
        );
    }
}

#[test]
fn adds_a_scope_to_every_form_of_scopes() {
    let path = "src/store/initialStateSlice.js";
    let words = ["source", "roads"];
    let whole = read(&app(Mode::OAuth), path);
    let from = whole.find("scopes: [").expect("scopes");
    let to = from + whole[from..].find(']').expect("an end") + 1;
    let with = |list: &str| format!("{}{list}{}", &whole[..from], &whole[to..]);
    for (list, wanted) in [
        ("scopes: ['user:profile']", "scopes: ['datasets:r:roads', 'user:profile']"),
        ("scopes: [\"user:profile\", /* later: */ 'z:z']", "/* later: */"),
        ("scopes: []", "scopes: [\n      'datasets:r:roads', // read roads\n    ]"),
        ("scopes: [/* none */]", "/* none */"),
        (
            "scopes: [\n      // who\n      'user:profile', 'dataservices:isolines', // how far\n    ]",
            "// how far",
        ),
        ("scopes: [\n\t\t\t'user:profile' // name\n\t\t]", "\t\t\t'datasets:r:roads'"),
        ("scopes: Object.freeze([\n'user:profile',\n])", "\n'datasets:r:roads',"),
        ("'scopes': [`user:profile`, SCOPE]", "SCOPE"),
        ("scopes: SCOPES", "['datasets:r:roads', 'user:profile']"),
    ] {
        let text = format!("const SCOPE = 'user:profile';\nconst SCOPES = ['user:profile'];\n{}", with(list));
        let new = assert_added(Mode::OAuth, path, &text, &[], &words, &[wanted]);
        assert_eq!(new.matches("datasets:r:roads'").count(), 1, "{new}");
    }
    // A wider scope is sufficient.
    let mut run = app_with(Mode::OAuth, path, &with("scopes: ['datasets:rw:roads']"));
    add(&mut run, &words).expect(0);
    assert_eq!(read(&run, path), with("scopes: ['datasets:rw:roads']"));
    add(&mut run, &["source", "other", "--no-scope"]).expect(0);
    assert_eq!(read(&run, path), with("scopes: ['datasets:rw:roads']"));
    for list in ["scopes: makeScopes()", "scopes: 'user:profile'.split(' ')", "...more"] {
        assert_asks_to_paste(
            path,
            &format!("const more = {{}};\n{}", with(list)),
            &words,
            &["'datasets:r:roads'"],
        );
    }
}

#[test]
fn adds_a_table_to_every_form_of_public_tables() {
    let path = "sandbox/settings.js";
    let words = ["source", "roads"];
    let whole = read(&app(Mode::ApiKey), path);
    let from = whole.find("export const PUBLIC_TABLES").expect("tables");
    let to = from + whole[from..].find("];").expect("an end") + 2;
    let with = |list: &str| format!("{}{list}{}", &whole[..from], &whole[to..]);
    for list in [
        "export const PUBLIC_TABLES = [];",
        "const PUBLIC_TABLES = [\"a\", 'z'] // all\nexport { PUBLIC_TABLES }",
        "export const PUBLIC_TABLES = Object.freeze([\r\n\t'a', // first\r\n\t'z' // last\r\n]);",
        "export const PUBLIC_TABLES = [...MORE, 'a'], MORE = [];",
    ] {
        let text = with(list);
        let text = if list.contains('\r') { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text };
        assert_added(Mode::ApiKey, path, &text, &[], &words, &["roads"]);
    }
    let mut run = app_with(Mode::ApiKey, path, &with("export const PUBLIC_TABLES = tables();"));
    let before = tree(&run);
    let output = add(&mut run, &words).expect(3);
    assert!(
        output.stderr.contains("paste this into sandbox/settings.js") && output.stderr.contains("'roads',"),
        "{}",
        output.stderr
    );
    assert_same(&before, &tree(&run), "after a refusal");
}

/// The parts to show in a view.
const LAYER: [&str; 6] = ["layer", "roads", "--source", "roads", "--view", "kpi"];
const WIDGET: [&str; 8] = [
    "widget",
    "many",
    "--kind=histogram",
    "--column=b",
    "--ticks=1,2",
    "--source=roads",
    "--view=kpi",
    "--title=Many",
];

#[test]
fn adds_a_layer_to_every_form_of_view() {
    let path = "src/components/views/Kpi.jsx";
    let source: &[&str] = &["source", "roads", "--credentials", "application"];
    for text in [
        "import ViewPanel from 'components/common/ViewPanel';\n\nexport default function Kpi() {\n  return <ViewPanel title=\"a\" />;\n}\n",
        "import ViewPanel from \"components/common/ViewPanel\"\n\nconst Kpi = () => <ViewPanel title=\"a\"><p>b <b>c</b> d</p></ViewPanel>\n\nexport default Kpi\n",
        "import { memo } from 'react';\nconst Kpi = () => (\n\t<>\n\t\t{/* nothing yet */}\n\t</>\n);\nexport default memo(Kpi);\n",
        "import { memo } from 'react';\r\nfunction Kpi() {\r\n    return (\r\n        <div>\r\n            {true && <p>hello</p>}\r\n            {[1].map((x) => (\r\n                <p key={x} />\r\n            ))}\r\n        </div>\r\n    );\r\n}\r\nexport { Kpi as default };\r\nmemo();\r\n",
        "export default function Kpi() {\n  if (!window) return null;\n  return (\n    // the page\n    <main /* all */ className='a'>\n      {/* first */}\n      <p>Hello <b>you</b></p> {/* at the end */}\n    </main>\n  );\n}\n",
        "export default () => {\n  const more = <p />;\n  return <main>{more} and more</main>;\n};\n",
        "export default function Kpi() {\n  return <main\n    className=\"a\" // last\n  />;\n}\n",
        "const Body = () => (\n  <section>\n    <p />\n  </section>\n);\nexport default function Kpi() {\n  return (\n    <Body />\n  );\n}\n",
        "export default function Kpi() {\n  return <><Head /><Body /></>;\n}\nfunction Head() {\n  return <h1>a</h1>;\n}\nfunction Body() {\n  return <p>{`a${1}`}</p>;\n}\n",
        "export default class Kpi {}\n",
        "export default function Kpi() {\n  return null;\n}\n",
        "export default function Kpi() {\n  return Math.random() > 1 ? <a /> : <b />;\n}\n",
        "export default makeView('kpi');\n",
        "export const Kpi = () => <main />;\n",
    ] {
        let is_unplaced = ["class Kpi", "return null;\n}", "random()", "makeView", "export const Kpi"]
            .iter()
            .any(|part| text.contains(part) && !text.contains("window"));
        for (words, wanted) in [
            (
                &LAYER[..],
                &["import roadsLayer from ", "<MapLayer source={roadsSource} layer={roadsLayer} />"][..],
            ),
            (&WIDGET[..], &["MANY_TICKS = [1, 2]", "ticks={MANY_TICKS}", "<HistogramWidget"]),
        ] {
            if is_unplaced {
                let mut run = app_with(Mode::OAuth, path, text);
                add(&mut run, source).expect(0);
                let before = tree(&run);
                let output = add(&mut run, words).expect(3);
                assert!(
                    output.stderr.contains("paste this into src/components/views/Kpi.jsx"),
                    "{}",
                    output.stderr
                );
                for part in wanted {
                    assert!(
                        output.stderr.replace('"', "'").contains(&part.replace('"', "'")),
                        "no {part} in {}",
                        output.stderr
                    );
                }
                assert_same(&before, &tree(&run), "after a refusal");
            } else {
                assert_added(Mode::OAuth, path, text, &[source], words, wanted);
            }
        }
    }
}

#[test]
fn private_data_is_shown_behind_the_login() {
    let path = "src/components/views/Kpi.jsx";
    let text = "import ViewPanel from 'components/common/ViewPanel';\n\nexport default function Kpi() {\n  return <ViewPanel title=\"a\" />;\n}\n";
    let new = assert_added(
        Mode::OAuth,
        path,
        text,
        &[&["source", "roads"]],
        &LAYER,
        &["<OAuthLogin message=", "import OAuthLogin from"],
    );
    assert!(
        new.contains("        <MapLayer source={roadsSource} layer={roadsLayer} />\n      </OAuthLogin>\n"),
        "{new}"
    );
    // Code in a comment doesn't count.
    let commented = new
        .replace("      <OAuthLogin", "      {/* <OAuthLogin")
        .replace("</OAuthLogin>\n", "</OAuthLogin> */}\n");
    let mut run = app_with(Mode::OAuth, path, &commented);
    add(&mut run, &["source", "roads"]).expect(0);
    add(&mut run, &LAYER).expect(0);
    assert_eq!(read(&run, path).matches("<MapLayer").count(), 2);
}

#[test]
fn adds_a_layer_to_a_list_kept_by_hand() {
    let path = "src/components/layers/index.js";
    let words = ["layer", "roads", "--source", "kpi"];
    for text in [
        "import kpiLayer from './KpiLayer';\nimport storesLayer from './StoresLayer';\n\nexport const layers = [kpiLayer, storesLayer];\n",
        "// no import.meta.glob\nimport kpiLayer from './KpiLayer'\n\nexport const layers = [\n\tkpiLayer // money\n]\n",
        "import kpiLayer from './KpiLayer';\nconst layers = Object.freeze([/* all */ kpiLayer]);\nexport { layers };\n",
    ] {
        assert_added(Mode::OAuth, path, text, &[], &words, &["import roadsLayer from", "roadsLayer"]);
    }
    assert_asks_to_paste(
        path,
        "export const layers = all();\n",
        &words,
        &["import roadsLayer from './RoadsLayer';", "roadsLayer,"],
    );
}

#[test]
fn new_code_follows_the_prettier_settings() {
    let other = "import { lazy } from \"react\"\n\nexport const views = [\n\t{ path: \"kpi\", View: lazy(() => import(\"components/views/Kpi\")) }\n]\n";
    let expected =
        "\t{ path: \"roads\", title: \"Roads\", View: lazy(() => import(\"components/views/Roads\")) }\n";
    let package = read(&app(Mode::OAuth), "package.json");
    let settings = "\"useTabs\": true, \"semi\": false, \"trailingComma\": \"none\", \"printWidth\": 120";
    let in_package = package.replacen('{', &format!("{{ \"prettier\": {{ {settings} }},"), 1);
    let json = format!("{{ {settings} }}");
    let yaml = "useTabs: true\nsemi: false\n# why\ntrailingComma: none\nprintWidth: 120\n";
    let toml = "useTabs = true\nsemi = false\ntrailingComma = \"none\"\nprintWidth = 120\n";
    for (path, text) in [
        ("package.json", in_package.as_str()),
        (".prettierrc", &json),
        (".prettierrc", yaml),
        (".prettierrc.json", &json),
        (".prettierrc.yaml", yaml),
        (".prettierrc.toml", toml),
    ] {
        let mut run: Run = app_with(Mode::OAuth, "src/routes.jsx", other);
        std::fs::remove_file(run.path("app/.prettierrc.json")).ok();
        std::fs::remove_file(run.path("app/.prettierrc")).ok();
        put(&run, path, text);
        let output = add(&mut run, &VIEW).expect(0);
        let new = read(&run, "src/routes.jsx");
        assert!(new.contains(expected), "{path}:\n{new}");
        assert!(output.stderr.contains("its own Prettier settings"), "{path}: {}", output.stderr);
    }
}

/// After the owner has pasted the code, running the same command again writes the rest.
#[test]
fn pasting_the_shown_code_unblocks_the_rest() {
    let state = read(&app(Mode::OAuth), "src/store/initialStateSlice.js");
    let state = state.replace("scopes: [", "scopes: makeScopes(), old: [");
    let cases: [(&str, &str, &str, &[&str], &str); 5] = [
        (
            "src/routes.jsx",
            "export const views = makeViews();\n",
            "import { lazy } from 'react';\nexport const views = makeViews({ View: lazy(() => import('components/views/Roads')) });\n",
            &VIEW,
            "src/components/views/Roads.jsx",
        ),
        (
            "src/store/store.js",
            "export const store = makeStore();\n",
            "import filtersReducer from './filtersSlice';\nexport const store = makeStore({ filters: filtersReducer });\n",
            &["slice", "filters"],
            "src/store/filtersSlice.js",
        ),
        (
            "src/components/layers/index.js",
            "export const layers = all();\n",
            "import roadsLayer from './RoadsLayer';\nexport const layers = all(roadsLayer);\n",
            &["layer", "roads", "--source", "kpi"],
            "src/components/layers/RoadsLayer.js",
        ),
        (
            "src/components/views/Kpi.jsx",
            "export default make(() => null);\n",
            "export default make(() => show(<MapLayer layer={1} />, <MapLayer source={kpiSource} layer={roadsLayer} />));\n",
            &["layer", "roads", "--source", "kpi", "--view", "kpi"],
            "src/components/layers/RoadsLayer.js",
        ),
        (
            "src/store/initialStateSlice.js",
            &state,
            &state.replace("makeScopes()", "makeScopes('datasets:r:roads')"),
            &["source", "roads"],
            "src/data/sources/roadsSource.js",
        ),
    ];
    for (path, without, with, words, new) in cases {
        let mut run = app_with(Mode::OAuth, path, without);
        add(&mut run, words).expect(3);
        put(&run, path, with);
        add(&mut run, words).expect(0);
        assert_eq!(read(&run, path), with);
        assert!(run.path("app").join(new).is_file(), "{new}");
    }
}

#[test]
fn a_view_is_found_by_its_file_when_routes_are_unreadable() {
    let mut run = app_with(Mode::OAuth, "src/routes.jsx", "export const views = makeViews();\n");
    add(&mut run, &["layer", "stores", "--view", "KPI"]).expect(0);
    assert!(read(&run, "src/components/views/Kpi.jsx").contains("layer={storesLayer}"));
}
