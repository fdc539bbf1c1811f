//! The same parts give the same application in any order.

use super::apps::{Mode, add, app, tree};
use crate::tree::assert_same;

/// The parts to add, each with the indexes of parts that it needs or that precede it in a menu.
const PARTS: [(&[&str], &[usize]); 14] = [
    (&["source", "roads", "--dataset", "roads_2020"], &[]),
    (&["source", "Lawns", "--sql", "SELECT * FROM lawns WHERE area > 1", "--credentials=application"], &[]),
    (&["source", "alleys"], &[]),
    (&["view", "town", "--title", "Town"], &[]),
    (&["view", "alone", "--no-menu"], &[3]),
    (&["layer", "roads", "--view", "town"], &[0, 3]),
    (
        &["layer", "lawns", "--view", "town", "--style", "bins", "--column", "area", "--breaks", "1,2"],
        &[1, 3],
    ),
    (&["layer", "alleys", "--view", "alone"], &[2, 4]),
    (&["widget", "lawnCount", "--source", "lawns", "--view", "town"], &[1, 3]),
    (&["widget", "roadCount", "--source", "roads", "--view", "town"], &[0, 3]),
    (
        &[
            "widget",
            "areas",
            "--kind",
            "histogram",
            "--column",
            "area",
            "--ticks",
            "1,5",
            "--source",
            "lawns",
            "--view",
            "town",
        ],
        &[1, 3],
    ),
    (&["slice", "filters"], &[]),
    (&["slice", "drawing"], &[]),
    (&["model", "lawns", "--source", "lawns"], &[1]),
];

/// Returns orders in which each part comes after the parts that it needs; the same orders in each run.
fn orders(count: usize) -> Vec<Vec<usize>> {
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    let mut orders = vec![(0..PARTS.len()).collect::<Vec<usize>>()];
    while orders.len() < count {
        let mut order: Vec<usize> = Vec::new();
        while order.len() < PARTS.len() {
            let next = random(PARTS.len());
            if !order.contains(&next) && PARTS[next].1.iter().all(|needed| order.contains(needed)) {
                order.push(next);
            }
        }
        orders.push(order);
    }
    orders
}

#[test]
fn the_order_of_additions_does_not_matter() {
    for (mode, count) in [(Mode::OAuth, 8), (Mode::OAuthDatasets, 2), (Mode::ApiKeyEmpty, 3)] {
        let mut first = None;
        for order in orders(count) {
            let mut run = app(mode);
            for part in &order {
                let words = PARTS[*part].0;
                add(&mut run, words).expect(0);
            }
            let after = tree(&run);
            match &first {
                None => first = Some(after),
                Some(first) => assert_same(first, &after, &format!("{mode:?} in the order {order:?}")),
            }
        }
    }
}
