//! Causes each fault in the table of `docs/reliability.md` and compares its effect with the table.

mod cases;
mod table;
mod trial;

use cases::CASES;
use table::{Row, Table};
use trial::{CompleteRuns, Left, Trial};

#[test]
#[allow(clippy::disallowed_macros, reason = "prints the faults that can't be tried")]
fn the_table_of_faults_is_up_to_date() {
    let mut table = Table::read();
    let mut complete_runs = CompleteRuns::new();
    for case in CASES {
        let Some(trial) = Trial::of(case, &mut complete_runs) else {
            eprintln!("not tried, as mounting is not permitted here: {}", case.fault);
            table.keep(case.fault);
            continue;
        };
        // Deep paths make the whole description megabytes long.
        let described: String = format!("{}: {trial:?}", case.fault).chars().take(2_000).collect();
        let is_kept = matches!(trial.left, Left::Unchanged | Left::Whole);
        assert!(is_kept || case.fault.contains("SIGKILL"), "{described}");
        assert!(damaged(&trial).is_empty(), "{described}");
        if let Some(again) = &trial.again {
            let is_whole = matches!(again.left, Left::Whole | Left::WholeWithLeftovers(_));
            assert!(again.code == 0 && is_whole, "{}, again: {again:?}", case.fault);
        }
        table.push(Row::new(case, &trial));
    }
    table.assert_up_to_date();
}

/// Returns files whose old content is lost, and files that have neither their old nor their new content.
fn damaged(trial: &Trial) -> Vec<&String> {
    match &trial.left {
        Left::Unchanged | Left::Whole => Vec::new(),
        Left::WholeWithLeftovers(leftovers) | Left::Other { leftovers, .. } => {
            leftovers.lost.iter().chain(&leftovers.torn).collect()
        }
    }
}
