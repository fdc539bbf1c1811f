//! System calls that write fail once, and signals come at them: at some of each kind, and in the ignored tests at every one.

use super::scene::{Scene, said};
use super::strace::{Call, changes, run_with};

/// What the system may answer to a call.
fn errors(call: &Call) -> &'static [&'static str] {
    match call.kind() {
        "open" => &["ENOSPC", "EMFILE", "EACCES", "EDQUOT"],
        "mkdir" => &["ENOSPC", "EROFS", "EACCES", "EIO"],
        "write" => &["ENOSPC", "EIO", "EDQUOT", "EFBIG"],
        "close" => &["EIO", "ENOSPC", "EDQUOT"],
        _ => &["EIO", "EACCES", "ENOSPC", "EXDEV"],
    }
}

/// Each call fails once; calls of one name take turns in how.
fn every_error(calls: &[Call]) -> Vec<String> {
    let fault = |call: &Call| {
        let errors = errors(call);
        call.with(&format!("error={}", errors[call.number % errors.len()]))
    };
    calls.iter().map(fault).collect()
}

/// Comes for every file.
fn is_frequent(call: &Call) -> bool {
    matches!(call.kind(), "open" | "write" | "close")
}

/// All calls, but only some of those for each file: how a file is written is the same everywhere.
///
/// Every fifth, so that all errors of [`every_error`] have their turn.
fn selected(mut calls: Vec<Call>) -> Vec<Call> {
    calls.retain(|call| !is_frequent(call) || call.number % 5 == 0);
    calls
}

fn fails_and_changes_nothing(scene: &Scene, calls: &[Call]) {
    for fault in every_error(calls) {
        let output = run_with(scene, &[&fault]);
        assert_eq!(output.status.code(), Some(4), "{fault}: {}", said(&output));
        scene.assert_whole_or_untouched(&output, &fault);
    }
}

#[test]
fn a_failing_call_changes_nothing_in_a_new_directory() {
    let scene = Scene::fresh();
    fails_and_changes_nothing(&scene, &selected(changes(&scene, &[])));
}

#[test]
#[ignore = "takes minutes; scripts/test runs it"]
fn every_failing_call_changes_nothing() {
    let scene = Scene::fresh();
    fails_and_changes_nothing(&scene, &changes(&scene, &[]));
}

#[test]
fn a_failing_call_changes_nothing_with_overwrite() {
    let scene = Scene::overwriting();
    fails_and_changes_nothing(&scene, &selected(changes(&scene, &[])));
}

/// Where the system can't rename without replacing, hard links stand in; where there are none, a look before.
#[test]
fn a_failing_call_changes_nothing_without_renameat2() {
    let scene = Scene::overwriting();
    let old = "renameat2:error=EINVAL";
    let mut calls = changes(&scene, &[old]);
    calls.retain(|call| !is_frequent(call) && call.name != "renameat2");
    assert!(calls.iter().any(|call| call.kind() == "link"), "hard links stand in");
    for fault in every_error(&calls) {
        let output = run_with(&scene, &[old, &fault]);
        let may_pass = fault.starts_with("link");
        assert!(output.status.code() == Some(4) || may_pass, "{fault}: {}", said(&output));
        scene.assert_whole_or_untouched(&output, &fault);
    }
    let output = run_with(&scene, &[old, "?link,linkat:error=EPERM"]);
    assert!(output.status.success(), "{}", said(&output));
    scene.assert_complete("no hard links");
}

/// Ctrl-C or a request to end at every call; once everything is in place, it comes too late.
fn is_interrupted_and_changes_nothing(scene: &Scene, calls: &[Call]) {
    let mut interrupted = 0;
    for (turn, call) in calls.iter().enumerate() {
        let signal = if turn % 2 == 0 { "SIGINT" } else { "SIGTERM" };
        let fault = call.with(&format!("signal={signal}"));
        let output = run_with(scene, &[&fault]);
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 130)), "{fault}: {}", said(&output));
        scene.assert_whole_or_untouched(&output, &fault);
        interrupted += usize::from(code == Some(130));
    }
    assert!(interrupted > calls.len() / 4, "{interrupted} of {} runs were interrupted", calls.len());
}

#[test]
fn a_signal_at_any_call_changes_nothing_in_a_new_directory() {
    let scene = Scene::fresh();
    is_interrupted_and_changes_nothing(&scene, &selected(changes(&scene, &[])));
}

#[test]
#[ignore = "takes minutes; scripts/test runs it"]
fn a_signal_at_every_call_changes_nothing() {
    let scene = Scene::fresh();
    is_interrupted_and_changes_nothing(&scene, &changes(&scene, &[]));
}

#[test]
fn a_signal_at_any_call_changes_nothing_with_overwrite() {
    let scene = Scene::overwriting();
    is_interrupted_and_changes_nothing(&scene, &selected(changes(&scene, &[])));
}

/// The thread that hears signals is there at once, the one that set it up is held up: whoever ends the process then
/// still says so.
#[test]
fn an_early_signal_still_prints_a_document() {
    let mut scene = Scene::fresh();
    scene.arguments.push("--json".into());
    let mut heard = 0;
    for number in 1..=12 {
        let signal = format!("rt_sigaction:signal=SIGINT:when={number}");
        let output = run_with(&scene, &[&signal, "?clone,?clone3:delay_exit=200000:when=1"]);
        // Before the program listens, the system ends it.
        if let Some(code) = output.status.code() {
            assert!(matches!(code, 0 | 130), "{signal}: {}", said(&output));
            assert!(output.stdout.starts_with(b"{\"ok\":"), "{signal}: {}", said(&output));
            heard += usize::from(code == 130);
        }
        scene.assert_whole_or_untouched(&output, &signal);
    }
    assert!(heard > 0);
}

#[test]
fn more_signals_do_not_disturb_the_rollback() {
    for scene in [Scene::nested(), Scene::overwriting()] {
        let writes: Vec<Call> =
            changes(&scene, &[]).into_iter().filter(|call| call.kind() == "write").collect();
        for call in writes.iter().step_by(7) {
            let faults = [
                &call.with("signal=SIGINT"),
                "?unlink,unlinkat:signal=SIGINT:when=1+3",
                "?rmdir:signal=SIGTERM:when=1+2",
            ];
            let output = run_with(&scene, &faults);
            assert!(matches!(output.status.code(), Some(0 | 130)), "{faults:?}: {}", said(&output));
            scene.assert_whole_or_untouched(&output, &format!("{faults:?}"));
        }
    }
}

#[test]
fn a_disk_that_stays_full_changes_nothing() {
    for scene in [Scene::nested(), Scene::existing(), Scene::overwriting()] {
        let calls = changes(&scene, &[]);
        for kind in ["open", "mkdir", "write"] {
            let of_kind: Vec<&Call> = calls.iter().filter(|call| call.kind() == kind).collect();
            for call in of_kind.iter().step_by(8) {
                let fault = call.and_later_with("error=ENOSPC");
                let output = run_with(&scene, &[&fault]);
                assert_eq!(output.status.code(), Some(4), "{fault}: {}", said(&output));
                // Where nothing can be written any more, nothing can be said either.
                assert!(kind == "write" || said(&output).contains("the disk is full"), "{}", said(&output));
                scene.assert_whole_or_untouched(&output, &fault);
            }
        }
    }
}

#[test]
fn leftovers_of_a_failed_rollback_are_named() {
    let scene = Scene::fresh();
    let calls = changes(&scene, &[]);
    let write = calls.iter().filter(|call| call.kind() == "write").nth(4).expect("more than four files");
    let output = run_with(&scene, &[&write.with("error=ENOSPC"), "?unlink,unlinkat:error=EIO:when=1"]);
    assert_eq!(output.status.code(), Some(4));
    let left: Vec<String> = scene
        .snapshot()
        .into_keys()
        .map(|path| path.to_string_lossy().into_owned())
        .filter(|path| path.contains(".carto-app-tmp"))
        .collect();
    assert!(!left.is_empty(), "{}", said(&output));
    for path in left {
        assert!(said(&output).contains(&path), "{path} is not named: {}", said(&output));
    }
}
