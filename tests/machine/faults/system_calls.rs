//! Errors and signals at system calls that write: at a sample of each kind, and in the ignored tests at every call.

use super::scene::{Scene, describe};
use super::strace::{Call, changes, run_with};

/// Returns errors that the system may report for a call.
fn errors(call: &Call) -> &'static [&'static str] {
    match call.kind() {
        "open" => &["ENOSPC", "EMFILE", "EACCES", "EDQUOT"],
        "mkdir" => &["ENOSPC", "EROFS", "EACCES", "EIO"],
        "write" => &["ENOSPC", "EIO", "EDQUOT", "EFBIG"],
        "close" => &["EIO", "ENOSPC", "EDQUOT"],
        _ => &["EIO", "EACCES", "ENOSPC", "EXDEV"],
    }
}

/// Returns a fault for each call; calls of the same name rotate through the errors.
fn every_error(calls: &[Call]) -> Vec<String> {
    let fault = |call: &Call| {
        let errors = errors(call);
        call.with(&format!("error={}", errors[call.number % errors.len()]))
    };
    calls.iter().map(fault).collect()
}

/// Whether the call occurs for every file.
fn is_frequent(call: &Call) -> bool {
    matches!(call.kind(), "open" | "write" | "close")
}

/// Returns all calls, but only every seventh of the calls that occur for every file, as all files are written the same way.
///
/// With every seventh call, [`every_error`] still uses all errors.
fn selected(mut calls: Vec<Call>) -> Vec<Call> {
    calls.retain(|call| !is_frequent(call) || call.number % 7 == 0);
    calls
}

fn assert_failure_changes_nothing(scene: &Scene, calls: &[Call]) {
    for fault in every_error(calls) {
        let output = run_with(scene, &[&fault]);
        assert_eq!(output.status.code(), Some(4), "{fault}: {}", describe(&output));
        scene.assert_whole_or_untouched(&output, &fault);
    }
}

#[test]
fn a_failing_call_changes_nothing_in_a_new_directory() {
    let scene = Scene::fresh();
    assert_failure_changes_nothing(&scene, &selected(changes(&scene, &[])));
}

#[test]
#[ignore = "takes minutes; scripts/test runs it"]
fn every_failing_call_changes_nothing() {
    let scene = Scene::fresh();
    assert_failure_changes_nothing(&scene, &changes(&scene, &[]));
}

#[test]
fn a_failing_call_changes_nothing_with_overwrite() {
    let scene = Scene::overwriting();
    assert_failure_changes_nothing(&scene, &selected(changes(&scene, &[])));
}

/// If the system can't rename without replacing, the program uses hard links; without those, it checks for the target first.
#[test]
fn a_failing_call_changes_nothing_without_renameat2() {
    let scene = Scene::overwriting();
    let old = "renameat2:error=EINVAL";
    let mut calls = changes(&scene, &[old]);
    calls.retain(|call| !is_frequent(call) && call.name != "renameat2");
    assert!(calls.iter().any(|call| call.kind() == "link"), "no hard links were used");
    for fault in every_error(&calls) {
        let output = run_with(&scene, &[old, &fault]);
        let may_pass = fault.starts_with("link");
        assert!(output.status.code() == Some(4) || may_pass, "{fault}: {}", describe(&output));
        scene.assert_whole_or_untouched(&output, &fault);
    }
    let output = run_with(&scene, &[old, "?link,linkat:error=EPERM"]);
    assert!(output.status.success(), "{}", describe(&output));
    scene.assert_complete("no hard links");
}

/// Sends SIGINT or SIGTERM at every call. A signal after the last change is too late to interrupt.
fn assert_interrupt_changes_nothing(scene: &Scene, calls: &[Call]) {
    let mut interrupted = 0;
    for (turn, call) in calls.iter().enumerate() {
        let signal = if turn % 2 == 0 { "SIGINT" } else { "SIGTERM" };
        let fault = call.with(&format!("signal={signal}"));
        let output = run_with(scene, &[&fault]);
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 130)), "{fault}: {}", describe(&output));
        scene.assert_whole_or_untouched(&output, &fault);
        interrupted += usize::from(code == Some(130));
    }
    assert!(interrupted > calls.len() / 4, "{interrupted} of {} runs were interrupted", calls.len());
}

#[test]
fn a_signal_at_any_call_changes_nothing_in_a_new_directory() {
    let scene = Scene::fresh();
    assert_interrupt_changes_nothing(&scene, &selected(changes(&scene, &[])));
}

#[test]
#[ignore = "takes minutes; scripts/test runs it"]
fn a_signal_at_every_call_changes_nothing() {
    let scene = Scene::fresh();
    assert_interrupt_changes_nothing(&scene, &changes(&scene, &[]));
}

#[test]
fn a_signal_at_any_call_changes_nothing_with_overwrite() {
    let scene = Scene::overwriting();
    assert_interrupt_changes_nothing(&scene, &selected(changes(&scene, &[])));
}

/// Delays the thread that starts the signal thread. An interrupt in between still prints a document: one comes when the signal
/// thread tells the system its name, the others may come too early.
#[test]
fn an_early_signal_still_prints_a_document() {
    let mut scene = Scene::fresh();
    scene.arguments.push("--json".into());
    let mut handled = 0;
    let early = (1..=12).map(|number| format!("rt_sigaction:signal=SIGINT:when={number}"));
    for signal in early.chain(["prctl:signal=SIGINT:when=1".to_owned()]) {
        let output = run_with(&scene, &[&signal, "?clone,?clone3:delay_exit=200000:when=1"]);
        // A signal ends the program if it has not installed its handlers yet.
        if let Some(code) = output.status.code() {
            assert!(matches!(code, 0 | 130), "{signal}: {}", describe(&output));
            assert!(output.stdout.starts_with(b"{\"ok\":"), "{signal}: {}", describe(&output));
            handled += usize::from(code == 130);
        }
        scene.assert_whole_or_untouched(&output, &signal);
    }
    assert!(handled > 0);
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
            assert!(matches!(output.status.code(), Some(0 | 130)), "{faults:?}: {}", describe(&output));
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
                assert_eq!(output.status.code(), Some(4), "{fault}: {}", describe(&output));
                // If nothing can be written, nothing can be printed either.
                assert!(
                    kind == "write" || describe(&output).contains("the disk is full"),
                    "{}",
                    describe(&output)
                );
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
    assert!(!left.is_empty(), "{}", describe(&output));
    for path in left {
        assert!(describe(&output).contains(&path), "{path} is not named: {}", describe(&output));
    }
}
