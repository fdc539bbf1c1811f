//! Signals at any time, and two simultaneous runs.

use std::process::{Child, Output, Stdio};
use std::thread;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::scene::{Scene, carto_app, describe};
use crate::tree::{assert_same, snapshot};

fn spawn(scene: &Scene, more: &[&str]) -> Child {
    let mut command = scene.in_place(carto_app());
    command.args(more).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs")
}

fn finish(child: Child) -> Output {
    child.wait_with_output().expect("the program ends")
}

#[test]
fn a_signal_at_any_time_changes_nothing() {
    for scene in [Scene::fresh(), Scene::overwriting()] {
        for round in 0..40_u32 {
            let child = spawn(&scene, &[]);
            let id = Pid::from_raw(i32::try_from(child.id()).expect("a process id"));
            thread::sleep(Duration::from_micros(u64::from(round) * 1000));
            let _ = kill(id, if round % 2 == 0 { Signal::SIGINT } else { Signal::SIGTERM });
            if round % 3 == 0 {
                let _ = kill(id, Signal::SIGINT);
            }
            let output = finish(child);
            // A signal ends the program if it has not installed its handlers yet.
            assert!(matches!(output.status.code(), None | Some(0 | 130)), "{}", describe(&output));
            scene.assert_whole_or_untouched(&output, &format!("a signal in round {round}"));
        }
    }
}

#[test]
fn one_of_two_simultaneous_runs_wins() {
    for scene in [Scene::fresh(), Scene::existing()] {
        let titles = ["Ours", "Theirs"];
        let expected = titles.map(|title| {
            let output = finish(spawn(&scene, &["--title", title]));
            assert!(output.status.success(), "{}", describe(&output));
            let after = scene.snapshot();
            scene.reset();
            after
        });
        for round in 0..25 {
            let children = titles.map(|title| spawn(&scene, &["--title", title]));
            let outputs = children.map(finish);
            let codes = [0, 1].map(|run: usize| outputs[run].status.code());
            let winner = match codes {
                [Some(0), Some(3)] => 0,
                [Some(3), Some(0)] => 1,
                _ => panic!("round {round}: {}\n{}", describe(&outputs[0]), describe(&outputs[1])),
            };
            assert_same(&expected[winner], &snapshot(scene.path()), &format!("round {round}"));
            scene.reset();
        }
    }
}
