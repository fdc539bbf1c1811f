//! The default colors of layers.

/// Colors for values without an order, the most different ones first. They limit the number of values with their own colors.
///
/// Each can be told from the others with red-green color blindness (at least 8 apart in CIE94), and has a contrast of at least
/// 2.2 with light and dark basemaps.
pub const CATEGORIES: [&str; 12] = [
    "#3b7dd8", "#e0523d", "#73387e", "#86b08f", "#135d41", "#ac98fc", "#f58a3c", "#9e2100", "#134ebf",
    "#39b5c6", "#16917f", "#c73461",
];

/// From light to dark, for increasing numbers.
pub const SEQUENTIAL: [&str; 8] =
    ["#d3ece4", "#b4ded2", "#95cfc0", "#73bcab", "#52a897", "#388f82", "#1f7a6f", "#0b4a47"];

/// For numbers on both sides of zero: the lowest, those around zero, the highest. They are CARTO's colors Geyser.
const BELOW_ZERO: [&str; 3] = ["#008080", "#70a494", "#b4c8a8"];
const AROUND_ZERO: &str = "#f6edbd";
const ABOVE_ZERO: [&str; 3] = ["#edbb8a", "#de8a5a", "#ca562c"];

/// Returns the colors of the ranges between limits, which are one more than the limits. They diverge from zero if there are ranges on
/// both sides of it, and not too many of them.
pub fn of_bins(limits: &[f64]) -> Vec<&'static str> {
    let below = limits.iter().filter(|limit| **limit <= 0.0).count();
    let above = limits.iter().filter(|limit| **limit >= 0.0).count();
    let sides = 1..=BELOW_ZERO.len();
    if sides.contains(&below) && sides.contains(&above) {
        let middle = limits.len() + 1 - below - above;
        let mut colors = BELOW_ZERO[..below].to_vec();
        colors.extend(vec![AROUND_ZERO; middle]);
        colors.extend(&ABOVE_ZERO[ABOVE_ZERO.len() - above..]);
        return colors;
    }
    (0..=limits.len()).map(|at| SEQUENTIAL[at * (SEQUENTIAL.len() - 1) / limits.len().max(1)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_on_both_sides_of_zero_diverge() {
        assert_eq!(of_bins(&[-10.0, 0.0, 10.0]), ["#008080", "#70a494", "#de8a5a", "#ca562c"]);
        assert_eq!(of_bins(&[-5.0, 5.0]), ["#008080", "#f6edbd", "#ca562c"]);
        assert_eq!(of_bins(&[0.0]), ["#008080", "#ca562c"]);
        assert_eq!(of_bins(&[-1.0, 2.0, 4.0]), ["#008080", "#f6edbd", "#de8a5a", "#ca562c"]);
    }

    #[test]
    fn other_ranges_go_from_light_to_dark() {
        for limits in [&[1.0, 2.0][..], &[-2.0, -1.0], &[-1.0, 1.0, 2.0, 3.0, 4.0]] {
            let colors = of_bins(limits);
            assert_eq!(colors.len(), limits.len() + 1);
            assert_eq!((colors[0], *colors.last().unwrap()), (SEQUENTIAL[0], SEQUENTIAL[7]));
        }
        assert_eq!(of_bins(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]), SEQUENTIAL);
    }

    /// The view of the datasets has the same colors.
    #[test]
    fn datasets_have_the_colors_of_categories() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/templates/app/carto2/src/components/views/Datasets.tsx.hbs"
        );
        let template = std::fs::read_to_string(path).unwrap();
        let start = template.find("const COLORS").unwrap();
        let colors: Vec<&str> = template[start..]
            .split("];")
            .next()
            .unwrap()
            .split('\'')
            .filter(|text| text.starts_with('#'))
            .collect();
        assert_eq!(colors, CATEGORIES);
    }
}
