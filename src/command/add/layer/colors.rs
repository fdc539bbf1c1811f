//! The default colors of layers.

/// Colors that most people can tell apart, even on the map. They limit the number of values with their own colors.
pub const CATEGORIES: [&str; 8] =
    ["#12467b", "#d1495b", "#0b7a6c", "#b35c00", "#7b4b94", "#3b8ea5", "#8a9a5b", "#c2185b"];

/// From light to dark, for increasing numbers.
pub const BLUES: [&str; 8] =
    ["#d3ece4", "#b4ded2", "#95cfc0", "#73bcab", "#52a897", "#388f82", "#1f7a6f", "#0b4a47"];
