//! A new application in a directory that has files.

use carto_app::ui::Reply;
use serde_json::json;

use crate::world::Run;

const YES: [&str; 5] = ["new", ".", "--name=a", "--client-id=AbCdEfGhIjKl", "--no-git"];

/// A clone of a repository that GitHub has begun.
fn clone() -> Run {
    let run = Run::new();
    run.write(".gitignore", "credentials.json\r\n!.env.local\r\n");
    run.write("README.md", "# Mine\n");
    run.write("LICENSE", "MIT\n");
    run.write(".github/workflows/ci.yml", "name: Mine\n");
    run.write(".gitattributes", "*.psd filter=lfs -text\n");
    run
}

fn choose(item: &str) -> Reply {
    Reply::Choose(item.to_owned())
}

fn with(args: &[&'static str]) -> Vec<&'static str> {
    YES.iter().copied().chain(args.iter().copied()).collect()
}

#[test]
fn a_fresh_clone_needs_no_flag_and_loses_nothing() {
    for how in
        [&[][..], &["--overwrite"], &["--conflicts=backup"], &["--conflicts=keep"], &["--conflicts=stop"]]
    {
        let mut run = clone();
        let output = run.go(&with(how)).expect(0);
        for words in [
            "Added carto-app's lines to .gitattributes, .gitignore.",
            "Kept your .github/workflows/ci.yml; carto-app's is .github/workflows/ci.carto-app.yml.",
            "Kept your README.md; carto-app's is README.carto-app.md.",
        ] {
            assert!(output.stderr.contains(words), "{words}: {}", output.stderr);
        }
        let ignored = run.read(".gitignore");
        assert!(
            ignored.starts_with(
                "credentials.json\r\n!.env.local\r\n\r\n# Added by carto-app\r\nnode_modules\r\n"
            )
        );
        assert!(ignored.ends_with("\r\n") && ignored.contains("\r\n.env*.local\r\n"), "{ignored:?}");
        assert!(run.read(".gitattributes").ends_with("\n\n*.psd filter=lfs -text\n"));
        assert_eq!((run.read("README.md").as_str(), run.read("LICENSE").as_str()), ("# Mine\n", "MIT\n"));
        assert_eq!(run.read(".github/workflows/ci.yml"), "name: Mine\n");
        assert!(run.read("README.carto-app.md").contains("CARTO for React"));
        assert!(run.read(".github/workflows/ci.carto-app.yml").starts_with("name: CI\n"));
        assert!(!run.path(".carto-app-backup").exists());
    }
}

#[test]
fn json_and_a_dry_run_report_what_becomes_of_each_file() {
    let mut run = clone();
    run.write(".nvmrc", "22\n");
    let planned = run.go(&with(&["--dry-run", "--json", "--conflicts=keep"])).expect(0).json();
    assert_eq!(run.read(".gitignore"), "credentials.json\r\n!.env.local\r\n");
    let written = run.go(&with(&["--json", "--conflicts=keep"])).expect(0).json();
    for document in [&planned, &written] {
        assert_eq!(document["joined"], json!([".gitattributes", ".gitignore"]));
        assert_eq!(document["replaced"], json!([]));
        assert_eq!(
            document["kept"],
            json!([
                { "path": ".github/workflows/ci.yml", "beside": ".github/workflows/ci.carto-app.yml", "note": null },
                { "path": "README.md", "beside": "README.carto-app.md", "note": null },
                { "path": ".nvmrc", "beside": null, "note": "the application needs Node 22.13 or newer" },
            ])
        );
        let files = document["files"].as_array().expect("a list");
        assert!(files.iter().all(|file| file["path"] != ".nvmrc" && file["path"] != "README.md"));
        for file in files {
            assert_eq!(
                file["sha256"],
                hash(document == &written, &run, file["path"].as_str().expect("a path"), file)
            );
        }
    }
    let told = run.go(&with(&["--dry-run", "--conflicts=keep"])).expect(0).stderr;
    assert!(told.contains("Would keep your .nvmrc; the application needs Node 22.13 or newer."), "{told}");
}

/// The hash of a file on disk, or the one that was told as long as nothing is written.
fn hash(is_written: bool, run: &Run, path: &str, told: &serde_json::Value) -> serde_json::Value {
    if is_written {
        carto_app::plan::sha256(&std::fs::read(run.path(path)).expect(path)).into()
    } else {
        told["sha256"].clone()
    }
}

#[test]
fn the_same_again_changes_nothing() {
    let mut run = clone();
    run.go(&YES).expect(0);
    let before = crate::tree::snapshot(run.home.path());
    let output = run.go(&YES).expect(0);
    assert!(output.stderr.contains("Unchanged: "), "{}", output.stderr);
    assert!(!output.stderr.contains("Added"), "{}", output.stderr);
    crate::tree::assert_same(&before, &crate::tree::snapshot(run.home.path()), "again");
}

#[test]
fn what_the_application_needs_cannot_be_kept() {
    let mut run = clone();
    run.write("package.json", "{}\n");
    run.write("src/main.jsx", "mine\n");
    run.write(".nvmrc", "22\n");
    let before = crate::tree::snapshot(run.home.path());
    let error = run.go(&with(&["--json", "--conflicts=keep"])).expect(3).json()["error"].clone();
    assert_eq!(
        error["message"],
        "2 paths in the current directory are in the way and can't be kept, because the application needs its own"
    );
    assert!(error["hint"].as_str().is_some_and(|hint| hint.contains("--conflicts backup")), "{error}");
    assert_eq!(
        run.go(&with(&["--json"])).expect(3).json()["error"]["conflicts"].as_array().map(Vec::len),
        Some(3)
    );
    crate::tree::assert_same(&before, &crate::tree::snapshot(run.home.path()), "a refusal");
    run.go(&with(&["--conflicts=backup"])).expect(0);
    assert_eq!(run.read(".carto-app-backup/package.json"), "{}\n");
    assert!(run.go(&with(&["--conflicts=backup", "--overwrite"])).expect(2).stderr.contains("--overwrite"));
    let mut run = Run::new();
    run.write(".nvmrc", "22\n");
    let told = run.go(&YES).expect(3).stderr;
    assert!(told.contains("keep it with --conflicts keep, move it to .carto-app-backup"), "{told}");
}

#[test]
fn a_readme_of_any_name_stays_the_readme() {
    for name in ["readme.md", "README", "Readme.rst", "README.txt"] {
        let mut run = Run::new();
        run.write(name, "mine");
        let document = run.go(&with(&["--json"])).expect(0).json();
        assert_eq!(
            document["kept"],
            json!([{ "path": name, "beside": "README.carto-app.md", "note": null }])
        );
        assert!(run.path("README.carto-app.md").exists());
        let ours = crate::tree::snapshot(run.home.path());
        assert_eq!(ours.contains_key(std::path::Path::new("README.md")), name == "README.md");
    }
}

#[test]
fn an_ignore_file_that_is_none_is_in_the_way() {
    let mut run = Run::new();
    std::fs::write(run.path(".gitignore"), b"\xff\xfen\0o\0").expect("written");
    assert!(run.go(&with(&["--conflicts=keep"])).expect(3).stderr.contains(".gitignore"));
    run.go(&with(&["--conflicts=backup"])).expect(0);
    assert!(run.read(".gitignore").starts_with("node_modules\n"));
    let mut run = Run::new();
    run.write("real", "mine\n");
    std::os::unix::fs::symlink("real", run.path(".gitignore")).expect("linked");
    run.go(&YES).expect(3);
    assert_eq!(run.read("real"), "mine\n");
}

#[test]
fn a_person_decides_about_each_file() {
    let mut run = clone().person([
        choose("The example"),
        Reply::Enter,
        Reply::Enter,
        choose("Write"),
        choose("Show"),
        choose("Keep mine"),
        choose("Show"),
        choose("Replace it"),
    ]);
    run.write(".nvmrc", "22\n");
    run.write("package.json", "{ \"name\": \"mine\" }\n");
    let output = run.go(&YES).expect(0);
    let told = output.transcript.join("\n");
    for words in [
        "! Would add carto-app's lines to .gitattributes, .gitignore.",
        "! You are asked about what is in the way: .nvmrc, package.json.",
        "? .nvmrc is in the way. What becomes of it?",
        "-22\n+24",
        ".nvmrc: kept",
        "-{ \"name\": \"mine\" }",
        "package.json: replaced; yours goes to .carto-app-backup",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert_eq!(run.read(".nvmrc"), "22\n");
    assert_eq!(run.read(".carto-app-backup/package.json"), "{ \"name\": \"mine\" }\n");
    assert!(output.stderr.contains("Kept your .nvmrc; the application needs Node 22.13 or newer."));
}

#[test]
fn one_decision_can_hold_for_all_the_rest_or_stop_the_run() {
    let questions = [choose("The example"), Reply::Enter, Reply::Enter, choose("Write")];
    let occupied = |replies: Vec<Reply>| {
        let run = Run::new().person(questions.iter().cloned().chain(replies));
        for path in [".editorconfig", ".nvmrc", "index.html", "package.json"] {
            run.write(path, "mine\n");
        }
        run
    };
    let mut run = occupied(vec![choose("All the rest: keep"), choose("All the rest: replace")]);
    let document = run.go(&YES).expect(0);
    assert!(document.stderr.contains("  index.html\n  package.json\n"), "{}", document.stderr);
    assert_eq!((run.read(".editorconfig").as_str(), run.read(".nvmrc").as_str()), ("mine\n", "mine\n"));
    assert_eq!(run.read(".carto-app-backup/package.json"), "mine\n");
    for replies in [vec![choose("Stop")], vec![choose("Keep"), Reply::Interrupt]] {
        let mut run = occupied(replies);
        let before = crate::tree::snapshot(run.home.path());
        assert!(run.go(&YES).expect(130).stderr.contains("nothing was written"));
        crate::tree::assert_same(&before, &crate::tree::snapshot(run.home.path()), "stopped");
    }
    // What is needed can't be kept, so that is not offered.
    let mut run = occupied(vec![choose("Keep"), choose("Keep"), choose("Keep")]);
    assert!(run.go(&YES).expect(1).stderr.contains("no row that begins with \"Keep\""));
}

#[test]
fn a_difference_never_shows_a_secret() {
    let key = "AbCdEfGhIjKlMnOpQrStUv";
    let mut run = Run::new().env("CARTO_APP_API_KEY", key).person([
        choose("The example"),
        choose("Write"),
        choose("Show"),
    ]);
    run.write(".env.local", "VITE_CARTO_API_KEY=ZyXwVuTsRqPoNmLkJiHgFe\n");
    let args = ["new", ".", "--name=a", "--no-git", "--username=acme"];
    let output = run.go(&args).expect(1);
    assert!(output.stderr.contains("no row that begins with \"Show\""), "{}", output.stderr);
    assert!(!output.transcript.join("\n").contains("ZyXw"));
}

/// The README beside that of the owner is the one that later commands work on.
#[test]
fn the_readme_beside_is_kept_up_to_date() {
    let mut run = clone();
    run.go(&YES).expect(0);
    run.go(&["auth", "set", "--add-scope=datasets:r:roads"]).expect(0);
    assert!(run.read("README.carto-app.md").contains("\n- datasets:r:roads: "));
    run.go(&["auth", "use", "api-key", "--yes"]).expect(0);
    assert!(run.read("README.carto-app.md").contains("There is no login."));
    assert_eq!(run.read("README.md"), "# Mine\n");
}

#[test]
fn going_back_asks_about_the_previous_file_and_then_shows_the_review() {
    let questions = [choose("The example"), Reply::Enter, Reply::Enter, choose("Write")];
    let replies = [choose("Replace it"), Reply::Back, choose("Keep mine"), choose("All the rest: replace")];
    let mut run = Run::new().person(questions.iter().cloned().chain(replies));
    for path in [".editorconfig", ".nvmrc", "index.html", "package.json"] {
        run.write(path, "mine\n");
    }
    let output = run.go(&YES).expect(0);
    assert_eq!(run.read(".editorconfig"), "mine\n");
    assert_eq!(run.read(".carto-app-backup/.nvmrc"), "mine\n", "{:?}", output.transcript);
    // From the first file, to the review.
    let again = [
        Reply::Back,
        choose("Title"),
        Reply::Text("Roads".to_owned()),
        choose("Write"),
        choose("Replace it"),
    ];
    let mut run = Run::new().person(questions.into_iter().chain(again));
    run.write("index.html", "mine\n");
    let output = run.go(&YES).expect(0);
    assert!(run.read("index.html").contains("<title>Roads</title>"), "{:?}", output.transcript);
}

#[test]
fn a_kept_readme_is_reported_once() {
    let mut run = clone();
    run.go(&YES).expect(0);
    run.write("README.carto-app.md", "edited\n");
    let document = run.go(&with(&["--json", "--conflicts=keep"])).expect(0).json();
    let kept = document["kept"].as_array().expect("a list");
    let of_readme: Vec<_> = kept.iter().filter(|kept| kept.to_string().contains("README")).collect();
    assert_eq!(
        of_readme,
        [
            &json!({ "path": "README.md", "beside": "README.carto-app.md", "note": "it may be of another version" })
        ]
    );
}

#[test]
fn what_was_there_already_is_not_reported_as_written() {
    let mut run = Run::new();
    let all = run.go(&with(&["--json"])).expect(0).json()["files"].as_array().map_or(0, Vec::len);
    std::fs::remove_file(run.path(".nvmrc")).expect("removed");
    let told = run.go(&with(&["--dry-run"])).expect(0).stderr;
    let words = format!(
        "Would write 1 file, 1 kB to the current directory; {} files are there already; nothing was written.",
        all - 1
    );
    assert!(told.contains(&words) || told.contains(&words.replace("the current directory", ".")), "{told}");
    let written = |document: &serde_json::Value| -> Vec<String> {
        let files = document["files"].as_array().expect("a list").iter();
        files.filter(|file| file["was_there"] == false).map(|file| file["path"].to_string()).collect()
    };
    let planned = run.go(&with(&["--json", "--dry-run"])).expect(0).json();
    assert_eq!(written(&planned), ["\".nvmrc\""]);
    let told = run.go(&YES).expect(0).stderr;
    assert!(told.contains(&format!(" (1 file, 1 kB; {} files were there already)", all - 1)), "{told}");
    std::fs::remove_file(run.path(".nvmrc")).expect("removed");
    assert_eq!(written(&run.go(&with(&["--json"])).expect(0).json()), ["\".nvmrc\""]);
    let again = run.go(&with(&["--json"])).expect(0).json();
    assert_eq!((written(&again).len(), again["files"].as_array().map_or(0, Vec::len)), (0, all));
}

#[cfg(unix)]
#[test]
fn a_conflict_by_encoding_or_mode_says_so() {
    use std::os::unix::fs::PermissionsExt;

    let mut run = Run::new();
    let utf_16: Vec<u8> = "\u{feff}dist\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(run.path(".gitignore"), utf_16).expect("written");
    let error = run.go(&with(&["--json"])).expect(3).json()["error"].clone();
    let reason = "it is not UTF-8, so git can't read it and no lines can be added";
    assert_eq!(error["conflicts"][0]["reason"], reason);
    assert_eq!(error["message"], "1 path in the current directory is in the way");
    assert_eq!(
        error["hint"],
        "move it to .carto-app-backup with --conflicts backup, or choose another directory"
    );
    let told = run.go(&YES).expect(3).stderr;
    assert!(told.contains(&format!(".gitignore ({reason})")), "{told}");

    let key = &["--auth=api-key", "--api-key=AbCdEfGhIjKlMnOpQrStUv"];
    let args = [&["new", ".", "--name=a", "--no-git"][..], key].concat();
    let mut run = Run::new();
    run.go(&args).expect(0);
    let open = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(run.path(".env.local"), open).expect("changed");
    let told = run.go(&args).expect(3).stderr;
    let words = "is in the way: .env.local (its content is as planned, but others can read it: chmod 600)";
    assert!(told.contains(words), "{told}");
}
