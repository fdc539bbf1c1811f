use super::*;

const STACK: usize = 512 << 20;

fn of(path: &str, text: &str) -> Module {
    read(path, path, text).expect("reads")
}

/// Returns the tables of each query, with their lines and the kind of credentials.
fn queries(path: &str, text: &str) -> Vec<String> {
    let module = of(path, text);
    let all = module.queries.iter().filter(|query| !query.is_words).map(|query| {
        let tables = &query.reading.tables;
        let tables = tables.iter().map(|table| format!("{}:{}", table.name, query.line(table.offset)));
        let whose = if query.is_users { "user" } else { "fixed" };
        format!("{} {whose}", tables.collect::<Vec<_>>().join(","))
    });
    all.collect()
}

#[test]
fn sources() {
    let path = "src/data/sources/aSource.js";
    assert_eq!(queries(path, "const a = {\n  data: 'SELECT * FROM t',\n};\nexport default a;"), ["t:2 user"]);
    assert_eq!(
        queries(path, "export default { data: `\n SELECT *\n FROM t, u`, credentials: x };"),
        ["t:3,u:3 fixed"]
    );
    assert_eq!(queries(path, "const Q = `SELECT 1\nFROM t`;\nexport const a = { data: Q };"), ["t:2 user"]);
    assert_eq!(queries(path, "const a = { ...base, data: 'SELECT 1 FROM t' };"), ["t:1 fixed"]);
    assert_eq!(
        queries(path, "const b = { type: 'query' };\nconst a = { ...b, data: 'SELECT 1 FROM t' };"),
        ["t:2 user"]
    );
    let text = "const T = 't';\nconst a = {\n data: 'SELECT * ' +\n  `FROM ${T}` +\n ' JOIN u ON true' };";
    assert_eq!(queries(path, text), ["t:4,u:5 user"]);
    assert!(of(path, "export default { data: 'a_tileset' };").is_source);
    assert!(!of(path, "export default { data: 'a_tileset' };").has_unknown);
    assert!(of(path, "export default { data: make() };").has_unknown);
}

#[test]
fn models() {
    let path = "src/data/models/aModel.js";
    let model = |credentials: &str| {
        format!(
            "import {{ publicAccount }} from 'data/sources/publicAccount';\nconst own = {{}};\n\
             export function f({{ credentials, signal }}) {{\n  const query = `SELECT * FROM t\n    WHERE id = ${{1}}`;\n  \
             if (!signal) throw new Error('Select one FROM somewhere');\n  \
             return executeSql({{ {credentials}, query, signal }});\n}}\n"
        )
    };
    for (credentials, whose) in [
        ("credentials", "user"),
        ("credentials: publicAccount", "fixed"),
        ("credentials: own.credentials", "fixed"),
        ("credentials: { ...publicAccount, apiKey: 'default_public' }", "fixed"),
        ("credentials: { ...publicAccount, apiKey: credentials.apiKey }", "user"),
        ("credentials: useSelector(x)", "user"),
    ] {
        let found = queries(path, &model(credentials));
        assert_eq!(found, [format!("t:4 {whose}")], "{credentials}");
    }
    let two = "import { p } from 'x';\nconst f = ({ c }) => { const query = 'SELECT 1 FROM a'; return run({ query, credentials: c }); };\n\
        const g = () => { const query = 'SELECT 1 FROM b'; return run({ query, credentials: p }); };";
    assert_eq!(queries(path, two), ["a:2 user", "b:3 fixed"]);
    let passed = "export const f = ({ credentials, query }) => run({ credentials, query });";
    assert!(of(path, passed).has_unknown);
    assert_eq!(queries(path, "export const q = 'SELECT 1 FROM a';"), ["a:1 user"]);
}

#[test]
fn long_modules_take_linear_time() {
    let all = || {
        for text in [
            format!("x = {}'';", "'a' +\n".repeat(20_000)),
            format!("x = [{}];", "'a',\n".repeat(40_000)),
            format!("x = `{}`;", "${a}\n".repeat(30_000)),
            format!("x = [{}];", "'SELECT 1 FROM a',\n".repeat(12_000)),
            format!("x = [{}];", "{query,credentials},\n".repeat(10_000)),
        ] {
            of("src/data/models/a.js", &text);
        }
    };
    let started = std::time::Instant::now();
    // Twice the stack that `main` provides.
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(all).expect("a thread");
    thread.join().expect("no failure");
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}

#[test]
fn imports() {
    let module = of(
        "src/a.js",
        "import a from 'a';\nimport 'b';\nexport { c } from 'c';\nexport * from 'd';\nlazy(() => import('e'));\n\
         import(`f`);\nimport.meta.glob(['./*Layer.js', \"../x/*.js\"], { eager: true });",
    );
    let specifiers: Vec<&str> = module.imports.iter().map(|import| import.specifier.as_str()).collect();
    assert_eq!(specifiers, ["a", "b", "c", "d", "e", "f", "./*Layer.js", "../x/*.js"]);
    let needed =
        |text: &str| of("src/a.ts", text).imports.iter().map(|import| import.is_needed).collect::<Vec<_>>();
    assert_eq!(
        needed(
            "import './a';\nexport { b } from './b';\nexport * from './c';\nimport('./d'); import(`./e`);"
        ),
        [true; 5]
    );
    assert_eq!(
        needed(
            "import type { A } from './a';\nexport type { B } from './b';\nimport(`./${c}`); import(/* @vite-ignore */ './d');\n\
             require('./e'); import.meta.glob('./f/*'); new URL('./g', import.meta.url);"
        ),
        [false; 7]
    );
    let names = |text: &str| of("src/a.js", text).imports.remove(0).names;
    assert_eq!(names("import a, { b as c } from './a';"), Some(vec!["default".to_owned(), "b".to_owned()]));
    assert_eq!(names("export { default as a } from './a';"), Some(vec!["default".to_owned()]));
    for text in ["import * as a from './a';", "export * from './a';", "import('./a');"] {
        assert_eq!(names(text), None, "{text}");
    }
}

#[test]
fn titles_are_not_names_of_datasets() {
    let text =
        "const a = { title: 'roads', id: 'lakes', label: 'a', name: 'parks', t: 'Trees' };\nf('rivers');";
    let texts: Vec<String> = of("src/a.js", text).texts.into_iter().collect();
    assert_eq!(texts, ["Trees", "parks", "rivers"]);
}

#[test]
fn names_that_are_declared_twice() {
    for text in [
        "import A from 'a';\nexport default function A() {}",
        "import { a as A } from 'a';\nimport * as A from 'b';",
        "import A from 'a';\nexport const { b: [A] } = c;",
        "const A = 1;\nexport default class A {}",
        "var A;\nlet A;",
        "function A() {}\nfunction A() {}",
    ] {
        assert_eq!(of("src/a.js", text).duplicates, [("A".to_owned(), 1, 2)], "{text}");
    }
    for text in [
        "import A from 'a';\nexport { A };\nfunction f(A) { const B = A; }\nconst B = 1;",
        "import { A as B } from 'a';\nconst A = B;",
        "var A;\nvar A;",
        "export default (function A() {});\nconst A = class B {};\nconst B = 1;",
    ] {
        assert_eq!(of("src/a.js", text).duplicates, [], "{text}");
    }
}

#[test]
fn what_typescript_removes_or_merges_is_not_declared_twice() {
    for text in [
        "export function A(a: string): string;\nexport function A(a: number): string;\nexport function A(a: unknown) { return String(a); }",
        "function A(a: string): string;\nfunction A(a: unknown) { return String(a); }",
        "export default function A(a: string): string;\nexport default function A(a: unknown) { return String(a); }",
        "export default function (a: string): string;\nexport default function (a: unknown) { return String(a); }",
        "declare function A(a: string): string;\ndeclare function A(a: number): string;",
        "export declare function A(a: string): string;\nexport declare function A(a: number): string;",
        "declare const A: string;\nexport declare class B {}\ninterface B {}",
        "namespace N {\n  export function A(a: string): string;\n  export function A(a: unknown) { return String(a); }\n}",
        "declare module 'm' {\n  function A(a: string): string;\n  function A(a: number): string;\n}",
        "class B {\n  a(a: string): string;\n  a(a: unknown) { return String(a); }\n}\n\
         abstract class C {\n  abstract a(a: string): void;\n  abstract a(a: number): void;\n}",
        "function A() {}\nnamespace A { export const b = 1; }",
        "class A {}\ninterface A { b: string }\nnamespace A { export const b = 1; }",
        "enum A { B }\nenum A { C = 1 }",
        "export interface A { b: string }\nexport const A = 1;",
        "interface A { b: string }\ninterface A { c: string }",
        "type A = string;\nconst A = 1;",
        "export default function A() {}\nexport default interface A { b: string }",
        "import type A from 'a';\nconst A = 1;",
        "import { type A } from 'a';\nfunction A() {}",
    ] {
        assert_eq!(of("src/a.ts", text).duplicates, [], "{text}");
    }
    let types = "export function A(a: string): string;\nexport function A(a: number): string;\n\
                 export const B: string;\nexport class B {}";
    assert_eq!(of("src/a.d.ts", types).duplicates, []);
    for text in [
        "function A(a: string): string;\nfunction A(a: unknown) {} function A() {}",
        "import type B from 'a';\nimport A, { type C } from 'a'; function A() {}",
    ] {
        assert_eq!(of("src/a.ts", text).duplicates, [("A".to_owned(), 2, 2)], "{text}");
    }
}

#[test]
fn end_points() {
    let module =
        of("src/a.js", "const S = 'http://s';\nconst a = { mapsUrl: 'http://m',\n 'serverUrlTemplate': S };");
    assert_eq!(
        module.end_points,
        [("serverUrlTemplate", "http://s".to_owned(), 1), ("mapsUrl", "http://m".to_owned(), 2)]
    );
}
