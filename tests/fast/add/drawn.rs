//! `carto-app add layer` never draws a layer a second time in a view that already draws it.

use super::apps::{Mode, add, app, put, read, tree};
use crate::tree::assert_same;
use crate::world::Run;

const KPI: &str = "src/components/views/Kpi.jsx";

/// Returns a view with this content.
fn view(imports: &str, content: &str) -> String {
    format!(
        "import MapLayer from 'components/common/MapLayer';\nimport ViewPanel from 'components/common/ViewPanel';\n{imports}\n\n\
         export default function Kpi() {{\n  return (\n    <ViewPanel title=\"A view\">\n      {content}\n    </ViewPanel>\n  );\n}}\n"
    )
}

/// The imports of the example's layer and source.
const IMPORTS: &str =
    "import kpiLayer from 'components/layers/KpiLayer';\nimport kpiSource from 'data/sources/kpiSource';";

const LAYER: [&str; 6] = ["layer", "kpi", "--source", "kpi", "--view", "kpi"];

#[track_caller]
fn assert_already_drawn(run: &mut Run, words: &[&str]) {
    let before = tree(run);
    let output = add(run, words).expect(0);
    assert!(output.stderr.contains("already exists"), "{}", output.stderr);
    assert_same(&before, &tree(run), "a layer that is drawn");
}

#[track_caller]
fn assert_unknown(run: &mut Run, module: &str) {
    let before = tree(run);
    let output = add(run, &LAYER).expect(3);
    for part in [
        format!("{module} may already draw kpiLayer"),
        "<MapLayer source={kpiSource} layer={kpiLayer} />".to_owned(),
    ] {
        assert!(output.stderr.contains(&part), "no {part} in {}", output.stderr);
    }
    assert_same(&before, &tree(run), "a layer that may be drawn");
}

#[test]
fn generated_views_already_draw_their_layers() {
    let mut run = app(Mode::OAuthDatasets);
    assert_already_drawn(&mut run, &["layer", "parks", "--source", "parks", "--view", "datasets"]);
    let mut run = app(Mode::OAuth);
    for (layer, view) in [("stores", "stores"), ("stores", "StoreDetail"), ("kpi", "kpi"), ("a", "private")] {
        assert_already_drawn(&mut run, &["layer", layer, "--source", layer, "--view", view]);
    }
    // Another view draws it on its own.
    add(&mut run, &["layer", "stores", "--source", "stores", "--view", "kpi"]).expect(0);
    assert!(read(&run, KPI).contains("<MapLayer source={storesSource} layer={storesLayer} />"));
}

#[test]
fn a_list_or_a_component_draws_a_layer() {
    let list = format!("{IMPORTS}\n\nconst ALL = [{{ source: kpiSource, layer: kpiLayer }}];");
    let drawing = format!(
        "{IMPORTS}\n\nexport default function Roads() {{\n  return <MapLayer source={{kpiSource as Source}} layer={{kpiLayer!}} />;\n}}\n"
    );
    let mut run = app(Mode::OAuth);
    for (imports, content) in [
        (
            list.as_str(),
            "{ALL.map((each) => <MapLayer key={each.source.id} source={each.source} layer={each.layer} />)}",
        ),
        (
            list.as_str(),
            "{ALL.map(({ source, layer }) => <MapLayer key={source.id} source={source} layer={layer} />)}",
        ),
        (list.as_str(), "{ALL.map((each) => <MapLayer key={each.source.id} {...each} />)}"),
        ("import Roads from 'components/roads/Roads';", "<Roads />"),
        ("import { Roads } from 'components/roads';", "<Roads />"),
        ("import { lazy } from 'react';\n\nconst Roads = lazy(() => import('../roads/Roads'));", "<Roads />"),
    ] {
        put(
            &run,
            "src/components/roads/Roads.tsx",
            &format!("import MapLayer from 'components/common/MapLayer';\n{drawing}"),
        );
        put(&run, "src/components/roads/index.js", "export { default as Roads } from './Roads';\n");
        put(&run, KPI, &view(imports, content));
        if imports.contains("'components/roads'") {
            // What lies behind two imports may be drawn under a condition of its own.
            assert_unknown(&mut run, "src/components/roads/Roads.tsx");
        } else {
            assert_already_drawn(&mut run, &LAYER);
        }
    }
}

#[test]
fn unknown_uses_of_a_layer_lead_to_code_to_paste() {
    let mut run = app(Mode::OAuth);
    put(
        &run,
        "src/components/layers/all.js",
        "export * from './KpiLayer';\nexport { default } from './KpiLayer';\n",
    );
    for (imports, content) in [
        (IMPORTS, "<Roads layer={kpiLayer} />"),
        (IMPORTS, "{draw(kpiLayer)}"),
        (IMPORTS, "{[kpiLayer].map((layer) => draw(layer, kpiSource))}"),
        ("import * as all from 'components/layers/all';", "<Roads layer={all.default} />"),
        ("import { addLayer } from '@carto/react-redux';", "{() => addLayer({ id: 'kpiLayer' })}"),
        ("const all = import.meta.glob('../layers/*Layer.js');", "{draw(all)}"),
        ("import all from '@layers';", "{draw(all)}"),
    ] {
        put(&run, KPI, &view(imports, content));
        assert_unknown(&mut run, KPI);
    }
    // Pasting the code settles it.
    put(
        &run,
        KPI,
        &view(IMPORTS, "<Roads layer={kpiLayer} />\n      <MapLayer source={kpiSource} layer={kpiLayer} />"),
    );
    assert_already_drawn(&mut run, &LAYER);
    // The colors of a layer do not draw it, and neither does a new layer.
    put(&run, KPI, &view(IMPORTS, "<p>{kpiLayer.colors.a}</p>"));
    add(&mut run, &LAYER).expect(0);
    put(&run, KPI, &view("import all from '@layers';", "{draw(all)}"));
    add(&mut run, &["layer", "town", "--source", "kpi", "--geometry", "line", "--view", "kpi"]).expect(0);
}

/// A layer with an ID that can't be read may be any layer, also in a module that the view imports.
#[test]
fn unknown_layers_may_be_any_layer() {
    let mut run = app(Mode::OAuth);
    let hook = "src/hooks/useRoads.js";
    put(&run, "src/ids.js", "export const ID = 'kpi' + 'Layer';\nexport const LAYER = { id: ID };\n");
    for call in [
        "addLayer(LAYER)",
        "addLayer({ id: ID })",
        "addLayer({ id: ID, source: 'kpiSource' })",
        "addLayer({ ...LAYER })",
        "add(LAYER)",
        "redux.addLayer(LAYER)",
    ] {
        let imports = "import { addLayer, addLayer as add } from '@carto/react-redux';\n\
                       import * as redux from '@carto/react-redux';\nimport { ID, LAYER } from '../../ids';";
        put(&run, KPI, &view(imports, &format!("{{() => {call}}}")));
        assert_unknown(&mut run, KPI);
        let imports = imports.replace("'../../ids'", "'../ids'");
        put(&run, hook, &format!("{imports}\n\nexport const useRoads = () => {call};\n"));
        put(&run, KPI, &view("import { useRoads } from 'hooks/useRoads';", "{useRoads()}"));
        assert_unknown(&mut run, hook);
    }
    // Other layers, with IDs that can be read, and the component that draws what it is given.
    for (imports, call) in [
        ("", "addLayer({ id: 'otherLayer' })"),
        ("import storesLayer from 'components/layers/StoresLayer';", "addLayer({ id: storesLayer.id })"),
    ] {
        let imports = format!("import {{ addLayer }} from '@carto/react-redux';\n{imports}");
        put(&run, KPI, &view(&imports, &format!("{{() => {call}}}")));
        add(&mut run, &LAYER).expect(0);
        assert!(read(&run, KPI).contains("layer={kpiLayer}"));
    }
}

/// A name that a view imports through a list, or as a named export, is not imported again.
#[test]
fn names_are_followed_through_lists_and_named_exports() {
    let mut run = app(Mode::OAuth);
    put(&run, "src/data/sources/index.js", "export { default as kpiSource } from './kpiSource';\n");
    put(
        &run,
        "src/components/index.ts",
        "import kpiLayer from './layers/KpiLayer';\nexport * from './common';\nexport * from './layers';\nexport { kpiLayer };\n",
    );
    put(&run, "src/components/common/index.js", "export { default as MapLayer } from './MapLayer';\n");
    let named =
        "import { kpiLayer, MapLayer } from '../index';\nimport { kpiSource as source } from 'data/sources';";
    let content = "<MapLayer source={source} layer={kpiLayer} />";
    let text = view(named, content).replacen("import MapLayer from 'components/common/MapLayer';\n", "", 1);
    put(&run, KPI, &text);
    assert_already_drawn(&mut run, &LAYER);
    put(&run, KPI, &text.replace(content, "<p>{source.id}</p>"));
    add(&mut run, &LAYER).expect(0);
    let new = read(&run, KPI);
    assert!(new.contains("<MapLayer source={source} layer={kpiLayer} />"), "{new}");
    assert_eq!(new.matches("import ").count(), text.matches("import ").count(), "{new}");
    // The same value, exported both by name and by default.
    let source = read(&run, "src/data/sources/kpiSource.js");
    put(&run, "src/data/sources/kpiSource.js", &source.replace("const kpiSource", "export const kpiSource"));
    put(&run, KPI, &view("import { kpiSource } from 'data/sources/kpiSource';", "<p>{kpiSource.id}</p>"));
    add(&mut run, &LAYER).expect(0);
    let new = read(&run, KPI);
    assert_eq!(new.matches("kpiSource'").count(), 1, "{new}");
}
