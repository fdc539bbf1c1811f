//! What happened before a command's own work is reported, however the command ends.

use carto_app::plan::sha256;
use carto_app::ui::Reply;

use crate::world::Run;

/// An application in which a run was killed after it had created `src/new.js`.
fn killed() -> Run {
    let mut run = Run::new();
    run.go(&["new", ".", "--name=a", "--yes", "--no-git", "--client-id=AbCdEfGhIjKl"]).expect(0);
    run.write("src/new.js", "new text\n");
    let entries = [
        format!(r#"{{"file":{{"path":"src/.carto-app-tmp-12-1","sha256":"{}"}}}}"#, sha256(b"new text\n")),
        r#"{"arrive":{"hidden":"src/.carto-app-tmp-12-1","place":"src/new.js"}}"#.to_owned(),
    ];
    run.write(".carto-app-tmp-journal", &(entries.join("\n") + "\n"));
    run
}

#[test]
fn a_failing_command_tells_that_it_undid_a_change() {
    const UNDONE: &str =
        "An earlier run was killed in the middle of a change, which is now undone: src/new.js.";
    for (args, code) in [
        (&["add", "source", "roads", "--sql=DELETE FROM roads"][..], 2),
        (&["add", "layer", "roads", "--source=none", "--yes"], 2),
        (&["auth", "set", "--client-id=a b"], 2),
        (&["auth", "use", "none"], 2),
        (&["new", ".", "--name=a", "--title=Other", "--yes", "--no-git"], 3),
        (&["new", ".", "--name=A b", "--yes"], 2),
    ] {
        let mut run = killed();
        let document = run.go(&[args, &["--json"]].concat()).expect(code).json();
        assert_eq!(document["warnings"][0]["message"], UNDONE, "{args:?}: {document}");
        assert!(!run.path("src/new.js").exists() && !run.path(".carto-app-tmp-journal").exists());
        let told = killed().go(args).expect(code).stderr;
        assert!(told.starts_with(&format!("warning: {UNDONE}\nerror: ")), "{args:?}: {told}");
    }
    // At a terminal, too, and once where the command succeeds.
    let told = killed().person([Reply::Interrupt]).go(&["add", "source"]).expect(130).stderr;
    assert!(told.starts_with(&format!("warning: {UNDONE}\n")), "{told}");
    for args in [&["check", "--fix"][..], &["add", "slice", "roads"]] {
        let told = killed().go(args).expect(0).stderr;
        assert_eq!(told.matches(UNDONE).count(), 1, "{args:?}: {told}");
    }
}

#[test]
fn leftovers_are_named_by_commands_that_only_read() {
    let mut run = Run::new();
    run.go(&["new", ".", "--name=a", "--yes", "--no-git", "--client-id=AbCdEfGhIjKl"]).expect(0);
    run.write(".carto-app-tmp-13-1/x", "");
    let said = "left .carto-app-tmp-13-1; you can delete it";
    assert!(run.go(&["auth", "show"]).expect(0).stderr.contains(said));
    assert!(run.go(&["auth", "show", "--json"]).expect(0).json()["warnings"].to_string().contains(said));
}
