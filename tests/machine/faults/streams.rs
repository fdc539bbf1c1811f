//! Unwritable standard output and standard error.

use std::process::{Command, Stdio};

use super::scene::{Scene, carto_app, describe, with_clean_environment};

#[test]
fn closed_or_full_streams_do_not_stop_the_run() {
    let scene = Scene::fresh();
    for streams in [
        ">&-",
        "2>&-",
        ">&- 2>&- <&-",
        ">/dev/full",
        "2>/dev/full",
        ">/dev/full 2>/dev/full",
        "| true",
        "2>&1 | true",
    ] {
        for json in ["", "--json"] {
            let script = format!(r#"set -o pipefail; "$0" "$@" {json} {streams}"#);
            let mut command = with_clean_environment(Command::new("bash"));
            command.arg("-c").arg(script).arg(carto_app().get_program());
            let output = scene.in_place(command).output().expect("bash runs");
            let code = output.status.code();
            assert!(matches!(code, Some(0 | 4)), "{json} {streams}: {}", describe(&output));
            assert!(!describe(&output).contains("panicked"), "{}", describe(&output));
            if streams == ">/dev/full" && !json.is_empty() {
                let sentence = "standard output can't be written: No space left on device (os error 28); \
                                the application is in demo";
                assert!(describe(&output).contains(sentence), "{}", describe(&output));
            }
            scene.assert_complete(&format!("{json} {streams}"));
        }
    }
}

#[test]
fn a_conflict_is_an_error_with_closed_streams_too() {
    let scene = Scene::conflicting();
    for json in ["--quiet", "--json"] {
        let mut command = scene.in_place(carto_app());
        let mut child = command
            .arg(json)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        drop((child.stdout.take(), child.stderr.take()));
        assert_eq!(child.wait().expect("the program ends").code(), Some(3));
        scene.assert_untouched(json);
    }
}
