//! What `check` says of imports: of files that do not exist, of sources and layers that are exported again, and of code and data
//! that it can't see.

use crate::world::Run;

const STATE: &str = "src/store/initialStateSlice.js";
const VIEW: &str = "src/components/views/Datasets.jsx";
const MODEL: &str = "src/data/models/countModel.js";

fn app() -> Run {
    let mut run = Run::new();
    let words = ["new", ".", "--name", "my-map", "--yes", "--no-git", "--client-id", "AbCdEfGhIjKl"];
    run.go(&[&words[..], &["--dataset", "roads"]].concat()).expect(0);
    run
}

/// Adds lines at the start of a module.
fn prepend(run: &Run, path: &str, lines: &str) {
    run.write(path, &format!("{lines}\n{}", run.read(path)));
}

/// Returns the code, path and line of each finding.
#[track_caller]
fn findings(run: &mut Run) -> Vec<String> {
    let document = run.go(&["check", "--json"]).json();
    let findings = document["findings"].as_array().unwrap_or_else(|| panic!("{document}"));
    let text = |each: &serde_json::Value, key: &str| each[key].as_str().expect("a text").to_owned();
    findings
        .iter()
        .map(|each| format!("{} {}:{}", text(each, "code"), text(each, "path"), each["line"]))
        .collect()
}

#[track_caller]
fn assert_none(run: &mut Run, what: &str) {
    assert_eq!(findings(run), [""; 0], "{what}");
}

#[test]
fn finds_imports_of_missing_files() {
    let mut run = app();
    std::fs::remove_file(run.path(VIEW)).expect("removed");
    // A test and a style of the view don't stand for it.
    run.write("src/components/views/Datasets.test.jsx", "");
    run.write("src/components/views/Datasets.css", "");
    assert!(
        findings(&mut run).contains(&"import-missing src/routes.jsx:8".to_owned()),
        "{:?}",
        findings(&mut run)
    );
    let shown = run.go(&["check"]).expect(6).stdout;
    assert!(shown.contains("components/views/Datasets does not exist"), "{shown}");
    for import in [
        "import x from './gone';",
        "import '../gone.css';",
        "export { x } from '../layers/GoneLayer';",
        "export * from './gone/index.js';",
        "const x = () => import('./Gone.jsx');",
        "import x from 'components/gone/Gone';",
        "import x from 'data/sources/goneSource';",
        "import logo from './logo.svg?url';",
        "import x from '../../hooks';",
    ] {
        let mut run = app();
        prepend(&run, VIEW, import);
        assert_eq!(findings(&mut run), [format!("import-missing {VIEW}:1")], "{import}");
    }
    let mut run = app();
    prepend(
        &run,
        VIEW,
        "import x from '@/data/sources/roadsSource';\nimport y from '@/data/sources/goneSource';",
    );
    assert_eq!(findings(&mut run), [format!("import-missing {VIEW}:2")]);
}

#[test]
fn imports_that_may_be_found_are_no_finding() {
    let mut run = app();
    for (path, text) in [
        ("src/typed.d.ts", "export type A = string;\n"),
        ("src/typed2.ts", "export const b = 1;\n"),
        ("src/page.vue", ""),
        ("src/data.json", "{}"),
        ("src/logo.svg", ""),
        ("src/parts/index.vue", ""),
        ("shared/components/Shared.jsx", "export default 1;\n"),
        ("src/.gitignore", "generated\n"),
        (".git/HEAD", "ref: refs/heads/main\n"),
    ] {
        run.write(path, text);
    }
    for import in [
        "import { A } from '../../typed';",
        "import { b } from '../../typed2.js';",
        "import page from '../../page';",
        "import data from '../../data';",
        "import logo from '../../logo.svg?url';",
        "import parts from '../../parts';",
        "import { x } from '../../generated/api';",
        "import x from '../../../../elsewhere/x';",
        "import x from 'components/Shared';",
        "import x from 'unlisted-package';",
        "import x from '@acme/unlisted/part';",
        "import x from 'virtual:pages';",
        "import x from '@unknown/gone';",
        "import x from '@/gone';",
        "const x = (name) => import(`./${name}.jsx`);",
        "const x = import.meta.glob('./gone/*.jsx');",
        "const x = () => import(/* @vite-ignore */ './gone.js');",
        "const x = new URL('./gone.png', import.meta.url);",
    ] {
        let old = run.read(VIEW);
        prepend(&run, VIEW, import);
        assert_none(&mut run, import);
        run.write(VIEW, &old);
    }
    run.write("src/types.ts", "import type { A } from './gone';\nexport type { B } from './gone';\n");
    assert_none(&mut run, "types");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../../shared", run.path("src/shared")).expect("linked");
        prepend(&run, VIEW, "import x from '../../shared/components/Gone';");
        assert_none(&mut run, "a symbolic link");
    }
}

#[test]
fn what_is_exported_again_is_used() {
    for (list, import, used) in [
        (
            "export { default as roadsSource } from './roadsSource';",
            "import { roadsSource } from 'data/sources';",
            "roadsSource",
        ),
        (
            "export * from './roadsSource';\nexport { default as roads } from './roadsSource';",
            "import * as all from 'data/sources';",
            "all.roads",
        ),
        (
            "import roadsSource from './roadsSource';\nexport { roadsSource };",
            "import { roadsSource } from '../../data/sources';",
            "roadsSource",
        ),
    ] {
        let mut run = app();
        run.write("src/data/sources/index.js", &format!("{list}\n"));
        let old = run.read(VIEW).replace("import roadsSource from 'data/sources/roadsSource';", import);
        run.write(VIEW, &old.replace("source: roadsSource", &format!("source: {used}")));
        assert_none(&mut run, list);
        let sources: Vec<_> = std::fs::read_dir(run.path("src/data/sources")).expect("a folder").collect();
        let output = run.go(&["add", "source", "roads", "--dataset", "parks"]).expect(3);
        assert!(output.stderr.contains("roadsSource.js already exists"), "{}", output.stderr);
        assert_eq!(std::fs::read_dir(run.path("src/data/sources")).expect("a folder").count(), sources.len());
    }
    // A layer that a feature imports from the list of layers.
    let mut run = app();
    run.write(
        "src/components/layers/ParkLayer.js",
        "export default { id: 'parkLayer', create: () => null };\n",
    );
    prepend(&run, "src/components/layers/index.js", "export { default as parkLayer } from './ParkLayer';");
    assert_eq!(findings(&mut run), ["unused-layer src/components/layers/ParkLayer.js:1"]);
    run.write("src/features/parks/useParks.js", "export const a = 1;\n");
    for import in
        ["import { parkLayer } from 'components/layers';", "import * as all from 'components/layers';"]
    {
        run.write("src/features/parks/useParks.js", &format!("{import}\n"));
        assert_none(&mut run, import);
    }
}

/// A module elsewhere in the application that `src` imports is read like the others.
#[test]
fn modules_outside_src_are_read() {
    let mut run = app();
    let source = run.read("src/data/sources/roadsSource.js");
    run.write("shared/all.js", &source);
    std::fs::remove_file(run.path("src/data/sources/roadsSource.js")).expect("removed");
    let view = run.read(VIEW).replace("'data/sources/roadsSource'", "'../../../shared/all'");
    run.write(VIEW, &view);
    assert_none(&mut run, "a source outside src");
    run.write("shared/all.js", &source.replace("FROM roads", "FROM rivers"));
    assert_eq!(
        findings(&mut run),
        [
            "scope-missing shared/all.js:6".to_owned(),
            format!("scope-unneeded {STATE}:{}", 1 + line(&run.read(STATE), "'datasets:r:roads'"))
        ]
    );
    // Only such a module uses the source.
    let mut run = app();
    run.write(
        "features/Roads.jsx",
        "import roadsSource from '../src/data/sources/roadsSource';\nexport default roadsSource;\n",
    );
    let view = run.read(VIEW).replace(
        "import roadsSource from 'data/sources/roadsSource'",
        "import roadsSource from '../../../features/Roads'",
    );
    run.write(VIEW, &view);
    assert_none(&mut run, "a feature outside src");
}

fn line(text: &str, part: &str) -> usize {
    text[..text.find(part).expect(part)].matches('\n').count()
}

#[test]
fn a_scope_may_be_needed_by_what_cannot_be_seen() {
    let unneeded = |run: &mut Run| {
        let found = findings(run);
        assert!(found.iter().all(|line| line.starts_with("scope-unneeded")), "{found:?}");
        !found.is_empty()
    };
    let mut run = app();
    run.go(&["auth", "set", "--add-scope", "datasets:r:parks"]).expect(0);
    assert!(unneeded(&mut run));
    run.write("src/queries/parks.sql", "SELECT * FROM parks\n");
    run.write("src/queries/names.json", "{}");
    assert!(unneeded(&mut run), "a file that nothing loads");
    for code in [
        "import { parksSource } from '@acme/map-data';",
        "import { parksSource } from 'map-data';",
        "import parksSource from '../../../../shared/parksSource';",
        "import parks from '../../queries/parks.sql?raw';",
        "import names from '../../queries/names.json';",
        "const queries = import.meta.glob('../../queries/*.sql', { query: '?raw', eager: true });",
        "const queries = import.meta.glob('/src/queries/**', { query: '?raw' });",
        "export const load = () => fetch('/queries/parks.sql').then((response) => response.text());",
        "export const load = (name) => window.fetch(name);",
        "import parksSource from '@shared/parksSource';",
    ] {
        let old = run.read(MODEL);
        prepend(&run, MODEL, code);
        let found = findings(&mut run);
        assert_eq!(found, [""; 0], "{code}");
        run.write(MODEL, &old);
    }
    // A listed package is as unknown as any other, but not one that every application has, nor a style.
    let manifest = run.read("package.json");
    run.write(
        "package.json",
        &manifest.replacen(
            "\"dependencies\": {",
            "\"dependencies\": {\n    \"@acme/map-data\": \"1.0.0\",",
            1,
        ),
    );
    let old = run.read(MODEL);
    prepend(&run, MODEL, "import { parksSource } from '@acme/map-data';");
    assert!(!unneeded(&mut run));
    run.write("src/look.css", "");
    run.write(MODEL, &format!("import '../../look.css';\nimport x from '@mui/material/Box';\nimport y from '@mui/system';\n{old}"));
    run.write(
        "package.json",
        &manifest.replacen("\"dependencies\": {", "\"dependencies\": {\n    \"@mui/system\": \"9.5.0\",", 1),
    );
    assert!(unneeded(&mut run));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../../shared", run.path("src/data/linked")).expect("linked");
        assert!(!unneeded(&mut run), "a symbolic link");
    }
}

/// A source needs its scope wherever it is declared.
#[test]
fn sources_anywhere_need_their_scopes() {
    const SOURCE: &str = "{ id: 'riversSource', type: MAP_TYPES.QUERY, data: 'SELECT * FROM rivers'";
    let import = "import { MAP_TYPES } from '@deck.gl/carto';\n";
    for (path, text) in [
        ("src/features/rivers/riversSource.js", format!("{import}export default {SOURCE} }};\n")),
        ("src/features/rivers/sources.js", format!("{import}const source = {SOURCE} }};\nexport {{ source }};\n")),
        ("src/features/rivers/plain.js", format!("\nexport const a = {} }};\n", SOURCE.replace("MAP_TYPES.QUERY", "'query'"))),
        (
            "src/components/layers/RiversLayer.js",
            format!("{import}export const own = {SOURCE} }};\n"),
        ),
        (
            "src/features/rivers/View.jsx",
            format!(
                "{import}export function View({{ credentials }}) {{ dispatch(addSource({SOURCE}, credentials }})); }}\n"
            ),
        ),
        (
            "src/features/rivers/Inline.jsx",
            "\nexport const f = (c) => dispatch(addSource({ ...base, data: 'SELECT * FROM rivers', credentials: c }));\n"
                .to_owned(),
        ),
    ] {
        let mut run = app();
        run.write(path, &text);
        let found: Vec<String> =
            findings(&mut run).into_iter().filter(|found| found.starts_with("scope-")).collect();
        assert_eq!(found, [format!("scope-missing {path}:2")], "{text}");
    }
    // With credentials of their own, or not to be read, or no source at all.
    for text in [
        format!("{import}import {{ own }} from './own';\nexport default {SOURCE}, credentials: own }};\n"),
        format!("{import}export const f = () => dispatch(addSource({SOURCE} }}));\n"),
        format!("{import}import {{ Q }} from './q';\nexport default {{ type: MAP_TYPES.QUERY, data: Q }};\n"),
        "export const help = 'SELECT * FROM rivers';\n".to_owned(),
        "export const row = { type: 'text', data: 'SELECT * FROM rivers' };\n".to_owned(),
    ] {
        let mut run = app();
        run.write("src/features/rivers/x.js", &text);
        run.write("src/features/rivers/own.js", "export const own = {};\n");
        run.write("src/features/rivers/q.js", "export const Q = make();\n");
        let found = findings(&mut run);
        assert!(!found.iter().any(|found| found.starts_with("scope-")), "{text}: {found:?}");
    }
}
