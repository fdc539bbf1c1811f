//! `carto-app check` in repositories like those that people have: what looks like a secret and is none, what git ignores, and what
//! is unknown.

use crate::world::Run;

const MASTER: &str = "0123456789abcdef0123456789abcdef01234567";
const KEY: &str = "AbCdEfGhIjKlMnOpQrStUv";
const SECRET: &str = "AbCdEfGhIjKlMnOpQrStUvWx";
const TOKEN: &str =
    "eyJhbGciOiJIUzI1NiJ9.eyJhIjoiYWNfN3hoZnd5bWwiLCJqdGkiOiI4YWZlZDk3ZSJ9.dozjgNryP4J3jVmNHl0w5N";
/// The token in the documentation of JSON Web Tokens.
const EXAMPLE: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJVadQssw5c";

/// An application with a client ID, without findings.
fn app() -> Run {
    let mut run = Run::new();
    run.go(&["new", ".", "--name=my-map", "--yes", "--no-git", "--client-id=AbCdEfGhIjKl"]).expect(0);
    run
}

/// Fills secrets into a text.
fn filled(text: &str) -> String {
    text.replace("{m}", MASTER)
        .replace("{k}", KEY)
        .replace("{s}", SECRET)
        .replace("{t}", TOKEN)
        .replace("{e}", EXAMPLE)
}

/// Returns each finding as `code path:line`.
fn findings(run: &mut Run) -> Vec<String> {
    let document = run.go(&["check", "--json"]).json();
    let all = document["findings"].as_array().expect("findings");
    let text = |finding: &serde_json::Value| {
        let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}:{}", text("code"), text("path"), finding["line"])
    };
    all.iter().map(text).collect()
}

#[test]
fn secrets_are_found_however_they_are_written() {
    for (path, text, code, line) in [
        ("src/a.test.js", "fetch(url, { headers: { Authorization: 'Bearer {t}' } });\n", "key-in-code", 1),
        ("public/a.js", "window.config = { accessToken: '{t}' };\n", "key-in-code", 1),
        ("server/a.ts", "const clientSecret: string = '{s}';\n", "secret", 1),
        ("server/a.ts", "class A {\n  clientSecret: string = '{s}';\n}\n", "secret", 2),
        ("server/a.ts", "const apiKey: string = '{k}';\n", "key-in-code", 1),
        ("server/a.js", "export const a = {\n  apiKey:\n    '{k}',\n};\n", "key-in-code", 3),
        ("server/a.js", "setCredentials({\n  clientSecret:\n    '{s}',\n});\n", "secret", 3),
        ("server/a.js", "headers.set(\n  'Authorization',\n  `Token {k}`,\n);\n", "key-in-code", 3),
        ("deploy.env", "CARTO_TOKEN={k}\n", "key-in-code", 1),
        ("deploy.yml", "auth_token: {k}\n", "key-in-code", 1),
        (".env.staging", "VITE_KEY={k}\n", "key-in-code", 1),
        ("deploy.yml", "keys:\n- {k}\n", "key-in-code", 2),
        ("public/a.xml", "<apiKey>{k}</apiKey>\n", "key-in-code", 1),
        ("README.md", "Use the key `{k}`.\n", "key-in-code", 1),
        ("notes.md", "git config carto.key {m}\n", "secret", 1),
        ("Dockerfile", "ENV CARTO_API_KEY={m}\n", "secret", 1),
    ] {
        let mut run = app();
        run.write(path, &filled(text));
        assert_eq!(findings(&mut run), [format!("{code} {path}:{line}")], "{text}");
        let shown = run.go(&["check"]).expect(6);
        assert!(![MASTER, KEY, TOKEN].iter().any(|secret| shown.stdout.contains(secret)), "{}", shown.stdout);
    }
}

#[test]
fn large_files_are_read_to_their_end() {
    let mut run = app();
    let filler = "const a = 1;\n".repeat(200_000);
    run.write("public/bundle.js", &filled(&format!("{filler}apiKey='{{k}}';\n")));
    run.write("export.env", &filled(&format!("{filler}CLIENT_SECRET={{s}}\n")));
    assert_eq!(findings(&mut run), ["secret export.env:200001", "key-in-code public/bundle.js:200001"]);
    let mut run = app();
    run.write("huge.txt", &"a b c d ".repeat(9 << 20));
    let output = run.go(&["check"]).expect(0);
    let said = "huge.txt was not searched for secrets: only the first 64 MiB of a file are";
    assert!(output.stderr.contains(said), "{}", output.stderr);
}

#[test]
fn files_in_utf_16_are_searched() {
    let mut run = app();
    let text = filled("\u{feff}a=1\r\nCARTO_API_KEY={k}\r\n");
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(run.path("deploy.env"), bytes).expect("written");
    assert_eq!(findings(&mut run), ["key-in-code deploy.env:2"]);
}

#[test]
fn commits_checksums_and_examples_are_no_secrets() {
    let mut run = app();
    for (path, text) in [
        ("docs/release.md", "git checkout {m}\ngit reset --hard {m}\nThis reverts commit {m}.\n"),
        (
            "k8s/kustomization.yaml",
            "images:\n  - name: app\n    newTag: {m}\n  - name: b\n    newTag: \"{m}\"\n",
        ),
        ("k8s/values.yaml", "image:\n  repository: ghcr.io/acme/app\n  tag: {m}\n"),
        ("k8s/deploy.yaml", "image: ghcr.io/acme/app:{m}\n"),
        ("ios/Cartfile.resolved", "github \"acme/map\" \"{m}\"\n"),
        ("infra/.terraform.lock.hcl", "hashes = [\"h1:{m}\", \"zh:{m}\"]\n"),
        ("infra/oidc.tf", "thumbprint_list = [\n  \"{m}\",\n]\n"),
        ("patches/fix.patch", "From {m} Mon Sep 17 00:00:00 2001\nSubject: x\nindex {m}..{m} 100644\n"),
        ("gradle/checksums.xml", "<component>\n  <sha1 value=\"{m}\"/>\n</component>\n"),
        ("public/index.html", "<script integrity=\"sha512-{k}/{k}==\" src=\"x.js\"></script>\n"),
        (".github/workflows/x.yml", "- uses: actions/checkout@{m} # v4\n- uses: a/b/c@{m}\n"),
        ("Dockerfile", "FROM node@sha256:{m}aaaaaaaaaaaaaaaaaaaaaaaa\nARG COMMIT={m}\nLABEL revision={m}\n"),
        ("CHANGELOG.md", "- {m} Fix it\n- see https://github.com/a/b/commit/{m}\n"),
        ("docs/compare.md", "https://github.com/a/b/compare/{m}...{m}\n"),
        ("docs/jwt.md", "A token, such as `Authorization: Bearer {e}`.\n"),
        ("vendor/jquery.min.js.map", "{\"version\":3,\"mappings\":\"AAAA,SAASA,{k}AAAC\"}\n"),
        ("public/icons.svg", "<symbol id=\"key\"><path d=\"{k}\"/></symbol>\n"),
        ("ids.txt", "6ba7b810-9dad-11d1-80b4-00c04fd430c8\n550e8400-e29b-41d4-a716-446655440000\n"),
        (".pre-commit-config.yaml", "repos:\n  - repo: https://github.com/a/b\n    rev: {m}\n"),
        ("vcpkg.json", "{ \"builtin-baseline\": \"{m}\" }\n"),
        ("CMakeLists.txt", "FetchContent_Declare(x\n  GIT_TAG {m}\n)\n"),
        ("dist.sha1", "{m}\n"),
        ("release.txt", "{m}  dist/app.js\n{m} *dist/b.js\n"),
        ("deno.lock", "\"{m}\"\n"),
        ("mapbox.js", "const mapboxToken = 'pk.eyJ1IjoiYWNtZSIsImEiOiJjazEyMyJ9.{k}';\n"),
    ] {
        run.write(path, &filled(text));
    }
    assert_eq!(findings(&mut run), [""; 0]);
}

#[test]
fn a_rule_that_keeps_a_needed_file_out_is_found() {
    for path in [
        "carto-app.toml",
        "vite.config.js",
        "csp.js",
        "noH3.js",
        "noMoment.js",
        "oauthCallbackPlugin.js",
        "package.json",
        "index.html",
        "sandbox/vitePlugin.js",
        "src/main.jsx",
        ".editorconfig",
        ".gitattributes",
        ".github/",
        "e2e/",
        "src/store/__mocks__/",
    ] {
        let mut run = app();
        run.write(".git/HEAD", "");
        let rules = run.read(".gitignore");
        run.write(".gitignore", &format!("{rules}/{path}\n"));
        let line = rules.lines().count() + 1;
        assert_eq!(findings(&mut run), [format!("source-ignored .gitignore:{line}")], "{path}");
    }
    // An owner may do without these.
    let mut run = app();
    run.write(".git/HEAD", "");
    let optional = "package-lock.json\nsandbox/data/\nREADME.md\n.nvmrc\n";
    run.write(".gitignore", &format!("{}{optional}", run.read(".gitignore")));
    assert_eq!(findings(&mut run), [""; 0]);
}

#[test]
fn the_ignore_file_of_the_person_counts() {
    for (settings, file) in [
        (("home/.gitconfig", "[core]\n\texcludesFile = ~/mine\n"), "home/mine"),
        (("home/.config/git/config", "[core]\nexcludesfile=\"~/mine\""), "home/mine"),
        (("home/.gitconfig", "[include]\n\tpath = other\n"), "home/mine"),
        (("app/.git/config", "[core]\n\texcludesFile = ../home/mine\n"), "home/mine"),
        (("home/unused", ""), "home/.config/git/ignore"),
    ] {
        let mut run = Run::new();
        run.go(&["new", "app", "--yes", "--no-git", "--client-id=AbCdEfGhIjKl"]).expect(0);
        run.inside = "app".into();
        run.write("app/.git/HEAD", "");
        run.write("home/other", "[core]\nexcludesFile = ~/mine");
        run.write(settings.0, settings.1);
        run.write(file, "*.swp\ndata/\n");
        let home = run.path("home");
        let mut run = run.env("HOME", home);
        assert_eq!(findings(&mut run), [format!("source-ignored ../{file}:2")], "{settings:?}");
        let shown = run.go(&["check"]).expect(6).stdout;
        let fix = "fix: add to .gitignore: !/e2e/data/, !/sandbox/data/, !/src/data/";
        assert!(shown.contains(fix), "{shown}");
        // What it says helps.
        run.write("app/.gitignore", &format!("{}!data/\n", run.read("app/.gitignore")));
        assert_eq!(findings(&mut run), [""; 0]);
        // Nobody else has that file, so it protects no secrets.
        run.write(file, ".env*.local\n");
        let rules = run.read("app/.gitignore").replace(".env*.local\n", "");
        run.write("app/.gitignore", &rules);
        assert!(findings(&mut run)[0].starts_with("env-not-ignored "));
    }
}

#[test]
fn case_counts_unless_git_ignores_it() {
    let mut run = app();
    run.write(".gitignore", &format!("{}/SRC/Data/\n", run.read(".gitignore")));
    run.write(".git/config", "[core]\n\tignorecase = false\n");
    assert_eq!(findings(&mut run), [""; 0]);
    run.write(".git/config", "[core]\n\tignorecase\n[user]\nname = x\n");
    assert_eq!(findings(&mut run).len(), 1);
}

#[test]
fn an_index_that_cannot_be_read_is_unknown() {
    let mut run = app();
    run.write(".gitignore", &format!("{}/src/data/\n", run.read(".gitignore")));
    run.write(".git/HEAD", "");
    assert_eq!(findings(&mut run).len(), 1);
    // A split index: git may track what the rules ignore.
    let index = [&b"DIRC\0\0\0\x02\0\0\0\0link\0\0\0\x01x"[..], &[0; 20]].concat();
    std::fs::write(run.path(".git/index"), index).expect("written");
    assert_eq!(findings(&mut run), [""; 0]);
    let output = run.go(&["check"]).expect(0);
    assert!(output.stderr.contains("unknown which files git tracks"), "{}", output.stderr);
}

#[test]
fn the_remains_of_a_run_that_was_killed_before_its_first_change_are_named() {
    let mut run = app();
    run.write(".carto-app-tmp-12-1", "new text\n");
    run.write("src/.carto-app-tmp-12-2/x.js", "new text\n");
    let sha256 = carto_app::plan::sha256(b"new text\n");
    let entries = [
        format!(r#"{{"file":{{"path":".carto-app-tmp-12-1","sha256":"{sha256}"}}}}"#),
        r#"{"directory":{"path":"src/.carto-app-tmp-12-2"}}"#.to_owned(),
        format!(r#"{{"file":{{"path":"src/.carto-app-tmp-12-2/x.js","sha256":"{sha256}"}}}}"#),
    ];
    run.write(".carto-app-tmp-journal", &(entries.join("\n") + "\n"));
    let said = "An earlier run was killed and left .carto-app-tmp-12-1, .carto-app-tmp-journal, src/.carto-app-tmp-12-2";
    let output = run.go(&["check"]).expect(0);
    assert!(output.stderr.contains(said), "{}", output.stderr);
    // A command that writes removes them.
    run.go(&["add", "slice", "roads"]).expect(0);
    for path in [".carto-app-tmp-12-1", ".carto-app-tmp-journal", "src/.carto-app-tmp-12-2"] {
        assert!(!run.path(path).exists(), "{path}");
    }
    run.write(".carto-app-tmp-13-1/x", "");
    let output = run.go(&["check"]).expect(0);
    assert!(output.stderr.contains("left .carto-app-tmp-13-1; you can delete it"), "{}", output.stderr);
}

#[test]
fn an_unknown_condition_of_the_configuration_is_said() {
    let mut run = Run::new();
    run.go(&["new", "app", "--yes", "--no-git", "--client-id=AbCdEfGhIjKl"]).expect(0);
    run.inside = "app".into();
    run.write("app/.git/HEAD", "ref: refs/heads/main\n");
    run.write("home/other", "[core]\nexcludesFile = ~/mine\n");
    run.write("home/mine", "src/data/\n");
    let home = run.path("home");
    let mut run = run.env("HOME", home);
    let include = |condition: &str| format!("[includeIf \"{condition}\"]\npath = other\n");
    for condition in ["gitdir:app/", "onbranch:main"] {
        run.write("home/.gitconfig", &include(condition));
        assert_eq!(findings(&mut run), ["source-ignored ../home/mine:1"], "{condition}");
    }
    run.write("home/.gitconfig", &include("onbranch:other"));
    assert_eq!(findings(&mut run), [""; 0]);
    run.write("home/.gitconfig", &include("hasconfig:remote.*.url:https://example.com/**"));
    assert_eq!(findings(&mut run), [""; 0]);
    let said = "so it is unknown what git ignores there: hasconfig:remote.*.url:https://example.com/**.";
    let told = run.go(&["check"]).expect(0).stderr;
    assert!(told.contains(said), "{told}");
    let told = run.go(&["new", ".", "--name=app", "--client-id=AbCdEfGhIjKl"]).expect(0).stderr;
    assert!(told.contains(said), "{told}");
}
