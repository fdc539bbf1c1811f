//! A new application and the real git: its first commit, what refuses one, and a checkout with other line ends.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::scratch;

const KEY: &str = "AbCdEfGhIjKlMnOpQrStUv";

/// A home of its own, with git's settings.
struct Home(TempDir);

impl Home {
    fn new(settings: &str) -> Self {
        let home = Self(scratch::directory());
        fs::write(home.path(".gitconfig"), settings).expect("written");
        home
    }

    fn with_identity(settings: &str) -> Self {
        Self::new(&format!("[user]\n\tname = Ada\n\temail = ada@example.com\n{settings}"))
    }

    fn path(&self, below: &str) -> PathBuf {
        self.0.path().join(below)
    }

    fn program(&self, path: &str, script: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("created");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("set");
    }

    fn command(&self, program: impl AsRef<Path>, directory: &str, args: &[&str]) -> Output {
        let mut command = Command::new(program.as_ref());
        command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("HOME", self.0.path());
        command.env("GIT_CONFIG_NOSYSTEM", "1").args(args).current_dir(self.path(directory));
        command.output().expect("runs")
    }

    fn new_application(&self, args: &[&str]) -> (Option<i32>, Value) {
        self.new_application_with(&[], "", args)
    }

    fn new_application_with(
        &self,
        variables: &[(&str, &str)],
        directory: &str,
        args: &[&str],
    ) -> (Option<i32>, Value) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_carto-app"));
        command.env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin").env("HOME", self.0.path());
        command.env("GIT_CONFIG_NOSYSTEM", "1").envs(variables.iter().copied());
        command.args(["new", "my-map", "--yes", "--json"]).args(args).current_dir(self.path(directory));
        let output = command.output().expect("runs");
        (output.status.code(), serde_json::from_slice(&output.stdout).expect("JSON"))
    }

    fn git(&self, directory: &str, args: &[&str]) -> String {
        let output = self.command("git", directory, args);
        assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8").trim_end().to_owned()
    }

    fn has_commit(&self) -> bool {
        self.command("git", "my-map", &["rev-parse", "--verify", "HEAD"]).status.success()
    }
}

fn paths(document: &Value) -> Vec<&str> {
    let files = document["files"].as_array().expect("a list");
    let mut paths: Vec<&str> = files.iter().filter_map(|file| file["path"].as_str()).collect();
    paths.retain(|path| *path != ".env.local");
    paths
}

#[test]
fn the_first_commit_has_what_was_generated_and_no_secret() {
    let home = Home::with_identity("[core]\n\texcludesFile = ~/ignored\n[init]\n\tdefaultBranch = trunk\n");
    fs::write(home.path("ignored"), "*.toml\n.env.example\n").expect("written");
    fs::create_dir(home.path("my-map")).expect("created");
    fs::write(home.path("my-map/mine.txt"), "mine").expect("written");
    let (code, document) = home.new_application(&["--api-key", KEY]);
    assert_eq!(code, Some(0), "{document}");
    assert_eq!(document["commit"], json!(home.git("my-map", &["rev-parse", "HEAD"])));
    let committed = home.git("my-map", &["ls-tree", "-r", "--name-only", "HEAD"]);
    assert_eq!(committed.lines().collect::<Vec<_>>(), paths(&document));
    assert!(home.path("my-map/.env.local").exists());
    assert!(!home.git("my-map", &["log", "--patch", "--all"]).contains(KEY));
    assert_eq!(home.git("my-map", &["status", "--short"]), "?? mine.txt");
    assert_eq!(
        home.git("my-map", &["log", "--format=%an %ae %s"]),
        "Ada ada@example.com Initial commit from carto-app"
    );
    // The branch for which the workflow runs.
    let workflow = fs::read_to_string(home.path("my-map/.github/workflows/ci.yml")).expect("a workflow");
    let branch = home.git("my-map", &["branch", "--show-current"]);
    assert!(branch == "main" && workflow.contains(&format!("branches: [{branch}]")), "{branch}");
}

#[test]
fn without_an_identity_there_is_a_repository_without_a_commit() {
    for settings in ["", "[user]\n\tname = Ada\n", "[user]\n\temail = ada@example.com\n"] {
        let home = Home::new(settings);
        let (code, document) = home.new_application(&[]);
        assert_eq!((code, &document["commit"]), (Some(0), &Value::Null), "{settings}: {document}");
        assert_eq!(document["no_commit"], "git does not know who you are");
        assert!(home.path("my-map/.git").exists() && !home.has_commit());
        home.git("my-map", &["config", "user.name", "Ada"]);
        home.git("my-map", &["config", "user.email", "ada@example.com"]);
        // What is left to be typed.
        let next: Vec<&str> =
            document["next"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        let typed = next[..2].join(" && ");
        assert!(home.command("/bin/sh", "", &["-c", &typed]).status.success(), "{typed}");
        assert!(home.has_commit());
    }
}

#[test]
fn neither_hooks_nor_signing_nor_templates_stop_it() {
    let refusing = |home: &Home, folder: &str| {
        for hook in [
            "pre-commit",
            "commit-msg",
            "prepare-commit-msg",
            "post-commit",
            "post-index-change",
            "reference-transaction",
        ] {
            home.program(&format!("{folder}/{hook}"), "echo ran >> \"$HOME/ran\"; exit 1");
        }
    };
    for settings in [
        "[core]\n\thooksPath = ~/hooks\n",
        "[init]\n\ttemplateDir = ~/template\n",
        "[commit]\n\tgpgSign = true\n\ttemplate = ~/missing\n[gpg]\n\tprogram = /bin/false\n",
        "[core]\n\tautocrlf = true\n\tsafecrlf = true\n\teditor = /bin/false\n",
    ] {
        let home = Home::with_identity(settings);
        refusing(&home, "hooks");
        refusing(&home, "template/hooks");
        let (code, document) = home.new_application(&[]);
        assert_eq!((code, document["commit"].is_string()), (Some(0), true), "{settings}: {document}");
        assert!(home.has_commit());
        assert_eq!(home.git("my-map", &["-c", "core.autocrlf=false", "status", "--short"]), "");
    }
}

#[test]
fn a_commit_that_fails_leaves_the_repository_without_one() {
    let home = Home::with_identity("");
    home.program("bin/git", "case \"$*\" in *' commit '*) echo 'fatal: cannot lock ref' >&2; exit 128;; esac\nexec /usr/bin/git \"$@\"");
    let mut command = Command::new(env!("CARGO_BIN_EXE_carto-app"));
    command.env_clear().env("PATH", home.path("bin")).env("HOME", home.0.path()).current_dir(home.0.path());
    let output = command.args(["new", "my-map", "--yes", "--json", "--commit"]).output().expect("runs");
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((output.status.code(), &document["commit"]), (Some(5), &Value::Null), "{document}");
    assert_eq!(document["error"]["details"][0], "fatal: cannot lock ref");
    assert!(home.path("my-map/package.json").exists() && !home.has_commit());
    let hint = document["error"]["hint"].as_str().expect("a hint");
    assert!(home.command("/bin/sh", "", &["-c", hint]).status.success(), "{hint}");
    assert!(home.has_commit());
}

#[test]
fn a_repository_that_is_there_gets_no_commit() {
    let home = Home::with_identity("");
    fs::create_dir(home.path("repo")).expect("created");
    home.git("repo", &["init", "--quiet"]);
    let (code, document) = home.new_application_with(&[], "repo", &["--git", "--commit"]);
    assert_eq!((code, &document["no_commit"]), (Some(0), &json!("no repository was created")), "{document}");
    assert!(!home.path("repo/my-map/.git").exists());
    assert!(home.git("repo", &["status", "--short"]).contains("?? my-map/"));
}

#[test]
fn an_identity_in_variables_is_one() {
    let names = [("GIT_AUTHOR_NAME", "Ada"), ("GIT_COMMITTER_NAME", "Ada")];
    let addresses = [("GIT_AUTHOR_EMAIL", "a@example.com"), ("GIT_COMMITTER_EMAIL", "a@example.com")];
    let settings = [
        ("GIT_CONFIG_COUNT", "3"),
        ("GIT_CONFIG_KEY_0", "user.name"),
        ("GIT_CONFIG_VALUE_0", "Ada"),
        ("GIT_CONFIG_KEY_1", "core.fsmonitor"),
        ("GIT_CONFIG_VALUE_1", "false"),
        ("GIT_CONFIG_KEY_2", "user.email"),
        ("GIT_CONFIG_VALUE_2", "a@example.com"),
    ];
    for variables in
        [[names, addresses].concat(), [&names[..], &[("EMAIL", "a@example.com")]].concat(), settings.to_vec()]
    {
        let home = Home::new("");
        let (code, document) = home.new_application_with(&variables, "", &[]);
        assert_eq!((code, document["commit"].is_string()), (Some(0), true), "{variables:?}: {document}");
        assert_eq!(home.git("my-map", &["log", "--format=%an %ae"]), "Ada a@example.com");
    }
    // The address in the settings takes precedence, as everywhere in git.
    let home = Home::with_identity("");
    home.new_application_with(&[("EMAIL", "a@example.com")], "", &[]);
    assert_eq!(home.git("my-map", &["log", "--format=%ae"]), "ada@example.com");
}

#[test]
fn the_same_again_finds_everything_there() {
    let home = Home::with_identity("");
    home.new_application(&[]);
    let (code, document) = home.new_application(&[]);
    assert_eq!((code, &document["no_commit"]), (Some(0), &json!("no repository was created")), "{document}");
    assert_eq!(home.git("my-map", &["status", "--short"]), "");
    assert!(!document["warnings"].to_string().contains("no commit yet"), "{document}");
    home.git("my-map", &["pack-refs", "--all"]);
    let (_, document) = home.new_application(&[]);
    assert!(!document["warnings"].to_string().contains("no commit yet"), "{document}");
}

/// As on Windows, where Prettier would find CRLF in every file.
#[test]
fn a_checkout_has_lf_whatever_git_is_set_to() {
    let home = Home::with_identity("[core]\n\tautocrlf = true\n");
    let (code, document) = home.new_application(&[]);
    assert_eq!((code, document["commit"].is_string()), (Some(0), true), "{document}");
    home.git("", &["clone", "--quiet", "my-map", "clone"]);
    for path in paths(&document) {
        let [ours, cloned] = ["my-map", "clone"].map(|top| fs::read(home.path(top).join(path)).expect(path));
        assert!(ours == cloned && !cloned.contains(&b'\r'), "{path}");
    }
    assert!(home.path("clone/.gitattributes").exists());
    // Without the attributes, git would convert them.
    home.git("clone", &["rm", "--quiet", ".gitattributes"]);
    fs::remove_file(home.path("clone/README.md")).expect("removed");
    home.git("clone", &["checkout", "--quiet", "README.md"]);
    assert!(fs::read(home.path("clone/README.md")).expect("a file").contains(&b'\r'));
}

#[test]
fn the_ignore_file_of_a_clone_goes_on_ignoring_and_hides_the_key() {
    let home = Home::with_identity("");
    fs::create_dir(home.path("my-map")).expect("created");
    home.git("my-map", &["init", "--quiet"]);
    fs::write(home.path("my-map/.gitignore"), "credentials.json\n.env*\n!.env.local\n").expect("written");
    fs::write(home.path("my-map/credentials.json"), KEY).expect("written");
    fs::write(home.path("my-map/README.md"), "mine").expect("written");
    let (code, document) = home.new_application(&["--overwrite", "--api-key", KEY]);
    assert_eq!((code, &document["joined"]), (Some(0), &json!([".gitignore"])), "{document}");
    home.git("my-map", &["add", "."]);
    let staged = home.git("my-map", &["diff", "--cached", "--name-only"]);
    assert!(staged.contains("README.carto-app.md") && staged.contains("README.md"), "{staged}");
    assert!(!staged.contains("credentials.json") && !staged.contains(".env.local"), "{staged}");
}
