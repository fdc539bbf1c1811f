//! Causes each fault of the table in `docs/reliability.md` and compares what it leaves on the disk.

mod cases;
mod table;
mod trial;

use cases::CASES;
use table::{Row, Table};
use trial::{Left, Trial, Wholes};

#[test]
#[allow(clippy::disallowed_macros, reason = "says what was not tried")]
fn the_table_of_faults_is_up_to_date() {
    let mut table = Table::read();
    let mut wholes = Wholes::new();
    for case in CASES {
        let Some(trial) = Trial::of(case, &mut wholes) else {
            eprintln!("not tried, since nothing can be mounted here: {}", case.fault);
            table.keep(case.fault);
            continue;
        };
        let is_kept = matches!(trial.left, Left::AsItWas | Left::Whole);
        assert!(is_kept || case.fault.contains("SIGKILL"), "{}: {trial:?}", case.fault);
        assert!(spoilt(&trial).is_empty(), "{}: {trial:?}", case.fault);
        if let Some(again) = &trial.again {
            let is_whole = matches!(again.left, Left::Whole | Left::WholeBeside(_));
            assert!(again.code == 0 && is_whole, "{}, again: {again:?}", case.fault);
        }
        table.tell(Row::new(case, &trial));
    }
    table.close();
}

/// Files whose old content is nowhere any more, and those that are neither old nor new.
fn spoilt(trial: &Trial) -> Vec<&String> {
    match &trial.left {
        Left::AsItWas | Left::Whole => Vec::new(),
        Left::WholeBeside(beside) | Left::Other { beside, .. } => {
            beside.lost.iter().chain(&beside.torn).collect()
        }
    }
}
