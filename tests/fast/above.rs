//! What lies above a new application, and how the application fits in.

use carto_app::ui::Reply;
use serde_json::Value;

use crate::world::{Output, Run};

/// The files that depend on what lies above.
const FILES: [&str; 4] =
    [".github/workflows/ci.yml", "package-lock.json", "pnpm-workspace.yaml", "yarn.lock"];

fn strings(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().filter_map(Value::as_str).collect()
}

fn warnings(document: &Value) -> String {
    document["warnings"].to_string()
}

/// What `new` writes in a place with these files, and the document that it prints.
fn written(place: &[(&str, &str)], args: &[&str]) -> (Vec<&'static str>, Value) {
    let mut run = Run::new();
    for (path, text) in place {
        run.write(path, text);
    }
    let document = run.go(&[&["new", "repo/apps/map", "--json"], args].concat()).expect(0).json();
    let listed: Vec<&str> = document["files"]
        .as_array()
        .expect("files")
        .iter()
        .filter_map(|file| file["path"].as_str())
        .collect();
    let there: Vec<&str> =
        FILES.into_iter().filter(|path| run.path("repo/apps/map").join(path).exists()).collect();
    assert_eq!(FILES.into_iter().filter(|path| listed.contains(path)).collect::<Vec<_>>(), there);
    (there, document)
}

#[test]
fn a_member_of_a_workspace_has_its_package_manager_and_no_files_of_a_top() {
    let root = ("repo/.git/HEAD", "");
    for (place, manager, file) in [
        (
            &[("repo/pnpm-workspace.yaml", "packages:\n  - 'apps/*'\n")][..],
            "pnpm",
            "repo/pnpm-workspace.yaml",
        ),
        (
            &[("repo/package.json", r#"{"workspaces":["apps/*"]}"#), ("repo/package-lock.json", "{}")],
            "npm",
            "repo/package.json",
        ),
        (
            &[
                ("repo/lerna.json", r#"{"npmClient":"yarn","packages":["apps/*"]}"#),
                ("repo/package.json", "{}"),
            ],
            "yarn",
            "repo/lerna.json",
        ),
        (
            &[(
                "repo/rush.json",
                "// Rush\n{ /* a */ \"pnpmVersion\": \"10.1.0\",\n\"projects\": [{ \"projectFolder\": \"apps/map\", }, ], }",
            )],
            "pnpm",
            "repo/rush.json",
        ),
        (
            &[("repo/package.json", r#"{"workspaces":{"packages":["apps/map"]}}"#), ("repo/yarn.lock", "")],
            "yarn",
            "repo/package.json",
        ),
        (
            &[
                ("repo/package.json", r#"{"workspaces":["apps/*"],"packageManager":"bun@1.2.0"}"#),
                ("repo/turbo.json", "{}"),
            ],
            "bun",
            "repo/package.json",
        ),
        (
            &[
                ("repo/package.json", r#"{"packageManager":"pnpm@10.1.0+sha512.ab"}"#),
                ("repo/pnpm-workspace.yaml", "packages: [apps/**]"),
            ],
            "pnpm",
            "repo/pnpm-workspace.yaml",
        ),
    ] {
        let place = [&[root], place].concat();
        let (files, document) = written(&place, &[]);
        assert_eq!(files, [""; 0], "{place:?}");
        assert_eq!(document["answers"]["package_manager"], manager, "{place:?}");
        let said = warnings(&document);
        assert!(said.contains(&format!("joins the workspace of {file}:")), "{said}");
        assert!(strings(&document["next"]).contains(&format!("{manager} install").as_str()), "{document}");
    }
}

#[test]
fn a_project_that_no_workspace_lists_is_one_of_its_own() {
    let root = ("repo/.git/HEAD", "");
    for (place, args, manager, expected, said) in [
        (
            &[("repo/pnpm-workspace.yaml", "packages:\n  - packages/*\n")][..],
            &[][..],
            "pnpm",
            &["pnpm-workspace.yaml"][..],
            "repo/pnpm-workspace.yaml does not list the application, so it is a project of its own. To make it join that workspace, add \\\"apps/map\\\" to `packages` there first.",
        ),
        (
            &[("repo/package.json", r#"{"workspaces":["x"]}"#), ("repo/yarn.lock", "")],
            &[],
            "yarn",
            &["yarn.lock"],
            "to `workspaces` there",
        ),
        (
            &[("repo/package.json", r#"{"workspaces":["x"]}"#)],
            &[],
            "npm",
            &["package-lock.json"],
            "does not list the application",
        ),
        (
            &[("repo/pnpm-workspace.yaml", "packages: [")],
            &[],
            "pnpm",
            &["pnpm-workspace.yaml"],
            "can't be read",
        ),
        // A lock file without a workspace.
        (&[("repo/pnpm-lock.yaml", "")], &[], "pnpm", &["pnpm-workspace.yaml"], ".github/workflows"),
        (&[("repo/bun.lockb", "")], &[], "bun", &[], ".github/workflows"),
        (
            &[("repo/apps/package-lock.json", ""), ("repo/yarn.lock", "")],
            &[],
            "npm",
            &["package-lock.json"],
            ".github/workflows",
        ),
        // Only a repository.
        (
            &[],
            &[],
            "npm",
            &["package-lock.json"],
            "No workflow is written, because GitHub only reads .github/workflows at the top",
        ),
        // What is asked for counts. pnpm's workspace is none for others.
        (
            &[("repo/pnpm-workspace.yaml", "packages: ['apps/*']")],
            &["--package-manager", "npm"],
            "npm",
            &["package-lock.json"],
            "repo/pnpm-workspace.yaml says that the project around the application uses pnpm, not npm.",
        ),
    ] {
        let place = [&[root], place].concat();
        let (files, document) = written(&place, args);
        assert_eq!(
            (&document["answers"]["package_manager"], files.as_slice()),
            (&Value::from(manager), expected),
            "{place:?}"
        );
        assert!(warnings(&document).contains(said), "{place:?}: {document}");
    }
}

#[test]
fn a_second_package_of_a_name_in_a_workspace_is_told() {
    let named = |name: &str| format!("{{\"name\":\"{name}\"}}");
    for (root, list) in [
        ("repo/pnpm-workspace.yaml", "packages:\n  - 'apps/**'\n  - packages/*\n".to_owned()),
        ("repo/package.json", r#"{"name":"root","workspaces":["apps/*","packages/*"]}"#.to_owned()),
    ] {
        let place = |path: &'static str, name: &str| {
            vec![("repo/.git/HEAD", String::new()), (root, list.clone()), (path, named(name))]
        };
        let said = |place: Vec<(&str, String)>, args: &[&str]| {
            let place: Vec<_> = place.iter().map(|(path, text)| (*path, text.as_str())).collect();
            warnings(&written(&place, args).1)
        };
        let twin = said(place("repo/packages/other/package.json", "map"), &[]);
        let words = "repo/packages/other/package.json has the name map, too, and a workspace can't have two packages of one \
                     name. Give the application another one: --name map-2.";
        assert!(twin.contains(words), "{root}: {twin}");
        let mut both = place("repo/packages/other/package.json", "map");
        both.push(("repo/apps/second/package.json", named("map-2")));
        assert!(said(both, &[]).contains("--name map-3."));
        for (path, name, args) in [
            ("repo/packages/other/package.json", "map", &["--name=roads"][..]),
            ("repo/packages/other/package.json", "roads", &[]),
            // Nothing lists these.
            ("repo/tools/other/package.json", "map", &[]),
            ("repo/packages/a/node_modules/b/package.json", "map", &[]),
        ] {
            let said = said(place(path, name), args);
            assert!(!said.contains("has the name"), "{root} {path}: {said}");
        }
    }
    let own = r#"{"name":"map","workspaces":["apps/*"]}"#;
    let (_, document) = written(&[("repo/.git/HEAD", ""), ("repo/package.json", own)], &[]);
    assert!(warnings(&document).contains("repo/package.json has the name map, too"), "{document}");
}

#[test]
fn the_reason_for_no_workflow_is_the_true_one() {
    let without = |file: &str| {
        format!(
            "No workflow is written, because the application is below the project of {file}, whose workflows would"
        )
    };
    for (place, file) in
        [("repo/pnpm-lock.yaml", "repo/pnpm-lock.yaml"), ("repo/package.json", "repo/package.json")]
    {
        let (_, document) = written(&[(place, "{}")], &[]);
        assert!(warnings(&document).contains(&without(file)), "{place}: {document}");
        assert!(!warnings(&document).contains("top of a repository"), "{document}");
    }
    let (_, document) = written(&[("repo/.git/HEAD", ""), ("repo/pnpm-lock.yaml", "")], &[]);
    assert!(warnings(&document).contains("top of a repository"), "{document}");
}

#[test]
fn nothing_is_looked_for_beyond_the_top_of_the_repository_and_the_home_directory() {
    let beyond = ("pnpm-workspace.yaml", "packages: ['**']");
    let whole = [".github/workflows/ci.yml", "package-lock.json"];
    let (files, document) = written(&[beyond, ("repo/apps/map/.git/HEAD", "")], &[]);
    assert_eq!((files.as_slice(), warnings(&document).contains("workspace")), (&whole[..], false));
    let (files, document) = written(&[beyond, ("repo/.git/HEAD", "")], &[]);
    assert_eq!(
        (files.as_slice(), document["answers"]["package_manager"].as_str()),
        (&whole[1..], Some("npm"))
    );
    // The home directory, in which a test runs.
    let (files, document) = written(&[beyond], &[]);
    assert_eq!((files.as_slice(), warnings(&document).contains("workspace")), (&whole[..], false));
}

#[test]
fn the_review_and_the_last_words_name_the_workspace() {
    let mut run = Run::new().person([
        Reply::Enter,
        Reply::Enter,
        Reply::Enter,
        Reply::Enter,
        Reply::Enter,
        Reply::Choose("Write".to_owned()),
    ]);
    run.write("repo/pnpm-workspace.yaml", "packages: ['*']");
    run.inside = "repo".into();
    let Output { stderr, transcript, .. } = run.go(&["new", "map"]).expect(0);
    let said = "The application joins the workspace of pnpm-workspace.yaml: it uses pnpm, and has no lock file of its own.";
    assert!(stderr.contains(said) && stderr.contains("  pnpm install\n"), "{stderr}");
    assert!(transcript.join("\n").contains(said), "{transcript:#?}");
}

#[test]
fn a_later_switch_of_the_mode_adds_nothing_that_a_member_lacks() {
    let mut run = Run::new();
    run.write("repo/pnpm-workspace.yaml", "packages: ['*']");
    run.go(&["new", "repo/map", "--auth=api-key"]).expect(0);
    let readme = run.read("repo/map/README.md");
    assert!(!readme.contains("lock file") && !readme.contains("workflows"), "{readme}");
    run.inside = "repo/map".into();
    run.go(&["auth", "use", "oauth", "--client-id", "AbCdEfGhIjKl"]).expect(0);
    assert!(FILES.iter().all(|path| !run.path("repo/map").join(path).exists()));
    let readme = run.read("repo/map/README.md");
    assert!(!readme.contains("lock file") && !readme.contains("workflows"), "{readme}");
}

#[test]
fn what_git_will_ignore_is_told_with_the_rule() {
    let mut run = Run::new();
    run.write("repo/.git/HEAD", "");
    run.write("repo/.gitignore", "node_modules\n\ndata/\n**/public/*\n*.lock\n");
    run.write("repo/[x]/.gitignore", "!data/\n");
    let document = run.go(&["new", "repo/map", "--json", "--dry-run"]).expect(0).json();
    let said = warnings(&document);
    for words in [
        "git ignores repo/map/e2e/data, repo/map/sandbox/data, repo/map/src/data, because of data/ in repo/.gitignore, line 3. \
         To commit what is in the application, add below that line: !/map/e2e/data/, !/map/sandbox/data/, !/map/src/data/.",
        "because of **/public/* in repo/.gitignore, line 4",
    ] {
        assert!(said.contains(words), "{said}");
    }
    let ignored = |said: &str| said.matches("git ignores").count();
    assert_eq!(ignored(&said), 2, "{said}");
    // A key is to be ignored, and a rule of a folder further down wins.
    run.write("repo/.gitignore", "data/\n");
    let key = "--api-key=AbCdEfGhIjKlMnOpQrStUv";
    let document = run.go(&["new", "repo/[x]/map", "--json", "--dry-run", key]).expect(0).json();
    assert_eq!(ignored(&warnings(&document)), 0, "{document}");
    run.write("repo/[x]/.gitignore", "map\n");
    let document = run.go(&["new", "repo/[x]/map", "--json", "--dry-run"]).expect(0).json();
    assert!(
        warnings(&document)
            .contains("git ignores repo/[x]/map, because of map in repo/[x]/.gitignore, line 1."),
        "{document}"
    );
    assert!(warnings(&document).contains("below that line: !/map/."), "{document}");
}

#[test]
fn the_directory_itself_names_its_package_manager() {
    for (place, manager) in [
        (("repo/apps/map/pnpm-lock.yaml", ""), "pnpm"),
        (("repo/apps/map/bun.lockb", ""), "bun"),
        (("repo/apps/map/.yarnrc.yml", ""), "npm"),
    ] {
        let (_, document) = written(&[place], &[]);
        assert_eq!(document["answers"]["package_manager"], manager, "{place:?}");
    }
    let mut run = Run::new();
    run.write("package.json", r#"{"packageManager":"yarn@4.6.0"}"#);
    let args = ["new", ".", "--name=map", "--json", "--conflicts=backup"];
    assert_eq!(run.go(&args).expect(0).json()["answers"]["package_manager"], "yarn");
    let mut run = Run::new();
    run.write("map/pnpm-lock.yaml", "");
    let document = run.go(&["new", "map", "--json", "--package-manager=npm"]).expect(0).json();
    let said = "map/pnpm-lock.yaml says that the directory uses pnpm, not npm.";
    assert!(warnings(&document).contains(said), "{document}");
}

/// People keep their settings in such a repository, not their projects.
#[test]
fn a_repository_of_the_home_directory_is_left_alone() {
    let mut run = Run::new();
    run.write(".git/HEAD", "");
    let output = run.go(&["new", "code/map", "--json"]).expect(0);
    let document = output.json();
    assert_eq!(document["answers"]["git"], true);
    assert!(output.called.iter().any(|called| called.contains(" init ")), "{:?}", output.called);
    assert!(run.path("code/map/.github/workflows/ci.yml").exists());
    assert!(warnings(&document).contains("Your home directory is a repository."), "{document}");
    let document = run.go(&["new", "other", "--json", "--no-git"]).expect(0).json();
    assert!(!warnings(&document).contains("home directory"), "{document}");
}
