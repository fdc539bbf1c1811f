//! What git keeps and what it ignores.

use super::*;

#[test]
fn no_key_is_written_where_git_would_publish_it() {
    let commands: [(&[&str], &[&str]); 2] =
        [(API_KEY, &["auth", "set", "--yes"]), (OAUTH, &["auth", "use", "api-key", "--yes"])];
    for (answers, command) in commands {
        let set = |run: &mut Run| run.go(&[command, &["--api-key", REGULAR_KEY]].concat());
        let mut run = app(answers);
        run.write(".env.local", "X=1\n");
        track(&run, &[".env.local"]);
        let output = set(&mut run).expect(3);
        assert!(output.stderr.contains("git rm --cached .env.local"), "{}", output.stderr);
        assert_eq!(run.read(".env.local"), "X=1\n");

        track(&run, &[]);
        let ignored = run.read(".gitignore");
        run.write(".gitignore", "node_modules\n");
        let output = set(&mut run).expect(3);
        assert!(output.stderr.contains("add .env.local to .gitignore"), "{}", output.stderr);
        run.write(".gitignore", &ignored);
        set(&mut run).expect(0);
        assert!(run.read(".env.local").contains(REGULAR_KEY));
    }
    let mut run = Run::new();
    track(&run, &[".env.local"]);
    let args = ["new", ".", "--name", "my-map", "--yes", "--username", "acme", "--api-key", REGULAR_KEY];
    let output = run.go(&args).expect(3);
    assert!(output.stderr.contains("git rm --cached .env.local"), "{}", output.stderr);
    assert!(!run.path("package.json").exists());
}

#[test]
fn finds_secret_files_that_git_would_publish() {
    let mut run = app(OAUTH);
    let ignored = run.read(".gitignore").replace(".env*.local\n", "");
    run.write(".gitignore", &ignored);
    assert_clean(&mut run);
    track(&run, &[]);
    assert_one_finding(&mut run, Code::EnvNotIgnored, ".gitignore", ignored.lines().count());
    let output = run.go(&["check", "--fix"]).expect(0);
    assert!(
        output.stdout.contains("env-not-ignored") && output.stdout.contains("fixed"),
        "{}",
        output.stdout
    );
    assert_eq!(run.read(".gitignore"), format!("{ignored}.env*.local\n"));

    let mut run = app(OAUTH);
    track(&run, &[".env.local", "src/App.jsx"]);
    assert_one_finding(&mut run, Code::EnvTracked, ".env.local", 1);
    assert!(run.go(&["check"]).stdout.contains("fix: git rm --cached .env.local\n"));

    // Other .env files may be tracked, as long as they contain no key.
    let mut run = app(API_KEY);
    track(&run, &[".env", ".env.example", ".env.production", "src/.env.staging"]);
    run.write(".env", "VITE_OTHER=1\nVITE_CARTO_API_KEY=default_public\n");
    assert_clean(&mut run);
    for path in [".env.production", "src/.env.staging"] {
        run.write(path, &format!("VITE_CARTO_API_KEY={REGULAR_KEY}\n"));
        assert_one_finding(&mut run, Code::EnvTracked, path, 1);
        let output = run.go(&["check"]);
        assert!(output.stdout.contains(&format!("fix: git rm --cached {path}\n")), "{}", output.stdout);
        assert!(!format!("{}{}", output.stdout, output.stderr).contains(REGULAR_KEY));
        delete(&run, path);
    }

    // A key under another name is found whether or not git tracks its file.
    let mut run = app(API_KEY);
    run.write("tools/.env.staging", &format!("API_KEY={REGULAR_KEY}\n"));
    assert_one_finding(&mut run, Code::KeyInCode, "tools/.env.staging", 1);
    track(&run, &["tools/.env.staging"]);
    assert_one_finding(&mut run, Code::KeyInCode, "tools/.env.staging", 1);
    delete(&run, "tools/.env.staging");
    run.write(".env.example", &format!("VITE_CARTO_API_KEY={REGULAR_KEY}\n"));
    track(&run, &[".env.example"]);
    assert_one_finding(&mut run, Code::KeyInCode, ".env.example", 1);

    // An unreadable index gives no findings.
    let mut run = app(OAUTH);
    run.write(".git/index", "DIRC");
    let output = run.go(&["check"]).expect(0);
    assert!(output.stderr.contains("unknown which files git tracks"), "{}", output.stderr);
}

#[test]
fn finds_parts_that_git_ignores() {
    let mut run = Run::new();
    run.go(&["new", "apps/map", "--yes", "--no-git", "--client-id", "AbCdEfGhIjKl"]).expect(0);
    run.inside = "apps/map".into();
    run.write(".git/HEAD", "");
    run.write(".gitignore", "# build\nnode_modules/\ndata/\n");
    let mut ignored = |path: &str, line: usize| {
        assert_eq!(
            parse_findings(&run.go(&["check", "--json"]).expect(6)),
            [("source-ignored".to_owned(), path.to_owned(), line)]
        );
        run.go(&["check"]).stdout
    };
    let told = ignored("../../.gitignore", 3);
    assert!(told.contains("the rule data/ makes git ignore e2e/data, sandbox/data, src/data"), "{told}");
    let inclusions = ["e2e", "sandbox", "src"].map(|folder| format!("!/apps/map/{folder}/data/"));
    assert!(told.contains(&format!("add below that line: {}", inclusions.join(", "))), "{told}");
    // What it says helps.
    run.write(".gitignore", &format!("data/\n{}\n", inclusions.join("\n")));
    assert_clean(&mut run);
    for (file, rule, parts) in [
        (".gitignore", "public", "public"),
        (".gitignore", "/apps/", ".."),
        (".git/info/exclude", "*.jsx", ".jsx and "),
        ("apps/.gitignore", "map/src/store/", "src/store"),
        ("apps/map/.gitignore", "src/", "src"),
    ] {
        let own = std::fs::read_to_string(run.path(file)).unwrap_or_default();
        run.write(".gitignore", "");
        run.write(file, &format!("{rule}\n"));
        let told = run.go(&["check"]).expect(6).stdout;
        assert!(
            told.contains(&format!("the rule {rule} makes git ignore ")) && told.contains(parts),
            "{told}"
        );
        run.write(file, &own);
        run.write(".gitignore", "");
        assert_clean(&mut run);
    }
    // Its owner may ignore what a program writes, and data of the sandbox.
    run.write(".gitignore", "sandbox/data/\n");
    run.write("apps/map/.gitignore", ".env*.local\nsrc/generated/\n*.gen.js\n");
    run.write("apps/map/src/generated/x.js", "export {};\n");
    run.write("apps/map/src/y.gen.js", "export {};\n");
    assert_clean(&mut run);
}

#[test]
fn finds_an_ignored_example_of_the_environment() {
    let mut run = app(&["--auth", "api-key", "--api-key", REGULAR_KEY]);
    track(&run, &[]);
    let rules = run.read(".gitignore");
    run.write(".gitignore", &format!("{rules}.env*\n"));
    assert_one_finding(&mut run, Code::SourceIgnored, ".gitignore", rules.lines().count() + 1);
    let told = run.go(&["check"]).stdout;
    assert!(told.contains("makes git ignore .env.example\n"), "{told}");
}
